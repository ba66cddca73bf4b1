"""Plain records: frozen values without parts, kept under their own field names.

One mapping for all of them: a field of type text, whole number, truth, day or choice becomes its wire form and comes
back the same. What a field is called on the wire is what it is called in ``domain``.
"""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, Protocol, TypeVar, get_args, get_type_hints

from sqlalchemy import Connection, select

from sinhke_desktop.domain.operations import CHANGE, CREATE, REMOVE, REMOVED, RESTORE, Value, differences
from sinhke_desktop.errors import NotFound
from sinhke_desktop.i18n import _
from sinhke_desktop.storage.commune_mergers import belongs
from sinhke_desktop.storage.journal import Draft
from sinhke_desktop.storage.tables import ENTITY_TABLES

CHUNK = 400


class Record(Protocol):
    """Any frozen value with an id, its commune's code and the mark of removal."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> str:
        """32 hexadecimal digits."""
        ...

    @property
    def commune_code(self) -> str:
        """The commune that it belongs to."""
        ...

    @property
    def removed(self) -> bool:
        """True in the recycle bin."""
        ...


Kept = TypeVar("Kept", bound=Record)
KINDS: dict[type[Any], str] = {}


def register_record(kind: str, record: type[Any]) -> None:
    """State that values of the class *record* are entities of *kind*."""
    KINDS[record] = kind


@cache
def _field_types(record: type[Any]) -> dict[str, tuple[type[Any], bool]]:
    """Field → (its type, True if it may be None), without id and commune code."""
    found: dict[str, tuple[type[Any], bool]] = {}
    hints = get_type_hints(record)
    for one in fields(record):
        if one.name in ("id", "commune_code"):
            continue
        hint = hints[one.name]
        if isinstance(hint, types.UnionType):
            (hint,) = (part for part in get_args(hint) if part is not type(None))
            found[one.name] = (hint, True)
        else:
            found[one.name] = (hint, False)
    return found


def wire_fields(record: Record) -> dict[str, Value]:
    """Every wire field of *record*: days as ISO text, choices as their value, a missing day as an empty text."""
    found: dict[str, Value] = {}
    for name, (kind, _optional) in _field_types(type(record)).items():
        value = getattr(record, name)
        if kind is date:
            found[name] = value.isoformat() if value else ""
        elif issubclass(kind, StrEnum):
            found[name] = value.value if value is not None else ""
        else:
            found[name] = value
    return found


def record_from(record: type[Kept], row: Mapping[str, Any]) -> Kept:
    """The value that *row* holds."""
    values: dict[str, Any] = {"id": row["id"], "commune_code": row["commune_code"]}
    for name, (kind, optional) in _field_types(record).items():
        value = row[name]
        if kind is date:
            values[name] = date.fromisoformat(value) if value else None
        elif issubclass(kind, StrEnum):
            values[name] = None if optional and not value else kind(value)
        else:
            values[name] = None if value is None else kind(value)
    return record(**values)


def find(connection: Connection, record: type[Kept], record_id: str) -> Kept | None:
    """The value with this id, removed or not, or None."""
    table = ENTITY_TABLES[KINDS[record]].table
    row = connection.execute(select(table).where(table.c.id == record_id)).mappings().one_or_none()
    return record_from(record, dict(row)) if row is not None else None


def get(connection: Connection, record: type[Kept], record_id: str) -> Kept:
    """The value with this id; raises :class:`NotFound` where it is missing or was removed."""
    found = find(connection, record, record_id)
    if found is None or found.removed:
        raise NotFound(_("This record is no longer in the store. Nothing was changed."), _("Open the page again."))
    return found


def all_of(connection: Connection, record: type[Kept], commune_code: str, **among: str | Sequence[str]) -> list[Kept]:
    """The commune's live values whose fields equal (or lie among) the given ones, by id."""
    table = ENTITY_TABLES[KINDS[record]].table
    query = (
        select(table).where(belongs(connection, table, commune_code), table.c.removed.is_(False)).order_by(table.c.id)
    )
    wanted: set[str] = set()
    long = ""
    for column, values in among.items():
        if isinstance(values, str):
            query = query.where(table.c[column] == values)
        elif len(values) <= CHUNK:
            query = query.where(table.c[column].in_(values))
        else:
            long, wanted = column, set(values)
    rows = connection.execute(query).mappings()
    return [record_from(record, dict(row)) for row in rows if not long or row[long] in wanted]


def drafts(connection: Connection, records: Sequence[Record], reason: str = "") -> list[Draft]:
    """What the journal must say so that the store holds *records*: additions, differences, removals, nothing twice."""
    found: list[Draft] = []
    for record in records:
        kind, wanted = KINDS[type(record)], wire_fields(record)
        stored = find(connection, type(record), record.id)
        if stored is None:
            found.append(Draft(kind, record.id, wanted, CREATE, reason, new=True))
            continue
        changes = differences(wire_fields(stored), wanted)
        if changes:
            action = CHANGE if REMOVED not in changes else REMOVE if record.removed else RESTORE
            found.append(Draft(kind, record.id, changes, action, reason))
    return found
