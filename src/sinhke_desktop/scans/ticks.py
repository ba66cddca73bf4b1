"""Tick boxes of a straightened page: empty, marked, or doubtful and therefore asked.

A box counts as empty or marked only where everything speaks for it; whatever could be read in two ways is doubtful.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from sinhke_desktop.domain.form_layout import Box, FieldKind, FormField, FormLayout
from sinhke_desktop.domain.read_page import DOTS_PER_MM, ReadTick, TickState
from sinhke_desktop.scans.straighten import Picture

Darkness = NDArray[np.float32]
"""For every dot how dark it is: 0 the paper around it, 1 the black of the printed markers."""

STRAY = 1.5
"""A printed frame is looked for up to so many mm from where the layout has it: paper bends."""
LINE = 0.14
"""Half the width in mm of the band in which a frame's line is looked for."""
FLANK_FROM, FLANK_TO = 0.4, 0.65
"""Beside its line the paper of a frame is looked at, so many mm away on both sides."""
INSIDE = 0.5
"""What counts as inside a box begins so many mm from its frame."""
RING_FROM, RING_TO = 0.45, 0.85
"""Around a box stray ink is looked for, so many mm outside its frame."""
SECTORS = 72
"""The ring is looked at in so many pieces."""
MOST_RUNS = 3
"""No tick has more pieces of ink on one line."""
CORNER = 0.3
"""The ends of a large cross leave the box so near to its corners, in quarter turns."""
LEAST_FRAMED = 0.7
"""Where fewer of the page's frames are seen, the page is not read."""
STRAIGHT_ON = 0.3
"""A stroke is followed this far to both sides of where it leaves its box, in quarter turns."""
FRAME = 0.35
"""Ink so near to another box's line may be that line, in mm."""
TAIL = (-1.4, 0.4)
"""The one tail of a tick leaves its box above or to the right: angles in quarter turns, 0 to the right, -1 up."""
FACING = 0.7
"""A neighbour lies where a stroke leads if it is so near to its direction, in quarter turns."""
NEIGHBOUR = 9.0
"""So many mm apart the middles of boxes may be whose ticks reach into each other's surroundings."""
_OPPOSITE = {"done": "not", "not": "done"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a box must show. Found on the seeded scans of ``tests/scans`` and then widened; see decision 0021.

    Darkness runs from 0 (paper) to 1 (print). ``frame`` is how much darker than its flanks a frame's line is,
    ``contrast`` how many greys lie between paper and print, ``apart`` how far in mm a frame may lie otherwise than its
    neighbours. ``clean`` and ``clean_ring`` are the darkest that an empty box may hold, inside and just outside,
    ``clean_ground`` how much darker than the paper around its ground may be. For a tick: ``stroke`` is the darkest
    that its lines must reach, ``ink`` the least share of the inside, ``long`` and ``short`` the least shares of the
    box's two directions that it spans, ``ground`` like ``clean_ground``, ``afar`` how far in mm it may lead away.
    """

    frame: float = 0.18
    contrast: float = 45.0
    apart: float = 0.55
    clean: float = 0.15
    clean_ring: float = 0.3
    clean_ground: float = 0.15
    stroke: float = 0.36
    ink: float = 0.13
    long: float = 0.65
    short: float = 0.55
    ground: float = 0.36
    afar: float = 3.4


LIMITS = Limits()
INKED = 0.22
"""A dot as dark as this belongs to a stroke."""


class TooBlurred(Exception):
    """Too few printed frames are where the layout has them: nothing on this page can be trusted."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A box as measured: ``shift`` is where in mm its frame lies from its place, ``sides`` how clear its four lines
    are, ``contrast`` the greys between paper and print, ``ink`` the share of its inside that is dark, ``peak`` the
    darkest there, ``ground`` how much darker than the paper around its ground is, ``ring`` the darkest just outside,
    ``span`` the shares of width and height that the ink spans, ``runs`` the most pieces of ink on a row and on a
    column, ``crossings`` where strokes leave the box (angles in quarter turns), ``afar`` how far in mm they lead."""

    key: str
    shift: tuple[float, float]
    sides: tuple[float, ...]
    contrast: float
    ink: float
    peak: float
    ground: float
    ring: float
    span: tuple[float, float]
    runs: tuple[int, int]
    crossings: tuple[float, ...]
    afar: float


def darkness(page: Picture, layout: FormLayout) -> tuple[Darkness, Darkness, float]:
    """How dark every dot is against the paper around it, the paper's own grey, and the grey of printed black."""
    soft = cv2.GaussianBlur(page, (0, 0), 0.6)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (13, 13))
    paper = cv2.GaussianBlur(cv2.morphologyEx(soft, cv2.MORPH_CLOSE, kernel), (0, 0), 3.0).astype(np.float32)
    blacks = [np.percentile(_part(page, box), 8) for box in layout.markers.values()]
    black = float(np.median(blacks))
    dark = np.clip((paper - soft) / np.maximum(paper - black, 30.0), 0.0, 1.0)
    return dark.astype(np.float32), paper, black


