"""Rules of a village meeting about several of its fields together."""

from datetime import date

import pytest

from sinhke_desktop.domain.community_meeting import COMMUNITY_MEETING, CommunityMeeting, Subject
from sinhke_desktop.domain.typed_record import judge_record
from sinhke_desktop.errors import InvalidInput

FIXED = {"id": "1" * 32, "commune_code": "22828", "period": "2023-2025", "area_code": "22828"}


def judged(**typed):
    whole = {"subject": "choice", **typed}
    return judge_record(CommunityMeeting, COMMUNITY_MEETING, whole, date(2025, 11, 20), **FIXED)


def refused(**typed):
    with pytest.raises(InvalidInput) as error:
        judged(**typed)
    return [(one.field, one.code) for one in error.value.problems]


def test_households_not_represented_are_all_less_those_present():
    assert judged(households_all="90", households_present="61").absent == 29
    assert judged(households_present="61").absent is None
    assert judged(households_all="90").absent is None
    assert judged().subject is Subject.CHOICE


def test_counts_that_contradict_each_other_are_refused():
    assert refused(households_all="50", households_present="51") == [("households_present", "MH-05")]
    assert refused(households_present="50", votes_for="30", votes_against="21") == [("votes_for", "MH-05")]
    assert judged(votes_for="30", votes_against="21").votes_for == 30
    assert judged(households_all="50", households_present="50", votes_for="30", votes_against="20").absent == 0


def test_a_meeting_is_not_held_before_its_invitation_nor_in_the_future():
    assert refused(invited_on="12/08/2025", held_on="11/08/2025") == [("held_on", "MH-04")]
    assert refused(held_on="21/11/2025") == [("held_on", "MH-04")]
    assert judged(invited_on="12/08/2025", planned_on="30/12/2025").planned_on == date(2025, 12, 30)
    assert judged(invited_on="12/08/2025", held_on="12/08/2025").held_on == date(2025, 8, 12)
