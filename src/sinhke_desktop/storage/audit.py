"""Checks of the journal against itself and of the rows against the journal; a page put back to an older state shows."""

from __future__ import annotations

from sqlalchemy import Connection, select

from sinhke_desktop.domain import operations as ops
from sinhke_desktop.domain.operations import Operation
from sinhke_desktop.storage import journal, rows
from sinhke_desktop.storage.tables import ENTITY_TABLES

BATCH = 2000


def chain_problems(connection: Connection) -> list[str]:
    """Breaks of the hash chain: contents, order, numbers and the remembered end of this store's own epoch."""
    problems: list[str] = []
    query = select(journal.OPERATION).order_by(journal.OPERATION.c.epoch, journal.OPERATION.c.counter)
    epoch, counter, chain, gap = "", 0, "", False
    own = journal.place(connection)
    ends: dict[str, tuple[int, str]] = {}
    for row in connection.execution_options(yield_per=BATCH).execute(query).mappings():
        one = journal.stored_operation(row)
        if one.stamp.epoch != epoch:
            epoch, counter, chain, gap = one.stamp.epoch, 0, ops.chain_start(one.stamp.epoch), False
        commit = one.operation.commit()
        if commit != row["commitment"]:
            problems.append(f"operation {one.operation.uid}: content does not match its commitment")
        gap = gap or one.stamp.counter != counter + 1
        if gap:
            chain = one.chain
        else:
            chain = ops.chain_next(
                chain, one.stamp, one.operation.uid, one.operation.commune_code, one.operation.entity,
                one.operation.base, commit,
            )  # fmt: skip
            if chain != one.chain:
                problems.append(f"operation {one.operation.uid}: the chain breaks here")
                chain = one.chain
        if gap and epoch == own.epoch:
            problems.append(f"operation {one.operation.uid}: number {one.stamp.counter} follows {counter}")
            gap = False
        counter = one.stamp.counter
        ends[epoch] = (counter, chain)
    if ends.get(own.epoch, (0, ops.chain_start(own.epoch))) != (own.counter, own.chain):
        problems.append("the end of the journal is not where it was left")
    return problems


def row_problems(connection: Connection) -> list[str]:
    """Rows that say something else than their operations, rows without operations, operations without rows, heads."""
    problems: list[str] = []
    stored = dict(rows.stored_entities(connection))
    heads = dict(journal.all_heads(connection))
    query = select(journal.OPERATION).order_by(
        journal.OPERATION.c.entity_kind, journal.OPERATION.c.entity_id, journal.OPERATION.c.position
    )
    waiting: list[Operation] = []

    def compare() -> None:
        if not waiting:
            return
        entity = waiting[0].entity
        state = ops.fold(waiting)
        fields = stored.pop(entity, None)
        if fields is None and ops.erased_whole(waiting, state):
            pass
        elif fields is None:
            problems.append(f"{entity}: no row")
        elif ops.meaningful(fields) != ops.meaningful(rows.said(waiting[0].entity_kind, state.fields)):
            problems.append(f"{entity}: the row does not match its operations")
        if sorted(heads.get(entity, ())) != list(state.heads):
            problems.append(f"{entity}: heads do not match its operations")

    for row in connection.execution_options(yield_per=BATCH).execute(query).mappings():
        operation = journal.stored_operation(row).operation
        if waiting and waiting[0].entity != operation.entity:
            compare()
            waiting.clear()
        waiting.append(operation)
    compare()
    problems += [f"{entity}: a row without any operation" for entity in stored]
    return problems


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table of the record has, and the journal's operations."""
    found = {}
    for kind, entity in ENTITY_TABLES.items():
        found[kind] = rows.count_live(connection, entity.table)
        for name, part in entity.parts.items():
            found[name] = rows.count_live(connection, part.table)
    return found | {"operation": journal.count_operations(connection)}


def hashes(connection: Connection) -> tuple[str, str]:
    """State hash and heads hash of the whole store."""
    return journal.state_hash(connection), journal.heads_hash(connection)
