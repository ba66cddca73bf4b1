"""The dialogs in which acts in the life of a household are recorded: what it means, who, when, why."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.household import Household, Member
from sinhke_desktop.domain.life_act import ACT_NAMES, ActKind
from sinhke_desktop.domain.relations import proposed_relations
from sinhke_desktop.errors import InvalidInput, Problem, SinhkeError
from sinhke_desktop.gui.households.acts_forms import (
    PeoplePicker,
    RelationsForm,
    member_choices,
    member_words,
    reason_box,
)
from sinhke_desktop.gui.households.acts_words import REASONS
from sinhke_desktop.gui.widgets import Dialog, Form, Notice, choices
from sinhke_desktop.gui.widgets.form_dialog import day_field
from sinhke_desktop.i18n import _
from sinhke_desktop.services import household_acts, lives
from sinhke_desktop.services.life_rules import Acted
from sinhke_desktop.services.workspace import Workspace, today


class ActDialog(Dialog):
    """What all acts have: the consequences in words, the day, the reason, the paper. *done* is called with the act."""

    kind: ActKind
    text = ""

    def __init__(
        self,
        parent: QWidget,
        workspace: Workspace,
        household: Household,
        hamlets: Sequence[Hamlet],
        done: Callable[[Acted], object],
    ) -> None:
        title = f"{ACT_NAMES[self.kind]} · {household.head.full_name}"
        super().__init__(parent, title, _("Record the act"), text=_(self.text) if self.text else "", width=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.workspace, self.household, self.hamlets, self._done = workspace, household, hamlets, done
        self.consequences = Notice()
        self.people: PeoplePicker | None = None
        self.relations: list[RelationsForm] = []
        self.form = Form(2)
        self.about = Form(2)
        self.build()
        if self.form.fields:
            self.add(self.form)
        for one in self.relations:
            self.add(one)
        self.about.add("happened_on", _("Day"), day_field(today(workspace)))
        self.about.add("paper", _("Number of the paper, if any"), QLineEdit())
        reasons = reason_box([_(one) for one in REASONS.get(self.kind, ())])
        self.about.add("reason", _("Reason"), reasons, span=2)
        self.add(self.about)
        self.add(self.consequences)
        self.look()

    def build(self) -> None:
        """Add what this kind asks for to :attr:`form`, :attr:`people`, :attr:`relations`."""

    def look(self) -> None:
        """Say what follows, for what is chosen now."""
        told = household_acts.consequences(
            self.workspace, self.kind, self.household.id, self.other_id(), self.concerned()
        )
        self.consequences.show_text("info", "\n".join(told))
        self._fit_to_content()

    def other_id(self) -> str:
        """The household that is merged into."""
        return ""

    def concerned(self) -> list[str]:
        """The members whom the act is about."""
        return []

    @abstractmethod
    def record(self, on: str, reason: str, paper: str) -> Acted:
        """Store the act; each kind of act says how."""

    def member(self, member_id: str) -> Member | None:
        """One of the household's members."""
        return next((one for one in self.household.members if one.id == member_id), None)

    def confirm(self) -> None:
        """Record it; stay open where something is refused."""
        self.notice.show_text("error", "")
        try:
            acted = self.record(self.about.text("happened_on"), self.about.text("reason"), self.about.text("paper"))
        except InvalidInput as wrong:
            self._show_problems(wrong.problems)
            return
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self.accept()
        self._done(acted)

    def _show_problems(self, problems: Sequence[Problem]) -> None:
        left = list(problems)
        if self.people is not None:
            own = [one.message for one in left if one.field == "member_ids"]
            self.people.show_problem(" ".join(own))
            left = [one for one in left if one.field != "member_ids"]
        for form in (self.form, *(one.form for one in self.relations), self.about):
            left = form.show_problems(left, focus=True)
        self.notice.show_text("error", " ".join(dict.fromkeys(one.message for one in left)))
        self._fit_to_content()


