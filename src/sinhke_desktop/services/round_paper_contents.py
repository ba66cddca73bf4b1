"""What the papers of a round say, put together from one reading of the round; see :mod:`.round_papers`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sinhke_desktop.domain.commune import Commune
from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.household_lists import YES
from sinhke_desktop.domain.review import INDICATORS, PovertyClass
from sinhke_desktop.domain.round_movement import Turn
from sinhke_desktop.domain.round_paper import (
    ComplaintPaper,
    DecisionPaper,
    HamletToReview,
    MeetingResult,
    MinutesPaper,
    PostedHousehold,
    PostingPaper,
    RecognisedGroup,
    RecognisedHousehold,
    RefusalPaper,
    ReviewListPaper,
    RoundFrame,
    ToReview,
)
from sinhke_desktop.domain.round_state import display_ends
from sinhke_desktop.domain.rounds import (
    ORIGIN_NAMES,
    SCREENING_NAMES,
    EntryOrigin,
    MeetingVote,
    PublicPosting,
    Screening,
    VillageMeeting,
)
from sinhke_desktop.services import communes, round_meetings, round_postings
from sinhke_desktop.services.round_board import Board, BoardRow
from sinhke_desktop.services.round_decisions import decided_rows
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import places, records


@dataclass(frozen=True, slots=True)
class Gathering:
    """What the papers say, put together from one reading of the round."""

    workspace: Workspace
    board: Board
    hamlet_id: str
    only: frozenset[str]
    row_only: bool

    @property
    def indicators(self) -> tuple[str, ...]:
        """The keys behind codes 1, 2… of the round's standard."""
        return self.board.rules.indicators if self.board.rules else tuple(INDICATORS)

    @property
    def rows(self) -> list[BoardRow]:
        """The wanted households by hamlet and head."""
        return [row for row in self.board.rows if self.wanted(row)]

    def wanted(self, row: BoardRow) -> bool:
        """True for a household that is asked for."""
        return self.hamlet_id in ("", row.hamlet_id) and (not self.only or row.household_id in self.only)

    def hamlets(self) -> dict[str, str]:
        """Id → ``Thôn Tân Tiến``, of the wanted hamlets in the commune's order."""
        with self.workspace.database.read() as connection:
            known = places.all_hamlets(connection, self.workspace.commune_code)
        return {one.id: f"{one.kind} {one.name}" for one in known if self.hamlet_id in ("", one.id)}

    def frame(self) -> RoundFrame:
        """What every paper is headed with."""
        round_, rules = self.board.round, self.board.rules
        return RoundFrame(
            commune=self.commune,
            year=round_.year,
            kind=round_.kind,
            started_on=round_.started_on,
            due_on=round_.due_on,
            month=round_.month,
            legal_source=rules.legal_source if rules else "",
            posting_days=round_.posting_days,
            plan_paper=round_.plan_paper,
            decision_number=round_.decision_number,
            decision_date=round_.decision_date,
            signer=round_.signer,
            marks=rules.unverified if rules else (),
        )

    @property
    def commune(self) -> Commune:
        """The commune as set up."""
        return communes.current(self.workspace)

    def households(self, rows: Sequence[BoardRow]) -> dict[str, Household]:
        """The whole records of *rows* by id."""
        with self.workspace.database.read() as connection:
            found = stored_households.get_households(connection, [row.household_id for row in rows])
        return {one.id: one for one in found}

    def review_list(self) -> list[ReviewListPaper]:
        """The list to review, by hamlet."""
        found = []
        for hamlet_id, name in self.hamlets().items():
            mine = tuple(
                ToReview(
                    row.head_name,
                    row.members,
                    row.before,
                    ORIGIN_NAMES[row.entry.origin],
                    row.entry.applied_on,
                    "" if row.entry.origin is EntryOrigin.ON_BOOKS else SCREENING_NAMES[row.entry.screening],
                )
                for row in self.rows
                if row.hamlet_id == hamlet_id
            )
            if mine:
                found.append(HamletToReview(name, mine))
        return [ReviewListPaper(self.frame(), tuple(found))] if found else []

    def minutes(self) -> list[MinutesPaper]:
        """One paper for each meeting held; where none was, a form with the households that wait for a vote."""
        with self.workspace.database.read() as connection:
            code = self.workspace.commune_code
            all_votes = records.all_of(
                connection, MeetingVote, code, meeting_id=[one.id for one in self.board.meetings]
            )
        votes: dict[str, dict[str, MeetingVote]] = {}
        for vote in all_votes:
            votes.setdefault(vote.meeting_id, {})[vote.household_id] = vote
        frame, found = self.frame(), []
        for hamlet_id, name in self.hamlets().items():
            held = [one for one in self.board.meetings if one.hamlet_id == hamlet_id]
            for meeting in held:
                mine = votes.get(meeting.id, {})
                results = [
                    _meeting_result(row, meeting, mine[row.household_id])
                    for row in self.rows
                    if row.household_id in mine
                ]
                if results:
                    found.append(MinutesPaper(frame, name, tuple(results), meeting))
            waiting = [row for row in round_meetings.rows_to_vote(self.board, hamlet_id) if self.wanted(row)]
            if waiting and not held:
                results = [_meeting_result(row, None, None) for row in waiting]
                found.append(MinutesPaper(frame, name, tuple(results)))
        return found

    def postings(self) -> list[PostingPaper]:
        """One list for each hamlet; whose data are restricted is counted, not named."""
        frame, found = self.frame(), []
        for hamlet_id, name in self.hamlets().items():
            rows = [row for row in round_postings.rows_to_post(self.board, hamlet_id) if self.wanted(row)]
            known = self.households(rows)
            free = [row for row in rows if known[row.household_id].restricted != YES]
            hung = self._hung(hamlet_id)
            if rows:
                found.append(
                    PostingPaper(
                        frame,
                        name,
                        tuple(PostedHousehold(row.head_name, row.current_class) for row in free),
                        hung.place if hung else "",
                        hung.posted_on if hung else None,
                        display_ends(hung, frame.posting_days) if hung else None,
                        unnamed=len(rows) - len(free),
                    )
                )
        return found

    def _hung(self, hamlet_id: str) -> PublicPosting | None:
        fitting = [one for one in self.board.postings if one.hamlet_id in (hamlet_id, "")]
        return max(fitting, key=lambda one: (one.posted_on, one.id), default=None)

    def complaints(self) -> list[ComplaintPaper]:
        """The answers to the round's complaints, or those asked for."""
        names, frame, found = self.hamlets(), self.frame(), []
        for one in self.board.complaints:
            row = self.board.row(one.household_id)
            if (self.only and one.id not in self.only) or (self.hamlet_id and (row is None or not self._in(row))):
                continue
            if row is None:
                found.append(ComplaintPaper(frame, one))
            else:
                hamlet = names.get(row.hamlet_id, "")
                found.append(ComplaintPaper(frame, one, hamlet, row.head_name, row.current_class))
        return found

    def _in(self, row: BoardRow) -> bool:
        return row.hamlet_id == self.hamlet_id

    def refusals(self) -> list[RefusalPaper]:
        """Who applied and was not taken up, or was found to be neither poor nor near-poor."""
        names, frame, found = self.hamlets(), self.frame(), []
        for row in self.rows:
            entry = row.entry
            found_none = row.official is not None and row.current_class is PovertyClass.NONE
            applied = entry.origin is EntryOrigin.APPLIED
            if not (entry.refused_on or entry.screening is Screening.OUT or (applied and found_none)):
                continue
            reason = entry.refusal_reason or entry.screening_reason or self.board.explanation(row)
            found.append(
                RefusalPaper(
                    frame, row.head_name, names.get(row.hamlet_id, ""), reason, entry.request_number,
                    entry.applied_on, entry.refused_on,
                )
            )  # fmt: skip
        return found

    def decision(self) -> list[DecisionPaper]:
        """The decision with its lists: poor, near-poor, escaped from either."""
        names = self.hamlets()
        rows = [row for row in decided_rows(self.board) if self.wanted(row)]
        groups = (
            ("hộ nghèo", [row for row in rows if row.current_class is PovertyClass.POOR]),
            ("hộ cận nghèo", [row for row in rows if row.current_class is PovertyClass.NEAR_POOR]),
            ("hộ thoát nghèo", [row for row in rows if row.turn is Turn.ESCAPED_POOR]),
            ("hộ thoát cận nghèo", [row for row in rows if row.turn is Turn.ESCAPED_NEAR_POOR]),
        )
        filled = tuple(
            RecognisedGroup(
                name,
                tuple(RecognisedHousehold(row.head_name, names.get(row.hamlet_id, ""), row.members) for row in some),
            )
            for name, some in groups
            if some
        )
        return [DecisionPaper(self.frame(), filled)] if filled else []


def _meeting_result(row: BoardRow, meeting: VillageMeeting | None, vote: MeetingVote | None) -> MeetingResult:
    first = meeting is None or meeting.attempt == 1
    return MeetingResult(
        row.head_name,
        row.members,
        row.before,
        row.preliminary_class if first else row.current_class,
        vote.agreed if vote else None,
        vote.disagreed if vote else None,
        vote.note if vote else "",
    )
