"""Review workbooks into the store: looked at, planned, applied all or nothing; wrong rows given back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from sinhke_desktop.domain.column_mapping import ColumnMapping
from sinhke_desktop.domain.import_plan import ImportPlan, NewIds, RowKind, StoredHousehold, plan_import
from sinhke_desktop.domain.list_checks import ListContext
from sinhke_desktop.domain.operations import CREATE, differences
from sinhke_desktop.domain.poverty import rule_set_for
from sinhke_desktop.domain.review import ReviewKind
from sinhke_desktop.domain.review_list import ReviewList
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import communes
from sinhke_desktop.services.households import changes_between, new_member_id
from sinhke_desktop.services.import_undo import UndoBlocked as UndoBlocked
from sinhke_desktop.services.import_undo import Undone as Undone
from sinhke_desktop.services.import_undo import changed_since as changed_since
from sinhke_desktop.services.import_undo import undo as undo
from sinhke_desktop.services.import_undo import undo_untouched as undo_untouched
from sinhke_desktop.services.lists import canonical_ethnic_group
from sinhke_desktop.services.rules import rule_sets_for
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import import_batches, journal, local_values, places
from sinhke_desktop.storage import reviews as stored_reviews
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.import_batches import ImportBatch
from sinhke_desktop.workbooks.columns import (
    LookedSheet,
    fingerprint,
    looked_at,
    possible_headers,
    propose_rows,
    remembered,
    shown,
    to_remember,
)
from sinhke_desktop.workbooks.decoding import decoded
from sinhke_desktop.workbooks.hand_back import write_hand_back
from sinhke_desktop.workbooks.list_choice import Rank, best_mapping, rank_of
from sinhke_desktop.workbooks.reading import Sheet, Workbook, WorkbookRefused, read_workbook
from sinhke_desktop.workbooks.review_list import read_decoded, year_of

_REMEMBERED = "import-columns:"
"""Store-local value: fingerprint of a header's wording → which of its columns means what."""


class StoreMoved(SinhkeError):
    """The store changed between plan and apply (``NX-01``); nothing was written."""

    code = "NX-01"


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that was read: its sheets with proposed mappings, and the mapping to begin with.

    ``remembered`` is true where a person corrected the columns of such a list before. ``mapping`` is None where no
    sheet has a header that was understood; then a person must say where it is.
    """

    path: Path
    sha256: str
    workbook: Workbook
    sheets: tuple[LookedSheet, ...]
    mapping: ColumnMapping | None
    remembered: bool = False

    def sheet(self, mapping: ColumnMapping) -> LookedSheet:
        """The mapping's sheet with its columns as they are under *mapping*."""
        return shown(next(one for one in self.workbook.sheets if one.name == mapping.sheet), mapping)

    def propose(self, sheet: str, first_row: int, last_row: int) -> LookedSheet:
        """The columns proposed where a person says that the header of *sheet* stands in these worksheet rows."""
        return propose_rows(next(one for one in self.workbook.sheets if one.name == sheet), first_row, last_row)


