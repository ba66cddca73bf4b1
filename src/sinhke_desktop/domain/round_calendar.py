"""When a review round opens and ends, and what is due when (decision 24/2021/QĐ-TTg; constants are data).

Working days are Monday to Friday: public holidays are not known here, which every text that counts them says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sinhke_desktop.i18n import _

NEAR_DAYS = 7
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class ReviewProcess:
    """The constants of a review as its rule file states them; ``unverified`` maps a constant to its mark in words.

    ``yearly_opens`` and ``yearly_ends`` are (month, day); days of posting and answering are working days.
    """

    id: str
    name: str
    legal_source: str
    yearly_opens: tuple[int, int]
    yearly_ends: tuple[int, int]
    ad_hoc_day: int
    ad_hoc_days: int
    agreement_percent: int
    minutes_copies: int
    posting_working_days: int
    complaint_working_days: int
    certificate_suffix: str
    unverified: Mapping[str, str] = field(default_factory=dict)


def yearly_window(process: ReviewProcess, year: int) -> tuple[date, date]:
    """First and last day of the yearly round of *year*: 01/09 and 14/12."""
    return date(year, *process.yearly_opens), date(year, *process.yearly_ends)


def ad_hoc_window(process: ReviewProcess, month: str) -> tuple[date, date]:
    """First and last day of the ad-hoc round of *month* (``2026-10``): the 15th and 15 days later."""
    opens = date(int(month[:4]), int(month[5:7]), process.ad_hoc_day)
    return opens, opens + timedelta(days=process.ad_hoc_days)


def is_working_day(day: date) -> bool:
    """Monday to Friday."""
    return day.weekday() < SATURDAY


def after_working_days(day: date, count: int) -> date:
    """The day on which *count* whole working days have passed since *day*, which itself does not count."""
    while count > 0:
        day += timedelta(days=1)
        if is_working_day(day):
            count -= 1
    return day


def working_days_between(first: date, last: date) -> int:
    """Working days after *first* up to *last*, *last* included; 0 where *last* is not later."""
    days = max((last - first).days, 0)
    return sum(is_working_day(first + timedelta(days=one)) for one in range(1, days + 1))


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something due: *text* says what, *section* where in the round's page it is done; soonest first.

    ``key`` is stable: ``open-round``, ``round``, ``posting``, ``complaint``, ``refusal``, ``certificates``.
    """

    key: str
    text: str
    due_on: date
    days_left: int
    round_id: str = ""
    section: str = ""

    @property
    def overdue(self) -> bool:
        """True after the last day."""
        return self.days_left < 0

    @property
    def near(self) -> bool:
        """True in the last week and after it."""
        return self.days_left <= NEAR_DAYS

    @property
    def when(self) -> str:
        """``còn 5 ngày``, ``hạn hôm nay``, ``quá hạn 3 ngày``."""
        return days_left_words(self.days_left)


def days_left_words(days: int) -> str:
    """How much time is left, in words."""
    if days < 0:
        return _("{count} days overdue").format(count=-days)
    if days == 0:
        return _("due today")
    return _("{count} days left").format(count=days)