def hamlet_choices(hamlets: Sequence[Hamlet], but: str = "") -> list[tuple[str, str]]:
    """Ids and names of hamlets, without *but*."""
    return [(one.id, f"{one.kind} {one.name}") for one in hamlets if one.id != but]


class SplitDialog(ActDialog):
    """Some members found a household of their own."""

    kind = ActKind.SPLIT

    def build(self) -> None:
        """Who goes, who leads them, where to; who leads the rest where the head goes."""
        people = [(one.id, member_words(one)) for one in self.household.members]
        self.people = PeoplePicker(_("Who goes?"), people)
        self.add(self.people)
        self.head = choices(("", _("Choose the person")))
        self.form.add("head_id", _("Head of the new household"), self.head)
        self.form.add("hamlet_id", _("Hamlet of the new household"), choices(*hamlet_choices(self.hamlets)))
        self.form.set_text("hamlet_id", self.household.hamlet_id)
        self.form.add("address", _("Its address"), QLineEdit())
        self.rest_head = choices(("", _("Choose the person")))
        self.form.add("rest_head_id", _("Head of those who stay"), self.rest_head)
        self.relations = [RelationsForm(), RelationsForm("rest_")]
        self.people.changed.connect(self._people_chosen)
        self.head.currentIndexChanged.connect(self._ask)
        self.rest_head.currentIndexChanged.connect(self._ask)
        self._people_chosen()

    def concerned(self) -> list[str]:
        """Those who go."""
        return self.people.chosen() if self.people is not None else []

    def _people_chosen(self) -> None:
        going = set(self.concerned())
        for box, some in ((self.head, True), (self.rest_head, False)):
            chosen = box.currentData()
            box.blockSignals(True)
            box.clear()
            box.addItem(_("Choose the person"), "")
            for one in self.household.members:
                if (one.id in going) is some:
                    box.addItem(member_words(one), one.id)
            box.setCurrentIndex(max(box.findData(chosen), 1 if some and len(going) == 1 else 0))
            box.blockSignals(False)
        self.form.fields["rest_head_id"].setVisible(self.household.head.id in going)
        self._ask()

    def _ask(self) -> None:
        going = set(self.concerned())
        for form, box, some in zip(self.relations, (self.head, self.rest_head), (True, False), strict=True):
            asked = some or self.household.head.id in going
            members = tuple(one for one in self.household.members if (one.id in going) is some) if asked else ()
            head = self.member(str(box.currentData() or ""))
            form.show_people(members, head, proposed_relations(head, members) if head else {})
        self._fit_to_content()

    def record(self, on: str, reason: str, paper: str) -> Acted:
        return lives.split(
            self.workspace, self.household.id, self.concerned(), self.form.text("head_id"),
            self.form.text("hamlet_id"), on, reason, relations=self.relations[0].relations(),
            address=self.form.text("address"), rest_head_id=self.form.text("rest_head_id"),
            rest_relations=self.relations[1].relations(), paper=paper,
        )  # fmt: skip


class HeadDialog(ActDialog):
    """Another member becomes the head."""

    kind = ActKind.HEAD_CHANGED

    def build(self) -> None:
        """Who, and what everybody is to him or her."""
        others = [one for one in self.household.members if one.id != self.household.head.id]
        self.head = member_choices(others, _("Choose the person"))
        self.form.add("head_id", _("New head of the household"), self.head, span=2)
        self.relations = [RelationsForm()]
        self.head.currentIndexChanged.connect(self._ask)

    def _ask(self) -> None:
        head, members = self.member(str(self.head.currentData())), self.household.members
        self.relations[0].show_people(members, head, proposed_relations(head, members) if head else {})
        self._fit_to_content()

    def record(self, on: str, reason: str, paper: str) -> Acted:
        head_id, relations = self.form.text("head_id"), self.relations[0].relations()
        return lives.change_head(self.workspace, self.household.id, head_id, relations, on, reason, paper)
