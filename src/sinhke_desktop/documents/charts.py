"""Charts as vector drawings for paper: greys and hatching that a black-and-white printer keeps apart, with figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportlab.graphics.shapes import Drawing, Line, PolyLine, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from sinhke_desktop.documents import fonts
from sinhke_desktop.documents.typesetting import fit
from sinhke_desktop.domain.money import format_millions, format_number
from sinhke_desktop.domain.report import HerdMonth, SourceMoney

INK, LINE, PALE, DARK = HexColor("#000000"), HexColor("#7A7A7A"), HexColor("#FFFFFF"), HexColor("#4A4A4A")
WIDTH = 160 * mm
LABELS = 52 * mm
VALUES = 22 * mm
BAR = 9.0
SIZE = 10.5
_HATCH = 3.2

Paint = Callable[[Drawing, float, float, float, float], None]
"""Draws a bar: drawing, left, bottom, width, height."""


def solid(drawing: Drawing, x: float, y: float, width: float, height: float) -> None:
    """A dark bar: what was done."""
    drawing.add(Rect(x, y, max(width, 0.5), height, fillColor=DARK, strokeColor=INK, strokeWidth=0.4))


def hatched(drawing: Drawing, x: float, y: float, width: float, height: float) -> None:
    """A white bar with slanting lines: what was planned, what was before."""
    width = max(width, 0.5)
    drawing.add(Rect(x, y, width, height, fillColor=PALE, strokeColor=INK, strokeWidth=0.5))
    at = _HATCH - height
    while at < width:
        first, last = max(at, 0.0), min(at + height, width)
        drawing.add(Line(x + first, y + first - at, x + last, y + last - at, strokeColor=LINE, strokeWidth=0.4))
        at += _HATCH


def string(x: float, y: float, text: str, size: float = SIZE, anchor: str = "start", *, bold: bool = False) -> String:
    """A line of words; *anchor* is ``start``, ``middle`` or ``end``."""
    font = fonts.BOLD if bold else fonts.REGULAR
    return String(x, y, text, fontName=font, fontSize=size, textAnchor=anchor, fillColor=INK)


def label(drawing: Drawing, text: str, width: float, right: float, middle: float) -> None:
    """Words to the left of a row, on up to three lines, ending at *right*, around *middle*."""
    fitted = fit(text, fonts.REGULAR, SIZE, width, 3, 8)
    y = middle - fitted.size * 0.35 + (len(fitted.lines) - 1) * fitted.size * 0.55
    size = fitted.size * fitted.scale / 100
    for line in fitted.lines:
        drawing.add(string(right, y, line, size, "end"))
        y -= fitted.size * 1.1


def legend(drawing: Drawing, y: float, entries: Sequence[tuple[Paint, str]], remark: str = "") -> None:
    """What each kind of bar means, in one line."""
    x = LABELS
    for paint, text in entries:
        paint(drawing, x, y - 1, 9, 8)
        drawing.add(string(x + 13, y, text))
        x += 27 + stringWidth(text, fonts.REGULAR, SIZE)
    drawing.add(string(x, y, remark))


def paired(
    rows: Sequence[tuple[str, int, int]],
    entries: tuple[str, str],
    written: Callable[[int], str] = format_number,
    remark: str = "",
) -> Drawing:
    """Two bars for each row (name, first, second): the first hatched, the second solid, each with its figure."""
    fonts.register()
    lines = max([len(fit(name, fonts.REGULAR, SIZE, LABELS - 8, 3, 8).lines) for name, _first, _second in rows])
    row = max(2 * BAR + 16, lines * SIZE * 1.1 + 8)
    height = row * len(rows) + 26
    drawing = Drawing(WIDTH, height)
    largest = max([1, *(max(first, second) for _name, first, second in rows)])
    room = WIDTH - LABELS - VALUES
    for number, (name, *amounts) in enumerate(rows):
        top = height - 22 - number * row
        label(drawing, name, LABELS - 8, LABELS - 6, top - BAR)
        for bar, (amount, paint) in enumerate(zip(amounts, (hatched, solid), strict=True)):
            bottom = top - (bar + 1) * BAR - bar
            length = room * amount / largest
            paint(drawing, LABELS, bottom, length, BAR)
            drawing.add(string(LABELS + length + 4, bottom + 1.2, written(amount), SIZE - 1.5))
    drawing.add(Line(LABELS, 2, LABELS, height - 18, strokeColor=INK, strokeWidth=0.6))
    legend(drawing, height - 10, ((hatched, entries[0]), (solid, entries[1])), remark)
    return drawing


def money_chart(sources: Sequence[SourceMoney]) -> Drawing:
    """Planned and paid by funding source as bars, in millions of đồng; the labels say the figures."""
    rows = [(one.name, one.planned, one.paid) for one in sources]
    return paired(rows, ("Kế hoạch", "Đã giải ngân"), format_millions, "(đơn vị: triệu đồng)")


def herd_chart(months: Sequence[HerdMonth], unit: str) -> Drawing:
    """How many animals were alive (or which area grew) month by month, as a line with its figures."""
    fonts.register()
    height = 40 * mm
    drawing = Drawing(WIDTH, height)
    left, bottom, right, top = 28.0, 22.0, WIDTH - 28, height - 38
    largest = max([1, *(month.alive for month in months)])
    step = (right - left) / max(len(months) - 1, 1)
    every = -(-len(months) // 12)
    points: list[float] = []
    drawing.add(Line(left - 20, bottom, right + 20, bottom, strokeColor=INK, strokeWidth=0.6))
    for number, month in enumerate(months):
        x, y = left + number * step, bottom + (top - bottom) * month.alive / largest
        points += [x, y]
        drawing.add(Rect(x - 2, y - 2, 4, 4, fillColor=DARK, strokeColor=None))
        if (len(months) - 1 - number) % every == 0:
            year, _, name = month.month.partition("-")
            drawing.add(string(x, bottom - 12, f"{name}/{year}", SIZE - 2, "middle"))
            drawing.add(string(x, y + 6, format_number(month.alive), SIZE - 0.5, "middle", bold=True))
    if len(months) > 1:
        drawing.add(PolyLine(points, strokeColor=DARK, strokeWidth=1.6))
    drawing.add(string(left - 20, height - 10, f"Số {unit} cuối tháng"))
    return drawing
