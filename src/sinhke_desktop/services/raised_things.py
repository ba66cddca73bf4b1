"""Animals and areas of a model one by one: made from handovers, what happens to them, how many live."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sinhke_desktop.domain.follow_up import herd_of
from sinhke_desktop.domain.funding import InputHandover
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.raised_things import (
    THING_EVENT,
    Happening,
    Life,
    Origin,
    RaisedThing,
    ThingEvent,
    lives,
)
from sinhke_desktop.domain.thing_counts import MOST_SINGLE, ThingCount, count, parse_tags, things_of, unlike_follow_up
from sinhke_desktop.domain.typed_record import judge_record
from sinhke_desktop.domain.typed_values import Typed, derived_id, typed_text
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import funding, livelihood, model_links, model_records, model_rules
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import journal, records
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.livelihood import follow_ups_of, handovers_of

MOST_YOUNG, LONGEST_TAG = 30, 60


@dataclass(frozen=True, slots=True)
class HouseholdThings:
    """One participant's things in the model's unit, beside the last month's count of the follow-up, if there is one."""

    participant_id: str
    name: str
    counted: ThingCount
    followed_up: int | None
    month: str


@dataclass(frozen=True, slots=True)
class Things:
    """All things of a model with their lives, the sums of households that have any, and of all; sentences to look at.

    ``waiting`` are the handovers of which no thing was made yet, as far as they are counted in herds.
    """

    lives: tuple[Life, ...]
    names: Mapping[str, str]
    households: tuple[HouseholdThings, ...]
    total: ThingCount
    warnings: tuple[str, ...]
    waiting: tuple[InputHandover, ...]


def things(workspace: Workspace, model_id: str) -> Things:
    """The things of one model as they are stored now."""
    model = livelihood.current(workspace, model_id)
    names = model_links.participant_names(workspace, model_id)
    order = {participant_id: place for place, participant_id in enumerate(names)}
    found = sorted(
        of_model(workspace, model_id), key=lambda one: (order.get(one.thing.participant_id, len(order)), one.thing.tag)
    )
    with workspace.database.read() as connection:
        joined = records.all_of(connection, Participant, workspace.commune_code, model_id=model_id)
        handovers = handovers_of(connection, workspace.commune_code, joined)
        noted = follow_ups_of(connection, workspace.commune_code, joined)
    households, warnings = [], []
    for participant_id, name in names.items():
        mine = [one for one in found if one.thing.participant_id == participant_id]
        if not mine:
            continue
        herd = herd_of(
            [one for one in handovers if one.participant_id == participant_id],
            [one for one in noted if one.participant_id == participant_id],
        )
        counted = count([one for one in mine if one.thing.unit == model.unit])
        households.append(HouseholdThings(participant_id, name, counted, herd.alive, herd.month))
        warnings.append(unlike_follow_up(mine, herd, name, model.unit))
    made = {one.thing.handover_id for one in found}
    return Things(
        tuple(found), names, tuple(households), count([one for one in found if one.thing.unit == model.unit]),
        tuple(filter(None, warnings)), tuple(one for one in handovers if one.in_herd and one.id not in made),
    )  # fmt: skip


def of_model(workspace: Workspace, model_id: str) -> list[Life]:
    """Every thing of the model with what happened to it."""
    with workspace.database.read() as connection:
        code = workspace.commune_code
        found = model_records.read_of_model(connection, code, "raised_thing", model_id)
        return lives(found, model_records.read_of_model(connection, code, "thing_event", model_id))


def life(workspace: Workspace, thing_id: str) -> Life:
    """One thing with its life; raises NotFound."""
    with workspace.database.read() as connection:
        thing = records.get(connection, RaisedThing, thing_id)
        events = records.all_of(connection, ThingEvent, thing.commune_code, thing_id=thing_id)
    return lives([thing], events)[0]


def make_from_handovers(
    workspace: Workspace, model_id: str, handover_ids: Sequence[str] | None = None
) -> list[RaisedThing]:
    """Make the things of the given handovers, or of all that have none yet; all or nothing.

    Raises InvalidInput (MH-47) where tags do not fit; its fields stand under ``rows.<number>.``.
    """
    wanted = set(handover_ids or (one.id for one in things(workspace, model_id).waiting))
    problems: list[Problem] = []
    made: list[RaisedThing] = []
    with workspace.database.write() as connection:
        code = workspace.commune_code
        joined = records.all_of(connection, Participant, code, model_id=model_id)
        taken: dict[str, set[str]] = {}
        for one in records.all_of(connection, RaisedThing, code, participant_id=[it.id for it in joined]):
            taken.setdefault(one.participant_id, set()).add(one.tag)
        chosen = [one for one in handovers_of(connection, code, joined) if one.id in wanted]
        for number, handover in enumerate(chosen):
            wrong: list[Problem] = []
            tags = taken.setdefault(handover.participant_id, set())

            def new_id(at: int, handover: InputHandover = handover) -> str:
                return derived_id("raised_thing", handover.id, str(at))

            some = things_of(handover, tags, new_id, wrong)
            problems += [replace(one, field=f"rows.{number}.{one.field}") for one in wrong]
            tags |= {one.tag for one in some}
            made += some
        if problems:
            raise InvalidInput(problems)
        journal.save(connection, author(workspace), records.drafts(connection, made))
    return made


