"""The access log: kept in the encrypted file of this machine alone, never journalled, never sent."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, insert, select

from sinhke_desktop.domain.access import Access
from sinhke_desktop.storage.register_tables import AccessRow
from sinhke_desktop.storage.tables import table_of

ACCESS = table_of(AccessRow)
_KEPT = ("at", "officer", "action", "household_id", "fields", "detail")


def add(connection: Connection, entries: Sequence[Access]) -> None:
    """Append *entries* in their order."""
    if entries:
        connection.execute(insert(ACCESS), [{name: getattr(one, name) for name in _KEPT} for one in entries])


def entries(
    connection: Connection,
    *,
    since: str = "",
    until: str = "",
    actions: Sequence[str] = (),
    officer: str = "",
    household_id: str = "",
    limit: int = 0,
) -> list[Access]:
    """Entries newest first; *since* and *until* are ISO moments in UTC, *until* not included; *limit* 0 means all."""
    query = select(ACCESS).order_by(ACCESS.c.position.desc())
    if since:
        query = query.where(ACCESS.c.at >= since)
    if until:
        query = query.where(ACCESS.c.at < until)
    if actions:
        query = query.where(ACCESS.c.action.in_(list(actions)))
    if officer:
        query = query.where(ACCESS.c.officer == officer)
    if household_id:
        query = query.where(ACCESS.c.household_id == household_id)
    if limit:
        query = query.limit(limit)
    return [
        Access(**{name: str(row[name]) for name in _KEPT}, position=int(row["position"]))
        for row in connection.execute(query).mappings()
    ]


def officers(connection: Connection) -> list[str]:
    """Everybody who stands in the log, by name."""
    return list(connection.scalars(select(ACCESS.c.officer).distinct().order_by(ACCESS.c.officer)))


def count_before(connection: Connection, moment: str) -> int:
    """How many entries are older than *moment* (ISO, UTC)."""
    return connection.scalar(select(func.count()).select_from(ACCESS).where(ACCESS.c.at < moment)) or 0


def drop_before(connection: Connection, moment: str) -> int:
    """Delete the entries older than *moment* (ISO, UTC); returns how many."""
    return connection.execute(delete(ACCESS).where(ACCESS.c.at < moment)).rowcount
