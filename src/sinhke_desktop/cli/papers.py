"""Commands that print: visit forms and the reports."""

from __future__ import annotations

import argparse

from sinhke_desktop.cli.answers import Answer
from sinhke_desktop.cli.households import hamlet_named
from sinhke_desktop.cli.opening import opened, progress
from sinhke_desktop.domain.report_paper import judge_paper
from sinhke_desktop.i18n import _
from sinhke_desktop.services import households, register, reports, visits


def visit_forms(arguments: argparse.Namespace) -> Answer:
    """Forms of the hamlets and households asked for, of the whole commune where none is named."""
    with opened(arguments) as workspace:
        chosen = [households.get(workspace, household_id).id for household_id in arguments.household]
        for name in arguments.hamlet:
            chosen += visits.in_hamlet(workspace, hamlet_named(workspace, name).id)
        if not arguments.hamlet and not arguments.household:
            chosen = [row.household_id for row in register.load(workspace).rows]
        count = visits.print_forms(workspace, chosen, arguments.out, progress())
    line = _("{count} visit forms were written to {file}.").format(count=count, file=arguments.out)
    return Answer({"path": str(arguments.out.absolute()), "forms": count}, [line])


def report(arguments: argparse.Namespace) -> Answer:
    """The report of a period of the chosen model, as PDF and where asked as a workbook."""
    paper = judge_paper(arguments.number, arguments.day, arguments.addressee)
    with opened(arguments) as workspace:
        found = reports.facts(workspace, arguments.period, until=arguments.until, progress=progress())
        reports.write_pdf(workspace, found, arguments.out, paper)
        lines = [_("The report was written to {file}.").format(file=arguments.out)]
        if arguments.excel is not None:
            reports.write_excel(workspace, found, arguments.excel, progress())
            lines.append(_("Its tables were written to {file}.").format(file=arguments.excel))
    facts = {
        "path": str(arguments.out.absolute()),
        "excel": str(arguments.excel.absolute()) if arguments.excel is not None else "",
        "period": found.period.key,
        "first": found.period.first.isoformat(),
        "last": found.period.last.isoformat(),
        "figures": [
            {"number": one.number, "title": one.title, "figure": one.figure, "households": len(one.household_ids)}
            for one in found.traces
        ],
        "mark": found.mark,
    }
    return Answer(facts, lines)
