"""Who may join the model and who takes part: conditions, groups, commitments, leaving, replacing, joining again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sinhke_desktop.domain.joining_conditions import Condition, conditions, entry_class
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.participant import Participant, judge_participant
from sinhke_desktop.domain.participation import (
    GroupShare,
    PartInput,
    group_share,
    joined_again,
    judge_part,
    without_commitment,
)
from sinhke_desktop.domain.poverty import current_class
from sinhke_desktop.domain.producer_group import ProducerGroup
from sinhke_desktop.domain.raised_things import ENDS, RaisedThing, ThingEvent
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.typed_values import derived_id, judged_day, typed_text
from sinhke_desktop.domain.vietnamese import name_sort_key
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import participants
from sinhke_desktop.services.participation_facts import (
    NOTHING_KNOWN,
    handed_in_words,
    outlook,
    reviews_by_household,
)
from sinhke_desktop.services.participation_rules import least_share
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal, places, records
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.livelihood import handovers_of


@dataclass(frozen=True, slots=True)
class Stay:
    """An earlier time in the model, before the household joined again."""

    joined_on: date
    left_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class PartStanding:
    """A participant with what is shown of it; ``replaces`` and ``replaced_by`` are heads' names, ``to_hand_on`` what a
    household that left holds of the model, in words."""

    participant: Participant
    name: str
    hamlet: str
    group: str
    class_now: PovertyClass
    conditions: tuple[Condition, ...]
    replaces: str
    replaced_by: str
    to_hand_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """All parts in a model: those that stay first, each half by the head's given name; and the shares."""

    lines: tuple[PartStanding, ...]
    share: GroupShare
    by_group: Mapping[str, GroupShare]


def join_many(workspace: Workspace, model_id: str, household_ids: Sequence[str], typed: PartInput) -> list[Participant]:
    """Let several households join on the same day in the same group, all or none, each in the class of its reviews.

    Raises InvalidInput: MH-09 for a model that is not active, MH-11 with the head's name for one that takes part
    already, and the problems of what was typed.
    """
    code, now = workspace.commune_code, today(workspace)
    ids = list(dict.fromkeys(household_ids))
    if not ids:
        raise InvalidInput([Problem("household_id", _("Choose the household."), "MH-02")])
    with workspace.database.write() as connection:
        model = records.get(connection, LivelihoodModel, model_id)
        others = records.all_of(connection, Participant, code, model_id=model_id)
        groups = _groups(connection, code, model_id)
        known = reviews_by_household(workspace, connection, ids)
        made, problems = [], []
        for household in stored_households.get_households(connection, ids):
            part_id = derived_id("participant", model_id, household.id)
            part = judge_participant(
                part_id, model, household.id, PovertyClass.UNKNOWN, typed.joined_on, typed.commitment_signed_on, now
            )
            part = judge_part(part, typed, others, groups, now)
            before = records.find(connection, Participant, part_id)
            if before is not None and not before.removed:
                if before.left_on is None:
                    text = _("{name} already takes part.").format(name=household.head.full_name)
                    problems.append(Problem("household_id", text, "MH-11"))
                part = joined_again(before, part)
            made.append(replace(part, class_at_entry=entry_class(known.get(household.id, ()), part.joined_on)))
        if problems:
            raise InvalidInput(problems)
        journal.save(connection, author(workspace), records.drafts(connection, made))
    return made


def change(workspace: Workspace, participant_id: str, typed: PartInput) -> Participant:
    """Change everything of a part that is typed; another day of joining judges its class again.

    Raises InvalidInput, NotFound.
    """
    code = workspace.commune_code
    with workspace.database.write() as connection:
        now = records.get(connection, Participant, participant_id)
        others = records.all_of(connection, Participant, code, model_id=now.model_id)
        groups = _groups(connection, code, now.model_id)
        part = judge_part(now, typed, others, groups, today(workspace))
        if part.joined_on != now.joined_on:
            known = reviews_by_household(workspace, connection, [now.household_id])
            part = replace(part, class_at_entry=entry_class(known.get(now.household_id, ()), part.joined_on))
        reason = part.leave_reason if part.left_on != now.left_on else ""
        journal.save(connection, author(workspace), records.drafts(connection, [part], typed_text(reason)))
    return part


def sign_all(workspace: Workspace, model_id: str, signed_on: str) -> list[Participant]:
    """Note one day of signing for all that take part and have not signed yet; raises InvalidInput."""
    problems: list[Problem] = []
    day = judged_day(signed_on, "commitment_signed_on", problems, required=True, latest=today(workspace))
    if problems:
        raise InvalidInput(problems)
    with workspace.database.write() as connection:
        joined = records.all_of(connection, Participant, workspace.commune_code, model_id=model_id)
        signed = [replace(one, commitment_signed_on=day) for one in without_commitment(joined)]
        journal.save(connection, author(workspace), records.drafts(connection, signed))
    return signed


def _groups(connection: Connection, code: str, model_id: str) -> dict[str, str]:
    return {one.id: one.name for one in records.all_of(connection, ProducerGroup, code, model_id=model_id)}


