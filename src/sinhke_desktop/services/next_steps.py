"""What the officer should do next: what is due first, then what the register, the model and the bundles lack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.overview import NextStep
from sinhke_desktop.domain.return_request import ReturnState
from sinhke_desktop.domain.round_calendar import Deadline
from sinhke_desktop.i18n import _
from sinhke_desktop.services import (
    conflicts,
    exchange,
    hamlets,
    livelihood,
    privacy,
    report_steps,
    returned_records,
    rounds,
    stages,
    supervision,
)
from sinhke_desktop.services.livelihood import ModelStatus
from sinhke_desktop.services.workspace import Workspace

BACKUP_AFTER_DAYS = 7
DUE_SHOWN = 4
STAGES_SHOWN = 3
PAPERS_NAMED = 3


def next_steps(
    workspace: Workspace,
    today: date,
    *,
    all_hamlets: Sequence[Hamlet],
    newest_year: int | None,
    totals: Mapping[int, int],
    status: ModelStatus | None,
    exchanged: exchange.ExchangeState,
    backup_at: datetime | None,
    anything: bool,
) -> list[NextStep]:
    """Every step with the button that does it. ``totals`` are all households by year, ``anything`` is False for an
    empty store."""
    return [
        *_of_others(workspace),
        *_to_begin(workspace, all_hamlets, newest_year, totals),
        *_of_deadlines(workspace, today, begun=newest_year is not None),
        *_of_stages(workspace, today),
        *_of_model(workspace, status, today),
        *supervision.steps(workspace, today),
        *_of_exchange(exchanged),
        *_of_backup(backup_at, anything, today),
    ]


def _of_others(workspace: Workspace) -> list[NextStep]:
    """What the office returned, and what another machine wrote differently."""
    steps = []
    returned = returned_records.requests(workspace)
    waiting = [one for one in returned if one.request.state is ReturnState.OPEN]
    if waiting:
        text = _("{count} records were returned for correction").format(count=len(waiting))
        detail = f"{waiting[0].title or waiting[0].kind_label}: {waiting[0].request.reason}"
        steps.append(NextStep("returned", text, detail, _("View"), "differences", (("tab", "returned"),), urgent=True))
    open_ones = conflicts.count(workspace)
    if open_ones:
        text = _("{count} records differ between two machines").format(count=open_ones)
        detail = _("Both values are kept until somebody decides")
        steps.append(NextStep("to-decide", text, detail, _("Decide"), "differences", (("tab", "conflicts"),)))
    return steps


def _of_deadlines(workspace: Workspace, today: date, *, begun: bool) -> list[NextStep]:
    """Rounds, lists, objections and requests that are near their last day or past it, and the round to be opened."""
    if not begun:
        return []
    due = [("rounds", one) for one in rounds.deadlines(workspace, today)]
    due += [("privacy", one) for one in privacy.deadlines(workspace, today)]
    wanted = [(page, one) for page, one in due if one.near or one.key in ("open-round", "round")]
    wanted.sort(key=lambda pair: pair[1].due_on)
    return [_due_step(page, one) for page, one in wanted[:DUE_SHOWN]]


def _due_step(page: str, one: Deadline) -> NextStep:
    args = {"round_id": one.round_id, "section": one.section}
    button = _("Open a round") if one.key == "open-round" else _("View")
    return NextStep(
        one.key, one.text, one.when, button, page,
        tuple((name, value) for name, value in args.items() if value), urgent=one.overdue,
    )  # fmt: skip


def _to_begin(
    workspace: Workspace, all_hamlets: Sequence[Hamlet], newest_year: int | None, totals: Mapping[int, int]
) -> list[NextStep]:
    if newest_year is None:
        bring = NextStep(
            "no-households", _("Bring in the review list"),
            _("From the commune's Excel file, or household by household"),
            _("Import"), "households", (("imports", "1"),),
        )  # fmt: skip
        add = NextStep(
            "first-household", _("Or add the first household by hand"),
            _("Its hamlet, its members; the class comes from the review"), _("Add household"), "households",
            (("new", "1"),),
        )  # fmt: skip
        return [bring] if hamlets.any_household(workspace) else [bring, add]
    if all_hamlets and newest_year not in totals:
        return [
            NextStep(
                "no-totals", _("State all households of each hamlet in {year}").format(year=newest_year),
                _("Without them no poverty rate can be computed"), _("Fill in"), "settings",
            )
        ]  # fmt: skip
    return []


def _of_stages(workspace: Workspace, today: date) -> list[NextStep]:
    """Of every active model: stages past their due day or near it, and what is missing of those that were reached."""
    steps = []
    for model in livelihood.active(workspace):
        found = stages.board(workspace, model.id, today)
        args = (("section", "papers"), ("area", model.area_code))
        late = _("Overdue since {day:%d/%m/%Y}: {stage}")
        near = _("Due on {day:%d/%m/%Y}: {stage}")
        dues = [("stage-overdue", late, due) for due in found.overdue] + [
            ("stage-due", near, due) for due in found.soon
        ]
        for key, text, due in dues[:STAGES_SHOWN]:
            words = text.format(day=due.due_on, stage=found.name(due.stage))
            step = NextStep(key, words, model.name, _("Open"), "livelihood", args, urgent=key == "stage-overdue")
            steps.append(step)
        if found.missing:
            text = _("{count} papers of the stages reached are missing").format(count=len(found.missing))
            names = "; ".join(line.name for line in found.missing[:PAPERS_NAMED])
            more = len(found.missing) - PAPERS_NAMED
            detail = _("{names}; {count} more papers").format(names=names, count=more) if more > 0 else names
            steps.append(NextStep("papers-missing", text, detail, _("Open"), "livelihood", args))
    return steps


def _of_model(workspace: Workspace, status: ModelStatus | None, today: date) -> list[NextStep]:
    if status is None:
        text, detail = _("Choose the commune's livelihood model"), _("Compare candidates and hold the village vote")
        return [NextStep("no-model", text, detail, _("Open"), "livelihood")]
    steps = []
    waiting = status.participants - status.followed_up
    if waiting > 0:
        text = _("{count} participating households to visit this month").format(count=waiting)
        steps.append(NextStep("visits-due", text, status.name, _("Print forms"), "visits"))
    steps += report_steps.steps(workspace, status.model, today)
    return steps


def _of_exchange(state: exchange.ExchangeState) -> list[NextStep]:
    if state.without_receipt:
        newest = state.bundles[-1]
        text = _("{count} bundles without a receipt").format(count=state.without_receipt)
        detail = _("Bundle {number}, sealed on {day:%d/%m/%Y}").format(
            number=newest.number, day=datetime.fromisoformat(newest.sealed_at)
        )
        return [NextStep("no-receipt", text, detail, _("View"), "exchange", urgent=state.without_receipt > 3)]
    return []


def _of_backup(backup_at: datetime | None, anything: bool, today: date) -> list[NextStep]:
    if not anything or (backup_at and (today - backup_at.date()).days < BACKUP_AFTER_DAYS):
        return []
    detail = (
        _("Last backup on {day:%d/%m/%Y}").format(day=backup_at)
        if backup_at
        else _("There is no backup of these data yet")
    )
    return [
        NextStep(
            "backup", _("Make a backup"), detail, _("Back up"), "settings", (("section", "backup"),), not backup_at
        )
    ]
