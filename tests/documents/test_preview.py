"""Pages as pictures, their sizes, words and bookmarks."""

from __future__ import annotations

import gc
import threading

import pypdfium2
import pytest
from pdf_samples import MARGIN, sample_pdf
from reportlab.lib.pagesizes import A4, A5, landscape

from sinhke_desktop.documents.preview import Bookmark, OpenPdf, page_count, render_page


def test_a_page_is_rgb_without_padding() -> None:
    pdf = sample_pdf(["a", "b"])
    assert page_count(pdf) == 2
    for scale in (0.3, 1.0, 1.01, 1.7):
        width, height, pixels = render_page(pdf, 1, scale)
        assert (width, height) == pytest.approx((595.3 * scale, 841.9 * scale), abs=1.5)
        assert len(pixels) == 3 * width * height
        assert set(pixels[:3]) == {255}
    assert min(pixels) < 50


def test_a_page_beyond_the_last_is_refused() -> None:
    pdf = sample_pdf(["a"])
    for page in (1, -1):
        with pytest.raises(IndexError):
            render_page(pdf, page, 1.0)
        with pytest.raises(IndexError):
            OpenPdf(pdf).find(page, "a")


def test_every_page_has_its_own_size() -> None:
    document = OpenPdf(sample_pdf(["a", "b", "c"], [A4, landscape(A4), A5]))
    assert len(document) == 3
    sizes = [(round(width), round(height)) for width, height in document.sizes]
    assert sizes == [(595, 842), (842, 595), (420, 595)]
    across = document.render(1, 1.0)
    assert (across.width, across.height) == (842, 595)


def test_strips_put_together_are_the_page_drawn_at_once() -> None:
    document = OpenPdf(sample_pdf(["Đỗ Đức Dũng"]))
    for grey in (False, True):
        whole = document.render(0, 2.0, grey=grey)
        strips = [document.render(0, 2.0, grey=grey, strip=(top, min(300, whole.height - top)))
                  for top in range(0, whole.height, 300)]  # fmt: skip
        assert b"".join(strip.pixels for strip in strips) == whole.pixels
        assert len(whole.pixels) == whole.width * whole.height * (1 if grey else 4)


def test_a_page_with_a_coloured_word_is_told_from_a_grey_one() -> None:
    assert OpenPdf(sample_pdf(["a"])).coloured(0) is False
    assert OpenPdf(sample_pdf(["a"], colour=True)).coloured(0) is True


def test_words_are_found_with_and_without_accents_where_they_stand() -> None:
    document = OpenPdf(sample_pdf(["x", "Hộ ông Đỗ Đức Dũng\nthôn Tân Tiến"]))
    assert document.find(0, "duc") == []
    (hit,) = document.find(1, "duc")
    assert (hit.page, hit.text) == (1, "Đức")
    (exact,) = document.find(1, "Đức")
    assert exact == hit
    assert document.find(1, "Đực") == []
    ((left, top, width, height),) = hit.areas
    assert MARGIN < left < MARGIN + 150
    assert MARGIN < top < MARGIN + 20
    assert 15 < width < 40
    assert 8 < height < 22


def test_words_over_the_end_of_a_line_cover_two_areas() -> None:
    document = OpenPdf(sample_pdf(["Hộ ông Đỗ Đức Dũng\nthôn Tân Tiến"]))
    (hit,) = document.find(0, "dung thon")
    assert len(hit.areas) == 2
    assert hit.areas[1][1] > hit.areas[0][1] + 10


def test_text_between_two_points_is_given_with_its_areas() -> None:
    document = OpenPdf(sample_pdf(["Đỗ Đức Dũng"]))
    (first,), (last,) = document.find(0, "Đỗ")[0].areas, document.find(0, "Đức")[0].areas
    begin, end = (first[0] + 2, first[1] + 5), (last[0] + last[2] - 2, last[1] + 5)
    for one, other in ((begin, end), (end, begin)):
        passage = document.between(0, one, other)
        assert passage.text == "Đỗ Đức"
        assert passage.areas
    assert document.between(0, begin, (500, 800)).text == ""


def test_bookmarks_lead_to_their_pages() -> None:
    document = OpenPdf(sample_pdf(["Thôn Tân Tiến", "Đỗ Đức Dũng"], bookmarks=True))
    assert document.outline() == [Bookmark(0, "Thôn Tân Tiến", 0), Bookmark(1, "Đỗ Đức Dũng", 1)]
    assert OpenPdf(sample_pdf(["a"])).outline() == []


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(pypdfium2.PdfiumError):
        OpenPdf(b"not a pdf")


def test_nothing_is_asked_of_a_closed_document() -> None:
    document = OpenPdf(sample_pdf(["a"]))
    document.close()
    document.close()
    with pytest.raises(ValueError, match=r"^$"):
        document.render(0, 1.0)


def test_documents_are_drawn_and_let_go_in_two_threads_at_once() -> None:
    pdf = sample_pdf([f"Đức {number}" for number in range(5)])
    wrong: list[int] = []

    def work() -> None:
        for _time in range(20):
            document = OpenPdf(pdf)
            wrong.extend(page for page in range(5) if len(document.find(page, "duc")) != 1)
            document.render(0, 0.5)
            del document
            gc.collect(0)

    threads = [threading.Thread(target=work) for _count in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
