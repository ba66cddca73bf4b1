"""Monthly follow-up and the herd's balance."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.follow_up import (
    FollowUp,
    FollowUpInput,
    Herd,
    all_herds,
    follow_up_id,
    herd_of,
    herd_warning,
    judge_follow_ups,
)
from sinhke_desktop.domain.funding import InputHandover
from sinhke_desktop.domain.typed_values import next_month
from sinhke_desktop.errors import InvalidInput

TODAY = date(2025, 11, 20)


def handed(quantity, day=date(2024, 6, 19), **more):
    return InputHandover("i", "22828", "p", "bò", "con", quantity, 1, day, **more)


def month(number, **counts):
    text = next_month("2024-06", number)
    return FollowUp(follow_up_id("p", text), "22828", "p", text, **counts)


small = st.integers(0, 5)


@given(st.integers(1, 20), st.lists(st.tuples(small, small, small), max_size=12))
def test_a_herd_kept_by_the_book_always_adds_up(start, months):
    alive, noted = start, []
    for number, (born, lost, sold) in enumerate(months):
        lost = min(lost, alive + born)
        sold = min(sold, alive + born - lost)
        alive += born - lost - sold
        noted.append(month(number, alive=alive, born=born, lost=lost, sold=sold))
    herd = herd_of([handed(start)], noted)
    assert herd.expected == alive
    assert herd.alive == (alive if months else None)
    assert herd_warning(herd, "A", "con") == ""


@given(st.integers(1, 20), st.integers(1, 5))
def test_a_count_that_does_not_add_up_is_said(start, missing):
    herd = herd_of([handed(start)], [month(0, alive=start + missing)])
    warning = herd_warning(herd, "Trần Văn Đức", "con")
    assert "Trần Văn Đức" in warning
    assert str(start + missing) in warning


def test_what_came_after_the_last_count_waits_for_the_next_one():
    later = handed(3, date(2024, 9, 1))
    herd = herd_of([handed(2), later], [month(0, alive=2), month(1, born=1)])
    assert (herd.handed, herd.born, herd.alive, herd.month) == (2, 0, 2, "2024-06")


def test_feed_and_removed_records_do_not_count():
    herd = herd_of([handed(2), handed(50, in_herd=False), handed(9, removed=True)], [month(0, alive=9, removed=True)])
    assert (herd.handed, herd.alive) == (2, None)


def test_only_months_until_the_given_one_count():
    noted = [month(0, alive=2), month(1, alive=3, born=1)]
    assert herd_of([handed(2)], noted, "2024-06").alive == 2
    assert herd_of([handed(2)], noted, "2024-07").alive == 3


def test_all_herds_take_the_expected_number_where_nobody_counted():
    total = all_herds([Herd(2, 1, 0, 0, 3, "2025-11"), Herd(2, 0, 0, 1, None)])
    assert (total.handed, total.alive, total.month) == (4, 4, "2025-11")
    assert all_herds([]).alive is None


def test_a_follow_up_is_read_with_its_empty_counts():
    (one,) = judge_follow_ups([FollowUpInput("p", "11/2025", "14/11/2025", "2", income="1.200.000")], "22828", TODAY)
    assert (one.month, one.alive, one.born, one.income) == ("2025-11", 2, None, 1_200_000)
    assert one.id == follow_up_id("p", "2025-11")


def test_every_problem_names_its_row_and_nothing_is_kept():
    typed = [
        FollowUpInput("p", "11/2025", alive="1", sick="2"),
        FollowUpInput("", "12/2025", alive="-1"),
        FollowUpInput("q", "tháng này"),
        FollowUpInput("r", "11/2025"),
        FollowUpInput("r", "2025-11"),
    ]
    with pytest.raises(InvalidInput) as error:
        judge_follow_ups(typed, "22828", TODAY)
    assert [problem.field for problem in error.value.problems] == [
        "rows.0.sick", "rows.1.participant_id", "rows.1.month", "rows.1.alive", "rows.2.month", "rows.4.month",
    ]  # fmt: skip
