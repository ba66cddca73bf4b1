"""Real stores, bundles, receipts and sticks through random histories; each twin shows that its test bites."""

from contextlib import nullcontext

import concurrent_edits
import every_order
import history_runs
import paired_stores
import pytest
import whole_histories
import wrong_clocks


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return paired_stores.make_template(tmp_path_factory.mktemp("exchange") / "made")


def test_after_random_histories_every_store_holds_the_same(template, tmp_path):
    seen = whole_histories.histories(template, tmp_path, 31, 3, workers=1)
    assert (seen.count, seen.failures) == (3, [])


@pytest.mark.slow
def test_without_new_epochs_work_is_lost(template, tmp_path):
    with whole_histories.forgetful():
        assert whole_histories.histories(template, tmp_path, 3, 1, workers=1).failures


def test_four_bundles_end_in_one_state_in_every_order_and_repeated(template, tmp_path):
    seen = every_order.orders(template, tmp_path, 31, 4)
    assert (seen.count, seen.failures) == (24, [])


@pytest.mark.slow
def test_where_the_last_wins_the_order_shows(template, tmp_path):
    with every_order.last_wins():
        assert every_order.orders(template, tmp_path, 31, 3).failures


def test_an_old_backup_restored_after_exports_ends_nowhere_dead(template, tmp_path):
    assert whole_histories.put_back(template, tmp_path, 31, 2).failures == []


@pytest.mark.slow
def test_without_work_in_receipts_what_was_lost_does_not_come_back(template, tmp_path):
    with whole_histories.nothing_back():
        assert whole_histories.put_back(template, tmp_path, 31, 2).failures


def test_two_machines_conflicts_are_those_of_a_reference_merge(template, tmp_path):
    assert concurrent_edits.apart(template, tmp_path, 1, 3).failures == []


@pytest.mark.slow
def test_decisions_that_merge_are_noticed(template, tmp_path):
    with concurrent_edits.decisions_merge():
        assert concurrent_edits.apart(template, tmp_path, 1, 3).failures


def test_no_wrong_clock_changes_the_end(template, tmp_path):
    seen = wrong_clocks.clocks(template, tmp_path, 31, 1)
    assert (seen.count, seen.failures) == (5, [])


@pytest.mark.slow
def test_an_order_by_the_clock_is_noticed(template, tmp_path):
    with wrong_clocks.newest_wins():
        assert wrong_clocks.clocks(template, tmp_path, 1, 1).failures


def test_every_run_has_a_twin_and_one_that_passes_is_a_failure():
    runs = history_runs.runs(31, 1)
    assert {f"{name}-twin" for name in ("histories", "orders", "put-back", "apart", "clocks")} < set(runs)
    name, count, failures, _ = history_runs.model(31, 100)
    assert (name, count, failures) == ("protocol model: random histories", 100, [])
    passed = history_runs._twin("nothing", lambda *_said: paired_stores.Seen(1), 31, 1, nullcontext)
    assert passed == ("sabotaged twin: nothing", 1, ["the sabotaged twin passed"], "0 failures found")


def test_a_rule_of_the_model_that_no_history_needs_is_named(monkeypatch):
    monkeypatch.setattr(history_runs, "MUTANTS", ((history_runs.protocol_model.World, ("lost",)),))
    assert history_runs.model_twins(31, 3)[1:3] == (3, ["World was not caught"])
