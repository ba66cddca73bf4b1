"""What must be true of operations from outside beyond their form: a record belongs to one commune and is of one kind,
a part belongs to one record, and what was written can be read back by this program (exchange.md b.23).

Nothing here changes the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import MAXYEAR
from typing import Any

from sqlalchemy import Connection, Table, select

from sinhke_desktop.domain.operations import Operation
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.storage.bulk import chunks
from sinhke_desktop.storage.households import get_households
from sinhke_desktop.storage.journal import OPERATION
from sinhke_desktop.storage.places import find_commune, hamlet_from, hamlet_year_from
from sinhke_desktop.storage.records import KINDS, record_from
from sinhke_desktop.storage.reviews import review_from
from sinhke_desktop.storage.tables import ENTITY_TABLES

COMMUNE = "commune"


def foreign(connection: Connection, operations: Sequence[Operation]) -> str:
    """The commune whose record one of *operations* reaches for though it is written for another; empty if none does.

    A record belongs to one commune for ever, and the record of a commune itself to that commune.
    """
    owners: dict[str, str] = {}
    for one in operations:
        if one.entity_kind == COMMUNE and one.entity_id != one.commune_code:
            return one.entity_id
        if owners.setdefault(one.entity_id, one.commune_code) != one.commune_code:
            return one.commune_code
    for entity_id, _kind, code in _held(connection, owners):
        if owners[entity_id] != code:
            return code
    return ""


def confused(connection: Connection, operations: Sequence[Operation]) -> str:
    """The id of a record meant as two kinds, or of a part of two records; empty if there is none."""
    kinds: dict[str, str] = {}
    owners: dict[tuple[str, str], str] = {}
    for one in operations:
        if kinds.setdefault(one.entity_id, one.entity_kind) != one.entity_kind:
            return one.entity_id
        for named in {path.rpartition("/")[0] for path in one.changes if "/" in path}:
            part, _slash, part_id = named.partition("/")
            if owners.setdefault((part, part_id), one.entity_id) != one.entity_id:
                return part_id
    for entity_id, kind, _code in _held(connection, kinds):
        if kinds[entity_id] != kind:
            return entity_id
    return _taken_part(connection, kinds, owners)


def _held(connection: Connection, entity_ids: Iterable[str]) -> Iterable[tuple[str, str, str]]:
    """(id, kind, commune code) of those that the store knows."""
    for chunk in chunks(entity_ids):
        query = select(OPERATION.c.entity_id, OPERATION.c.entity_kind, OPERATION.c.commune_code).where(
            OPERATION.c.entity_id.in_(chunk), OPERATION.c.is_head
        )
        for row in connection.execute(query):
            yield row.entity_id, row.entity_kind, row.commune_code


def _taken_part(connection: Connection, kinds: Mapping[str, str], owners: Mapping[tuple[str, str], str]) -> str:
    """The first part that the store holds as another record's."""
    wanted: dict[tuple[str, str], list[str]] = {}
    for (part, part_id), owner in owners.items():
        wanted.setdefault((kinds[owner], part), []).append(part_id)
    for (kind, part), part_ids in wanted.items():
        table = ENTITY_TABLES[kind].parts[part]
        for chunk in chunks(part_ids):
            query = select(table.table.c.id, table.table.c[table.owner]).where(table.table.c.id.in_(chunk))
            for part_id, owner in connection.execute(query):
                if owner != owners[part, part_id]:
                    return str(part_id)
    return ""


def unreadable(connection: Connection, operations: Sequence[Operation], progress: Progress = SILENT) -> str:
    """The kind of a record that *operations* left in a state which this program cannot read; empty if all can be.

    Each record that they touch is read as the program's pages read it: choices, days, numbers. *progress* counts
    operations and may cancel.
    """
    done = 0
    touched: dict[str, set[str]] = {}
    for one in operations:
        touched.setdefault(one.entity_kind, set()).add(one.entity_id)
    for kind, entity_ids in touched.items():
        try:
            for chunk in chunks(entity_ids):
                progress.step(done, len(operations))
                done += len(chunk)
                _read(connection, kind, chunk)
        except (ValueError, TypeError, SinhkeError):
            return kind
    return ""


_READ_ROW: dict[str, Callable[[Mapping[str, Any]], object]] = {
    "hamlet": hamlet_from,
    "hamlet_year": hamlet_year_from,
    "review": review_from,
}


def _read(connection: Connection, kind: str, entity_ids: Sequence[str]) -> None:
    if kind == "household":
        get_households(connection, entity_ids)
    elif kind == COMMUNE:
        for entity_id in entity_ids:
            find_commune(connection, entity_id)
    else:
        for row in _rows(connection, ENTITY_TABLES[kind].table, entity_ids):
            read = _READ_ROW.get(kind)
            _check_year(read(row) if read is not None else record_from(_record_of(kind), row))


def _check_year(value: object) -> None:
    """Raise ValueError for a year in which there are no days to count with."""
    year = getattr(value, "year", 0)
    if isinstance(year, int) and not 0 <= year < MAXYEAR:
        raise ValueError(year)


def _record_of(kind: str) -> type[Any]:
    return next(record for record, name in KINDS.items() if name == kind)


def _rows(connection: Connection, table: Table, ids: Sequence[str]) -> Iterable[Mapping[str, Any]]:
    return [dict(row) for row in connection.execute(select(table).where(table.c.id.in_(ids))).mappings()]
