"""Every paper that the program can make: what a reader of the PDF, an office and a printer may count on."""

from __future__ import annotations

import functools
import inspect
import pkgutil
import re
from bisect import bisect_left
from collections.abc import Iterator
from importlib import import_module

import paper_registry
import pypdfium2 as pdfium
import pytest
from paper_registry import FORM, LETTER, LETTERS, NOT_PAPERS, PAPERS, TURNED, Margins
from pdf_reader import MM, Page, Piece, Rule, fonts_not_embedded, objects, read
from reportlab.pdfbase.pdfmetrics import stringWidth
from worst_cases import UNBROKEN

from sinhke_desktop import documents
from sinhke_desktop.documents.fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR
from sinhke_desktop.documents.page import FOOT_RISE, NUMBER_DROP, NUMBER_SIZE

every_paper = pytest.mark.parametrize("key", list(PAPERS))
every_letter = pytest.mark.parametrize("key", list(LETTERS))
ROUNDING = 0.4
OVERHANG = 1.2
"""Points by which a justified line with several sizes of letters may end behind the margin: 0,4 mm."""


@functools.cache
def pdf(key: str) -> bytes:
    return PAPERS[key].build()


@functools.cache
def pages(key: str) -> tuple[Page, ...]:
    return tuple(read(pdf(key)))


def first_pages(key: str) -> list[int]:
    """The pages (from 0) where the papers of a file begin: those of the bookmarks of the first level."""
    document = pdfium.PdfDocument(pdf(key))
    try:
        return [entry.get_dest().get_index() for entry in document.get_toc(max_depth=1)]
    finally:
        document.close()


def margins(key: str, page: Page) -> Margins:
    if PAPERS[key].form:
        return FORM
    return TURNED if page.width > page.height else LETTER


def is_number(page: Page, piece: Piece) -> bool:
    return abs(piece.baseline - (page.height - NUMBER_DROP)) < ROUNDING


def is_foot(piece: Piece) -> bool:
    return abs(piece.baseline - FOOT_RISE) < ROUNDING


def body(page: Page) -> list[Piece]:
    """The pieces that must stand between the margins."""
    return [one for one in page.pieces if not is_number(page, one) and not is_foot(one)]


def test_every_renderer_of_the_program_is_in_the_registry() -> None:
    found = set()
    for module in pkgutil.iter_modules(documents.__path__):
        for name, function in inspect.getmembers(import_module(f"{documents.__name__}.{module.name}")):
            if name.startswith("render_") and inspect.isfunction(function):
                found.add(name)
    assert found - NOT_PAPERS == {paper.renderer for paper in PAPERS.values()}
    assert found >= NOT_PAPERS, "a function that is no paper is not there any more"


@every_paper
def test_language_title_author_and_bookmarks_are_told(key: str) -> None:
    content = pdf(key)
    assert any(b"/Lang (vi-VN)" in one for one in objects(content))
    assert any(re.search(rb"/DisplayDocTitle\s+true", one) for one in objects(content))
    document = pdfium.PdfDocument(content)
    try:
        meta = document.get_metadata_dict()
        marks = [entry.get_title() for entry in document.get_toc(max_depth=5)]
    finally:
        document.close()
    assert meta["Title"]
    assert meta["Author"]
    assert meta["Title"] != "untitled"
    assert marks
    assert all(marks)


@every_paper
def test_every_face_is_in_the_file(key: str) -> None:
    content = pdf(key)
    assert fonts_not_embedded(content) == []
    said = any(page.pieces for page in read(content))
    assert any(b"/FontFile2" in one for one in objects(content)) == said
    drawn = {piece.font for page in pages(key) for piece in page.pieces}
    assert all(name.startswith("LiberationSerif") for name in drawn), drawn


@every_paper
def test_the_same_input_gives_the_same_bytes(key: str) -> None:
    assert PAPERS[key].build() == pdf(key)


@every_paper
def test_no_text_stands_outside_the_margins(key: str) -> None:
    outside = []
    for number, page in enumerate(pages(key), 1):
        edge = margins(key, page)
        outside += [
            (number, one)
            for one in body(page)
            if one.left < edge.left - OVERHANG
            or one.right > page.width - edge.right + OVERHANG
            or one.bottom < edge.bottom - OVERHANG
            or one.top > page.height - edge.top + OVERHANG
        ]
    assert outside == []


@every_paper
def test_no_two_texts_lie_on_each_other(key: str) -> None:
    assert [(number, *pair) for number, page in enumerate(pages(key), 1) for pair in overlapping(page.pieces)] == []


ALLOWED_WIDTH, ALLOWED_HEIGHT = 1.2, 1.2
"""Italics lean over their neighbours, marks of two letters one above the other may touch the line above."""


