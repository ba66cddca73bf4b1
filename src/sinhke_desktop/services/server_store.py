"""An office's store on a server: setting it up, letting other officers' machines join, its password there.

What is shared lies on the server: rows, journal, the office's name and (sealed) keys. What is a machine's own lies in
its data folder (key slots, ``server.json``) or under its seat's name (decision 0023).
"""

from __future__ import annotations

from collections.abc import Callable

from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.locking import FolderLock
from sinhke_desktop.paths import Folders
from sinhke_desktop.services import server_settings
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.pairing import own_keys
from sinhke_desktop.services.server_settings import ServerSettings
from sinhke_desktop.services.workspace import OFFICE, Created, Workspace, folder_refused
from sinhke_desktop.storage import keyslots, schema, server, server_slots
from sinhke_desktop.storage.database import Database
from sinhke_desktop.storage.exchange import OFFICE_NAME
from sinhke_desktop.storage.keyslots import KeySlots
from sinhke_desktop.storage.local_values import Seat, set_value
from sinhke_desktop.storage.server_address import ServerAddress, parse_address
from sinhke_desktop.storage.server_failures import LoginRefused

_NOBODY = Seat("", bytes(32))


class NotOnServer(SinhkeError):
    """The store is a file, not on a server (``DL-24``)."""

    code = "DL-24"

    def __init__(self) -> None:
        super().__init__(
            _("This office's data lie in a file on this machine, so other machines cannot work in them."),
            _("Set the office up on a server (office init --server) if several officers are to work at once."),
        )


def needs_password(address_text: str) -> bool:
    """True if the server lets this machine in only with a password that libpq finds nowhere; raises the rest."""
    try:
        server.open_server(parse_address(address_text), "", _NOBODY).close()
    except LoginRefused:
        return True
    return False


def office_init(folders: Folders, password: str, name: str, address_text: str, server_password: str = "") -> Created:
    """Make an office's store in the empty database at *address_text*, and this machine's key slots.

    Nothing stays in the data folder if the server refuses. Raises StoreExists, PasswordTooShort, and what opening a
    server raises.
    """
    workspaces.check_new(folders, password)
    key, code = keyslots.new_key(), keyslots.new_recovery_code()
    slots = keyslots.first_slots(password, code, key)
    settings = server_settings.new_settings(parse_address(address_text), server_password, key)

    def make(database: Database) -> None:
        with database.write() as connection:
            if schema.stored_version(connection):
                raise workspaces.StoreExists(
                    _("An office's store is in this database already. It was not touched."),
                    _("Join it (office join), or let the administrator make another database."),
                )
            workspaces.make_tables(connection, OFFICE)
            set_value(connection, OFFICE_NAME, tidy(name))
            server_slots.keep_recovery_slot(connection, slots.slots[keyslots.RECOVERY])

    made = _settle(folders, slots, settings, server_password, key, make)
    own_keys(made)
    return Created(made, code)


def join(folders: Folders, password: str, address_text: str, code: str, server_password: str = "") -> Workspace:
    """Let this machine work in the office's store on a server, opened here by *password* from now on.

    *code* is an invitation (:func:`invite`; good once) or the office's recovery code. Raises StoreExists,
    PasswordTooShort, WrongRecoveryCode, and what opening a server raises.
    """
    workspaces.check_new(folders, password)
    address = parse_address(address_text)
    key, recovery, invited = _key_on_server(address, server_password, code)
    slots = KeySlots(
        1, {keyslots.PASSWORD: keyslots.wrap(keyslots.PASSWORD, password, key), keyslots.RECOVERY: recovery}
    )
    settings = server_settings.new_settings(address, server_password, key)

    def take_seat(database: Database) -> None:
        with database.write() as connection:
            if invited:
                server_slots.key_for(connection, code)
                server_slots.drop_invitation(connection)

    return _settle(folders, slots, settings, server_password, key, take_seat)


def _key_on_server(address: ServerAddress, server_password: str, code: str) -> tuple[bytes, dict[str, object], bool]:
    database = server.open_server(address, server_password, _NOBODY)
    try:
        schema.needs_upgrade(database)
        with database.read() as connection:
            server.check_has_store(schema.stored_version(connection))
            return server_slots.key_for(connection, code)
    finally:
        database.close()


def _settle(
    folders: Folders,
    slots: KeySlots,
    settings: ServerSettings,
    server_password: str,
    key: bytes,
    there: Callable[[Database], None],
) -> Workspace:
    """Write the machine's own files, do what is to be done *there*, and open; without success the files go again."""
    database = server.open_server(settings.address, server_password, settings.seat_with(key))
    try:
        lock = FolderLock(folders.data).take()
        try:
            keyslots.write(folders.data, slots)
            server_settings.write(folders.data, settings)
            there(database)
        except BaseException:
            for name in (*keyslots.FILES, server_settings.FILE):
                (folders.data / name).unlink(missing_ok=True)
            lock.release()
            raise
    except OSError as error:
        database.close()
        raise folder_refused(folders.data) from error
    except BaseException:
        database.close()
        raise
    return Workspace(database, folders, OFFICE, "", "", key, lock)


def invite(workspace: Workspace) -> str:
    """A code by which one more machine may join, shown this once; an unused earlier one is void.

    Raises :class:`NotOnServer`.
    """
    if not workspace.database.on_server:
        raise NotOnServer
    code = keyslots.new_recovery_code()
    slot = keyslots.wrap(keyslots.RECOVERY, keyslots.parse_recovery_code(code), workspace.key)
    with workspace.database.write() as connection:
        server_slots.keep_invitation(connection, slot)
    return code


def settings_of(workspace: Workspace) -> ServerSettings:
    """Where the store's rows lie; raises :class:`NotOnServer`."""
    if not workspace.database.on_server:
        raise NotOnServer
    return server_settings.read(workspace.folders.data)


def change_server_password(folders: Folders, password: str, server_password: str) -> None:
    """Keep another password of this machine's role on the server, once the server takes it.

    Works while the server refuses the old one. Raises WrongPassword, SettingsDamaged, and what opening a server raises.
    """
    key = keyslots.unwrap(keyslots.read(folders.data), keyslots.PASSWORD, password)
    settings = server_settings.with_password(server_settings.read(folders.data), server_password, key)
    server.open_server(settings.address, server_password, settings.seat_with(key)).close()
    try:
        server_settings.write(folders.data, settings)
    except OSError as error:
        raise folder_refused(folders.data) from error


def backups_told() -> str:
    """Who keeps copies of a store on a server: not this program."""
    return _(
        "The data lie on a server: this program makes no backups of them. The server's administrator does (pg_dump), "
        "and tries every so often to put one back."
    )
