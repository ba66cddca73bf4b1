"""Letting a received bundle's operations leave the store again, as if it had not come (exchange.md c.5, c.9)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, select, update

from sinhke_desktop.domain.operations import ERASURE, Operation, StampedOperation
from sinhke_desktop.storage import commune_totals, journal
from sinhke_desktop.storage.bulk import chunks
from sinhke_desktop.storage.journal import CONFLICT, OPERATION, stored_operation
from sinhke_desktop.storage.office import AUDIT, RESTAMPED
from sinhke_desktop.storage.paired_devices import RECEIVED, STREAM
from sinhke_desktop.storage.tables import ENTITY_TABLES


@dataclass(frozen=True, slots=True)
class BundlePlace:
    """A received bundle and where its stream stood before it; ``undoable`` False for those of earlier programs."""

    epoch: str
    sequence: int
    header_hash: str
    device: str
    last_sequence: int
    forked: bool
    prior_cursor: int
    prior_chain: str
    prior_sequence: int
    prior_header_hash: str
    new_operations: int
    note: str
    received_at: str
    officer: str

    @property
    def is_last(self) -> bool:
        """True for the newest bundle of its stream."""
        return self.sequence == self.last_sequence

    @property
    def undoable(self) -> bool:
        """True if it is known where the stream stood before."""
        return bool(self.prior_chain)


class Leaving(NamedTuple):
    """An operation that leaves the store, without its content."""

    uid: str
    entity_kind: str
    entity_id: str
    commune_code: str
    batch: str | None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The operations that leave, and those that stay because they also came elsewhere (uid → that other place)."""

    leaving: tuple[Leaving, ...]
    staying: Mapping[str, tuple[str, int, str]]

    @property
    def erases(self) -> bool:
        """True if it told of an erasure: what that emptied cannot come back."""
        return any(one.batch == ERASURE for one in self.leaving)


def bundle_place(connection: Connection, epoch: str, sequence: int) -> BundlePlace | None:
    """The received bundle, or None."""
    columns = (
        RECEIVED.c.epoch, RECEIVED.c.sequence, RECEIVED.c.header_hash, STREAM.c.device, STREAM.c.last_sequence,
        STREAM.c.forked, RECEIVED.c.prior_cursor, RECEIVED.c.prior_chain, RECEIVED.c.prior_sequence,
        RECEIVED.c.prior_header_hash, RECEIVED.c.new_operations, RECEIVED.c.note, RECEIVED.c.received_at,
        RECEIVED.c.officer,
    )  # fmt: skip
    query = select(*columns).join(STREAM, STREAM.c.epoch == RECEIVED.c.epoch)
    mine = (RECEIVED.c.epoch == epoch, RECEIVED.c.sequence == sequence)
    row = connection.execute(query.where(*mine)).mappings().one_or_none()
    return None if row is None else BundlePlace(**row)


def operations_of(connection: Connection, place: BundlePlace) -> Withdrawn:
    """What would leave with the bundle at *place*, the last of its stream, and what would stay."""
    mine = (OPERATION.c.epoch == place.epoch, OPERATION.c.counter > place.prior_cursor)
    columns = [OPERATION.c[name] for name in Leaving._fields]
    rows = connection.execute(select(*columns).where(*mine).order_by(OPERATION.c.counter))
    operations = [Leaving(*row) for row in rows]
    staying: dict[str, tuple[str, int, str]] = {}
    for chunk in chunks(one.uid for one in operations):
        query = (
            select(RESTAMPED)
            .where(RESTAMPED.c.uid.in_(chunk), RESTAMPED.c.epoch != place.epoch)
            .order_by(RESTAMPED.c.epoch.desc(), RESTAMPED.c.counter.desc())
        )
        staying.update({row.uid: (row.epoch, row.counter, row.chain) for row in connection.execute(query)})
    return Withdrawn(tuple(one for one in operations if one.uid not in staying), staying)


def building_on(connection: Connection, leaving: Sequence[Leaving]) -> list[StampedOperation]:
    """The operations that would be left in the store and replace one of those *leaving*, oldest first."""
    gone = {one.uid for one in leaving}
    found: list[str] = []
    for chunk in chunks(one.entity_id for one in leaving):
        query = select(OPERATION.c.uid, OPERATION.c.base).where(
            OPERATION.c.entity_id.in_(chunk), OPERATION.c.base != ""
        )
        found += [
            row.uid
            for row in connection.execute(query)
            if row.uid not in gone and not gone.isdisjoint(row.base.split(","))
        ]
    built: list[StampedOperation] = []
    for chunk in chunks(found):
        rows = connection.execute(select(OPERATION).where(OPERATION.c.uid.in_(chunk)).order_by(OPERATION.c.position))
        built += [stored_operation(row) for row in rows.mappings()]
    return built


def withdraw(connection: Connection, place: BundlePlace, withdrawn: Withdrawn) -> None:
    """Take the operations out, fold the records that they wrote anew, and put the stream back.

    The caller has made sure that nothing builds on them and that they erased nothing.
    """
    _move_staying(connection, withdrawn.staying)
    for chunk in chunks(one.uid for one in withdrawn.leaving):
        connection.execute(delete(OPERATION).where(OPERATION.c.uid.in_(chunk)))
    beyond = (RESTAMPED.c.epoch == place.epoch, RESTAMPED.c.counter > place.prior_cursor)
    connection.execute(delete(RESTAMPED).where(*beyond))
    _fold_anew(connection, withdrawn.leaving)
    commune_totals.touched(connection, {one.commune_code for one in withdrawn.leaving})
    _put_back(connection, place)


