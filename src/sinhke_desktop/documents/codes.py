"""What a camera finds on a form: ArUco corner markers and a QR symbol, all drawn as vector squares."""

from __future__ import annotations

import re

from reportlab.pdfgen.pathobject import PDFPathObject

from sinhke_desktop.documents.qr_rows import qr_rows
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
_ONES = re.compile("1+")


def draw_marker(canvas: Canvas, marker: int, left: float, bottom: float, side: float) -> None:
    """Draw marker *marker* (0..7) as a black square with white cells; the paper around it must stay white."""
    cell = side / MARKER_CELLS
    canvas.setFillGray(0)
    canvas.rect(left, bottom, side, side, stroke=0, fill=1)
    white = canvas.beginPath()
    for row, cells in enumerate(ARUCO_4X4_50[marker]):
        for run in _ONES.finditer(cells):
            start, length = run.start(), run.end() - run.start()
            white.rect(left + (1 + start) * cell, bottom + (MARKER_CELLS - 2 - row) * cell, length * cell, cell)
    canvas.setFillGray(1)
    canvas.drawPath(white, stroke=0, fill=1)
    canvas.setFillGray(0)


def draw_qr(canvas: Canvas, text: str, left: float, bottom: float, side: float) -> None:
    """Draw *text* as a QR symbol (error level M) of *side* points without its quiet zone, in one path."""
    rows = qr_rows(text)
    size = len(rows)
    code = [
        f"{run.start()} {size - 1 - row} {run.end() - run.start()} 1 re"
        for row, modules in enumerate(rows)
        for run in _ONES.finditer(modules)
    ]
    canvas.saveState()
    canvas.transform(side / size, 0, 0, side / size, left, bottom)
    canvas.drawPath(PDFPathObject(code), stroke=0, fill=1)
    canvas.restoreState()
