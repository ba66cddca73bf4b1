"""The follow-up book of a participant: cover, commitment, what it got, repayment, months, visits, losses, signatures.

Every list ends with empty rows to write on; the book stays readable when two pages are printed on one sheet (A5).
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Paragraph

from sinhke_desktop.documents import fonts, tables
from sinhke_desktop.documents.fact_line import fact
from sinhke_desktop.documents.fonts import BOLD
from sinhke_desktop.documents.letter import BODY, HEADING, Heading, Room, Rule, escaped, paragraphs
from sinhke_desktop.documents.paper import Story, footnotes, lower_first, render_papers, signatures
from sinhke_desktop.documents.payment_list import plain_head
from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.follow_up_book import FollowUpBook, quarters
from sinhke_desktop.domain.losses import LOSS_KIND_NAMES
from sinhke_desktop.domain.money import amount_in_words, format_dong, format_number
from sinhke_desktop.domain.repaying import Instalment
from sinhke_desktop.domain.review import CLASS_NAMES
from sinhke_desktop.domain.revolving import RepaymentForm
from sinhke_desktop.domain.training import TRAINING_KIND_NAMES
from sinhke_desktop.domain.typed_values import month_name
from sinhke_desktop.domain.visit_record import parse_agreements

TITLE = "Sổ theo dõi hộ tham gia mô hình"
MARK = "Sổ do phần mềm đề xuất; không có mẫu quy định nào được đối chiếu."
SIGN = "(Ký, ghi rõ họ tên)"
_COVER = ParagraphStyle("bia", parent=BODY, fontName=BOLD, fontSize=22, leading=29, alignment=TA_CENTER,
                        firstLineIndent=0, spaceAfter=8)  # fmt: skip
_NAME = ParagraphStyle("ten", parent=_COVER, fontSize=17, leading=23)
_PART = ParagraphStyle("phan-so", parent=HEADING, keepWithNext=0)
_TEXT = ParagraphStyle("loi-so", parent=BODY, fontSize=13, leading=16.5, spaceAfter=3)
_COUNTS = (("Đang nuôi, trồng", "alive"), ("Sinh thêm", "born"), ("Mua thêm", "bought"), ("Chết, mất", "lost"),
           ("Đã bán", "sold"), ("Chuyển hộ khác", "passed_on"), ("Đang ốm", "sick"))  # fmt: skip
_ROW = 23.0
_TALL = 30.0


def render_follow_up_books(books: Sequence[FollowUpBook]) -> bytes:
    """*books* one after the other, each with pages of its own, as PDF; the same values give the same bytes.

    Raises ValueError without books.
    """
    fonts.register()
    author = books[0].commune.name if books else ""
    return render_papers([(one.head, _book(one)) for one in books], name=TITLE, author=author)


def _book(book: FollowUpBook) -> Story:
    return [
        *_cover(book), PageBreak(), *_commitment(book), *_inputs(book), *_repayment(book), PageBreak(), *_months(book),
        PageBreak(), *_visits(book), *_trainings(book), *_losses(book), *_end(book),
    ]  # fmt: skip


def _part(text: str, room: float = 45 * mm) -> Story:
    return [CondPageBreak(room), *paragraphs([text], _PART)]


def _cover(book: FollowUpBook) -> Story:
    model, part = book.model, book.participant
    story: Story = [Heading(plain_head(book.commune, book.made_on.year)), Room(90), Paragraph("SỔ THEO DÕI", _COVER)]
    story += [Paragraph("HỘ THAM GIA MÔ HÌNH", _COVER), Paragraph(escaped(f"“{model.name}”"), _NAME), Rule(60 * mm, 24)]
    day = f" ngày {model.decision_date:%d/%m/%Y}" if model.decision_date else ""
    facts = (
        ("Chủ hộ", book.head),
        ("Nơi ở", ", ".join(filter(None, (book.hamlet, lower_first(book.commune.name))))),
        ("Loại hộ khi tham gia", CLASS_NAMES[part.class_at_entry]),
        ("Ngày tham gia", f"{part.joined_on:%d/%m/%Y}"),
        ("Tổ, nhóm", ", ".join(filter(None, (book.group, lower_first(book.role))))),
        ("Quyết định", f"số {model.decision_number}{day}" if model.decision_number else ""),
        ("Cán bộ phụ trách", book.officer),
        ("Điện thoại cán bộ", ""),
    )
    story += [fact(name, value) for name, value in facts]
    return [*story, Room(30), *paragraphs([
        "Hộ giữ sổ này. Mỗi lần cán bộ đến thăm, hộ và cán bộ cùng ghi và ký; hết dòng trống thì in thêm trang."
    ], _TEXT), *footnotes((MARK,))]  # fmt: skip


def _commitment(book: FollowUpBook) -> Story:
    signed = book.participant.commitment_signed_on
    when = f"Hộ đã ký cam kết ngày {signed:%d/%m/%Y}:" if signed else "Hộ cam kết (chưa ghi ngày ký):"
    points = [f"{number}. {point}" for number, point in enumerate(book.points, 1)]
    return [*_part("I. Cam kết"), *paragraphs([when, *points], _TEXT)]


def _empty(rows: int, columns: int, height: float = _ROW) -> list[list[Flowable | str]]:
    return [[Room(height), *[""] * (columns - 1)] for _row in range(rows)]


def _inputs(book: FollowUpBook) -> Story:
    head = ("Ngày", "Con giống, vật tư", "Số lượng", "Đơn giá (đồng)", "Thành tiền (đồng)", "Số tai, số hiệu",
            "Ký nhận")  # fmt: skip
    rows: list[list[Flowable | str]] = [
        [
            tables.centred(f"{one.handed_on:%d/%m/%Y}"), tables.text(one.kind),
            tables.text(f"{format_number(one.quantity)} {one.unit}"), tables.number(format_dong(one.unit_price)),
            tables.number(format_dong(one.amount)), tables.text(one.tag), "",
        ]
        for one in book.inputs
    ]  # fmt: skip
    total = sum(one.amount for one in book.inputs)
    story = [*_part("II. Đã nhận"), tables.ruled(head, [*rows, *_empty(3, len(head))], (21, 38, 20, 24, 26, 19, 17))]
    return [*story, *paragraphs([f"Cộng đã nhận: {format_dong(total)} đồng ({amount_in_words(total)})."], _TEXT)]


def _owed(one: Instalment, size: int) -> str:
    return format_dong(size) if one.due.form is RepaymentForm.MONEY else f"{format_number(size)} {one.due.unit}"


def _repayment(book: FollowUpBook) -> Story:
    story = _part("III. Trả quay vòng")
    if book.agreed_share:
        story += paragraphs([f"Mức trả theo thỏa thuận: {format_dong(book.agreed_share)} đồng."], _TEXT)
    head = ("Đợt", "Hạn trả", "Phải trả (đồng, hiện vật)", "Đã trả", "Còn lại", "Ngày trả", "Người thu ký", "Hộ ký")
    rows: list[list[Flowable | str]] = [
        [
            tables.centred(str(number)), tables.centred(f"{one.due.due_on:%d/%m/%Y}"),
            tables.number(_owed(one, one.size)), tables.number(_owed(one, one.given) if one.given else ""),
            tables.number(_owed(one, one.left)), "", "", "",
        ]
        for number, one in enumerate(book.ledger.instalments, 1)
    ]  # fmt: skip
    return [*story, tables.ruled(head, [*rows, *_empty(3, len(head))], (11, 21, 29, 25, 25, 20, 18, 16))]


def _months(book: FollowUpBook) -> Story:
    """One quarter a page: what was counted, earned, what was hard, what comes next, who signed."""
    story: Story = []
    for months in quarters(book.months):
        if story:
            story.append(PageBreak())
        number = (int(months[0][5:7]) - 1) // 3 + 1
        story += paragraphs([f"IV. Theo dõi từng tháng: quý {number} năm {months[0][:4]}"], _PART)
        for month in months:
            story.append(KeepTogether(_month(book, month)))
    return story


def _month(book: FollowUpBook, month: str) -> Story:
    noted = book.of_month(month)
    visited = f", thăm ngày {noted.visited_on:%d/%m/%Y}" if noted and noted.visited_on else ""
    unit = f" ({book.model.unit})" if book.model.unit else ""
    counts: list[Flowable | str] = [tables.centred(_count(noted, name)) for _words, name in _COUNTS]
    if noted is None:
        counts[0] = Room(_ROW)
    grid = tables.ruled([f"{words}{unit if name == 'alive' else ''}" for words, name in _COUNTS], [counts],
                        (27, 23, 23, 23, 23, 25, 21))  # fmt: skip
    income = format_dong(noted.income) if noted and noted.income is not None else ""
    said: list[list[Flowable | str]] = [
        [tables.text("Thu nhập từ mô hình (đồng)"), tables.text(income) if income else Room(_ROW)],
        [tables.text("Khó khăn"), _written(noted.problem if noted else "")],
        [tables.text("Việc làm tiếp"), _written(noted.next_step if noted else "")],
        [tables.text("Hộ ký · cán bộ ký, ngày"), Room(_ROW)],
    ]
    return [*paragraphs([f"Tháng {month_name(month)}{visited}"], _TEXT), grid,
            tables.ruled(("Nội dung", "Ghi"), said, (45, 120))]  # fmt: skip


def _count(noted: FollowUp | None, name: str) -> str:
    value = getattr(noted, name) if noted else None
    return "" if value is None else format_number(value)


def _written(text: str) -> Flowable:
    return tables.text(text) if text else Room(_ROW)


def _visits(book: FollowUpBook) -> Story:
    head = ("Ngày thăm", "Người thăm", "Đã thống nhất", "Hẹn lần sau", "Hộ ký")
    rows: list[list[Flowable | str]] = [
        [
            tables.centred(f"{one.visited_on:%d/%m/%Y}"), tables.text(one.officer),
            tables.text("; ".join(map(str, parse_agreements(one.agreements)))),
            tables.centred(f"{one.next_visit_on:%d/%m/%Y}" if one.next_visit_on else ""), "",
        ]
        for one in book.visits
        if one.visited_on is not None
    ]  # fmt: skip
    table = tables.ruled(head, [*rows, *_empty(5, len(head), _TALL)], (22, 34, 66, 22, 21))
    return [*_part("V. Thăm hộ"), table]


def _trainings(book: FollowUpBook) -> Story:
    head = ("Ngày", "Hình thức", "Nội dung", "Người hướng dẫn")
    rows: list[list[Flowable | str]] = [
        [
            tables.centred(f"{one.on:%d/%m/%Y}"), tables.text(TRAINING_KIND_NAMES[one.kind]), tables.text(one.topic),
            tables.text(one.teacher),
        ]
        for one in book.trainings
    ]  # fmt: skip
    return [*_part("VI. Tập huấn"), tables.ruled(head, [*rows, *_empty(3, len(head))], (22, 36, 65, 42))]


def _losses(book: FollowUpBook) -> Story:
    head = ("Ngày", "Thiệt hại", "Giá trị (đồng)", "Đã xử lý", "Xác nhận")
    rows: list[list[Flowable | str]] = []
    for one in book.losses:
        count = f"{format_number(one.quantity)} {one.unit} " if one.quantity else ""
        what = f"{count}{one.what} ({LOSS_KIND_NAMES[one.kind].lower()})"
        rows.append([
            tables.centred(f"{one.on:%d/%m/%Y}"), tables.text(what),
            tables.number(format_dong(one.worth) if one.worth else ""), tables.text(one.done), "",
        ])  # fmt: skip
    return [*_part("VII. Thiệt hại"), tables.ruled(head, [*rows, *_empty(3, len(head))], (22, 55, 28, 38, 22))]


def _end(book: FollowUpBook) -> Story:
    left = book.participant.left_on
    said = f"Hộ thôi tham gia ngày {left:%d/%m/%Y}: {book.participant.leave_reason}." if left else ""
    last = [*_part("VIII. Xác nhận khi kết thúc"), fact("Kết quả của hộ", said)]
    signers = signatures(("Chủ hộ", SIGN, book.head), ("Tổ, nhóm", SIGN, ""), ("Cán bộ phụ trách", SIGN, book.officer))
    return [KeepTogether([*last, signers])]