def _move_staying(connection: Connection, staying: Mapping[str, tuple[str, int, str]]) -> None:
    """Give the operations that also came elsewhere that other place."""
    places = [
        {"uid_": uid, "epoch_": epoch, "counter_": counter, "chain_": chain}
        for uid, (epoch, counter, chain) in staying.items()
    ]
    if not places:
        return
    there = (RESTAMPED.c.epoch == bindparam("epoch_"), RESTAMPED.c.counter == bindparam("counter_"))
    connection.execute(delete(RESTAMPED).where(*there), places)
    moved = update(OPERATION).where(OPERATION.c.uid == bindparam("uid_"))
    connection.execute(
        moved.values(epoch=bindparam("epoch_"), counter=bindparam("counter_"), chain=bindparam("chain_")), places
    )


def _fold_anew(connection: Connection, leaving: Sequence[Leaving]) -> None:
    """Write what the operations that are left say of each record, or nothing where none is left."""
    touched = {one.entity_id for one in leaving}
    for kind, ids in _by_kind(leaving).items():
        entity = ENTITY_TABLES[kind]
        for chunk in chunks(ids):
            for part in entity.parts.values():
                connection.execute(delete(part.table).where(part.table.c[part.owner].in_(chunk)))
            connection.execute(delete(entity.table).where(entity.table.c.id.in_(chunk)))
    for chunk in chunks(touched):
        connection.execute(delete(CONFLICT).where(CONFLICT.c.entity_id.in_(chunk)))
    history = _history(connection, touched)
    left = {entity_id: operations[0] for entity_id, operations in history.items()}
    heads, _conflicts = journal.write_states(connection, left, history, set())
    for chunk in chunks(history):
        connection.execute(update(OPERATION).where(OPERATION.c.entity_id.in_(chunk)).values(is_head=False))
    for chunk in chunks(heads):
        connection.execute(update(OPERATION).where(OPERATION.c.uid.in_(chunk)).values(is_head=True))


def _by_kind(leaving: Sequence[Leaving]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in leaving:
        found.setdefault(one.entity_kind, set()).add(one.entity_id)
    return found


def _history(connection: Connection, entity_ids: Collection[str]) -> dict[str, list[Operation]]:
    """Every operation that is left of each record, emptied ones too; no entry for a record of which none is."""
    found: dict[str, list[Operation]] = {}
    for chunk in chunks(entity_ids):
        query = select(OPERATION).where(OPERATION.c.entity_id.in_(chunk)).order_by(OPERATION.c.position)
        for row in connection.execute(query).mappings():
            operation = stored_operation(row).operation
            found.setdefault(operation.entity_id, []).append(operation)
    return found


def _put_back(connection: Connection, place: BundlePlace) -> None:
    """Forget that the bundle was received; a stream that began with it is gone, unless a fork was met in it.

    The machine is taken to hold nothing until it sends again.
    """
    mine = (RECEIVED.c.epoch == place.epoch, RECEIVED.c.sequence == place.sequence)
    connection.execute(delete(RECEIVED).where(*mine))
    if place.prior_sequence or place.forked:
        values = {
            "cursor": place.prior_cursor,
            "chain": place.prior_chain,
            "last_sequence": place.prior_sequence,
            "header_hash": place.prior_header_hash,
        }
        connection.execute(update(STREAM).where(STREAM.c.epoch == place.epoch).values(**values))
    else:
        connection.execute(delete(STREAM).where(STREAM.c.epoch == place.epoch))
    connection.execute(update(STREAM).where(STREAM.c.device == place.device).values(parents="[]"))


def still_named(connection: Connection, leaving: Sequence[Leaving]) -> tuple[str, str] | None:
    """(kind, id) of a live record that names one of which nothing is left; None if there is none. After withdrawing."""
    ids = {one.entity_id for one in leaving}
    for chunk in chunks(ids):
        ids -= set(connection.scalars(select(OPERATION.c.entity_id).where(OPERATION.c.entity_id.in_(chunk))))
    codes = sorted({one.commune_code for one in leaving})
    for kind, entity in ENTITY_TABLES.items():
        for column in entity.table.c:
            if not column.name.endswith("_id") or not ids:
                continue
            query = select(entity.table.c.id, column).where(
                entity.table.c.commune_code.in_(codes), column != "", entity.table.c.removed.is_(False)
            )
            for row in connection.execute(query):
                if row[1] in ids:
                    return kind, row[0]
    return None


def received_order(connection: Connection, limit: int) -> list[tuple[str, int]]:
    """(epoch, number) of the newest received bundles, newest first, in the order in which they were received."""
    query = select(AUDIT.c.detail).where(AUDIT.c.action == "receive").order_by(AUDIT.c.position.desc()).limit(2 * limit)
    found: dict[tuple[str, int], None] = {}
    for detail in connection.scalars(query):
        epoch, _space, sequence = detail.partition(" ")
        found[(epoch, int(sequence))] = None
    return list(found)[:limit]
