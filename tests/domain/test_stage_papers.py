"""The papers and due days of a model's stages: wanted, there, missing, not needed, late."""

from dataclasses import replace
from datetime import date

import pytest

from sinhke_desktop.domain.livelihood import STAGES, ChoiceStatus, ModelInput, ModelKind, Stage, chosen, judge_model
from sinhke_desktop.domain.model_stages import at_stage, ended
from sinhke_desktop.domain.stage_papers import (
    Anchor,
    DueProposal,
    PaperState,
    StageDue,
    StagePaper,
    WantedPaper,
    awaited,
    checklist,
    missing_papers,
    overdue_stages,
    proposed_dues,
    standings,
)

TODAY = date(2025, 11, 20)
MINUTES = WantedPaper(Stage.CONSULTED, "minutes", "Biên bản họp dân")
CONTRACT = WantedPaper(Stage.APPROVED, "contract", "Hợp đồng", kinds=frozenset({ModelKind.VALUE_CHAIN}))
VACCINE = WantedPaper(Stage.HANDED_OVER, "vaccine", "Giấy tiêm phòng", animals=True)
APPRAISAL = WantedPaper(Stage.APPRAISED, "appraisal", "Văn bản thẩm định")
REPORT = WantedPaper(Stage.REVIEWED, "report", "Báo cáo tổng kết")
WANTED = (REPORT, VACCINE, MINUTES, CONTRACT, APPRAISAL)
PROPOSALS = (
    DueProposal(Stage.RUNNING, Anchor.START, 1),
    DueProposal(Stage.INTERIM_REVIEWED, Anchor.MIDDLE),
    DueProposal(Stage.ACCEPTED, Anchor.END),
    DueProposal(Stage.SETTLED, Anchor.END, 1),
)


def active(**changes):
    typed = ModelInput("Nuôi bò", period="2023-2025", proposed_on="15/05/2023", duration_months="18")
    model = chosen(judge_model(typed, "a" * 32, "22828", TODAY), "dân đồng ý", "1/QĐ", "22/12/2023", TODAY)
    return replace(model, **changes)


def handed_over():
    return at_stage(active(), Stage.HANDED_OVER, "31/08/2024", TODAY)


def paper(key, name="x", stage=Stage.CONSULTED, **more):
    return StagePaper("p" * 32, "22828", "a" * 32, stage, name, key, **more)


def due(stage, day, **more):
    return StageDue("d" * 32, "22828", "a" * 32, stage, day, **more)


def test_a_paper_is_wanted_by_the_kind_of_project_and_what_is_raised():
    crops = active(unit="gốc", kind=ModelKind.VALUE_CHAIN)
    assert [one.key for one in WANTED if one.is_for(crops)] == ["report", "minutes", "contract", "appraisal"]
    assert [one.key for one in WANTED if one.is_for(active())] == ["report", "vaccine", "minutes", "appraisal"]


def test_the_checklist_follows_the_stages_and_shows_other_papers_after_the_wanted_ones():
    lines = checklist(WANTED, [paper("", "Ảnh họp dân"), paper("minutes", number="01/BB"), paper("gone", removed=True)])
    assert [(line.name, line.there, line.missing) for line in lines] == [
        ("Biên bản họp dân", True, False),
        ("Ảnh họp dân", True, False),
        ("Văn bản thẩm định", False, True),
        ("Hợp đồng", False, True),
        ("Giấy tiêm phòng", False, True),
        ("Báo cáo tổng kết", False, True),
    ]


def test_papers_are_missing_of_reached_stages_only():
    lines = checklist([one for one in WANTED if one.is_for(handed_over())], [])
    assert [line.name for line in missing_papers(handed_over(), lines)] == ["Biên bản họp dân", "Giấy tiêm phòng"]
    appraised = at_stage(handed_over(), Stage.APPRAISED, "20/12/2023", TODAY)
    assert "Văn bản thẩm định" in [line.name for line in missing_papers(appraised, lines)]


def test_a_paper_that_is_not_needed_is_not_missing():
    lines = checklist([MINUTES], [paper("minutes", state=PaperState.NOT_NEEDED, reason="mô hình cũ")])
    assert [(line.missing, line.there, line.not_needed) for line in lines] == [(False, False, True)]


def test_due_days_that_passed_for_stages_to_come_are_overdue_earliest_first():
    dues = [
        due(Stage.SETTLED, date(2025, 11, 19)), due(Stage.ACCEPTED, date(2025, 11, 1)),
        due(Stage.REVIEWED, date(2025, 11, 20)), due(Stage.RUNNING, date(2025, 1, 1), removed=True),
        due(Stage.CONSULTED, date(2023, 1, 1)),
    ]  # fmt: skip
    model = handed_over()
    assert [one.stage for one in overdue_stages(model, dues, TODAY)] == [Stage.ACCEPTED, Stage.SETTLED]
    assert [one.stage for one in awaited(model, dues)] == [Stage.ACCEPTED, Stage.SETTLED, Stage.REVIEWED]
    assert overdue_stages(ended(model, "x", "", TODAY), dues, TODAY) == []
    assert overdue_stages(replace(model, status=ChoiceStatus.DECLINED), dues, TODAY) == []


def test_due_days_are_proposed_from_start_and_duration_for_what_has_none():
    assert proposed_dues(handed_over(), PROPOSALS) == {
        Stage.RUNNING: date(2024, 9, 30),
        Stage.INTERIM_REVIEWED: date(2025, 5, 31),
        Stage.ACCEPTED: date(2026, 2, 28),
        Stage.SETTLED: date(2026, 3, 31),
    }
    running = at_stage(handed_over(), Stage.RUNNING, "01/09/2024", TODAY)
    found = proposed_dues(running, PROPOSALS, [due(Stage.SETTLED, TODAY), due(Stage.ACCEPTED, TODAY, removed=True)])
    assert list(found) == [Stage.INTERIM_REVIEWED, Stage.ACCEPTED]


@pytest.mark.parametrize(
    ("changes", "found"), [({"duration_months": None}, [Stage.RUNNING]), ({"started_on": None}, [])]
)
def test_nothing_is_proposed_from_days_that_are_not_known(changes, found):
    assert list(proposed_dues(replace(handed_over(), **changes), PROPOSALS)) == found


def test_every_stage_stands_with_its_days_and_papers():
    found = standings(
        handed_over(), WANTED, [paper("minutes")], [due(Stage.ACCEPTED, date(2025, 11, 1))], PROPOSALS, TODAY
    )
    assert [one.stage for one in found] == list(STAGES)
    by_stage = {one.stage: one for one in found}
    assert (by_stage[Stage.CONSULTED].there, by_stage[Stage.HANDED_OVER].missing) == (1, 1)
    late = by_stage[Stage.ACCEPTED]
    assert (late.overdue, late.reached, late.due.due_on, late.proposed) == (True, False, date(2025, 11, 1), None)
    assert by_stage[Stage.SETTLED].proposed == date(2026, 3, 31)
    assert by_stage[Stage.HANDED_OVER].mark.on == date(2024, 8, 31)
