"""The number by which people recognise a machine on the telephone: 30 digits in groups of five, two check digits.

Two sides compare it aloud, or one reads the other's QR symbol (exchange.md c.10).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

DIGITS, GROUP, CHECK = 30, 5, 97
QR_MARK = "XDGN-SO:"
"""A QR symbol of a number begins so; nothing else in it but the digits."""


class Heard(StrEnum):
    """What becomes of a number that was typed or scanned beside the one that is shown."""

    NOTHING = "nothing"
    UNFINISHED = "unfinished"
    DIFFERS = "differs"
    SLIP = "slip"
    OTHER = "other"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdict and which groups (from 0, the check digits last) are not as shown."""

    heard: Heard
    groups: tuple[int, ...] = ()


def grouped(digits: str) -> str:
    """30 digits as they are read aloud, with their check digits."""
    groups = [digits[start : start + GROUP] for start in range(0, DIGITS, GROUP)]
    return " ".join((*groups, check_digits(digits)))


def check_digits(digits: str) -> str:
    """Two digits that make the whole number leave 1 modulo 97, as bank account numbers do."""
    return f"{(CHECK + 1 - int(digits) * 100 % CHECK) % CHECK:02d}"


def digits_of(text: str) -> str:
    """The digits in a typed or scanned number, whatever stands between them."""
    return "".join(char for char in text if char.isascii() and char.isdigit())


def is_well_typed(text: str) -> bool:
    """False if a number read aloud has a slip: a wrong digit or two neighbours swapped, too few, or other signs."""
    digits = "".join(char for char in text if not char.isspace() and char != "-")
    if len(digits) != DIGITS + 2 or not (digits.isascii() and digits.isdigit()):
        return False
    return check_digits(digits[:DIGITS]) == digits[DIGITS:]


def qr_text(number: str) -> str:
    """What the QR symbol of a number says."""
    return QR_MARK + digits_of(number)


def number_in(texts: list[str]) -> str:
    """The first number among the texts of QR symbols, grouped; an empty text if none says one."""
    for text in texts:
        if text.startswith(QR_MARK) and is_well_typed(text[len(QR_MARK) :]):
            return grouped(digits_of(text)[:DIGITS])
    return ""


def compare(typed: str, shown: str) -> Comparison:
    """Hold *typed* against *shown*; while it is being typed, only whole groups are judged.

    ``SLIP``: its own check digits do not fit, so it was misheard or mistyped; ``OTHER``: it is another machine's.
    """
    mine, theirs = digits_of(typed), digits_of(shown)
    if not mine:
        return Comparison(Heard.NOTHING)
    whole = len(mine) >= len(theirs)
    different = tuple(
        start // GROUP
        for start in range(0, len(theirs), GROUP)
        if len(mine) >= min(start + GROUP, len(theirs)) and mine[start : start + GROUP] != theirs[start : start + GROUP]
    )
    if not whole:
        return Comparison(Heard.DIFFERS if different else Heard.UNFINISHED, different)
    if mine == theirs:
        return Comparison(Heard.SAME)
    slip = not is_well_typed(mine)
    return Comparison(Heard.SLIP if slip else Heard.OTHER, different)
