"""Commands on all communes of a receiving office: tables, register, models, targets; each as lines, PDF or Excel."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sinhke_desktop.cli.answers import Answer
from sinhke_desktop.cli.opening import opened, progress
from sinhke_desktop.cli.tables import table_content, table_lines
from sinhke_desktop.domain.poverty_tables.table import Table
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.errors import InvalidInput, NotFound, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import commune_figures, consolidated, consolidated_papers, consolidated_register
from sinhke_desktop.services import poverty_tables as commune_tables
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.consolidated import ShownCommune
from sinhke_desktop.services.workspace import Workspace


def tables(arguments: argparse.Namespace) -> Answer:
    """Tables 1 to 13 with a line for each commune; ``--commune`` gives that commune's own, with its hamlets."""
    wanted = arguments.table or commune_figures.SUMMED
    if any(number not in commune_figures.SUMMED for number in wanted):
        raise InvalidInput([Problem("table", _("There are tables 1 to 13 over all communes."), "BB-01")])
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        communes = _communes(workspace, arguments.commune)
        year = _year(workspace, communes, arguments.year)
        if arguments.commune:
            found = _of_commune(workspace, communes[0], year, wanted)
        else:
            found = [consolidated.poverty_table(workspace, number, year, communes) for number in wanted]
        return _answer(workspace, arguments, found, year)


def _of_commune(workspace: Workspace, commune: ShownCommune, year: int, wanted: Sequence[int]) -> list[Table]:
    """The commune's own tables, of each code under which its records lie; its sent numbers where there are none."""
    found: list[Table] = []
    for code in commune.with_rows:
        facts = commune_tables.load(consolidated.of_commune(workspace, code), year, progress=progress())
        found += commune_tables.tables(facts, wanted)
    if not found:
        found = [consolidated.poverty_table(workspace, number, year, [commune]) for number in wanted]
    return [replace(one, subtitle=f"{commune.name}. {one.subtitle}") for one in found]


def register(arguments: argparse.Namespace) -> Answer:
    """The households found, by the head's given name; ``--search`` as in the register of a commune."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        communes = _communes(workspace, arguments.commune)
        known = consolidated_register.load(workspace, communes, progress())
        found = known.find(arguments.search, poverty_class=_class(arguments.poverty_class))
        shown = found[: arguments.limit or None] if arguments.pdf is None and arguments.xlsx is None else found
        consolidated_register.note_listed(workspace, len(shown), arguments.search)
        answer = _answer(workspace, arguments, [consolidated_register.table(shown)], 0, named=True)
    return replace(answer, content={**answer.content, "found": len(found)})


def models(arguments: argparse.Namespace) -> Answer:
    """A line for each commune's model."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        communes = _communes(workspace, arguments.commune)
        return _answer(workspace, arguments, [consolidated.models(workspace, communes)], 0)


def targets(arguments: argparse.Namespace) -> Answer:
    """The plan's targets, the months, the supports, or where the communes stand."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        communes = _communes(workspace, arguments.commune)
        year = 0 if arguments.view == "standing" else _year(workspace, communes, arguments.year)
        found = {
            "targets": lambda: consolidated.targets(workspace, year, communes),
            "months": lambda: consolidated.months(workspace, year, communes),
            "supports": lambda: consolidated.supports(workspace, year, communes),
            "standing": lambda: consolidated.standing(workspace, communes),
        }[arguments.view]()
        return _answer(workspace, arguments, [found], year)


def _communes(workspace: Workspace, code: str) -> list[ShownCommune]:
    """The communes asked for, after what is stale was counted anew; raises NotFound for a code that nobody has."""
    consolidated.recount(workspace, progress=progress())
    found = consolidated.shown_communes(workspace)
    if not code:
        return found
    chosen = [one for one in found if code in one.codes]
    if not chosen:
        raise NotFound(_("This office knows no commune {code}.").format(code=code), _("See: office communes."), "TL-03")
    return chosen


def _year(workspace: Workspace, communes: Sequence[ShownCommune], asked: int) -> int:
    known = consolidated.years(workspace, communes)
    if asked:
        return asked
    if not known:
        raise consolidated.no_results(0)
    return known[0]


def _class(text: str) -> PovertyClass | None:
    try:
        return PovertyClass(text) if text else None
    except ValueError as error:
        raise InvalidInput([Problem("class", _("Choose one of: {classes}.").format(
            classes=", ".join(PovertyClass)), "BB-01")]) from error  # fmt: skip


def _answer(
    workspace: Workspace, arguments: argparse.Namespace, found: Sequence[Table], year: int, *, named: bool = False
) -> Answer:
    content: dict[str, Any] = {"year": year or None, "tables": [table_content(one) for one in found]}
    lines = []
    for path, write in (
        (arguments.pdf, consolidated_papers.write_pdf),
        (arguments.xlsx, consolidated_papers.write_excel),
    ):
        if path is not None:
            write(workspace, found, path, year, progress())
            lines.append(_("The tables were written to {file}.").format(file=path))
    content["pdf"] = str(arguments.pdf.absolute()) if arguments.pdf is not None else None
    content["xlsx"] = str(arguments.xlsx.absolute()) if arguments.xlsx is not None else None
    return Answer(content, lines or [line for one in found for line in table_lines(one, named=named)])
