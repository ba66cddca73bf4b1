"""Numbers, days and months as people type them; what cannot be read becomes a problem of its field."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from typing import TypeAlias

from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import Problem
from sinhke_desktop.i18n import _

Typed: TypeAlias = str | int | date | None
"""Text from a form, or a value that another part of the program already knows."""

LARGEST = 10**15
_GROUPED = re.compile(r"\d{1,3}(?:[. ]\d{3})+|\d+")
_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")


def typed_text(value: Typed) -> str:
    """*value* as tidied text; a day as 19/06/2024."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else tidy(str(value))


def typed_lines(value: str) -> str:
    """Text of several lines, each tidied, empty ones left out."""
    return "\n".join(filter(None, (tidy(line) for line in value.splitlines())))


def parse_number(value: Typed) -> int | None:
    """``18.870.000``, ``18870000 đ`` or an int; None where nothing was typed; ValueError for anything else."""
    if isinstance(value, int):
        return int(value)
    text = re.sub(r"\s*(?:đồng|đ)$", "", typed_text(value))
    if not text:
        return None
    if not _GROUPED.fullmatch(text):
        raise ValueError(text)
    return int(re.sub(r"[. ]", "", text))


def parse_day(value: Typed) -> date | None:
    """``19/06/2024``, ``19-6-2024``, ISO or a date; None where nothing was typed; ValueError for anything else."""
    if isinstance(value, date):
        return value
    text = typed_text(value)
    if not text:
        return None
    if match := _DAY.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
        return date(year, month, day)
    return date.fromisoformat(text)


def parse_month(value: str) -> str:
    """``2025-11`` or ``11/2025`` as ``2025-11``; raises ValueError."""
    text = tidy(value)
    if match := re.fullmatch(r"(\d{1,2})/(\d{4})", text):
        text = f"{match[2]}-{int(match[1]):02d}"
    if not re.fullmatch(r"\d{4}-\d{2}", text):
        raise ValueError(value)
    date.fromisoformat(text + "-01")
    return text


def judged_number(
    value: Typed, field: str, problems: list[Problem], *, least: int = 0, most: int = LARGEST, required: bool = False
) -> int | None:
    """A whole number between *least* and *most*, or None with a problem (MH-03) where it is not."""
    try:
        number = parse_number(value)
    except ValueError:
        problems.append(Problem(field, _("Type a whole number, for example 12 or 18.870.000."), "MH-03"))
        return None
    if number is None:
        if required:
            problems.append(Problem(field, _("A number is missing here."), "MH-03"))
        return None
    if not least <= number <= most:
        if most == LARGEST:
            problems.append(Problem(field, _("The number must be at least {least}.").format(least=least), "MH-03"))
        else:
            text = _("The number must lie between {least} and {most}.").format(least=least, most=most)
            problems.append(Problem(field, text, "MH-03"))
        return None
    return number


def judged_day(
    value: Typed, field: str, problems: list[Problem], *, required: bool = False, latest: date | None = None
) -> date | None:
    """A day not after *latest*, or None with a problem (MH-04) where it is not."""
    try:
        day = parse_day(value)
    except ValueError:
        problems.append(Problem(field, _("Type the day as 19/06/2024."), "MH-04"))
        return None
    if day is None:
        if required:
            problems.append(Problem(field, _("The day is missing."), "MH-04"))
        return None
    if latest is not None and day > latest:
        problems.append(Problem(field, _("This day lies in the future."), "MH-04"))
        return None
    return day


def month_of(day: date) -> str:
    """``2025-11``."""
    return f"{day.year:04d}-{day.month:02d}"


def month_name(month: str) -> str:
    """``2025-11`` as ``11/2025``."""
    year, _dash, number = month.partition("-")
    return f"{number}/{year}"


def next_month(month: str, count: int = 1) -> str:
    """The month *count* months after *month* (before it for a negative count)."""
    months = int(month[:4]) * 12 + int(month[5:7]) - 1 + count
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def last_day(month: str) -> date:
    """The last day of *month*."""
    after = next_month(month)
    return date.fromordinal(date(int(after[:4]), int(after[5:7]), 1).toordinal() - 1)


def derived_id(*parts: str) -> str:
    """An entity id (32 hexadecimal digits) that follows from *parts*.

    For entities of which only one can exist (the follow-up of one household in one month): two machines that record
    it apart then speak of the same entity, and differing values show as a conflict instead of a double record.
    """
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
