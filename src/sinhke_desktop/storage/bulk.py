"""Many rows at once, without building a statement's parameters row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Table, exc, insert

CHUNK = 400
"""Values that one statement names."""


def chunks(ids: Iterable[str]) -> Iterator[Sequence[str]]:
    """*ids* sorted, each once, as many at a time as one statement names."""
    among = sorted(set(ids))
    for start in range(0, len(among), CHUNK):
        yield among[start : start + CHUNK]


@lru_cache(maxsize=64)
def _statement(table: Table, columns: tuple[str, ...], dialect: Dialect) -> str:
    """The INSERT with positional places in the order of *columns*."""
    compiled = insert(table).compile(dialect=dialect, column_keys=list(columns))
    if list(compiled.positiontup or ()) != list(columns):
        raise ValueError(f"{table.name}: the columns are not in the table's order")
    return str(compiled)


@lru_cache(maxsize=64)
def _copy(table: Table, columns: tuple[str, ...], dialect: Dialect) -> str:
    quote = dialect.identifier_preparer.quote
    return f"COPY {quote(table.name)} ({', '.join(map(quote, columns))}) FROM STDIN"


def insert_rows(
    connection: Connection, table: Table, columns: tuple[str, ...], values: Sequence[tuple[object, ...]]
) -> None:
    """Insert *values*, each in the order of *columns* (the table's own order); only plain column types."""
    if not values:
        return
    if connection.dialect.name == "postgresql":
        _copy_rows(connection, _copy(table, columns, connection.dialect), values)
    else:
        connection.exec_driver_sql(_statement(table, columns, connection.dialect), list(values))


def _copy_rows(connection: Connection, statement: str, values: Sequence[tuple[object, ...]]) -> None:
    """PostgreSQL's own way for many rows; its refusals come as any statement's would, without the rows' contents."""
    driver = cast("Any", connection.connection.driver_connection)
    failure = connection.dialect.loaded_dbapi.Error
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in values:
                copy.write_row(row)
    except failure as error:
        primary = getattr(getattr(error, "diag", None), "message_primary", None)
        if primary:
            error.args = (primary,)
        raise exc.DBAPIError.instance(statement, None, error, failure, hide_parameters=True) from error
