"""The questions of the page: which household, what is asked for, what was answered, why, the last word on erasing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from sinhke_desktop.domain.data_request import REQUEST_NAMES, DataRequest, RequestKind
from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.request_register import RequestInput
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets import Column, DataTable, Dialog, Notice, RowsModel, SearchField, choices, label
from sinhke_desktop.gui.widgets.fields import Form
from sinhke_desktop.gui.widgets.form_dialog import FormDialog, day_field, note_field
from sinhke_desktop.i18n import _
from sinhke_desktop.services.erasure import Erasable
from sinhke_desktop.services.register import Register

MOST_FOUND = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """A household that can be chosen."""

    household_id: str
    name: str
    hamlet: str
    members: int


class HouseholdFinder(QWidget):
    """Finds one household of the register by name, hamlet or number; ``.household_id()`` is the chosen one.

    *binned* households, out of the recycle bin, are found by their head's name.
    """

    def __init__(self, register: Register, binned: Sequence[Household] = ()) -> None:
        super().__init__()
        self._binned = binned
        self._register = register
        self.search = SearchField(_("Find a household"))
        self.model: RowsModel[Choice] = RowsModel([
            Column(_("Head of household"), lambda row: row.name, strong=lambda row: True),
            Column(_("Hamlet"), lambda row: row.hamlet),
            Column(_("Members"), lambda row: str(row.members), numeric=True),
        ])  # fmt: skip
        self.table = DataTable(self.model)
        self.table.setMinimumHeight(theme.px(170))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        self.search.searched.connect(self.look_for)
        self.search.left_down.connect(self.table.setFocus)
        self.look_for("")

    def look_for(self, text: str) -> None:
        """Show the households that have every word of *text*."""
        rows = self._register.find(text)[:MOST_FOUND]
        found = [Choice(row.household_id, row.head_name, row.hamlet_name, row.members) for row in rows]
        wanted = fold(text)
        found += [
            Choice(one.id, one.head.full_name, _("in the recycle bin"), len(one.members))
            for one in self._binned
            if one.members and wanted in fold(one.head.full_name)
        ]
        self.model.set_rows(found)
        if found and text:
            self.table.choose(0)

    def household_id(self) -> str:
        """The chosen household's id, or nothing."""
        at = self.table.current_row()
        return self.model.rows[at].household_id if 0 <= at < len(self.model.rows) else ""


class RequestDialog(FormDialog):
    """Enters a request; the household is chosen from the register."""

    def __init__(
        self,
        parent: QWidget,
        register: Register,
        binned: Sequence[Household],
        today: date,
        save: Callable[[RequestInput], object],
        saved: Callable[[], object],
    ) -> None:
        super().__init__(
            parent, _("New request"), lambda form: save(self._typed(form)), saved, width=720,
            text=_("It is to be answered within 2 working days (decree 356/2025)."),
        )  # fmt: skip
        self.form.add(
            "kind", _("What is asked for"), choices(*((one.value, REQUEST_NAMES[one]) for one in RequestKind))
        )
        self.form.add("received_on", _("Received on"), day_field(today))
        self.form.add("requester", _("Who asks"), QLineEdit())
        self.form.add("note", _("How it came (in person, by post...)"), QLineEdit())
        self.form.add("content", _("In the person's words"), note_field(lines=2), span=2)
        self.finder = HouseholdFinder(register, binned)
        self.form.add("household_id", _("Household concerned"), self.finder, span=2)

    def _typed(self, form: Form) -> RequestInput:
        names = ("kind", "requester", "received_on", "content", "note")
        return RequestInput(**{name: form.text(name) for name in names}, household_id=self.finder.household_id())


class AnswerDialog(FormDialog):
    """Records how a request was answered."""

    def __init__(
        self,
        parent: QWidget,
        request: DataRequest,
        today: date,
        save: Callable[[str, str, bool], object],
        saved: Callable[[], object],
    ) -> None:
        text = _("{what}, asked by {name} on {day:%d/%m/%Y}.").format(
            what=REQUEST_NAMES[request.kind], name=request.requester, day=request.received_on
        )
        super().__init__(
            parent,
            _("Answer"),
            lambda form: save(form.text("done_on"), form.text("answer"), self.declined.isChecked()),
            saved,
            text=text,
        )
        self.form.add("done_on", _("Answered on"), day_field(today))
        self.declined = QCheckBox(_("Refused, with the reason below"))
        self.form.add("refused", "", self.declined)
        self.form.add("answer", _("What was done, or why not"), note_field(lines=4), span=2)


class RestrictDialog(FormDialog):
    """Chooses a household whose data are not to be shown or passed on, and asks why."""

    def __init__(
        self,
        parent: QWidget,
        register: Register,
        save: Callable[[str, str], object],
        saved: Callable[[], object],
    ) -> None:
        super().__init__(
            parent,
            _("Restrict a household's data"),
            self._restrict,
            saved,
            primary=_("Restrict"),
            columns=1,
            width=680,
            text=_("Lists, papers for the public and exports leave it out; what the law demands is still recorded."),
        )
        self._restrict_household = save
        self.finder = HouseholdFinder(register)
        self.form.add("household_id", _("Household"), self.finder)
        self.form.add("reason", _("Why"), QLineEdit())

    def _restrict(self, form: Form) -> None:
        household_id = self.finder.household_id()
        if not household_id:
            raise InvalidInput([Problem("household_id", _("Choose the household."), "MH-02")])
        self._restrict_household(household_id, form.text("reason"))


class WhyDialog(FormDialog):
    """Asks for one line: why."""

    def __init__(
        self, parent: QWidget, title: str, text: str, save: Callable[[str], object], saved: Callable[[], object]
    ) -> None:
        super().__init__(parent, title, lambda form: save(form.text("reason")), saved, text=text, columns=1)
        self.form.add("reason", _("Why"), QLineEdit())


class EraseDialog(Dialog):
    """The last word before an erasure: what goes, what stays, and the name typed once more."""

    def __init__(
        self, parent: QWidget, what: Erasable, backups: int, erase: Callable[[], object], *, sent: bool
    ) -> None:
        super().__init__(parent, _("Erase for good"), _("Erase"), width=620)
        self._what, self._erase = what, erase
        if what.member_id:
            text = _(
                "Everything about {name}, who is no longer in the household, is erased; the household stays as it is "
                "now, and its history from before goes with it, for other people's changes stand in the same entries."
            )
        else:
            text = _(
                "The household of {name} is erased with its members, reviews, supports, acts, complaints, "
                "certificates, visits, photographs, scanned forms, kept copies of working papers and the whole "
                "history. The access log, this request and official papers that were issued stay."
            )
        self.add(label(text.format(name=what.name)))
        self.add(label(_("This cannot be undone."), "strong", tone="poor"))
        limits = [_("Papers already printed and files already exported are not reached.")]
        if backups:
            words = _("{count} backups made before still hold it until they are thinned out; delete them by hand.")
            limits.append(words.format(count=backups))
        if sent:
            limits.append(
                _(
                    "The receiving office has it too: send the next bundle, with which it is erased there; "
                    "its backups keep it."
                )
            )
        self.add(Notice("warn", "\n".join(limits)))
        self.name = QLineEdit()
        self.form = Form(1)
        self.form.add("name", _("Type the name to confirm: {name}").format(name=what.name), self.name)
        self.add(self.form)

    def confirm(self) -> None:
        """Erase once the name was typed."""
        if fold(self.name.text()) != fold(self._what.name):
            problem = Problem("name", _("This is not the name. Nothing was erased."), "CN-09")
            self.form.show_problems([problem], focus=True)
            return
        self.accept()
        self._erase()
