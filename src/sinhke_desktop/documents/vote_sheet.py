"""Vote sheets to cut out, as many on a page as fit, and the minutes of counting them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from sinhke_desktop.documents import fonts, tables
from sinhke_desktop.documents.fonts import BOLD, ITALIC, REGULAR
from sinhke_desktop.documents.letter import HEADING, Heading, caption, paragraphs, title, written_day
from sinhke_desktop.documents.page import UPRIGHT, open_canvas
from sinhke_desktop.documents.paper import (
    DOTS,
    OPEN,
    OpenLines,
    Story,
    count,
    footnotes,
    hamlet_head,
    line,
    lower_first,
    render_papers,
    signatures,
)
from sinhke_desktop.documents.sheet import PAGE_HEIGHT, PAGE_WIDTH, Sheet
from sinhke_desktop.documents.typesetting import Canvas, fit
from sinhke_desktop.domain.form_layout import Box
from sinhke_desktop.domain.money import format_percent
from sinhke_desktop.domain.vote_sheet import HOUSEHOLD, Question, VoteSheet

BALLOT, OPINION = "Phiếu biểu quyết", "Phiếu lấy ý kiến hộ"
COUNTING = "Biên bản kiểm phiếu"
MARK = (
    "Phiếu và biên bản kiểm phiếu do phần mềm đề xuất; các mẫu của Nghị định 59/2023/NĐ-CP chỉ biết tên, chưa đối "
    "chiếu được nội dung."
)
NOTE = "Đánh dấu × vào một ô trên mỗi dòng. Mỗi {voter} một phiếu."
CHOICES = ("Tán thành", "Không tán thành", "Không có ý kiến")
EDGE = 8.0
"""Millimetres that printers leave white around a page."""
TWO_COLUMNS_UP_TO = 6
HEAD_HEIGHT, TABLE_HEAD, ROW, END, NAMED_END = 25.0, 8.5, 9.0, 9.0, 27.0
CHOICE_WIDTH, NUMBER_WIDTH = 14.0, 7.0
SIDE = 4.5
PAD = 4.0
_BY_HAND = "(Ký, ghi rõ họ tên)"


@dataclass(frozen=True, slots=True)
class _Grid:
    """How slips stand on a page: columns, rows, size of one; ``parts`` are the questions of each page of a slip."""

    columns: int
    rows: int
    width: float
    height: float
    parts: tuple[tuple[tuple[int, Question], ...], ...]


def render_vote_sheets(sheets: Sequence[VoteSheet]) -> bytes:
    """The slips of each of *sheets* as PDF, cut lines between them; too many questions for a page go on on the next.

    The same values give the same bytes. Raises ValueError where there is nothing to vote on.
    """
    if not sheets or not all(one.questions for one in sheets):
        raise ValueError("nothing to vote on")
    output = BytesIO()
    name = OPINION if sheets[0].named else BALLOT
    canvas = open_canvas(output, UPRIGHT, name=name, author=sheets[0].commune.name)
    for number, sheet in enumerate(sheets, 1):
        canvas.bookmarkPage(f"phieu-{number}", fit="Fit")
        canvas.addOutlineEntry(f"{name}: {sheet.hamlet}", f"phieu-{number}", level=0)
        _pages(canvas, sheet)
    canvas.save()
    return output.getvalue()


def _pages(canvas: Canvas, sheet: VoteSheet) -> None:
    grid = _grid(sheet)
    slips = [part for _number in range(max(sheet.slips, 1)) for part in range(len(grid.parts))]
    a_page = grid.columns * grid.rows
    for start in range(0, len(slips), a_page):
        page = Sheet(canvas)
        _cut_lines(page, grid)
        for place, part in enumerate(slips[start : start + a_page]):
            row, column = divmod(place, grid.columns)
            box = Box(EDGE + column * grid.width, EDGE + row * grid.height, grid.width, grid.height)
            _slip(page, box, sheet, grid.parts[part], part, len(grid.parts))
        canvas.showPage()


def _grid(sheet: VoteSheet) -> _Grid:
    columns = 2 if len(sheet.questions) <= TWO_COLUMNS_UP_TO and all(map(_is_short, sheet.questions)) else 1
    end = NAMED_END if sheet.named else END
    room = PAGE_HEIGHT - 2 * EDGE
    most = int((room - HEAD_HEIGHT - TABLE_HEAD - end - 2 * PAD) / ROW)
    numbered = list(enumerate(sheet.questions, 1))
    parts = tuple(tuple(numbered[start : start + most]) for start in range(0, len(numbered), most))
    needed = HEAD_HEIGHT + TABLE_HEAD + ROW * len(parts[0]) + end + 2 * PAD
    rows = max(int(room / needed), 1)
    return _Grid(columns, rows, (PAGE_WIDTH - 2 * EDGE) / columns, room / rows, parts)


def _is_short(question: Question) -> bool:
    """True if its text is readable on two lines beside another slip."""
    words = (PAGE_WIDTH - 2 * EDGE) / 2 - 2 * PAD - NUMBER_WIDTH - 3 * CHOICE_WIDTH
    return fit(question.text, REGULAR, 9, (words - 2.0) * mm, 2, 8.5).scale == 100.0


def _cut_lines(page: Sheet, grid: _Grid) -> None:
    lines = [
        (EDGE, EDGE + row * grid.height, PAGE_WIDTH - EDGE, EDGE + row * grid.height) for row in range(1, grid.rows)
    ]
    if grid.columns > 1:
        lines.append((PAGE_WIDTH / 2, EDGE, PAGE_WIDTH / 2, PAGE_HEIGHT - EDGE))
    page.canvas.setDash(4, 3)
    if lines:
        page.rules(lines, 0.5)
    page.canvas.setDash()


def _slip(
    page: Sheet, box: Box, sheet: VoteSheet, questions: tuple[tuple[int, Question], ...], part: int, parts: int
) -> None:
    inside = Box(box.left + PAD, box.top + PAD, box.width - 2 * PAD, box.height - 2 * PAD)
    middle = inside.left + inside.width / 2
    above = f"{sheet.hamlet}, {lower_first(sheet.commune.name)}"
    page.fitted_centred(middle, inside.top + 4.5, inside.width, above, REGULAR, 10)
    name = OPINION if sheet.named else BALLOT
    more = f" (tiếp theo, tờ {part + 1}/{parts})" if part else ""
    page.fitted_centred(middle, inside.top + 11.0, inside.width, f"{name.upper()}{more}", BOLD, 13)
    about = fit(sheet.about[:1].upper() + sheet.about[1:], BOLD, 10.5, inside.width * mm, 2, 8.5)
    for place, text in enumerate(about.lines):
        page.fitted_centred(middle, inside.top + 16.0 + place * 4.2, inside.width, text, BOLD, about.size)
    day = f"Ngày {sheet.held_on:%d/%m/%Y}" if sheet.held_on else f"Ngày …… tháng …… năm {sheet.year}"
    page.fitted_centred(middle, inside.top + HEAD_HEIGHT - 1.0, inside.width, day, ITALIC, 10)
    top = inside.top + HEAD_HEIGHT + 1.0
    _questions(page, Box(inside.left, top, inside.width, TABLE_HEAD + ROW * len(questions)), questions)
    y = top + TABLE_HEAD + ROW * len(questions) + 5.0
    page.fitted(inside.left, y, inside.width, NOTE.format(voter=sheet.voter), ITALIC, 9.5)
    if sheet.named and part == parts - 1:
        page.text(inside.left, y + 7.0, "Đại diện hộ:", REGULAR, 11)
        page.dotted(inside.left + 21.0, inside.right, y + 8.0)
        page.text(inside.left, y + 15.0, "Ký tên:", REGULAR, 11)
        page.dotted(inside.left + 13.0, inside.right, y + 16.0)


def _questions(page: Sheet, box: Box, questions: tuple[tuple[int, Question], ...]) -> None:
    words = box.width - NUMBER_WIDTH - 3 * CHOICE_WIDTH
    widths = (NUMBER_WIDTH, words, CHOICE_WIDTH, CHOICE_WIDTH, CHOICE_WIDTH)
    rows = (
        Box(box.left, box.top, box.width, TABLE_HEAD),
        *(Box(box.left, box.top + TABLE_HEAD + place * ROW, box.width, ROW) for place in range(len(questions))),
    )
    page.shaded(rows[0])
    page.grid(rows, widths)
    for place, choice in enumerate(CHOICES):
        cell = Box(box.left + NUMBER_WIDTH + words + place * CHOICE_WIDTH, box.top, CHOICE_WIDTH, TABLE_HEAD)
        found = fit(choice, BOLD, 8.5, (CHOICE_WIDTH - 1.0) * mm, 2, 7)
        first = cell.top + cell.height / 2 + 1.0 - (len(found.lines) - 1) * 1.6
        for at, text in enumerate(found.lines):
            page.fitted_centred(
                cell.left + CHOICE_WIDTH / 2, first + at * 3.3, CHOICE_WIDTH - 1.0, text, BOLD, found.size
            )
    page.in_cell_centred(Box(box.left, box.top, NUMBER_WIDTH, TABLE_HEAD), "TT", BOLD, 9)
    page.in_cell_centred(Box(box.left + NUMBER_WIDTH, box.top, words, TABLE_HEAD), "Nội dung", BOLD, 9.5)
    for row, (number, question) in zip(rows[1:], questions, strict=True):
        page.in_cell_centred(Box(box.left, row.top, NUMBER_WIDTH, ROW), str(number), REGULAR, 10)
        page.in_cell(Box(box.left + NUMBER_WIDTH, row.top, words, ROW), question.text, REGULAR, 11)
        page.boxes(
            Box(
                box.left + NUMBER_WIDTH + words + (place + 0.5) * CHOICE_WIDTH - SIDE / 2,
                row.top + (ROW - SIDE) / 2,
                SIDE,
                SIDE,
            )
            for place in range(len(CHOICES))
        )


def render_countings(sheets: Sequence[VoteSheet]) -> bytes:
    """The minutes of counting *sheets* as PDF, open where nothing was counted; the same values give the same bytes.

    Raises ValueError without any.
    """
    fonts.register()
    author = sheets[0].commune.name if sheets else ""
    return render_papers([(one.hamlet, counting(one)) for one in sheets], name=COUNTING, author=author)


def counting(sheet: VoteSheet) -> Story:
    """The minutes of counting as they are signed."""
    commune = sheet.commune
    kind = "phiếu lấy ý kiến hộ" if sheet.named else "phiếu biểu quyết"
    story: Story = [Heading(hamlet_head(commune, sheet.hamlet, sheet.year))]
    story += title("Biên bản", f"Kiểm {kind} {sheet.about}")
    day = written_day(sheet.held_on, sheet.year) if sheet.held_on else f"ngày …… tháng …… năm {sheet.year}"
    story += paragraphs([
        f"Hôm nay, vào hồi …… giờ …… phút, {day}, tại {sheet.place or DOTS}, {lower_first(sheet.hamlet)}, "
        f"{lower_first(commune.name)}, tổ kiểm phiếu đã kiểm {kind} {sheet.about}."
    ])  # fmt: skip
    story += [*paragraphs(["I. Tổ kiểm phiếu"], HEADING), line("1. Tổ trưởng", ""), line("2. Thư ký", ""),
              line("3. Thành viên", ""), line("4. Người giám sát (Ban công tác Mặt trận)", "")]  # fmt: skip
    story += paragraphs(["II. Số phiếu"], HEADING)
    story += paragraphs([
        _turnout(sheet),
        f"- Số phiếu phát ra: {OPEN}; số phiếu thu về: {OPEN};",
        f"- Số phiếu hợp lệ: {OPEN}; số phiếu không hợp lệ: {OPEN}.",
    ])  # fmt: skip
    story += [*paragraphs(["III. Kết quả"], HEADING), *caption(f"Kết quả kiểm phiếu (mỗi {sheet.voter} một phiếu)")]
    story.append(_counted(sheet))
    if sheet.threshold:
        story += paragraphs([f"Mức tán thành cần đạt: {sheet.threshold}."])
    story += [*paragraphs(["Nội dung được thông qua:"]), OpenLines(2)]
    end = paragraphs([
        "Việc kiểm phiếu kết thúc vào hồi …… giờ …… phút cùng ngày. Biên bản lập thành 02 bản, kèm theo các phiếu đã "
        "kiểm, đã đọc cho mọi người dự họp nghe và thống nhất."
    ])  # fmt: skip
    signers = signatures(("Người giám sát", _BY_HAND, ""), ("Thư ký", _BY_HAND, ""), ("Tổ trưởng", _BY_HAND, ""))
    return [*story, KeepTogether([*end, signers]), *footnotes((MARK, *sheet.marks))]


def _turnout(sheet: VoteSheet) -> str:
    if sheet.voter != HOUSEHOLD:
        return f"- Số người dự họp: {count(sheet.present)} người;"
    share = f"{OPEN}%"
    if sheet.everyone and sheet.present is not None:
        share = format_percent(sheet.present, sheet.everyone, 1)
    return (
        f"- Tổng số hộ của {lower_first(sheet.hamlet)}: {count(sheet.everyone)} hộ; số hộ có đại diện dự họp hoặc được "
        f"lấy ý kiến: {count(sheet.present)} hộ, đạt {share};"
    )


def _counted(sheet: VoteSheet) -> Flowable:
    head = ("TT", "Nội dung", *CHOICES, "Tỷ lệ tán thành")
    rows: list[list[Flowable | str]] = []
    for number, one in enumerate(sheet.questions, 1):
        cells = ["", "", "", ""]
        if one.votes_for is not None and one.votes_against is not None:
            cells = [str(one.votes_for), str(one.votes_against), "", ""]
            if sheet.present:
                cells[2:] = [str(sheet.present - one.votes_for - one.votes_against),
                             format_percent(one.votes_for, sheet.present, 1)]  # fmt: skip
        rows.append([tables.centred(str(number)), tables.text(one.text), *[tables.centred(cell) for cell in cells]])
    return tables.ruled(head, rows, (10, 71, 20, 21, 21, 22))
