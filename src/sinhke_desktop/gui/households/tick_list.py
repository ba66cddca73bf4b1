"""Boxes to tick as one field: one stop of Tab, arrows and first letters move inside, Space ticks."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from sinhke_desktop.domain.household_lists import joined, split_keys
from sinhke_desktop.gui.households import quick_codes
from sinhke_desktop.gui.households.editors import Ticks
from sinhke_desktop.gui.households.quick_choice import FORGOTTEN_AFTER_MS
from sinhke_desktop.i18n import _

_BACK = (Qt.Key.Key_Up, Qt.Key.Key_Left)
_ON = (Qt.Key.Key_Down, Qt.Key.Key_Right)


class TickList(QWidget):
    """Several keys of one list. *alone* is a key that excludes the others (``none``).

    With *ranked* the order of ticking counts and is shown as numbers: the first is the weightiest; Alt+Up and
    Alt+Down move a ticked one. Keys that the list does not know are kept.
    """

    changed = Signal()

    def __init__(self, words: Mapping[str, str], *, ranked: bool = False, alone: str = "", across: int = 4) -> None:
        super().__init__()
        self._words = dict(words)
        self._ranked = ranked
        self._alone = alone
        self._keys: list[str] = []
        self._stored = ""
        self._filling = False
        self._typed = ""
        self._since = QElapsedTimer()
        self.boxes = {key: QCheckBox(word) for key, word in words.items()}
        self._places = list(self.boxes.values())
        for key, box in self.boxes.items():
            box.toggled.connect(lambda on, key=key: self._ticked(key, on=on))
            box.installEventFilter(self)
            box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._places[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._places[0])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Ticks(self._places, across))
        tip = _("Space ticks; arrows or first letters move; Enter goes on")
        if ranked:
            tip += "\n" + _("The first ticked is the weightiest; Alt+Up and Alt+Down change the order")
        self.setToolTip(tip)

    def first(self) -> QCheckBox:
        """The box that Tab stops at."""
        return self._places[0]

    def value(self) -> str:
        """The ticked keys joined by commas: ranked in their order, else in the list's (or as stored, if the same)."""
        if self._ranked:
            return joined(self._keys)
        if set(self._keys) == set(split_keys(self._stored)):
            return self._stored
        known = [key for key in self._words if key in self._keys]
        return joined([*known, *(key for key in self._keys if key not in self._words)])

    def set_value(self, text: str) -> None:
        """Tick the keys of *text*."""
        self._filling = True
        self._stored = text
        self._keys = list(split_keys(text))
        for key, box in self.boxes.items():
            box.setChecked(key in self._keys)
        self._filling = False
        self._show_ranks()

    def _ticked(self, key: str, *, on: bool) -> None:
        if self._filling:
            return
        if on:
            clash = [one for one in self._keys if self._alone and (self._alone in (one, key))]
            self._keys = [one for one in self._keys if one not in clash] + [key]
            self._filling = True
            for one in clash:
                if one in self.boxes:
                    self.boxes[one].setChecked(False)
            self._filling = False
        else:
            self._keys = [one for one in self._keys if one != key]
        self._show_ranks()
        self.changed.emit()

    def _show_ranks(self) -> None:
        if not self._ranked:
            return
        for key, box in self.boxes.items():
            rank = self._keys.index(key) + 1 if key in self._keys else 0
            box.setText(f"{rank}. {self._words[key]}" if rank else self._words[key])

    def move_key(self, key: str, by: int) -> None:
        """Change the rank of a ticked *key*: -1 makes it weightier."""
        if not self._ranked or key not in self._keys:
            return
        at = self._keys.index(key)
        to = min(max(at + by, 0), len(self._keys) - 1)
        if to != at:
            self._keys.insert(to, self._keys.pop(at))
            self._show_ranks()
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or watched not in self._places:
            return False
        at = next(place for place, box in enumerate(self._places) if box is watched)
        by = -1 if event.key() in _BACK else 1 if event.key() in _ON else 0
        if by and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_key(tuple(self.boxes)[at], by)
            return True
        if by and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._places[(at + by) % len(self._places)].setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        letters = event.text()
        if letters.strip() and letters.isprintable() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return self._go_to(letters)
        return False

    def _go_to(self, letters: str) -> bool:
        begun = self._typed if self._since.isValid() and not self._since.hasExpired(FORGOTTEN_AFTER_MS) else ""
        self._since.start()
        for code in (begun + letters, letters):
            at = quick_codes.find(code, tuple(self._words.values()))
            if at >= 0:
                self._typed = code
                self._places[at].setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return True
