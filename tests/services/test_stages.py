"""The stages of the stored model: papers noted, due days set, what is late, what is taken back."""

from datetime import date

import pytest

from sinhke_desktop.domain.livelihood import STAGES, ModelInput, Stage
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import candidates, livelihood, participants, stages


@pytest.fixture
def model(workspace):
    made = candidates.add(workspace, ModelInput("Nuôi dê", proposed_on="01/06/2023", duration_months="18"))
    candidates.choose(workspace, made.id, "Hợp đất", "35/QĐ-UBND", "22/12/2023")
    return livelihood.advance(workspace, made.id, Stage.HANDED_OVER, "19/06/2024")


def line(workspace, model, key):
    found = stages.board(workspace, model.id)
    return next(line for one in found.stages for line in one.lines if line.wanted and line.wanted.key == key)


def test_a_board_shows_all_twelve_stages_with_what_is_missing(workspace, model):
    found = stages.board(workspace, model.id)
    assert [one.stage for one in found.stages] == list(STAGES)
    missing = {one.wanted.key for one in found.missing}
    assert {"community-dossier", "meeting-minutes", "handover-minutes", "commitments"} <= missing
    assert not missing & {"decision", "acceptance-minutes", "value-chain-plan", "appraisal"}
    assert found.name(Stage.RUNNING) == "Đang nuôi"


def test_the_decision_of_the_choice_counts_as_there(workspace, model):
    noted = line(workspace, model, "decision")
    assert (noted.there, noted.paper.number, noted.paper.dated_on) == (True, "35/QĐ-UBND", date(2023, 12, 22))


def test_commitments_are_there_once_all_who_take_part_have_signed(village, model):
    workspace, ids = village
    joined = [
        participants.add(workspace, model.id, ids[head], "19/06/2024", "19/06/2024").participant
        for head in ("Lê Văn Bình", "Nguyễn Thị Kim Cúc")
    ]
    assert line(workspace, model, "commitments").paper.number == "2 / 2 hộ"
    third = participants.add(workspace, model.id, ids["Đỗ Đức Dũng"], "20/06/2024").participant
    assert line(workspace, model, "commitments").missing
    participants.leave(workspace, third.id, "21/06/2024", "không đủ công")
    assert line(workspace, model, "commitments").there
    assert joined[0].commitment_signed_on == date(2024, 6, 19)


def test_a_wanted_paper_is_there_with_number_and_day_not_needed_or_missing_again(workspace, model):
    stages.mark_there(workspace, model.id, "meeting-minutes", "02/BB", "12/08/2023", "bản gốc ở thôn")
    noted = line(workspace, model, "meeting-minutes")
    assert (noted.there, noted.paper.number, noted.paper.dated_on) == (True, "02/BB", date(2023, 8, 12))
    stages.mark_not_needed(workspace, model.id, "meeting-minutes", "mô hình chuyển tiếp")
    assert line(workspace, model, "meeting-minutes").not_needed
    stages.unmark(workspace, model.id, "meeting-minutes")
    assert line(workspace, model, "meeting-minutes").missing
    stages.mark_there(workspace, model.id, "meeting-minutes")
    assert line(workspace, model, "meeting-minutes").there


def test_what_cannot_be_noted_is_refused(workspace, model):
    with pytest.raises(InvalidInput) as error:
        stages.mark_there(workspace, model.id, "letter")
    assert error.value.problems[0].code == "MH-32"
    with pytest.raises(InvalidInput):
        stages.mark_not_needed(workspace, model.id, "registration", " ")
    with pytest.raises(InvalidInput):
        stages.mark_there(workspace, model.id, "registration", dated_on="20/12/2099")
    with pytest.raises(NotFound):
        stages.unmark(workspace, model.id, "registration")


def test_due_days_are_proposed_confirmed_told_when_near_or_past_and_taken_away(workspace, model):
    found = stages.board(workspace, model.id)
    assert found.proposed[Stage.ACCEPTED] == date(2025, 12, 19)
    stages.set_dues(workspace, model.id, found.proposed)
    stages.set_dues(workspace, model.id, {Stage.INTERIM_REVIEWED: "1/11/2025", Stage.SETTLED: "30/11/2025"})
    found = stages.board(workspace, model.id)
    assert found.proposed == {}
    assert [(one.stage, one.due_on) for one in found.overdue] == [(Stage.INTERIM_REVIEWED, date(2025, 11, 1))]
    assert [one.stage for one in found.soon] == [Stage.SETTLED]
    livelihood.advance(workspace, model.id, Stage.INTERIM_REVIEWED, "10/11/2025")
    stages.remove_due(workspace, model.id, Stage.SETTLED)
    found = stages.board(workspace, model.id)
    assert (found.overdue, found.soon) == ([], [])
    with pytest.raises(NotFound):
        stages.remove_due(workspace, model.id, Stage.SETTLED)


def test_a_stage_is_taken_back(workspace, model):
    livelihood.advance(workspace, model.id, Stage.SETTLED, "10/11/2025")
    assert stages.take_back(workspace, model.id, Stage.SETTLED).stage is Stage.HANDED_OVER
    assert livelihood.current(workspace).settled_on is None


def test_a_candidate_has_stages_without_a_decision(workspace):
    made = candidates.add(workspace, ModelInput("Nuôi gà", proposed_on="01/06/2023"))
    assert line(workspace, made, "decision").missing
    assert [one.stage for one in stages.board(workspace, made.id).stages if one.reached] == [Stage.PROPOSED]
