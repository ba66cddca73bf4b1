"""By what people know a record: the head of its household, its hamlet, its own name, year or day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from sinhke_desktop.storage.bulk import chunks
from sinhke_desktop.storage.livelihood import PARTICIPANT
from sinhke_desktop.storage.tables import ENTITY_TABLES, HamletRow, HouseholdRow, MemberRow, table_of

HAMLET, HOUSEHOLD, MEMBER = table_of(HamletRow), table_of(HouseholdRow), table_of(MemberRow)
NAMED_BY = (
    "name",
    "year",
    "month",
    "number",
    "what",
    "tag",
    "on",
    "held_on",
    "visited_on",
    "received_on",
    "happened_on",
)
"""Columns that tell one record of a kind from another, the first filled one is taken."""


@dataclass(slots=True)
class Named:
    """What was found: (kind, id) → its own words and its household's id; household id → its head and its hamlet."""

    own: dict[tuple[str, str], str] = field(default_factory=dict)
    household_of: dict[tuple[str, str], str] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    hamlet_of: dict[str, str] = field(default_factory=dict)


def names(connection: Connection, wanted: Mapping[str, Sequence[str]]) -> Named:
    """By what the records *wanted* (ids by kind) are known; a kind or record that the store lacks is left out."""
    found = Named()
    participants: dict[tuple[str, str], str] = {}
    households = set(wanted.get("household", ()))
    for kind, ids in wanted.items():
        if kind in ENTITY_TABLES and kind != "household":
            _own_names(connection, kind, ids, found, participants)
    if participants:
        of: dict[str, str] = {}
        for chunk in chunks(participants.values()):
            of.update(
                dict(
                    connection.execute(
                        select(PARTICIPANT.c.id, PARTICIPANT.c.household_id).where(PARTICIPANT.c.id.in_(chunk))
                    ).all()
                )
            )
        found.household_of.update({key: of[one] for key, one in participants.items() if one in of})
    _households(connection, households | set(found.household_of.values()), found)
    return found


def _own_names(
    connection: Connection, kind: str, ids: Sequence[str], found: Named, participants: dict[tuple[str, str], str]
) -> None:
    table = ENTITY_TABLES[kind].table
    columns = [name for name in NAMED_BY if name in table.c]
    for chunk in chunks(ids):
        for row in connection.execute(select(table).where(table.c.id.in_(chunk))).mappings():
            key = (kind, str(row["id"]))
            found.own[key] = next((_said(row[name]) for name in columns if row[name]), "")
            if row.get("household_id"):
                found.household_of[key] = str(row["household_id"])
            elif row.get("participant_id"):
                participants[key] = str(row["participant_id"])
            if kind == "hamlet":
                found.own[key] = _hamlet(row)


def _said(value: Any) -> str:
    text = str(value)
    return "/".join(reversed(text.split("-"))) if text[:4].isdigit() and text.count("-") in (1, 2) else text


def _hamlet(row: RowMapping) -> str:
    name, kind = str(row["name"]), str(row["kind"])
    return name if name.lower().startswith(kind.lower()) else f"{kind} {name}".strip()


def _households(connection: Connection, ids: set[str], found: Named) -> None:
    hamlets: dict[str, str] = {}
    for chunk in chunks(ids):
        query = select(HOUSEHOLD.c.id, HOUSEHOLD.c.hamlet_id).where(HOUSEHOLD.c.id.in_(chunk))
        hamlets.update({row.id: row.hamlet_id for row in connection.execute(query)})
        members = (
            select(MEMBER.c.household_id, MEMBER.c.full_name)
            .where(MEMBER.c.household_id.in_(chunk))
            .order_by(MEMBER.c.household_id, MEMBER.c.removed, MEMBER.c.position, MEMBER.c.id)
        )
        for row in connection.execute(members):
            found.heads.setdefault(row.household_id, row.full_name)
    named: dict[str, str] = {}
    for chunk in chunks(hamlets.values()):
        named.update(
            {
                row["id"]: _hamlet(row)
                for row in connection.execute(select(HAMLET).where(HAMLET.c.id.in_(chunk))).mappings()
            }
        )
    for household_id, hamlet_id in hamlets.items():
        name = named.get(hamlet_id, "")
        found.hamlet_of[household_id] = name[:1].lower() + name[1:]
