"""Minutes of a handover: what each household got, where it came from, the lots with how to check them, who signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable, KeepTogether

from sinhke_desktop.documents import fonts, tables
from sinhke_desktop.documents.letter import HEADING, Heading, caption, paragraphs, title, written_day
from sinhke_desktop.documents.page_totals import PageTotals, Sum
from sinhke_desktop.documents.paper import DOTS, Story, footnotes, line, lower_first, render_papers, signatures
from sinhke_desktop.documents.payment_list import SIGN, plain_head
from sinhke_desktop.domain.commune import Commune
from sinhke_desktop.domain.lots import RULE, Lot, check_code
from sinhke_desktop.domain.money import amount_in_words, format_dong, format_number

NAME = "Biên bản bàn giao"
MARK = "Mẫu biên bản bàn giao dựng theo các nội dung thường có; không có mẫu quy định nào được đối chiếu."
CODE_SHOWN = 16


@dataclass(frozen=True, slots=True)
class HandedRow:
    """One household's goods of one kind; ``lot`` is the one drawn with a number named, ``lot_text`` any other."""

    name: str
    place: str
    kind: str
    unit: str
    quantity: int
    unit_price: int
    tag: str = ""
    received_by: str = ""
    lot: Lot | None = None
    lot_text: str = ""

    @property
    def amount(self) -> int:
        """Quantity times unit price, in đồng."""
        return self.quantity * self.unit_price


@dataclass(frozen=True, slots=True)
class HandoverPaper:
    """What was handed over on *day*; one household's own copy where there is only one ``household``."""

    commune: Commune
    model: str
    decision: str
    day: date
    number: str
    suppliers: tuple[str, ...]
    sources: tuple[str, ...]
    rows: tuple[HandedRow, ...]
    household: str = ""

    @property
    def total(self) -> int:
        """Đồng of all rows."""
        return sum(row.amount for row in self.rows)


def handover_minutes(paper: HandoverPaper) -> Story:
    """The minutes as they are signed."""
    story: Story = [Heading(plain_head(paper.commune, paper.day.year))]
    story += title(NAME, f"Con giống, vật tư của mô hình “{paper.model}”")
    opening = (
        f"Hôm nay, {written_day(paper.day, paper.day.year)}, tại {DOTS}, {lower_first(paper.commune.name)}, các bên "
        "lập biên bản bàn giao con giống, vật tư của mô hình như sau:"
    )
    facts = [text for text in (f"Số: {paper.number}." if paper.number else "",
                               f"Căn cứ: {paper.decision}." if paper.decision else "", opening) if text]  # fmt: skip
    story += paragraphs(facts)
    story += paragraphs(["I. Thành phần"], HEADING) + _parties(paper)
    story += [*paragraphs(["II. Nội dung bàn giao"], HEADING), _table(paper.rows)]
    story += paragraphs([f"Tổng giá trị bàn giao: {format_dong(paper.total)} đồng ({amount_in_words(paper.total)})."])
    if paper.sources:
        story += paragraphs([f"Nguồn vốn: {'; '.join(paper.sources)}."])
    story.append(line("Tình trạng con giống, vật tư khi bàn giao", ""))
    story += _lots(paper.rows)
    end = paragraphs([
        "Biên bản đã được đọc cho các bên cùng nghe, thống nhất và lập thành 03 bản có giá trị như nhau, mỗi bên giữ "
        "01 bản."
    ])  # fmt: skip
    receiver = ("Bên nhận", SIGN, _receiver(paper))
    return [*story, KeepTogether([*end, signatures(("Bên giao", SIGN, ""), receiver, ("Người chứng kiến", SIGN, ""))]),
            *footnotes((MARK,))]  # fmt: skip


def _receiver(paper: HandoverPaper) -> str:
    return next((row.received_by or row.name for row in paper.rows), "") if paper.household else ""


def _parties(paper: HandoverPaper) -> Story:
    households = len({(row.name, row.place) for row in paper.rows})
    receiving = paper.household or f"{households} hộ tham gia mô hình, có tên và ký nhận ở bảng dưới"
    return [
        line("1. Bên giao (đại diện chủ trì mô hình)", ""),
        line("2. Đơn vị cung ứng", "; ".join(paper.suppliers)),
        line("3. Bên nhận", receiving),
        line("4. Người chứng kiến (Mặt trận, trưởng thôn)", ""),
    ]


def _total_row(words: str, amount: int) -> list[Flowable | str]:
    return ["", tables.text(words, bold=True), "", "", tables.number(format_dong(amount), bold=True), "", ""]


def _table(rows: Sequence[HandedRow]) -> Flowable:
    head = ("TT", "Hộ nhận", "Hiện vật, đơn giá (đồng)", "Số lượng", "Thành tiền (đồng)", "Số tai, số hiệu", "Ký nhận")
    cells: list[list[Flowable | str]] = []
    for number, row in enumerate(rows, 1):
        lot = f"thăm số {row.lot.number}" if row.lot else f"thăm: {row.lot_text}" if row.lot_text else ""
        price = f"{format_dong(row.unit_price)}/{row.unit}" if row.unit_price else ""
        signer = row.received_by if row.received_by and row.received_by != row.name else ""
        cells.append([
            tables.centred(str(row.lot.place if row.lot else number)),
            tables.person(row.name, " · ".join(filter(None, (row.place, lot)))), tables.person(row.kind, price),
            tables.text(f"{format_number(row.quantity)} {row.unit}"), Sum(row.amount, format_dong(row.amount)),
            tables.text(row.tag), tables.note(signer),
        ])  # fmt: skip
    return PageTotals(tables.ruled(head, cells, (9, 37, 34, 18, 25, 21, 21)), _total_row)


def _lots(rows: Sequence[HandedRow]) -> Story:
    """How the lots were drawn, so that anybody can draw them again; nothing where none were drawn by a number."""
    drawn: dict[str, dict[int, tuple[HandedRow, Lot]]] = {}
    for row in rows:
        if row.lot is not None:
            drawn.setdefault(row.lot.named, {})[row.lot.place] = (row, row.lot)
    story: Story = []
    for named, places in drawn.items():
        story += paragraphs(["III. Bốc thăm"] if not story else [f"Lần bốc thăm theo số {named}"], HEADING)
        story += paragraphs([f"Số do người dự họp nêu: {named}.", RULE.format(example=f"{named}-1")])
        story += caption("Kết quả bốc thăm để kiểm tra")
        story.append(tables.ruled(
            ("TT", "Hộ", f"Mã SHA-256 ({CODE_SHOWN} ký tự đầu)", "Thăm số"),
            [
                [tables.centred(str(lot.place)), tables.person(row.name, row.place),
                 tables.centred(check_code(named, lot.place)[:CODE_SHOWN]), tables.centred(str(lot.number))]
                for _place, (row, lot) in sorted(places.items())
            ],
            (12, 70, 58, 25),
        ))  # fmt: skip
    return story


def render_handover_minutes(papers: Sequence[HandoverPaper]) -> bytes:
    """The minutes as PDF, each paper from its own page 1; raises ValueError without papers."""
    fonts.register()
    stories = [(paper.household or f"{paper.day:%d/%m/%Y}", handover_minutes(paper)) for paper in papers]
    return render_papers(stories, name=NAME, author=papers[0].commune.name if papers else "")
