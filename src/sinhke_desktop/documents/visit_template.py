"""The printed part of the visit form that is the same for every household, drawn once per document."""

from __future__ import annotations

from reportlab.lib.units import mm

from sinhke_desktop.documents import visit_layout as at
from sinhke_desktop.documents.codes import draw_marker
from sinhke_desktop.documents.fonts import BOLD, ITALIC, REGULAR
from sinhke_desktop.documents.sheet import Sheet
from sinhke_desktop.documents.typesetting import Canvas
from sinhke_desktop.domain.review import INDICATORS

FIRST = "phieu-tham-ho"
FIRST_WITH_MODEL = "phieu-tham-ho-mo-hinh"
MORE = "phieu-tham-ho-tiep"
_MEMBER_TITLES = ("TT", "Họ và tên", "Ngày, năm sinh", "Giới", "Quan hệ", "Số định danh", "Sửa đổi, bổ sung")
_FIGURE_TITLES = ("", "Còn sống", "Sinh thêm", "Chết, mất", "Đã bán", "Đang ốm", "Thu nhập (đồng)")


def draw_templates(canvas: Canvas) -> None:
    """Define the three form objects on *canvas*, to be shown with ``doForm``."""
    for name, with_model in ((FIRST, False), (FIRST_WITH_MODEL, True)):
        canvas.beginForm(name, 0, 0, at.PAGE_WIDTH * mm, at.PAGE_HEIGHT * mm)
        _draw_first(Sheet(canvas), with_model=with_model)
        canvas.endForm()
    canvas.beginForm(MORE, 0, 0, at.PAGE_WIDTH * mm, at.PAGE_HEIGHT * mm)
    _draw_more(Sheet(canvas))
    canvas.endForm()


def _draw_markers(sheet: Sheet) -> None:
    for number, box in enumerate(at.MARKERS):
        draw_marker(sheet.canvas, number, box.left * mm, (at.PAGE_HEIGHT - box.bottom) * mm, box.width * mm)


def _draw_first(sheet: Sheet, *, with_model: bool) -> None:
    _draw_markers(sheet)
    sheet.centred(121, 16, "PHIẾU THĂM HỘ", BOLD, 16)
    _draw_household(sheet)
    sheet.heading(at.LEFT, at.AGREEMENTS_HEADING, at.AGREEMENTS_TITLE)
    draw_agreement_ticks(sheet, at.AGREEMENT_ROWS)
    remark = "(ghi người mới vào dòng trống; ghi chỗ sai vào cột cuối)"
    sheet.heading(at.LEFT, at.MEMBERS_HEADING, "2. Nhân khẩu", remark)
    _draw_members(sheet, at.MEMBERS_HEAD, at.MEMBER_ROWS)
    _draw_indicators(sheet)
    if with_model:
        _draw_model(sheet)
    else:
        sheet.heading(at.LEFT, at.BLOCK_HEADING, "4. Tình hình đời sống, sản xuất của hộ")
        sheet.dotted(at.LEFT, at.RIGHT, *at.NOTE_LINES)
    _draw_needs(sheet)
    sheet.heading(at.LEFT, at.AGREED_HEADING, "6. Việc thống nhất lần này", "(việc gì, ai làm, đến ngày nào)")
    sheet.dotted(at.LEFT, at.RIGHT, *at.AGREED_LINES)
    household, officer, hamlet_head = at.SIGNATURE_CENTRES
    sheet.centred(household, at.SIGNATURES_TITLE, "ĐẠI DIỆN HỘ", BOLD, 10)
    sheet.centred(officer, at.SIGNATURES_TITLE, "CÁN BỘ THĂM HỘ", BOLD, 10)
    for centre in (household, officer, hamlet_head):
        sheet.centred(centre, at.SIGNATURES_NOTE, "(ký, ghi rõ họ tên)", ITALIC, 9)


def _draw_household(sheet: Sheet) -> None:
    first, second, third, fourth = at.HOUSEHOLD_LINES
    for x, y, label in (
        (at.LEFT, first, "Chủ hộ:"),
        (112, first, "Dân tộc:"),
        (150.5, first, "Điện thoại:"),
        (at.LEFT, second, "Nơi ở:"),
        (at.LEFT, third, "Diện hộ:"),
        (112, third, "Tổng điểm A:"),
        (150.5, third, "Tổng điểm B:"),
        (at.LEFT, fourth, "Lý do:"),
    ):
        sheet.text(x, y, label, REGULAR, 10.5)
    sheet.rules([(at.LEFT, 35.5, at.RIGHT, 35.5), (at.LEFT, 60.0, at.RIGHT, 60.0)], 0.6)


