"""Values that are never journalled: a file store's own, or, on a server, those of the office and of each machine.

On a server every value is sealed under the store's data key, so that the office's secret keys never lie there in plain.
Those of ``PER_MACHINE`` are kept for each machine apart; all others belong to the office and all its officers.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, delete, insert, select, update

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.storage.tables import LocalValueRow, table_of

LOCAL = table_of(LocalValueRow)
SEAT = "sinhke_seat"
PER_MACHINE = frozenset({"officer", "half_filled", "half_filled_sheets", "register.saved_filters"})
_NONCE = 12


class AnotherKey(SinhkeError):
    """What lies on the server was sealed under another key than this machine's (``DL-25``)."""

    code = "DL-25"


@dataclass(frozen=True, slots=True)
class Seat:
    """A machine's seat at a store on a server: its own name there and the store's data key."""

    name: str
    key: bytes

    def __repr__(self) -> str:
        """Without the key."""
        return f"Seat({self.name})"

    def seal(self, name: str, text: str) -> str:
        """*text* for the server under *name*: nonce and sealed text in hexadecimal digits."""
        nonce = secrets.token_bytes(_NONCE)
        return (nonce + self._cipher().encrypt(nonce, text.encode(), name.encode())).hex()

    def unseal(self, name: str, sealed: str) -> str:
        """The text sealed under *name*; raises :class:`AnotherKey`."""
        try:
            content = bytes.fromhex(sealed)
            return self._cipher().decrypt(content[:_NONCE], content[_NONCE:], name.encode()).decode()
        except (InvalidTag, ValueError) as error:
            raise AnotherKey(
                _("The key of this machine does not fit the data on the server. Nothing was changed."),
                _("Check the server's address; if it is right, join the office anew from an empty data folder."),
            ) from error

    def _cipher(self) -> ChaCha20Poly1305:
        return ChaCha20Poly1305(HKDF(hashes.SHA256(), 32, None, b"sinhke-server-values-v1").derive(self.key))


def seat_of(connection: Connection) -> Seat | None:
    """The seat from which this connection works, or None in a file store."""
    seat: Seat | None = connection.get_execution_options().get(SEAT)
    return seat


def sealed(connection: Connection, name: str, text: str) -> str:
    """*text* as it may lie in this store: sealed on a server, as it is inside an encrypted file."""
    seat = seat_of(connection)
    return text if seat is None else seat.seal(name, text)


def unsealed(connection: Connection, name: str, stored: str) -> str:
    """The text that :func:`sealed` made into *stored*; raises :class:`AnotherKey`."""
    seat = seat_of(connection)
    return stored if seat is None else seat.unseal(name, stored)


def _stored_name(connection: Connection, key: str) -> str:
    seat = seat_of(connection)
    return f"{seat.name}:{key}" if seat is not None and key in PER_MACHINE else key


def get_value(connection: Connection, key: str) -> str:
    """The value of *key*, or an empty text."""
    name = _stored_name(connection, key)
    stored = connection.scalar(select(LOCAL.c.value).where(LOCAL.c.key == name))
    return unsealed(connection, name, stored) if stored else ""


def set_value(connection: Connection, key: str, value: str) -> None:
    """Keep *value* under *key*."""
    name = _stored_name(connection, key)
    stored = sealed(connection, name, value)
    if connection.execute(update(LOCAL).where(LOCAL.c.key == name).values(value=stored)).rowcount == 0:
        connection.execute(insert(LOCAL), [{"key": name, "value": stored}])


def drop_value(connection: Connection, key: str) -> None:
    """Forget *key*."""
    connection.execute(delete(LOCAL).where(LOCAL.c.key == _stored_name(connection, key)))
