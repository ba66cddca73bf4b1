"""Photographs of a household's house or livelihood: small, without what a camera writes into them, few."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.typed_values import Typed, judged_day, typed_text
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _

MOST_PHOTOS = 6
MOST_BYTES = 300_000
_START = b"\xff\xd8"
_SCAN = 0xDA
_CAMERA_PARTS = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})
"""Application parts and comments of a JPEG; all but JFIF (E0) and Adobe's colours (EE) may tell place, time, owner."""


@dataclass(frozen=True, slots=True)
class Photo:
    """One photograph; ``picture`` is a JPEG of at most :data:`MOST_BYTES`. It stays on this machine."""

    id: str
    household_id: str
    picture: bytes
    taken_on: date | None = None
    note: str = ""


def camera_parts(picture: bytes) -> list[int] | None:
    """The markers of the parts of a JPEG in which cameras tell about themselves; None for what is no whole JPEG."""
    if not picture.startswith(_START):
        return None
    found: list[int] = []
    at = 2
    while at + 4 <= len(picture):
        if picture[at] != 0xFF:
            return None
        marker = picture[at + 1]
        if marker == _SCAN:
            return found if picture.endswith(b"\xff\xd9") else None
        if marker in _CAMERA_PARTS:
            found.append(marker)
        at += 2 + int.from_bytes(picture[at + 2 : at + 4], "big")
    return None


def judge_photo(
    photo_id: str, household_id: str, picture: bytes, taken_on: Typed, note: str, *, kept: int, today: date
) -> Photo:
    """A photograph, or :class:`InvalidInput`: PA-01 no clean small JPEG, PA-02 too many (*kept* are there), MH-04."""
    problems: list[Problem] = []
    parts = camera_parts(picture)
    if parts is None or parts or len(picture) > MOST_BYTES:
        problems.append(Problem("picture", _("This file cannot be kept as a photograph."), "PA-01"))
    if kept >= MOST_PHOTOS:
        text = _("A household has at most {most} photographs. Delete one first.").format(most=MOST_PHOTOS)
        problems.append(Problem("picture", text, "PA-02"))
    day = judged_day(taken_on, "taken_on", problems, latest=today)
    if problems:
        raise InvalidInput(problems)
    return Photo(photo_id, household_id, picture, day, typed_text(note))
