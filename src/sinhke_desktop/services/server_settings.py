"""The one setting that puts an office's rows on a server: ``server.json`` in the data folder, beside the key slots.

Readable, and to be mended by hand where a server gets another name: address, this machine's seat, and the role's
password sealed under the store's data key (or empty where libpq finds one by itself: password file, certificate).
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.files import write_whole
from sinhke_desktop.i18n import _
from sinhke_desktop.storage.local_values import Seat
from sinhke_desktop.storage.server_address import ServerAddress, parse_address

FILE = "server.json"
_PASSWORD = "server password"  # noqa: S105 - what it is sealed as


class SettingsDamaged(SinhkeError):
    """The file that names the server cannot be read (``DL-28``)."""

    code = "DL-28"


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Which server, from which seat, with which sealed password."""

    address: ServerAddress
    seat: str
    sealed_password: str = ""

    def seat_with(self, key: bytes) -> Seat:
        """The seat once the data key is known."""
        return Seat(self.seat, key)

    def password(self, key: bytes) -> str:
        """The role's password, or an empty text; raises AnotherKey."""
        return self.seat_with(key).unseal(_PASSWORD, self.sealed_password) if self.sealed_password else ""


def new_settings(address: ServerAddress, password: str, key: bytes) -> ServerSettings:
    """Settings with a seat of their own."""
    return with_password(ServerSettings(address, secrets.token_hex(8)), password, key)


def with_password(settings: ServerSettings, password: str, key: bytes) -> ServerSettings:
    """The same seat with another password."""
    sealed = settings.seat_with(key).seal(_PASSWORD, password) if password else ""
    return ServerSettings(settings.address, settings.seat, sealed)


def exists(folder: Path) -> bool:
    """True if the data folder's rows lie on a server."""
    return (folder / FILE).exists()


def read(folder: Path) -> ServerSettings:
    """What the file says; raises :class:`SettingsDamaged`, AddressNotUnderstood, WayNotEncrypted."""
    try:
        stored = json.loads((folder / FILE).read_bytes())
        address, seat, password = stored["address"], stored["seat"], stored["password"]
        if not all(isinstance(one, str) for one in (address, seat, password)):
            raise TypeError
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsDamaged(
            _("The file {name} in the data folder, which names the server, cannot be read.").format(name=FILE),
            _("Put it back from a copy of the folder, or join the office anew from an empty data folder."),
        ) from error
    return ServerSettings(parse_address(address), seat, password)


def write(folder: Path, settings: ServerSettings) -> None:
    """Write the file whole; raises OSError."""
    content = {"address": settings.address.text(), "seat": settings.seat, "password": settings.sealed_password}
    write_whole(folder / FILE, json.dumps(content, indent=2, ensure_ascii=False).encode())
