"""The tables of a progress report, each below a caption with its references; nothing where nothing is known."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Paragraph

from sinhke_desktop.documents import tables
from sinhke_desktop.documents.letter import CAPTION
from sinhke_desktop.documents.paper import ACROSS_WIDTH
from sinhke_desktop.documents.report_results import grows
from sinhke_desktop.documents.report_words import linked, two
from sinhke_desktop.domain import report_traces as behind
from sinhke_desktop.domain.model_targets import STATE_NAMES
from sinhke_desktop.domain.money import format_dong, format_number, format_percent
from sinhke_desktop.domain.report import ParticipantState, PeriodTotals, ProgressReport
from sinhke_desktop.domain.review import CLASS_NAMES

Content = list[Flowable]
ACROSS_MM = ACROSS_WIDTH / mm
MOST_IN_TEXT = 15
"""Reports with more households show them in an annex across."""


def captioned(report: ProgressReport, text: str, numbers: Sequence[int], table: Flowable) -> Content:
    """A caption with the references *numbers*, as far as the report has them, and its table."""
    known = "".join(f" [{number}]" for number in numbers if report.trace(number) is not None)
    return [CondPageBreak(45 * mm), Paragraph(linked(report, text + known), CAPTION), table]


def count(value: int | None) -> str:
    """A count, or a dash where none was noted."""
    return "–" if value is None else format_number(value)


def states(report: ProgressReport, *, across: bool = False) -> Content:
    """What became of each household in the period; *across* on a wider page with the columns for more counts."""
    if not report.participants:
        return []
    area = grows(report)
    heads = ("Diện tích", "Trồng mới", "Mất, hư hại", "Đã bán", "Bị sâu bệnh") if area else (
        "Còn sống", "Sinh thêm", "Chết, mất", "Đã bán", "Đang ốm")  # fmt: skip
    head = ("TT", "Chủ hộ, nơi ở", "Diện hộ khi tham gia", "Diện hộ hiện nay", *heads, "Thu nhập (đồng)",
            "Thăm gần nhất")  # fmt: skip
    widths: tuple[float, ...] = (8, 28, 15, 15, 11.5, 12, 12, 10.5, 12, 22, 19)
    if across:
        wide = (10, 56, 27, 27, 18, 18, 18, 17, 18, 27, 21)
        widths = tuple(width * ACROSS_MM / sum(wide) for width in wide)
    rows: list[list[Flowable | str]] = []
    notes = []
    for number, one in enumerate(report.participants, 1):
        rows.append(_state(number, one))
        if one.problems:
            notes.append(len(rows))
            rows.append(["", tables.note(f"Khó khăn: {'; '.join(one.problems)}"), *[""] * 9])
    totals = [report.total(name) for name in ("alive", "born", "lost", "sold", "sick")]
    income = report.total("income")
    rows.append([
        "", tables.text("Cộng", bold=True), "", "", *[tables.centred(count(value), bold=True) for value in totals],
        tables.number("–" if income is None else format_dong(income), bold=True), "",
    ])  # fmt: skip
    table = tables.ruled(head, rows, widths, notes_after=notes, total=True)
    return captioned(report, "Tình hình của các hộ tham gia", (behind.VISITED, behind.INCOME), table)


def _state(number: int, one: ParticipantState) -> list[Flowable | str]:
    counts = (one.alive, one.born, one.lost, one.sold, one.sick)
    return [
        tables.centred(str(number)),
        tables.person(one.name, one.hamlet),
        tables.text(CLASS_NAMES[one.participant.class_at_entry]),
        tables.text(CLASS_NAMES[one.class_now]),
        *[tables.centred(count(value)) for value in counts],
        tables.number("–" if one.income is None else format_dong(one.income)),
        tables.centred(f"{one.last_visit:%d/%m/%Y}" if one.last_visit else "–"),
    ]


def comparison(report: ProgressReport) -> Content:
    """The period's figures beside those of the period before."""
    before, now = report.before, report.totals
    earlier = report.period.before
    if before is None or earlier is None:
        return []
    lines = [
        (name, unit, getattr(before, key), getattr(now, key))
        for key, name, unit in (
            ("households", "Hộ đang tham gia cuối kỳ", "hộ"), ("visited", "Hộ được thăm", "hộ"),
            ("visits", "Lượt thăm", "lượt"), ("income", "Thu nhập từ mô hình", "đồng"),
            ("paid", "Giải ngân trong kỳ", "đồng"), ("trainings", "Buổi tập huấn, hướng dẫn", "buổi"),
            ("findings", "Lượt giám sát", "lượt"), ("losses", "Vụ thiệt hại", "vụ"),
        )
    ]  # fmt: skip
    amount = "Diện tích cuối kỳ" if grows(report) else "Số lượng cuối kỳ"
    lines.insert(1, (amount, report.unit, before.flows.end or 0, now.flows.end or 0))
    rows: list[list[Flowable | str]] = [
        [
            tables.text(name), tables.centred(unit), tables.number(format_number(old)),
            tables.number(format_number(new)), tables.number(_moved(old, new)), tables.number(_share(old, new)),
        ]
        for name, unit, old, new in lines if old or new
    ]  # fmt: skip
    if not rows:
        return []
    head = ("Chỉ tiêu", "Đơn vị", _first_up(earlier.name), _first_up(report.period.name), "Tăng, giảm", "Tỷ lệ")
    return captioned(report, "So sánh với kỳ trước", (), tables.ruled(head, rows, (53, 17, 28, 28, 22, 17)))


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def _moved(before: int, now: int) -> str:
    return f"+{format_number(now - before)}" if now > before else format_number(now - before).replace("-", "−")


