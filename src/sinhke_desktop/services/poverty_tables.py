"""The fifteen tables of a year: facts read once, any table of them, all of them as PDF and as a real Excel workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.issued_paper import POVERTY_TABLES
from sinhke_desktop.domain.movement import BREAK_WORDS, Break
from sinhke_desktop.domain.poverty_facts import Facts, facts
from sinhke_desktop.domain.poverty_records import Results
from sinhke_desktop.domain.poverty_tables import NUMBERS, TITLES, build
from sinhke_desktop.domain.poverty_tables.table import UNIT_NAMES, Cell, Column, Kind, Row, Table, Unit
from sinhke_desktop.domain.review import CLASS_NAMES, INDICATORS
from sinhke_desktop.domain.rule_set import rule_set_for
from sinhke_desktop.errors import InvalidInput, NotFound, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import communes, issued_papers, lists, paper_workbooks, privacy, reviews
from sinhke_desktop.services.rules import rule_sets_for
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal, poverty_facts
from sinhke_desktop.workbooks import export

LISTED_FIELDS = "full_name,birth,sex,ethnic_group,relation,merit"


@dataclass(frozen=True, slots=True)
class Broken:
    """A household that breaks a movement's sum, in words."""

    household_id: str
    head_name: str
    why: str


def years(workspace: Workspace) -> list[int]:
    """The years that have reviews, newest first."""
    return reviews.years(workspace)


def load(workspace: Workspace, year: int, results: Results = Results.BEST, progress: Progress = SILENT) -> Facts:
    """Read the facts of *year*; 20,000 households take a few seconds."""
    progress.step(0, 3)
    with workspace.database.read() as connection:
        records = poverty_facts.read(connection, workspace.commune_code, year, results)
    progress.step(2, 3)
    standard = rule_set_for(rule_sets_for(workspace), date(year, 12, 31))
    indicators = standard.indicators if standard else tuple(INDICATORS)
    found = facts(records, reviews.Classes(workspace).of, lists.group_meant, results, indicators)
    progress.step(3, 3)
    return found


def tables(
    found: Facts, numbers: Iterable[int] = NUMBERS, hamlet_id: str = "", unit: Unit | None = None
) -> list[Table]:
    """The tables asked for; raises InvalidInput (``BB-01``) for a number that no table has."""
    wanted = list(numbers)
    if any(number not in NUMBERS for number in wanted):
        raise InvalidInput([Problem("table", _("There are tables 1 to 15."), "BB-01")])
    return [build(found, number, hamlet_id, unit) for number in wanted]


def broken(workspace: Workspace, breaks: Sequence[Break]) -> list[Broken]:
    """The households that break a sum, with their heads' names."""
    with workspace.database.read() as connection:
        names = stored_households.head_names(connection, [one.household_id for one in breaks])
    return [
        Broken(
            one.household_id, names.get(one.household_id, ""),
            f"{CLASS_NAMES[one.poverty_class]}: {BREAK_WORDS[one.kind]}",
        )
        for one in breaks
    ]  # fmt: skip


def stamp(workspace: Workspace) -> str:
    """A text that changes with every change of this store's own records; facts of the same stamp are the same."""
    with workspace.database.read() as connection:
        return journal.place(connection).chain


def state_hash(workspace: Workspace) -> str:
    """The hash of all the commune's live records, which the papers carry so that a number can be traced."""
    with workspace.database.read() as connection:
        return journal.state_hash(connection, workspace.commune_code)


def render(
    workspace: Workspace, found: Facts, shown: Sequence[Table], progress: Progress = SILENT, state: str = ""
) -> bytes:
    """*shown* as one PDF, to look at; the same records give the same pages. Raises NotFound (``BB-02``) without any
    result."""
    from sinhke_desktop.documents.poverty_tables import render_tables

    _must_have_results(found)
    commune, day = communes.current(workspace), today(workspace)
    return render_tables(shown, commune, found.year, day, state or state_hash(workspace), progress)


def _must_have_results(found: Facts) -> None:
    if not found.households:
        raise NotFound(
            _("There is no review of {year} in the store.").format(year=found.year),
            _("Import the list of that year or record its reviews first."),
            "BB-02",
        )


