"""What stays together over pages: headings and captions with the table below, signatures with what they sign."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepTogether, LongTable, PageBreak, Paragraph, Table

_TOO_HIGH = 0xFFFFFF


class Closing(Table):  # type: ignore[misc]
    """The block of recipients and signature, which never stands alone on a page."""


class _Kept(Flowable):  # type: ignore[misc]
    """A table that may go on over pages, with what stands above it and the closing block below."""

    def __init__(self, above: Sequence[Flowable], table: Flowable, closing: Closing | None = None) -> None:
        super().__init__()
        self._above, self._table, self._closing = list(above), table, closing
        self._asked = False

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Never placed as a whole: it is always taken apart."""
        return width, _TOO_HIGH

    def split(self, width: float, height: float) -> list[Flowable]:
        """Its parts where the table can begin on this page, nothing where all must go to the next one; asked once."""
        height -= sum(self._room(one, width, height) for one in self._above)
        below = self._room(self._closing, width, height) if self._closing else 0.0
        whole = self._room(self._table, width, height)
        if whole + below <= height:
            parts = [self._table, *([self._closing] if self._closing else [])]
        elif whole <= height:
            parts = self._last_row_with_closing(width)
        else:
            parts = self._table.split(width, height)
            if not parts and not self._asked:
                self._asked = True
                return []
            parts = self._go_on(parts) or [self._table]
        for one in self._above:
            one.keepWithNext = 0
        return [*self._above, *parts]

    def _room(self, one: Flowable, width: float, height: float) -> float:
        return float(one.wrapOn(self.canv, width, height)[1] + one.getSpaceBefore() + one.getSpaceAfter())

    def _last_row_with_closing(self, width: float) -> list[Flowable]:
        """The table to its last row but one; that row and the closing block on the next page."""
        rows = self._table.split(width, self._table.wrap(width, _TOO_HIGH)[1] - 1)
        if len(rows) < 2:
            return [PageBreak(), self._table, self._closing]
        return [rows[0], PageBreak(), rows[1], self._closing]

    def _go_on(self, parts: Sequence[Flowable]) -> list[Flowable]:
        """The table's first part, and the rest still kept with the closing block."""
        if self._closing is None or len(parts) < 2:
            return list(parts)
        return [parts[0], _Kept([], parts[1], self._closing)]


def kept(story: Sequence[Flowable]) -> list[Flowable]:
    """*story* with every table joined to what is to be kept with it, and every closing block to what is before it."""
    found: list[Flowable] = []
    above: list[Flowable] = []
    for place, one in enumerate(story):
        following = story[place + 1] if place + 1 < len(story) else None
        if isinstance(one, Closing) and found:
            found += [*above, _signed(found, one)]
            above = []
        elif _goes_over_pages(one) and (above or isinstance(following, Closing)):
            found.append(_Kept(above, one))
            above = []
        elif one.getKeepWithNext():
            above.append(one)
        else:
            found += [*above, one]
            above = []
    return found + above


def _goes_over_pages(one: Flowable) -> bool:
    """True for tables that are split by rows; other flowables that hold one say so."""
    return isinstance(one, LongTable) or getattr(one, "goes_over_pages", False)


def _signed(found: list[Flowable], closing: Closing) -> Flowable:
    """What stands before the closing block, taken from *found*, together with it."""
    before = found[-1]
    if isinstance(before, _Kept):
        found.pop()
        return _Kept(before._above, before._table, closing)  # noqa: SLF001
    if isinstance(before, Paragraph):
        return KeepTogether([found.pop(), closing])
    return closing
