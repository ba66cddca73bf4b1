"""A person at the real window: finds what is shown by its words, clicks, types, waits for what must happen.

What a person does is written as a generator that yields what it waits for. Every click and key is posted, so that a
dialog that runs a loop of its own (choosing a file) is worked like every other window.
"""

from __future__ import annotations

import subprocess
import traceback
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QImage, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabWidget,
    QWidget,
)

from sinhke_desktop.gui.tasks import Runner
from sinhke_desktop.gui.widgets.paper_view import PaperView

Steps = Generator[Callable[[], object], None, None]
W = TypeVar("W", bound=QWidget)
LOOKS_EVERY_MS = 10
PATIENCE_MS = 40_000
STILL = 12
MOST_LOOKS = 200
"""At a widget that is to be clicked: the layout may still be finding its place."""


@contextmanager
def screen(size: str = "1366x768") -> Iterator[str]:
    """An Xvfb of 1366 by 768 for as long as the block lasts; gives the name for ``DISPLAY``."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            number = server.stdout.readline().strip() if server.stdout else ""
            if not number:
                raise RuntimeError("Xvfb gave no display")
            yield f":{number}"
        finally:
            server.terminate()


class Person(QObject):
    """Carries out *steps* in the running program; afterwards ``failure`` is empty or says where it stopped."""

    def __init__(self, steps: Callable[[Person], Steps], shots: Path | None = None) -> None:
        super().__init__()
        self.failure = ""
        self._shots = shots
        self._steps = steps(self)
        self._wanted: Callable[[], object] = lambda: True
        self._waited = 0
        self._inside = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        """Start as soon as the program's loop runs."""
        self._timer.start()

    def _look(self) -> None:
        if self._inside:
            return
        self._inside = True
        try:
            if self._wanted():
                self._waited = 0
                self._wanted = next(self._steps)
            else:
                self._waited += LOOKS_EVERY_MS
                if self._waited > PATIENCE_MS:
                    frame = self._where()
                    raise TimeoutError(f"waited in vain at {frame}")
        except StopIteration:
            self._timer.stop()
        except Exception:
            self._timer.stop()
            self.failure = traceback.format_exc()
            self.shot("failed")
            QApplication.exit(3)
        finally:
            self._inside = False

    def _where(self) -> str:
        steps, found = self._steps, []
        while steps is not None and steps.gi_frame is not None:
            found.append(f"{steps.gi_frame.f_code.co_name}:{steps.gi_frame.f_lineno}")
            steps = steps.gi_yieldfrom
        return " › ".join(found) or "the beginning"

    def shot(self, name: str) -> None:
        """A picture of the whole screen."""
        if self._shots is not None:
            self.grab().save(str(self._shots / f"{name}.png"))

    def grab(self) -> QImage:
        """The whole screen as it is."""
        return QApplication.primaryScreen().grabWindow(0).toImage()

    def rest(self) -> Steps:
        """Wait until no work is under way and nothing on the screen moves any more."""
        kept = [QImage()]
        alike = [0]

        def same() -> bool:
            if self._busy():
                alike[0] = 0
                return False
            before, kept[0] = kept[0], self.grab()
            alike[0] = alike[0] + 1 if before == kept[0] else 0
            return alike[0] >= STILL

        yield same

    def idle(self) -> Steps:
        """Wait until no work is under way."""
        yield lambda: not self._busy()

    def _busy(self) -> bool:
        return any(runner.busy() for window in QApplication.topLevelWidgets() for runner in window.findChildren(Runner))

    # What is on the screen

    def top(self) -> QWidget:
        """The window in front."""
        shown = QApplication.activeModalWidget()
        if shown is None:
            shown = next((one for one in QApplication.topLevelWidgets() if one.isVisible() and one.isWindow()), None)
        if shown is None:
            raise LookupError("no window is shown")
        if not shown.isActiveWindow():
            shown.activateWindow()
        return shown

    def seen(self, kind: type[W]) -> list[W]:
        """Every widget of that kind that can be seen in the window in front."""
        return [one for one in self.top().findChildren(kind) if one.isVisible()]

    def button(self, words: str) -> QAbstractButton | None:
        """The button that says *words* and can be pressed."""
        found = [one for one in self.seen(QAbstractButton) if one.isEnabled() and words in _names(one)]
        if len(found) > 1:
            raise LookupError(f"{len(found)} buttons say {words!r}")
        return found[0] if found else None

    def tab(self, words: str) -> QAbstractButton | None:
        """The tab that begins with *words*; behind them it may say how many there are."""
        tabs = [one for one in self.seen(QAbstractButton) if one.property("kind") == "tab"]
        return next((one for one in tabs if one.text().startswith(words)), None)

    def choose_tab(self, words: str) -> None:
        """Go to the tab *words* of a row of tabs that Qt draws."""
        for tabs in self.seen(QTabWidget):
            for at in range(tabs.count()):
                if tabs.tabText(at).replace("&", "") == words:
                    tabs.setCurrentIndex(at)
                    return
        raise LookupError(f"no tab says {words!r}")

    def field(self, name: str) -> QWidget | None:
        """The first editor with that label."""
        kinds = (QLineEdit, QPlainTextEdit, QComboBox)
        found = [one for kind in kinds for one in self.seen(kind) if one.accessibleName() == name and one.isEnabled()]
        return found[0] if found else None

    def words(self) -> str:
        """Every word of the labels in sight."""
        return "\n".join(one.text() for one in self.seen(QLabel))

    # What a person does

    def press(self, words: str) -> Steps:
        """Click the button that says *words*, once it can be pressed."""
        yield lambda: self.button(words)
        button = self.button(words)
        if button is not None:
            yield from self.click(button)

    def click(self, widget: QWidget) -> Steps:
        """Scroll to *widget*, again while the page is still growing, and click it where it can be reached."""
        place = widget.rect().center()
        if isinstance(widget, QCheckBox):
            place.setX(widget.height() // 2)
        yield from self._click(widget, place, lambda: _scroll_to(widget))

    def click_at(self, widget: QWidget, place: QPoint) -> Steps:
        """Click *place* of *widget*, which nothing may cover."""
        yield from self._click(widget, place, lambda: None)

    def _click(self, widget: QWidget, place: QPoint, bring: Callable[[], None]) -> Steps:
        yield lambda: self.top().isActiveWindow()
        for _look in range(MOST_LOOKS):
            bring()
            hit = QApplication.widgetAt(widget.mapToGlobal(place))
            if hit is widget or widget.isAncestorOf(hit or self.top()):
                break
            yield lambda: True
        else:
            raise LookupError(f"{widget} lies under {hit}")
        yield from self._post(lambda: QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place))

    def keys(self, *names: str) -> Steps:
        """Press keys such as ``Ctrl+S`` one after the other, where the focus is."""
        for name in names:
            combination = QKeySequence(name)[0]
            yield lambda: self.top().isActiveWindow()
            yield from self._post(
                lambda pressed=combination: QTest.keyClick(
                    QApplication.focusWidget() or self.top(), pressed.key(), pressed.keyboardModifiers()
                )
            )

    def type(self, text: str) -> Steps:
        """Type where the focus is; letters with accents come from the input method, as with Unikey."""
        for letter in text:
            yield self._has_focus
            if letter.isascii():
                yield from self._post(lambda typed=letter: QTest.keyClicks(QApplication.focusWidget(), typed))
            else:
                yield from self._post(lambda typed=letter: self._compose(typed))

    def _compose(self, letter: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(letter)
        QApplication.sendEvent(QApplication.focusWidget(), event)

    def fill(self, name: str, text: str) -> Steps:
        """Go into the field with that label and type over what stands there; a list is looked through by arrows."""
        yield lambda: self.field(name)
        field = self.field(name)
        if isinstance(field, QComboBox) and not field.isEditable():
            yield from self.pick(field, text)
            return
        yield from self.click(field)
        yield lambda: field.hasFocus()
        yield from self.keys("Ctrl+A", "Del")
        yield from self.type(text)

    def pick(self, box: QComboBox, words: str) -> Steps:
        """Go down in a list until it says *words*."""
        yield from self._post(lambda: box.setFocus(Qt.FocusReason.TabFocusReason))
        yield from self.keys("Home")
        while words not in box.currentText():
            before = box.currentIndex()
            yield from self.keys("Down")
            if box.currentIndex() == before:
                raise LookupError(f"{words!r} is not offered")

    def choose_file(self, path: Path) -> Steps:
        """Type *path* into the dialog that asks for a file or a folder."""
        yield lambda: isinstance(QApplication.activeModalWidget(), QFileDialog)
        dialog = self.top()
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        yield lambda: name.isVisible() and dialog.isActiveWindow()
        yield from self._post(name.setFocus)
        yield from self._post(name.selectAll)
        yield from self.type(str(path))
        if QApplication.activePopupWidget() is not None:
            yield from self._post(lambda: QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Escape))
        yield from self._post(lambda: QTest.keyClick(name, Qt.Key.Key_Return))
        yield lambda: not isinstance(QApplication.activeModalWidget(), QFileDialog)

    def save_paper(self, path: Path) -> Steps:
        """Wait for a paper in the preview and save it as *path*, which must be said to be kept."""
        yield lambda: any(view.pdf for view in self.seen(PaperView))
        yield from self.keys("Ctrl+S")
        yield from self.choose_file(path)
        yield from self.rest()
        yield lambda: path.exists() and path.name in self.words()

    def _has_focus(self) -> bool:
        return self.top().isActiveWindow() and QApplication.focusWidget() is not None

    def _post(self, act: Callable[[], object]) -> Steps:
        """Do *act* from the loop; goes on when it has begun, as it may end only with a dialog."""
        begun: list[bool] = []

        def do() -> None:
            begun.append(True)
            act()

        QTimer.singleShot(0, do)
        yield lambda: begun


def _scroll_to(widget: QWidget) -> None:
    area = widget.parentWidget()
    while area is not None:
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(widget)
        area = area.parentWidget()


def _names(button: QAbstractButton) -> tuple[str, ...]:
    return button.text().replace("&", ""), button.accessibleName()
