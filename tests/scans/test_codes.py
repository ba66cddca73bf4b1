"""Codes on scanned pages: only those of our forms, only where they belong, looked for in several ways."""

from pathlib import Path

import cv2
import numpy as np
import pytest
import segno

from sinhke_desktop.documents.preview import render_page
from sinhke_desktop.domain.form_layouts import layout
from sinhke_desktop.domain.form_sheet import FormCode, check_digit
from sinhke_desktop.domain.read_page import DOTS_PER_MM, NO_CODE, NO_MARKERS, TOO_BLURRED, UNKNOWN_VERSION
from sinhke_desktop.scans.codes import code_at, codes_in
from sinhke_desktop.scans.page_reading import read_picture

PDF = Path(__file__).parents[1] / "data" / "phieu-th1.pdf"
NUMBER = "4129073" + check_digit("4129073")
HOUSEHOLD = "a" * 32
OURS = FormCode("TH2", NUMBER, HOUSEHOLD, 1, 2)
DPI = 200


def symbol(text: str, dots: int, level: str = "m") -> np.ndarray:
    modules = [[255 * (not dark) for dark in row] for row in segno.make(text, error=level).matrix]
    return cv2.resize(np.array(modules, np.uint8), (dots, dots), interpolation=cv2.INTER_NEAREST)


def form_page(text: str | None, *, aside: float = 0.0) -> np.ndarray:
    """The first page of a form of the first version with another text in its code, so many mm *aside*."""
    width, height, pixels = render_page(PDF.read_bytes(), 0, DPI / 72)
    page = np.frombuffer(pixels, np.uint8).reshape(height, width, 3).mean(axis=2).astype(np.uint8)
    box, per_mm = layout("TH1").qr, DPI / 25.4
    dots = round(box.width * per_mm)
    top, left = round(box.top * per_mm), round(box.left * per_mm)
    page[top : top + dots, left : left + dots] = 255
    if text is not None:
        left += round(aside * per_mm)
        page[top : top + dots, left : left + dots] = symbol(text, dots)
    return page


def test_only_codes_of_our_forms_are_seen() -> None:
    picture = np.full((400, 900), 255, np.uint8)
    picture[100:300, 50:250] = symbol(OURS.text(), 200)
    picture[100:300, 350:550] = symbol("https://example.org/SK1|TH2", 200)
    picture[100:300, 650:850] = symbol("SK1|" + "9" * 500, 200, "l")
    (seen,) = codes_in(picture)
    assert seen.code == OURS
    assert np.abs(seen.corners - [[50, 100], [250, 100], [250, 300], [50, 300]]).max() < 4


@pytest.mark.parametrize("blur", [0.0, 1.4, 2.2])
def test_a_code_is_found_at_its_place_even_when_it_is_blurred(blur) -> None:
    box = layout("TH2").qr
    page = np.full((round(297 * DOTS_PER_MM), round(210 * DOTS_PER_MM)), 235, np.uint8)
    dots = round(box.width * DOTS_PER_MM)
    top, left = round(box.top * DOTS_PER_MM), round(box.left * DOTS_PER_MM)
    page[top : top + dots, left : left + dots] = symbol(OURS.text(), dots) // 2 + 60
    seen = cv2.GaussianBlur(page, (0, 0), blur) if blur else page
    assert code_at(seen, box) == OURS
    assert code_at(np.full_like(page, 235), box) is None


@pytest.mark.parametrize(("text", "aside", "code", "problem"), [
    (None, 0, None, NO_CODE),
    ("https://example.org", 0, None, NO_CODE),
    (FormCode("TH9", NUMBER, HOUSEHOLD, 1, 1).text(), 0, FormCode("TH9", NUMBER, HOUSEHOLD, 1, 1), UNKNOWN_VERSION),
    (FormCode("TN1", NUMBER, HOUSEHOLD, 1, 1).text(), 0, FormCode("TN1", NUMBER, HOUSEHOLD, 1, 1), NO_MARKERS),
    (f"SK1|TH1|{HOUSEHOLD}|1/1", -9, FormCode("TH1", "", HOUSEHOLD, 1, 1), NO_MARKERS),
])  # fmt: skip
def test_no_box_is_read_on_a_page_whose_code_does_not_fit(text, aside, code, problem) -> None:
    (page,) = read_picture(form_page(text, aside=aside), "a.png", 1)
    assert (page.code, page.problem, page.ticks) == (code, problem, ())
    assert page.picture


def test_a_page_with_two_codes_in_it_is_of_neither() -> None:
    page = form_page(f"SK1|TH1|{HOUSEHOLD}|1/1")
    page[1500:1700, 700:900] = 255
    page[1500:1700, 700:900] = symbol(f"SK1|TH1|{'b' * 32}|1/1", 200)
    (read,) = read_picture(page, "a.png", 1)
    assert (read.code, read.problem) == (None, NO_CODE)


def test_a_page_without_its_printed_boxes_is_not_read() -> None:
    page = form_page(f"SK1|TH1|{HOUSEHOLD}|1/1")
    per_mm = DPI / 25.4
    for one in layout("TH1").fields(1, 1):
        if one.key.startswith(("need:", "indicator:")):
            top, left = round((one.box.top - 1) * per_mm), round((one.box.left - 1) * per_mm)
            page[top : top + round(8 * per_mm), left : left + round(8 * per_mm)] = 255
    (read,) = read_picture(page, "a.png", 1)
    assert (read.problem, read.ticks) == (TOO_BLURRED, ())
