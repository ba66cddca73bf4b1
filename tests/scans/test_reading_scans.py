"""Seeded scans of filled forms: what is read is right or asked, never silently wrong."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import paper_scans
import pytest
from printed_forms import FIRST_VERSION, PER_MM, sheets

from sinhke_desktop.domain.read_page import BLANK, NO_MARKERS, TickState
from sinhke_desktop.scans import ticks
from sinhke_desktop.scans.page_reading import read_again, read_picture
from sinhke_desktop.scans.reading import PageReader, PictureRefused
from sinhke_desktop.scans.straighten import markers_in

SEED = 5


@pytest.fixture(scope="module")
def some() -> list[paper_scans.Scan]:
    """Sheets of every kind with 24 pages, filled in and scanned badly."""
    return list(paper_scans.scans(SEED, 24))


def test_no_box_of_24_bad_scans_is_read_wrong_without_being_asked(some) -> None:
    assert {scan.name for scan in some} >= {"A5 uncut", "A5 cut", "TH1", "TH2M page 1"}
    figures = [paper_scans.judged(scan) for scan in some]
    assert sum(one.boxes for one in figures) > 500
    assert [error for one in figures for error in one.errors] == []
    benign = [one for scan, one in zip(some, figures, strict=True) if scan.condition in paper_scans.BENIGN]
    assert [(one.found, one.codes, one.read) for one in benign] == [(one.pages,) * 3 for one in benign]


def test_without_the_doubtful_band_boxes_are_read_wrong(some, monkeypatch) -> None:
    def bold(looked, limits=ticks.LIMITS, *, steady=True, foreign=0) -> TickState:
        return TickState.MARKED if looked.peak >= 0.3 else TickState.EMPTY

    monkeypatch.setattr(ticks, "verdict", bold)
    assert any(paper_scans.judged(scan).wrong for scan in some[:8])


def test_a_page_with_a_torn_corner_is_found_by_its_three_markers(some) -> None:
    torn = [scan for scan in some if scan.condition == "torn"]
    assert torn
    for scan in torn:
        assert len(markers_in(scan.picture)) < 4 * len(scan.forms)
        assert paper_scans.judged(scan).read == len(scan.forms)


def test_the_kept_picture_is_read_again_with_a_given_code(some) -> None:
    scan = next(scan for scan in some if scan.name == "A5 uncut" and scan.condition == "photo")
    for filled, page in zip(scan.forms, read_picture(scan.picture, "x.jpg", 1), strict=True):
        again, problem = read_again(page.picture, filled.form.code)
        assert problem == ""
        assert [one.key for one in again] == list(filled.meant)
        for one in again:
            assert one.state in paper_scans.ALLOWED[filled.meant[one.key][0]], one.key


def test_a_page_without_markers_is_refused_and_a_blank_back_left_out() -> None:
    cut = sheets()["A4"][0].picture.copy()
    cut[:, : int(18 * PER_MM)] = 255
    (page,) = read_picture(cut, "x.png", 1)
    assert (page.problem, page.ticks) == (NO_MARKERS, ())
    assert page.picture
    (back,) = read_picture(np.full((1700, 1200), 250, np.uint8), "x.png", 2)
    assert back.problem == BLANK


def test_files_that_are_no_pictures_are_refused_and_the_next_one_is_read(tmp_path: Path) -> None:
    broken = {"zero.jpg": b"", "text.jpg": b"hello", "cut.jpg": b"\xff\xd8\xff\xe0" + bytes(40), "cut.pdf": b"%PDF-1.4"}
    with PageReader() as reader:
        for name, content in broken.items():
            (tmp_path / name).write_bytes(content)
            with pytest.raises(PictureRefused):
                list(reader.pages(tmp_path / name))
        with pytest.raises(PictureRefused):
            list(reader.pages(tmp_path / "missing.jpg"))
        assert [page.code is not None for page in reader.pages(FIRST_VERSION)] == [True] * 4
