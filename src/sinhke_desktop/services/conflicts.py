"""What two machines wrote differently, decided by a person: which fields, both values in words, who, when, where.

Nothing is decided by itself and nothing is lost: the choice is one more operation that names both sides as its base,
so it travels like any other change (exchange.md c.5). Decision fields are marked (:mod:`..domain.decisions`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sinhke_desktop.domain.decisions import is_decision
from sinhke_desktop.domain.operations import (
    CHANGE,
    REMOVE,
    REMOVED,
    RESTORE,
    Operation,
    StampedOperation,
    Value,
    fold,
)
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import InvalidInput, NotFound, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import entity_words
from sinhke_desktop.services.workspace import OFFICE, Workspace, author
from sinhke_desktop.storage import conflicts as stored
from sinhke_desktop.storage import journal
from sinhke_desktop.storage.conflicts import StoredConflict
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.livelihood import one_active_model

DECIDED = hashlib.sha256(b"sinhke-decided-v1").hexdigest()[:32]
REOPENED = hashlib.sha256(b"sinhke-reopened-v1").hexdigest()[:32]
"""The batches of a decision and of both sides of one that was taken back; nobody can type them."""
MOST_SHOWN = 2000


@dataclass(frozen=True, slots=True)
class ConflictChoice:
    """One of the values: who wrote it, when by that machine's clock (a label), on which machine ("" not known).

    ``unaware`` marks a side that changed something else of the record without knowing the other's decision.
    """

    uid: str
    value: Value
    shown: str
    officer: str
    claimed_time: str
    machine: str
    unaware: bool = False


@dataclass(frozen=True, slots=True)
class FieldConflictShown:
    """A field with its values; ``decision`` marks what a person is answerable for (class, vote, approval...)."""

    path: str
    label: str
    decision: bool
    choices: tuple[ConflictChoice, ...]


@dataclass(frozen=True, slots=True)
class EntityConflict:
    """A record with all its fields that are open."""

    entity_kind: str
    entity_id: str
    kind_label: str
    title: str
    commune_code: str
    fields: tuple[FieldConflictShown, ...]

    @property
    def decision(self) -> bool:
        """True if any of the fields is a decision."""
        return any(one.decision for one in self.fields)


def count(workspace: Workspace, commune_code: str = "") -> int:
    """How many records wait for a decision."""
    with workspace.database.read() as connection:
        found = stored.count_entities(connection)
    return found.get(commune_code, 0) if commune_code else sum(found.values())


def open_conflicts(workspace: Workspace, commune_code: str = "") -> list[EntityConflict]:
    """Every record that waits, at most MOST_SHOWN, by commune and kind; those with decision fields first."""
    with workspace.database.read() as connection:
        rows = stored.open_conflicts(connection, commune_code)
        records = [list(some) for _entity, some in groupby(rows, key=lambda one: (one.entity_kind, one.entity_id))]
        records = records[:MOST_SHOWN]
        reading = _Reading(workspace, connection, [one for some in records for one in some])
        titles = entity_words.titles(connection, [f"{some[0].entity_kind}:{some[0].entity_id}" for some in records])
        found = [
            EntityConflict(
                some[0].entity_kind, some[0].entity_id, entity_words.kind_label(some[0].entity_kind),
                titles.get(f"{some[0].entity_kind}:{some[0].entity_id}", ""), some[0].commune_code,
                tuple(reading.field(one) for one in some),
            )
            for some in records
        ]  # fmt: skip
    return sorted(found, key=lambda one: (one.commune_code, not one.decision, one.entity_kind, one.title))


class _Reading:
    """The operations behind some conflicts, read once."""

    def __init__(self, workspace: Workspace, connection: Connection, rows: Sequence[StoredConflict]) -> None:
        self._office = workspace.role == OFFICE
        self._history: dict[str, dict[str, StampedOperation]] = {}
        for one in journal.operations_of(connection, sorted({row.entity_id for row in rows})):
            self._history.setdefault(one.operation.entity_id, {})[one.operation.uid] = one
        self._fields = {
            entity_id: fold(one.operation for one in some.values()).fields for entity_id, some in self._history.items()
        }
        uids = [uid for some in self._history.values() for uid in some]
        self._senders = stored.senders(connection, uids)
        self._words = entity_words.Words(connection)

    def field(self, row: StoredConflict) -> FieldConflictShown:
        """The conflict in words."""
        fields = self._fields.get(row.entity_id, {})
        label = _path_label(row.entity_kind, row.path, fields)
        choices = tuple(self._choice(row, uid, value) for uid, value in row.choices)
        return FieldConflictShown(row.path, label, is_decision(row.entity_kind, row.path), choices)

    def _choice(self, row: StoredConflict, uid: str, value: Value) -> ConflictChoice:
        history = self._history.get(row.entity_id, {})
        held = history.get(uid)
        wrote = _first_writer(history, held, row.path, value) if held is not None else None
        operation = wrote.operation if wrote is not None else None
        return ConflictChoice(
            uid=uid,
            value=value,
            shown=self._shown(row, value, operation),
            officer=operation.officer if operation is not None else "",
            claimed_time=operation.claimed_time if operation is not None else "",
            machine=self._machine(operation.uid) if operation is not None else "",
            unaware=operation is not None and row.path not in operation.changes,
        )

    def _machine(self, uid: str) -> str:
        """Which machine wrote it, as far as this store knows: one of many communes, or another of this commune."""
        sender = self._senders.get(uid)
        if self._office:
            return f"{sender[0]} ({sender[1]})" if sender is not None else _("this office")
        return _("Machine {number}").format(number=sender[1] + 1) if sender is not None else ""

    def _shown(self, row: StoredConflict, value: Value, operation: Operation | None) -> str:
        if row.path.rpartition("/")[2] != REMOVED:
            return self._words.shown(row.entity_kind, row.path, value)
        if value:
            reason = operation.reason if operation is not None else ""
            return _("Removed: {reason}").format(reason=reason) if reason else _("Removed")
        part = row.path.rpartition("/")[0]
        changed = [path for path in (operation.changes if operation is not None else ()) if path != row.path]
        inside = [path for path in changed if path.startswith(f"{part}/")] if part else changed
        names = [_path_label(row.entity_kind, path, self._fields.get(row.entity_id, {})) for path in inside]
        return _("Kept, changed: {fields}").format(fields=", ".join(names)) if names else _("Kept")


def _first_writer(
    history: Mapping[str, StampedOperation], held: StampedOperation, path: str, value: Value
) -> StampedOperation:
    """Who wrote the value first: what was taken back repeats it in the name of whoever took it back."""
    if held.operation.batch != REOPENED:
        return held
    wrote = [
        one
        for one in history.values()
        if one.operation.batch not in (REOPENED, DECIDED) and one.operation.changes.get(path) == value
    ]
    return wrote[-1] if wrote else held


def _path_label(kind: str, path: str, fields: Mapping[str, Value]) -> str:
    """The field's name, before it the member's whose field it is."""
    part, _slash, rest = path.partition("/")
    label = entity_words.field_label(kind, path)
    name = fields.get(f"{part}/{rest.partition('/')[0]}/full_name") if rest else ""
    if path.rpartition("/")[2] == REMOVED:
        label = _("Removed or kept")
    return f"{name}: {label.rpartition(': ')[2]}" if name else label


def decide(workspace: Workspace, entity_kind: str, entity_id: str, chosen: Mapping[str, str], reason: str = "") -> str:
    """Write one operation that says for each path in *chosen* which side's value holds; returns its uid.

    *chosen* maps a path to the uid of one of its choices; paths left out stay open. An office decides for a commune.
    Raises NotFound if nothing of the record is open any more, InvalidInput (``GB-29``) for a side there is not.
    """
    with one_active_model(), workspace.database.write() as connection:
        found = stored.open_conflicts(connection, entity_id=entity_id)
        open_ones = {one.path: one for one in found if one.entity_kind == entity_kind}
        if not open_ones or not chosen:
            raise NotFound(
                _("This difference has been decided meanwhile. Nothing was changed."), _("Open the page again.")
            )
        changes: dict[str, Value] = {}
        for path, uid in chosen.items():
            sides = dict(open_ones[path].choices) if path in open_ones else {}
            if uid not in sides:
                message = _("This value is no longer one of those to choose from. Nothing was changed.")
                raise InvalidInput([Problem(path, message, "GB-29")])
            changes[path] = sides[uid]
        code = next(iter(open_ones.values())).commune_code
        writer = replace(author(workspace), commune_code=code)
        draft = journal.Draft(entity_kind, entity_id, changes, action_of(changes), tidy(reason))
        [uid] = journal.save(connection, writer, [draft], DECIDED)
    return uid


def action_of(changes: Mapping[str, Value]) -> str:
    """What such changes do to the record: it is removed, comes back, or is only changed."""
    if REMOVED not in changes:
        return CHANGE
    return REMOVE if changes[REMOVED] else RESTORE
