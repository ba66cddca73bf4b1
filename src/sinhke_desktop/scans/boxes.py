"""One tick box of a straightened page measured: where its printed frame lies, and what ink is in and around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from sinhke_desktop.domain.form_layout import Box, FormField, FormLayout
from sinhke_desktop.domain.read_page import DOTS_PER_MM
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
RING_FROM, RING_TO = 0.45, 1.0
"""Around a box strokes are looked for, so many mm outside its frame."""
BESIDE_LEFT, BESIDE_RIGHT = 1.2, 1.1
"""A tick that missed its box stands to its left or right and begins at most so many mm from it; to the right stand
the printed words."""
BESIDE_ROWS = 0.15, 0.7
"""It is seen in this part of the box's height; further down the ticks of the box below end."""
LEAVES = 1.6
"""A stroke around a box belongs to ink inside it that is at most so many mm away, through the frame."""
SECTORS = 72
"""The ring is looked at in so many pieces."""
STRAIGHT_ON = 0.3
"""A stroke is followed this far to both sides of where it leaves its box, in quarter turns."""
FRAME = 0.32
"""Ink so near to another box's line may be that line, in mm."""
INKED = 0.22
"""A dot as dark as this belongs to a stroke."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A box as measured: ``shift`` is where in mm its frame lies from its place, ``sides`` how clear its four lines
    are, ``contrast`` the greys between paper and print, ``ink`` the share of its inside that is dark, ``peak`` the
    darkest there, ``ground`` how much darker than the paper around its ground is, ``beside`` the darkest just outside
    to its left and right, ``span`` the shares of width and height that the largest piece of ink spans, ``runs`` the
    most pieces of ink on a row and on a column, ``heart`` how dark the middle of the ink is (a cross has one, a loop
    has none), ``around`` where strokes are seen around the box (angles in quarter turns, 0 to the right, -1 up),
    ``crossings`` those of them that leave it, ``afar`` how far in mm they lead."""

    key: str
    shift: tuple[float, float]
    sides: tuple[float, ...]
    contrast: float
    ink: float
    peak: float
    ground: float
    beside: float
    span: tuple[float, float]
    runs: tuple[int, int]
    heart: float
    around: tuple[float, ...]
    crossings: tuple[float, ...]
    afar: float


def darkness(page: Picture, layout: FormLayout) -> tuple[Darkness, Darkness, float]:
    """How dark every dot is against the paper around it, the paper's own grey, and the grey of printed black."""
    soft = cv2.GaussianBlur(page, (0, 0), 0.6)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (13, 13))
    paper = np.asarray(cv2.GaussianBlur(cv2.morphologyEx(soft, cv2.MORPH_CLOSE, kernel), (0, 0), 3.0), np.float32)
    blacks = [np.percentile(_part(page, box), 8) for box in layout.markers.values()]
    black = float(np.median(blacks))
    dark = np.clip((paper - soft) / np.maximum(paper - black, 30.0), 0.0, 1.0)
    return dark.astype(np.float32), paper, black


