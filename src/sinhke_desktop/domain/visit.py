"""What one pre-filled visit form (phiếu thăm hộ) shows: plain values gathered from a household's last records."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain.household import Household

SHOWN_DIGITS = 4
NEEDS: Mapping[str, str] = {
    "loan": "Vay vốn",
    "production": "Giống, vật tư",
    "technique": "Kỹ thuật",
    "land": "Đất sản xuất",
    "job": "Việc làm",
    "training": "Học nghề",
    "housing": "Nhà ở",
    "water": "Nước sạch",
    "toilet": "Nhà tiêu",
    "health": "Khám chữa bệnh",
    "education": "Học hành của trẻ",
    "other": "Khác",
}
"""What a household may ask for on the form, in its order; keys of :data:`.household_lists.NEEDS` and ``technique``."""
_HEADS = {"Tổ dân phố": "Tổ trưởng tổ dân phố"}


class DueReason(StrEnum):
    """Why a household is to be visited."""

    FOLLOW_UP = "follow-up"
    PLANNED = "planned"
    LONG_AGO = "long-ago"


REASONS: Mapping[DueReason, str] = {
    DueReason.FOLLOW_UP: "Theo dõi tháng",
    DueReason.PLANNED: "Lịch hẹn",
    DueReason.LONG_AGO: "Lâu chưa thăm",
}
"""The same on the list to walk along."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Something agreed at the last visit; ``who`` does it, ``due`` by when."""

    text: str
    who: str = ""
    due: date | None = None

    def __str__(self) -> str:
        """``Tiêm phòng cho bò (thú y xã, trước 15/11/2025)``."""
        notes = [self.who] if self.who else []
        if self.due:
            notes.append(f"trước {self.due:%d/%m/%Y}")
        return f"{self.text} ({', '.join(notes)})" if notes else self.text


@dataclass(frozen=True, slots=True)
class FollowUpFigures:
    """Counts of animals (or plants) and income in đồng at the last follow-up; None where nothing was noted."""

    when: str
    alive: int | None = None
    born: int | None = None
    lost: int | None = None
    sold: int | None = None
    sick: int | None = None
    income: int | None = None
    problem: str = ""
    next_step: str = ""
    bought: int | None = None
    passed_on: int | None = None


@dataclass(frozen=True, slots=True)
class Participation:
    """The household's part in the livelihood model: ``inputs`` says in words what it received."""

    model_name: str
    inputs: str = ""
    last: FollowUpFigures | None = None
    participant_id: str = ""


@dataclass(frozen=True, slots=True)
class VisitForm:
    """Everything printed on one household's form.

    ``number`` is that of its :class:`.form_sheet.FormSheet`. ``commune_name`` (``Xã Anh Dũng``) and ``hamlet_name``
    (``Thôn Tân Tiến``) come with their kind; ``class_name`` and ``explanation`` are the computed class in words;
    ``deprived`` are keys of ``domain.review.INDICATORS``.
    """

    household: Household
    commune_name: str
    hamlet_name: str
    class_name: str = ""
    explanation: str = ""
    review_year: int | None = None
    income_points: int | None = None
    deprivation_points: int | None = None
    deprived: frozenset[str] = frozenset()
    participation: Participation | None = None
    needs: str = ""
    agreements: tuple[Agreement, ...] = ()
    last_visit: date | None = None
    planned_on: date | None = None
    officer: str = ""
    hamlet_head_title: str = "Trưởng thôn"
    number: str = ""


@dataclass(frozen=True, slots=True)
class SpareForm:
    """A form without a household: whose it is, is written by hand and typed when it comes back."""

    number: str
    commune_name: str
    officer: str = ""


def hamlet_head_title(kind: str) -> str:
    """How the head of a hamlet of *kind* signs: ``Thôn`` gives ``Trưởng thôn``."""
    return _HEADS.get(kind, f"Trưởng {kind.lower()}" if kind else "Trưởng thôn")


def without_names(explanation: str) -> str:
    """The explanation of a class without the names of indicators, which the form shows as crosses."""
    return re.sub(r"(chỉ số): [^.]*\.", r"\1.", explanation)


def masked(citizen_id: str) -> str:
    """A citizen id of which only the last four digits are readable: ``xxxxxxxx1234`` (printed papers get lost)."""
    hidden = max(len(citizen_id) - SHOWN_DIGITS, 0)
    return "x" * hidden + citizen_id[hidden:]
