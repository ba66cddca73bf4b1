"""All records about one household, wherever they are kept: to be copied for the person, or erased."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, or_, select

from sinhke_desktop.domain.household_lists import YES
from sinhke_desktop.domain.personal_fields import FIELDS
from sinhke_desktop.storage.commune_mergers import belongs
from sinhke_desktop.storage.records import KINDS, record_from
from sinhke_desktop.storage.tables import ENTITY_TABLES

NAMING = ("household_id", "other_household_id")
"""The columns that name a household."""


def about_household(connection: Connection, household_id: str) -> list[Any]:
    """The live records that name the household, by kind; its row, members and reviews are not among them."""
    found: list[Any] = []
    for record in FIELDS:
        if record not in KINDS:
            continue
        table = ENTITY_TABLES[KINDS[record]].table
        naming = [table.c[name] == household_id for name in NAMING if name in table.c]
        if naming:
            query = select(table).where(or_(*naming), table.c.removed.is_(False)).order_by(table.c.id)
            found += [record_from(record, dict(row)) for row in connection.execute(query).mappings()]
    return found


def entities_about(connection: Connection, household_id: str) -> list[tuple[str, str]]:
    """(kind, id) of every entity that names the household, live or in the recycle bin, the household itself last."""
    found: list[tuple[str, str]] = []
    for kind, entity in ENTITY_TABLES.items():
        naming = [entity.table.c[name] == household_id for name in NAMING if name in entity.table.c]
        if naming:
            query = select(entity.table.c.id).where(or_(*naming)).order_by(entity.table.c.id)
            found += [(kind, str(one)) for one in connection.scalars(query)]
    return [*found, ("household", household_id)]


def restricted_ids(connection: Connection, commune_code: str) -> list[str]:
    """The live households whose data are restricted."""
    table = ENTITY_TABLES["household"].table
    query = select(table.c.id).where(
        belongs(connection, table, commune_code), table.c.restricted == YES, table.c.removed.is_(False)
    )
    return [str(one) for one in connection.scalars(query.order_by(table.c.id))]


def gone_members(connection: Connection, household_id: str) -> list[tuple[str, str]]:
    """(member id, name) of those who were members of the household and are no more, by name."""
    table = ENTITY_TABLES["household"].parts["member"].table
    query = select(table.c.id, table.c.full_name).where(table.c.household_id == household_id, table.c.removed.is_(True))
    return [(str(member_id), str(name)) for member_id, name in connection.execute(query.order_by(table.c.full_name))]


def named_member(connection: Connection, household_id: str, member_id: str) -> list[tuple[str, str]]:
    """(kind, id) of the supports of a member and of the acts about that member alone."""
    found = []
    for kind, column in (("support", "member_id"), ("life_act", "member_ids")):
        table = ENTITY_TABLES[kind].table
        query = select(table.c.id).where(table.c.household_id == household_id, table.c[column] == member_id)
        found += [(kind, str(one)) for one in connection.scalars(query.order_by(table.c.id))]
    return found
