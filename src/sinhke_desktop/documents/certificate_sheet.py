"""The certificate of a poor or near-poor household (Giấy chứng nhận, Mẫu số 03; domain.md 2.4), as far as it was seen.

The yearly results stand on a page of their own that looks the same for every household, so that one year's row can be
printed alone into a certificate that was issued before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas as PdfCanvas

from sinhke_desktop.documents.fonts import BOLD, ITALIC, REGULAR
from sinhke_desktop.documents.heading_blocks import draw_issuer, draw_state, issuer_lines
from sinhke_desktop.documents.letter import OPEN_NUMBER, letter_head, signature, written_day
from sinhke_desktop.documents.page import UPRIGHT, open_canvas
from sinhke_desktop.documents.paper import CHECK
from sinhke_desktop.documents.sheet import PAGE_HEIGHT, Sheet
from sinhke_desktop.documents.typesetting import fit
from sinhke_desktop.domain.form_layout import Box
from sinhke_desktop.domain.household import Member, Sex
from sinhke_desktop.domain.review import ALL_INDICATORS
from sinhke_desktop.domain.round_paper import CertificatePaper, CertificateYear

LEFT, RIGHT = 30.0, 195.0
MEMBER_WIDTHS = (10.0, 54.0, 24.0, 27.0, 14.0, 14.0, 22.0)
MEMBER_NAMES = ("STT", "Họ và tên", "Dân tộc", "Quan hệ với chủ hộ", "Nam", "Nữ", "Ghi chú")
ROW, HEAD_ROW = 7.6, 14.0
FIRST_TOP, FIRST_ROWS = 122.0, 12
MORE_TOP, MORE_ROWS = 32.0, 30
SIGN_TOP = 235.5
CARD_LINE, ISSUED_FROM = 2, 135.0
"""The line with the card's number, and where on it the day of issue begins."""
GRID_TOP, GRID_HEAD, GRID_ROW = 42.0, 30.0, 30.0
GRID_LEFT_WIDTHS = (15.0, 23.0, 13.0)
GRID_SIGN = 42.0
MARKS = (
    "Mẫu số 03 dựng lại từ các trường đã thu thập; cỡ giấy, câu chữ của mẫu gốc chưa đối chiếu được.",
    "Giấy theo mẫu gốc ghi đến năm 2025; mẫu dùng cho năm 2026 chưa tìm thấy.",
)

SYMBOL = "GCN-HN.HCN"


@dataclass(frozen=True, slots=True)
class _Cell:
    """A piece of a grid row: where, what, how."""

    box: Box
    text: str
    font: str = REGULAR
    size: float = 11


