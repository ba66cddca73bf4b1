"""Finding a form in a picture by its corner markers, and laying it straight: :data:`DOTS_PER_MM` dots a millimetre."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

from sinhke_desktop.domain.form_layout import Box, FormLayout
from sinhke_desktop.domain.read_page import DOTS_PER_MM

Picture = NDArray[np.uint8]
"""Grey, a row after the other."""
Points = NDArray[np.float64]
"""A point a row: x, y."""

SEARCHED_EDGE = 2200
"""Markers are looked for in a picture of at most so many pixels on its longer edge."""
FEWEST_MARKERS = 3
MOST_SAME = 3
"""So many markers of one id are tried; more make the picture a riddle."""
WORST_CORNER = 1.2
"""A corner of a marker at most so many mm from where the layout has it, else the page is not straightened."""
COARSEST = 2.6
"""At least so many pixels a mm (about 66 dots an inch), else ticks are mush."""
STRONGEST_LEAN = 1.8
"""The nearest part of the page at most so many times as large as the farthest."""

Shape = tuple[float, float, tuple[tuple[int, Box], ...]]
"""What two layouts must share to be straightened alike: width, height, markers."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a form lies in a picture: ``to_paper`` takes pixels to millimetres of the page of that shape.

    ``markers`` are the ids found; ``off`` the root mean square distance in mm of their corners from the layout.
    """

    shape: Shape
    to_paper: Points
    markers: tuple[int, ...]
    off: float

    @property
    def width(self) -> float:
        """Of the page, in mm."""
        return self.shape[0]

    @property
    def height(self) -> float:
        """Of the page, in mm."""
        return self.shape[1]

    def on_paper(self, points: Points) -> Points:
        """Pixels of the picture as millimetres of the page."""
        return _through(self.to_paper, points)


def shape_of(layout: FormLayout) -> Shape:
    """The shape of a layout's page."""
    return layout.width, layout.height, tuple(sorted(layout.markers.items()))


def find_forms(picture: Picture, layouts: Iterable[FormLayout]) -> list[Placed]:
    """The forms in *picture* (:func:`placed`); where markers are broken by streaks and specks, a second look."""
    known = tuple(layouts)
    markers = markers_in(picture)
    found = placed(markers, known)
    groups = {tuple(sorted(layout.markers)) for layout in known}
    whole = sum(any(number in markers for number in group) for group in groups)
    if found and len(found) >= whole:
        return found
    again = placed(markers_in(picture, worn=True), known)
    return again if len(again) > len(found) else found


def markers_in(picture: Picture, *, worn: bool = False) -> dict[int, list[Points]]:
    """Every marker of the dictionary 4x4_50: id → the four corners of each place where it was seen, in pixels.

    *worn* smooths away what a worn copier adds.
    """
    scale = min(1.0, SEARCHED_EDGE / max(picture.shape))
    smaller = picture if scale == 1.0 else cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    smaller = cv2.medianBlur(smaller, 7) if worn else smaller
    options = cv2.aruco.DetectorParameters()
    options.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    corners, ids, _rejected = cv2.aruco.ArucoDetector(dictionary, options).detectMarkers(smaller)
    found: dict[int, list[Points]] = {}
    for number, four in zip([] if ids is None else ids.ravel().tolist(), corners, strict=True):
        found.setdefault(int(number), []).append((four.reshape(4, 2).astype(np.float64) + 0.5) / scale - 0.5)
    return found


def placed(markers: Mapping[int, list[Points]], layouts: Iterable[FormLayout]) -> list[Placed]:
    """The forms whose markers were seen, those with the lowest ids first; none twice, none that do not fit."""
    best: dict[tuple[int, ...], Placed] = {}
    for shape in dict.fromkeys(shape_of(layout) for layout in layouts):
        known = dict(shape[2])
        for choice in _choices({number: markers[number] for number in known if number in markers}):
            fit = _fitted(shape, choice)
            group = tuple(sorted(known))
            if fit is not None and (group not in best or fit.off < best[group].off):
                best[group] = fit
    return [best[group] for group in sorted(best)]


def _choices(seen: Mapping[int, list[Points]]) -> Iterator[dict[int, Points]]:
    """Every way of taking each id once, where some were seen twice."""
    usable = {number: places for number, places in seen.items() if len(places) <= MOST_SAME}
    if len(usable) >= FEWEST_MARKERS:
        for places in product(*usable.values()):
            yield dict(zip(usable, places, strict=True))


def _fitted(shape: Shape, seen: Mapping[int, Points]) -> Placed | None:
    known = dict(shape[2])
    pixels = np.concatenate([seen[number] for number in seen])
    paper = np.concatenate([_corners(known[number]) for number in seen])
    answer, _used = cv2.findHomography(pixels, paper, 0)
    if answer is None or not np.isfinite(answer).all():
        return None
    plan = np.asarray(answer, np.float64)
    away = np.hypot(*(_through(plan, pixels) - paper).T)
    if float(away.max()) > WORST_CORNER or not _plausible(plan, shape):
        return None
    return Placed(shape, plan, tuple(seen), float(np.sqrt((away**2).mean())))


def _plausible(plan: Points, shape: Shape) -> bool:
    """True where a camera could have seen the page so: not mirrored, not from the edge, not too small."""
    try:
        back = np.linalg.inv(plan)
    except np.linalg.LinAlgError:
        return False
    page = Box(0, 0, shape[0], shape[1])
    corners = _corners(page)
    if (np.sign(np.c_[corners, np.ones(4)] @ back[2]) != np.sign(back[2, 2])).any():
        return False
    step, out = np.array([[1.0, 0.0], [0.0, 1.0]]), np.asarray(back, np.float64)
    areas = []
    for corner in corners:
        across, down = _through(out, corner + step) - _through(out, corner[None])
        areas.append(float(across[0] * down[1] - across[1] * down[0]))
    return min(areas) > COARSEST**2 and max(areas) < STRONGEST_LEAN**2 * min(areas)


def _corners(box: Box) -> Points:
    """Clockwise from the upper left one, as OpenCV gives those of markers."""
    return np.array(
        [[box.left, box.top], [box.right, box.top], [box.right, box.bottom], [box.left, box.bottom]], np.float64
    )


def _through(plan: Points, points: Points) -> Points:
    return np.asarray(cv2.perspectiveTransform(points.reshape(-1, 1, 2), plan), np.float64).reshape(-1, 2)


def straight(picture: Picture, place: Placed) -> Picture:
    """The page alone, upright, :data:`DOTS_PER_MM` dots a mm; what lies outside the picture is white."""
    size = round(place.width * DOTS_PER_MM), round(place.height * DOTS_PER_MM)
    per_mm = _density(place)
    if per_mm > 1.6 * DOTS_PER_MM:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.42 * per_mm / DOTS_PER_MM), np.uint8)
    grid = np.array([[DOTS_PER_MM, 0, -0.5], [0, DOTS_PER_MM, -0.5], [0, 0, 1]]) @ place.to_paper
    grid = grid @ np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    seen = cv2.warpPerspective(picture, grid, size, flags=cv2.INTER_LINEAR, borderValue=(255,))
    return np.asarray(seen, np.uint8)


def _density(place: Placed) -> float:
    """Pixels of the picture for one mm in the middle of the page."""
    middle = np.array([[place.width / 2, place.height / 2], [place.width / 2 + 1, place.height / 2]])
    start, end = _through(np.asarray(np.linalg.inv(place.to_paper), np.float64), middle)
    return float(np.hypot(*(end - start)))
