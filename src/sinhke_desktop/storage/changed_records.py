"""Records before and after a receiving: which are live, what their fields hold, which are in conflict."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from sinhke_desktop.domain.operations import Operation, Value
from sinhke_desktop.storage import rows
from sinhke_desktop.storage.bulk import chunks
from sinhke_desktop.storage.journal import CONFLICT, OPERATION, stored_operation
from sinhke_desktop.storage.tables import ENTITY_TABLES


def by_kind(operations: Iterable[Operation]) -> dict[str, list[str]]:
    """The ids of the records that *operations* write, by kind, each once, in their order."""
    found: dict[str, dict[str, None]] = {}
    for one in operations:
        found.setdefault(one.entity_kind, {})[one.entity_id] = None
    return {kind: list(ids) for kind, ids in found.items()}


def live_marks(connection: Connection, touched: Mapping[str, Collection[str]]) -> dict[str, bool]:
    """Id → True if the record is live, False if it was removed; none for one that the store does not have."""
    found: dict[str, bool] = {}
    for kind, ids in touched.items():
        table = ENTITY_TABLES[kind].table
        for chunk in chunks(ids):
            query = select(table.c.id, table.c.removed).where(table.c.id.in_(chunk))
            found.update({row.id: not row.removed for row in connection.execute(query)})
    return found


def fields_of(connection: Connection, kind: str, ids: Collection[str]) -> dict[str, dict[str, Value]]:
    """Id → all fields of the records of *kind* that the store has, parts included."""
    entity = ENTITY_TABLES[kind]
    found: dict[str, dict[str, Value]] = {}
    for chunk in chunks(ids):
        names = rows.columns(entity.table)
        for row in connection.execute(select(entity.table).where(entity.table.c.id.in_(chunk))).mappings():
            found[row["id"]] = {name: row[name] for name in names}
        for part, held in entity.parts.items():
            names = rows.columns(held.table, held.owner)
            query = select(held.table).where(held.table.c[held.owner].in_(chunk)).order_by(held.table.c.id)
            for row in connection.execute(query).mappings():
                found[row[held.owner]].update({f"{part}/{row['id']}/{name}": row[name] for name in names})
    return found


def in_conflict(connection: Connection, ids: Collection[str]) -> frozenset[str]:
    """Those of *ids* with a field that a person must decide."""
    found: set[str] = set()
    for chunk in chunks(ids):
        found.update(connection.scalars(select(CONFLICT.c.entity_id).where(CONFLICT.c.entity_id.in_(chunk))))
    return frozenset(found)


class Choice(NamedTuple):
    """One of the values of a field in conflict, with who wrote it and when (the writer's clock)."""

    value: Value
    officer: str
    claimed_time: str


def choices_of(connection: Connection, ids: Collection[str]) -> dict[str, dict[str, tuple[Choice, ...]]]:
    """Record id → path → the values to choose from, of the records in conflict among *ids*."""
    waiting: dict[tuple[str, str], list[tuple[str, Value]]] = {}
    for chunk in chunks(ids):
        for row in connection.execute(select(CONFLICT).where(CONFLICT.c.entity_id.in_(chunk))):
            waiting[(row.entity_id, row.path)] = [(uid, value) for uid, value in json.loads(row.choices)]
    writers: dict[str, Operation] = {}
    for chunk in chunks({uid for choices in waiting.values() for uid, _value in choices}):
        for held in connection.execute(select(OPERATION).where(OPERATION.c.uid.in_(chunk))).mappings():
            writers[held["uid"]] = stored_operation(held).operation
    found: dict[str, dict[str, tuple[Choice, ...]]] = {}
    for (entity_id, path), choices in waiting.items():
        sides = tuple(Choice(value, writers[uid].officer, writers[uid].claimed_time) for uid, value in choices)
        found.setdefault(entity_id, {})[path] = sides
    return found


def count_conflicts(connection: Connection, ids: Collection[str]) -> int:
    """How many fields of the records with *ids* a person must decide."""
    return sum(
        connection.scalar(select(func.count()).select_from(CONFLICT).where(CONFLICT.c.entity_id.in_(chunk))) or 0
        for chunk in chunks(ids)
    )


def commune_codes(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """Record id → the commune that it belongs to."""
    found: dict[str, str] = {}
    for chunk in chunks(ids):
        query = (
            select(OPERATION.c.entity_id, OPERATION.c.commune_code).where(OPERATION.c.entity_id.in_(chunk)).distinct()
        )
        found.update({row.entity_id: row.commune_code for row in connection.execute(query)})
    return found
