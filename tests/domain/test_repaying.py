"""Revolving repayment: schedules that add up, who gave back what, the fund's balance."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.repaying import (
    ScheduleInput,
    divided,
    in_words,
    instalment_days,
    instalments,
    judge_schedule,
    ledger,
    months_without,
)
from sinhke_desktop.domain.revolving import (
    REPAYMENT,
    PassOn,
    Repayment,
    RepaymentDue,
    RepaymentForm,
    due_of_support,
    fund,
    given_back,
    measure_of,
)
from sinhke_desktop.domain.typed_record import judge_record
from sinhke_desktop.errors import InvalidInput

TODAY = date(2025, 11, 20)
MONEY, KIND = RepaymentForm.MONEY, RepaymentForm.KIND


def due(key, amount=None, day=date(2025, 6, 1), who="p", quantity=None, unit="con", **more):
    form = MONEY if quantity is None else KIND
    return RepaymentDue(key, "22828", who, form, day, amount, quantity, "" if form is MONEY else unit, **more)


def back(key, amount=None, day=date(2025, 7, 1), who="p", quantity=None, unit="con", **more):
    form = MONEY if quantity is None else KIND
    return Repayment(key, "22828", who, form, day, amount, quantity, "" if form is MONEY else unit, **more)


def on(key, amount=None, day=date(2025, 8, 1), quantity=None, unit="con", **more):
    form = MONEY if quantity is None else KIND
    return PassOn(key, "22828", "m", "next", form, day, amount, quantity, "" if form is MONEY else unit, **more)


def test_long_hoa_gives_back_a_fifth_of_its_support():
    assert due_of_support(25_000_000, 20) == 5_000_000
    assert due_of_support(20_000_000, 20) == 4_000_000
    assert 10 * due_of_support(25_000_000, 20) + 2 * due_of_support(20_000_000, 20) == 58_000_000


def test_a_share_that_is_no_whole_dong_is_rounded_up():
    assert due_of_support(18_870_001, 15) == 2_830_501


@given(st.integers(0, 10**12), st.integers(1, 60), st.sampled_from([1, 1_000]))
def test_parts_add_up_to_the_whole_and_none_is_below_nothing(whole, parts, step):
    found = divided(whole, parts, step)
    assert (sum(found), len(found)) == (whole, parts)
    assert min(found) >= 0
    assert len(set(found[:-1])) <= 2


@given(st.integers(0, 10**11), st.integers(0, 100), st.integers(1, 24), st.integers(1, 12))
def test_a_schedule_of_money_adds_up_to_the_share_of_the_support(support, percent, count, every):
    schedule = judge_schedule(ScheduleInput("money", "31/01/2025", str(count), str(every)))
    found = instalments(schedule, support, percent)
    assert sum(size for _day, size, _basis in found) == due_of_support(support, percent)
    assert [day for day, _size, _basis in found] == sorted({day for day, _size, _basis in found})


@given(st.integers(1, 12), st.integers(12, 300))
def test_a_schedule_in_kind_gives_whole_animals_that_add_up(count, quantity):
    typed = ScheduleInput("kind", "01/02/2026", str(count), "3", str(quantity), "con")
    found = instalments(judge_schedule(typed), 0, 0)
    assert sum(size for _day, size, _basis in found) == quantity
    assert all(size > 0 for _day, size, _basis in found)


def test_instalments_say_what_they_are_based_on():
    schedule = judge_schedule(ScheduleInput("money", "01/06/2025", "2", "12"))
    assert instalments(schedule, 25_000_000, 20) == [
        (date(2025, 6, 1), 2_500_000, "20% của 25.000.000 đ hỗ trợ"),
        (date(2026, 6, 1), 2_500_000, "20% của 25.000.000 đ hỗ trợ"),
    ]
    kind = judge_schedule(ScheduleInput("kind", "01/06/2026", quantity="1", unit="con"))
    assert instalments(kind, 0, 0) == [(date(2026, 6, 1), 1, "Thỏa thuận trả 1 con")]


def test_days_of_a_short_month_are_its_last():
    assert instalment_days(date(2025, 1, 31), 3, 1) == (date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31))


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        (ScheduleInput("x", "", "0"), ["form", "first_on", "count"]),
        (ScheduleInput("money", "01/06/2025", "2"), ["every_months"]),
        (ScheduleInput("kind", "01/06/2025", "1"), ["quantity", "unit"]),
        (ScheduleInput("kind", "01/06/2025", "3", "2", "2", "con"), ["quantity"]),
    ],
)
def test_a_schedule_that_cannot_be_is_refused_at_its_fields(typed, fields):
    with pytest.raises(InvalidInput) as wrong:
        judge_schedule(typed)
    assert [problem.field for problem in wrong.value.problems] == fields


def test_what_is_given_for_an_instalment_goes_to_it_and_the_rest_to_the_oldest():
    dues = [due("a", 100, date(2025, 1, 1)), due("b", 100, date(2025, 6, 1)), due("c", 100, date(2026, 1, 1))]
    found = ledger(dues, [back("1", 130, due_id="b"), back("2", 50)])
    assert [(one.due.id, one.given, one.left) for one in found.instalments] == [
        ("a", 80, 20), ("b", 100, 0), ("c", 0, 100),
    ]  # fmt: skip
    assert found.late(TODAY) == {(MONEY, "đ"): 20}
    assert found.owed() == {(MONEY, "đ"): 120}
    assert found.beyond == {}


def test_money_pays_for_no_calf_and_a_goat_for_no_calf():
    dues = [due("a", quantity=1, unit="con")]
    found = ledger(dues, [back("1", 5_000_000, due_id="a"), back("2", quantity=2, unit="kg")])
    assert found.instalments[0].left == 1
    assert found.beyond == {(MONEY, "đ"): 5_000_000, (KIND, "kg"): 2}
    assert in_words(found.beyond) == "5.000.000 đ, 2 kg"


def test_removed_records_are_in_no_ledger():
    found = ledger([due("a", 100), due("b", 100, removed=True)], [back("1", 100, removed=True)])
    assert [(one.due.id, one.left) for one in found.instalments] == [("a", 100)]


sizes = st.lists(st.integers(1, 50), max_size=6)


@given(sizes, st.lists(st.tuples(st.integers(1, 50), st.integers(-1, 5)), max_size=8))
def test_a_ledger_loses_nothing(owed, given_for):
    dues = [due(str(number), size) for number, size in enumerate(owed)]
    repaid = [back(f"r{number}", size, due_id=str(target)) for number, (size, target) in enumerate(given_for)]
    found = ledger(dues, repaid)
    given_all = sum(size for size, _target in given_for)
    assert sum(one.given for one in found.instalments) + sum(found.beyond.values()) == given_all
    assert sum(found.owed().values()) == max(sum(owed) - given_all, 0)
    assert all(0 <= one.given <= one.size for one in found.instalments)


moves = st.lists(st.tuples(st.sampled_from(["back", "on", "straight"]), st.integers(1, 9), st.booleans()), max_size=12)


@given(moves)
def test_the_fund_balances_in_money_and_in_each_unit(some):
    repaid = [
        back(str(n), size if money else None, quantity=None if money else size)
        for n, (what, size, money) in enumerate(some)
        if what == "back"
    ]
    passed = [
        on(str(n), size if money else None, quantity=None if money else size,
           from_participant_id="p" if what == "straight" else "")
        for n, (what, size, money) in enumerate(some)
        if what != "back"
    ]  # fmt: skip
    found = {(one.form, one.unit): one for one in fund([], repaid, passed, TODAY).lines}
    for key, line in found.items():
        came = sum(measure_of(one)[1] for one in repaid if measure_of(one)[0] == key)
        went = sum(measure_of(one)[1] for one in passed if measure_of(one)[0] == key and not one.from_participant_id)
        assert line.balance == line.repaid - line.passed_on == came - went
    given_all = given_back(repaid, passed)
    assert sum(measure_of(one)[1] for one in given_all) == sum(line.repaid for line in found.values())


def test_what_goes_straight_to_the_next_household_pays_the_giver_and_leaves_the_fund_alone():
    dues = [due("a", quantity=1)]
    passed = [on("x", quantity=1, from_participant_id="p")]
    (line,) = fund(dues, [], passed, TODAY).lines
    assert (line.repaid, line.passed_on, line.balance, line.overdue, line.outstanding) == (1, 1, 0, 0, 0)


def test_more_passed_on_than_came_back_is_said():
    found = fund([due("a", 100, date(2026, 1, 1), removed=True)], [back("b", 50)], [on("x", 80)], TODAY)
    assert found.lines[0].balance == -30
    assert "80" in found.warnings[0]


def test_overdue_is_counted_household_by_household():
    dues = [due("a", 100, who="p"), due("b", 100, who="q"), due("c", 70, date(2026, 1, 1), who="q")]
    (line,) = fund(dues, [back("1", 150, who="p"), back("2", 30, who="q")], [on("x", 9, removed=True)], TODAY).lines
    assert (line.due, line.overdue, line.repaid, line.outstanding) == (270, 70, 180, 90)


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"form": "money"}, ["amount"]),
        ({"form": "kind"}, ["unit", "quantity"]),
        ({"form": "money", "amount": "5", "quantity": "1"}, ["quantity"]),
        ({"form": "kind", "amount": "5", "quantity": "1", "unit": "con"}, ["amount"]),
    ],
)
def test_a_repayment_is_either_money_or_goods_of_a_unit(typed, fields):
    whole = {"participant_id": "p", "on": "01/07/2025", **typed}
    with pytest.raises(InvalidInput) as wrong:
        judge_record(Repayment, REPAYMENT, whole, TODAY, id="x", commune_code="22828")
    assert [problem.field for problem in wrong.value.problems] == fields


def test_months_whose_follow_up_does_not_say_what_was_given_on_are_named():
    noted = [
        FollowUp("1", "22828", "p", "2025-07", passed_on=1),
        FollowUp("2", "22828", "p", "2025-08"),
        FollowUp("3", "22828", "p", "2025-09", passed_on=2),
        FollowUp("4", "22828", "p", "2025-10", passed_on=2, removed=True),
    ]
    some = [
        back("a", quantity=1, day=date(2025, 7, 3)),
        back("b", quantity=1, day=date(2025, 8, 3), unit="Con"),
        back("c", quantity=9, day=date(2025, 8, 3), unit="kg"),
        back("d", 5_000_000, day=date(2025, 8, 3)),
        back("e", quantity=9, day=date(2025, 8, 3), removed=True),
    ]
    assert months_without(some, noted, "con") == [("2025-08", 1, 0), ("2025-09", 0, 2)]
