"""``kill -9`` at chosen moments: at the N-th writing, syncing or renaming call (strace), or at a random instant."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import stores

CALLS = ("pwrite64", "fdatasync", "fsync", "rename", "unlink", "ftruncate", "write", "openat")
STORES_IN_A_ROW = 20
"""So many kills happen to one store before a fresh one: later ones hit what earlier ones left behind."""


@dataclass(frozen=True)
class Moment:
    """One kill; ``call`` is empty for a random instant, ``number`` then is its delay in microseconds."""

    call: str
    number: int
    problems: tuple[str, ...]
    died: bool
    acknowledged: int


def strace_works() -> bool:
    """True if this machine can inject faults into calls."""
    strace = shutil.which("strace")
    if not strace:
        return False
    tried = subprocess.run([strace, "-f", "-qq", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return tried.returncode == 0


def count_calls(store: Path, seed: int) -> Counter[str]:
    """How often one day makes each of :data:`CALLS`; *store* is used up."""
    log = store / "calls.log"
    trace = ["strace", "-f", "-qq", "--seccomp-bpf", "-o", str(log), "-e", f"trace={','.join(CALLS)}"]
    stores.work(store, ["--seed", str(seed)], before=trace)
    return Counter(re.findall(r"^\d+ +(\w+)\(", log.read_text(errors="replace"), re.M))


def at_calls(template: Path, top: Path, seed: int, moments: int) -> Iterator[Moment]:
    """Kills at calls of one day: half at page writes, half at the rarer calls (sync, rename, unlink, cut, open)."""
    chance = random.Random(seed)
    counted = count_calls(stores.fresh(template, top / "counted"), seed)
    reading = counted.pop("openat", 0)
    pages = [("pwrite64", number) for number in range(1, counted["pwrite64"] + 1)]
    rare = [(call, number) for call in counted if call != "pwrite64" for number in range(1, counted[call] + 1)]
    rare += [("openat", chance.randrange(reading // 2, reading)) for _ in range(len(rare) // 5)]
    chosen = chance.sample(rare, min(moments // 2, len(rare)))
    chosen += [chance.choice(pages) for _ in range(moments - len(chosen))]
    run = _Row(template, top / "calls")
    for call, number in chosen:
        before = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}",
                  "-e", f"inject={call}:signal=KILL:when={number}"]  # fmt: skip
        yield run.moment(call, number, chance.randrange(10**6), before=before)


def at_random(template: Path, top: Path, seed: int, moments: int) -> Iterator[Moment]:
    """Kills at random instants after the program began to open its store, until *moments* hit it alive."""
    chance = random.Random(seed)
    whole = _length(stores.fresh(template, top / "timed"))
    run = _Row(template, top / "instants")
    died = 0
    while died < moments:
        moment = run.moment("", chance.randrange(1_000, whole), chance.randrange(10**6))
        died += moment.died
        yield moment


def _length(store: Path) -> int:
    """Microseconds from the start of work to its end."""
    started: list[float] = []
    stores.work(store, on_start=lambda child: started.append(time.perf_counter()))
    return int((time.perf_counter() - started[0]) * 0.9 * 1e6)


class _Row:
    """Kills one store after another."""

    def __init__(self, template: Path, top: Path) -> None:
        self.template, self.top, self.count = template, top, 0
        self.acknowledged: list[list[str]] = []

    def moment(self, call: str, number: int, seed: int, before: list[str] | None = None) -> Moment:
        """One day, killed and judged, with everything that this store ever acknowledged."""
        store = self.top / str(self.count // STORES_IN_A_ROW)
        if self.count % STORES_IN_A_ROW == 0:
            shutil.rmtree(self.top, ignore_errors=True)
            stores.fresh(self.template, store)
            self.acknowledged = []
        self.count += 1
        words = ["--seed", str(seed), "--rounds", "2"]
        if before is not None:
            day = stores.work(store, words, before=before)
        else:
            day = stores.work(store, words, on_start=lambda child: threading.Timer(number / 1e6, child.kill).start())
        self.acknowledged += day.stored
        problems = stores.judge(store, self.acknowledged)
        if day.errors and "Traceback" in day.errors:
            problems.append(f"untold: {day.errors.strip().splitlines()[-1]}")
        return Moment(call, number, tuple(problems), not day.ended, len(day.stored))
