"""The monthly progress report of the livelihood model (báo cáo tiến độ mô hình sinh kế)."""

from __future__ import annotations

from reportlab.platypus import Flowable, KeepTogether, Paragraph

from sinhke_desktop.documents import fonts, tables
from sinhke_desktop.documents.charts import herd_chart, money_chart
from sinhke_desktop.documents.letter import (
    ADDRESSEE,
    HEADING,
    Bookmark,
    Heading,
    Room,
    caption,
    closing,
    escaped,
    letter_head,
    paragraphs,
    signature,
    title,
)
from sinhke_desktop.documents.paper import render_papers
from sinhke_desktop.documents.report_wording import draft, month_name
from sinhke_desktop.domain.money import format_dong, format_number, format_percent
from sinhke_desktop.domain.report import MonthlyReport, ParticipantState, ReportTexts

KIND = "Báo cáo"
FEWEST_MONTHS = 3
"""A line of the herd needs so many months to say something."""


def report_subject(report: MonthlyReport) -> str:
    """The subject (trích yếu): what and which month."""
    return f"Tiến độ thực hiện mô hình sinh kế {month_name(report)}"


def render_progress_report(report: MonthlyReport, texts: ReportTexts | None = None) -> bytes:
    """The report as PDF; *texts* replace the drafted sentences. Same facts and texts give the same bytes."""
    fonts.register()
    words = texts or draft(report)
    year, _month = report.year_and_month
    commune = report.commune
    head = letter_head(commune, year)
    story: list[Flowable] = [Heading(head), *title(KIND, report_subject(report))]
    if commune.report_to:
        story.append(Paragraph(f"Kính gửi: {escaped(commune.report_to)}", ADDRESSEE))
    story += _section("I", "Thông tin chung", paragraphs(words.general))
    story += _section("II", "Kết quả thực hiện trong tháng", [*paragraphs(words.results), *_states(report)])
    story += _section(
        "III", "Kinh phí và vật tư, con giống", [*paragraphs(words.money), *_money(report), *_inputs(report)]
    )
    story += _section("IV", "Khó khăn, vướng mắc", paragraphs(words.difficulties))
    story += _section("V", "Kiến nghị, đề xuất", paragraphs(words.proposals))
    story += _section("VI", "Nhiệm vụ trọng tâm tháng tới", paragraphs(words.next_work))
    story.append(KeepTogether([story.pop(), closing(signature(commune))]))
    name = f"{KIND} {report_subject(report)[0].lower()}{report_subject(report)[1:]}"
    return render_papers([(name, story)], name=name, author=head.issuing_body, subject=report.model_name)


def _section(number: str, name: str, content: list[Flowable]) -> list[Flowable]:
    text = f"{number}. {name}"
    return [Bookmark(f"muc-{number}", text), Paragraph(escaped(text.upper()), HEADING), *content]


def _count(value: int | None) -> str:
    return "–" if value is None else format_number(value)


def _sum(value: int | None) -> str:
    return "–" if value is None else format_dong(value)


def _states(report: MonthlyReport) -> list[Flowable]:
    if not report.participants:
        return []
    head = ("TT", "Chủ hộ, nơi ở", "Diện hộ khi tham gia", "Diện hộ hiện nay", "Còn sống", "Sinh thêm", "Chết, mất",
            "Đã bán", "Đang ốm", "Thu nhập (đồng)", "Thăm gần nhất")  # fmt: skip
    widths = (7, 31.5, 16, 16, 10.5, 10.5, 10.5, 9.5, 12.5, 22, 19)
    rows: list[list[Flowable | str]] = []
    notes = []
    for number, one in enumerate(report.participants, 1):
        rows.append(_state(number, one))
        if one.problem:
            notes.append(len(rows))
            rows.append(["", tables.note(f"Khó khăn: {one.problem}"), *[""] * 9])
    totals = [report.total(name) for name in ("alive", "born", "lost", "sold", "sick")]
    rows.append([
        "", tables.text("Cộng", bold=True), "", "", *[tables.centred(_count(value), bold=True) for value in totals],
        tables.number(_sum(report.total("income")), bold=True), "",
    ])  # fmt: skip
    found: list[Flowable] = [
        *caption("Tình hình của các hộ tham gia"),
        tables.ruled(head, rows, widths, notes_after=notes, total=True),
    ]
    if len(report.herd) >= FEWEST_MONTHS:
        found += [herd_chart(report.herd, report.unit), Room(8)]
    return found


def _state(number: int, one: ParticipantState) -> list[Flowable | str]:
    counts = (one.alive, one.born, one.lost, one.sold, one.sick)
    return [
        tables.centred(str(number)),
        tables.person(one.name, one.hamlet),
        tables.text(one.class_at_entry),
        tables.text(one.class_now),
        *[tables.centred(_count(value)) for value in counts],
        tables.number(_sum(one.income)),
        tables.centred(f"{one.last_visit:%d/%m/%Y}" if one.last_visit else "–"),
    ]


def _money(report: MonthlyReport) -> list[Flowable]:
    if not report.sources:
        return []
    head = ("TT", "Nguồn vốn", "Kế hoạch (đồng)", "Cơ cấu", "Đã giải ngân (đồng)", "Tỷ lệ giải ngân")
    rows: list[list[Flowable | str]] = [
        [
            tables.centred(str(number)), tables.text(source.name), tables.number(format_dong(source.planned)),
            tables.number(format_percent(source.planned, report.planned, 1)), tables.number(format_dong(source.paid)),
            tables.number(format_percent(source.paid, source.planned, 1)),
        ]
        for number, source in enumerate(report.sources, 1)
    ]  # fmt: skip
    whole = format_percent(report.planned, report.planned, 1)
    rows.append([
        "", tables.text("Tổng cộng", bold=True), tables.number(format_dong(report.planned), bold=True),
        tables.number(whole, bold=True), tables.number(format_dong(report.paid), bold=True),
        tables.number(format_percent(report.paid, report.planned, 1), bold=True),
    ])  # fmt: skip
    return [
        *caption("Kinh phí theo nguồn vốn"),
        tables.ruled(head, rows, (8, 55, 33, 17, 33, 19), total=True),
        money_chart(report.sources),
        Room(8),
    ]


def _inputs(report: MonthlyReport) -> list[Flowable]:
    if not report.inputs:
        return []
    head = (
        "TT",
        "Vật tư, con giống",
        "Đơn vị",
        "Số lượng",
        "Đơn giá (đồng)",
        "Thành tiền (đồng)",
        "Số hộ",
        "Ngày giao",
    )
    rows: list[list[Flowable | str]] = [
        [
            tables.centred(str(number)), tables.text(one.name + (f" ({one.source})" if one.source else "")),
            tables.centred(one.unit), tables.number(format_number(one.quantity)),
            tables.number(format_dong(one.unit_price)), tables.number(format_dong(one.amount)),
            tables.centred(str(one.households)),
            tables.centred(f"{one.handed_on:%d/%m/%Y}" if one.handed_on else "–"),
        ]
        for number, one in enumerate(report.inputs, 1)
    ]  # fmt: skip
    total = format_dong(sum(one.amount for one in report.inputs))
    rows.append(["", tables.text("Tổng cộng", bold=True), "", "", "", tables.number(total, bold=True), "", ""])
    return [
        *caption("Vật tư, con giống đã giao cho hộ"),
        tables.ruled(head, rows, (8, 41, 14, 16, 26, 29, 12, 19), total=True),
    ]
