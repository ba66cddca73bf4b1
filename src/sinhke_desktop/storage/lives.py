"""Acts in the lives of households, and the histories that the register of an earlier day is read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, func, or_, select

from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.life_act import ActKind, LifeAct
from sinhke_desktop.domain.operations import Operation, Value
from sinhke_desktop.domain.review import Review
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal
from sinhke_desktop.storage import reviews as stored_reviews
from sinhke_desktop.storage.commune_mergers import belongs
from sinhke_desktop.storage.records import record_from
from sinhke_desktop.storage.register_tables import LifeActRow
from sinhke_desktop.storage.rows import columns, split_path
from sinhke_desktop.storage.tables import table_of

ACT = table_of(LifeActRow)
KIND = "life_act"
CHUNK = 400
READ_AT_ONCE = 2000


def acts(connection: Connection, act_ids: Sequence[str]) -> dict[str, LifeAct]:
    """The acts among *act_ids* (batches that are imports are none), also those taken back."""
    found: dict[str, LifeAct] = {}
    for start in range(0, len(act_ids), CHUNK):
        query = select(ACT).where(ACT.c.id.in_(act_ids[start : start + CHUNK]))
        found |= {row["id"]: record_from(LifeAct, dict(row)) for row in connection.execute(query).mappings()}
    return found


def acts_about(connection: Connection, household_id: str) -> list[LifeAct]:
    """The acts that name the household, also those taken back."""
    query = select(ACT).where(or_(ACT.c.household_id == household_id, ACT.c.other_household_id == household_id))
    return [record_from(LifeAct, dict(row)) for row in connection.execute(query).mappings()]


def act_days(connection: Connection) -> dict[str, str]:
    """Act id → the day (ISO) from which its changes count; of all acts, also those taken back."""
    return {act_id: str(day) for act_id, day in connection.execute(select(ACT.c.id, ACT.c.happened_on))}


def undone_batches(connection: Connection) -> set[str]:
    """The ids of the acts that were taken back and of those that did so: together they change nothing."""
    query = select(ACT.c.id).where(or_(ACT.c.removed.is_(True), ACT.c.kind == ActKind.UNDONE.value))
    return set(connection.scalars(query))


def count_histories(connection: Connection, commune_code: str) -> int:
    """How many households the commune's journal knows, removed ones too."""
    table = stored_households.HOUSEHOLD
    return (
        connection.scalar(select(func.count()).select_from(table).where(belongs(connection, table, commune_code))) or 0
    )


def histories(connection: Connection, commune_code: str, kind: str) -> Iterator[tuple[str, list[Operation]]]:
    """(entity id, its operations in store order) of every entity of *kind*, removed ones too."""
    query = (
        select(journal.OPERATION)
        .where(
            journal.OPERATION.c.entity_kind == kind,
            belongs(connection, journal.OPERATION, commune_code),
            journal.OPERATION.c.payload != "",
        )
        .order_by(journal.OPERATION.c.entity_id, journal.OPERATION.c.position)
    )
    waiting: list[Operation] = []
    for row in connection.execution_options(yield_per=READ_AT_ONCE).execute(query).mappings():
        operation = journal.stored_operation(row).operation
        if waiting and waiting[0].entity_id != operation.entity_id:
            yield waiting[0].entity_id, waiting
            waiting = []
        waiting.append(operation)
    if waiting:
        yield waiting[0].entity_id, waiting


def review_ids(connection: Connection, household_id: str) -> list[str]:
    """The ids of all the household's reviews, removed ones too."""
    table = stored_reviews.REVIEW
    return list(connection.scalars(select(table.c.id).where(table.c.household_id == household_id).order_by(table.c.id)))


def household_of(household_id: str, commune_code: str, fields: dict[str, Value]) -> Household:
    """The household that *fields* (path → value) describe; members that were removed are left out."""
    own: dict[str, Value] = dict(columns(stored_households.HOUSEHOLD))
    parts: dict[str, dict[str, object]] = {}
    for path, value in fields.items():
        part, part_id, column = split_path(path)
        if part:
            blank: dict[str, object] = {**columns(stored_households.MEMBER, "household_id"), "id": part_id}
            parts.setdefault(part_id, blank)[column] = value
        else:
            own[path] = value
    row = {**own, "id": household_id, "commune_code": commune_code}
    return stored_households.household_from(row, [one for one in parts.values() if not one["removed"]])


def review_of(review_id: str, commune_code: str, fields: dict[str, Value]) -> Review:
    """The review that *fields* describe."""
    return stored_reviews.review_from(
        {**columns(stored_reviews.REVIEW), **fields, "id": review_id, "commune_code": commune_code}
    )
