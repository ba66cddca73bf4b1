"""What became of the households of a model, by their reviews and their months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.exits import (
    OUT,
    Evidence,
    Exit,
    HouseholdResult,
    ModelIncome,
    exit_of,
    exits,
    income_by_month,
    model_income,
)
from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.market import Delivery
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.review import PovertyClass, ResultStatus, Review

POOR, NEAR, NONE, NEW, UNKNOWN = (
    PovertyClass.POOR, PovertyClass.NEAR_POOR, PovertyClass.NONE, PovertyClass.NEWLY_ESCAPED, PovertyClass.UNKNOWN,
)  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "after", "wanted"),
    [
        (POOR, [], Exit.NOT_REVIEWED),
        (POOR, [UNKNOWN], Exit.UNKNOWN),
        (POOR, [POOR], Exit.STAYED),
        (POOR, [NEAR], Exit.NEAR_POOR),
        (POOR, [NEAR, NONE], Exit.ESCAPED),
        (NEAR, [NEAR], Exit.STAYED),
        (NEAR, [NONE], Exit.ESCAPED),
        (NEAR, [POOR], Exit.SLID_BACK),
        (POOR, [NONE, NEAR], Exit.SLID_BACK),
        (NEW, [NONE], Exit.KEPT),
        (NEW, [POOR], Exit.SLID_BACK),
        (NEAR, [UNKNOWN, NONE], Exit.ESCAPED),
        (UNKNOWN, [POOR], Exit.UNKNOWN),
        (UNKNOWN, [NONE, POOR], Exit.SLID_BACK),
    ],
)
def test_the_reviews_after_joining_say_where_a_household_stands(entry, after, wanted):
    assert exit_of(entry, after) is wanted


@given(st.sampled_from([POOR, NEAR, NEW, NONE]), st.lists(st.sampled_from([POOR, NEAR, NONE]), min_size=1))
def test_nobody_poor_at_the_last_review_counts_as_out_of_poverty(entry, after):
    if exit_of(entry, after) in OUT:
        assert after[-1] is not POOR


def person(**more):
    return Participant("p", "22828", "m", "h", POOR, date(2024, 6, 19), **more)


def month(name, income):
    return FollowUp(f"f{name}", "22828", "p", name, income=income)


def sale(day, amount):
    return Delivery(f"d{day}", "22828", "m", day, "bê", 1, amount, participant_id="p")


def test_a_sale_of_a_month_whose_income_was_noted_is_not_counted_twice():
    noted = [month("2025-01", 500_000), month("2025-02", None)]
    sales = [sale(date(2025, 1, 9), 400_000), sale(date(2025, 2, 3), 300_000)]
    assert income_by_month(noted, sales) == {"2025-01": 500_000, "2025-02": 300_000}


def test_the_average_says_over_how_many_months():
    found = model_income(person(), [month("2025-01", 500_000), month("2025-02", 0)], [])
    assert (found.total, found.months, found.per_month) == (500_000, 2, 250_000)
    assert ModelIncome(0, 0).per_month is None
    assert model_income(person(), [month("2025-01", None)], []) == ModelIncome(0, 0)


def test_where_only_harvests_are_known_the_months_between_count_too():
    found = model_income(person(), [], [sale(date(2025, 5, 1), 12_000_000)])
    assert (found.months, found.per_month) == (12, 1_000_000)


@given(st.dictionaries(st.integers(1, 12), st.integers(0, 10**7)), st.lists(st.integers(1, 12), max_size=6))
def test_every_income_is_counted_once(noted, sold):
    months = [month(f"2025-{number:02d}", amount) for number, amount in noted.items()]
    sales = [
        Delivery(str(n), "22828", "m", date(2025, number, 1), "x", 1, 7, participant_id="p")
        for n, number in enumerate(sold)
    ]
    found = income_by_month(months, sales)
    assert sum(found.values()) == sum(noted.values()) + 7 * sum(number not in noted for number in sold)


def result(participant, state, evidence=()):
    return HouseholdResult(participant, "Lê Văn A", "Thôn 1", ModelIncome(1_200_000, 12), state, tuple(evidence))


def seen(status, *, final=False):
    return Evidence(Review("r", "22828", "h", 2025, status=status), NEAR, "vì…", final=final)


def test_the_income_now_is_the_noted_one_else_before_and_the_models():
    assert result(person(income_at_end=9_000_000), Exit.STAYED).income_now == 9_000_000
    assert result(person(income_before=2_000_000), Exit.STAYED).income_now == 2_100_000
    assert result(person(), Exit.STAYED).income_now is None


def test_preliminary_and_official_evidence_are_told_apart():
    first, last = seen(ResultStatus.OFFICIAL), seen(ResultStatus.PRELIMINARY, final=True)
    one = result(person(), Exit.NEAR_POOR, [first, last])
    assert (one.first, one.last, one.final, one.out, one.left) == (first, last, last, True, False)
    nobody = result(person(), Exit.NOT_REVIEWED)
    assert (nobody.first, nobody.last, nobody.final, nobody.out) == (None, None, None, False)
    gone = result(person(left_on=date(2025, 1, 1)), Exit.ESCAPED, [first])
    found = exits([one, nobody, gone], date(2025, 6, 1))
    assert (found.households, found.out, found.reviewed, found.left) == (2, 1, 1, 1)
    assert (found.official, found.preliminary) == (0, 1)