def _share(before: int, now: int) -> str:
    text = format_percent(now - before, before)
    return (f"+{text}" if now > before and before else text).replace("-", "−")


def flows(report: ProgressReport) -> Content:
    """What came to the herd and left it over the period."""
    some: PeriodTotals = report.totals
    found = some.flows
    if found.end is None or not (found.moved or found.start):
        return []
    area = grows(report)
    head = ("Đầu kỳ", "Giao thêm", "Trồng mới" if area else "Sinh thêm", "Mua thêm",
            "Mất, hư hại" if area else "Chết, mất", "Đã bán", "Chuyển tiếp", "Chênh lệch (*)", "Cuối kỳ")  # fmt: skip
    values = (found.start, found.handed, found.born, found.bought, found.lost, found.sold, found.passed_on)
    difference = _moved(0, found.difference) if found.difference else "0"
    row: list[Flowable | str] = [
        *[tables.centred(format_number(value)) for value in values], tables.centred(difference),
        tables.centred(format_number(found.end), bold=True),
    ]  # fmt: skip
    title = f"Biến động trong kỳ ({report.unit})"
    numbers = (behind.HANDED_NOW, behind.BORN, behind.BOUGHT, behind.LOST, behind.SOLD, behind.PASSED_ON, behind.HERD)
    table = tables.ruled(head, [row], [165 / 9] * 9)
    note = tables.note("(*) Số kiểm đếm cuối kỳ trừ số cộng từ theo dõi; gồm cả phần của hộ thôi tham gia.")
    return [*captioned(report, title, numbers, table), note]


