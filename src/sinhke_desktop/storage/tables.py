"""The tables of the register and the journal, and which table keeps which kind of entity.

Column names of an entity table are its wire names: a change of the path ``note`` is a change of the column ``note``.
Rows never leave this package. Every row carries its commune's code, so that a receiving office's store is the union of
its communes' rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Column, Index, Table, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class EntityRow(SQLModel):
    """What every entity's row has; ``removed`` rows wait in the recycle bin."""

    id: str = Field(primary_key=True, max_length=32)
    commune_code: str = Field(index=True, max_length=5)
    removed: bool = Field(default=False)


class CommuneRow(EntityRow, table=True):
    """The commune itself; ``id`` is its code."""

    __tablename__ = "commune"
    name: str = ""
    province_name: str = ""
    area: str = ""
    list_version: str = ""
    period: str = ""
    governing_body: str = ""
    issuing_body: str = ""
    place: str = ""
    report_to: str = ""
    signer_authority: str = ""
    signer_title: str = ""
    signer_name: str = ""
    recipients: str = ""


class HamletRow(EntityRow, table=True):
    """A hamlet (thôn, ấp, khóm, khu phố)."""

    __tablename__ = "hamlet"
    name: str = ""
    kind: str = ""
    position: int = 0
    old_commune_code: str = ""
    old_list_version: str = ""


class HamletYearRow(EntityRow, table=True):
    """All households of a hamlet in one year."""

    __tablename__ = "hamlet_year"
    hamlet_id: str = Field(default="", max_length=32, index=True)
    year: int = 0
    households: int = 0
    persons: int | None = None
    minority_households: int | None = None
    minority_persons: int | None = None
    local_minority_households: int | None = None
    local_minority_persons: int | None = None


class HouseholdRow(EntityRow, table=True):
    """A household; its members are parts of the same entity."""

    __tablename__ = "household"
    hamlet_id: str = Field(default="", max_length=32, index=True)
    list_number: int | None = None
    address: str = ""
    phone: str = ""
    note: str = ""
    location: str = ""
    dwelling_area: int | None = None
    wall: str = ""
    pillar: str = ""
    roof: str = ""
    water_source: str = ""
    toilet: str = ""
    waste: str = ""
    internet: str = ""
    devices: str = ""
    causes: str = ""
    cause_note: str = ""
    needs: str = ""
    needs_note: str = ""
    no_labour: str = ""
    no_labour_reason: str = ""
    cannot_escape: str = ""
    cannot_escape_reason: str = ""
    local_minority: str = ""
    former_commune_code: str = ""
    former_list_version: str = ""
    arrived_on: str = ""
    ended_on: str = ""
    ended_how: str = ""
    restricted: str = ""


class MemberRow(SQLModel, table=True):
    """A member; ``id`` is 16 hexadecimal digits."""

    __tablename__ = "member"
    id: str = Field(primary_key=True, max_length=16)
    commune_code: str = Field(max_length=5, index=True)
    household_id: str = Field(foreign_key="household.id", index=True, max_length=32)
    removed: bool = Field(default=False)
    position: int = 0
    full_name: str = ""
    relation: str = ""
    sex: str = ""
    birth: str = ""
    ethnic_group: str = ""
    citizen_id: str = ""
    phone: str = ""
    note: str = ""
    insured: str = ""
    health_insurance_number: str = ""
    schooling: str = ""
    education: str = ""
    work: str = ""
    labour_capacity: str = ""
    disability: str = ""
    social_allowance: str = ""
    merit: str = ""
    nutrition: str = ""
    card_issued_on: str = ""
    old_citizen_id: str = ""


class ReviewRow(EntityRow, table=True):
    """One household's result in one round; ``deprived`` are indicator keys joined by commas."""

    __tablename__ = "review"
    household_id: str = Field(default="", index=True, max_length=32)
    year: int = 0
    kind: str = ""
    status: str = ""
    reviewed_on: str = ""
    income_points: int | None = None
    deprivation_points: int | None = None
    deprived: str = ""
    declared_class: str = ""
    movement: str = ""
    note: str = ""
    round_id: str = Field(default="", max_length=32)
    income_per_head: int | None = None
    derived: str = ""
    overrides: str = Field(default="", sa_type=Text)
    average_living: bool = False


