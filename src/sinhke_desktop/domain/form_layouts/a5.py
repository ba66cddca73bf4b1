"""The A5 visit form, two on one A4 across: TN1, TN1M with the model's block; an R behind stands on the right-hand side.

Left and right are the same but for their corner markers, so that a photo of the uncut sheet tells them apart.
"""

from __future__ import annotations

from sinhke_desktop.domain.form_layout import Box
from sinhke_desktop.domain.form_layouts.geometry import (
    Agreements,
    FirstPage,
    FormGeometry,
    IndicatorPlace,
    Members,
    ModelBlock,
    MorePage,
    Ruled,
    rows,
)
from sinhke_desktop.domain.review import INDICATORS
from sinhke_desktop.domain.visit import NEEDS

WIDTH, HEIGHT = 148.0, 210.0
RIGHT_HAND = 149.0
"""Where the right-hand form begins on the A4 sheet across (297 mm)."""
LEFT, RIGHT = 10.0, 138.0
_WIDE = RIGHT - LEFT
TICK = 3.9
_KEPT = (105.0, 122.0)
_HALF, _MEMBERS = 64.0, (5.0, 42.0, 17.0)
"""Members stand in two columns side by side: number, name and year of birth, corrections."""
_INDICATOR_TOP, _INDICATOR_PITCH = 92.2, 4.9
_NEED_TOPS = (166.8, 171.65, 176.5)
_NEEDS_IN_ROWS = (0.0, 22.0, 49.0, 73.0, 103.0), (0.0, 22.0, 44.0, 70.0, 95.0), (0.0, 33.0)


def geometry(version: str, first_marker: int, *, with_model: bool) -> FormGeometry:
    """The form with corner markers from *first_marker* on, with the model's block or room for notes in its place."""
    corners = ((6.0, 6.0), (134.0, 6.0), (6.0, 196.0), (134.0, 196.0))
    return FormGeometry(
        version, WIDTH, HEIGHT, LEFT, RIGHT, TICK,
        {number: Box(left, top, 8.0, 8.0) for number, (left, top) in enumerate(corners, first_marker)},
        Box(109.0, 7.5, 21.0, 21.0), _first(with_model=with_model), _more(),
    )  # fmt: skip


def _first(*, with_model: bool) -> FirstPage:
    return FirstPage(
        visited_on=Box(28.0, 23.2, 38.0, 6.2),
        household=Box(LEFT, 30.8, _WIDE, 12.8),
        household_lines=(34.4, 38.4, 42.4),
        agreements=Agreements(48.0, rows(LEFT, 49.2, _WIDE, 7.4, 2), _KEPT),
        members=Members(67.4, None, _pairs(68.4, 3), _MEMBERS),
        indicators_heading=91.0,
        indicators={key: _indicator(number) for number, key in enumerate(INDICATORS)},
        block_heading=125.2,
        model=_model() if with_model else None,
        notes=None if with_model else Ruled(Box(LEFT, 126.2, _WIDE, 35.2), 5.8),
        needs_heading=164.9,
        needs=dict(zip(NEEDS, _need_boxes(), strict=True)),
        needs_text=Box(60.0, 175.6, 78.0, 5.0),
        agreed_heading=186.0,
        next_visit_on=Box(100.0, 181.4, 38.0, 5.6),
        agreed=(Box(LEFT, 187.2, _WIDE, 5.6), Box(16.0, 192.8, 116.0, 5.6)),
    )


def _pairs(top: float, count: int) -> tuple[Box, ...]:
    """Rows in two columns, down the left one first."""
    return (*rows(LEFT, top, _HALF, 6.2, count), *rows(LEFT + _HALF, top, _HALF, 6.2, count))


def _indicator(number: int) -> IndicatorPlace:
    column, row = divmod(number, len(INDICATORS) // 2)
    left, top = LEFT + 65.0 * column, _INDICATOR_TOP + row * _INDICATOR_PITCH
    return IndicatorPlace(Box(left + 1.0, top, TICK, TICK), Box(left + 8.0, top, TICK, TICK), left + 13.4, None)


def _need_boxes() -> list[Box]:
    return [
        Box(LEFT + 1.0 + left, top, TICK, TICK)
        for top, lefts in zip(_NEED_TOPS, _NEEDS_IN_ROWS, strict=True)
        for left in lefts
    ]


def _model() -> ModelBlock:
    return ModelBlock(
        lines=(129.2,),
        head=Box(LEFT, 130.4, _WIDE, 7.4),
        before=Box(LEFT, 137.8, _WIDE, 4.8),
        now=Box(LEFT, 142.6, _WIDE, 6.4),
        columns=(16.6, *[12.4] * 7, 24.6),
        problem=Box(LEFT, 149.4, _WIDE, 6.0),
        next_step=Box(LEFT, 155.4, _WIDE, 6.0),
    )


def _more() -> MorePage:
    return MorePage(
        members=Members(36.0, None, _pairs(37.4, 7), _MEMBERS),
        agreements=Agreements(85.0, rows(LEFT, 86.2, _WIDE, 7.4, 10), _KEPT),
        notes_heading=164.6,
        notes=Ruled(Box(LEFT, 165.4, _WIDE, 29.0), 5.8),
    )
