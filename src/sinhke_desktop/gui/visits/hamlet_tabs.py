"""One tab for every hamlet with somebody on the list and how many: a single press narrows the list to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.gui.widgets.section_tabs import SectionTabs

ALL = "all"
"""The key of the tab for every hamlet; ids of hamlets are longer."""


class HamletTabs(QWidget):
    """:attr:`chosen` tells the id of a hamlet, or an empty text for all of them."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.tabs = self._put({ALL: ""})

    def _put(self, names: dict[str, str]) -> SectionTabs:
        tabs = SectionTabs(names)
        tabs.chosen.connect(lambda key: self.chosen.emit("" if key == ALL else key))
        self._column.addWidget(tabs)
        return tabs

    def show_hamlets(self, everywhere: str, hamlets: Sequence[tuple[str, str]], hamlet_id: str) -> None:
        """Offer *hamlets* (id, words) behind the tab *everywhere*; *hamlet_id* is the chosen one."""
        names = {ALL: everywhere, **dict(hamlets)}
        if list(names) != list(self.tabs.buttons):
            old, focused = self.tabs, any(button.hasFocus() for button in self.tabs.buttons.values())
            self.tabs = self._put(names)
            old.hide()
            old.deleteLater()
            if focused:
                self.tabs.buttons[hamlet_id or ALL].setFocus()
        for key, words in names.items():
            self.tabs.buttons[key].setText(words)
        self.tabs.blockSignals(True)
        self.tabs.choose(hamlet_id if hamlet_id in names else ALL)
        self.tabs.blockSignals(False)
