"""Who is to be visited, plans and records, forms."""

from datetime import date

import pytest

from sinhke_desktop.domain.visit import Agreement
from sinhke_desktop.domain.visit_record import VisitInput
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import follow_ups, households, participants, reviews, visit_forms, visits
from sinhke_desktop.services.visits import DueReason


def test_participants_without_follow_up_come_first_then_those_never_visited(sample):
    workspace, _model = sample
    found = visits.due(workspace)
    assert [(one.head_name, one.reason) for one in found] == [
        ("Trần Văn Đức", DueReason.FOLLOW_UP),
        ("Katơr Thị Nga", DueReason.LONG_AGO),
        ("Chamaléa Sinh", DueReason.LONG_AGO),
    ]
    assert found[0].participant_id
    assert found[0].last_visit == date(2025, 9, 11)
    assert [one.head_name for one in visits.due(workspace, limit=1)] == ["Trần Văn Đức"]


def test_a_visit_makes_a_household_no_longer_due_for_90_days(village):
    workspace, ids = village
    household_id = ids["Chamaléa Sinh"]
    visits.record(workspace, VisitInput(household_id, visited_on="20/08/2025"))
    due = {one.household_id: one for one in visits.due(workspace, date(2025, 11, 18))}
    assert household_id not in due
    assert visits.due(workspace, date(2025, 11, 19))[-1].household_id == household_id
    assert len(due) == 8


def test_households_that_are_not_poor_are_not_due(village):
    workspace, ids = village
    household_id = ids["Chamaléa Sinh"]
    reviews.record(workspace, reviews.ReviewInput(household_id, "2024", income_points="200"))
    assert household_id in {one.household_id for one in visits.due(workspace)}
    assert household_id not in {one.household_id for one in visits.due(workspace, date(2030, 1, 1))}


def test_a_planned_visit_is_due_on_its_day_and_done_when_made(village):
    workspace, ids = village
    household_id = ids["Chamaléa Sinh"]
    planned = visits.plan(workspace, household_id, "20/11/2025", "mang phiếu")
    assert visits.due(workspace, date(2025, 11, 19))[0].reason is DueReason.LONG_AGO
    first = visits.due(workspace)[0]
    assert (first.household_id, first.reason, first.planned_on) == (household_id, DueReason.PLANNED, date(2025, 11, 20))
    made = visits.record(workspace, VisitInput(household_id, visited_on="20/11/2025", next_visit_on="01/12/2025"))
    assert made.id == planned.id
    assert made.planned_on == date(2025, 11, 20)
    assert household_id not in {one.household_id for one in visits.due(workspace)}
    (again,) = [one for one in visits.due(workspace, date(2025, 12, 1)) if one.household_id == household_id]
    assert again.reason is DueReason.PLANNED
    assert visits.of_household(workspace, household_id) == [made]


def test_a_plan_is_moved_and_a_visit_elsewhere_settles_it(village):
    workspace, ids = village
    household_id = ids["Chamaléa Sinh"]
    visits.plan(workspace, household_id, "10/11/2025")
    moved = visits.plan(workspace, household_id, "15/11/2025")
    assert visits.of_household(workspace, household_id) == [moved]
    visits.remove(workspace, moved.id, "hủy")
    assert visits.of_household(workspace, household_id) == []


def test_a_follow_up_of_the_day_settles_a_plan(sample):
    workspace, model = sample
    line = next(one for one in follow_ups.table(workspace, model.id).lines if one.noted is not None)
    household_id = line.participant.household_id
    visits.plan(workspace, household_id, line.noted.visited_on)
    assert household_id not in {one.household_id for one in visits.due(workspace)}
    visits.plan(workspace, household_id, "20/11/2025")
    assert household_id in {one.household_id for one in visits.due(workspace)}
    assert household_id not in {one.household_id for one in visits.due(workspace, date(2025, 11, 19))}


def test_a_household_without_handover_or_one_in_the_recycle_bin_has_no_such_lines(sample, village):
    workspace, model = sample
    _workspace, ids = village
    joined = participants.add(workspace, model.id, ids["Chamaléa Sinh"], "20/11/2025").participant
    households.remove(workspace, ids["Katơr Thị Nga"], "chuyển đi")
    (form,) = visits.forms_for(workspace, [ids["Katơr Thị Nga"], joined.household_id])
    assert (form.participation.inputs, form.participation.last) == ("", None)


