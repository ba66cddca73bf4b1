"""What each of the fifteen tables is: two-level columns, rows of hamlets or people, cells that know their households.

Cells do not hold the ids of their households, they find them when somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sinhke_desktop.domain.money import NO_SHARE, format_number
from sinhke_desktop.domain.movement import Break
from sinhke_desktop.domain.rates import rate, rate_text


class Kind(StrEnum):
    """What a column holds: whole numbers, rates in %, words, short marks in the middle."""

    NUMBER = "number"
    RATE = "rate"
    TEXT = "text"
    MARK = "mark"


class Unit(StrEnum):
    """What rows of some tables count."""

    HOUSEHOLDS = "households"
    PERSONS = "persons"


MOST_NUMBERED = 15
UNIT_NAMES = {Unit.HOUSEHOLDS: "Hộ", Unit.PERSONS: "Nhân khẩu"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column; neighbours of the same ``group`` share a heading. ``width`` weighs it against a number (1).

    ``field`` names the field of the member or household that a list shows, so that shared screens can cover it.
    """

    title: str
    group: str = ""
    kind: Kind = Kind.NUMBER
    width: float = 1.0
    field: str = ""

    @property
    def numeric(self) -> bool:
        """Stands at the right."""
        return self.kind in (Kind.NUMBER, Kind.RATE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A number: *value* of it, and for a rate the *whole*; ``items`` and ``count`` say whose number it is."""

    value: int | None
    whole: int | None = None
    is_rate: bool = False
    items: Sequence[Any] = ()
    count: Callable[[Any], int] | None = None

    @property
    def household_ids(self) -> tuple[str, ...]:
        """The households behind the number, each once."""
        count = self.count
        if count is None or not self.value:
            return ()
        return tuple(dict.fromkeys(item.household_id for item in self.items if count(item)))

    @property
    def number(self) -> int | Decimal | None:
        """The number itself, a rate with two decimals; None where it is not known."""
        if not self.is_rate or self.value is None:
            return self.value
        return rate(self.value, self.whole)

    @property
    def text(self) -> str:
        """As papers write it: ``1.234``, ``12,34``, ``–`` where it is not known."""
        if self.value is None:
            return NO_SHARE
        return rate_text(self.value, self.whole) if self.is_rate else format_number(self.value)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number, the hamlet, what it counts, the cells; of a list, whose line it is."""

    number: str
    label: str
    cells: tuple[Cell | str, ...]
    unit: Unit | None = None
    hamlet_id: str = ""
    household_id: str = ""
    total: bool = False
    broken: bool = False

    def text(self, column: int) -> str:
        """What a cell says."""
        cell = self.cells[column]
        return cell if isinstance(cell, str) else cell.text

    def household_ids(self, column: int) -> tuple[str, ...]:
        """The households behind a cell."""
        cell = self.cells[column]
        if isinstance(cell, str):
            return (self.household_id,) if self.household_id else ()
        return cell.household_ids


@dataclass(frozen=True, slots=True)
class Table:
    """One of the fifteen: ``notes`` tell what counts and what is missing, ``marks`` what could not be verified.

    ``by_unit`` rows count households and people in turn. ``breaks`` are the households that break the movement's sum.
    ``label`` heads the column of hamlets. ``listing`` has a line for every member.
    """

    number: int
    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    breaks: tuple[Break, ...] = ()
    by_unit: bool = False
    listing: bool = False
    label: str = "Thôn, khu phố"

    @property
    def name(self) -> str:
        """``Biểu 4``; a table of no number of its own is a summary."""
        return f"Biểu {self.number}" if self.number <= MOST_NUMBERED else "Biểu tổng hợp"

    @property
    def two_levels(self) -> bool:
        """True where some columns share a heading."""
        return any(column.group for column in self.columns)

    def spans(self) -> list[tuple[int, int, str]]:
        """First and last column of each heading of the upper level; a column without a group stands alone."""
        found: list[tuple[int, int, str]] = []
        for index, column in enumerate(self.columns):
            if found and column.group and found[-1][2] == column.group:
                found[-1] = (found[-1][0], index, column.group)
            else:
                found.append((index, index, column.group))
        return found


@dataclass(slots=True)
class Scope:
    """One row's worth of what is counted: a hamlet or the commune, its items and its totals (None = not known).

    The commune's scope has the hamlets' as ``parts`` and adds up what they counted.
    """

    hamlet_id: str
    number: str
    label: str
    items: Sequence[Any]
    totals: Totals
    total: bool = False
    parts: Sequence[Scope] = ()
    _counted: dict[Callable[[Any], int], int] = field(default_factory=dict)

    def sum(self, count: Callable[[Any], int]) -> int:
        """The sum of *count* over the items, worked out once for each function."""
        if count not in self._counted:
            parts = self.parts
            self._counted[count] = sum(part.sum(count) for part in parts) if parts else sum(map(count, self.items))
        return self._counted[count]


@dataclass(frozen=True, slots=True)
class Totals:
    """Everybody who lives there, poor or not; None where it is not known."""

    households: int | None = None
    persons: int | None = None
    minority_households: int | None = None
    minority_persons: int | None = None
    local_minority_households: int | None = None
    local_minority_persons: int | None = None

    def of(self, unit: Unit) -> int | None:
        """All households or all people."""
        return self.households if unit is Unit.HOUSEHOLDS else self.persons

    def minority(self, unit: Unit) -> int | None:
        """Those of ethnic minorities."""
        return self.minority_households if unit is Unit.HOUSEHOLDS else self.minority_persons

    def local(self, unit: Unit) -> int | None:
        """Those of the local minorities."""
        return self.local_minority_households if unit is Unit.HOUSEHOLDS else self.local_minority_persons

    def majority(self, unit: Unit) -> int | None:
        """Those who are Kinh."""
        whole, part = self.of(unit), self.minority(unit)
        return None if whole is None or part is None or part > whole else whole - part


Whole = Callable[[Scope, Unit], int | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """How one column is counted: *households* and *persons* of an item, *whole* for a rate, *stated* for a total."""

    column: Column
    households: Callable[[Any], int] | None = None
    persons: Callable[[Any], int] | None = None
    whole: Whole | None = None
    stated: Whole | None = None

    def counting(self, unit: Unit) -> Callable[[Any], int] | None:
        """The function for *unit*."""
        return self.households if unit is Unit.HOUSEHOLDS else self.persons or self.households

    def cell(self, scope: Scope, unit: Unit) -> Cell:
        """The cell of this column in *scope*."""
        if self.stated is not None:
            return Cell(self.stated(scope, unit))
        count = self.counting(unit)
        if count is None:
            return Cell(None)
        value = scope.sum(count)
        if self.whole is None:
            return Cell(value, None, False, scope.items, count)
        return Cell(value, self.whole(scope, unit), True, scope.items, count)


def tabulate(
    scopes: Sequence[Scope], measures: Sequence[Measure], units: Sequence[Unit | None] = (None,)
) -> tuple[Row, ...]:
    """A row of every scope for each unit; the last scope is the commune's."""
    return tuple(
        Row(
            number=scope.number if place == 0 else "",
            label=scope.label,
            cells=tuple(measure.cell(scope, unit or Unit.HOUSEHOLDS) for measure in measures),
            unit=unit,
            hamlet_id=scope.hamlet_id,
            total=scope.total,
        )
        for scope in scopes
        for place, unit in enumerate(units)
    )
