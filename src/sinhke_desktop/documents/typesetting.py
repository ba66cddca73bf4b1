"""Text that always fits its place: set smaller, then on more lines, at last narrower, never cut."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

STEP = 0.5
LEADING = 1.1
Canvas = Any
"""A ``reportlab.pdfgen.canvas.Canvas``; ReportLab has no types of its own."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that fit: at ``size`` points, each drawn ``scale`` per cent as wide as the face has it."""

    lines: tuple[str, ...]
    size: float
    scale: float = 100.0


@lru_cache(maxsize=4096)
def fit(text: str, font: str, size: float, width: float, max_lines: int = 1, smallest: float = 7.5) -> Fitted:
    """*text* within *width* points on at most *max_lines* lines, from *size* down to *smallest* points.

    What is still too long then stays whole and is narrowed.
    """
    if stringWidth(text, font, size) <= width:
        return Fitted((text,), size)
    if max_lines == 1:
        return _fit_line(text, font, size, width, smallest)
    while True:
        lines = simpleSplit(text, font, size, width)
        if len(lines) <= max_lines and all(stringWidth(line, font, size) <= width for line in lines):
            return Fitted(tuple(lines), size)
        if size - STEP < smallest:
            break
        size -= STEP
    kept = [*lines[: max_lines - 1], " ".join(lines[max_lines - 1 :])]
    widest = max(stringWidth(line, font, size) for line in kept)
    return Fitted(tuple(kept), size, min(100.0, 100.0 * width / widest))


def _fit_line(text: str, font: str, size: float, width: float, smallest: float) -> Fitted:
    """One line as it is, with all its spaces: open places are told by them."""
    while size - STEP >= smallest:
        size -= STEP
        if stringWidth(text, font, size) <= width:
            return Fitted((text,), size)
    return Fitted((text,), size, 100.0 * width / stringWidth(text, font, size))


def balanced(text: str, font: str, size: float, width: float, max_lines: int, smallest: float) -> Fitted:
    """Like :func:`fit`, with lines of like length: no word of a heading stands alone below the others."""
    fitted = fit(text, font, size, width, max_lines, smallest)
    count = len(fitted.lines)
    while count > 1 and fitted.scale == 100.0:
        width -= 2.0
        lines = simpleSplit(text, font, fitted.size, width)
        if len(lines) > count or any(stringWidth(line, font, fitted.size) > width for line in lines):
            break
        fitted = Fitted(tuple(lines), fitted.size)
    return fitted


def draw_fitted(canvas: Canvas, x: float, y: float, fitted: Fitted, font: str) -> None:
    """Draw *fitted* with its first baseline at *x*, *y* (points from the lower left)."""
    if len(fitted.lines) == 1 and fitted.scale == 100.0:
        canvas.setFont(font, fitted.size)
        canvas.drawString(x, y, fitted.lines[0])
        return
    text = canvas.beginText(x, y)
    text.setFont(font, fitted.size, fitted.size * LEADING)
    text.setHorizScale(fitted.scale)
    for line in fitted.lines:
        text.textLine(line)
    text.setHorizScale(100)
    canvas.drawText(text)
