"""The window's side of the measurements, each in a process of its own so that nothing is warm.

``window_side.py bare|program|held DATA``: says on standard output, as one JSON line, when the first window was painted
(``bare``, ``program``: the line itself is the moment) or how searching 20,000 households went (``held``).
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

WORDS = ("duc", "hoa", "nguyen thi", "dung", "0912", "tran van minh", "so 7", "chamalea", "yen", "le kim")


def peak_kib() -> int:
    """The most memory that this process ever had."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


def say(**facts: object) -> None:
    """One line for the parent."""
    os.write(1, (json.dumps(facts) + "\n").encode())


class FirstPaint(QObject):
    """Ends the process once a window was painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        say(peak_kib=peak_kib())
        os._exit(0)


def bare() -> None:
    """A window with a word in it."""
    from PySide6.QtWidgets import QLabel, QMainWindow

    app = QApplication(sys.argv[:1])
    watch = FirstPaint()
    app.installEventFilter(watch)
    window = QMainWindow()
    window.setCentralWidget(QLabel("SinhKe"))
    window.resize(1280, 720)
    window.show()
    app.exec()


def program(data: str) -> None:
    """The program as it is started every day, on a folder with a store."""
    app = QApplication(sys.argv[:1])
    watch = FirstPaint()
    app.installEventFilter(watch)
    sys.argv = ["sinhke-desktop"]
    os.environ["SINHKE_DATA_DIR"] = data
    from sinhke_desktop.__main__ import main

    main()


class Painted(QObject):
    """Leaves *loop* once *surface* was painted and *ready* says that it shows what was typed."""

    def __init__(self, surface: QObject, loop: QEventLoop) -> None:
        super().__init__()
        self.loop, self.ready = loop, lambda: True
        surface.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self.ready():
            QTimer.singleShot(0, self.loop.quit)
        return False


def held(data: str, password: str) -> None:
    """Open the store, go to the households, type and erase every word; says milliseconds for each key."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from sinhke_desktop.gui.program import Program, apply_look
    from sinhke_desktop.paths import folders
    from sinhke_desktop.services import workspace as workspaces
    from sinhke_desktop.settings import Settings

    app = QApplication(sys.argv[:1])
    where = folders(data)
    settings = Settings(where.config)
    apply_look(app, settings)
    program = Program(where, settings)
    program.begin()
    program._opened(workspaces.open_with_password(where, password))
    window: Any = program.window
    window.resize(1366, 768)
    program.shell.navigate("households")
    pane = program.shell._made["households"][0].register
    loop = QEventLoop()
    painted = Painted(pane.table.viewport(), loop)
    begun = time.perf_counter()
    painted.ready = lambda: len(pane.model.rows) > 0
    loop.exec()
    read_s = time.perf_counter() - begun
    pane.field.setFocus()
    times: list[float] = []
    for word in WORDS:
        for key in (*word, *([Qt.Key.Key_Backspace] * len(word))):
            typed = pane.field.text()[:-1] if key == Qt.Key.Key_Backspace else pane.field.text() + str(key)
            painted.ready = lambda typed=typed: pane.presenter.filters.text.strip() == typed.strip()
            begun = time.perf_counter()
            QTest.keyClick(pane.field, key)
            if pane.table.isVisible():
                loop.exec()
                times.append((time.perf_counter() - begun) * 1000)
    say(peak_kib=peak_kib(), read_s=read_s, keys_ms=times, rows=len(pane.model.rows))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    {"bare": bare, "program": program, "held": held}[sys.argv[1]](*sys.argv[2:])
