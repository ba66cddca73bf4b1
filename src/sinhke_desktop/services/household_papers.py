"""Papers of single households of a round: certificates, their rows, the explanation of a class."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sinhke_desktop.domain.round_movement import LISTED
from sinhke_desktop.domain.round_paper import (
    CertificatePaper,
    CertificateRow,
    CertificateRowsPaper,
    CertificateYear,
    ExplanationPaper,
)
from sinhke_desktop.services import certificates
from sinhke_desktop.services.round_board import BoardRow
from sinhke_desktop.services.round_paper_contents import Gathering


def _certified(gathered: Gathering) -> list[BoardRow]:
    return [
        row
        for row in gathered.rows
        if row.official is not None and row.current_class in LISTED and row.household_id in gathered.board.certificates
    ]


def _years(gathered: Gathering, rows: Sequence[BoardRow]) -> dict[str, tuple[CertificateYear, ...]]:
    round_ = gathered.board.round
    found = {}
    for household_id, some in certificates.year_rows(gathered.workspace, [row.household_id for row in rows]).items():
        found[household_id] = tuple(
            CertificateYear(
                one.year,
                one.poverty_class,
                one.deprived,
                date.fromisoformat(one.decided_on) if one.decided_on else None,
                round_.signer if one.year == round_.year else "",
            )
            for one in some
        )
    return found


def certificate_papers(gathered: Gathering) -> list[CertificatePaper]:
    """Certificates of poor and near-poor households by the official result, whole or the round's row alone."""
    rows = _certified(gathered)
    names, years, known = gathered.hamlets(), _years(gathered, rows), gathered.households(rows)
    rules, round_ = gathered.board.rules, gathered.board.round
    first = rules.valid_from.year if rules else round_.year
    last = rules.valid_to.year if rules else round_.year
    found = []
    for row in rows:
        household, certificate = known[row.household_id], gathered.board.certificates[row.household_id]
        found.append(
            CertificatePaper(
                gathered.commune, household.head, names.get(row.hamlet_id, ""), household.address, household.members,
                years[row.household_id], first, last, certificate.number, certificate.issued_on,
                round_.year if gathered.row_only else 0, rules.unverified if rules else (),
            )
        )  # fmt: skip
    return found


def certificate_rows(gathered: Gathering) -> list[CertificateRowsPaper]:
    """The sheet from which the round's rows are written into certificates."""
    rows, names = _certified(gathered), gathered.hamlets()
    years = _years(gathered, rows)
    found = []
    for row in rows:
        year = next((one for one in years[row.household_id] if one.year == gathered.board.round.year), None)
        if year is not None:
            number = gathered.board.certificates[row.household_id].number.partition("/")[0]
            found.append(CertificateRow(number, row.head_name, names.get(row.hamlet_id, ""), year))
    return [CertificateRowsPaper(gathered.frame(), tuple(found))] if found else []


def explanations(gathered: Gathering) -> list[ExplanationPaper]:
    """Why each household with a result is in its class."""
    names, frame, rules = gathered.hamlets(), gathered.frame(), gathered.board.rules
    line = rules.lines.get(gathered.board.area) if rules else None
    return [
        ExplanationPaper(
            frame=frame,
            head=row.head_name,
            hamlet=names.get(row.hamlet_id, ""),
            poverty_class=row.current_class,
            area=gathered.board.area,
            deprived=row.current.deprived,
            income_points=row.current.income_points,
            income_limit=line.income if line else None,
            points_limit=line.points if line else None,
            poor_indicators=rules.poor_indicators if rules else 3,
            indicators=gathered.indicators,
            official=row.official is not None,
            income_per_head=row.current.income_per_head,
        )
        for row in gathered.rows
        if row.current is not None
    ]
