"""How poor and near-poor households came and went in a year, and the households that break the sum (domain.md 1.6).

For each class: end = start − became the other class − above the near-poor line − other losses + from the other class +
relapsed + newly arisen + other gains. Every household of the start or the end has exactly one way, or breaks the sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sinhke_desktop.domain.poverty_facts import COUNTED, Fact, Facts, declared
from sinhke_desktop.domain.review import Movement, PovertyClass


class Way(StrEnum):
    """The columns of the movement tables, in their order."""

    OPENING = "opening"
    TO_OTHER = "to-other"
    ABOVE = "above"
    OTHER_LOSS = "other-loss"
    FROM_OTHER = "from-other"
    RELAPSED = "relapsed"
    NEW = "new"
    OTHER_GAIN = "other-gain"
    CLOSING = "closing"


LOSSES = (Way.TO_OTHER, Way.ABOVE, Way.OTHER_LOSS)
GAINS = (Way.FROM_OTHER, Way.RELAPSED, Way.NEW, Way.OTHER_GAIN)


class BreakKind(StrEnum):
    """Why a household breaks the sum."""

    NOT_REVIEWED = "not-reviewed"
    NO_CLASS = "no-class"
    NO_ORIGIN = "no-origin"


BREAK_WORDS = {
    BreakKind.NOT_REVIEWED: "năm trước trong danh sách, năm nay chưa rà soát và chưa ghi chuyển đi, nhập hộ hay xóa",
    BreakKind.NO_CLASS: "năm nay có phiếu rà soát nhưng chưa đủ dữ liệu để xếp loại",
    BreakKind.NO_ORIGIN: "phiếu ghi là hộ cũ nhưng năm trước không có kết quả rà soát",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One household in one column of one class: how many households (0 or 1) and how many people it counts there."""

    household_id: str
    hamlet_id: str
    poverty_class: PovertyClass
    way: Way
    households: int
    size: int


@dataclass(frozen=True, slots=True)
class Break:
    """A household for which the sum does not hold."""

    household_id: str
    hamlet_id: str
    poverty_class: PovertyClass
    kind: BreakKind


def movements(found: Facts) -> tuple[list[Entry], list[Break]]:
    """All entries and all breaks of the year. Where nobody was reviewed the year before, there is no start."""
    entries: list[Entry] = []
    breaks: list[Break] = []
    for fact in found.households:
        for poverty_class in COUNTED:
            for one in _of_class(fact, poverty_class, opening_known=found.opening_known):
                if isinstance(one, Break):
                    breaks.append(one)
                else:
                    entries.append(one)
    return entries, breaks


def origin(fact: Fact, poverty_class: PovertyClass, *, opening_known: bool) -> Way | None:
    """How a household that was not in *poverty_class* at the start came into it; None where it cannot be said."""
    said = declared(fact)
    if fact.before is not None and fact.before.poverty_class in COUNTED:
        return Way.FROM_OTHER
    if fact.arrived:
        return Way.OTHER_GAIN
    earlier = fact.was_poor or (poverty_class is PovertyClass.NEAR_POOR and fact.was_near_poor)
    if said is Movement.RELAPSED or earlier:
        return Way.RELAPSED
    if said is Movement.NEW or fact.before is not None:
        return Way.NEW
    if said is Movement.OLD or not opening_known:
        return None
    return Way.NEW


def _of_class(fact: Fact, cls: PovertyClass, *, opening_known: bool) -> Iterator[Entry | Break]:
    was = fact.before is not None and fact.before.poverty_class is cls
    now = fact.now is not None and fact.now.poverty_class is cls
    if was:
        yield _entry(fact, cls, Way.OPENING)
    if now:
        yield Entry(fact.household_id, fact.hamlet_id, cls, Way.CLOSING, 1, fact.size)
    if was and now:
        yield from _stayed(fact, cls)
    elif was:
        yield from _went(fact, cls)
    elif now:
        way = origin(fact, cls, opening_known=opening_known)
        if way is not None:
            yield Entry(fact.household_id, fact.hamlet_id, cls, way, 1, fact.size)
        elif opening_known:
            yield Break(fact.household_id, fact.hamlet_id, cls, BreakKind.NO_ORIGIN)


def _entry(fact: Fact, cls: PovertyClass, way: Way) -> Entry:
    """The whole household in a column of the hamlet where it was at the start."""
    return Entry(fact.household_id, fact.hamlet_before, cls, way, 1, fact.size_before)


def _stayed(fact: Fact, cls: PovertyClass) -> Iterator[Entry]:
    """What happened to a household that is still in the commune, its class apart: it moved, people came and went."""
    if fact.hamlet_before != fact.hamlet_id:
        yield _entry(fact, cls, Way.OTHER_LOSS)
        yield Entry(fact.household_id, fact.hamlet_id, cls, Way.OTHER_GAIN, 1, fact.size)
    else:
        yield from _people(fact, cls)


def _people(fact: Fact, cls: PovertyClass) -> Iterator[Entry]:
    """People who were born, joined, died or parted while the household stayed in the class."""
    if fact.lost:
        yield Entry(fact.household_id, fact.hamlet_before, cls, Way.OTHER_LOSS, 0, fact.lost)
    if fact.born:
        yield Entry(fact.household_id, fact.hamlet_before, cls, Way.OTHER_GAIN, 0, fact.born)


def _went(fact: Fact, cls: PovertyClass) -> Iterator[Entry | Break]:
    if not fact.here_now:
        yield _entry(fact, cls, Way.OTHER_LOSS)
        return
    if fact.now is None or fact.now.poverty_class is PovertyClass.UNKNOWN:
        kind = BreakKind.NOT_REVIEWED if fact.now is None else BreakKind.NO_CLASS
        yield Break(fact.household_id, fact.hamlet_before, cls, kind)
        return
    yield from _stayed(fact, cls)
    way = Way.TO_OTHER if fact.now.poverty_class in COUNTED else Way.ABOVE
    yield Entry(fact.household_id, fact.hamlet_id, cls, way, 1, fact.size)


def balanced(entries: Sequence[Entry], *, people: bool = False) -> bool:
    """True where start − losses + gains gives the end, by households or by people."""
    total = 0
    for one in entries:
        sign = 1 if one.way is Way.OPENING or one.way in GAINS else -1
        total += sign * (one.size if people else one.households)
    return total == 0
