"""One open store: what every other service takes first. Creating, opening, closing it; password and recovery code."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from sinhke_desktop.domain.passwords import SHORTEST, spelled
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.locking import FolderLock
from sinhke_desktop.paths import Folders
from sinhke_desktop.services import server_settings
from sinhke_desktop.storage import backups, journal, keyslots, schema, server
from sinhke_desktop.storage import database as storage_database
from sinhke_desktop.storage.database import FILE_NAME, Database
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.local_values import get_value, set_value
from sinhke_desktop.storage.server_failures import ServerUnfit

COMMUNE, OFFICE = "commune", "office"
OFFICER, COMMUNE_CODE, ROLE, SAVED_AT = "officer", "commune_code", "role", "saved_at"
VIETNAM = timezone(timedelta(hours=7))


def system_clock() -> datetime:
    """The machine's clock, in UTC."""
    return datetime.now(UTC)


def new_entity_id() -> str:
    """32 random hexadecimal digits."""
    return secrets.token_hex(16)


@dataclass(frozen=True, slots=True)
class Workspace:
    """An open store with who works in it. ``clock`` gives an aware UTC time, ``new_id`` a fresh entity id."""

    database: Database
    folders: Folders
    role: str
    commune_code: str
    officer: str
    key: bytes
    lock: FolderLock
    clock: Callable[[], datetime] = system_clock
    new_id: Callable[[], str] = new_entity_id

    def __repr__(self) -> str:
        """Without the key."""
        return f"Workspace({self.role}, {self.commune_code})"


@dataclass(frozen=True, slots=True)
class Created:
    """A new store and the recovery code, shown this once."""

    workspace: Workspace
    recovery_code: str


class StoreMissing(SinhkeError):
    """There is no store in the data folder (``DL-07``)."""

    code = "DL-07"


class StoreExists(SinhkeError):
    """There already is a store in the data folder (``DL-08``); it was not touched."""

    code = "DL-08"


class PasswordTooShort(SinhkeError):
    """A password needs at least 8 characters (``MK-05``)."""

    code = "MK-05"


def exists(folders: Folders) -> bool:
    """True if the data folder holds a store or its key slots."""
    return (folders.data / FILE_NAME).exists() or keyslots.exists(folders.data)


def check_password(password: str) -> None:
    """Raise :class:`PasswordTooShort` for a password of fewer than 8 characters."""
    if len(spelled(password)) < SHORTEST:
        raise PasswordTooShort(
            _("The password is too short."), _("Use at least {count} characters.").format(count=SHORTEST)
        )


def check_new(folders: Folders, password: str) -> None:
    """Raise :class:`PasswordTooShort`, or :class:`StoreExists` where the data folder is not empty of stores."""
    check_password(password)
    if exists(folders):
        raise StoreExists(
            _("This data folder already holds a store. It was not touched."), _("Open it, or choose another folder.")
        )


def create(folders: Folders, password: str, *, role: str = COMMUNE) -> Created:
    """Make a store in the data folder: random key, two key slots, tables, first epoch.

    Raises :class:`StoreExists`, :class:`PasswordTooShort`, or what the disk refuses.
    """
    check_new(folders, password)
    try:
        folders.data.mkdir(parents=True, exist_ok=True)
        lock = FolderLock(folders.data).take()
        key, code = keyslots.new_key(), keyslots.new_recovery_code()
        keyslots.write(folders.data, keyslots.first_slots(password, code, key))
    except OSError as error:
        raise folder_refused(folders.data) from error
    database = storage_database.open_file(folders.data / FILE_NAME, key)
    with database.write() as connection:
        make_tables(connection, role)
    return Created(Workspace(database, folders, role, "", "", key, lock), code)


def make_tables(connection: Connection, role: str) -> None:
    """Every table of a new store, its role and the journal's first epoch."""
    schema.run_steps(connection)
    set_value(connection, ROLE, role)
    journal.begin_epoch(connection, keyslots.machine_noise())


def folder_refused(folder: Path) -> SinhkeError:
    """What to tell when the data folder cannot be written."""
    return storage_database.StorageRefused(
        _("The data folder {folder} cannot be written. Nothing was changed.").format(folder=folder),
        _("Free some space or choose a folder on a local drive that you may write to."),
        "DL-09",
    )


def open_with_password(folders: Folders, password: str) -> Workspace:
    """Open the store; raises :class:`StoreMissing`, WrongPassword, KeySlotsDamaged, DatabaseDamaged, DatabaseTooNew."""
    return _open(folders, keyslots.PASSWORD, password)


def open_with_recovery(folders: Folders, code: str, new_password: str) -> Workspace:
    """Open the store with the printed code and give it a new password; raises WrongRecoveryCode and the above."""
    plain = keyslots.parse_recovery_code(code)
    check_password(new_password)
    workspace = _open(folders, keyslots.RECOVERY, plain)
    slots = keyslots.read(folders.data)
    keyslots.write(folders.data, keyslots.changed(slots, keyslots.PASSWORD, new_password, workspace.key))
    return workspace


