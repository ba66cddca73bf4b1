"""Commands on what happens to a household: record an act, take it back, look at an earlier day."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sinhke_desktop.cli.answers import Answer, fields, table
from sinhke_desktop.cli.opening import opened
from sinhke_desktop.domain.household import Household, MemberInput
from sinhke_desktop.domain.life_act import ACT_NAMES, LifeAct
from sinhke_desktop.domain.typed_values import parse_day
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import hamlets, life_undo, lives, past
from sinhke_desktop.services.life_rules import Acted
from sinhke_desktop.services.workspace import Workspace


def record(arguments: argparse.Namespace) -> Answer:
    """Record an act of one household."""
    with opened(arguments) as workspace:
        acted = _DOINGS[arguments.kind](workspace, arguments)
        names = {hamlet.id: hamlet.name for hamlet in hamlets.all_hamlets(workspace)}
    content = _act(acted.act) | {"household": whole(acted.household, names)}
    if acted.other is not None:
        content["other_household"] = whole(acted.other, names)
    return Answer(content, [_("Recorded: {act}").format(act=ACT_NAMES[acted.act.kind]), acted.act.id])


def undo(arguments: argparse.Namespace) -> Answer:
    """Take an act back."""
    with opened(arguments) as workspace:
        undone = life_undo.undo(workspace, arguments.id, arguments.reason)
    return Answer(_act(undone), [_("The act was undone.")])


def _act(act: LifeAct) -> dict[str, Any]:
    return {
        "id": act.id,
        "kind": act.kind.value,
        "happened_on": act.happened_on.isoformat(),
        "reason": act.reason,
        "member_ids": act.member_ids,
        "undoes": act.undoes,
    }


def whole(household: Household, hamlet_names: dict[str, str]) -> dict[str, Any]:
    """A household in short."""
    return {
        "id": household.id,
        "head": household.head.full_name,
        "hamlet": hamlet_names.get(household.hamlet_id, ""),
        "removed": household.removed,
        "ended_how": household.ended_how,
        "members": [
            {"id": one.id, "name": one.full_name, "relation": one.relation, "citizen_id": one.citizen_id}
            for one in household.members
        ],
    }


def on_day(workspace: Workspace, household_id: str, typed: str) -> Answer:
    """One household as it was at the end of a day."""
    try:
        day = parse_day(typed)
    except ValueError:
        day = None
    if day is None:
        raise InvalidInput([Problem("as_of", _("Type the day as 19/06/2024."), "DS-01")])
    found = past.as_of(workspace, household_id, day)
    if found is None:
        text = _("The household was not in the register on this day.")
        return Answer({"as_of": day.isoformat(), "household": None}, [text])
    names = {hamlet.id: hamlet.name for hamlet in hamlets.all_hamlets(workspace)}
    reviews = past.reviews_as_of(workspace, household_id, day)
    content = {"as_of": day.isoformat(), "household": whole(found, names), "reviews": [one.year for one in reviews]}
    return Answer(content, _lines(found, day, names))


def _lines(household: Household, day: date, names: dict[str, str]) -> list[str]:
    title = _("The household on {day}").format(day=f"{day:%d/%m/%Y}")
    head = fields([(title, household.head.full_name), (_("Hamlet"), names.get(household.hamlet_id, ""))])
    rows = [(one.full_name, one.relation, str(one.birth or ""), one.id) for one in household.members]
    return [*head, "", *table((_("Name"), _("Relation"), _("Born"), _("Id")), rows)]


def _pairs(given: Sequence[str]) -> dict[str, str]:
    return {key: value for key, _equals, value in (one.partition("=") for one in given)}


def _hamlet(workspace: Workspace, name: str) -> str:
    from sinhke_desktop.cli.households import hamlet_named

    return hamlet_named(workspace, name).id if name else ""


def _person(arguments: argparse.Namespace) -> MemberInput:
    return MemberInput(arguments.name, arguments.as_relation, arguments.sex or "", arguments.birth)


def _first(given: Sequence[str]) -> str:
    return given[0] if given else ""


def _split(workspace: Workspace, said: argparse.Namespace) -> Acted:
    return lives.split(
        workspace, said.id, said.member, said.head, _hamlet(workspace, said.hamlet), said.on, said.reason,
        relations=_pairs(said.relation), rest_head_id=said.rest_head, rest_relations=_pairs(said.relation),
        paper=said.paper,
    )  # fmt: skip


def _died(workspace: Workspace, said: argparse.Namespace) -> Acted:
    return lives.die(
        workspace, said.id, _first(said.member), said.on, said.reason, new_head_id=said.head,
        relations=_pairs(said.relation), paper=said.paper,
    )  # fmt: skip


def _parted(workspace: Workspace, said: argparse.Namespace) -> Acted:
    return lives.part(
        workspace, said.id, _first(said.member), said.on, said.reason, to_where=said.where, new_head_id=said.head,
        relations=_pairs(said.relation), paper=said.paper,
    )  # fmt: skip


def _merged(workspace: Workspace, said: argparse.Namespace) -> Acted:
    return lives.merge(workspace, said.id, said.into, _pairs(said.relation), said.on, said.reason, said.paper)


def _head(workspace: Workspace, said: argparse.Namespace) -> Acted:
    return lives.change_head(workspace, said.id, said.head, _pairs(said.relation), said.on, said.reason, said.paper)


def _moved(workspace: Workspace, said: argparse.Namespace) -> Acted:
    return lives.move(workspace, said.id, _hamlet(workspace, said.hamlet), said.on, said.reason, "", said.paper)


_DOINGS: dict[str, Callable[[Workspace, argparse.Namespace], Acted]] = {
    "arrived": lambda ws, said: lives.note_arrival(ws, said.id, said.on, said.reason, said.where, said.paper),
    "back": lambda ws, said: lives.come_back(ws, said.id, said.on, said.reason, said.where, said.paper),
    "left": lambda ws, said: lives.leave(ws, said.id, said.on, said.reason, said.where, said.paper),
    "split": _split,
    "merged": _merged,
    "head-changed": _head,
    "died": _died,
    "parted": _parted,
    "born": lambda ws, said: lives.born(ws, said.id, _person(said), said.on, said.reason, said.paper),
    "joined": lambda ws, said: lives.join(ws, said.id, _person(said), said.on, said.reason, said.where, said.paper),
    "moved": _moved,
}
