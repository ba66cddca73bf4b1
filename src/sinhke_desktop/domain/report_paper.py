"""What stands on a report beside its facts: the number and day that it was given, to whom it goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.typed_values import Typed, judged_day, typed_lines, typed_text
from sinhke_desktop.errors import InvalidInput, Problem


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """Number and day stay open on paper while they are not given; an empty addressee means the commune's usual one."""

    number: str = ""
    day: date | None = None
    addressee: str = ""


def judge_paper(number: Typed = "", day: Typed = "", addressee: str = "") -> ReportPaper:
    """What was typed; raises InvalidInput (MH-04) for a day that is none."""
    problems: list[Problem] = []
    judged = judged_day(day, "day", problems)
    if problems:
        raise InvalidInput(problems)
    return ReportPaper(typed_text(number), judged, typed_lines(addressee))