@dataclass(frozen=True, slots=True)
class PreparedImport:
    """A plan with the file it came from and the place of the journal it was made at.

    ``sheet``, ``columns`` (field → letter) and ``encoding`` say where the list was found and how it was read;
    ``looked`` and ``listed`` are kept for correcting columns and for giving wrong rows back.
    """

    plan: ImportPlan
    file_name: str
    file_sha256: str
    basis: tuple[str, int]
    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    looked: Looked | None = None
    listed: ReviewList | None = None
    mapping: ColumnMapping | None = None


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What was written; ``import_id`` is empty where nothing was."""

    import_id: str
    households: Mapping[str, int]
    members: Mapping[str, int]


def look(workspace: Workspace, path: Path, progress: Progress = SILENT) -> Looked:
    """Read the file in the limited child and propose which column means what, as corrected before for such a header.

    Raises WorkbookRefused (``EX-..``), Cancelled. Nothing is written.
    """
    path = Path(path)
    workbook = decoded(read_workbook(path, progress))
    sheets = []
    best: tuple[Rank, ColumnMapping] | None = None
    with workspace.database.read() as connection:
        for sheet, proposed in zip(workbook.sheets, looked_at(workbook), strict=True):
            one = _corrected(connection, sheet)
            looked = one or proposed
            sheets.append(looked)
            rank = rank_of(sheet, looked, remembered=one is not None)
            if looked.columns and (best is None or rank > best[0]):
                best = rank, looked.mapping
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Looked(path, digest, workbook, tuple(sheets), best[1] if best else None, bool(best and best[0][1]))


def _corrected(connection: Connection, sheet: Sheet) -> LookedSheet | None:
    """The sheet as a person corrected the columns of such a header before; None where nobody did."""
    for print_of_header, first_row, last_row in possible_headers(sheet):
        text = local_values.get_value(connection, _REMEMBERED + print_of_header)
        if text:
            looked = shown(sheet, ColumnMapping(sheet.name, first_row, last_row))
            return shown(sheet, replace(looked.mapping, columns=remembered(looked.columns, text)))
    return None


def remember(workspace: Workspace, looked: Looked, mapping: ColumnMapping) -> None:
    """Keep a corrected mapping for the next list with these headings, in this store only."""
    columns = looked.sheet(mapping).columns
    with workspace.database.write() as connection:
        local_values.set_value(connection, _REMEMBERED + fingerprint(columns), to_remember(columns, mapping))


def plan(
    workspace: Workspace,
    path: Path,
    year: int | None = None,
    progress: Progress = SILENT,
    *,
    mapping: ColumnMapping | None = None,
    looked: Looked | None = None,
) -> PreparedImport:
    """Say what importing the file for *year* would do; writes nothing to the register.

    Without *year*, the year of the list's title. *mapping* is a person's correction: it is remembered if it is not what
    was proposed. *looked* saves reading the file again. Raises WorkbookRefused (``EX-..``), Cancelled.
    """
    looked = looked or look(workspace, path, progress)
    chosen = mapping or looked.mapping or best_mapping(looked.workbook)
    with workspace.database.read() as connection:
        place = journal.place(connection)
        hamlets = places.all_hamlets(connection, workspace.commune_code)
        households = stored_households.all_households(connection, workspace.commune_code)
        reviews = stored_reviews.all_reviews(connection, workspace.commune_code)
    year = year or year_of(looked.workbook, chosen)
    rules = rule_set_for(rule_sets_for(workspace), date(year, 12, 31) if year else today(workspace))
    area = communes.current(workspace).area
    context = ListContext(
        today=today(workspace),
        hamlets=hamlets,
        official_ethnic_group=canonical_ethnic_group,
        rules=rules,
        area=area,
    )
    listed = read_decoded(looked.workbook, context, progress, chosen)
    if mapping is not None and mapping != looked.mapping:
        remember(workspace, looked, mapping)
    if year is None:
        raise WorkbookRefused(
            _("The title of the list names no year. Nothing was changed."), _("Give the year of the review."), "EX-08"
        )
    yearly = {one.household_id: one for one in reviews if one.year == year and one.kind is ReviewKind.YEARLY}
    planned = plan_import(
        listed,
        [StoredHousehold(one, yearly.get(one.id)) for one in households],
        hamlets,
        year=year,
        commune_code=workspace.commune_code,
        ids=NewIds(workspace.new_id, new_member_id),
        rules=rules,
        area=area,
    )
    return PreparedImport(
        planned,
        looked.path.name,
        looked.sha256,
        (place.epoch, place.counter),
        sheet=listed.sheet,
        columns=listed.columns,
        encoding=listed.encoding,
        looked=looked,
        listed=listed,
        mapping=chosen,
    )


def hand_back(workspace: Workspace, prepared: PreparedImport, target: Path, progress: Progress = SILENT) -> int:
    """Write a copy of the officer's workbook with the wrong cells coloured and explained; returns the wrong rows.

    The copy has every sheet's values in place, a last column “Lý do” and a sheet of only the wrong households; mended,
    it can be imported. It is always .xlsx. Raises OSError, Cancelled; then nothing is left behind.
    """
    if prepared.looked is None or prepared.listed is None:
        raise ValueError("this plan was not made from a workbook")
    target = Path(target)
    if target.resolve() == prepared.looked.path.resolve():
        raise WorkbookRefused(
            _("The copy would replace your own file. Nothing was written."), _("Choose another name."), "EX-11"
        )
    write_hand_back(target, prepared.looked.workbook, prepared.listed, prepared.plan.problems, progress)
    return sum(len(one.members) for one in prepared.listed.households if one.wrong)


def _drafts(prepared: ImportPlan) -> Iterator[journal.Draft]:
    for hamlet in prepared.new_hamlets:
        yield journal.Draft("hamlet", hamlet.id, places.hamlet_fields(hamlet), CREATE, new=True)
    for row in prepared.rows:
        if row.kind not in (RowKind.NEW, RowKind.CHANGED) or row.household is None:
            continue
        if row.stored is None:
            fields = stored_households.household_fields(row.household)
            yield journal.Draft(stored_households.KIND, row.household.id, fields, CREATE, new=True)
        elif row.household_changed:
            changes = changes_between(row.stored.household, row.household)
            yield journal.Draft(stored_households.KIND, row.household.id, changes)
        if row.review is None:
            continue
        before = row.stored.review if row.stored else None
        if before is None:
            fields = stored_reviews.review_fields(row.review)
            yield journal.Draft(stored_reviews.KIND, row.review.id, fields, CREATE, new=True)
        elif row.review_changed:
            changes = differences(stored_reviews.review_fields(before), stored_reviews.review_fields(row.review))
            yield journal.Draft(stored_reviews.KIND, row.review.id, changes)


def apply(workspace: Workspace, prepared: PreparedImport, progress: Progress = SILENT) -> ImportResult:
    """Write everything the plan says in one transaction, or nothing; wrong rows are left out.

    Raises :class:`StoreMoved` when something was stored since the plan was made.
    """
    planned = prepared.plan
    drafts = list(_drafts(planned))
    progress.step(0, 2)
    if not drafts:
        return ImportResult("", planned.households, planned.members)
    batch_id = workspace.new_id()
    writer = author(workspace)
    with workspace.database.write() as connection:
        place = journal.place(connection)
        if (place.epoch, place.counter) != prepared.basis:
            raise StoreMoved(
                _("The store was changed after the preview was made. Nothing was imported."), _("Open the file again.")
            )
        journal.save(connection, writer, drafts, batch_id)
        counts = json.dumps({"households": dict(planned.households), "members": dict(planned.members)})
        import_batches.add(
            connection,
            ImportBatch(
                batch_id,
                prepared.file_name,
                prepared.file_sha256,
                planned.year,
                writer.claimed_time,
                writer.officer,
                counts,
            ),
        )
        progress.step(1, 2)
    progress.step(2, 2)
    return ImportResult(batch_id, planned.households, planned.members)


def recent(workspace: Workspace, limit: int = 20) -> list[ImportBatch]:
    """The last imports, newest first, undone ones too."""
    with workspace.database.read() as connection:
        return import_batches.recent(connection, limit)
