"""How far a receiving office's store has come, as its note outside the store says it."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from sinhke_desktop.domain.protocol import Anchor
from sinhke_desktop.storage import journal
from sinhke_desktop.storage.office import AUDIT


def place(connection: Connection) -> Anchor:
    """The journal's epoch and counter, and the number of the last step in the audit as the sequence."""
    now = journal.place(connection)
    return Anchor(now.epoch, connection.scalar(select(func.max(AUDIT.c.position))) or 0, now.counter)
