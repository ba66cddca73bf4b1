"""What the papers of a review round say (decision 24/2021/QĐ-TTg, circular TT 07/2021; domain.md 2.2, 2.4).

Each paper gets only what it prints: a list to be hung out in public has no member, no citizen id, no ethnic group.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain.commune import Area, Commune
from sinhke_desktop.domain.household import Member
from sinhke_desktop.domain.review import PovertyClass, ReviewKind
from sinhke_desktop.domain.rounds import Complaint, VillageMeeting

AGREED_SHARE = 50
"""Per cent of those present who must agree with a result (decision 24/2021/QĐ-TTg)."""


class PaperKind(StrEnum):
    """The papers of a round."""

    REVIEW_LIST = "review-list"
    VOTE_SHEETS = "vote-sheets"
    COUNTING = "counting"
    MINUTES = "minutes"
    POSTING = "posting"
    COMPLAINT = "complaint"
    REFUSAL = "refusal"
    DECISION = "decision"
    CERTIFICATES = "certificates"
    CERTIFICATE_ROWS = "certificate-rows"
    EXPLANATION = "explanation"


PAPER_NAMES = {
    PaperKind.REVIEW_LIST: "Danh sách hộ cần rà soát",
    PaperKind.VOTE_SHEETS: "Phiếu biểu quyết",
    PaperKind.COUNTING: "Biên bản kiểm phiếu",
    PaperKind.MINUTES: "Biên bản họp dân",
    PaperKind.POSTING: "Danh sách niêm yết công khai",
    PaperKind.COMPLAINT: "Trả lời ý kiến, khiếu nại",
    PaperKind.REFUSAL: "Thông báo không công nhận",
    PaperKind.DECISION: "Quyết định công nhận và danh sách kèm theo",
    PaperKind.CERTIFICATES: "Giấy chứng nhận hộ nghèo, hộ cận nghèo",
    PaperKind.CERTIFICATE_ROWS: "Bảng ghi kết quả vào giấy chứng nhận",
    PaperKind.EXPLANATION: "Phiếu giải thích kết quả cho hộ",
}


@dataclass(frozen=True, slots=True)
class RoundFrame:
    """What every paper of a round is headed with.

    ``decision_number`` (``12/QĐ-UBND`` or ``12``) and ``decision_date`` stay empty until they are known; ``marks`` say
    what of the rules could not be verified.
    """

    commune: Commune
    year: int
    kind: ReviewKind
    started_on: date
    due_on: date
    month: str = ""
    legal_source: str = ""
    posting_days: int = 3
    plan_paper: str = ""
    decision_number: str = ""
    decision_date: date | None = None
    signer: str = ""
    marks: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """``rà soát định kỳ hộ nghèo, hộ cận nghèo năm 2025`` or ``rà soát thường xuyên … tháng 10/2026``."""
        if self.kind is ReviewKind.AD_HOC and self.month:
            year, _, month = self.month.partition("-")
            return f"rà soát thường xuyên hộ nghèo, hộ cận nghèo tháng {month}/{year}"
        return f"rà soát định kỳ hộ nghèo, hộ cận nghèo năm {self.year}"


@dataclass(frozen=True, slots=True)
class ToReview:
    """A household on the list to review: why it is there and what the quick screen says, in words."""

    head: str
    members: int
    class_before: PovertyClass
    origin: str
    applied_on: date | None = None
    screening: str = ""


@dataclass(frozen=True, slots=True)
class HamletToReview:
    """A hamlet's part of the list to review."""

    hamlet: str
    households: tuple[ToReview, ...]


@dataclass(frozen=True, slots=True)
class ReviewListPaper:
    """The list to review, by hamlet."""

    frame: RoundFrame
    hamlets: tuple[HamletToReview, ...]


@dataclass(frozen=True, slots=True)
class MeetingResult:
    """One household before the meeting: classes and votes; None where nobody has counted yet."""

    head: str
    members: int
    class_before: PovertyClass
    class_after: PovertyClass
    agreed: int | None = None
    disagreed: int | None = None
    note: str = ""

    def passed(self, present: int) -> bool | None:
        """True if at least half of those *present* agreed; None where votes or attendance are missing."""
        if self.agreed is None or present <= 0:
            return None
        return self.agreed * 100 >= present * AGREED_SHARE


