"""What a receiving office says to each machine: how far it holds it, and what the machine lacks (exchange.md c.9)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from sinhke_desktop.domain.operations import StampedOperation
from sinhke_desktop.domain.protocol import Receipt, StreamReceipt
from sinhke_desktop.storage import journal
from sinhke_desktop.storage.exchange_tables import SealedReceiptRow
from sinhke_desktop.storage.journal import OPERATION
from sinhke_desktop.storage.office import RESTAMPED, grow
from sinhke_desktop.storage.paired_devices import DEVICE, STREAM, PairedDevice, paired_device
from sinhke_desktop.storage.tables import table_of

RECEIPT = table_of(SealedReceiptRow)


def lacking_at(connection: Connection, device: PairedDevice) -> list[StampedOperation]:
    """What the store holds of the machine's communes and the machine does not, oldest first.

    The machine holds what it held when it sealed the newest bundle that was read here (:func:`.office.remember_place`):
    after an old backup it lacks what it sent later. A machine that has sent nothing holds nothing.
    """
    newest = connection.scalar(
        select(STREAM.c.parents)
        .where(STREAM.c.device == device.device)
        .order_by(STREAM.c.touched.desc(), STREAM.c.epoch)
        .limit(1)
    )
    places = [(str(epoch), int(counter)) for epoch, counter in json.loads(newest or "[]")]
    query = select(OPERATION).where(OPERATION.c.commune_code.in_(device.commune_codes))
    for epoch, counter in places:
        for table in (OPERATION, RESTAMPED):
            held = select(table.c.uid).where(table.c.epoch == epoch, table.c.counter <= counter)
            query = query.where(OPERATION.c.uid.not_in(held))
    found = connection.execute(query.order_by(OPERATION.c.position)).mappings()
    return [journal.stored_operation(row) for row in found]


def receipt_for(connection: Connection, device: str, carried: str | None = None) -> Receipt:
    """All that the office can say to one machine now.

    *carried* stands for the operations that go with it: others than in the last receipt are news.
    """
    if carried is not None:
        last = connection.scalar(select(RECEIPT.c.carried).where(RECEIPT.c.device == device))
        if last is not None and last != carried:
            grow(connection, device)
    streams = connection.execute(select(STREAM).where(STREAM.c.device == device).order_by(STREAM.c.epoch)).all()
    own = connection.execute(
        select(DEVICE.c.office_sequence, DEVICE.c.office_epoch).where(DEVICE.c.device == device)
    ).one_or_none()
    return Receipt(
        device,
        own.office_sequence if own is not None else 0,
        tuple(
            StreamReceipt(one.epoch, one.cursor, one.chain, one.last_sequence, one.header_hash, one.forked)
            for one in streams
        ),
        own.office_epoch if own is not None else "",
    )


class MadeReceipt(NamedTuple):
    """A sealed receipt: its place, what operations it carries (a hash over their uids), its file name.

    ``written_at`` is when a verified copy of it last stood on a stick (ISO, UTC), or empty.
    """

    office_sequence: int
    carried: str
    file_name: str
    written_at: str = ""


def sealed_receipt(connection: Connection, device: str) -> tuple[MadeReceipt, bytes] | None:
    """The newest receipt made for the machine, with its bytes."""
    row = connection.execute(select(RECEIPT).where(RECEIPT.c.device == device)).one_or_none()
    if row is None:
        return None
    return MadeReceipt(row.office_sequence, row.carried, row.file_name, row.written_at), row.receipt


def made_receipts(connection: Connection) -> dict[str, MadeReceipt]:
    """Machine → the newest receipt made for it."""
    columns = [RECEIPT.c[name] for name in MadeReceipt._fields]
    found = connection.execute(select(RECEIPT.c.device, *columns))
    return {row.device: MadeReceipt(*row[1:]) for row in found}


def mark_written(connection: Connection, device: str, office_sequence: int, at: str) -> None:
    """Note that a verified copy of that receipt stands on a stick; nothing if a newer one was made meanwhile."""
    mine = (RECEIPT.c.device == device, RECEIPT.c.office_sequence == office_sequence)
    connection.execute(update(RECEIPT).where(*mine).values(written_at=at))


def keep_receipt(connection: Connection, device: str, made: MadeReceipt, content: bytes) -> None:
    """Replace the machine's newest receipt."""
    connection.execute(delete(RECEIPT).where(RECEIPT.c.device == device))
    connection.execute(insert(RECEIPT), [made._asdict() | {"device": device, "receipt": content}])


def with_news(connection: Connection) -> frozenset[str]:
    """The machines that are not told yet, by a written receipt, all that there is to say. Grouped queries.

    Revoked machines are left out. News are a grown office sequence, and changes of the machine's communes that were not
    made by it: asked one by one only of communes in which somebody else wrote.
    """
    made = made_receipts(connection)
    with_streams = set(connection.scalars(select(STREAM.c.device).distinct()))
    found: set[str] = set()
    unsure: list[str] = []
    elsewhere = _written_elsewhere(connection)
    for row in connection.execute(select(DEVICE).where(DEVICE.c.revoked.is_(False))):
        last = made.get(row.device)
        if last is None or not last.written_at:
            said = last is not None or row.device in with_streams
        else:
            said = row.office_sequence > last.office_sequence
        if said:
            found.add(row.device)
        elif elsewhere & set(row.commune_codes.split(",")):
            unsure.append(row.device)
    for one in unsure:
        device = paired_device(connection, one)
        if device is not None and _carries_news(connection, device, made.get(one)):
            found.add(one)
    return frozenset(found)


def carried_hash(lacking: Iterable[StampedOperation]) -> str:
    """Stands for the operations that go with a receipt."""
    return hashlib.sha256(",".join(one.operation.uid for one in lacking).encode()).hexdigest()


def _carries_news(connection: Connection, device: PairedDevice, last: MadeReceipt | None) -> bool:
    lacking = lacking_at(connection, device)
    return bool(lacking) if last is None else carried_hash(lacking) != last.carried


def _written_elsewhere(connection: Connection) -> set[str]:
    """Communes with changes by the office, with several machines, or with a machine that lacks something of its own."""
    epochs = set(connection.scalars(select(OPERATION.c.epoch).distinct()))
    epochs -= set(connection.scalars(select(STREAM.c.epoch)))
    own = select(OPERATION.c.commune_code).where(OPERATION.c.epoch.in_(sorted(epochs))).distinct()
    found = set(connection.scalars(own))
    newest: dict[str, bool] = {}
    columns = (STREAM.c.device, STREAM.c.epoch, STREAM.c.cursor, STREAM.c.parents)
    for device, epoch, cursor, parents in connection.execute(select(*columns)):
        newest[device] = [epoch, cursor] in json.loads(parents) and device not in newest
    machines: Counter[str] = Counter()
    for row in connection.execute(select(DEVICE.c.device, DEVICE.c.commune_codes)):
        codes = row.commune_codes.split(",")
        machines.update(codes)
        if not newest.get(row.device, False):
            found.update(codes)
    return found | {code for code, count in machines.items() if count > 1}