def render_certificates(papers: Sequence[CertificatePaper], indicators: Sequence[str]) -> bytes:
    """All *papers* as one PDF; *indicators* are the keys of the grid's codes 1, 2…; same input, same bytes.

    Raises ValueError without papers.
    """
    if not papers:
        raise ValueError("no certificates")
    output = BytesIO()
    canvas = open_canvas(output, UPRIGHT, name="Giấy chứng nhận hộ nghèo, hộ cận nghèo", author=papers[0].commune.name)
    for number, paper in enumerate(papers, 1):
        canvas.bookmarkPage(f"giay-{number}", fit="Fit")
        canvas.addOutlineEntry(f"{number}. {paper.head.full_name}", f"giay-{number}", level=0)
        if not paper.only_year:
            _identity(canvas, paper)
        _grid(Sheet(canvas), paper, indicators)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def _identity(canvas: PdfCanvas, paper: CertificatePaper) -> None:
    sheet = Sheet(canvas)
    top = _heads(sheet, paper)
    lines = (
        ("Hộ gia đình ông/bà", paper.head.full_name),
        ("Dân tộc", paper.head.ethnic_group),
        ("Số CCCD/CMND", paper.head.citizen_id),
        ("Nơi thường trú", ", ".join(filter(None, (paper.address, paper.hamlet, paper.commune.name,
                                                   paper.commune.province_name)))),
    )  # fmt: skip
    for place, (name, value) in enumerate(lines):
        y = top + place * 8.0
        sheet.text(LEFT, y, f"{name}:", REGULAR, 13)
        start = LEFT + canvas.stringWidth(f"{name}: ", REGULAR, 13) / mm
        end = ISSUED_FROM - 3.0 if place == CARD_LINE else RIGHT
        sheet.fitted(start, y, end - start, value, BOLD if place == 0 else REGULAR, 13)
        sheet.dotted(start, end, y + 1.2)
        if place == CARD_LINE:
            _card_day(sheet, y, paper)
    sheet.text(LEFT, FIRST_TOP - 4.0, "I. Thành viên trong hộ", BOLD, 13)
    first, rest = paper.members[:FIRST_ROWS], paper.members[FIRST_ROWS:]
    _members(sheet, first, FIRST_TOP, FIRST_ROWS, 0)
    _sign(sheet, paper)
    canvas.showPage()
    for start in range(0, len(rest), MORE_ROWS):
        sheet = Sheet(canvas)
        sheet.text(LEFT, MORE_TOP - 4.0, "I. Thành viên trong hộ (tiếp theo)", BOLD, 13)
        _members(sheet, rest[start : start + MORE_ROWS], MORE_TOP, MORE_ROWS, FIRST_ROWS + start)
        canvas.showPage()


def _card_day(sheet: Sheet, y: float, paper: CertificatePaper) -> None:
    issued = paper.head.card_issued_on
    sheet.text(ISSUED_FROM, y, "Ngày cấp:", REGULAR, 13)
    start = ISSUED_FROM + sheet.canvas.stringWidth("Ngày cấp: ", REGULAR, 13) / mm
    sheet.fitted(start, y, RIGHT - start, f"{issued:%d/%m/%Y}" if issued else "", REGULAR, 13)
    sheet.dotted(start, RIGHT, y + 1.2)


def _heads(sheet: Sheet, paper: CertificatePaper) -> float:
    """Both heading blocks and the title; gives the baseline of the household's first line."""
    head = letter_head(paper.commune, paper.last_year)
    issuer = issuer_lines(head.governing_body, head.issuing_body, 62 * mm)
    y = PAGE_HEIGHT - draw_issuer(sheet.canvas, issuer, 62 * mm, (PAGE_HEIGHT - 25.0) * mm) / mm
    number = f" {paper.number.partition('/')[0]}" if paper.number else OPEN_NUMBER
    sheet.centred(62.0, y + 3.0, f"Số:{number}/{SYMBOL}", REGULAR, 13)
    draw_state(sheet.canvas, 147 * mm, (PAGE_HEIGHT - 25.0) * mm)
    title: float = max(58.0, y + 12.0)
    sheet.centred(112.5, title, "GIẤY CHỨNG NHẬN", BOLD, 16)
    sheet.centred(112.5, title + 7.0, "HỘ NGHÈO, HỘ CẬN NGHÈO", BOLD, 14)
    return max(80.0, title + 15.5)


def _sign(sheet: Sheet, paper: CertificatePaper) -> None:
    block = signature(paper.commune)
    day = f"{letter_head(paper.commune, paper.last_year).place}, {written_day(paper.issued_on, paper.last_year)}"
    sheet.fitted_centred(147.0, SIGN_TOP, 94.0, day, ITALIC, 13)
    y = SIGN_TOP + 6.5
    for text in (block.authority, block.title or "Chủ tịch"):
        if text:
            sheet.fitted_centred(147.0, y, 94.0, text.upper(), BOLD, 13)
            y += 6.0
    sheet.fitted_centred(147.0, 272.0, 94.0, block.name, BOLD, 13)


