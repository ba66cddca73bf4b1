"""Sheets as the program prints them today, and of the first version: A4 forms, two A5 forms on a sheet, cut or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from sinhke_desktop.documents.preview import page_count, render_page
from sinhke_desktop.documents.visit_form import AnyForm, pages_of, render_visit_forms, version_of
from sinhke_desktop.domain.form_layout import FormField
from sinhke_desktop.domain.form_layouts import RIGHT_SIDE, layout
from sinhke_desktop.domain.form_layouts.a5 import RIGHT_HAND
from sinhke_desktop.domain.form_sheet import FormCode, check_digit
from sinhke_desktop.domain.form_stack import FormPaper, impose
from sinhke_desktop.domain.household import HEAD, Birth, Household, Member, Sex
from sinhke_desktop.domain.review import INDICATORS
from sinhke_desktop.domain.visit import Agreement, FollowUpFigures, Participation, SpareForm, VisitForm

Picture = NDArray[np.uint8]
DPI = 300
PER_MM = DPI / 25.4
FIRST_VERSION = Path(__file__).parents[1] / "data" / "phieu-th1.pdf"
FIRST_HOUSEHOLDS = ("0a6b7cce0cb7becbb4b6cc9c7c5c6519", "b7eb28598a7c538996a7a1ffeb3f747b")
_NAMES = (
    "Ka Tơr Thị Mai",
    "Chamaléa Điệp",
    "Nguyễn Thị Thu Hà",
    "Bá Trung Thiệu",
    "Pi Năng Thị Hồng",
    "Đàng Năng Tặng",
)
_AGREED = ("Sửa lại chuồng bò trước mùa mưa", "Đưa cháu Hòa đi học lại lớp 6", "Tiêm phòng lở mồm long móng đợt 2",
           "Nộp hồ sơ vay vốn Ngân hàng Chính sách xã hội", "Trồng 200 m² cỏ voi")  # fmt: skip


@dataclass(frozen=True)
class PrintedForm:
    """One page of a form on a sheet: what its QR says, and how far (mm) from the sheet's left edge it begins."""

    code: FormCode
    left: float = 0.0

    @property
    def fields(self) -> tuple[FormField, ...]:
        """What is filled in on it, with places on the sheet."""
        own = layout(self.code.version).fields(self.code.page, self.code.pages)
        return tuple(replace(one, box=replace(one.box, left=one.box.left + self.left)) for one in own)


@dataclass(frozen=True)
class PrintedSheet:
    """A sheet at 300 dots an inch with one or two forms."""

    name: str
    picture: Picture
    forms: tuple[PrintedForm, ...]


def printed(pdf: bytes) -> list[Picture]:
    """Every page of *pdf* in grey."""
    pages = []
    for page in range(page_count(pdf)):
        width, height, pixels = render_page(pdf, page, DPI / 72)
        colours = np.frombuffer(pixels, np.uint8).reshape(height, width, 3)
        pages.append(np.asarray(cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY), np.uint8))
    return pages


def _form(number: int, members: int, agreements: int, *, model: bool) -> VisitForm:
    digits = f"{4129070 + number}"
    people = tuple(
        Member(f"{n:016d}", n + 1, _NAMES[(number + n) % len(_NAMES)], HEAD if n == 0 else "Con",
               (Sex.MALE, Sex.FEMALE)[n % 2], Birth(1970 + 3 * n), "Raglai", f"0582620{n:05d}")
        for n in range(members)
    )  # fmt: skip
    figures = FollowUpFigures("(10/2026)", 2, 1, 0, 0, 1, 4_500_000, "Thiếu cỏ mùa khô", "Trồng thêm cỏ voi")
    return VisitForm(
        household=Household(f"{number:032x}", "22828", "a" * 32, people, address="Tổ 3", phone="0259123456"),
        commune_name="Xã Anh Dũng", hamlet_name="Thôn Tân Tiến", class_name="Hộ nghèo", review_year=2026,
        income_points=115, deprivation_points=40, deprived=frozenset(list(INDICATORS)[number % 4 :: 3]),
        participation=Participation("Nuôi bò sinh sản", "01 bò cái 12 tháng tuổi, 9.000.000 đồng", figures) if model
        else None, needs="Vốn mua thêm bò", last_visit=date(2026, 8, 14), planned_on=date(2026, 11, 20),
        agreements=tuple(Agreement(text, "Hộ gia đình", date(2026, 9, 30)) for text in _AGREED[:agreements]),
        officer="Nguyễn Thị Thu Hà", number=digits + check_digit(digits),
    )  # fmt: skip


