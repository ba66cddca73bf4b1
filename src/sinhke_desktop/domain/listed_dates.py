"""Birth years and dates as Excel files hold them: typed, as dates, as the numbers that Excel keeps for dates."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from sinhke_desktop.domain.cell_texts import text_of, tidied, whole_number
from sinhke_desktop.domain.household import OLDEST_YEAR, Birth, parse_birth
from sinhke_desktop.domain.review_list import Cell
from sinhke_desktop.domain.vietnamese import fold

_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?Z?$", re.IGNORECASE)
_NUMBERS = re.compile(r"(?:ngay )?(\d{1,2}) ?[/.\-,]? ?thang (\d{1,2}) ?[/.\-,]? ?(?:nam )?(\d{4})")
_MONTH_OF_YEAR = re.compile(r"(?:thang )?(\d{1,2}) ?(?:[/.\-]|nam) ?(\d{4})")
_ABOUT_A_YEAR = re.compile(r"(?:sn|ns|sinh|sinh nam|nam sinh|nam|khoang|khoang nam|~)?[ .:]*(\d{4}) ?\??")
_UNKNOWN_DAY = re.compile(r"[0_.x? ]{0,4}[/\-][0_.x? ]{0,4}[/\-](\d{4})")
_THOUSANDS = re.compile(r"([12])[.,](\d{3})")
_ENGLISH = re.compile(r"(\d{1,2})[-/ ]([a-z]{3})[a-z]*[-/ ,]{1,2}(\d{4}|\d{2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ANY_ORDER = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
OLDEST_AGE = 105
"""Nobody is taken to be older where a year of two digits leaves the century open; older people are doubted."""
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
    return _of_text(unicodedata.normalize("NFKC", tidied(text_of(cell))), last_year)


@lru_cache(maxsize=65536)
def _of_text(text: str, last_year: int) -> tuple[Birth | None, str]:
    """Usual ways of writing first; NK-16 for what was understood, yet better looked at."""
    text = _AROUND_SIGNS.sub(lambda found: found[1], _TIME.sub("", text.lstrip("'")))
    if found := re.fullmatch(r"(\d{4})[.,]0+", text):
        return Birth(int(found[1])), ""
    if re.fullmatch(r"\d( ?\d){3}", text):
        return Birth(int(text.replace(" ", ""))), ""
    plain = fold(text)
    if found := _MONTH_OF_YEAR.fullmatch(plain):
        return (Birth(int(found[2])), "NK-09") if 1 <= int(found[1]) <= 12 else (None, "")
    if found := _NUMBERS.fullmatch(plain):
        return _on(int(found[3]), int(found[2]), int(found[1])), ""
    if found := _YEAR_FIRST.fullmatch(text):
        return _on(int(found[1]), int(found[2]), int(found[3])), ""
    try:
        return parse_birth(text), ""
    except ValueError:
        return _odd(plain, last_year), "NK-16"


def _odd(text: str, last_year: int) -> Birth | None:
    """A birth with two digits for the year, the month first, no day, or words around the year."""
    if found := (_ABOUT_A_YEAR.fullmatch(text) or _UNKNOWN_DAY.fullmatch(text)):
        return Birth(int(found[1]))
    if found := _THOUSANDS.fullmatch(text):
        return Birth(int(found[1] + found[2]))
    if found := _ENGLISH.fullmatch(text):
        month = _MONTHS.index(found[2]) + 1 if found[2] in _MONTHS else 0
        return _on(_whole_year(found[3], last_year), month, int(found[1]))
    if found := _ANY_ORDER.fullmatch(text):
        year, first, second = _whole_year(found[3], last_year), int(found[1]), int(found[2])
        return _on(year, second, first) or _on(year, first, second)
    return None


def _whole_year(digits: str, last_year: int) -> int:
    """``71`` → 1971 where only one century is possible, else 0."""
    if len(digits) == 4:
        return int(digits)
    possible = [
        year for year in (1900 + int(digits), 2000 + int(digits)) if last_year - OLDEST_AGE <= year <= last_year
    ]
    return possible[0] if len(possible) == 1 else 0


def _on(year: int, month: int, day: int) -> Birth | None:
    try:
        date(year, month, day)
    except ValueError:
        return None
    return Birth(year, month, day)


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
