"""The records that the fifteen tables of a year are counted from, as narrow rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from sinhke_desktop.domain.hamlet import Hamlet, HamletYear
from sinhke_desktop.domain.life_act import LifeAct
from sinhke_desktop.domain.review import Review


class Results(StrEnum):
    """Which results of the year count: official ones and, where there is none, preliminary ones; or only one kind."""

    BEST = "best"
    OFFICIAL = "official"
    PRELIMINARY = "preliminary"


class Person(NamedTuple):
    """A member's row as far as tables need it; ``birth`` in ISO, choices as keys of :mod:`.household_lists`."""

    id: str
    household_id: str
    removed: bool
    position: int
    name: str
    relation: str
    sex: str
    birth: str
    ethnic_group: str
    insured: str
    schooling: str
    nutrition: str
    merit: str


class HouseholdLine(NamedTuple):
    """A household's row as far as tables need it; also of removed ones."""

    id: str
    removed: bool
    hamlet_id: str
    list_number: int | None
    no_labour: str
    local_minority: str
    causes: str
    needs: str
    arrived_on: str
    ended_on: str
    restricted: str


class Received(NamedTuple):
    """Support received in the year."""

    household_id: str
    member_id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Records:
    """What was read from the store for one year. ``reviews`` count (:func:`.review.effective`), oldest first, up to
    the year; ``removed_on`` says when a removed household went into the recycle bin (ISO)."""

    year: int
    hamlets: Sequence[Hamlet]
    totals: Sequence[HamletYear]
    households: Sequence[HouseholdLine]
    people: Mapping[str, Sequence[Person]]
    reviews: Sequence[Review]
    acts: Sequence[LifeAct] = ()
    received: Sequence[Received] = ()
    removed_on: Mapping[str, str] = field(default_factory=dict)
