"""The machines that an office has paired, and up to where a lost one is believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from sinhke_desktop.storage.exchange_tables import PairedDeviceRow, ReceivedBundleRow, StreamRow
from sinhke_desktop.storage.tables import table_of

DEVICE = table_of(PairedDeviceRow)
STREAM = table_of(StreamRow)
RECEIVED = table_of(ReceivedBundleRow)


@dataclass(frozen=True, slots=True)
class PairedDevice:
    """A paired machine; ``device`` is its signing key."""

    device: str
    recipient: str
    serial: int
    name: str
    commune_codes: tuple[str, ...]
    certificate: bytes
    paired_at: str
    revoked: bool = False
    revoked_epoch: str = ""
    revoked_counter: int = 0
    office_sequence: int = 0
    office_epoch: str = ""
    office_key: str = ""


def paired_devices(connection: Connection) -> list[PairedDevice]:
    """Every paired machine, oldest first."""
    return [_device(dict(row)) for row in connection.execute(select(DEVICE).order_by(DEVICE.c.serial)).mappings()]


def paired_device(connection: Connection, device: str) -> PairedDevice | None:
    """The machine with that signing key, or None."""
    row = connection.execute(select(DEVICE).where(DEVICE.c.device == device)).mappings().one_or_none()
    return None if row is None else _device(dict(row))


def _device(row: Mapping[str, Any]) -> PairedDevice:
    return PairedDevice(**{**row, "commune_codes": tuple(row["commune_codes"].split(","))})


def next_serial(connection: Connection) -> int:
    """The number of the next certificate."""
    return (connection.scalar(select(func.max(DEVICE.c.serial))) or 0) + 1


def keep_device(connection: Connection, device: PairedDevice) -> None:
    """Add a paired machine, or replace what is known of it (a new pairing lifts a revocation)."""
    values = {name: getattr(device, name) for name in PairedDevice.__dataclass_fields__}
    values["commune_codes"] = ",".join(device.commune_codes)
    if connection.execute(update(DEVICE).where(DEVICE.c.device == device.device).values(**values)).rowcount == 0:
        connection.execute(insert(DEVICE), [values])


def set_office_epoch(connection: Connection, device: str, epoch: str) -> None:
    """Tell the machine in its next receipt that less is held than was confirmed (*epoch*: 32 hexadecimal digits)."""
    connection.execute(
        update(DEVICE)
        .where(DEVICE.c.device == device)
        .values(office_epoch=epoch, office_sequence=DEVICE.c.office_sequence + 1)
    )


def revoke(connection: Connection, device: str) -> None:
    """Believe the machine no further than what is held of its newest epoch."""
    last = connection.execute(
        select(STREAM.c.epoch, STREAM.c.cursor)
        .join(RECEIVED, RECEIVED.c.epoch == STREAM.c.epoch)
        .where(STREAM.c.device == device)
        .order_by(RECEIVED.c.received_at.desc())
        .limit(1)
    ).one_or_none()
    epoch, cursor = (last.epoch, last.cursor) if last is not None else ("", 0)
    connection.execute(
        update(DEVICE)
        .where(DEVICE.c.device == device)
        .values(revoked=True, revoked_epoch=epoch, revoked_counter=cursor)
    )
