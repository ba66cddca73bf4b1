"""The round-up sheet (biểu tổng hợp): one row for the commune's model, in columns that a province can add up.

The official columns were not found: these are the program's own proposal, and sheet and workbook say so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sinhke_desktop.domain.rates import half_up
from sinhke_desktop.domain.report import ProgressReport, SourceMoney
from sinhke_desktop.domain.report_totals import staying_on
from sinhke_desktop.domain.review import PovertyClass

PROPOSAL = "Mẫu biểu do phần mềm đề xuất; chưa tìm được mẫu biểu chính thức của tỉnh."
FUND_GROUPS = {
    "Ngân sách nhà nước, chương trình MTQG": frozenset({"Ngân sách nhà nước", "Chương trình mục tiêu quốc gia"}),
    "Quỹ, tín dụng chính sách": frozenset({"Quỹ", "Tín dụng chính sách"}),
    "Xã hội hóa, dự án, nguồn khác": frozenset({"Xã hội hóa", "Dự án", "Khác"}),
    "Đối ứng của hộ": frozenset({"Đối ứng của hộ"}),
}
"""Heading → groups of the list of funding sources; a source of no group counts among the others."""
OTHERS, ALL = "Xã hội hóa, dự án, nguồn khác", "Cộng các nguồn"
AT_ENTRY = "Hộ đang tham gia, theo diện khi tham gia"
_CLASSES = (
    ("Nghèo", PovertyClass.POOR), ("Cận nghèo", PovertyClass.NEAR_POOR),
    ("Mới thoát nghèo", PovertyClass.NEWLY_ESCAPED),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SummaryCell:
    """One column with the model's value: a text, a count, đồng, or a rate in per cent; None where it is not known."""

    title: str
    value: str | int | Decimal | None
    group: str = ""
    weight: float = 1.0


def households_row(report: ProgressReport) -> list[SummaryCell]:
    """The first half of the row: model, decision, households, herd or area, income, difficulties."""
    totals, period = report.totals, report.period
    classes = Counter(one.class_at_entry for one in staying_on(report.file, report.as_of))
    known = [SummaryCell(name, classes[one], AT_ENTRY, 0.8) for name, one in _CLASSES]
    others = sum(classes.values()) - sum(classes[one] for _name, one in _CLASSES)
    problems = [text.rstrip(". ") for one in report.participants for text in one.problems]
    told = "; ".join(list(dict.fromkeys(problems))[:3])
    amount = "Số lượng, diện tích"
    return [
        SummaryCell("Xã", report.commune.name, weight=1.5),
        SummaryCell("Mô hình", report.model.name, weight=2.2),
        SummaryCell("Quyết định", report.decision.removeprefix("Quyết định số "), weight=1.6),
        *known,
        SummaryCell("Khác", others, AT_ENTRY, 0.7),
        SummaryCell("Cộng", totals.households, AT_ENTRY, 0.7),
        SummaryCell("Tham gia mới", totals.joined, f"Trong {period.noun}", 0.8),
        SummaryCell("Thôi tham gia", totals.left, f"Trong {period.noun}", 0.8),
        SummaryCell("Hộ thoát nghèo, cận nghèo đến cuối kỳ", report.exits.out if report.exits.reviewed else None,
                    weight=1.0),
        SummaryCell("Đơn vị", report.unit, amount, 0.8),
        SummaryCell("Đầu kỳ", totals.flows.start, amount, 0.8),
        SummaryCell("Cuối kỳ", totals.flows.end, amount, 0.8),
        SummaryCell("Thu nhập trong kỳ (đồng)", totals.income, weight=1.6),
        SummaryCell("Khó khăn, vướng mắc", told, weight=3.0),
    ]  # fmt: skip


def money_row(report: ProgressReport) -> list[SummaryCell]:
    """The second half of the row: planned, paid up to the period's end and the share, by group of sources."""
    found = []
    for title in (*FUND_GROUPS, ALL):
        some = [one for one in report.sources if title in (ALL, group_of(one))]
        planned, paid = sum(one.planned for one in some), sum(one.paid for one in some)
        found += [
            SummaryCell("Kế hoạch", planned, title, 1.4),
            SummaryCell("Đã giải ngân", paid, title, 1.4),
            SummaryCell("Tỷ lệ (%)", half_up(Fraction(100 * paid, planned)) if planned else None, title, 0.8),
        ]
    return found


def group_of(source: SourceMoney) -> str:
    """The heading under which a source counts."""
    return next((title for title, groups in FUND_GROUPS.items() if source.group in groups), OTHERS)
