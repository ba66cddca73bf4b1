"""Tick boxes in a line of text, drawn as lines: no face with such signs need be embedded."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from sinhke_desktop.documents.fonts import REGULAR
from sinhke_desktop.documents.typesetting import draw_fitted, fit

SIDE, GAP, BETWEEN = 9.0, 4.0, 16.0
"""Points: the box, from box to words, from one choice to the next."""


class TickLine(Flowable):  # type: ignore[misc]
    """``Giới tính:  ☒ Nam   ☐ Nữ``: a lead, then each choice behind its box; the chosen ones are crossed.

    Choices that find no room on the line go on the next one, below the first choice.
    """

    def __init__(
        self, lead: str, choices: Sequence[tuple[str, bool]], *, size: float = 13, space_after: float = 3
    ) -> None:
        super().__init__()
        self._lead, self._choices, self._size = lead, choices, size
        self.spaceAfter = space_after

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Full width, as many lines as the choices need."""
        start = stringWidth(f"{self._lead} ", REGULAR, self._size) + GAP if self._lead else 0.0
        self._placed: list[tuple[float, int, str, bool]] = []
        x, line = start, 0
        for words, chosen in self._choices:
            needed = SIDE + GAP + stringWidth(words, REGULAR, self._size)
            if x > start and x + needed > width:
                x, line = start, line + 1
            self._placed.append((x, line, words, chosen))
            x += needed + BETWEEN
        self._width, self._lines = width, line + 1
        return width, self._lines * self._size * 1.35

    def draw(self) -> None:
        """Draw lead, boxes, crosses and words."""
        step = self._size * 1.35
        top = self._lines * step - self._size
        self.canv.setFont(REGULAR, self._size)
        self.canv.drawString(0, top, self._lead)
        self.canv.setLineWidth(0.7)
        for x, line, words, chosen in self._placed:
            y = top - line * step
            self.canv.rect(x, y - 0.5, SIDE, SIDE)
            if chosen:
                self.canv.line(x + 1.5, y + 1, x + SIDE - 1.5, y + SIDE - 2)
                self.canv.line(x + 1.5, y + SIDE - 2, x + SIDE - 1.5, y + 1)
            room = self._width - x - SIDE - GAP
            draw_fitted(self.canv, x + SIDE + GAP, y, fit(words, REGULAR, self._size, room), REGULAR)
