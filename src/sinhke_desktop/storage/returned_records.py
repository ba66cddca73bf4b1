"""The requests to correct a record, of one commune or of all."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from sinhke_desktop.domain.return_request import ReturnRequest, ReturnState
from sinhke_desktop.storage.bulk import CHUNK
from sinhke_desktop.storage.exchange_tables import ReturnRequestRow
from sinhke_desktop.storage.journal import OPERATION
from sinhke_desktop.storage.records import record_from
from sinhke_desktop.storage.tables import ENTITY_TABLES, table_of

REQUEST = table_of(ReturnRequestRow)


def requests(connection: Connection, commune_code: str = "", *, open_only: bool = True) -> list[ReturnRequest]:
    """The live requests; *open_only* leaves out the closed ones."""
    query = select(REQUEST).where(REQUEST.c.removed.is_(False)).order_by(REQUEST.c.id)
    if commune_code:
        query = query.where(REQUEST.c.commune_code == commune_code)
    if open_only:
        query = query.where(REQUEST.c.state != ReturnState.CLOSED.value)
    return [record_from(ReturnRequest, dict(row)) for row in connection.execute(query).mappings()]


def count(connection: Connection, state: ReturnState, commune_code: str = "") -> int:
    """How many live requests are in *state*."""
    query = select(func.count()).select_from(REQUEST)
    query = query.where(REQUEST.c.removed.is_(False), REQUEST.c.state == state.value)
    if commune_code:
        query = query.where(REQUEST.c.commune_code == commune_code)
    return connection.scalar(query) or 0


def about(connection: Connection, subject_ids: Sequence[str]) -> list[ReturnRequest]:
    """The live requests about these records that are not closed."""
    found: list[ReturnRequest] = []
    for start in range(0, len(subject_ids), CHUNK):
        query = select(REQUEST).where(
            REQUEST.c.subject_id.in_(subject_ids[start : start + CHUNK]),
            REQUEST.c.removed.is_(False), REQUEST.c.state != ReturnState.CLOSED.value,
        )  # fmt: skip
        found += [
            record_from(ReturnRequest, dict(row)) for row in connection.execute(query.order_by(REQUEST.c.id)).mappings()
        ]
    return found


def holds(connection: Connection, commune_code: str, subject_kind: str, subject_id: str) -> bool:
    """True if the store holds that record and it belongs to the commune."""
    query = select(OPERATION.c.uid).where(
        OPERATION.c.entity_id == subject_id,
        OPERATION.c.entity_kind == subject_kind,
        OPERATION.c.commune_code == commune_code,
    )
    return connection.scalar(query.limit(1)) is not None


def named_in(connection: Connection, subject_kind: str, subject_id: str, column: str) -> str:
    """What the record's row names in *column* (``household_id``, ``round_id``); empty where it has no such column."""
    table = ENTITY_TABLES[subject_kind].table if subject_kind in ENTITY_TABLES else None
    if table is None or column not in table.c:
        return ""
    return str(connection.scalar(select(table.c[column]).where(table.c.id == subject_id)) or "")


def commune_names(connection: Connection) -> dict[str, str]:
    """Code → name of every commune in the store."""
    table = ENTITY_TABLES["commune"].table
    return {row.id: row.name for row in connection.execute(select(table.c.id, table.c.name).order_by(table.c.id))}
