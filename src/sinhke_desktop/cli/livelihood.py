"""Commands on the livelihood model."""

from __future__ import annotations

import argparse
from datetime import date

from sinhke_desktop.cli.answers import Answer, fields, table
from sinhke_desktop.cli.model_totals import (
    counts_content,
    herd_content,
    money_content,
    results_content,
    totals_lines,
)
from sinhke_desktop.cli.opening import opened
from sinhke_desktop.domain.review import CLASS_NAMES
from sinhke_desktop.i18n import _
from sinhke_desktop.services import model_totals
from sinhke_desktop.services.livelihood import ModelStatus
from sinhke_desktop.services.stages import StageBoard


def status(arguments: argparse.Namespace) -> Answer:
    """Where the chosen model stands and every total of it: stage, participants, money, inputs, herd, results."""
    with opened(arguments) as workspace:
        totals = model_totals.of_model(workspace, arguments.model)
    found, board = totals.status, totals.board
    content = {
        "id": found.model.id,
        "name": found.name,
        "period": found.model.period,
        "status": found.model.status.value,
        "stage": found.model.stage.value,
        "stage_name": found.stage_name,
        **_stages(board),
        "participants": found.participants,
        "joined": totals.joined,
        "left": totals.left,
        "by_class": {poverty_class.value: count for poverty_class, count in found.by_class.items()},
        "by_class_now": {poverty_class.value: count for poverty_class, count in totals.by_class_now.items()},
        **money_content(totals),
        "inputs": [
            {
                "kind": one.kind,
                "unit": one.unit,
                "quantity": one.quantity,
                "unit_price": one.unit_price,
                "amount": one.amount,
                "households": one.households,
                "handed_on": one.handed_on.isoformat(),
            }
            for one in found.inputs
        ],
        "herd": herd_content(totals),
        "income": found.income,
        "followed_up": {"month": found.month, "households": found.followed_up},
        **counts_content(totals),
        **results_content(totals),
        "next_due": {"on": found.next_due.on.isoformat(), "text": found.next_due.text} if found.next_due else None,
        "warnings": list(totals.warnings),
    }
    return Answer(content, [*_lines(found), *totals_lines(totals), *_stage_lines(board), *totals.warnings])


def _stages(board: StageBoard) -> dict[str, object]:
    """All twelve stages, which are overdue, and the papers missing of those that were reached."""
    return {
        "stages": [
            {
                "stage": one.stage.value,
                "name": one.mark.name,
                "on": one.mark.on.isoformat() if one.mark.on else None,
                "due_on": one.due.due_on.isoformat() if one.due else None,
                "reached": one.reached,
                "papers": {"there": one.there, "missing": one.missing, "in_all": len(one.lines)},
            }
            for one in board.stages
        ],
        "overdue_stages": [
            {"stage": due.stage.value, "name": board.name(due.stage), "due_on": due.due_on.isoformat()}
            for due in board.overdue
        ],
        "missing_papers": [
            {"stage": line.stage.value, "key": line.wanted.key if line.wanted else "", "name": line.name}
            for line in board.missing
        ],
    }


def _stage_lines(board: StageBoard) -> list[str]:
    late = _("Overdue since {day:%d/%m/%Y}: {stage}")
    missing = _("Missing at the stage “{stage}”: {paper}")
    return [
        *(late.format(day=due.due_on, stage=board.name(due.stage)) for due in board.overdue),
        *(missing.format(stage=board.name(line.stage), paper=line.name) for line in board.missing),
    ]


def _lines(found: ModelStatus) -> list[str]:
    classes = ", ".join(f"{CLASS_NAMES[key]}: {count}" for key, count in found.by_class.items())
    head = fields(
        [
            (_("Model"), found.name),
            (_("Period"), found.model.period),
            (_("Stage"), found.stage_name),
            (_("Participants"), f"{found.participants} ({classes})" if classes else found.participants),
            (_("Income noted"), found.income or None),
            (_("Due next"), f"{_day(found.next_due.on)}: {found.next_due.text}" if found.next_due else None),
        ]
    )
    money = [(one.name, one.planned, one.paid) for one in found.budget.sources]
    money.append((_("In all"), found.budget.planned, found.budget.paid))
    sources = table((_("Source"), _("Planned"), _("Paid")), money)
    handed = table(
        (_("Input"), _("Unit"), _("Quantity"), _("Unit price"), _("Amount"), _("Number of households")),
        [(one.kind, one.unit, one.quantity, one.unit_price, one.amount, one.households) for one in found.inputs],
    )
    return [*head, "", *sources, "", *handed]


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
