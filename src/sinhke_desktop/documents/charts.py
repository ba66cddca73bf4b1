"""Charts as vector drawings: the same drawing goes on paper and, as SVG, on the screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Drawing, Line, PolyLine, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from sinhke_desktop.documents import fonts
from sinhke_desktop.documents.typesetting import fit
from sinhke_desktop.domain.money import format_millions
from sinhke_desktop.domain.report import HerdMonth, SourceMoney

PLANNED, PAID, INK, LINE = HexColor("#B9C9C2"), HexColor("#17694F"), HexColor("#1F2A27"), HexColor("#8A9691")
WIDTH = 160 * mm
LABELS = 52 * mm
VALUES = 22 * mm
BAR = 9.0
SIZE = 10.5
_QT_STUMBLES = re.compile(r'\s*<(title|desc)>[^<]*</\1>|\s*<clipPath.*?</clipPath>| style="clip-path:[^"]*"', re.S)
"""Empty titles, and the clip that QtSvg would paint as a black box."""


@dataclass(frozen=True, slots=True)
class Faces:
    """The regular and bold face of a drawing."""

    regular: str
    bold: str


PAPER = Faces(fonts.REGULAR, fonts.BOLD)
SCREEN = Faces(fonts.SCREEN_REGULAR, fonts.SCREEN_BOLD)


def money_chart(sources: Sequence[SourceMoney], faces: Faces = PAPER) -> Drawing:
    """Planned and paid by funding source as bars, in millions of đồng; the labels say the figures."""
    fonts.register()
    row = 2 * BAR + 16
    height = row * len(sources) + 26
    drawing = Drawing(WIDTH, height)
    largest = max([1, *(max(source.planned, source.paid) for source in sources)])
    room = WIDTH - LABELS - VALUES
    for number, source in enumerate(sources):
        top = height - 22 - number * row
        _label(drawing, source.name, LABELS - 8, LABELS - 6, top - BAR, font=faces.regular)
        for bar, (amount, colour) in enumerate(((source.planned, PLANNED), (source.paid, PAID))):
            bottom = top - (bar + 1) * BAR - bar
            length = room * amount / largest
            drawing.add(Rect(LABELS, bottom, max(length, 0.5), BAR, fillColor=colour, strokeColor=None))
            drawing.add(
                _string(LABELS + length + 4, bottom + 1.2, format_millions(amount), SIZE - 1.5, font=faces.regular)
            )
    drawing.add(Line(LABELS, 2, LABELS, height - 18, strokeColor=LINE, strokeWidth=0.6))
    _legend(drawing, height - 10, faces.regular)
    return drawing


def herd_chart(months: Sequence[HerdMonth], unit: str, faces: Faces = PAPER) -> Drawing:
    """How many animals were alive month by month, as a line with its figures."""
    fonts.register()
    height = 36 * mm
    drawing = Drawing(WIDTH, height)
    left, bottom, right, top = 28.0, 22.0, WIDTH - 28, height - 26
    largest = max([1, *(month.alive for month in months)])
    step = (right - left) / max(len(months) - 1, 1)
    points: list[float] = []
    drawing.add(Line(left - 20, bottom, right + 20, bottom, strokeColor=LINE, strokeWidth=0.6))
    for number, month in enumerate(months):
        x, y = left + number * step, bottom + (top - bottom) * month.alive / largest
        points += [x, y]
        year, _, name = month.month.partition("-")
        drawing.add(_string(x, bottom - 12, f"{name}/{year}", SIZE - 1.5, "middle", font=faces.regular))
        drawing.add(_string(x, y + 6, str(month.alive), SIZE, "middle", font=faces.bold))
        drawing.add(Rect(x - 2, y - 2, 4, 4, fillColor=PAID, strokeColor=None))
    if len(months) > 1:
        drawing.add(PolyLine(points, strokeColor=PAID, strokeWidth=1.6))
    drawing.add(_string(left - 20, height - 10, f"Số {unit} còn sống cuối tháng", SIZE, font=faces.regular))
    return drawing


def money_chart_svg(sources: Sequence[SourceMoney]) -> str:
    """:func:`money_chart` as SVG text, set in the window's face."""
    fonts.register_screen()
    return _svg(money_chart(sources, SCREEN))


def herd_chart_svg(months: Sequence[HerdMonth], unit: str) -> str:
    """:func:`herd_chart` as SVG text, set in the window's face."""
    fonts.register_screen()
    return _svg(herd_chart(months, unit, SCREEN))


def _svg(drawing: Drawing) -> str:
    svg: str = renderSVG.drawToString(drawing)
    svg = _QT_STUMBLES.sub("", svg).replace("fill: None", "fill: none")
    for face, weight in ((fonts.SCREEN_REGULAR, 400), (fonts.SCREEN_BOLD, 600)):
        svg = svg.replace(f"font-family: {face}", f"font-family: '{fonts.SCREEN_FAMILY}'; font-weight: {weight}")
    return svg


def _string(x: float, y: float, text: str, size: float, anchor: str = "start", *, font: str) -> String:
    return String(x, y, text, fontName=font, fontSize=size, textAnchor=anchor, fillColor=INK)


def _label(drawing: Drawing, text: str, width: float, right: float, middle: float, *, font: str) -> None:
    fitted = fit(text, font, SIZE, width, 3, 8)
    y = middle - fitted.size * 0.35 + (len(fitted.lines) - 1) * fitted.size * 0.55
    size = fitted.size * fitted.scale / 100
    for line in fitted.lines:
        drawing.add(_string(right, y, line, size, "end", font=font))
        y -= fitted.size * 1.1


def _legend(drawing: Drawing, y: float, font: str) -> None:
    x = LABELS
    for colour, text in ((PLANNED, "Kế hoạch"), (PAID, "Đã giải ngân")):
        drawing.add(Rect(x, y - 1, 8, 8, fillColor=colour, strokeColor=None))
        drawing.add(_string(x + 12, y, text, SIZE, font=font))
        x += 26 + stringWidth(text, font, SIZE)
    drawing.add(_string(x, y, "(đơn vị: triệu đồng)", SIZE, font=font))
