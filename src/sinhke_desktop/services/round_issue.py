"""Papers of a round made ready to leave: the pages, of whom they tell, their number and day, the posting as a workbook.

One door for the window and the command line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sinhke_desktop.domain.issued_paper import IssuedPaper
from sinhke_desktop.domain.round_movement import LISTED
from sinhke_desktop.domain.round_paper import PAPER_NAMES, PaperKind, PostingPaper
from sinhke_desktop.services import (
    issued_papers,
    paper_workbooks,
    round_list,
    round_meetings,
    round_papers,
    round_postings,
    rounds,
)
from sinhke_desktop.services.paper_kinds import round_kind
from sinhke_desktop.services.round_board import Board, BoardRow
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage.personal_records import restricted_ids


@dataclass(frozen=True, slots=True)
class RoundDrawn:
    """The pages of *count* papers; ``excel`` writes the same lists as a workbook, where they are lists to hang out."""

    pdf: bytes
    kind: str
    title: str
    subject: str
    household_ids: tuple[str, ...]
    count: int
    number: str = ""
    dated_on: date | None = None
    excel: Callable[[Path], object] | None = None


def draw(
    workspace: Workspace, board: Board, kind: PaperKind, hamlet_id: str = "", household_ids: Sequence[str] = ()
) -> RoundDrawn:
    """The papers of one kind, for the round, a hamlet or the given households; raises NotFound where there are none."""
    made = round_papers.papers(workspace, board, kind, hamlet_id, household_ids)
    subject = " · ".join(filter(None, (rounds.round_name(board.round), board.hamlets.get(hamlet_id, ""))))
    decided = kind is PaperKind.DECISION
    lists = [one for one in made if isinstance(one, PostingPaper)]
    excel = (lambda path: paper_workbooks.write_postings(path, lists)) if lists else None
    return RoundDrawn(
        round_papers.render(board, made),
        round_kind(kind),
        PAPER_NAMES[kind],
        subject,
        tuple(told_of(workspace, board, kind, hamlet_id, household_ids)),
        len(made),
        board.round.decision_number if decided else "",
        board.round.decision_date if decided else None,
        excel,
    )


def write(workspace: Workspace, drawn: RoundDrawn, path: Path) -> IssuedPaper:
    """Keep the papers, then write them to *path*; raises StorageRefused, DocumentNotWritten."""
    return issued_papers.write(
        workspace, path, drawn.kind, drawn.title, drawn.pdf, subject=drawn.subject, household_ids=drawn.household_ids,
        number=drawn.number, dated_on=drawn.dated_on,
    )  # fmt: skip


def told_of(
    workspace: Workspace, board: Board, kind: PaperKind, hamlet_id: str = "", household_ids: Sequence[str] = ()
) -> list[str]:
    """The ids of the households that papers of a kind name."""
    chosen = _CHOSEN.get(kind, _all)
    wanted = set(chosen(board))
    if kind is PaperKind.POSTING:
        with workspace.database.read() as connection:
            wanted -= set(restricted_ids(connection, workspace.commune_code))
    return [
        row.household_id
        for row in board.rows
        if row.household_id in wanted
        and hamlet_id in ("", row.hamlet_id)
        and (not household_ids or row.household_id in household_ids)
    ]


def _all(board: Board) -> list[str]:
    return _ids(board.rows)


def _ids(rows: Sequence[BoardRow]) -> list[str]:
    return [row.household_id for row in rows]


def _voted(board: Board) -> list[str]:
    """Those whom the newest meeting of each hamlet votes on."""
    found: list[str] = []
    for hamlet_id in board.hamlets:
        meetings = [one for one in board.meetings if one.hamlet_id == hamlet_id]
        found += _ids(round_meetings.rows_to_vote(board, hamlet_id, meetings[-1] if meetings else None))
    return found


def _holders(board: Board) -> list[str]:
    return [row.household_id for row in board.rows
            if row.official and row.current_class in LISTED and row.household_id in board.certificates]  # fmt: skip


def _reviewed(board: Board) -> list[str]:
    return [row.household_id for row in board.rows if row.current is not None]


_CHOSEN: Mapping[PaperKind, Callable[[Board], list[str]]] = {
    PaperKind.MINUTES: _voted,
    PaperKind.POSTING: lambda board: _ids(round_postings.rows_to_post(board)),
    PaperKind.COMPLAINT: lambda board: [one.household_id for one in board.complaints if one.answered_on],
    PaperKind.REFUSAL: lambda board: _ids(round_list.refused_rows(board)),
    PaperKind.DECISION: _reviewed,
    PaperKind.EXPLANATION: _reviewed,
    PaperKind.CERTIFICATES: _holders,
    PaperKind.CERTIFICATE_ROWS: _holders,
}
