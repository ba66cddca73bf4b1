"""Sheets drawn at known places: certificates, vote sheets, life maps, visit forms, with names at their longest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO

from PIL import Image
from worst_cases import DAY, LONG_HAMLET, LONG_NAME, LONG_TEXT, LONGEST, PLAIN, UNBROKEN, name

from sinhke_desktop.documents.certificate_sheet import render_certificates
from sinhke_desktop.documents.life_map import render_life_maps
from sinhke_desktop.documents.page_picture import render_page_picture
from sinhke_desktop.documents.visit_form import render_visit_forms
from sinhke_desktop.documents.vote_sheet import render_vote_sheets
from sinhke_desktop.domain.form_sheet import check_digit
from sinhke_desktop.domain.form_stack import FormPaper
from sinhke_desktop.domain.household import HEAD, Birth, Household, Member, Sex
from sinhke_desktop.domain.life_map import LifeMap, lack_lines, people_lines
from sinhke_desktop.domain.review import INDICATORS, PovertyClass
from sinhke_desktop.domain.round_paper import CertificatePaper, CertificateYear
from sinhke_desktop.domain.visit import Agreement, FollowUpFigures, Participation, SpareForm, VisitForm
from sinhke_desktop.domain.visit_route import RouteLine, RouteList, RouteOfHamlet
from sinhke_desktop.domain.vote_sheet import Question, VoteSheet

PEOPLE = tuple(
    Member(f"{n:016d}", n + 1, name(n + 4), HEAD if n == 0 else "Con dâu", (Sex.MALE, Sex.FEMALE, None)[n % 3],
           Birth(1962 + n), "Raglai", f"0582620{n:05d}", card_issued_on=date(2021, 5, 3))
    for n in range(45)
)  # fmt: skip
YEARS = (
    CertificateYear(2024, PovertyClass.POOR, frozenset(list(INDICATORS)[:4]), date(2024, 12, 10), LONG_NAME),
    CertificateYear(2025, PovertyClass.NEAR_POOR, frozenset(INDICATORS), date(2025, 12, 12), "Bá Trung Thiệu"),
)
CERTIFICATES = [
    CertificatePaper(LONGEST, PEOPLE[0], LONG_HAMLET, "Tổ 3", PEOPLE, YEARS, 2022, 2026, "15", date(2022, 1, 20)),
    CertificatePaper(PLAIN, PEOPLE[4], "Thôn Gòn", "", PEOPLE[:2], YEARS, 2022, 2026),
]
VOTES = VoteSheet(
    LONGEST, LONG_HAMLET, "về lựa chọn mô hình sinh kế giai đoạn 2026-2030",
    tuple(Question(f"{LONG_TEXT[:70]} {n}", 30, 2) for n in range(7)), 2026, slips=9, everyone=60, present=40,
    threshold="trên 50% số hộ dự họp",
)  # fmt: skip
SHORT_VOTES = replace(VOTES, questions=(Question("Nuôi bò"), Question(UNBROKEN)), named=True, held_on=DAY)
MAP = LifeMap(
    LONGEST, LONG_HAMLET, LONG_NAME, DAY, people_lines(PEOPLE[:14], DAY, private=True),
    (LONG_TEXT[:60], "Nhà ở rộng 45,5 mét vuông"), lack_lines(frozenset(INDICATORS), private=True), (LONG_TEXT,) * 4,
    (LONG_TEXT,) * 3, (("14/12/2026", LONG_TEXT),) * 3, tuple((year, PovertyClass.POOR) for year in range(2018, 2026)),
    LONG_TEXT,
)  # fmt: skip


def form(number: int, members: int, *, part: bool) -> VisitForm:
    """A visit form of a household with *members*, everything filled in where it takes part in the model."""
    digits = f"{4129070 + number}"
    figures = FollowUpFigures("(10/2025)", 2, 1, 0, 0, 1, 999_999_999, LONG_TEXT[:60], LONG_TEXT[:60])
    return VisitForm(
        household=Household(f"{number:032x}", "22828", "a" * 32, PEOPLE[:members], address="Tổ 3", phone="0259123456"),
        commune_name=LONGEST.name, hamlet_name=LONG_HAMLET, class_name="Hộ mới thoát cận nghèo", explanation=LONG_TEXT,
        review_year=2025, income_points=195, deprivation_points=140, deprived=frozenset(INDICATORS),
        participation=Participation(LONG_TEXT[:80], LONG_TEXT, figures) if part else None, needs=LONG_TEXT[:60],
        agreements=(Agreement(LONG_TEXT, LONG_NAME, DAY),) * (5 if part else 0), last_visit=DAY, planned_on=DAY,
        officer=LONG_NAME, number=digits + check_digit(digits),
    )  # fmt: skip


STACK = [form(1, 4, part=True), form(2, 1, part=False), form(3, 22, part=True),
         SpareForm("41290736", LONGEST.name, LONG_NAME)]  # fmt: skip
ROUTE = RouteList(
    LONGEST.name, LONG_NAME, DAY,
    tuple(RouteOfHamlet(f"{LONG_HAMLET} {n}", tuple(
        RouteLine(name(m), LONG_TEXT[:70], "0901234567", "Hộ mới thoát cận nghèo", LONG_TEXT[:60], DAY, "41290710")
        for m in range(19)
    )) for n in range(3)),
    ("41290736",) * 7, cut=True,
)  # fmt: skip


def scan() -> bytes:
    """A scanned page: grey, upright."""
    output = BytesIO()
    Image.new("L", (1260, 1782), 230).save(output, "WEBP")
    return output.getvalue()


FORMS = {
    "ảnh phiếu đã quét": (
        "render_page_picture",
        partial(render_page_picture, scan(), f"Phiếu của {LONG_NAME}", LONG_NAME),
    ),
    "giấy chứng nhận": ("render_certificates", partial(render_certificates, CERTIFICATES, tuple(INDICATORS))),
    "phiếu biểu quyết": ("render_vote_sheets", partial(render_vote_sheets, [VOTES])),
    "phiếu lấy ý kiến": ("render_vote_sheets", partial(render_vote_sheets, [SHORT_VOTES])),
    "bản đồ đời sống": ("render_life_maps", partial(render_life_maps, [MAP])),
    "phiếu thăm hộ A4": ("render_visit_forms", partial(render_visit_forms, STACK)),
    "danh sách đi thăm": ("render_visit_forms", partial(render_visit_forms, STACK, route=ROUTE)),
    "phiếu thăm hộ A5": ("render_visit_forms", partial(render_visit_forms, STACK, paper=FormPaper.A5)),
}
