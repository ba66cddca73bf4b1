"""Households that look registered twice, as happens when two machines enter the same family: pairs to be looked at.

The program only suggests; a person removes one of the two (with a reason, undoable) or says that they are two.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.i18n import _
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import households as stored
from sinhke_desktop.storage import places
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.local_values import get_value, set_value

APART = "duplicates.apart"
"""Local value: pairs that a person said are two households, as JSON."""
MOST_PAIRS = 200


@dataclass(frozen=True, slots=True)
class HouseholdInPair:
    """One of the two: its head, hamlet and members in words."""

    id: str
    head: str
    hamlet: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HouseholdPair:
    """Two households and why they look like one."""

    first: HouseholdInPair
    second: HouseholdInPair
    why: str


def pairs(workspace: Workspace) -> list[HouseholdPair]:
    """At most MOST_PAIRS pairs that share a person, by citizen id or by name and whole date of birth.

    Reads every member: call it in a task.
    """
    with workspace.database.read() as connection:
        apart = {tuple(one) for one in json.loads(get_value(connection, APART) or "[]")}
        why = _shared(connection, workspace.commune_code)
        wanted = [pair for pair in sorted(why) if pair not in apart][:MOST_PAIRS]
        known = {
            one.id: one for one in stored.get_households(connection, sorted({one for pair in wanted for one in pair}))
        }
        names = {one.id: f"{one.kind} {one.name}" for one in places.all_hamlets(connection, workspace.commune_code)}
    shown = {
        key: HouseholdInPair(
            key,
            one.head.full_name,
            names.get(one.hamlet_id, ""),
            tuple(f"{member.full_name}, {member.birth or '–'}" for member in one.members),
        )
        for key, one in known.items()
        if one.members
    }
    return [
        HouseholdPair(shown[first], shown[second], why[(first, second)])
        for first, second in wanted
        if first in shown and second in shown
    ]


def _shared(connection: Connection, commune_code: str) -> dict[tuple[str, str], str]:
    """(first id, second id) of two households → what they share, in words."""
    by_number: defaultdict[str, set[str]] = defaultdict(set)
    by_name: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    names: dict[tuple[str, str], str] = {}
    for household_id, name, birth, citizen_id in stored.people(connection, commune_code):
        if citizen_id:
            by_number[citizen_id].add(household_id)
        if len(birth) == len("1980-01-31"):
            key = (fold(name), birth)
            by_name[key].add(household_id)
            names.setdefault(key, name)
    found: dict[tuple[str, str], str] = {}
    for key, households in by_name.items():
        for pair in _pairs_of(households):
            found[pair] = _("{name} stands in both").format(name=names[key])
    for households in by_number.values():
        for pair in _pairs_of(households):
            found[pair] = _("the same citizen id stands in both")
    return found


def _pairs_of(households: Iterable[str]) -> list[tuple[str, str]]:
    some = sorted(households)[:10]
    return [(first, second) for first, second in combinations(some, 2)]


def keep_apart(workspace: Workspace, first: str, second: str) -> None:
    """They are two households: do not suggest the pair again on this machine."""
    with workspace.database.write() as connection:
        kept = json.loads(get_value(connection, APART) or "[]")
        pair = sorted((first, second))
        if pair not in kept:
            set_value(connection, APART, json.dumps([*kept, pair]))
