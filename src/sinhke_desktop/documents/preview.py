"""Pages of a PDF for screen and printer (PDFium): pictures, sizes, bookmarks, words; callable off the window's thread.

Places on a page are in points (1/72 inch) from its upper left corner.
"""

from __future__ import annotations

import atexit
import ctypes
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import RLock

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from sinhke_desktop.domain.text_search import find_words

_PDFIUM = RLock()
"""PDFium must never run in two threads at once."""
NEAR = 6.0
"""So far from a letter, in points, one may point at it."""
_HYPHEN = 2
"""What PDFium gives for a hyphen at the end of a line."""
_PRINTING = raw.FPDF_PRINTING | raw.FPDF_RENDER_NO_SMOOTHTEXT | raw.FPDF_RENDER_NO_SMOOTHPATH
"""Hard edges: a laser printer would make a grid of dots of each soft one, and the job would be thrice as big."""
Area = tuple[float, float, float, float]
"""Left, top, width, height."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn page or a strip of it: rows top down of *stride* bytes, 1 byte a pixel (grey) or 4 (B, G, R, unused)."""

    width: int
    height: int
    stride: int
    pixels: bytes
    grey: bool


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline: *level* from 0, *page* from 0."""

    level: int
    title: str
    page: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Words on a page with the areas that they cover, one for each line."""

    page: int
    text: str
    areas: tuple[Area, ...]


class OpenPdf:
    """A PDF that stays open, for many pages of it are asked for; :meth:`close` it, or let it go.

    Once it is closed, asking for a page raises ValueError.
    """

    def __init__(self, pdf: bytes) -> None:
        """Raises pypdfium2.PdfiumError where *pdf* is none."""
        with _PDFIUM:
            self._document = pdfium.PdfDocument(pdf)
            count = len(self._document)
            self.sizes: tuple[tuple[float, float], ...] = tuple(map(self._document.get_page_size, range(count)))
        self._texts: dict[int, str] = {}
        self._let_go = weakref.finalize(self, _close, self._document)
        _OPEN.add(self)

    def __len__(self) -> int:
        return len(self.sizes)

    def close(self) -> None:
        """Free the memory; nothing may be asked any more."""
        self._let_go()

    @contextmanager
    def _page(self, page: int) -> Iterator[pdfium.PdfPage]:
        if not 0 <= page < len(self.sizes):
            raise IndexError(page)
        with _PDFIUM:
            if not self._let_go.alive:
                raise ValueError
            found = self._document[page]
            try:
                yield found
            finally:
                found.close()

    @contextmanager
    def _words(self, page: int) -> Iterator[pdfium.PdfTextPage]:
        with self._page(page) as found:
            words = found.get_textpage()
            try:
                yield words
            finally:
                words.close()

    def pixels(self, page: int, scale: float) -> tuple[int, int]:
        """Width and height of the page in pixels; *scale* 1.0 is 72 pixels an inch."""
        width, height = self.sizes[page]
        return max(round(width * scale), 1), max(round(height * scale), 1)

    def render(
        self,
        page: int,
        scale: float,
        *,
        grey: bool = False,
        strip: tuple[int, int] | None = None,
        printing: bool = False,
    ) -> Picture:
        """Draw page *page* (from 0); *strip* ``(top, height)`` in pixels draws only these rows. Raises IndexError."""
        with self._page(page) as found:
            width, whole = self.pixels(page, scale)
            top, height = strip or (0, whole)
            kind = raw.FPDFBitmap_Gray if grey else raw.FPDFBitmap_BGRx
            picture = pdfium.PdfBitmap.new_native(width, height, kind, rev_byteorder=False)
            try:
                picture.fill_rect((255, 255, 255, 255), 0, 0, width, height)
                flags = raw.FPDF_ANNOT | (_PRINTING if printing else 0) | (raw.FPDF_GRAYSCALE if grey else 0)
                raw.FPDF_RenderPageBitmap(picture, found, 0, -top, width, whole, 0, flags)
                return Picture(width, height, picture.stride, bytes(picture.buffer), grey)
            finally:
                picture.close()

    def coloured(self, page: int) -> bool:
        """True where the page shows more than black, white and grey."""
        pixels = self.render(page, 0.5).pixels
        return not pixels[0::4] == pixels[1::4] == pixels[2::4]

    def outline(self) -> list[Bookmark]:
        """The bookmarks that lead to a page, in their order."""
        found = []
        with _PDFIUM:
            for mark in self._document.get_toc():
                place = mark.get_dest()
                page = place.get_index() if place is not None else None
                if page is not None:
                    found.append(Bookmark(mark.level, mark.get_title(), page))
        return found

    def text(self, page: int) -> str:
        """The words of the page, one character for each of PDFium's. Raises IndexError."""
        if page not in self._texts:
            with self._words(page) as words:
                points = [raw.FPDFText_GetUnicode(words, at) for at in range(words.count_chars())]
            self._texts[page] = "".join("-" if point == _HYPHEN else chr(point or 0xFFFD) for point in points)
        return self._texts[page]

    def find(self, page: int, wanted: str) -> list[Passage]:
        """Where *wanted* stands on the page, see :func:`.text_search.find_words`. Raises IndexError."""
        text = self.text(page)
        places = find_words(text, wanted)
        if not places:
            return []
        with self._words(page) as words:
            return [Passage(page, text[start:end], self._areas(words, page, start, end)) for start, end in places]

    def between(self, page: int, first: tuple[float, float], last: tuple[float, float]) -> Passage:
        """The text from the letter at one point to the letter at the other; empty where there is none."""
        high = self.sizes[page][1]
        text = self.text(page)
        with self._words(page) as words:
            at = [words.get_index(x, high - y, NEAR, NEAR) for x, y in (first, last)]
            if None in at:
                return Passage(page, "", ())
            start, end = min(at), max(at) + 1
            return Passage(page, text[start:end], self._areas(words, page, start, end))

    def _areas(self, words: pdfium.PdfTextPage, page: int, start: int, end: int) -> tuple[Area, ...]:
        high = self.sizes[page][1]
        found = []
        left, top, right, bottom = (ctypes.c_double() for _side in range(4))
        for at in range(raw.FPDFText_CountRects(words, start, end - start)):
            raw.FPDFText_GetRect(words, at, left, top, right, bottom)
            found.append((left.value, high - top.value, right.value - left.value, top.value - bottom.value))
        return tuple(found)


def _close(document: pdfium.PdfDocument) -> None:
    with _PDFIUM:
        document.close()


_OPEN: weakref.WeakSet[OpenPdf] = weakref.WeakSet()


@atexit.register
def _close_all() -> None:
    """Before PDFium itself ends, which would complain."""
    for one in list(_OPEN):
        one.close()


def page_count(pdf: bytes) -> int:
    """How many pages *pdf* has."""
    with _PDFIUM:
        document = pdfium.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def render_page(pdf: bytes, page: int, scale: float) -> tuple[int, int, bytes]:
    """Page *page* (from 0) as ``(width, height, RGB)``: 3 bytes a pixel, rows top down without padding.

    *scale* 1.0 is 72 pixels an inch. Raises IndexError where there is no such page.
    """
    document = OpenPdf(pdf)
    try:
        drawn = document.render(page, scale)
    finally:
        document.close()
    pixels = bytearray(3 * drawn.width * drawn.height)
    for place, channel in enumerate((2, 1, 0)):
        pixels[place::3] = drawn.pixels[channel::4]
    return drawn.width, drawn.height, bytes(pixels)
