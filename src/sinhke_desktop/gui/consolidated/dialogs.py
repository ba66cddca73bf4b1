"""A household and a commune's model as an office looks at them: nothing can be changed here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QWidget

from sinhke_desktop.domain.commune_totals import CommuneTotal, TotalRow
from sinhke_desktop.domain.household import Household, Member
from sinhke_desktop.domain.household_lists import YES
from sinhke_desktop.domain.money import NO_SHARE, format_number
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.households.past_words import facts
from sinhke_desktop.gui.households.words import NOTHING, SEXES, class_word
from sinhke_desktop.gui.privacy import masking
from sinhke_desktop.gui.widgets import Column, DataTable, Dialog, Notice, QuietButton, RowsModel, label
from sinhke_desktop.i18n import _
from sinhke_desktop.services.consolidated_register import ReadRecord
from sinhke_desktop.services.reviews import ReviewStanding


class RecordDialog(Dialog):
    """A household of some commune: who belongs to it, what is known, its reviews with the reason of the class."""

    def __init__(self, parent: QWidget, record: ReadRecord, send_back: Callable[[], object]) -> None:
        """*send_back* is called where the household is to be corrected by its commune."""
        household = record.household
        head = household.head.full_name if household.members else NOTHING
        text = " · ".join((record.commune, record.hamlet, class_word(record.poverty_class)))
        super().__init__(parent, head, "", text=text, width=860)
        self.add(Notice("info", _("Only to look at. What is wrong goes back to the commune for correction.")))
        self._send_back = send_back
        self.back = QuietButton(_("Return to the commune"), "undo-2", self._return, key="Ctrl+D")
        self.buttons.insertWidget(1, self.back)
        if household.removed:
            self.add(Notice("warn", _("The household is in the recycle bin.")))
        self._record = record
        if masking.covered(household.id, restricted=household.restricted == YES):
            self.covered = Notice("info", _("Sensitive data of this household are covered on this machine."))
            self.covered.add_button(_("Show (noted)"), self._reveal)
            self.add(self.covered)
        else:
            self._fill()

    def _return(self) -> None:
        self.accept()
        self._send_back()

    def _reveal(self) -> None:
        held = masking.current()
        try:
            if held is not None:
                held.reveal(self._record.household.id)
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self.covered.hide()
        self._fill()
        self._fit_to_content()

    def _fill(self) -> None:
        household = self._record.household
        self.add(label(_("Members"), "card-title"))
        self.add(_members(household))
        told = [f"{name}: {words}" for name, words in facts(household, {household.hamlet_id: self._record.hamlet})]
        self.add(label("\n".join(told), "secondary"))
        self.add(label(_("Reviews"), "card-title"))
        if not self._record.reviews:
            self.add(label(_("No review is stored."), "secondary"))
        for one in self._record.reviews:
            self.add(label(_review(one), "secondary"))


def _members(household: Household) -> DataTable:
    model: RowsModel[Member] = RowsModel(
        [
            Column(_("Full name"), lambda one: one.full_name, strong=lambda one: True),
            Column(_("Relation"), lambda one: one.relation or NOTHING),
            Column(_("Sex"), lambda one: SEXES[one.sex] if one.sex else NOTHING),
            Column(_("Birth"), lambda one: str(one.birth or NOTHING), numeric=True),
            Column(_("Ethnic group"), lambda one: one.ethnic_group or NOTHING),
            Column(_("Citizen number"), lambda one: one.citizen_id or NOTHING),
        ]
    )
    table = DataTable(model, stretch=(0,), plain=True)
    model.set_rows(list(household.members))
    table.fit_height()
    return table


def _review(one: ReviewStanding) -> str:
    review = one.review
    words = (_("Round of {year}").format(year=review.year), class_word(one.standing.poverty_class))
    return f"{' · '.join(words)}\n{one.standing.explanation}"


class ModelDialog(Dialog):
    """The counted facts of a commune's model: figures with their units, money by source, exits, warnings."""

    def __init__(self, parent: QWidget, commune: str, total: CommuneTotal) -> None:
        super().__init__(parent, total.text("name") or commune, "", text=commune, width=760)
        self.facts = [
            (_label(row), _value(row)) for row in total.rows if row.key != "name" and (row.text or row.number)
        ]
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for place, (name, value) in enumerate(self.facts):
            grid.addWidget(label(name, "secondary"), place, 0)
            grid.addWidget(label(value, "strong"), place, 1)
        self.add(sheet)


def _label(row: TotalRow) -> str:
    kind, _slash, _source = row.key.partition("/")
    names = {
        "planned": _("Planned"), "allotted": _("Allotted"), "paid": _("Paid"), "settled": _("Settled"),
    }  # fmt: skip
    if kind in names:
        return f"{names[kind]} · {row.label}" if row.label else names[kind]
    return row.label or NO_SHARE


def _value(row: TotalRow) -> str:
    return row.text if row.number is None else f"{format_number(row.number)} {row.unit}".strip()
