"""A store on a PostgreSQL server, for a receiving office that outgrows one file (decision 0023).

The only module with PostgreSQL's own SQL. One writer at a time: a writing transaction first takes an advisory lock of
the database, so that the journal's numbers and chain stay one line; readers see one state and wait for nobody.
"""

from __future__ import annotations

import hashlib
from typing import cast

from sqlalchemy import Connection, Engine, create_engine, event, text

import sinhke_desktop.storage.server_types  # noqa: F401 - how the columns are made there
from sinhke_desktop.i18n import _
from sinhke_desktop.storage.database import WRITING, Database, StorageRefused
from sinhke_desktop.storage.local_values import SEAT, Seat
from sinhke_desktop.storage.server_address import ServerAddress
from sinhke_desktop.storage.server_driver import load_driver
from sinhke_desktop.storage.server_failures import ServerUnfit, explain

APPLICATION = "sinhke-desktop"
OLDEST_VERSION = 130000
WRITERS_LOCK = 7_465_001
"""The advisory lock's number within the office's database."""
WAIT_FOR_WRITER, IDLE_WRITER, LOST_CLIENT = "60s", "10min", "30"
_WRITING = {"isolation_level": "READ COMMITTED", "postgresql_readonly": False}
"""Each statement sees what was stored when it begins, so whoever waited for the lock sees all of the writer before it.
REPEATABLE READ would show the state of before the wait."""
_MIXED = {"texts": ["a", "B", "-b", "Z", "_a", "é", "Ă", "Đ", "đ"]}


def open_server(address: ServerAddress, password: str, seat: Seat) -> Database:
    """Open the database at *address* from *seat*; *password* is empty where libpq has its own way to one.

    Raises ServerUnreachable, LoginRefused, WayNotEncrypted, :class:`ServerUnfit`.
    """
    load_driver()
    engine = create_engine(
        address.engine_url(password),
        hide_parameters=True,
        pool_size=4,
        pool_pre_ping=True,
        isolation_level="REPEATABLE READ",
        execution_options={SEAT: seat, "postgresql_readonly": True},
        connect_args={"application_name": APPLICATION, "options": _session_settings()},
    )
    _one_writer(engine)
    database = Database(engine, None, explain, _WRITING)
    try:
        with database.read() as connection:
            _check_fit(connection)
    except BaseException:
        engine.dispose()
        raise
    return database


def _session_settings() -> str:
    """How long this session waits for the writer, and how soon the server notices that this machine is gone."""
    settings = {
        "client_encoding": "UTF8",
        "lock_timeout": WAIT_FOR_WRITER,
        "idle_in_transaction_session_timeout": IDLE_WRITER,
        "tcp_keepalives_idle": LOST_CLIENT,
        "tcp_keepalives_interval": "10",
        "tcp_keepalives_count": "3",
    }
    return " ".join(f"-c {name}={value}" for name, value in settings.items())


def _one_writer(engine: Engine) -> None:
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITING):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")


def _check_fit(connection: Connection) -> None:
    """UTF-8, text ordered by its bytes, and a version that is still known; raises :class:`ServerUnfit`."""
    version = int(str(connection.exec_driver_sql("SHOW server_version_num").scalar()))
    if version < OLDEST_VERSION:
        raise ServerUnfit(
            _("The PostgreSQL of this server is too old. Nothing was changed."), _("Version 13 or newer is needed.")
        )
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    ordered = connection.scalars(text("SELECT t FROM unnest(CAST(:texts AS text[])) AS t ORDER BY t"), _MIXED).all()
    if encoding != "UTF8" or list(ordered) != sorted(_MIXED["texts"]):
        raise ServerUnfit(
            _("The database on the server was made with another alphabet or order. Nothing was changed."),
            _("Let the administrator make it so: {command}").format(
                command="CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
            ),
        )


def identity(connection: Connection) -> str:
    """64 hexadecimal digits for this very store on its server.

    Another after a dump was put back, after a recovery to an earlier moment, or in a copy of the server: its numbers
    must then not go on as if nothing had happened (exchange.md c.5).
    """
    query = (
        "SELECT s.system_identifier, c.timeline_id, d.oid, 'operation'::regclass::oid "
        "FROM pg_control_system() s, pg_control_checkpoint() c, pg_database d WHERE d.datname = current_database()"
    )
    parts = cast("tuple[int, ...]", tuple(connection.exec_driver_sql(query).one()))
    return hashlib.sha256(("sinhke-server-v1\0" + "\0".join(map(str, parts))).encode()).hexdigest()


def check_has_store(version: str) -> None:
    """Raise :class:`ServerUnfit` where no office was ever set up in the database; *version* is the tables' own."""
    if not version:
        raise ServerUnfit(
            _("There is no office's store in this database yet. Nothing was changed."),
            _("Set the office up first (office init --server), or check the address."),
        )


def check_alone(connection: Connection) -> None:
    """Raise StorageRefused (DL-06) while another machine has the store open."""
    query = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND application_name = :name AND pid <> pg_backend_pid()"
    )
    if connection.scalar(text(query), {"name": APPLICATION}):
        raise StorageRefused(
            _("The office's store is open on another machine. Nothing was changed."),
            _("Close the program there, then try again."),
            "DL-06",
        )
