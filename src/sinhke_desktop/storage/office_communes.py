"""Which communes an office's store knows, and when something last came from each."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from sinhke_desktop.storage.paired_devices import DEVICE, RECEIVED, STREAM
from sinhke_desktop.storage.places import COMMUNE


def names(connection: Connection) -> dict[str, str]:
    """Code → name of every commune of which the store holds records."""
    return {row.id: row.name for row in connection.execute(select(COMMUNE.c.id, COMMUNE.c.name))}


def paired(connection: Connection) -> set[str]:
    """The codes of every commune that has a paired machine, revoked ones too."""
    return {code for codes in connection.scalars(select(DEVICE.c.commune_codes)) for code in codes.split(",")}


def last_received(connection: Connection) -> dict[str, str]:
    """Code → when the newest bundle of the commune was received (a label, ISO, UTC)."""
    newest = (
        select(STREAM.c.device, func.max(RECEIVED.c.received_at).label("at"))
        .join(RECEIVED, RECEIVED.c.epoch == STREAM.c.epoch)
        .group_by(STREAM.c.device)
        .subquery()
    )
    query = select(DEVICE.c.commune_codes, newest.c.at).join(newest, newest.c.device == DEVICE.c.device)
    found: dict[str, str] = {}
    for codes, at in connection.execute(query):
        for code in codes.split(","):
            found[code] = max(at, found.get(code, ""))
    return found