def _boxes(left: float, top: float, widths: Sequence[float], height: float) -> list[Box]:
    found, edge = [], left
    for width in widths:
        found.append(Box(edge, top, width, height))
        edge += width
    return found


def _members(sheet: Sheet, members: Sequence[Member], top: float, rows: int, before: int) -> None:
    head = _boxes(LEFT, top, MEMBER_WIDTHS, HEAD_ROW)
    sheet.shaded(Box(LEFT, top, RIGHT - LEFT, HEAD_ROW))
    for place, (box, name) in enumerate(zip(head, MEMBER_NAMES, strict=True)):
        if place in (4, 5):
            box = Box(box.left, top + HEAD_ROW / 2, box.width, HEAD_ROW / 2)
        _lines_in(sheet, box, name)
    years = Box(head[4].left, top, head[4].width + head[5].width, HEAD_ROW / 2)
    _lines_in(sheet, years, "Năm sinh")
    body = tuple(Box(LEFT, top + HEAD_ROW + place * ROW, RIGHT - LEFT, ROW) for place in range(rows))
    sheet.grid(body, MEMBER_WIDTHS)
    edges = [(box.left, top, box.left, top + HEAD_ROW) for box in head if box.left != head[5].left]
    middle = top + HEAD_ROW / 2
    edges += [(LEFT, top, RIGHT, top), (RIGHT, top, RIGHT, top + HEAD_ROW),
              (head[4].left, middle, head[5].right, middle),
              (head[5].left, middle, head[5].left, top + HEAD_ROW)]  # fmt: skip
    sheet.rules(edges)
    for place, member in enumerate(members):
        cells = _boxes(LEFT, body[place].top, MEMBER_WIDTHS, ROW)
        year = str(member.birth.year) if member.birth else ""
        sheet.in_cell_centred(cells[0], str(before + place + 1))
        sheet.in_cell(cells[1], member.full_name)
        sheet.in_cell(cells[2], member.ethnic_group)
        sheet.in_cell(cells[3], member.relation)
        if member.sex is None:
            sheet.in_cell(cells[6], f"sinh {year}" if year else "")
        else:
            sheet.in_cell_centred(cells[4 if member.sex is Sex.MALE else 5], year)


def _lines_in(sheet: Sheet, box: Box, text: str, size: float = 10) -> None:
    """Draw *text* in the middle of *box* on as many lines as it needs."""
    found = fit(text, BOLD, size, (box.width - 1.5) * mm, 3, 7.5)
    step = found.size * 1.15 / mm
    first = box.top + box.height / 2 - (len(found.lines) - 1) * step / 2 + found.size * 0.34 / mm
    for place, one in enumerate(found.lines):
        sheet.fitted_centred(box.left + box.width / 2, first + place * step, box.width - 1.0, one, BOLD, found.size)


def _grid(sheet: Sheet, paper: CertificatePaper, indicators: Sequence[str]) -> None:
    years = range(paper.first_year, paper.last_year + 1)
    code = (RIGHT - LEFT - sum(GRID_LEFT_WIDTHS) - GRID_SIGN) / len(indicators)
    widths = (*GRID_LEFT_WIDTHS, *[code] * len(indicators), GRID_SIGN)
    by_year = {one.year: one for one in paper.years}
    if not paper.only_year:
        _grid_frame(sheet, paper, indicators, widths)
    for place, year in enumerate(years):
        top = GRID_TOP + GRID_HEAD + place * GRID_ROW
        row = by_year.get(year)
        cells = _boxes(LEFT, top, widths, GRID_ROW)
        if not paper.only_year:
            sheet.in_cell_centred(cells[0], str(year), BOLD, 12)
        if row is not None and paper.only_year in (0, year):
            _grid_row(sheet, row, cells, indicators)


