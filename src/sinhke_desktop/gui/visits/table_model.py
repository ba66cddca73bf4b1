"""The list of households to visit, each line with its tick."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.visits.presenter import VisitLine
from sinhke_desktop.gui.widgets import Column, DataTable, RowsModel
from sinhke_desktop.gui.widgets.table import Index
from sinhke_desktop.i18n import _


class VisitsModel(RowsModel[VisitLine]):
    """Tells :attr:`ticked` with the household whose tick was pressed; *chosen* is read for every line."""

    ticked = Signal(str)

    def __init__(self, chosen: set[str] | None = None) -> None:
        super().__init__(
            [
                Column(_("Head of household"), lambda line: line.name),
                Column(_("Hamlet"), lambda line: line.hamlet),
                Column(_("Class"), lambda line: line.class_name),
                Column(
                    _("Due because"), lambda line: line.pill, tone=lambda line: line.tone, tip=lambda line: line.why
                ),
                Column(_("Last visit"), lambda line: line.last_visit or "–", numeric=True),
                Column(_("Form"), lambda line: line.form),
            ]
        )
        self._chosen = chosen if chosen is not None else set()

    def set_chosen(self, chosen: set[str]) -> None:
        """Other ticks."""
        self._chosen = chosen
        if self.rowCount():
            self.dataChanged.emit(
                self.index(0, 0), self.index(self.rowCount() - 1, 0), [Qt.ItemDataRole.CheckStateRole]
            )

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() and index.column() == 0 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and index.column() == 0:
            ticked = self.rows[index.row()].household_id in self._chosen
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and index.column() == 0:
            self.ticked.emit(self.rows[index.row()].household_id)
            return True
        return False


class VisitsTable(DataTable):
    """Wide enough for tick and name; Space ticks the current line."""

    def __init__(self, model: VisitsModel) -> None:
        super().__init__(model, stretch=(5,))
        self._visits = model

    def _cell_width(self, index: QModelIndex) -> int:
        return super()._cell_width(index) + (theme.px(30) if index.column() == 0 else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._visits.ticked.emit(self._visits.rows[self.currentIndex().row()].household_id)
            return
        super().keyPressEvent(event)
