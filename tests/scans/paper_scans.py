"""Printed forms filled in by many hands, then scanned or photographed badly: every page follows from its seed.

Drawn at 300 dots an inch on the program's own print. What a hand meant is the truth; :data:`ALLOWED` says which
readings of it are right or asked. Everything else is an error that nobody would notice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from sinhke_desktop.documents.preview import page_count, render_page
from sinhke_desktop.domain.form_layout import Box, FieldKind, FormField
from sinhke_desktop.domain.read_page import TickState

Picture = NDArray[np.uint8]
Points = NDArray[np.float64]
DPI = 300
PER_MM = DPI / 25.4


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
CONDITIONS = ("flat", "copy", "faint", "photo", "stained", "folded", "coarse", "crowded")


@dataclass
class Scan:
    """One page as it came back: its picture (a JPEG), and what was meant with every tick box."""

    jpeg: bytes
    meant: dict[str, Meant]
    hands: dict[str, str]
    condition: str
    turned: int = 0
    notes: list[str] = field(default_factory=list)


def printed(pdf: bytes) -> list[Picture]:
    """Every page of *pdf* in grey."""
    pages = []
    for page in range(page_count(pdf)):
        width, height, pixels = render_page(pdf, page, DPI / 72)
        colours = np.frombuffer(pixels, np.uint8).reshape(height, width, 3)
        pages.append(cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY))
    return pages


# Hands -----------------------------------------------------------------------------------------------------------


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


def fill(page: Picture, fields: tuple[FormField, ...], rng: np.random.Generator, condition: str) -> Scan:
    """Fill in *page* as an officer at a kitchen table does; the picture is changed, the scan's ``jpeg`` is empty."""
    scan = Scan(b"", {}, {}, condition)
    for one in fields:
        if one.kind is FieldKind.WRITTEN and rng.random() < (0.9 if condition == "crowded" else 0.5):
            _write(page, one.box, rng, wild=condition == "crowded")
    for one in fields:
        if one.kind is not FieldKind.TICK:
            continue
        opposite = one.key.removesuffix("not") + "done"
        if rng.random() < (0.97 if scan.meant.get(opposite, Meant.NOTHING) is not Meant.NOTHING else 0.62):
            scan.meant[one.key], scan.hands[one.key] = Meant.NOTHING, ""
            if condition == "crowded" and rng.random() < 0.12:
                _pass_through(page, one.box, rng)
                scan.hands[one.key] = "passed"
            continue
        hand = str(rng.choice(list(HANDS), p=_LIKELY / _LIKELY.sum()))
        scan.meant[one.key], scan.hands[one.key] = HANDS[hand], hand
        shape = str(rng.choice(["x", "v", "check"])) if hand == "pencil" else hand
        _ink(page, _shape(rng, one.box, shape), *_pen(rng, hand, faint=condition == "faint"))
        if hand == "scribble" and rng.random() < 0.5:
            _ink(page, _shape(rng, one.box, "x"), *_pen(rng, hand, faint=False))
    return scan


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


# Paper -----------------------------------------------------------------------------------------------------------


def _stain(page: Picture, rng: np.random.Generator) -> None:
    """A coffee cup's ring and its pool."""
    rows, columns = page.shape
    middle = rng.uniform(0.15, 0.85, 2) * (columns, rows)
    radius = rng.uniform(25, 45) * PER_MM
    y, x = np.mgrid[0:rows:4, 0:columns:4].astype(np.float32)
    wave = 1 + 0.03 * np.sin(3 * np.arctan2(y - middle[1], x - middle[0]) + rng.uniform(0, 6))
    away = np.hypot(x - middle[0], y - middle[1]) / (radius * wave)
    ring = rng.uniform(0.2, 0.45) * np.exp(-(((away - 1) / rng.uniform(0.02, 0.06)) ** 2))
    pool = rng.uniform(0.05, 0.2) / (1 + np.exp((away - 1) * 60))
    share = cv2.resize((1 - ring) * (1 - pool), (columns, rows))
    page[:] = (page * share).astype(np.uint8)


def _fold(page: Picture, rng: np.random.Generator) -> None:
    """A crease over the whole page: a dark line, a light line beside it, one half a little darker."""
    rows, columns = page.shape
    across = rng.random() < 0.6
    start, end = rng.uniform(0.3, 0.7) * (rows if across else columns) * np.array([1, 1]) + rng.normal(0, 20, 2)
    ends = ((0, int(start)), (columns, int(end))) if across else ((int(start), 0), (int(end), rows))
    dark = np.zeros(page.shape, np.uint8)
    cv2.line(dark, *ends, 255, int(rng.integers(2, 6)), cv2.LINE_AA)
    share = cv2.GaussianBlur(dark, (0, 0), rng.uniform(1, 3)).astype(np.float32) / 255 * rng.uniform(0.15, 0.5)
    page[:] = np.clip(page * (1 - share), 0, 255).astype(np.uint8)


def _specks(page: Picture, rng: np.random.Generator) -> None:
    """Dust and streaks of a worn copier."""
    rows, columns = page.shape
    for _number in range(int(rng.integers(50, 300))):
        middle = (int(rng.integers(columns)), int(rng.integers(rows)))
        cv2.circle(page, middle, int(rng.integers(1, 4)), int(rng.integers(60, 200)), -1, cv2.LINE_AA)
    for _number in range(int(rng.integers(0, 4))):
        at = int(rng.integers(columns))
        cv2.line(page, (at, 0), (at, rows), int(rng.integers(150, 215)), 2)


