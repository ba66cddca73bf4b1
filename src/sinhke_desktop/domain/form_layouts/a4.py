"""The A4 visit form of version TH2, and TH2M with the follow-up of the livelihood model."""

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

WIDTH, HEIGHT = 210.0, 297.0
LEFT, RIGHT = 20.0, 190.0
_WIDE = RIGHT - LEFT
TICK = 4.2
_KEPT = (152.0, 172.0)
_MEMBERS = (8.0, 50.0, 22.0, 10.0, 22.0, 27.0, 31.0)
"""Number, name, day of birth, sex, relation, citizen id, corrections."""
_INDICATOR_TOP, _INDICATOR_PITCH = 141.2, 5.4
_NEED_TOPS = (229.8, 235.2)
_NEED_LEFTS = (0.0, 27.0, 56.0, 84.0, 114.0, 142.0, 0.0, 22.0, 48.0, 72.0, 108.0, 145.0)


def geometry(version: str, *, with_model: bool) -> FormGeometry:
    """The form, with the model's block or with room for notes in its place."""
    corners = ((8.0, 8.0), (193.0, 8.0), (8.0, 280.0), (193.0, 280.0))
    return FormGeometry(
        version, WIDTH, HEIGHT, LEFT, RIGHT, TICK,
        {number: Box(left, top, 9.0, 9.0) for number, (left, top) in enumerate(corners)},
        Box(166.0, 10.0, 22.0, 22.0), _first(with_model=with_model), _more(),
    )  # fmt: skip


def _first(*, with_model: bool) -> FirstPage:
    return FirstPage(
        visited_on=Box(106.0, 25.4, 54.0, 7.0),
        household=Box(LEFT, 36.2, _WIDE, 21.4),
        household_lines=(40.1, 44.3, 48.5, 52.7, 56.6),
        agreements=Agreements(62.0, rows(LEFT, 63.0, _WIDE, 6.8, 3), _KEPT),
        members=Members(88.2, Box(LEFT, 89.6, _WIDE, 5.4), rows(LEFT, 95.0, _WIDE, 6.0, 6), _MEMBERS),
        indicators_heading=135.8,
        indicators={key: _indicator(number) for number, key in enumerate(INDICATORS)},
        block_heading=178.0,
        model=_model() if with_model else None,
        notes=None if with_model else Ruled(Box(LEFT, 179.6, _WIDE, 44.2), 7.3),
        needs_heading=228.4,
        needs={
            key: Box(LEFT + 1.0 + _NEED_LEFTS[number], _NEED_TOPS[number // 6], TICK, TICK)
            for number, key in enumerate(NEEDS)
        },
        needs_text=Box(LEFT, 240.2, _WIDE, 6.8),
        agreed_heading=252.6,
        next_visit_on=Box(150.0, 247.2, 40.0, 6.6),
        agreed=rows(LEFT, 254.2, _WIDE, 6.4, 3),
    )


def _indicator(number: int) -> IndicatorPlace:
    column, row = divmod(number, len(INDICATORS) // 2)
    left, top = LEFT + 86.0 * column, _INDICATOR_TOP + row * _INDICATOR_PITCH
    return IndicatorPlace(
        Box(left + 2.8, top, TICK, TICK), Box(left + 12.2, top, TICK, TICK), left + 18.2,
        Box(left + 66.0, top - 0.6, 18.0, _INDICATOR_PITCH),
    )  # fmt: skip


def _model() -> ModelBlock:
    return ModelBlock(
        lines=(182.6, 187.0),
        head=Box(LEFT, 188.6, _WIDE, 8.4),
        before=Box(LEFT, 197.0, _WIDE, 5.2),
        now=Box(LEFT, 202.2, _WIDE, 7.4),
        columns=(29.0, *[15.2] * 7, 34.6),
        problem=Box(LEFT, 210.2, _WIDE, 6.8),
        next_step=Box(LEFT, 217.0, _WIDE, 6.8),
    )


def _more() -> MorePage:
    return MorePage(
        members=Members(42.0, Box(LEFT, 43.6, _WIDE, 5.4), rows(LEFT, 49.0, _WIDE, 6.4, 14), _MEMBERS),
        agreements=Agreements(144.4, rows(LEFT, 146.0, _WIDE, 7.2, 9), _KEPT),
        notes_heading=216.2,
        notes=Ruled(Box(LEFT, 217.4, _WIDE, 65.6), 7.2),
    )
