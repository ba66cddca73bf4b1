"""Filled-in forms scanned or photographed badly, and how they were read: every page follows from its seed.

Drawn at 300 dots an inch on the program's own print (:mod:`printed_forms`), filled in by :mod:`filling_hands`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import cv2
import numpy as np
from filling_hands import ALLOWED, Meant, fill
from printed_forms import DPI, PER_MM, Picture, PrintedForm, PrintedSheet, sheets

from sinhke_desktop.domain.read_page import BLANK, NO_MARKERS, TickState
from sinhke_desktop.scans.page_reading import read_picture

CONDITIONS = ("flat", "copy", "faint", "photo", "stained", "folded", "coarse", "crowded", "torn")
BENIGN = ("flat", "faint", "folded", "crowded")
"""Under these no page may be lost."""
JUDGED = (20261130, 200)
"""Seed and pages by which the reader was judged; none of its limits was found on them."""
KINDS = {"A4": 0.36, "A5 uncut": 0.22, "A5 cut": 0.34, "TH1": 0.08}
"""How often each kind of sheet comes back."""


@dataclass
class FilledForm:
    """A page of a form as it was filled in: for every tick box what was meant, and by which hand."""

    form: PrintedForm
    meant: dict[str, tuple[Meant, str]]


@dataclass
class Scan:
    """One sheet as it came back: its picture (a JPEG), and the one or two forms on it."""

    jpeg: bytes
    forms: list[FilledForm]
    condition: str
    name: str = ""
    turned: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def picture(self) -> Picture:
        """In grey."""
        return np.asarray(cv2.imdecode(np.frombuffer(self.jpeg, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)


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


def _tear(page: Picture, rng: np.random.Generator) -> None:
    """One corner torn off or folded over: its marker cannot be read."""
    rows, columns = page.shape
    away = rng.uniform(19, 23) * PER_MM
    x, y = (np.array([0, 1]) * (edge - 1) for edge in (columns, rows))
    at = np.array([x[int(rng.integers(2))], y[int(rng.integers(2))]])
    inward = np.where(at > 0, -1, 1) * away
    corner = np.array([at, at + inward * (1, 0), at + inward * (0, 1)]).astype(np.int32)
    cv2.fillPoly(page, [corner], int(rng.integers(120, 250)), cv2.LINE_AA)


def scan_of(sheet: PrintedSheet, condition: str, seed: int) -> Scan:
    """One sheet filled in, spoiled and scanned under *condition*; the same *seed* gives the same bytes."""
    rng = np.random.default_rng(seed)
    page = sheet.picture.copy()
    filled = [FilledForm(form, fill(page, form.fields, rng, condition)) for form in sheet.forms]
    scan = Scan(b"", filled, condition, sheet.name)
    if condition == "stained":
        _stain(page, rng)
    if condition == "folded":
        for _number in range(int(rng.integers(1, 3))):
            _fold(page, rng)
    if condition == "copy":
        page = np.clip((page.astype(np.float32) - 128) * rng.uniform(0.5, 0.9) + 128, 0, 255).astype(np.uint8)
        _specks(page, rng)
    if condition == "torn":
        _tear(page, rng)
    if rng.random() < 0.3:
        _punch(page, rng)
    photo = condition == "photo" or (condition in ("stained", "torn") and rng.random() < 0.5)
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


def scans(seed: int, pages: int) -> Iterator[Scan]:
    """Sheets of every kind under every condition until they bear at least so many *pages* of forms."""
    rng = np.random.default_rng(seed)
    kinds, likely = list(KINDS), np.array(list(KINDS.values()))
    number = 0
    while pages > 0:
        choice = sheets()[str(rng.choice(kinds, p=likely / likely.sum()))]
        scan = scan_of(choice[int(rng.integers(len(choice)))], CONDITIONS[number % len(CONDITIONS)],
                       seed * 1000 + number)  # fmt: skip
        number, pages = number + 1, pages - len(scan.forms)
        yield scan


# Judged ----------------------------------------------------------------------------------------------------------


COUNTED = ("pages", "found", "codes", "read", "boxes", "wrong", "asked", "empty", "asked_empty")


@dataclass
class Figures:
    """How scans were read. Of ``pages`` ``found`` were straightened, ``codes`` known by their QR, ``read`` looked at.

    Of the ``boxes`` of the pages that were read ``wrong`` were decided wrongly, ``asked`` left to the officer, among
    them ``asked_empty`` of the ``empty`` ones in and around which nobody wrote. ``errors`` says where the wrong ones
    are; ``by`` has the same figures by condition.
    """

    pages: int = 0
    found: int = 0
    codes: int = 0
    read: int = 0
    boxes: int = 0
    wrong: int = 0
    asked: int = 0
    empty: int = 0
    asked_empty: int = 0
    errors: list[str] = field(default_factory=list)
    by: dict[str, Figures] = field(default_factory=lambda: defaultdict(Figures))

    def add(self, other: Figures) -> None:
        """Count *other* too."""
        for name in COUNTED:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.errors += other.errors


def judged(scan: Scan) -> Figures:
    """How *scan* is read."""
    figures = Figures()
    pages = {page.code: page for page in read_picture(scan.picture, "x.jpg", 1)}
    for filled in scan.forms:
        figures.pages += 1
        page = pages.get(filled.form.code)
        if page is None:
            continue
        figures.codes += 1
        figures.found += page.problem not in (NO_MARKERS, BLANK)
        figures.read += bool(page.ticks) or not filled.meant
        for one in page.ticks:
            meant, hand = filled.meant[one.key]
            untouched = meant is Meant.NOTHING and not hand
            figures.boxes += 1
            figures.asked += one.state is TickState.DOUBTFUL
            figures.empty += untouched
            figures.asked_empty += untouched and one.state is TickState.DOUBTFUL
            if one.state not in ALLOWED[meant]:
                figures.wrong += 1
                figures.errors.append(f"{scan.name} {scan.condition} {one.key}: {hand or meant} read {one.state}")
    strangers = [code for code in pages if code is not None and code not in [one.form.code for one in scan.forms]]
    figures.wrong += len(strangers)
    figures.errors += [f"{scan.name} {scan.condition}: read as {code.text()}" for code in strangers]
    return figures


def measure(seed: int, pages: int) -> Figures:
    """Read at least so many *pages* that follow from *seed* (:func:`scans`)."""
    whole = Figures()
    for scan in scans(seed, pages):
        one = judged(scan)
        whole.add(one)
        whole.by[scan.condition].add(one)
    return whole
