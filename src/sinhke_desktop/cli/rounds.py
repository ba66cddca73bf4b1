"""Commands on review rounds: opened, listed, screened, surveyed, voted on, posted, decided, printed."""

from __future__ import annotations

import argparse
from typing import Any

from sinhke_desktop.cli.answers import Answer, fields, table
from sinhke_desktop.cli.households import hamlet_named
from sinhke_desktop.cli.opening import opened
from sinhke_desktop.domain.review import CLASS_NAMES, PovertyClass, ReviewKind
from sinhke_desktop.domain.round_forms import ComplaintInput, DecisionInput, MeetingInput, PostingInput, VoteTyped
from sinhke_desktop.domain.round_paper import PaperKind
from sinhke_desktop.domain.round_state import STATE_NAMES
from sinhke_desktop.domain.rounds import ReviewRound, Screening
from sinhke_desktop.errors import InvalidInput, NotFound, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import (
    round_board,
    round_decisions,
    round_issue,
    round_list,
    round_meetings,
    round_postings,
    round_results,
    round_survey,
    rounds,
)
from sinhke_desktop.services.round_board import Board
from sinhke_desktop.services.round_survey import SurveyInput
from sinhke_desktop.services.workspace import Workspace, today


def chosen(workspace: Workspace, arguments: argparse.Namespace) -> ReviewRound:
    """The round named (``2025`` or ``2025-10``), else the newest without a decision, else the newest."""
    known = rounds.all_rounds(workspace)
    named = arguments.round or ""
    fitting = [one for one in known if named in ("", one.month or str(one.year))]
    found = next((one for one in fitting if not one.decision_number), fitting[0] if fitting else None)
    if found is None:
        raise NotFound(_("There is no such round."), _("Open it first: round open --year 2025, or --month 2025-10."))
    return found


def _round(one: ReviewRound) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": rounds.round_name(one),
        "kind": one.kind.value,
        "year": one.year,
        "month": one.month or None,
        "started_on": one.started_on.isoformat(),
        "due_on": one.due_on.isoformat(),
        "rule_set": one.rule_set,
        "second_rule_set": one.second_rule_set or None,
        "decision": one.decision_number or None,
    }


def open_round(arguments: argparse.Namespace) -> Answer:
    """Open the round of a year or of a month."""
    kind = ReviewKind.AD_HOC if arguments.month else ReviewKind.YEARLY
    with opened(arguments) as workspace:
        made = rounds.open_round(
            workspace, kind, arguments.year or "", arguments.month or "", arguments.rules, arguments.second
        )
    words = _("{round} is open.").format(round=rounds.round_name(made))
    return Answer(_round(made), [words])


def status(arguments: argparse.Namespace) -> Answer:
    """Where the round stands: households by state, what is missing, results so far, deadlines."""
    with opened(arguments) as workspace:
        due = rounds.deadlines(workspace, today(workspace))
        known = rounds.all_rounds(workspace)
        board = round_board.read(workspace, chosen(workspace, arguments).id) if known else None
        results = round_results.of_board(workspace, board) if board else None
    deadlines = [{"text": one.text, "due_on": one.due_on.isoformat(), "days_left": one.days_left} for one in due]
    content: dict[str, Any] = {"rounds": [_round(one) for one in known], "deadlines": deadlines}
    lines = [f"{one.text}: {one.due_on:%d/%m/%Y} ({one.when})" for one in due]
    if board is None or results is None:
        return Answer(content | {"round": None}, [_("No round was opened yet"), *lines])
    counted = {one.value: results.total.now[one] for one in (PovertyClass.POOR, PovertyClass.NEAR_POOR)}
    content |= {
        "round": _round(board.round),
        "states": {state.value: count for state, count in board.states.items()},
        "missing": [{"code": one.code, "count": one.count, "text": one.text} for one in board.missing],
        "results": counted,
    }
    shown = fields(
        [
            (rounds.round_name(board.round), f"{board.round.started_on:%d/%m/%Y} – {board.round.due_on:%d/%m/%Y}"),
            *((STATE_NAMES[state], count) for state, count in board.states.items()),
            *((CLASS_NAMES[PovertyClass(one)], count) for one, count in counted.items()),
        ]
    )
    return Answer(content, [*shown, *(f"{one.code} {one.text}" for one in board.missing), *lines])


def listing(arguments: argparse.Namespace) -> Answer:
    """The list to review; built from the books, or with one household more, where asked."""
    with opened(arguments) as workspace:
        round_ = chosen(workspace, arguments)
        if arguments.build:
            round_list.build_list(workspace, round_.id)
        if arguments.applied:
            round_list.apply_for(workspace, round_.id, arguments.applied, arguments.on, arguments.number)
        board = round_board.read(workspace, round_.id)
    return _board(board)


