"""The page of an official paper (decree 30/2020/NĐ-CP, Phụ lục I): A4, its margins, its number, the line at its foot.

Flowing papers and tables drawn on a canvas use the same page. Measures in points from the lower left corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas as PdfCanvas

from sinhke_desktop.documents import fonts
from sinhke_desktop.documents.fonts import ITALIC, REGULAR
from sinhke_desktop.documents.typesetting import Canvas, draw_fitted, fit

CREATOR = "SinhKe Desktop"
LANGUAGE = "vi-VN"
NUMBER_SIZE = 13.5
FOOT_SIZE, SMALLEST_FOOT = 8.5, 8.0


@dataclass(frozen=True, slots=True)
class PageShape:
    """A sheet as it is read: its size and its margins in points."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float

    @property
    def text_width(self) -> float:
        """Between the side margins."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Between the margins above and below."""
        return self.height - self.top - self.bottom

    @property
    def middle(self) -> float:
        """The middle between the side margins."""
        return self.left + self.text_width / 2


UPRIGHT = PageShape(A4[0], A4[1], top=20 * mm, bottom=20 * mm, left=30 * mm, right=15 * mm)
ACROSS = PageShape(A4[1], A4[0], top=30 * mm, bottom=15 * mm, left=20 * mm, right=20 * mm)
"""The same sheet turned: it is bound at its upper edge, so that the wide margin of the left is above."""
NUMBER_DROP = 13 * mm
"""From the edge of the paper down to the baseline of the page number."""
FOOT_RISE = 8 * mm
"""From the lower edge of the paper up to the baseline of the line at the foot."""


def draw_number(canvas: Canvas, shape: PageShape, number: int) -> None:
    """The number of a page of one paper, centred in the top margin; page 1 bears none."""
    if number > 1:
        canvas.setFont(REGULAR, NUMBER_SIZE)
        canvas.drawCentredString(shape.middle, shape.height - NUMBER_DROP, str(number))


def draw_foot(canvas: Canvas, shape: PageShape, text: str) -> None:
    """The small line at the foot, such as what ties the paper to the records; nothing without *text*."""
    if not text:
        return
    fitted = fit(text, ITALIC, FOOT_SIZE, shape.text_width, 1, SMALLEST_FOOT)
    real = stringWidth(fitted.lines[0], ITALIC, fitted.size) * fitted.scale / 100
    draw_fitted(canvas, shape.middle - real / 2, FOOT_RISE, fitted, ITALIC)


def open_canvas(output: BinaryIO, shape: PageShape, *, name: str, author: str, subject: str = "") -> PdfCanvas:
    """A canvas for papers that are drawn rather than flow; the same drawing gives the same bytes."""
    fonts.register()
    canvas = PdfCanvas(
        output, pagesize=(shape.width, shape.height), invariant=1, pageCompression=1, initialFontName=REGULAR,
        lang=LANGUAGE,
    )  # fmt: skip
    canvas.setTitle(name)
    canvas.setAuthor(author)
    canvas.setSubject(subject or name)
    canvas.setCreator(CREATOR)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas
