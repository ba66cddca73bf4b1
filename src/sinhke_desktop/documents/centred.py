"""Words of a heading in the middle of a flowing paper."""

from __future__ import annotations

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from sinhke_desktop.documents.heading_blocks import RULE_SHARE, draw_centred, draw_line, real_width
from sinhke_desktop.documents.typesetting import Fitted, balanced


class Centred(Flowable):  # type: ignore[misc]
    """Words of a heading in the middle, on lines of like length; with *ruled* the decree's line stands below."""

    def __init__(self, text: str, style: ParagraphStyle, *, ruled: bool = False) -> None:
        super().__init__()
        self._text, self._style, self._ruled = text, style, ruled
        self.spaceBefore = style.spaceBefore
        self.spaceAfter = 10 if ruled else style.spaceAfter
        self.keepWithNext = 1

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Full width, as many lines as the words need; no height without words."""
        style = self._style
        self._width = width
        self._words = balanced(self._text, style.fontName, style.fontSize, width, 9, style.fontSize)
        lines = len(self._words.lines) if self._text else 0
        return width, lines * style.leading + (5 if self._ruled else 0)

    def draw(self) -> None:
        """Draw the lines, and the rule below."""
        style, words = self._style, self._words
        y = len(words.lines) * style.leading + (5 if self._ruled else 0) - style.fontSize
        for line in words.lines:
            draw_centred(self.canv, self._width / 2, y, Fitted((line,), words.size, words.scale), style.fontName)
            y -= style.leading
        if self._ruled:
            draw_line(self.canv, self._width / 2, 2, real_width(words, style.fontName) * RULE_SHARE)
