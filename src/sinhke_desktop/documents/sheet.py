"""Drawing on a page in millimetres from its upper left corner."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from sinhke_desktop.documents.fonts import BOLD, ITALIC, REGULAR
from sinhke_desktop.documents.typesetting import LEADING, Canvas, draw_fitted, fit
from sinhke_desktop.domain.form_layout import Box

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
"""A4, upright, in millimetres."""
RIGHT = 190.0
HAIRLINE = 0.4
READABLE = 8.5
"""Text in cells goes on two lines rather than below this size on one."""
HEADING_SIZE = 11.0
CAP = 0.24
"""Half the height of capitals against the size in points: lifts text to the middle of a cell."""


@lru_cache(maxsize=4096)
def _width(text: str, font: str, size: float) -> float:
    """Points that *text* takes; many cells of a stack of papers say the same."""
    return float(stringWidth(text, font, size))


class Sheet:
    """One canvas seen from the upper left corner, measures in millimetres, sizes in points."""

    def __init__(self, canvas: Canvas, height: float = PAGE_HEIGHT, right: float = RIGHT) -> None:
        """A page of *height*; remarks end at *right*."""
        self.canvas, self._height, self._right = canvas, height, right

    def text(self, x: float, y: float, text: str, font: str = REGULAR, size: float = 10) -> None:
        """Draw *text* from *x* on the baseline *y*."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x * mm, (self._height - y) * mm, text)

    def centred(self, x: float, y: float, text: str, font: str = REGULAR, size: float = 10) -> None:
        """Draw *text* around *x* on the baseline *y*."""
        self.canvas.setFont(font, size)
        self.canvas.drawCentredString(x * mm, (self._height - y) * mm, text)

    def fitted(self, x: float, y: float, width: float, text: str, font: str = REGULAR, size: float = 10) -> None:
        """Draw *text* on one line of at most *width*, smaller where it must be."""
        if text:
            draw_fitted(self.canvas, x * mm, (self._height - y) * mm, fit(text, font, size, width * mm), font)

    def fitted_ending(self, x: float, y: float, width: float, text: str, font: str = REGULAR, size: float = 10) -> None:
        """Like :meth:`fitted`, ending at *x*."""
        found = fit(text, font, size, width * mm)
        real = _width(found.lines[0], font, found.size) * found.scale / 100
        draw_fitted(self.canvas, x * mm - real, (self._height - y) * mm, found, font)

    def fitted_centred(self, x: float, y: float, width: float, text: str, font: str, size: float) -> None:
        """Like :meth:`fitted`, around *x*."""
        if text:
            found = fit(text, font, size, width * mm)
            real = _width(found.lines[0], font, found.size) * found.scale / 100
            draw_fitted(self.canvas, x * mm - real / 2, (self._height - y) * mm, found, font)

    def in_cell(self, cell: Box, text: str, font: str = REGULAR, size: float = 10, two_lines: float = READABLE) -> None:
        """Draw *text* in *cell*, left, in the middle of its height: on one line, or on two of at most *two_lines*."""
        if not text:
            return
        width = (cell.width - 2.0) * mm
        found = fit(text, font, size, width, 1, READABLE)
        if found.scale < 100:
            room = (cell.height * mm - 1.0) / (2 * LEADING)
            found = fit(text, font, min(room, two_lines), width, 2, 6.5)
        middle = (self._height - cell.top - cell.height / 2) * mm
        above = (len(found.lines) - 1) * found.size * LEADING / 2
        draw_fitted(self.canvas, (cell.left + 1.0) * mm, middle + above - found.size * CAP * 1.35, found, font)

    def block_centred(
        self, x: float, top: float, width: float, text: str, font: str, size: float, most: int = 2
    ) -> float:
        """Draw *text* around *x* on at most *most* lines, the first baseline at *top*; gives the next free baseline."""
        found = fit(text, font, size, width * mm, most, READABLE)
        step: float = found.size * LEADING / mm
        for number, line in enumerate(found.lines):
            self.fitted_centred(x, top + number * step, width, line, font, found.size)
        return top + len(found.lines) * step

    def heading(self, x: float, y: float, text: str, remark: str = "", size: float = HEADING_SIZE) -> None:
        """Draw a section's heading with a remark in italics behind it."""
        self.text(x, y, text, BOLD, size)
        if remark:
            self.remark(x, y, text, remark, size)

    def remark(
        self, x: float, y: float, heading: str, remark: str, size: float = HEADING_SIZE, right: float | None = None
    ) -> None:
        """Draw *remark* in italics behind where *heading* stands, up to *right*."""
        start = x + stringWidth(heading, BOLD, size) / mm + 2.5
        self.fitted(start, y, (right or self._right) - start, remark, ITALIC, min(size, 10))

    def in_cell_centred(self, cell: Box, text: str, font: str = REGULAR, size: float = 10) -> None:
        """Draw *text* on one line in the middle of *cell*."""
        baseline = cell.top + cell.height / 2 + size * CAP * 1.35 / mm
        self.fitted_centred(cell.left + cell.width / 2, baseline, cell.width - 1.2, text, font, size)

    def lines_centred(self, cell: Box, text: str, font: str = REGULAR, size: float = 10) -> None:
        """Draw *text* on one or two lines in the middle of *cell*."""
        if not text:
            return
        found = fit(text, font, size, (cell.width - 1.6) * mm, 2, READABLE)
        step = found.size * LEADING / mm
        baseline = cell.top + cell.height / 2 + found.size * CAP * 1.35 / mm - step * (len(found.lines) - 1) / 2
        for number, line in enumerate(found.lines):
            middle = cell.left + cell.width / 2
            self.fitted_centred(middle, baseline + number * step, cell.width - 1.2, line, font, found.size)

    def paragraph(
        self, x: float, y: float, width: float, text: str, font: str, size: float, most: int, step: float
    ) -> None:
        """Draw *text* on at most *most* lines *step* apart, the first baseline at *y*."""
        found = fit(text, font, size, width * mm, most, READABLE)
        for number, line in enumerate(found.lines):
            self.fitted(x, y + number * step, width, line, font, found.size)

    def rules(self, lines: Iterable[tuple[float, float, float, float]], width: float = HAIRLINE) -> None:
        """Draw straight lines *x1, y1, x2, y2* in one path."""
        path = self.canvas.beginPath()
        for x1, y1, x2, y2 in lines:
            path.moveTo(x1 * mm, (self._height - y1) * mm)
            path.lineTo(x2 * mm, (self._height - y2) * mm)
        self.canvas.setLineWidth(width)
        self.canvas.drawPath(path)

    def dotted(self, x1: float, x2: float, *baselines: float) -> None:
        """Draw dotted lines to write on."""
        self.canvas.setDash(0.7, 1.7)
        self.rules(((x1, y, x2, y) for y in baselines), 0.5)
        self.canvas.setDash()

    def boxes(self, boxes: Iterable[Box], width: float = 0.7) -> None:
        """Draw empty tick boxes or frames in one path."""
        path = self.canvas.beginPath()
        for box in boxes:
            path.rect(box.left * mm, (self._height - box.bottom) * mm, box.width * mm, box.height * mm)
        self.canvas.setLineWidth(width)
        self.canvas.drawPath(path)

    def shaded(self, box: Box, grey: float = 0.93) -> None:
        """Fill *box* with a light grey."""
        self.canvas.setFillGray(grey)
        self.canvas.rect(
            box.left * mm, (self._height - box.bottom) * mm, box.width * mm, box.height * mm, stroke=0, fill=1
        )
        self.canvas.setFillGray(0)

    def crosses(self, boxes: Iterable[Box]) -> None:
        """Draw an × in each of *boxes*."""
        lines = []
        for box in boxes:
            left, right, top, bottom = box.left + 0.7, box.right - 0.7, box.top + 0.7, box.bottom - 0.7
            lines += [(left, top, right, bottom), (left, bottom, right, top)]
        if lines:
            self.rules(lines, 1.1)

    def grid(self, rows: tuple[Box, ...], widths: tuple[float, ...]) -> None:
        """Draw the lines of a table of *rows* with columns of *widths*."""
        top, bottom, left, right = rows[0].top, rows[-1].bottom, rows[0].left, rows[0].right
        lines = [(left, row.top, right, row.top) for row in rows] + [(left, bottom, right, bottom)]
        edge = left
        for width in (0.0, *widths):
            edge += width
            lines.append((edge, top, edge, bottom))
        self.rules(lines)
