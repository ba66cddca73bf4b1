"""Numbers of printed forms, and what the QR of a page says."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sinhke_desktop.domain.form_sheet import FormCode, check_digit, form_number, parse_form_code, shown_number

HOUSEHOLD = "0123456789abcdef" * 2
serials = st.integers(0, 9_999_999).map(lambda number: f"{number:07d}")


def numbered(serial: str) -> str:
    return serial + check_digit(serial)


@given(serials)
def test_a_number_reads_back_as_it_is_shown(serial):
    number = numbered(serial)
    assert form_number(shown_number(number)) == number
    assert form_number(f" {number[:2]}-{number[2:6]}.{number[6:]} ") == number


@given(serials, st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(serial, place, step):
    number = numbered(serial)
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    with pytest.raises(ValueError):
        form_number(wrong)


@given(serials, st.integers(0, 6))
def test_two_neighbours_that_changed_places_are_always_found(serial, place):
    number = numbered(serial)
    assume(number[place] != number[place + 1])
    wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    with pytest.raises(ValueError):
        form_number(wrong)


@pytest.mark.parametrize("text", ["", "1234567", "123456789", "1234567a", "١٢٣٤٥٦٧٨"])
def test_what_has_no_eight_digits_is_no_number(text):
    with pytest.raises(ValueError):
        form_number(text)


@pytest.mark.parametrize("household", ["", HOUSEHOLD])
def test_a_page_s_code_reads_back(household):
    code = FormCode("TH2M", numbered("4129073"), household, 1, 2)
    assert parse_form_code(code.text()) == code


def test_a_form_of_the_first_version_has_a_household_and_no_number():
    assert parse_form_code(f"SK1|TH1|{HOUSEHOLD}|2/3") == FormCode("TH1", "", HOUSEHOLD, 2, 3)


@pytest.mark.parametrize(
    "text",
    [
        "", "https://example.invalid/phieu", f"SK1|TH1|{HOUSEHOLD[:-1]}|1/1", f"SK1|TH2|12345678|1/1|{HOUSEHOLD}",
        f"SK1|TH2|{numbered('4129073')}|3/2|", f"SK1|TH2|{numbered('4129073')}|0/2|",
        f"SK2|TH2|{numbered('4129073')}|1/2|", f"SK1|TH2|{numbered('4129073')}|1/2|{HOUSEHOLD} ",
    ],
)  # fmt: skip
def test_any_other_code_is_refused(text):
    with pytest.raises(ValueError):
        parse_form_code(text)
