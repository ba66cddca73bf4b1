"""Households and members: domain values to wire fields and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, func, select

from sinhke_desktop.domain.household import (
    HOUSEHOLD_CHOICES,
    HOUSEHOLD_SEVERAL,
    HOUSEHOLD_TEXTS,
    MEMBER_CHOICES,
    UNTYPED_FIELDS,
    Household,
    Member,
    Sex,
    parse_birth,
)
from sinhke_desktop.domain.operations import Value
from sinhke_desktop.errors import NotFound
from sinhke_desktop.i18n import _
from sinhke_desktop.storage.commune_mergers import belongs
from sinhke_desktop.storage.tables import HouseholdRow, MemberRow, table_of

HOUSEHOLD = table_of(HouseholdRow)
MEMBER = table_of(MemberRow)
KIND = "household"
_SEXES: dict[Sex | None, str] = {None: "", **{sex: sex.value for sex in Sex}}
CHUNK = 400
_TEXT_FIELDS = (*HOUSEHOLD_TEXTS, "phone", *HOUSEHOLD_CHOICES, *HOUSEHOLD_SEVERAL, *UNTYPED_FIELDS)
_HOUSEHOLD_FIELDS = ("hamlet_id", "list_number", "dwelling_area", *_TEXT_FIELDS, "removed")


def household_fields(household: Household) -> dict[str, Value]:
    """Every wire field of a household and its members."""
    fields: dict[str, Value] = {name: getattr(household, name) for name in _HOUSEHOLD_FIELDS}
    for member in household.members:
        fields.update(member_fields(member))
    return fields


def member_fields(member: Member) -> dict[str, Value]:
    """The wire fields of one member, with their paths."""
    path = f"member/{member.id}/"
    return {
        path + "position": member.position,
        path + "full_name": member.full_name,
        path + "relation": member.relation,
        path + "sex": _SEXES[member.sex],
        path + "birth": member.birth.iso if member.birth else "",
        path + "ethnic_group": member.ethnic_group,
        path + "citizen_id": member.citizen_id,
        path + "phone": member.phone,
        path + "note": member.note,
        path + "health_insurance_number": member.health_insurance_number,
        path + "card_issued_on": member.card_issued_on.isoformat() if member.card_issued_on else "",
        path + "old_citizen_id": member.old_citizen_id,
        **{path + name: getattr(member, name) for name in MEMBER_CHOICES},
    }


def member_from(row: Mapping[str, object]) -> Member:
    """A member from its row."""
    sex = str(row["sex"])
    return Member(
        id=str(row["id"]),
        position=int(str(row["position"])),
        full_name=str(row["full_name"]),
        relation=str(row["relation"]),
        sex=Sex(sex) if sex else None,
        birth=parse_birth(str(row["birth"])),
        ethnic_group=str(row["ethnic_group"]),
        citizen_id=str(row["citizen_id"]),
        phone=str(row["phone"]),
        note=str(row["note"]),
        health_insurance_number=str(row["health_insurance_number"]),
        card_issued_on=date.fromisoformat(str(row["card_issued_on"])) if row["card_issued_on"] else None,
        old_citizen_id=str(row["old_citizen_id"]),
        **{name: str(row[name]) for name in MEMBER_CHOICES},
    )


def household_from(row: Mapping[str, object], members: Iterable[Mapping[str, object]]) -> Household:
    """A household from its row and its members' rows."""
    number, area = row["list_number"], row["dwelling_area"]
    return Household(
        **{name: str(row[name]) for name in _TEXT_FIELDS},
        dwelling_area=area if isinstance(area, int) else None,
        id=str(row["id"]),
        commune_code=str(row["commune_code"]),
        hamlet_id=str(row["hamlet_id"]),
        members=tuple(sorted(map(member_from, members), key=lambda member: (member.position, member.id))),
        list_number=number if isinstance(number, int) else None,
        removed=bool(row["removed"]),
    )


def get_household(connection: Connection, household_id: str) -> Household:
    """The household, removed or not; raises :class:`NotFound`."""
    found = get_households(connection, [household_id])
    if not found:
        raise NotFound(_("This household is not in the store."), _("Search for it again; it may have been removed."))
    return found[0]


def get_households(connection: Connection, household_ids: Sequence[str]) -> list[Household]:
    """The households that exist among *household_ids*, in that order."""
    found: dict[str, Household] = {}
    for start in range(0, len(household_ids), CHUNK):
        chunk = household_ids[start : start + CHUNK]
        rows = connection.execute(select(HOUSEHOLD).where(HOUSEHOLD.c.id.in_(chunk))).mappings().all()
        members: dict[str, list[Mapping[str, object]]] = {}
        query = select(MEMBER).where(MEMBER.c.household_id.in_(chunk), MEMBER.c.removed.is_(False))
        for member in connection.execute(query).mappings():
            members.setdefault(member["household_id"], []).append(dict(member))
        found |= {row["id"]: household_from(dict(row), members.get(row["id"], ())) for row in rows}
    return [found[one] for one in household_ids if one in found]


