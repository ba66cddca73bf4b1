"""Whose forms are wanted."""

from datetime import date

from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.visit_record import VisitInput
from sinhke_desktop.services import participants, visits
from sinhke_desktop.services.visit_choices import VisitChoice, chosen


def test_households_are_chosen_by_hamlet_class_and_part_in_the_model(sample, village):
    workspace, model = sample
    _workspace, ids = village
    everybody = chosen(workspace, VisitChoice())
    assert set(everybody) == set(ids.values())
    hamlet = frozenset({model.hamlet_id})
    assert set(chosen(workspace, VisitChoice(hamlet))) == set(visits.in_hamlet(workspace, model.hamlet_id))
    poor = set(chosen(workspace, VisitChoice(classes=frozenset({PovertyClass.POOR}))))
    assert poor
    assert poor < set(everybody)
    joined = {one.household_id for one in participants.of_model(workspace, model.id) if one.left_on is None}
    assert set(chosen(workspace, VisitChoice(participants=True))) == joined


def test_only_those_due_by_a_day_are_chosen(village):
    workspace, ids = village
    visits.record(workspace, VisitInput(ids["Lê Văn Bình"], visited_on="19/11/2025", next_visit_on="28/11/2025"))
    assert ids["Lê Văn Bình"] not in chosen(workspace, VisitChoice(), due_by=date(2025, 11, 27))
    assert ids["Lê Văn Bình"] in chosen(workspace, VisitChoice(), due_by=date(2025, 11, 28))


def test_those_picked_by_hand_stand_alone_or_before_the_others(village):
    workspace, ids = village
    picked = [ids["Katơr Thị Nga"], ids["Lê Văn Bình"]]
    assert chosen(workspace, VisitChoice(), household_ids=[*picked, picked[0]]) == picked
    hamlet = frozenset({visits.hamlet_of(workspace, "Tân Tiến").id})
    both = chosen(workspace, VisitChoice(hamlet), household_ids=picked)
    assert both[:2] == picked
    assert len(both) == len(set(both)) == 8