@dataclass(frozen=True, slots=True)
class MinutesPaper:
    """The minutes of a hamlet's meeting; without ``meeting`` a form to be filled in by hand."""

    frame: RoundFrame
    hamlet: str
    results: tuple[MeetingResult, ...]
    meeting: VillageMeeting | None = None


@dataclass(frozen=True, slots=True)
class PostedHousehold:
    """All that a public list says of a household: the head's name and the class (Luật 91/2025/QH15, Điều 16)."""

    head: str
    poverty_class: PovertyClass


@dataclass(frozen=True, slots=True)
class PostingPaper:
    """One hamlet's public list. ``until`` is the last day on which it hangs, if known; ``unnamed`` counts households
    whose data are restricted."""

    frame: RoundFrame
    hamlet: str
    households: tuple[PostedHousehold, ...]
    place: str = ""
    posted_on: date | None = None
    until: date | None = None
    unnamed: int = 0


@dataclass(frozen=True, slots=True)
class ComplaintPaper:
    """The answer to a complaint; ``head`` is empty where it is about no single household."""

    frame: RoundFrame
    complaint: Complaint
    hamlet: str = ""
    head: str = ""
    class_now: PovertyClass = PovertyClass.UNKNOWN


@dataclass(frozen=True, slots=True)
class RefusalPaper:
    """A request refused in writing, with its reason (decision 24/2021/QĐ-TTg)."""

    frame: RoundFrame
    head: str
    hamlet: str
    reason: str
    request_number: str = ""
    applied_on: date | None = None
    refused_on: date | None = None


@dataclass(frozen=True, slots=True)
class RecognisedHousehold:
    """A line of a decision's annex."""

    head: str
    hamlet: str
    members: int


@dataclass(frozen=True, slots=True)
class RecognisedGroup:
    """One list of the annex: ``hộ nghèo``, ``hộ thoát nghèo``…; ``name`` as it stands in the sentence."""

    name: str
    households: tuple[RecognisedHousehold, ...]

    @property
    def members(self) -> int:
        """All persons of the group."""
        return sum(one.members for one in self.households)


@dataclass(frozen=True, slots=True)
class DecisionPaper:
    """The decision that recognises the round's results, with its annex."""

    frame: RoundFrame
    groups: tuple[RecognisedGroup, ...]


@dataclass(frozen=True, slots=True)
class CertificateYear:
    """One row of a certificate: the year's class and which indicators are lacking (keys)."""

    year: int
    poverty_class: PovertyClass
    deprived: frozenset[str]
    decided_on: date | None = None
    signer: str = ""

    @property
    def mark(self) -> str:
        """``N``, ``CN`` or nothing."""
        return CLASS_MARKS.get(self.poverty_class, "")


CLASS_MARKS = {PovertyClass.POOR: "N", PovertyClass.NEAR_POOR: "CN"}


@dataclass(frozen=True, slots=True)
class CertificatePaper:
    """A certificate (Mẫu số 03). ``years`` are those it has rows for; ``only_year`` prints that one row alone, to be
    printed over a certificate issued before (0: the whole)."""

    commune: Commune
    head: Member
    hamlet: str
    address: str
    members: tuple[Member, ...]
    years: tuple[CertificateYear, ...]
    first_year: int
    last_year: int
    number: str = ""
    issued_on: date | None = None
    only_year: int = 0
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A line of the sheet from which rows are written into certificates."""

    number: str
    head: str
    hamlet: str
    year: CertificateYear


@dataclass(frozen=True, slots=True)
class CertificateRowsPaper:
    """All rows of a round to be written into certificates."""

    frame: RoundFrame
    rows: tuple[CertificateRow, ...]


@dataclass(frozen=True, slots=True)
class ExplanationPaper:
    """Why a household is in its class; lines and points of the rules in force, None where they are not published."""

    frame: RoundFrame
    head: str
    hamlet: str
    poverty_class: PovertyClass
    area: Area
    deprived: frozenset[str]
    income_points: int | None = None
    income_limit: int | None = None
    points_limit: int | None = None
    poor_indicators: int = 3
    indicators: tuple[str, ...] = ()
    official: bool = False
    income_per_head: int | None = None
