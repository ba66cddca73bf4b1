"""Pages of a PDF as pictures for the screen (PDFium); callable off the window's thread, one page at a time."""

from __future__ import annotations

from threading import Lock

import pypdfium2 as pdfium

_PDFIUM = Lock()
"""PDFium must never run in two threads at once."""


def page_count(pdf: bytes) -> int:
    """How many pages *pdf* has."""
    with _PDFIUM:
        document = pdfium.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def lies_across(pdf: bytes) -> bool:
    """True where the first page is wider than high."""
    with _PDFIUM:
        document = pdfium.PdfDocument(pdf)
        try:
            width, height = document.get_page_size(0)
            return bool(width > height)
        finally:
            document.close()


def render_page(pdf: bytes, page: int, scale: float) -> tuple[int, int, bytes]:
    """Page *page* (from 0) as ``(width, height, RGB)``: 3 bytes a pixel, rows top down without padding.

    *scale* 1.0 is 72 pixels an inch. Raises IndexError where there is no such page.
    """
    with _PDFIUM:
        document = pdfium.PdfDocument(pdf)
        try:
            if not 0 <= page < len(document):
                raise IndexError(page)
            picture = document[page].render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
            return picture.width, picture.height, bytes(picture.buffer)
        finally:
            document.close()
