"""Papers of the livelihood model, with names, texts and sums at their longest and largest."""

from __future__ import annotations

from datetime import date
from functools import partial

from samples_model_file import FACTS
from worst_cases import BARE, BIG_SUM, DAY, LONG_HAMLET, LONG_NAME, LONG_TEXT, LONGEST, PLAIN, UNBROKEN, name

from sinhke_desktop.documents.commitment import render_commitments
from sinhke_desktop.documents.community_minutes import render_minutes
from sinhke_desktop.documents.handover_minutes import HandedRow, HandoverPaper, render_handover_minutes
from sinhke_desktop.documents.meeting_invitation import render_invitation
from sinhke_desktop.documents.model_file_paper import render_model_file
from sinhke_desktop.documents.payment_list import PaymentListPaper, PaymentRow, render_payment_list
from sinhke_desktop.documents.replication_sheet import render_replication_sheet
from sinhke_desktop.documents.settlement_table import SettledLine, SettledYear, SettlementPaper, render_settlement
from sinhke_desktop.domain.commitment import CommitmentPaper, CommittedInput
from sinhke_desktop.domain.community_meeting import CommunityMeeting, Subject
from sinhke_desktop.domain.economics import EconomicLine, Side, economics
from sinhke_desktop.domain.lots import lots_for
from sinhke_desktop.domain.meeting_paper import CandidateVoice, MeetingPaper
from sinhke_desktop.domain.settlement import Sums

MODEL = FACTS.file.model
MEETING = CommunityMeeting(
    "1" * 32, "22828", "2023-2025", "22828", Subject.CHOICE, "t" * 32, invited_on=date(2025, 2, 1),
    invitation_number="7", planned_on=date(2025, 10, 12), begins_at="8 giờ 00 phút", place=LONG_TEXT,
    held_on=date(2025, 10, 12), chair=LONG_NAME, secretary=UNBROKEN, households_all=60, households_present=40,
    others_present=f"{LONG_NAME}\n{LONG_TEXT}", content=f"{LONG_TEXT}\n{LONG_TEXT}", opinions=LONG_TEXT,
    conclusion=LONG_TEXT, minutes_number="3",
)  # fmt: skip
EMPTY = CommunityMeeting("2" * 32, "22828", "2023-2025", "22828", Subject.CHOICE, "t" * 32)
FIGURES = economics(
    [EconomicLine("1" * 32, "22828", "m", Side.COST, "x", unit_price=BIG_SUM, first_month=0),
     EconomicLine("2" * 32, "22828", "m", Side.INCOME, "x", unit_price=BIG_SUM, first_month=9)], 36,
)  # fmt: skip
CANDIDATES = tuple(
    CandidateVoice(f"{LONG_TEXT[:60]} {UNBROKEN}", 36, FIGURES, proposed=True, votes_for=31 - n, votes_against=5)
    for n in range(12)
)
HELD = MeetingPaper(LONGEST, LONG_HAMLET, MEETING, CANDIDATES)
SUMS = Sums(BIG_SUM, BIG_SUM, BIG_SUM, BIG_SUM, BIG_SUM, BIG_SUM, BIG_SUM)
LINES = tuple(SettledLine(f"{LONG_TEXT[:70]} {n}", n % 4 == 3, SUMS) for n in range(26))
LOTS = lots_for("58213", 40)
HANDED = tuple(
    HandedRow(name(n), LONG_HAMLET, f"{LONG_TEXT[:40]} {n}", "con", 1, BIG_SUM, UNBROKEN, LONG_NAME, LOTS[n])
    for n in range(40)
)
PAID = tuple(PaymentRow(name(n), LONG_HAMLET, LONG_NAME, "BK 05/2025", BIG_SUM, LONG_TEXT) for n in range(24))
COMMITMENT = CommitmentPaper(
    LONGEST, MODEL, LONG_NAME, LONG_HAMLET, "Hộ mới thoát cận nghèo", (LONG_TEXT,) * 5, 2025, "05/3/1962",
    "058262001234", "0901234567", f"Tổ nuôi bò {UNBROKEN}", "Tổ trưởng",
    tuple(CommittedInput(LONG_TEXT[:70], "con", 2, BIG_SUM, BIG_SUM, UNBROKEN) for _n in range(3)), date(2025, 2, 3),
    ("Mẫu bản cam kết do phần mềm soạn.",),
)  # fmt: skip
OPEN_COMMITMENT = CommitmentPaper(BARE, MODEL, "Tain Minh Thuận", "Thôn Gòn", "Hộ nghèo", ("Giữ đàn tốt.",), 2025)

LETTERS = {
    "giấy mời": ("render_invitation", partial(render_invitation, HELD)),
    "giấy mời để trống": ("render_invitation", partial(render_invitation, MeetingPaper(BARE, "Thôn Gòn", EMPTY))),
    "biên bản họp thôn": ("render_minutes", partial(render_minutes, HELD)),
    "biên bản họp thôn để trống": (
        "render_minutes", partial(render_minutes, MeetingPaper(PLAIN, "Thôn Gòn", EMPTY, CANDIDATES[:2])),
    ),
    "cam kết": ("render_commitments", partial(render_commitments, [COMMITMENT, OPEN_COMMITMENT])),
    "bàn giao": (
        "render_handover_minutes",
        partial(render_handover_minutes, [
            HandoverPaper(LONGEST, LONG_TEXT[:60], "3578/QĐ-UBND", DAY, "BB 03", (LONG_NAME,), (LONG_TEXT,), HANDED),
            HandoverPaper(PLAIN, "Nuôi bò", "", DAY, "", (), (), HANDED[:1], household=LONG_NAME),
        ]),
    ),
    "chi trả": (
        "render_payment_list",
        partial(render_payment_list, PaymentListPaper(LONGEST, LONG_TEXT[:60], LONG_TEXT, "QĐ 1", DAY, PAID)),
    ),
    "quyết toán": (
        "render_settlement",
        partial(render_settlement, SettlementPaper(
            LONGEST, LONG_TEXT[:60], "QĐ 1", (SettledYear(2024, LINES), SettledYear(2025, LINES[:2])), LINES, 2025,
        )),
    ),
    "hồ sơ mô hình": ("render_model_file", partial(render_model_file, FACTS)),
    "giới thiệu mô hình": ("render_replication_sheet", partial(render_replication_sheet, FACTS)),
}  # fmt: skip
