"""The picture of a scanned form on a sheet of paper, as large as the sheet."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.utils import ImageReader

from sinhke_desktop.documents.page import ACROSS, UPRIGHT, open_canvas


def render_page_picture(picture: bytes, title: str, author: str) -> bytes:
    """A PDF with one A4 page, upright or across as the *picture* (WebP, PNG or JPEG) is, filled by it."""
    image = ImageReader(BytesIO(picture))
    wide, high = image.getSize()
    shape = ACROSS if wide > high else UPRIGHT
    scale = min(shape.width / wide, shape.height / high)
    output = BytesIO()
    canvas = open_canvas(output, shape, name=title, author=author)
    left, bottom = (shape.width - wide * scale) / 2, (shape.height - high * scale) / 2
    canvas.drawImage(image, left, bottom, wide * scale, high * scale)
    canvas.bookmarkPage("1")
    canvas.addOutlineEntry(title, "1")
    canvas.showPage()
    canvas.save()
    return output.getvalue()
