"""Lists hung out in public, and what people object to."""

from __future__ import annotations

from dataclasses import replace

from sinhke_desktop.domain.round_forms import (
    AnswerInput,
    ComplaintInput,
    PostingInput,
    answered,
    day_in_round,
    judge_complaint,
    judge_posting,
    required_reason,
)
from sinhke_desktop.domain.round_state import HouseholdState
from sinhke_desktop.domain.rounds import Complaint, PublicPosting, RoundEntry
from sinhke_desktop.domain.typed_values import Typed
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import round_steps
from sinhke_desktop.services.review_process import process
from sinhke_desktop.services.round_board import Board, BoardRow
from sinhke_desktop.services.round_list import entry_id
from sinhke_desktop.services.rounds import undecided
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import records
from sinhke_desktop.storage.rounds import drafts_of_records

POSTED_STATES = (
    HouseholdState.POST, HouseholdState.ON_DISPLAY, HouseholdState.COMPLAINT, HouseholdState.RESURVEY,
    HouseholdState.READY, HouseholdState.DECIDED,
)  # fmt: skip


def rows_to_post(board: Board, hamlet_id: str = "") -> list[BoardRow]:
    """Whom a public list names: everybody whose result the village meeting agreed with."""
    return [row for row in board.rows if row.state in POSTED_STATES and hamlet_id in ("", row.hamlet_id)]


def post(workspace: Workspace, round_id: str, typed: PostingInput) -> tuple[PublicPosting, str]:
    """Record that a list was hung out; returns it and the step. Raises InvalidInput."""
    with workspace.database.write() as connection:
        round_ = undecided(connection, round_id)
        posting = judge_posting(typed, workspace.new_id(), round_, today(workspace))
        return posting, round_steps.save(workspace, connection, drafts_of_records(connection, [posting]))


def take_down(workspace: Workspace, posting_id: str, on: Typed) -> str:
    """Note the day on which a list was taken down; returns the step. The working days count all the same."""
    problems: list[Problem] = []
    with workspace.database.write() as connection:
        posting = records.get(connection, PublicPosting, posting_id)
        round_ = undecided(connection, posting.round_id)
        day = day_in_round(on, "taken_down_on", problems, round_, today(workspace))
        if day is not None and day < posting.posted_on:
            problems.append(Problem("taken_down_on", _("This day lies before the list was hung out."), "RD-09"))
        if problems:
            raise InvalidInput(problems)
        changed = replace(posting, taken_down_on=day)
        return round_steps.save(workspace, connection, drafts_of_records(connection, [changed]))


def remove_posting(workspace: Workspace, posting_id: str, reason: str) -> str:
    """Take away a list recorded by mistake; returns the step."""
    problems: list[Problem] = []
    why = required_reason(reason, "reason", problems)
    if problems:
        raise InvalidInput(problems)
    with workspace.database.write() as connection:
        posting = records.get(connection, PublicPosting, posting_id)
        undecided(connection, posting.round_id)
        gone = replace(posting, removed=True)
        return round_steps.save(workspace, connection, drafts_of_records(connection, [gone], why))


def complain(workspace: Workspace, round_id: str, typed: ComplaintInput) -> tuple[Complaint, str]:
    """Record an objection; returns it and the step. Raises InvalidInput, RD-08 for a household not on the list."""
    with workspace.database.write() as connection:
        round_ = undecided(connection, round_id)
        found = judge_complaint(typed, workspace.new_id(), round_, process(), today(workspace))
        if found.household_id:
            entry = records.find(connection, RoundEntry, entry_id(round_id, found.household_id))
            if entry is None or entry.removed:
                text = _("This household is not on the list; put it on the list first.")
                raise InvalidInput([Problem("household_id", text, "RD-08")])
        return found, round_steps.save(workspace, connection, drafts_of_records(connection, [found]))


def answer(workspace: Workspace, complaint_id: str, typed: AnswerInput) -> str:
    """Note how an objection ended; a result that is to change is surveyed again. Returns the step."""
    with workspace.database.write() as connection:
        now = records.get(connection, Complaint, complaint_id)
        undecided(connection, now.round_id)
        changed = answered(now, typed, today(workspace))
        return round_steps.save(workspace, connection, drafts_of_records(connection, [changed]))
