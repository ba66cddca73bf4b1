"""Commands on review lists: import a workbook, take an import back, sum a round up."""

from __future__ import annotations

import argparse
from typing import Any

from sinhke_desktop.cli.answers import Answer, fields, table
from sinhke_desktop.cli.opening import opened, progress
from sinhke_desktop.domain.review_list import ListProblem, Severity
from sinhke_desktop.i18n import _
from sinhke_desktop.services import imports, reviews

MOST_SHOWN = 20


def take(arguments: argparse.Namespace) -> Answer:
    """Import a workbook all or nothing; with ``--dry-run`` say what it would do."""
    watching = progress()
    with opened(arguments) as workspace:
        prepared = imports.plan(workspace, arguments.file, arguments.year, watching)
        import_id = "" if arguments.dry_run else imports.apply(workspace, prepared, watching).import_id
    plan = prepared.plan
    content = {
        "import_id": import_id or None,
        "dry_run": arguments.dry_run,
        "year": plan.year,
        "households": dict(plan.households),
        "members": dict(plan.members),
        "new_hamlets": [hamlet.name for hamlet in plan.new_hamlets],
        "not_listed": plan.not_listed,
        "problems": [_problem(one) for one in plan.problems],
    }
    header = ("", _("New"), _("Changed"), _("Same"), _("Wrong"))
    counts = table(
        header,
        [
            (label, *(counted[kind] for kind in ("new", "changed", "same", "wrong")))
            for label, counted in ((_("Number of households"), plan.households), (_("Members"), plan.members))
        ],
    )
    return Answer(content, [*counts, *_problem_lines(plan.problems), _verdict(arguments, import_id)])


def _verdict(arguments: argparse.Namespace, import_id: str) -> str:
    if arguments.dry_run:
        return _("A trial only: nothing was changed.")
    if not import_id:
        return _("Everything was there already: nothing was changed.")
    return _("Imported. To take it back: undo-import {id}").format(id=import_id)


def _problem(one: ListProblem) -> dict[str, Any]:
    return {
        "row": one.row,
        "column": one.column,
        "code": one.code,
        "severity": one.severity.value,
        "message": one.message,
    }


def _problem_lines(problems: tuple[ListProblem, ...]) -> list[str]:
    severities = {
        Severity.ERROR: _("error"),
        Severity.WARNING: _("please look"),
        Severity.INFO: _("repaired"),
    }
    lines = [
        _("Row {row} {column}: {severity}: {message} ({code})").format(
            row=one.row, column=one.column, severity=severities[one.severity], message=one.message, code=one.code
        )
        for one in problems[:MOST_SHOWN]
    ]
    if len(problems) > MOST_SHOWN:
        lines.append(_("... and {count} more; all of them with --json.").format(count=len(problems) - MOST_SHOWN))
    return lines


def undo(arguments: argparse.Namespace) -> Answer:
    """Take an import back, unless its records were changed since."""
    with opened(arguments) as workspace:
        count = imports.undo(workspace, arguments.id)
    line = _("The import was taken back; {count} records are as they were before.").format(count=count)
    return Answer({"import_id": arguments.id, "records": count}, [line])


def summary(arguments: argparse.Namespace) -> Answer:
    """Households, members, classes, hamlets and lacking indicators of one year's round."""
    with opened(arguments) as workspace:
        found = reviews.summary(workspace, arguments.year)
    content = {
        "year": found.year,
        "households": found.households,
        "members": found.members,
        "poor": found.poor,
        "near_poor": found.near_poor,
        "by_hamlet": found.by_hamlet,
        "deprived": found.deprived,
    }
    lines = fields(
        [
            (_("Year"), str(found.year)),
            (_("Number of households"), found.households),
            (_("Members"), found.members),
            (_("Poor households"), found.poor),
            (_("Near-poor households"), found.near_poor),
        ]
    )
    hamlets = table((_("Hamlet"), _("Poor and near-poor")), found.by_hamlet.items())
    lacking = table((_("Lacking"), _("Number of households")), found.deprived.items())
    return Answer(content, [*lines, "", *hamlets, "", *lacking])
