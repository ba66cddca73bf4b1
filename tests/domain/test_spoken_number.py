"""Numbers read aloud: typed while listening, scanned, and where they differ."""

import pytest

from sinhke_desktop.domain import spoken_number
from sinhke_desktop.domain.spoken_number import Comparison, Heard, compare

SHOWN = spoken_number.grouped("012345678901234567890123456789")
OTHER = spoken_number.grouped("912345678901234567890123456789")
DIGITS = spoken_number.digits_of(SHOWN)


def test_a_number_has_six_groups_of_five_and_two_check_digits():
    assert [len(group) for group in SHOWN.split()] == [5, 5, 5, 5, 5, 5, 2]
    assert spoken_number.is_well_typed(SHOWN)
    assert spoken_number.is_well_typed(SHOWN.replace(" ", "-"))
    assert not spoken_number.is_well_typed(SHOWN[:-1])
    assert not spoken_number.is_well_typed("x" + DIGITS[1:])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", Comparison(Heard.NOTHING)),
        ("abc", Comparison(Heard.NOTHING)),
        ("0123", Comparison(Heard.UNFINISHED)),
        ("01234 5678", Comparison(Heard.UNFINISHED)),
        ("01234 99999", Comparison(Heard.DIFFERS, (1,))),
        (SHOWN, Comparison(Heard.SAME)),
        (spoken_number.qr_text(SHOWN), Comparison(Heard.SAME)),
        (OTHER, Comparison(Heard.OTHER, (0, 6))),
        ("1" + DIGITS[1:], Comparison(Heard.SLIP, (0,))),
        (DIGITS[:-1] + str((int(DIGITS[-1]) + 1) % 10), Comparison(Heard.SLIP, (6,))),
        (DIGITS + "0", Comparison(Heard.SLIP, (6,))),
    ],
)
def test_what_was_heard_is_held_against_what_is_shown(typed, expected):
    assert compare(typed, SHOWN) == expected


def test_the_symbol_of_a_number_is_told_from_other_peoples_symbols():
    assert spoken_number.number_in(["https://example.vn", spoken_number.qr_text(SHOWN)]) == SHOWN
    assert spoken_number.number_in(["XDGN-SO:123", DIGITS]) == ""
