"""The fifteen tables of a year's review on paper: annexes of the commune's report, A4 across (decree 30/2020/NĐ-CP)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from io import BytesIO

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas as PdfCanvas

from sinhke_desktop.documents import fonts
from sinhke_desktop.documents.fonts import BOLD, ITALIC, REGULAR
from sinhke_desktop.documents.letter import letter_head, signature
from sinhke_desktop.documents.typesetting import Canvas, draw_fitted, fit
from sinhke_desktop.documents.wide_tables import (
    BOTTOM,
    BROKEN_SIGN,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    TOP,
    WIDTH,
    WideTable,
)
from sinhke_desktop.domain.commune import Commune
from sinhke_desktop.domain.poverty_tables.table import Table
from sinhke_desktop.progress import SILENT, Progress

ISSUER_WIDTH = WIDTH * 0.38
SIGNING_HEIGHT = 96
NOTE_SIZE, NOTE_LEADING = 9.0, 11.0
HASH_SHOWN = 16


def trace(state: str, day: date) -> str:
    """The line that ties a paper to the records: hash and day."""
    return f"Lập ngày {day:%d/%m/%Y} từ dữ liệu có mã kiểm tra {state[:HASH_SHOWN]}"


def render_tables(
    tables: Sequence[Table], commune: Commune, year: int, day: date, state: str, progress: Progress = SILENT
) -> bytes:
    """All of *tables* as one PDF, each on pages of its own; the same tables, day and state hash give the same bytes."""
    fonts.register()
    output = BytesIO()
    canvas = PdfCanvas(
        output,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pageCompression=1,
        initialFontName=REGULAR,
        lang="vi-VN",
    )
    name = tables[0].title if len(tables) == 1 else "Biểu tổng hợp kết quả rà soát hộ nghèo, hộ cận nghèo"
    canvas.setTitle(f"{name} năm {year}")
    canvas.setAuthor(letter_head(commune, year).issuing_body)
    canvas.setCreator("SinhKe Desktop")
    paper = _Paper(canvas, commune, year, day, trace(state, day))
    total = sum(len(table.rows) for table in tables) or 1
    done = 0
    for table in tables:
        progress.step(done, total)
        paper.draw(table, partial(_stepped, progress, done, total))
        done += len(table.rows)
    canvas.save()
    progress.step(total, total)
    return output.getvalue()


def _stepped(progress: Progress, before: int, total: int, rows: int) -> None:
    progress.step(before + rows, total)


class _Paper:
    """Pages of tables with their heads, feet and signatures."""

    def __init__(self, canvas: Canvas, commune: Commune, year: int, day: date, foot: str) -> None:
        self._canvas, self._commune, self._year, self._foot = canvas, commune, year, foot
        self._head = letter_head(commune, day.year)

    def draw(self, table: Table, stepped: Callable[[int], None]) -> None:
        """One table from its own first page to its signature."""
        canvas = self._canvas
        key = f"bieu-{table.number}"
        canvas.bookmarkPage(key)
        canvas.addOutlineEntry(f"Biểu {table.number}. {table.title}", key, level=0)
        y = self._top(table)
        y = WideTable(canvas, table, lambda: self._next_page(table)).draw(y, stepped)
        y = self._notes(table, y - 6)
        if y - SIGNING_HEIGHT < BOTTOM:
            y = self._next_page(table)
        self._sign(y - 8)
        self._end_page(table)

    def _top(self, table: Table) -> float:
        """Issuing body left, number of the table right, the title below; gives the height below."""
        canvas, y = self._canvas, PAGE_HEIGHT - TOP
        middle = LEFT + ISSUER_WIDTH / 2
        issuing = fit(self._head.issuing_body.upper(), BOLD, 11.5, ISSUER_WIDTH, 2, 9)
        lines = [(line, REGULAR, 11.0) for line in ([self._head.governing_body.upper()] if self._head.governing_body
                                                    else [])]  # fmt: skip
        lines += [(line, BOLD, issuing.size) for line in issuing.lines]
        at = y - 9
        for line, font, size in lines:
            found = fit(line, font, size, ISSUER_WIDTH, 1, 8)
            real = stringWidth(line, font, found.size) * found.scale / 100
            draw_fitted(canvas, middle - real / 2, at, found, font)
            at -= 13.5
        canvas.setLineWidth(0.7)
        canvas.line(middle - 32, at + 9, middle + 32, at + 9)
        right = PAGE_WIDTH - RIGHT
        canvas.setFont(BOLD, 12)
        canvas.drawRightString(right, y - 9, f"Biểu {table.number}")
        canvas.setFont(ITALIC, 10.5)
        canvas.drawRightString(
            right,
            y - 23,
            f"Kèm theo văn bản số:          /{self._head.symbol} ngày      tháng      năm {self._head.year}",
        )
        at = min(at, y - 36) - 8
        for line in simpleSplit(table.title.upper(), BOLD, 13, WIDTH * 0.86):
            canvas.setFont(BOLD, 13)
            canvas.drawCentredString(LEFT + WIDTH / 2, at, line)
            at -= 16
        canvas.setFont(ITALIC, 11.5)
        canvas.drawCentredString(LEFT + WIDTH / 2, at, f"{self._commune.name}, năm {self._year}. {table.subtitle}")
        below: float = at - 9
        return below

    def _next_page(self, table: Table) -> float:
        self._end_page(table)
        canvas = self._canvas
        canvas.setFont(ITALIC, 9)
        canvas.drawString(LEFT, PAGE_HEIGHT - TOP - 2, f"Biểu {table.number}. {table.title} (tiếp theo)")
        below: float = PAGE_HEIGHT - TOP - 8
        return below

    def _end_page(self, _table: Table) -> None:
        canvas = self._canvas
        canvas.setFont(ITALIC, 8)
        canvas.drawString(LEFT, BOTTOM - 18, self._foot)
        canvas.setFont(REGULAR, 9)
        canvas.drawRightString(PAGE_WIDTH - RIGHT, BOTTOM - 18, f"Trang {canvas.getPageNumber()}")
        canvas.showPage()

    def _notes(self, table: Table, y: float) -> float:
        """Remarks below the table: what counts, what is missing, what could not be verified."""
        texts = [(text, REGULAR) for text in table.notes]
        if any(row.broken for row in table.rows):
            texts.append((f"{BROKEN_SIGN} Dòng không khớp: cuối kỳ khác đầu kỳ trừ giảm cộng tăng.", BOLD))
        texts += [(f"Chưa xác minh: {text}", ITALIC) for text in table.marks]
        first = True
        for text, font in texts:
            for place, line in enumerate(simpleSplit(text, font, NOTE_SIZE, WIDTH - 44)):
                if y - NOTE_LEADING < BOTTOM:
                    y = self._next_page(table) - 4
                if first:
                    self._canvas.setFont(BOLD, NOTE_SIZE)
                    self._canvas.drawString(LEFT, y - NOTE_SIZE, "Ghi chú:")
                    first = False
                self._canvas.setFont(font, NOTE_SIZE)
                if place == 0:
                    self._canvas.drawString(LEFT + 40, y - NOTE_SIZE, "-")
                self._canvas.drawString(LEFT + 46, y - NOTE_SIZE, line)
                y -= NOTE_LEADING
        return y

    def _sign(self, y: float) -> None:
        """Who made the table on the left, who signs for the commune on the right; the day stays open."""
        canvas, block = self._canvas, signature(self._commune)
        left, right = LEFT + WIDTH * 0.22, LEFT + WIDTH * 0.78
        day = f"{self._head.place}, ngày      tháng      năm      "
        canvas.setFont(ITALIC, 11)
        canvas.drawCentredString(right, y - 11, day)
        canvas.setFont(BOLD, 11)
        canvas.drawCentredString(left, y - 25, "NGƯỜI LẬP BIỂU")
        at = y - 25
        for text in (block.authority, block.title):
            if text:
                canvas.drawCentredString(right, at, text.upper())
                at -= 14
        canvas.setFont(BOLD, 11)
        canvas.drawCentredString(right, y - SIGNING_HEIGHT + 4, block.name)