def money(report: ProgressReport) -> Content:
    """Planned and paid by source."""
    if not report.sources:
        return []
    head = ("TT", "Nguồn vốn", "Kế hoạch (đồng)", "Cơ cấu", "Trong kỳ (đồng)", "Đến cuối kỳ (đồng)", "Tỷ lệ giải ngân")
    rows: list[list[Flowable | str]] = [
        [
            tables.centred(str(number)), tables.text(source.name), tables.number(format_dong(source.planned)),
            tables.number(format_percent(source.planned, report.planned)), tables.number(format_dong(source.in_period)),
            tables.number(format_dong(source.paid)), tables.number(format_percent(source.paid, source.planned)),
        ]
        for number, source in enumerate(report.sources, 1)
    ]  # fmt: skip
    now = sum(source.in_period for source in report.sources)
    rows.append([
        "", tables.text("Tổng cộng", bold=True), tables.number(format_dong(report.planned), bold=True),
        tables.number(format_percent(report.planned, report.planned), bold=True),
        tables.number(format_dong(now), bold=True), tables.number(format_dong(report.paid), bold=True),
        tables.number(format_percent(report.paid, report.planned), bold=True),
    ])  # fmt: skip
    table = tables.ruled(head, rows, (8, 46, 28, 16, 26, 25, 16), total=True)
    return captioned(report, "Kinh phí theo nguồn vốn", (behind.PAID_NOW, behind.PAID), table)


def inputs(report: ProgressReport) -> Content:
    """What was handed over until the period's end."""
    if not report.inputs:
        return []
    head = ("TT", "Vật tư, con giống", "Đơn vị", "Số lượng", "Trong kỳ", "Đơn giá (đồng)", "Thành tiền (đồng)", "Số hộ",
            "Giao từ ngày")  # fmt: skip
    rows: list[list[Flowable | str]] = [
        [
            tables.centred(str(number)), tables.text(one.name + (f" ({one.source})" if one.source else "")),
            tables.centred(one.unit), tables.number(format_number(one.quantity)),
            tables.number(format_number(one.in_period)), tables.number(format_dong(one.unit_price)),
            tables.number(format_dong(one.amount)), tables.centred(str(one.households)),
            tables.centred(f"{one.handed_on:%d/%m/%Y}" if one.handed_on else "–"),
        ]
        for number, one in enumerate(report.inputs, 1)
    ]  # fmt: skip
    total = format_dong(sum(one.amount for one in report.inputs))
    rows.append(["", tables.text("Tổng cộng", bold=True), *[""] * 4, tables.number(total, bold=True), "", ""])
    table = tables.ruled(head, rows, (8, 38, 13, 14, 14, 24, 26, 10, 18), total=True)
    return captioned(report, "Vật tư, con giống đã giao cho hộ", (behind.HANDED,), table)


def targets(report: ProgressReport) -> Content:
    """The plan's targets beside what is reached."""
    if not report.targets:
        return []
    head = ("TT", "Chỉ tiêu của kế hoạch", "Yêu cầu", "Thực hiện", "Đánh giá")
    rows: list[list[Flowable | str]] = [
        [
            tables.centred(str(number)), tables.text(line.name), tables.text(line.target.wanted),
            tables.text(line.reached), tables.text(STATE_NAMES[line.state]),
        ]
        for number, line in enumerate(report.targets, 1)
    ]  # fmt: skip
    table = tables.ruled(head, rows, (8, 50, 32, 57, 18))
    return captioned(report, "Chỉ tiêu của kế hoạch và kết quả", (behind.EXITS, behind.RATE), table)


def deprived(report: ProgressReport) -> Content:
    """What the participants lacked when they joined and lack now."""
    if not report.deprived:
        return []
    head = ("TT", "Chỉ số thiếu hụt", "Khi tham gia (hộ)", "Hiện nay (hộ)", "Tăng, giảm")
    rows: list[list[Flowable | str]] = [
        [
            tables.centred(str(number)), tables.text(one.name), tables.centred(format_number(one.before)),
            tables.centred(format_number(one.now)), tables.centred(_moved(one.before, one.now)),
        ]
        for number, one in enumerate(report.deprived, 1)
    ]  # fmt: skip
    title = f"Thiếu hụt của {two(len(report.lacking))} hộ đã được rà soát trước và sau khi tham gia"
    return captioned(report, title, (behind.DEPRIVED,), tables.ruled(head, rows, (10, 65, 32, 30, 28)))
