"""Village meetings with their votes on all candidates in one record."""

import pytest

from sinhke_desktop.domain.choosing import VoteInput
from sinhke_desktop.domain.community_meeting import Subject
from sinhke_desktop.domain.livelihood import ModelInput, Stage
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import candidates, community_meetings, hamlets, model_records
from sinhke_desktop.storage import journal


@pytest.fixture
def two(workspace):
    """Two hamlets and two candidates. Returns (workspace, hamlets, cows, goats)."""
    places = [hamlets.add(workspace, name) for name in ("Tân Hòa", "Tân Tiến")]
    cows, goats = (
        candidates.add(workspace, ModelInput(name, proposed_on="01/09/2025")) for name in ("Nuôi bò", "Nuôi dê")
    )
    return workspace, places, cows, goats


def typed(hamlet, **more):
    return {"hamlet_id": hamlet.id, "held_on": "12/10/2025", "households_all": "60", "households_present": "40", **more}


def votes_on(workspace, model):
    return [(one.votes_for, one.votes_against, one.meeting_id) for one in candidates.votes(workspace, model.id)]


def refused(*args, **more):
    with pytest.raises(InvalidInput) as error:
        community_meetings.record(*args, **more)
    return [(one.field, one.code) for one in error.value.problems]


def test_one_record_holds_the_meeting_and_its_votes_on_every_candidate(two):
    workspace, (here, there), cows, goats = two
    meeting = community_meetings.record(
        workspace, typed(here, conclusion="Chọn nuôi bò"), {cows.id: ("31", "5"), goats.id: ("12", "")}
    )
    assert (meeting.subject, meeting.period, meeting.area_code) == (Subject.CHOICE, "2023-2025", "22828")
    assert meeting.absent == 20
    assert votes_on(workspace, cows) == [(31, 5, meeting.id)]
    assert votes_on(workspace, goats) == [(12, 0, meeting.id)]
    assert candidates.get(workspace, cows.id).stage is Stage.CONSULTED
    said = community_meetings.said_of(workspace)
    assert (said[cows.id].share, said[cows.id].agreed, said[cows.id].waiting) == ("77,5%", True, (there.id,))
    assert not said[goats.id].agreed
    assert community_meetings.of_area(workspace) == [meeting]


def test_an_invitation_becomes_the_meeting_that_was_held(two):
    workspace, (here, _there), cows, _goats = two
    invited = community_meetings.record(
        workspace, {"hamlet_id": here.id, "planned_on": "30/11/2025", "begins_at": "8 giờ", "place": "Nhà văn hóa",
                    "invitation_number": "12/GM-UBND", "invited_on": "01/10/2025"},
    )  # fmt: skip
    assert community_meetings.votes_of(workspace, invited.id) == []
    held = community_meetings.record(
        workspace, {"held_on": "12/10/2025", "households_present": 40}, {cows.id: (31, 5)}, meeting_id=invited.id
    )
    assert (held.id, held.place, held.invitation_number) == (invited.id, "Nhà văn hóa", "12/GM-UBND")
    assert len(community_meetings.of_area(workspace)) == 1


def test_changing_a_meeting_changes_its_votes_and_takes_emptied_ones_away(two):
    workspace, (here, there), cows, goats = two
    meeting = community_meetings.record(workspace, typed(here), {cows.id: (31, 5), goats.id: (12, 20)})
    community_meetings.record(
        workspace, {"hamlet_id": there.id, "households_present": 45}, {cows.id: (33, 5), goats.id: ("", "")},
        meeting_id=meeting.id,
    )  # fmt: skip
    (vote,) = candidates.votes(workspace, cows.id)
    assert (vote.hamlet_id, vote.households_present, vote.votes_for) == (there.id, 45, 33)
    assert votes_on(workspace, goats) == []
    community_meetings.record(workspace, {"households_present": 50}, meeting_id=meeting.id)
    assert candidates.votes(workspace, cows.id)[0].households_present == 50
    with workspace.database.read() as connection:
        before = journal.count_operations(connection)
    community_meetings.record(workspace, {}, meeting_id=meeting.id)
    with workspace.database.read() as connection:
        assert journal.count_operations(connection) == before


def test_the_vote_on_a_candidate_in_the_recycle_bin_is_not_lost_when_its_meeting_changes(two):
    workspace, (here, _there), cows, goats = two
    meeting = community_meetings.record(workspace, typed(here), {cows.id: (31, 5), goats.id: (12, 20)})
    candidates.remove(workspace, goats.id, "nhầm")
    community_meetings.record(workspace, {"households_present": 41}, {cows.id: (32, 5)}, meeting_id=meeting.id)
    candidates.restore(workspace, goats.id)
    (vote,) = candidates.votes(workspace, goats.id)
    assert (vote.votes_for, vote.households_present) == (12, 41)
    with pytest.raises(NotFound):
        community_meetings.record(workspace, {}, {"0" * 32: (1, 1)}, meeting_id=meeting.id)


