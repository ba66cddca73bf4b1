"""An import taken back: whole, or all of it that nobody has touched since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sinhke_desktop.domain.household import HEAD
from sinhke_desktop.domain.operations import REMOVE, REMOVED, Operation, Value, fold, meaningful
from sinhke_desktop.errors import NotFound, SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import import_batches, journal
from sinhke_desktop.storage import reviews as stored_reviews
from sinhke_desktop.storage.exchange import Connection


class UndoBlocked(SinhkeError):
    """Records of the import were changed or used since (``NX-02``); nothing was undone.

    ``names`` says which, by the head of the household or the hamlet; ``others`` how many records could still be undone.
    """

    code = "NX-02"

    def __init__(self, names: Sequence[str], others: int = 0) -> None:
        super().__init__(
            _("{count} records of this import were changed afterwards, so it was not undone: {names}.").format(
                count=len(names), names=", ".join(names[:10])
            ),
            _("Take back only what nobody has touched since, or correct these households by hand."),
        )
        self.names = tuple(names)
        self.others = others


@dataclass(frozen=True, slots=True)
class Undone:
    """``records`` taken back; ``kept`` names the households and hamlets that were changed since and stay."""

    records: int
    kept: tuple[str, ...] = ()


@dataclass(slots=True)
class _Written:
    """What one import wrote, by entity, with each entity's whole history."""

    import_id: str
    by_entity: dict[str, list[Operation]] = field(default_factory=dict)
    history: dict[str, list[Operation]] = field(default_factory=dict)

    def made(self, entity_id: str) -> bool:
        """True for what the import made, so that taking it back removes it; False for what it changed."""
        return self.history[entity_id][0].uid == self.by_entity[entity_id][0].uid

    def household_of(self, entity_id: str) -> str:
        """The household that a review belongs to; empty for other kinds."""
        if self.by_entity[entity_id][0].entity_kind != stored_reviews.KIND:
            return ""
        return str(fold(self.history[entity_id]).fields.get("household_id") or "")


def undo(workspace: Workspace, import_id: str) -> int:
    """Take an import back: what it made is removed, what it changed gets its old values; returns the records undone.

    Raises NotFound, and :class:`UndoBlocked` when any of its records was changed or used since.
    """
    with workspace.database.write() as connection:
        written = _written(connection, import_id)
        touched = _touched(connection, written)
        if touched:
            raise UndoBlocked(_names(written, touched), len(written.by_entity) - len(touched))
        return _take_back(connection, workspace, written, list(written.by_entity))


def undo_untouched(workspace: Workspace, import_id: str) -> Undone:
    """Take back all of an import that was neither changed nor used since; the rest stays as it is now.

    A household stays with its review and its hamlet. Afterwards the import counts as taken back. Raises NotFound.
    """
    with workspace.database.write() as connection:
        written = _written(connection, import_id)
        touched = _touched(connection, written)
        free = [entity_id for entity_id in written.by_entity if entity_id not in touched]
        count = _take_back(connection, workspace, written, free)
        return Undone(count, tuple(_names(written, touched)))


def changed_since(workspace: Workspace, import_id: str) -> tuple[str, ...]:
    """The names of what keeps an import from being taken back whole; nothing if it can be."""
    with workspace.database.read() as connection:
        written = _written(connection, import_id)
        return tuple(_names(written, _touched(connection, written)))


def _written(connection: Connection, import_id: str) -> _Written:
    batch = import_batches.find(connection, import_id)
    if batch is None or batch.undone_at:
        raise NotFound(_("There is no such import to undo."), _("Look at the list of imports."), "NX-03")
    written = _Written(import_id)
    for one in journal.operations_in_batch(connection, import_id):
        written.by_entity.setdefault(one.operation.entity_id, []).append(one.operation)
    written.history = {entity_id: [] for entity_id in written.by_entity}
    for one in journal.operations_of(connection, sorted(written.by_entity)):
        written.history[one.operation.entity_id].append(one.operation)
    return written


def _touched(connection: Connection, written: _Written) -> set[str]:
    """Entities changed since, those that other records point to, and what belongs together with them."""
    heads = journal.heads_of(connection, sorted(written.by_entity))
    touched = {
        one
        for one, operations in written.by_entity.items()
        if heads[one] != [operations[-1].uid] and not _as_imported(operations, written.history[one])
    }
    reviews = {one: household for one in written.by_entity if (household := written.household_of(one))}
    while True:
        free = sorted(set(written.by_entity) - touched)
        more = {one for one in import_batches.used_elsewhere(connection, free) if written.made(one)}
        more |= {one for one, household in reviews.items() if household in touched}
        more |= {household for one, household in reviews.items() if one in touched and household in written.by_entity}
        if more <= touched:
            return touched
        touched |= more


def _as_imported(operations: Sequence[Operation], history: Sequence[Operation]) -> bool:
    """True where later changes of an entity were all taken back, so that it says again what the import left."""
    last = max(at for at, one in enumerate(history) if one.uid == operations[-1].uid)
    return meaningful(fold(history).fields) == meaningful(fold(history[: last + 1]).fields)


def _take_back(connection: Connection, workspace: Workspace, written: _Written, entity_ids: Sequence[str]) -> int:
    drafts = [
        _inverse(written.by_entity[entity_id], written.history[entity_id], written.import_id)
        for entity_id in reversed(entity_ids)
    ]
    journal.save(connection, author(workspace), drafts)
    import_batches.mark_undone(connection, written.import_id, author(workspace).claimed_time)
    return len(drafts)


def _names(written: _Written, entity_ids: set[str]) -> list[str]:
    """Heads of households (also for their reviews) and names of hamlets, each once."""
    names = []
    for entity_id in sorted(written.household_of(one) or one for one in entity_ids):
        if entity_id not in written.history:
            continue
        fields = fold(written.history[entity_id]).fields
        people = [
            str(fields.get(path.removesuffix("relation") + "full_name"))
            for path, value in fields.items()
            if path.endswith("/relation") and value == HEAD
        ]
        names.append(people[0] if people else str(fields.get("name") or entity_id[:8]))
    return sorted(set(names))


def _inverse(written: Sequence[Operation], history: Sequence[Operation], import_id: str) -> journal.Draft:
    """The draft that takes the *written* operations of one entity back to what it was before the first of them."""
    first = written[0]
    begun = next(at for at, operation in enumerate(history) if operation.uid == first.uid)
    before = fold(history[:begun]).fields
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
