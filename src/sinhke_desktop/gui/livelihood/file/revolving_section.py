"""Quay vòng: what was agreed, what each household owes and gave back, to whom it was passed on, what the fund holds."""

from __future__ import annotations

from typing import Any

from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.domain.repaying import Instalment
from sinhke_desktop.domain.revolving import FundLine, RepaymentDue, RepaymentForm
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.revolving_dialogs import AgreementDialog, PassOnCard, ScheduleDialog
from sinhke_desktop.gui.livelihood.file.section import FileSection, RecordCard
from sinhke_desktop.gui.livelihood.file.sums_card import SumsCard
from sinhke_desktop.gui.widgets import Card, Column, QuietButton, RowsModel, label
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services import model_links, revolving
from sinhke_desktop.services.livelihood import ModelStatus
from sinhke_desktop.services.revolving import RepayingHousehold, Revolving


class RevolvingSection(FileSection):
    """The agreement and the fund above, the households, instalments, repayments and passing on below."""

    def __init__(self, file: ModelFile) -> None:
        super().__init__(file)
        self.read: Revolving | None = None
        self.dialog: AgreementDialog | ScheduleDialog | None = None
        self._people: dict[str, str] = {}
        self._next: dict[str, str] = {}
        self._instalments: dict[str, Instalment] = {}
        self.column.addWidget(self._fund_card())
        by_household: list[Column[RepayingHousehold]] = [
            Column(_("Household"), lambda row: row.name),
            Column(_("Support (đ)"), lambda row: format_dong(row.support), numeric=True),
            Column(_("Agreed share (đ)"), _wanted, numeric=True),
            Column(_("Instalments"), lambda row: str(len(row.ledger.instalments) or ""), numeric=True),
            Column(_("Still owes"), _owes, numeric=True),
            Column(_("Overdue"), lambda row: row.late, tone=lambda row: "poor" if row.late else ""),
        ]
        self.households = SumsCard(_("What each household owes"), by_household)
        self.column.addWidget(self.households)
        self._make_dues()
        self._make_moves()
        for card in (self.dues, self.repayments, self.passed):
            self.column.addWidget(card)
        self.column.addStretch(1)

    def _fund_card(self) -> Card:
        card = Card(_("The revolving fund"))
        self.agree_button = QuietButton(_("Agreement…"), "file-check", self.agree)
        self.schedule_button = QuietButton(_("Make a schedule"), "table", self.make_schedule)
        card.add_to_head(self.agree_button)
        card.add_to_head(self.schedule_button)
        self.fund: RowsModel[FundLine] = RowsModel(
            [
                Column(_("Held as"), lambda row: _("Money (đ)") if row.form is RepaymentForm.MONEY else row.unit),
                Column(_("Due in all"), lambda row: format_number(row.due), numeric=True),
                Column(_("Overdue"), lambda row: format_number(row.overdue), numeric=True),
                Column(_("Repaid"), lambda row: format_number(row.repaid), numeric=True),
                Column(_("Passed on"), lambda row: format_number(row.passed_on), numeric=True),
                Column(
                    _("In the fund"), lambda row: format_number(row.balance), numeric=True, strong=lambda _row: True
                ),
            ]
        )
        self.fund_table = WrapTable(self.fund)
        self.share, self._rules, self._rest = label("", "strong"), label("", "secondary"), label("", "secondary")
        for widget in (self.share, self._rules, self.fund_table, self._rest):
            card.add(widget)
        return card

    def _make_dues(self) -> None:
        self.dues = RecordCard(
            self.file,
            "repayment_due",
            [
                Column(_("Household"), self._who),
                Column(_("Due on"), lambda row: f"{row.due_on:%d/%m/%Y}", numeric=True),
                Column(_("Owes"), _size, numeric=True),
                Column(_("Gave back"), self._given, numeric=True),
                Column(_("State"), self._state, tone=self._tone),
                Column(_("Because of"), lambda row: row.basis),
            ],
            add=_("Add an instalment"),
            empty=_("No repayment was agreed yet."),
            wrap=(0, 5),
            start=lambda: {"unit": self.file.model().unit},
        )

    def _make_moves(self) -> None:
        file = self.file
        self.repayments = RecordCard(
            file,
            "repayment",
            [
                Column(_("Household"), self._who),
                Column(_("Day"), lambda row: f"{row.on:%d/%m/%Y}", numeric=True),
                Column(_("Gave back"), _size, numeric=True),
                Column(_("Tag"), lambda row: row.tags),
                Column(_("Paper"), lambda row: row.paper),
            ],
            add=_("Note a repayment"),
            empty=_("Nothing was given back yet."),
            wrap=(0, 3, 4),
            start=lambda: {"on": f"{file.today():%d/%m/%Y}", "unit": file.model().unit},
        )
        self.passed = PassOnCard(
            file,
            "pass_on",
            [
                Column(_("Next household"), lambda row: self._next.get(row.household_id, "–")),
                Column(_("Day"), lambda row: f"{row.on:%d/%m/%Y}", numeric=True),
                Column(_("Goods or money received"), _size, numeric=True),
                Column(_("Passed on from"), lambda row: self._people.get(row.from_participant_id, _("the fund"))),
                Column(_("Paper"), lambda row: row.paper),
            ],
            add=_("Pass on"),
            empty=_("Nothing was passed on yet."),
            wrap=(0, 3, 4),
            start=lambda: {"on": f"{file.today():%d/%m/%Y}", "unit": file.model().unit},
        )

    def _who(self, row: Any) -> str:
        return self._people.get(row.participant_id, "–")

    def _given(self, row: RepaymentDue) -> str:
        given = self._instalments[row.id].given
        return f"{format_number(given)} {row.unit or 'đ'}" if given else ""

    def _state(self, row: RepaymentDue) -> str:
        one = self._instalments[row.id]
        if not one.left:
            return _("given back")
        return _("overdue") if one.overdue(self.file.today()) else _("not due yet")

    def _tone(self, row: RepaymentDue) -> str:
        one = self._instalments[row.id]
        if not one.left:
            return "escaped"
        return "poor" if one.overdue(self.file.today()) else "neutral"

    def show_read(self, status: ModelStatus) -> None:
        """Show the agreement, the fund and what it is made of."""
        found = self.read = revolving.overview(self.file.workspace, self.file.model_id)
        self._people = self.file.names("participant")
        self._instalments = {one.due.id: one for line in found.households for one in line.ledger.instalments}
        passed = self.file.records("pass_on")
        self._next = model_links.household_names(self.file.workspace, [one.household_id for one in passed])
        self.households.show_rows([one for one in found.households if one.support or one.ledger.instalments])
        self.dues.show_rows()
        self.repayments.show_rows()
        self.passed.show_rows(passed)
        self.fund.set_rows(found.fund.lines)
        self.fund_table.fit()
        self.fund_table.setVisible(bool(found.fund.lines))
        self.notice.show_text("warn", "\n".join(found.warnings))
        self._show_agreement(found)

    def _show_agreement(self, found: Revolving) -> None:
        percent, keeper = found.model.repay_percent, found.model.fund_keeper
        words = _("No share was agreed yet.") if percent is None else _("{percent} % of the support comes back.")
        kept = _("Kept by {keeper}.").format(keeper=keeper) if keeper else ""
        self.share.setText(" ".join(filter(None, (words.format(percent=percent), kept))))
        self._rules.setText(found.rules or _("Note what the people agreed on: share, schedule, who is next."))
        rest = _("At the end: {rest}").format(rest=found.rest)
        self._rest.setText(rest if found.rest else _("Not noted yet: what becomes of the fund at the end."))
        self.schedule_button.setVisible(bool(self._unscheduled(found)))

    def _unscheduled(self, found: Revolving) -> dict[str, str]:
        """Households taking part without an instalment, each with its support."""
        return {
            one.participant.id: f"{one.name} · {format_dong(one.support)} đ"
            for one in found.households
            if not one.ledger.instalments and one.participant.left_on is None
        }

    def agree(self) -> None:
        """Ask for the agreement."""
        if self.read is not None:
            self.dialog = AgreementDialog(self, self.file, self.read, self.dues.saved)
            self.dialog.open()

    def make_schedule(self) -> None:
        """Ask for a schedule of those without one."""
        if self.read is not None:
            self.dialog = ScheduleDialog(self, self.file, self._unscheduled(self.read), self.dues.saved)
            self.dialog.open()


def _wanted(row: RepayingHousehold) -> str:
    return "" if row.wanted is None else format_dong(row.wanted)


def _owes(row: RepayingHousehold) -> str:
    return row.owed or (_("owes nothing") if row.ledger.instalments else "")


def _size(row: Any) -> str:
    return f"{format_dong(row.amount)} đ" if row.amount else f"{format_number(row.quantity or 0)} {row.unit}"
