"""Imports of this store: which file, when, by whom, and whether it was taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, insert, select, update

from sinhke_desktop.storage.tables import ENTITY_TABLES, ImportBatchRow, table_of

BATCH = table_of(ImportBatchRow)
CHUNK = 400


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """One import; ``counts`` is JSON, times are the clock's claim (ISO, UTC), ``undone_at`` empty while it stands."""

    id: str
    file_name: str
    file_sha256: str
    year: int
    applied_at: str
    officer: str
    counts: str
    undone_at: str = ""


def add(connection: Connection, batch: ImportBatch) -> None:
    """Remember an import."""
    connection.execute(insert(BATCH), [asdict(batch)])


def find(connection: Connection, batch_id: str) -> ImportBatch | None:
    """The import *batch_id*, if this store made it."""
    row = connection.execute(select(BATCH).where(BATCH.c.id == batch_id)).mappings().one_or_none()
    return ImportBatch(**row) if row else None


def recent(connection: Connection, limit: int) -> list[ImportBatch]:
    """The last imports, newest first."""
    query = select(BATCH).order_by(BATCH.c.applied_at.desc(), BATCH.c.id).limit(limit)
    return [ImportBatch(**row) for row in connection.execute(query).mappings()]


def mark_undone(connection: Connection, batch_id: str, when: str) -> None:
    """Note that the import was taken back."""
    connection.execute(update(BATCH).where(BATCH.c.id == batch_id).values(undone_at=when))


def used_elsewhere(connection: Connection, entity_ids: Sequence[str]) -> list[str]:
    """Those of *entity_ids* that live records outside the list point to (``household_id``, ``hamlet_id``)."""
    mine = set(entity_ids)
    found: set[str] = set()
    for entity in ENTITY_TABLES.values():
        for column in ("household_id", "hamlet_id"):
            if column not in entity.table.c:
                continue
            query = select(entity.table.c.id, entity.table.c[column]).where(entity.table.c.removed.is_(False))
            found |= {target for one, target in connection.execute(query) if target in mine and one not in mine}
    return sorted(found)