def _spare(number: int) -> SpareForm:
    digits = f"{4129070 + number}"
    return SpareForm(digits + check_digit(digits), "Xã Anh Dũng", "Nguyễn Thị Thu Hà")


def _codes(forms: list[AnyForm], paper: FormPaper) -> Iterator[list[tuple[int, FormCode]]]:
    """Of every printed side the codes of its pages, with 0 for the left-hand or only one, 1 for the right-hand one."""
    pages = [pages_of(form, paper) for form in forms]
    for side in impose(pages, paper, two_sided=False):
        found = []
        for hand, place in enumerate(side):
            if place is None:
                continue
            form = forms[place.form]
            household = form.household.id if isinstance(form, VisitForm) else ""
            version = version_of(form, paper) + (RIGHT_SIDE if hand else "")
            found.append((hand, FormCode(version, form.number, household, place.page, pages[place.form])))
        yield found


def a4_sheets() -> Iterator[PrintedSheet]:
    """TH2 and TH2M, further pages and a spare form among them."""
    forms = [_form(1, 3, 2, model=False), _form(2, 6, 3, model=True), _form(3, 12, 5, model=True), _spare(4)]
    for picture, ((_hand, code),) in zip(printed(render_visit_forms(forms)), _codes(forms, FormPaper.A4), strict=True):
        yield PrintedSheet(f"{code.version} page {code.page}", picture, (PrintedForm(code),))


def a5_sheets() -> Iterator[PrintedSheet]:
    """TN1 and TN1M, two on a sheet across: every sheet whole, and cut into its halves."""
    forms = [_form(5, 2, 2, model=False), _form(6, 5, 2, model=True), _form(7, 10, 2, model=True), _spare(8),
             _form(9, 4, 5, model=False), _form(10, 6, 0, model=True)]  # fmt: skip
    pdf = render_visit_forms(forms, paper=FormPaper.A5)
    for picture, codes in zip(printed(pdf), _codes(forms, FormPaper.A5), strict=True):
        whole = tuple(PrintedForm(code, RIGHT_HAND * hand) for hand, code in codes)
        yield PrintedSheet("A5 uncut", picture, whole)
        for hand, code in codes:
            cut = round(148.5 * PER_MM) * hand
            half = picture[:, cut : cut + round(148.5 * PER_MM)]
            yield PrintedSheet("A5 cut", half, (PrintedForm(code, (RIGHT_HAND - 148.5) * hand),))


def first_sheets() -> Iterator[PrintedSheet]:
    """First pages of TH1, which is printed no more."""
    for number, picture in enumerate(printed(FIRST_VERSION.read_bytes())[:2]):
        code = FormCode("TH1", "", FIRST_HOUSEHOLDS[number], 1, 1)
        yield PrintedSheet("TH1", picture, (PrintedForm(code),))


@cache
def sheets() -> dict[str, tuple[PrintedSheet, ...]]:
    """All of them, by kind of paper."""
    made = tuple(a5_sheets())
    return {
        "A4": tuple(a4_sheets()),
        "A5 uncut": tuple(one for one in made if one.name == "A5 uncut"),
        "A5 cut": tuple(one for one in made if one.name == "A5 cut"),
        "TH1": tuple(first_sheets()),
    }
