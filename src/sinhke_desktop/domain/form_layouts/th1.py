"""The first visit form, TH1: A4, without a number, printed until November 2025; no longer drawn, still read.

Whether a household took part in the model shows on its paper only, so both the figures and the notes, which stood at
the same place, are fields. Its further pages had no fixed place for agreements: there everything below the members is
one place to look at.
"""

from __future__ import annotations

from collections.abc import Mapping

from sinhke_desktop.domain.form_layout import Box, FormField, FormLayout
from sinhke_desktop.domain.form_layouts.geometry import (
    COUNTS,
    cells,
    indicator_fields,
    kept_fields,
    member_fields,
    rows,
    tick,
    written,
)
from sinhke_desktop.domain.review import INDICATORS

_LEFT, _WIDE, _TICK = 20.0, 170.0, 3.8
_KEPT_ROWS = rows(_LEFT, 68.0, _WIDE, 6.0, 3)
_MEMBERS = (8.0, 50.0, 21.0, 10.0, 23.0, 28.0, 30.0)
_FIGURES = Box(_LEFT, 207.8, _WIDE, 7.0)
_COLUMNS = (32.0, 20.0, 20.0, 20.0, 20.0, 20.0, 38.0)
_COUNTED = ("alive", "born", "lost", "sold", "sick")
_NEEDS: Mapping[str, str] = {
    "loan": "Vay vốn", "production": "Cây, con giống", "technique": "Kỹ thuật", "job": "Việc làm",
    "training": "Học nghề", "housing": "Nhà ở", "water": "Nước sạch", "health": "Khám chữa bệnh",
    "education": "Học hành của trẻ", "other": "Khác",
}  # fmt: skip
_MORE_ROWS = 20


def layout() -> FormLayout:
    """Where everything stood on TH1."""
    corners = ((8.0, 8.0), (193.0, 8.0), (8.0, 280.0), (193.0, 280.0))
    markers = {number: Box(left, top, 9.0, 9.0) for number, (left, top) in enumerate(corners)}
    return FormLayout("TH1", 210.0, 297.0, markers, Box(166.0, 10.0, 22.0, 22.0), _fields)


def _fields(page: int, pages: int) -> tuple[FormField, ...]:
    if not 1 <= page <= pages:
        raise ValueError(page)
    return _first() if page == 1 else _more(page)


def _first() -> tuple[FormField, ...]:
    _period, *counts, income = cells(_FIGURES, _COLUMNS)
    return (
        written("visited_on", 1, Box(88.0, 17.5, 70.0, 7.0)),
        *kept_fields(1, 1, tuple((_box(155.0, row.top + 1.1), _box(174.0, row.top + 1.1)) for row in _KEPT_ROWS)),
        *member_fields(1, 1, [cells(row, _MEMBERS)[-1] for row in rows(_LEFT, 97.7, _WIDE, 6.2, 7)]),
        *indicator_fields({key: _indicator(number) for number, key in enumerate(INDICATORS)}),
        *(written(f"count:{key}", 1, box, COUNTS[key]) for key, box in zip(_COUNTED, counts, strict=True)),
        written("income", 1, income),
        written("problem", 1, Box(_LEFT, 215.2, _WIDE, 6.4)),
        written("next_step", 1, Box(_LEFT, 221.6, _WIDE, 6.4)),
        written("notes", 1, Box(_LEFT, 188.5, _WIDE, 39.8)),
        *(
            tick(f"need:{key}", 1, _box(22.0 + 34.0 * (number % 5), 235.0 + 5.0 * (number // 5)), words)
            for number, (key, words) in enumerate(_NEEDS.items())
        ),
        written("needs_text", 1, Box(_LEFT, 244.3, _WIDE, 6.3)),
        written("agreed:1", 1, Box(_LEFT, 256.0, _WIDE, 5.8), "Thống nhất 1"),
        written("agreed:2", 1, Box(_LEFT, 261.8, _WIDE, 5.7), "Thống nhất 2"),
    )


def _more(page: int) -> tuple[FormField, ...]:
    first = 8 + (page - 2) * _MORE_ROWS
    return (
        *member_fields(page, first, [cells(row, _MEMBERS)[-1] for row in rows(_LEFT, 53.2, _WIDE, 6.2, _MORE_ROWS)]),
        written("notes", page, Box(_LEFT, 181.0, _WIDE, 97.0)),
    )


def _box(left: float, top: float) -> Box:
    return Box(left, top, _TICK, _TICK)


def _indicator(number: int) -> Box:
    column, row = divmod(number, len(INDICATORS) // 2)
    return _box((_LEFT, 106.0)[column] + 11.0, 152.5 + row * 5.0)
