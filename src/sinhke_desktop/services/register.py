"""The register as a list in memory: searched, filtered and sorted within a keystroke at 20,000 households."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from sinhke_desktop.domain.ethnic_groups import NO_MINORITIES
from sinhke_desktop.domain.household import HEAD, Sex
from sinhke_desktop.domain.household_lists import YES, split_keys
from sinhke_desktop.domain.poverty import current_class
from sinhke_desktop.domain.review import PovertyClass, Review
from sinhke_desktop.domain.searching import Index, Search
from sinhke_desktop.domain.vietnamese import name_sort_key
from sinhke_desktop.services import lists
from sinhke_desktop.services.reviews import Classes
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import places
from sinhke_desktop.storage import register as stored
from sinhke_desktop.storage import reviews as stored_reviews
from sinhke_desktop.storage import visits as stored_visits

Kind = TypeVar("Kind")


class Mark(StrEnum):
    """What a household can be filtered by besides its hamlet, class, lacks, causes and needs."""

    ESCAPED = "escaped"
    """Rose out of poverty, fewer than 36 months ago."""
    MINORITY = "minority"
    """The head belongs to an ethnic minority."""
    FEMALE_HEAD = "female-head"
    NO_LABOUR = "no-labour"
    CANNOT_ESCAPE = "cannot-escape"
    PARTICIPANT = "participant"
    """Takes part in a livelihood model now."""
    NOT_REVIEWED = "not-reviewed"
    """Has no review of this year."""
    NO_CITIZEN_ID = "no-citizen-id"
    """A member has no citizen id."""
    RESTRICTED = "restricted"


@dataclass(slots=True)
class RegisterRow:
    """What the register shows of a household.

    ``search_text`` is what is searched, as it is written: hamlet, address, every member's name and numbers.
    """

    household_id: str
    head_name: str
    hamlet_id: str
    hamlet_name: str
    ethnic_group: str
    members: int
    citizen_id: str
    phone: str
    search_text: str
    sort_key: str
    poverty_class: PovertyClass = PovertyClass.UNKNOWN
    deprived: int | None = None
    income_points: int | None = None
    last_visit: str = ""
    lacking: frozenset[str] = frozenset()
    causes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    marks: frozenset[Mark] = frozenset()


@dataclass(frozen=True, slots=True)
class Sought:
    """What rows must be like; empty means all. A row has one of each kind named and all of ``marks``."""

    hamlet_id: str = ""
    poverty_class: str = ""
    indicator: str = ""
    cause: str = ""
    need: str = ""
    marks: frozenset[Mark] = frozenset()
    ids: frozenset[str] | None = None

    def narrow(self, rows: Sequence[RegisterRow]) -> Sequence[RegisterRow]:
        """Those of *rows* that are like this."""
        if self.ids is not None:
            rows = [row for row in rows if row.household_id in self.ids]
        if self.hamlet_id:
            rows = [row for row in rows if row.hamlet_id == self.hamlet_id]
        if self.poverty_class:
            rows = [row for row in rows if row.poverty_class == self.poverty_class]
        if self.indicator:
            rows = [row for row in rows if self.indicator in row.lacking]
        if self.cause:
            rows = [row for row in rows if self.cause in row.causes]
        if self.need:
            rows = [row for row in rows if self.need in row.needs]
        if self.marks:
            rows = [row for row in rows if self.marks <= row.marks]
        return rows


EVERYTHING = Sought()


@dataclass(frozen=True)
class Register:
    """The commune's live households by the head's given name; ``year`` None means each one's newest review."""

    rows: Sequence[RegisterRow]
    year: int | None = None

    @cached_property
    def index(self) -> Index:
        """What the rows are searched by; made once, which takes a moment."""
        return Index([row.search_text for row in self.rows])

    @cached_property
    def members(self) -> Sequence[int]:
        """How many people each row stands for."""
        return [row.members for row in self.rows]

    def ready(self) -> Register:
        """The same, after one search for nothing: all is made that the first key would wait for."""
        self.index.chosen(self.members, self.fitting(EVERYTHING))
        assert self.index.size == len(self.members)
        return self

    def fitting(self, sought: Sought) -> int:
        """The rows that are like *sought*, as bits of the index."""
        if sought == EVERYTHING:
            return self.index.everything
        fit = {row.household_id for row in sought.narrow(self.rows)}
        return self.index.bits([place for place, row in enumerate(self.rows) if row.household_id in fit])

    def find(
        self,
        text: str = "",
        hamlet_id: str = "",
        poverty_class: PovertyClass | None = None,
        sought: Sought = EVERYTHING,
    ) -> list[RegisterRow]:
        """The rows that have every word of *text*, of a hamlet, of a class, and like *sought*; in their order.

        A word without accents matches any, one with accents only its own (:mod:`sinhke_desktop.domain.searching`).
        """
        fitting = self.fitting(sought) & self.fitting(Sought(hamlet_id, poverty_class or ""))
        return self.index.chosen(self.rows, self.index.find(Search(text), fitting))


