"""The journal and its gate: the only code that writes entity rows.

Two doors for local work, :func:`save` for a few changes and the same with ``new=True`` drafts in bulk, and a third,
:func:`receive`, for operations made elsewhere. Each writes rows and operations in the caller's one transaction.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from sinhke_desktop.domain import operations as ops
from sinhke_desktop.domain.operations import Operation, Stamp, StampedOperation, Value
from sinhke_desktop.progress import Progress, watched
from sinhke_desktop.storage import commune_totals, rows
from sinhke_desktop.storage.bulk import chunks, insert_rows
from sinhke_desktop.storage.local_values import get_value, set_value
from sinhke_desktop.storage.tables import ConflictRow, OperationRow, table_of

OPERATION = table_of(OperationRow)
CONFLICT = table_of(ConflictRow)
EPOCH, COUNTER, CHAIN = "journal.epoch", "journal.counter", "journal.chain"


@dataclass(frozen=True, slots=True)
class Author:
    """Who changes something, for which commune, and what the machine's clock claims (ISO, UTC)."""

    commune_code: str
    officer: str
    claimed_time: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A change asked for: paths and their new values. ``new`` promises that the entity has no operation yet."""

    entity_kind: str
    entity_id: str
    changes: Mapping[str, Value]
    action: str = ops.CHANGE
    reason: str = ""
    new: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where this store's own journal stands."""

    epoch: str
    counter: int
    chain: str


def begin_epoch(connection: Connection, epoch: str) -> None:
    """Let the store's own operations from now on count from 1 in *epoch* (32 hexadecimal digits)."""
    set_place(connection, Place(epoch, 0, ops.chain_start(epoch)))


def place(connection: Connection) -> Place:
    """The store's epoch, the last counter in it and the chain hash there."""
    return Place(get_value(connection, EPOCH), int(get_value(connection, COUNTER) or 0), get_value(connection, CHAIN))


def set_place(connection: Connection, now: Place) -> None:
    """Remember where the journal stands."""
    set_value(connection, EPOCH, now.epoch)
    set_value(connection, COUNTER, str(now.counter))
    set_value(connection, CHAIN, now.chain)


def heads_of(connection: Connection, entity_ids: Sequence[str]) -> dict[str, list[str]]:
    """The sorted head uids of each entity that has any."""
    found: dict[str, list[str]] = {}
    for chunk in chunks(entity_ids):
        query = (
            select(OPERATION.c.entity_id, OPERATION.c.uid)
            .where(OPERATION.c.entity_id.in_(chunk), OPERATION.c.is_head)
            .order_by(OPERATION.c.uid)
        )
        for entity_id, uid in connection.execute(query):
            found.setdefault(entity_id, []).append(uid)
    return found


def _codes_of(connection: Connection, entity_ids: Sequence[str]) -> dict[str, str]:
    """The commune of each entity that has one: an entity belongs to one commune for ever, whoever changes it."""
    found: dict[str, str] = {}
    for chunk in chunks(entity_ids):
        query = select(OPERATION.c.entity_id, OPERATION.c.commune_code).where(
            OPERATION.c.entity_id.in_(chunk), OPERATION.c.is_head
        )
        found.update({row.entity_id: row.commune_code for row in connection.execute(query)})
    return found


