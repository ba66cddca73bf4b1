"""A review list as a workbook holds it: raw rows turned into households and members, with every problem by its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain.household import HEAD, Birth, Sex
from sinhke_desktop.domain.review import Movement, PovertyClass

Cell = str | int | float | bool | date | None
"""One worksheet cell's value; ``date`` also for cells with a time of day."""


class Severity(StrEnum):
    """ERROR keeps a household out of the import, WARNING is for a person to look at, INFO was repaired safely."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class ListProblem:
    """One thing wrong at worksheet *row* and *column* (letter, empty for the whole row)."""

    row: int
    column: str
    code: str
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class ListedMember:
    """One row of the list. ``raw_*`` is the cell's text as written (decoded from a legacy encoding).

    ``member_id`` stands only in lists that the program wrote itself; ``record`` holds further fields of a
    :class:`Member` by name, as keys of their lists, where the list has them.
    """

    row: int
    number: int | None
    full_name: str
    relation: str
    sex: Sex | None = None
    birth: Birth | None = None
    ethnic_group: str = ""
    citizen_id: str = ""
    phone: str = ""
    raw_name: str = ""
    raw_birth: str = ""
    raw_citizen_id: str = ""
    raw_ethnic_group: str = ""
    raw_phone: str = ""
    member_id: str = ""
    record: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_head(self) -> bool:
        """True for the head of the household (chủ hộ)."""
        return self.relation == HEAD


@dataclass(frozen=True, slots=True)
class ListedHousehold:
    """One household of the list, ``row`` being its first; ``wrong`` if any of its cells has an error.

    ``hamlet`` is the name as it will be kept (the known or new hamlet's), ``raw_hamlet`` as written.
    ``deprived`` is None where the list has no indicator columns. ``household_id`` stands only in lists that the program
    wrote itself; ``record`` holds further fields of a :class:`Household` by name, as text.
    """

    row: int
    number: int | None
    members: tuple[ListedMember, ...]
    hamlet: str = ""
    hamlet_kind: str = ""
    raw_hamlet: str = ""
    poverty_class: PovertyClass | None = None
    movement: Movement | None = None
    income_points: int | None = None
    deprivation_points: int | None = None
    deprived: frozenset[str] | None = None
    note: str = ""
    household_id: str = ""
    record: Mapping[str, str] = field(default_factory=dict)
    wrong: bool = False

    @property
    def head(self) -> ListedMember:
        """The head; the first member where none is marked."""
        return next((member for member in self.members if member.is_head), self.members[0])

    @property
    def last_row(self) -> int:
        """The worksheet row of the last member."""
        return self.members[-1].row


@dataclass(frozen=True, slots=True)
class ReviewList:
    """A whole list. ``columns`` maps a field (``full_name``, an indicator's key) to its column letter.

    ``new_hamlets`` are names unknown to the store that at least three households give. ``encoding`` names the old
    encodings that text had to be decoded from (``TCVN3``, ``VNI``, ``TCVN3, VNI``), else it is empty. ``header_rows``
    are the first and last worksheet row of the header.
    """

    title: str
    commune_title: str
    year: int | None
    sheet: str
    columns: Mapping[str, str]
    households: tuple[ListedHousehold, ...]
    problems: tuple[ListProblem, ...]
    new_hamlets: tuple[str, ...] = ()
    encoding: str = ""
    header_rows: tuple[int, int] = (0, 0)

    @property
    def member_count(self) -> int:
        """Members of all households, wrong ones included."""
        return sum(len(household.members) for household in self.households)

    def problems_of(self, household: ListedHousehold) -> tuple[ListProblem, ...]:
        """The problems of the household's rows."""
        return tuple(one for one in self.problems if household.row <= one.row <= household.last_row)


def column_letter(index: int) -> str:
    """``A`` for 0, ``Z`` for 25, ``AA`` for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letter: str) -> int:
    """0 for ``A``, 25 for ``Z``, 26 for ``AA``; ValueError for what is no column's letter."""
    if not (letter.isascii() and letter.isalpha() and len(letter) <= 3):
        raise ValueError(letter)
    index = 0
    for char in letter.upper():
        index = index * 26 + ord(char) - 64
    return index - 1
