"""Many rows at once, without building a statement's parameters row by row."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import Connection, Dialect, Table, insert


@lru_cache(maxsize=64)
def _statement(table: Table, columns: tuple[str, ...], dialect: Dialect) -> str:
    """The INSERT with positional places in the order of *columns*; empty where the driver wants names."""
    compiled = insert(table).compile(dialect=dialect, column_keys=list(columns))
    return str(compiled) if list(compiled.positiontup or ()) == list(columns) else ""


def insert_rows(
    connection: Connection, table: Table, columns: tuple[str, ...], values: Sequence[tuple[object, ...]]
) -> None:
    """Insert *values*, each in the order of *columns* (the table's own order); only plain column types."""
    if not values:
        return
    statement = _statement(table, columns, connection.dialect)
    if statement:
        connection.exec_driver_sql(statement, list(values))
    else:
        connection.execute(insert(table), [dict(zip(columns, row, strict=True)) for row in values])
