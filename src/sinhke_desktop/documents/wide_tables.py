"""Wide tables on A4 across: two-level headings repeated on every page, as many columns as there are, nothing cut.

Drawn straight on the canvas, so that a list of 80,000 people does not take minutes. Measures in points from below left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm

from sinhke_desktop.documents.fonts import BOLD, ITALIC, REGULAR
from sinhke_desktop.documents.heading_blocks import draw_centred
from sinhke_desktop.documents.page import ACROSS
from sinhke_desktop.documents.typesetting import Canvas, Fitted, draw_fitted, fit
from sinhke_desktop.domain.poverty_tables.table import UNIT_NAMES, Column, Kind, Row, Table, Unit

LEFT, BOTTOM, WIDTH = ACROSS.left, ACROSS.bottom, ACROSS.text_width
PAD = 1.0 * mm
NUMBER_WIDTH, UNIT_WIDTH = 9 * mm, 20 * mm
LABEL_WIDTH, LIST_LABEL_WIDTH = 38 * mm, 26 * mm
HEAD_GREY, TOTAL_GREY = 0.93, 0.965
BROKEN_SIGN = "(*)"
_LIFT = 0.35


@dataclass(frozen=True, slots=True)
class Track:
    """A column on the page: where it begins, how wide it is, how its cells stand."""

    left: float
    width: float
    align: str
    title: str
    group: str = ""


def tracks(table: Table) -> list[Track]:
    """All columns from the left: number, hamlet, unit, then the table's own by their weights."""
    first: list[tuple[float, str, str]] = [] if table.listing else [(NUMBER_WIDTH, "centre", "TT")]
    first.append((LIST_LABEL_WIDTH if table.listing else LABEL_WIDTH, "left", table.label))
    if table.by_unit:
        first.append((UNIT_WIDTH, "left", "Tính theo"))
    found = []
    left = LEFT
    for width, align, title in first:
        found.append(Track(left, width, align, title))
        left += width
    one = (WIDTH - (left - LEFT)) / sum(column.width for column in table.columns)
    for column in table.columns:
        found.append(Track(left, one * column.width, _align(column), column.title, column.group))
        left += one * column.width
    return found


def _align(column: Column) -> str:
    return {Kind.TEXT: "left", Kind.MARK: "centre"}.get(column.kind, "right")


def type_size(table: Table) -> float:
    """Smaller where there are many columns."""
    count = len(table.columns)
    return 10.0 if count <= 13 else 9.0 if count <= 17 else 8.5


