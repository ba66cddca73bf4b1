"""Bảng quyết toán: a model's money by source in one budget year or in all, on A4 across; every row and sum adds up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, KeepTogether

from sinhke_desktop.documents import tables
from sinhke_desktop.documents.letter import Heading, caption, paragraphs, title
from sinhke_desktop.documents.paper import Story, across, footnotes, render_papers, signatures
from sinhke_desktop.documents.payment_list import SIGN, plain_head
from sinhke_desktop.domain.commune import Commune
from sinhke_desktop.domain.money import amount_in_words, format_dong
from sinhke_desktop.domain.settlement import Sums, add_up

NAME = "Bảng quyết toán"
MARK = (
    "Mẫu bảng quyết toán theo Thông tư số 55/2023/TT-BTC chưa đối chiếu được với văn bản gốc; bảng này chỉ liệt kê số "
    "liệu đã ghi trong hồ sơ mô hình."
)
OWN_MARK = "Đối ứng của hộ không qua phân bổ dự toán nên các cột chuyển sang, được cấp và còn lại để trống."
HEAD = ("TT", "Nguồn vốn", "Kế hoạch", "Năm trước chuyển sang", "Được cấp trong năm", "Đã chi", "Đề nghị quyết toán",
        "Chuyển năm sau", "Nộp trả, hủy dự toán", "Còn lại")  # fmt: skip
WIDTHS = (9.0, 56.0, 24.0, 24.0, 24.0, 24.0, 24.0, 24.0, 24.0, 24.0)


@dataclass(frozen=True, slots=True)
class SettledLine:
    """One budget line of one year: its words, whether it is the households' own contribution, its sums in đồng."""

    name: str
    own: bool
    sums: Sums


@dataclass(frozen=True, slots=True)
class SettledYear:
    """The lines of one budget year; ``year`` 0 where none is told."""

    year: int
    lines: tuple[SettledLine, ...]


@dataclass(frozen=True, slots=True)
class SettlementPaper:
    """The settlement of one year or of several, each a table of its own; ``whole`` are all lines over all years."""

    commune: Commune
    model: str
    decision: str
    years: tuple[SettledYear, ...]
    whole: tuple[SettledLine, ...]
    signed_year: int


def year_name(year: int) -> str:
    """``Năm 2025``, or that none was told."""
    return f"Năm {year}" if year else "Không ghi năm"


def settlement_table(paper: SettlementPaper) -> Story:
    """The table or tables as they are signed, on A4 across."""
    numbers = [str(one.year) for one in paper.years if one.year]
    years = f", {'các năm' if len(numbers) > 1 else 'năm'} {', '.join(numbers)}" if numbers else ""
    story: Story = [across(), Heading(plain_head(paper.commune, paper.signed_year))]
    story += title(NAME, f"Kinh phí thực hiện mô hình “{paper.model}”{years}")
    if paper.decision:
        story += paragraphs([f"Căn cứ: {paper.decision}."])
    for one in paper.years:
        story += caption(f"{year_name(one.year)} (đơn vị tính: đồng)")
        story.append(_table(one.lines))
    settled = [line for one in paper.years for line in one.lines]
    if len(paper.years) > 1:
        story += caption("Cả giai đoạn (đơn vị tính: đồng); kinh phí chuyển năm sau nằm trong số được cấp")
        story.append(_table(paper.whole))
    total = sum(line.sums.settled for line in settled)
    end = paragraphs([f"Số đề nghị quyết toán bằng chữ: {amount_in_words(total)}./."])
    signers = signatures(
        ("Người lập biểu", SIGN, ""),
        ("Kế toán", SIGN, ""),
        (paper.commune.signer_title or "Chủ tịch", "(Ký tên, đóng dấu)", paper.commune.signer_name),
    )
    marks = (MARK, OWN_MARK) if any(line.own for line in settled) else (MARK,)
    return [*story, *footnotes(marks), KeepTogether([*end, signers])]


def _table(lines: Sequence[SettledLine]) -> Flowable:
    rows: list[list[Flowable | str]] = []
    state = [line.sums for line in lines if not line.own]
    own = [line.sums for line in lines if line.own]
    for number, line in enumerate(sorted(lines, key=lambda one: one.own), 1):
        allotted = Sums() if line.own else line.sums
        rows.append([
            tables.centred(str(number)), tables.text(line.name), *_cells(line.sums, allotted, open_=line.own),
        ])  # fmt: skip
    if state and own:
        rows.append(["", tables.text("Cộng vốn hỗ trợ", bold=True), *_cells(add_up(state), add_up(state), bold=True)])
        cells = _cells(add_up(own), Sums(), open_=True, bold=True)
        rows.append(["", tables.text("Cộng đối ứng của hộ", bold=True), *cells])
    cells = _cells(add_up([*state, *own]), add_up(state), open_=not state, bold=True)
    rows.append(["", tables.text("Tổng cộng", bold=True), *cells])
    totals = 3 if state and own else 1
    return tables.ruled(HEAD, rows, WIDTHS, total=totals)


def _cells(spent: Sums, allotted: Sums, *, open_: bool = False, bold: bool = False) -> list[Flowable | str]:
    """The money columns: planned, paid and settled of *spent*, the others of *allotted* (left empty with *open_*)."""
    through = [allotted.carried_in, allotted.allotted, allotted.carried_over, allotted.returned, allotted.left]
    came, given, over, back, left = ["" if open_ else format_dong(value) for value in through]
    plan, paid, settled = [format_dong(value) for value in (spent.planned, spent.paid, spent.settled)]
    return [tables.number(text, bold=bold) for text in (plan, came, given, paid, settled, over, back, left)]


def render_settlement(paper: SettlementPaper) -> bytes:
    """The settlement as PDF; the same money gives the same bytes."""
    return render_papers([(NAME, settlement_table(paper))], name=NAME, author=paper.commune.name)
