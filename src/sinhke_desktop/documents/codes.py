"""What a camera finds on a form: ArUco corner markers and a QR symbol, all drawn as vector squares."""

from __future__ import annotations

from collections.abc import Iterator

import segno
from reportlab.pdfgen.pathobject import PDFPathObject

from sinhke_desktop.documents.typesetting import Canvas

ARUCO_4X4_50 = (
    ("1011", "0101", "0011", "0010"),
    ("0000", "1111", "1001", "1010"),
    ("0011", "0011", "0010", "1101"),
    ("1001", "1001", "0100", "0110"),
    ("0101", "0100", "1001", "1110"),
    ("0111", "1001", "1100", "1101"),
    ("1001", "1110", "0010", "1110"),
    ("1100", "0100", "1111", "0010"),
)
"""Inner cells of the markers 0..7 of OpenCV's ``DICT_4X4_50``, top row first, 1 is white; one black cell around."""
MARKER_CELLS = 6
QR_MASK = 2
"""One fixed mask: allowed by ISO/IEC 18004, eight times faster than trying all; every reader takes any mask."""


def draw_marker(canvas: Canvas, marker: int, left: float, bottom: float, side: float) -> None:
    """Draw marker *marker* (0..7) as a black square with white cells; the paper around it must stay white."""
    cell = side / MARKER_CELLS
    canvas.setFillGray(0)
    canvas.rect(left, bottom, side, side, stroke=0, fill=1)
    white = canvas.beginPath()
    for row, cells in enumerate(ARUCO_4X4_50[marker]):
        for start, length in _runs(cell_is_white == "1" for cell_is_white in cells):
            white.rect(left + (1 + start) * cell, bottom + (MARKER_CELLS - 2 - row) * cell, length * cell, cell)
    canvas.setFillGray(1)
    canvas.drawPath(white, stroke=0, fill=1)
    canvas.setFillGray(0)


def draw_qr(canvas: Canvas, text: str, left: float, bottom: float, side: float) -> None:
    """Draw *text* as a QR symbol (error level M) of *side* points without its quiet zone, in one path."""
    matrix = segno.make_qr(text, error="m", mask=QR_MASK, boost_error=False).matrix
    size = len(matrix)
    code = [
        f"{start} {size - 1 - row} {length} 1 re"
        for row, modules in enumerate(matrix)
        for start, length in _runs(map(bool, modules))
    ]
    canvas.saveState()
    canvas.transform(side / size, 0, 0, side / size, left, bottom)
    canvas.drawPath(PDFPathObject(code), stroke=0, fill=1)
    canvas.restoreState()


def _runs(dark: Iterator[bool]) -> Iterator[tuple[int, int]]:
    """Start and length of every run of True."""
    start = -1
    position = 0
    for position, one in enumerate(dark):
        if one and start < 0:
            start = position
        elif not one and start >= 0:
            yield start, position - start
            start = -1
    if start >= 0:
        yield start, position + 1 - start