def _note_lists(workspace: Workspace, shown: Sequence[Table], place: str) -> None:
    """Lists of people that are exported go into the access log; counts name nobody."""
    for table in shown:
        if table.listing:
            detail = f"Biểu {table.number}, {place}"
            privacy.note_access(workspace, Action.EXPORTED, fields=LISTED_FIELDS, detail=detail)


def title_of(shown: Sequence[Table]) -> str:
    """What a paper of these tables is called."""
    if len(shown) == 1:
        return f"Biểu {shown[0].number}. {shown[0].title}"
    return f"{len(shown)} biểu tổng hợp rà soát"


def subject_of(found: Facts, shown: Sequence[Table]) -> str:
    """The year and which results they count."""
    return " · ".join([f"Năm {found.year}", *dict.fromkeys(table.subtitle for table in shown)])


def households_of(shown: Sequence[Table]) -> list[str]:
    """The households that the lists among the tables name; counts name nobody."""
    named = [row.household_id for table in shown if table.listing for row in table.rows if row.household_id]
    return list(dict.fromkeys(named))


def write_pdf(
    workspace: Workspace, found: Facts, shown: Sequence[Table], path: Path, progress: Progress = SILENT
) -> Path:
    """Keep *shown* as PDF and write it to *path*; raises what :func:`render` raises, DocumentNotWritten."""
    pdf = render(workspace, found, shown, progress)
    issued_papers.write(
        workspace, path, POVERTY_TABLES, title_of(shown), pdf, subject=subject_of(found, shown),
        household_ids=households_of(shown),
    )  # fmt: skip
    return path


def write_excel(
    workspace: Workspace, found: Facts, shown: Sequence[Table], path: Path, progress: Progress = SILENT
) -> Path:
    """Write *shown* as the sheets of one workbook; numbers stay numbers. Raises DocumentNotWritten, NotFound."""
    _must_have_results(found)
    from sinhke_desktop.documents.poverty_tables import trace

    _note_lists(workspace, shown, path.name)
    commune, day, state = communes.current(workspace), today(workspace), state_hash(workspace)
    sheets = [sheet(table, commune.name, f"Năm {found.year}. {table.subtitle}", trace(state, day)) for table in shown]
    return paper_workbooks.write(path, sheets, progress)


def sheet(table: Table, place: str, subtitle: str, traced: str) -> export.SheetTable:
    """*table* as a sheet of a workbook: *place* above the title, *subtitle* below it, *traced* as the last remark."""
    forms = {
        Kind.NUMBER: export.Form.WHOLE, Kind.RATE: export.Form.RATE, Kind.TEXT: export.Form.TEXT,
        Kind.MARK: export.Form.CENTRED,
    }  # fmt: skip
    labels = [] if table.listing else [export.Column("TT", export.Form.CENTRED, 5)]
    labels.append(export.Column(table.label, export.Form.TEXT, 22))
    if table.by_unit:
        labels.append(export.Column("Tính theo", export.Form.TEXT, 11))
    columns = [
        *labels,
        *[export.Column(one.title, forms[one.kind], _width(one), one.group) for one in table.columns],
    ]
    entries: list[list[export.Entry]] = [
        [*_labels(table, row), *[_entry(row, cell) for cell in row.cells]] for row in table.rows
    ]
    return export.SheetTable(
        name=table.name,
        title=table.title.upper(),
        columns=columns,
        rows=entries,
        above=(place.upper(), table.name),
        subtitle=subtitle,
        notes=[*table.notes, *table.marks, traced],
        frozen=len(labels),
    )


def _labels(table: Table, row: Row) -> list[str]:
    found = [] if table.listing else [row.number]
    found.append(row.label)
    if table.by_unit and row.unit is not None:
        found.append(UNIT_NAMES[row.unit])
    return found


def _width(column: Column) -> float:
    return max(8.0, 9.0 * column.width)


def _entry(row: Row, cell: Cell | str) -> export.Entry:
    value = cell if isinstance(cell, str) else (cell.text if cell.number is None else cell.number)
    if row.broken:
        return export.Marked(value, export.Mark.WRONG)
    return export.Marked(value, export.Mark.STRONG) if row.total else value


def short_title(number: int) -> str:
    """The short name of table *number*."""
    return TITLES[number]
