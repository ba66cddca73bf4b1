"""Visit forms: whose they are, what they say, and that a camera can read them back."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
import zxingcpp
from numpy.typing import NDArray

from sinhke_desktop.documents import visit_layout as at
from sinhke_desktop.documents.codes import ARUCO_4X4_50
from sinhke_desktop.documents.preview import page_count, render_page
from sinhke_desktop.documents.visit_form import pages_of, render_visit_forms
from sinhke_desktop.domain.review import INDICATORS
from sinhke_desktop.domain.visit import Agreement, VisitForm
from sinhke_desktop.progress import Cancelled

DPI = 150
PER_MM = DPI / 25.4


def _texts(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def _words(text: str) -> str:
    return " ".join(text.split())


def _pictures(pdf: bytes) -> Iterator[NDArray[np.uint8]]:
    for page in range(page_count(pdf)):
        width, height, pixels = render_page(pdf, page, DPI / 72)
        yield np.frombuffer(pixels, np.uint8).reshape(height, width, 3)


def _codes(forms: list[VisitForm]) -> list[str]:
    return [
        f"SK1|{at.FORM_VERSION}|{form.household.id}|{page}/{pages_of(form)}"
        for form in forms
        for page in range(1, pages_of(form) + 1)
    ]


def _ink(picture: NDArray[np.uint8], box: at.Box) -> float:
    """Share of dark pixels inside *box*, its frame left out."""
    top, left = int((box.top + 0.6) * PER_MM), int((box.left + 0.6) * PER_MM)
    bottom, right = int((box.bottom - 0.6) * PER_MM), int((box.right - 0.6) * PER_MM)
    return float((picture[top:bottom, left:right] < 128).mean())


def test_a_household_of_seven_fits_on_one_page_and_more_flow_on(awkward_forms: list[VisitForm]) -> None:
    assert [len(form.household.members) for form in awkward_forms] == [1, 4, 7, 9, 14, 40]
    assert [pages_of(form) for form in awkward_forms] == [1, 1, 1, 2, 2, 3]
    assert page_count(render_visit_forms(awkward_forms)) == 10


def test_every_name_comes_back_exactly_and_in_order(awkward_forms: list[VisitForm]) -> None:
    texts = _texts(render_visit_forms(awkward_forms))
    whole = "".join(texts)
    assert whole == unicodedata.normalize("NFC", whole)
    page = 0
    for form in awkward_forms:
        own = _words(" ".join(texts[page : page + pages_of(form)]))
        page += pages_of(form)
        for member in form.household.members:
            assert member.full_name in own
        assert form.explanation in own
        assert form.hamlet_name in own


def test_citizen_ids_are_masked(awkward_forms: list[VisitForm]) -> None:
    whole = "".join(_texts(render_visit_forms(awkward_forms)))
    for form in awkward_forms:
        for member in form.household.members:
            assert member.citizen_id not in whole
            assert f"xxxxxxxx{member.citizen_id[-4:]}" in whole


def test_each_page_carries_its_own_code(awkward_forms: list[VisitForm]) -> None:
    pictures = _pictures(render_visit_forms(awkward_forms))
    read = [zxingcpp.read_barcodes(picture)[0].text for picture in pictures]
    assert read == _codes(awkward_forms)


def test_the_marker_patterns_are_those_of_opencv() -> None:
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    for number, rows in enumerate(ARUCO_4X4_50):
        picture = cv2.aruco.generateImageMarker(dictionary, number, 6)
        assert tuple("".join("1" if cell else "0" for cell in row) for row in picture[1:5, 1:5]) == rows


def test_the_four_corner_markers_are_found_where_the_layout_says(awkward_forms: list[VisitForm]) -> None:
    detector = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50))
    for picture in _pictures(render_visit_forms(awkward_forms)):
        corners, ids, _rejected = detector.detectMarkers(picture)
        found = dict(zip(ids.flatten().tolist(), corners, strict=True))
        assert sorted(found) == [0, 1, 2, 3]
        for number, box in enumerate(at.MARKERS):
            upper_left = found[number][0][0] / PER_MM
            assert upper_left == pytest.approx((box.left, box.top), abs=0.3)


def test_only_the_lacking_indicators_are_ticked_and_today_is_empty(awkward_forms: list[VisitForm]) -> None:
    form = awkward_forms[1]
    picture = next(_pictures(render_visit_forms([form])))
    for key, (before, now) in at.indicator_boxes().items():
        assert (_ink(picture, before) > 0.05) == (key in form.deprived), key
        assert _ink(picture, now) == 0, key
    for box in [*at.need_boxes().values(), *(box for pair in at.agreement_boxes() for box in pair)]:
        assert _ink(picture, box) == 0


def test_every_box_lies_alone_inside_the_margins() -> None:
    boxes = [box for pair in at.indicator_boxes().values() for box in pair]
    boxes += [*at.need_boxes().values(), *at.MARKERS, at.QR]
    boxes += [box for pair in at.agreement_boxes() for box in pair]
    assert len(at.indicator_boxes()) == len(INDICATORS)
    for number, box in enumerate(boxes):
        assert box.left >= 5
        assert box.right <= at.PAGE_WIDTH - 5
        assert box.bottom <= at.PAGE_HEIGHT - 5
        for other in boxes[number + 1 :]:
            apart = box.right <= other.left or other.right <= box.left
            assert apart or box.bottom <= other.top or other.bottom <= box.top


def test_nothing_is_drawn_beyond_the_text_column(awkward_forms: list[VisitForm]) -> None:
    """Left and right of the column only the markers have ink, however long names are."""
    for picture in _pictures(render_visit_forms(awkward_forms)):
        for left, right in ((0, at.LEFT - 0.4), (at.RIGHT + 0.4, at.PAGE_WIDTH)):
            strip = picture[int(20 * PER_MM) : int(278 * PER_MM), int(left * PER_MM) : int(right * PER_MM)]
            assert (strip > 250).all()


def test_agreements_beyond_three_go_on_the_next_page(awkward_forms: list[VisitForm]) -> None:
    many = tuple(Agreement(f"Việc thứ {number}") for number in range(1, 9))
    form = replace(awkward_forms[1], agreements=many)
    assert pages_of(form) == 2
    first, second = _texts(render_visit_forms([form]))
    assert "Việc thứ 3" in first
    assert "Việc thứ 4" not in first
    assert "8. Việc thứ 8" in second


def test_a_household_without_the_model_has_room_for_notes_instead(awkward_forms: list[VisitForm]) -> None:
    without, with_model = (_texts(render_visit_forms([form]))[0] for form in awkward_forms[:2])
    assert "Theo dõi mô hình sinh kế" in with_model
    assert "12.500.000" in with_model
    assert "Theo dõi mô hình sinh kế" not in without
    assert "Tình hình đời sống" in without


def test_the_same_forms_give_the_same_bytes(awkward_forms: list[VisitForm]) -> None:
    assert render_visit_forms(awkward_forms) == render_visit_forms(awkward_forms)
    assert render_visit_forms(awkward_forms) != render_visit_forms(awkward_forms[::-1])


def test_only_embedded_faces_are_used(awkward_forms: list[VisitForm]) -> None:
    pdf = render_visit_forms(awkward_forms)
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
    document = pdfium.PdfDocument(render_visit_forms(awkward_forms))
    entries = [(entry.level, entry.get_title(), entry.get_dest().get_index()) for entry in document.get_toc()]
    document.close()
    assert entries[:3] == [(0, "Thôn Tân Tiến", 0), (1, f"1. {awkward_forms[0].household.head.full_name}", 0),
                           (1, f"2. {awkward_forms[1].household.head.full_name}", 1)]  # fmt: skip
    assert [title for level, title, _page in entries if level == 0] == ["Thôn Tân Tiến", "Thôn Tân Bình"]


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


def test_no_forms_make_no_document() -> None:
    with pytest.raises(ValueError):
        render_visit_forms([])
