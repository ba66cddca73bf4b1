"""What was read of one scanned or photographed page: its code, its tick boxes, and the straightened picture.

Nothing that is read counts until the officer has confirmed it (:mod:`.form_sheet`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sinhke_desktop.domain.form_sheet import FormCode


class TickState(StrEnum):
    """What a tick box looks like; a doubtful one is asked, never guessed."""

    EMPTY = "empty"
    MARKED = "marked"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class ReadTick:
    """A tick box that was looked at: ``ink`` is how much of it is dark, from 0 to 1."""

    key: str
    state: TickState
    ink: float


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One page of a scan. ``picture`` is the straightened page (WebP, grey, ``DOTS_PER_MM`` a millimetre).

    ``file`` and ``place`` say where it was (page of a PDF or TIFF, from 1). Where it could not be read, ``code`` is
    None or ``ticks`` is empty, and ``problem`` says why (a code of :data:`PROBLEMS`); the picture is then as it came.
    """

    file: str
    place: int
    code: FormCode | None
    ticks: tuple[ReadTick, ...] = ()
    picture: bytes = b""
    problem: str = ""


DOTS_PER_MM = 6.0
"""Pixels of a straightened page for one millimetre of paper (about 150 dots an inch)."""
NO_CODE, NO_MARKERS, UNKNOWN_VERSION, NOT_A_PICTURE, TOO_BLURRED = "PG-01", "PG-02", "PG-03", "PG-04", "PG-05"
BLANK = "PG-06"
PROBLEMS = (NO_CODE, NO_MARKERS, UNKNOWN_VERSION, NOT_A_PICTURE, TOO_BLURRED, BLANK)
