"""The certificates of a round as papers: the whole booklet, or the one row of the year over an older one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sinhke_desktop.documents.round_papers import Paper
from sinhke_desktop.domain.round_movement import LISTED
from sinhke_desktop.domain.round_paper import (
    CertificatePaper,
    CertificateRow,
    CertificateRowsPaper,
    CertificateYear,
    RoundFrame,
)
from sinhke_desktop.domain.rule_set import RuleSet
from sinhke_desktop.services import certificates
from sinhke_desktop.services.round_board import Board, BoardRow
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import households as stored_households


def _years(workspace: Workspace, board: Board, rows: Sequence[BoardRow]) -> dict[str, tuple[CertificateYear, ...]]:
    found = certificates.year_rows(workspace, [row.household_id for row in rows])
    signed = board.round
    return {
        household_id: tuple(
            CertificateYear(
                one.year, one.poverty_class, one.deprived, one.decided_on,
                signed.signer if one.year == signed.year else "",
            )
            for one in years
        )
        for household_id, years in found.items()
    }  # fmt: skip


def _holders(board: Board, rows: Sequence[BoardRow]) -> list[BoardRow]:
    return [
        row for row in rows if row.official and row.current_class in LISTED and row.household_id in board.certificates
    ]


def certificates_of(workspace: Workspace, board: Board, head: RoundFrame, rows: Sequence[BoardRow]) -> list[Paper]:
    """The whole certificate where it was issued after the decision; else only the year's row, over the old one."""
    holders = _holders(board, rows)
    years = _years(workspace, board, holders)
    with workspace.database.read() as connection:
        households = stored_households.get_households(connection, [row.household_id for row in holders])
    by_id = {one.id: one for one in households}
    first, last = _validity(board.rules, board.round.year)
    found: list[Paper] = []
    for row in holders:
        household, certificate = by_id[row.household_id], board.certificates[row.household_id]
        decided = board.round.decision_date
        older = decided is not None and certificate.issued_on < decided
        paper = CertificatePaper(
            commune=head.commune,
            head=household.head,
            hamlet=row.hamlet_name,
            address=household.address,
            members=household.members,
            years=tuple(one for one in years[row.household_id] if first <= one.year <= last),
            first_year=first,
            last_year=last,
            number=certificate.number,
            issued_on=certificate.issued_on,
            marks=head.marks,
        )
        found.append(replace(paper, only_year=board.round.year) if older else paper)
    return found


def _validity(rules: RuleSet | None, year: int) -> tuple[int, int]:
    return (rules.valid_from.year, rules.valid_to.year) if rules else (year, year)


def rows_of(workspace: Workspace, board: Board, head: RoundFrame, rows: Sequence[BoardRow]) -> list[Paper]:
    """The sheet from which the year's rows are written into the certificates; nothing where nobody holds one."""
    holders = _holders(board, rows)
    years = _years(workspace, board, holders)
    lines = tuple(
        CertificateRow(board.certificates[row.household_id].number, row.head_name, row.hamlet_name, one)
        for row in holders
        for one in years[row.household_id]
        if one.year == board.round.year
    )
    return [CertificateRowsPaper(head, lines)] if lines else []
