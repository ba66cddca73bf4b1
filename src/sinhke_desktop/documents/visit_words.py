"""Words and sizes that the visit forms of both papers share."""

from __future__ import annotations

from dataclasses import dataclass

TITLE = "Phiếu thăm hộ"
MEMBERS_TITLE = "2. Nhân khẩu"
MODEL_TITLE = "4. Theo dõi mô hình sinh kế"
NEEDS_TITLE = "5. Nhu cầu của hộ"
DATE = "............ / ............ / 20........."
MORE = "(tiếp theo)"
"""Behind headings of what goes on from the page before."""
LINE_GAP = 1.0
"""Between the dotted line and the lower edge of a place to write in."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type sizes in points: running text, headings, titles of the figures' columns."""

    body: float
    heading: float
    figures: float


def points(value: int | None) -> str:
    """Points as printed, or dots to write them."""
    return "......" if value is None else str(value)
