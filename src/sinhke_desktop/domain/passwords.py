"""Passwords as typed in Vietnam: one spelling whatever the keyboard composes, and how hard they are to guess."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

SHORTEST = 8
FEW_DIFFERENT = 4
WEAK_BELOW, STRONG_FROM = 22, 32
LEAST_BESIDE_KNOWN_WORDS = 5
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_DONE_TO_DEATH = ("matkhau", "password", "12345", "abcd", "qwerty", "sinhke", "giamngheo", "admin")


class Strength(StrEnum):
    """How hard a password is to guess."""

    SHORT = "short"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


def spelled(password: str) -> str:
    """The one spelling under which a password is kept: letters composed with their marks (NFC)."""
    return unicodedata.normalize("NFC", password)


def spellings(password: str) -> tuple[str, ...]:
    """What may have been kept for *password*, likeliest first: composed, as typed, decomposed, tones apart.

    Stores of version 0.1 kept whatever the keyboard gave, and Unikey composes as it is told ("dựng sẵn", "tổ hợp").
    The last form is that of Windows' own Vietnamese keyboard: vowel with its mark composed, tone behind it.
    """
    composed = spelled(password)
    forms = (composed, password, unicodedata.normalize("NFD", password), _tones_apart(composed))
    return tuple(dict.fromkeys(forms))


def _tones_apart(composed: str) -> str:
    letters = []
    for letter in composed:
        marks = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in marks if mark in _TONES)
        rest = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
        letters.append(rest + tones)
    return "".join(letters)


def strength(password: str) -> Strength:
    """How hard *password* is to guess: its length, the kinds of signs, how many differ, and no well-known word."""
    text = spelled(password)
    if len(text) < SHORTEST:
        return Strength.SHORT
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text.lower()) if sign.isalnum())
    left = plain
    for word in _DONE_TO_DEATH:
        left = left.replace(word, "")
    kinds = sum(any(test(sign) for sign in text) for test in (str.isdigit, str.isupper, str.islower, _other))
    different = len(set(text))
    score = len(text) - (len(plain) - len(left)) + 2 * kinds + min(different, 12)
    if score < WEAK_BELOW or different < FEW_DIFFERENT or len(left) < LEAST_BESIDE_KNOWN_WORDS:
        return Strength.WEAK
    return Strength.FAIR if score < STRONG_FROM else Strength.STRONG


def _other(sign: str) -> bool:
    return not sign.isalnum()
