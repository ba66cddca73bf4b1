"""A page of printed forms filled in by hand and put through a scanner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

from sinhke_desktop.domain.form_layout import Box
from sinhke_desktop.domain.form_layouts import layout
from sinhke_desktop.domain.form_sheet import FormCode
from sinhke_desktop.paths import resource
from sinhke_desktop.scans.reading import PageReader

DPI = 300
PER_MM = DPI / 25.4
INK = (35, 45, 120)
TURNED = 0.8
"""Degrees by which the sheet lies askew on the glass."""


def printed_page(pdf: Path, page: int) -> Image.Image:
    """Page *page* (from 0) of *pdf* as it comes out of the printer."""
    document = pdfium.PdfDocument(pdf)
    try:
        return document[page].render(scale=DPI / 72).to_pil().convert("RGB")
    finally:
        document.close()


def code_of(picture: Image.Image, path: Path) -> FormCode | None:
    """The code that the page bears, read by the program's own reader from a file at *path*; None without one."""
    picture.save(path)
    with PageReader() as reader:
        return next(reader.pages(path)).code


def first_form(pdf: Path, path: Path) -> tuple[Image.Image, FormCode]:
    """The first page of the first form that has only one, behind the list to walk along."""
    document = pdfium.PdfDocument(pdf)
    count = len(document)
    document.close()
    for number in range(count):
        picture = printed_page(pdf, number)
        code = code_of(picture, path)
        if code is not None and code.pages == 1:
            return picture, code
    raise LookupError(f"no form of one page in {pdf.name}")


def fill_in(
    picture: Image.Image, code: FormCode, ticks: Iterable[str], dots: Iterable[str], texts: Mapping[str, str]
) -> Image.Image:
    """Cross the boxes *ticks*, leave a dot of the pen in *dots*, write *texts*; the sheet lies a little askew."""
    places = {one.key: one.box for one in layout(code.version).fields(code.page, code.pages)}
    pen = ImageDraw.Draw(picture)
    for key in ticks:
        _cross(pen, places[key])
    for key in dots:
        _dot(pen, places[key])
    hand = ImageFont.truetype(resource("fonts", "LiberationSerif-Italic.ttf"), round(5 * PER_MM))
    for key, text in texts.items():
        box = places[key]
        pen.text(((box.left + 2) * PER_MM, box.top * PER_MM), text, INK, hand)
    return picture.rotate(TURNED, Image.Resampling.BICUBIC, fillcolor="white")


def _cross(pen: ImageDraw.ImageDraw, box: Box) -> None:
    left, top, right, bottom = (one * PER_MM for one in (box.left, box.top, box.right, box.bottom))
    width = round(0.5 * PER_MM)
    pen.line((left + 4, top + 6, right - 4, bottom - 5), INK, width)
    pen.line((right - 5, top + 4, left + 6, bottom - 4), INK, width)


def _dot(pen: ImageDraw.ImageDraw, box: Box) -> None:
    across, down = (box.left + box.width / 2) * PER_MM, (box.top + box.height / 2) * PER_MM
    size = 0.45 * PER_MM
    pen.ellipse((across - size, down - size, across + size, down + size), INK)
