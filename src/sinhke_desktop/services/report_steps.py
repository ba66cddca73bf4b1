"""Reports that are due: the province's monthly one, and the half-yearly and yearly ones of programme monitoring.

Circular 10/2022/TT-BLĐTBXH: localities report before 01/06 (six months) and before 01/12 (year), domain.md 4.1. No
deadline is known for quarters, mid-term and final reviews, so none is said.
"""

from __future__ import annotations

from datetime import date, timedelta

from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.overview import NextStep
from sinhke_desktop.domain.report_period import PeriodKind, ReportPeriod, period_of
from sinhke_desktop.i18n import _
from sinhke_desktop.services import reports
from sinhke_desktop.services.workspace import Workspace

TOLD_BEFORE_DAYS = 31
"""The program's own choice: so long before its last day a report is named on the first page."""


def steps(workspace: Workspace, model: LivelihoodModel, today: date) -> list[NextStep]:
    """The reports of *model* that are due and not made on this machine."""
    started = model.started_on or model.decision_date
    return [*_monthly(workspace, today, started), *_of_programme(workspace, today, started)]


def _monthly(workspace: Workspace, today: date, started: date | None) -> list[NextStep]:
    last = today.replace(day=1) - timedelta(days=1)
    key = period_of(PeriodKind.MONTH, last).key
    if reports.made(workspace, key) or (started is not None and started > last):
        return []
    text = _("The report of {month:%m/%Y} is not made yet").format(month=last)
    detail = _("The province asks for one every month")
    return [NextStep("report-due", text, detail, _("Make report"), "reports", (("month", key),))]


def _of_programme(workspace: Workspace, today: date, started: date | None) -> list[NextStep]:
    found = []
    for period, due in _deadlines(today.year):
        told = due - timedelta(days=TOLD_BEFORE_DAYS) <= today <= period.last
        if not told or (started is not None and started >= due) or reports.made(workspace, period.key):
            continue
        late = today >= due
        words = _("{report}: was due before {day:%d/%m/%Y}") if late else _("{report}: due before {day:%d/%m/%Y}")
        detail = _("Circular 10/2022/TT-BLĐTBXH; your superiors may set an earlier day")
        args = (("period", period.key),)
        text = words.format(report=reports.title_of(period), day=due)
        found.append(NextStep(f"report-{period.kind}", text, detail, _("Make report"), "reports", args, urgent=late))
    return found


def _deadlines(year: int) -> tuple[tuple[ReportPeriod, date], ...]:
    """The period of each report of the programme, and the day before which it is due."""
    return (
        (period_of(PeriodKind.HALF, date(year, 1, 1)), date(year, 6, 1)),
        (period_of(PeriodKind.YEAR, date(year, 1, 1)), date(year, 12, 1)),
    )
