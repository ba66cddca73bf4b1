"""What the register shows, searches and filters by, read with as few columns as it needs."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from sinhke_desktop.storage.commune_mergers import belongs
from sinhke_desktop.storage.households import HOUSEHOLD, MEMBER
from sinhke_desktop.storage.livelihood import PARTICIPANT


def household_lines(connection: Connection, commune_code: str) -> Sequence[Sequence[str]]:
    """(id, hamlet id, telephone, address, causes, needs, no_labour, restricted, cannot_escape) of every live one."""
    columns = (HOUSEHOLD.c[name] for name in ("id", "hamlet_id", "phone", "address", "causes", "needs", "no_labour",
                                              "restricted", "cannot_escape"))  # fmt: skip
    rows: Sequence[Sequence[str]] = connection.execute(
        select(*columns).where(belongs(connection, HOUSEHOLD, commune_code), HOUSEHOLD.c.removed.is_(False))
    ).all()
    return rows


def member_lines(connection: Connection, commune_code: str) -> Sequence[Sequence[str]]:
    """(household id, name, relation, sex, ethnic group, citizen id, telephone, health-insurance number, old citizen
    number) of every live member, in the order of the lists."""
    columns = (MEMBER.c[name] for name in ("household_id", "full_name", "relation", "sex", "ethnic_group", "citizen_id",
                                           "phone", "health_insurance_number", "old_citizen_id"))  # fmt: skip
    rows: Sequence[Sequence[str]] = connection.execute(
        select(*columns)
        .where(belongs(connection, MEMBER, commune_code), MEMBER.c.removed.is_(False))
        .order_by(MEMBER.c.household_id, MEMBER.c.position)
    ).all()
    return rows


def participating(connection: Connection, commune_code: str) -> set[str]:
    """The households that take part in a livelihood model now."""
    query = select(PARTICIPANT.c.household_id).where(
        belongs(connection, PARTICIPANT, commune_code), PARTICIPANT.c.removed.is_(False), PARTICIPANT.c.left_on == ""
    )
    return set(connection.scalars(query))
