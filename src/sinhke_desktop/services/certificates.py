"""Certificates of poor and near-poor households (Mẫu số 03): issued by number, withdrawn from those who escaped.

A certificate is a booklet of several years: a household that keeps it gets one row more with each official result.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sinhke_desktop.domain.review import PovertyClass, ResultStatus
from sinhke_desktop.domain.round_forms import required_reason
from sinhke_desktop.domain.round_movement import LISTED
from sinhke_desktop.domain.rounds import Certificate
from sinhke_desktop.domain.typed_values import Typed, derived_id, judged_day, judged_number
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import round_board, round_steps
from sinhke_desktop.services.review_process import process
from sinhke_desktop.services.reviews import Classes
from sinhke_desktop.services.round_board import Board, BoardRow
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import records
from sinhke_desktop.storage import reviews as stored_reviews
from sinhke_desktop.storage.rounds import drafts_of_records


@dataclass(frozen=True, slots=True)
class YearRow:
    """One row of a certificate: the year's class by the official result, and which indicators are lacking."""

    year: int
    poverty_class: PovertyClass
    deprived: frozenset[str]
    decided_on: date | None


def first_free_number(workspace: Workspace) -> int:
    """One more than the highest number given so far."""
    with workspace.database.read() as connection:
        known = records.all_of(connection, Certificate, workspace.commune_code)
    return 1 + max((int(found[0]) for one in known if (found := re.match(r"\d+", one.number))), default=0)


def to_issue(board: Board) -> list[BoardRow]:
    """Poor and near-poor households by the official result that hold no certificate."""
    return [
        row
        for row in board.rows
        if row.official is not None and row.current_class in LISTED and row.household_id not in board.certificates
    ]


def to_withdraw(board: Board) -> list[BoardRow]:
    """Households that hold a certificate and by the official result are neither poor nor near-poor any more."""
    return [
        row
        for row in board.rows
        if row.official is not None
        and row.current_class is PovertyClass.NONE
        and row.household_id in board.certificates
    ]


def issue(workspace: Workspace, round_id: str, on: Typed, first_number: Typed = "") -> tuple[list[Certificate], str]:
    """Give a certificate to every household that needs one, numbered by hamlet and head; returns them and the step.

    Raises InvalidInput (RD-22 where a number is taken already, RD-09 for a day before the decision).
    """
    board = round_board.read(workspace, round_id)
    problems: list[Problem] = []
    day = judged_day(on, "issued_on", problems, required=True, latest=today(workspace))
    decided = board.round.decision_date
    if decided is None:
        problems.append(Problem("round", _("This round was not decided yet."), "RD-03"))
    elif day is not None and day < decided:
        text = _("The decision is of {day:%d/%m/%Y}; certificates follow it.").format(day=decided)
        problems.append(Problem("issued_on", text, "RD-09"))
    start = judged_number(first_number or first_free_number(workspace), "first_number", problems, least=1)
    if problems or day is None or start is None:
        raise InvalidInput(problems)
    suffix = process().certificate_suffix
    made = [
        Certificate(
            derived_id("certificate", round_id, row.household_id), workspace.commune_code, row.household_id,
            f"{number}{suffix}", day,
        )
        for number, row in enumerate(to_issue(board), start)
    ]  # fmt: skip
    with workspace.database.write() as connection:
        taken = {one.number for one in records.all_of(connection, Certificate, workspace.commune_code)}
        double = next((one.number for one in made if one.number in taken), "")
        if double:
            text = _("The number {number} was given already.").format(number=double)
            raise InvalidInput([Problem("first_number", text, "RD-22")])
        return made, round_steps.save(workspace, connection, drafts_of_records(connection, made))


def withdraw(
    workspace: Workspace, round_id: str, on: Typed, reason: str, household_ids: Sequence[str] | None = None
) -> tuple[int, str]:
    """Withdraw the certificates of households that escaped (or of the given ones); returns how many and the step."""
    board = round_board.read(workspace, round_id)
    problems: list[Problem] = []
    why = required_reason(reason, "reason", problems)
    day = judged_day(on, "withdrawn_on", problems, required=True, latest=today(workspace))
    if problems:
        raise InvalidInput(problems)
    wanted = [row.household_id for row in to_withdraw(board)] if household_ids is None else list(household_ids)
    changed = [
        replace(board.certificates[one], withdrawn_on=day, note=why) for one in wanted if one in board.certificates
    ]
    with workspace.database.write() as connection:
        return len(changed), round_steps.save(workspace, connection, drafts_of_records(connection, changed, why))


def year_rows(workspace: Workspace, household_ids: Sequence[str]) -> dict[str, tuple[YearRow, ...]]:
    """Household → the rows of its certificate, one a year, from its last official result of each year."""
    classes = Classes(workspace)
    wanted = set(household_ids)
    found: dict[str, dict[int, YearRow]] = {one: {} for one in household_ids}
    with workspace.database.read() as connection:
        results = stored_reviews.all_reviews(connection, workspace.commune_code)
    for one in results:
        if one.household_id in wanted and one.status is ResultStatus.OFFICIAL:
            row = YearRow(one.year, classes.of(one), one.deprived, one.reviewed_on)
            found[one.household_id][one.year] = row
    return {household_id: tuple(years[year] for year in sorted(years)) for household_id, years in found.items()}
