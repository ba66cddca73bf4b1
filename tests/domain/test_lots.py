"""Lots that everybody can check."""

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.lots import Lot, check_code, drawn, judge_named, lots_for, parse_lot, shared_out
from sinhke_desktop.errors import InvalidInput

numbers = st.integers(1000, 10**12 - 1).map(str)


@given(numbers, st.integers(0, 60))
def test_every_lot_is_drawn_once_and_always_the_same(named, count):
    lots = drawn(named, count)
    assert sorted(lots) == list(range(1, count + 1))
    assert drawn(named, count) == lots


def test_the_order_is_that_of_the_hashes_which_sha256sum_gives_too():
    lots = drawn("582913", 7)
    codes = [check_code("582913", place) for place in range(1, 8)]
    assert [code for _lot, code in sorted(zip(lots, codes, strict=True))] == sorted(codes)
    told = subprocess.run(["sha256sum"], input=b"582913-5", capture_output=True, check=True)
    assert told.stdout.split()[0].decode() == codes[4]


def test_each_household_has_the_same_chance_of_each_lot():
    times = [[0] * 5 for _place in range(5)]
    for named in range(1000, 6000):
        for place, lot in enumerate(drawn(str(named), 5)):
            times[place][lot - 1] += 1
    assert all(880 <= count <= 1120 for row in times for count in row)


@given(numbers, st.integers(1, 30))
def test_a_written_lot_reads_back_and_can_be_checked(named, count):
    for lot in lots_for(named, count):
        assert parse_lot(lot.text) == lot
        assert lot.right


def test_a_lot_that_the_arithmetic_does_not_give_is_found_out():
    first = lots_for("582913", 7)[0]
    assert not Lot(first.number % 7 + 1, 1, 7, "582913").right
    assert not Lot(1, 9, 7, "582913").right


def test_a_lot_drawn_by_hand_is_kept_as_it_is():
    assert parse_lot("Thăm số 3") is None
    assert parse_lot("") is None


def test_the_named_number_may_be_written_with_spaces_and_dots():
    assert judge_named(" 58.29 13 ") == "582913"


@pytest.mark.parametrize("wrong", ["", "123", "1" * 13, "12a4", "²³¹²", "-1234"])
def test_a_named_number_must_be_four_to_twelve_digits(wrong):
    with pytest.raises(InvalidInput) as refused:
        judge_named(wrong)
    assert [(one.field, one.code) for one in refused.value.problems] == [("named", "MH-46")]


def test_tags_are_dealt_out_in_the_order_of_the_lots():
    lots = [Lot(2, 1, 2, "1234"), Lot(1, 2, 2, "1234")]
    assert shared_out(["HS-01", "HS-02", "HS-03"], lots, [2, 1]) == [["HS-02", "HS-03"], ["HS-01"]]
    assert shared_out(["HS-01"], lots, [2, 1]) == [[], ["HS-01"]]
