"""The annexes of a progress report: households where there are many, the round-up sheet, the lists behind figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Table, TableStyle

from sinhke_desktop.documents import tables
from sinhke_desktop.documents.column_widths import Need, adapt
from sinhke_desktop.documents.fonts import BOLD, REGULAR
from sinhke_desktop.documents.letter import KIND, SUBJECT, Bookmark, escaped
from sinhke_desktop.documents.paper import ACROSS_WIDTH, ANNEX_NOTE, across, upright
from sinhke_desktop.documents.report_tables import MOST_IN_TEXT, states
from sinhke_desktop.documents.report_words import anchor
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.rates import comma
from sinhke_desktop.domain.report import ProgressReport, Trace
from sinhke_desktop.domain.report_summary import PROPOSAL, SummaryCell, households_row, money_row
from sinhke_desktop.domain.report_traces import MOST_NAMED

Content = list[Flowable]
_HEAD = ParagraphStyle("bieu-dau", fontName=BOLD, fontSize=9.5, leading=11.5, alignment=TA_CENTER)
_TITLE = ParagraphStyle("so-lieu", fontName=BOLD, fontSize=11.5, leading=14.5, spaceBefore=8, spaceAfter=1)
_COUNTS = ParagraphStyle("so-lieu-cach-tinh", fontName=REGULAR, fontSize=10.5, leading=13, spaceAfter=2)
_PAD = 2.0
SUMMARY, LISTS, HOUSEHOLDS = "Biểu tổng hợp", "Danh sách hộ đứng sau số liệu", "Tình hình của các hộ tham gia"


def annexes(report: ProgressReport) -> Content:
    """Each on its own page: across for tables of many columns, upright for the lists."""
    found: Content = []
    number = 0
    if len(report.participants) > MOST_IN_TEXT:
        number += 1
        found += [across(), *_heading(report, number, HOUSEHOLDS), *states(report, across=True)[-1:]]
    number += 1
    found += [across(), *_heading(report, number, SUMMARY), *summary(report)]
    if report.traces:
        number += 1
        found += [upright(), *_heading(report, number, LISTS), *lists(report.traces)]
    return found


def _heading(report: ProgressReport, number: int, name: str) -> Content:
    text = f"Phụ lục {number}. {name}"
    return [
        Bookmark(f"phu-luc-{number}", text),
        Paragraph(f"PHỤ LỤC {number}", KIND),
        Paragraph(escaped(name.upper()), SUBJECT),
        Paragraph(escaped(f"(Kèm theo báo cáo {report.period.review} {report.period.name})".replace("  ", " ")),
                  ANNEX_NOTE),
    ]  # fmt: skip


def summary(report: ProgressReport) -> Content:
    """The round-up sheet in two halves, each one row under headings of two levels."""
    note = Paragraph(escaped(PROPOSAL), _COUNTS)
    return [_one_row(households_row(report)), Paragraph("Kinh phí theo nhóm nguồn vốn (đồng)", _TITLE),
            _one_row(money_row(report)), note]  # fmt: skip


def _one_row(cells: Sequence[SummaryCell]) -> Flowable:
    whole = sum(one.weight for one in cells)
    top: list[Flowable | str] = []
    below: list[Flowable | str] = []
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, "black"), ("BACKGROUND", (0, 0), (-1, 1), "#EDEDED"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), _PAD), ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
        ("FONT", (0, 0), (-1, -1), REGULAR, 10),
    ]  # fmt: skip
    for place, one in enumerate(cells):
        head = Paragraph(escaped(one.title), _HEAD)
        if not one.group:
            top.append(head)
            below.append("")
            style.append(("SPAN", (place, 0), (place, 1)))
            continue
        first = place == 0 or cells[place - 1].group != one.group
        top.append(Paragraph(escaped(one.group), _HEAD) if first else "")
        below.append(head)
        if first:
            last = place
            while last + 1 < len(cells) and cells[last + 1].group == one.group:
                last += 1
            style.append(("SPAN", (place, 0), (last, 0)))
    row = [_cell(one) for one in cells]
    given = [ACROSS_WIDTH * one.weight / whole - 2 * _PAD for one in cells]
    widths = adapt(given, [_need(one.title, cell) for one, cell in zip(cells, row, strict=True)])
    table = Table([top, below, row], colWidths=[width + 2 * _PAD for width in widths], repeatRows=2, spaceAfter=8)
    table.setStyle(TableStyle(style))
    return table


def _need(title: str, cell: Flowable) -> Need:
    """What a column of the sheet needs: its heading's longest word, its figure or its words."""
    words = max(stringWidth(word, BOLD, _HEAD.fontSize) for word in title.split())
    need = cell.need
    return Need(max(words, need.least), max(words, need.whole), need.figures)


def _cell(one: SummaryCell) -> Flowable:
    if isinstance(one.value, str):
        return tables.text(one.value)
    if isinstance(one.value, Decimal):
        return tables.number(comma(one.value))
    return tables.number("–" if one.value is None else format_number(one.value))


def lists(traces: Sequence[Trace]) -> Content:
    """For each reference its figure, what it counts, and the households, of many only their number."""
    intro = (
        "Số trong ngoặc vuông sau mỗi số liệu của báo cáo ứng với một mục dưới đây. Danh sách quá "
        f"{MOST_NAMED} hộ chỉ ghi số hộ và nơi xem trong phần mềm."
    )
    found: Content = [Paragraph(escaped(intro), _COUNTS)]
    for one in traces:
        head = f'<a name="{anchor(one.number)}"/>[{one.number}] {escaped(one.title)}: {escaped(one.figure)}'
        found += [CondPageBreak(28 * mm), Paragraph(head, _TITLE), Paragraph(escaped(f"{one.counts}."), _COUNTS)]
        if not one.rows or len(one.rows) > MOST_NAMED:
            many = f"{format_number(len(one.household_ids))} hộ; xem" if one.rows else "Xem"
            found.append(Paragraph(escaped(f"{many} trong phần mềm: {one.where}."), _COUNTS))
        else:
            found.append(_list(one))
    return found


def _list(trace: Trace) -> Flowable:
    with_value = any(one.value for one in trace.rows)
    head = ("TT", "Chủ hộ", "Thôn", *(("Chi tiết",) if with_value else ()))
    widths = (9, 52, 38, 66) if with_value else (9, 92, 64)
    rows: list[list[Flowable | str]] = [
        [tables.centred(str(number)), tables.text(one.name), tables.text(one.hamlet),
         *((tables.text(one.value),) if with_value else ())]
        for number, one in enumerate(trace.rows, 1)
    ]  # fmt: skip
    return tables.ruled(head, rows, widths)
