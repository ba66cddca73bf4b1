"""The fifteen tables of a year's review on paper: annexes of the commune's report, A4 across (decree 30/2020/NĐ-CP)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO

from reportlab.lib.utils import simpleSplit

from sinhke_desktop.documents.fonts import BOLD, ITALIC, REGULAR
from sinhke_desktop.documents.heading_blocks import LINE_STEP, draw_centred, draw_issuer, issuer_lines
from sinhke_desktop.documents.letter import (
    ISSUER_SHARE,
    OPEN_DAY,
    OPEN_NUMBER,
    LetterHead,
    Signature,
    letter_head,
    signature,
    written_day,
)
from sinhke_desktop.documents.page import ACROSS, draw_foot, draw_number, open_canvas
from sinhke_desktop.documents.typesetting import Canvas, Fitted, balanced, fit
from sinhke_desktop.documents.wide_tables import BROKEN_SIGN, WideTable
from sinhke_desktop.domain.commune import Commune
from sinhke_desktop.domain.poverty_tables.table import Table
from sinhke_desktop.progress import SILENT, Progress

ISSUER_WIDTH = ACROSS.text_width * ISSUER_SHARE
TITLE_SIZE, SIGN_SIZE = 13.5, 13.0
SIGN_WIDTH, SIGN_ROOM = ACROSS.text_width * 0.44, 48
NOTE_SIZE, NOTE_LEADING, NOTE_INDENT = 9.0, 11.0, 46.0
HASH_SHOWN = 16
_TOP, _BOTTOM = ACROSS.height - ACROSS.top, ACROSS.bottom


def trace(state: str, day: date) -> str:
    """The line that ties a paper to the records: hash and day."""
    return f"Lập ngày {day:%d/%m/%Y} từ dữ liệu có mã kiểm tra {state[:HASH_SHOWN]}"


@dataclass(frozen=True, slots=True)
class TablesFrame:
    """Whose tables they are: *head* and *signer* of the body that issues them, *place* as it stands below the title."""

    head: LetterHead
    signer: Signature
    place: str
    foot: str


def render_tables(
    tables: Sequence[Table], commune: Commune, year: int, day: date, state: str, progress: Progress = SILENT
) -> bytes:
    """All of *tables* as one PDF, each on pages of its own; the same tables, day and state hash give the same bytes."""
    name = tables[0].title if len(tables) == 1 else "Biểu tổng hợp kết quả rà soát hộ nghèo, hộ cận nghèo"
    frame = TablesFrame(
        letter_head(commune, day.year), signature(commune), f"{commune.name}, năm {year}.", trace(state, day)
    )
    return draw_tables(tables, frame, f"{name} năm {year}", progress)


def draw_tables(tables: Sequence[Table], frame: TablesFrame, name: str, progress: Progress = SILENT) -> bytes:
    """*tables* in *frame* as one PDF with the title *name*, each on pages of its own."""
    output = BytesIO()
    canvas = open_canvas(output, ACROSS, name=name, author=frame.head.issuing_body)
    paper = _Paper(canvas, frame)
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
    """Pages of tables with their heads, numbers, feet and signatures; each table counts its own pages."""

    def __init__(self, canvas: Canvas, frame: TablesFrame) -> None:
        self._canvas, self._frame, self._head = canvas, frame, frame.head
        self._signer = _signer(frame.signer)
        self._page = 1

    def draw(self, table: Table, stepped: Callable[[int], None]) -> None:
        """One table from its own first page to its signature, which never stands on a page without rows or notes."""
        canvas = self._canvas
        key = f"bieu-{table.number}"
        canvas.bookmarkPage(key)
        canvas.addOutlineEntry(f"{table.name}. {table.title}", key, level=0)
        self._dress(1)
        notes = _notes(table)
        below = min(6 + len(notes) * NOTE_LEADING, ACROSS.text_height / 3) + self._signer.height
        y = self._top(table)
        y = WideTable(canvas, table, lambda: self._next_page(table)).draw(y, stepped, below)
        y = self._draw_notes(table, notes, y - 6)
        if y - self._signer.height < _BOTTOM:
            y = self._next_page(table)
        self._sign(y - 8)
        canvas.showPage()

    def _top(self, table: Table) -> float:
        """Issuing body left, number of the table right, the title and what it belongs to below; the height below."""
        canvas, head = self._canvas, self._head
        lines = issuer_lines(head.governing_body, head.issuing_body, ISSUER_WIDTH)
        at = draw_issuer(canvas, lines, ACROSS.left + ISSUER_WIDTH / 2, _TOP - 12)
        right = ACROSS.left + (ISSUER_WIDTH + ACROSS.text_width) / 2
        draw_centred(canvas, right, _TOP - 12, fit(table.name, BOLD, 14, ISSUER_WIDTH), BOLD)
        at -= 8
        for line in balanced(table.title.upper(), BOLD, TITLE_SIZE, ACROSS.text_width, 4, TITLE_SIZE).lines:
            self._centred(at, line, BOLD, TITLE_SIZE)
            at -= 16
        self._centred(at, f"{self._frame.place} {table.subtitle}".strip(), ITALIC, 13)
        belongs = f"(Kèm theo văn bản số:{OPEN_NUMBER}/{head.symbol} {written_day(None, head.year)})"
        self._centred(at - 15.5, belongs, ITALIC, 13)
        below: float = at - 24
        return below

    def _centred(self, y: float, text: str, font: str, size: float) -> None:
        draw_centred(self._canvas, ACROSS.middle, y, fit(text, font, size, ACROSS.text_width, 1, size), font)

    def _next_page(self, table: Table) -> float:
        canvas = self._canvas
        canvas.showPage()
        self._dress(self._page + 1)
        canvas.setFont(ITALIC, 9)
        canvas.drawString(ACROSS.left, _TOP - 9, f"{table.name}. {table.title} (tiếp theo)")
        below: float = _TOP - 14
        return below

    def _dress(self, page: int) -> None:
        """Number and foot of a page that begins."""
        self._page = page
        draw_number(self._canvas, ACROSS, page)
        draw_foot(self._canvas, ACROSS, self._frame.foot)

    def _draw_notes(self, table: Table, notes: Sequence[_Note], y: float) -> float:
        """Remarks below the table, over pages if they must; the last line stays with the signature."""
        canvas = self._canvas
        for place, note in enumerate(notes):
            below = self._signer.height if place == len(notes) - 1 else 0.0
            if y - NOTE_LEADING - below < _BOTTOM:
                y = self._next_page(table) - 4
            if place == 0:
                canvas.setFont(BOLD, NOTE_SIZE)
                canvas.drawString(ACROSS.left, y - NOTE_SIZE, "Ghi chú:")
            canvas.setFont(note.font, NOTE_SIZE)
            if note.first:
                canvas.drawString(ACROSS.left + NOTE_INDENT - 6, y - NOTE_SIZE, "-")
            canvas.drawString(ACROSS.left + NOTE_INDENT, y - NOTE_SIZE, note.line)
            y -= NOTE_LEADING
        return y

    def _sign(self, y: float) -> None:
        """Who made the table on the left, who signs for the commune on the right; the day stays open."""
        canvas, signer = self._canvas, self._signer
        left, right = ACROSS.left + SIGN_WIDTH / 2, ACROSS.width - ACROSS.right - SIGN_WIDTH / 2
        day = f"{self._head.place}, ngày{OPEN_DAY}tháng{OPEN_DAY}năm{OPEN_DAY}"
        draw_centred(canvas, right, y - 12, fit(day, ITALIC, SIGN_SIZE, SIGN_WIDTH, 1, SIGN_SIZE), ITALIC)
        draw_centred(canvas, left, y - 12 - LINE_STEP, fit("NGƯỜI LẬP BIỂU", BOLD, SIGN_SIZE, SIGN_WIDTH), BOLD)
        at = y - 12
        for words in signer.above:
            at -= LINE_STEP
            draw_centred(canvas, right, at, words, BOLD)
        at -= SIGN_ROOM
        for words in signer.name:
            at -= LINE_STEP
            draw_centred(canvas, right, at, words, BOLD)


@dataclass(frozen=True, slots=True)
class _Signer:
    """The lines above and below the signature."""

    above: tuple[Fitted, ...]
    name: tuple[Fitted, ...]

    @property
    def height(self) -> float:
        """From the day's line to below the name."""
        return 24 + (len(self.above) + len(self.name)) * LINE_STEP + SIGN_ROOM


