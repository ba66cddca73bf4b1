"""From changed paths to table rows and back, the same for every kind of entity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import TypeAlias

from sqlalchemy import (
    CompoundSelect,
    Connection,
    String,
    Table,
    bindparam,
    exists,
    func,
    insert,
    literal_column,
    select,
    union_all,
    update,
)

from sinhke_desktop.domain.operations import REMOVED, Value
from sinhke_desktop.storage import commune_totals
from sinhke_desktop.storage.bulk import insert_rows
from sinhke_desktop.storage.tables import ENTITY_TABLES, EntityTable, PartTable

Change: TypeAlias = tuple[str, str, Mapping[str, Value], bool]
"""(entity kind, entity id, path → value, True if the entity is new to the store)."""

TOGETHER = 400
_KEYS = frozenset({"id", "commune_code"})


@cache
def columns(table: Table, owner: str = "") -> dict[str, Value]:
    """The table's wire columns and the value that each has when nothing was said of it."""
    found: dict[str, Value] = {}
    for column in table.columns:
        if column.name in _KEYS or column.name == owner:
            continue
        default = getattr(column.default, "arg", None)
        found[column.name] = default if isinstance(default, str | int | bool) else (None if column.nullable else "")
    return found


@cache
def counts_from_zero(table: Table) -> frozenset[str]:
    """The columns that hold 0 when nothing was said of them, so that a 0 there means nothing said."""
    return frozenset(name for name, value in columns(table).items() if value == 0 and value is not False)


def said(entity_kind: str, fields: Mapping[str, Value]) -> dict[str, Value]:
    """*fields* without the zeros that mean nothing said, as :func:`stored_entities` gives them."""
    entity = ENTITY_TABLES[entity_kind]
    zeros = counts_from_zero(entity.table)
    part_zeros = {name: counts_from_zero(part.table) for name, part in entity.parts.items()}
    kept = {}
    for path, value in fields.items():
        part, _part_id, column = split_path(path)
        if value != 0 or value is False or column not in (part_zeros[part] if part else zeros):
            kept[path] = value
    return kept


def split_path(path: str) -> tuple[str, str, str]:
    """(part, part id, column) of ``member/<id>/note``; ("", "", column) of ``note``."""
    part, _, rest = path.partition("/")
    if not rest:
        return "", "", part
    part_id, _, column = rest.partition("/")
    return part, part_id, column


def known_path(entity_kind: str, path: str) -> bool:
    """True if this program keeps *path* of entities of *entity_kind*."""
    entity = ENTITY_TABLES.get(entity_kind)
    if entity is None:
        return False
    part, part_id, column = split_path(path)
    if not part:
        return column in columns(entity.table)
    return (
        part in entity.parts and bool(part_id) and column in columns(entity.parts[part].table, entity.parts[part].owner)
    )


def apply_changes(connection: Connection, commune_code: str, changes: Sequence[Change]) -> None:
    """Write *changes* into their tables; new rows in bulk, others one by one. Raises KeyError for unknown paths.

    What was counted of the commune is stale from then on.
    """
    commune_totals.touched(connection, [commune_code])
    inserts: dict[Table, dict[str, dict[str, Value]]] = {}
    for kind, entity_id, fields, new in changes:
        entity = ENTITY_TABLES[kind]
        own: dict[str, Value] = {}
        parts: dict[str, dict[str, Value]] = {}
        for path, value in fields.items():
            if "/" in path:
                owner, _, column = path.rpartition("/")
                values = parts.get(owner)
                if values is None:
                    values = parts[owner] = {}
                values[column] = value
            else:
                own[path] = value
        _check_columns(entity.table, own)
        if new and entity_id not in inserts.setdefault(entity.table, {}):
            inserts[entity.table][entity_id] = _keyed(columns(entity.table), entity_id, commune_code, own)
        else:
            _flush(connection, inserts)
            _change_row(connection, entity.table, entity_id, commune_code, own)
        for owner, values in parts.items():
            part_name, _, part_id = owner.partition("/")
            if not part_id or "/" in part_id:
                raise KeyError(owner)
            _part(connection, entity.parts[part_name], (entity_id, part_id), commune_code, values, new, inserts)
    _flush(connection, inserts)


def _keyed(
    defaults: Mapping[str, Value], row_id: str, commune_code: str, given: Mapping[str, Value]
) -> dict[str, Value]:
    return {**defaults, **given, "id": row_id, "commune_code": commune_code}


