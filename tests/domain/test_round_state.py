"""Every household of a round is in exactly one state, whatever happened in whatever order; movements."""

import itertools
from collections import Counter
from datetime import date, timedelta

import pytest

from sinhke_desktop.domain.review import Movement, PovertyClass
from sinhke_desktop.domain.round_calendar import ReviewProcess
from sinhke_desktop.domain.round_movement import Turn, movement, turn
from sinhke_desktop.domain.round_state import (
    OPEN_STATES,
    STATE_NAMES,
    HouseholdFacts,
    HouseholdState,
    agrees,
    missing,
    state_of,
    votes_needed,
)
from sinhke_desktop.domain.rounds import (
    Complaint,
    ComplaintOutcome,
    EntryOrigin,
    MeetingVote,
    PublicPosting,
    RoundEntry,
    Screening,
    VillageMeeting,
)

PROCESS = ReviewProcess("x", "x", "x", (9, 1), (12, 14), 15, 15, 50, 2, 3, 10, "/GCN-HN.HCN")
MEETING_DAY = date(2025, 11, 10)
POOR, NEAR, NONE = PovertyClass.POOR, PovertyClass.NEAR_POOR, PovertyClass.NONE
ESCAPED, UNKNOWN = PovertyClass.NEWLY_ESCAPED, PovertyClass.UNKNOWN


def meeting(present):
    return VillageMeeting("m", "22828", "r", "h", MEETING_DAY, present=present)


def vote(agreed):
    return MeetingVote("v", "22828", "m", "x", agreed)


def complaint(outcome, received):
    return Complaint("c", "22828", "r", "x", "Lê Văn Bình", "…", received, received, outcome=outcome)


def every_combination():
    """Facts of all kinds crossed with each other, sensible or not."""
    entries = [
        RoundEntry("e", "22828", "r", "x", origin, screening=screening)
        for origin in EntryOrigin
        for screening in Screening
    ]
    votes = [
        (None, None),
        (meeting(40), vote(40)),
        (meeting(40), vote(20)),
        (meeting(40), vote(19)),
        (meeting(0), vote(0)),
    ]
    postings = [None, *(PublicPosting("p", "22828", "r", "h", "…", MEETING_DAY + timedelta(days=n)) for n in (1, 30))]
    complaints = [(), *((complaint(outcome, MEETING_DAY + timedelta(days=2)),) for outcome in ComplaintOutcome)]
    days = (None, MEETING_DAY - timedelta(days=1), MEETING_DAY, MEETING_DAY + timedelta(days=2))
    for entry, (held, voices), posting, said, day, surveyed, alive, official in itertools.product(
        entries, votes, postings, complaints, days, (True, False), (True, False), (True, False)
    ):
        yield HouseholdFacts(entry, alive, surveyed, day, official, held, voices, posting, said)


def test_every_combination_ends_in_exactly_one_state_that_has_a_name():
    seen = set()
    for facts in every_combination():
        for decided in (True, False):
            state = state_of(facts, PROCESS, 3, date(2025, 11, 30), decided=decided)
            assert state in STATE_NAMES
            assert not (decided and state in OPEN_STATES)
            seen.add(state)
    assert seen == set(HouseholdState)


def test_only_an_agreed_posted_and_unopposed_result_is_ready():
    for facts in every_combination():
        if state_of(facts, PROCESS, 3, date(2025, 11, 30), decided=False) is HouseholdState.READY:
            assert facts.alive
            assert facts.surveyed
            assert facts.posting is not None
            assert facts.meeting is not None
            assert facts.vote is not None
            assert 2 * facts.vote.agreed >= facts.meeting.present > 0
            assert all(one.outcome is not ComplaintOutcome.OPEN for one in facts.complaints)


@pytest.mark.parametrize("present", range(1, 30))
def test_the_votes_needed_are_the_fewest_that_agree(present):
    needed = votes_needed(present, 50)
    assert agrees(vote(needed), meeting(present), 50)
    assert not agrees(vote(needed - 1), meeting(present), 50)


def test_every_open_state_is_missing_under_a_code_of_its_own_and_the_others_are_not():
    found = missing(Counter(HouseholdState))
    assert len({one.code for one in found}) == len(found) == len(OPEN_STATES)
    assert missing(Counter(set(HouseholdState) - set(OPEN_STATES))) == []
    assert [one.code for one in missing(Counter())] == ["RD-10"]


@pytest.mark.parametrize(
    ("now", "earlier", "how"),
    [
        (POOR, [], Movement.NEW),
        (POOR, [POOR], Movement.OLD),
        (POOR, [NONE], Movement.NEW),
        (POOR, [NEAR], Movement.NEW),
        (POOR, [POOR, NONE], Movement.RELAPSED),
        (POOR, [POOR, NEAR], Movement.RELAPSED),
        (POOR, [POOR, UNKNOWN], Movement.OLD),
        (POOR, [POOR, ESCAPED], Movement.RELAPSED),
        (NEAR, [NEAR], Movement.OLD),
        (NEAR, [POOR], Movement.NEW),
        (NEAR, [NONE], Movement.NEW),
        (NEAR, [NEAR, NONE], Movement.RELAPSED),
        (NEAR, [POOR, NONE], Movement.RELAPSED),
        (NONE, [POOR], None),
        (UNKNOWN, [POOR], None),
    ],
)
def test_movement_follows_from_the_results_before(now, earlier, how):
    assert movement(now, earlier) is how


def test_turns_are_named_where_a_class_was_left():
    assert turn(POOR, NEAR) is turn(POOR, NONE) is Turn.ESCAPED_POOR
    assert turn(NEAR, NONE) is Turn.ESCAPED_NEAR_POOR
    assert turn(NEAR, POOR) is Turn.FELL_TO_POOR
    assert {turn(UNKNOWN, POOR), turn(POOR, POOR), turn(NEAR, NEAR), turn(POOR, UNKNOWN)} == {None}
