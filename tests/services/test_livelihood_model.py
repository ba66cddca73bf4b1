"""Participants, money, follow-ups and the status of the chosen model, by the published case of Hòa Sơn."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sinhke_desktop.domain.follow_up import FollowUp, FollowUpInput
from sinhke_desktop.domain.funding import (
    BudgetLine,
    BudgetLineInput,
    HandoverInput,
    InputHandover,
    Payment,
    PaymentInput,
)
from sinhke_desktop.domain.livelihood import ModelInput, Stage
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import (
    candidates,
    follow_ups,
    funding,
    hamlets,
    households,
    livelihood,
    model_sample,
    participants,
    reviews,
)
from sinhke_desktop.storage import journal, records


def operations(workspace):
    with workspace.database.read() as connection:
        return journal.count_operations(connection)


def rows(workspace, kind):
    with workspace.database.read() as connection:
        return records.all_of(connection, kind, "22828")


def test_the_sample_is_the_published_case(sample):
    workspace, model = sample
    found = livelihood.status(workspace)
    assert found.name == "Nuôi bò cái sinh sản"
    assert (found.model.decision_number, found.model.decision_date) == ("3578/QĐ-UBND", date(2023, 12, 22))
    assert (found.model.stage, found.stage_name) == (Stage.RUNNING, "Đang nuôi")
    assert found.model.handed_over_on == date(2024, 6, 19)
    assert found.participants == 7
    assert found.by_class == {PovertyClass.POOR: 2, PovertyClass.NEAR_POOR: 5}
    assert (found.budget.planned, found.budget.sources[0].planned) == (440_300_000, 264_180_000)
    assert [(one.code, one.planned, one.share) for one in found.budget.sources] == [
        ("GNBV", 264_180_000, 6000),
        ("DU-VAT", 176_120_000, 4000),
    ]
    assert found.budget.sources[0].paid == 264_180_000
    (cows,) = found.inputs
    assert (cows.quantity, cows.unit_price, cows.amount, cows.households) == (14, 18_870_000, 264_180_000, 7)
    assert found.followed_up == 6
    assert found.next_due.on == date(2025, 11, 30)
    assert "minh họa" in model.note


def test_the_status_is_the_one_recomputed_from_the_records(sample):
    workspace, model = sample
    found = livelihood.status(workspace)
    joined = [one for one in rows(workspace, Participant) if one.model_id == model.id]
    ids = {one.id for one in joined}
    noted = [one for one in rows(workspace, FollowUp) if one.participant_id in ids]
    handed = [one for one in rows(workspace, InputHandover) if one.participant_id in ids]
    lines = rows(workspace, BudgetLine)
    paid = rows(workspace, Payment)
    assert found.participants == len(joined)
    assert found.by_class == Counter(one.class_at_entry for one in joined)
    assert found.budget.planned == sum(line.planned for line in lines)
    assert found.budget.paid == sum(payment.amount for payment in paid)
    assert found.income == sum(one.income or 0 for one in noted)
    assert found.herd.handed == sum(one.quantity for one in handed)
    assert found.herd.alive == found.herd.handed + sum(
        (one.born or 0) - (one.sold or 0) - (one.passed_on or 0) for one in noted
    )
    assert found.followed_up == sum(one.month == "2025-11" for one in noted)
    assert not any("gives" in text for text in found.warnings)


def test_the_sample_takes_households_of_tan_tien_first(village):
    workspace, ids = village
    chosen = [one.head.full_name for one in model_sample.chosen_households(workspace)]
    assert chosen[:2] == ["Lê Văn Bình", "Nguyễn Thị Kim Cúc"]
    assert len(chosen) == 7
    households.remove(workspace, ids["Lê Văn Bình"], "chuyển đi")
    assert [one.head.full_name for one in model_sample.chosen_households(workspace)][:2] == [
        "Nguyễn Thị Kim Cúc",
        "Chamaléa Sinh",
    ]


def test_the_sample_needs_enough_households(village):
    workspace, ids = village
    for head in ("Lê Văn Bình", "Nguyễn Thị Kim Cúc"):
        households.remove(workspace, ids[head], "chuyển đi")
    before = operations(workspace)
    with pytest.raises(model_sample.SampleNeedsHouseholds):
        model_sample.enter(workspace)
    assert operations(workspace) == before


def test_the_sample_can_be_entered_soon_after_the_handover(village):
    workspace, _ids = village
    early = replace(workspace, clock=lambda: datetime(2024, 7, 2, 3, 0, tzinfo=UTC))
    model_sample.enter(early)
    assert {one.month for one in rows(workspace, FollowUp)} == {"2024-06", "2024-07"}
    assert all(one.visited_on <= date(2024, 7, 2) for one in rows(workspace, FollowUp))


def test_without_a_chosen_model_there_is_no_status(workspace):
    with pytest.raises(NotFound) as error:
        livelihood.status(workspace)
    assert error.value.code == "MH-13"


def test_a_candidate_has_a_status_too(workspace):
    model = candidates.add(workspace, ModelInput("Nuôi dê"))
    found = livelihood.status(workspace, model.id)
    assert (found.participants, found.budget.planned, found.next_due, found.herd.alive) == (0, 0, None, None)


def test_after_every_household_the_end_of_the_months_is_next(sample):
    workspace, model = sample
    missing = next(line for line in follow_ups.table(workspace, model.id).lines if line.noted is None)
    follow_ups.record(workspace, FollowUpInput(missing.participant.id, "11/2025", "20/11/2025", missing.herd.alive))
    assert livelihood.status(workspace).next_due.on == date(2027, 6, 19)
    livelihood.advance(workspace, model.id, Stage.ACCEPTED, "20/11/2025")
    assert livelihood.status(workspace).next_due is None


def test_a_household_joins_once_and_again_after_leaving(sample):
    workspace, model = sample
    (first, *_others) = participants.of_model(workspace, model.id)
    with pytest.raises(InvalidInput) as error:
        participants.add(workspace, model.id, first.household_id, "20/11/2025")
    assert error.value.problems[0].code == "MH-11"
    participants.leave(workspace, first.id, "01/11/2025", "chuyển đi")
    assert livelihood.status(workspace).participants == 6
    again = participants.add(workspace, model.id, first.household_id, "20/11/2025")
    assert again.participant.id == first.id
    assert livelihood.status(workspace).participants == 7
    assert participants.of_household(workspace, first.household_id) == [again.participant]


def test_a_wrongly_recorded_participant_can_be_taken_back(sample):
    workspace, model = sample
    (first, *_others) = participants.of_model(workspace, model.id)
    participants.remove(workspace, first.id, "nhập nhầm")
    assert len(participants.of_model(workspace, model.id)) == 6
    assert participants.add(workspace, model.id, first.household_id, "20/11/2025").participant.removed is False


def test_signing_is_noted_with_its_day(sample):
    workspace, model = sample
    (first, *_others) = participants.of_model(workspace, model.id)
    assert participants.sign_commitment(workspace, first.id, "20/06/2024").commitment_signed_on == date(2024, 6, 20)
    with pytest.raises(InvalidInput):
        participants.sign_commitment(workspace, first.id, "")


def test_the_class_at_entry_is_that_of_the_review_before_joining(village):
    workspace, ids = village
    household_id = ids["Lê Văn Bình"]
    reviews.record(workspace, reviews.ReviewInput(household_id, "2024", income_points="200"))
    assert participants.class_on(workspace, household_id, date(2024, 6, 19)) is PovertyClass.POOR
    assert participants.class_on(workspace, household_id, date(2025, 6, 19)) is PovertyClass.NEWLY_ESCAPED
    assert participants.class_on(workspace, household_id, date(2020, 1, 1)) is PovertyClass.POOR


def test_double_support_and_missing_classes_are_said(sample):
    workspace, model = sample
    old = next(code for code, name in candidates.areas(workspace).items() if "Ma Nới" in name)
    corn = candidates.add(workspace, ModelInput("Trồng bắp", area_code=old))
    candidates.choose(workspace, corn.id, "x", "1", "20/11/2025")
    (first, *_others) = participants.of_model(workspace, model.id)
    joined = participants.add(workspace, corn.id, first.household_id, "20/11/2025")
    assert len(joined.warnings) == 1
    assert model.name in joined.warnings[0]
    typed = households.HouseholdInput(hamlets.all_hamlets(workspace)[0].id, (households_member("Mang Thị Mới"),))
    newcomer = households.register(workspace, typed)
    assert len(participants.warnings_before_joining(workspace, corn.id, newcomer.id, "hôm nay")) == 1
    reviews.record(workspace, reviews.ReviewInput(newcomer.id, "2024", income_points="200"))
    assert len(participants.warnings_before_joining(workspace, corn.id, newcomer.id)) == 1


def households_member(name):
    from sinhke_desktop.domain.household import MemberInput

    return MemberInput(name, "Chủ hộ")


def test_money_is_planned_paid_and_warned_about(sample):
    workspace, model = sample
    line = funding.add_line(workspace, model.id, BudgetLineInput("QVNN-XA", "money", "10.000.000"))
    payment = funding.pay(workspace, line.id, PaymentInput("20/11/2025", "12.000.000", "PC 01"))
    found = funding.budget(workspace, model.id)
    assert len(found.warnings) == 1
    assert (found.planned, found.paid) == (450_300_000, 264_180_000 + 158_400_000 + 12_000_000)
    assert sum(source.share for source in found.sources) == 10_000
    assert funding.budget(workspace, model.id, "2025-11-19").paid == 264_180_000 + 158_400_000
    with pytest.raises(InvalidInput) as error:
        funding.remove_line(workspace, line.id, "thôi")
    assert error.value.problems[0].code == "MH-12"
    funding.remove_payment(workspace, payment.id, "nhập nhầm")
    funding.change_line(workspace, line.id, BudgetLineInput("QVNN-XA", "money", "5.000.000"))
    assert funding.budget(workspace, model.id).planned == 445_300_000
    funding.remove_line(workspace, line.id, "thôi")
    assert [one.source_code for one in funding.lines(workspace, model.id)] == ["GNBV", "DU-VAT"]


def test_handovers_are_all_recorded_or_none(sample):
    workspace, model = sample
    (first, *_others) = participants.of_model(workspace, model.id)
    good = HandoverInput(first.id, "1", "0", "01/03/2025", "thuốc tẩy giun", "liều")
    before = operations(workspace)
    with pytest.raises(InvalidInput) as error:
        funding.hand_over(workspace, [good, replace(good, participant_id="nobody", quantity="0")])
    assert {problem.field for problem in error.value.problems} == {"rows.1.participant_id", "rows.1.quantity"}
    assert operations(workspace) == before
    (one,) = funding.hand_over(workspace, [good])
    assert not one.in_herd
    assert len(livelihood.status(workspace).inputs) == 2
    funding.remove_handover(workspace, one.id, "nhập nhầm")
    assert len(livelihood.status(workspace).inputs) == 1


def test_a_months_follow_up_is_changed_not_doubled(sample):
    workspace, model = sample
    line = next(one for one in follow_ups.table(workspace, model.id).lines if one.noted is not None)
    before = len(follow_ups.of_participant(workspace, line.participant.id))
    follow_ups.record(workspace, FollowUpInput(line.participant.id, "2025-11", "20/11/2025", "1", problem="mất 1 con"))
    assert len(follow_ups.of_participant(workspace, line.participant.id)) == before
    table = follow_ups.table(workspace, model.id)
    again = next(one for one in table.lines if one.participant.id == line.participant.id)
    assert again.noted.alive == 1
    assert any(line.name in warning and "1" in warning for warning in table.warnings)


def test_follow_ups_are_all_recorded_or_none(sample):
    workspace, model = sample
    (first, second, *_others) = participants.of_model(workspace, model.id)
    before = operations(workspace)
    with pytest.raises(InvalidInput) as error:
        follow_ups.record_many(
            workspace, [FollowUpInput(first.id, "2025-05", alive="2"), FollowUpInput(second.id, "2024-05", alive="2")]
        )
    assert [problem.field for problem in error.value.problems] == ["rows.1.month"]
    assert operations(workspace) == before


def test_a_removed_follow_up_can_be_recorded_again(sample):
    workspace, model = sample
    line = next(one for one in follow_ups.table(workspace, model.id).lines if one.noted is not None)
    follow_ups.remove(workspace, line.noted.id, "nhập nhầm")
    assert follow_ups.table(workspace, model.id).noted == 5
    follow_ups.record(workspace, FollowUpInput(line.participant.id, "2025-11", "20/11/2025", line.herd.alive))
    assert follow_ups.table(workspace, model.id).noted == 6


def test_the_month_table_says_who_was_not_visited_and_what_is_sick(sample):
    workspace, model = sample
    table = follow_ups.table(workspace, model.id, "11/2025")
    assert table.noted == 6
    assert [line.name for line in table.lines if line.overdue] == ["Trần Văn Đức"]
    assert [line.name for line in table.lines][:3] == ["Lê Văn Bình", "Nguyễn Thị Kim Cúc", "Đỗ Đức Dũng"]
    assert any("Trần Văn Đức" in warning for warning in table.warnings)
    assert any("Đỗ Đức Dũng" in warning and "thú y" in warning for warning in table.warnings)
    assert follow_ups.table(workspace, model.id, "2024-05").lines == ()


def test_a_sick_animal_without_a_next_step_is_said_alone(sample):
    workspace, model = sample
    first = participants.of_model(workspace, model.id)[0]
    follow_ups.record(workspace, FollowUpInput(first.id, "2025-11", "20/11/2025", "2", sick="2"))
    (warning,) = [text for text in follow_ups.table(workspace, model.id).warnings if "Lê Văn Bình" in text]
    assert "2 con" in warning


def test_a_model_without_a_duration_has_no_end_in_sight(workspace):
    model = candidates.add(workspace, ModelInput("Nuôi dê"))
    candidates.choose(workspace, model.id, "x", "1", "20/11/2025")
    livelihood.advance(workspace, model.id, Stage.HANDED_OVER, "20/11/2025")
    assert livelihood.status(workspace).next_due is None


def test_the_herd_by_month_ends_with_the_status(sample):
    workspace, model = sample
    months = follow_ups.herd_by_month(workspace, model.id, "2025-11")
    assert [month for month, _alive in months] == [f"2025-{number:02d}" for number in range(6, 12)]
    assert months[-1][1] == livelihood.status(workspace).herd.alive
    assert follow_ups.herd_by_month(workspace, model.id, "2025-08", 2)[-1] == months[2]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(funding.source_names())), st.integers(0, 10**11), st.integers(1, 10**11)),
        max_size=6,
    )
)
def test_whatever_is_planned_and_paid_the_status_adds_it_up(sample, entries):
    workspace, model = sample
    before = livelihood.status(workspace).budget
    for code, planned, paid in entries:
        line = funding.add_line(workspace, model.id, BudgetLineInput(code, "money", planned))
        funding.pay(workspace, line.id, PaymentInput("20/11/2025", paid))
    after = livelihood.status(workspace).budget
    assert after.planned - before.planned == sum(planned for _code, planned, _paid in entries)
    assert after.paid - before.paid == sum(paid for _code, _planned, paid in entries)
    assert sum(source.share for source in after.sources) == 10_000
    assert len(after.warnings) == sum(source.paid > source.planned for source in after.sources)