def _check_columns(table: Table, values: Mapping[str, Value], owner: str = "") -> None:
    if not values.keys() <= columns(table, owner).keys():
        unknown = values.keys() - columns(table, owner).keys()
        raise KeyError(f"{table.name}: {', '.join(sorted(unknown))}")


def _part(
    connection: Connection,
    part: PartTable,
    ids: tuple[str, str],
    commune_code: str,
    values: Mapping[str, Value],
    new: bool,
    inserts: dict[Table, dict[str, dict[str, Value]]],
) -> None:
    entity_id, part_id = ids
    _check_columns(part.table, values, part.owner)
    row = _keyed(columns(part.table, part.owner), part_id, commune_code, values)
    row[part.owner] = entity_id
    if new:
        inserts.setdefault(part.table, {})[part_id] = row
        return
    _flush(connection, inserts)
    changed = connection.execute(
        update(part.table).where(part.table.c.id == part_id, part.table.c[part.owner] == entity_id).values(**values)
    )
    if changed.rowcount == 0:
        connection.execute(insert(part.table), [row])


def _change_row(
    connection: Connection, table: Table, entity_id: str, commune_code: str, values: Mapping[str, Value]
) -> None:
    exists = connection.scalar(select(func.count()).select_from(table).where(table.c.id == entity_id))
    if not exists:
        connection.execute(insert(table), [_keyed(columns(table), entity_id, commune_code, values)])
    elif values:
        connection.execute(update(table).where(table.c.id == entity_id).values(**values))


def _flush(connection: Connection, inserts: dict[Table, dict[str, dict[str, Value]]]) -> None:
    for table, waiting in inserts.items():
        names = tuple(column.name for column in table.columns)
        insert_rows(connection, table, names, list(map(itemgetter(*names), waiting.values())))
    inserts.clear()


def count(connection: Connection, table: Table) -> int:
    """How many rows *table* has."""
    return connection.scalar(select(func.count()).select_from(table)) or 0


def count_live(connection: Connection, table: Table) -> int:
    """How many rows of *table* were not removed."""
    return connection.scalar(select(func.count()).select_from(table).where(table.c.removed.is_(False))) or 0


def stored_entities(connection: Connection, commune_code: str = "") -> Iterator[tuple[str, dict[str, Value]]]:
    """(entity, all its fields) of every entity in the store, removed ones too, or of one commune."""
    filled = _filled(connection, commune_code) if commune_code else None
    for kind, entity in ENTITY_TABLES.items():
        if filled is not None and entity.table.name not in filled:
            continue
        names, zeros = columns(entity.table), counts_from_zero(entity.table)
        query = select(entity.table)
        if commune_code:
            query = query.where(entity.table.c.commune_code == commune_code)
        for some in connection.execute(query).mappings().partitions(TOGETHER):
            parts = _parts(connection, entity, [str(row["id"]) for row in some])
            for row in some:
                fields = {column: row[column] for column in names if row[column] or column not in zeros}
                fields.update(parts.get(str(row["id"]), {}))
                yield f"{kind}:{row['id']}", fields


def _parts(connection: Connection, entity: EntityTable, ids: Sequence[str]) -> dict[str, dict[str, Value]]:
    """Id → the fields of the parts of those records, so that no more than these are in memory at once."""
    found: dict[str, dict[str, Value]] = {}
    for name, part in entity.parts.items():
        names, zeros = columns(part.table, part.owner), counts_from_zero(part.table)
        for row in connection.execute(select(part.table).where(part.table.c[part.owner].in_(ids))).mappings().all():
            own = found.setdefault(str(row[part.owner]), {})
            start = f"{name}/{row['id']}/"
            for column in names:
                value = row[column]
                if value or column not in zeros:
                    own[start + column] = value
    return found


def live_entities(connection: Connection, commune_code: str = "") -> Iterator[tuple[str, dict[str, Value]]]:
    """(entity, fields) of everything that was not removed."""
    return ((name, fields) for name, fields in stored_entities(connection, commune_code) if not fields.get(REMOVED))


def _filled(connection: Connection, commune_code: str) -> frozenset[str]:
    """The entity tables that have any row of the commune: one question instead of one for each of them."""
    return frozenset(connection.scalars(_which_tables(len(ENTITY_TABLES)), {"code": commune_code}))


@cache
def _which_tables(_known_kinds: int) -> CompoundSelect[tuple[str]]:
    tables = [entity.table for entity in ENTITY_TABLES.values()]
    return union_all(
        *(
            select(literal_column(f"'{table.name}'")).where(
                exists().where(table.c.commune_code == bindparam("code", type_=String))
            )
            for table in tables
        )
    )