def group_names(workspace: Workspace, model_id: str) -> dict[str, str]:
    """Id → name of the model's groups."""
    with workspace.database.read() as connection:
        return _groups(connection, workspace.commune_code, model_id)


def parts(workspace: Workspace, model_id: str) -> Parts:
    """Everybody who takes or took part in the model, with conditions by today's records."""
    code, now = workspace.commune_code, today(workspace)
    with workspace.database.read() as connection:
        joined = records.all_of(connection, Participant, code, model_id=model_id)
        ids = [one.household_id for one in joined]
        households = {one.id: one for one in stored_households.get_households(connection, ids)}
        hamlets = {one.id: f"{one.kind} {one.name}".strip() for one in places.all_hamlets(connection, code)}
        groups = _groups(connection, code, model_id)
        held = _held(connection, code, [one for one in joined if one.left_on is not None])
    known = outlook(workspace, model_id, ids)
    names = {one.id: households[one.household_id].head.full_name for one in joined if one.household_id in households}
    taken = {one.replaces_id: one.id for one in joined if one.replaces_id}
    lines = []
    for one in joined:
        household, facts = households.get(one.household_id), known.facts.get(one.household_id, NOTHING_KNOWN)
        lines.append(
            PartStanding(
                participant=one,
                name=names.get(one.id, "–"),
                hamlet=hamlets.get(household.hamlet_id, "") if household else "",
                group=groups.get(one.group_id, ""),
                class_now=current_class(facts.known, now),
                conditions=conditions(replace(facts, takes_part=False), one.joined_on),
                replaces=names.get(one.replaces_id, ""),
                replaced_by=names.get(taken.get(one.id, ""), ""),
                to_hand_on=tuple(held.get(one.id, ())),
            )
        )
    lines.sort(key=lambda line: (line.participant.left_on is not None, name_sort_key(line.name), line.participant.id))
    least = least_share(workspace, model_id).percent
    return Parts(
        tuple(lines),
        group_share(joined, least),
        {name: group_share(joined, least, group_id) for group_id, name in groups.items()},
    )


def _held(connection: Connection, code: str, gone: Sequence[Participant]) -> dict[str, list[str]]:
    """Participant → what it was handed over and the animals and plots that it still has, in words."""
    held: dict[str, list[str]] = {}
    for handover in handovers_of(connection, code, gone):
        text = _("{what}, handed over on {day:%d/%m/%Y}")
        said = text.format(what=handed_in_words(handover), day=handover.handed_on)
        held.setdefault(handover.participant_id, []).append(said)
    things = records.all_of(connection, RaisedThing, code, participant_id=[one.id for one in gone])
    events = records.all_of(connection, ThingEvent, code, thing_id=[one.id for one in things])
    over = {event.thing_id for event in events if event.kind in ENDS}
    alive: dict[str, list[str]] = {}
    for thing in things:
        if thing.id not in over:
            alive.setdefault(thing.participant_id, []).append(thing.tag)
    for participant_id, tags in alive.items():
        said = _("still there: {tags}").format(tags=", ".join(sorted(tags)))
        held.setdefault(participant_id, []).append(said)
    return held


def stays(workspace: Workspace, participant_id: str) -> list[Stay]:
    """The earlier stays of a household that joined again, oldest first, as the journal tells them."""
    with workspace.database.read() as connection:
        operations = journal.operations_of(connection, [participant_id])
    found: list[Stay] = []
    state = {"joined_on": "", "left_on": "", "leave_reason": ""}
    for one in operations:
        before = dict(state)
        state |= {name: str(value or "") for name, value in one.operation.changes.items() if name in state}
        again = state["joined_on"] != before["joined_on"] and not state["left_on"]
        if before["left_on"] and again:
            first, last = date.fromisoformat(before["joined_on"]), date.fromisoformat(before["left_on"])
            found.append(Stay(first, last, before["leave_reason"]))
    return found


def remove(workspace: Workspace, participant_id: str, reason: str) -> None:
    """Take back a part that was recorded by mistake; raises InvalidInput (MH-12) where something hangs on it."""
    with workspace.database.read() as connection:
        one = records.get(connection, Participant, participant_id)
        handed = handovers_of(connection, workspace.commune_code, [one])
        others = records.all_of(connection, Participant, workspace.commune_code, replaces_id=participant_id)
    if handed or others:
        text = _("Something was handed over to this household, or another took its place; let it leave instead.")
        raise InvalidInput([Problem("participant_id", text, "MH-12")])
    participants.remove(workspace, participant_id, reason)


def restore(workspace: Workspace, participant_id: str) -> Participant:
    """Take back that a part was removed; raises NotFound where there never was one."""
    with workspace.database.write() as connection:
        found = records.find(connection, Participant, participant_id)
        if found is None:
            return records.get(connection, Participant, participant_id)
        back = replace(found, removed=False)
        journal.save(connection, author(workspace), records.drafts(connection, [back]))
    return back
