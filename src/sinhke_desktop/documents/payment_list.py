"""The list of payments from one source on one day: who got how much, in figures and words, with room to sign.

Built from what such lists state; the form prescribed for it was not seen, which the paper says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable, KeepTogether

from sinhke_desktop.documents import fonts, tables
from sinhke_desktop.documents.letter import Heading, LetterHead, letter_head, paragraphs, title
from sinhke_desktop.documents.page_totals import PageTotals, Sum
from sinhke_desktop.documents.paper import Story, footnotes, render_papers, signatures
from sinhke_desktop.domain.commune import Commune
from sinhke_desktop.domain.money import amount_in_words, format_dong

NAME = "Danh sách chi trả"
MARK = "Mẫu danh sách chi trả dựng theo các nội dung thường có; mẫu do cơ quan tài chính quy định chưa đối chiếu được."
SIGN = "(Ký, ghi rõ họ tên)"


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One payment: for whom, where that one lives, who took the money if it is another, the paper, đồng, a note."""

    name: str
    place: str
    payee: str
    paper: str
    amount: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaymentListPaper:
    """What was paid from *source* on *day* for the model."""

    commune: Commune
    model: str
    source: str
    decision: str
    day: date
    rows: tuple[PaymentRow, ...]

    @property
    def total(self) -> int:
        """Đồng of all rows."""
        return sum(row.amount for row in self.rows)


def plain_head(commune: Commune, year: int) -> LetterHead:
    """The commune's heading without number and day, for lists and minutes."""
    head = letter_head(commune, year)
    return LetterHead(head.issuing_body, head.place, year, head.governing_body, numbered=False)


def payment_list(paper: PaymentListPaper) -> Story:
    """The list as it is signed."""
    story: Story = [Heading(plain_head(paper.commune, paper.day.year))]
    story += title(NAME, f"Kinh phí thực hiện mô hình “{paper.model}”")
    facts = [f"Nguồn vốn: {paper.source}.", f"Ngày chi: {paper.day:%d/%m/%Y}."]
    if paper.decision:
        facts.insert(1, f"Căn cứ: {paper.decision}.")
    story += paragraphs(facts)
    story.append(_table(paper.rows))
    end = paragraphs([f"Tổng số tiền bằng chữ: {amount_in_words(paper.total)}./."])
    signers = signatures(
        ("Người lập", SIGN, ""),
        ("Kế toán", SIGN, ""),
        (paper.commune.signer_title or "Chủ tịch", "(Ký tên, đóng dấu)", paper.commune.signer_name),
    )
    return [*story, KeepTogether([*end, signers]), *footnotes((MARK,))]


def _total_row(words: str, amount: int) -> list[Flowable | str]:
    return ["", tables.text(words, bold=True), "", tables.number(format_dong(amount), bold=True), ""]


def _table(rows: Sequence[PaymentRow]) -> Flowable:
    head = ("TT", "Người nhận", "Chứng từ, nội dung", "Số tiền (đồng)", "Ký nhận")
    cells: list[list[Flowable | str]] = []
    notes = []
    for number, row in enumerate(rows, 1):
        place = " · ".join(filter(None, (row.place, f"người nhận tiền: {row.payee}" if row.payee else "")))
        said = "; ".join(filter(None, (row.paper, row.note)))
        cells.append([
            tables.centred(str(number)), tables.person(row.name, place), tables.text(said),
            Sum(row.amount, format_dong(row.amount)), "",
        ])  # fmt: skip
        notes.append(len(cells))
        cells.append(["", tables.note(f"Bằng chữ: {amount_in_words(row.amount)}"), "", "", ""])
    return PageTotals(tables.ruled(head, cells, (9, 52, 42, 30, 32), notes_after=notes), _total_row)


def render_payment_list(paper: PaymentListPaper) -> bytes:
    """The list as PDF; the same payments give the same bytes."""
    fonts.register()
    return render_papers([(NAME, payment_list(paper))], name=NAME, author=paper.commune.name)