class OperationRow(SQLModel, table=True):
    """One entry of the journal; identity and content are written once.

    ``epoch``, ``counter`` and ``chain`` may be stamped anew; ``is_head`` falls when another operation replaces it.
    """

    __tablename__ = "operation"
    position: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True, max_length=32)
    epoch: str = Field(max_length=32)
    counter: int
    commune_code: str = Field(max_length=5)
    entity_kind: str = Field(max_length=32)
    entity_id: str = Field(max_length=32, index=True)
    base: str = ""
    payload: str = Field(sa_column=Column(Text, nullable=False))
    salt: str = Field(max_length=32)
    commitment: str = Field(max_length=64)
    chain: str = Field(max_length=64)
    batch: str | None = Field(default=None, max_length=32)
    is_head: bool = True

    __table_args__ = (UniqueConstraint("epoch", "counter"), Index("operation_of_commune", "commune_code"))


Index("operation_batch", OperationRow.__table__.c.batch, sqlite_where=OperationRow.__table__.c.batch.is_not(None),  # type: ignore[attr-defined]
      postgresql_where=OperationRow.__table__.c.batch.is_not(None))  # type: ignore[attr-defined]  # fmt: skip


Index("operation_head_of_commune", OperationRow.__table__.c.commune_code,  # type: ignore[attr-defined]
      sqlite_where=OperationRow.__table__.c.is_head, postgresql_where=OperationRow.__table__.c.is_head)  # type: ignore[attr-defined]  # fmt: skip


class ConflictRow(SQLModel, table=True):
    """A path with different values from concurrent changes, waiting for a person; ``choices`` is JSON."""

    __tablename__ = "conflict"
    entity_kind: str = Field(primary_key=True, max_length=32)
    entity_id: str = Field(primary_key=True, max_length=32, index=True)
    path: str = Field(primary_key=True)
    commune_code: str = Field(max_length=5, index=True)
    choices: str = ""


class ImportBatchRow(SQLModel, table=True):
    """One import into this store; its operations carry its id as batch."""

    __tablename__ = "import_batch"
    id: str = Field(primary_key=True, max_length=32)
    file_name: str = ""
    file_sha256: str = ""
    year: int = 0
    applied_at: str = ""
    officer: str = ""
    counts: str = ""
    undone_at: str = ""


class LocalValueRow(SQLModel, table=True):
    """What belongs to this store alone and is never journalled: officer, epoch state, keys."""

    __tablename__ = "local_value"
    key: str = Field(primary_key=True)
    value: str = Field(sa_column=Column(Text, nullable=False))


@dataclass(frozen=True, slots=True)
class PartTable:
    """A table of parts: ``member/<id>/<column>``; ``owner`` is the column that names the entity."""

    table: Table
    owner: str


@dataclass(frozen=True, slots=True)
class EntityTable:
    """Where one kind of entity is kept."""

    kind: str
    table: Table
    parts: dict[str, PartTable] = field(default_factory=dict)


def table_of(row: type[SQLModel]) -> Table:
    """The SQLAlchemy table of a row class."""
    table: Table = row.__table__  # type: ignore[attr-defined]
    return table


ENTITY_TABLES: dict[str, EntityTable] = {}


def register_entity(kind: str, row: type[SQLModel], **parts: tuple[type[SQLModel], str]) -> None:
    """State that *row* keeps entities of *kind*; each part is (row class, owner column)."""
    ENTITY_TABLES[kind] = EntityTable(
        kind, table_of(row), {name: PartTable(table_of(part), owner) for name, (part, owner) in parts.items()}
    )


register_entity("commune", CommuneRow)
register_entity("hamlet", HamletRow)
register_entity("hamlet_year", HamletYearRow)
register_entity("household", HouseholdRow, member=(MemberRow, "household_id"))
register_entity("review", ReviewRow)
