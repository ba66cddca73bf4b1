"""The library of models: looked through, one of them taken; the commune's own files are managed in its folder."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from sinhke_desktop.domain.economics import SIDE_NAMES
from sinhke_desktop.domain.model_library import PROPOSED, LibraryLine, LibraryModel
from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets import Column, Notice, RowsModel, label
from sinhke_desktop.gui.widgets.dialog import Dialog
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services.model_library import Library

LIST_WIDTH = 230


class LibraryDialog(Dialog):
    """The models on the left; the chosen one with its inputs, risks, market and figures on the right."""

    def __init__(self, parent: QWidget, library: Library, taken: Callable[[LibraryModel], object]) -> None:
        super().__init__(parent, _("Library of models"), _("Use this model"), width=1040)
        self._models, self._taken = library.models, taken
        sides = QHBoxLayout()
        sides.setSpacing(16)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Library of models"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedWidth(theme.px(LIST_WIDTH))
        self.list.setMinimumHeight(theme.px(380))
        own = _("{name} (of the commune)")
        self.list.addItems([own.format(name=one.name) if one.own else one.name for one in self._models])
        self.list.itemDoubleClicked.connect(lambda _item: self.confirm())
        sides.addWidget(self.list)
        sides.addLayout(self._right(), 1)
        self.body.addLayout(sides)
        self.notice.show_text("error", " ".join(one.message for one in library.wrong))
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)

    def _right(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(8)
        self.title = label("", "card-title")
        self.summary = label("", "body")
        self.mark = Notice("warn", f"{PROPOSED}.")
        self.facts = label("", "body")
        self.model: RowsModel[LibraryLine] = RowsModel(
            [
                Column(_("Line"), lambda row: row.name),
                Column(_("In or out"), lambda row: SIDE_NAMES[row.side],
                       tone=lambda row: "escaped" if row.side == "income" else "poor"),
                Column(_("Amount (đ)"), _amount, numeric=True),
                Column(_("Month"), _months, numeric=True),
                Column(_("Source of the figure"), lambda row: row.source or _("proposed, not verified")),
            ]
        )  # fmt: skip
        self.table = WrapTable(self.model, wrap=(0, 4))
        self.sums = label("", "strong")
        for part in (self.title, self.summary, self.mark, self.sums, self.table, self.facts):
            side.addWidget(part)
        side.addStretch(1)
        return side

    @property
    def entry(self) -> LibraryModel:
        """The model looked at."""
        return self._models[max(self.list.currentRow(), 0)]

    def _show(self, _row: int) -> None:
        one = self.entry
        self.title.setText(one.name)
        cycle = _("Counted in {unit}; one cycle {months} months.").format(unit=one.unit, months=one.cycle_months)
        self.summary.setText(" ".join(filter(None, (one.summary, cycle))))
        parts = (
            (_("Inputs of a household"), one.inputs), (_("Risks"), one.risks), (_("Market"), one.market),
            (_("Published models"), one.sources),
        )  # fmt: skip
        self.facts.setText("\n".join(f"{name}: {'; '.join(texts)}." for name, texts in parts if texts))
        figures = one.figures()
        text = _("A household: costs {cost} đ, remains {net} đ, at the worst {worst} đ.")
        self.sums.setText(
            text.format(
                cost=format_dong(figures.cost), net=format_dong(figures.expected.net),
                worst=format_dong(figures.worst.net),
            )
        )  # fmt: skip
        self.model.set_rows(one.lines)
        self.table.fit()
        self.mark.setVisible(any(not line.source for line in one.lines))

    def confirm(self) -> None:
        self._taken(self.entry)
        self.accept()


def _amount(row: LibraryLine) -> str:
    times = f"{format_number(row.quantity)} {row.unit}".strip()
    return f"{times} × {format_dong(row.unit_price)}"


def _months(row: LibraryLine) -> str:
    if not row.every_months:
        return str(row.first_month)
    if row.every_months == 1:
        return _("from {first}, every month").format(first=row.first_month)
    return _("from {first}, every {step} months").format(first=row.first_month, step=row.every_months)
