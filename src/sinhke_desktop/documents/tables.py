"""Tables in official papers: ruled, grey repeated head, numbers on the right, no text ever cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, LongTable, Paragraph, TableStyle

from sinhke_desktop.documents.fonts import BOLD, ITALIC, REGULAR
from sinhke_desktop.documents.letter import escaped
from sinhke_desktop.documents.typesetting import draw_fitted, fit

SIZE = 10.5
LEADING = 12.5
PADDING = 0.9 * mm
_LEFT = ParagraphStyle("o", fontName=REGULAR, fontSize=SIZE, leading=LEADING, alignment=TA_LEFT, splitLongWords=1)
_BOLD = ParagraphStyle("o-dam", parent=_LEFT, fontName=BOLD)
_NOTE = ParagraphStyle("o-nghieng", parent=_LEFT, fontName=ITALIC)
_HEAD = ParagraphStyle("o-dau", parent=_LEFT, fontName=BOLD, fontSize=10, leading=12, alignment=TA_CENTER)


class Figure(Flowable):  # type: ignore[misc]
    """One line that shrinks rather than breaks: numbers, sums, dates."""

    def __init__(self, text: str, *, bold: bool = False, align: Literal["right", "centre"] = "right") -> None:
        super().__init__()
        self._text, self._font, self._align = text, BOLD if bold else REGULAR, align

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Full width, one line."""
        self._available = width
        return width, LEADING

    def draw(self) -> None:
        """Draw the line at the right edge or in the middle."""
        fitted = fit(self._text, self._font, SIZE, self._available, 1, 8)
        real = self.canv.stringWidth(fitted.lines[0], self._font, fitted.size) * fitted.scale / 100
        start = self._available - real if self._align == "right" else (self._available - real) / 2
        draw_fitted(self.canv, start, LEADING - SIZE + 0.6, fitted, self._font)


def text(value: str, *, bold: bool = False) -> Flowable:
    """A cell of words, which wrap."""
    return Paragraph(escaped(value), _BOLD if bold else _LEFT)


def person(name: str, place: str) -> Flowable:
    """A name with the hamlet on the line below."""
    below = f"<br/><i>{escaped(place)}</i>" if place else ""
    return Paragraph(f"{escaped(name)}{below}", _LEFT)


def note(value: str) -> Flowable:
    """A remark in italics below a row."""
    return Paragraph(escaped(value), _NOTE)


def number(value: str, *, bold: bool = False) -> Flowable:
    """A number or sum at the right edge."""
    return Figure(value, bold=bold)


def centred(value: str, *, bold: bool = False) -> Flowable:
    """A short value in the middle."""
    return Figure(value, bold=bold, align="centre")


def ruled(
    head: Sequence[str],
    rows: Sequence[Sequence[Flowable | str]],
    widths: Sequence[float],
    *,
    notes_after: Sequence[int] = (),
    total: bool = False,
) -> Flowable:
    """A table with *widths* in millimetres; its head is repeated on every page.

    *notes_after* are the rows (from 0) of *rows* that hold a remark on the row before: they span from the second
    column on and stay with it. *total* sets the last row off.
    """
    style = [
        ("FONT", (0, 0), (-1, -1), REGULAR, SIZE),
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
        ("BACKGROUND", (0, 0), (-1, 0), "#EDEDED"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
    ]
    for row in notes_after:
        style += [
            ("SPAN", (1, row + 1), (-1, row + 1)),
            ("SPAN", (0, row), (0, row + 1)),
            ("NOSPLIT", (0, row), (-1, row + 1)),
        ]
    if total:
        style.append(("BACKGROUND", (0, -1), (-1, -1), "#F6F6F6"))
    table = LongTable(
        [[Paragraph(escaped(cell), _HEAD) for cell in head], *[list(row) for row in rows]],
        colWidths=[width * mm for width in widths], repeatRows=1, spaceBefore=2, spaceAfter=8,
    )  # fmt: skip
    table.setStyle(TableStyle(style))
    return table
