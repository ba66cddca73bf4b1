"""Seeded scans of filled forms: what is read is right or asked, never silently wrong."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from sinhke_desktop.domain.form_layouts import layout
from sinhke_desktop.domain.read_page import BLANK, NO_MARKERS, ReadPage, TickState
from sinhke_desktop.scans import ticks
from sinhke_desktop.scans.page_reading import read_again, read_picture
from sinhke_desktop.scans.reading import PageReader, PictureRefused

HERE = Path(__file__).parent
_SPEC = importlib.util.spec_from_file_location("paper_scans", HERE / "paper_scans.py")
assert _SPEC is not None
assert _SPEC.loader is not None
paper_scans = sys.modules.setdefault("paper_scans", importlib.util.module_from_spec(_SPEC))
_SPEC.loader.exec_module(paper_scans)
TH1 = layout("TH1")
PDF = HERE.parent / "data" / "phieu-th1.pdf"


@pytest.fixture(scope="module")
def prints() -> list[np.ndarray]:
    return paper_scans.printed(PDF.read_bytes())[:2]


def scans(prints, seed: int, count: int):
    for number in range(count):
        condition = paper_scans.CONDITIONS[number % len(paper_scans.CONDITIONS)]
        yield paper_scans.scan_of(prints[number // 8 % 2], TH1.fields(1, 1), condition, seed * 1000 + number)


def read(scan) -> ReadPage:
    picture = cv2.imdecode(np.frombuffer(scan.jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
    (page,) = read_picture(picture, "x.jpg", 1)
    return page


def wrong(scan, read_ticks) -> list[str]:
    return [one.key for one in read_ticks if one.state not in paper_scans.ALLOWED[scan.meant[one.key]]]


def test_no_box_of_24_bad_scans_is_read_wrong_without_being_asked(prints) -> None:
    for scan in scans(prints, 5, 24):
        page = read(scan)
        assert page.code is not None, scan.condition
        assert len(page.ticks) == 28, (scan.condition, page.problem)
        assert wrong(scan, page.ticks) == [], (scan.condition, scan.notes)


def test_without_the_doubtful_band_boxes_are_read_wrong(prints, monkeypatch) -> None:
    def bold(looked, limits=ticks.LIMITS, *, steady=True, foreign=0) -> TickState:
        return TickState.MARKED if looked.peak >= 0.3 else TickState.EMPTY

    monkeypatch.setattr(ticks, "verdict", bold)
    assert any(wrong(scan, read(scan).ticks) for scan in scans(prints, 5, 8))


def test_the_kept_picture_is_read_again_with_a_given_code(prints) -> None:
    scan = next(scans(prints, 5, 1))
    page = read(scan)
    assert page.code is not None
    again, problem = read_again(page.picture, page.code)
    assert problem == ""
    assert wrong(scan, again) == []


def test_a_page_without_markers_is_refused_and_a_blank_back_left_out(prints) -> None:
    cut = prints[0].copy()
    cut[:, : int(18 * paper_scans.PER_MM)] = 255
    (page,) = read_picture(cut, "x.png", 1)
    assert (page.problem, page.ticks) == (NO_MARKERS, ())
    assert page.picture
    (back,) = read_picture(np.full((1700, 1200), 250, np.uint8), "x.png", 2)
    assert back.problem == BLANK


def test_files_that_are_no_pictures_are_refused_and_the_next_one_is_read(tmp_path) -> None:
    broken = {"zero.jpg": b"", "text.jpg": b"hello", "cut.jpg": b"\xff\xd8\xff\xe0" + bytes(40), "cut.pdf": b"%PDF-1.4"}
    with PageReader() as reader:
        for name, content in broken.items():
            (tmp_path / name).write_bytes(content)
            with pytest.raises(PictureRefused):
                list(reader.pages(tmp_path / name))
        with pytest.raises(PictureRefused):
            list(reader.pages(tmp_path / "missing.jpg"))
        assert [page.code is not None for page in reader.pages(PDF)] == [True] * 4