def overlapping(pieces: tuple[Piece, ...]) -> Iterator[tuple[Piece, Piece]]:
    """Pairs whose ink lies on each other by more than italics and marks do."""
    by_top = sorted(pieces, key=lambda one: -one.top)
    for place, one in enumerate(by_top):
        for other in by_top[place + 1 :]:
            if other.top < one.bottom:
                break
            width, height = one.overlap(other)
            if width > ALLOWED_WIDTH and height > ALLOWED_HEIGHT:
                yield one, other


def test_texts_that_lie_on_each_other_would_be_found() -> None:
    one = Piece("a", 100, 100, 150, 110, "F", 10, 100)
    beside, below, over = (
        Piece("b", left, bottom, left + 50, bottom + 10, "F", 10, bottom)
        for left, bottom in ((151, 100), (100, 89.5), (140, 105))
    )
    assert list(overlapping((one, beside, below))) == []
    assert list(overlapping((one, beside, below, over))) == [(over, one), (over, beside)]


@every_paper
def test_no_line_goes_through_words(key: str) -> None:
    assert [(number, *pair) for number, page in enumerate(pages(key), 1) for pair in struck(page)] == []


def struck(page: Page) -> Iterator[tuple[Piece, Rule]]:
    """Texts with a line through their middle."""
    rules = sorted(page.rules, key=lambda one: one.y)
    heights = [one.y for one in rules]
    for piece in page.pieces:
        third = (piece.top - piece.bottom) * 0.3
        for rule in rules[bisect_left(heights, piece.bottom + third) : bisect_left(heights, piece.top - third)]:
            if min(rule.right, piece.right) - max(rule.left, piece.left) > 2:
                yield piece, rule


def test_a_line_through_words_would_be_found() -> None:
    words = Piece("a", 100, 100, 150, 110, "F", 10, 100)
    through, below, beside = Rule(90, 160, 105), Rule(90, 160, 99), Rule(160, 190, 105)
    assert list(struck(Page(600, 800, (words,), (below, beside)))) == []
    assert list(struck(Page(600, 800, (words,), (below, beside, through)))) == [(words, through)]


FACES = {name.removesuffix("-Regular"): name for name in (REGULAR, BOLD, ITALIC, BOLD_ITALIC)}
NARROWEST = 0.75


@every_letter
def test_no_text_is_narrowed_until_it_is_hard_to_read(key: str) -> None:
    narrow = []
    for number, page in enumerate(pages(key), 1):
        for one in page.pieces:
            words = " ".join(one.text.split())
            natural = stringWidth(words, FACES[one.font], one.size)
            if len(words) > 3 and UNBROKEN not in words and one.right - one.left < NARROWEST * natural:
                narrow.append((number, one))
    assert narrow == []


@every_letter
def test_pages_are_numbered_from_each_papers_second_page(key: str) -> None:
    starts = first_pages(key)
    begin = 0
    for place, page in enumerate(pages(key)):
        begin = place if place in starts else begin
        numbers = [one for one in page.pieces if is_number(page, one)]
        if place == begin:
            assert numbers == [], place
            continue
        (number,) = numbers
        edge = margins(key, page)
        assert number.text == str(place - begin + 1)
        assert (number.font, number.size) == ("LiberationSerif", NUMBER_SIZE)
        assert 13 <= number.size <= 14
        assert number.bottom > page.height - edge.top
        assert number.middle == pytest.approx(edge.left + (page.width - edge.left - edge.right) / 2, abs=1)


@every_letter
def test_no_page_holds_nothing_but_its_number(key: str) -> None:
    assert [place for place, page in enumerate(pages(key), 1) if not body(page)] == []


@every_letter
def test_no_heading_or_caption_ends_a_page_and_no_total_begins_one(key: str) -> None:
    found = pages(key)
    for place, page in enumerate(found, 1):
        lines = [line for line in page.lines() if not is_number(page, line) and not is_foot(line)]
        lowest, highest = (pick(lines, key=lambda line: line.baseline) for pick in (min, max))
        if place < len(found) and lowest.size >= 13 and lowest.left < page.width / 2:
            assert lowest.font == "LiberationSerif", (place, lowest)
        assert not highest.text.startswith(("Tổng cộng", "Cộng")), (place, highest)


def test_margins_are_those_of_the_decree() -> None:
    for edge in (LETTER, Margins(TURNED.right, TURNED.left, TURNED.top, TURNED.bottom)):
        assert 20 * MM <= edge.top <= 25 * MM
        assert 20 * MM <= edge.bottom <= 25 * MM
        assert 30 * MM <= edge.left <= 35 * MM
        assert 15 * MM <= edge.right <= 20 * MM


def test_registry_names_are_words_of_the_office() -> None:
    assert all(re.fullmatch(r"[\w ,]+", key) for key in paper_registry.PAPERS)
