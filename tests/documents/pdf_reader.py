"""Reads a PDF back: where each text stands, in which face and size, what is ruled, which fonts are in the file."""

from __future__ import annotations

import ctypes
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MM = 72 / 25.4


@dataclass(frozen=True)
class Piece:
    """One text object: its words, the box of its ink in points from the lower left, face and size."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    font: str
    size: float
    baseline: float

    @property
    def middle(self) -> float:
        """Halfway between its sides."""
        return (self.left + self.right) / 2

    def overlap(self, other: Piece) -> tuple[float, float]:
        """How far two boxes reach into each other, in width and height; negative where they are apart."""
        return (
            min(self.right, other.right) - max(self.left, other.left),
            min(self.top, other.top) - max(self.bottom, other.bottom),
        )


@dataclass(frozen=True)
class Rule:
    """A straight horizontal line that is drawn alone."""

    left: float
    right: float
    y: float

    @property
    def middle(self) -> float:
        """Halfway between its ends."""
        return (self.left + self.right) / 2

    @property
    def length(self) -> float:
        """From end to end."""
        return self.right - self.left


@dataclass(frozen=True)
class Page:
    """One page: its size, texts in the order they were drawn, and rules."""

    width: float
    height: float
    pieces: tuple[Piece, ...]
    rules: tuple[Rule, ...]

    def lines(self) -> list[Piece]:
        """Pieces joined that stand on one baseline without a gap: a line of one face is one piece."""
        found: list[Piece] = []
        for piece in self.pieces:
            last = found[-1] if found else None
            if (
                last is not None
                and abs(last.baseline - piece.baseline) < 0.2
                and -2.0 < piece.left - last.right < 0.6 * piece.size
                and (last.font, last.size) == (piece.font, piece.size)
            ):
                gap = " " if piece.left - last.right > 0.15 * piece.size and not last.text.endswith(" ") else ""
                found[-1] = Piece(
                    last.text + gap + piece.text, min(last.left, piece.left), min(last.bottom, piece.bottom),
                    max(last.right, piece.right), max(last.top, piece.top), last.font, last.size, last.baseline,
                )  # fmt: skip
            else:
                found.append(piece)
        return found

    def line(self, start: str) -> Piece:
        """The first line that begins with *start*; raises LookupError."""
        for one in self.lines():
            if one.text.strip().startswith(start):
                return one
        raise LookupError(start)

    def words(self) -> str:
        """All text as drawn, white space evened."""
        return " ".join(" ".join(one.text for one in self.lines()).split())


def read(pdf: bytes) -> list[Page]:
    """The pages of *pdf*."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [_page(document[number]) for number in range(len(document))]
    finally:
        document.close()


def _page(page: pdfium.PdfPage) -> Page:
    width, height = page.get_size()
    textpage = page.get_textpage()
    pieces, rules = [], []
    for one in page.get_objects(max_depth=3):
        if one.type == raw.FPDF_PAGEOBJ_TEXT:
            piece = _piece(one, textpage)
            if piece.text.strip():
                pieces.append(piece)
        elif one.type == raw.FPDF_PAGEOBJ_PATH:
            rules += _rules(one)
    return Page(width, height, tuple(pieces), tuple(rules))


def _rules(one: pdfium.PdfObject) -> Iterator[Rule]:
    """The horizontal lines of a path that is stroked."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(one, fill, stroke)
    if not stroke.value:
        return
    matrix, start = one.get_matrix(), (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for place in range(raw.FPDFPath_CountSegments(one)):
        segment = raw.FPDFPath_GetPathSegment(one, place)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO and abs(point[1] - start[1]) < 0.1:
            left, low, right, _high = _on_page(
                one, (min(start[0], point[0]), point[1], max(start[0], point[0]), point[1])
            )
            yield Rule(left, right, low)
        start = point


def _bounds(one: pdfium.PdfObject) -> tuple[float, float, float, float]:
    """Left, bottom, right, top on the page."""
    return _on_page(one, one.get_bounds())


def _on_page(one: pdfium.PdfObject, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """*box* of an object that may stand inside form objects, each shown at a place of its own."""
    inside = one.container
    while inside is not None:
        box = inside.get_matrix().on_rect(*box)
        inside = inside.container
    return box


def _piece(one: pdfium.PdfObject, textpage: pdfium.PdfTextPage) -> Piece:
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(one, size)
    font = raw.FPDFTextObj_GetFont(one)
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    name = ctypes.create_string_buffer(length)
    raw.FPDFFont_GetBaseFontName(font, name, length)
    needed = raw.FPDFTextObj_GetText(one, textpage, None, 0)
    text = (ctypes.c_ushort * needed)()
    raw.FPDFTextObj_GetText(one, textpage, text, needed)
    words = bytes(text).decode("utf-16-le").rstrip("\0")
    matrix = one.get_matrix()
    _left, baseline, _right, _top = _on_page(one, (matrix.e, matrix.f, matrix.e, matrix.f))
    left, bottom, right, top = _bounds(one)
    return Piece(
        words, left, bottom, right, top, name.value.decode().partition("+")[2] or name.value.decode(),
        round(size.value * abs(matrix.d), 2), baseline,
    )  # fmt: skip


_STREAM = re.compile(rb"(\d+) 0 obj\s*(.*?)\s*endobj", re.DOTALL)


def objects(pdf: bytes) -> Iterator[bytes]:
    """Every object of the file; the contents of object streams are unpacked."""
    for _number, body in _STREAM.findall(pdf):
        yield body
        if b"/ObjStm" in body:
            start = body.index(b"stream") + len(b"stream")
            yield zlib.decompressobj().decompress(body[start:].lstrip(b"\r\n"))


def fonts_not_embedded(pdf: bytes) -> list[bytes]:
    """Font objects without their face in the file: Type 1 ones, and descriptors without ``FontFile2``."""
    found = []
    for body in objects(pdf):
        if b"/Type /Font\n" in body or re.search(rb"/Type\s*/Font\b(?!D)", body):
            if b"/Type1" in body or b"/FontDescriptor" not in body:
                found.append(body)
        elif b"/FontDescriptor" in body and b"/Type" in body and b"/FontFile2" not in body:
            found.append(body)
    return found
