"""A table inside a card that shows everything: long words wrap, rows grow, the table is as high as its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets.table import ROW_HEIGHT, TONE, DataTable

MOST_ROWS = 14
NARROWEST = 150
WRAP = int(Qt.TextFlag.TextWordWrap)


class WrapTable(DataTable):
    """A :class:`DataTable` whose columns *wrap* take what room is left and wrap what is longer.

    Up to 14 rows it is as high as they are; with more rows it scrolls inside.
    """

    def __init__(self, model: QAbstractTableModel, *, wrap: Sequence[int] = (0,), plain: bool = True) -> None:
        self._wrap = tuple(wrap)
        super().__init__(model, stretch=wrap, plain=plain)
        self.setWordWrap(True)

    def _cell_width(self, index: QModelIndex) -> int:
        needed = super()._cell_width(index)
        return min(needed, theme.px(NARROWEST)) if index.column() in self._wrap else needed

    def fit(self) -> None:
        super().fit()
        model = self.model()
        known = [self._row_height(row) for row in range(min(model.rowCount(), 200))]
        for row, height in enumerate(known):
            if self.rowHeight(row) != height:
                self.setRowHeight(row, height)
        shown = known[:MOST_ROWS] or [theme.px(ROW_HEIGHT)]
        needed = self.horizontalHeader().sizeHint().height() + sum(shown) + 2 * self.frameWidth() + 2
        if self.horizontalHeader().length() > self.viewport().width():
            needed += self.horizontalScrollBar().sizeHint().height()
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff if len(known) <= MOST_ROWS else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        )
        if self.minimumHeight() != needed or self.maximumHeight() != needed:
            self.setFixedHeight(needed)

    def _row_height(self, row: int) -> int:
        tallest = theme.px(ROW_HEIGHT)
        for column in self._wrap:
            index = self.model().index(row, column)
            text = str(index.data() or "")
            if text and not index.data(TONE):
                font = index.data(Qt.ItemDataRole.FontRole)
                metrics = self.fontMetrics() if font is None else QFontMetrics(font)
                room = QRect(0, 0, max(self.columnWidth(column) - theme.px(27), 20), 10000)
                tallest = max(tallest, metrics.boundingRect(room, WRAP, text).height() + theme.px(16))
        return tallest