def _grid_row(sheet: Sheet, row: CertificateYear, cells: Sequence[Box], indicators: Sequence[str]) -> None:
    found = [_Cell(cells[2], row.mark, BOLD, 13)]
    if row.decided_on:
        found.append(_Cell(cells[1], f"{row.decided_on:%d/%m/%Y}"))
    found += [
        _Cell(box, "x", BOLD, 12) for box, key in zip(cells[3:-1], indicators, strict=True) if key in row.deprived
    ]
    sign = cells[-1]
    for cell in found:
        sheet.in_cell_centred(cell.box, cell.text, cell.font, cell.size)
    _lines_in(sheet, Box(sign.left, sign.bottom - 11.5, sign.width, 11.0), row.signer)


def _grid_frame(sheet: Sheet, paper: CertificatePaper, indicators: Sequence[str], widths: tuple[float, ...]) -> None:
    span = f"giai đoạn {paper.first_year}-{paper.last_year}"
    sheet.text(LEFT, 28.0, f"II. Kết quả rà soát hằng năm, {span}", BOLD, 13)
    sheet.text(LEFT, 34.5, "N: hộ nghèo; CN: hộ cận nghèo; x: chỉ số thiếu hụt", ITALIC, 11)
    sheet.shaded(Box(LEFT, GRID_TOP, RIGHT - LEFT, GRID_HEAD))
    head = _boxes(LEFT, GRID_TOP, widths, GRID_HEAD)
    names = ("Năm", "Ngày công nhận", "N hoặc CN", *map(str, range(1, len(indicators) + 1)),
             "Chủ tịch UBND ký, đóng dấu")  # fmt: skip
    codes = head[3:-1]
    for place, (box, name) in enumerate(zip(head, names, strict=True)):
        lower = 3 <= place < 3 + len(indicators)
        _lines_in(sheet, replace(box, top=box.top + 20.0, height=10.0) if lower else box, name)
    _lines_in(sheet, Box(codes[0].left, GRID_TOP, codes[-1].right - codes[0].left, 20.0),
              "Mã chỉ số thiếu hụt dịch vụ xã hội cơ bản")  # fmt: skip
    count = paper.last_year - paper.first_year + 1
    rows = tuple(Box(LEFT, GRID_TOP + GRID_HEAD + place * GRID_ROW, RIGHT - LEFT, GRID_ROW) for place in range(count))
    sheet.grid(rows, widths)
    edges = [(box.left, GRID_TOP + (20.0 if box in codes[1:] else 0.0), box.left, GRID_TOP + GRID_HEAD) for box in head]
    edges += [(LEFT, GRID_TOP, RIGHT, GRID_TOP), (RIGHT, GRID_TOP, RIGHT, GRID_TOP + GRID_HEAD),
              (codes[0].left, GRID_TOP + 20.0, codes[-1].right, GRID_TOP + 20.0)]  # fmt: skip
    sheet.rules(edges)
    y = rows[-1].bottom + 7.0
    sheet.text(LEFT, y, "Mã chỉ số:", BOLD, 10.5)
    half = (len(indicators) + 1) // 2
    for place, key in enumerate(indicators):
        column, line = divmod(place, half)
        text = f"{place + 1}. {ALL_INDICATORS.get(key, key)}"
        sheet.fitted(LEFT + column * 82.0, y + 5.5 + line * 5.0, 80.0, text, REGULAR, 10.5)
    y += 9.0 + half * 5.0
    notes = ("Ghi chú: Chủ tịch Ủy ban nhân dân xã ký, đóng dấu vào dòng của năm ngay sau khi có kết quả rà soát. "
             "Thay đổi thành viên phải có giấy tờ chứng minh (đăng ký kết hôn, khai sinh...).",
             f"{CHECK} " + " ".join((*MARKS, *paper.marks)))  # fmt: skip
    for note in notes:
        found = fit(note, ITALIC, 10, (RIGHT - LEFT) * mm, 5, 7)
        for one in found.lines:
            sheet.fitted(LEFT, y, RIGHT - LEFT, one, ITALIC, found.size)
            y += 4.4
        y += 1.0
