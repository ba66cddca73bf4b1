"""Survey results of a round: entered one after the other in a grid, or in the household's record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sinhke_desktop.domain.review import ALL_INDICATORS, ResultStatus, Review
from sinhke_desktop.domain.round_forms import day_in_round
from sinhke_desktop.domain.round_state import HouseholdState
from sinhke_desktop.domain.rounds import ReviewRound, RoundEntry, Screening
from sinhke_desktop.domain.rule_set import RuleSet, rule_set_named
from sinhke_desktop.domain.typed_values import Typed, derived_id, judged_number, typed_text
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import round_board, round_steps
from sinhke_desktop.services.round_board import Board, BoardRow
from sinhke_desktop.services.rounds import rules_of, undecided
from sinhke_desktop.services.rules import rule_sets_for
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import rounds as stored
from sinhke_desktop.storage.rounds import Connection, drafts_of_records, drafts_of_reviews

MOST_POINTS = 999
AGAIN_STATES = (HouseholdState.AGAIN, HouseholdState.RESURVEY)


@dataclass(frozen=True, slots=True)
class SurveyInput:
    """One household's survey as typed: points A, the keys of the lacking indicators, income a person a month (đ)."""

    income_points: Typed = ""
    deprived: frozenset[str] = field(default_factory=frozenset)
    income_per_head: Typed = ""
    surveyed_on: Typed = ""
    surveyor: str = ""
    note: str = ""


def preliminary_id(round_id: str, household_id: str) -> str:
    """The id of a preliminary result entered in the round, the same on every machine."""
    return derived_id("review", household_id, round_id, ResultStatus.PRELIMINARY.value)


def indicators(workspace: Workspace, round_: ReviewRound) -> dict[str, str]:
    """Key → name of the indicators to be asked, of both standards where the round has two; in the form's order."""
    keys: set[str] = set()
    second = rule_set_named(rule_sets_for(workspace), round_.second_rule_set)
    for rules in (rules_of(workspace, round_), second):
        keys |= set(rules.indicators) if rules else set()
    return {key: name for key, name in ALL_INDICATORS.items() if key in keys or not keys}


def surveys_due(board: Board) -> list[BoardRow]:
    """Who is to be surveyed, again or for the first time."""
    due = {HouseholdState.SURVEY, *AGAIN_STATES}
    return [row for row in board.rows if row.state in due]


def why_again(row: BoardRow) -> str:
    """Why the household is surveyed once more; empty for a first survey."""
    if row.state is HouseholdState.AGAIN and row.meeting is not None:
        text = _("The village meeting of {day:%d/%m/%Y} did not agree.")
        return text.format(day=row.meeting.held_on)
    if row.state is HouseholdState.RESURVEY:
        names = ", ".join(one.complainant for one in row.complaints)
        return _("The objection of {names} was right.").format(names=names)
    return ""


def survey(workspace: Workspace, round_id: str, typed: Mapping[str, SurveyInput]) -> str:
    """Store the surveys by household id, all of them or none; returns the step.

    A household surveyed again keeps its first result in the journal, beside the reason. Raises InvalidInput with
    fields ``<household>.<field>``: MH-03, RD-09, RS-04, RD-08 for a household that is not to be surveyed.
    """
    board = round_board.read(workspace, round_id)
    rows = {row.household_id: row for row in board.rows}
    day = today(workspace)
    problems: list[Problem] = []
    judged: dict[str, tuple[Review, RoundEntry]] = {}
    for household_id, one in typed.items():
        row = rows.get(household_id)
        if row is None or row.entry.screening is Screening.OUT:
            text = _("This household is not to be surveyed in this round.")
            problems.append(Problem(f"{household_id}.income_points", text, "RD-08"))
            continue
        found: list[Problem] = []
        pair = _judged(board, row, one, found, day)
        problems += [replace(problem, field=f"{household_id}.{problem.field}") for problem in found]
        if pair is not None:
            judged[household_id] = pair
    if problems:
        raise InvalidInput(problems)
    with workspace.database.write() as connection:
        undecided(connection, round_id)
        return round_steps.save(workspace, connection, _drafts(connection, rows, judged))


def _drafts(
    connection: Connection, rows: Mapping[str, BoardRow], judged: Mapping[str, tuple[Review, RoundEntry]]
) -> list[stored.Draft]:
    drafts = drafts_of_records(connection, [entry for _review, entry in judged.values()])
    plain = [review for household_id, (review, _entry) in judged.items() if not why_again(rows[household_id])]
    drafts += drafts_of_reviews(connection, plain)
    for household_id, (review, _entry) in judged.items():
        reason = why_again(rows[household_id])
        if reason:
            drafts += drafts_of_reviews(connection, [review], reason)
    return drafts


def judge_numbers(rules: RuleSet | None, known: Review, typed: SurveyInput, problems: list[Problem]) -> Review:
    """*known* with the points, indicators and income typed; points B follow from the indicators that count."""
    points = judged_number(typed.income_points, "income_points", problems, most=MOST_POINTS)
    per_head = judged_number(typed.income_per_head, "income_per_head", problems, most=10**9)
    if typed.deprived - set(ALL_INDICATORS):
        problems.append(Problem("deprived", _("An indicator is not known."), "RS-04"))
    if points is None and per_head is None and not problems:
        problems.append(Problem("income_points", _("Type points A, or the income a person a month."), "MH-03"))
    per_indicator = rules.points_per_indicator if rules else 10
    counted = [one for one in typed.deprived if rules is None or one in rules.indicators]
    return replace(
        known,
        income_points=points,
        income_per_head=per_head,
        deprived=typed.deprived,
        deprivation_points=per_indicator * len(counted) if per_indicator else None,
        declared_class=None,
        note=typed_text(typed.note) or known.note,
    )


def _judged(
    board: Board, row: BoardRow, typed: SurveyInput, problems: list[Problem], day: date
) -> tuple[Review, RoundEntry] | None:
    round_ = board.round
    on = day_in_round(typed.surveyed_on or day, "surveyed_on", problems, round_, day)
    if row.state is HouseholdState.AGAIN and row.meeting is not None and on is not None and on <= row.meeting.held_on:
        text = _("Survey again after the meeting of {day:%d/%m/%Y}.").format(day=row.meeting.held_on)
        problems.append(Problem("surveyed_on", text, "RD-09"))
    fresh = Review(
        preliminary_id(round_.id, row.household_id), round_.commune_code, row.household_id, round_.year, round_.kind
    )
    review = judge_numbers(board.rules, row.current or fresh, typed, problems)
    if problems or on is None:
        return None
    review = replace(review, status=ResultStatus.PRELIMINARY, round_id=round_.id, reviewed_on=on)
    return review, replace(row.entry, surveyed_on=on, surveyor=typed_text(typed.surveyor) or row.entry.surveyor)
