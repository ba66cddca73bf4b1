"""Kinh phí: money by source, line and year, the payments, and what was paid for each household."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal

from sinhke_desktop.domain.budget_entries import ENTRY_KIND_NAMES
from sinhke_desktop.domain.funding import Payment, format_share
from sinhke_desktop.domain.money import format_dong
from sinhke_desktop.domain.settlement import HouseholdMoney, Sums, YearMoney
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.papers_dialog import PapersDialog
from sinhke_desktop.gui.livelihood.file.section import FileSection, RecordCard
from sinhke_desktop.gui.livelihood.file.told_card import ToldCard
from sinhke_desktop.gui.widgets import Column, QuietButton
from sinhke_desktop.i18n import _
from sinhke_desktop.services import money_papers, settlement
from sinhke_desktop.services.livelihood import ModelStatus
from sinhke_desktop.services.settlement import Settlement

PAPERS = ("payment_list", "settlement_table")


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A source's money, or the sum of all (*code* empty); ``share`` in hundredths of a percent of all planned."""

    code: str
    name: str
    sums: Sums
    carried: int
    share: int

    @property
    def planned(self) -> int:
        """Đồng planned."""
        return self.sums.planned

    @property
    def paid(self) -> int:
        """Đồng paid."""
        return self.sums.paid


def _dong(title: str, amount: Callable[[Any], int], strong: Callable[[Any], bool] | None = None) -> Column[Any]:
    """A column of sums; zero is shown as a dash, which is easier on the eye."""
    return Column(title, lambda row: format_dong(amount(row)) if amount(row) else "–", numeric=True, strong=strong)


