"""Visit forms against a bare ReportLab canvas that draws the very same pages.

The bare canvas replays every recorded drawing call of every page, the printed part included; it neither lays out text
nor encodes QR symbols. Run ``python tests/benchmarks/visit_forms.py``; the last line is the ratio (bar: at least 0.7).
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from sinhke_desktop.documents import fonts, visit_form, visit_template
from sinhke_desktop.documents.sheet import Sheet
from sinhke_desktop.domain.household import HEAD, Birth, Household, Member, Sex
from sinhke_desktop.domain.review import INDICATORS
from sinhke_desktop.domain.visit import Agreement, FollowUpFigures, Participation, VisitForm

FORMS = 400
ROUNDS = 5


def form(number: int) -> VisitForm:
    """An invented household of one to seven people; every third takes part in the model."""
    members = tuple(
        Member(f"{number * 10 + place:016x}", place, f"Chamaléa Thị Đào {number * 7 + place}",
               HEAD if place == 1 else "Cháu", Sex.FEMALE, Birth(1960 + place, 3, 5), "Raglai", f"0582620{number:05d}")
        for place in range(1, 2 + number % 7)
    )  # fmt: skip
    last = FollowUpFigures("(10/2025)", 2, 1, 0, 0, 1, 12_500_000 + number, "bò mẹ bị tiêu chảy", "tiêm phòng đợt 2")
    return VisitForm(
        Household(f"{number:032x}", "22828", "a" * 32, members, address="Tổ 3", phone="0901234567"),
        "Xã Anh Dũng", f"Thôn số {number // 100}", "Hộ nghèo", "Thu nhập 95 ≤ 140 điểm và thiếu hụt 4 chỉ số.", 2025,
        95, 40, frozenset(list(INDICATORS)[:4]),
        Participation("Nuôi bò cái sinh sản", "02 con bò cái sinh sản", last) if number % 3 == 0 else None,
        agreements=(Agreement(f"Sửa chuồng lần {number}", "hộ", date(2025, 11, 5)),),
        last_visit=date(2025, 10, 14), planned_on=date(2025, 11, 18), officer="Nguyễn Thị Thu Hà",
    )  # fmt: skip


class Recorder:
    """A canvas that also writes down what is drawn on it."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    def doForm(self, name: str) -> None:
        """Draw the printed part itself, not a reference to it."""
        if name == visit_template.MORE:
            visit_template._draw_more(Sheet(self))
        else:
            visit_template._draw_first(Sheet(self), with_model=name == visit_template.FIRST_WITH_MODEL)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.canvas, name)
        if not callable(found) or name in ("stringWidth", "beginPath", "beginText"):
            return found

        def call(*args: Any, **options: Any) -> Any:
            self.calls.append((name, args, options))
            return found(*args, **options)

        return call


def measure() -> tuple[float, float]:
    """Pages per second of the program and of the bare canvas, medians of interleaved rounds."""
    fonts.register()
    forms = [form(number) for number in range(FORMS)]
    recorder = Recorder(Canvas(BytesIO()))
    for one in forms:
        visit_form._draw_form(recorder, one)

    def bare() -> None:
        canvas = Canvas(
            BytesIO(), pagesize=(210 * mm, 297 * mm), pageCompression=1, invariant=1, initialFontName=fonts.REGULAR
        )
        for name, args, options in recorder.calls:
            getattr(canvas, name)(*args, **options)
        canvas.save()

    pages = sum(visit_form.pages_of(one) for one in forms)
    ours: list[float] = []
    floor: list[float] = []
    for _ in range(ROUNDS):
        ours.append(pages / _seconds(lambda: visit_form.render_visit_forms(forms)))
        floor.append(pages / _seconds(bare))
    return statistics.median(ours), statistics.median(floor)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    program, canvas = measure()
    print(f"visit forms: {program:.0f} pages/s; bare canvas: {canvas:.0f} pages/s; ratio {program / canvas:.2f}")
