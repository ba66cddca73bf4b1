"""What the fifteen tables count: each household's class, people and circumstances at the end of a year and before it.

Everything is taken from the records once; the tables are functions of the facts. A year's result of a household is its
last review in that year; the opening is the last one of the year before. People and hamlets are those of 31 December:
acts that happened later are taken back in thought.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.ethnic_groups import KINH, NO_MINORITIES
from sinhke_desktop.domain.hamlet import Hamlet, HamletYear
from sinhke_desktop.domain.household import HEAD
from sinhke_desktop.domain.household_lists import YES, split_keys
from sinhke_desktop.domain.household_stays import Life, lives, living_on
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.poverty_records import HouseholdLine, Person, Received, Records, Results
from sinhke_desktop.domain.review import INDICATORS, Movement, PovertyClass, ResultStatus, Review

COUNTED = (PovertyClass.POOR, PovertyClass.NEAR_POOR)


@dataclass(frozen=True, slots=True)
class Known:
    """The result of one year: class, and the review that it comes from."""

    poverty_class: PovertyClass
    review: Review


@dataclass(slots=True)
class Fact:
    """One household at the end of the year. ``before`` and ``now`` are None where it was not reviewed or not here.

    ``people`` are its members at the end, ``people_before`` how many there were a year earlier; ``born`` and ``lost``
    how many came and went between. ``poverty_class`` is UNKNOWN without a result. ``head`` is the first member where
    none is marked; ``minority`` tells of the head, ``kinh_people`` and ``minority_people`` count members by their own
    group, else by the head's. ``deprived`` holds what the year's standard counts. ``no_labour`` and ``local_minority``
    are marks of the record, ``merit`` says that a member has merits in the revolution, ``average_living`` that it is a
    farming household with an average living standard, neither poor nor near-poor.
    """

    household_id: str
    hamlet_id: str
    hamlet_before: str
    before: Known | None
    now: Known | None
    people: tuple[Person, ...]
    size_before: int
    born: int
    lost: int
    here_before: bool
    here_now: bool
    arrived: bool
    was_poor: bool
    was_near_poor: bool
    line: HouseholdLine
    received: tuple[Received, ...] = ()

    head: Person | None = None
    ethnic_group: str = ""
    poverty_class: PovertyClass = PovertyClass.UNKNOWN
    minority: bool = False
    kinh_people: int = 0
    minority_people: int = 0
    local_minority: bool = False
    no_labour: bool = False
    merit: bool = False
    female_head: bool = False
    average_living: bool = False
    deprived: frozenset[str] = frozenset()
    causes: tuple[str, ...] = ()

    def settle(self, indicators: frozenset[str], groups: Mapping[str, str]) -> None:
        """Work out the fields below ``received`` from the others; *groups* holds the name of every group's text."""
        people = self.people
        self.head = head = next((one for one in people if one.relation == HEAD), people[0] if people else None)
        if self.now is not None:
            self.poverty_class, self.deprived = self.now.poverty_class, self.now.review.deprived & indicators
            self.average_living = self.now.review.average_living and self.poverty_class not in COUNTED
        self.ethnic_group = groups[head.ethnic_group] if head is not None else ""
        self.minority = self.ethnic_group not in NO_MINORITIES
        for one in people:
            group = groups[one.ethnic_group] or self.ethnic_group
            self.kinh_people += group == KINH
            self.minority_people += group not in NO_MINORITIES
        self.female_head = head is not None and head.sex == "female"
        self.local_minority = self.line.local_minority == YES
        self.no_labour = self.line.no_labour == YES
        self.merit = any(one.merit == YES for one in people)
        self.causes = split_keys(self.line.causes)

    @property
    def size(self) -> int:
        """Members at the end of the year."""
        return len(self.people)


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one year; ``opening_known`` is False where nobody was reviewed the year before.

    ``indicators`` are those of the year's standard, in its order.
    ``official`` and ``preliminary`` count the results of the year by their status, ``unknown`` those without a class.
    """

    year: int
    hamlets: tuple[Hamlet, ...]
    totals: Mapping[str, HamletYear]
    households: tuple[Fact, ...]
    opening_known: bool
    official: int
    preliminary: int
    unknown: tuple[str, ...]
    results: Results = Results.BEST
    indicators: tuple[str, ...] = tuple(INDICATORS)

    @property
    def status_words(self) -> str:
        """``Kết quả chính thức``, ``Kết quả sơ bộ`` or how many of each, as papers say it."""
        if self.official and self.preliminary:
            return f"Kết quả chính thức {format_number(self.official)} hộ, sơ bộ {format_number(self.preliminary)} hộ"
        return "Kết quả sơ bộ" if self.preliminary else "Kết quả chính thức"


def facts(
    records: Records,
    class_of: Callable[[Review], PovertyClass],
    ethnic_group: Callable[[str], str],
    results: Results = Results.BEST,
    indicators: Sequence[str] = tuple(INDICATORS),
) -> Facts:
    """The facts of ``records.year``; *class_of* decides classes, *ethnic_group* gives a group's canonical name (empty
    for one that is not known), *indicators* are those of the year's standard."""
    year = records.year
    now, before, poor, near = _results(records, class_of)
    known_lives = lives(records.acts)
    received: dict[str, list[Received]] = {}
    for one in records.received:
        received.setdefault(one.household_id, []).append(one)
    groups = {text: ethnic_group(text) if text else "" for text in _groups(records)}
    asked = frozenset(indicators)
    found = []
    for line in records.households:
        known, opening = now.get(line.id), before.get(line.id)
        if known is None and opening is None:
            continue
        fact = _fact(line, opening, known, known_lives.get(line.id) or Life(), records)
        if fact.here_now or fact.here_before:
            fact.settle(asked, groups)
            fact.was_poor, fact.was_near_poor = line.id in poor, line.id in near
            fact.received = tuple(received.get(line.id, ()))
            found.append(fact)
    place = {hamlet.id: number for number, hamlet in enumerate(records.hamlets)}
    found.sort(key=lambda fact: (place.get(fact.hamlet_id, len(place)), fact.line.list_number or 0, fact.household_id))
    counted = [fact.now.review.status for fact in found if fact.now]
    return Facts(
        year=year,
        hamlets=tuple(records.hamlets),
        totals={one.hamlet_id: one for one in records.totals if one.year == year},
        households=tuple(found),
        opening_known=bool(before),
        official=sum(status is ResultStatus.OFFICIAL for status in counted),
        preliminary=sum(status is ResultStatus.PRELIMINARY for status in counted),
        unknown=tuple(
            fact.household_id for fact in found if fact.now and fact.now.poverty_class is PovertyClass.UNKNOWN
        ),
        results=results,
        indicators=tuple(indicators),
    )