def test_a_record_needs_its_day_and_a_household_that_exists(village):
    workspace, ids = village
    with pytest.raises(InvalidInput):
        visits.record(workspace, VisitInput(ids["Chamaléa Sinh"]))
    with pytest.raises(NotFound):
        visits.record(workspace, VisitInput("0" * 32, visited_on="20/11/2025"))


def test_a_hamlet_is_found_by_name_without_accents(village):
    workspace, ids = village
    hamlet = visits.hamlet_of(workspace, "thon tan tien")
    assert hamlet.name == "Tân Tiến"
    assert visits.hamlet_of(workspace, "Tân Hòa").name == "Tân Hòa"
    assert visits.hamlet_of(workspace, "Gòn") is None
    inside = visits.in_hamlet(workspace, hamlet.id)
    assert [households.get(workspace, one).head.full_name for one in inside] == [
        "Lê Văn Bình", "Nguyễn Thị Kim Cúc", "Đỗ Đức Dũng", "Trần Văn Đức", "Phạm Thị Thu Hường", "Hồ Thị Lan",
        "Võ Hữu Thắng",
    ]  # fmt: skip
    assert ids["Katơr Thị Nga"] not in inside


def test_forms_come_in_hamlet_order_and_show_the_last_records(sample, village):
    workspace, model = sample
    _workspace, ids = village
    agreed = (Agreement("Sửa chuồng bò", "hộ", date(2025, 12, 1)),)
    visits.record(
        workspace,
        VisitInput(ids["Đỗ Đức Dũng"], visited_on="19/11/2025", agreements=agreed, needs="vay vốn",
                   next_visit_on="05/12/2025"),
    )  # fmt: skip
    forms = visits.forms_for(workspace, [*ids.values(), ids["Đỗ Đức Dũng"], "0" * 32])
    assert [form.household.head.full_name for form in forms] == [
        "Katơr Thị Nga", "Chamaléa Sinh", "Lê Văn Bình", "Nguyễn Thị Kim Cúc", "Đỗ Đức Dũng", "Trần Văn Đức",
        "Phạm Thị Thu Hường", "Hồ Thị Lan", "Võ Hữu Thắng",
    ]  # fmt: skip
    form = forms[4]
    assert (form.hamlet_name, form.class_name, form.review_year) == ("Thôn Tân Tiến", "Hộ cận nghèo", 2023)
    assert (form.agreements, form.needs) == (agreed, "vay vốn")
    assert (form.last_visit, form.planned_on) == (date(2025, 11, 19), date(2025, 12, 5))
    part = form.participation
    assert part.model_name == "Nuôi bò cái sinh sản, nhóm cộng đồng thôn Tân Tiến"
    assert part.inputs == "02 con bò cái sinh sản (19/06/2024); trị giá 37.740.000 đồng"
    assert (part.last.alive, part.last.sick, part.last.when) == (2, 1, "(11/2025)")
    assert forms[0].participation is None
    assert form.officer == "Nguyễn Thị Thử"
    assert model.name in part.model_name


def test_many_forms_show_the_same_as_few(village, monkeypatch):
    workspace, ids = village
    few = visits.forms_for(workspace, list(ids.values()))
    monkeypatch.setattr(visit_forms, "FEW", 3)
    assert visits.forms_for(workspace, list(ids.values())) == few


def test_visits_that_fall_due_by_a_day_to_come_are_told_before(village):
    workspace, ids = village
    household_id = ids["Chamaléa Sinh"]
    visits.plan(workspace, household_id, "25/11/2025")
    visits.record(workspace, VisitInput(ids["Katơr Thị Nga"], visited_on="25/08/2025"))
    now = {one.household_id: one.reason for one in visits.due(workspace)}
    assert now[household_id] is DueReason.LONG_AGO
    assert ids["Katơr Thị Nga"] not in now
    soon = {one.household_id: one.reason for one in visits.due(workspace, by=date(2025, 11, 25))}
    assert soon[household_id] is DueReason.PLANNED
    later = {one.household_id: one.reason for one in visits.due(workspace, by=date(2025, 11, 30))}
    assert later[ids["Katơr Thị Nga"]] is DueReason.LONG_AGO
    assert visits.due(workspace, by=date(2020, 1, 1)) == visits.due(workspace)
