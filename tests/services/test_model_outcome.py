"""Exits, targets, time line and totals of a model, read from the store; the sample is the case."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sinhke_desktop.domain.exits import Exit
from sinhke_desktop.domain.livelihood import ModelInput, Stage
from sinhke_desktop.domain.model_targets import Measure, TargetState
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.timeline import EventKind
from sinhke_desktop.errors import NotFound
from sinhke_desktop.services import (
    candidates,
    early_warnings,
    exits,
    hamlets,
    livelihood,
    model_outcome,
    model_targets,
    model_totals,
    participants,
    reviews,
    timeline,
    visits_due,
    whole_file,
)
from sinhke_desktop.services.reviews import ReviewInput


def reviewed(workspace, household_id, year, points, status="official", day=""):
    reviews.record(
        workspace, ReviewInput(household_id, str(year), status=status, income_points=points, reviewed_on=day)
    )


def first(workspace, model):
    return participants.of_model(workspace, model.id)[0]


def test_a_review_after_joining_is_the_evidence_with_class_and_reason(sample):
    workspace, model = sample
    poor = first(workspace, model)
    assert poor.class_at_entry is PovertyClass.POOR
    before = exits.of_model(workspace, model.id)
    assert before[1].counts == {Exit.NOT_REVIEWED: 7}
    reviewed(workspace, poor.household_id, 2024, "120", "preliminary", "15/10/2024")
    reviewed(workspace, poor.household_id, 2025, "150", "official", "10/11/2025")
    (result,) = [one for one in exits.of_model(workspace)[0] if one.participant.id == poor.id]
    assert [one.review.year for one in result.evidence] == [2024, 2025]
    assert [one.official for one in result.evidence] == [False, True]
    assert (result.exit, result.last.poverty_class) == (Exit.ESCAPED, PovertyClass.NONE)
    assert result.last.explanation
    assert (result.name, result.hamlet) == ("Lê Văn Bình", "Thôn Tân Tiến")
    assert result.final is None


def test_the_official_result_replaces_the_preliminary_one_of_its_round(sample):
    workspace, model = sample
    poor = first(workspace, model)
    reviewed(workspace, poor.household_id, 2024, "120", "preliminary")
    assert exits.of_model(workspace, model.id)[1].preliminary == 1
    reviewed(workspace, poor.household_id, 2024, "120", "official")
    found = exits.of_model(workspace, model.id)[1]
    assert (found.preliminary, found.official) == (0, 1)


def test_a_review_after_the_acceptance_is_the_final_evidence(sample):
    workspace, model = sample
    livelihood.advance(workspace, model.id, Stage.ACCEPTED, "01/10/2025")
    for day, year in (("10/11/2025", 2025), ("10/11/2024", 2024)):
        reviewed(workspace, first(workspace, model).household_id, year, "150", day=day)
    result = exits.of_model(workspace, model.id)[0][0]
    assert [one.final for one in result.evidence] == [False, True]
    assert result.final.review.year == 2025


def test_who_slid_back_is_named_on_the_time_line(sample):
    workspace, model = sample
    near = next(
        one for one in participants.of_model(workspace, model.id) if one.class_at_entry is PovertyClass.NEAR_POOR
    )
    reviews.record(
        workspace,
        ReviewInput(near.household_id, "2024", status="official", income_points="100",
                    deprived=frozenset({"employment", "nutrition", "healthInsurance"})),
    )  # fmt: skip
    results, sums = exits.of_model(workspace, model.id)
    name = next(one.name for one in results if one.participant.id == near.id)
    assert sums.counts[Exit.SLID_BACK] == 1
    (event,) = [one for one in timeline.of_model(workspace, model.id) if one.kind is EventKind.REVIEW]
    assert f"tái nghèo: {name}" in event.detail


def test_income_of_the_sample_counts_the_sold_calf_once(sample):
    workspace, model = sample
    results = exits.of_model(workspace, model.id)[0]
    status = livelihood.status(workspace, model.id)
    assert sum(one.income.total for one in results) == status.income
    assert all(one.participant.income_before and one.participant.income_expected for one in results)


def states(workspace, model):
    return {(line.target.measure, line.year): line for line in model_outcome.of_model(workspace, model.id).targets}


def test_targets_stand_beside_what_is_reached(sample):
    workspace, model = sample
    plan = model_targets.plan()
    assert plan.id == "249/KHPH-UBND-MTTQ"
    assert [one.measure for one in plan.targets] == [
        Measure.EFFECTIVE, Measure.PARTICIPANTS_OUT, Measure.POVERTY_FALL, Measure.MINORITY_FALL, Measure.POVERTY_FALL,
    ]  # fmt: skip
    assert (plan.targets[2].least, plan.targets[2].most, plan.targets[3].strictly) == (Decimal("1.5"), 2, True)
    found = states(workspace, model)
    assert not any(line.target.districts for line in found.values())
    assert found[Measure.POVERTY_FALL, 2023].reason.startswith("Chưa có kết quả rà soát năm 2022")
    assert found[Measure.PARTICIPANTS_OUT, None].state is TargetState.NOT_KNOWN


def test_the_fall_is_taken_from_the_tables_of_both_years_each_with_its_own_total(sample):
    workspace, model = sample
    for hamlet in hamlets.all_hamlets(workspace):
        hamlets.set_total(workspace, hamlet.id, 2023, 50)
        hamlets.set_total(workspace, hamlet.id, 2024, 40)
    for one in participants.of_model(workspace, model.id):
        reviewed(workspace, one.household_id, 2024, "150")
    found = states(workspace, model)
    line = found[Measure.POVERTY_FALL, 2024]
    assert line.reached == "3,00% → 0,00%: giảm 3,00 điểm %"
    assert line.state is TargetState.REACHED
    assert "chưa nhập đủ tổng số hộ năm 2024" in found[Measure.MINORITY_FALL, 2024].reason.lower()
    rates = model_targets.commune_rates(workspace, 2023, 2024)
    assert [(one.year, one.poor, one.whole) for one in rates.all] == [(2023, 3, 100), (2024, 0, 80)]


def test_the_poor_districts_target_is_for_communes_of_the_former_district(sample):
    workspace, model = sample
    file = whole_file.read(workspace, model.id)
    sums = exits.of_model(workspace, model.id)[1]
    known = model_targets.commune_rates(workspace, 2023, 2024)
    old = replace(file, model=replace(file.model, area_code="22828-old"))
    assert not any(one.target.districts for one in model_targets.targets(workspace, old, sums, known))
    in_poor_district = replace(workspace, commune_code="22786")
    there = replace(file, model=replace(file.model, area_code="22786"))
    lines = model_targets.targets(in_poor_district, there, sums, known)
    assert [one.target.districts for one in lines if one.target.districts] == [("Huyện Bác Ái",)]


def test_signs_of_a_model_that_works(sample):
    workspace, model = sample
    found = {one.text: one.good for one in model_targets.signs(whole_file.read(workspace, model.id))}
    assert found == {
        "đã có thu nhập từ mô hình": True, "hạch toán một chu kỳ có lãi": True, "không hộ nào mất trắng": True,
        "đã nghiệm thu": None,
    }  # fmt: skip


def test_a_household_that_lost_everything_is_a_bad_sign_and_nothing_noted_is_none(sample):
    workspace, model = sample
    file = whole_file.read(workspace, model.id)
    first_id = file.participants[0].id
    dead = [
        replace(one, alive=0, lost=2) if one.participant_id == first_id else one
        for one in file.follow_ups
        if one.participant_id != first_id or one.month == "2025-11"
    ]
    assert any(one.good is False for one in model_targets.signs(replace(file, follow_ups=dead)))
    empty = replace(file, follow_ups=(), handovers=(), records={})
    assert {one.good for one in model_targets.signs(empty)} == {None}
    poor = replace(file, follow_ups=[replace(one, income=0) for one in file.follow_ups], records={})
    assert model_targets.signs(poor)[0].good is False


def test_everything_that_was_noted_is_on_the_time_line_by_day(sample):
    workspace, model = sample
    found = timeline.of_model(workspace, model.id)
    assert [one.on for one in found] == sorted(one.on for one in found)
    assert {one.kind for one in found} == set(EventKind) - {EventKind.REVIEW}
    only = timeline.of_model(workspace, model.id, [EventKind.LOSS, EventKind.SUPERVISION])
    assert {one.kind for one in only} == {EventKind.LOSS, EventKind.SUPERVISION}
    texts = [one.text for one in found]
    assert "Bàn giao 14 con bò cái sinh sản cho 7 hộ" in texts
    assert "Tiêm phòng, phun thuốc: 14 con" in texts
    assert "Chi 264.180.000 đ" in texts


def test_leaving_and_ending_are_told_with_their_reasons(sample):
    workspace, model = sample
    gone = first(workspace, model)
    participants.leave(workspace, gone.id, "01/10/2025", "chuyển đi nơi khác")
    livelihood.end(workspace, model.id, "dịch bệnh kéo dài", "10/10/2025")
    found = {one.text: one for one in timeline.of_model(workspace, model.id)}
    assert found["Lê Văn Bình thôi tham gia"].detail == "chuyển đi nơi khác"
    assert found["Kết thúc"].detail == "dịch bệnh kéo dài"
    assert exits.of_model(workspace, model.id)[1].left == 1


def test_nobody_is_waited_for_any_more_once_the_model_has_ended(sample):
    workspace, model = sample
    late = replace(workspace, clock=lambda: datetime(2026, 4, 20, 3, 0, tzinfo=UTC))
    assert visits_due.of_model(late, model.id)
    assert early_warnings.of_model(late, model.id).behind
    livelihood.end(late, model.id, "hết thời gian", "15/04/2026")
    assert visits_due.of_model(late, model.id) == []
    assert not early_warnings.of_model(late, model.id).behind
    assert not any("2 tháng" in text for text in livelihood.status(late, model.id).warnings)


def test_the_charts_show_money_herd_and_income(sample):
    workspace, model = sample
    found = timeline.charts(workspace, model.id)
    assert [(one.planned, one.paid) for one in found.money] == [
        (264_180_000, 264_180_000), (176_120_000, 158_400_000),
    ]  # fmt: skip
    assert found.money[0].settled == 264_180_000
    assert found.herd[-1][1] == livelihood.status(workspace, model.id).herd.alive
    assert sum(amount for _month, amount in found.income) == livelihood.status(workspace, model.id).income
    assert found.unit == "con"


def test_every_total_is_told_once_and_agrees_with_the_records(sample):
    workspace, model = sample
    found = model_totals.of_model(workspace, model.id)
    assert (found.joined, found.left, found.status.participants) == (7, 0, 7)
    assert found.money.total.planned == found.status.budget.planned == 440_300_000
    assert found.by_class_now == {PovertyClass.POOR: 2, PovertyClass.NEAR_POOR: 5}
    counts = found.counts
    assert (counts.trainings, counts.trained, counts.groups, counts.meetings) == (3, 7, 1, 3)
    assert (counts.losses.count, counts.losses.worth, counts.losses.compensated) == (1, 3_000_000, 1_000_000)
    assert (counts.findings, counts.findings_open, counts.findings_overdue) == (3, 1, 0)
    assert counts.alive_things == found.status.herd.alive
    assert [(one.product, one.quantity, one.amount) for one in counts.sales] == [("Bê giống", 1, 9_500_000)]
    (line,) = found.fund.lines
    assert (line.due, line.repaid, line.passed_on, line.balance) == (7, 2, 1, 1)
    assert found.outcome.exits.households == 7


def test_without_a_chosen_model_there_is_nothing_to_tell(workspace):
    for read in (model_totals.of_model, model_outcome.of_model, timeline.of_model, whole_file.read):
        with pytest.raises(NotFound) as error:
            read(workspace)
        assert error.value.code == "MH-13"


def test_a_candidate_has_an_empty_file(workspace):
    model = candidates.add(workspace, ModelInput("Nuôi dê", proposed_on=date(2025, 1, 2)))
    found = model_totals.of_model(workspace, model.id)
    assert (found.joined, found.outcome.exits.households, found.fund.lines) == (0, 0, ())
    assert [one.text for one in timeline.of_model(workspace, model.id)] == ["Đề xuất"]
    assert found.outcome.targets[1].reached == "–"
