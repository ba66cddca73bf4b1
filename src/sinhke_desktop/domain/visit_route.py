"""The order in which an officer walks from house to house of a hamlet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain.typed_values import derived_id
from sinhke_desktop.domain.vietnamese import name_sort_key, sort_key


@dataclass(frozen=True, slots=True)
class VisitRoute:
    """The households of one hamlet in walking order; ``household_ids`` are joined by commas."""

    id: str
    commune_code: str
    hamlet_id: str
    household_ids: str = ""
    removed: bool = False

    @property
    def order(self) -> tuple[str, ...]:
        """The ids in order."""
        return tuple(filter(None, self.household_ids.split(",")))


def visit_route_id(commune_code: str, hamlet_id: str) -> str:
    """The one id of this hamlet's route on every machine."""
    return derived_id("visit_route", commune_code, hamlet_id)


def in_walking_order(household_ids: Iterable[str], route: Sequence[str]) -> list[str]:
    """*household_ids* as they stand on *route*, those that it does not name after them in the given order."""
    places = {one: place for place, one in enumerate(route)}
    return sorted(household_ids, key=lambda one: places.get(one, len(places)))


class WalkingOrder(StrEnum):
    """In which order the households of a hamlet are taken; the hamlets themselves keep the commune's order."""

    KEPT = "kept"
    """As it was put in order; households not named come last, by name."""
    ADDRESS = "address"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class RouteStop:
    """A household on the way."""

    household_id: str
    head_name: str
    address: str = ""


def by_name(stops: Iterable[RouteStop]) -> list[RouteStop]:
    """*stops* by the head's given name."""
    return sorted(stops, key=lambda stop: (name_sort_key(stop.head_name), stop.household_id))


def by_address(stops: Iterable[RouteStop]) -> list[RouteStop]:
    """*stops* by address, numbers by their value (``Tổ 3, số 12`` before ``Tổ 10, số 2``), those without one last."""

    def key(stop: RouteStop) -> tuple[bool, str]:
        apart = re.sub(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)", " ", stop.address)
        return not stop.address, sort_key(apart)

    return sorted(by_name(stops), key=key)


def put_in_order(stops: Iterable[RouteStop], order: WalkingOrder, route: Sequence[str] = ()) -> list[RouteStop]:
    """*stops* of one hamlet in *order*; *route* is the one that was kept."""
    if order is WalkingOrder.ADDRESS:
        return by_address(stops)
    named = {stop.household_id: stop for stop in by_name(stops)}
    return [named[one] for one in in_walking_order(named, route if order is WalkingOrder.KEPT else ())]


@dataclass(frozen=True, slots=True)
class RouteLine:
    """A household on the list to walk along; ``reason`` says in Vietnamese why it is visited, ``number`` is its form's.

    A spare form has neither household nor place on the way.
    """

    head_name: str
    address: str = ""
    phone: str = ""
    class_name: str = ""
    reason: str = ""
    planned_on: date | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class RouteOfHamlet:
    """The households of one hamlet in walking order; ``hamlet_name`` comes with its kind."""

    hamlet_name: str
    lines: tuple[RouteLine, ...]


@dataclass(frozen=True, slots=True)
class RouteList:
    """What lies on top of a stack of forms; ``spare`` are the numbers of the spare forms below it.

    ``cut`` says that the stack is of A5 forms, two on a sheet that is to be cut.
    """

    commune_name: str
    officer: str
    printed_on: date
    hamlets: tuple[RouteOfHamlet, ...]
    spare: tuple[str, ...] = ()
    cut: bool = False
