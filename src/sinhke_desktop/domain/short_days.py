"""Days typed short from a paper in front of one: ``14``, ``14/10``, ``1410``, ``14/10/25``."""

from __future__ import annotations

import re
from datetime import date

from sinhke_desktop.domain.typed_values import Typed, next_month, typed_text

_PARTS = re.compile(r"(\d{1,2})(?:[/.\- ](\d{1,2})(?:[/.\- ](\d{2}|\d{4}))?)?")
_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{2}|\d{4})?")
CENTURY = 2000


def full_day(typed: Typed, near: date, *, ahead: bool) -> Typed:
    """*typed* with the month and year that it leaves out; what is no such day comes back as it was typed.

    Without month or year it is the last such day up to *near*, or with *ahead* the first one after it.
    """
    text = typed_text(typed)
    match = _TOGETHER.fullmatch(text) or _PARTS.fullmatch(text)
    if match is None:
        return typed
    day, month, year = (int(part) if part else None for part in match.groups())
    if day is None:
        return typed
    if year is not None and month is not None:
        return _existing(year if year >= CENTURY else year + CENTURY, month, day) or typed
    found = [one for one in _candidates(day, month, near) if (one > near if ahead else one <= near)]
    if not found:
        return typed
    return min(found) if ahead else max(found)


def _candidates(day: int, month: int | None, near: date) -> list[date]:
    """Such days about *near*: the day of each month within a year or, with *month*, that day of nine years."""
    if month is not None:
        around = [(near.year + years, month) for years in range(-4, 5)]
    else:
        this = f"{near.year:04d}-{near.month:02d}"
        around = [(int(one[:4]), int(one[5:])) for one in (next_month(this, away) for away in range(-12, 13))]
    return [one for at_year, at_month in around if (one := _existing(at_year, at_month, day)) is not None]


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
