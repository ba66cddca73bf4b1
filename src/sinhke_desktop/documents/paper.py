"""Papers as one PDF: the one renderer of all that flows; footnotes, signatures side by side, lines to write on."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)
from reportlab.platypus.doctemplate import ActionFlowable

from sinhke_desktop.documents import fonts
from sinhke_desktop.documents.centred import Centred
from sinhke_desktop.documents.fonts import ITALIC, REGULAR
from sinhke_desktop.documents.keeping import kept
from sinhke_desktop.documents.letter import (
    BODY,
    SIGNER,
    Bookmark,
    LetterHead,
    Room,
    Rule,
    escaped,
    letter_head,
)
from sinhke_desktop.documents.page import (
    ACROSS,
    CREATOR,
    LANGUAGE,
    UPRIGHT,
    PageShape,
    draw_foot,
    draw_number,
)
from sinhke_desktop.documents.typesetting import Canvas
from sinhke_desktop.domain.commune import Commune
from sinhke_desktop.domain.paper_symbol import LetterKind
from sinhke_desktop.domain.round_paper import RoundFrame

FOOTNOTE = ParagraphStyle("chu-thich", fontName=ITALIC, fontSize=10, leading=12.5, spaceBefore=2)
UNDER_SIGNER = ParagraphStyle("ky-duoi", fontName=ITALIC, fontSize=12, leading=15, alignment=TA_CENTER)
PLAIN = ParagraphStyle("than-khong-thut", parent=BODY, firstLineIndent=0)
BULLET = ParagraphStyle("gach", parent=BODY, alignment=TA_LEFT)
ANNEX_NOTE = ParagraphStyle("kem-theo", fontName=ITALIC, fontSize=13, leading=16, alignment=TA_CENTER, spaceAfter=6)
DOTS = "………………………………"
OPEN = "………"
CHECK = "Phần mềm chưa đối chiếu được với văn bản gốc, cán bộ kiểm tra trước khi ký:"
REVIEW_DECISION = "Quyết định số 24/2021/QĐ-TTg"

ACROSS_WIDTH = ACROSS.text_width
_UPRIGHT, _ACROSS = "upright", "across"

Story = list[Flowable]


class _Turn(ActionFlowable):  # type: ignore[misc]
    """Ends the page; the next one has the shape named, and is the first of the next paper with ``opens``."""

    def __init__(self, shape: str, *, opens: bool = False) -> None:
        super().__init__()
        self.shape, self._opens = shape, opens

    def apply(self, document: Any) -> None:
        """Break the page."""
        document.handle_nextPageTemplate(self.shape)
        document.handle_pageBreak()
        if self._opens:
            document.first_page = document.page + 1


class _PaperFile(BaseDocTemplate):  # type: ignore[misc]
    """Several papers in one file, each numbered from its own first page."""

    def __init__(self, output: BytesIO, foot: str, **settings: Any) -> None:
        super().__init__(output, **settings)
        self._foot = foot
        self.first_page = 1

    def dress(self, canvas: Canvas, _document: Any) -> None:
        """Number and foot of a page."""
        shape = ACROSS if self.pageTemplate.id == _ACROSS else UPRIGHT
        draw_number(canvas, shape, self.page - self.first_page + 1)
        draw_foot(canvas, shape, self._foot)


def across() -> Flowable:
    """A new page, from here on A4 across, as for an annex of many columns; tables are up to ``ACROSS_WIDTH`` wide."""
    return _Turn(_ACROSS)


def upright() -> Flowable:
    """A new page, from here on A4 upright again."""
    return _Turn(_UPRIGHT)


def render_papers(
    papers: Sequence[tuple[str, Story]], *, name: str, author: str, subject: str = "", foot: str = ""
) -> bytes:
    """*papers*, each a bookmark and its content, as one PDF; the same papers give the same bytes.

    Pages are upright until a story turns them; a story that begins with :func:`across` begins so. Each paper counts
    its own pages and bears their numbers from the second on. *foot* stands small at the foot of every page. Raises
    ValueError without papers.
    """
    if not papers:
        raise ValueError("no papers")
    fonts.register()
    output = BytesIO()
    document = _PaperFile(
        output, foot, invariant=1, initialFontName=REGULAR, lang=LANGUAGE, title=name, author=author,
        subject=subject or name, creator=CREATOR, pageCompression=1,
        displayDocTitle=1,
    )  # fmt: skip
    templates = {
        key: PageTemplate(key, [_frame(shape)], onPage=document.dress, pagesize=(shape.width, shape.height))
        for key, shape in ((_UPRIGHT, UPRIGHT), (_ACROSS, ACROSS))
    }
    story: Story = []
    for number, (mark, content) in enumerate(papers, 1):
        shape, rest = _UPRIGHT, content
        if content and isinstance(content[0], _Turn):
            shape, rest = content[0].shape, content[1:]
        if story:
            story.append(_Turn(shape, opens=True))
        else:
            document.addPageTemplates(sorted(templates.values(), key=lambda one: one.id != shape))
        story += [Bookmark(f"van-ban-{number}", mark, level=0), *kept(rest)]
    document.build(story)
    return output.getvalue()


def _frame(shape: PageShape) -> Frame:
    return Frame(shape.left, shape.bottom, shape.text_width, shape.text_height, 0, 0, 0, 0)


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


def commune_head(frame: RoundFrame, kind: LetterKind) -> LetterHead:
    """The commune's own heading with open number and day."""
    return letter_head(frame.commune, frame.due_on.year, kind)


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
            Centred(title.upper(), SIGNER),
            Paragraph(escaped(remark), UNDER_SIGNER),
            Room(62),
            Centred(name, SIGNER),
        ]
        for title, remark, name in signers
    ]
    table = Table([cells], colWidths=[f"{100 / len(cells)}%"] * len(cells), spaceBefore=10)
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
