"""The QR of a form as scanners type it on keyboards that are set up in other ways."""

import random

import pytest

from sinhke_desktop.domain.form_sheet import check_digit
from sinhke_desktop.domain.scanned_code import (
    FRENCH,
    VIETNAMESE_DIGITS,
    looks_scanned,
    same_smeared,
    scanned_code,
)

HOUSEHOLD = "0a9f3cde7b1245affe00dd61ae8c4b5f"
NUMBER = "4129073" + check_digit("4129073")
TEXT = f"SK1|TH2|{NUMBER}|1/2|{HOUSEHOLD}"


def on_layout(text, layout):
    typed = {shown: sign for sign, shown in layout.items()}
    return "".join(typed.get(sign, sign) for sign in text)


def test_the_text_as_it_is_printed_is_understood_whole():
    found = scanned_code(f" {TEXT}\r")
    assert found.code.text() == TEXT
    assert found.smeared == ""


def test_caps_lock_turns_letters_over_and_the_code_stays_the_same():
    assert scanned_code(TEXT.swapcase()).code.text() == TEXT


@pytest.mark.parametrize("bar", ["~", "*", "§", "µ", "°", ">", "Ç"])
def test_another_sign_instead_of_the_bar_does_no_harm(bar):
    assert scanned_code(TEXT.replace("|", bar).replace("/", "-")).code.text() == TEXT


def test_the_digits_of_the_vietnamese_layout_are_read_back():
    typed = on_layout(TEXT, {sign: shown for sign, shown in VIETNAMESE_DIGITS.items() if sign.islower() or not
                             sign.isalpha()})  # fmt: skip
    assert not any(sign.isdigit() for sign in typed)
    assert scanned_code(typed).code.text() == TEXT


def test_the_french_row_without_shift_is_read_back():
    typed = on_layout(TEXT.lower(), {sign: shown for sign, shown in FRENCH.items() if sign != "Q"}).replace("|", "µ")
    assert scanned_code(typed).code.text() == TEXT


def test_a_spare_form_has_no_household():
    found = scanned_code(f"sk1|tn1m|{NUMBER}|1/1|")
    assert (found.code.version, found.code.household_id, found.smeared) == ("TN1M", "", "")


def test_a_form_of_the_first_version_has_a_household_and_no_number():
    found = scanned_code(f"SK1|TH1|{HOUSEHOLD}|2/2")
    assert (found.code.number, found.code.household_id, found.code.page) == ("", HOUSEHOLD, 2)


def test_a_wrong_digit_in_the_number_is_refused():
    with pytest.raises(ValueError, match="4129"):
        scanned_code(TEXT.replace(NUMBER, NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10)))


@pytest.mark.parametrize("text", ["Đỗ Đức Dũng", "41290736", "", "SK1|TH2|4129", TEXT.replace("1/2", "3/2")])
def test_other_text_is_no_code(text):
    assert scanned_code(text) is None


@pytest.mark.parametrize(("text", "scanned"), [("SK1|TH2|4129", True), ("skă|th", False), ("Skầu", False)])
def test_a_torn_code_is_told_from_a_name(text, scanned):
    assert looks_scanned(text) is scanned


def telex(text):
    """What UniKey leaves of *text* in Telex: doubled letters get their hat, f puts a grave on the vowel before."""
    out = []
    for sign in text:
        if sign in "ade" and out and out[-1] == sign:
            out[-1] = {"a": "â", "d": "đ", "e": "ê"}[sign]
        elif sign == "f" and out and out[-1] in "aâeê":
            out[-1] = {"a": "à", "â": "ầ", "e": "è", "ê": "ề"}[out[-1]]
        else:
            out.append(sign)
    return "".join(out)


def vni(text):
    """What UniKey leaves of *text* in VNI: digits after a vowel become its accent."""
    marks = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323", "6": "\u0302"}
    out = []
    for sign in text:
        if sign in marks and out and out[-1] in "ae":
            out[-1] += marks[sign]
        elif sign == "9" and out and out[-1] == "d":
            out[-1] = "đ"
        else:
            out.append(sign)
    return "".join(out)


@pytest.mark.parametrize("typing_program", [telex, vni])
def test_unikey_spoils_the_id_but_the_number_stands_and_the_household_is_found_among_5000(typing_program):
    chance = random.Random(26)
    known = [f"{chance.getrandbits(128):032x}" for _one in range(5000)]
    for household_id in known[:200]:
        found = scanned_code(typing_program(TEXT.replace(HOUSEHOLD, household_id)))
        assert found.code.number == NUMBER
        assert (found.code.household_id or same_smeared(found.smeared, known)) == household_id


def test_what_could_be_two_households_is_none():
    assert same_smeared("àb", ["afb", "ab"]) == ""
    assert same_smeared("xyz", ["123"]) == ""
