"""The sections on results and the time line of a model's file, on a real store."""

from datetime import date

import pytest

from sinhke_desktop.domain.livelihood import ModelInput, Stage
from sinhke_desktop.domain.timeline import EventKind
from sinhke_desktop.gui.livelihood.file.charts_card import marks
from sinhke_desktop.gui.livelihood.page import LivelihoodPage
from sinhke_desktop.services import candidates, livelihood, model_records, participants, reviews
from sinhke_desktop.services.reviews import ReviewInput

JOINED = date(2025, 9, 1)


@pytest.fixture
def model(workspace, two_poor):
    """The chosen model with two households since September."""
    model = candidates.add(workspace, ModelInput("Nuôi bò cái sinh sản", thing="bò", proposed_on="01/06/2023"))
    candidates.choose(workspace, model.id, "Hợp đất", "35/QĐ-UBND", "22/12/2023")
    livelihood.advance(workspace, model.id, Stage.HANDED_OVER, JOINED)
    for household in two_poor:
        participants.add(workspace, model.id, household.id, JOINED)
    return livelihood.current(workspace)


def section(frame, qtbot, key):
    frame.page.running.look_at(key)
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
    return frame.page.running.section(key)


def test_results_show_targets_and_each_household_with_its_evidence(open_page, qtbot, workspace, model, two_poor):
    typed = ReviewInput(
        two_poor[0].id, "2025", status="official", income_points="160", deprivation_points="0",
        reviewed_on="10/11/2025",
    )  # fmt: skip
    reviews.record(workspace, typed)
    shown = section(open_page(LivelihoodPage), qtbot, "results")
    assert shown.targets.model.rowCount() == 8
    assert "249/KHPH" in shown.targets.notes.text()
    assert shown.exits.model.rowCount() == 2
    assert shown.exits.sums.text().startswith("1 trong 2 hộ")
    rows = {row.name: number for number, row in enumerate(shown.exits.model.rows)}
    shown.exits.table.setCurrentIndex(shown.exits.model.index(rows["Đỗ Đức Dũng"], 0))
    assert "2025 (chính thức)" in shown.exits.evidence.text()
    shown.exits.table.setCurrentIndex(shown.exits.model.index(rows["Hồ Thị Lan"], 0))
    assert "2025 (sơ bộ): Hộ nghèo" in shown.exits.evidence.text()


def test_without_households_the_results_say_so(open_page, qtbot, workspace):
    model = candidates.add(workspace, ModelInput("Nuôi dê"))
    candidates.choose(workspace, model.id, "Hợp đất", "35/QĐ-UBND", "20/11/2025")
    shown = section(open_page(LivelihoodPage), qtbot, "results")
    assert not shown.exits.table.isVisibleTo(shown)
    assert shown.exits.sums.text() == "Chưa có hộ tham gia."


def test_the_time_line_is_newest_first_and_can_be_narrowed_to_a_kind(open_page, qtbot, workspace, model):
    model_records.add(
        workspace, "training", {"kind": "course", "on": "10/10/2025", "topic": "Kỹ thuật nuôi bò"}, model.id
    )
    shown = section(open_page(LivelihoodPage), qtbot, "timeline")
    days = [one.on for one in shown.events.rows]
    assert days == sorted(days, reverse=True)
    assert {one.kind for one in shown.events.rows} >= {EventKind.STAGE, EventKind.HOUSEHOLD, EventKind.TRAINING}
    shown.kinds.setCurrentIndex(shown.kinds.findData(EventKind.TRAINING.value))
    assert [one.text for one in shown.events.rows] == ["Tập huấn: Kỹ thuật nuôi bò"]
    shown.kinds.setCurrentIndex(shown.kinds.findData(EventKind.LOSS.value))
    assert not shown.table.isVisibleTo(shown)
    assert shown.nothing.isVisibleTo(shown)
    assert shown.charts.no_money.isVisibleTo(shown)


def test_months_are_named_sparingly_under_a_chart():
    assert marks(["2025-11", "2025-12", "2026-01"]) == ["11/25", "12", "01/26"]
    many = [f"2025-{number:02d}" for number in range(1, 13)]
    assert marks(many)[:3] == ["01/25", "", "03"]
    assert marks(many * 2).count("") == 18