def _punch(page: Picture, rng: np.random.Generator) -> None:
    """Two holes at the left edge."""
    middle = page.shape[0] / 2
    for way in (-1, 1):
        place = (int(12 * PER_MM), int(middle + way * 40 * PER_MM))
        cv2.circle(page, place, int(2.7 * PER_MM), int(rng.integers(20, 235)), -1, cv2.LINE_AA)


# Camera ----------------------------------------------------------------------------------------------------------


def _bend(page: Picture, rng: np.random.Generator) -> Picture:
    """A sheet that does not lie flat: the middle stands up to 2 mm away from where it would be."""
    rows, columns = page.shape
    x = np.linspace(0, np.pi, columns, dtype=np.float32)
    y = np.linspace(0, np.pi, rows, dtype=np.float32)
    high = rng.uniform(-1.2, 1.2) * PER_MM
    wide = rng.uniform(-1.2, 1.2) * PER_MM
    grid_x, grid_y = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32))
    grid_y += (high * np.sin(x))[None, :].astype(np.float32)
    grid_x += (wide * np.sin(y))[:, None].astype(np.float32)
    return cv2.remap(page, grid_x, grid_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def _table(rng: np.random.Generator, shape: tuple[int, int]) -> Picture:
    """A wooden table."""
    grain = cv2.resize(rng.normal(0, 1, (shape[0] // 4, max(shape[1] // 60, 2))), shape[::-1])
    return np.clip(rng.uniform(50, 150) + 14 * grain + rng.normal(0, 4, shape), 0, 255).astype(np.uint8)


def _placed(page: Picture, rng: np.random.Generator, scan: Scan, dpi: float, tilt: float, lean: float) -> Picture:
    """*page* seen at *dpi*, turned by at most *tilt* degrees and leaning by at most *lean* (share of its width)."""
    scale = dpi / DPI
    rows, columns = page.shape
    corners = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float64) * scale
    middle = corners.mean(axis=0)
    angle = np.radians(rng.uniform(-tilt, tilt))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    seen = (corners - middle) @ turn.T + rng.uniform(-lean, lean, (4, 2)) * columns * scale / 2
    seen -= seen.min(axis=0)
    margin = (rng.uniform(0.02, 0.08) if lean else 0.01) * columns * scale
    seen += margin
    size = np.ceil(seen.max(axis=0) + margin).astype(int)
    shape = (int(size[1]), int(size[0]))
    ground = _table(rng, shape) if lean else np.full(shape, rng.integers(225, 256), np.uint8)
    soft = cv2.GaussianBlur(page, (0, 0), max(0.5 / scale - 0.4, 0.3))
    plan = cv2.getPerspectiveTransform((corners / scale).astype(np.float32), seen.astype(np.float32))
    area = cv2.warpPerspective(np.full(page.shape, 255, np.uint8), plan, shape[::-1], flags=cv2.INTER_LINEAR)
    paper = cv2.warpPerspective(soft, plan, shape[::-1], flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    picture = np.where(area > 127, paper, ground)
    scan.turned = int(rng.choice([0, 0, 0, 90, 180, 270]))
    return np.ascontiguousarray(np.rot90(picture, scan.turned // 90))


def _light(picture: Picture, rng: np.random.Generator, shade: float, noise: float, blur: float) -> Picture:
    """Uneven light, a little unsharpness, the sensor's noise."""
    rows, columns = picture.shape
    corners = rng.uniform(1 - shade, 1.0, (2, 2)).astype(np.float32)
    seen = picture.astype(np.float32) * cv2.resize(corners, (columns, rows), interpolation=cv2.INTER_LINEAR)
    if blur > 0.2:
        seen = cv2.GaussianBlur(seen, (0, 0), blur)
    return np.clip(seen + rng.normal(0, noise, seen.shape), 0, 255).astype(np.uint8)


def scan_of(print_: Picture, fields: tuple[FormField, ...], condition: str, seed: int) -> Scan:
    """One page filled in, spoiled and scanned under *condition*; the same *seed* gives the same bytes."""
    rng = np.random.default_rng(seed)
    page = print_.copy()
    scan = fill(page, fields, rng, condition)
    if condition == "stained":
        _stain(page, rng)
    if condition == "folded":
        for _number in range(int(rng.integers(1, 3))):
            _fold(page, rng)
    if condition == "copy":
        page = np.clip((page.astype(np.float32) - 128) * rng.uniform(0.5, 0.9) + 128, 0, 255).astype(np.uint8)
        _specks(page, rng)
    if rng.random() < 0.3:
        _punch(page, rng)
    photo = condition in ("photo", "stained") and (condition == "photo" or rng.random() < 0.5)
    if photo:
        page = _bend(page, rng)
    dpi = rng.uniform(100, 125) if condition == "coarse" else rng.uniform(130, 220) if photo else rng.uniform(150, 300)
    picture = _placed(page, rng, scan, dpi, 8, 0.1 if photo else 0.0)
    blur = rng.uniform(0, 0.9) if photo or condition == "coarse" else rng.uniform(0, 0.6)
    shade = rng.uniform(0.1, 0.5) if photo else rng.uniform(0, 0.12)
    picture = _light(picture, rng, shade, rng.uniform(1, 8), blur)
    quality = int(rng.integers(40, 91))
    scan.jpeg = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()
    scan.notes = [f"{dpi:.0f} dpi", f"blur {blur:.1f}", f"shade {shade:.2f}", f"quality {quality}"]
    return scan
