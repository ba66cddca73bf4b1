"""The list on top of a stack of visit forms: whom to visit in which order, a page or more for every hamlet."""

from __future__ import annotations

from collections.abc import Iterator

from sinhke_desktop.documents.fonts import BOLD, ITALIC, REGULAR
from sinhke_desktop.documents.sheet import Sheet
from sinhke_desktop.documents.typesetting import Canvas
from sinhke_desktop.domain.form_layout import Box
from sinhke_desktop.domain.form_layouts.geometry import cells, rows
from sinhke_desktop.domain.form_sheet import shown_number
from sinhke_desktop.domain.visit_route import RouteLine, RouteList, RouteOfHamlet

ROUTE_TITLE = "Danh sách đi thăm hộ"
SPARE_TITLE = "Phiếu dự phòng"
CUT = "Phiếu khổ A5: cắt đôi tờ giấy, đặt chồng bên trái lên chồng bên phải là đúng thứ tự."
LEFT, WIDE = 20.0, 175.0
WIDTHS = (9.0, 63.0, 25.0, 24.0, 24.0, 17.0, 13.0)
"""Number, name above address, telephone, class, reason above the planned day, form number, tick."""
TITLES = ("TT", "Chủ hộ, nơi ở", "Điện thoại", "Diện hộ", "Lý do", "Số phiếu", "Đã thăm")
HEAD = Box(LEFT, 38.0, WIDE, 10.0)
ROW, ROWS = 11.6, 20
FOOT = 287.0
TICK = 4.2


def pages_of_route(route: RouteList) -> int:
    """How many pages the list takes."""
    return sum(-(-len(hamlet.lines) // ROWS) for hamlet in _hamlets(route))


def draw_route_list(canvas: Canvas, route: RouteList) -> Iterator[str]:
    """Draw the list a page at a time; gives what a page is about on the first one of each hamlet, else nothing."""
    for hamlet in _hamlets(route):
        pages = -(-len(hamlet.lines) // ROWS)
        for page in range(pages):
            sheet = Sheet(canvas, right=LEFT + WIDE)
            _draw_head(sheet, route, hamlet, f"trang {page + 1}/{pages}")
            _draw_lines(sheet, hamlet.lines[page * ROWS : (page + 1) * ROWS], page * ROWS + 1)
            if route.cut:
                sheet.fitted(LEFT, FOOT, WIDE, CUT, ITALIC, 10)
            yield hamlet.hamlet_name if page == 0 else ""
            canvas.showPage()


def _hamlets(route: RouteList) -> list[RouteOfHamlet]:
    """The hamlets that have lines, the spare forms as the last of them."""
    spare = RouteOfHamlet(SPARE_TITLE, tuple(RouteLine("", number=number) for number in route.spare))
    return [one for one in (*route.hamlets, spare) if one.lines]


def _draw_head(sheet: Sheet, route: RouteList, hamlet: RouteOfHamlet, page: str) -> None:
    sheet.fitted(LEFT, 17.0, 95.0, route.commune_name.upper(), BOLD, 11)
    for baseline, text in ((17.0, f"In ngày {route.printed_on:%d/%m/%Y} · {page}"), (22.0, route.officer)):
        sheet.fitted_ending(LEFT + WIDE, baseline, 64.0, text)
    sheet.centred(LEFT + WIDE / 2, 28.0, ROUTE_TITLE.upper(), BOLD, 15)
    unit = "hộ" if hamlet.hamlet_name != SPARE_TITLE else "tờ, ghi tên hộ khi dùng"
    where = f"{hamlet.hamlet_name}: {len(hamlet.lines)} {unit}"
    sheet.fitted_centred(LEFT + WIDE / 2, 34.5, WIDE, where, BOLD, 12)


def _draw_lines(sheet: Sheet, lines: tuple[RouteLine, ...], first: int) -> None:
    body = rows(LEFT, HEAD.bottom, WIDE, ROW, len(lines))
    for cell, title in zip(cells(HEAD, WIDTHS), TITLES, strict=True):
        sheet.lines_centred(cell, title, BOLD, 10)
    sheet.grid((HEAD, *body), WIDTHS)
    for number, (row, line) in enumerate(zip(body, lines, strict=True), first):
        place, who, phone, class_name, reason, form, tick = cells(row, WIDTHS)
        sheet.in_cell_centred(place, str(number), REGULAR, 11)
        _draw_who(sheet, who, line)
        sheet.in_cell_centred(phone, line.phone, REGULAR, 10.5)
        sheet.lines_centred(class_name, line.class_name, REGULAR, 10)
        planned = f"({line.planned_on:%d/%m/%Y})" if line.planned_on else ""
        sheet.lines_centred(reason, f"{line.reason} {planned}".strip(), REGULAR, 10)
        sheet.in_cell_centred(form, shown_number(line.number), REGULAR, 10)
        middle = tick.left + tick.width / 2 - TICK / 2
        sheet.boxes([Box(middle, tick.top + (ROW - TICK) / 2, TICK, TICK)])


def _draw_who(sheet: Sheet, cell: Box, line: RouteLine) -> None:
    if not line.head_name:
        sheet.dotted(cell.left + 2.0, cell.right - 2.0, cell.bottom - 2.5)
        return
    name_height = ROW * 0.56
    sheet.in_cell(Box(cell.left, cell.top, cell.width, name_height), line.head_name, BOLD, 11)
    sheet.in_cell(Box(cell.left, cell.top + name_height - 0.4, cell.width, ROW - name_height), line.address)
