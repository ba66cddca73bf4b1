"""The help as a PDF: contents with page numbers, bookmarks, pictures, links, one page or all of it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from sinhke_desktop.documents.help_book import CONTENTS, TITLE, render_help
from sinhke_desktop.documents.preview import OpenPdf
from sinhke_desktop.domain.help_book import Chapter, HelpBook
from sinhke_desktop.domain.help_search import index
from sinhke_desktop.domain.help_text import parse
from sinhke_desktop.progress import Cancelled

ONE = (
    "# Việc một\n\nĐể làm gì.\n\n![Ảnh của việc một](pictures/a.png)\n\n1. Bấm **Lưu**, gõ `abc`, *xong*.\n"
    "2. Xem [Việc hai](hai.md).\n\n| Phím | Việc |\n|---|---|\n| F1 | trợ giúp |\n\n## Sau bảng\n- Một điều.\n"
)
TWO = "# Việc hai\n\nLời.\n\n| Phím | Việc |\n|---|---|\n| F2 | sửa |\n"


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    (tmp_path / "pictures").mkdir()
    Image.new("RGB", (900, 300), "#17694F").save(tmp_path / "pictures" / "a.png")
    return tmp_path


@pytest.fixture
def book() -> HelpBook:
    pages = {"mot": parse("mot", ONE), "hai": parse("hai", TWO)}
    chapters = (Chapter("a", "Chương A", ("mot",)), Chapter("b", "Chương B & C", ("hai",)))
    return HelpBook(chapters, pages, index(pages.values()), ())


def words(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_the_whole_book_begins_with_its_title_and_contents_that_name_the_pages(book, pictures) -> None:
    cover, contents, first, second = words(render_help(book, None, pictures, "0.1.0"))
    assert TITLE in cover
    assert "0.1.0" in cover
    assert CONTENTS in contents
    assert "Chương B & C" in contents
    assert "Trang 3 / 4" in first
    assert "Việc hai" in second
    listed = [line.split()[-1] for line in contents.splitlines() if "Việc" in line or "Chương" in line]
    assert listed == ["3", "3", "4", "4"]


def test_bookmarks_lead_to_chapters_and_their_pages(book, pictures) -> None:
    outline = OpenPdf(render_help(book, None, pictures, "0.1.0")).outline()
    assert [(one.level, one.title, one.page) for one in outline] == [
        (0, "1. Chương A", 2), (1, "Việc một", 2), (0, "2. Chương B & C", 3), (1, "Việc hai", 3),
    ]  # fmt: skip


def test_pictures_are_in_it_and_the_same_book_gives_the_same_bytes(book, pictures) -> None:
    once = render_help(book, ["mot"], pictures, "0.1.0")
    assert once == render_help(book, ["mot"], pictures, "0.1.0")
    assert b"/Subtype /Image" in once


def test_one_page_alone_has_neither_title_page_nor_links_to_what_is_not_in_it(book, pictures) -> None:
    alone = render_help(book, ["mot"], pictures, "0.1.0")
    [text] = words(alone)
    assert "1. Chương A" in text
    assert "F1" in text
    assert "Trang 1 / 1" in text
    assert b"/Link" not in alone
    assert b"/Link" in render_help(book, None, pictures, "0.1.0")


def test_the_person_may_give_up(book, pictures) -> None:
    class Stops:
        def step(self, done: int, total: int) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        render_help(book, None, pictures, "0.1.0", Stops())