def load(workspace: Workspace, year: int | None = None) -> Register:
    """Read the register; with *year*, classes and points of that year's reviews, else of each household's newest."""
    code = workspace.commune_code
    with workspace.database.read() as connection:
        households = stored.household_lines(connection, code)
        members = stored.member_lines(connection, code)
        participating = stored.participating(connection, code)
        hamlets = {one.id: one.name for one in places.all_hamlets(connection, code)}
        reviews = stored_reviews.all_reviews(connection, code)
        visited = stored_visits.last_visits(connection, code)
    reading = _Reading(hamlets)
    reading.add_households(households, participating)
    reading.add_members(members)
    rows = reading.finished()
    _add_reviews(workspace, reading, rows, reviews, year)
    for household_id, day in visited.items():
        if household_id in rows:
            rows[household_id].last_visit = day
    return Register(sorted(rows.values(), key=lambda row: row.sort_key), year)


class _Reading:
    """Puts the lines of the store together into rows."""

    def __init__(self, hamlets: dict[str, str]) -> None:
        self._hamlets = hamlets
        self._rows: dict[str, RegisterRow] = {}
        self._heads: set[str] = set()
        self._sets: dict[frozenset[Any], frozenset[Any]] = {}

    def add_households(self, lines: Iterable[Sequence[str]], participating: set[str]) -> None:
        for household_id, hamlet_id, phone, address, causes, needs, no_labour, restricted, cannot_escape in lines:
            hamlet = self._hamlets.get(hamlet_id, "")
            marks = {
                mark
                for mark, holds in (
                    (Mark.NO_LABOUR, no_labour == YES),
                    (Mark.CANNOT_ESCAPE, cannot_escape == YES),
                    (Mark.RESTRICTED, restricted == YES),
                    (Mark.PARTICIPANT, household_id in participating),
                )
                if holds
            }
            self._rows[household_id] = RegisterRow(
                household_id, "", hamlet_id, hamlet, "", 0, "", phone, f"{hamlet} {address} {phone}", "",
                causes=split_keys(causes), needs=split_keys(needs), marks=self.shared(frozenset(marks)),
            )  # fmt: skip

    def add_members(self, lines: Iterable[Sequence[str]]) -> None:
        for household_id, name, relation, sex, ethnic_group, citizen_id, phone, insurance, old_id in lines:
            row = self._rows.get(household_id)
            if row is None:
                continue
            is_head = relation == HEAD and household_id not in self._heads
            if is_head or row.members == 0:
                self._take_head(row, name, sex, ethnic_group, citizen_id, phone)
            if is_head:
                self._heads.add(household_id)
            if not citizen_id and Mark.NO_CITIZEN_ID not in row.marks:
                row.marks = self.shared(row.marks | {Mark.NO_CITIZEN_ID})
            row.members += 1
            row.search_text += f" {name} {citizen_id} {phone} {insurance} {old_id}"

    def _take_head(self, row: RegisterRow, name: str, sex: str, ethnic_group: str, citizen_id: str, phone: str) -> None:
        row.head_name, row.ethnic_group, row.citizen_id = name, ethnic_group, citizen_id
        row.phone = row.phone or phone
        found = row.marks - {Mark.FEMALE_HEAD, Mark.MINORITY}
        if sex == Sex.FEMALE:
            found |= {Mark.FEMALE_HEAD}
        if lists.group_meant(ethnic_group) not in NO_MINORITIES:
            found |= {Mark.MINORITY}
        row.marks = self.shared(found)

    def shared(self, values: frozenset[Kind]) -> frozenset[Kind]:
        """The one set that stands for all equal ones: 20,000 rows need a few hundred."""
        return self._sets.setdefault(values, values)

    def finished(self) -> dict[str, RegisterRow]:
        """The rows by household, with the keys that they are sorted by."""
        rows = {household_id: row for household_id, row in self._rows.items() if row.members}
        for row in rows.values():
            row.sort_key = name_sort_key(row.head_name)
        return rows


def _add_reviews(
    workspace: Workspace, reading: _Reading, rows: dict[str, RegisterRow], reviews: Sequence[Review], year: int | None
) -> None:
    classes = Classes(workspace)
    day = today(workspace)
    known: dict[str, list[tuple[Review, PovertyClass]]] = {}
    for review in reviews:
        if review.household_id in rows:
            known.setdefault(review.household_id, []).append((review, classes.of(review)))
    for household_id, row in rows.items():
        marks = _judge(row, known.get(household_id, []), year, day)
        row.marks, row.lacking = reading.shared(row.marks | marks), reading.shared(row.lacking)


def _judge(row: RegisterRow, known: Sequence[tuple[Review, PovertyClass]], year: int | None, day: date) -> set[Mark]:
    """Note what the reviews say in *row*; returns the marks that follow from them."""
    marks = set()
    now = current_class(known, day) if known else PovertyClass.UNKNOWN
    if now is PovertyClass.NEWLY_ESCAPED:
        marks.add(Mark.ESCAPED)
    if all(review.year != day.year for review, _class in known):
        marks.add(Mark.NOT_REVIEWED)
    shown = known if year is None else [one for one in known if one[0].year == year]
    if shown:
        newest, poverty_class = shown[-1]
        row.poverty_class = now if year is None else poverty_class
        row.deprived, row.income_points = len(newest.deprived), newest.income_points
        row.lacking = newest.deprived
    return marks
