"""Vote sheets and the minutes of counting: for a meeting about the model, and for the meetings of a round."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sinhke_desktop.documents.meeting_invitation import subject_words
from sinhke_desktop.domain.choosing import AGREEMENT_PERCENT
from sinhke_desktop.domain.meeting_paper import MeetingPaper
from sinhke_desktop.domain.review import CLASS_NAMES
from sinhke_desktop.domain.round_paper import AGREED_SHARE, RoundFrame
from sinhke_desktop.domain.rounds import VillageMeeting
from sinhke_desktop.domain.vote_sheet import PERSON, CountingPaper, Question, VoteSheet
from sinhke_desktop.services import round_meetings
from sinhke_desktop.services.round_board import Board, BoardRow

RESTRICTED = "Hộ số {number} trong danh sách họp (dữ liệu hạn chế)"


def of_community_meeting(paper: MeetingPaper, households: int, *, named: bool = False) -> VoteSheet:
    """The sheet of a meeting about the model; *households* are those of its hamlet, where nobody counted yet."""
    meeting = paper.meeting
    asked = tuple(Question(one.name, one.votes_for, one.votes_against) for one in paper.candidates)
    only = Question(subject_words(paper).capitalize(), meeting.votes_for, meeting.votes_against)
    return VoteSheet(
        paper.commune, paper.hamlet, f"về {subject_words(paper)}".replace("về về", "về"), asked or (only,), paper.year,
        slips=meeting.households_present or meeting.households_all or households,
        named=named,
        held_on=meeting.held_on or meeting.planned_on,
        place=meeting.place,
        chair=meeting.chair,
        everyone=meeting.households_all,
        present=meeting.households_present,
        threshold=f"trên {AGREEMENT_PERCENT}% số hộ dự họp",
    )  # fmt: skip


def of_round(
    board: Board, frame: RoundFrame, by_hamlet: dict[str, list[BoardRow]], restricted: Collection[str]
) -> list[VoteSheet]:
    """One sheet for each hamlet whose meeting votes on households; those with restricted data are not named."""
    found = []
    for hamlet_id, some in by_hamlet.items():
        meetings = [one for one in board.meetings if one.hamlet_id == hamlet_id]
        meeting = meetings[-1] if meetings else None
        wanted = {row.household_id for row in round_meetings.rows_to_vote(board, hamlet_id, meeting)}
        rows = [row for row in some if row.household_id in wanted]
        if rows:
            found.append(_sheet(frame, board.hamlets.get(hamlet_id, ""), rows, meeting, restricted))
    return found


def countings(sheets: Sequence[VoteSheet]) -> list[CountingPaper]:
    """The minutes of counting each of *sheets*."""
    return [CountingPaper(one) for one in sheets]


def _sheet(
    frame: RoundFrame,
    hamlet: str,
    rows: Sequence[BoardRow],
    meeting: VillageMeeting | None,
    restricted: Collection[str],
) -> VoteSheet:
    questions = tuple(
        Question(
            RESTRICTED.format(number=number) if row.household_id in restricted
            else f"{row.head_name}: {CLASS_NAMES[row.current_class].lower()}",
            row.vote.agreed if row.vote else None, row.vote.disagreed if row.vote else None,
        )
        for number, row in enumerate(rows, 1)
    )  # fmt: skip
    present = meeting.present or None if meeting else None
    return VoteSheet(
        frame.commune, hamlet, f"về kết quả {frame.name}", questions, frame.year,
        slips=present or len(rows),
        held_on=meeting.held_on if meeting else None,
        place=meeting.place if meeting else "",
        chair=meeting.chair if meeting else "",
        present=present,
        threshold=f"ít nhất {AGREED_SHARE}% số người dự họp",
        voter=PERSON,
        marks=frame.marks,
    )  # fmt: skip
