"""What a receiving does to records, told by what was there before and after: new, changed, removed, restored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """What becomes of a record; in the order in which people want to read of it."""

    REMOVED = "removed"
    RESTORED = "restored"
    CHANGED = "changed"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many records of one kind are new, changed (restored ones too), removed, and in conflict."""

    new: int = 0
    changed: int = 0
    removed: int = 0
    conflicts: int = 0

    def plus(self, other: KindCount) -> KindCount:
        """Both together."""
        return KindCount(
            self.new + other.new,
            self.changed + other.changed,
            self.removed + other.removed,
            self.conflicts + other.conflicts,
        )


def how_changed(before: bool | None, after: bool | None) -> How | None:
    """What became of a record; each side is True if it was live, False if removed, None if it was not there.

    None for one that was not live on either side.
    """
    if after:
        return How.CHANGED if before else (How.NEW if before is None else How.RESTORED)
    return How.REMOVED if before else None


def counted(
    touched: Mapping[str, Collection[str]],
    before: Mapping[str, bool],
    after: Mapping[str, bool],
    conflicting: Collection[str],
) -> dict[str, KindCount]:
    """Numbers by kind; *touched* are ids by kind, *before* and *after* say of each id that was there if it was live."""
    found: dict[str, KindCount] = {}
    for kind, ids in touched.items():
        ways = [how_changed(before.get(one), after.get(one)) for one in ids]
        count = KindCount(
            new=ways.count(How.NEW),
            changed=ways.count(How.CHANGED) + ways.count(How.RESTORED),
            removed=ways.count(How.REMOVED),
            conflicts=sum(one in conflicting for one in ids),
        )
        if count != KindCount():
            found[kind] = count
    return found


def as_values(counts: Mapping[str, KindCount]) -> dict[str, list[int]]:
    """The numbers as they are kept: kind → [new, changed, removed, in conflict]."""
    return {kind: [one.new, one.changed, one.removed, one.conflicts] for kind, one in counts.items()}


def from_values(values: Mapping[str, list[int]]) -> dict[str, KindCount]:
    """The numbers that :func:`as_values` gave."""
    return {kind: KindCount(*numbers) for kind, numbers in values.items()}


def together(*counts: Mapping[str, KindCount]) -> dict[str, KindCount]:
    """The sum of several, by kind."""
    found: dict[str, KindCount] = {}
    for one in counts:
        for kind, count in one.items():
            found[kind] = found.get(kind, KindCount()).plus(count)
    return found