def _signer(block: Signature) -> _Signer:
    above = [line for text in (block.authority, block.title) for line in _sign_lines(text.upper())]
    return _Signer(tuple(above), tuple(_sign_lines(block.name)))


def _sign_lines(text: str) -> list[Fitted]:
    found = balanced(text, BOLD, SIGN_SIZE, SIGN_WIDTH, 3, SIGN_SIZE)
    return [Fitted((line,), found.size, found.scale) for line in found.lines if line]


@dataclass(frozen=True, slots=True)
class _Note:
    """One line of the remarks; ``first`` where a remark begins."""

    line: str
    font: str
    first: bool


def _notes(table: Table) -> list[_Note]:
    """Remarks below the table: what counts, what is missing, what could not be verified."""
    texts = [(text, REGULAR) for text in table.notes]
    if any(row.broken for row in table.rows):
        texts.append((f"{BROKEN_SIGN} Dòng không khớp: cuối kỳ khác đầu kỳ trừ giảm cộng tăng.", BOLD))
    texts += [(f"Chưa xác minh: {text}", ITALIC) for text in table.marks]
    return [
        _Note(line, font, place == 0)
        for text, font in texts
        for place, line in enumerate(simpleSplit(text, font, NOTE_SIZE, ACROSS.text_width - NOTE_INDENT))
    ]
