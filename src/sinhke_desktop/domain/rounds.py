"""A review round as decision 24/2021/QĐ-TTg runs it: list, screen, survey, meeting, posting, complaints, decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain.review import ReviewKind


class EntryOrigin(StrEnum):
    """Why a household is on the list to review: on the commune's books, it applied, the hamlet proposed it."""

    ON_BOOKS = "on-books"
    APPLIED = "applied"
    PROPOSED = "proposed"


class Screening(StrEnum):
    """What the quick screen (phiếu A) says; households on the books need none."""

    NOT_DONE = ""
    SURVEY = "survey"
    OUT = "out"


class ComplaintOutcome(StrEnum):
    """How a complaint ended."""

    OPEN = ""
    KEPT = "kept"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


ORIGIN_NAMES = {
    EntryOrigin.ON_BOOKS: "Đang quản lý",
    EntryOrigin.APPLIED: "Có giấy đề nghị",
    EntryOrigin.PROPOSED: "Thôn đề xuất",
}
SCREENING_NAMES = {
    Screening.NOT_DONE: "Chưa nhận dạng",
    Screening.SURVEY: "Cần khảo sát",
    Screening.OUT: "Không cần khảo sát",
}
OUTCOME_NAMES = {
    ComplaintOutcome.OPEN: "Chưa trả lời",
    ComplaintOutcome.KEPT: "Giữ nguyên kết quả",
    ComplaintOutcome.CHANGED: "Sửa kết quả",
    ComplaintOutcome.WITHDRAWN: "Người nêu ý kiến rút lại",
}


@dataclass(frozen=True, slots=True)
class ReviewRound:
    """One round. ``month`` is ``2026-10`` for an ad-hoc one and empty for the yearly one; ``year`` is the year in which
    it is held. ``rule_set`` decides; ``second_rule_set`` (empty for none) is worked out beside it.
    ``posting_days`` are working days. The decision closes it: number, day, signer."""

    id: str
    commune_code: str
    year: int
    kind: ReviewKind
    month: str
    started_on: date
    due_on: date
    rule_set: str
    second_rule_set: str = ""
    plan_paper: str = ""
    posting_days: int = 3
    decision_number: str = ""
    decision_date: date | None = None
    signer: str = ""
    note: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class RoundEntry:
    """A household on the round's list, its request and its quick screen; its result is a review of this round."""

    id: str
    commune_code: str
    round_id: str
    household_id: str
    origin: EntryOrigin
    applied_on: date | None = None
    request_number: str = ""
    screening: Screening = Screening.NOT_DONE
    screening_reason: str = ""
    surveyor: str = ""
    surveyed_on: date | None = None
    refused_on: date | None = None
    refusal_reason: str = ""
    note: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class VillageMeeting:
    """A hamlet's meeting (họp dân): who was there, in people and in households, and what was said.

    ``present`` counts all who were there, of whom at least half must agree; ``listed_households`` those on the list
    and ``represented`` those of them that somebody represented. ``attempt`` counts meetings of one hamlet from 1.
    """

    id: str
    commune_code: str
    round_id: str
    hamlet_id: str
    held_on: date
    attempt: int = 1
    place: str = ""
    chair: str = ""
    secretary: str = ""
    present: int = 0
    listed_households: int = 0
    represented: int = 0
    officials: str = ""
    reviewers: str = ""
    front: str = ""
    opinions: str = ""
    note: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class MeetingVote:
    """How many of those present agreed with one household's result, and how many did not."""

    id: str
    commune_code: str
    meeting_id: str
    household_id: str
    agreed: int
    disagreed: int = 0
    note: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class PublicPosting:
    """The list hung out in public in one place (niêm yết)."""

    id: str
    commune_code: str
    round_id: str
    hamlet_id: str
    place: str
    posted_on: date
    taken_down_on: date | None = None
    note: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Complaint:
    """What somebody objects to, until when it is answered, and how."""

    id: str
    commune_code: str
    round_id: str
    household_id: str
    complainant: str
    about: str
    received_on: date
    due_on: date
    phone: str = ""
    answered_on: date | None = None
    answer: str = ""
    outcome: ComplaintOutcome = ComplaintOutcome.OPEN
    note: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate (Giấy chứng nhận hộ nghèo, hộ cận nghèo, Mẫu số 03); its yearly rows are the official reviews."""

    id: str
    commune_code: str
    household_id: str
    number: str
    issued_on: date
    withdrawn_on: date | None = None
    note: str = ""
    removed: bool = False
