"""Commands on review lists: import a workbook, take an import back, sum a round up."""

from __future__ import annotations

import argparse
import re
from dataclasses import replace
from typing import Any, NoReturn

from sinhke_desktop.cli.answers import Answer, fields, table
from sinhke_desktop.cli.opening import opened, progress
from sinhke_desktop.domain.column_mapping import LIST_FIELDS, ColumnMapping, field_name
from sinhke_desktop.domain.review_list import ListProblem, Severity
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.services import imports, lists_out, register, reviews

MOST_SHOWN = 20


def take(arguments: argparse.Namespace) -> Answer:
    """Import a workbook all or nothing; with ``--dry-run`` say what it would do."""
    watching = progress()
    with opened(arguments) as workspace:
        looked = imports.look(workspace, arguments.file, watching)
        mapping = _mapping(looked, arguments)
        if arguments.columns:
            return _columns(looked, mapping)
        prepared = imports.plan(
            workspace,
            arguments.file,
            arguments.year,
            watching,
            mapping=None if mapping == looked.mapping else mapping,
            looked=looked,
        )
        if arguments.wrong_rows is not None:
            imports.hand_back(workspace, prepared, arguments.wrong_rows, watching)
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


def _mapping(looked: imports.Looked, arguments: argparse.Namespace) -> ColumnMapping | None:
    """The mapping proposed, with what the options say; raises SinhkeError (``EX-10``) for what cannot be."""
    mapping = looked.mapping
    names = [sheet.name for sheet in looked.sheets]
    if arguments.sheet and arguments.sheet not in names:
        _refuse(_("The workbook has no sheet “{name}”.").format(name=arguments.sheet))
    if arguments.sheet and (mapping is None or mapping.sheet != arguments.sheet):
        mapping = next(sheet.mapping for sheet in looked.sheets if sheet.name == arguments.sheet)
    if arguments.header_rows:
        rows = re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", arguments.header_rows)
        if rows is None:
            _refuse(_("Give the rows of the header as 5-6."))
        sheet = mapping.sheet if mapping else names[0]
        mapping = looked.propose(sheet, int(rows[1]), int(rows[2] or rows[1])).mapping
    if not arguments.map:
        return mapping
    mapping = mapping or looked.propose(names[0], 0, 0).mapping
    columns = dict(mapping.columns)
    for given in arguments.map:
        name, equals, letter = given.partition("=")
        if not equals or name not in LIST_FIELDS or not re.fullmatch(r"[A-Za-z]{0,3}", letter):
            _refuse(_("“{text}” is no field and column; see --columns.").format(text=given))
        columns = {one: at for one, at in columns.items() if one != name and at != letter.upper()}
        if letter:
            columns[name] = letter.upper()
    return replace(mapping, columns=columns)


def _refuse(message: str) -> NoReturn:
    raise SinhkeError(message, _("Nothing was changed."), "EX-10")


def _columns(looked: imports.Looked, mapping: ColumnMapping | None) -> Answer:
    """Which column is taken for what; nothing is read further."""
    shown = looked.sheet(mapping) if mapping else looked.propose(looked.sheets[0].name, 0, 0)
    content = {
        "sheets": [one.name for one in looked.sheets],
        "sheet": shown.name,
        "header_rows": [shown.mapping.first_row, shown.mapping.last_row],
        "remembered": looked.remembered,
        "columns": [
            {"column": one.letter, "heading": one.wording, "field": one.field or None, "samples": list(one.samples)}
            for one in shown.columns
        ],
        "fields": {name: field_name(name) for name in LIST_FIELDS},
    }
    header = (_("Column"), _("Heading"), _("Meaning"), _("Samples"))
    lines = table(
        header,
        [
            (one.letter, one.wording, f"{one.field} ({field_name(one.field)})" if one.field else "", one.samples[0])
            if one.samples
            else (one.letter, one.wording, f"{one.field} ({field_name(one.field)})" if one.field else "", "")
            for one in shown.columns
        ],
    )
    fields_there = table((_("Field"), _("Meaning")), [(name, field_name(name)) for name in LIST_FIELDS])
    return Answer(content, [*lines, "", *fields_there, "", *shown.mapping.problems(), *shown.mapping.doubts()])


def write(arguments: argparse.Namespace) -> Answer:
    """The register as a review list in Excel."""
    watching = progress()
    with opened(arguments) as workspace:
        rows = None
        if arguments.hamlet:
            wanted = fold(arguments.hamlet)
            rows = [row for row in register.load(workspace).rows if fold(row.hamlet_name) == wanted]
        count = lists_out.export_register(
            workspace, arguments.out, rows, watching, year=arguments.year, least=arguments.least
        )
    line = _("{count} households were written to {file}.").format(count=count, file=arguments.out)
    return Answer({"households": count, "file": str(arguments.out)}, [line])


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
        if arguments.untouched_only:
            undone = imports.undo_untouched(workspace, arguments.id)
            content = {"import_id": arguments.id, "records": undone.records, "kept": list(undone.kept)}
            lines = [_("{count} records were taken back.").format(count=undone.records)]
            if undone.kept:
                lines.append(_("Changed since, and left as they are: {names}.").format(names=", ".join(undone.kept)))
            return Answer(content, lines)
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
