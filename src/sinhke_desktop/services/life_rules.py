"""What every act in the life of a household is judged by, and how it is written: all of it in one step or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sinhke_desktop.domain.household import (
    HEAD,
    OLDEST_YEAR,
    Household,
    Member,
    MemberInput,
    canonical_relation,
    judge_member,
)
from sinhke_desktop.domain.life_act import ActKind, LifeAct, people_of
from sinhke_desktop.domain.operations import CHANGE, REMOVE, RESTORE, Value, empty
from sinhke_desktop.domain.typed_values import Typed, judged_day
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services.households import changes_between, new_member_id
from sinhke_desktop.services.lists import canonical_ethnic_group
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal, lives, places, records
from sinhke_desktop.storage.exchange import Connection

COMES_IN = (ActKind.BORN, ActKind.JOINED)


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of every act; ``note`` is where from or where to."""

    on: Typed
    reason: str
    paper: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Acted:
    """A finished act with the household it is about as it is now, and the new or other one."""

    act: LifeAct
    household: Household
    other: Household | None = None


class Recording:
    """One act while it is judged: collects problems (DS-01…DS-10) until :meth:`check`, then writes everything."""

    def __init__(self, workspace: Workspace, connection: Connection, kind: ActKind, told: Told) -> None:
        self.workspace, self.connection, self.kind = workspace, connection, kind
        self.problems: list[Problem] = []
        found: list[Problem] = []
        day = judged_day(told.on, "happened_on", found, required=True, latest=today(workspace))
        self.problems += [replace(one, code="DS-01") for one in found]
        if day is not None and day.year < OLDEST_YEAR:
            self.problems.append(Problem("happened_on", _("This day lies before 1900."), "DS-01"))
        self.day = day or date.max
        self.reason, self.paper, self.note = tidy(told.reason), tidy(told.paper), tidy(told.note)
        if not self.reason:
            self.wrong("reason", _("Say why."), "DS-03")

    def wrong(self, field: str, message: str, code: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(field, message, code))

    def check(self) -> None:
        """Raise :class:`InvalidInput` if anything is wrong so far."""
        if self.problems:
            raise InvalidInput(self.problems)

    def household(self, household_id: str) -> Household:
        """A household that the act is about; it must live."""
        found = stored_households.get_household(self.connection, household_id)
        if found.removed or not found.members:
            raise InvalidInput([Problem("household_id", _("This household is no longer in the register."), "DS-04")])
        return found

    def hamlet(self, hamlet_id: str, but: str = "") -> None:
        """The hamlet must be one of the commune's, and another than *but*."""
        known = {one.id for one in places.all_hamlets(self.connection, self.workspace.commune_code)}
        if hamlet_id not in known:
            self.wrong("hamlet_id", _("Choose the hamlet."), "DS-09")
        elif hamlet_id == but:
            self.wrong("hamlet_id", _("The household lives in this hamlet already."), "DS-09")

    def chosen(self, household: Household, member_ids: Iterable[str]) -> tuple[Member, ...]:
        """The members of *household* among *member_ids*, in its order; all must be there, and at least one."""
        wanted = set(member_ids)
        found = tuple(one for one in household.members if one.id in wanted)
        if not wanted:
            self.wrong("member_ids", _("Choose at least one member."), "DS-05")
        elif len(found) != len(wanted):
            self.wrong("member_ids", _("A chosen person is no longer in this household."), "DS-05")
        return found

    def led_by(
        self, members: Sequence[Member], head_id: str, relations: Mapping[str, str], field: str = ""
    ) -> tuple[Member, ...]:
        """*members* under a new head, who comes first; everybody else's relation to him or her was asked for anew.

        Problems name ``<field>head_id`` and ``<field>relations.<member id>``.
        """
        head = next((one for one in members if one.id == head_id), None)
        if head is None:
            self.wrong(f"{field}head_id", _("Choose who becomes the head of the household."), "DS-07")
            return tuple(members)
        others = [
            replace(one, relation=self.relation(one, relations.get(one.id, ""), head, f"{field}relations.{one.id}"))
            for one in members
            if one.id != head_id
        ]
        ordered = [replace(head, relation=HEAD), *others]
        return tuple(replace(one, position=number) for number, one in enumerate(ordered, 1))

    def relation(self, member: Member, typed: str, head: Member, field: str) -> str:
        """The relation of *member* to *head* as typed; must be said, and not be that of a head."""
        relation = canonical_relation(typed)
        if not relation or relation == HEAD:
            name = member.full_name or _("this person")
            text = _("Say how {name} is related to {head}.").format(name=name, head=head.full_name)
            self.wrong(field, text, "DS-06")
        return relation

    def newcomer(self, household: Household, typed: MemberInput) -> Member:
        """A person who comes into *household*, judged as in its form."""
        last = max((one.position for one in household.members), default=0)
        judged = judge_member(typed, last + 1, new_member_id(), today(self.workspace), "member", self.problems)
        relation = self.relation(judged, judged.relation, household.head, "member.relation")
        group = canonical_ethnic_group(judged.ethnic_group) or judged.ethnic_group
        return replace(judged, relation=relation, ethnic_group=group)

    def not_before(self, household: Household, member_ids: Iterable[str] = ()) -> None:
        """The day must not lie before the household came to be, nor before one of the people was born or came in."""
        concerned = set(member_ids)
        for member in household.members:
            if member.id in concerned:
                self.not_before_birth(member)
        earliest = date.fromisoformat(household.arrived_on) if household.arrived_on else date.min
        for act in lives.acts_about(self.connection, household.id):
            if act.removed:
                continue
            came = act.kind is ActKind.SPLIT and act.other_household_id == household.id
            people = people_of(act)
            came = came or (act.kind in COMES_IN and bool(concerned & people.keys()))
            came = came or (act.kind is ActKind.MERGED and bool(concerned & set(people.values())))
            if came:
                earliest = max(earliest, act.happened_on)
        if self.day < earliest:
            text = _("This day lies before {day}, when the household or the person came to be here.")
            self.wrong("happened_on", text.format(day=f"{earliest:%d/%m/%Y}"), "DS-02")

    def not_before_birth(self, member: Member) -> None:
        """The day must not lie before *member* was born."""
        if member.birth is not None and member.birth.is_after(self.day):
            text = _("This day lies before the birth of {name} ({birth}).")
            self.wrong("happened_on", text.format(name=member.full_name, birth=member.birth), "DS-02")

    def save(self, household_id: str, drafts: Sequence[journal.Draft], **fields: Any) -> LifeAct:
        """Write the act and *drafts* as one batch; raises :class:`InvalidInput` first if anything is wrong."""
        self.check()
        act = LifeAct(
            id=self.workspace.new_id(), commune_code=self.workspace.commune_code, kind=self.kind,
            household_id=household_id, happened_on=self.day, reason=self.reason, paper=self.paper,
            **{"note": self.note, **fields},
        )  # fmt: skip
        wanted = [*records.drafts(self.connection, [act], self.reason), *drafts]
        journal.save(self.connection, author(self.workspace), wanted, batch=act.id)
        return act

    def change(self, now: Household, wanted: Household) -> journal.Draft:
        """The draft that turns *now* into *wanted*; of new members only what is said of them."""
        known = {one.id for one in now.members}
        changes: dict[str, Value] = {
            path: value
            for path, value in changes_between(now, wanted).items()
            if not (path.startswith("member/") and path.split("/")[1] not in known and empty(value))
        }
        action = CHANGE if now.removed == wanted.removed else REMOVE if wanted.removed else RESTORE
        return journal.Draft(stored_households.KIND, now.id, changes, action, self.reason)


def ended(household: Household, recording: Recording) -> Household:
    """*household* as one that is no more since the day of the act; its members stay written in it."""
    return replace(household, removed=True, ended_on=recording.day.isoformat(), ended_how=recording.kind.value)
