"""The commune and its hamlets: domain values to wire fields and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields as dataclass_fields
from typing import Any

from sqlalchemy import Connection, select

from sinhke_desktop.domain.commune import Area, Commune
from sinhke_desktop.domain.hamlet import Hamlet, HamletYear
from sinhke_desktop.domain.operations import Value
from sinhke_desktop.storage.commune_mergers import belongs
from sinhke_desktop.storage.tables import CommuneRow, HamletRow, HamletYearRow, table_of

COMMUNE, HAMLET, HAMLET_YEAR = table_of(CommuneRow), table_of(HamletRow), table_of(HamletYearRow)


def commune_fields(commune: Commune) -> dict[str, Value]:
    """Every wire field of the commune; its code is the entity's id."""
    return {one.name: str(getattr(commune, one.name)) for one in dataclass_fields(commune) if one.name != "code"}


def find_commune(connection: Connection, code: str) -> Commune | None:
    """The commune *code*, if it was set up."""
    row = connection.execute(select(COMMUNE).where(COMMUNE.c.id == code)).mappings().one_or_none()
    if row is None:
        return None
    texts = {one.name: str(row[one.name]) for one in dataclass_fields(Commune) if one.name not in ("code", "area")}
    return Commune(code=code, area=Area(row["area"]), **texts)


def hamlet_fields(hamlet: Hamlet) -> dict[str, Value]:
    """Every wire field of a hamlet."""
    return {
        "name": hamlet.name,
        "kind": hamlet.kind,
        "position": hamlet.position,
        "old_commune_code": hamlet.old_commune_code,
        "old_list_version": hamlet.old_list_version,
        "removed": hamlet.removed,
    }


def hamlet_from(row: Mapping[str, object]) -> Hamlet:
    """A hamlet from its row."""
    return Hamlet(
        id=str(row["id"]),
        commune_code=str(row["commune_code"]),
        name=str(row["name"]),
        kind=str(row["kind"]),
        position=int(str(row["position"])),
        old_commune_code=str(row["old_commune_code"]),
        old_list_version=str(row["old_list_version"]),
        removed=bool(row["removed"]),
    )


def hamlet_year_from(row: Mapping[str, Any]) -> HamletYear:
    """A hamlet's numbers of one year from their row."""
    return HamletYear(**{one.name: row[one.name] for one in dataclass_fields(HamletYear)})


def all_hamlets(connection: Connection, commune_code: str) -> list[Hamlet]:
    """The commune's live hamlets in their order."""
    query = (
        select(HAMLET)
        .where(belongs(connection, HAMLET, commune_code), HAMLET.c.removed.is_(False))
        .order_by(HAMLET.c.position, HAMLET.c.name)
    )
    return [hamlet_from(dict(row)) for row in connection.execute(query).mappings()]


def find_hamlet(connection: Connection, hamlet_id: str) -> Hamlet | None:
    """One hamlet, removed or not."""
    row = connection.execute(select(HAMLET).where(HAMLET.c.id == hamlet_id)).mappings().one_or_none()
    return hamlet_from(dict(row)) if row is not None else None


def hamlet_years(connection: Connection, commune_code: str, year: int | None = None) -> list[HamletYear]:
    """The numbers of all households by hamlet, of one year or of all."""
    query = select(HAMLET_YEAR).where(belongs(connection, HAMLET_YEAR, commune_code), HAMLET_YEAR.c.removed.is_(False))
    if year is not None:
        query = query.where(HAMLET_YEAR.c.year == year)
    return [hamlet_year_from(dict(row)) for row in connection.execute(query).mappings()]
