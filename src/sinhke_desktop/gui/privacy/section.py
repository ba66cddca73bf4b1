"""What the page's tabs share: buttons above, a table below or the words that say why it is empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors
from sinhke_desktop.gui.widgets import Column, DataTable, Flow, RowsModel, label

R = TypeVar("R")


class TableSection(QWidget, Generic[R]):
    """``.tools`` above, ``.table`` below; :meth:`show_rows` keeps the chosen place."""

    def __init__(self, columns: Sequence[Column[R]], stretch: Sequence[int], nothing: str, hint: str = "") -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 8, 0, 0)
        self.column.setSpacing(8)
        if hint:
            self.column.addWidget(label(hint, "secondary"))
        self.tools = Flow(gap=8)
        self.column.addWidget(self.tools)
        self.model: RowsModel[R] = RowsModel(columns)
        self.table = DataTable(self.model, stretch=stretch)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        empty = label(nothing, "secondary")
        empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack.addWidget(empty)
        self.column.addLayout(self._stack, 1)

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show *rows*, or the words for none."""
        at = self.table.current_row()
        self.model.set_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        if rows:
            self.table.choose(min(max(at, 0), len(rows) - 1))

    def chosen(self) -> R | None:
        """The chosen row."""
        at = self.table.current_row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do *act*; what it refuses is shown. True if it was done."""
        try:
            act()
        except SinhkeError as error:
            errors.show(self, error)
            return False
        return True
