"""The life map of a household: always one page, letters as big as what is said allows (the program's own paper)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate, pairwise

from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit

from sinhke_desktop.documents.fonts import BOLD, ITALIC, REGULAR
from sinhke_desktop.documents.page import UPRIGHT, open_canvas
from sinhke_desktop.documents.sheet import PAGE_HEIGHT, Sheet
from sinhke_desktop.domain.form_layout import Box
from sinhke_desktop.domain.life_map import LEVEL_NAMES, LEVELS, MANY, LifeMap

TITLE = "Bản đồ sinh kế của hộ"
LEFT, RIGHT = 15.0, 195.0
HALF = (RIGHT - LEFT - 5.0) / 2
BIGGEST, SMALLEST = 15.0, 8.5
SPACING = 1.2
HEAD_ROOM = 9.0
PAD = 3.0
ROUND = 2.5
COLUMNS_OF_PEOPLE = ((8, 1), (22, 2))
"""Up to so many people stand in so many columns, more in three; in several columns each on one line."""
WISH_LINES = 3
NOTHING_SAID = "Chưa ghi."
FOOT = "Giấy này để hộ giữ và cùng bàn, không dùng để xét duyệt. Do phần mềm đề xuất, không phải mẫu do luật đặt ra."


@dataclass(frozen=True, slots=True)
class _Set:
    """Lines that fit their box: each a text with True where an item begins; size in points."""

    lines: tuple[tuple[str, bool], ...]
    size: float


def render_life_maps(maps: Sequence[LifeMap]) -> bytes:
    """One page for each of *maps* as PDF; the same values give the same bytes. Raises ValueError without any."""
    if not maps:
        raise ValueError("no papers")
    output = BytesIO()
    canvas = open_canvas(output, UPRIGHT, name=TITLE, author=maps[0].commune.name)
    for number, one in enumerate(maps, 1):
        canvas.bookmarkPage(f"ho-{number}", fit="Fit")
        canvas.addOutlineEntry(one.head, f"ho-{number}", level=0)
        _page(Sheet(canvas), one)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def _page(sheet: Sheet, one: LifeMap) -> None:
    sheet.centred(105.0, 21.0, TITLE.upper(), BOLD, 22)
    sheet.fitted_centred(105.0, 30.5, RIGHT - LEFT, f"Hộ ông (bà) {one.head}", BOLD, 17)
    where = ", ".join(filter(None, (one.hamlet, f"{one.commune.name[:1].lower()}{one.commune.name[1:]}")))
    sheet.fitted_centred(105.0, 37.5, RIGHT - LEFT, f"{where} · ngày {one.made_on:%d/%m/%Y}", REGULAR, 13)
    right = LEFT + HALF + 5.0
    columns = next((columns for most, columns in COLUMNS_OF_PEOPLE if len(one.people) <= most), 3)
    people = f"Nhà mình có {len(one.people)} người"
    _block(sheet, Box(LEFT, 42.0, RIGHT - LEFT, 50.0), people, one.people, columns, "người")
    _block(sheet, Box(LEFT, 96.0, HALF, 52.0), "Nhà mình đang có", one.have)
    _block(sheet, Box(right, 96.0, HALF, 52.0), "Nhà mình còn thiếu", one.lack, 2 if len(one.lack) > MANY else 1)
    _block(sheet, Box(LEFT, 152.0, HALF, 54.0), "Nhà mình đã nhận", one.received)
    _block(sheet, Box(right, 152.0, HALF, 54.0), "Đã hẹn cùng làm", one.agreed)
    ahead = tuple(f"{when}: {what}" for when, what in one.ahead)
    _block(sheet, Box(LEFT, 210.0, HALF, 68.0), "Những tháng tới", ahead)
    _way(sheet, Box(right, 210.0, HALF, 68.0), one)
    sheet.fitted_centred(105.0, 286.0, RIGHT - LEFT, FOOT, ITALIC, 9.5)


def _frame(sheet: Sheet, box: Box, heading: str) -> None:
    canvas = sheet.canvas
    sheet.shaded(Box(box.left, box.top, box.width, HEAD_ROOM - 1.0), 0.9)
    canvas.setLineWidth(1.1)
    canvas.roundRect(
        box.left * mm, (PAGE_HEIGHT - box.bottom) * mm, box.width * mm, box.height * mm, ROUND * mm, stroke=1, fill=0
    )
    sheet.fitted(box.left + PAD, box.top + 6.0, box.width - 2 * PAD, heading, BOLD, 15)


def _block(sheet: Sheet, box: Box, heading: str, items: Sequence[str], columns: int = 1, name: str = "điều") -> None:
    """A framed block; items that find no room even in the smallest letters are counted in the last line."""
    _frame(sheet, box, heading)
    width = (box.width - 2 * PAD - 4.0 * (columns - 1)) / columns
    height = box.height - HEAD_ROOM - 2.0
    if not items:
        sheet.text(box.left + PAD, box.top + HEAD_ROOM + 5.0, NOTHING_SAID, ITALIC, 13)
        return
    found = _set(items, width * mm, height * mm, columns, name)
    step = found.size * SPACING / mm
    rows = max(int(height / step), 1)
    dash = sheet.canvas.stringWidth("– ", REGULAR, found.size) / mm
    for place, (text, begins) in enumerate(found.lines):
        column, row = divmod(place, rows)
        x = box.left + PAD + column * (width + 4.0)
        y = box.top + HEAD_ROOM + (row + 0.85) * step
        if begins:
            sheet.text(x, y, "–", REGULAR, found.size)
        sheet.fitted(x + dash, y, width - dash, text, REGULAR, found.size)


def _set(items: Sequence[str], width: float, height: float, columns: int, name: str) -> _Set:
    """The biggest letters in which all *items* fit; in the smallest ones the last items may give way to a count."""
    size = BIGGEST
    while True:
        dash = size * 0.75
        lines = [_lines(one, width - dash, size) if columns == 1 else [(one, True)] for one in items]
        rows = max(int(height / (size * SPACING)), 1) * columns
        if sum(map(len, lines)) <= rows:
            return _Set(_flat(lines), size)
        if size - 0.5 < SMALLEST:
            break
        size -= 0.5
    fitting = sum(used <= rows - 1 for used in accumulate(map(len, lines)))
    return _Set((*_flat(lines[:fitting]), (f"và {len(items) - fitting} {name} nữa.", True)), size)


def _lines(text: str, width: float, size: float) -> list[tuple[str, bool]]:
    return [(line, place == 0) for place, line in enumerate(simpleSplit(text, REGULAR, size, width) or [""])]


def _flat(lines: Sequence[Sequence[tuple[str, bool]]]) -> tuple[tuple[str, bool], ...]:
    return tuple(line for one in lines for line in one)


def _way(sheet: Sheet, box: Box, one: LifeMap) -> None:
    """Where the household was, is and wants to be: the class of each year as a line, the wish dashed."""
    _frame(sheet, box, "Từ đâu, đang ở đâu, muốn tới đâu")
    left, right = box.left + 26.0, box.right - 9.0
    top, bottom = box.top + HEAD_ROOM + 8.0, box.bottom - 20.0
    height = (bottom - top) / (len(LEVEL_NAMES) - 1)
    for level, name in enumerate(LEVEL_NAMES):
        y = bottom - level * height
        sheet.fitted(box.left + PAD, y + 1.2, 20.0, name, REGULAR, 11)
        sheet.dotted(left, right + 4.0, y)
    years = [*(year for year, _class in one.years), one.wish_year]
    step = (right - left) / max(len(years) - 1, 1)
    spots = [(left + place * step, bottom - LEVELS[two] * height) for place, (_year, two) in enumerate(one.years)]
    goal = (right, top)
    sheet.rules([(*a, *b) for a, b in pairwise(spots)], 2.0)
    if spots:
        sheet.canvas.setDash(3, 3)
        sheet.rules([(*spots[-1], *goal)], 1.4)
        sheet.canvas.setDash()
    for spot in spots:
        _spot(sheet, spot, filled=True)
    _spot(sheet, goal, filled=False)
    room = step - 0.5 if len(years) > 1 else 20.0
    for place, year in enumerate(years):
        x = right if place == len(years) - 1 else left + place * step
        sheet.fitted_centred(x, bottom + 5.5, room, str(year), BOLD, 11)
    wish = f"Muốn tới: {one.wish}" if one.wish else "Muốn tới: thoát nghèo, sống tốt hơn."
    size, lines = _wish(wish, (box.width - 2 * PAD) * mm)
    for place, line in enumerate(lines):
        sheet.text(box.left + PAD, bottom + 10.5 + place * size * SPACING / mm, line, REGULAR, size)


def _wish(text: str, width: float) -> tuple[float, list[str]]:
    """Size and lines of the wish: on two lines, else on three smaller ones; the end of a longer one gives way."""
    for size, most in ((12.5, 2), (11.0, 2), (9.5, WISH_LINES), (SMALLEST, WISH_LINES)):
        lines = simpleSplit(text, REGULAR, size, width)
        if len(lines) <= most:
            return size, lines
    last = lines[WISH_LINES - 1].rpartition(" ")[0]
    return SMALLEST, [*lines[: WISH_LINES - 1], f"{last}…"]


def _spot(sheet: Sheet, spot: tuple[float, float], *, filled: bool) -> None:
    x, y = spot
    sheet.canvas.setLineWidth(1.4)
    sheet.canvas.setFillGray(0 if filled else 1)
    sheet.canvas.circle(x * mm, (PAGE_HEIGHT - y) * mm, 1.6 * mm, stroke=1, fill=1)
    sheet.canvas.setFillGray(0)
