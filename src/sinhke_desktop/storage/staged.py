"""Files taken from sticks, kept whole until they are applied or forgotten; the newest applied of each stream stays."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from sinhke_desktop.storage.exchange_tables import StagedBundleRow
from sinhke_desktop.storage.tables import table_of

STAGED = table_of(StagedBundleRow)


class StagedRow(NamedTuple):
    """A kept file without its bytes; ``size`` in bytes, ``staged_at`` a label (ISO, UTC)."""

    header_hash: str
    file_name: str
    kind: str
    device: str
    epoch: str
    sequence: int
    size: int
    state: str
    code: str
    staged_at: str


def keep(connection: Connection, row: StagedRow, content: bytes) -> None:
    """Keep a file, or give the one that is kept another state."""
    if not set_state(connection, row.header_hash, row.state, row.code):
        connection.execute(insert(STAGED), [row._asdict() | {"bundle": content}])


def find(connection: Connection, header_hash: str) -> StagedRow | None:
    """The kept file, or None."""
    columns = [STAGED.c[name] for name in StagedRow._fields]
    row = connection.execute(select(*columns).where(STAGED.c.header_hash == header_hash)).one_or_none()
    return None if row is None else StagedRow(*row)


def content_of(connection: Connection, header_hash: str) -> bytes:
    """The bytes of a file that is kept; raises :class:`sqlalchemy.exc.NoResultFound`."""
    query = select(STAGED.c.bundle).where(STAGED.c.header_hash == header_hash)
    return bytes(connection.execute(query).scalar_one())


def listing(connection: Connection, states: Collection[str], device: str = "") -> list[StagedRow]:
    """The kept files in one of *states*, of one machine where it is named, by machine, epoch and number."""
    columns = [STAGED.c[name] for name in StagedRow._fields]
    query = select(*columns).where(STAGED.c.state.in_(list(states)))
    if device:
        query = query.where(STAGED.c.device == device)
    found = connection.execute(query.order_by(STAGED.c.device, STAGED.c.epoch, STAGED.c.sequence))
    return [StagedRow(*row) for row in found]


def set_state(connection: Connection, header_hash: str, state: str, code: str = "") -> bool:
    """Give a kept file another state; False if it is not kept."""
    changed = update(STAGED).where(STAGED.c.header_hash == header_hash).values(state=state, code=code)
    return bool(connection.execute(changed).rowcount)


def drop(connection: Connection, header_hash: str) -> bool:
    """Forget a kept file; False if it was not kept."""
    return bool(connection.execute(delete(STAGED).where(STAGED.c.header_hash == header_hash)).rowcount)


def drop_of_stream(connection: Connection, device: str, epoch: str, state: str) -> None:
    """Forget the files of one epoch of a machine that are in that state."""
    mine = (STAGED.c.device == device, STAGED.c.epoch == epoch, STAGED.c.state == state)
    connection.execute(delete(STAGED).where(*mine))
