"""Every Vietnamese letter and the Latin letters of minority names, read back from the PDF as they were written."""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Paragraph
from worst_cases import DAY, LONG_NAME, NAMES, UNBROKEN

from sinhke_desktop.documents import fonts, tables
from sinhke_desktop.documents.centred import Centred
from sinhke_desktop.documents.heading_blocks import draw_centred
from sinhke_desktop.documents.letter import BODY, SIGNER, escaped
from sinhke_desktop.documents.page import UPRIGHT, open_canvas
from sinhke_desktop.documents.paper import render_papers
from sinhke_desktop.documents.typesetting import balanced, draw_fitted, fit
from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput, judge_household
from sinhke_desktop.domain.vietnamese import tidy

MARKS = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
VOWELS = "aăâeêioôơuưy"
ACCENTED = [unicodedata.normalize("NFC", vowel + mark) for vowel in VOWELS for mark in MARKS]
LETTERS = [one for one in [*ACCENTED, "đ"] if not one.isascii()]
BOTH_CASES = LETTERS + [one.upper() for one in LETTERS]
"""67 small letters with a mark and their capitals."""
LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
MINORITY = "éèêëñčĕĭŏŭĂĔĬŎŬČÑ’'-"
"""Letters beyond the Vietnamese ones in Raglai, Chăm, Ê Đê and Cơ Ho names as registers write them."""
PEOPLE = (
    *NAMES, LONG_NAME, UNBROKEN, "Chamaléa Thị Liễu", "Katơr Xuân Thuỷ", "Pi Năng Thị Hốn", "Bá Văn Yến", "Tain Jôn",
    "Đàng Năng Thị Wân", "Mấu Zơ Phia", "Kra Jăn Plin", "Pupur Fiêu", "Cao Thị Ý", "Dụng Hữu Quý", "Y Čŏ Niê Kđăm",
)  # fmt: skip
FACES = (fonts.REGULAR, fonts.BOLD, fonts.ITALIC, fonts.BOLD_ITALIC)
CORPUS = (" ".join(BOTH_CASES), " ".join(LATIN), " ".join(MINORITY), "; ".join(PEOPLE), "0123456789 .,:;/()–“”…·×%")
every_face = pytest.mark.parametrize("face", FACES)


@pytest.fixture(autouse=True)
def _faces():
    fonts.register()


def read_back(pdf: bytes) -> str:
    """All characters of the file in reading order, without white space."""
    document = pdfium.PdfDocument(pdf)
    try:
        texts = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return re.sub(r"[\s\ufffe]", "", "".join(texts))


def packed(text: str) -> str:
    return re.sub(r"\s", "", text)


def flowing(*story) -> str:
    return read_back(render_papers([("Chữ", list(story))], name="Chữ", author="Xã"))


def drawn(draw) -> str:
    """What is read back of a page that *draw* drew on a canvas."""
    output = BytesIO()
    canvas = open_canvas(output, UPRIGHT, name="Chữ", author="Xã")
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return read_back(output.getvalue())


def test_the_corpus_holds_the_134_letters():
    assert len(set(BOTH_CASES)) == 134
    assert all(unicodedata.normalize("NFC", one) == one for one in BOTH_CASES)


@every_face
def test_every_face_has_a_shape_for_every_letter(face):
    shapes = pdfmetrics.getFont(face).face.charToGlyph
    assert [one for one in packed("".join(CORPUS)) if ord(one) not in shapes] == []


@every_face
@pytest.mark.parametrize("text", CORPUS)
def test_paragraphs_are_read_back_as_written(face, text):
    style = ParagraphStyle("chu", parent=BODY, fontName=face)
    assert flowing(Paragraph(escaped(text), style)) == packed(text)


@pytest.mark.parametrize("text", CORPUS)
def test_bold_and_italic_inside_a_paragraph_are_read_back_as_written(text):
    marked = Paragraph(f"<b>{escaped(text)}</b> <i>{escaped(text)}</i> <b><i>{escaped(text)}</i></b>", BODY)
    assert flowing(marked) == packed(text) * 3


@pytest.mark.parametrize("text", CORPUS)
def test_cells_of_tables_are_read_back_as_written(text):
    cells = [[tables.text(text), tables.text(text, bold=True)], [tables.note(text), tables.person(text, text)]]
    found = flowing(tables.ruled(("A", "B"), cells, (80, 85)))
    assert sorted(found) == sorted("AB" + packed(text) * 5)
    assert packed(text)[:20] in found


@every_face
@pytest.mark.parametrize("text", CORPUS)
def test_text_on_a_canvas_is_read_back_as_written_however_narrow(face, text):
    for width in (480, 200, 60):
        fitted = fit(text, face, 13, width)
        assert drawn(lambda canvas, some=fitted: draw_fitted(canvas, 60, 700, some, face)) == packed(text)
        assert drawn(lambda canvas, some=fitted: draw_centred(canvas, 300, 700, some, face)) == packed(text)


@every_face
def test_words_on_several_lines_are_read_back_as_written(face):
    text = CORPUS[3]
    for make in (fit, balanced):
        fitted = make(text, face, 12, 300, 9, 8)
        assert drawn(lambda canvas, some=fitted: draw_fitted(canvas, 60, 700, some, face)) == packed(text)


def test_figures_and_headings_are_read_back_as_written():
    figures = "999.999.999.999.999 -12,34% 05/12/2025"
    assert flowing(tables.ruled(("A",), [[tables.number(figures)]], (30,))) == "A" + packed(figures)
    assert flowing(Centred(CORPUS[3], SIGNER)) == packed(CORPUS[3])


@pytest.mark.parametrize("name", PEOPLE)
def test_a_name_typed_in_loose_marks_is_kept_and_printed_in_composed_letters(name):
    loose = unicodedata.normalize("NFD", name)
    typed = HouseholdInput("t" * 32, (MemberInput(loose, HEAD, "male", "1980", "Raglai"),))
    kept = judge_household(typed, "1" * 32, "22828", ["2" * 16], DAY).head.full_name
    assert kept == name == tidy(loose)
    assert flowing(Paragraph(escaped(kept), BODY)) == packed(name)


@given(st.text(st.sampled_from([*BOTH_CASES, *LATIN, " "]), min_size=1, max_size=60).filter(str.strip))
@settings(max_examples=60, deadline=None)
def test_any_words_are_read_back_as_written(text):
    assert flowing(Paragraph(escaped(text), BODY)) == packed(text)
