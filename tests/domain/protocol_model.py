"""A model of the exchange: random histories of machines, sticks and offices, run on the program's own decisions.

One machine, two machines, or a second machine behind a main one that relays; all edit, decide conflicts, erase, export,
are backed up, restored, copied, lost; the office edits, is backed up and restored with or without knowing it, undoes a
receiving; bundles and receipts are lost, repeated and reordered; someone forges. After rounds of full exchange nothing
may be missing, silently replaced or come back, and all must be quiet.

    python tests/domain/protocol_model.py --histories 100000 --seed 1
    python tests/domain/protocol_model.py --show 1000000123
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from model_checks import Broken
from model_world import World


@dataclass
class Tally:
    """Outcome of many histories."""

    histories: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    happened: Counter[str] = field(default_factory=Counter)
    failed_seeds: list[int] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.histories += other.histories
        self.failures.update(other.failures)
        self.verdicts.update(other.verdicts)
        self.reasons.update(other.reasons)
        self.happened.update(other.happened)
        self.failed_seeds += other.failed_seeds


def run_many(seeds: Sequence[int], world: type[World] = World, stop_at: Sequence[str] = ()) -> Tally:
    """Run one history per seed; end at the first failure of a kind in *stop_at*."""
    tally = Tally()
    for seed in seeds:
        history = world(seed)
        tally.histories += 1
        try:
            history.run()
        except Broken as broken:
            tally.failures[broken.kind] += 1
            tally.failed_seeds.append(seed)
        tally.verdicts.update(history.verdicts)
        tally.reasons.update(history.reasons)
        tally.happened.update(history.happened)
        if any(tally.failures[kind] for kind in stop_at):
            break
    return tally


def run_all(histories: int, seed: int, workers: int = 0) -> Tally:
    """*histories* beginning at *seed* × 1,000,000,000, on all processors."""
    first = seed * 1_000_000_000
    ends = range(first, first + histories, 250)
    total = Tally()
    with multiprocessing.Pool(workers or multiprocessing.cpu_count()) as pool:
        for tally in pool.imap_unordered(run_many, [range(at, min(at + 250, first + histories)) for at in ends]):
            total.add(tally)
    return total


def shortest(seed: int, world: type[World] = World) -> int:
    """The least number of random steps after which the history of *seed* fails in the same way, or 0."""
    failed = [_failure(seed, steps, world) for steps in range(41)]
    return failed.index(failed[-1]) if failed[-1] else 0


def _failure(seed: int, steps: int, world: type[World]) -> str:
    try:
        world(seed).run(steps)
    except Broken as broken:
        return broken.kind
    return ""


def story(seed: int, steps: int = 40, world: type[World] = World) -> Iterator[str]:
    """What happened in a history, line by line, and how it ended."""
    lines: list[str] = []
    history = world(seed)
    history.told = lines.append
    try:
        history.run(steps)
    except Broken as broken:
        lines.append(str(broken))
    else:
        lines.append("all is well")
    yield from lines


def digest_of(seed: int) -> str:
    """What a history ends in, as one word: the same seed must give the same."""
    world = World(seed)
    world.run()
    return hashlib.sha256(repr(sorted(world.office.store.log)).encode()).hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--show", type=int, help="tell the history of that seed, as short as it still fails")
    chosen = parser.parse_args()
    if chosen.show is not None:
        print("\n".join(story(chosen.show, shortest(chosen.show) or 40)))
        return 0
    began = time.monotonic()
    total = run_all(chosen.histories, chosen.seed, chosen.workers)
    failed = sum(total.failures.values())
    bound = f"; 95 % upper bound {3 / total.histories:.5%}" if not failed else f"; seeds {total.failed_seeds[:10]}"
    print(f"histories {total.histories}, failures {failed} {dict(total.failures)}{bound}")
    print(f"seed {chosen.seed}, {(time.monotonic() - began) / 60:.1f} minutes")
    print(f"verdicts {dict(total.verdicts)}; new epochs {dict(total.reasons)}; {dict(total.happened)}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
