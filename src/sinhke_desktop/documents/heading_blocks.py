"""Both blocks at the head of an official paper (decree 30/2020/NĐ-CP, Phụ lục I, cells 1 and 2) on any canvas.

Sizes stay within the decree's: what is too long goes on more lines and is at last narrowed. Measures in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportlab.pdfbase.pdfmetrics import stringWidth

from sinhke_desktop.documents.fonts import BOLD, REGULAR
from sinhke_desktop.documents.typesetting import Canvas, Fitted, balanced, draw_fitted

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
COMMITTEE = ("ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN")
NAME_SIZE, SMALLEST_NAME, MOTTO_SIZE = 12.5, 12.0, 13.5
LINE_STEP = 15.5
"""From one baseline of the heading to the next."""
RULE_SHARE = 0.4
"""The lines below the issuing body and the subject: between a third and a half of the words above."""
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class HeadLine:
    """One line of an office's name; ``font`` bold for the body that issues the paper."""

    words: Fitted
    font: str

    @property
    def width(self) -> float:
        """As wide as it is drawn."""
        return real_width(self.words, self.font)


def real_width(words: Fitted, font: str) -> float:
    """How wide the widest line of *words* is drawn."""
    return max(float(stringWidth(line, font, words.size)) for line in words.lines) * words.scale / 100


def draw_line(canvas: Canvas, x: float, y: float, width: float) -> None:
    """A rule of the heading around *x*."""
    canvas.setLineWidth(0.7)
    canvas.line(x - width / 2, y, x + width / 2, y)


def draw_centred(canvas: Canvas, x: float, y: float, words: Fitted, font: str) -> None:
    """The first line of *words* around *x* on the baseline *y*."""
    draw_fitted(canvas, x - real_width(words, font) / 2, y, words, font)


@lru_cache(maxsize=256)
def issuer_lines(governing_body: str, issuing_body: str, width: float) -> tuple[HeadLine, ...]:
    """The lines of both bodies within *width*; ``ỦY BAN NHÂN DÂN`` stands on a line of its own."""
    found = [*_body_lines(governing_body, REGULAR, width), *_body_lines(issuing_body, BOLD, width)]
    return tuple(found)


def _body_lines(name: str, font: str, width: float) -> Sequence[HeadLine]:
    text = name.upper()
    if not text:
        return []
    first = next((start for start in COMMITTEE if text.startswith(f"{start} ")), "")
    rest = text[len(first) :].strip()
    fitted = balanced(rest, font, NAME_SIZE, width, _MOST_LINES - bool(first), SMALLEST_NAME)
    if fitted.scale < 100.0:
        fitted = balanced(rest, font, NAME_SIZE, width, 2 * _MOST_LINES, SMALLEST_NAME)
    lines = [HeadLine(Fitted((line,), fitted.size, fitted.scale), font) for line in fitted.lines]
    return [HeadLine(Fitted((first,), NAME_SIZE), font), *lines] if first else lines


def draw_issuer(canvas: Canvas, lines: Sequence[HeadLine], middle: float, top: float) -> float:
    """*lines* around *middle*, the first baseline at *top*, and the rule below; gives the next free baseline."""
    y = top
    for line in lines:
        draw_centred(canvas, middle, y, line.words, line.font)
        y -= LINE_STEP
    below = max(line.width for line in lines if line.font == lines[-1].font)
    draw_line(canvas, middle, y + LINE_STEP - 5.5, below * RULE_SHARE)
    return y


def draw_state(canvas: Canvas, middle: float, top: float) -> None:
    """State and motto around *middle*, the first baseline at *top*; the rule below is as long as the motto."""
    draw_centred(canvas, middle, top, Fitted((STATE,), NAME_SIZE), BOLD)
    draw_centred(canvas, middle, top - LINE_STEP, Fitted((MOTTO,), MOTTO_SIZE), BOLD)
    draw_line(canvas, middle, top - LINE_STEP - 5.5, stringWidth(MOTTO, BOLD, MOTTO_SIZE))
