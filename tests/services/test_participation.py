"""Households join many at once with their conditions, are replaced, join again; shares and commitments of the file."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sinhke_desktop.domain.funding import BudgetLineInput, HandoverInput
from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.domain.joining_conditions import ConditionKind, to_look_at
from sinhke_desktop.domain.livelihood import ModelInput
from sinhke_desktop.domain.participation import PartInput, typed_part
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.support import SupportInput
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import (
    candidates,
    data_requests,
    funding,
    hamlets,
    households,
    livelihood,
    model_records,
    participants,
    participation,
    participation_facts,
    participation_rules,
    reviews,
    supports,
)

TODAY = date(2025, 11, 20)
PART = PartInput("19/06/2024")


@pytest.fixture
def model(workspace):
    made = candidates.add(workspace, ModelInput("Nuôi bò", thing="bò cái sinh sản", proposed_on="01/06/2023"))
    return candidates.choose(workspace, made.id, "Hợp đất", "35/QĐ-UBND", "22/12/2023")


@pytest.fixture
def corn(workspace):
    """The active model of a former commune."""
    old = next(code for code, name in candidates.areas(workspace).items() if "Ma Nới" in name)
    made = candidates.add(workspace, ModelInput("Trồng bắp", thing="bắp lai", area_code=old, proposed_on="01/06/2023"))
    return candidates.choose(workspace, made.id, "x", "1", "22/12/2023")


def kinds(workspace, model, household_id, day=TODAY, ids=None):
    found = participation_facts.outlook(workspace, model.id, ids).conditions(household_id, day)
    return [one.kind for one in to_look_at(found)]


def problems(error):
    return [(problem.field, problem.code) for problem in error.value.problems]


def test_many_households_join_at_once_in_one_group_each_in_its_class(village, model):
    workspace, ids = village
    group = model_records.add(workspace, "producer_group", {"kind": "team", "name": "Tổ 1"}, model.id)
    chosen = [ids["Lê Văn Bình"], ids["Nguyễn Thị Kim Cúc"], ids["Lê Văn Bình"]]
    made = participation.join_many(
        workspace, model.id, chosen, replace(PART, group_id=group.id, role="member", income_before="1.000.000")
    )
    assert len(made) == 2
    found = participation.parts(workspace, model.id)
    assert [(line.name, line.group, line.participant.income_before) for line in found.lines] == [
        ("Lê Văn Bình", "Tổ 1", 1_000_000), ("Nguyễn Thị Kim Cúc", "Tổ 1", 1_000_000),
    ]  # fmt: skip
    expected = [
        participants.class_on(workspace, line.participant.household_id, date(2024, 6, 19)) for line in found.lines
    ]
    assert [line.participant.class_at_entry for line in found.lines] == expected
    assert (found.share.eligible, found.share.all) == (2, 2)
    assert found.by_group["Tổ 1"].all == 2
    assert participation.group_names(workspace, model.id) == {group.id: "Tổ 1"}


def test_joining_is_all_or_nothing_and_names_who_takes_part_already(village, model):
    workspace, ids = village
    participation.join_many(workspace, model.id, [ids["Lê Văn Bình"]], PART)
    with pytest.raises(InvalidInput) as error:
        participation.join_many(workspace, model.id, [ids["Nguyễn Thị Kim Cúc"], ids["Lê Văn Bình"]], PART)
    assert problems(error) == [("household_id", "MH-11")]
    assert "Lê Văn Bình" in error.value.problems[0].message
    with pytest.raises(InvalidInput) as error:
        participation.join_many(workspace, model.id, [], PART)
    assert problems(error) == [("household_id", "MH-02")]
    assert len(participants.of_model(workspace, model.id)) == 1


def test_a_household_taken_back_as_a_mistake_joins_as_if_for_the_first_time(village, model):
    workspace, ids = village
    (one,) = participation.join_many(workspace, model.id, [ids["Lê Văn Bình"]], replace(PART, role="leader"))
    participation.remove(workspace, one.id, "nhập nhầm")
    assert participation.restore(workspace, one.id).role == "leader"
    participation.remove(workspace, one.id, "nhập nhầm")
    with pytest.raises(NotFound):
        participation.restore(workspace, "f" * 32)
    (again,) = participation.join_many(workspace, model.id, [ids["Lê Văn Bình"]], PART)
    assert (again.id, again.role, again.removed) == (one.id, "", False)


def test_the_conditions_are_the_same_for_one_household_and_for_all(village, model):
    workspace, ids = village
    everyone = participation_facts.outlook(workspace, model.id)
    assert set(everyone.facts) == set(ids.values())
    for household_id in ids.values():
        one = participation_facts.outlook(workspace, model.id, [household_id])
        assert one.conditions(household_id, TODAY) == everyone.conditions(household_id, TODAY)
    assert [one.kind for one in everyone.conditions("nobody", TODAY)] == [ConditionKind.CLASS]


def test_labour_restriction_other_models_and_what_they_gave_are_looked_at(village, model, corn):
    workspace, ids = village
    household = households.get(workspace, ids["Lê Văn Bình"])
    members = tuple(MemberInput(one.full_name, one.relation, id=one.id) for one in household.members)
    households.change(
        workspace,
        household.id,
        HouseholdInput(household.hamlet_id, members, no_labour="yes", no_labour_reason="già yếu"),
    )
    data_requests.restrict(workspace, household.id, "chủ hộ yêu cầu")
    (part,) = participation.join_many(workspace, corn.id, [household.id], PART)
    funding.hand_over(workspace, [HandoverInput(part.id, "10", "100.000", "20/06/2024", "giống bắp", "kg", tag="L1")])
    assert kinds(workspace, model, household.id) == [
        ConditionKind.LABOUR, ConditionKind.RESTRICTED, ConditionKind.OTHER_MODEL, ConditionKind.RECEIVED,
    ]  # fmt: skip
    assert kinds(workspace, corn, household.id)[0] is ConditionKind.TAKES_PART
    livelihood.end(workspace, corn.id, "hết giai đoạn")
    assert ConditionKind.OTHER_MODEL not in kinds(workspace, model, household.id)
    participants.leave(workspace, part.id, "01/11/2025", "chuyển đi")
    assert ConditionKind.TAKES_PART not in kinds(workspace, corn, household.id)


def test_the_same_thing_from_another_source_this_year_is_doubted(village, model):
    workspace, ids = village
    household_id = ids["Lê Văn Bình"]
    supports.give(
        workspace, SupportInput(household_id, "production", "bò cái giống", "QVNN-XA", "01/03/2025", value="10.000.000")
    )
    assert kinds(workspace, model, household_id) == [ConditionKind.DOUBLE]
    funding.add_line(workspace, model.id, BudgetLineInput("QVNN-XA", "money", "50.000.000"))
    assert kinds(workspace, model, household_id) == []
    funding.add_line(workspace, model.id, BudgetLineInput("NSTW-SN", "money", "90.000.000"))
    assert kinds(workspace, model, household_id) == [ConditionKind.DOUBLE]
    assert kinds(workspace, model, ids["Nguyễn Thị Kim Cúc"]) == []
    (part,) = participation.join_many(workspace, model.id, [household_id], PART)
    assert kinds(workspace, model, household_id) == [ConditionKind.TAKES_PART]
    line = next(one for one in funding.lines(workspace, model.id) if one.source_code == "NSTW-SN")
    typed = HandoverInput(part.id, "1", "18.870.000", "01/06/2025", "bò cái sinh sản", budget_line_id=line.id)
    funding.hand_over(workspace, [typed])
    (noted,) = participation.parts(workspace, model.id).lines
    assert [one.kind for one in to_look_at(noted.conditions)] == [ConditionKind.DOUBLE]


def test_a_model_that_hands_over_nothing_named_is_doubted_of_nothing(village):
    workspace, ids = village
    made = candidates.add(workspace, ModelInput("Học nghề"))
    supports.give(workspace, SupportInput(ids["Lê Văn Bình"], "production", "bò cái", "QVNN-XA", "01/03/2025"))
    assert kinds(workspace, made, ids["Lê Văn Bình"]) == []


def test_another_day_of_joining_judges_the_class_again(village, model):
    workspace, ids = village
    household_id = ids["Lê Văn Bình"]
    reviews.record(workspace, reviews.ReviewInput(household_id, "2024", income_points="200"))
    (one,) = participation.join_many(workspace, model.id, [household_id], PART)
    assert one.class_at_entry is PovertyClass.POOR
    changed = participation.change(workspace, one.id, replace(typed_part(one), joined_on="01/02/2025", role="deputy"))
    assert (changed.class_at_entry, changed.role) == (PovertyClass.NEWLY_ESCAPED, "deputy")
    kept = participation.change(workspace, one.id, replace(typed_part(changed), income_at_end="2000000"))
    assert (kept.class_at_entry, kept.income_at_end) == (PovertyClass.NEWLY_ESCAPED, 2_000_000)
    assert participation.parts(workspace, model.id).lines[0].class_now is PovertyClass.NEWLY_ESCAPED


def test_a_household_that_is_replaced_keeps_its_history_and_what_it_holds_is_to_be_handed_on(village, model):
    workspace, ids = village
    first, second = participation.join_many(workspace, model.id, [ids["Lê Văn Bình"], ids["Nguyễn Thị Kim Cúc"]], PART)
    funding.hand_over(workspace, [HandoverInput(first.id, "2", "18.870.000", "20/06/2024", tag="HS-01, HS-02")])
    for tag in ("HS-01", "HS-02"):
        typed = {"participant_id": first.id, "tag": tag, "kind": "bò cái", "origin": "handed", "since": "20/06/2024",
                 "quantity": "1", "unit": "con"}  # fmt: skip
        thing = model_records.add(workspace, "raised_thing", typed, model.id)
    event = {"thing_id": thing.id, "kind": "dead", "on": "01/09/2024", "cause": "bệnh"}
    model_records.add(workspace, "thing_event", event, model.id)
    participation.change(
        workspace, first.id, replace(typed_part(first), left_on="01/10/2025", leave_reason="không đủ công")
    )
    (third,) = participation.join_many(
        workspace, model.id, [ids["Đỗ Đức Dũng"]], PartInput("05/10/2025", replaces_id=first.id)
    )
    lines = {line.participant.id: line for line in participation.parts(workspace, model.id).lines}
    assert (lines[third.id].replaces, lines[first.id].replaced_by) == ("Lê Văn Bình", "Đỗ Đức Dũng")
    assert lines[second.id].replaces == lines[second.id].replaced_by == ""
    gone = lines[first.id]
    assert (gone.participant.left_on, gone.participant.leave_reason) == (date(2025, 10, 1), "không đủ công")
    assert len(gone.to_hand_on) == 2
    assert "HS-01, HS-02" in gone.to_hand_on[0]
    assert "20/06/2024" in gone.to_hand_on[0]
    assert gone.to_hand_on[1].endswith("HS-01")
    assert [line.participant.id for line in participation.parts(workspace, model.id).lines][-1] == first.id
    with pytest.raises(InvalidInput) as error:
        participation.join_many(workspace, model.id, [ids["Hồ Thị Lan"]], PartInput("06/10/2025", replaces_id=first.id))
    assert problems(error) == [("replaces_id", "MH-33")]


def test_who_joins_again_has_one_part_and_its_earlier_stay_is_told(village, model):
    workspace, ids = village
    household_id = ids["Lê Văn Bình"]
    (one,) = participation.join_many(workspace, model.id, [household_id], replace(PART, role="secretary"))
    participants.leave(workspace, one.id, "01/09/2024", "đi làm xa")
    again = participants.add(workspace, model.id, household_id, "01/10/2025").participant
    assert (again.id, again.role, again.left_on) == (one.id, "secretary", None)
    (stay,) = participation.stays(workspace, one.id)
    assert (stay.joined_on, stay.left_on, stay.reason) == (date(2024, 6, 19), date(2024, 9, 1), "đi làm xa")
    participants.leave(workspace, one.id, "10/10/2025", "ốm")
    (again,) = participation.join_many(workspace, model.id, [household_id], PartInput("15/10/2025", role="leader"))
    assert (again.id, again.role, again.commitment_signed_on) == (one.id, "leader", None)
    assert [stay.reason for stay in participation.stays(workspace, one.id)] == ["đi làm xa", "ốm"]
    participation.change(workspace, one.id, replace(typed_part(again), income_before="5"))
    assert len(participation.stays(workspace, one.id)) == 2
    assert len(participants.of_model(workspace, model.id)) == 1


def test_a_part_on_which_something_hangs_is_not_taken_back(village, model):
    workspace, ids = village
    first, second = participation.join_many(workspace, model.id, [ids["Lê Văn Bình"], ids["Nguyễn Thị Kim Cúc"]], PART)
    funding.hand_over(workspace, [HandoverInput(first.id, "2", "18.870.000", "20/06/2024")])
    with pytest.raises(InvalidInput) as error:
        participation.remove(workspace, first.id, "nhập nhầm")
    assert problems(error) == [("participant_id", "MH-12")]
    participants.leave(workspace, second.id, "01/10/2025", "chuyển đi")
    participation.join_many(workspace, model.id, [ids["Đỗ Đức Dũng"]], PartInput("05/10/2025", replaces_id=second.id))
    with pytest.raises(InvalidInput):
        participation.remove(workspace, second.id, "nhập nhầm")


def test_all_commitments_are_signed_on_one_day(village, model):
    workspace, ids = village
    first, _second = participation.join_many(workspace, model.id, [ids["Lê Văn Bình"], ids["Nguyễn Thị Kim Cúc"]], PART)
    participants.sign_commitment(workspace, first.id, "19/06/2024")
    with pytest.raises(InvalidInput):
        participation.sign_all(workspace, model.id, "")
    assert len(participation.sign_all(workspace, model.id, "21/06/2024")) == 1
    signed = sorted(one.commitment_signed_on for one in participants.of_model(workspace, model.id))
    assert signed == [date(2024, 6, 19), date(2024, 6, 21)]


def test_the_least_share_is_not_checked_until_a_paper_sets_it(village, model):
    workspace, ids = village
    participation.join_many(workspace, model.id, [ids["Lê Văn Bình"]], PART)
    assert participation_rules.least_share(workspace, model.id).percent == 0
    with pytest.raises(InvalidInput) as error:
        participation_rules.set_least_share(workspace, model.id, "50", " ")
    assert problems(error) == [("basis", "MH-02")]
    with pytest.raises(InvalidInput):
        participation_rules.set_least_share(workspace, model.id, "101", "NQ 1")
    participation_rules.set_least_share(workspace, model.id, "50", "Nghị quyết số 1/NQ-HĐND")
    kept = participation_rules.least_share(workspace, model.id)
    assert (kept.percent, kept.basis) == (50, "Nghị quyết số 1/NQ-HĐND")
    assert participation.parts(workspace, model.id).share.least_percent == 50
    participation_rules.set_least_share(workspace, model.id, "", "")
    assert participation_rules.least_share(workspace, model.id) == participation_rules.LeastShare(0, "")


def test_the_points_of_the_commitment_are_worded_by_the_officer_and_follow_what_was_agreed(workspace, model):
    proposed = participation_rules.proposed_points(model)
    assert "Tiêm phòng" in " ".join(proposed)
    assert participation_rules.word_commitment(workspace, model, "") == proposed
    assert participation_rules.commitment_points(workspace, model) == proposed
    typed = ModelInput(model.name, thing=model.thing, repay_rules="Trả lại 1 con bê cái\nsau 24 tháng")
    model = replace(model, repay_rules=typed.repay_rules)
    assert participation_rules.commitment_points(workspace, model)[-2:] == ("Trả lại 1 con bê cái", "sau 24 tháng")
    participation_rules.word_commitment(workspace, model, " Làm chuồng \n\nKhông bán")
    assert participation_rules.own_points(workspace, model) == ("Làm chuồng", "Không bán")
    assert len(participation_rules.commitment_points(workspace, model)) == 4
    participation_rules.word_commitment(workspace, model, "\n".join(proposed))
    assert participation_rules.own_points(workspace, model) == proposed
    crops = replace(model, unit="gốc", repay_rules="")
    assert "Tiêm phòng" not in " ".join(participation_rules.commitment_points(workspace, crops))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(2021, 2025), st.integers(60, 260)), max_size=4, unique_by=lambda one: one[0]),
    st.dates(date(2023, 1, 1), TODAY),
)
def test_classes_at_entry_equal_the_class_on_the_day_whatever_the_reviews(workspace, model, rounds, day):
    hamlet = next(iter(hamlets.all_hamlets(workspace)), None) or hamlets.add(workspace, "Tân Tiến")
    household = households.register(workspace, HouseholdInput(hamlet.id, (MemberInput("Mang Thị Mới", "Chủ hộ"),)))
    for year, points in rounds:
        reviews.record(workspace, reviews.ReviewInput(household.id, str(year), income_points=str(points)))
    (one,) = participation.join_many(workspace, model.id, [household.id], PartInput(day))
    assert one.class_at_entry is participants.class_on(workspace, household.id, day)