def save(connection: Connection, author: Author, drafts: Sequence[Draft], batch: str = "") -> list[str]:
    """Write *drafts* as operations and rows; returns the operations' uids.

    Drafts that change nothing are the caller's to leave out. Two drafts of one entity apply in their order.
    Raises KeyError for an entity kind or path that has no table or column.
    """
    if not drafts:
        return []
    known = sorted({draft.entity_id for draft in drafts if not draft.new})
    heads = heads_of(connection, known)
    codes = _codes_of(connection, known)
    _drop_heads(connection, known)
    later = {draft.entity_id: number for number, draft in enumerate(drafts)}
    now = place(connection)
    if not now.epoch:
        raise RuntimeError("the journal has no epoch yet")
    noise = os.urandom(32 * len(drafts)).hex()
    counter, chain = now.counter, now.chain
    written: list[tuple[object, ...]] = []
    applied: dict[str, list[rows.Change]] = {}
    for number, draft in enumerate(drafts):
        uid, salt = noise[64 * number : 64 * number + 32], noise[64 * number + 32 : 64 * number + 64]
        base = tuple(heads.get(draft.entity_id, ()))
        heads[draft.entity_id] = [uid]
        changes = draft.changes
        if draft.new:
            changes = {path: value for path, value in changes.items() if value or (value == 0 and value is not False)}
        code = codes.setdefault(draft.entity_id, author.commune_code)
        operation = Operation(
            uid, code, draft.entity_kind, draft.entity_id, draft.action, base, changes,
            author.officer, author.claimed_time, salt, draft.reason, batch,
        )  # fmt: skip
        counter += 1
        payload = operation.payload()
        commit = ops.commit_of(salt, payload)
        stamp = Stamp(now.epoch, counter)
        chain = ops.chain_next(chain, stamp, uid, code, operation.entity, base, commit)
        is_head = not later.get(draft.entity_id, 0) > number
        written.append(_operation_values(operation, stamp, chain, payload, commit, is_head))
        applied.setdefault(code, []).append((draft.entity_kind, draft.entity_id, changes, draft.new))
    insert_rows(connection, OPERATION, _COLUMNS, written)
    set_place(connection, Place(now.epoch, counter, chain))
    for code, changed in applied.items():
        rows.apply_changes(connection, code, changed)
    _settle_conflicts(connection, drafts)
    return [str(values[0]) for values in written]


_COLUMNS = (
    "uid", "epoch", "counter", "commune_code", "entity_kind", "entity_id", "base", "payload", "salt", "commitment",
    "chain", "batch", "is_head",
)  # fmt: skip


def _operation_values(
    operation: Operation, stamp: Stamp, chain: str, payload: bytes, commit: str, is_head: bool
) -> tuple[object, ...]:
    """The row of one operation, in the order of ``_COLUMNS``."""
    return (
        operation.uid, stamp.epoch, stamp.counter, operation.commune_code, operation.entity_kind, operation.entity_id,
        ",".join(operation.base), payload.decode(), operation.salt, commit, chain, operation.batch or None, is_head,
    )  # fmt: skip


def _received_values(one: StampedOperation, is_head: bool) -> tuple[object, ...]:
    operation = one.operation
    payload = operation.payload()
    commit = operation.erased or ops.commit_of(operation.salt, payload)
    return _operation_values(operation, one.stamp, one.chain, payload, commit, is_head)


def _drop_heads(connection: Connection, entity_ids: Sequence[str]) -> None:
    """The heads of these entities are being replaced."""
    for chunk in chunks(entity_ids):
        connection.execute(
            update(OPERATION).where(OPERATION.c.entity_id.in_(chunk), OPERATION.c.is_head).values(is_head=False)
        )


def _settle_conflicts(connection: Connection, drafts: Sequence[Draft]) -> None:
    """A local change replaces every head of its entity, so the paths that it sets are decided."""
    open_conflicts = connection.scalar(select(CONFLICT.c.entity_id).limit(1))
    if open_conflicts is None:
        return
    for draft in drafts:
        connection.execute(
            delete(CONFLICT).where(CONFLICT.c.entity_id == draft.entity_id, CONFLICT.c.path.in_(list(draft.changes)))
        )


_NOTHING_SAID: dict[str, Any] = {
    "action": ops.ERASED, "changes": {}, "officer": "", "time": "", "reason": "", "batch": "",
}  # fmt: skip


def stored_operation(row: RowMapping | dict[str, Any]) -> StampedOperation:
    """An operation read back from its row; one that was erased says nothing but its commitment."""
    payload = str(row["payload"])
    body = json.loads(payload) if payload else _NOTHING_SAID
    operation = Operation(
        uid=str(row["uid"]),
        commune_code=str(row["commune_code"]),
        entity_kind=str(row["entity_kind"]),
        entity_id=str(row["entity_id"]),
        action=body["action"],
        base=tuple(uid for uid in str(row["base"]).split(",") if uid),
        changes=body["changes"],
        officer=body["officer"],
        claimed_time=body["time"],
        salt=str(row["salt"]),
        reason=body["reason"],
        batch=body["batch"],
        erased="" if payload else str(row["commitment"]),
    )
    counter = row["counter"]
    if not isinstance(counter, int):
        raise TypeError("counter")
    return StampedOperation(operation, Stamp(str(row["epoch"]), counter), str(row["chain"]))


