"""The services behind the page of all communes, bound to the open store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from sinhke_desktop.domain.commune_totals import CommuneTotal
from sinhke_desktop.domain.poverty_tables.table import Row, Table
from sinhke_desktop.errors import NotFound
from sinhke_desktop.gui.consolidated.choice import Choice, ConsolidatedServices, Looked, PaperToShow, Tab, View
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import (
    commune_figures,
    consolidated,
    consolidated_papers,
    consolidated_register,
    poverty_tables,
)
from sinhke_desktop.services.consolidated import ShownCommune
from sinhke_desktop.services.workspace import Workspace


def consolidated_services(workspace: Workspace) -> ConsolidatedServices:
    """All of them."""
    return ConsolidatedServices(
        look=partial(look, workspace),
        recount=partial(consolidated.recount, workspace),
        tables=partial(tables, workspace),
        of_commune=partial(of_commune, workspace),
        model=partial(model, workspace),
        register=partial(consolidated_register.load, workspace),
        record=partial(consolidated_register.open_record, workspace),
        listed=consolidated_register.table,
        paper=partial(paper, workspace),
        write=partial(write, workspace),
    )


def look(workspace: Workspace) -> Looked:
    """Which communes there are and what waits to be counted."""
    communes = consolidated.shown_communes(workspace)
    known = consolidated.given(workspace, commune_figures.REGISTER, communes)
    households = sum(one.total.number("all") or 0 for one in known if one.total is not None and not one.sent_alone)
    return Looked(
        tuple(communes),
        tuple(consolidated.years_told(known)),
        tuple(consolidated.years_told(known, "work-years")),
        tuple(consolidated.stale(workspace)),
        households,
    )


def tables(workspace: Workspace, choice: Choice, communes: Sequence[ShownCommune]) -> list[Table]:
    """The tables that the choice names over all communes; those that nobody gave are left out."""
    if choice.tab is Tab.TABLES:
        found = []
        for number in choice.numbers:
            try:
                found.append(consolidated.poverty_table(workspace, number, choice.year, communes))
            except NotFound:
                continue
        return found
    if choice.tab is Tab.MODELS:
        return [consolidated.models(workspace, communes)]
    match choice.view:
        case View.TARGETS:
            return [consolidated.targets(workspace, choice.year, communes)]
        case View.MONTHS:
            return [consolidated.months(workspace, choice.year, communes)]
        case View.SUPPORTS:
            return [consolidated.supports(workspace, choice.year, communes)]
        case _:
            return [consolidated.standing(workspace, communes)]


def of_commune(
    workspace: Workspace, commune: ShownCommune, number: int, year: int, progress: Progress = SILENT
) -> Table:
    """The commune's own table, hamlet by hamlet; of a merged one, the lines of each old code below each other."""
    found = []
    for code in commune.with_rows:
        facts = poverty_tables.load(consolidated.of_commune(workspace, code), year, progress=progress)
        found += poverty_tables.tables(facts, [number])
    if len(found) == 1:
        return found[0]
    rows = [_of_code(row, code) for one, code in zip(found, commune.with_rows, strict=True) for row in one.rows]
    return replace(found[0], rows=tuple(rows))


def _of_code(row: Row, code: str) -> Row:
    return replace(row, label=f"{row.label} ({code})")


def model(workspace: Workspace, commune: ShownCommune) -> CommuneTotal | None:
    """The counted facts of the commune's model."""
    [found] = consolidated.given(workspace, commune_figures.MODEL, [commune])
    return found.total


def paper(
    workspace: Workspace, shown: Sequence[Table], year: int, file_name: str, progress: Progress = SILENT
) -> PaperToShow:
    """The tables as pages."""
    return PaperToShow(
        consolidated_papers.render(workspace, shown, year, progress),
        consolidated_papers.title_of(shown),
        consolidated_papers.subject_of(shown, year),
        tuple(poverty_tables.households_of(shown)),
        file_name,
        lambda path: consolidated_papers.write_excel(workspace, shown, path, year),
    )


def write(
    workspace: Workspace, shown: Sequence[Table], year: int, path: Path, excel: bool, progress: Progress = SILENT
) -> Path:
    """The tables as a file."""
    put = consolidated_papers.write_excel if excel else consolidated_papers.write_pdf
    return put(workspace, shown, path, year, progress)
