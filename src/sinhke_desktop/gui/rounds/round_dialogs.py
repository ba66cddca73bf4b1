"""The questions of a round: which round, which household, why, when; each is one form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from sinhke_desktop.domain.review import ReviewKind
from sinhke_desktop.domain.rounds import OUTCOME_NAMES, Complaint, ComplaintOutcome, ReviewRound, Screening
from sinhke_desktop.domain.typed_values import month_name, month_of
from sinhke_desktop.errors import InvalidInput, Problem, SinhkeError
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.rounds.words import class_tone, class_word
from sinhke_desktop.gui.widgets import Column, DangerButton, DataTable, RowsModel, SearchField, choices, label
from sinhke_desktop.gui.widgets.fields import Form
from sinhke_desktop.gui.widgets.form_dialog import FormDialog, Later, Save, day_field, note_field
from sinhke_desktop.i18n import _
from sinhke_desktop.services.register import Register, RegisterRow

MOST_FOUND = 200


def nothing() -> None:
    """For dialogs whose saving already told the page."""


class OpenRoundDialog(FormDialog):
    """Opens the yearly round or the ad-hoc round of a month."""

    def __init__(self, parent: QWidget, today: date, standards: Sequence[tuple[str, str]], save: Save) -> None:
        super().__init__(
            parent, _("Open a round"), save, nothing, primary=_("Open the round"), width=620,
            text=_("Yearly: 01/09 to 14/12. Ad-hoc: from the 15th of a month, recognised within 15 days."),
        )  # fmt: skip
        self.form.add(
            "kind", _("Kind"),
            choices((ReviewKind.YEARLY.value, _("Yearly")), (ReviewKind.AD_HOC.value, _("Ad-hoc, of one month"))),
        )  # fmt: skip
        self.form.add("year", _("Year"), QLineEdit(str(today.year)))
        self.form.add("month", _("Month"), QLineEdit(month_name(month_of(today))))
        self.form.add("rule_set", _("Poverty standard"), choices(("", _("The one in force")), *standards), span=2)
        self.form.add("second_rule_set", _("Beside it, for comparison"), choices(("", _("None")), *standards), span=2)
        self.form.add("plan_paper", _("Plan (number and day)"), QLineEdit(), span=2)
        self.form.changed.connect(self._settle)
        self._settle()

    def _settle(self) -> None:
        yearly = self.form.text("kind") == ReviewKind.YEARLY.value
        self.form.fields["year"].setVisible(yearly)
        self.form.fields["month"].setVisible(not yearly)


class ChangeRoundDialog(FormDialog):
    """What a round states of itself; a round opened by mistake is removed here."""

    def __init__(
        self, parent: QWidget, round_: ReviewRound, standards: Sequence[tuple[str, str]], mark: str, save: Save,
        remove: Callable[[str], object],
    ) -> None:  # fmt: skip
        """*remove* is given the reason; the results of the households stay."""
        super().__init__(parent, _("Change the round"), save, nothing, text=mark, width=620)
        self.form.add("plan_paper", _("Plan (number and day)"), QLineEdit(round_.plan_paper), span=2)
        self.form.add("second_rule_set", _("Beside it, for comparison"), choices(("", _("None")), *standards), span=2)
        self.form.set_text("second_rule_set", round_.second_rule_set)
        self.form.add("posting_days", _("Working days that lists hang"), QLineEdit(str(round_.posting_days)))
        self.form.add("note", _("Note"), QLineEdit(round_.note), _("To remove the round, write the reason here."))
        self._remove, self._removing = remove, False
        away = DangerButton(_("Remove the round"), "trash-2", self._take_away)
        self.buttons.insertWidget(0, away)
        self.asleep.append(away)

    def _take_away(self) -> None:
        self._removing = True
        self.carry_out(lambda: self._remove(self.form.text("note")))

    def confirm(self) -> None:
        """Save what is stated of the round."""
        self._removing = False
        super().confirm()

    def refused(self, error: SinhkeError) -> None:
        """The reason of a removal is the note."""
        if self._removing and isinstance(error, InvalidInput):
            error = InvalidInput([replace(one, field="note") for one in error.problems])
        super().refused(error)


class HouseholdDialog(FormDialog):
    """Finds a household in the register and puts it on the list; stays open for the next one."""

    def __init__(
        self, parent: QWidget, title: str, register: Register, listed: set[str], today: date,
        save: Callable[[str, Form], Later], *, request: bool,
    ) -> None:  # fmt: skip
        """*request*: the household handed in a request, whose day and number are asked."""
        super().__init__(
            parent, title, self._put, nothing, primary=_("Put on the list"), width=680,
            text=_("Search by name, hamlet or citizen number; accents do not matter."),
        )  # fmt: skip
        self._register, self._listed, self._put_on = register, listed, save
        self.search = SearchField(_("Find a household"))
        self.model: RowsModel[RegisterRow] = RowsModel(
            [
                Column(_("Head of household"), lambda row: row.head_name, strong=lambda row: True),
                Column(_("Hamlet"), lambda row: row.hamlet_name),
                Column(
                    _("Class"),
                    lambda row: class_word(row.poverty_class),
                    tone=lambda row: class_tone(row.poverty_class),
                ),
            ]
        )
        self.table = DataTable(self.model)
        self.table.setMinimumHeight(theme.px(240))
        self.count = label("", "secondary")
        for place, widget in enumerate((self.search, self.table, self.count)):
            self.body.insertWidget(place, widget)
        if request:
            self.form.add("applied_on", _("Request of"), day_field(today))
            self.form.add("request_number", _("Number of the request"), QLineEdit())
        else:
            self.form.add("note", _("Why the hamlet proposes it"), QLineEdit(), span=2)
        self.cancel.setText(_("Done"))
        self.search.searched.connect(self._find)
        self.search.left_down.connect(self.table.setFocus)
        self.table.opened.connect(lambda _row: self.confirm())
        self._find("")
        self.search.setFocus()

    def _find(self, text: str) -> None:
        found = [row for row in self._register.find(text) if row.household_id not in self._listed]
        self.model.set_rows(found[:MOST_FOUND])
        none = _("No such household that is not on the list yet. A new one is entered on the page Households first.")
        self.count.setText(_("{count} households").format(count=len(found)) if found else none)
        if found:
            self.table.choose(0)

    def _put(self, form: Form) -> Later:
        row = self.table.current_row()
        if row < 0:
            raise InvalidInput([Problem("household_id", _("Choose the household."), "MH-02")])
        chosen = self.model.rows[row]
        step = self._put_on(chosen.household_id, form)

        def put(result: object) -> None:
            step.done(result)
            self._listed.add(chosen.household_id)
            self.notice.show_text("done", _("{name} is on the list now.").format(name=chosen.head_name))

        return replace(step, done=put)

    def accept(self) -> None:
        self.search.clear()
        self._find("")
        self.search.setFocus()


class ScreenDialog(FormDialog):
    """The quick screen (phiếu A) of one or several households."""

    def __init__(self, parent: QWidget, names: str, save: Save) -> None:
        super().__init__(
            parent, _("Quick screen"), save, nothing, width=560,
            text=_("{names}. Out of the survey needs a reason; it stands in the refusal.").format(names=names),
        )  # fmt: skip
        self.form.add(
            "screening", _("The quick screen says"),
            choices((Screening.SURVEY.value, _("To be surveyed")), (Screening.OUT.value, _("Not to be surveyed")),
                    (Screening.NOT_DONE.value, _("Not screened yet"))),
            span=2,
        )  # fmt: skip
        self.form.add("reason", _("Reason"), note_field(), span=2)


class ReasonDialog(FormDialog):
    """Asks for a reason, and for a day where one is wanted."""

    def __init__(
        self, parent: QWidget, title: str, text: str, primary: str, save: Save, *, day: date | None = None,
        reason: str = "", field: str = "reason", needs_reason: bool = True,
    ) -> None:  # fmt: skip
        super().__init__(parent, title, save, nothing, primary=primary, text=text)
        if day is not None:
            self.form.add("day", _("Day"), day_field(day), span=2)
        if needs_reason:
            self.form.add(field, _("Reason"), note_field(reason), span=2)


class PostingDialog(FormDialog):
    """A list was hung out."""

    def __init__(self, parent: QWidget, hamlets: Mapping[str, str], hamlet_id: str, today: date, mark: str, save: Save):
        super().__init__(parent, _("Hang the list out"), save, nothing, text=mark)
        self.form.add("hamlet_id", _("Hamlet"), choices(("", _("Whole commune")), *hamlets.items()), span=2)
        self.form.set_text("hamlet_id", hamlet_id)
        self.form.add("place", _("Where it hangs"), QLineEdit("Nhà văn hóa thôn"), span=2)
        self.form.add("posted_on", _("Hung out on"), day_field(today))
        self.form.add("note", _("Note"), QLineEdit())


class ComplaintDialog(FormDialog):
    """Somebody objects."""

    def __init__(self, parent: QWidget, households: Mapping[str, str], chosen: str, today: date, mark: str, save: Save):
        super().__init__(parent, _("Record an objection"), save, nothing, text=mark, width=620)
        self.form.add(
            "household_id", _("About the household"), choices(("", _("No single household")), *households.items()),
            span=2,
        )  # fmt: skip
        self.form.set_text("household_id", chosen)
        self.form.add("complainant", _("Who objects"), QLineEdit())
        self.form.add("phone", _("Telephone"), QLineEdit())
        self.form.add("received_on", _("Received on"), day_field(today))
        self.form.add("due_on", _("To be answered by"), day_field(), _("Empty: counted from the rules"))
        self.form.add("about", _("What is objected to"), note_field(), span=2)


class AnswerDialog(FormDialog):
    """How an objection ended."""

    def __init__(self, parent: QWidget, complaint: Complaint, today: date, save: Save) -> None:
        super().__init__(
            parent, _("Answer the objection"), save, nothing, width=600,
            text=f"{complaint.complainant}: {complaint.about}",
        )  # fmt: skip
        pairs = [(one.value, OUTCOME_NAMES[one]) for one in ComplaintOutcome]
        self.form.add("outcome", _("Outcome"), choices(*pairs), _("A result that changes is surveyed again."), span=2)
        start = complaint.outcome if complaint.outcome is not ComplaintOutcome.OPEN else ComplaintOutcome.KEPT
        self.form.set_text("outcome", start.value)
        self.form.add("answered_on", _("Answered on"), day_field(complaint.answered_on or today), span=2)
        self.form.add("answer", _("Answer"), note_field(complaint.answer), span=2)


class DecisionDialog(FormDialog):
    """Recognises the results of the round."""

    def __init__(self, parent: QWidget, missing: str, numbers: str, signer: str, today: date, save: Save) -> None:
        super().__init__(
            parent, _("Decision"), save, nothing, primary=_("Recognise the results"), text=numbers, width=620
        )
        self.form.add("number", _("Number of the decision"), QLineEdit())
        self.form.add("day", _("Day of the decision"), day_field(today))
        self.form.add("signer", _("Signed by"), QLineEdit(signer), span=2)
        if missing:
            self.notice.show_text("warn", missing)
            self.form.add(
                "override_reason", _("Why it is decided all the same"), note_field(),
                _("Households without a result are left out."), span=2,
            )  # fmt: skip


class CorrectDialog(FormDialog):
    """Corrects an official result after the decision."""

    def __init__(self, parent: QWidget, name: str, points: str, lacking: str, income: str, legend: str, save: Save):
        super().__init__(
            parent, _("Correct the official result"), save, nothing, width=620,
            text=_("{name}: the preliminary result stays beside it.").format(name=name),
        )  # fmt: skip
        self.form.add("income_points", _("Points A"), QLineEdit(points))
        self.form.add("income_per_head", _("Income a person (đ)"), QLineEdit(income))
        self.form.add("deprived", _("Lacking (numbers)"), QLineEdit(lacking), legend, span=2)
        self.form.add("reason", _("Reason"), note_field(), span=2)


class CertificatesDialog(FormDialog):
    """Issues the certificates of a round by number."""

    def __init__(self, parent: QWidget, count: int, first: int, suffix: str, mark: str, today: date, save: Save):
        text = _("{count} households get a certificate, numbered one after the other.").format(count=count)
        super().__init__(
            parent, _("Issue certificates"), save, nothing, primary=_("Issue"), text=f"{text} {mark}", width=600
        )
        self.form.add("issued_on", _("Issued on"), day_field(today))
        self.form.add("first_number", _("First number"), QLineEdit(str(first)), _("Written as {number}").format(
            number=f"{first}{suffix}"))  # fmt: skip
