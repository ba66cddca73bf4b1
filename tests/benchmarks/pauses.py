"""How long the window answers nothing while its pages are opened, in a process of its own.

``pauses.py bare|program|communes [DATA PASSWORD]``: says as one JSON line the longest pause in ms by what was done.
``bare`` is a window without the program that is shown a page of forty labels, ten buttons and a table of 30 rows.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton, QTableWidget, QVBoxLayout, QWidget

BEAT_MS = 2
AFTER_MS = 400
PAGES = (
    "overview", "households", "rounds", "livelihood", "visits", "reports", "tables", "exchange", "privacy", "settings",
)  # fmt: skip


class Heart:
    """Beats in the window's thread; the longest time between two beats is the longest pause."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, (now - self._last) * 1000), now

    def longest_of(self, act: Callable[[], object], busy: Callable[[], bool] = bool) -> float:
        """The longest pause from *act* until nothing is *busy* any more, in ms."""
        self._rest(busy)
        self.longest = 0.0
        QTimer.singleShot(0, act)
        self._rest(busy)
        return self.longest

    def _rest(self, busy: Callable[[], bool]) -> None:
        loop = QEventLoop()
        QTimer.singleShot(AFTER_MS, loop.quit)
        loop.exec()
        while busy():
            QTimer.singleShot(BEAT_MS, loop.quit)
            loop.exec()


def page() -> QWidget:
    """A plain page without any style."""
    made = QWidget()
    column = QVBoxLayout(made)
    for number in range(40):
        column.addWidget(QLabel(f"Dòng {number}"))
    for number in range(10):
        column.addWidget(QPushButton(f"Nút {number}"))
    column.addWidget(QTableWidget(30, 6))
    return made


def bare() -> dict[str, float]:
    """The plain window."""
    heart, window = Heart(), QMainWindow()
    window.resize(1366, 768)
    window.show()
    return {"page": heart.longest_of(lambda: window.setCentralWidget(page()))}


def program(data: str, password: str) -> dict[str, float]:
    """Unlock, open every page for the first time and once more, lock."""
    from sinhke_desktop.gui.program import Program, apply_look
    from sinhke_desktop.paths import folders
    from sinhke_desktop.settings import Settings

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError(type(app).__name__)
    where = folders(data)
    settings = Settings(where.config)
    settings.set("last_page", PAGES[0])
    apply_look(app, settings)
    heart, made = Heart(), Program(where, settings)
    made.window.resize(1366, 768)
    made.begin()
    busy = made.runner.busy
    unlock = made.window.centralWidget().presenter
    found = {"unlock": heart.longest_of(lambda: unlock.submit(password), busy)}
    shell = made.shell
    if shell is None:
        raise RuntimeError("the store did not open")
    for word in ("first", "again"):
        for key in PAGES[1:] if word == "first" else PAGES:
            found[f"{key}, {word}"] = heart.longest_of(lambda key=key: shell.navigate(key), busy)
    found["lock"] = heart.longest_of(made.lock, busy)
    return found


def communes(data: str, password: str) -> dict[str, float]:
    """Unlock an office, open the page of all its communes, sort, scroll and go through its tabs."""
    from sinhke_desktop.gui.program import Program, apply_look
    from sinhke_desktop.paths import folders
    from sinhke_desktop.settings import Settings

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError(type(app).__name__)
    where = folders(data)
    settings = Settings(where.config)
    settings.set("last_page", "help")
    apply_look(app, settings)
    heart, made = Heart(), Program(where, settings)
    made.window.resize(1366, 768)
    made.begin()
    unlock = made.window.centralWidget().presenter
    heart.longest_of(lambda: unlock.submit(password), made.runner.busy)
    shell = made.shell
    if shell is None:
        raise RuntimeError("the store did not open")
    found = {"opened": heart.longest_of(lambda: shell.navigate("consolidated"), made.runner.busy)}
    page = shell.page()
    bar = page.grid.verticalScrollBar()
    acts = {
        "sorted": lambda: page.presenter.sort(2),
        "scrolled to the end": lambda: bar.setValue(bar.maximum()),
        "table 2": lambda: page.presenter.choose(number=2),
        "models": lambda: page.tabs.choose("models"),
        "targets": lambda: page.tabs.choose("targets"),
    }
    for name, act in acts.items():
        found[name] = heart.longest_of(act, made.runner.busy)
    return found


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    sides = {"bare": bare, "program": program, "communes": communes}
    os.write(1, (json.dumps(sides[sys.argv[1]](*sys.argv[2:])) + "\n").encode())
    os._exit(0)
