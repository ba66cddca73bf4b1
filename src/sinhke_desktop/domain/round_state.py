"""Where each household of a round stands, exactly one state each, and where the round itself stands.

The village meeting agrees with a result when at least half of all who were present agree (decision 24/2021/QĐ-TTg);
below that the household is surveyed again and a second meeting is held.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain.round_calendar import ReviewProcess, after_working_days
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
from sinhke_desktop.i18n import _


class HouseholdState(StrEnum):
    """What comes next for a household of the round, or how it ended."""

    SCREEN = "screen"
    SURVEY = "survey"
    MEET = "meet"
    AGAIN = "again"
    POST = "post"
    ON_DISPLAY = "on-display"
    COMPLAINT = "complaint"
    RESURVEY = "resurvey"
    READY = "ready"
    OUT = "out"
    GONE = "gone"
    DECIDED = "decided"
    LEFT_OUT = "left-out"


STATE_NAMES = {
    HouseholdState.SCREEN: "Chờ nhận dạng nhanh",
    HouseholdState.SURVEY: "Chờ khảo sát",
    HouseholdState.MEET: "Chờ họp dân",
    HouseholdState.AGAIN: "Rà soát lại",
    HouseholdState.POST: "Chờ niêm yết",
    HouseholdState.ON_DISPLAY: "Đang niêm yết",
    HouseholdState.COMPLAINT: "Có ý kiến chưa trả lời",
    HouseholdState.RESURVEY: "Khảo sát lại theo ý kiến",
    HouseholdState.READY: "Chờ quyết định",
    HouseholdState.OUT: "Không cần khảo sát",
    HouseholdState.GONE: "Không còn quản lý",
    HouseholdState.DECIDED: "Đã công nhận kết quả",
    HouseholdState.LEFT_OUT: "Quyết định không gồm hộ này",
}
OPEN_STATES = (
    HouseholdState.SCREEN, HouseholdState.SURVEY, HouseholdState.MEET, HouseholdState.AGAIN, HouseholdState.POST,
    HouseholdState.ON_DISPLAY, HouseholdState.COMPLAINT, HouseholdState.RESURVEY,
)  # fmt: skip
"""The states that stand against a decision."""


class RoundStage(StrEnum):
    """The steps of a round, in their order; also the names of the page's sections."""

    LIST = "list"
    SURVEY = "survey"
    MEETING = "meeting"
    POSTING = "posting"
    COMPLAINTS = "complaints"
    DECISION = "decision"
    CERTIFICATES = "certificates"


STATE_STAGES = {
    HouseholdState.SCREEN: RoundStage.LIST,
    HouseholdState.SURVEY: RoundStage.SURVEY,
    HouseholdState.MEET: RoundStage.MEETING,
    HouseholdState.AGAIN: RoundStage.SURVEY,
    HouseholdState.POST: RoundStage.POSTING,
    HouseholdState.ON_DISPLAY: RoundStage.POSTING,
    HouseholdState.COMPLAINT: RoundStage.COMPLAINTS,
    HouseholdState.RESURVEY: RoundStage.SURVEY,
    HouseholdState.READY: RoundStage.DECISION,
}


@dataclass(frozen=True, slots=True)
class HouseholdFacts:
    """What is known of one household of the round. ``surveyed`` says that its result gives a class.

    ``surveyed_on`` is the day of its newest survey, ``posting`` the newest list that names it.
    """

    entry: RoundEntry
    alive: bool = True
    surveyed: bool = False
    surveyed_on: date | None = None
    official: bool = False
    meeting: VillageMeeting | None = None
    vote: MeetingVote | None = None
    posting: PublicPosting | None = None
    complaints: Sequence[Complaint] = ()


def agrees(vote: MeetingVote, meeting: VillageMeeting, percent: int) -> bool:
    """True when at least *percent* of all who were present agreed, not only of those who voted."""
    return meeting.present > 0 and vote.agreed * 100 >= meeting.present * percent


def votes_needed(present: int, percent: int) -> int:
    """The fewest voices that make an agreement among *present* people."""
    return -(-present * percent // 100)


def display_ends(posting: PublicPosting, days: int) -> date:
    """The day on which *posting* has hung for *days* working days."""
    return after_working_days(posting.posted_on, days)


def state_of(facts: HouseholdFacts, process: ReviewProcess, days: int, today: date, *, decided: bool) -> HouseholdState:
    """The one state of a household; *days* are the working days that the round's lists hang."""
    if facts.official:
        return HouseholdState.DECIDED
    if not facts.alive:
        return HouseholdState.GONE
    if facts.entry.screening is Screening.OUT:
        return HouseholdState.OUT
    if decided:
        return HouseholdState.LEFT_OUT
    if facts.entry.origin is EntryOrigin.APPLIED and facts.entry.screening is Screening.NOT_DONE:
        return HouseholdState.SCREEN
    if not facts.surveyed:
        return HouseholdState.SURVEY
    return _objection(facts) or _after_survey(facts, process, days, today)


def _objection(facts: HouseholdFacts) -> HouseholdState | None:
    """An objection that waits for its answer, or was right and waits for a new survey."""
    if any(one.outcome is ComplaintOutcome.OPEN for one in facts.complaints):
        return HouseholdState.COMPLAINT
    for one in facts.complaints:
        surveyed = facts.surveyed_on is not None and facts.surveyed_on >= one.received_on
        if one.outcome is ComplaintOutcome.CHANGED and not surveyed:
            return HouseholdState.RESURVEY
    return None


def _after_survey(facts: HouseholdFacts, process: ReviewProcess, days: int, today: date) -> HouseholdState:
    if facts.meeting is None or facts.vote is None:
        return HouseholdState.MEET
    if not agrees(facts.vote, facts.meeting, process.agreement_percent):
        again = facts.surveyed_on is not None and facts.surveyed_on > facts.meeting.held_on
        return HouseholdState.MEET if again else HouseholdState.AGAIN
    if facts.posting is None:
        return HouseholdState.POST
    return HouseholdState.READY if today >= display_ends(facts.posting, days) else HouseholdState.ON_DISPLAY


@dataclass(frozen=True, slots=True)
class Missing:
    """What still stands against the decision: how many households, in words, and where it is done."""

    code: str
    stage: RoundStage
    count: int
    text: str


_MISSING_CODES = {state: f"RD-{number}" for number, state in enumerate(OPEN_STATES, 11)}


def missing(states: Mapping[HouseholdState, int]) -> list[Missing]:
    """What is missing for a decision, from the number of households in each state; codes RD-10 to RD-18."""
    if not sum(states.values()):
        return [Missing("RD-10", RoundStage.LIST, 0, _("The list to review is empty."))]
    words = {
        HouseholdState.SCREEN: _("{count} households that applied were not screened yet."),
        HouseholdState.SURVEY: _("{count} households have no survey result yet."),
        HouseholdState.MEET: _("{count} households were not voted on in a village meeting yet."),
        HouseholdState.AGAIN: _("{count} households got less than half of the voices: survey them again, meet again."),
        HouseholdState.POST: _("{count} households are on no list hung out in public yet."),
        HouseholdState.ON_DISPLAY: _("{count} households are on a list that still hangs out."),
        HouseholdState.COMPLAINT: _("{count} households have an objection that was not answered."),
        HouseholdState.RESURVEY: _("{count} households are to be surveyed again after an objection."),
    }
    return [
        Missing(_MISSING_CODES[state], STATE_STAGES[state], states[state], words[state].format(count=states[state]))
        for state in OPEN_STATES
        if states.get(state)
    ]
