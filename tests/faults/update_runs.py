"""The long runs on updates by stick; each gives (name, how many, failures, note)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import update_faults
from exchange_runs import Run
from update_faults import Case, Scene


def runs(top: Path, traced: bool, mountable: bool) -> Iterator[tuple[str, Callable[[], Run], bool]]:
    """(name, run, whether this machine can do it) of each."""

    def scene(name: str, does: str = "exit 0") -> Scene:
        return Scene(top / name, does)

    yield "update-kills", lambda: _run("update killed at every call", update_faults.kills(scene("kills"))), traced
    yield "update-kills-twin", lambda: _twin(scene("kills-twin")), traced
    yield (
        "update-launcher-kills",
        lambda: _run(
            "launcher killed at every call of going back", update_faults.launcher_kills(scene("launcher", "exit 70"))
        ),
        traced,
    )
    yield (
        "update-disks",
        lambda: _run("update on a small file system", update_faults.full_disks(scene("disks"), 40)),
        mountable,
    )
    yield "update-torn", partial(_refused, "update pack cut at every byte", scene, update_faults.torn, 1), True
    yield "update-flips", partial(_refused, "every bit of manifest and signature", scene, update_faults.flipped), True


def _run(name: str, seen: Iterable[Case]) -> Run:
    cases = list(seen)
    told = sorted({case.told for case in cases if case.told})
    failures = [f"{case.moment}: {'; '.join(case.problems)}" for case in cases if case.problems]
    died = sum(not case.told for case in cases)
    return Run(name, len(cases), failures, f"told {', '.join(told)}" if told else f"{died} died")


def _refused(name: str, scene: Callable[[str], Scene], cases: Callable[..., Iterator[Case]], *more: int) -> Run:
    return _run(name, cases(scene(cases.__name__), *more))


def _twin(scene: Scene) -> Run:
    cases = list(update_faults.kills(scene, "--switch-first", every=3))
    wrong = sum(bool(case.problems) for case in cases)
    failures = [] if wrong else ["the sabotaged twin started nothing wrong"]
    return Run("sabotaged twin: switched before it is unpacked", len(cases), failures, f"{wrong} found wrong")
