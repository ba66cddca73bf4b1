"""The list on top of a stack: whom to visit in which order, a page for every hamlet."""

from __future__ import annotations

from datetime import date

import pypdfium2 as pdfium
import pytest

from sinhke_desktop.documents.preview import page_count
from sinhke_desktop.documents.visit_form import render_visit_forms
from sinhke_desktop.documents.visit_route_list import ROWS, pages_of_route
from sinhke_desktop.domain.form_stack import FormPaper
from sinhke_desktop.domain.visit import SpareForm, VisitForm
from sinhke_desktop.domain.visit_route import RouteLine, RouteList, RouteOfHamlet

LONG = "Chamaléa Katơr Thị Nguyễn Hoàng Phương Thuỳ Ngọc Bích Trường Vĩnh"
LINE = RouteLine("Pi Năng Thị Mỡ", "Tổ 3, số 12, đường liên thôn Tân Tiến đi Tân Bình", "0901234567", "Hộ nghèo",
                 "Theo dõi tháng", date(2025, 11, 18), "41290736")  # fmt: skip


def _route(*hamlets: tuple[str, int], spare: tuple[str, ...] = (), cut: bool = False) -> RouteList:
    found = tuple(RouteOfHamlet(name, (LINE,) * count) for name, count in hamlets)
    return RouteList("Xã Anh Dũng", "Nguyễn Thị Thu Hà", date(2025, 11, 17), found, spare, cut)


def _texts(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def test_every_hamlet_begins_a_page_and_repeats_its_head(awkward_forms: list[VisitForm]) -> None:
    route = _route(("Thôn Tân Tiến", ROWS + 1), ("Thôn Tân Bình", 2))
    texts = _texts(render_visit_forms(awkward_forms[:1], route=route))
    assert pages_of_route(route) == 3
    assert len(texts) == 4
    for text in texts[:3]:
        for title in ("DANH SÁCH ĐI THĂM HỘ", "Chủ hộ, nơi ở", "Điện thoại", "Diện hộ", "Lý do", "Số phiếu", "thăm"):
            assert title in text
    assert "Thôn Tân Tiến: 21 hộ" in texts[0]
    assert "trang 2/2" in texts[1]
    assert "Thôn Tân Bình: 2 hộ" in texts[2]
    assert "PHIẾU THĂM HỘ" in texts[3]


def test_a_line_says_everything_of_its_household(awkward_forms: list[VisitForm]) -> None:
    text = _texts(render_visit_forms(awkward_forms[:1], route=_route(("Thôn Tân Tiến", 1))))[0]
    for words in (LINE.head_name, LINE.address, LINE.phone, LINE.class_name, LINE.reason, "(18/11/2025)", "4129 0736",
                  "In ngày 17/11/2025", "Nguyễn Thị Thu Hà"):  # fmt: skip
        assert words in text


def test_the_longest_name_and_a_line_with_nothing_else_come_back(awkward_forms: list[VisitForm]) -> None:
    hamlet = RouteOfHamlet("Thôn Tân Tiến", (RouteLine(LONG), RouteLine("Bá Trung Thiệu", class_name="Hộ cận nghèo")))
    route = RouteList("Xã Anh Dũng", "", date(2025, 11, 17), (hamlet,))
    text = _texts(render_visit_forms(awkward_forms[:1], route=route))[0]
    assert LONG in text
    assert "Bá Trung Thiệu" in text


def test_spare_forms_stand_on_a_page_of_their_own_with_their_numbers(awkward_forms: list[VisitForm]) -> None:
    route = _route(("Thôn Tân Tiến", 1), spare=("41290736", "41290743"))
    texts = _texts(render_visit_forms(awkward_forms[:1], route=route))
    assert "Phiếu dự phòng: 2 tờ, ghi tên hộ khi dùng" in texts[1]
    assert "4129 0743" in texts[1]


def test_a_stack_of_spare_forms_alone_has_its_list_too() -> None:
    pdf = render_visit_forms([SpareForm("41290736", "Xã Anh Dũng")], route=_route(spare=("41290736",)))
    assert page_count(pdf) == 2


@pytest.mark.parametrize("cut", [False, True])
def test_how_to_cut_is_said_of_a5_forms_alone(awkward_forms: list[VisitForm], cut: bool) -> None:
    text = _texts(render_visit_forms(awkward_forms[:1], route=_route(("Thôn Tân Tiến", 1), cut=cut)))[0]
    assert ("cắt đôi" in text) == cut


def test_a_two_sided_stack_begins_its_forms_on_a_sheet_of_their_own(awkward_forms: list[VisitForm]) -> None:
    odd, even = _route(("Thôn Tân Tiến", 1)), _route(("Thôn Tân Tiến", 1), ("Thôn Tân Bình", 1))
    for route in (odd, even):
        texts = _texts(render_visit_forms(awkward_forms[:1], two_sided=True, route=route))
        assert "PHIẾU THĂM HỘ" in texts[2]
    assert _texts(render_visit_forms(awkward_forms[:1], two_sided=True, route=odd))[1] == ""


@pytest.mark.parametrize("paper", list(FormPaper))
def test_the_list_stands_upright_above_forms_of_either_size(awkward_forms: list[VisitForm], paper: FormPaper) -> None:
    document = pdfium.PdfDocument(
        render_visit_forms(awkward_forms[:2], paper=paper, route=_route(("Thôn Tân Tiến", 1)))
    )  # fmt: skip
    sizes = [page.get_size() for page in document]
    titles = [(entry.level, entry.get_title()) for entry in document.get_toc()]
    document.close()
    assert sizes[0] == pytest.approx((595.3, 841.9), abs=0.1)
    assert sizes[1] == pytest.approx((595.3, 841.9) if paper is FormPaper.A4 else (841.9, 595.3), abs=0.1)
    assert titles[:3] == [(0, "Danh sách đi thăm hộ"), (1, "Thôn Tân Tiến"), (0, "Thôn Tân Tiến")]
