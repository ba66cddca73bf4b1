"""Brings a store's tables to this program's version, step by numbered step (Alembic)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

import sinhke_desktop.storage.all_tables  # noqa: F401 - every kind of entity must be known before a store opens
from sinhke_desktop.i18n import _
from sinhke_desktop.storage.database import Database, DatabaseTooNew

NEWEST = "0005"
KNOWN = ("0001", "0002", "0003", "0004", "0005")


def stored_version(connection: Connection) -> str:
    """The step that the store has reached, or an empty text for a store without tables."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")


def needs_upgrade(database: Database) -> bool:
    """True if steps are missing; raises :class:`DatabaseTooNew` for a store of a newer program."""
    with database.read() as connection:
        version = stored_version(connection)
    if version and version not in KNOWN:
        raise DatabaseTooNew(
            _("These data were written by a newer version of the program. Nothing was changed."),
            _("Install the newer version on this machine."),
        )
    return version != NEWEST


def upgrade(database: Database) -> None:
    """Run the missing steps in one transaction."""
    with database.write() as connection:
        run_steps(connection)


def run_steps(connection: Connection, last: str = "head") -> None:
    """Run the missing steps, up to the *last*, within the caller's transaction."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(Path(__file__).parent / "migrations"))

    def steps(revision: object, _context: object) -> list[object]:
        return scripts._upgrade_revs(last, revision)  # type: ignore[arg-type,return-value]  # noqa: SLF001

    context = MigrationContext.configure(connection, opts={"fn": steps, "transactional_ddl": False})
    with Operations.context(context):
        context.run_migrations()
