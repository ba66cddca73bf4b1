"""Money by source, payments, handovers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.funding import (
    BudgetLine,
    BudgetLineInput,
    FundForm,
    HandoverInput,
    Payment,
    PaymentInput,
    by_source,
    format_share,
    judge_budget_line,
    judge_handover,
    judge_payment,
    money_warnings,
    shares_of,
)
from sinhke_desktop.errors import InvalidInput

TODAY = date(2025, 11, 20)
NAMES = {"GNBV": "Chương trình", "DU-VAT": "Đối ứng", "XHH": "Xã hội hóa"}
amounts = st.integers(0, 10**12)


def line(number, code, planned, *, removed=False):
    return BudgetLine(f"l{number}", "22828", "m", code, FundForm.MONEY, planned, removed=removed)


@given(st.lists(amounts, max_size=12))
def test_shares_add_up_to_a_hundred_percent_and_stay_near_the_true_share(parts):
    shares = shares_of(parts)
    total = sum(parts)
    assert sum(shares) == (10_000 if total else 0)
    for part, share in zip(parts, shares, strict=True):
        assert total == 0 or abs(share * total - part * 10_000) < total


@given(
    st.lists(st.tuples(st.sampled_from([*NAMES, "OLD"]), amounts, st.booleans()), max_size=8),
    st.lists(st.tuples(st.integers(0, 7), amounts, st.booleans()), max_size=12),
)
def test_sums_by_source_are_the_ones_recomputed_by_hand(plan, spent):
    lines = [line(n, code, planned, removed=removed) for n, (code, planned, removed) in enumerate(plan)]
    payments = [
        Payment(f"p{n}", "22828", f"l{at}", TODAY, amount, removed=removed)
        for n, (at, amount, removed) in enumerate(spent)
    ]
    found = by_source(lines, payments, NAMES)
    live = {one.id: one for one in lines if not one.removed}
    assert sum(one.planned for one in found) == sum(one.planned for one in live.values())
    assert sum(one.paid for one in found) == sum(
        one.amount for one in payments if not one.removed and one.budget_line_id in live
    )
    for one in found:
        assert one.planned == sum(other.planned for other in live.values() if other.source_code == one.code)
    assert len({one.code for one in found}) == len(found)
    if sum(one.planned for one in found):
        assert sum(one.share for one in found) == 10_000


def test_the_published_case_is_sixty_to_forty():
    found = by_source([line(1, "DU-VAT", 176_120_000), line(2, "GNBV", 264_180_000)], [], NAMES)
    assert [(one.code, format_share(one.share)) for one in found] == [("GNBV", "60,00%"), ("DU-VAT", "40,00%")]


def test_paying_more_than_planned_is_said_with_both_sums():
    payments = [Payment("p", "22828", "l1", TODAY, 150), Payment("q", "22828", "l2", TODAY, 100)]
    found = by_source([line(1, "GNBV", 100), line(2, "XHH", 100)], payments, NAMES)
    (warning,) = money_warnings(found)
    assert "150" in warning
    assert "Chương trình" in warning


def test_a_budget_line_needs_a_known_source_a_form_and_a_sum():
    with pytest.raises(InvalidInput) as error:
        judge_budget_line(BudgetLineInput("?", "?", ""), "l", "22828", "m", NAMES)
    assert {problem.field for problem in error.value.problems} == {"source_code", "form", "planned"}
    good = judge_budget_line(BudgetLineInput("GNBV", "kind", "264.180.000 đ"), "l", "22828", "m", NAMES)
    assert (good.planned, good.form) == (264_180_000, FundForm.KIND)


def test_a_payment_is_of_something_and_not_in_the_future():
    with pytest.raises(InvalidInput) as error:
        judge_payment(PaymentInput("21/11/2025", "0"), "p", line(1, "GNBV", 1), TODAY)
    assert {problem.field for problem in error.value.problems} == {"paid_on", "amount"}


def test_a_handover_takes_thing_and_unit_from_the_model():
    cows = judge_handover(HandoverInput("p", "2", "18.870.000", "19/06/2024"), "i", "22828", "bò cái", "con", TODAY)
    assert (cows.kind, cows.unit, cows.in_herd, cows.amount) == ("bò cái", "con", True, 37_740_000)
    feed = judge_handover(
        HandoverInput("p", "50", "12.000", "19/06/2024", "cám", "kg"), "i", "22828", "bò cái", "con", TODAY
    )
    assert not feed.in_herd


def test_every_missing_part_of_a_handover_is_named():
    with pytest.raises(InvalidInput) as error:
        judge_handover(HandoverInput(), "i", "22828", "", "con", TODAY)
    assert {problem.field for problem in error.value.problems} == {
        "participant_id", "kind", "quantity", "unit_price", "handed_on",
    }  # fmt: skip
