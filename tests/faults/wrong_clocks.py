"""The same real history under wrong and jumping clocks: the same content, heads, conflicts and order."""

from __future__ import annotations

import random
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from unittest import mock

from paired_stores import Clock, Seen, digest, order, repeatable, true_clock
from real_exchange import STEPS, Play, ended

from sinhke_desktop.domain import operations
from sinhke_desktop.domain.operations import EntityState, Operation

_FOLD = operations.fold


def _clocks(seed: int) -> dict[str, Clock]:
    chance = random.Random(seed)
    years = {year: partial(datetime, year, 1, 1, 1, tzinfo=UTC) for year in (1970, 2009, 2038, 2099)}
    return {str(year): clock for year, clock in years.items()} | {
        "jumping": lambda: datetime(chance.choice((1970, 2009, 2025, 2038, 2099)), 1, 1, 1, tzinfo=UTC)
    }


def clocks(template: Path, top: Path, seed: int, count: int) -> Seen:
    """The same play under wrong clocks ends in the same content, heads, conflicts and order as under the true one."""
    seen = Seen()
    for one in range(seed * 1_000_000, seed * 1_000_000 + count):
        expected = _end_under(template, top, one, true_clock)
        for name, clock in _clocks(one).items():
            seen.count += 1
            if _end_under(template, top, one, clock) != expected:
                seen.failures.append(f"seed {one}, clock {name}: another end")
    seen.note = f"{count} plays under 5 wrong clocks each"
    return seen


def _end_under(template: Path, top: Path, seed: int, clock: Clock) -> object:
    with repeatable(seed):
        play = Play(template, top / f"clock-{seed}", seed, clock)
        try:
            play.run(STEPS)
            problems, rounds = ended(play)
            stores = [play.office, *play.machines]
            return problems, rounds, [(_but_labels(digest(one.workspace)), order(one.workspace)) for one in stores]
        finally:
            play.close()


def _but_labels(found: dict[str, object]) -> dict[str, object]:
    """Without the commitments, in which the claimed time is as a label."""
    return {**found, "operations": {(uid, empty) for uid, _, empty in found["operations"]}}  # type: ignore[attr-defined]


def newest_wins() -> AbstractContextManager[object]:
    """The twin: conflicts are settled by the clock."""

    def by_clock(history: Iterable[Operation]) -> EntityState:
        known = list(history)
        fields: dict[str, operations.Value] = {}
        for one in sorted(known, key=lambda op: (op.claimed_time, op.uid)):
            fields.update(one.changes)
        return EntityState(fields, _FOLD(known).heads, ())

    return mock.patch.object(operations, "fold", by_clock)
