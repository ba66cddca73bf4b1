"""What waits for a person to decide: the open conflicts, and where each of their values came from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from sinhke_desktop.domain.operations import StampedOperation, Value
from sinhke_desktop.storage.bulk import chunks
from sinhke_desktop.storage.exchange_tables import RestampedRow
from sinhke_desktop.storage.journal import CONFLICT, OPERATION, stored_operation
from sinhke_desktop.storage.paired_devices import DEVICE, STREAM
from sinhke_desktop.storage.tables import table_of

RESTAMPED = table_of(RestampedRow)


@dataclass(frozen=True, slots=True)
class StoredConflict:
    """One path of an entity with its ``choices``: (operation uid, value), sorted by uid."""

    entity_kind: str
    entity_id: str
    commune_code: str
    path: str
    choices: tuple[tuple[str, Value], ...]


def open_conflicts(connection: Connection, commune_code: str = "", entity_id: str = "") -> list[StoredConflict]:
    """Every open conflict, of one commune or entity if named, ordered by commune, kind, entity and path."""
    query = select(CONFLICT).order_by(
        CONFLICT.c.commune_code, CONFLICT.c.entity_kind, CONFLICT.c.entity_id, CONFLICT.c.path
    )
    if commune_code:
        query = query.where(CONFLICT.c.commune_code == commune_code)
    if entity_id:
        query = query.where(CONFLICT.c.entity_id == entity_id)
    return [
        StoredConflict(
            row.entity_kind, row.entity_id, row.commune_code, row.path,
            tuple((uid, value) for uid, value in json.loads(row.choices)),
        )
        for row in connection.execute(query)
    ]  # fmt: skip


def count_entities(connection: Connection) -> dict[str, int]:
    """Commune code → how many of its entities have an open conflict."""
    some = select(CONFLICT.c.commune_code, CONFLICT.c.entity_kind, CONFLICT.c.entity_id).distinct().subquery()
    rows = connection.execute(select(some.c.commune_code, func.count()).group_by(some.c.commune_code))
    return {row[0]: row[1] for row in rows}


def operations(connection: Connection, uids: Iterable[str]) -> dict[str, StampedOperation]:
    """uid → its operation, of those that the journal holds; erased ones say nothing."""
    found = {}
    for some in chunks(uids):
        query = select(OPERATION).where(OPERATION.c.uid.in_(some))
        for row in connection.execute(query).mappings():
            one = stored_operation(row)
            found[one.operation.uid] = one
    return found


def senders(connection: Connection, uids: Iterable[str]) -> dict[str, tuple[str, int]]:
    """uid → (name, serial) of the paired machine that sent the operation first; those made here are left out."""
    found: dict[str, tuple[str, int]] = {}
    for some in chunks(uids):
        for table in (RESTAMPED, OPERATION):
            query = (
                select(table.c.uid, DEVICE.c.name, DEVICE.c.serial)
                .join(STREAM, STREAM.c.epoch == table.c.epoch)
                .join(DEVICE, DEVICE.c.device == STREAM.c.device)
                .where(table.c.uid.in_(some))
                .order_by(table.c.uid, DEVICE.c.serial)
            )
            for uid, name, serial in connection.execute(query):
                found.setdefault(uid, (name, serial))
    return found


def in_batch(connection: Connection, batch: str, limit: int) -> list[StampedOperation]:
    """The newest *limit* operations of *batch*, newest first."""
    query = select(OPERATION).where(OPERATION.c.batch == batch, OPERATION.c.payload != "")
    rows = connection.execute(query.order_by(OPERATION.c.position.desc()).limit(limit)).mappings()
    return [stored_operation(row) for row in rows]
