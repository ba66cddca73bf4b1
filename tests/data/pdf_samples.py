"""PDFs of few words for tests of preview and printing."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.colors import red
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from sinhke_desktop.documents import fonts

MARGIN = 85.0
"""30 mm: where the words and the frame of every page begin."""


def sample_pdf(
    pages: Sequence[str],
    sizes: Sequence[tuple[float, float]] = (A4,),
    *,
    bookmarks: bool = False,
    colour: bool = False,
    shade: float = 1.0,
) -> bytes:
    """A page for each of *pages* with its lines of text and a frame at the margins; *sizes* are taken in turn.

    *shade* (1 is white) fills the frame.
    """
    fonts.register()
    into = BytesIO()
    canvas = Canvas(into, invariant=1)
    for number, text in enumerate(pages):
        width, height = sizes[number % len(sizes)]
        canvas.setPageSize((width, height))
        if shade < 1:
            canvas.setFillGray(shade)
            canvas.rect(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN, fill=1)
            canvas.setFillGray(0)
        canvas.setFont(fonts.REGULAR, 14)
        if colour:
            canvas.setFillColor(red)
        for line, words in enumerate(text.splitlines()):
            canvas.drawString(MARGIN, height - MARGIN - 20 * (line + 1), words)
        canvas.rect(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN)
        if bookmarks:
            canvas.bookmarkPage(f"p{number}")
            canvas.addOutlineEntry(text.splitlines()[0], f"p{number}", level=min(number, 1))
        canvas.showPage()
    canvas.save()
    return into.getvalue()
