"""Values that belong to this store alone and are never journalled."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, update

from sinhke_desktop.storage.tables import LocalValueRow, table_of

LOCAL = table_of(LocalValueRow)


def get_value(connection: Connection, key: str) -> str:
    """The value of *key*, or an empty text."""
    return connection.scalar(select(LOCAL.c.value).where(LOCAL.c.key == key)) or ""


def set_value(connection: Connection, key: str, value: str) -> None:
    """Keep *value* under *key*."""
    if connection.execute(update(LOCAL).where(LOCAL.c.key == key).values(value=value)).rowcount == 0:
        connection.execute(insert(LOCAL), [{"key": key, "value": value}])


def drop_value(connection: Connection, key: str) -> None:
    """Forget *key*."""
    connection.execute(delete(LOCAL).where(LOCAL.c.key == key))
