"""The help on paper: a title page, contents with page numbers, chapters and pages with their pictures, bookmarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    Image,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus.tableofcontents import TableOfContents

from sinhke_desktop.documents import fonts
from sinhke_desktop.documents.fonts import BOLD, ITALIC, REGULAR
from sinhke_desktop.documents.page import CREATOR, LANGUAGE, UPRIGHT
from sinhke_desktop.documents.typesetting import Canvas
from sinhke_desktop.domain.help_book import Chapter, HelpBook
from sinhke_desktop.domain.help_text import Block, HelpPage, Kind, Look, Span
from sinhke_desktop.progress import Progress

TITLE = "Sách hướng dẫn SinhKe Desktop"
CONTENTS = "Mục lục"
POINTS_A_PIXEL = 0.56
"""Pictures of the window are drawn smaller than on the screen, as print is finer."""
LINE = HexColor("#9AA5A1")
MARGIN = 20 * mm
WIDTH = UPRIGHT.width - 2 * MARGIN

BODY = ParagraphStyle("loi", fontName=REGULAR, fontSize=11.5, leading=16, spaceAfter=5, allowWidows=0, allowOrphans=0)
POINT = ParagraphStyle("viec", parent=BODY, leftIndent=7 * mm, bulletIndent=1.5 * mm, spaceAfter=3)
COVER = ParagraphStyle("bia", fontName=BOLD, fontSize=26, leading=34, spaceAfter=10)
PART = ParagraphStyle("chuong", fontName=BOLD, fontSize=20, leading=26, spaceAfter=10, keepWithNext=1)
TASK = ParagraphStyle("trang", fontName=BOLD, fontSize=14.5, leading=19, spaceBefore=14, spaceAfter=5, keepWithNext=1)
HEADING = ParagraphStyle("muc", fontName=BOLD, fontSize=12, leading=16, spaceBefore=6, spaceAfter=3, keepWithNext=1)
CELL = ParagraphStyle("o", parent=BODY, fontSize=10.5, leading=14, spaceAfter=0)
CAPTION = ParagraphStyle("anh", fontName=ITALIC, fontSize=9.5, leading=12.5, spaceAfter=8)
LISTED = (
    ParagraphStyle("muc-luc-1", fontName=BOLD, fontSize=12, leading=17, spaceBefore=5),
    ParagraphStyle("muc-luc-2", fontName=REGULAR, fontSize=11, leading=15, leftIndent=6 * mm),
)


class _Book(BaseDocTemplate):  # type: ignore[misc]
    """Counts its pages in one run for the next, and tells the contents where each heading came to stand."""

    total = 0
    chapter = ""

    def build(self, flowables: list[Flowable], **settings: Any) -> None:
        """One run."""
        self.chapter = ""
        super().build(flowables, **settings)
        self.total = self.page

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - ReportLab calls it so
        """Called by ReportLab after each flowable."""
        mark = getattr(flowable, "mark", None)
        if mark is not None:
            level, text, key = mark
            self.chapter = text if level == 0 else self.chapter
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(text, key, level=level, closed=level == 0)
            self.notify("TOCEntry", (level, escape(text), self.page, key))

    def dress(self, canvas: Canvas, _document: Any) -> None:
        """The lines above and below a page."""
        canvas.setFont(REGULAR, 9)
        canvas.setFillColor(HexColor("#45524D"))
        canvas.drawString(MARGIN, UPRIGHT.height - 12 * mm, TITLE)
        canvas.drawRightString(UPRIGHT.width - MARGIN, UPRIGHT.height - 12 * mm, self.chapter)
        canvas.drawRightString(UPRIGHT.width - MARGIN, 10 * mm, f"Trang {self.page} / {self.total or self.page}")
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, UPRIGHT.height - 14 * mm, UPRIGHT.width - MARGIN, UPRIGHT.height - 14 * mm)


def render_help(
    book: HelpBook, topics: Sequence[str] | None, pictures: Path, version: str, progress: Progress | None = None
) -> bytes:
    """The pages *topics* (None for the whole book with title page and contents) as one PDF; the same book gives the
    same bytes. *pictures* is the folder that pictures are named from, *version* the program's."""
    fonts.register()
    output = BytesIO()
    document = _Book(
        output, invariant=1, initialFontName=REGULAR, lang=LANGUAGE, title=TITLE, author=CREATOR, subject=TITLE,
        creator=CREATOR, pageCompression=1, displayDocTitle=1,
    )  # fmt: skip
    frame = Frame(MARGIN, 16 * mm, WIDTH, UPRIGHT.height - 34 * mm, 0, 0, 0, 0)
    document.addPageTemplates(
        PageTemplate("trang", [frame], onPageEnd=document.dress, pagesize=(UPRIGHT.width, UPRIGHT.height))
    )
    chosen = None if topics is None else set(topics)
    maker = _Maker(pictures, {page.topic for page in book.in_order() if chosen is None or page.topic in chosen})
    story = _cover(version) if chosen is None else []
    for number, chapter in enumerate(book.chapters, 1):
        kept = [book.pages[topic] for topic in chapter.topics if chosen is None or topic in chosen]
        if kept:
            story += maker.chapter(number, chapter, kept, begun=bool(story))
        if progress is not None:
            progress.step(number, len(book.chapters) + 1)
    document.multiBuild(story, maxPasses=4)
    return output.getvalue()


