"""The pairs of keys that an office has had: one until the first change, then all of them in their order."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from sinhke_desktop.storage.exchange_tables import OfficeKeyRow
from sinhke_desktop.storage.local_values import sealed, unsealed
from sinhke_desktop.storage.paired_devices import DEVICE
from sinhke_desktop.storage.tables import table_of

KEY = table_of(OfficeKeyRow)


@dataclass(frozen=True, slots=True)
class OfficeKey:
    """``secret`` is the pair's own text, empty once retired; ``vouched`` the old key's signature and its own (hex)."""

    signing: str
    recipient: str
    position: int
    secret: str
    vouched: str = ""
    retired: bool = False
    made_at: str = ""

    def __repr__(self) -> str:
        """Only the public half."""
        return f"OfficeKey({self.position}, {self.signing[:8]})"


def office_keys(connection: Connection) -> list[OfficeKey]:
    """Every pair, oldest first; empty before the first change."""
    found = []
    for row in connection.execute(select(KEY).order_by(KEY.c.position)).mappings():
        values = dict(row)
        if values["secret"]:
            values["secret"] = unsealed(connection, _name(values["signing"]), values["secret"])
        found.append(OfficeKey(**values))
    return found


def _name(signing: str) -> str:
    return f"office_key:{signing}"


def add_key(connection: Connection, key: OfficeKey) -> None:
    """Keep one more pair."""
    values = {name: getattr(key, name) for name in OfficeKey.__dataclass_fields__}
    values["secret"] = sealed(connection, _name(key.signing), key.secret)
    connection.execute(insert(KEY), [values])


def retire_key(connection: Connection, signing: str) -> None:
    """Forget the secret of that pair for good: what is sealed to it can no longer be opened."""
    connection.execute(update(KEY).where(KEY.c.signing == signing).values(secret="", retired=True))


def set_used_key(connection: Connection, device: str, signing: str) -> None:
    """Note which of the office's keys the machine uses; its next receipt is made anew."""
    connection.execute(
        update(DEVICE)
        .where(DEVICE.c.device == device, DEVICE.c.office_key != signing)
        .values(office_key=signing, office_sequence=DEVICE.c.office_sequence + 1)
    )


def announce(connection: Connection) -> None:
    """Every machine's next receipt says something new."""
    connection.execute(update(DEVICE).values(office_sequence=DEVICE.c.office_sequence + 1))
