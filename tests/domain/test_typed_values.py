"""Numbers, days and months as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.typed_values import (
    derived_id,
    judged_day,
    judged_number,
    last_day,
    month_name,
    month_of,
    next_month,
    parse_day,
    parse_month,
    parse_number,
    typed_lines,
    typed_text,
)


@given(st.integers(min_value=0, max_value=10**15))
def test_a_number_reads_back_with_dots_with_unit_and_plain(number):
    assert parse_number(number) == number
    assert parse_number(str(number)) == number
    assert parse_number(format_number(number)) == number
    assert parse_number(format_number(number) + " đ") == number
    assert parse_number(f"{number} đồng") == number


@pytest.mark.parametrize("text", ["1.2", "12.34.567", "-3", "ba", "1,5", "1.000,0", "1.0000"])
def test_what_is_no_whole_number_is_refused(text):
    with pytest.raises(ValueError):
        parse_number(text)


def test_nothing_typed_is_no_number_and_no_day():
    assert parse_number("  ") is None
    assert parse_number(None) is None
    assert parse_day("") is None


@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_day_reads_back_in_every_customary_form(day):
    for text in (f"{day:%d/%m/%Y}", f"{day.day}-{day.month}-{day.year}", day.isoformat(), day):
        assert parse_day(text) == day


@pytest.mark.parametrize("text", ["31/02/2024", "2024", "hôm qua", "1/13/2024"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError):
        parse_day(text)


def test_months_are_read_in_both_orders():
    assert parse_month("11/2025") == parse_month("2025-11") == parse_month(" 11/2025 ") == "2025-11"
    assert parse_month("1/2025") == "2025-01"
    for wrong in ("13/2025", "2025", "", "2025-1"):
        with pytest.raises(ValueError):
            parse_month(wrong)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 1, 1)), st.integers(-600, 600))
def test_months_count_forward_and_back(day, count):
    month = month_of(day)
    assert next_month(next_month(month, count), -count) == month
    assert month_of(last_day(month)) == month
    assert month_of(date.fromordinal(last_day(month).toordinal() + 1)) == next_month(month)


def test_a_month_is_named_as_people_write_it():
    assert month_name("2025-11") == "11/2025"


def test_problems_name_their_field_and_nothing_is_returned():
    problems = []
    assert judged_number("abc", "a", problems) is None
    assert judged_number("", "b", problems, required=True) is None
    assert judged_number("7", "c", problems, most=5) is None
    assert judged_number("0", "d", problems, least=1) is None
    assert judged_day("abc", "e", problems) is None
    assert judged_day("", "f", problems, required=True) is None
    assert judged_day("20/11/2025", "g", problems, latest=date(2025, 11, 19)) is None
    assert [one.field for one in problems] == list("abcdefg")
    assert {one.code for one in problems} == {"MH-03", "MH-04"}
    assert judged_number("", "x", problems) is None
    assert judged_day("", "y", problems) is None
    assert len(problems) == 7


def test_text_is_tidied_and_empty_lines_go():
    assert typed_text(date(2024, 6, 19)) == "19/06/2024"
    assert typed_text("  Bo\u0300 ") == "Bò"
    assert typed_lines(" một \n\n  hai\u0301  ba \n") == "một\nhaí ba"


def test_derived_ids_are_ids_and_depend_on_every_part():
    assert derived_id("a", "bc") != derived_id("ab", "c")
    assert derived_id("a", "b") == derived_id("a", "b")
    assert len(derived_id("a")) == 32
    assert set(derived_id("a")) <= set("0123456789abcdef")
