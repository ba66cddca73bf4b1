"""The dialogs of acts about one person: a death, somebody who leaves, somebody who joins, a birth."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from sinhke_desktop.domain.household import RELATIONS, MemberInput
from sinhke_desktop.domain.life_act import ActKind
from sinhke_desktop.domain.relations import proposed_relations
from sinhke_desktop.gui.households.acts_dialogs import ActDialog
from sinhke_desktop.gui.households.acts_forms import RelationsForm, member_choices, member_words, reason_box
from sinhke_desktop.gui.households.words import SEXES
from sinhke_desktop.gui.widgets import choices
from sinhke_desktop.i18n import _
from sinhke_desktop.services import lives
from sinhke_desktop.services.household_acts import joining_doubles
from sinhke_desktop.services.life_rules import Acted
from sinhke_desktop.services.lists import ethnic_groups


class DeathDialog(ActDialog):
    """A member died; a new head where it was the head."""

    kind = ActKind.DIED

    def build(self) -> None:
        """Who; who leads from now on."""
        self.who = member_choices(self.household.members, _("Choose the person"))
        self.form.add("member_ids", _("Who?"), self.who, span=2)
        self.head = choices(("", _("Choose the person")))
        self.form.add("head_id", _("New head of the household"), self.head, span=2)
        self.form.fields["head_id"].hide()
        self.relations = [RelationsForm()]
        self.who.currentIndexChanged.connect(self._person_chosen)
        self.head.currentIndexChanged.connect(self._ask)

    def concerned(self) -> list[str]:
        """The person."""
        chosen = str(self.who.currentData() or "")
        return [chosen] if chosen else []

    def _person_chosen(self) -> None:
        others = [one for one in self.household.members if one.id not in self.concerned()]
        self.head.clear()
        self.head.addItem(_("Choose the person"), "")
        for one in others:
            self.head.addItem(member_words(one), one.id)
        leads = bool(others) and self.household.head.id in self.concerned()
        self.form.fields["head_id"].setVisible(leads)
        self._ask()
        self.look()

    def _ask(self) -> None:
        others = tuple(one for one in self.household.members if one.id not in self.concerned())
        head = self.member(str(self.head.currentData() or ""))
        members = (*others, self.household.head)
        proposed = proposed_relations(head, members) if head else {}
        self.relations[0].show_people(others if head else (), head, proposed)
        self._fit_to_content()

    def record(self, on: str, reason: str, paper: str) -> Acted:
        return lives.die(
            self.workspace, self.household.id, next(iter(self.concerned()), ""), on, reason,
            new_head_id=self.form.text("head_id"), relations=self.relations[0].relations(), paper=paper,
        )  # fmt: skip


class PartingDialog(DeathDialog):
    """A member leaves for somewhere else."""

    kind = ActKind.PARTED

    def build(self) -> None:
        super().build()
        self.form.add("to_where", _("Place they go to"), QLineEdit(), span=2)

    def record(self, on: str, reason: str, paper: str) -> Acted:
        return lives.part(
            self.workspace, self.household.id, next(iter(self.concerned()), ""), on, reason,
            to_where=self.form.text("to_where"), new_head_id=self.form.text("head_id"),
            relations=self.relations[0].relations(), paper=paper,
        )  # fmt: skip


class JoiningDialog(ActDialog):
    """Somebody comes to live in the household."""

    kind = ActKind.JOINED
    _seen: MemberInput | None = None

    def build(self) -> None:
        """Who it is; the rest can be typed in the record afterwards."""
        form = self.form
        form.add("member.full_name", _("Full name"), QLineEdit())
        relation = reason_box(list(RELATIONS[1:]))
        form.add("member.relation", _("Relation to the head"), relation)
        sexes = choices(("", "–"), *((sex.value, word) for sex, word in SEXES.items()))
        form.add("member.sex", _("Sex"), sexes)
        if self.kind is ActKind.JOINED:
            form.add("member.birth", _("Birth (date or year)"), QLineEdit())
        groups = [group.name for group in ethnic_groups()]
        form.add("member.ethnic_group", _("Ethnic group"), reason_box(groups))
        form.set_text("member.ethnic_group", self.household.head.ethnic_group)
        if self.kind is ActKind.JOINED:
            form.add("member.citizen_id", _("Citizen id"), QLineEdit())
            form.add("from_where", _("Where from"), QLineEdit())

    def typed(self) -> MemberInput:
        """The person as typed."""
        names = [name for name in self.form.fields if name.startswith("member.")]
        return MemberInput(**{name.removeprefix("member."): self.form.text(name) for name in names})

    def confirm(self) -> None:
        """Say first who looks registered already; the same typed again is recorded."""
        typed = self.typed()
        if typed != self._seen:
            self._seen = typed
            doubles = joining_doubles(self.workspace, self.household, typed)
            if doubles:
                text = _("{doubts} Press the button again to record it all the same.")
                self.notice.show_text("warn", text.format(doubts=" ".join(one.message for one in doubles)))
                return
        super().confirm()

    def record(self, on: str, reason: str, paper: str) -> Acted:
        where = self.form.text("from_where") if "from_where" in self.form.fields else ""
        return lives.join(self.workspace, self.household.id, self.typed(), on, reason, where, paper)


class BirthDialog(JoiningDialog):
    """A child was born."""

    kind = ActKind.BORN

    def record(self, on: str, reason: str, paper: str) -> Acted:
        return lives.born(self.workspace, self.household.id, self.typed(), on, reason, paper)