def _cover(version: str) -> list[Flowable]:
    contents = TableOfContents(levelStyles=list(LISTED), dotsMinLevel=0, rightColumnWidth=14 * mm)
    return [
        Spacer(0, 60 * mm),
        Paragraph(TITLE, COVER),
        Paragraph(f"Phiên bản {escape(version)}. In từ phần trợ giúp của chương trình.", BODY),
        PageBreak(),
        Paragraph(CONTENTS, PART),
        contents,
    ]


class _Maker:
    """Makes flowables of pages; links lead within the book where their page is in it."""

    def __init__(self, pictures: Path, topics: set[str]) -> None:
        self._pictures, self._topics = pictures, topics

    def chapter(self, number: int, chapter: Chapter, pages: Sequence[HelpPage], *, begun: bool) -> list[Flowable]:
        """A chapter on a new page."""
        title = Paragraph(f"{number}. {escape(chapter.title)}", PART)
        title.mark = (0, f"{number}. {chapter.title}", f"chuong-{chapter.key}")
        made: list[Flowable] = [PageBreak(), title] if begun else [title]
        for page in pages:
            made += self._page(page)
        return made

    def _page(self, page: HelpPage) -> Iterator[Flowable]:
        title = Paragraph(escape(page.title), TASK)
        title.mark = (1, page.title, page.topic)
        yield title
        rows: list[Block] = []
        for block in page.blocks[1:]:
            if block.kind is Kind.ROW:
                rows.append(block)
                continue
            if rows:
                yield self._table(rows)
                rows = []
            yield self._block(block)
        if rows:
            yield self._table(rows)

    def _block(self, block: Block) -> Flowable:
        if block.kind is Kind.HEADING:
            return Paragraph(escape(block.text), HEADING)
        if block.kind is Kind.PICTURE:
            return self._picture(block)
        if block.kind is Kind.STEP:
            return Paragraph(self._words(block.spans), POINT, bulletText=f"{block.number}.")
        if block.kind is Kind.ITEM:
            return Paragraph(self._words(block.spans), POINT, bulletText="–")
        return Paragraph(self._words(block.spans), BODY)

    def _picture(self, block: Block) -> Flowable:
        path = str(self._pictures / block.target)
        wide, high = ImageReader(path).getSize()
        share = min(POINTS_A_PIXEL, WIDTH / wide, 110 * mm / high)
        frame = Table([[Image(path, wide * share, high * share)]], hAlign="LEFT", colWidths=[wide * share])
        sides = (("LEFTPADDING", 0), ("RIGHTPADDING", 0), ("TOPPADDING", 0), ("BOTTOMPADDING", 0))
        frame.setStyle(
            TableStyle([("BOX", (0, 0), (-1, -1), 0.5, LINE), *((side, (0, 0), (-1, -1), by) for side, by in sides)])
        )
        return KeepTogether([frame, Paragraph(escape(block.text), CAPTION)])

    def _table(self, rows: Sequence[Block]) -> Flowable:
        cells = [[Paragraph(self._words(cell), CELL) for cell in row.cells] for row in rows]
        count = len(cells[0])
        made = Table(cells, colWidths=[WIDTH / count] * count, repeatRows=1, hAlign="LEFT", spaceAfter=6)
        made.setStyle(TableStyle([
            ("GRID", (0, 0), (-1, -1), 0.5, LINE),
            ("BACKGROUND", (0, 0), (-1, 0), "#F1F4F2"),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ]))  # fmt: skip
        return made

    def _words(self, spans: Sequence[Span]) -> str:
        return "".join(self._span(span) for span in spans)

    def _span(self, span: Span) -> str:
        text = escape(span.text)
        topic = span.target.partition("#")[0]
        if span.look is Look.LINK and topic in self._topics:
            return f'<a href="#{topic}" color="#17694F">{text}</a>'
        tag = {Look.STRONG: "b", Look.EMPHASIS: "i", Look.TYPED: "i"}.get(span.look)
        return f"<{tag}>{text}</{tag}>" if tag else text
