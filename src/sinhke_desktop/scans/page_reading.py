"""One picture of paper read: where the forms lie in it, what their codes say, which boxes are ticked."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from sinhke_desktop.domain.form_layout import Box, FormLayout
from sinhke_desktop.domain.form_layouts import VERSIONS, layout
from sinhke_desktop.domain.form_sheet import FormCode
from sinhke_desktop.domain.read_page import (
    BLANK,
    DOTS_PER_MM,
    NO_CODE,
    NO_MARKERS,
    NOT_A_PICTURE,
    TOO_BLURRED,
    UNKNOWN_VERSION,
    ReadPage,
    ReadTick,
)
from sinhke_desktop.scans.codes import SeenCode, code_at, codes_in
from sinhke_desktop.scans.straighten import Picture, Placed, find_forms, shape_of, straight
from sinhke_desktop.scans.ticks import KEPT_LIMITS, LIMITS, Limits, TooBlurred, read_ticks

QUALITY, SOFTENED = 16, 0.55
"""Of the kept pictures (WebP): noise smoothed away first, 40 to 70 kB a page, handwriting still readable."""
LONGEST_KEPT = 1800
"""A picture that could not be straightened is kept with at most so many pixels on its longer edge."""
CODE_OFF = 1.6
"""The QR lies at most so many mm from its place, else the page was straightened wrongly."""
_FAINT, _SPOTS = 24, 0.0004
"""A page is blank where less than this share of it is so many greys darker than the paper."""


def read_picture(picture: Picture, file: str, place: int) -> tuple[ReadPage, ...]:
    """The forms in one *picture*: mostly one, two where an A4 sheet with two A5 forms was not cut.

    A picture in which no form is found gives one page with its problem, in the picture as it came.
    """
    if _is_blank(picture):
        return (ReadPage(file, place, None, problem=BLANK),)
    codes = codes_in(picture)
    found = find_forms(picture, [layout(version) for version in VERSIONS])
    pages = [_read_form(picture, one, codes, file, place) for one in found]
    alone = [seen for seen in codes if not any(_lies_in(seen, one) for one in found)]
    pages += [ReadPage(file, place, seen.code, (), _kept(_upright(picture, seen)), NO_MARKERS) for seen in alone]
    return tuple(pages) or (ReadPage(file, place, None, (), _kept(_smaller(picture)), NO_MARKERS),)


def read_again(picture: bytes, code: FormCode) -> tuple[tuple[ReadTick, ...], str]:
    """The ticks of a kept, straightened *picture* whose code the officer gave, and the problem if there is one."""
    page = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_GRAYSCALE) if picture else None
    if page is None:
        return (), NOT_A_PICTURE
    for version in (code.version, f"{code.version}R"):
        if version not in VERSIONS:
            continue
        known = layout(version)
        size = round(known.width * DOTS_PER_MM), round(known.height * DOTS_PER_MM)
        if (page.shape[1], page.shape[0]) == size and [shape_of(known)] == [
            one.shape for one in find_forms(page.astype(np.uint8), [known])
        ]:
            return _ticks(page.astype(np.uint8), known, code, KEPT_LIMITS)
    return (), NO_MARKERS if code.version in VERSIONS else UNKNOWN_VERSION


def _read_form(picture: Picture, found: Placed, codes: Sequence[SeenCode], file: str, place: int) -> ReadPage:
    page = straight(picture, found)
    kept = _kept(page)
    own = [seen for seen in codes if _lies_in(seen, found)]
    said = {seen.code for seen in own}
    if not said:
        boxes = dict.fromkeys(known.qr for version in VERSIONS if shape_of(known := layout(version)) == found.shape)
        said = {code for box in boxes if (code := code_at(page, box)) is not None}
    if len(said) != 1:
        return ReadPage(file, place, None, (), kept, NO_CODE)
    (code,) = said
    if code.version not in VERSIONS:
        return ReadPage(file, place, code, (), kept, UNKNOWN_VERSION)
    known = layout(code.version)
    if shape_of(known) != found.shape or not all(_in_place(seen, found, known.qr) for seen in own):
        return ReadPage(file, place, code, (), _kept(_smaller(picture)), NO_MARKERS)
    ticks, problem = _ticks(page, known, code)
    return ReadPage(file, place, code, ticks, kept, problem)


def _ticks(
    page: Picture, known: FormLayout, code: FormCode, limits: Limits = LIMITS
) -> tuple[tuple[ReadTick, ...], str]:
    try:
        return read_ticks(page, known, code.page, code.pages, limits), ""
    except TooBlurred:
        return (), TOO_BLURRED


def _lies_in(seen: SeenCode, found: Placed) -> bool:
    x, y = found.on_paper(seen.corners.mean(axis=0)[None])[0]
    return bool(0 <= x <= found.width and 0 <= y <= found.height)


def _in_place(seen: SeenCode, found: Placed, box: Box) -> bool:
    """True where the symbol's corners lie where the layout has them."""
    wanted = np.array([[box.left, box.top], [box.right, box.top], [box.right, box.bottom], [box.left, box.bottom]])
    return float(np.hypot(*(found.on_paper(seen.corners) - wanted).T).max()) <= CODE_OFF


def _is_blank(picture: Picture) -> bool:
    """True for the empty back of a sheet; its edges, where scanners leave shadows, do not count."""
    rows, columns = (max(edge // 12, 1) for edge in picture.shape)
    small = cv2.resize(picture, (400, 560), interpolation=cv2.INTER_AREA)[40:-40, 30:-30]
    paper = cv2.GaussianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), (0, 0), 5)
    return min(rows, columns) < 2 or float((small.astype(np.int16) + _FAINT < paper).mean()) < _SPOTS


def _smaller(picture: Picture) -> Picture:
    scale = min(1.0, LONGEST_KEPT / max(picture.shape))
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _upright(picture: Picture, seen: SeenCode) -> Picture:
    """The whole picture turned so that the code stands upright."""
    across = seen.corners[1] - seen.corners[0]
    turns = round(float(np.arctan2(across[1], across[0])) / (np.pi / 2)) % 4
    return _smaller(np.ascontiguousarray(np.rot90(picture, turns)))


def _kept(picture: Picture) -> bytes:
    """As WebP, grey."""
    soft = cv2.GaussianBlur(picture, (0, 0), SOFTENED)
    return cv2.imencode(".webp", soft, [cv2.IMWRITE_WEBP_QUALITY, QUALITY])[1].tobytes()
