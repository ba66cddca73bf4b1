"""Early warning: each reason in plain words, none without its limit, heaviest first."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.early_warning import (
    Limits,
    Seen,
    WarningKind,
    early_warnings,
    earned,
    expected_by,
    shrinking,
)
from sinhke_desktop.domain.follow_up import FollowUp, Herd
from sinhke_desktop.domain.losses import Loss, LossKind

TODAY = date(2025, 11, 20)
JOINED = date(2024, 6, 19)
LIMITS = Limits(
    unvisited_months=2, herd_months=6, herd_drop_percent=20, income_after_months=6, income_behind_percent=70,
    falling_months=3, falling_percent=70, training_after_months=2, loss_months=12, contract_soon_days=60,
    weights=dict.fromkeys(WarningKind, 1) | {WarningKind.SICK: 3},
)  # fmt: skip
QUIET = {"last_visit": date(2025, 11, 1), "trainings": 1}


def month(text, **counts):
    return FollowUp(text, "22828", "p", text, **counts)


def seen(**more):
    return Seen("p", "h", "Trần Văn Đức", "Tân Tiến", JOINED, "con", **{**QUIET, **more})


def kinds(**more):
    return [reason.kind for one in early_warnings([seen(**more)], LIMITS, TODAY) for reason in one.reasons]


def text(**more):
    (one,) = early_warnings([seen(**more)], LIMITS, TODAY)
    (reason,) = one.reasons
    return reason.text


def test_a_household_that_does_well_is_not_named():
    assert kinds(follow_ups=(month("2025-11", alive=3, income=100),), expected_income=100) == []


@pytest.mark.parametrize(("last", "named"), [(date(2025, 9, 21), False), (date(2025, 9, 20), True)])
def test_two_full_months_without_a_visit_are_too_long(last, named):
    assert (kinds(last_visit=last) == [WarningKind.NOT_VISITED]) is named


def test_a_household_never_visited_is_counted_from_the_day_it_joined():
    assert "19/06/2024" in text(last_visit=None)


def test_a_fifth_of_the_herd_gone_is_named_with_the_numbers():
    noted = (month("2025-05", alive=5), month("2025-10", alive=4, lost=1))
    said = text(follow_ups=noted)
    assert "5" in said
    assert "05/2025" in said
    assert kinds(follow_ups=(month("2025-05", alive=6), noted[1])) == [WarningKind.HERD_SHRINKING]
    assert kinds(follow_ups=(month("2025-05", alive=4), noted[1])) == []


def test_what_was_sold_or_passed_on_did_not_shrink_the_herd():
    noted = (month("2025-05", alive=5), month("2025-09", sold=1), month("2025-10", alive=3, passed_on=1))
    assert kinds(follow_ups=noted) == []


def test_without_an_early_count_the_handover_is_the_beginning():
    said = text(follow_ups=(month("2025-10", alive=1),), herd=Herd(2, 0, 1, 0, 1, "2025-10"))
    assert "2 con" in said
    assert shrinking([month("2025-10", alive=1)], 0, "2025-05") is None
    assert shrinking([month("2025-04", alive=1)], 2, "2025-05") is None
    assert shrinking([month("2025-10", income=1), month("2025-09", alive=1, removed=True)], 2, "2025-05") is None


def test_sick_animals_of_the_last_month_are_named():
    assert kinds(follow_ups=(month("2025-10", sick=1), month("2025-11", sick=0))) == []
    assert "11/2025" in text(follow_ups=(month("2025-11", sick=2, alive=2),))


@pytest.mark.parametrize(("has", "named"), [(69, True), (70, False)])
def test_income_below_seven_tenths_of_what_was_expected_is_behind(has, named):
    found = kinds(follow_ups=(month("2025-11", income=has),), expected_income=100)
    assert (found == [WarningKind.INCOME_BEHIND]) is named


def test_income_is_not_judged_in_the_first_months():
    young = Seen("p", "h", "A", "", date(2025, 6, 1), expected_income=100, **QUIET)
    assert early_warnings([young], LIMITS, TODAY) == []


def test_no_training_and_no_commitment_are_named():
    assert kinds(trainings=0, signed=False) == [WarningKind.NO_TRAINING, WarningKind.NOT_SIGNED]
    fresh = Seen("p", "h", "A", "", date(2025, 10, 1), last_visit=date(2025, 11, 1))
    assert early_warnings([fresh], LIMITS, TODAY) == []


def test_a_household_that_left_is_warned_of_only_for_debts_and_sliding_back():
    assert kinds(taking_part=False, trainings=0, signed=False, last_visit=None) == []
    assert kinds(taking_part=False, overdue="5.000.000 đ") == [WarningKind.REPAYMENT_OVERDUE]
    assert "5.000.000" in text(taking_part=False, overdue="5.000.000 đ")


def test_only_a_newly_escaped_household_slides_back():
    worse = (month("2025-07", income=100), month("2025-10", income=60))
    lost = (Loss("l", "22828", "p", date(2025, 1, 3), LossKind.DISEASE, "bò chết"),)
    assert kinds(follow_ups=worse, losses=lost) == []
    found = early_warnings(
        [seen(follow_ups=worse, losses=lost, near_line="gần chuẩn", escaped_on=date(2024, 12, 1))], LIMITS, TODAY
    )
    assert {one.kind for one in found[0].reasons} == {
        WarningKind.INCOME_FALLING, WarningKind.LOSS, WarningKind.NEAR_LINE,
    }  # fmt: skip
    assert found[0].sliding_back


def test_income_falls_only_below_seven_tenths_of_the_months_before():
    steady = (month("2025-07", income=100), month("2025-10", income=70))
    assert kinds(follow_ups=steady, escaped_on=date(2024, 12, 1)) == []
    assert kinds(follow_ups=steady[1:], escaped_on=date(2024, 12, 1)) == []


def test_a_loss_of_long_ago_is_no_reason():
    lost = (Loss("l", "22828", "p", date(2024, 11, 20), LossKind.DISEASE, "bò chết"),)
    assert kinds(losses=lost, escaped_on=date(2024, 12, 1)) == []


def test_the_heaviest_household_stands_first_and_its_heaviest_reason_too():
    some = [
        Seen("a", "h1", "Lê An", "", JOINED, signed=False, **QUIET),
        Seen("b", "h2", "Lê Bình", "", JOINED, signed=False, follow_ups=(month("2025-11", sick=1),), **QUIET),
        Seen("c", "h3", "Lê An", "", JOINED, signed=False, **QUIET),
    ]
    found = early_warnings(some, LIMITS, TODAY)
    assert [one.participant_id for one in found] == ["b", "a", "c"]
    assert (found[0].weight, found[0].reasons[0].kind, found[0].sliding_back) == (4, WarningKind.SICK, False)


def test_expected_income_runs_on_over_the_cycles():
    incomes = (0, 1, 2, 3)
    assert [expected_by(incomes, number) for number in (-1, 0, 1, 3, 4, 6)] == [0, 0, 1, 6, 7, 12]
    assert expected_by((5,), 3) == 0


@given(st.lists(st.integers(0, 9), min_size=2, max_size=13), st.integers(0, 40))
def test_a_later_month_never_expects_less(incomes, number):
    assert expected_by(incomes, number) <= expected_by(incomes, number + 1)


def test_removed_months_earned_nothing():
    assert earned([month("2025-11", income=5), month("2025-10", income=3, removed=True), month("2025-09")]) == 5
