"""Tables that a click on a title sorts: the column sorted by carries an arrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets.table import Column, DataTable, RowsModel

R = TypeVar("R")


class SortedModel(RowsModel[R]):
    """Rows as they are given, with *keys* naming the columns; :meth:`show_sort` puts the arrow."""

    def __init__(self, columns: Sequence[Column[R]], keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(columns, parent)
        self.keys: tuple[str, ...] = tuple(keys)
        self._sort = self.keys[0]
        self._descending = False

    def show_sort(self, sort: str, *, descending: bool) -> None:
        """Put the arrow on another column."""
        self._sort, self._descending = sort, descending
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DecorationRole:
            if self.keys[section] != self._sort:
                return None
            return theme.pixmap("chevron-down" if self._descending else "chevron-up", "accent", 14)
        return super().headerData(section, orientation, role)


class SortedTable(DataTable):
    """A :class:`DataTable` over a :class:`SortedModel`; connect ``horizontalHeader().sectionClicked``."""

    def __init__(self, model: QAbstractTableModel, *, stretch: Sequence[int] = (0,)) -> None:
        super().__init__(model, stretch=stretch)
        self.horizontalHeader().setSectionsClickable(True)

    def measure_again(self) -> None:
        """Other columns are shown, or the arrow stands in another title."""
        self._needs = []
        self.fit()

    def _title_width(self, column: int) -> int:
        arrow = self.model().headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DecorationRole)
        return super()._title_width(column) + (theme.px(20) if arrow is not None else 0)
