"""Papers of a review round and of personal data, with names and texts at their longest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from worst_cases import BARE, DAY, LONG_HAMLET, LONG_NAME, LONG_TEXT, LONGEST, PLAIN, UNBROKEN, name

from sinhke_desktop.documents.household_list import PrintedHousehold, render_household_list
from sinhke_desktop.documents.personal_copy import render_personal_copy
from sinhke_desktop.documents.round_papers import render_round_papers
from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.personal_copy import CopySection, PersonalCopy
from sinhke_desktop.domain.review import INDICATORS, PovertyClass, ReviewKind
from sinhke_desktop.domain.round_paper import (
    CertificateRow,
    CertificateRowsPaper,
    CertificateYear,
    ComplaintPaper,
    DecisionPaper,
    ExplanationPaper,
    HamletToReview,
    MeetingResult,
    MinutesPaper,
    PostedHousehold,
    PostingPaper,
    RecognisedGroup,
    RecognisedHousehold,
    RefusalPaper,
    ReviewListPaper,
    RoundFrame,
    ToReview,
)
from sinhke_desktop.domain.rounds import Complaint, ComplaintOutcome, VillageMeeting

CLASSES = (PovertyClass.POOR, PovertyClass.NEAR_POOR, PovertyClass.NONE, PovertyClass.NEWLY_ESCAPED)
FRAME = RoundFrame(
    LONGEST, 2025, ReviewKind.YEARLY, date(2025, 9, 1), date(2025, 12, 14), decision_number="9",
    decision_date=date(2025, 12, 5), signer=LONG_NAME,
    legal_source="Nghị định 07/2021/NĐ-CP (Điều 3), Nghị định 351/2025/NĐ-CP; Thông tư 07/2021/TT-BLĐTBXH",
    plan_paper="Kế hoạch số 84/KH-UBND ngày 11/9/2025", marks=("Tiêu chí 2027-2030 chưa kiểm chứng.",),
)  # fmt: skip
MEETING = VillageMeeting(
    "c" * 32, "22828", "d" * 32, "a" * 32, date(2025, 10, 5), attempt=2, place=LONG_TEXT, chair=LONG_NAME,
    secretary=UNBROKEN, present=41, listed_households=36, represented=33, officials=LONG_TEXT, reviewers=LONG_NAME,
    front=LONG_TEXT, opinions=f"{LONG_TEXT}\n{LONG_TEXT}",
)  # fmt: skip
RESULTS = tuple(
    MeetingResult(name(n), 1 + n % 8, CLASSES[n % 4], CLASSES[(n + 1) % 4], 41 - n, n, LONG_TEXT if n % 9 == 2 else "")
    for n in range(40)
)
COMPLAINT = Complaint(
    "e" * 32, "22828", "d" * 32, "f" * 32, LONG_NAME, LONG_TEXT, date(2025, 10, 8), date(2025, 10, 20),
    answered_on=date(2025, 10, 15), answer=f"{LONG_TEXT}\n{LONG_TEXT}", outcome=ComplaintOutcome.CHANGED,
)  # fmt: skip
REVIEW_LIST = ReviewListPaper(
    FRAME,
    tuple(
        HamletToReview(hamlet, tuple(
            ToReview(name(n), 1 + n % 8, CLASSES[n % 4], "Có giấy đề nghị", date(2025, 9, 3), "Cần khảo sát")
            for n in range(size)
        )) for hamlet, size in ((LONG_HAMLET, 60), ("Thôn Tân Tiến", 3))
    ),
)  # fmt: skip
POSTING = PostingPaper(
    FRAME, LONG_HAMLET, tuple(PostedHousehold(name(n), CLASSES[n % 4]) for n in range(80)), LONG_TEXT,
    date(2025, 10, 6), date(2025, 10, 8), unnamed=3,
)  # fmt: skip
DECISION = DecisionPaper(
    FRAME,
    tuple(
        RecognisedGroup(group, tuple(RecognisedHousehold(name(n), LONG_HAMLET, 1 + n % 6) for n in range(size)))
        for group, size in (("hộ nghèo", 61), ("hộ cận nghèo", 12), ("hộ thoát nghèo", 3))
    ),
)
YEARS = (CertificateYear(2025, PovertyClass.POOR, frozenset(INDICATORS), date(2025, 12, 12), LONG_NAME),
         CertificateYear(2025, PovertyClass.NEAR_POOR, frozenset(list(INDICATORS)[:2])))  # fmt: skip
CERTIFICATE_ROWS = CertificateRowsPaper(
    FRAME, tuple(CertificateRow(f"{n + 1}/2025", name(n), LONG_HAMLET, YEARS[n % 2]) for n in range(40))
)
EXPLANATION = ExplanationPaper(
    FRAME, LONG_NAME, LONG_HAMLET, PovertyClass.POOR, Area.RURAL, frozenset(INDICATORS), 95, 1_500_000, 140, 3,
    tuple(INDICATORS),
)  # fmt: skip
COPY = PersonalCopy(
    LONGEST, LONG_NAME, LONG_HAMLET, DAY,
    tuple(CopySection(f"{LONG_NAME} ({n})", ((LONG_TEXT[:50], LONG_TEXT),) * 9) for n in range(4)),
    UNBROKEN,
)  # fmt: skip
HOUSEHOLDS = [PrintedHousehold(name(n), LONG_HAMLET, n % 9, "Hộ mới thoát cận nghèo") for n in range(90)]

_ROUND = {
    "danh sách rà soát": REVIEW_LIST,
    "biên bản họp dân": MinutesPaper(FRAME, LONG_HAMLET, RESULTS, MEETING),
    "biên bản họp dân để trống": MinutesPaper(FRAME, "Thôn Tân Tiến", RESULTS[:9]),
    "niêm yết": POSTING,
    "trả lời ý kiến": ComplaintPaper(FRAME, COMPLAINT, LONG_HAMLET, LONG_NAME, PovertyClass.POOR),
    "không công nhận": RefusalPaper(FRAME, LONG_NAME, LONG_HAMLET, LONG_TEXT, "07", date(2025, 9, 3)),
    "quyết định": DECISION,
    "quyết định để trống": replace(DECISION, frame=RoundFrame(
        BARE, 2025, ReviewKind.YEARLY, date(2025, 9, 1), date(2025, 12, 14),
    )),
    "ghi giấy chứng nhận": CERTIFICATE_ROWS,
    "giải thích": EXPLANATION,
    "giải thích, xã thường": replace(EXPLANATION, frame=replace(FRAME, commune=PLAIN)),
}  # fmt: skip
LETTERS = {
    **{key: ("render_round_papers", partial(render_round_papers, [paper])) for key, paper in _ROUND.items()},
    "nhiều thông báo một tệp": (
        "render_round_papers", partial(render_round_papers, [POSTING, replace(POSTING, hamlet="Thôn Gòn")]),
    ),
    "bản sao dữ liệu": ("render_personal_copy", partial(render_personal_copy, COPY)),
    "danh sách hộ": (
        "render_household_list",
        partial(render_household_list, LONGEST, DAY, f"Hộ ở {LONG_HAMLET} cần xác minh", HOUSEHOLDS, 2),
    ),
}  # fmt: skip