@dataclass(frozen=True, slots=True)
class HappeningInput:
    """What happened to a thing, as typed.

    ``young`` are the tags of what was born, or how many; ``new_tag`` that of the one given as replacement; ``to`` the
    participant to whom it was passed on, if that one is in the model.
    """

    kind: str = ""
    on: Typed = ""
    amount: Typed = ""
    cause: str = ""
    done: str = ""
    note: str = ""
    young: str = ""
    new_tag: str = ""
    to: str = ""


def happen(workspace: Workspace, thing_id: str, typed: HappeningInput) -> ThingEvent:
    """Note what happened to a thing and make what came of it: young ones, its replacement, it at the next household.

    Raises InvalidInput: MH-02 for what is missing, MH-17 and MH-18 as for single records, MH-48 for young ones that
    cannot be read, MH-16 for a household of another model.
    """
    values = {"thing_id": thing_id, "kind": typed.kind, "on": typed.on, "amount": typed.amount, "cause": typed.cause,
              "done": typed.done, "note": typed.note}  # fmt: skip
    with workspace.database.write() as connection:
        thing = records.get(connection, RaisedThing, thing_id)
        event = judge_record(
            ThingEvent, THING_EVENT, values, today(workspace), id=workspace.new_id(), commune_code=thing.commune_code
        )
        model_id = model_records.model_of(connection, thing)
        problems: list[Problem] = []
        model_rules.check(connection, event, model_id, problems)
        came = _came_of(connection, thing, event, typed, problems)
        for one in came:
            _checked(connection, one, model_id, problems)
        if problems:
            raise InvalidInput(problems)
        journal.save(connection, author(workspace), records.drafts(connection, [event, *came]))
    return event


def _checked(connection: Connection, thing: RaisedThing, model_id: str, problems: list[Problem]) -> None:
    wrong: list[Problem] = []
    model_rules.check(connection, thing, model_id, wrong)
    field = {Origin.BORN: "young", Origin.REPLACEMENT: "new_tag"}.get(thing.origin, "to")
    problems += [replace(one, field=field) for one in wrong]


def _came_of(
    connection: Connection, thing: RaisedThing, event: ThingEvent, typed: HappeningInput, problems: list[Problem]
) -> list[RaisedThing]:
    def new(number: int, tag: str, origin: Origin, **more: Any) -> RaisedThing:
        thing_id = derived_id("raised_thing", event.id, str(number))
        made = RaisedThing(thing_id, thing.commune_code, thing.participant_id, thing.kind, tag, origin, event.on,
                           thing.quantity, thing.unit)  # fmt: skip
        return replace(made, **more)

    if event.kind is Happening.GAVE_BIRTH:
        tags = _young(thing, event, typed.young, problems)
        return [new(at, tag, Origin.BORN, mother_tag=thing.tag, quantity=1) for at, tag in enumerate(tags)]
    if event.kind is Happening.REPLACED:
        tag = typed_text(typed.new_tag)
        if not tag:
            problems.append(Problem("new_tag", _("Say the tag of the one given for it."), "MH-02"))
        return [new(0, tag, Origin.REPLACEMENT, handover_id=thing.handover_id)] if tag else []
    if event.kind is Happening.PASSED_ON and typed.to:
        to = records.find(connection, Participant, typed.to)
        mine = records.find(connection, Participant, thing.participant_id)
        if to is None or to.removed or mine is None or to.model_id != mine.model_id or to.id == mine.id:
            problems.append(Problem("to", _("Choose another household of this model."), "MH-16"))
            return []
        return [new(0, thing.tag, Origin.PASSED_ON, participant_id=to.id)]
    return []


def _young(thing: RaisedThing, event: ThingEvent, typed: str, problems: list[Problem]) -> list[str]:
    """The tags of what was born; a bare number up to 30 gives so many, called by the mother's tag and the day."""
    said = typed_text(typed)
    if said.isascii() and said.isdecimal() and int(said) <= MOST_YOUNG:
        return [f"{thing.tag}/{event.on:%d%m%y}-{number}" for number in range(1, int(said) + 1)]
    tags = parse_tags(said)
    if len(tags) > MOST_SINGLE or any(len(tag) > LONGEST_TAG for tag in tags):
        problems.append(Problem("young", _("Type how many were born, or their tags with commas."), "MH-48"))
        return []
    return tags


def _made_by(connection: Connection, event: ThingEvent, number: int) -> RaisedThing | None:
    return records.find(connection, RaisedThing, derived_id("raised_thing", event.id, str(number)))


def take_back(workspace: Workspace, event_id: str) -> None:
    """Remove what was noted by mistake with what it made; raises InvalidInput (MH-12) where that has a life already."""
    with workspace.database.write() as connection:
        event = records.get(connection, ThingEvent, event_id)
        gone: list[RaisedThing] = []
        number = 0
        while (made := _made_by(connection, event, number)) is not None:
            gone += [] if made.removed else [made]
            number += 1
        problems: list[Problem] = []
        for one in gone:
            model_rules.before_removal(connection, one, problems)
        if problems:
            raise InvalidInput(problems)
        things_gone = [replace(one, removed=True) for one in gone]
        drafts = records.drafts(connection, [replace(event, removed=True), *things_gone])
        journal.save(connection, author(workspace), drafts)


def handover_of(workspace: Workspace, model_id: str, thing: RaisedThing) -> InputHandover | None:
    """The handover that a thing came by, if it is still there."""
    return next((one for one in funding.handovers(workspace, model_id) if one.id == thing.handover_id), None)
