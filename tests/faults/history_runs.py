"""The runs of whole histories: the protocol's model, and the same with real stores, bundles, receipts and sticks.

Each gives (name, how many, failures, note) and has a twin with a rule taken out that must fail.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import concurrent_edits
import every_order
import whole_histories
import wrong_clocks
from exchange_runs import Run
from paired_stores import Seen, make_template

sys.path.append(str(Path(__file__).parents[1] / "domain"))

import protocol_model
from protocol_mutants import MUTANTS

Kind = Callable[[Path, Path, int, int], Seen]
"""A run on the template's folder, in an empty one, with a seed and how many."""


def model(seed: int, histories: int) -> Run:
    """Figure 13."""
    total = protocol_model.run_all(histories, seed)
    failures = [f"{kind}: {count} times" for kind, count in total.failures.items()]
    failures += [f"python tests/domain/protocol_model.py --show {one}" for one in total.failed_seeds]
    return (
        "protocol model: random histories",
        total.histories,
        failures,
        f"quiet after at most {_quiet(total)} rounds",
    )


def _quiet(total: protocol_model.Tally) -> int:
    return max(int(what.split()[-1]) for what in total.happened if what.startswith("quiet after"))


def model_twins(seed: int, histories: int) -> Run:
    """The same with each rule taken out, one after the other."""
    tried, failures = 0, list[str]()
    for mutant, kinds in MUTANTS:
        seeds = range(seed * 1_000_000_000, seed * 1_000_000_000 + histories)
        tally = protocol_model.run_many(seeds, mutant, stop_at=kinds)
        tried += tally.histories
        failures += [] if any(tally.failures[kind] for kind in kinds) else [f"{mutant.__name__} was not caught"]
    return (f"{len(MUTANTS)} sabotaged twins: a rule of the model taken out each", tried, failures, "")


def _on_stores(name: str, run: Kind, seed: int, count: int) -> Run:
    seen = _seen(run, seed, count)
    return (name, seen.count, seen.failures, seen.note)


def _twin(name: str, run: Kind, seed: int, count: int, harm: Callable[[], AbstractContextManager[object]]) -> Run:
    with harm():
        seen = _seen(run, seed, count)
    failures = [] if seen.failures else ["the sabotaged twin passed"]
    return (f"sabotaged twin: {name}", seen.count, failures, f"{len(seen.failures)} failures found")


def _seen(run: Kind, seed: int, count: int) -> Seen:
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        return run(make_template(top / "made"), top, seed, count)


def runs(seed: int, moments: int) -> dict[str, Callable[[], Run]]:
    """By name; the model has 5,000 histories for each moment, real histories 10, the rest one or less."""
    few = max(moments // 10, 3)
    histories, put_back = whole_histories.histories, whole_histories.put_back
    orders, apart, clocks = every_order.orders, concurrent_edits.apart, wrong_clocks.clocks
    on, twin = partial(partial, _on_stores), partial(partial, _twin)
    return {
        "model": partial(model, seed, moments * 5_000),
        "model-twins": partial(model_twins, seed, 5_000),
        "histories": on("random histories with real stores, bundles, receipts", histories, seed, moments * 10),
        "histories-twin": twin("no new epochs", histories, seed, few * 3, whole_histories.forgetful),
        "orders": on("every order of six bundles", orders, seed, 6),
        "orders-twin": twin("what comes last wins", orders, seed, 4, every_order.last_wins),
        "put-back": on("old backup restored after exports", put_back, seed, moments),
        "put-back-twin": twin("receipts carry nothing back", put_back, seed, few, whole_histories.nothing_back),
        "apart": on("two machines change the same records", apart, seed, moments),
        "apart-twin": twin("decisions merge", apart, seed, few, concurrent_edits.decisions_merge),
        "clocks": on("wrong and jumping clocks", clocks, seed, few),
        "clocks-twin": twin("the newest date wins", clocks, seed, 3, wrong_clocks.newest_wins),
    }
