"""What the request sheets of decision 24/2021/QĐ-TTg say (Mẫu số 01 and 04; domain.md 2.4): who asks, for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain.commune import Commune
from sinhke_desktop.domain.household import Member
from sinhke_desktop.domain.review import PovertyClass


class Request(StrEnum):
    """Which sheet: to be reviewed, or to be recognised as having escaped."""

    REVIEW = "request_review"
    ESCAPE = "request_escape"


class Occupation(StrEnum):
    """The three columns of the sheet's table of members."""

    WORKS = "có việc làm"
    IDLE = "không có việc làm"
    STUDIES = "đang đi học"


_WORK = {
    "contract": Occupation.WORKS,
    "no_contract": Occupation.WORKS,
    "own": Occupation.WORKS,
    "unemployed": Occupation.IDLE,
    "not_seeking": Occupation.IDLE,
    "unable": Occupation.IDLE,
    "studying": Occupation.STUDIES,
}


def occupation(member: Member) -> Occupation | None:
    """What a member does, from work and schooling; None where neither was asked. Who attends a school studies."""
    if member.schooling not in ("", "none"):
        return Occupation.STUDIES
    return _WORK.get(member.work)


@dataclass(frozen=True, slots=True)
class RequestPaper:
    """One household's request; ``head`` None leaves the whole sheet open to be written by hand.

    ``hidden`` leaves out numbers, births and the ethnic group of a household whose data are restricted.
    ``poverty_class`` is the class that it has now, ``day`` an open one when None.
    """

    kind: Request
    commune: Commune
    year: int
    head: Member | None = None
    hamlet: str = ""
    address: str = ""
    members: tuple[Member, ...] = ()
    poverty_class: PovertyClass = PovertyClass.UNKNOWN
    class_year: int | None = None
    hidden: bool = False
    reason: str = ""
    day: date | None = None
