"""What papers of a review round share: several papers in one PDF, footnotes, signatures side by side, open lines."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

from sinhke_desktop.documents import fonts
from sinhke_desktop.documents.fonts import ITALIC, REGULAR
from sinhke_desktop.documents.letter import (
    BODY,
    BOTTOM,
    LEFT,
    RIGHT,
    SIGNER,
    TOP,
    WIDTH,
    Bookmark,
    LetterHead,
    Room,
    Rule,
    escaped,
    letter_head,
)
from sinhke_desktop.documents.typesetting import Canvas
from sinhke_desktop.domain.commune import Commune
from sinhke_desktop.domain.round_paper import RoundFrame

FOOTNOTE = ParagraphStyle("chu-thich", fontName=ITALIC, fontSize=10, leading=12.5, spaceBefore=2)
UNDER_SIGNER = ParagraphStyle("ky-duoi", fontName=ITALIC, fontSize=12, leading=15, alignment=TA_CENTER)
PLAIN = ParagraphStyle("than-khong-thut", parent=BODY, firstLineIndent=0)
BULLET = ParagraphStyle("gach", parent=BODY, spaceAfter=3, alignment=TA_LEFT)
ANNEX_NOTE = ParagraphStyle("kem-theo", fontName=ITALIC, fontSize=13, leading=16, alignment=TA_CENTER, spaceAfter=6)
DOTS = "………………………………"
OPEN = "………"
CHECK = "Phần mềm chưa đối chiếu được với văn bản gốc, cán bộ kiểm tra trước khi ký:"
REVIEW_DECISION = "Quyết định số 24/2021/QĐ-TTg"

Story = list[Flowable]


class PaperDocument(BaseDocTemplate):  # type: ignore[misc]
    """Several papers in one file, each numbered from its own first page."""

    first_page = 1


def render_papers(papers: Sequence[tuple[str, Story]], *, name: str, author: str) -> bytes:
    """*papers*, each with its bookmark, as one PDF on upright A4; the same papers give the same bytes.

    Raises ValueError without papers.
    """
    if not papers:
        raise ValueError("no papers")
    fonts.register()
    output = BytesIO()
    document = PaperDocument(
        output, pagesize=A4, leftMargin=LEFT, rightMargin=RIGHT, topMargin=TOP, bottomMargin=BOTTOM, invariant=1,
        initialFontName=REGULAR, lang="vi-VN", title=name, author=author, subject=name, creator="SinhKe Desktop",
        pageCompression=1,
    )  # fmt: skip
    frame = Frame(LEFT, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, 0, 0, 0, 0)
    document.addPageTemplates([
        PageTemplate("first", [frame], onPage=_begin_paper, autoNextPageTemplate="later"),
        PageTemplate("later", [frame], onPage=_number_page),
    ])  # fmt: skip
    story: Story = []
    for number, (mark, content) in enumerate(papers, 1):
        if story:
            story += [NextPageTemplate("first"), PageBreak()]
        story += [Bookmark(f"van-ban-{number}", mark), *content]
    document.build(story)
    return output.getvalue()


def _begin_paper(canvas: Canvas, document: Any) -> None:
    document.first_page = canvas.getPageNumber()


def _number_page(canvas: Canvas, document: Any) -> None:
    canvas.setFont(REGULAR, 13)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 13 * mm, str(canvas.getPageNumber() - document.first_page + 1))


class OpenLines(Flowable):  # type: ignore[misc]
    """Dotted lines over the full width to write on."""

    STEP = 20.0

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As high as its lines."""
        self._available = width
        return width, self._lines * self.STEP + 4

    def draw(self) -> None:
        """Draw the lines."""
        self.canv.setDash(0.7, 1.7)
        self.canv.setLineWidth(0.5)
        for number in range(self._lines):
            self.canv.line(0, 4 + number * self.STEP, self._available, 4 + number * self.STEP)
        self.canv.setDash()


def commune_head(frame: RoundFrame, symbol: str) -> LetterHead:
    """The commune's own heading with open number and day."""
    return letter_head(frame.commune, frame.due_on.year, symbol)


def hamlet_head(commune: Commune, hamlet: str, year: int) -> LetterHead:
    """The heading of a hamlet's paper: the commune above, the hamlet below, no number."""
    above = commune.issuing_body or f"Ủy ban nhân dân {commune.name}"
    return LetterHead(hamlet, commune.place, year, above, numbered=False)


def footnotes(marks: Sequence[str]) -> Story:
    """What could not be verified, small, below a short line; nothing without *marks*."""
    if not marks:
        return []
    lines = [Paragraph(escaped(CHECK), FOOTNOTE)]
    lines += [Paragraph(escaped(f"({number}) {mark}"), FOOTNOTE) for number, mark in enumerate(marks, 1)]
    return [KeepTogether([Room(10), Rule(60 * mm, 2), *lines])]


def signatures(*signers: tuple[str, str, str]) -> Flowable:
    """Signature blocks side by side, never split: (who, remark in italics, name)."""
    cells = [
        [
            Paragraph(escaped(title.upper()), SIGNER),
            Paragraph(escaped(remark), UNDER_SIGNER),
            Room(62),
            Paragraph(escaped(name), SIGNER),
        ]
        for title, remark, name in signers
    ]
    table = Table([cells], colWidths=[WIDTH / len(cells)] * len(cells), spaceBefore=10)
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 2),
                               ("RIGHTPADDING", (0, 0), (-1, -1), 2)]))  # fmt: skip
    return table


def line(name: str, value: str) -> Flowable:
    """``name: value``, or dots to write on."""
    return Paragraph(f"{escaped(name)}: {escaped(value) if value else DOTS}", BULLET)


def count(number: int | None) -> str:
    """A count, or dots where nobody has counted."""
    return OPEN if number is None else str(number)


def lower_first(text: str) -> str:
    """``Hộ nghèo`` inside a sentence."""
    return text[:1].lower() + text[1:]
