"""Things with a life: made from handovers, lived, counted, compared with the follow-up."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sinhke_desktop.domain.follow_up import FollowUpInput
from sinhke_desktop.domain.funding import HandoverInput
from sinhke_desktop.domain.livelihood import ModelInput
from sinhke_desktop.domain.raised_things import Happening, Origin, State
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.services import (
    candidates,
    follow_ups,
    funding,
    households,
    livelihood,
    model_records,
    participants,
    raised_things,
)
from sinhke_desktop.services.raised_things import HappeningInput

DAY = "19/06/2024"


def codes(raised):
    return [(one.field, one.code) for one in raised.value.problems]


@pytest.fixture
def herd(village):
    """(workspace, model, its two participants); each was handed two cows with tags."""
    workspace, ids = village
    model = candidates.add(workspace, ModelInput("Nuôi bò", thing="bò cái", proposed_on="01/06/2023"))
    candidates.choose(workspace, model.id, "Hợp đất", "35/QĐ-UBND", "22/12/2023")
    joined = [
        participants.add(workspace, model.id, ids[name], "01/06/2024").participant
        for name in ("Lê Văn Bình", "Nguyễn Thị Kim Cúc")
    ]
    funding.hand_over(
        workspace,
        [
            HandoverInput(one.id, "2", "18.870.000", DAY, tag=tags)
            for one, tags in zip(joined, ("HS-01, HS-02", "HS-03, HS-04"), strict=True)
        ],
    )
    return workspace, livelihood.current(workspace), joined


@pytest.fixture
def made(herd):
    workspace, model, joined = herd
    raised_things.make_from_handovers(workspace, model.id)
    return workspace, model, joined


def tag(workspace, model, wanted):
    return next(one for one in raised_things.of_model(workspace, model.id) if one.thing.tag == wanted)


def happen(workspace, one, kind, on="20/07/2024", **more):
    return raised_things.happen(workspace, one.thing.id, HappeningInput(kind, on, **more))


def test_a_click_makes_every_animal_under_its_tag_and_the_second_click_none(herd):
    workspace, model, joined = herd
    assert len(raised_things.things(workspace, model.id).waiting) == 2
    assert [one.tag for one in raised_things.make_from_handovers(workspace, model.id)] == [
        "HS-01", "HS-02", "HS-03", "HS-04",
    ]  # fmt: skip
    found = raised_things.things(workspace, model.id)
    assert found.waiting == ()
    assert (found.total.handed, found.total.alive) == (4, 4)
    assert [one.participant_id for one in found.households] == [one.id for one in joined]
    assert raised_things.make_from_handovers(workspace, model.id) == []
    first = tag(workspace, model, "HS-01").thing
    assert raised_things.handover_of(workspace, model.id, first).tag == "HS-01, HS-02"


def test_tags_that_do_not_fit_are_all_told_and_nothing_is_made(herd):
    workspace, model, joined = herd
    extra = [
        HandoverInput(joined[0].id, "1", "1", DAY, tag="A1, A2"),
        HandoverInput(joined[0].id, "1", "1", DAY, tag="HS-01"),
    ]
    some = funding.hand_over(workspace, extra)
    with pytest.raises(InvalidInput) as refused:
        raised_things.make_from_handovers(workspace, model.id)
    assert {code for _field, code in codes(refused)} == {"MH-47"}
    assert raised_things.of_model(workspace, model.id) == []
    funding.remove_handover(workspace, some[0].id, "nhầm")
    assert len(raised_things.make_from_handovers(workspace, model.id, [some[1].id])) == 1


def test_young_ones_come_under_their_tags_or_as_many_as_are_told(made):
    workspace, model, _joined = made
    mother = tag(workspace, model, "HS-01")
    happen(workspace, mother, "gave-birth", young="B-01, B-02")
    happen(workspace, mother, "gave-birth", "01/08/2025", young="1")
    happen(workspace, mother, "gave-birth", "02/08/2025")
    young = [one.thing for one in raised_things.of_model(workspace, model.id) if one.thing.origin is Origin.BORN]
    assert sorted(one.tag for one in young) == ["B-01", "B-02", "HS-01/010825-1"]
    assert {one.mother_tag for one in young} == {"HS-01"}
    assert [one.kind for one in raised_things.life(workspace, mother.thing.id).events] == [Happening.GAVE_BIRTH] * 3
    with pytest.raises(InvalidInput) as refused:
        happen(workspace, mother, "gave-birth", "03/08/2025", young="B-01")
    assert codes(refused) == [("young", "MH-17")]
    with pytest.raises(InvalidInput) as refused:
        happen(workspace, mother, "gave-birth", "03/08/2025", young="rất nhiều con " * 9)
    assert codes(refused) == [("young", "MH-48")]


def test_one_that_is_replaced_ends_and_the_new_one_begins(made):
    workspace, model, _joined = made
    old = tag(workspace, model, "HS-02")
    with pytest.raises(InvalidInput) as refused:
        happen(workspace, old, "replaced")
    assert codes(refused) == [("new_tag", "MH-02")]
    happen(workspace, old, "replaced", new_tag="HS-22", cause="Không sinh sản")
    new = tag(workspace, model, "HS-22")
    assert (new.thing.origin, new.thing.since, new.thing.handover_id) == (
        Origin.REPLACEMENT, date(2024, 7, 20), old.thing.handover_id,
    )  # fmt: skip
    assert tag(workspace, model, "HS-02").state is State.REPLACED
    assert raised_things.things(workspace, model.id).total.alive == 4


def test_one_passed_on_lives_on_with_the_next_household(made):
    workspace, model, joined = made
    cow = tag(workspace, model, "HS-01")
    for wrong in (joined[0].id, "0" * 32):
        with pytest.raises(InvalidInput) as refused:
            happen(workspace, cow, "passed-on", to=wrong)
        assert codes(refused) == [("to", "MH-16")]
    happen(workspace, cow, "passed-on", to=joined[1].id)
    found = raised_things.things(workspace, model.id)
    by_household = {one.participant_id: one.counted for one in found.households}
    assert (by_household[joined[0].id].alive, by_household[joined[0].id].passed_on) == (1, 1)
    assert (by_household[joined[1].id].alive, by_household[joined[1].id].received) == (3, 1)
    assert found.total.expected == found.total.alive == 4
    second = tag(workspace, model, "HS-02")
    happen(workspace, second, "passed-on")
    assert raised_things.things(workspace, model.id).total.alive == 3


def test_deaths_need_a_cause_and_nothing_happens_afterwards(made):
    workspace, model, _joined = made
    cow = tag(workspace, model, "HS-03")
    with pytest.raises(InvalidInput) as refused:
        happen(workspace, cow, "dead")
    assert codes(refused) == [("cause", "MH-02")]
    happen(workspace, cow, "dead", cause="Tụ huyết trùng")
    with pytest.raises(InvalidInput) as refused:
        happen(workspace, cow, "sold", "21/07/2024", amount="9.000.000")
    assert ("kind", "MH-18") in codes(refused)


def test_what_was_noted_by_mistake_is_taken_back_with_what_it_made(made):
    workspace, model, _joined = made
    mother = tag(workspace, model, "HS-01")
    born = happen(workspace, mother, "gave-birth", young="B-01, B-02")
    sick = happen(workspace, tag(workspace, model, "B-02"), "sick")
    with pytest.raises(InvalidInput) as refused:
        raised_things.take_back(workspace, born.id)
    assert codes(refused) == [("thing_id", "MH-12")]
    raised_things.take_back(workspace, sick.id)
    calf = tag(workspace, model, "B-01").thing
    model_records.remove(workspace, "raised_thing", calf.id)
    raised_things.take_back(workspace, born.id)
    assert raised_things.things(workspace, model.id).total.alive == 4
    assert raised_things.life(workspace, mother.thing.id).events == ()


def test_things_that_differ_from_the_month_s_count_are_named(made):
    workspace, model, joined = made
    follow_ups.record(workspace, FollowUpInput(joined[0].id, "2024-07", "25/07/2024", "2"))
    assert raised_things.things(workspace, model.id).warnings == ()
    happen(workspace, tag(workspace, model, "HS-01"), "dead", cause="Rắn cắn")
    (text,) = raised_things.things(workspace, model.id).warnings
    assert text.startswith(households.get(workspace, joined[0].household_id).head.full_name)
    (first, _second) = raised_things.things(workspace, model.id).households
    assert (first.counted.alive, first.followed_up, first.month) == (1, 2, "2024-07")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(Happening), st.integers(1, 28), st.integers(0, 3)),
                max_size=14))  # fmt: skip
def test_whatever_happens_the_things_balance_for_each_household_and_in_all(made, acts):
    workspace, model, joined = made
    for at, kind, day, young in acts:
        found = raised_things.of_model(workspace, model.id)
        one = found[at % len(found)]
        try:
            happen(workspace, one, kind.value, f"{day:02d}/08/2024", cause="x", young=str(young),
                   new_tag=f"N-{workspace.new_id()[:8]}", to=joined[1].id)  # fmt: skip
        except InvalidInput:
            continue
    counted = raised_things.things(workspace, model.id)
    for part in (counted.total, *(one.counted for one in counted.households)):
        assert part.alive == part.expected
    assert counted.total.alive == sum(one.counted.alive for one in counted.households)
