"""What else stands on a citizen card (CCCD): the day of its issue, and the old number (CMND) that it replaced.

The request sheets and the certificate of decision 24/2021/QĐ-TTg ask for the day of issue (domain.md 2.4).
"""

from __future__ import annotations

import re
from datetime import date

from sinhke_desktop.domain.typed_values import parse_day
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import Problem
from sinhke_desktop.i18n import _

OLDEST_CARD = date(1957, 1, 1)
"""No card of the people's that is still in use was issued before."""
_OLD_NUMBER = re.compile(r"\d{9}|\d{12}")


def parse_old_number(text: str) -> str:
    """The digits of an old number without spaces and dots; empty for none; ValueError unless it has 9 or 12 digits."""
    number = re.sub(r"[ .\-']", "", tidy(text))
    if number and not (number.isascii() and _OLD_NUMBER.fullmatch(number)):
        raise ValueError(text)
    return number


def judged_card_day(text: str, field: str, today: date, problems: list[Problem]) -> date | None:
    """The day of issue (``03/05/2021``) or None; CC-09 for what is no day, lies in the future or before 1957."""
    try:
        day = parse_day(text)
    except ValueError:
        problems.append(Problem(field, _("Type the day on which the card was issued as 03/05/2021."), "CC-09"))
        return None
    if day is not None and not OLDEST_CARD <= day <= today:
        problems.append(Problem(field, _("The card cannot have been issued on this day."), "CC-09"))
        return None
    return day


def judged_old_number(text: str, field: str, problems: list[Problem]) -> str:
    """The old number's digits, or nothing; CC-10 where it has neither 9 nor 12 digits."""
    try:
        return parse_old_number(text)
    except ValueError:
        problems.append(Problem(field, _("An old citizen number has 9 or 12 digits."), "CC-10"))
        return ""


def card_words(citizen_id: str, issued_on: date | None) -> str:
    """``058062001234, cấp ngày 03/05/2021`` for papers; nothing without a number."""
    return f"{citizen_id}, cấp ngày {issued_on:%d/%m/%Y}" if citizen_id and issued_on else citizen_id
