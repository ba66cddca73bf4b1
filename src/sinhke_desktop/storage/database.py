"""An open store, and the data file: SQLCipher behind SQLAlchemy, opened with a raw 32-byte key.

The only module with SQLite's own SQL; a store on a server is opened by :mod:`sinhke_desktop.storage.server`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, exc
from sqlcipher3 import dbapi2 as sqlcipher

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _

FILE_NAME = "sinhke.db"
WRITING = "sinhke_writing"

PRAGMAS = (
    "cipher_log_level = NONE",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "mmap_size = 0",
    "cache_size = -64000",
    "busy_timeout = 5000",
)


class DatabaseDamaged(SinhkeError):
    """The data file cannot be read with its own key (``DL-01``)."""

    code = "DL-01"


class DatabaseTooNew(SinhkeError):
    """The data file was written by a newer program (``DL-02``); nothing was changed."""

    code = "DL-02"


class StorageRefused(SinhkeError):
    """The system refused to store: disk full, read-only, locked (``DL-03`` to ``DL-06``); stored data are safe."""

    code = "DL-03"


def _known_failure(error: BaseException | None, _committing: bool = False) -> SinhkeError | None:
    name = getattr(error, "sqlite_errorname", "") or ""
    text = str(error).lower()
    if "FULL" in name or "disk is full" in text:
        return StorageRefused(
            _("The disk is full, so this was not stored. What was stored before is safe."),
            _("Delete some files, then save again."),
            "DL-04",
        )
    if "READONLY" in name or "readonly" in text:
        return StorageRefused(
            _("The data folder is write-protected, so this was not stored. What was stored before is safe."),
            _("Ask whoever set up the machine for the right to write there."),
            "DL-05",
        )
    if "BUSY" in name or "database is locked" in text:
        return StorageRefused(
            _("Another program is holding the data file. Nothing was lost."),
            _("Close the other window of this program, or wait for the virus scan, then try again."),
            "DL-06",
        )
    if "NOTADB" in name or "CORRUPT" in name or "not a database" in text or "malformed" in text:
        return DatabaseDamaged(
            _("Part of the data file is damaged. The program changes nothing in it."),
            _("Restore the newest backup (Settings, Backups), or telephone for help."),
        )
    if "IOERR" in name or "disk i/o error" in text:
        return StorageRefused(
            _("The disk reported an error, so this was not stored. What was stored before is safe."),
            _("Check the disk, make a backup to another drive, then try again."),
            "DL-03",
        )
    return None


Explain: TypeAlias = Callable[[BaseException | None, bool], SinhkeError | None]
"""What to tell of a driver's failure, or None if it is our mistake; True while a transaction is being completed."""


@contextmanager
def translated(explain: Explain = _known_failure, *, committing: bool = False) -> Iterator[None]:
    """Turn the database library's failures that a person can mend into :class:`SinhkeError`."""
    try:
        yield
    except (exc.DBAPIError, sqlcipher.DatabaseError) as error:
        known = explain(error.orig if isinstance(error, exc.DBAPIError) else error, committing)
        if known is None:
            raise
        raise known from error


@dataclass(frozen=True, slots=True)
class Database:
    """An open store. ``path`` is None on a server.

    ``explain`` tells what its driver's failures mean; ``writing`` are a writing connection's further options.
    """

    engine: Engine
    path: Path | None
    explain: Explain = _known_failure
    writing: Mapping[str, object] = field(default_factory=dict)

    @property
    def on_server(self) -> bool:
        """True if the rows lie on a server."""
        return self.path is None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for reading one consistent state."""
        with translated(self.explain), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that takes the write lock at once; all of it is stored, or nothing."""
        with (
            translated(self.explain),
            self.engine.connect().execution_options(**{WRITING: True, **self.writing}) as connection,
            connection.begin() as transaction,
        ):
            yield connection
            if transaction.is_active:
                with translated(self.explain, committing=True):
                    transaction.commit()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _connect(path: Path, key: bytes) -> Any:
    connection = sqlcipher.connect(str(path), check_same_thread=False, isolation_level=None, timeout=5.0)
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("SELECT count(*) FROM sqlite_master")
    except BaseException:
        connection.close()
        raise
    return connection


def open_file(path: Path, key: bytes) -> Database:
    """Open (or begin) the encrypted file at *path* with the raw 32-byte *key*.

    Raises :class:`DatabaseDamaged` when the file does not answer to the key.
    """
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: _connect(path, key),
        poolclass=QueuePool,
        pool_size=4,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get(WRITING)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    database = Database(engine, path)
    try:
        with database.read():
            pass
    except BaseException:
        engine.dispose()
        raise
    return database


def integrity_problems(database: Database) -> list[str]:
    """What the file's own checks find: every page's authentication code, then SQLite's structure check.

    A power cut may have torn a page of the file that the write-ahead log still holds whole. The page check does not
    look into that log, so where it complains the log is copied into the file first, as the next start of work would.
    """
    if database.on_server:
        return []
    found = _torn_pages(database)
    if found:
        with translated():
            settling = database.engine.raw_connection()
            try:
                settling.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
            finally:
                settling.close()
        found = _torn_pages(database)
    with database.read() as connection:
        found += [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"foreign key: {row[0]}" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]
    return found


def _torn_pages(database: Database) -> list[str]:
    with database.read() as connection:
        return [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]


def compact(database: Database) -> None:
    """Write the file anew without the pages that were freed, and empty the write-ahead log: what was erased is gone.

    Nobody else may be writing; nothing happens on a server.
    """
    if database.on_server:
        return
    with translated():
        connection = database.engine.raw_connection()
        try:
            cursor = connection.cursor()
            for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                cursor.execute(statement)
                cursor.fetchall()
        finally:
            connection.close()


def copy_whole(database: Database, target: Path, key: bytes) -> None:
    """Copy a consistent state into the new file *target* under the same key, through SQLite's backup interface."""
    with translated():
        connection = _connect(target, key)
        try:
            with database.read() as source:
                driver = source.connection.driver_connection
                if driver is None:
                    raise RuntimeError("no open connection")
                driver.backup(connection)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("PRAGMA journal_mode = DELETE")
        finally:
            connection.close()
