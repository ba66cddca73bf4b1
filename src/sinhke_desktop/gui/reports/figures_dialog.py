"""The figures of a report and the households behind each: choose a figure, open a household."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QSplitter, QVBoxLayout, QWidget

from sinhke_desktop.domain.report import Trace, TraceRow
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets import Column, RowsModel, label
from sinhke_desktop.gui.widgets.dialog import Dialog
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _


class FiguresDialog(Dialog):
    """References on the left, the list behind the chosen one on the right; Enter there opens the household."""

    def __init__(
        self, parent: QWidget, traces: Sequence[Trace], open_household: Callable[[str], object], number: int = 0
    ) -> None:
        super().__init__(parent, _("Figures and the households behind them"), width=960)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._traces, self._open = list(traces), open_household
        self.list = QListWidget()
        self.list.setAccessibleName(_("Figures"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumWidth(theme.px(320))
        self.list.addItems([f"[{one.number}] {one.title}: {one.figure}" for one in self._traces])
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(12, 0, 0, 0)
        self.title = label("", "card-title")
        self.counts = label("", "secondary")
        self.model: RowsModel[TraceRow] = RowsModel((
            Column(_("Head of household"), lambda one: one.name),
            Column(_("Hamlet"), lambda one: one.hamlet),
            Column(_("Detail"), lambda one: one.value),
        ))  # fmt: skip
        self.table = WrapTable(self.model, wrap=(0, 2))
        self.table.setAccessibleName(_("Households behind the figure"))
        self.table.doubleClicked.connect(lambda index: self._open_row(index.row()))
        self.table.activated.connect(lambda index: self._open_row(index.row()))
        self.where = label("", "secondary")
        for part in (self.title, self.counts):
            column.addWidget(part)
        column.addWidget(self.table)
        column.addWidget(self.where)
        column.addStretch(1)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.addWidget(self.list)
        sides.addWidget(right)
        sides.setStretchFactor(0, 2)
        sides.setStretchFactor(1, 3)
        sides.setMinimumHeight(min(theme.px(430), self.screen().availableGeometry().height() - 280))
        self.add(sides)
        self.list.currentRowChanged.connect(self._show)
        places = [place for place, one in enumerate(self._traces) if one.number == number]
        self.list.setCurrentRow(places[0] if places else 0)

    def _show(self, place: int) -> None:
        if not 0 <= place < len(self._traces):
            return
        one = self._traces[place]
        self.title.setText(f"[{one.number}] {one.title}: {one.figure}")
        self.counts.setText(f"{one.counts}.")
        self.model.set_rows(one.rows)
        self.table.fit()
        self.table.setVisible(bool(one.rows))
        self.where.setText(_("In the program: {where}. Enter opens the household.").format(where=one.where))

    def _open_row(self, row: int) -> None:
        household_id = self.model.rows[row].household_id
        if household_id:
            self.accept()
            self._open(household_id)
