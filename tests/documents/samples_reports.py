"""Progress reports of every kind, with many households, names at their longest and sums at their largest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from invented_reports import PLANTS, report_of, whole_file
from worst_cases import DAY, LONGEST

from sinhke_desktop.documents.progress_report import render_progress_report
from sinhke_desktop.domain.report_paper import ReportPaper
from sinhke_desktop.domain.report_period import PeriodKind

PAPER = ReportPaper("7", DAY, "Ủy ban nhân dân tỉnh Khánh Hòa\nSở Nông nghiệp và Môi trường")
LONG = replace(report_of(PeriodKind.QUARTER, whole_file(households=25, long=True)), commune=LONGEST)

LETTERS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "báo cáo tháng": ("render_progress_report", partial(render_progress_report, report_of(PeriodKind.MONTH))),
    "báo cáo quý, xã tên dài": ("render_progress_report", partial(render_progress_report, LONG, None, PAPER)),
    "báo cáo năm, trồng trọt": (
        "render_progress_report", partial(render_progress_report, report_of(PeriodKind.YEAR, whole_file(PLANTS))),
    ),
    "báo cáo tổng kết": ("render_progress_report", partial(render_progress_report, report_of(PeriodKind.FINAL))),
}  # fmt: skip
