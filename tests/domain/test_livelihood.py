"""The model's stages, choice and end; its participants."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.livelihood import (
    STAGES,
    ChoiceStatus,
    LivelihoodModel,
    ModelInput,
    Stage,
    chosen,
    judge_model,
    retyped,
    stage_name,
    stage_on,
)
from sinhke_desktop.domain.model_stages import IN_ORDER, at_stage, ended, stage_line
from sinhke_desktop.domain.participant import judge_participant, left
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.errors import InvalidInput

TODAY = date(2025, 11, 20)
TYPED = ModelInput(
    name=" Nuôi bò  cái sinh sản ", period="2023-2025", thing="bò cái", proposed_on="15/05/2023", duration_months="36"
)


def candidate(**changes) -> LivelihoodModel:
    return replace(judge_model(TYPED, "a" * 32, "22828", TODAY), **changes)


def active() -> LivelihoodModel:
    return chosen(candidate(), "dân đồng ý", "3578/QĐ-UBND", "22/12/2023", TODAY)


def fields_of(error) -> set[str]:
    return {problem.field for problem in error.value.problems}


def test_a_model_begins_as_a_candidate_of_the_commune_itself():
    model = candidate()
    assert (model.status, model.stage, model.area_code) == (ChoiceStatus.CANDIDATE, Stage.PROPOSED, "22828")
    assert model.name == "Nuôi bò cái sinh sản"
    assert model.proposed_on == date(2023, 5, 15)
    assert model.duration_months == 36


def test_every_wrong_field_is_named_at_once():
    typed = ModelInput(
        name=" ", kind="?", period="2025-2023", proposed_on="21/11/2025", started_on="x", duration_months="0"
    )
    with pytest.raises(InvalidInput) as error:
        judge_model(typed, "a" * 32, "22828", TODAY)
    assert fields_of(error) == {"name", "kind", "period", "proposed_on", "started_on", "duration_months"}


def test_retyping_keeps_choice_and_stage():
    again = judge_model(replace(TYPED, name="Nuôi dê"), "b" * 32, "22828", TODAY)
    model = retyped(active(), again)
    assert (model.name, model.id, model.status, model.stage) == (
        "Nuôi dê", "a" * 32, ChoiceStatus.ACTIVE, Stage.APPROVED,
    )  # fmt: skip


def test_choosing_approves_by_the_decision():
    model = active()
    assert (model.status, model.stage) == (ChoiceStatus.ACTIVE, Stage.APPROVED)
    assert model.approved_on == model.decision_date == date(2023, 12, 22)
    assert model.choice_reason == "dân đồng ý"


def test_choosing_needs_reason_decision_and_a_candidate():
    with pytest.raises(InvalidInput) as error:
        chosen(active(), " ", "", "", TODAY)
    assert fields_of(error) == {"model", "reason", "decision_number", "decision_date"}
    with pytest.raises(InvalidInput) as error:
        chosen(candidate(consulted_on=date(2024, 1, 1)), "x", "1", "22/12/2023", TODAY)
    assert fields_of(error) == {"decision_date"}


def test_only_an_active_model_ends_and_says_why():
    model = ended(active(), "chuyển giai đoạn", "", TODAY)
    assert (model.status, model.ended_on) == (ChoiceStatus.ENDED, TODAY)
    with pytest.raises(InvalidInput) as error:
        ended(candidate(), "", "", TODAY)
    assert fields_of(error) == {"model", "reason"}


def test_the_handover_starts_the_months_and_stages_go_forward():
    model = at_stage(active(), Stage.HANDED_OVER, "19/06/2024", TODAY)
    assert model.started_on == date(2024, 6, 19)
    model = at_stage(model, Stage.RUNNING, "19/06/2024", TODAY)
    assert model.stage is Stage.RUNNING
    assert model.ends_on == date(2027, 6, 19)
    assert model.month_number(date(2024, 6, 18)) is None
    assert model.month_number(date(2024, 6, 19)) == 1
    assert model.month_number(date(2024, 7, 18)) == 1
    assert model.month_number(date(2025, 11, 20)) == 18


def test_correcting_an_earlier_stage_does_not_move_the_model_back():
    model = at_stage(active(), Stage.HANDED_OVER, "19/06/2024", TODAY)
    corrected = at_stage(model, Stage.APPROVED, "20/12/2023", TODAY)
    assert (corrected.stage, corrected.approved_on) == (Stage.HANDED_OVER, date(2023, 12, 20))


@pytest.mark.parametrize(
    ("stage", "day"),
    [
        (Stage.RUNNING, "01/01/2023"),
        (Stage.CONSULTED, "01/01/2024"),
        (Stage.RUNNING, "21/11/2025"),
        (Stage.RUNNING, ""),
    ],
)
def test_days_out_of_order_or_in_the_future_are_refused(stage, day):
    with pytest.raises(InvalidInput) as error:
        at_stage(active(), stage, day, TODAY)
    assert "on" in fields_of(error)


def test_a_candidate_cannot_be_handed_over():
    with pytest.raises(InvalidInput) as error:
        at_stage(candidate(), Stage.HANDED_OVER, "19/06/2024", TODAY)
    assert [problem.code for problem in error.value.problems] == ["MH-10"]


@given(st.lists(st.tuples(st.sampled_from(STAGES), st.dates(date(2023, 1, 1), TODAY)), max_size=15))
def test_however_stages_are_entered_their_days_stay_in_order(steps):
    model = active()
    for stage, day in steps:
        try:
            model = at_stage(model, stage, day, TODAY)
        except InvalidInput:
            continue
    days = [day for stage in IN_ORDER if (day := model.day_of(stage))]
    assert days == sorted(days)
    assert all(model.day_of(stage) is None for stage in IN_ORDER[IN_ORDER.index(model.stage) + 1 :])


def test_the_line_of_stages_leaves_the_unused_appraisal_out():
    line = stage_line(active())
    assert [mark.name for mark in line] == [
        "Đề xuất", "Họp dân", "Phê duyệt", "Bàn giao", "Đang nuôi", "Nghiệm thu", "Quyết toán", "Tổng kết",
    ]  # fmt: skip
    assert [mark.state for mark in line] == ["done", "done", "current", *["open"] * 5]
    appraised = stage_line(at_stage(active(), Stage.APPRAISED, "01/12/2023", TODAY))
    assert "Thẩm định" in [mark.name for mark in appraised]


def test_plants_are_not_raised():
    assert stage_name(candidate(unit="gốc"), Stage.RUNNING) == "Đang thực hiện"


def test_the_stage_on_a_day_is_the_furthest_reached_by_then():
    model = at_stage(active(), Stage.HANDED_OVER, "19/06/2024", TODAY)
    assert stage_on(model, date(2023, 1, 1)) is Stage.PROPOSED
    assert stage_on(model, date(2024, 6, 18)) is Stage.APPROVED
    assert stage_on(model, date(2024, 6, 19)) is Stage.HANDED_OVER


def test_the_end_of_a_short_month_ends_a_model_begun_on_the_31st():
    assert candidate(started_on=date(2024, 8, 31), duration_months=6).ends_on == date(2025, 2, 28)
    assert candidate(started_on=None).ends_on is None


def joined():
    return judge_participant("p" * 32, active(), "h" * 32, PovertyClass.POOR, "19/06/2024", "", TODAY)


def test_households_join_the_active_model_only():
    assert joined().joined_on == date(2024, 6, 19)
    with pytest.raises(InvalidInput) as error:
        judge_participant("p" * 32, candidate(), "", PovertyClass.POOR, "", "x", TODAY)
    assert fields_of(error) == {"model", "household_id", "joined_on", "commitment_signed_on"}


def test_a_household_takes_part_from_the_month_it_joins_to_the_month_it_leaves():
    participant = joined()
    assert not participant.took_part_in("2024-05")
    assert participant.took_part_in("2024-06")
    gone = left(participant, "01/03/2025", "chuyển đi nơi khác", TODAY)
    assert gone.took_part_in("2025-03")
    assert not gone.took_part_in("2025-04")


def test_leaving_needs_a_reason_and_a_day_after_joining():
    with pytest.raises(InvalidInput) as error:
        left(joined(), "18/06/2024", "", TODAY)
    assert fields_of(error) == {"left_on", "leave_reason"}