def all_households(connection: Connection, commune_code: str) -> list[Household]:
    """Every household of the commune that was not removed."""
    rows = connection.execute(
        select(HOUSEHOLD).where(belongs(connection, HOUSEHOLD, commune_code), HOUSEHOLD.c.removed.is_(False))
    ).mappings()
    members: dict[str, list[Mapping[str, object]]] = {}
    query = select(MEMBER).where(belongs(connection, MEMBER, commune_code), MEMBER.c.removed.is_(False))
    for member in connection.execute(query).mappings():
        members.setdefault(member["household_id"], []).append(dict(member))
    return [household_from(dict(row), members.get(row["id"], ())) for row in rows]


def register_lines(connection: Connection, commune_code: str) -> Sequence[Sequence[object]]:
    """(household id, hamlet id, household phone, member position, name, relation, ethnic group, citizen id, phone) of
    every live member of every live household, by household and position: what the register shows and searches."""
    return connection.execute(
        select(
            HOUSEHOLD.c.id, HOUSEHOLD.c.hamlet_id, HOUSEHOLD.c.phone, MEMBER.c.position, MEMBER.c.full_name,
            MEMBER.c.relation, MEMBER.c.ethnic_group, MEMBER.c.citizen_id, MEMBER.c.phone,
        )
        .join(MEMBER, MEMBER.c.household_id == HOUSEHOLD.c.id)
        .where(belongs(connection, HOUSEHOLD, commune_code), HOUSEHOLD.c.removed.is_(False))
        .where(MEMBER.c.removed.is_(False))
        .order_by(HOUSEHOLD.c.id, MEMBER.c.position)
    ).all()  # fmt: skip


def citizen_id_holders(connection: Connection, commune_code: str, citizen_id: str) -> list[tuple[str, str]]:
    """(household id, name) of the live members who carry *citizen_id*."""
    rows = connection.execute(
        select(MEMBER.c.household_id, MEMBER.c.full_name)
        .join(HOUSEHOLD, HOUSEHOLD.c.id == MEMBER.c.household_id)
        .where(
            belongs(connection, MEMBER, commune_code), MEMBER.c.citizen_id == citizen_id,
            MEMBER.c.removed.is_(False), HOUSEHOLD.c.removed.is_(False),
        )
    )  # fmt: skip
    return [(str(household_id), str(name)) for household_id, name in rows]


def born_in(connection: Connection, commune_code: str, years: Sequence[int]) -> list[tuple[str, str, str]]:
    """(household id, name, birth in ISO) of the live members who were born in one of *years*."""
    wanted = [f"{year:04d}" for year in years]
    rows = connection.execute(
        select(MEMBER.c.household_id, MEMBER.c.full_name, MEMBER.c.birth)
        .join(HOUSEHOLD, HOUSEHOLD.c.id == MEMBER.c.household_id)
        .where(
            belongs(connection, MEMBER, commune_code), func.substr(MEMBER.c.birth, 1, 4).in_(wanted),
            MEMBER.c.removed.is_(False), HOUSEHOLD.c.removed.is_(False),
        )
    )  # fmt: skip
    return [(str(household_id), str(name), str(birth)) for household_id, name, birth in rows]


def people(connection: Connection, commune_code: str) -> list[tuple[str, str, str, str]]:
    """(household id, name, birth as kept, citizen id) of every live member of a live household."""
    rows = connection.execute(
        select(MEMBER.c.household_id, MEMBER.c.full_name, MEMBER.c.birth, MEMBER.c.citizen_id)
        .join(HOUSEHOLD, HOUSEHOLD.c.id == MEMBER.c.household_id)
        .where(
            belongs(connection, MEMBER, commune_code), MEMBER.c.removed.is_(False), HOUSEHOLD.c.removed.is_(False)
        )
    )  # fmt: skip
    return [(str(one[0]), str(one[1]), str(one[2]), str(one[3])) for one in rows]


def removed_ids(connection: Connection, commune_code: str) -> list[str]:
    """The ids of the households in the recycle bin."""
    query = select(HOUSEHOLD.c.id).where(belongs(connection, HOUSEHOLD, commune_code), HOUSEHOLD.c.removed.is_(True))
    return list(connection.scalars(query))


def hamlets_and_sizes(connection: Connection, commune_code: str) -> dict[str, tuple[str, int]]:
    """Household id → (hamlet id, number of members), of the live ones."""
    rows = connection.execute(
        select(HOUSEHOLD.c.id, HOUSEHOLD.c.hamlet_id, func.count(MEMBER.c.id))
        .join(MEMBER, MEMBER.c.household_id == HOUSEHOLD.c.id)
        .where(
            belongs(connection, HOUSEHOLD, commune_code), HOUSEHOLD.c.removed.is_(False), MEMBER.c.removed.is_(False)
        )
        .group_by(HOUSEHOLD.c.id, HOUSEHOLD.c.hamlet_id)
    )
    return {household_id: (hamlet_id, size) for household_id, hamlet_id, size in rows}


def head_names(connection: Connection, household_ids: Sequence[str]) -> dict[str, str]:
    """Household id → its head's name, also of removed ones."""
    return {
        household.id: household.head.full_name
        for household in get_households(connection, household_ids)
        if household.members
    }


def count_in_hamlet(connection: Connection, hamlet_id: str) -> int:
    """How many live households the hamlet has."""
    query = select(func.count()).where(HOUSEHOLD.c.hamlet_id == hamlet_id, HOUSEHOLD.c.removed.is_(False))
    return connection.scalar(query) or 0
