"""Boxes to tick as on the paper; a group of them is one stop of the Enter key."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets import Pill, label
from sinhke_desktop.i18n import _

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPixmap


class Mark(StrEnum):
    """What a box says; a doubtful one was read from a scan and must be decided."""

    EMPTY = ""
    MARKED = "+"
    DOUBTFUL = "?"


class Box(QWidget):
    """One box with its key, its words and, read from a scan, its picture; tells :attr:`pressed` on a click."""

    pressed = Signal()

    def __init__(self, key: str, words: str, remark: str = "") -> None:
        super().__init__()
        self.mark = Mark.EMPTY
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 1, 4, 1)
        row.setSpacing(6)
        self.picture = QLabel()
        self.picture.hide()
        row.addWidget(self.picture)
        self.key = label(key, "secondary", wrap=False)
        self.key.setMinimumWidth(theme.px(12))
        row.addWidget(self.key)
        self.check = QCheckBox(words)
        self.check.setTristate(True)
        self.check.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.check.setAccessibleName(words)
        self.check.clicked.connect(self._clicked)
        row.addWidget(self.check)
        self.remark = label(remark, "secondary", wrap=False)
        self.remark.setVisible(bool(remark))
        row.addWidget(self.remark)
        self.doubt = Pill(_("unclear: yes or no?"), "warn")
        self.doubt.hide()
        row.addWidget(self.doubt)
        row.addStretch(1)

    def set_mark(self, mark: Mark) -> None:
        """Show *mark*."""
        self.mark = mark
        states = {
            Mark.EMPTY: Qt.CheckState.Unchecked,
            Mark.MARKED: Qt.CheckState.Checked,
            Mark.DOUBTFUL: Qt.CheckState.PartiallyChecked,
        }
        self.check.setCheckState(states[mark])
        self.doubt.setVisible(mark is Mark.DOUBTFUL)

    def turn(self) -> None:
        """Marked becomes empty; empty and doubtful become marked."""
        self.set_mark(Mark.EMPTY if self.mark is Mark.MARKED else Mark.MARKED)

    def show_picture(self, picture: QPixmap | None) -> None:
        """Show the box as it was scanned."""
        self.picture.setVisible(picture is not None)
        if picture is not None:
            self.picture.setPixmap(picture)

    def show_current(self, *, current: bool) -> None:
        """Say that Space turns this one."""
        theme.restyle(self.key, "role", "strong" if current else "secondary")

    def _clicked(self) -> None:
        self.set_mark(self.mark)
        self.pressed.emit()


class Group(QFrame):
    """Boxes that have the focus together: keys of the upper row, arrows and Space turn them."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "marks")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.boxes: dict[str, Box] = {}
        self._at = 0

    def _take(self, name: str, box: Box) -> None:
        self.boxes[name] = box
        box.pressed.connect(lambda: self._pressed(name))

    def _pressed(self, name: str) -> None:
        self._at = list(self.boxes).index(name)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._show_current()
        self.turn(name)

    def turn(self, name: str) -> None:
        """Turn one box over."""
        self.boxes[name].turn()
        self.changed.emit()

    def doubtful(self) -> list[str]:
        """The boxes that still have to be decided."""
        return [name for name, box in self.boxes.items() if box.mark is Mark.DOUBTFUL]

    def _current(self) -> str:
        return list(self.boxes)[self._at]

    def _show_current(self) -> None:
        for place, box in enumerate(self.boxes.values()):
            box.show_current(current=self.hasFocus() and place == self._at)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        doubtful = self.doubtful()
        self._at = list(self.boxes).index(doubtful[0]) if doubtful else min(self._at, len(self.boxes) - 1)
        theme.restyle(self, "focused", "true")
        self._show_current()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        theme.restyle(self, "focused", "false")
        self._show_current()

    def _step(self, key: int) -> bool:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key))
        if step is None:
            return False
        self._at = (self._at + step) % len(self.boxes)
        self._show_current()
        return True
