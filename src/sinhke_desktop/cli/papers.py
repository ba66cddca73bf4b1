"""Commands that print: visit forms and the reports."""

from __future__ import annotations

import argparse
from datetime import date

from sinhke_desktop.cli.answers import Answer
from sinhke_desktop.cli.households import hamlet_named
from sinhke_desktop.cli.opening import opened, progress
from sinhke_desktop.domain.form_stack import FormPaper, StackChoice
from sinhke_desktop.domain.report_paper import judge_paper
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.typed_values import judged_day
from sinhke_desktop.domain.visit_route import WalkingOrder
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import form_stacks, households, reports, visit_choices
from sinhke_desktop.services.visit_choices import VisitChoice


def visit_forms(arguments: argparse.Namespace) -> Answer:
    """Forms of the households asked for, of the whole commune where nothing is; spare ones alone where only they are.

    Their numbers are noted and the stack is kept, as when the window prints.
    """
    due_by = _day(arguments.due_by)
    stack_choice = StackChoice(
        FormPaper(arguments.paper), arguments.two_sided, arguments.spare, arguments.route,
        WalkingOrder(arguments.order),
    )  # fmt: skip
    with opened(arguments) as workspace:
        picked = [households.get(workspace, household_id).id for household_id in arguments.household]
        choice = VisitChoice(
            frozenset(hamlet_named(workspace, name).id for name in arguments.hamlet),
            frozenset(map(PovertyClass, arguments.classes)), arguments.participants,
        )  # fmt: skip
        narrowed = picked or choice != VisitChoice() or due_by is not None
        wanted = narrowed or not arguments.spare
        chosen = visit_choices.chosen(workspace, choice, due_by=due_by, household_ids=picked) if wanted else []
        stack = form_stacks.print_to(workspace, chosen, arguments.out, stack_choice, progress())
    count = len(stack.sheets)
    line = _("{count} visit forms were written to {file}.").format(count=count, file=arguments.out)
    lines = [line, *([form_stacks.told_left_out(stack.left_out)] if stack.left_out else [])]
    facts = {
        "path": str(arguments.out.absolute()),
        "forms": count,
        "left_out": stack.left_out,
        "sheets": [
            {"number": one.number, "household": one.household_id or None, "version": one.version, "pages": one.pages}
            for one in stack.sheets
        ],
    }
    return Answer(facts, lines)


def _day(typed: str) -> date | None:
    problems: list[Problem] = []
    day = judged_day(typed, "due_by", problems)
    if problems:
        raise InvalidInput(problems)
    return day


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