def _board(board: Board) -> Answer:
    rows = [
        (row.head_name, row.hamlet_name, CLASS_NAMES[row.before], CLASS_NAMES[row.current_class],
         STATE_NAMES[row.state], row.household_id)
        for row in board.rows
    ]  # fmt: skip
    header = (_("Head"), _("Hamlet"), _("Before"), _("Now"), _("Stands"), _("Id"))
    content = [
        {
            "id": row.household_id,
            "head": row.head_name,
            "hamlet": row.hamlet_name,
            "origin": row.entry.origin.value,
            "before": row.before.value,
            "preliminary": row.preliminary_class.value,
            "official": row.official_class.value if row.official_class else None,
            "state": row.state.value,
            "why": row.why,
        }
        for row in board.rows
    ]
    return Answer({"round": _round(board.round), "households": content}, table(header, rows))


def screen(arguments: argparse.Namespace) -> Answer:
    """The quick screen of households that applied."""
    with opened(arguments) as workspace:
        round_ = chosen(workspace, arguments)
        round_list.screen(workspace, round_.id, arguments.household, Screening(arguments.outcome), arguments.reason)
        return _board(round_board.read(workspace, round_.id))


def survey(arguments: argparse.Namespace) -> Answer:
    """The survey of one household; lacking indicators by their number in the form."""
    with opened(arguments) as workspace:
        round_ = chosen(workspace, arguments)
        keys = list(round_survey.indicators(workspace, round_))
        lacking = [part for part in arguments.lacking.replace(",", " ").split() if part]
        if not all(part.isdecimal() and 1 <= int(part) <= len(keys) for part in lacking):
            text = _("Type the numbers of the lacking indicators, for example 1 4 7.")
            raise InvalidInput([Problem("lacking", text, "RS-04")])
        deprived = frozenset(keys[int(part) - 1] for part in lacking)
        typed = SurveyInput(arguments.points, deprived, arguments.income, arguments.on)
        round_survey.survey(workspace, round_.id, {arguments.household: typed})
        return _board(round_board.read(workspace, round_.id))


def meeting(arguments: argparse.Namespace) -> Answer:
    """A hamlet's next meeting; households not named agree with all voices where ``--others-agree`` is given."""
    with opened(arguments) as workspace:
        round_ = chosen(workspace, arguments)
        hamlet = hamlet_named(workspace, arguments.hamlet)
        board = round_board.read(workspace, round_.id)
        attempt = next((one.next_attempt for one in round_meetings.by_hamlet(board) if one.hamlet_id == hamlet.id), 1)
        votes = {}
        if arguments.others_agree:
            waiting = round_meetings.rows_to_vote(board, hamlet.id)
            votes = {row.household_id: VoteTyped(arguments.present) for row in waiting}
        for vote in arguments.vote:
            household_id, _equals, counted = vote.partition("=")
            agreed, _slash, disagreed = counted.partition("/")
            votes[household_id] = VoteTyped(agreed, disagreed)
        typed = MeetingInput(
            hamlet.id, arguments.on, attempt, arguments.place, arguments.chair, present=arguments.present
        )
        round_meetings.record(workspace, round_.id, typed, votes)
        return _board(round_board.read(workspace, round_.id))


def post(arguments: argparse.Namespace) -> Answer:
    """A list was hung out, of a hamlet or of the whole commune."""
    with opened(arguments) as workspace:
        round_ = chosen(workspace, arguments)
        hamlet_id = hamlet_named(workspace, arguments.hamlet).id if arguments.hamlet else ""
        typed = PostingInput(hamlet_id, arguments.place, arguments.on)
        posting, _step = round_postings.post(workspace, round_.id, typed)
    words = _("The list is recorded as hung out.")
    return Answer({"id": posting.id, "posted_on": posting.posted_on.isoformat()}, [words])


def complain(arguments: argparse.Namespace) -> Answer:
    """Somebody objects."""
    with opened(arguments) as workspace:
        round_ = chosen(workspace, arguments)
        typed = ComplaintInput(arguments.household, arguments.by, arguments.about, arguments.on)
        found, _step = round_postings.complain(workspace, round_.id, typed)
    words = _("The objection is recorded.")
    return Answer({"id": found.id, "due_on": found.due_on.isoformat()}, [f"{words} {found.due_on:%d/%m/%Y}"])


def decide(arguments: argparse.Namespace) -> Answer:
    """Recognise the results."""
    with opened(arguments) as workspace:
        round_ = chosen(workspace, arguments)
        typed = DecisionInput(arguments.number, arguments.day, arguments.signer, arguments.reason)
        round_decisions.decide(workspace, round_.id, typed)
        return _board(round_board.read(workspace, round_.id))


def papers(arguments: argparse.Namespace) -> Answer:
    """One kind of paper as PDF."""
    kind = PaperKind(arguments.kind)
    with opened(arguments) as workspace:
        board = round_board.read(workspace, chosen(workspace, arguments).id)
        hamlet_id = hamlet_named(workspace, arguments.hamlet).id if arguments.hamlet else ""
        drawn = round_issue.draw(workspace, board, kind, hamlet_id)
        kept = round_issue.write(workspace, drawn, arguments.out)
    words = _("{count} papers were written to {file}.").format(count=drawn.count, file=arguments.out)
    return Answer({"path": str(arguments.out.absolute()), "papers": drawn.count, "kept": kept.id}, [words])
