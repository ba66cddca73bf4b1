"""Pages of JPG, PNG, WebP, BMP, TIFF and PDF files as grey pictures, one at a time, upright and of bounded size.

Decoders are large and files come from anywhere: only the child process (:mod:`.page_reader`) calls this.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium

from sinhke_desktop.scans.page_reader import PIXEL_LIMIT
from sinhke_desktop.scans.straighten import Picture

FILE_LIMIT = 300 * 1024**2
PAGE_LIMIT = 500
LONGEST = 4200
"""No page has more pixels on its longer edge than an A4 page at 360 dots an inch; larger ones are made smaller."""
PDF_DPI = 220
SMALLEST = 200


class NoPicture(Exception):
    """The file is not read; ``args[0]`` is the word for the parent."""


def pages_of(path: Path) -> Iterator[Picture]:
    """Every page of the file at *path* in turn; raises :class:`NoPicture` or OSError."""
    if path.stat().st_size > FILE_LIMIT:
        raise NoPicture("too-big")
    content = path.read_bytes()
    if not content:
        raise NoPicture("empty")
    if content.startswith(b"%PDF-"):
        yield from _pdf_pages(content)
    elif content[:4] in (b"II*\0", b"MM\0*"):
        yield from _tiff_pages(content)
    elif _is_picture(content):
        yield _decoded(content)
    else:
        raise NoPicture("not-a-picture")


def _is_picture(content: bytes) -> bool:
    """True for the first bytes of JPG, PNG, WebP and BMP."""
    starts = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"BM")
    return content.startswith(starts) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")


def _decoded(content: bytes) -> Picture:
    """A picture turned as its camera noted."""
    try:
        picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)
    except cv2.error as error:
        raise NoPicture(_why(error)) from error
    if picture is None:
        raise NoPicture("damaged")
    return _bounded(picture.astype(np.uint8, copy=False))


def _why(error: cv2.error) -> str:
    """OpenCV names the limit that a picture broke; everything else that stops it is damage."""
    return "too-big" if "IMAGE_PIXELS" in str(error) else "damaged"


def _tiff_pages(content: bytes) -> Iterator[Picture]:
    buffer = np.frombuffer(content, np.uint8)
    for page in count():
        try:
            done, pictures = cv2.imdecodemulti(buffer, cv2.IMREAD_GRAYSCALE, range=(page, page + 1))
        except cv2.error as error:
            raise NoPicture(_why(error)) from error
        if not done or not pictures:
            if page == 0:
                raise NoPicture("damaged")
            return
        if page == PAGE_LIMIT:
            raise NoPicture("too-many-pages")
        yield _bounded(np.asarray(pictures[0], np.uint8))


def _pdf_pages(content: bytes) -> Iterator[Picture]:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise NoPicture("password" if "password" in str(error).lower() else "damaged") from error
    try:
        if len(document) > PAGE_LIMIT:
            raise NoPicture("too-many-pages")
        for number in range(len(document)):
            try:
                page = document[number]
                longest = max(page.get_size())
                scale = min(PDF_DPI / 72, LONGEST / max(longest, 1.0))
                drawn = page.render(scale=scale, grayscale=True)
            except pdfium.PdfiumError as error:
                raise NoPicture("damaged") from error
            yield _bounded(np.ascontiguousarray(drawn.to_numpy().reshape(drawn.height, drawn.width)))
            drawn.close()
            page.close()
    finally:
        document.close()


def _bounded(picture: Picture) -> Picture:
    """The picture, made smaller where it is larger than anybody needs."""
    if picture.size > PIXEL_LIMIT:
        raise NoPicture("too-big")
    if min(picture.shape) < SMALLEST:
        raise NoPicture("too-small")
    scale = LONGEST / max(picture.shape)
    if scale >= 1.0:
        return picture
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