def operations_of(connection: Connection, entity_ids: Sequence[str]) -> list[StampedOperation]:
    """Every operation of the given entities, in the order in which this store wrote them, without erased ones."""
    found: list[StampedOperation] = []
    for chunk in chunks(entity_ids):
        held = (OPERATION.c.entity_id.in_(chunk), OPERATION.c.payload != "")
        query = select(OPERATION).where(*held).order_by(OPERATION.c.position)
        found += [stored_operation(row) for row in connection.execute(query).mappings()]
    return found


def operations_in_batch(connection: Connection, batch: str) -> list[StampedOperation]:
    """The operations of one import, oldest first."""
    query = select(OPERATION).where(OPERATION.c.batch == batch).order_by(OPERATION.c.position)
    return [stored_operation(row) for row in connection.execute(query).mappings()]


def operations_after(connection: Connection, epoch: str, counter: int) -> list[StampedOperation]:
    """The operations of *epoch* above *counter*, in order."""
    query = (
        select(OPERATION).where(OPERATION.c.epoch == epoch, OPERATION.c.counter > counter).order_by(OPERATION.c.counter)
    )
    return [stored_operation(row) for row in connection.execute(query).mappings()]


def recent_operations(connection: Connection, limit: int) -> list[StampedOperation]:
    """The newest *limit* operations that still say something, newest first."""
    query = select(OPERATION).where(OPERATION.c.payload != "").order_by(OPERATION.c.position.desc()).limit(limit)
    return [stored_operation(row) for row in connection.execute(query).mappings()]


def count_operations(connection: Connection) -> int:
    """How many operations the journal holds."""
    return rows.count(connection, OPERATION)


@dataclass(frozen=True, slots=True)
class Received:
    """What :func:`receive` did: operations new to this store, entities whose row was written, open conflicts."""

    new_operations: int
    entities: tuple[str, ...]
    conflicts: int


def adopt(connection: Connection, incoming: Sequence[Operation]) -> Received:
    """As :func:`receive`, but at the end of this store's own chain: what it sends next holds them as well.

    A commune's machine takes in so what another machine or the office wrote; uid and content stay (exchange.md c.9).
    """
    known = known_commits(connection, [one.uid for one in incoming])
    now = place(connection)
    if not now.epoch:
        raise RuntimeError("the journal has no epoch yet")
    counter, chain = now.counter, now.chain
    stamped: list[StampedOperation] = []
    seen = set(known)
    for one in incoming:
        if one.uid in seen:
            continue
        seen.add(one.uid)
        counter += 1
        stamp = Stamp(now.epoch, counter)
        chain = ops.chain_next(chain, stamp, one.uid, one.commune_code, one.entity, one.base, one.commit())
        stamped.append(StampedOperation(one, stamp, chain))
    received = receive(connection, stamped)
    set_place(connection, Place(now.epoch, counter, chain))
    return received


def known_commits(connection: Connection, uids: Iterable[str]) -> dict[str, str]:
    """uid → commitment of those of *uids* that the journal holds."""
    found: dict[str, str] = {}
    for chunk in chunks(uids):
        query = select(OPERATION.c.uid, OPERATION.c.commitment).where(OPERATION.c.uid.in_(chunk))
        found.update({row.uid: row.commitment for row in connection.execute(query)})
    return found


