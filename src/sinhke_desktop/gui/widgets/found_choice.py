"""One of thousands, chosen by typing a part of its words; only the first that fit are ever listed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from sinhke_desktop.gui.findable import Findable
from sinhke_desktop.i18n import _

ID = Qt.ItemDataRole.UserRole


class FoundChoice(QLineEdit):
    """Shows the words of what is chosen; :meth:`value` is its id, or the text typed where that is none of them."""

    def __init__(self, known: Findable) -> None:
        super().__init__()
        self._known = known
        self._chosen = ""
        self.setPlaceholderText(_("Find by name or hamlet"))
        self._model = QStandardItemModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCompletionRole(Qt.ItemDataRole.DisplayRole)
        activated: Any = completer.activated
        activated[QModelIndex].connect(lambda index: self.set_value(str(index.data(ID))))
        self.setCompleter(completer)
        self.textEdited.connect(self._look)

    def listed(self) -> list[str]:
        """The ids offered now."""
        return [str(self._model.item(row).data(ID)) for row in range(self._model.rowCount())]

    def value(self) -> str:
        """The chosen id, else what was typed."""
        text = self.text().strip()
        if self._chosen and self._known[self._chosen] == text:
            return self._chosen
        same = [one for one in self.listed() if self._known[one] == text]
        return same[0] if len(same) == 1 else text

    def set_value(self, text: str) -> None:
        """Choose an id; another text stands as if it were typed."""
        self._chosen = text if text in self._known else ""
        self.setText(self._known[text] if self._chosen else text)
        self.setCursorPosition(0)

    def _look(self, text: str) -> None:
        self._chosen = ""
        self._model.clear()
        for one in self._known.find(text):
            item = QStandardItem(self._known[one])
            item.setData(one, ID)
            self._model.appendRow(item)
