"""The charts of a progress report: each only where the period has what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportlab.graphics.shapes import Drawing, Line
from reportlab.lib.units import mm

from sinhke_desktop.documents import fonts
from sinhke_desktop.documents.charts import (
    BAR,
    INK,
    LABELS,
    SIZE,
    VALUES,
    WIDTH,
    hatched,
    herd_chart,
    label,
    money_chart,
    paired,
    solid,
    string,
)
from sinhke_desktop.documents.report_words import two
from sinhke_desktop.domain.model_targets import YearRate
from sinhke_desktop.domain.money import format_percent
from sinhke_desktop.domain.rates import comma
from sinhke_desktop.domain.report import Deprived, ProgressReport

FEWEST_MONTHS = 3
"""A line of the herd needs so many months to say something."""
FEWEST_YEARS = 2


def charts(report: ProgressReport) -> dict[str, Drawing]:
    """Name of what is drawn → drawing."""
    found: dict[str, Drawing] = {}
    if any(one.planned or one.paid for one in report.sources):
        found["money"] = money_chart(report.sources)
    steps = progress_rows(report)
    if steps:
        found["progress"] = progress_chart(steps)
    if len(report.herd) >= FEWEST_MONTHS:
        found["herd"] = herd_chart(report.herd, report.unit)
    known = [one for one in report.rates if one.rate is not None]
    if len(known) >= FEWEST_YEARS:
        found["rates"] = rates_chart(known)
    if report.deprived:
        found["deprived"] = deprived_chart(report.deprived)
    return found


def progress_rows(report: ProgressReport) -> list[tuple[str, int, int]]:
    """What was done of what was planned: (name, done, planned), those of which a plan is known."""
    model = report.model
    rows = []
    elapsed = model.month_number(report.as_of)
    if elapsed and model.duration_months:
        rows.append(("Thời gian thực hiện (tháng)", min(elapsed, model.duration_months), model.duration_months))
    if model.households_wanted:
        rows.append(("Hộ tham gia so với đăng ký", report.totals.households, model.households_wanted))
    if report.planned:
        rows.append(("Giải ngân so với kế hoạch (triệu đồng)", report.paid // 10**6, report.planned // 10**6))
    if report.exits.reviewed:
        rows.append(("Hộ thoát nghèo, cận nghèo", report.exits.out, report.exits.households))
    return [row for row in rows if row[2]]


def progress_chart(rows: Sequence[tuple[str, int, int]]) -> Drawing:
    """How far each plan is reached: a solid part of a hatched whole, with both figures and the share."""
    fonts.register()
    row = BAR + 18
    height = row * len(rows) + 8
    drawing = Drawing(WIDTH, height)
    room = WIDTH - LABELS - VALUES
    for number, (name, done, planned) in enumerate(rows):
        bottom = height - (number + 1) * row + 8
        label(drawing, name, LABELS - 8, LABELS - 6, bottom + BAR / 2)
        hatched(drawing, LABELS, bottom, room, BAR)
        solid(drawing, LABELS, bottom, room * min(done / planned, 1), BAR)
        words = f"{two(done)}/{two(planned)} ({format_percent(done, planned)})"
        drawing.add(string(LABELS + room, bottom + BAR + 2, words, SIZE - 1.5, "end"))
    drawing.add(Line(LABELS, 2, LABELS, height, strokeColor=INK, strokeWidth=0.6))
    return drawing


def rates_chart(rates: Sequence[YearRate]) -> Drawing:
    """The commune's poverty rate by year, as columns with their figures."""
    fonts.register()
    height = 38 * mm
    drawing = Drawing(WIDTH, height)
    bottom, top = 18.0, height - 28
    values = [one.rate or Decimal(0) for one in rates]
    largest = max([Decimal("0.01"), *values])
    step = WIDTH / len(rates)
    for number, (one, value) in enumerate(zip(rates, values, strict=True)):
        middle = (number + 0.5) * step
        tall = (top - bottom) * float(value / largest)
        (hatched if one.preliminary else solid)(drawing, middle - 12, bottom, 24, tall)
        year = f"{one.year} (sơ bộ)" if one.preliminary else str(one.year)
        drawing.add(string(middle, bottom - 12, year, SIZE - 1, "middle"))
        drawing.add(string(middle, bottom + tall + 4, f"{comma(value)}%", SIZE - 0.5, "middle", bold=True))
    drawing.add(Line(0, bottom, WIDTH, bottom, strokeColor=INK, strokeWidth=0.6))
    drawing.add(string(0, height - 10, "Tỷ lệ hộ nghèo của xã (%)"))
    return drawing


def deprived_chart(deprived: Sequence[Deprived]) -> Drawing:
    """How many participants lacked each indicator when they joined, and lack it now."""
    rows = [(one.name, one.before, one.now) for one in deprived]
    return paired(rows, ("Khi tham gia", "Hiện nay"), remark="(đơn vị: hộ)")
