"""Where a household was and who belonged to it on a day, as the acts in its life tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sinhke_desktop.domain.life_act import ActKind, LifeAct, people_of


@dataclass(slots=True)
class Life:
    """What acts say about one household."""

    moves: list[tuple[date, str]] = field(default_factory=list)
    came: list[tuple[date, frozenset[str]]] = field(default_factory=list)
    went: list[tuple[date, frozenset[str]]] = field(default_factory=list)
    stays: list[tuple[date, bool]] = field(default_factory=list)

    def here_on(self, day: date) -> bool:
        """It lives in the commune at the end of *day*: the last coming or going up to then decides."""
        known = sorted(self.stays)
        up_to = [here for when, here in known if when <= day]
        if up_to:
            return up_to[-1]
        return not known or not known[0][1]

    def hamlet_on(self, day: date, now: str) -> str:
        """The hamlet at the end of *day*, *now* being today's."""
        later = min((move for move in self.moves if move[0] > day), default=None)
        return later[1] if later else now


def lives(acts: Iterable[LifeAct]) -> dict[str, Life]:
    """Household id → what the acts say about it."""
    found: dict[str, Life] = {}
    for act in acts:
        life, day, people = found.setdefault(act.household_id, Life()), act.happened_on, people_of(act)
        old, new = frozenset(people), frozenset(one for one in people.values() if one)
        if act.kind is ActKind.MOVED and act.from_hamlet_id:
            life.moves.append((day, act.from_hamlet_id))
        elif act.kind in (ActKind.BORN, ActKind.JOINED):
            life.came.append((day, old))
        elif act.kind in (ActKind.DIED, ActKind.PARTED):
            life.went.append((day, old))
        elif act.kind is ActKind.LEFT:
            life.stays.append((day, False))
        elif act.kind is ActKind.ARRIVED:
            life.stays.append((day, True))
        elif act.kind in (ActKind.SPLIT, ActKind.MERGED) and act.other_household_id:
            other = found.setdefault(act.other_household_id, Life())
            if act.kind is ActKind.SPLIT:
                life.went.append((day, old))
                other.stays.append((day, True))
            else:
                life.came.append((day, new or old))
                other.went.append((day, old))
                other.stays.append((day, False))
    return found


def living_on(day: date, living: set[str], life: Life) -> set[str]:
    """Who belonged to the household at the end of *day*: later comings are taken back, later goings too."""
    found = set(living)
    for _when, ids in (one for one in life.came if one[0] > day):
        found -= ids
    for _when, ids in (one for one in life.went if one[0] > day):
        found |= ids
    return found