class WideTable:
    """Draws one table from a given height on; *new_page* ends a page and gives the height where the next begins."""

    def __init__(self, canvas: Canvas, table: Table, new_page: Callable[[], float]) -> None:
        self._canvas, self._table, self._new_page = canvas, table, new_page
        self._tracks = tracks(table)
        self._size = type_size(table)
        self._leading = self._size * 1.18
        self._first = len(self._tracks) - len(table.columns)
        self._both = len({row.unit for row in table.rows}) > 1
        self._head_size = min(self._size, 9.0)
        self._heads = [
            fit(track.title, BOLD, self._head_size, track.width - 1.4 * PAD, 6, 6.0) for track in self._tracks
        ]

    def draw(self, y: float, stepped: Callable[[int], None], below: float = 0) -> float:
        """Draw heading and rows from *y* down over as many pages as needed; gives the height below the last row.

        So much as *below* is left free under the last rows, for what must not stand alone on a page.
        """
        top = y = self._heading(y)
        done, whole = 0, len(self._table.rows)
        blocks = self._blocks() if not self._table.listing else ([row] for row in self._table.rows)
        for block in blocks:
            cells = [self._cells(row) for row in block]
            heights = [self._height(some) for some in cells]
            needed = sum(heights) + (below if done + len(block) == whole else 0)
            if y - needed < BOTTOM and (done or y - sum(heights) < BOTTOM):
                self._verticals(top, y)
                top = y = self._heading(self._new_page())
            for place, (row, some, height) in enumerate(zip(block, cells, heights, strict=True)):
                self._row(row, some, y, height, joined=self._same_hamlet(block, place))
                y -= height
            done += len(block)
            if done % 500 == 0:
                stepped(done)
        self._verticals(top, y)
        return y

    def _blocks(self) -> Iterator[list[Row]]:
        """Rows that stay together: households and people of one hamlet, the last hamlet and the commune's total."""
        before: list[Row] = []
        for block in self._hamlets():
            if before and not block[0].total:
                yield before
                before = []
            before += block
        if before:
            yield before

    def _hamlets(self) -> Iterator[list[Row]]:
        block: list[Row] = []
        for row in self._table.rows:
            alone = not self._table.by_unit
            if block and (alone or (block[0].hamlet_id, block[0].total) != (row.hamlet_id, row.total)):
                yield block
                block = []
            block.append(row)
        if block:
            yield block

    def _same_hamlet(self, block: Sequence[Row], place: int) -> bool:
        """The row below is about the same hamlet."""
        if not self._table.by_unit or place + 1 == len(block):
            return False
        return (block[place].hamlet_id, block[place].total) == (block[place + 1].hamlet_id, block[place + 1].total)

    def _cells(self, row: Row) -> list[Fitted | None]:
        texts = [] if self._table.listing else [row.number]
        texts.append(f"{row.label} {BROKEN_SIGN}" if row.broken else row.label)
        if self._table.by_unit:
            texts.append(UNIT_NAMES[row.unit] if row.unit else "")
        texts += [row.text(column) for column in range(len(row.cells))]
        if self._both and row.unit is Unit.PERSONS:
            texts[: self._first - 1] = [""] * (self._first - 1)
        font = BOLD if row.total else REGULAR
        return [
            self._words(text, font, track) if text else None for text, track in zip(texts, self._tracks, strict=True)
        ]

    def _words(self, text: str, font: str, track: Track) -> Fitted:
        """A number on its line; words on two, and on as many as they need before they would be narrowed."""
        width = track.width - 2 * PAD
        if track.align != "left":
            return fit(text, font, self._size, width, 1, 7.0)
        found = fit(text, font, self._size, width, 2, 7.0)
        return found if found.scale == 100.0 else fit(text, font, self._size, width, 6, 7.0)

    def _height(self, cells: Sequence[Fitted | None]) -> float:
        return max(len(one.lines) for one in cells if one) * self._leading + 3.4

    def _row(self, row: Row, cells: Sequence[Fitted | None], y: float, height: float, *, joined: bool) -> None:
        canvas = self._canvas
        if row.total or row.broken:
            self._shade(y, height, TOTAL_GREY)
        font = BOLD if row.total else REGULAR
        for track, cell in zip(self._tracks, cells, strict=True):
            if cell is not None:
                self._text(track, cell, y, height, font)
        canvas.setLineWidth(0.4)
        bottom = y - height
        start = self._tracks[self._first - 1].left if joined else LEFT
        canvas.line(start, bottom, LEFT + WIDTH, bottom)

    def _text(self, track: Track, cell: Fitted, y: float, height: float, font: str) -> None:
        canvas = self._canvas
        text_height = len(cell.lines) * self._leading
        top = y - (height - text_height) / 2
        baseline = top - self._leading / 2 - cell.size * _LIFT + 0.4
        if track.align == "left":
            draw_fitted(canvas, track.left + PAD, baseline, cell, font)
            return
        real = canvas.stringWidth(cell.lines[0], font, cell.size) * cell.scale / 100
        if track.align == "right":
            start = track.left + track.width - PAD - real
        else:
            start = track.left + (track.width - real) / 2
        draw_fitted(canvas, start, baseline, cell, font)

    def _verticals(self, top: float, bottom: float) -> None:
        """The lines between the columns, one path for all rows of a page."""
        path = self._canvas.beginPath()
        self._canvas.setLineWidth(0.4)
        for x in [*[track.left for track in self._tracks], LEFT + WIDTH]:
            path.moveTo(x, top)
            path.lineTo(x, bottom)
        self._canvas.drawPath(path)

    def _shade(self, y: float, height: float, grey: float) -> None:
        self._canvas.setFillGray(grey)
        self._canvas.rect(LEFT, y - height + 0.3, WIDTH, height - 0.6, stroke=0, fill=1)
        self._canvas.setFillGray(0)

    def _heading(self, y: float) -> float:
        """The headings on their grey; gives the height below the row of column numbers."""
        canvas = self._canvas
        leading = self._head_size * 1.15
        spans = self._spans()
        groups = {
            (first, last): fit(name, BOLD, self._head_size, self._span_width(first, last) - 2 * PAD, 3, 6.5)
            for first, last, name in spans
            if name
        }
        upper = max((len(one.lines) for one in groups.values()), default=0) * leading + (4 if groups else 0)
        lower = max(
            len(head.lines) * leading - (0 if track.group else upper)
            for head, track in zip(self._heads, self._tracks, strict=True)
        )
        lower = max(lower, leading) + 4
        total = upper + lower
        self._shade(y, total, HEAD_GREY)
        canvas.setLineWidth(0.5)
        canvas.rect(LEFT, y - total, WIDTH, total, stroke=1, fill=0)
        for place, (track, head) in enumerate(zip(self._tracks, self._heads, strict=True)):
            top = y - upper if track.group else y
            self._head_text(head, track.left, track.width, top, y - total, leading)
            first = place == 0 or not track.group or self._tracks[place - 1].group != track.group
            if place:
                canvas.line(track.left, y if first else y - upper, track.left, y - total)
        for (first_place, last_place), words in groups.items():
            left, width = self._tracks[first_place].left, self._span_width(first_place, last_place)
            self._head_text(words, left, width, y, y - upper, leading)
            canvas.line(left, y - upper, left + width, y - upper)
        return self._numbering(y - total)

    def _numbering(self, y: float) -> float:
        """The row of column numbers below the headings."""
        height = 9.5
        canvas = self._canvas
        canvas.setFont(ITALIC, 7)
        for place, track in enumerate(self._tracks, 1):
            canvas.drawCentredString(track.left + track.width / 2, y - 7, f"({place})")
        canvas.line(LEFT, y - height, LEFT + WIDTH, y - height)
        self._verticals(y, y - height)
        return y - height

    def _spans(self) -> list[tuple[int, int, str]]:
        return [(first + self._first, last + self._first, name) for first, last, name in self._table.spans()]

    def _span_width(self, first: int, last: int) -> float:
        return sum(track.width for track in self._tracks[first : last + 1])

    def _head_text(self, words: Fitted, left: float, width: float, top: float, bottom: float, leading: float) -> None:
        canvas = self._canvas
        y = (top + bottom) / 2 + len(words.lines) * leading / 2 - leading / 2 - words.size * _LIFT + 0.4
        for line in words.lines:
            draw_centred(canvas, left + width / 2, y, Fitted((line,), words.size, words.scale), BOLD)
            y -= leading
