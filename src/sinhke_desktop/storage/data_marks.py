"""Whether the store holds the operations that a mark on paper stands for."""

from __future__ import annotations

from sqlalchemy import Connection, select

from sinhke_desktop.storage.journal import OPERATION, stored_operation
from sinhke_desktop.storage.office import RESTAMPED


def time_of(connection: Connection, counter: int, start: str) -> str | None:
    """When the operation number *counter* was made whose chain hash begins with *start*, as its author claims it.

    Of any epoch, this store's own or a received one; an empty text where the operation was erased by law. None where
    no such operation is held.
    """
    query = select(OPERATION).where(OPERATION.c.counter == counter, OPERATION.c.chain.startswith(start))
    row = connection.execute(query).mappings().first()
    if row is not None:
        return stored_operation(row).operation.claimed_time
    again = select(RESTAMPED.c.uid).where(RESTAMPED.c.counter == counter, RESTAMPED.c.chain.startswith(start))
    uid = connection.scalar(again)
    if uid is None:
        return None
    row = connection.execute(select(OPERATION).where(OPERATION.c.uid == uid)).mappings().first()
    return stored_operation(row).operation.claimed_time if row is not None else ""
