"""The QR of a visit form in a picture (zxing-cpp), and what it says (:mod:`.form_sheet`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp

from sinhke_desktop.domain.form_layout import Box
from sinhke_desktop.domain.form_sheet import FormCode, parse_form_code
from sinhke_desktop.domain.read_page import DOTS_PER_MM
from sinhke_desktop.scans.straighten import Picture, Points

LONGEST = 100
"""No code of ours has more letters; longer ones are somebody else's."""
_AROUND = 4.0
"""So many mm around the place of the QR are looked at, its quiet zone among them."""


@dataclass(frozen=True, slots=True)
class SeenCode:
    """A form's code and the four corners of its symbol, in pixels of the picture."""

    code: FormCode
    corners: Points


def codes_in(picture: Picture) -> list[SeenCode]:
    """Every code of a form in *picture*; other people's symbols are passed over."""
    found = []
    for symbol in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])):
        try:
            code = parse_form_code(symbol.text[:LONGEST])
        except ValueError:
            continue
        at = symbol.position
        corners = [(one.x, one.y) for one in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)]
        found.append(SeenCode(code, np.array(corners, np.float64)))
    return found


def texts_in(picture: Picture) -> list[str]:
    """What every QR symbol in *picture* says, at most :data:`LONGEST` letters each."""
    symbols = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    return [symbol.text[:LONGEST] for symbol in symbols]


def code_at(page: Picture, box: Box) -> FormCode | None:
    """The code in *box* (mm) of a straightened *page*, looked for in several ways, or None."""
    left, top = (round(max(edge - _AROUND, 0) * DOTS_PER_MM) for edge in (box.left, box.top))
    right, bottom = (round((edge + _AROUND) * DOTS_PER_MM) for edge in (box.right, box.bottom))
    for seen in _attempts(page[top:bottom, left:right]):
        if found := codes_in(seen):
            return found[0].code
    return None


def _attempts(part: Picture) -> Iterator[Picture]:
    larger = np.asarray(cv2.resize(part, None, fx=2.0, fy=2.0, interpolation=cv2.INTER_CUBIC), np.uint8)
    yield larger
    yield np.asarray(cv2.addWeighted(larger, 2.2, cv2.GaussianBlur(larger, (0, 0), 3.0), -1.2, 0), np.uint8)
    smooth = cv2.GaussianBlur(larger, (0, 0), 1.5)
    yield np.asarray(cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1], np.uint8)