class MoneySection(FileSection):
    """Tells :attr:`source_asked`, :attr:`payment_asked` (the source's code), :attr:`all_paid_asked` (pay everybody),
    :attr:`payment_opened`.
    """

    source_asked = Signal()
    payment_asked = Signal(str)
    all_paid_asked = Signal()
    payment_opened = Signal(object)

    def __init__(self, file: ModelFile) -> None:
        super().__init__(file)
        self._lines: dict[str, str] = {}
        self._people: dict[str, str] = {}
        self.dialog: PapersDialog | None = None
        self.sources, self.years = self._source_card(), self._year_card()
        self.payments, self.households = self._payment_card(), self._household_card()
        self.money, self.money_table = self.sources.model, self.sources.table
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
            wrap=(0, 5),
            start=lambda: {"on": f"{file.today():%d/%m/%Y}", "year": str(file.today().year)},
        )
        for card in (self.sources, self.years, self.entries, self.payments, self.households):
            self.column.addWidget(card)
        self.column.addStretch(1)

    def _source_card(self) -> ToldCard:
        card = ToldCard(
            _("Money by source"),
            [
                Column(_("Source"), lambda row: row.name, strong=_is_sum),
                _dong(_("Planned (đ)"), lambda row: row.planned, _is_sum),
                Column(_("Share"), lambda row: format_share(row.share), numeric=True, strong=_is_sum),
                _dong(_("Allotted (đ)"), lambda row: row.sums.allotted, _is_sum),
                _dong(_("Paid (đ)"), lambda row: row.paid, _is_sum),
                _dong(_("Settled (đ)"), lambda row: row.sums.settled, _is_sum),
                _dong(_("Returned (đ)"), lambda row: row.sums.returned, _is_sum),
            ],
            _("No source is planned yet. Add each source: state budget, funds, banks, the households' own part."),
            QuietButton(_("Print papers"), "printer", self._print),
            QuietButton(_("Add a source"), "plus", self.source_asked.emit),
        )
        card.table.opened.connect(lambda row: self.payment_asked.emit(card.model.rows[row].code))
        return card

    def _year_card(self) -> ToldCard:
        return ToldCard(
            _("By line and budget year (đ)"),
            [
                Column(_("Source"), lambda row: self._lines.get(row.line.id, "–")),
                Column(_("Year"), lambda row: str(row.year or "–"), numeric=True),
                _dong(_("Carried in"), lambda row: row.sums.carried_in),
                _dong(_("Allotted"), lambda row: row.sums.allotted),
                _dong(_("Paid"), lambda row: row.sums.paid),
                _dong(_("Settled"), lambda row: row.sums.settled),
                _dong(_("Carried over"), lambda row: row.sums.carried_over),
                _dong(_("Left"), _left),
            ],
            _("Nothing was allotted or paid yet."),
        )

    def _payment_card(self) -> ToldCard:
        card = ToldCard(
            _("Payments"),
            [
                Column(_("Day"), lambda row: f"{row.paid_on:%d/%m/%Y}"),
                Column(_("For whom"), self._whom),
                Column(_("Paid from line"), lambda row: self._lines.get(row.budget_line_id, "–")),
                Column(_("Paper"), lambda row: row.paper),
                _dong(_("Amount (đ)"), lambda row: row.amount),
            ],
            _("Nothing was paid yet."),
            QuietButton(_("Pay many households"), "users", self.all_paid_asked.emit),
            QuietButton(_("Record a payment"), "wallet", lambda: self.payment_asked.emit("")),
            wrap=(1, 2, 3),
        )
        card.table.opened.connect(lambda row: self.payment_opened.emit(card.model.rows[row]))
        return card

    def _household_card(self) -> ToldCard:
        return ToldCard(
            _("What was paid for each household and what it got"),
            [
                Column(_("Household"), lambda row: self._people.get(row.participant_id, "–")),
                _dong(_("Paid for it (đ)"), lambda row: row.paid),
                _dong(_("Handed over (đ)"), lambda row: row.handed),
                _dong(_("Paid beyond it (đ)"), _beyond),
                _dong(_("Its own part (đ)"), lambda row: row.own),
            ],
            _("No household takes part yet."),
        )

    def _whom(self, row: Payment) -> str:
        return " / ".join(filter(None, (self._people.get(row.participant_id, ""), row.payee))) or "–"

    def _print(self) -> None:
        self.dialog = PapersDialog(self, self.file.context, self.file.model_id, kinds=PAPERS)
        self.dialog.open()

    def show_read(self, status: ModelStatus) -> None:
        """Show the money, its entries and what does not fit together."""
        found = settlement.settlement(self.file.workspace, status.model.id)
        self._lines = {line.id: money_papers.line_words(line) for line in found.lines}
        self._people = dict(found.names)
        self.sources.show_rows(_money_rows(found))
        self.years.show_rows([row for row in found.rows if _told(row)])
        order = {participant_id: place for place, participant_id in enumerate(self._people)}
        self.payments.show_rows(
            sorted(
                found.payments, key=lambda one: (-one.paid_on.toordinal(), order.get(one.participant_id, -1), one.id)
            )
        )
        self.households.show_rows([row for row in found.households if _told_of(row)])
        self.years.setVisible(bool(found.rows))
        self.households.setVisible(any(map(_told_of, found.households)))
        self.entries.show_rows(found.entries)
        twice = [
            _("{name}: {what} look paid twice.").format(name=double.head_name, what=double.text)
            for double in found.doubles
        ]
        self.notice.show_text("warn", "\n".join([*found.warnings, *twice]))


def _money_rows(found: Settlement) -> list[MoneyRow]:
    rows = [MoneyRow(one.code, one.name, one.sums, one.carried, one.share) for one in found.sources]
    if rows:
        whole = sum(row.share for row in rows)
        rows.append(MoneyRow("", _("Total"), found.total, sum(row.carried for row in rows), whole))
    return rows


def _left(row: YearMoney) -> int:
    return max(row.sums.left, 0)


def _beyond(row: HouseholdMoney) -> int:
    """Paid beyond what the household got; nothing where it got no goods, as it was then paid in money."""
    return max(row.difference, 0) if row.handed else 0


def _told(row: YearMoney) -> bool:
    return row.sums != Sums(planned=row.sums.planned) or bool(row.year)


def _told_of(row: HouseholdMoney) -> bool:
    return bool(row.paid or row.handed or row.own)


def _is_sum(row: MoneyRow) -> bool:
    return not row.code
