"""A table of sums that adds up on every page: the sum of the page, and what was carried so far (cộng trang, lũy kế)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from reportlab.platypus import Flowable, Table, TableStyle

from sinhke_desktop.documents import tables
from sinhke_desktop.documents.fonts import REGULAR
from sinhke_desktop.documents.typesetting import Canvas

THIS_PAGE, CARRIED, WHOLE = "Cộng trang", "Cộng lũy kế", "Tổng cộng"
GREY = "#F6F6F6"
SPACE_AFTER = 8
TotalRow = Callable[[str, int], Sequence[Flowable | str]]
"""Words and sum give the cells of a row of totals."""


class Sum(tables.Figure):
    """A cell with an amount that is added up."""

    def __init__(self, amount: int, text: str) -> None:
        super().__init__(text)
        self.amount = amount


class PageTotals(Flowable):  # type: ignore[misc]
    """*table*, made by :func:`.tables.ruled` with :class:`Sum` cells and no totals of its own, with its totals below.

    Where it goes on on another page, the sum of the page and the sum so far stand at its end; the last page ends with
    the sum of all. A head is repeated as the table does.
    """

    goes_over_pages = True
    """What stands above stays with the first row: see :mod:`.keeping`."""

    def __init__(self, table: Any, row: TotalRow, *, carried: int = 0, goes_on: bool = False) -> None:
        super().__init__()
        self._table, self._row, self._carried, self._goes_on = table, row, carried, goes_on
        self.spaceBefore, self.spaceAfter = table.getSpaceBefore(), 0 if goes_on else SPACE_AFTER
        self._sum = sum(_amounts(table))

    def _totals(self) -> Table:
        whole = self._carried + self._sum
        rows = [(THIS_PAGE, self._sum), (CARRIED if self._goes_on else WHOLE, whole)]
        if not self._goes_on and not self._carried:
            rows = rows[1:]
        found = Table([list(self._row(words, amount)) for words, amount in rows], colWidths=self._table._argW)  # noqa: SLF001 - ReportLab keeps the widths there
        found.setStyle(TableStyle([
            ("FONT", (0, 0), (-1, -1), REGULAR, tables.SIZE),
            ("GRID", (0, 0), (-1, -1), 0.5, "black"),
            ("BACKGROUND", (0, 0), (-1, -1), GREY),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), tables.PADDING),
            ("RIGHTPADDING", (0, 0), (-1, -1), tables.PADDING),
            ("TOPPADDING", (0, 0), (-1, -1), 2.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
        ]))  # fmt: skip
        return found

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as the table, as high as both."""
        self._below = self._totals()
        across, self._upper = self._table.wrap(width, height)
        self._lower = self._below.wrap(width, height)[1]
        return across, self._upper + self._lower

    def split(self, width: float, height: float) -> list[Flowable]:
        """What fits with its totals, and the rest; nothing where not even one row does."""
        self.wrap(width, height)
        two = PageTotals(self._table, self._row, carried=self._carried, goes_on=True)
        two.wrap(width, height)
        room = min(height - two._lower, self._upper - 1)
        parts = self._table.split(width, room) if room > 0 else []
        if len(parts) < 2:
            return []
        first = PageTotals(parts[0], self._row, carried=self._carried, goes_on=True)
        return [first, PageTotals(parts[1], self._row, carried=self._carried + first._sum)]

    def draw(self) -> None:
        """Draw the table above its totals."""
        canvas: Canvas = self.canv
        self._table.drawOn(canvas, 0, self._lower)
        self._below.drawOn(canvas, 0, 0)


def _amounts(table: Any) -> Iterator[int]:
    for row in table._cellvalues:  # noqa: SLF001 - ReportLab keeps the cells there
        for cell in row:
            for part in cell if isinstance(cell, list | tuple) else (cell,):
                if isinstance(part, Sum):
                    yield part.amount
