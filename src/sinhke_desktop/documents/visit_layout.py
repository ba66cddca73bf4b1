"""Where everything stands on the visit form, so that paper printed today can be read by camera later.

All measures are millimetres from the upper left corner of an upright A4 page (210 × 297). A change of any number here
is a new form: give it a new :data:`FORM_VERSION` and keep the old table beside it.
"""

from __future__ import annotations

from sinhke_desktop.domain.form_layout import Box
from sinhke_desktop.domain.review import INDICATORS

FORM_VERSION = "TH1"
PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
LEFT, RIGHT = 20.0, 190.0

MARKER_SIDE = 9.0
MARKERS = tuple(
    Box(left, top, MARKER_SIDE, MARKER_SIDE) for left, top in ((8.0, 8.0), (193.0, 8.0), (8.0, 280.0), (193.0, 280.0))
)
"""ArUco markers 0..3: upper left, upper right, lower left, lower right."""
QR = Box(166.0, 10.0, 22.0, 22.0)
"""The QR symbol without its quiet zone of 2,7 mm."""

TICK = 3.8
HOUSEHOLD_LINES = (41.0, 46.4, 51.8, 57.2)
"""Baselines of the household's block."""

AGREEMENTS_TITLE = "1. Việc đã thống nhất lần thăm trước"
INDICATORS_TITLE = "3. Chỉ số thiếu hụt dịch vụ xã hội cơ bản"
NEEDS_TITLE = "5. Nhu cầu của hộ"

AGREEMENTS_HEADING = 66.0
AGREEMENT_ROWS = tuple(Box(LEFT, 68.0 + 6.0 * row, RIGHT - LEFT, 6.0) for row in range(3))
AGREEMENT_TICKS = (155.0, 174.0)
"""Left edges of the boxes done, not done."""

MEMBERS_HEADING = 91.0
MEMBERS_HEAD = Box(LEFT, 92.5, RIGHT - LEFT, 5.2)
MEMBER_ROW_HEIGHT = 6.2
MEMBER_ROWS = 7
MEMBER_COLUMNS = (8.0, 50.0, 21.0, 10.0, 23.0, 28.0, 30.0)
"""Widths: number, name, birth, sex, relation, citizen id, corrections."""

INDICATORS_HEADING = 146.5
INDICATORS_LEGEND = 151.0
INDICATOR_TOP = 152.5
INDICATOR_PITCH = 5.0
INDICATOR_COLUMNS = (LEFT, 106.0)
INDICATOR_BEFORE, INDICATOR_NOW, INDICATOR_NAME, INDICATOR_NOTE = 2.0, 11.0, 18.0, 66.0
"""Left edges within a column: box of the last review, box of today, name, place for a note."""
INDICATOR_WIDTH = 84.0

BLOCK_HEADING = 187.5
"""Follow-up of the livelihood model, or room for notes where the household has no part in it."""
INPUT_LINES = (192.0, 196.2)
FIGURES_HEAD = Box(LEFT, 198.0, RIGHT - LEFT, 4.8)
FIGURES_BEFORE = Box(LEFT, 202.8, RIGHT - LEFT, 5.0)
FIGURES_NOW = Box(LEFT, 207.8, RIGHT - LEFT, 7.0)
FIGURE_COLUMNS = (32.0, 20.0, 20.0, 20.0, 20.0, 20.0, 38.0)
"""Widths: period, alive, born, lost, sold, sick, income."""
PROBLEM_LINE, NEXT_STEP_LINE = 220.6, 226.8
NOTE_LINES = (194.5, 201.0, 207.5, 214.0, 220.5, 227.0)

NEEDS_HEADING = 233.2
NEEDS = ("Vay vốn", "Cây, con giống", "Kỹ thuật", "Việc làm", "Học nghề",
         "Nhà ở", "Nước sạch", "Khám chữa bệnh", "Học hành của trẻ", "Khác")  # fmt: skip
NEED_TOPS = (235.0, 240.0)
NEED_PITCH = 34.0
NEEDS_LINE = 249.6

AGREED_HEADING = 255.2
AGREED_LINES = (260.9, 266.6)
SIGNATURES_TITLE, SIGNATURES_NOTE, SIGNATURES_NAME = 272.4, 275.8, 288.0
SIGNATURE_CENTRES = (48.0, 105.0, 162.0)
"""Household, officer, head of the hamlet."""
FOOTER = 293.0

MORE_MEMBERS_HEADING = 46.0
MORE_MEMBERS_HEAD = Box(LEFT, 48.0, RIGHT - LEFT, 5.2)
MORE_MEMBER_ROWS = 20
MORE_AGREEMENTS_HEADING = 185.0
MORE_AGREEMENT_ROWS = tuple(Box(LEFT, 187.0 + 6.0 * row, RIGHT - LEFT, 6.0) for row in range(6))
MORE_NOTES = (230.0, 237.0, 244.0, 251.0, 258.0, 265.0, 272.0)
"""Baselines of the heading and the lines for further notes, below agreements."""
MORE_NOTES_ALONE = (MORE_AGREEMENTS_HEADING, *(MORE_AGREEMENTS_HEADING + 7.5 + 7.0 * line for line in range(12)))
"""The same where there are no further agreements."""


def indicator_boxes() -> dict[str, tuple[Box, Box]]:
    """For every indicator key the box of the last review and the box of today."""
    boxes = {}
    for number, key in enumerate(INDICATORS):
        column, row = divmod(number, len(INDICATORS) // 2)
        left, top = INDICATOR_COLUMNS[column], INDICATOR_TOP + row * INDICATOR_PITCH
        boxes[key] = (
            Box(left + INDICATOR_BEFORE, top, TICK, TICK),
            Box(left + INDICATOR_NOW, top, TICK, TICK),
        )
    return boxes


def need_boxes() -> dict[str, Box]:
    """The tick box of every need."""
    half = len(NEEDS) // 2
    return {
        need: Box(LEFT + 2.0 + NEED_PITCH * (number % half), NEED_TOPS[number // half], TICK, TICK)
        for number, need in enumerate(NEEDS)
    }


def agreement_boxes(rows: tuple[Box, ...] = AGREEMENT_ROWS) -> tuple[tuple[Box, Box], ...]:
    """For every row of agreements the boxes done and not done."""
    return tuple(
        (Box(AGREEMENT_TICKS[0], row.top + 1.1, TICK, TICK), Box(AGREEMENT_TICKS[1], row.top + 1.1, TICK, TICK))
        for row in rows
    )


def cells(row: Box, widths: tuple[float, ...]) -> tuple[Box, ...]:
    """*row* cut into cells of *widths*."""
    found = []
    left = row.left
    for width in widths:
        found.append(Box(left, row.top, width, row.height))
        left += width
    return tuple(found)


def member_rows(head: Box, rows: int) -> tuple[Box, ...]:
    """The rows below the *head* of a members table."""
    return tuple(
        Box(head.left, head.bottom + MEMBER_ROW_HEIGHT * row, head.width, MEMBER_ROW_HEIGHT) for row in range(rows)
    )
