"""Where everything stands on a printed form, as data: what the printer draws, the reader of scans finds again.

All measures are millimetres from the upper left corner of the form's own page. A layout that was printed once is never
changed: another one gets another version, and the old one stays, so that paper printed years ago can still be read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left and top edge, width, height."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.top + self.height

    @property
    def right(self) -> float:
        """Right edge."""
        return self.left + self.width


class FieldKind(StrEnum):
    """How a field is filled in on paper."""

    TICK = "tick"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class FormField:
    """One thing that is filled in by hand, in the order in which it stands on the paper.

    ``key`` names it (``indicator:education_adult``, ``need:loan``, ``kept:1:done``, ``count:alive``, ``agreed:1``);
    ``box`` is the tick box itself, or the place where one writes; ``label`` is Vietnamese as printed.
    """

    key: str
    kind: FieldKind
    page: int
    box: Box
    label: str


@dataclass(frozen=True, slots=True)
class FormLayout:
    """One version of a form: size of its page, corner markers, QR and fields.

    ``markers`` are ids of the ArUco dictionary 4x4_50 with their squares, in the order upper left, upper right, lower
    left, lower right. ``fields`` gives the fields of a page (from 1) of so many pages, in the paper's order.
    """

    version: str
    width: float
    height: float
    markers: Mapping[int, Box]
    qr: Box
    fields: Callable[[int, int], tuple[FormField, ...]]
