"""What leaves an office of all communes together: tables as PDF, kept in the register of papers, and workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.issued_paper import CONSOLIDATED
from sinhke_desktop.domain.poverty_tables.table import Table
from sinhke_desktop.domain.receiving_office import ReceivingOffice
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import data_mark, issued_papers, office_profile, paper_workbooks, poverty_tables, privacy
from sinhke_desktop.services.workspace import Workspace, today


def place_line(office: ReceivingOffice, year: int) -> str:
    """What stands below the title of a table: whose it is and, for a year's table, of which year."""
    return f"{office.name}, năm {year}." if year else f"{office.name}."


def traced(workspace: Workspace, day: date) -> str:
    """The line at the foot: when it was made, and the mark of the office's data."""
    mark = data_mark.current(workspace).text()
    return f"Lập ngày {day:%d/%m/%Y} từ dữ liệu của đơn vị tiếp nhận" + (f", dấu dữ liệu {mark}" if mark else "")


def render(workspace: Workspace, shown: Sequence[Table], year: int = 0, progress: Progress = SILENT) -> bytes:
    """*shown* as one PDF, to look at; *year* where the tables are of one. The same numbers give the same pages."""
    from sinhke_desktop.documents.consolidated_tables import render_consolidated

    office, day = office_profile.profile(workspace), today(workspace)
    return render_consolidated(shown, office, place_line(office, year), day, traced(workspace, day), progress)


def title_of(shown: Sequence[Table]) -> str:
    """What a paper of these tables is called."""
    if len(shown) > 1:
        return f"{len(shown)} biểu tổng hợp các xã"
    return f"{shown[0].name}. {shown[0].title}"


def subject_of(shown: Sequence[Table], year: int) -> str:
    """The year and which results they count."""
    words = [f"Năm {year}"] if year else []
    return " · ".join([*words, *dict.fromkeys(table.subtitle for table in shown if table.subtitle)])


def write_pdf(
    workspace: Workspace, shown: Sequence[Table], path: Path, year: int = 0, progress: Progress = SILENT
) -> Path:
    """Keep *shown* as PDF and write it to *path*; raises DocumentNotWritten."""
    pdf = render(workspace, shown, year, progress)
    issued_papers.write(
        workspace, path, CONSOLIDATED, title_of(shown), pdf, subject=subject_of(shown, year),
        household_ids=poverty_tables.households_of(shown),
    )  # fmt: skip
    return path


def write_excel(
    workspace: Workspace, shown: Sequence[Table], path: Path, year: int = 0, progress: Progress = SILENT
) -> Path:
    """Write *shown* as the sheets of one workbook; numbers stay numbers. Raises DocumentNotWritten."""
    for table in shown:
        if table.listing:
            privacy.note_access(
                workspace, Action.EXPORTED, fields="full_name,citizen_id", detail=f"{table.title}, {path.name}"
            )
    office, day = office_profile.profile(workspace), today(workspace)
    sheets = [
        poverty_tables.sheet(table, office.name, " ".join(filter(None, (place_line(office, year), table.subtitle))),
                             traced(workspace, day))
        for table in shown
    ]  # fmt: skip
    return paper_workbooks.write(path, sheets, progress)
