"""Quay vòng: what each household owes and gave back, to whom it was passed on, what the fund holds."""

from __future__ import annotations

from typing import Any

from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.domain.revolving import FundLine, RepaymentForm, fund
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.section import FileSection, RecordCard
from sinhke_desktop.gui.widgets import Card, Column, RowsModel, label
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services import model_links
from sinhke_desktop.services.livelihood import ModelStatus


class RevolvingSection(FileSection):
    """The fund above, instalments, repayments and passing on below."""

    def __init__(self, file: ModelFile) -> None:
        super().__init__(file)
        self._people: dict[str, str] = {}
        self._next: dict[str, str] = {}
        self.column.addWidget(self._fund_card())
        household: Column[Any] = Column(_("Household"), lambda row: self._people.get(row.participant_id, "–"))
        self.dues = RecordCard(
            file,
            "repayment_due",
            [
                household,
                Column(_("Due on"), lambda row: f"{row.due_on:%d/%m/%Y}", numeric=True),
                Column(_("Owes"), _size, numeric=True),
                Column(_("Because of"), lambda row: row.basis),
            ],
            add=_("Add an instalment"),
            empty=_("No repayment was agreed yet."),
            wrap=(0, 3),
        )
        self.repayments = RecordCard(
            file,
            "repayment",
            [
                household,
                Column(_("Day"), lambda row: f"{row.on:%d/%m/%Y}", numeric=True),
                Column(_("Gave back"), _size, numeric=True),
                Column(_("Tag"), lambda row: row.tags),
                Column(_("Paper"), lambda row: row.paper),
            ],
            add=_("Note a repayment"),
            empty=_("Nothing was given back yet."),
            start=lambda: {"on": f"{file.today():%d/%m/%Y}"},
        )
        self.passed = RecordCard(
            file,
            "pass_on",
            [
                Column(_("Next household"), lambda row: self._next.get(row.household_id, "–")),
                Column(_("Day"), lambda row: f"{row.on:%d/%m/%Y}", numeric=True),
                Column(_("Received"), _size, numeric=True),
                Column(_("From"), lambda row: self._people.get(row.from_participant_id, _("the fund"))),
                Column(_("Paper"), lambda row: row.paper),
            ],
            add=_("Pass on"),
            empty=_("Nothing was passed on yet."),
            wrap=(0, 3),
            start=lambda: {"on": f"{file.today():%d/%m/%Y}"},
        )
        for card in (self.dues, self.repayments, self.passed):
            self.column.addWidget(card)
        self.column.addStretch(1)

    def _fund_card(self) -> Card:
        card = Card(_("The revolving fund"))
        self.fund: RowsModel[FundLine] = RowsModel(
            [
                Column(_("Held as"), lambda row: _("Money") if row.form is RepaymentForm.MONEY else row.unit),
                Column(_("Due in all"), lambda row: format_number(row.due), numeric=True),
                Column(_("Overdue"), lambda row: format_number(row.overdue), numeric=True),
                Column(_("Repaid"), lambda row: format_number(row.repaid), numeric=True),
                Column(_("Passed on"), lambda row: format_number(row.passed_on), numeric=True),
                Column(_("In the fund"), lambda row: format_number(row.balance), numeric=True),
            ]
        )
        self.fund_table = WrapTable(self.fund)
        self._rules = label("", "secondary")
        card.add(self._rules)
        card.add(self.fund_table)
        return card

    def show_read(self, status: ModelStatus) -> None:
        """Show the fund and what it is made of."""
        self._people = self.file.names("participant")
        dues, repaid = self.dues.show_rows(), self.repayments.show_rows()
        passed = self.file.records("pass_on")
        self._next = model_links.household_names(self.file.workspace, [one.household_id for one in passed])
        self.passed.show_rows(passed)
        found = fund(dues, repaid, passed, self.file.today())
        self.fund.set_rows(found.lines)
        self.fund_table.fit()
        self.fund_table.setVisible(bool(found.lines))
        self.notice.show_text("warn", "\n".join(found.warnings))
        self._rules.setText(status.model.repay_rules or _("Write what the people agreed on into the model's data."))


def _size(row: Any) -> str:
    return f"{format_dong(row.amount)} đ" if row.amount else f"{format_number(row.quantity or 0)} {row.unit}"
