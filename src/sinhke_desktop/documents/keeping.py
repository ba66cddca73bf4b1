"""Headings and captions stay with the table below them: with its head and at least its first row."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, LongTable

_TOO_HIGH = 0xFFFFFF


class _Led(Flowable):  # type: ignore[misc]
    """What stands above a table, and the table, which may go on over pages."""

    def __init__(self, above: Sequence[Flowable], table: LongTable) -> None:
        super().__init__()
        self._above, self._table = list(above), table
        self._asked = False

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Never placed as a whole: it is always taken apart."""
        return width, _TOO_HIGH

    def split(self, width: float, height: float) -> list[Flowable]:
        """Its parts where the table can begin on this page, nothing where all must go to the next one; asked once."""
        used = sum(
            one.wrapOn(self.canv, width, height)[1] + one.getSpaceBefore() + one.getSpaceAfter() for one in self._above
        )
        begins = self._table.wrapOn(self.canv, width, height)[1] + used <= height
        if not begins and not self._table.split(width, height - used) and not self._asked:
            self._asked = True
            return []
        for one in self._above:
            one.keepWithNext = 0
        return [*self._above, self._table]


def kept(story: Sequence[Flowable]) -> list[Flowable]:
    """*story* with every table joined to what is to be kept with it."""
    found: list[Flowable] = []
    above: list[Flowable] = []
    for one in story:
        if isinstance(one, LongTable) and above:
            found.append(_Led(above, one))
            above = []
        elif one.getKeepWithNext():
            above.append(one)
        else:
            found += [*above, one]
            above = []
    return found + above
