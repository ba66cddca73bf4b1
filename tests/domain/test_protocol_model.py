"""The exchange's decisions hold in random histories, and each rule taken out is caught."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import protocol_model as model
from model_checks import Broken
from model_exchange import ENTITIES
from model_world import World
from protocol_mutants import MUTANTS, WithoutAnchor

from sinhke_desktop.domain import protocol
from sinhke_desktop.domain.admission import Verdict

SEEDS = range(8_000_000_000, 8_000_001_500)
NEVER_IN_THE_MODEL = {protocol.Reason.ANCHOR_MISSING, protocol.Reason.OWN_BUNDLE_AHEAD}


def test_nothing_is_lost_silently_replaced_or_back_after_its_erasure_in_random_histories() -> None:
    tally = model.run_many(SEEDS)
    assert tally.histories == len(SEEDS)
    assert not tally.failures
    assert all(tally.verdicts[verdict] > 50 for verdict in Verdict)
    assert all(tally.reasons[reason] > 10 for reason in protocol.Reason if reason not in NEVER_IN_THE_MODEL)
    for what in ("erased", "decided", "undone", "forged", "machines lost", "office restored knowingly"):
        assert tally.happened[what] > 30
    assert tally.happened["office restored unknown to anyone"] > 30


@pytest.mark.parametrize(("mutant", "kinds"), MUTANTS, ids=lambda one: getattr(one, "__name__", ""))
def test_each_rule_taken_out_is_caught(mutant: type[World], kinds: tuple[str, ...]) -> None:
    tally = model.run_many(range(SEEDS.start, SEEDS.start + 3000), mutant, stop_at=kinds)
    assert any(tally.failures[kind] for kind in kinds), f"{mutant.__name__}: {dict(tally.failures)}"


def test_without_the_anchor_nothing_is_lost_but_more_forks_are_met() -> None:
    seeds = SEEDS[:600]
    without = model.run_many(seeds, WithoutAnchor)
    assert not without.failures
    assert without.verdicts[Verdict.FORK] > 1.1 * model.run_many(seeds).verdicts[Verdict.FORK]


def test_what_stood_between_two_changes_and_is_gone_everywhere_makes_a_person_decide() -> None:
    history = World(3_016_000_045_195)  # office and machine put back to before it, the newest alive in a receipt alone
    history.run()
    said = history.office.store.said_of(ENTITIES[2][1])
    (asked,) = [one for one in history.fold(said).conflicts if one.path == "declared_class"]
    assert {value for _, value in asked.choices} == {928, 722}


def test_what_is_gone_everywhere_below_something_erased_makes_a_person_decide_too() -> None:
    assert not model.run_many([4_003_000_014_031]).failures


def test_a_machine_paired_anew_is_not_answered_with_the_receipt_of_its_earlier_pairing() -> None:
    assert not model.run_many([3_017_000_008_551]).failures


def test_a_history_is_the_same_again_under_the_same_seed() -> None:
    assert model.digest_of(5) == model.digest_of(5)


def test_a_failing_history_is_told_as_short_as_it_still_fails() -> None:
    mutant = next(one for one, kinds in MUTANTS if kinds == ("kept back",))
    seed = next(seed for seed in SEEDS if model.run_many([seed], mutant).failures["kept back"])
    steps = model.shortest(seed, mutant)
    told = list(model.story(seed, steps, mutant))
    assert told[-1].startswith("kept back: ")
    assert "-- round 1" in told
    with pytest.raises(Broken):
        mutant(seed).run(steps)
    assert list(model.story(SEEDS.start))[-1] == "all is well"
    assert model.shortest(SEEDS.start) == 0


def test_all_processors_run_the_same_histories_as_one() -> None:
    both = model.run_all(300, 8, workers=2)
    alone = model.run_many(range(8_000_000_000, 8_000_000_300))
    assert (both.histories, both.verdicts, both.reasons) == (300, alone.verdicts, alone.reasons)
