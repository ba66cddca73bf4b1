"""A whole review round of the sample commune, from its list to the certificates: invented people."""

from __future__ import annotations

from sinhke_desktop.domain.review import ReviewKind
from sinhke_desktop.domain.round_forms import DecisionInput, MeetingInput, PostingInput, VoteTyped
from sinhke_desktop.services import (
    certificates,
    hamlets,
    round_board,
    round_decisions,
    round_list,
    round_meetings,
    round_postings,
    rounds,
)
from sinhke_desktop.services.workspace import Workspace

NEXT_STANDARD = "VN-2027"
PRESENT, AGAINST = 46, 5
CHAIRS = ("Katơr Văn Minh", "Nguyễn Thị Hoa", "Mang Xuân Lành", "Trần Văn Tám", "Chamaléa Thị Duyên")


def enter(workspace: Workspace, year: int) -> None:
    """Carry the yearly round of *year* through on its imported results: list, meetings, postings, decision, papers."""
    round_ = rounds.open_round(workspace, ReviewKind.YEARLY, year, second_rule_set=NEXT_STANDARD)
    round_list.build_list(workspace, round_.id)
    for number, hamlet in enumerate(hamlets.all_hamlets(workspace)):
        board = round_board.read(workspace, round_.id)
        rows = round_meetings.rows_to_vote(board, hamlet.id)
        typed = MeetingInput(
            hamlet_id=hamlet.id,
            held_on=f"{20 + number}/10/{year}",
            place=f"Nhà văn hóa thôn {hamlet.name}",
            chair=CHAIRS[number % len(CHAIRS)],
            secretary="Lê Thị Thư",
            present=PRESENT,
            listed_households=len(rows),
            represented=len(rows),
        )
        votes = {row.household_id: VoteTyped(PRESENT - AGAINST, AGAINST) for row in rows}
        round_meetings.record(workspace, round_.id, typed, votes)
        posted = PostingInput(hamlet.id, f"Nhà văn hóa thôn {hamlet.name}", f"{27 + number % 3}/10/{year}")
        round_postings.post(workspace, round_.id, posted)
    decision = DecisionInput("215/QĐ-UBND", f"10/12/{year}", "Nguyễn Văn Chủ Tịch")
    round_decisions.decide(workspace, round_.id, decision)
    certificates.issue(workspace, round_.id, f"12/12/{year}")
