"""The wide table of communes: a heading that is pressed puts the lines in its order."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from sinhke_desktop.domain.poverty_tables.table import Table
from sinhke_desktop.gui.tables.grid import TableGrid
from sinhke_desktop.i18n import _


class CommunesGrid(TableGrid):
    """:attr:`sorted_by` tells a column of the table's own, -1 for the names of communes; keys: F4 on a column."""

    sorted_by = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        for part in (self, self.sticky):
            part.headings.setSectionsClickable(True)
            part.headings.sectionClicked.connect(self._pressed)
            part.headings.setToolTip(_("Press a heading, or F4 in its column, to sort; again to turn round"))

    def _pressed(self, section: int) -> None:
        self.sorted_by.emit(max(section - self.rows_model.label_count, -1))

    def keep_place(self, table: Table) -> None:
        """Show *table*, which is the one shown before in another order: widths, column and the view stay."""
        model = self.rows_model
        if model.table is None or len(model.table.rows) != len(table.rows):
            self.show_table(table)
            return
        column = self.currentIndex().column()
        model.layoutAboutToBeChanged.emit()
        model.table = table
        model.layoutChanged.emit()
        self.verticalScrollBar().setValue(0)
        if column >= 0:
            self.setCurrentIndex(model.index(0, column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F4 and self.currentIndex().isValid():
            self._pressed(self.currentIndex().column())
        else:
            super().keyPressEvent(event)
