"""Tables in official papers: ruled, grey repeated head, numbers on the right, no text ever cut."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Literal

from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, LongTable, Paragraph, TableStyle

from sinhke_desktop.documents.column_widths import Need, adapt
from sinhke_desktop.documents.fonts import BOLD, ITALIC, REGULAR
from sinhke_desktop.documents.letter import escaped
from sinhke_desktop.documents.typesetting import draw_fitted, fit

SIZE, SMALLEST, HEAD_SIZE = 10.5, 8.0, 10.0
LEADING = 12.5
PADDING = 0.9 * mm
LONGEST_WORD = 20 * mm
"""A longer word is broken rather than given a wider column."""
HIGHEST_ROW = 140 * mm
"""A higher row goes on in a further one, as a page must hold it."""
_LEFT = ParagraphStyle("o", fontName=REGULAR, fontSize=SIZE, leading=LEADING, alignment=TA_LEFT, splitLongWords=1)
_BOLD = ParagraphStyle("o-dam", parent=_LEFT, fontName=BOLD)
_NOTE = ParagraphStyle("o-nghieng", parent=_LEFT, fontName=ITALIC)
_HEAD = ParagraphStyle("o-dau", parent=_LEFT, fontName=BOLD, fontSize=HEAD_SIZE, leading=12, alignment=TA_CENTER)


class Words(Paragraph):  # type: ignore[misc]
    """A cell of words, which wrap; it knows how wide its words and its longest line are."""

    def __init__(self, *given: Any, told: Sequence[str] = (), **settings: Any) -> None:
        super().__init__(*given, **settings)
        self.told = told

    @cached_property
    def need(self) -> Need:
        """Its longest word, and all of it on one line, in points."""
        font, size = self.style.fontName, self.style.fontSize
        words = (stringWidth(word, font, size) for line in self.told for word in line.split())
        whole = max(stringWidth(line, font, size) for line in self.told)
        return Need(min(max(words, default=0.0), LONGEST_WORD), whole)


class Figure(Flowable):  # type: ignore[misc]
    """One line that shrinks rather than breaks: numbers, sums, dates."""

    def __init__(self, text: str, *, bold: bool = False, align: Literal["right", "centre"] = "right") -> None:
        super().__init__()
        self._text, self._font, self._align = text, BOLD if bold else REGULAR, align

    @cached_property
    def need(self) -> Need:
        """Its width in the smallest size and in the size of the table, in points."""
        whole = stringWidth(self._text, self._font, SIZE)
        return Need(whole * SMALLEST / SIZE, whole, figures=True)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Full width, one line."""
        self._available = width
        return width, LEADING

    def draw(self) -> None:
        """Draw the line at the right edge or in the middle."""
        fitted = fit(self._text, self._font, SIZE, self._available, 1, SMALLEST)
        real = self.canv.stringWidth(fitted.lines[0], self._font, fitted.size) * fitted.scale / 100
        start = self._available - real if self._align == "right" else (self._available - real) / 2
        draw_fitted(self.canv, start, LEADING - SIZE + 0.6, fitted, self._font)


def text(value: str, *, bold: bool = False) -> Flowable:
    """A cell of words, which wrap."""
    return Words(escaped(value), _BOLD if bold else _LEFT, told=(value,))


def person(name: str, place: str) -> Flowable:
    """A name with the hamlet on the line below."""
    below = f"<br/><i>{escaped(place)}</i>" if place else ""
    return Words(f"{escaped(name)}{below}", _LEFT, told=(name, place))


def note(value: str) -> Flowable:
    """A remark in italics below a row."""
    return Words(escaped(value), _NOTE, told=(value,))


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
    total: int = 0,
) -> Flowable:
    """A table with *widths* in millimetres, adapted to what stands in it; its head is repeated on every page.

    *notes_after* are the rows (from 0) of *rows* that hold a remark on the row before: they span from the second
    column on and stay with it. *total* is how many rows at the end are totals: they are set off, and stay together
    with the row above. Longer texts than a page can hold go on in a further row.
    """
    inner = [one * mm - 2 * PADDING for one in widths]
    needs = _needs(head, rows, inner, notes_after)
    fitting = [width + 2 * PADDING for width in adapt(inner, needs)]
    cells, notes = _on_pages(rows, fitting, notes_after)
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
    for row in notes:
        style += [
            ("SPAN", (1, row + 1), (-1, row + 1)),
            ("SPAN", (0, row), (0, row + 1)),
            ("NOSPLIT", (0, row), (-1, row + 1)),
        ]
    if total:
        last = len(cells)
        above = last - total - (1 if last - total - 1 in notes else 0)
        style.append(("BACKGROUND", (0, -total), (-1, -1), "#F6F6F6"))
        style.append(("NOSPLIT", (0, max(above, 1)), (-1, last)))
    table = LongTable(
        [[Paragraph(escaped(cell), _HEAD) for cell in head], *cells], colWidths=fitting, repeatRows=1, spaceBefore=2,
        spaceAfter=8,
    )  # fmt: skip
    table.setStyle(TableStyle(style))
    return table


def _needs(
    head: Sequence[str], rows: Sequence[Sequence[Flowable | str]], widths: Sequence[float], notes: Sequence[int]
) -> list[Need]:
    """What every column needs for its heading and its cells; one with empty cells is written in and keeps its width."""
    found = []
    remarks = set(notes)
    for column, (title, width) in enumerate(zip(head, widths, strict=True)):
        cells = [row[column] for place, row in enumerate(rows) if place not in remarks]
        needs = [cell.need for cell in cells if isinstance(cell, Words | Figure)]
        written_in = width if not needs or any(not need.whole for need in needs) else 0.0
        words = max((stringWidth(word, BOLD, HEAD_SIZE) for word in title.split()), default=0.0)
        least = max((written_in, words, *(need.least for need in needs)))
        whole = max((need.whole for need in needs), default=0.0)
        found.append(Need(least, max(least, whole), any(need.figures for need in needs)))
    return found


def _on_pages(
    rows: Sequence[Sequence[Flowable | str]], widths: Sequence[float], notes: Sequence[int]
) -> tuple[list[list[Flowable | str]], list[int]]:
    """*rows* with those that no page could hold continued in further ones, and where the remarks stand then."""
    cells: list[list[Flowable | str]] = []
    moved = []
    remarks = set(notes)
    for place, row in enumerate(rows):
        if place in remarks:
            moved.append(len(cells))
        room = [sum(widths[1:]) if place in remarks and column == 1 else width for column, width in enumerate(widths)]
        rest = list(row)
        while True:
            parts = [_parts(cell, width - 2 * PADDING) for cell, width in zip(rest, room, strict=True)]
            cells.append([first for first, _more in parts])
            rest = [more for _first, more in parts]
            if not any(isinstance(more, Flowable) for more in rest):
                break
    return cells, moved


def _parts(cell: Flowable | str, width: float) -> tuple[Flowable | str, Flowable | str]:
    """A cell as far as a row may be high, and what is left of it."""
    if not isinstance(cell, Words) or cell.need.whole / width * LEADING < HIGHEST_ROW / 2:
        return cell, ""
    if cell.wrap(width, HIGHEST_ROW)[1] <= HIGHEST_ROW:
        return cell, ""
    first, rest = cell.split(width, HIGHEST_ROW)
    rest.told = cell.told
    return first, rest
