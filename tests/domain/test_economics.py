"""What a model costs and brings to one household over its cycle."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.economics import (
    ECONOMIC_LINE,
    CashFlow,
    EconomicLine,
    Side,
    economics,
    outside_cycle,
)
from sinhke_desktop.domain.typed_record import judge_record
from sinhke_desktop.errors import InvalidInput


def line(side, price, first, **more):
    return EconomicLine("1" * 32, "22828", "m" * 32, side, "Khoản", unit_price=price, first_month=first, **more)


lines = st.builds(
    line, st.sampled_from(Side), st.integers(0, 10**8), st.integers(0, 40),
    quantity=st.integers(1, 20), every_months=st.none() | st.integers(1, 13), last_month=st.none() | st.integers(0, 60),
    worst_percent=st.integers(0, 300), own=st.booleans(), removed=st.booleans(),
)  # fmt: skip


def test_two_cows_of_hoa_son_pay_back_when_the_calves_are_sold():
    cows = line(Side.COST, 18_870_000, 0, quantity=2)
    fodder = line(Side.COST, 100_000, 1, every_months=1, own=True)
    calves = line(Side.INCOME, 12_000_000, 20, quantity=2, every_months=12, worst_percent=50)
    found = economics([cows, fodder, calves], 36)
    assert found.cost == 2 * 18_870_000 + 36 * 100_000
    assert (found.expected.income, found.own) == (48_000_000, 3_600_000)
    assert found.expected.net == 48_000_000 - found.cost
    assert found.expected.payback_month == 32
    assert found.expected.deepest == -(37_740_000 + 19 * 100_000)
    assert found.worst.income == 24_000_000
    assert found.worst.payback_month is None
    assert found.worst.net_per_month == -((found.cost - 24_000_000) // 36)


def test_a_line_falls_due_once_or_again_up_to_its_last_month_but_not_after_the_cycle():
    assert list(line(Side.COST, 1, 3).months(12)) == [3]
    assert list(line(Side.COST, 1, 13).months(12)) == []
    assert list(line(Side.COST, 1, 2, every_months=4).months(12)) == [2, 6, 10]
    assert list(line(Side.COST, 1, 2, every_months=4, last_month=8).months(12)) == [2, 6]
    assert list(line(Side.COST, 1, 2, every_months=4, last_month=99).months(12)) == [2, 6, 10]


def test_lines_after_the_cycle_are_named_because_they_count_nowhere():
    late, gone = line(Side.INCOME, 5, 13), line(Side.INCOME, 5, 13, removed=True)
    assert outside_cycle([late, gone, line(Side.COST, 1, 0)], 12) == [late]


def test_a_flow_that_never_costs_anything_has_no_payback_and_one_of_no_months_no_average():
    assert CashFlow((0, 0), (0, 5)).payback_month is None
    assert CashFlow((3,), (5,)).payback_month == 0
    assert CashFlow((3,), (5,)).net_per_month == 2
    assert CashFlow((3, 0), (0, 2)).payback_month is None


@given(st.lists(lines, max_size=12), st.integers(1, 48))
def test_what_remains_is_income_less_cost_however_it_is_added_up(some, cycle):
    found = economics(some, cycle)
    for flow in (found.expected, found.worst):
        assert sum(flow.by_month) == flow.running[-1] == flow.net == flow.income - flow.cost
        assert flow.deepest == min(0, *flow.running)
        assert abs(flow.net_per_month) * cycle <= abs(flow.net)
        month = flow.payback_month
        if month is not None:
            assert all(total >= 0 for total in flow.running[month:])
            assert month == 0 or flow.running[month - 1] < 0
    costs = [one for one in some if one.side is Side.COST and not one.removed]
    assert found.cost == sum(one.amount * len(one.months(cycle)) for one in costs)
    assert found.own == sum(one.amount * len(one.months(cycle)) for one in costs if one.own)


@given(st.lists(lines, max_size=8), st.integers(1, 48))
def test_adding_lines_one_by_one_gives_the_same_flow_as_all_at_once(some, cycle):
    whole = economics(some, cycle).expected
    alone = [economics([one], cycle).expected for one in some]
    assert whole.cost == sum(one.cost for one in alone)
    assert whole.net == sum(one.net for one in alone)


def test_the_last_month_may_not_lie_before_the_first():
    typed = {"side": "cost", "name": "Cỏ", "quantity": "1", "unit_price": "1000", "first_month": "5", "last_month": "4"}
    fixed = {"id": "1" * 32, "commune_code": "22828", "model_id": "m" * 32}
    with pytest.raises(InvalidInput) as error:
        judge_record(EconomicLine, ECONOMIC_LINE, typed, date(2025, 11, 20), **fixed)
    assert [(one.field, one.code) for one in error.value.problems] == [("last_month", "MH-03")]
    assert (
        judge_record(EconomicLine, ECONOMIC_LINE, typed | {"last_month": "5"}, date(2025, 11, 20), **fixed).last_month
        == 5
    )
