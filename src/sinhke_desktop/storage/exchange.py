"""A store's own place in the exchange: epoch, bundle number, receipts and the outbox of sealed bundles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, func, insert, not_, select, update
from sqlalchemy import Connection as Connection

from sinhke_desktop.domain.operations import StampedOperation, chain_start
from sinhke_desktop.domain.protocol import Parent, SenderState, forgetting_receipts
from sinhke_desktop.storage import journal
from sinhke_desktop.storage.exchange_tables import OutboxRow
from sinhke_desktop.storage.journal import OPERATION, Place, stored_operation
from sinhke_desktop.storage.local_values import get_value, set_value
from sinhke_desktop.storage.tables import table_of

OUTBOX = table_of(OutboxRow)
KEYS, CERTIFICATE, OFFICE_NAME = "exchange.keys", "exchange.certificate", "exchange.office_name"
_MACHINE, _PLACE = "exchange.machine", "exchange.place"


@dataclass(frozen=True, slots=True)
class SealedBundle:
    """A bundle in the outbox; ``content`` is the finished file, or empty in lists."""

    epoch: str
    sequence: int
    header_hash: str
    file_name: str
    base_counter: int
    last_counter: int
    operations: int
    content: bytes
    sealed_at: str
    copied_at: str = ""


def sender_state(connection: Connection) -> SenderState:
    """Where this store stands; ``machine`` is empty until the first :func:`set_sender_state`."""
    place = journal.place(connection)
    kept = json.loads(get_value(connection, _PLACE) or "{}")
    same = kept.get("epoch") == place.epoch
    return SenderState(
        machine=get_value(connection, _MACHINE),
        epoch=place.epoch,
        counter=place.counter,
        chain=place.chain,
        sequence=kept["sequence"] if same else 0,
        bundle_counter=kept["bundle_counter"] if same else 0,
        previous=kept["previous"] if same else "",
        parents=tuple(Parent(*one) for one in kept["parents"]) if same else (),
        receipted=dict(kept.get("receipted", {})),
        office_sequence=kept.get("office_sequence", 0),
        office_epoch=kept.get("office_epoch", ""),
        past_offices=tuple(kept.get("past_offices", ())),
    )


def set_sender_state(connection: Connection, state: SenderState) -> None:
    """Remember where this store stands, the journal's place included."""
    journal.set_place(connection, Place(state.epoch, state.counter, state.chain))
    kept = {
        "epoch": state.epoch,
        "sequence": state.sequence,
        "bundle_counter": state.bundle_counter,
        "previous": state.previous,
        "parents": [(one.epoch, one.counter, one.chain, one.received, one.received_chain) for one in state.parents],
        "receipted": dict(state.receipted),
        "office_sequence": state.office_sequence,
        "office_epoch": state.office_epoch,
        "past_offices": state.past_offices,
    }
    set_value(connection, _PLACE, json.dumps(kept))
    set_value(connection, _MACHINE, state.machine)


def forget_receipts(connection: Connection) -> None:
    """Let everything be sent again, to a new office or one that lost some; a new epoch must follow."""
    set_sender_state(connection, forgetting_receipts(sender_state(connection)))


def _without_receipt(state: SenderState) -> list[ColumnElement[bool]]:
    return [not_(and_(OPERATION.c.epoch == epoch, OPERATION.c.counter <= at)) for epoch, at in state.receipted.items()]


def count_unreceipted(connection: Connection, state: SenderState) -> int:
    """How many operations have no receipt."""
    return connection.scalar(select(func.count()).select_from(OPERATION).where(*_without_receipt(state))) or 0


def unreceipted(connection: Connection, state: SenderState) -> list[StampedOperation]:
    """All operations without a receipt, of any epoch, oldest first."""
    query = select(OPERATION).where(*_without_receipt(state)).order_by(OPERATION.c.position)
    return [stored_operation(dict(row)) for row in connection.execute(query).mappings()]


