"""Passwords with Vietnamese letters, and how hard they are to guess."""

import unicodedata

from sinhke_desktop.domain.passwords import Strength, spelled, spellings, strength

COMPOSED = "mật khẩu của xã"


def test_a_password_is_kept_under_one_spelling_however_the_keyboard_composes():
    assert spelled(unicodedata.normalize("NFD", COMPOSED)) == COMPOSED


def test_plain_letters_have_one_spelling_so_opening_costs_no_more_time():
    assert spellings("mot cau that dai") == ("mot cau that dai",)


def test_the_composed_spelling_is_tried_first_then_what_was_typed():
    typed = unicodedata.normalize("NFD", COMPOSED)
    assert spellings(typed)[:2] == (COMPOSED, typed)
    assert len(spellings(COMPOSED)) == 3


def test_the_spelling_of_windows_own_keyboard_has_the_tone_behind_the_vowel():
    assert "kh\u00e2\u0309u" in spellings("khẩu")


def test_letters_without_a_tone_stay_as_they_are_in_every_spelling():
    assert spellings("đủ")[-1] == "đu\u0309"


def test_strength_grows_with_length_and_kinds_of_signs():
    words = ("abc", "aaaaaaaa", "bo cai do so 7", "con bò cái đỏ 2025 ở thôn Gòn")
    assert [strength(word) for word in words] == [Strength.SHORT, Strength.WEAK, Strength.FAIR, Strength.STRONG]


def test_a_word_that_everybody_tries_makes_a_password_weak():
    assert strength("Matkhau12345") is Strength.WEAK
    assert strength("Mật khẩu 12345") is Strength.WEAK


def test_a_decomposed_password_counts_letters_not_marks():
    assert strength(unicodedata.normalize("NFD", "ắẫấậ")) is Strength.SHORT
