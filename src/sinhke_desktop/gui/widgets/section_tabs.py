"""Tabs of a page's sections that take another line where one is too narrow, so that none is out of sight."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from sinhke_desktop.gui.widgets.layouts import Flow

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class _Tab(QPushButton):
    """Leaves arrows to the row of tabs."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class SectionTabs(Flow):
    """One tab for each section of *names* (key → title), the first one chosen; :attr:`chosen` tells another's key.

    Tab reaches the chosen one, arrows go to the next.
    """

    chosen = Signal(str)

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__(gap=0)
        self._current = next(iter(names))
        self.buttons: dict[str, QPushButton] = {}
        for key, name in names.items():
            button = self.buttons[key] = _Tab(name)
            button.setProperty("kind", "tab")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setChecked(key == self._current)
            button.setFocusPolicy(self._policy(key))
            button.clicked.connect(lambda _on, key=key: self.choose(key))
            self.add(button)

    def _policy(self, key: str) -> Qt.FocusPolicy:
        return Qt.FocusPolicy.StrongFocus if key == self._current else Qt.FocusPolicy.ClickFocus

    def current(self) -> str:
        """The key of the chosen section."""
        return self._current

    def choose(self, key: str) -> None:
        """Choose a section by its key."""
        self.buttons[key].setChecked(True)
        if key == self._current:
            return
        self._current = key
        for one, button in self.buttons.items():
            button.setChecked(one == key)
            button.setFocusPolicy(self._policy(one))
        self.chosen.emit(key)

    def show_tab(self, key: str, *, shown: bool) -> None:
        """Offer a section, or do not."""
        self.buttons[key].setVisible(shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = [key for key, button in self.buttons.items() if not button.isHidden()]
        at = keys.index(self._current) + step
        if 0 <= at < len(keys):
            self.buttons[keys[at]].setFocus(Qt.FocusReason.TabFocusReason)
            self.choose(keys[at])