def move(connection: Connection, state: SenderState, moved: Sequence[StampedOperation]) -> None:
    """Write the new places of *moved* and the state that follows from them."""
    if moved:
        changed = update(OPERATION).where(OPERATION.c.uid == bindparam("moved_uid"))
        connection.execute(
            changed.values(
                epoch=bindparam("new_epoch"), counter=bindparam("new_counter"), chain=bindparam("new_chain")
            ),
            [
                {
                    "moved_uid": one.operation.uid,
                    "new_epoch": one.stamp.epoch,
                    "new_counter": one.stamp.counter,
                    "new_chain": one.chain,
                }
                for one in moved
            ],
        )
    set_sender_state(connection, state)


def chain_at(connection: Connection, epoch: str, counter: int) -> str | None:
    """The chain hash of the operation at that place, the start's for counter 0, or None."""
    if counter == 0:
        return chain_start(epoch)
    chain: str | None = connection.scalar(
        select(OPERATION.c.chain).where(OPERATION.c.epoch == epoch, OPERATION.c.counter == counter)
    )
    return chain


class WrittenOperation(NamedTuple):
    """An operation as its row has it: ``base`` joined by commas, ``payload`` canonical JSON, empty once erased."""

    uid: str
    counter: int
    commune_code: str
    entity_kind: str
    entity_id: str
    base: str
    payload: str
    salt: str
    commitment: str


def written_after(connection: Connection, epoch: str, counter: int) -> list[WrittenOperation]:
    """The operations of *epoch* above *counter*, in order, not decoded."""
    columns = [OPERATION.c[name] for name in WrittenOperation._fields]
    query = (
        select(*columns).where(OPERATION.c.epoch == epoch, OPERATION.c.counter > counter).order_by(OPERATION.c.counter)
    )
    return [WrittenOperation(*row) for row in connection.execute(query)]


def put_in_outbox(connection: Connection, bundle: SealedBundle) -> None:
    """Keep a sealed bundle; from now on its number and bytes are fixed."""
    connection.execute(
        insert(OUTBOX),
        [
            {
                "epoch": bundle.epoch,
                "sequence": bundle.sequence,
                "header_hash": bundle.header_hash,
                "file_name": bundle.file_name,
                "base_counter": bundle.base_counter,
                "last_counter": bundle.last_counter,
                "operations": bundle.operations,
                "bundle": bundle.content,
                "sealed_at": bundle.sealed_at,
                "copied_at": bundle.copied_at,
            }
        ],
    )


def from_outbox(connection: Connection, epoch: str, sequence: int) -> SealedBundle:
    """That bundle with its bytes; raises :class:`sqlalchemy.exc.NoResultFound`."""
    row = connection.execute(select(OUTBOX).where(OUTBOX.c.epoch == epoch, OUTBOX.c.sequence == sequence)).one()
    return SealedBundle(
        row.epoch, row.sequence, row.header_hash, row.file_name, row.base_counter, row.last_counter, row.operations,
        row.bundle, row.sealed_at, row.copied_at,
    )  # fmt: skip


def outbox(connection: Connection) -> list[SealedBundle]:
    """Every bundle ever sealed here, oldest first, without the bytes."""
    columns = [column for column in OUTBOX.c if column.name != "bundle"]
    found = connection.execute(select(*columns).order_by(OUTBOX.c.sealed_at, OUTBOX.c.epoch, OUTBOX.c.sequence))
    return [
        SealedBundle(
            row.epoch, row.sequence, row.header_hash, row.file_name, row.base_counter, row.last_counter,
            row.operations, b"", row.sealed_at, row.copied_at,
        )
        for row in found
    ]  # fmt: skip


def mark_copied(connection: Connection, epoch: str, sequence: int, at: str) -> None:
    """Note that a verified copy was made; *at* is a label."""
    connection.execute(
        update(OUTBOX).where(OUTBOX.c.epoch == epoch, OUTBOX.c.sequence == sequence).values(copied_at=at)
    )
