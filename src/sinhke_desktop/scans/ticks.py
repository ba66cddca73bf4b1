"""Tick boxes of a straightened page: empty, marked, or doubtful and therefore asked.

A box counts as empty or marked only where everything speaks for it; whatever could be read in two ways is doubtful.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sinhke_desktop.domain.form_layout import Box, FieldKind, FormField, FormLayout
from sinhke_desktop.domain.read_page import ReadTick, TickState
from sinhke_desktop.scans.boxes import INKED, Looked, darkness, look
from sinhke_desktop.scans.straighten import Picture

MOST_RUNS = 3
"""No tick has more pieces of ink on one line."""
CORNER = 0.35
"""The ends of a large cross leave the box so near to its corners, in quarter turns."""
ENDS = 4
"""A cross larger than its box leaves it at all four corners; with fewer it may be a stroke that passes through."""
LEAST_FRAMED = 0.7
"""Where fewer of the page's frames are seen, the page is not read."""
TAIL = (-1.4, 0.4)
"""The one tail of a tick leaves its box above or to the right: angles in quarter turns, 0 to the right, -1 up."""
FACING = 0.48
"""A neighbour lies where a stroke leads if it is so near to its direction, in quarter turns."""
NEIGHBOUR = 9.0
"""So many mm apart the middles of boxes may be whose ticks reach into each other's surroundings."""
_OPPOSITE = {"done": "not", "not": "done"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a box must show. Found on the seeded scans of ``tests/scans`` and then widened; see decision 0021.

    Darkness runs from 0 (paper) to 1 (print). ``frame`` is how much darker than its flanks a frame's line is,
    ``contrast`` how many greys lie between paper and print, ``apart`` how far in mm a frame may lie otherwise than its
    neighbours. ``clean`` and ``clean_beside`` are the darkest that an empty box may hold, inside and to its sides,
    ``clean_ground`` how much darker than the paper around its ground may be. For a tick: ``stroke`` is the darkest
    that its lines must reach, ``ink`` the least share of the inside, ``long`` and ``short`` the least shares of the
    box's two directions that it spans, ``ground`` like ``clean_ground``, ``afar`` how far in mm it may lead away,
    ``full`` the share of ink at which a cross that leaves its box could as well be writing that runs through.
    """

    frame: float = 0.18
    contrast: float = 45.0
    apart: float = 0.55
    clean: float = 0.13
    clean_beside: float = 0.1
    clean_ground: float = 0.1
    stroke: float = 0.36
    ink: float = 0.13
    long: float = 0.65
    short: float = 0.55
    ground: float = 0.36
    afar: float = 3.4
    full: float = 0.6


LIMITS = Limits()
KEPT_LIMITS = replace(LIMITS, clean=0.09, clean_ground=0.06)
"""For the kept pictures: smoothing and compression wash light pencil out."""


class TooBlurred(Exception):
    """Too few printed frames are where the layout has them: nothing on this page can be trusted."""


def verdict(looked: Looked, limits: Limits = LIMITS, *, steady: bool = True, foreign: int = 0) -> TickState:
    """What a box as *looked* at is.

    *steady* is False where its frame lies otherwise than its neighbours'; *foreign* of the strokes around it are tails
    of its neighbours' ticks.
    """
    sides = sorted(looked.sides)
    if not steady or looked.contrast < limits.contrast or sides[1] < limits.frame:
        return TickState.DOUBTFUL
    if looked.peak < limits.clean:
        around = looked.beside < limits.clean_beside or 0 < len(looked.around) == foreign
        clean = sides[0] >= limits.frame and around and looked.ground < limits.clean_ground
        return TickState.EMPTY if clean else TickState.DOUBTFUL
    drawn = (
        looked.peak >= limits.stroke
        and looked.ink >= limits.ink
        and max(looked.span) >= limits.long
        and min(looked.span) >= limits.short
        and looked.ground < limits.ground
    )
    return TickState.MARKED if drawn and _shaped(looked, limits) else TickState.DOUBTFUL


def _shaped(looked: Looked, limits: Limits) -> bool:
    """True for the shapes that only a tick has: within its box, with one tail that ends near by, or a cross."""
    most, leaving = max(looked.runs), len(looked.crossings)
    if most > MOST_RUNS or (leaving and (most < 2 or looked.afar > limits.afar)):
        return False
    if leaving == 0:
        return True
    if leaving == 1 and TAIL[0] <= looked.crossings[0] <= TAIL[1]:
        return True
    corners = len({int(angle // 1.0) for angle in looked.crossings})
    slanted = all(abs(angle % 1.0 - 0.5) < CORNER for angle in looked.crossings)
    drawn = looked.runs == (2, 2) and looked.heart > INKED and looked.ink < limits.full
    return drawn and slanted and leaving == corners == ENDS


def read_ticks(
    page: Picture, layout: FormLayout, number: int, pages: int, limits: Limits = LIMITS
) -> tuple[ReadTick, ...]:
    """The tick boxes of page *number* of *pages* of a form, on its straightened picture, in the paper's order.

    Raises :class:`TooBlurred` where the printed frames are not seen where they belong.
    """
    fields = [field for field in layout.fields(number, pages) if field.kind is FieldKind.TICK and field.page == number]
    if not fields:
        return ()
    dark, paper, black = darkness(page, layout)
    looked = [look(dark, paper, black, one, [other for other in fields if other is not one]) for one in fields]
    framed = [one for one in looked if sorted(one.sides)[1] >= limits.frame and one.contrast >= limits.contrast]
    if len(framed) < max(len(looked) * LEAST_FRAMED, 1):
        raise TooBlurred
    read = {}
    for field, one in zip(fields, looked, strict=True):
        near = sorted(zip(fields, looked, strict=True), key=lambda pair: _apart(field.box, pair[0].box))[1:6]
        state = verdict(one, limits, steady=_steady(one, near, limits), foreign=_foreign(field.box, one, near, limits))
        read[one.key] = ReadTick(one.key, state, round(one.ink, 3))
    return tuple(_without_contradiction(tick, read) for tick in read.values())


_Near = Sequence[tuple[FormField, Looked]]


def _steady(one: Looked, near: _Near, limits: Limits) -> bool:
    """True where the frame moved as the frames around it did."""
    if not near:
        return True
    middle = np.median([other.shift for _field, other in near], axis=0)
    return float(np.hypot(*(middle - one.shift))) <= limits.apart


def _foreign(box: Box, one: Looked, near: _Near, limits: Limits) -> int:
    """How many of the strokes around the box lead to a marked neighbour from which a stroke leads here."""
    inked = [(field.box, other) for field, other in near if other.peak >= limits.stroke and other.crossings]
    return sum(
        any(
            _apart(box, place) < NEIGHBOUR
            and _faces(crossing, _direction(box, place))
            and any(_faces(back, _direction(place, box)) for back in other.crossings)
            for place, other in inked
        )
        for crossing in one.around
    )


def _direction(start: Box, end: Box) -> float:
    return float(np.arctan2(end.top - start.top, end.left - start.left)) / (np.pi / 2)


def _faces(angle: float, direction: float) -> bool:
    return abs((angle - direction + 2.0) % 4.0 - 2.0) < FACING


def _apart(one: Box, other: Box) -> float:
    return float(np.hypot(one.left - other.left, one.top - other.top))


def _without_contradiction(tick: ReadTick, read: Mapping[str, ReadTick]) -> ReadTick:
    """An agreement cannot be kept and not kept: both boxes marked make both doubtful."""
    start, _colon, end = tick.key.rpartition(":")
    other = read.get(f"{start}:{_OPPOSITE.get(end, '')}")
    both = other is not None and tick.state is TickState.MARKED and other.state is TickState.MARKED
    return ReadTick(tick.key, TickState.DOUBTFUL, tick.ink) if both else tick
