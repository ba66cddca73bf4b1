"""One step of a round, written as one batch, and taken back with one call while nothing was built on it."""

from __future__ import annotations

from collections.abc import Sequence

from sinhke_desktop.domain.operations import CHANGE, REMOVE, REMOVED, RESTORE, Operation, Value, fold
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import journal
from sinhke_desktop.storage.rounds import Connection


class UndoRefused(SinhkeError):
    """Something was built on the step since (``RD-21``); nothing was undone."""

    code = "RD-21"


def save(workspace: Workspace, connection: Connection, drafts: Sequence[journal.Draft]) -> str:
    """Write *drafts* as one batch; returns its id for :func:`undo`, empty where nothing differed."""
    if not drafts:
        return ""
    batch = workspace.new_id()
    journal.save(connection, author(workspace), drafts, batch)
    return batch


def undo(workspace: Workspace, batch: str, reason: str = "") -> int:
    """Take a step back: what it made is removed, what it changed gets its old values; returns the records undone.

    Raises :class:`UndoRefused` where any of its records was changed since.
    """
    with workspace.database.write() as connection:
        return undo_in(workspace, connection, batch, reason)


def undo_in(workspace: Workspace, connection: Connection, batch: str, reason: str = "") -> int:
    """:func:`undo` within a transaction that is already open."""
    by_entity: dict[str, list[Operation]] = {}
    for one in journal.operations_in_batch(connection, batch):
        by_entity.setdefault(one.operation.entity_id, []).append(one.operation)
    history: dict[str, list[Operation]] = {entity_id: [] for entity_id in by_entity}
    for one in journal.operations_of(connection, sorted(by_entity)):
        history[one.operation.entity_id].append(one.operation)
    heads = journal.heads_of(connection, sorted(by_entity))
    if not by_entity or any(heads[entity_id] != [some[-1].uid] for entity_id, some in by_entity.items()):
        raise UndoRefused(
            _("Something was changed after this step, so it was not taken back. Nothing was changed."),
            _("Take the later steps back first, or correct the record by hand."),
        )
    why = reason or _("Step taken back")
    drafts = [_inverse(by_entity[entity_id], history[entity_id], why) for entity_id in reversed(by_entity)]
    journal.save(connection, author(workspace), drafts)
    return len(drafts)


def _inverse(written: Sequence[Operation], history: Sequence[Operation], reason: str) -> journal.Draft:
    """The draft that takes the *written* operations of one entity back."""
    uids = {operation.uid for operation in written}
    first = written[0]
    before = fold([operation for operation in history if operation.uid not in uids]).fields
    if not before:
        return journal.Draft(first.entity_kind, first.entity_id, {REMOVED: True}, REMOVE, reason)
    changes: dict[str, Value] = {}
    for operation in written:
        for path, value in operation.changes.items():
            blank: Value = "" if isinstance(value, str) else False if isinstance(value, bool) else None
            changes[path] = before.get(path, blank)
    action = CHANGE
    if REMOVED in changes:
        action = REMOVE if changes[REMOVED] else RESTORE
    return journal.Draft(first.entity_kind, first.entity_id, changes, action, reason)
