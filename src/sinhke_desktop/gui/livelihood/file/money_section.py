"""Kinh phí: money by source, and what became of each line: allotted, settled, carried over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from sinhke_desktop.domain.budget_entries import ENTRY_KIND_NAMES
from sinhke_desktop.domain.money import format_dong, format_percent
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.section import FileSection, RecordCard
from sinhke_desktop.gui.widgets import Card, Column, QuietButton, RowsModel, label
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services.livelihood import ModelStatus


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A source's money, or the sum of all (*code* empty)."""

    code: str
    name: str
    planned: int
    paid: int


class MoneySection(FileSection):
    """Tells :attr:`source_asked`, :attr:`payment_asked` (the source's code)."""

    source_asked = Signal()
    payment_asked = Signal(str)

    def __init__(self, file: ModelFile) -> None:
        super().__init__(file)
        self.column.addWidget(self._by_source())
        self._lines: dict[str, str] = {}
        self.entries = RecordCard(
            file,
            "budget_entry",
            [
                Column(_("Source"), lambda row: self._lines.get(row.budget_line_id, "–")),
                Column(_("What"), lambda row: ENTRY_KIND_NAMES[row.kind]),
                Column(_("Day"), lambda row: f"{row.on:%d/%m/%Y}", numeric=True),
                Column(_("Budget year"), lambda row: str(row.year), numeric=True),
                Column(_("Amount (đ)"), lambda row: format_dong(row.amount), numeric=True),
                Column(_("Paper"), lambda row: row.paper),
            ],
            add=_("Note an entry"),
            empty=_("Nothing was allotted, settled or carried over yet."),
            start=lambda: {"on": f"{file.today():%d/%m/%Y}", "year": str(file.today().year)},
        )
        self.column.addWidget(self.entries)
        self.column.addStretch(1)

    def _by_source(self) -> Card:
        card = Card(_("Money by source"))
        card.add_to_head(QuietButton(_("Add a source"), "plus", self.source_asked.emit))
        card.add_to_head(QuietButton(_("Record a payment"), "wallet", lambda: self.payment_asked.emit("")))
        self.money: RowsModel[MoneyRow] = RowsModel(
            [
                Column(_("Source"), lambda row: row.name, strong=_is_sum),
                Column(_("Planned (đ)"), lambda row: format_dong(row.planned), numeric=True, strong=_is_sum),
                Column(_("Paid (đ)"), lambda row: format_dong(row.paid), numeric=True, strong=_is_sum),
                Column(_("Share"), self._share, numeric=True, strong=_is_sum),
            ]
        )
        self.money_table = WrapTable(self.money)
        self.money_table.opened.connect(lambda row: self.payment_asked.emit(self.money.rows[row].code))
        self._no_money = label(
            _("No source is planned yet. Add each source: state budget, funds, banks, the households' own part."),
            "secondary",
        )
        card.add(self._no_money)
        card.add(self.money_table)
        return card

    def _share(self, row: MoneyRow) -> str:
        return format_percent(row.planned, sum(one.planned for one in self.money.rows if one.code), 1)

    def show_read(self, status: ModelStatus) -> None:
        """Show the money and its entries."""
        money = [MoneyRow(one.code, one.name, one.planned, one.paid) for one in status.budget.sources]
        if money:
            money.append(MoneyRow("", _("Total"), status.budget.planned, status.budget.paid))
        self._fill(money)
        self._lines = self.file.names("budget_line")
        self.entries.show_rows()
        self.notice.show_text("warn", "\n".join(status.budget.warnings))

    def _fill(self, money: Sequence[MoneyRow]) -> None:
        self.money.set_rows(money)
        self.money_table.fit()
        self.money_table.setVisible(bool(money))
        self._no_money.setVisible(not money)


def _is_sum(row: MoneyRow) -> bool:
    return not row.code
