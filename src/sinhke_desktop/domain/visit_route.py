"""The order in which an officer walks from house to house of a hamlet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.typed_values import derived_id


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