def _groups(records: Records) -> set[str]:
    """Every text that stands for an ethnic group."""
    return {one.ethnic_group for some in records.people.values() for one in some}


def _results(
    records: Records, class_of: Callable[[Review], PovertyClass]
) -> tuple[dict[str, Known], dict[str, Known], set[str], set[str]]:
    """By household the result of the year and of the one before; who was poor or near-poor in any earlier year."""
    now: dict[str, Known] = {}
    before: dict[str, Known] = {}
    poor: set[str] = set()
    near: set[str] = set()
    for review in records.reviews:
        known = Known(class_of(review), review)
        if review.year == records.year:
            now[review.household_id] = known
            continue
        if review.year == records.year - 1:
            before[review.household_id] = known
        if known.poverty_class is PovertyClass.POOR:
            poor.add(review.household_id)
        elif known.poverty_class is PovertyClass.NEAR_POOR:
            near.add(review.household_id)
    return now, before, poor, near


def _day(text: str) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _fact(line: HouseholdLine, before: Known | None, now: Known | None, life: Life, records: Records) -> Fact:
    start, end = date(records.year - 1, 12, 31), date(records.year, 12, 31)
    if line.arrived_on:
        life.stays.append((date.fromisoformat(line.arrived_on), True))
    if line.ended_on:
        life.stays.append((date.fromisoformat(line.ended_on), False))
    elif line.removed and not any(not here for _when, here in life.stays):
        life.stays.append((_day(records.removed_on.get(line.id, "")) or date.min, False))
    here_before, here_now = life.here_on(start), life.here_on(end)
    rows = records.people.get(line.id, ())
    living = {one.id for one in rows if not one.removed}
    if life.came or life.went:
        everybody = {one.id for one in rows}
        at_end = living_on(end, living, life) & everybody
        at_start = living_on(start, living, life) & everybody
        people = tuple(one for one in rows if one.id in at_end)
    else:
        at_end = at_start = living
        people = tuple(one for one in rows if not one.removed) if len(living) < len(rows) else tuple(rows)
    return Fact(
        household_id=line.id,
        hamlet_id=life.hamlet_on(end, line.hamlet_id),
        hamlet_before=life.hamlet_on(start, line.hamlet_id),
        before=before if here_before else None,
        now=now if here_now else None,
        people=people,
        size_before=len(at_start),
        born=len(at_end - at_start),
        lost=len(at_start - at_end),
        here_before=here_before,
        here_now=here_now,
        arrived=here_now and not here_before,
        was_poor=False,
        was_near_poor=False,
        line=line,
    )


def declared(fact: Fact) -> Movement | None:
    """What the paper of the year says: old, new or relapsed."""
    return fact.now.review.movement if fact.now else None
