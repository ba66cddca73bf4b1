"""Papers of one household: requests and the follow-up book, with names, texts and sums at their longest and largest."""

from __future__ import annotations

from datetime import date
from functools import partial

from samples_forms import PEOPLE, VOTES
from samples_model_file import MODEL, RECORDS
from worst_cases import BARE, BIG_SUM, DAY, LONG_HAMLET, LONG_NAME, LONG_TEXT, LONGEST, UNBROKEN

from sinhke_desktop.documents.follow_up_book import render_follow_up_books
from sinhke_desktop.documents.request_sheet import render_requests
from sinhke_desktop.documents.vote_sheet import render_countings
from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.follow_up_book import FollowUpBook
from sinhke_desktop.domain.funding import InputHandover
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.repaying import ledger
from sinhke_desktop.domain.request_paper import Request, RequestPaper
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.revolving import RepaymentDue, RepaymentForm
from sinhke_desktop.domain.visit import Agreement
from sinhke_desktop.domain.visit_record import Visit, format_agreements

REQUESTS = [
    RequestPaper(kind, LONGEST, 2026, PEOPLE[0], LONG_HAMLET, "Tổ 3", PEOPLE[:14], PovertyClass.POOR, 2025,
                 reason=LONG_TEXT) for kind in (Request.REVIEW, Request.REVIEW)
]  # fmt: skip
ESCAPES = [RequestPaper(Request.ESCAPE, LONGEST, 2026, PEOPLE[0], LONG_HAMLET, "Tổ 3", PEOPLE[:9], reason=LONG_TEXT),
           RequestPaper(Request.ESCAPE, BARE, 2026)]  # fmt: skip
DUE = RepaymentDue("1", "22828", "p", RepaymentForm.MONEY, date(2027, 1, 1), amount=BIG_SUM)
BOOK = FollowUpBook(
    LONGEST, MODEL, Participant("p", "22828", "m", "h", PovertyClass.POOR, date(2024, 6, 19), date(2024, 6, 20)),
    LONG_NAME, LONG_HAMLET, f"Tổ {UNBROKEN}", "Trưởng nhóm", LONG_NAME, DAY, (LONG_TEXT,) * 4,
    inputs=(InputHandover("i", "22828", "p", LONG_TEXT[:60], "con", 2, BIG_SUM, DAY, tag=UNBROKEN),) * 3,
    ledger=ledger((DUE,), ()), agreed_share=BIG_SUM,
    noted=tuple(FollowUp(f"f{month}", "22828", "p", f"2025-{month:02d}", DAY, 2, 1, 0, 0, 1, BIG_SUM, LONG_TEXT,
                         LONG_TEXT) for month in range(1, 12)),
    visits=(Visit("v", "22828", "h", visited_on=DAY, officer=LONG_NAME, next_visit_on=DAY,
                  agreements=format_agreements([Agreement(LONG_TEXT, LONG_NAME, DAY)] * 3)),),
    trainings=tuple(RECORDS["training"]), losses=tuple(RECORDS["loss"][:2]),
)  # fmt: skip

LETTERS = {
    "giấy đề nghị rà soát": ("render_requests", partial(render_requests, REQUESTS)),
    "giấy đề nghị thoát nghèo": ("render_requests", partial(render_requests, ESCAPES)),
    "sổ theo dõi": ("render_follow_up_books", partial(render_follow_up_books, [BOOK])),
    "biên bản kiểm phiếu": ("render_countings", partial(render_countings, [VOTES])),
}
