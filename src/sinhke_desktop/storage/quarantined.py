"""Bundles that contradict what an office holds: kept whole and apart, their streams marked (exchange.md c.6 rule 3)."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from sinhke_desktop.domain.operations import chain_start
from sinhke_desktop.domain.protocol import Announced
from sinhke_desktop.storage.exchange_tables import QuarantinedBundleRow
from sinhke_desktop.storage.office import grow
from sinhke_desktop.storage.paired_devices import STREAM
from sinhke_desktop.storage.tables import table_of

QUARANTINE = table_of(QuarantinedBundleRow)


def quarantine(connection: Connection, announced: Announced, content: bytes, reason: str, at: str) -> bool:
    """Keep a contradicting bundle apart and mark its stream; False if it was already kept."""
    known = select(QUARANTINE.c.header_hash).where(QUARANTINE.c.header_hash == announced.header_hash)
    if connection.scalar(known) is not None:
        return False
    connection.execute(
        insert(QUARANTINE),
        [
            {
                "header_hash": announced.header_hash,
                "device": announced.device,
                "epoch": announced.epoch,
                "sequence": announced.sequence,
                "reason": reason,
                "bundle": content,
                "received_at": at,
            }
        ],
    )
    marked = connection.execute(
        update(STREAM)
        .where(STREAM.c.epoch == announced.epoch, STREAM.c.device == announced.device, STREAM.c.forked.is_(False))
        .values(forked=True)
    )
    if marked.rowcount or _begin_forked(connection, announced):
        grow(connection, announced.device)
    return True


def _begin_forked(connection: Connection, announced: Announced) -> bool:
    """Note an epoch of which nothing can be taken in, so that the machine's receipt tells it."""
    if connection.scalar(select(STREAM.c.epoch).where(STREAM.c.epoch == announced.epoch)) is not None:
        return False
    values = {
        "epoch": announced.epoch,
        "device": announced.device,
        "cursor": 0,
        "chain": chain_start(announced.epoch),
        "last_sequence": 0,
        "header_hash": "",
        "forked": True,
    }
    connection.execute(insert(STREAM), [values])
    return True
