"""What a receiving office holds of every commune, by grouped queries: none per commune, whatever their number."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from sinhke_desktop.domain.record_changes import KindCount, from_values, together
from sinhke_desktop.domain.return_request import ReturnState
from sinhke_desktop.storage.commune_totals import AGGREGATE, COUNTED, TOTAL
from sinhke_desktop.storage.exchange_tables import ReturnRequestRow
from sinhke_desktop.storage.journal import CONFLICT
from sinhke_desktop.storage.office_receipts import made_receipts
from sinhke_desktop.storage.paired_devices import RECEIVED, STREAM
from sinhke_desktop.storage.places import COMMUNE
from sinhke_desktop.storage.staged import STAGED
from sinhke_desktop.storage.tables import table_of

RETURN = table_of(ReturnRequestRow)


@dataclass(slots=True)
class MachineFacts:
    """What was received from one machine. ``received_up_to`` is the number of the newest bundle, ``bundles`` how many.

    ``changed`` counts by kind what came after its last receipt was written; ``last_received_at`` is a label.
    """

    bundles: int = 0
    received_up_to: int = 0
    last_received_at: str = ""
    forks: int = 0
    changed: dict[str, KindCount] = field(default_factory=dict)
    held_files: int = 0


def machine_facts(connection: Connection) -> dict[str, MachineFacts]:
    """Machine → what was received from it; machines that never sent anything are left out."""
    written = {device: made.written_at for device, made in made_receipts(connection).items()}
    found: dict[str, MachineFacts] = {}
    streams = select(STREAM.c.device, STREAM.c.last_sequence, STREAM.c.forked).order_by(STREAM.c.touched)
    for row in connection.execute(streams):
        facts = found.setdefault(row.device, MachineFacts())
        facts.received_up_to = row.last_sequence
        facts.forks += row.forked
    grouped = (
        select(STREAM.c.device, func.count(), func.max(RECEIVED.c.received_at))
        .join(STREAM, STREAM.c.epoch == RECEIVED.c.epoch)
        .group_by(STREAM.c.device)
    )
    for device, count, last in connection.execute(grouped):
        found[device].bundles, found[device].last_received_at = count, last
    summaries = select(STREAM.c.device, RECEIVED.c.received_at, RECEIVED.c.summary).join(
        STREAM, STREAM.c.epoch == RECEIVED.c.epoch
    )
    for device, received_at, summary in connection.execute(summaries):
        if received_at > written.get(device, ""):
            facts = found[device]
            facts.changed = together(facts.changed, from_values(json.loads(summary)))
    held = select(STAGED.c.device, func.count()).where(STAGED.c.state != "applied").group_by(STAGED.c.device)
    for device, count in connection.execute(held):
        found.setdefault(device, MachineFacts()).held_files = count
    return found


def conflicts_by_commune(connection: Connection) -> Mapping[str, int]:
    """Commune → how many of its records a person must decide something of."""
    query = select(CONFLICT.c.commune_code, func.count(CONFLICT.c.entity_id.distinct())).group_by(
        CONFLICT.c.commune_code
    )
    return Counter(dict(tuple(row) for row in connection.execute(query)))


def returns_by_commune(connection: Connection) -> Mapping[str, int]:
    """Commune → how many requests to correct are not done."""
    query = (
        select(RETURN.c.commune_code, func.count())
        .where(RETURN.c.state != ReturnState.CLOSED.value, RETURN.c.removed.is_(False))
        .group_by(RETURN.c.commune_code)
    )
    return Counter(dict(tuple(row) for row in connection.execute(query)))


def commune_names(connection: Connection) -> dict[str, str]:
    """Code → name of every commune that was received."""
    return {row.id: row.name for row in connection.execute(select(COMMUNE.c.id, COMMUNE.c.name))}


def numbers_received(connection: Connection) -> dict[str, str]:
    """Commune → when its numbers without names were last received (a label), of those that sent some."""
    query = select(TOTAL.c.commune_code, TOTAL.c.made_at).where(TOTAL.c.subject == COUNTED, TOTAL.c.source == AGGREGATE)
    return {row.commune_code: row.made_at for row in connection.execute(query)}
