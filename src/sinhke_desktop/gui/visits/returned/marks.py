"""Groups of tick boxes by the keys of the upper row: indicators, needs, agreements that were kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from sinhke_desktop.gui.visits.returned.boxes import Box, Group, Mark
from sinhke_desktop.gui.widgets import Pill, label
from sinhke_desktop.i18n import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

ROW_KEYS = "1234567890-="
"""The upper row from left to right: the first mark has the first key."""
SAME_KEY, NONE_KEY = "l", "k"


class Ticks(Group):
    """A group of boxes in as many columns as there is room for; *remarks* stand behind words."""

    def __init__(self, words: Mapping[str, str], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(6, 4, 6, 4)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        for key, (one, text) in zip(ROW_KEYS, words.items(), strict=False):
            self._take(one, Box(key, text))
        self._columns = 0
        self._place(3)

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        high = -(-len(self.boxes) // columns)
        for place, box in enumerate(self.boxes.values()):
            self._grid.addWidget(box, place % high, place // high)

    def _widest(self) -> int:
        return max(box.sizeHint().width() for box in self.boxes.values()) + 8

    def minimumSizeHint(self) -> QSize:
        return QSize(self._widest() + 16, self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(max(min(event.size().width() // self._widest(), 4), 1))

    def marked(self) -> frozenset[str]:
        """The boxes that are marked."""
        return frozenset(name for name, box in self.boxes.items() if box.mark is Mark.MARKED)

    def set_marked(self, names: frozenset[str]) -> None:
        """Mark exactly these."""
        for name, box in self.boxes.items():
            box.set_mark(Mark.MARKED if name in names else Mark.EMPTY)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text and text in ROW_KEYS[: len(self.boxes)] and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._at = ROW_KEYS.index(text)
            self._show_current()
            self.turn(self._current())
        elif event.key() == Qt.Key.Key_Space:
            self.turn(self._current())
        elif not self._step(event.key()):
            super().keyPressEvent(event)


class IndicatorTicks(Ticks):
    """The indicators seen today: ``k`` says that they were asked for and none is lacking, ``l`` as at the last review.

    ``seen`` is true once anything was said of them; ``last`` is what was lacking at the last review.
    """

    def __init__(self, words: Mapping[str, str], name: str) -> None:
        super().__init__(words, name)
        self.seen = False
        self.last: frozenset[str] = frozenset()
        self.state = Pill("", "neutral")
        self.changed.connect(self._say)
        self._say()

    def show_last(self, last: frozenset[str] | None) -> None:
        """Say behind the words what was lacking at the last review; None where there was none."""
        self.last = last or frozenset()
        for name, box in self.boxes.items():
            lacked = name in self.last
            box.remark.setText(_("lacking last time") if lacked else "")
            box.remark.setVisible(lacked)
        self._columns = 0
        self._place(max(min(self.width() // self._widest(), 4), 1))

    def set_said(self, names: frozenset[str], *, seen: bool) -> None:
        """Show what was said."""
        self.set_marked(names)
        self.seen = seen
        self.note_read()

    def note_read(self) -> None:
        """Boxes were marked by what was read of a scan: they were asked for."""
        self.seen = self.seen or bool(self.marked())
        self._say()

    def turn(self, name: str) -> None:
        self.seen = True
        super().turn(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text().lower()
        if text in (SAME_KEY, NONE_KEY) and text:
            self.set_said(self.last if text == SAME_KEY else frozenset(), seen=True)
            self.changed.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.set_said(frozenset(), seen=False)
            self.changed.emit()
        else:
            super().keyPressEvent(event)

    def _say(self) -> None:
        count = len(self.marked())
        if not self.seen:
            self.state.show_tone(_("not asked"), "neutral")
        elif count:
            self.state.show_tone(_("asked: {count} lacking").format(count=count), "warn")
        else:
            self.state.show_tone(_("asked: none lacking"), "accent")


class KeptLine(Group):
    """One agreement of the last visit with its two boxes: ``1`` done, ``2`` not done, ``0`` takes both away."""

    DONE, NOT = "done", "not"

    def __init__(self, number: int, text: str) -> None:
        super().__init__()
        self.setAccessibleName(text)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 3, 6, 3)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(f"{number}. {text}"), 1)
        self._take(self.DONE, Box("1", _("Was done")))
        self._take(self.NOT, Box("2", _("Not done")))
        for box in self.boxes.values():
            row.addWidget(box)
        column.addLayout(row)

    def kept(self) -> str:
        """``+``, ``-`` or ``?``."""
        done, undone = (self.boxes[name].mark is Mark.MARKED for name in (self.DONE, self.NOT))
        return "+" if done and not undone else "-" if undone and not done else "?"

    def set_kept(self, kept: str) -> None:
        """Show ``+``, ``-`` or ``?``."""
        self.boxes[self.DONE].set_mark(Mark.MARKED if kept == "+" else Mark.EMPTY)
        self.boxes[self.NOT].set_mark(Mark.MARKED if kept == "-" else Mark.EMPTY)

    def both(self) -> bool:
        """True where both boxes are marked, which says nothing."""
        return all(box.mark is Mark.MARKED for box in self.boxes.values())

    def turn(self, name: str) -> None:
        self.set_kept("?" if self.boxes[name].mark is Mark.MARKED and not self.both() else self._said(name))
        self.changed.emit()

    def _said(self, name: str) -> str:
        return "+" if name == self.DONE else "-"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        said = {"1": "+", "+": "+", "2": "-", "-": "-", "0": "?", "?": "?"}.get(event.text())
        if said is None and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            said = "?"
        if said is not None:
            self.set_kept(said)
            self.changed.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.turn(self._current())
        elif not self._step(event.key()):
            super().keyPressEvent(event)