def draw_agreement_ticks(sheet: Sheet, rows: tuple[at.Box, ...]) -> None:
    """Draw the boxes done, not done of every one of *rows*."""
    sheet.boxes(box for pair in at.agreement_boxes(rows) for box in pair)
    for row in rows:
        sheet.text(at.AGREEMENT_TICKS[0] + 5, row.top + 4.2, "đã làm", REGULAR, 9.5)
        sheet.text(at.AGREEMENT_TICKS[1] + 5, row.top + 4.2, "chưa", REGULAR, 9.5)


def _draw_members(sheet: Sheet, head: at.Box, rows: int) -> None:
    sheet.shaded(head)
    for cell, title in zip(at.cells(head, at.MEMBER_COLUMNS), _MEMBER_TITLES, strict=True):
        sheet.in_cell_centred(cell, title, BOLD, 9.5)
    sheet.grid((head, *at.member_rows(head, rows)), at.MEMBER_COLUMNS)


def _draw_indicators(sheet: Sheet) -> None:
    sheet.heading(at.LEFT, at.INDICATORS_HEADING, at.INDICATORS_TITLE)
    for left in at.INDICATOR_COLUMNS:
        before, now = left + at.INDICATOR_BEFORE + at.TICK / 2, left + at.INDICATOR_NOW + at.TICK / 2
        sheet.centred(before, at.INDICATORS_LEGEND, "Trước", ITALIC, 8.5)
        sheet.centred(now, at.INDICATORS_LEGEND, "Nay", ITALIC, 8.5)
        sheet.text(left + at.INDICATOR_NAME, at.INDICATORS_LEGEND, "(× là thiếu hụt)", ITALIC, 8.5)
    boxes = at.indicator_boxes()
    sheet.boxes(box for pair in boxes.values() for box in pair)
    for key, (before_box, _now_box) in boxes.items():
        left = before_box.left - at.INDICATOR_BEFORE
        baseline = before_box.top + 3.0
        sheet.text(left + at.INDICATOR_NAME, baseline, INDICATORS[key], REGULAR, 10)
        sheet.dotted(left + at.INDICATOR_NOTE, left + at.INDICATOR_WIDTH, baseline + 0.5)


def _draw_model(sheet: Sheet) -> None:
    sheet.heading(at.LEFT, at.BLOCK_HEADING, "4. Theo dõi mô hình sinh kế")
    sheet.text(at.LEFT + 1, at.INPUT_LINES[0], "Mô hình:")
    sheet.text(at.LEFT + 1, at.INPUT_LINES[1], "Đã nhận:")
    sheet.shaded(at.FIGURES_HEAD)
    for cell, title in zip(at.cells(at.FIGURES_HEAD, at.FIGURE_COLUMNS), _FIGURE_TITLES, strict=True):
        sheet.in_cell_centred(cell, title, BOLD, 9.5)
    sheet.in_cell(at.cells(at.FIGURES_NOW, at.FIGURE_COLUMNS)[0], "Hôm nay", BOLD)
    sheet.grid((at.FIGURES_HEAD, at.FIGURES_BEFORE, at.FIGURES_NOW), at.FIGURE_COLUMNS)


def _draw_needs(sheet: Sheet) -> None:
    sheet.heading(at.LEFT, at.NEEDS_HEADING, at.NEEDS_TITLE)
    boxes = at.need_boxes()
    sheet.boxes(boxes.values())
    for need, box in boxes.items():
        sheet.text(box.right + 1.5, box.top + 3.0, need, REGULAR, 10)
    sheet.dotted(at.LEFT, at.RIGHT, at.NEEDS_LINE)


def _draw_more(sheet: Sheet) -> None:
    _draw_markers(sheet)
    sheet.centred(121, 16, "PHIẾU THĂM HỘ", BOLD, 16)
    sheet.centred(121, 21, "(trang tiếp theo)", ITALIC, 10.5)
    sheet.heading(at.LEFT, at.MORE_MEMBERS_HEADING, "2. Nhân khẩu (tiếp theo)")
    _draw_members(sheet, at.MORE_MEMBERS_HEAD, at.MORE_MEMBER_ROWS)
