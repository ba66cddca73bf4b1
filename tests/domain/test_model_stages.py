"""A model moves through its stages: taken back, replicated while it runs, ended in order."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.livelihood import STAGES, ChoiceStatus, ModelInput, Stage, chosen, judge_model, stage_on
from sinhke_desktop.domain.model_stages import IN_ORDER, KEPT, at_stage, ended, reached, stage_line, without_stage
from sinhke_desktop.errors import InvalidInput

TODAY = date(2025, 11, 20)


def active():
    typed = ModelInput("Nuôi bò", period="2023-2025", proposed_on="15/05/2023", duration_months="24")
    return chosen(judge_model(typed, "a" * 32, "22828", TODAY), "dân đồng ý", "1/QĐ", "22/12/2023", TODAY)


def running():
    handed = at_stage(active(), Stage.HANDED_OVER, "19/06/2024", TODAY)
    return at_stage(handed, Stage.RUNNING, "20/06/2024", TODAY)


def codes(error):
    return [problem.code for problem in error.value.problems]


def test_a_stage_noted_by_mistake_is_taken_back_and_the_model_stands_where_it_stood():
    settled = at_stage(running(), Stage.SETTLED, "01/11/2025", TODAY)
    back = without_stage(settled, Stage.SETTLED)
    assert (back.stage, back.settled_on) == (Stage.RUNNING, None)


def test_taking_an_earlier_stage_back_leaves_the_model_where_it_is():
    back = without_stage(running(), Stage.HANDED_OVER)
    assert (back.stage, back.handed_over_on) == (Stage.RUNNING, None)


@pytest.mark.parametrize("stage", sorted(KEPT))
def test_proposal_decision_and_end_are_not_taken_back(stage):
    with pytest.raises(InvalidInput) as error:
        without_stage(running(), stage)
    assert codes(error) == ["MH-30"]


def test_a_stage_without_a_day_cannot_be_taken_back():
    with pytest.raises(InvalidInput) as error:
        without_stage(running(), Stage.SETTLED)
    assert codes(error) == ["MH-30"]


def test_a_running_model_that_is_replicated_goes_on_running():
    model = at_stage(running(), Stage.REPLICATED, "01/10/2025", TODAY)
    assert (model.stage, model.replicated_on) == (Stage.RUNNING, date(2025, 10, 1))
    assert stage_on(model, TODAY) is Stage.RUNNING
    accepted = at_stage(model, Stage.ACCEPTED, "15/11/2025", TODAY)
    assert accepted.stage is Stage.ACCEPTED
    marks = {mark.stage: mark.state for mark in stage_line(accepted)}
    assert (marks[Stage.REPLICATED], marks[Stage.ACCEPTED], marks[Stage.SETTLED]) == ("done", "current", "open")


def test_a_model_is_not_replicated_before_its_decision():
    with pytest.raises(InvalidInput) as error:
        at_stage(running(), Stage.REPLICATED, "01/12/2023", TODAY)
    assert codes(error) == ["MH-04"]


def test_an_ended_model_stands_at_its_end_or_at_its_replication():
    done = ended(running(), "hết giai đoạn", "19/11/2025", TODAY)
    assert done.stage is Stage.ENDED
    assert at_stage(done, Stage.REPLICATED, "20/11/2025", TODAY).stage is Stage.REPLICATED
    before = at_stage(running(), Stage.REPLICATED, "01/10/2025", TODAY)
    assert ended(before, "hết giai đoạn", "", TODAY).stage is Stage.REPLICATED
    assert stage_on(ended(before, "hết giai đoạn", "", TODAY), TODAY) is Stage.REPLICATED


def test_a_model_does_not_end_before_what_it_has_reached():
    with pytest.raises(InvalidInput) as error:
        ended(running(), "hết giai đoạn", "01/06/2024", TODAY)
    assert codes(error) == ["MH-04"]


def test_passed_stages_count_as_reached_but_not_those_that_are_not_always_held():
    model = replace(at_stage(running(), Stage.SETTLED, "01/11/2025", TODAY), consulted_on=None)
    assert [stage for stage in STAGES if reached(model, stage)] == [
        Stage.PROPOSED, Stage.CONSULTED, Stage.APPROVED, Stage.HANDED_OVER, Stage.RUNNING, Stage.ACCEPTED,
        Stage.SETTLED,
    ]  # fmt: skip
    early = ended(running(), "dịch bệnh", "", TODAY)
    assert not reached(early, Stage.ACCEPTED)
    assert reached(early, Stage.ENDED)


def test_the_whole_line_of_a_model_that_ended_early_leaves_what_it_never_reached_open():
    early = ended(running(), "dịch bệnh", "", TODAY)
    states = {mark.stage: mark.state for mark in stage_line(early, whole=True)}
    assert len(states) == len(STAGES)
    assert (states[Stage.RUNNING], states[Stage.ACCEPTED], states[Stage.ENDED]) == ("done", "open", "current")


STEPS = st.lists(st.tuples(st.sampled_from(STAGES), st.none() | st.dates(date(2023, 1, 1), TODAY)), max_size=15)


@given(STEPS)
def test_however_days_are_set_and_taken_back_the_model_stands_at_its_furthest_day(steps):
    model = active()
    for stage, day in steps:
        try:
            model = without_stage(model, stage) if day is None else at_stage(model, stage, day, TODAY)
        except InvalidInput:
            continue
    days = [day for stage in IN_ORDER if (day := model.day_of(stage))]
    assert days == sorted(days)
    assert model.status is ChoiceStatus.ACTIVE
    assert model.stage is stage_on(model, TODAY)
