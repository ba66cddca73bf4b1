"""Birth years and dates as Excel files hold them: typed, as dates, as the numbers that Excel keeps for dates."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from sinhke_desktop.domain.cell_texts import text_of, tidied, whole_number
from sinhke_desktop.domain.household import OLDEST_YEAR, Birth, parse_birth
from sinhke_desktop.domain.review_list import Cell

_AROUND_SIGNS = re.compile(r"\s*([/.\-])\s*")
_EPOCH = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_YEAR_AS_DAY = (_EPOCH + timedelta(OLDEST_YEAR), _EPOCH + timedelta(2100))
"""A year typed into a cell of dates becomes one of these days of 1905."""


def read_birth(cell: Cell, last_year: int, *, from_1904: bool = False) -> tuple[Birth | None, str]:
    """The birth and the code of what a person should know about the reading, empty for none; None if unreadable."""
    if isinstance(cell, (datetime, date)):
        day = cell.date() if isinstance(cell, datetime) else cell
        if not from_1904 and _YEAR_AS_DAY[0] <= day <= _YEAR_AS_DAY[1]:
            return Birth((day - _EPOCH).days), "NK-08"
        return Birth(day.year, day.month, day.day), ""
    number = whole_number(cell)
    if number is not None:
        return _of_number(number, last_year, from_1904=from_1904)
    return _of_text(tidied(text_of(cell)))


@lru_cache(maxsize=65536)
def _of_text(text: str) -> tuple[Birth | None, str]:
    if found := re.fullmatch(r"(\d{4})[.,]0+", text):
        return Birth(int(found[1])), ""
    if found := re.fullmatch(r"(\d{1,2})[/.\-](\d{4})", text):
        return (Birth(int(found[2])), "NK-09") if 1 <= int(found[1]) <= 12 else (None, "")
    if " " in text:
        text = _AROUND_SIGNS.sub(lambda found: found[1], text)
    try:
        return parse_birth(text), ""
    except ValueError:
        return None, ""


def _of_number(number: int, last_year: int, *, from_1904: bool) -> tuple[Birth | None, str]:
    if 1000 <= number <= 9999:
        return Birth(number), ""
    if 10_000 <= number < 100_000:
        day = (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(number)
        return (Birth(day.year, day.month, day.day), "NK-08") if day.year <= last_year else (None, "")
    if 1_000_000 <= number <= 99_999_999:
        return _of_digits(f"{number:08d}", last_year), "NK-08"
    return None, ""


def _of_digits(digits: str, last_year: int) -> Birth | None:
    """``19620503`` or ``03051962``, whichever is a date; None where neither is, or both."""
    found = []
    for year, month, day in (
        (digits[:4], digits[4:6], digits[6:]),
        (digits[4:], digits[2:4], digits[:2]),
    ):
        try:
            date(int(year), int(month), int(day))
        except ValueError:
            continue
        if OLDEST_YEAR <= int(year) <= last_year:
            found.append(Birth(int(year), int(month), int(day)))
    return found[0] if len(found) == 1 else None


def whole_of_power(text: str) -> str:
    """``5.8062589028E10`` → ``58062589028``; empty where digits were lost."""
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return ""
    sign = value.as_tuple()
    if not isinstance(sign.exponent, int) or sign.exponent > 0:
        return ""
    return str(int(value)) if value == value.to_integral_value() else ""