def test_a_vote_noted_by_hand_for_a_meeting_is_replaced_by_the_meetings_own(two):
    workspace, (here, _there), cows, _goats = two
    meeting = community_meetings.record(workspace, typed(here))
    candidates.record_vote(workspace, cows.id, VoteInput(here.id, "12/10/2025", 40, 30, 1, meeting_id=meeting.id))
    community_meetings.record(workspace, {}, {cows.id: (29, 2)}, meeting_id=meeting.id)
    assert votes_on(workspace, cows) == [(29, 2, meeting.id)]


def test_what_is_wrong_with_votes_stands_beside_them_and_nothing_is_kept(two):
    workspace, (here, _there), cows, goats = two
    votes = {cows.id: (31, 25), goats.id: ("nhiều", 1)}
    assert refused(workspace, typed(here), votes) == [
        (f"votes.{cows.id}.votes_for", "MH-05"), (f"votes.{goats.id}.votes_for", "MH-03"),
    ]  # fmt: skip
    assert community_meetings.of_area(workspace) == []
    unheld = {"hamlet_id": here.id, "planned_on": "30/11/2025"}
    assert refused(workspace, unheld, {cows.id: (1, 1), goats.id: (1, 1)}) == [("held_on", "MH-26")]
    assert refused(workspace, typed(here, households_present=""), {cows.id: (1, 1)}) == [
        ("households_present", "MH-26")
    ]


def test_a_meeting_needs_a_hamlet_that_is_there_and_a_day(two):
    workspace, (here, _there), _cows, _goats = two
    assert refused(workspace, typed(here, hamlet_id="")) == [("hamlet_id", "MH-02")]
    assert refused(workspace, typed(here, hamlet_id="0" * 32)) == [("hamlet_id", "MH-02")]
    assert refused(workspace, {"hamlet_id": here.id}) == [("planned_on", "MH-26")]


def test_candidates_of_another_area_are_not_voted_on(two):
    workspace, (here, _there), _cows, _goats = two
    old = next(code for code in candidates.areas(workspace) if code.endswith("-old"))
    other = candidates.add(workspace, ModelInput("Trồng bắp", area_code=old))
    assert refused(workspace, typed(here), {other.id: (1, 1)}) == [(f"votes.{other.id}.votes_for", "MH-26")]
    meeting = community_meetings.record(workspace, typed(here), {other.id: (21, 1)}, area_code=old)
    assert community_meetings.of_area(workspace, area_code=old) == [meeting]
    assert community_meetings.said_of(workspace, area_code=old)[other.id].agreed


def test_a_meeting_goes_and_comes_back_with_its_votes(two):
    workspace, (here, _there), cows, _goats = two
    meeting = community_meetings.record(workspace, typed(here), {cows.id: (31, 5)})
    kept = tuple(one.id for one in community_meetings.votes_of(workspace, meeting.id))
    community_meetings.remove(workspace, meeting.id, "ghi nhầm thôn")
    assert (community_meetings.of_area(workspace), votes_on(workspace, cows)) == ([], [])
    community_meetings.restore(workspace, meeting.id, (*kept, "0" * 32))
    assert community_meetings.of_area(workspace) == [meeting]
    assert votes_on(workspace, cows) == [(31, 5, meeting.id)]
    with pytest.raises(NotFound):
        community_meetings.restore(workspace, "0" * 32)


def test_the_general_forms_leave_a_meeting_with_votes_alone_where_they_would_contradict_it(two):
    workspace, (here, there), cows, _goats = two
    meeting = community_meetings.record(workspace, typed(here), {cows.id: (31, 5)})
    model_records.change(workspace, "community_meeting", meeting.id, {"note": "thêm"})
    changes = {"hamlet_id": there.id, "held_on": "13/10/2025", "households_present": "41"}
    with pytest.raises(InvalidInput) as error:
        model_records.change(workspace, "community_meeting", meeting.id, changes)
    assert {(one.field, one.code) for one in error.value.problems} == {(name, "MH-27") for name in changes}
    with pytest.raises(InvalidInput) as error:
        model_records.remove(workspace, "community_meeting", meeting.id)
    assert error.value.problems[0].code == "MH-12"
    empty = community_meetings.record(workspace, typed(here))
    model_records.remove(workspace, "community_meeting", empty.id)