def _part(page: Picture, box: Box) -> Picture:
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
    beside: NDArray[np.bool_]
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
        (away >= RING_FROM) & (away <= np.where(x < 0, BESIDE_LEFT, BESIDE_RIGHT))
        & (y >= BESIDE_ROWS[0] * height) & (y <= BESIDE_ROWS[1] * height),
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
    smooth = np.asarray(cv2.GaussianBlur(seen, (0, 0), 0.8), np.float32)
    wide = int(mask.inside.any(axis=0).sum())
    inked = (seen > INKED)[mask.inside].reshape(-1, wide)
    paper_only = _beside_frames(mask, [_as_seen_from(box, other.box) for other in others])
    ring = mask.ring & paper_only
    around = _around(smooth, mask, ring)
    crossings = tuple(middle for middle, leaves in around if leaves)
    largest = _largest(inked)
    return Looked(
        field.key, ((x - reach) / DOTS_PER_MM, (y - reach) / DOTS_PER_MM), _sides(seen, mask), level - black,
        float(inked.mean()), float(smooth[mask.inside].max()),
        float((level - grounds[mask.inside].min()) / max(level - black, 1.0)),
        float(smooth[mask.beside & paper_only].max(initial=0.0)),
        (_span(np.any(largest, axis=0)), _span(np.any(largest, axis=1))), (_runs(inked), _runs(inked.T)),
        _heart(smooth[mask.inside].reshape(inked.shape), inked), tuple(middle for middle, _leaves in around), crossings,
        _afar(seen, mask, crossings, paper_only) if crossings else 0.0,
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


def _heart(smooth: Darkness, inked: NDArray[np.bool_]) -> float:
    """How dark the middle of the ink is."""
    if not inked.any():
        return 0.0
    row, column = np.argwhere(inked).mean(axis=0).round().astype(int)
    return float(smooth[row, column])


def _largest(inked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The largest piece of ink alone: a dot and a copier's speck are no stroke from one to the other."""
    count, pieces, measures, _middles = cv2.connectedComponentsWithStats(inked.astype(np.uint8), connectivity=8)
    return inked if count < 3 else np.asarray(pieces == 1 + int(measures[1:, cv2.CC_STAT_AREA].argmax()))


def _around(smooth: Darkness, mask: _Mask, ring: NDArray[np.bool_]) -> tuple[tuple[float, bool], ...]:
    """The dark runs of the ring around the box: their middles as angles in quarter turns, and whether they leave it."""
    inside = mask.inside & (smooth > INKED)
    through = cv2.distanceTransform((~inside).astype(np.uint8), cv2.DIST_L2, 5) / DOTS_PER_MM if inside.any() else None
    dark = ring & (smooth > INKED)
    sector = np.minimum(((mask.angle[dark] + 2.0) / 4.0 * SECTORS).astype(int), SECTORS - 1)
    inked, near = np.zeros(SECTORS, bool), np.zeros(SECTORS, bool)
    inked[sector] = True
    if through is not None:
        near[sector[through[dark] <= LEAVES]] = True
    if not inked.any() or inked.all():
        return ((0.0, True),) * (SECTORS if inked.any() else 0)
    start = int(np.flatnonzero(~inked)[0])
    turned, touching = np.roll(inked, -start), np.roll(near, -start)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], turned, [False]]).astype(np.int8)))
    return tuple(
        (float(((first + last) / 2 + start) % SECTORS / SECTORS * 4.0 - 2.0), bool(touching[first:last].any()))
        for first, last in edges.reshape(-1, 2)
    )


def _as_seen_from(box: Box, other: Box) -> Box:
    return Box(other.left - box.left, other.top - box.top, other.width, other.height)


def _beside_frames(mask: _Mask, frames: Sequence[Box]) -> NDArray[np.bool_]:
    """Where no line of the other boxes' *frames* can be."""
    free = np.ones(mask.away.shape, bool)
    for frame in frames:
        if max(abs(frame.left), abs(frame.top)) < AROUND + frame.width:
            free &= np.abs(_away(mask.x, mask.y, frame)) > FRAME
    return free


def _afar(seen: Darkness, mask: _Mask, crossings: Sequence[float], paper_only: NDArray[np.bool_]) -> float:
    """How far in mm from the box the strokes lead that leave it, straight on; frames of other boxes end no stroke."""
    outside = (seen > INKED) & (mask.away > FLANK_FROM) & paper_only
    straight_on = np.zeros(outside.shape, bool)
    for crossing in crossings:
        straight_on |= np.abs((mask.angle - crossing + 2.0) % 4.0 - 2.0) < STRAIGHT_ON
    _count, pieces = cv2.connectedComponents((outside & straight_on).astype(np.uint8), connectivity=8)
    joined = np.isin(pieces, np.setdiff1d(np.unique(pieces[mask.ring]), [0]))
    return float(mask.away[joined].max()) if joined.any() else 0.0