def receive(connection: Connection, incoming: Sequence[StampedOperation]) -> Received:
    """Take in operations made elsewhere: known uids are left out, states are folded anew, conflicts are kept.

    The caller has verified signatures, chain and scope. Raises KeyError for a kind or path unknown to this program.
    """
    known = known_commits(connection, [one.operation.uid for one in incoming])
    fresh: dict[str, StampedOperation] = {}
    for one in incoming:
        if one.operation.uid not in known:
            fresh.setdefault(one.operation.uid, one)
    if not fresh:
        return Received(0, (), 0)
    touched = {one.operation.entity_id: one.operation for one in fresh.values()}
    commune_totals.touched(connection, {one.commune_code for one in touched.values()})
    history: dict[str, list[Operation]] = {entity_id: [] for entity_id in touched}
    for earlier in operations_of(connection, sorted(touched)):
        history[earlier.operation.entity_id].append(earlier.operation)
    existing = {entity_id for entity_id, operations in history.items() if operations}
    for one in fresh.values():
        history[one.operation.entity_id].append(one.operation)
    heads, conflicts = write_states(connection, touched, history, existing)
    _drop_heads(connection, sorted(existing))
    insert_rows(connection, OPERATION, _COLUMNS, [_received_values(one, uid in heads) for uid, one in fresh.items()])
    for chunk in chunks(heads - fresh.keys()):
        connection.execute(update(OPERATION).where(OPERATION.c.uid.in_(chunk)).values(is_head=True))
    return Received(len(fresh), tuple(operation.entity for operation in touched.values()), conflicts)


def write_states(
    connection: Connection,
    touched: Mapping[str, Operation],
    history: Mapping[str, Sequence[Operation]],
    existing: set[str],
) -> tuple[set[str], int]:
    """Write the folded states of *touched* entities; returns all head uids and the number of open conflicts.

    *history* are all operations of each by id; those *existing* have rows that are changed, the others get new ones.
    """
    for chunk in chunks(existing):
        connection.execute(delete(CONFLICT).where(CONFLICT.c.entity_id.in_(chunk)))
    heads: set[str] = set()
    conflicts: list[dict[str, object]] = []
    changes: dict[str, list[rows.Change]] = {}
    for entity_id, operation in touched.items():
        state = ops.fold(history[entity_id])
        heads.update(state.heads)
        if ops.erased_whole(history[entity_id], state):
            continue
        mark: dict[str, object] = {
            "entity_kind": operation.entity_kind,
            "entity_id": entity_id,
            "commune_code": operation.commune_code,
        }
        conflicts += [mark | {"path": one.path, "choices": json.dumps(one.choices)} for one in state.conflicts]
        change = (operation.entity_kind, entity_id, state.fields, entity_id not in existing)
        changes.setdefault(operation.commune_code, []).append(change)
    if conflicts:
        connection.execute(insert(CONFLICT), conflicts)
    for commune_code, some in changes.items():
        some.sort(key=lambda change: change[2].get("status") == "active")  # an ended model makes room for the next one
        rows.apply_changes(connection, commune_code, some)
    return heads, len(conflicts)


def all_heads(connection: Connection, commune_code: str = "") -> list[tuple[str, list[str]]]:
    """(entity, head uids) of the whole store, or of one commune."""
    query = select(OPERATION.c.entity_kind, OPERATION.c.entity_id, OPERATION.c.uid).where(OPERATION.c.is_head)
    if commune_code:
        query = query.where(OPERATION.c.commune_code == commune_code)
    found: dict[str, list[str]] = {}
    for kind, entity_id, uid in connection.execute(query):
        found.setdefault(f"{kind}:{entity_id}", []).append(uid)
    return list(found.items())


def heads_hash(connection: Connection, commune_code: str = "") -> str:
    """The hash over all heads (:func:`sinhke_desktop.domain.operations.heads_hash`)."""
    return ops.heads_hash(all_heads(connection, commune_code))


def state_hash(connection: Connection, commune_code: str = "") -> str:
    """The hash over all live content (:func:`sinhke_desktop.domain.operations.state_hash`)."""
    return ops.state_hash(rows.live_entities(connection, commune_code))


def hashes(connection: Connection, commune_code: str, progress: Progress) -> tuple[str, str]:
    """A commune's (heads hash, state hash); *progress* counts its records. Raises Cancelled."""
    heads = all_heads(connection, commune_code)
    live = watched(rows.live_entities(connection, commune_code), progress, len(heads))
    return ops.heads_hash(heads), ops.state_hash(live)
