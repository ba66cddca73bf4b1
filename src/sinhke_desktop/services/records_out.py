"""The whole record of households as one workbook: the households, their people, what they received; every field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.household import Household, Member
from sinhke_desktop.domain.personal_copy import in_words
from sinhke_desktop.domain.personal_fields import FIELDS
from sinhke_desktop.domain.review import CLASS_NAMES
from sinhke_desktop.domain.support import Support
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import communes, lists_out, privacy, supports
from sinhke_desktop.services.lists_out import NothingToWrite
from sinhke_desktop.services.register import RegisterRow
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import records
from sinhke_desktop.workbooks.export import Column, Entry, Form, SheetTable, write_tables
from sinhke_desktop.workbooks.register_list import RegisterEntry

_NOT_OF_HOUSEHOLD = {"id", "commune_code", "removed", "hamlet_id", "members", "restricted", "ended_on", "ended_how"}
_NOT_OF_MEMBER = {"id", "position"}
HOUSEHOLD_FIELDS = tuple(one.name for one in fields(Household) if one.name not in _NOT_OF_HOUSEHOLD)
MEMBER_FIELDS = tuple(one.name for one in fields(Member) if one.name not in _NOT_OF_MEMBER)
SUPPORT_FIELDS = (
    "received_on",
    "kind",
    "what",
    "quantity",
    "unit",
    "value",
    "source_code",
    "programme",
    "paper",
    "note",
)
_NUMBERS = ("quantity", "value")
_WHOSE = (Column("STT hộ", Form.CENTRED, 6), Column("Chủ hộ", Form.TEXT, 26), Column("Thôn", Form.TEXT, 16))


def export_records(
    workspace: Workspace, path: Path, rows: Sequence[RegisterRow] | None = None, progress: Progress = SILENT
) -> int:
    """Write everything about the households of *rows* (None: all) to *path*; returns how many households.

    Households whose data are restricted are left out; the access log says that it was written. Raises
    :class:`NothingToWrite`, OSError, Cancelled; then no file is left behind.
    """
    found, year = lists_out.entries(workspace, rows)
    if not found:
        raise NothingToWrite(_("There is no household to write; no file was made."), _("Show other households first."))
    with workspace.database.read() as connection:
        given: dict[str, list[Support]] = {}
        for one in records.all_of(connection, Support, workspace.commune_code):
            given.setdefault(one.household_id, []).append(one)
    privacy.note_access(
        workspace, Action.EXPORTED, fields=",".join((*HOUSEHOLD_FIELDS, *MEMBER_FIELDS)), detail=Path(path).name
    )
    commune = communes.current(workspace).name
    sheets = (
        _sheet("Hộ", commune, [Column(f"Phân loại {year}", Form.TEXT, 16), *_columns(Household, HOUSEHOLD_FIELDS)],
               list(_household_rows(found))),
        _sheet("Nhân khẩu", commune, _columns(Member, MEMBER_FIELDS), list(_member_rows(found))),
        _sheet("Hỗ trợ đã nhận", commune, [Column("Người nhận", Form.TEXT, 26), *_columns(Support, SUPPORT_FIELDS)],
               list(_support_rows(found, given))),
    )  # fmt: skip
    write_tables(Path(path), sheets, progress)
    return len(found)


def _sheet(name: str, commune: str, columns: Sequence[Column], rows: Sequence[Sequence[Entry]]) -> SheetTable:
    return SheetTable(
        name, f"{name} – {commune}".upper(), [*_WHOSE, *columns], rows, filtered=True, frozen=len(_WHOSE) - 1
    )


def _columns(record: type, names: Sequence[str]) -> list[Column]:
    return [Column(FIELDS[record][name].words, Form.WHOLE if name in _NUMBERS else Form.TEXT, 16) for name in names]


def _whose(number: int, entry: RegisterEntry) -> list[Entry]:
    return [number, entry.household.head.full_name, entry.hamlet]


def _household_rows(found: Sequence[RegisterEntry]) -> Iterator[list[Entry]]:
    for number, entry in enumerate(found, 1):
        yield [
            *_whose(number, entry), CLASS_NAMES[entry.poverty_class],
            *(in_words(name, getattr(entry.household, name)) for name in HOUSEHOLD_FIELDS),
        ]  # fmt: skip


def _member_rows(found: Sequence[RegisterEntry]) -> Iterator[list[Entry]]:
    for number, entry in enumerate(found, 1):
        for member in entry.household.members:
            yield [*_whose(number, entry), *(in_words(name, getattr(member, name)) for name in MEMBER_FIELDS)]


def _support_rows(found: Sequence[RegisterEntry], given: dict[str, list[Support]]) -> Iterator[list[Entry]]:
    sources = supports.sources()
    for number, entry in enumerate(found, 1):
        names = {one.id: one.full_name for one in entry.household.members}
        for one in sorted(given.get(entry.household.id, ()), key=lambda one: (one.received_on, one.id)):
            row: list[Entry] = [*_whose(number, entry), names.get(one.member_id, "")]
            for name in SUPPORT_FIELDS:
                value = getattr(one, name)
                if name == "source_code":
                    row.append(sources[value].name if value in sources else value)
                else:
                    row.append(value if name in _NUMBERS else in_words(name, value))
            yield row
