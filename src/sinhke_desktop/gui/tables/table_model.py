"""A table for Qt: which text stands in which cell, how it stands, what its heading is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QFont

from sinhke_desktop.domain.household import Household, Member
from sinhke_desktop.domain.personal_fields import FIELDS
from sinhke_desktop.domain.poverty_tables.table import UNIT_NAMES, Cell, Kind, Row, Table
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.privacy import masking
from sinhke_desktop.gui.widgets.table import Index
from sinhke_desktop.i18n import _

GROUP = Qt.ItemDataRole.UserRole + 2
"""Role of a heading: the group that the column belongs to, empty for none."""


class TableModel(QAbstractTableModel):
    """A :class:`Table` for Qt: number, hamlet and unit first, then the table's own columns."""

    def __init__(self) -> None:
        super().__init__()
        self.table: Table | None = None
        self._labels: list[str] = []
        self._bold = theme.font(theme.BODY, QFont.Weight.DemiBold)

    def set_table(self, table: Table | None) -> None:
        """Show *table* instead of the one before."""
        self.beginResetModel()
        self.table = table
        self._labels = []
        if table is not None:
            self._labels = [] if table.listing else ["TT"]
            self._labels += [table.label, *(["Tính theo"] if table.by_unit else [])]
        self.endResetModel()

    @property
    def label_count(self) -> int:
        """How many columns stay in sight at the left."""
        return len(self._labels)

    def row(self, index: Index) -> Row | None:
        """The row behind *index*."""
        return self.table.rows[index.row()] if self.table is not None and index.isValid() else None

    def cell(self, index: Index) -> Cell | str | None:
        """The cell behind *index*; None in the first columns."""
        row = self.row(index)
        place = index.column() - self.label_count
        return row.cells[place] if row is not None and place >= 0 else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() or self.table is None else len(self.table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() or self.table is None else self.label_count + len(self.table.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(self._alignment(index.column()) | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.FontRole and row.total:
            return self._bold
        if role == Qt.ItemDataRole.BackgroundRole:
            return theme.colour("near-poor-soft") if row.broken else theme.colour("header") if row.total else None
        cell = self.cell(index)
        opens = isinstance(cell, Cell) and cell.count is not None and bool(cell.value) and cell.number is not None
        if role == Qt.ItemDataRole.ForegroundRole and opens:
            return theme.colour("accent")
        if role == Qt.ItemDataRole.ToolTipRole and opens:
            return _("Enter or double-click: the households behind this number")
        return None

    def text(self, row: int, column: int) -> str:
        """What stands there, asked for without an index; *row* and *column* must be in the table."""
        return self._text(self.table.rows[row], column) if self.table is not None else ""

    def _text(self, row: Row, column: int) -> str:
        place = column - self.label_count
        if place >= 0:
            return self._covered(row.text(place), place)
        title = self._labels[column]
        if title == "TT":
            return row.number
        if title == "Tính theo" and column == self.label_count - 1:
            return UNIT_NAMES[row.unit] if row.unit else ""
        return row.label

    def _covered(self, text: str, place: int) -> str:
        """A list's sensitive field as dots while this screen covers them."""
        name = self.table.columns[place].field if self.table is not None else ""
        if not name:
            return text
        return masking.covered_text(text, Member if name in FIELDS[Member] else Household, name)

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        place = column - self.label_count
        if place < 0 or self.table is None:
            return Qt.AlignmentFlag.AlignLeft
        kind = self.table.columns[place].kind
        if kind is Kind.TEXT:
            return Qt.AlignmentFlag.AlignLeft
        return Qt.AlignmentFlag.AlignHCenter if kind is Kind.MARK else Qt.AlignmentFlag.AlignRight

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or self.table is None:
            return None
        place = section - self.label_count
        if role == Qt.ItemDataRole.DisplayRole:
            return self._labels[section] if place < 0 else self.table.columns[place].title
        if role == GROUP:
            return "" if place < 0 else self.table.columns[place].group
        return None
