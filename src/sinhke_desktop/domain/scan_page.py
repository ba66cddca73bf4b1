"""A page that came back as a picture and is kept as evidence, before and after the officer confirmed it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ScanState(StrEnum):
    """Waits to be confirmed, was confirmed, or was put aside."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class ScanPage:
    """One page; ``ticks`` is JSON (key → ``[state, ink]``), ``sha256`` stands for the picture.

    ``read_at`` is a label (ISO, UTC). ``number`` and ``household_id`` are empty where no code was found; ``visit_id``
    is the visit that it proves once it was confirmed. ``problem`` is a code of :data:`.read_page.PROBLEMS`.
    """

    id: str
    file: str
    place: int
    version: str
    number: str
    household_id: str
    page: int
    pages: int
    ticks: str
    sha256: str
    read_at: str
    state: ScanState = ScanState.WAITING
    visit_id: str = ""
    problem: str = ""
