import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.citizen_id import PROVINCES, masked, repair, warnings_for
from sinhke_desktop.domain.household import Sex

NUMBER = "058062001234"
"""Invented: Ninh Thuận, male, born 1962."""


def codes(*asked):
    return [problem.code for problem in warnings_for(*asked)]


def test_a_number_that_fits_has_no_warning():
    assert codes(NUMBER, Sex.MALE, 1962) == []
    assert codes("058 162 001 234", Sex.FEMALE, 1962) == []
    assert codes("058212001234", Sex.MALE, 2012) == []


def test_nothing_typed_and_an_old_number_have_no_warning():
    assert codes("", Sex.MALE, 1962) == codes("264123456", Sex.FEMALE, 1970) == []


@pytest.mark.parametrize("number", ["58062001234", "0580620012345", "05806200123A", "12345678", "²64123456"])
def test_a_number_of_another_length_or_with_letters_is_warned_about(number):
    assert codes(number, Sex.MALE, 1962) == ["CC-05"]


def test_sex_birth_year_and_province_are_compared():
    assert codes(NUMBER, Sex.FEMALE, 1962) == ["CC-03"]
    assert codes(NUMBER, Sex.MALE, 1963) == ["CC-02"]
    assert codes(NUMBER, Sex.FEMALE, 2062) == ["CC-03", "CC-02"]
    assert codes("099062001234", Sex.MALE, 1962) == ["CC-06"]
    assert codes("118062001234", Sex.MALE, 1962) == []
    assert "1962" in warnings_for(NUMBER, None, 1963)[0].message


def test_what_is_unknown_is_not_compared():
    assert codes(NUMBER, None, None) == []


def test_there_are_63_province_codes_with_those_of_the_seeds():
    assert len(PROVINCES) == 63
    assert {"001", "054", "056", "058", "066", "083", "084", "086"} <= PROVINCES


@given(st.sampled_from(sorted(PROVINCES)), st.integers(1900, 2099), st.sampled_from(list(Sex)), st.integers(0, 999999))
def test_a_number_robbed_of_its_zeros_by_a_spreadsheet_is_repaired(province, year, sex, serial):
    digit = (year // 100 - 19) * 2 + (sex is Sex.FEMALE)
    number = f"{province}{digit}{year % 100:02d}{serial:06d}"
    assert warnings_for(number, sex, year) == []
    assert repair(str(int(number)), sex, year) == number
    assert repair(f"{int(number)}.0", sex, year) == number
    assert repair(str(int(number)), sex, year + 1) is None


@pytest.mark.parametrize("text", [NUMBER, "264123456", "", "99062001234", "abc", "5806200123x"])
def test_what_lost_no_zero_is_not_repaired(text):
    assert repair(text, Sex.MALE, 1962) is None


def test_masking_leaves_the_ends_only():
    assert masked("058062000123") == "058••••••123"
    assert masked("264123456") == "264•••456"
    assert masked("1234") == "••••"
    assert masked("") == ""
