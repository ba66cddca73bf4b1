"""``Số CCCD: …………  Ngày cấp: …………``: facts beside each other, with dots over the whole rest of their room if open."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph

from sinhke_desktop.documents.fonts import REGULAR
from sinhke_desktop.documents.letter import BODY, escaped
from sinhke_desktop.documents.typesetting import draw_fitted, fit

SIZE, LEADING = 13.5, 17.0
BETWEEN = 8.0
_WHOLE = ParagraphStyle(
    "khai", parent=BODY, fontSize=SIZE, leading=LEADING, firstLineIndent=0, spaceAfter=2, alignment=TA_LEFT
)


def fact(name: str, value: str) -> Flowable:
    """One fact over the full width; a long value goes on as many lines as it needs."""
    return Paragraph(f"{escaped(name)}: {escaped(value)}", _WHOLE) if value else FactLine(((name, value, 1.0),))


class FactLine(Flowable):  # type: ignore[misc]
    """Facts on one line: name, value and share of the width of each; a value too long is set smaller, never cut."""

    def __init__(self, facts: Sequence[tuple[str, str, float]]) -> None:
        super().__init__()
        self.spaceAfter = 2
        self._facts = facts

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Full width, one line."""
        self._width = width
        return width, LEADING

    def draw(self) -> None:
        """Draw names, values and the dots to write on."""
        whole, x, y = sum(share for _name, _value, share in self._facts), 0.0, LEADING - SIZE
        for name, value, share in self._facts:
            end = x + self._width * share / whole
            if value:
                draw_fitted(self.canv, x, y, fit(f"{name}: {value}", REGULAR, SIZE, end - x - BETWEEN, 1, 9), REGULAR)
            else:
                self.canv.setFont(REGULAR, SIZE)
                self.canv.drawString(x, y, f"{name}:")
                start = x + stringWidth(f"{name}: ", REGULAR, SIZE)
                self.canv.setDash(0.7, 1.7)
                self.canv.setLineWidth(0.5)
                self.canv.line(start, y - 1, end - (BETWEEN if end < self._width - 1 else 0), y - 1)
                self.canv.setDash()
            x = end
