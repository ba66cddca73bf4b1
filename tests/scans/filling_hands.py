"""Hands that fill in a form: ticks, crosses, half and stray strokes, writing; every page follows from its seed.

What a hand meant is the truth; :data:`ALLOWED` says which readings of it are right or asked. Everything else is an
error that nobody would notice.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray
from printed_forms import PER_MM, Picture

from sinhke_desktop.domain.form_layout import Box, FieldKind, FormField
from sinhke_desktop.domain.read_page import TickState

Points = NDArray[np.float64]


class Meant(StrEnum):
    """What the hand wanted with a box."""

    NOTHING = "nothing"
    TICK = "tick"
    UNCLEAR = "unclear"


ALLOWED = {
    Meant.NOTHING: {TickState.EMPTY, TickState.DOUBTFUL},
    Meant.TICK: {TickState.MARKED, TickState.DOUBTFUL},
    Meant.UNCLEAR: {TickState.DOUBTFUL},
}


def _curve(rng: np.random.Generator, corners: Points, shake: float) -> Points:
    """A smooth line through *corners* (mm) with a trembling hand."""
    steps = np.linspace(0, len(corners) - 1, 24 * (len(corners) - 1) + 1)
    places = np.arange(len(corners))
    line = np.stack([np.interp(steps, places, corners[:, axis]) for axis in (0, 1)], axis=1)
    wobble = cv2.GaussianBlur(rng.normal(0, 1, line.shape), (1, 9), 2.0)
    return line + shake * wobble


def _ink(page: Picture, lines: list[Points], width: float, grey: float) -> None:
    """Draw *lines* (mm on the page) with a pen of *width* mm; *grey* is how the ink looks in grey."""
    everything = np.concatenate(lines)
    low = np.floor((everything.min(axis=0) - 2) * PER_MM).astype(int).clip(0)
    high = np.ceil((everything.max(axis=0) + 2) * PER_MM).astype(int)
    part = page[low[1] : high[1], low[0] : high[0]]
    if not part.size:
        return
    mask = np.zeros(part.shape, np.uint8)
    for line in lines:
        dots = np.round((line * PER_MM - low) * 16).astype(np.int32).reshape(-1, 1, 2)
        cv2.polylines(mask, [dots], False, 255, max(1, round(width * PER_MM)), cv2.LINE_AA, 4)
    share = cv2.GaussianBlur(mask, (0, 0), 0.7).astype(np.float32) / 255
    part[:] = np.clip(part * (1 - share) + np.minimum(part, grey) * share, 0, 255).astype(np.uint8)


def _spot(rng: np.random.Generator, box: Box, spread: float) -> Points:
    middle = np.array([box.left + box.width / 2, box.top + box.height / 2])
    return middle + rng.normal(0, spread, 2)


def _shape(rng: np.random.Generator, box: Box, hand: str) -> list[Points]:
    """The strokes (mm) of one *hand* in *box*."""
    middle, size = _spot(rng, box, 0.2), box.width * rng.uniform(0.33, 0.5)
    if hand == "over":
        size *= 1.4
    if hand in ("x", "over"):
        tilt = rng.uniform(-0.25, 0.25)
        turn = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
        ends = np.array([[[-1, -1], [1, 1]], [[1, -1], [-1, 1]]]) * size @ turn
        return [_curve(rng, middle + one, 0.1) for one in ends]
    if hand == "v":
        return [_curve(rng, middle + size * np.array([[-0.9, -0.7], [0.0, 0.9], [0.9, -0.9]]), 0.1)]
    if hand == "check":
        reach = rng.uniform(1.0, 2.3)
        tail = np.array([[-0.9, 0.0], [-0.2, 0.9], [0.9 * reach, -1.0 * reach]])
        return [_curve(rng, middle + size * tail, 0.12)]
    if hand == "slash":
        return [_curve(rng, middle + size * np.array([[-0.9, 0.9], [0.9, -0.9]]), 0.1)]
    if hand == "half":
        return [_curve(rng, middle + 0.55 * size * np.array([[-0.9, -0.1], [-0.2, 0.8], [0.8, -0.6]]), 0.05)]
    if hand == "dot":
        around = np.linspace(0, 7, 14)[:, None]
        return [middle + 0.18 * np.concatenate([np.cos(around), np.sin(around)], axis=1)]
    if hand == "beside":
        aside = np.array([rng.choice([-1, 1]) * box.width * rng.uniform(0.75, 0.95), rng.uniform(-0.5, 0.5)])
        return [_curve(rng, middle + aside + 0.8 * size * np.array([[-0.7, 0], [-0.2, 0.8], [0.9, -1.0]]), 0.1)]
    zigzag = np.array([[(-1) ** turn, -1 + 2 * turn / 11] for turn in range(12)]) * size * 1.05
    return [_curve(rng, middle + zigzag, 0.15)]


def _pen(rng: np.random.Generator, hand: str, *, faint: bool) -> tuple[float, float]:
    """Width in mm and grey of a pen: black or blue ballpoint, gel, soft or light pencil."""
    if hand == "pencil":
        return rng.uniform(0.35, 0.6), rng.uniform(150, 205)
    if faint:
        return rng.uniform(0.3, 0.45), rng.uniform(100, 150)
    kind = rng.choice(["black", "blue", "gel"])
    return {
        "black": (rng.uniform(0.35, 0.55), rng.uniform(25, 60)),
        "blue": (rng.uniform(0.35, 0.55), rng.uniform(70, 115)),
        "gel": (rng.uniform(0.5, 0.8), rng.uniform(15, 60)),
    }[str(kind)]


HANDS = {
    "x": Meant.TICK, "v": Meant.TICK, "check": Meant.TICK, "over": Meant.TICK, "slash": Meant.TICK,
    "pencil": Meant.TICK, "half": Meant.TICK, "beside": Meant.TICK, "dot": Meant.UNCLEAR, "scribble": Meant.UNCLEAR,
}  # fmt: skip
_LIKELY = np.array([0.22, 0.2, 0.24, 0.1, 0.06, 0.05, 0.05, 0.02, 0.03, 0.03])


def fill(
    page: Picture, fields: Sequence[FormField], rng: np.random.Generator, condition: str
) -> dict[str, tuple[Meant, str]]:
    """Fill in *page* as an officer at a kitchen table does: for every tick box what was meant, and by which hand."""
    crowded = condition == "crowded"
    for one in fields:
        if one.kind is FieldKind.WRITTEN and rng.random() < (0.9 if crowded else 0.5):
            _write(page, one.box, rng, wild=crowded)
    meant: dict[str, tuple[Meant, str]] = {}
    for one in fields:
        if one.kind is not FieldKind.TICK:
            continue
        opposite = meant.get(one.key.removesuffix("not") + "done", (Meant.NOTHING, ""))
        if rng.random() < (0.62 if opposite[0] is Meant.NOTHING else 0.97):
            passed = crowded and rng.random() < 0.12
            meant[one.key] = Meant.NOTHING, "passed" if passed else ""
            if passed:
                _pass_through(page, one.box, rng)
            continue
        hand = str(rng.choice(list(HANDS), p=_LIKELY / _LIKELY.sum()))
        meant[one.key] = HANDS[hand], hand
        shape = str(rng.choice(["x", "v", "check"])) if hand == "pencil" else hand
        _ink(page, _shape(rng, one.box, shape), *_pen(rng, hand, faint=condition == "faint"))
        if hand == "scribble" and rng.random() < 0.5:
            _ink(page, _shape(rng, one.box, "x"), *_pen(rng, hand, faint=False))
    return meant


def _write(page: Picture, box: Box, rng: np.random.Generator, *, wild: bool) -> None:
    """Something like cursive writing in *box*; a *wild* hand leaves it."""
    length = rng.uniform(0.3, 0.95) * max(box.width - 3, 3)
    height = min(max(box.height, 3), 6) * rng.uniform(0.25, 0.4) * (1.6 if wild else 1.0)
    along = np.linspace(0, length, max(int(length * 10), 20))
    waves = along * rng.uniform(2.2, 3.2)
    base = box.top + box.height * rng.uniform(0.5, 0.75)
    tall = 1 + (1.4 if wild else 0.8) * (rng.random(len(along)) < 0.06)
    tall = cv2.GaussianBlur(tall, (1, 7), 2.0).ravel()
    line = np.stack(
        [box.left + 1.5 + along + 0.6 * np.cos(waves), base + height * tall * np.sin(waves) * rng.uniform(0.8, 1.1)],
        axis=1,
    )
    _ink(page, [line], *_pen(rng, "", faint=False))


def _pass_through(page: Picture, box: Box, rng: np.random.Generator) -> None:
    """Writing from near by that ends in, loops through or runs over a box that nobody ticked."""
    middle = _spot(rng, box, 0.5)
    angle = rng.uniform(0, 2 * np.pi)
    way = np.array([np.cos(angle), np.sin(angle)])
    aside = np.array([-way[1], way[0]])
    start = middle - rng.uniform(5.5, 9) * way
    kind = rng.random()
    if kind < 0.6:
        end = middle + rng.choice([rng.uniform(-0.5, 1.0), rng.uniform(3, 6)]) * way
        line = _curve(rng, np.stack([start, (start + end) / 2 + rng.uniform(-1, 1) * aside, end]), 0.1)
    elif kind < 0.8:
        turn, back = middle + rng.uniform(-0.5, 1.0) * way, start + rng.uniform(1.0, 2.5) * aside
        line = _curve(rng, np.stack([start, turn - 0.3 * aside, turn + 0.5 * aside, back]), 0.1)
    else:
        along = np.linspace(-8, 8, 160)
        waves = np.stack([along, rng.uniform(0.8, 1.8) * np.sin(along * rng.uniform(2.0, 3.2))], axis=1)
        line = middle + waves @ np.array([[1.0, rng.uniform(-0.1, 0.1)], [0.0, 1.0]])
    _ink(page, [line], *_pen(rng, "", faint=False))
