"""The acts in a household's life as they are looked at, and what to know before one is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sinhke_desktop.domain.household import Household, MemberInput, judge_member
from sinhke_desktop.domain.life_act import ActKind, LifeAct
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.rounds import Certificate, ReviewRound, RoundEntry
from sinhke_desktop.domain.support import Support
from sinhke_desktop.domain.visit_record import Visit
from sinhke_desktop.errors import Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import duplicates
from sinhke_desktop.services.households import new_member_id
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal, lives, records
from sinhke_desktop.storage import reviews as stored_reviews
from sinhke_desktop.storage.exchange import Connection


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act with who recorded it when (ISO, by the clock's claim); ``undone`` where it was taken back."""

    act: LifeAct
    recorded_at: str
    officer: str

    @property
    def undone(self) -> bool:
        """True if it no longer counts."""
        return self.act.removed


def acts_of(workspace: Workspace, household_id: str) -> list[ActLine]:
    """Every act that the household had a part in, newest day first; also those taken back, not those that did so."""
    with workspace.database.read() as connection:
        about = {one.id: one for one in lives.acts_about(connection, household_id)}
        batches = {one.operation.batch for one in journal.operations_of(connection, [household_id])}
        about |= lives.acts(connection, sorted(one for one in batches if one and one not in about))
        first: dict[str, tuple[str, str]] = {}
        for one in journal.operations_of(connection, sorted(about)):
            operation = one.operation
            first.setdefault(operation.entity_id, (operation.claimed_time, operation.officer))
    lines = [ActLine(act, *first[act.id]) for act in about.values() if act.kind is not ActKind.UNDONE]
    return sorted(lines, key=lambda line: (line.act.happened_on, line.recorded_at, line.act.id), reverse=True)


def names_of(workspace: Workspace, acts: Iterable[LifeAct]) -> dict[str, str]:
    """Who the ids in *acts* are: household id → its head's name, member id → name; those who are gone, too."""
    found: dict[str, str] = {}
    with workspace.database.read() as connection:
        ids = sorted({one for act in acts for one in (act.household_id, act.other_household_id) if one})
        for one in journal.operations_of(connection, ids):
            for path, value in one.operation.changes.items():
                part, _slash, rest = path.partition("/")
                if part == "member" and rest.endswith("/full_name"):
                    found[rest.removesuffix("/full_name")] = str(value)
        for household in stored_households.get_households(connection, ids):
            if household.members:
                found[household.id] = household.head.full_name
    return found


def consequences(
    workspace: Workspace, kind: ActKind, household_id: str, other_id: str = "", member_ids: Iterable[str] = ()
) -> list[str]:
    """What to know before the act is recorded, in plain sentences; *other_id* is the household merged into."""
    with workspace.database.read() as connection:
        household = stored_households.get_household(connection, household_id)
        leaving = set(member_ids)
        ends = kind in (ActKind.LEFT, ActKind.MERGED) or (
            kind is ActKind.DIED and leaving >= {one.id for one in household.members}
        )
        if ends:
            return [_ending(kind, household), *_kept(connection, household, other_id if kind is ActKind.MERGED else "")]
        if kind is ActKind.SPLIT:
            return _splitting(connection, household)
        if kind in (ActKind.DIED, ActKind.PARTED):
            return _losing(connection, household, leaving)
        if kind is ActKind.MOVED:
            return [_("Reviews, supports and visits stay with the household; counts by hamlet change from this day.")]
    return []


def _ending(kind: ActKind, household: Household) -> str:
    texts = {
        ActKind.LEFT: _("The household leaves the register and goes into the recycle bin with this day."),
        ActKind.MERGED: _("All {count} members get a place in the other household; this one ends."),
        ActKind.DIED: _("This is the last member: the household ends with this day."),
    }
    return texts[kind].format(count=len(household.members))


