"""The decision that recognises a round's results: official results beside the preliminary ones, all in one step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sinhke_desktop.domain.poverty import class_of
from sinhke_desktop.domain.review import ResultStatus, Review, ReviewKind
from sinhke_desktop.domain.round_forms import DecisionInput, judge_decision, required_reason
from sinhke_desktop.domain.round_movement import movement
from sinhke_desktop.domain.round_state import HouseholdState
from sinhke_desktop.domain.rounds import Certificate, ReviewRound, RoundEntry
from sinhke_desktop.domain.typed_values import typed_text
from sinhke_desktop.errors import InvalidInput, Problem, SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.services import round_board, round_steps
from sinhke_desktop.services.round_board import Board, BoardRow
from sinhke_desktop.services.round_survey import SurveyInput, judge_numbers
from sinhke_desktop.services.rounds import official_id, undecided
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import journal, records
from sinhke_desktop.storage.rounds import Connection, drafts_of_records, drafts_of_reviews

NOT_DECIDED = (HouseholdState.SCREEN, HouseholdState.SURVEY, HouseholdState.OUT, HouseholdState.GONE)


class DecisionIncomplete(SinhkeError):
    """Something is missing and nobody said why the decision is made all the same (``RD-20``)."""

    code = "RD-20"


class DecisionBuiltOn(SinhkeError):
    """Certificates follow from the decision, so it is not taken back (``RD-21``)."""

    code = "RD-21"


def decided_rows(board: Board) -> list[BoardRow]:
    """Whom the decision covers: everybody on the list with a result."""
    return [row for row in board.rows if row.current is not None and row.state not in NOT_DECIDED]


def decide(workspace: Workspace, round_id: str, typed: DecisionInput) -> str:
    """Recognise the results: one official result for each household that has one; returns the step.

    Raises InvalidInput, and :class:`DecisionIncomplete` where something is missing and no reason overrides it; the
    reason is kept in the round's note. Households without a result are left out.
    """
    board = round_board.read(workspace, round_id)
    why = typed_text(typed.override_reason)
    lacking = board.missing
    if lacking and not why:
        raise DecisionIncomplete(
            _("The round is not complete: {what} Nothing was changed.").format(
                what=" ".join(one.text for one in lacking)
            ),
            _("Complete it, or state why the decision is made all the same."),
        )
    with workspace.database.write() as connection:
        decided = judge_decision(typed, undecided(connection, round_id), today(workspace))
        rows = decided_rows(board)
        if not rows:
            text = _("No household of this round has a result yet.")
            raise InvalidInput([Problem("round", text, "RD-12")])
        if lacking:
            codes = ", ".join(one.code for one in lacking)
            note = _("Decided although incomplete ({codes}): {reason}").format(codes=codes, reason=why)
            decided = replace(decided, note=" ".join(filter(None, (decided.note, note))))
        official = _official_results(board, decided, rows)
        drafts = drafts_of_reviews(connection, official) + drafts_of_records(connection, [decided])
        return round_steps.save(workspace, connection, drafts)


def _official_results(board: Board, decided: ReviewRound, rows: list[BoardRow]) -> list[Review]:
    found = []
    for row in rows:
        if row.current is not None:
            one = replace(
                row.current,
                id=official_id(decided.id, row.household_id),
                status=ResultStatus.OFFICIAL,
                round_id=decided.id,
                reviewed_on=_day(decided, row.current),
                movement=movement(row.current_class, board.earlier.get(row.household_id, ())),
            )
            found.append(one)
    return found


def _day(decided: ReviewRound, result: Review) -> date | None:
    """The day of the decision, as long as it lies in the round's year (month), whose rules decide."""
    day = decided.decision_date
    if day is None or day.year != decided.year:
        return result.reviewed_on
    if decided.kind is ReviewKind.AD_HOC and (day.year, day.month) != (result.as_of.year, result.as_of.month):
        return result.reviewed_on
    return day


def take_back(workspace: Workspace, round_id: str, reason: str) -> int:
    """Take the decision back, its official results with it; returns the records undone.

    Raises InvalidInput without a reason, :class:`DecisionBuiltOn` once certificates were issued or withdrawn,
    UndoRefused where an official result was changed since.
    """
    problems: list[Problem] = []
    why = required_reason(reason, "reason", problems)
    if problems:
        raise InvalidInput(problems)
    with workspace.database.write() as connection:
        decided = records.get(connection, ReviewRound, round_id)
        if not decided.decision_number or decided.decision_date is None:
            raise InvalidInput([Problem("round", _("This round was not decided yet."), "RD-03")])
        _check_certificates(connection, workspace, decided)
        written = [one.operation for one in journal.operations_of(connection, [round_id])]
        batch = next(one.batch for one in reversed(written) if one.changes.get("decision_number"))
        return round_steps.undo_in(workspace, connection, batch, why)


def _check_certificates(connection: Connection, workspace: Workspace, decided: ReviewRound) -> None:
    entries = records.all_of(connection, RoundEntry, workspace.commune_code, round_id=decided.id)
    mine = {one.household_id for one in entries}
    day = decided.decision_date
    for one in records.all_of(connection, Certificate, workspace.commune_code):
        days = [when for when in (one.issued_on, one.withdrawn_on) if when is not None]
        if one.household_id in mine and day is not None and any(when >= day for when in days):
            raise DecisionBuiltOn(
                _("Certificates were issued or withdrawn by this decision, so it was not taken back."),
                _("Take the certificates back first."),
            )


def correct(workspace: Workspace, round_id: str, household_id: str, typed: SurveyInput, reason: str) -> str:
    """Correct an official result after the decision, with a reason (a check by the province); returns the step.

    The preliminary result stays as it was. Raises InvalidInput.
    """
    problems: list[Problem] = []
    why = required_reason(reason, "reason", problems)
    board = round_board.read(workspace, round_id)
    row = board.row(household_id)
    if row is None or row.official is None:
        raise InvalidInput([Problem("household_id", _("This household has no official result."), "RD-08")])
    wanted = judge_numbers(board.rules, row.official, typed, problems)
    if problems:
        raise InvalidInput(problems)
    with workspace.database.write() as connection:
        its_class = class_of(wanted, board.area, board.rules)
        wanted = replace(wanted, movement=movement(its_class, board.earlier.get(household_id, ())))
        return round_steps.save(workspace, connection, drafts_of_reviews(connection, [wanted], why))
