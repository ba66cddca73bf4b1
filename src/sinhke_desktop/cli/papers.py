"""Commands that print: visit forms and the monthly report."""

from __future__ import annotations

import argparse

from sinhke_desktop.cli.answers import Answer
from sinhke_desktop.cli.households import hamlet_named
from sinhke_desktop.cli.opening import opened, progress
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
    """The monthly report of the chosen model."""
    with opened(arguments) as workspace:
        reports.print_monthly(workspace, arguments.period, arguments.out)
    line = _("The report was written to {file}.").format(file=arguments.out)
    return Answer({"path": str(arguments.out.absolute()), "period": arguments.period}, [line])
