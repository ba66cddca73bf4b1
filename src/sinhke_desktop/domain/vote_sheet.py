"""Vote sheets (phiếu biểu quyết, phiếu lấy ý kiến hộ) and the minutes of counting them.

The forms of decree 59/2023/NĐ-CP (02 and 04: biên bản kiểm phiếu) are known by name only (domain.md 2.4): the papers
are the program's own and say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.commune import Commune

HOUSEHOLD, PERSON = "hộ", "người dự họp"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is voted on, and what was counted of it; None where nobody has counted yet."""

    text: str
    votes_for: int | None = None
    votes_against: int | None = None


@dataclass(frozen=True, slots=True)
class VoteSheet:
    """What is voted on at a meeting.

    ``about`` is the subject inside a sentence (``về lựa chọn mô hình sinh kế``), ``slips`` how many sheets are printed:
    one for each household represented. ``named`` asks for the household's representative and signature (a sheet to
    ask households for their opinion); without it the sheet is a secret ballot. ``everyone`` and ``present`` are
    households of the hamlet and those represented, where they are known. ``threshold`` says in words what agreement is
    needed, ``marks`` what could not be verified. ``voter`` is who has one sheet: ``hộ``, or ``người dự họp``.
    """

    commune: Commune
    hamlet: str
    about: str
    questions: tuple[Question, ...]
    year: int
    slips: int = 1
    named: bool = False
    held_on: date | None = None
    place: str = ""
    chair: str = ""
    everyone: int | None = None
    present: int | None = None
    threshold: str = ""
    voter: str = HOUSEHOLD
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CountingPaper:
    """The minutes of counting the sheets of a vote."""

    sheet: VoteSheet
