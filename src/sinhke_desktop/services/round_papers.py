"""The papers of a round, filled from what is stored: each gets only the data that it prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sinhke_desktop.documents.round_papers import Paper, render_round_papers
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.round_movement import Turn
from sinhke_desktop.domain.round_paper import (
    PAPER_NAMES,
    ComplaintPaper,
    DecisionPaper,
    ExplanationPaper,
    HamletToReview,
    MeetingResult,
    MinutesPaper,
    PaperKind,
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
from sinhke_desktop.domain.rounds import ORIGIN_NAMES, SCREENING_NAMES, Complaint, EntryOrigin
from sinhke_desktop.errors import NotFound
from sinhke_desktop.i18n import _
from sinhke_desktop.services import communes, round_list, round_meetings, round_postings, vote_papers
from sinhke_desktop.services.certificate_papers import certificates_of, rows_of
from sinhke_desktop.services.review_process import process
from sinhke_desktop.services.round_board import Board, BoardRow
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import places
from sinhke_desktop.storage.personal_records import restricted_ids

MARKS = {
    PaperKind.POSTING: ("posting_working_days", "working_days"),
    PaperKind.COMPLAINT: ("complaint_working_days", "working_days"),
    PaperKind.DECISION: ("validity",),
    PaperKind.CERTIFICATES: ("certificate_suffix",),
}
"""Which unverified constants a paper rests on."""


def frame(workspace: Workspace, board: Board, kind: PaperKind) -> RoundFrame:
    """What the papers of a round are headed with."""
    round_ = board.round
    marks = tuple(process().unverified[name] for name in MARKS.get(kind, ()) if name in process().unverified)
    return RoundFrame(
        commune=communes.current(workspace),
        year=round_.year,
        kind=round_.kind,
        started_on=round_.started_on,
        due_on=round_.due_on,
        month=round_.month,
        legal_source=board.rules.legal_source if board.rules else "",
        posting_days=round_.posting_days,
        plan_paper=round_.plan_paper,
        decision_number=round_.decision_number,
        decision_date=round_.decision_date,
        signer=round_.signer,
        marks=marks,
    )


def papers(
    workspace: Workspace, board: Board, kind: PaperKind, hamlet_id: str = "", household_ids: Sequence[str] = ()
) -> list[Paper]:
    """The papers of one kind for the round, a hamlet or the given households; raises NotFound where there are none."""
    head = frame(workspace, board, kind)
    board = _with_whole_names(workspace, board)
    rows = [
        row
        for row in board.rows
        if hamlet_id in ("", row.hamlet_id) and (not household_ids or row.household_id in household_ids)
    ]
    found = _MAKERS[kind](workspace, board, head, rows)
    if not found:
        raise NotFound(
            _("There is nothing to print here yet: {paper}.").format(paper=PAPER_NAMES[kind]),
            _("Do the step before it first."),
        )
    return found


def _with_whole_names(workspace: Workspace, board: Board) -> Board:
    """The board with ``Thôn Tân Tiến`` where it has ``Tân Tiến``, as papers name hamlets."""
    with workspace.database.read() as connection:
        known = places.all_hamlets(connection, workspace.commune_code)
    names = {one.id: f"{one.kind} {one.name}" for one in known}
    rows = tuple(replace(row, hamlet_name=names.get(row.hamlet_id, row.hamlet_name)) for row in board.rows)
    return replace(board, rows=rows, hamlets=names)


def render(board: Board, some: Sequence[Paper]) -> bytes:
    """*some* as one PDF, to look at; :mod:`.round_issue` keeps it before it leaves."""
    indicators = board.rules.indicators if board.rules else ()
    return render_round_papers(some, tuple(indicators)) if indicators else render_round_papers(some)


def _by_hamlet(board: Board, rows: Sequence[BoardRow]) -> dict[str, list[BoardRow]]:
    found: dict[str, list[BoardRow]] = {hamlet_id: [] for hamlet_id in board.hamlets}
    for row in rows:
        found.setdefault(row.hamlet_id, []).append(row)
    return {hamlet_id: some for hamlet_id, some in found.items() if some}


def _review_list(workspace: Workspace, board: Board, head: RoundFrame, rows: Sequence[BoardRow]) -> list[Paper]:
    del workspace
    hamlets = tuple(
        HamletToReview(board.hamlets.get(hamlet_id, ""), tuple(map(_to_review, some)))
        for hamlet_id, some in _by_hamlet(board, rows).items()
    )
    return [ReviewListPaper(head, hamlets)] if hamlets else []


def _to_review(row: BoardRow) -> ToReview:
    entry = row.entry
    screening = "" if entry.origin is EntryOrigin.ON_BOOKS else SCREENING_NAMES[entry.screening]
    return ToReview(row.head_name, row.members, row.before, ORIGIN_NAMES[entry.origin], entry.applied_on, screening)


def _minutes(workspace: Workspace, board: Board, head: RoundFrame, rows: Sequence[BoardRow]) -> list[Paper]:
    """The newest meeting of each hamlet, or a form to fill in by hand; in as many copies as the rules ask."""
    del workspace
    found: list[Paper] = []
    for hamlet_id, some in _by_hamlet(board, rows).items():
        meetings = [one for one in board.meetings if one.hamlet_id == hamlet_id]
        meeting = meetings[-1] if meetings else None
        wanted = {row.household_id for row in round_meetings.rows_to_vote(board, hamlet_id, meeting)}
        results = tuple(_result(row) for row in some if row.household_id in wanted)
        if results:
            paper = MinutesPaper(head, board.hamlets.get(hamlet_id, ""), results, meeting)
            found += [paper] * process().minutes_copies
    return found


def _result(row: BoardRow) -> MeetingResult:
    vote = row.vote
    return MeetingResult(
        row.head_name, row.members, row.before, row.current_class,
        vote.agreed if vote else None, vote.disagreed if vote else None, vote.note if vote else "",
    )  # fmt: skip


def _postings(workspace: Workspace, board: Board, head: RoundFrame, rows: Sequence[BoardRow]) -> list[Paper]:
    """One list for each hamlet; whose data are restricted is counted, not named."""
    with workspace.database.read() as connection:
        restricted = set(restricted_ids(connection, workspace.commune_code))
    wanted = {row.household_id for row in round_postings.rows_to_post(board)}
    found: list[Paper] = []
    for hamlet_id, some in _by_hamlet(board, [row for row in rows if row.household_id in wanted]).items():
        hung = [one for one in board.postings if one.hamlet_id in (hamlet_id, "")]
        newest = hung[-1] if hung else None
        named = [row for row in some if row.household_id not in restricted]
        households = tuple(PostedHousehold(row.head_name, row.current_class) for row in named)
        until = display_ends(newest, board.round.posting_days) if newest else None
        place, day = (newest.place, newest.posted_on) if newest else ("", None)
        found.append(
            PostingPaper(head, board.hamlets.get(hamlet_id, ""), households, place, day, until, len(some) - len(named))
        )
    return found


def _ballots(workspace: Workspace, board: Board, head: RoundFrame, rows: Sequence[BoardRow]) -> list[Paper]:
    with workspace.database.read() as connection:
        restricted = set(restricted_ids(connection, workspace.commune_code))
    return list(vote_papers.of_round(board, head, _by_hamlet(board, rows), restricted))


def _countings(workspace: Workspace, board: Board, head: RoundFrame, rows: Sequence[BoardRow]) -> list[Paper]:
    del workspace
    return list(vote_papers.countings(vote_papers.of_round(board, head, _by_hamlet(board, rows), ())))


def _complaints(workspace: Workspace, board: Board, head: RoundFrame, rows: Sequence[BoardRow]) -> list[Paper]:
    del workspace
    known = {row.household_id: row for row in rows}
    return [_complaint(head, one, known.get(one.household_id)) for one in board.complaints if one.answered_on]


def _complaint(head: RoundFrame, complaint: Complaint, row: BoardRow | None) -> ComplaintPaper:
    if row is None:
        return ComplaintPaper(head, complaint)
    return ComplaintPaper(head, complaint, row.hamlet_name, row.head_name, row.current_class)


def _refusals(workspace: Workspace, board: Board, head: RoundFrame, rows: Sequence[BoardRow]) -> list[Paper]:
    del workspace
    refused = {row.household_id for row in round_list.refused_rows(board)}
    found: list[Paper] = []
    for row in rows:
        entry = row.entry
        if row.household_id in refused:
            reason = entry.refusal_reason or entry.screening_reason or board.explanation(row)
            request = (entry.request_number, entry.applied_on, entry.refused_on)
            found.append(RefusalPaper(head, row.head_name, row.hamlet_name, reason, *request))
    return found


def _decision(workspace: Workspace, board: Board, head: RoundFrame, rows: Sequence[BoardRow]) -> list[Paper]:
    del workspace
    done = [row for row in rows if row.current is not None]
    groups = (
        ("hộ nghèo", lambda row: row.current_class is PovertyClass.POOR),
        ("hộ cận nghèo", lambda row: row.current_class is PovertyClass.NEAR_POOR),
        ("hộ thoát nghèo", lambda row: row.turn is Turn.ESCAPED_POOR),
        ("hộ thoát cận nghèo", lambda row: row.turn is Turn.ESCAPED_NEAR_POOR),
    )
    return [DecisionPaper(head, tuple(_group(name, done, belongs) for name, belongs in groups))] if done else []


def _group(name: str, rows: Sequence[BoardRow], belongs: Callable[[BoardRow], bool]) -> RecognisedGroup:
    mine = (row for row in rows if belongs(row))
    return RecognisedGroup(
        name, tuple(RecognisedHousehold(one.head_name, one.hamlet_name, one.members) for one in mine)
    )


def _explanations(workspace: Workspace, board: Board, head: RoundFrame, rows: Sequence[BoardRow]) -> list[Paper]:
    del workspace
    rules = board.rules
    line = rules.lines.get(board.area) if rules else None
    return [
        ExplanationPaper(
            frame=head,
            head=row.head_name,
            hamlet=row.hamlet_name,
            poverty_class=row.current_class,
            area=board.area,
            deprived=row.current.deprived,
            income_points=row.current.income_points,
            income_limit=line.income if line else None,
            points_limit=line.points if line else None,
            poor_indicators=rules.poor_indicators if rules else 3,
            indicators=rules.indicators if rules else (),
            official=row.official is not None,
            income_per_head=row.current.income_per_head,
        )
        for row in rows
        if row.current is not None
    ]


Maker = Callable[[Workspace, Board, RoundFrame, Sequence[BoardRow]], list[Paper]]
_MAKERS: Mapping[PaperKind, Maker] = {
    PaperKind.REVIEW_LIST: _review_list,
    PaperKind.VOTE_SHEETS: _ballots,
    PaperKind.COUNTING: _countings,
    PaperKind.MINUTES: _minutes,
    PaperKind.POSTING: _postings,
    PaperKind.COMPLAINT: _complaints,
    PaperKind.REFUSAL: _refusals,
    PaperKind.DECISION: _decision,
    PaperKind.CERTIFICATES: certificates_of,
    PaperKind.CERTIFICATE_ROWS: rows_of,
    PaperKind.EXPLANATION: _explanations,
}
