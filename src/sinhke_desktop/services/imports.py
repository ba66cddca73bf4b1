"""Review workbooks into the store: planned first, applied all or nothing, taken back with one call."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sinhke_desktop.domain.household import HEAD
from sinhke_desktop.domain.import_plan import ImportPlan, NewIds, RowKind, StoredHousehold, plan_import
from sinhke_desktop.domain.list_checks import ListContext
from sinhke_desktop.domain.operations import CREATE, REMOVE, REMOVED, Operation, Value, differences, fold
from sinhke_desktop.domain.poverty import rule_set_for
from sinhke_desktop.domain.review import ReviewKind
from sinhke_desktop.errors import NotFound, SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import communes
from sinhke_desktop.services.households import changes_between, new_member_id
from sinhke_desktop.services.lists import canonical_ethnic_group
from sinhke_desktop.services.rules import rule_sets
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import import_batches, journal, places
from sinhke_desktop.storage import reviews as stored_reviews
from sinhke_desktop.storage.import_batches import ImportBatch
from sinhke_desktop.workbooks.reading import WorkbookRefused, read_workbook
from sinhke_desktop.workbooks.review_list import read_review_list


class StoreMoved(SinhkeError):
    """The store changed between plan and apply (``NX-01``); nothing was written."""

    code = "NX-01"


class UndoBlocked(SinhkeError):
    """Records of the import were changed since (``NX-02``); nothing was undone. ``names`` says which."""

    code = "NX-02"

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            _("{count} records of this import were changed afterwards, so it was not undone: {names}.").format(
                count=len(names), names=", ".join(names[:10])
            ),
            _("Correct these households by hand."),
        )
        self.names = tuple(names)


@dataclass(frozen=True, slots=True)
class PreparedImport:
    """A plan with the file it came from and the place of the journal it was made at.

    ``sheet``, ``columns`` (field → letter) and ``encoding`` say where the list was found and how it was read.
    """

    plan: ImportPlan
    file_name: str
    file_sha256: str
    basis: tuple[str, int]
    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What was written; ``import_id`` is empty where nothing was."""

    import_id: str
    households: Mapping[str, int]
    members: Mapping[str, int]


def plan(workspace: Workspace, path: Path, year: int | None = None, progress: Progress = SILENT) -> PreparedImport:
    """Read the workbook in its limited child and say what importing it for *year* would do; writes nothing.

    Without *year*, the year of the list's title. Raises WorkbookRefused (``EX-..``), Cancelled.
    """
    workbook = read_workbook(path, progress)
    with workspace.database.read() as connection:
        place = journal.place(connection)
        hamlets = places.all_hamlets(connection, workspace.commune_code)
        households = stored_households.all_households(connection, workspace.commune_code)
        reviews = stored_reviews.all_reviews(connection, workspace.commune_code)
    day = date(year, 12, 31) if year else today(workspace)
    context = ListContext(
        today=today(workspace),
        hamlets=hamlets,
        official_ethnic_group=canonical_ethnic_group,
        rules=rule_set_for(rule_sets(), day),
        area=communes.current(workspace).area,
    )
    listed = read_review_list(workbook, context, progress)
    year = year or listed.year
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
    )
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return PreparedImport(
        planned,
        path.name,
        digest,
        (place.epoch, place.counter),
        sheet=listed.sheet,
        columns=listed.columns,
        encoding=listed.encoding,
    )


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


def undo(workspace: Workspace, import_id: str) -> int:
    """Take an import back: what it made is removed, what it changed gets its old values; returns the records undone.

    Raises NotFound, and :class:`UndoBlocked` when any of its records was changed or used since.
    """
    with workspace.database.write() as connection:
        batch = import_batches.find(connection, import_id)
        if batch is None or batch.undone_at:
            raise NotFound(_("There is no such import to undo."), _("Look at the list of imports."), "NX-03")
        written = [one.operation for one in journal.operations_in_batch(connection, import_id)]
        by_entity: dict[str, list[Operation]] = {}
        for operation in written:
            by_entity.setdefault(operation.entity_id, []).append(operation)
        history: dict[str, list[Operation]] = {entity_id: [] for entity_id in by_entity}
        for one in journal.operations_of(connection, sorted(by_entity)):
            history[one.operation.entity_id].append(one.operation)
        heads = journal.heads_of(connection, sorted(by_entity))
        blocked = [entity_id for entity_id, operations in by_entity.items() if heads[entity_id] != [operations[-1].uid]]
        blocked += import_batches.used_elsewhere(connection, sorted(by_entity))
        if blocked:
            raise UndoBlocked(_names(history, blocked))
        drafts = [_inverse(by_entity[entity_id], history[entity_id], import_id) for entity_id in reversed(by_entity)]
        journal.save(connection, author(workspace), drafts)
        import_batches.mark_undone(connection, import_id, author(workspace).claimed_time)
    return len(drafts)


def _names(history: Mapping[str, Sequence[Operation]], entity_ids: Sequence[str]) -> list[str]:
    names = []
    for entity_id in entity_ids:
        fields = fold(history[entity_id]).fields
        people = [
            str(fields.get(path.removesuffix("relation") + "full_name"))
            for path, value in fields.items()
            if path.endswith("/relation") and value == HEAD
        ]
        names.append(people[0] if people else str(fields.get("name") or entity_id[:8]))
    return sorted(set(names))


def _inverse(written: Sequence[Operation], history: Sequence[Operation], import_id: str) -> journal.Draft:
    """The draft that takes the *written* operations of one entity back."""
    uids = {operation.uid for operation in written}
    first = written[0]
    before = fold([operation for operation in history if operation.uid not in uids]).fields
    reason = _("Import undone")
    if not before:
        return journal.Draft(first.entity_kind, first.entity_id, {REMOVED: True}, REMOVE, reason)
    changes: dict[str, Value] = {}
    for operation in written:
        for path, value in operation.changes.items():
            owner = path.rpartition("/")[0]
            if path in before:
                changes[path] = before[path]
            elif owner and not any(known.startswith(owner + "/") for known in before):
                changes[f"{owner}/{REMOVED}"] = True
            else:
                changes[path] = "" if isinstance(value, str) else None
    return journal.Draft(first.entity_kind, first.entity_id, changes, reason=reason)
