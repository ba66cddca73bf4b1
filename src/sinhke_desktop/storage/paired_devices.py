"""The machines that an office has paired, and up to where a lost one is believed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

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


class Position(NamedTuple):
    """Where a received bundle ends; ``received_at`` is a label (ISO, UTC)."""

    epoch: str
    sequence: int
    last_counter: int
    new_operations: int
    received_at: str


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


def revoke(connection: Connection, device: str, place: Position | None) -> None:
    """Believe the machine no further than *place*, or nothing at all; its next receipt is made anew."""
    connection.execute(
        update(DEVICE)
        .where(DEVICE.c.device == device)
        .values(
            revoked=True,
            revoked_epoch=place.epoch if place is not None else "",
            revoked_counter=place.last_counter if place is not None else 0,
            office_sequence=DEVICE.c.office_sequence + 1,
        )
    )


def positions(connection: Connection, device: str) -> tuple[Position, ...]:
    """Where the machine's received bundles end: epochs by their last arrival, bundles by number; no clock is asked."""
    names = Position._fields
    query = (
        select(*(RECEIVED.c[name] for name in names))
        .join(STREAM, STREAM.c.epoch == RECEIVED.c.epoch)
        .where(STREAM.c.device == device)
        .order_by(STREAM.c.touched, RECEIVED.c.epoch, RECEIVED.c.sequence)
    )
    return tuple(Position(*row) for row in connection.execute(query))


def set_certificate(connection: Connection, device: str, codes: Sequence[str], certificate: bytes) -> None:
    """Replace the machine's certificate and communes; its next receipt tells them."""
    connection.execute(
        update(DEVICE)
        .where(DEVICE.c.device == device)
        .values(commune_codes=",".join(codes), certificate=certificate, office_sequence=DEVICE.c.office_sequence + 1)
    )


def renew_office_epochs(connection: Connection, fresh: Callable[[], str]) -> None:
    """Every machine's next receipt says that less may be held than was confirmed (*fresh* makes an epoch)."""
    for device in paired_devices(connection):
        set_office_epoch(connection, device.device, fresh())