def _open(folders: Folders, slot: str, secret: str, *, upgrade_server: bool = False) -> Workspace:
    if not exists(folders):
        raise StoreMissing(
            _("There is no store in this data folder yet."), _("Set it up first (sinhke-desktop init, or the window).")
        )
    lock = FolderLock(folders.data).take()
    try:
        key = keyslots.unwrap(keyslots.read(folders.data), slot, secret)
        database = _open_rows(folders, key)
        try:
            if schema.needs_upgrade(database):
                if database.on_server:
                    _check_server_upgrade(database, asked=upgrade_server)
                else:
                    _save_as_it_is(folders, database, key)
                schema.upgrade(database)
            with database.read() as connection:
                role = get_value(connection, ROLE) or COMMUNE
                commune_code, officer = get_value(connection, COMMUNE_CODE), get_value(connection, OFFICER)
        except BaseException:
            database.close()
            raise
    except BaseException:
        lock.release()
        raise
    return Workspace(database, folders, role, commune_code, officer, key, lock)


def _open_rows(folders: Folders, key: bytes) -> Database:
    """The store's rows: on the server that the data folder names, or in its file."""
    if server_settings.exists(folders.data):
        settings = server_settings.read(folders.data)
        return server.open_server(settings.address, settings.password(key), settings.seat_with(key))
    if not (folders.data / FILE_NAME).exists():
        raise storage_database.DatabaseDamaged(
            _("The key file is here but the data file is missing. Nothing was created in its place."),
            _("Restore the newest backup (Settings, Backups), or telephone for help."),
        )
    return storage_database.open_file(folders.data / FILE_NAME, key)


def _check_server_upgrade(database: Database, *, asked: bool) -> None:
    """Tables on a server change only when a person asked for it, with a copy made and nobody else at work."""
    with database.read() as connection:
        server.check_has_store(schema.stored_version(connection))
        if asked:
            server.check_alone(connection)
            return
    raise ServerUnfit(
        _("The tables on the server are of an earlier version of this program. Nothing was changed."),
        _("Let the administrator copy the database (pg_dump), then run “office upgrade” on one machine."),
    )


def _save_as_it_is(folders: Folders, database: Database, key: bytes) -> None:
    """Back up a store of an earlier version before its tables are changed; no change without a sound copy."""
    try:
        backups.add(database, folders.data, key, lambda copy: [])
    except backups.Unsound as error:
        raise storage_database.DatabaseDamaged(
            _("The copy made before the change to the new version did not pass its check. Nothing was changed."),
            _("Open the data with the earlier version of the program, or telephone for help."),
            "DL-10",
        ) from error
    except OSError as error:
        raise folder_refused(folders.data) from error


def upgrade_server_tables(folders: Folders, password: str) -> Workspace:
    """As :func:`open_with_password`, and bring the tables on the server to this version; a copy must have been made."""
    return _open(folders, keyslots.PASSWORD, password, upgrade_server=True)


def close(workspace: Workspace) -> None:
    """Close the data file and let another start have the folder."""
    workspace.database.close()
    workspace.lock.release()


def change_password(workspace: Workspace, old: str, new: str) -> None:
    """Make the password slot anew; the data file's key stays. Raises WrongPassword, :class:`PasswordTooShort`."""
    check_password(new)
    slots = keyslots.read(workspace.folders.data)
    keyslots.unwrap(slots, keyslots.PASSWORD, old)
    keyslots.write(workspace.folders.data, keyslots.changed(slots, keyslots.PASSWORD, new, workspace.key))


def renew_recovery_code(workspace: Workspace) -> str:
    """A new recovery code, shown this once; the earlier one opens nothing any more. Raises what the disk refuses."""
    code = keyslots.new_recovery_code()
    slots = keyslots.read(workspace.folders.data)
    plain = keyslots.parse_recovery_code(code)
    try:
        keyslots.write(workspace.folders.data, keyslots.changed(slots, keyslots.RECOVERY, plain, workspace.key))
    except OSError as error:
        raise folder_refused(workspace.folders.data) from error
    return code


def as_officer(workspace: Workspace, officer: str, commune_code: str = "") -> Workspace:
    """The same store with another officer (and, at set-up, its commune), remembered for the next start."""
    with workspace.database.write() as connection:
        set_value(connection, OFFICER, officer)
        if commune_code:
            set_value(connection, COMMUNE_CODE, commune_code)
    return replace(workspace, officer=officer, commune_code=commune_code or workspace.commune_code)


def author(workspace: Workspace) -> journal.Author:
    """Who writes now, as the journal wants it."""
    claimed = workspace.clock().astimezone(UTC).isoformat(timespec="seconds")
    return journal.Author(workspace.commune_code, workspace.officer, claimed)


def today(workspace: Workspace) -> date:
    """Today's date in Vietnam by the machine's clock."""
    return workspace.clock().astimezone(VIETNAM).date()
