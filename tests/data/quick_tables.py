"""The tables of a new store written again from one store that the program's own steps made: 20 ms, not half a second.

Tests make hundreds of stores; ``tests/storage`` runs the steps themselves.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.storage import journal, keyslots, schema
from sinhke_desktop.storage.database import open_file
from sinhke_desktop.storage.local_values import set_value

MakeTables = Callable[[Connection, str], None]
_WRITTEN = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"


def tables_of(connection: Connection) -> list[str]:
    """Every statement by which the store's tables and indexes were made."""
    return [str(one) for one in connection.exec_driver_sql(_WRITTEN).scalars()]


@cache
def _statements() -> tuple[str, ...]:
    """What the program's own steps make, read back; the only row that they write is their own number."""
    with TemporaryDirectory() as folder:
        made = open_file(Path(folder) / "once.db", os.urandom(32))
        schema.upgrade(made)
        with made.read() as connection:
            found = tables_of(connection)
        made.close()
    return (*found, f"INSERT INTO alembic_version VALUES ('{schema.NEWEST}')")


def quick(own_way: MakeTables) -> MakeTables:
    """*own_way* of making a new store's tables, with the steps' outcome in a file instead of the steps."""

    def make_tables(connection: Connection, role: str) -> None:
        if connection.dialect.name != "sqlite":
            own_way(connection, role)
            return
        for statement in _statements():
            connection.exec_driver_sql(statement)
        set_value(connection, workspaces.ROLE, role)
        journal.begin_epoch(connection, keyslots.machine_noise())

    return make_tables
