"""Village meetings of a round and their votes; below half of those present a second meeting is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sinhke_desktop.domain.round_forms import MeetingInput, VoteTyped, judge_meeting, judge_votes, required_reason
from sinhke_desktop.domain.round_state import HouseholdState
from sinhke_desktop.domain.rounds import MeetingVote, VillageMeeting
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import round_steps
from sinhke_desktop.services.round_board import Board, BoardRow
from sinhke_desktop.services.rounds import undecided
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import records
from sinhke_desktop.storage.rounds import drafts_of_records

NOT_IN_MEETINGS = (HouseholdState.SCREEN, HouseholdState.SURVEY, HouseholdState.OUT, HouseholdState.GONE)


@dataclass(frozen=True, slots=True)
class HamletMeetings:
    """A hamlet's households for its meetings: how many wait for a vote, and the meetings held."""

    hamlet_id: str
    hamlet_name: str
    households: int
    waiting: int
    again: int
    meetings: tuple[VillageMeeting, ...]

    @property
    def next_attempt(self) -> int:
        """The number of the next meeting."""
        return max((one.attempt for one in self.meetings), default=0) + 1


def by_hamlet(board: Board) -> list[HamletMeetings]:
    """Every hamlet that has households on the list or held a meeting, in the commune's order."""
    found = []
    for hamlet_id, name in board.hamlets.items():
        mine = [row for row in board.rows if row.hamlet_id == hamlet_id]
        meetings = tuple(one for one in board.meetings if one.hamlet_id == hamlet_id)
        if mine or meetings:
            states = [row.state for row in mine]
            waiting, again = states.count(HouseholdState.MEET), states.count(HouseholdState.AGAIN)
            found.append(HamletMeetings(hamlet_id, name, len(mine), waiting, again, meetings))
    return found


def rows_to_vote(board: Board, hamlet_id: str, meeting: VillageMeeting | None = None) -> list[BoardRow]:
    """Whom a meeting of the hamlet votes on: who waits for one and, for a meeting held, whom it voted on."""
    voted = {row.household_id for row in board.rows if meeting and row.vote and row.vote.meeting_id == meeting.id}
    return [
        row
        for row in board.rows
        if row.hamlet_id == hamlet_id and (row.household_id in voted or row.state is HouseholdState.MEET)
    ]


def record(
    workspace: Workspace, round_id: str, typed: MeetingInput, votes: Mapping[str, VoteTyped] | None = None
) -> tuple[VillageMeeting, str]:
    """Store a meeting, new or changed, with its votes by household; returns it and the step. Raises InvalidInput.

    A vote left empty is taken back; a later attempt may not lie before an earlier one (RD-08).
    """
    with workspace.database.write() as connection:
        round_ = undecided(connection, round_id)
        meeting = judge_meeting(typed, round_, today(workspace))
        others = records.all_of(
            connection, VillageMeeting, workspace.commune_code, round_id=round_id, hamlet_id=meeting.hamlet_id
        )
        _check_order(meeting, others)
        given = judge_votes(meeting, votes or {})
        known = records.all_of(connection, MeetingVote, workspace.commune_code, meeting_id=meeting.id)
        emptied = (votes or {}).keys() - {one.household_id for one in given}
        gone = [replace(one, removed=True) for one in known if one.household_id in emptied]
        kept = [one for one in known if one.household_id not in (votes or {})]
        _check_kept(meeting, kept)
        wanted: list[records.Record] = [meeting, *given, *gone]
        return meeting, round_steps.save(workspace, connection, drafts_of_records(connection, wanted))


def _check_order(meeting: VillageMeeting, others: Sequence[VillageMeeting]) -> None:
    wrong = any(
        (one.attempt < meeting.attempt and one.held_on > meeting.held_on)
        or (one.attempt > meeting.attempt and one.held_on < meeting.held_on)
        for one in others
    )
    if wrong:
        text = _("The meetings of a hamlet follow each other; this day does not fit the others.")
        raise InvalidInput([Problem("held_on", text, "RD-08")])
    if meeting.attempt > 1 + max((one.attempt for one in others), default=0):
        raise InvalidInput([Problem("attempt", _("Record the meeting before this one first."), "RD-08")])


def _check_kept(meeting: VillageMeeting, kept: Sequence[MeetingVote]) -> None:
    most = max((one.agreed + one.disagreed for one in kept), default=0)
    if most > meeting.present:
        text = _("{votes} voices were recorded for a household, more than {present} people.")
        raise InvalidInput([Problem("present", text.format(votes=most, present=meeting.present), "RD-06")])


def remove(workspace: Workspace, meeting_id: str, reason: str) -> str:
    """Take a meeting recorded by mistake away with its votes; returns the step. Later meetings come first (RD-08)."""
    problems: list[Problem] = []
    why = required_reason(reason, "reason", problems)
    if problems:
        raise InvalidInput(problems)
    with workspace.database.write() as connection:
        meeting = records.get(connection, VillageMeeting, meeting_id)
        undecided(connection, meeting.round_id)
        others = records.all_of(
            connection, VillageMeeting, workspace.commune_code, round_id=meeting.round_id, hamlet_id=meeting.hamlet_id
        )
        if any(one.attempt > meeting.attempt for one in others):
            raise InvalidInput([Problem("attempt", _("Take the later meeting away first."), "RD-08")])
        votes = records.all_of(connection, MeetingVote, workspace.commune_code, meeting_id=meeting_id)
        gone: list[records.Record] = [replace(meeting, removed=True)]
        gone += [replace(one, removed=True) for one in votes]
        return round_steps.save(workspace, connection, drafts_of_records(connection, gone, why))
