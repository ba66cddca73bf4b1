"""Visit forms: whose they are, what they say, and that a camera can read them back."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
import zxingcpp
from numpy.typing import NDArray

from sinhke_desktop.documents.codes import ARUCO_4X4_50
from sinhke_desktop.documents.preview import page_count, render_page
from sinhke_desktop.documents.visit_form import pages_of, render_visit_forms, version_of
from sinhke_desktop.domain.form_layout import Box, FieldKind
from sinhke_desktop.domain.form_layouts import geometry, layout
from sinhke_desktop.domain.form_layouts.a5 import RIGHT_HAND
from sinhke_desktop.domain.form_sheet import FormCode, parse_form_code, shown_number
from sinhke_desktop.domain.form_stack import FormPaper, impose
from sinhke_desktop.domain.visit import Agreement, SpareForm, VisitForm
from sinhke_desktop.progress import Cancelled

FIRST_VERSION = Path(__file__).parents[1] / "data" / "phieu-tham-ho-th1.pdf"
DPI = 150
PER_MM = DPI / 25.4
PAPERS = pytest.mark.parametrize("paper", list(FormPaper))
SPARE = SpareForm("41290736", "Xã Anh Dũng", "Nguyễn Thị Thu Hà")
Picture = NDArray[np.uint8]
AnyForm = VisitForm | SpareForm


def _texts(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def _words(text: str) -> str:
    return " ".join(text.split())


def _pictures(pdf: bytes, dpi: int = DPI) -> Iterator[Picture]:
    for page in range(page_count(pdf)):
        width, height, pixels = render_page(pdf, page, dpi / 72)
        yield np.frombuffer(pixels, np.uint8).reshape(height, width, 3)


def _printed(forms: list[AnyForm], paper: FormPaper, *, two_sided: bool = False) -> list[tuple[FormCode, Picture]]:
    """Every form page with what its QR should say and its own picture, A5 ones cut out of their sheet."""
    pdf = render_visit_forms(forms, paper=paper, two_sided=two_sided)
    found = []
    sides = impose([pages_of(form, paper) for form in forms], paper, two_sided=two_sided)
    for side, picture in zip(sides, _pictures(pdf), strict=True):
        for hand, place in enumerate(side):
            left = int(RIGHT_HAND * PER_MM) if hand else 0
            width = int((148 if paper is FormPaper.A5 else 210) * PER_MM)
            if place is None:
                assert (picture[:, left : left + width] == 255).all()
                continue
            form = forms[place.form]
            version = version_of(form, paper) + ("R" if hand else "")
            household = form.household.id if isinstance(form, VisitForm) else ""
            code = FormCode(version, form.number, household, place.page, pages_of(form, paper))
            found.append((code, picture[:, left : left + width]))
    return found


def _ink(picture: Picture, box: Box) -> float:
    """Share of dark pixels inside *box*, its frame left out."""
    top, left = int((box.top + 0.7) * PER_MM), int((box.left + 0.7) * PER_MM)
    bottom, right = int((box.bottom - 0.7) * PER_MM), int((box.right - 0.7) * PER_MM)
    return float((picture[top:bottom, left:right] < 128).mean())


def _frame(picture: Picture, box: Box) -> float:
    """The least share of dark pixels along the four edges of *box*, each looked for within 0,3 mm."""
    dark = picture[:, :, 0] < 160
    near = max(int(0.3 * PER_MM), 1)
    top, bottom = round(box.top * PER_MM), round(box.bottom * PER_MM)
    left, right = round(box.left * PER_MM), round(box.right * PER_MM)
    edges = [dark[y - near : y + near + 1, left + 2 : right - 2].any(axis=0).mean() for y in (top, bottom)]
    edges += [dark[top + 2 : bottom - 2, x - near : x + near + 1].any(axis=1).mean() for x in (left, right)]
    return float(min(edges))


def test_a_household_of_six_fits_on_one_page_and_more_flow_on(awkward_forms: list[VisitForm]) -> None:
    assert [len(form.household.members) for form in awkward_forms] == [1, 4, 7, 9, 14, 40]
    assert [pages_of(form) for form in awkward_forms] == [1, 1, 2, 2, 2, 4]
    assert [pages_of(form, FormPaper.A5) for form in awkward_forms] == [1, 1, 2, 2, 2, 4]
    assert page_count(render_visit_forms(awkward_forms)) == 12
    assert page_count(render_visit_forms(awkward_forms, paper=FormPaper.A5)) == 6
    assert page_count(render_visit_forms(awkward_forms, two_sided=True)) == 14


@PAPERS
def test_every_name_comes_back_exactly(awkward_forms: list[VisitForm], paper: FormPaper) -> None:
    whole = "".join(_texts(render_visit_forms(awkward_forms, paper=paper)))
    assert whole == unicodedata.normalize("NFC", whole)
    own = _words(whole)
    for form in awkward_forms:
        for member in form.household.members:
            assert member.full_name in own
        assert form.hamlet_name in own
        assert shown_number(form.number) in own
        assert paper is FormPaper.A5 or form.explanation in own


@PAPERS
def test_no_citizen_id_is_printed_whole(awkward_forms: list[VisitForm], paper: FormPaper) -> None:
    whole = "".join(_texts(render_visit_forms(awkward_forms, paper=paper)))
    for form in awkward_forms:
        for member in form.household.members:
            assert member.citizen_id not in whole
            assert paper is FormPaper.A5 or f"xxxxxxxx{member.citizen_id[-4:]}" in whole


@PAPERS
@pytest.mark.parametrize("two_sided", [False, True])
def test_each_page_carries_its_own_code(awkward_forms: list[VisitForm], paper: FormPaper, two_sided: bool) -> None:
    for code, picture in _printed([*awkward_forms, SPARE], paper, two_sided=two_sided):
        (read,) = zxingcpp.read_barcodes(picture)
        assert read.text == code.text()


def test_the_marker_patterns_are_those_of_opencv() -> None:
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    assert len(ARUCO_4X4_50) == 8
    for number, rows in enumerate(ARUCO_4X4_50):
        picture = cv2.aruco.generateImageMarker(dictionary, number, 6)
        assert tuple("".join("1" if cell else "0" for cell in row) for row in picture[1:5, 1:5]) == rows


@PAPERS
def test_the_four_corner_markers_are_found_where_the_layout_says(
    awkward_forms: list[VisitForm], paper: FormPaper
) -> None:
    detector = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50))
    for code, picture in _printed([*awkward_forms, SPARE], paper):
        corners, ids, _rejected = detector.detectMarkers(np.ascontiguousarray(picture))
        found = dict(zip(ids.flatten().tolist(), corners, strict=True))
        markers = layout(code.version).markers
        assert sorted(found) == sorted(markers)
        for number, box in markers.items():
            assert found[number][0][0] / PER_MM == pytest.approx((box.left, box.top), abs=0.35)


@PAPERS
def test_every_tick_box_of_the_layout_is_drawn_and_empty(awkward_forms: list[VisitForm], paper: FormPaper) -> None:
    for code, picture in _printed([*awkward_forms, SPARE], paper):
        ticks = [field for field in layout(code.version).fields(code.page, code.pages) if field.kind is FieldKind.TICK]
        assert ticks
        for field in ticks:
            assert _frame(picture, field.box) > 0.95, (code, field)
            assert _ink(picture, field.box) == 0, (code, field)


@PAPERS
def test_around_every_tick_box_the_paper_is_white(awkward_forms: list[VisitForm], paper: FormPaper) -> None:
    for code, picture in _printed([*awkward_forms, SPARE], paper):
        for field in layout(code.version).fields(code.page, code.pages):
            if field.kind is FieldKind.TICK:
                box, dark = field.box, picture[:, :, 0] < 128
                for distance in (0.5, 0.6):
                    top, bottom = int((box.top - distance) * PER_MM), int((box.bottom + distance) * PER_MM)
                    left, right = int((box.left - distance) * PER_MM), int((box.right + distance) * PER_MM)
                    around = [dark[top, left:right], dark[bottom, left:right], dark[top:bottom, left],
                              dark[top:bottom, right]]  # fmt: skip
                    assert not any(edge.any() for edge in around), (code, field.key)


@PAPERS
def test_places_to_write_in_are_empty_where_the_paper_asks(awkward_forms: list[VisitForm], paper: FormPaper) -> None:
    for code, picture in _printed([*awkward_forms, SPARE], paper):
        for field in layout(code.version).fields(code.page, code.pages):
            if field.key.startswith(("count:", "income", "member:")):
                assert _ink(picture, field.box) == 0, (code, field.key)


def test_only_the_lacking_indicators_are_crossed_and_today_is_empty(awkward_forms: list[VisitForm]) -> None:
    form = awkward_forms[1]
    picture = next(_pictures(render_visit_forms([form])))
    for key, place in geometry("TH2M").first.indicators.items():
        assert (_ink(picture, place.before) > 0.05) == (key in form.deprived), key
        assert _ink(picture, place.now) == 0, key


@PAPERS
def test_nothing_is_drawn_beyond_the_text_column(awkward_forms: list[VisitForm], paper: FormPaper) -> None:
    """Left and right of the column only the markers have ink, however long names are."""
    for code, picture in _printed([*awkward_forms, SPARE], paper):
        at = geometry(code.version)
        marker = next(iter(at.markers.values()))
        lowest = min(box.top for box in at.markers.values() if box.top > at.height / 2)
        for left, right in ((0.5, at.left - 0.4), (at.right + 0.4, at.width - 0.5)):
            rows = slice(int((marker.bottom + 0.5) * PER_MM), int((lowest - 0.5) * PER_MM))
            assert (picture[rows, int(left * PER_MM) : int(right * PER_MM)] > 250).all()


@PAPERS
def test_the_smallest_type_is_readable(awkward_forms: list[VisitForm], paper: FormPaper) -> None:
    """Ordinary names and sums are set in at least 10 points on A4, 9 on A5."""
    form = replace(awkward_forms[1], agreements=(Agreement("Tiêm phòng cho bò mẹ", "thú y xã"),))
    document = pdfium.PdfDocument(render_visit_forms([form, SPARE], paper=paper))
    least = 10.0 if paper is FormPaper.A4 else 9.0
    sizes = [
        item.get_font_size()
        for page in document
        for item in page.get_objects(max_depth=3)
        if isinstance(item, pdfium.PdfTextObj)
    ]
    document.close()
    assert len(sizes) > 50
    assert min(sizes) >= least


def test_agreements_of_the_last_visit_go_on_over_the_page(awkward_forms: list[VisitForm]) -> None:
    many = tuple(Agreement(f"Việc thứ {number}") for number in range(1, 13))
    form = replace(awkward_forms[1], agreements=many)
    assert pages_of(form) == 2
    first, second = _texts(render_visit_forms([form]))
    assert "1. Việc thứ 1" in first
    assert "Việc thứ 3" in first
    assert "Việc thứ 4" not in first
    assert "12. Việc thứ 12" in second


@PAPERS
def test_a_household_without_the_model_has_room_for_notes_instead(
    awkward_forms: list[VisitForm], paper: FormPaper
) -> None:
    without, with_model = (_texts(render_visit_forms([form], paper=paper))[0] for form in awkward_forms[:2])
    assert "Theo dõi mô hình sinh kế" in with_model
    assert "12.500.000" in with_model
    assert "Theo dõi mô hình sinh kế" not in without
    assert "Tình hình đời sống" in without


@PAPERS
def test_what_is_not_known_of_the_model_is_left_to_write(awkward_forms: list[VisitForm], paper: FormPaper) -> None:
    form = awkward_forms[1]
    assert form.participation is not None
    bare = replace(form, participation=replace(form.participation, inputs="", last=None, model_name=""))
    (text,) = _texts(render_visit_forms([bare], paper=paper))
    assert "Đã nhận:" in text
    assert "kỳ trước" not in text
    assert "12.500.000" not in text


@PAPERS
def test_a_spare_form_asks_whose_it_is(paper: FormPaper) -> None:
    (text,) = _texts(render_visit_forms([SPARE], paper=paper))
    for words in ("4129 0736", "hộ:", "Thôn:", "Số định danh:", "XÃ ANH DŨNG", "Nguyễn Thị Thu Hà"):
        assert words in text
    assert "Diện hộ" not in text


def test_a_form_never_planned_leaves_year_and_points_open(awkward_forms: list[VisitForm]) -> None:
    form = replace(awkward_forms[0], planned_on=None, income_points=None, review_year=None, hamlet_name="")
    (text,) = _texts(render_visit_forms([form]))
    assert "Dự kiến" not in text
    assert "chưa có kết quả rà soát" in text


@PAPERS
def test_the_same_forms_give_the_same_bytes(awkward_forms: list[VisitForm], paper: FormPaper) -> None:
    forms = [*awkward_forms, SPARE]
    assert render_visit_forms(forms, paper=paper) == render_visit_forms(forms, paper=paper)
    assert render_visit_forms(forms, paper=paper) != render_visit_forms(forms[::-1], paper=paper)


@PAPERS
def test_only_embedded_faces_are_used(awkward_forms: list[VisitForm], paper: FormPaper) -> None:
    pdf = render_visit_forms([*awkward_forms, SPARE], paper=paper)
    assert b"Helvetica" not in pdf
    assert pdf.count(b"/Type /Font\n") + pdf.count(b"/Type /Font ") > 0
    assert pdf.count(b"/FontFile2") == pdf.count(b"/Subtype /TrueType") > 0


def test_the_document_says_its_language_and_title(awkward_forms: list[VisitForm]) -> None:
    pdf = render_visit_forms(awkward_forms)
    document = pdfium.PdfDocument(pdf)
    assert document.get_metadata_dict()["Title"] == "Phiếu thăm hộ – Xã Anh Dũng"
    assert document.get_metadata_dict()["Author"] == "Xã Anh Dũng"
    document.close()
    assert b"/Lang (vi-VN)" in pdf


def test_bookmarks_lead_to_hamlets_and_households(awkward_forms: list[VisitForm]) -> None:
    forms = [*awkward_forms, SPARE]
    document = pdfium.PdfDocument(render_visit_forms(forms))
    entries = [(entry.level, entry.get_title(), entry.get_dest().get_index()) for entry in document.get_toc()]
    document.close()
    assert entries[:3] == [(0, "Thôn Tân Tiến", 0), (1, f"1. {awkward_forms[0].household.head.full_name}", 0),
                           (1, f"2. {awkward_forms[1].household.head.full_name}", 1)]  # fmt: skip
    assert [title for level, title, _page in entries if level == 0] == [
        "Thôn Tân Tiến", "Thôn Tân Bình", "Phiếu dự phòng",
    ]  # fmt: skip
    assert entries[-1] == (1, "7. 4129 0736", 12)


def test_giving_up_stops_the_drawing(awkward_forms: list[VisitForm]) -> None:
    seen = []

    class GivesUp:
        def step(self, done: int, total: int) -> None:
            seen.append((done, total))
            if done == 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        render_visit_forms(awkward_forms, GivesUp())
    assert seen == [(1, 6), (2, 6)]


def test_papers_of_the_first_version_have_their_boxes_where_its_layout_says() -> None:
    """Pages printed before forms had numbers: two on one page, the third on two; all ticks of today are empty."""
    pictures = list(_pictures(FIRST_VERSION.read_bytes()))
    assert len(pictures) == 4
    for picture, (page, pages) in zip(pictures, ((1, 1), (1, 1), (1, 2), (2, 2)), strict=True):
        (read,) = zxingcpp.read_barcodes(picture)
        code = parse_form_code(read.text)
        assert (code.version, code.number, code.page, code.pages) == ("TH1", "", page, pages)
        for field in layout("TH1").fields(page, pages):
            if field.kind is FieldKind.TICK:
                assert _frame(picture, field.box) > 0.95, field
                assert _ink(picture, field.box) == 0, field


def test_no_forms_make_no_document() -> None:
    with pytest.raises(ValueError):
        render_visit_forms([])
