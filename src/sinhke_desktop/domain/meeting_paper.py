"""What the papers of a village meeting print: the meeting, its hamlet, the candidates and how they were voted on."""

from __future__ import annotations

from dataclasses import dataclass

from sinhke_desktop.domain.commune import Commune
from sinhke_desktop.domain.community_meeting import CommunityMeeting
from sinhke_desktop.domain.economics import Economics
from sinhke_desktop.domain.money import format_percent


@dataclass(frozen=True, slots=True)
class CandidateVoice:
    """A candidate as the meeting heard and judged it; counts are None where it did not vote on it.

    ``figures`` are those of one household over ``cycle`` months (đồng), None where nothing was computed; ``proposed``
    tells that some of them are the program's own proposals.
    """

    name: str
    cycle: int
    figures: Economics | None = None
    proposed: bool = False
    votes_for: int | None = None
    votes_against: int | None = None


@dataclass(frozen=True, slots=True)
class MeetingPaper:
    """One meeting with what its papers are headed with."""

    commune: Commune
    hamlet: str
    meeting: CommunityMeeting
    candidates: tuple[CandidateVoice, ...] = ()

    @property
    def year(self) -> int:
        """The year of the open day in the heading: that of the meeting, else of the period's first year."""
        day = self.meeting.held_on or self.meeting.planned_on
        return day.year if day else int(self.meeting.period[:4])

    @property
    def share_present(self) -> str:
        """Households represented of all: ``66,7%``; a dash where a count is missing."""
        return format_percent(self.meeting.households_present or 0, self.meeting.households_all or 0, 1)