def _kept(connection: Connection, household: Household, into_id: str) -> list[str]:
    """What was recorded of a household that ends: it stays with it, nothing is lost."""
    reviews = len(stored_reviews.reviews_of(connection, household.id))
    supports, visits = _count(connection, Support, household), _count(connection, Visit, household)
    found = []
    if reviews or supports or visits:
        text = _("{reviews} reviews, {supports} supports and {visits} visits stay with the ended household.")
        found.append(text.format(reviews=reviews, supports=supports, visits=visits))
    found += _model_lines(connection, household)
    for one in records.all_of(connection, Certificate, household.commune_code, household_id=household.id):
        if one.withdrawn_on is None:
            found.append(_("Certificate {number} is in force: withdraw it.").format(number=one.number))
    found += _round_lines(connection, household)
    if into_id:
        into = stored_households.get_household(connection, into_id)
        text = _("The class of the household of {name} does not change by this; review it again if needed.")
        found.append(text.format(name=into.head.full_name))
    return found


def _count(connection: Connection, record: type[Support] | type[Visit], household: Household) -> int:
    return len(records.all_of(connection, record, household.commune_code, household_id=household.id))


def _model_lines(connection: Connection, household: Household) -> list[str]:
    found = []
    for one in records.all_of(connection, Participant, household.commune_code, household_id=household.id):
        model = records.find(connection, LivelihoodModel, one.model_id)
        if one.left_on is None and model is not None:
            text = _("The household takes part in the model “{name}”; note there who goes on with it.")
            found.append(text.format(name=model.name))
    return found


def _round_lines(connection: Connection, household: Household) -> list[str]:
    entries = records.all_of(connection, RoundEntry, household.commune_code, household_id=household.id)
    rounds = [records.find(connection, ReviewRound, one.round_id) for one in entries]
    running = any(one is not None and not one.removed and not one.decision_number for one in rounds)
    return [_("The household is on the list of a review that is not decided yet.")] if running else []


def _splitting(connection: Connection, household: Household) -> list[str]:
    text = _("Reviews, supports, visits and certificates stay with the household of {name}.")
    return [
        text.format(name=household.head.full_name),
        _("The new household has no class until it is reviewed."),
        *_model_lines(connection, household),
        *_round_lines(connection, household),
    ]


def _losing(connection: Connection, household: Household, leaving: set[str]) -> list[str]:
    found = []
    own = records.all_of(connection, Support, household.commune_code, household_id=household.id)
    personal = [one for one in own if one.member_id in leaving]
    if personal:
        text = _("{count} supports were given to this person; they stay with the household.")
        found.append(text.format(count=len(personal)))
    if household.head.id in leaving:
        found.append(_("This person is the head: choose who leads the household from now on."))
        found += _model_lines(connection, household)
    return found


def joining_doubles(workspace: Workspace, household: Household, typed: MemberInput) -> list[Problem]:
    """Who in the register looks like the person that is to join *household*; nothing where it cannot be read yet."""
    problems: list[Problem] = []
    member = judge_member(typed, 1, new_member_id(), today(workspace), "member", problems)
    alone = replace(household, members=(member,))
    return [] if problems else duplicates.warnings(workspace, alone)


@dataclass(frozen=True, slots=True)
class Ended:
    """A household in the recycle bin: when it ended (ISO day), the act that ended it if any, and why."""

    household: Household
    ended_on: str
    act: LifeAct | None
    reason: str


def bin_entries(workspace: Workspace) -> list[Ended]:
    """The recycle bin, newest first: how each household ended, when and why."""
    with workspace.database.read() as connection:
        ids = stored_households.removed_ids(connection, workspace.commune_code)
        households = stored_households.get_households(connection, ids)
        last: dict[str, tuple[str, str, str]] = {}
        for one in journal.operations_of(connection, ids):
            operation = one.operation
            if operation.changes.get("removed"):
                last[operation.entity_id] = (operation.claimed_time, operation.reason, operation.batch)
        acts = lives.acts(connection, sorted({batch for _at, _why, batch in last.values() if batch}))
    found = []
    for household in households:
        at, reason, batch = last.get(household.id, ("", "", ""))
        act = acts.get(batch)
        why = " · ".join(part for part in (reason, act.note if act else "") if part)
        found.append(Ended(household, household.ended_on or at, act, why))
    return sorted(found, key=lambda one: one.ended_on, reverse=True)
