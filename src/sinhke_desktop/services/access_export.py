"""The access log as an Excel workbook, for whoever checks how personal data are handled."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sinhke_desktop.domain.access import Access, Action
from sinhke_desktop.domain.personal_fields import MEMBER
from sinhke_desktop.services import communes, privacy
from sinhke_desktop.services.printing import document_refused
from sinhke_desktop.services.workspace import VIETNAM, Workspace
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.workbooks.export import Column, SheetTable, write_tables

COLUMNS = (
    Column("Lúc", width=18), Column("Cán bộ", width=24), Column("Việc", width=26), Column("Hộ", width=28),
    Column("Nội dung", width=40), Column("Trường dữ liệu", width=40),
)  # fmt: skip


def field_words(fields: str) -> str:
    """Names of fields, joined by commas, in Vietnamese."""
    return ", ".join(MEMBER[name].words if name in MEMBER else name for name in fields.split(",") if name)


def heads(workspace: Workspace, entries: Sequence[Access]) -> dict[str, str]:
    """Household id → head's name, of those that entries name and the store still holds."""
    wanted = sorted({one.household_id for one in entries if one.household_id})
    with workspace.database.read() as connection:
        return stored_households.head_names(connection, wanted)


def export_log(workspace: Workspace, entries: Sequence[Access], path: Path) -> Path:
    """Write *entries* to *path*; the log notes that it was exported. Raises DocumentNotWritten."""
    names = heads(workspace, entries)
    rows = [
        (
            f"{one.when.astimezone(VIETNAM):%d/%m/%Y %H:%M}", one.officer, one.words,
            names.get(one.household_id, ""), one.detail, field_words(one.fields),
        )
        for one in entries
    ]  # fmt: skip
    privacy.note_access(workspace, Action.EXPORTED, detail=f"Nhật ký truy cập: {path.name}")
    title = f"Nhật ký truy cập dữ liệu cá nhân – {communes.current(workspace).name}"
    try:
        write_tables(path, [SheetTable("Nhật ký", title, COLUMNS, rows, filtered=True)])
    except OSError as error:
        raise document_refused(path) from error
    return path