def _part(page: NDArray[np.generic], box: Box) -> NDArray[np.generic]:
    left, top, right, bottom = (round(edge * DOTS_PER_MM) for edge in (box.left, box.top, box.right, box.bottom))
    return page[max(top, 0) : bottom, max(left, 0) : right]


AROUND = 4.5
"""So many mm around a box are looked at for where its strokes lead."""


@dataclass(frozen=True, slots=True)
class _Mask:
    """For every dot of a box of one size with :data:`AROUND` mm about it: how far from its frame, and where."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    away: NDArray[np.float64]
    side: NDArray[np.intp]
    angle: NDArray[np.float64]
    line: NDArray[np.bool_]
    flank: NDArray[np.bool_]
    inside: NDArray[np.bool_]
    ring: NDArray[np.bool_]
    frame: NDArray[np.float32]
    """What matches a frame best: its lines count for it, the paper beside them against it."""


def _away(x: NDArray[np.float64], y: NDArray[np.float64], box: Box) -> NDArray[np.float64]:
    """How far in mm each place lies from the frame of *box*; inside it below zero."""
    across, down = np.maximum(box.left - x, x - box.right), np.maximum(box.top - y, y - box.bottom)
    outside = np.hypot(np.maximum(across, 0), np.maximum(down, 0))
    return np.where((across > 0) | (down > 0), outside, np.maximum(across, down))


@cache
def _mask(width: float, height: float) -> _Mask:
    columns = (np.arange(round((width + 2 * AROUND) * DOTS_PER_MM)) + 0.5) / DOTS_PER_MM - AROUND
    rows = (np.arange(round((height + 2 * AROUND) * DOTS_PER_MM)) + 0.5) / DOTS_PER_MM - AROUND
    x, y = np.meshgrid(columns, rows)
    away = _away(x, y, Box(0, 0, width, height))
    sides = np.stack([-x, x - width, -y, y - height])
    line, flank = np.abs(away) <= LINE, (np.abs(away) >= FLANK_FROM) & (np.abs(away) <= FLANK_TO)
    return _Mask(
        x, y, away, sides.argmax(axis=0), np.arctan2(y - height / 2, x - width / 2) / (np.pi / 2), line, flank,
        away <= -INSIDE, (away >= RING_FROM) & (away <= RING_TO),
        (line / line.sum() - flank / flank.sum()).astype(np.float32),
    )  # fmt: skip


def look(dark: Darkness, paper: Darkness, black: float, field: FormField, others: Sequence[FormField] = ()) -> Looked:
    """Measure one box of a page; the frames of the *others* are no ink."""
    box = field.box
    mask = _mask(round(box.width, 3), round(box.height, 3))
    reach = round(STRAY * DOTS_PER_MM)
    top, left = (round((edge - AROUND) * DOTS_PER_MM) for edge in (box.top, box.left))
    rows, columns = mask.away.shape
    window = _window(dark, top - reach, left - reach, rows + 2 * reach, columns + 2 * reach)
    _low, _high, _where, (x, y) = cv2.minMaxLoc(cv2.matchTemplate(window, mask.frame, cv2.TM_CCORR))
    seen = np.ascontiguousarray(window[y : y + rows, x : x + columns])
    grounds = _window(paper, top - reach + y, left - reach + x, rows, columns)
    level = float(np.percentile(grounds, 80))
    smooth = cv2.GaussianBlur(seen, (0, 0), 0.8)
    wide = int(mask.inside.any(axis=0).sum())
    inked = (seen > INKED)[mask.inside].reshape(-1, wide)
    crossings = _crossings(smooth, mask)
    return Looked(
        field.key, ((x - reach) / DOTS_PER_MM, (y - reach) / DOTS_PER_MM), _sides(seen, mask), level - black,
        float(inked.mean()), float(smooth[mask.inside].max()),
        float((level - grounds[mask.inside].min()) / max(level - black, 1.0)), float(smooth[mask.ring].max()),
        (_span(inked.any(axis=0)), _span(inked.any(axis=1))), (_runs(inked), _runs(inked.T)), crossings,
        _afar(seen, mask, crossings, [_as_seen_from(box, other.box) for other in others]) if crossings else 0.0,
    )  # fmt: skip


def _window(page: Darkness, top: int, left: int, rows: int, columns: int) -> Darkness:
    """A part of the page; what lies beyond its edges repeats them."""
    y = np.clip(np.arange(top, top + rows), 0, page.shape[0] - 1)
    x = np.clip(np.arange(left, left + columns), 0, page.shape[1] - 1)
    return page[np.ix_(y, x)]


def _sides(seen: Darkness, mask: _Mask) -> tuple[float, ...]:
    """How much darker than the paper beside it each side of the frame is: left, right, top, bottom."""
    return tuple(
        float(seen[mask.line & (mask.side == one)].mean() - seen[mask.flank & (mask.side == one)].mean())
        for one in range(4)
    )


def _span(places: NDArray[np.bool_]) -> float:
    """Which share of a direction lies between the first and the last ink."""
    found = np.flatnonzero(places)
    return float(found[-1] - found[0] + 1) / len(places) if len(found) else 0.0


def _runs(inked: NDArray[np.bool_]) -> int:
    """The most separate pieces of ink on any row."""
    return int((np.diff(np.pad(inked, ((0, 0), (1, 0))).astype(np.int8), axis=1) == 1).sum(axis=1).max())


def _crossings(smooth: Darkness, mask: _Mask) -> tuple[float, ...]:
    """Where strokes cross the ring around the box: the middles of the dark runs, as angles in quarter turns."""
    order = np.argsort(mask.angle[mask.ring], kind="stable")
    angles, dark = mask.angle[mask.ring][order], smooth[mask.ring][order]
    sector = np.minimum(((angles + 2.0) / 4.0 * SECTORS).astype(int), SECTORS - 1)
    darkest = np.zeros(SECTORS)
    np.maximum.at(darkest, sector, dark)
    inked = darkest > INKED
    if not inked.any() or inked.all():
        return (0.0,) * (SECTORS if inked.any() else 0)
    start = int(np.flatnonzero(~inked)[0])
    turned = np.roll(inked, -start)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], turned, [False]]).astype(np.int8)))
    return tuple(float(((first + last) / 2 + start) % SECTORS / SECTORS * 4.0 - 2.0) for first, last in edges.reshape(-1, 2))


def _as_seen_from(box: Box, other: Box) -> Box:
    return Box(other.left - box.left, other.top - box.top, other.width, other.height)


def _afar(seen: Darkness, mask: _Mask, crossings: Sequence[float], frames: Sequence[Box]) -> float:
    """How far in mm from the box the strokes lead that leave it, straight on; *frames* of other boxes end no stroke."""
    outside = (seen > INKED) & (mask.away > FLANK_FROM)
    for frame in frames:
        if max(abs(frame.left), abs(frame.top)) < AROUND + frame.width:
            outside &= np.abs(_away(mask.x, mask.y, frame)) > FRAME
    straight_on = np.zeros(outside.shape, bool)
    for crossing in crossings:
        straight_on |= np.abs((mask.angle - crossing + 2.0) % 4.0 - 2.0) < STRAIGHT_ON
    _count, pieces = cv2.connectedComponents((outside & straight_on).astype(np.uint8), connectivity=8)
    joined = np.isin(pieces, np.setdiff1d(np.unique(pieces[mask.ring]), [0]))
    return float(mask.away[joined].max()) if joined.any() else 0.0


def verdict(looked: Looked, limits: Limits = LIMITS, *, steady: bool = True, explained: bool = False) -> TickState:
    """What a box as *looked* at is.

    *steady* is False where its frame lies otherwise than its neighbours'; *explained* is True where the ink around it
    is the tail of a neighbour's tick.
    """
    sides = sorted(looked.sides)
    if not steady or looked.contrast < limits.contrast or sides[1] < limits.frame:
        return TickState.DOUBTFUL
    if looked.peak < limits.clean:
        around = explained or looked.ring < limits.clean_ring
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
    """True for the shapes that only a tick has: within its box, with one tail that ends near by, or a large cross."""
    most, leaving = max(looked.runs), len(looked.crossings)
    if most > MOST_RUNS or (leaving and looked.afar > limits.afar):
        return False
    if leaving == 0:
        return True
    if most < 2:
        return False
    if leaving == 1:
        return TAIL[0] <= looked.crossings[0] <= TAIL[1]
    corners = {round((angle - 0.5) % 4.0) % 4 for angle in looked.crossings}
    slanted = all(abs((angle - 0.5 + 0.5) % 1.0 - 0.5) < CORNER for angle in looked.crossings)
    return min(looked.runs) == 2 and len(corners) == leaving and slanted


def read_ticks(page: Picture, layout: FormLayout, number: int, pages: int, limits: Limits = LIMITS) -> tuple[ReadTick, ...]:
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
        state = verdict(one, limits, steady=_steady(one, near, limits), explained=_explained(field.box, one, near, limits))
        read[one.key] = ReadTick(one.key, state, round(one.ink, 3))
    return tuple(_without_contradiction(tick, read) for tick in read.values())


_Near = Sequence[tuple[FormField, Looked]]


def _steady(one: Looked, near: _Near, limits: Limits) -> bool:
    """True where the frame moved as the frames around it did."""
    if not near:
        return True
    middle = np.median([other.shift for _field, other in near], axis=0)
    return float(np.hypot(*(middle - one.shift))) <= limits.apart


def _explained(box: Box, one: Looked, near: _Near, limits: Limits) -> bool:
    """True where every stroke around the box leads to a marked neighbour from which a stroke leads here."""
    inked = [(field.box, other) for field, other in near if other.peak >= limits.stroke and other.crossings]
    return bool(one.crossings) and all(
        any(
            _apart(box, place) < NEIGHBOUR
            and _faces(crossing, _direction(box, place))
            and any(_faces(back, _direction(place, box)) for back in other.crossings)
            for place, other in inked
        )
        for crossing in one.crossings
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
