"""Really erasing what the store holds of an entity: rows, and the contents of its operations (exchange.md c.14).

An operation keeps its place, identity and commitment, so that the chain and every bundle still verify; what it said
and the salt, without which the commitment tells nothing, go. One last operation says that the entity was removed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, Text, cast, delete, func, or_, select, union, update
from sqlmodel import AutoString

from sinhke_desktop.domain.issued_paper import WORKING_KINDS
from sinhke_desktop.domain.operations import (
    CREATE,
    ERASURE,
    REMOVE,
    REMOVED,
    Operation,
    Value,
    fold,
)
from sinhke_desktop.storage import issued_papers, journal, scan_pages, staged
from sinhke_desktop.storage.access_log import ACCESS
from sinhke_desktop.storage.bulk import chunks
from sinhke_desktop.storage.exchange import OUTBOX
from sinhke_desktop.storage.journal import CONFLICT, OPERATION, Author, Draft
from sinhke_desktop.storage.local_values import LOCAL
from sinhke_desktop.storage.office import RESTAMPED
from sinhke_desktop.storage.paired_devices import RECEIVED
from sinhke_desktop.storage.register_tables import PhotoRow
from sinhke_desktop.storage.staged import STAGED
from sinhke_desktop.storage.tables import ENTITY_TABLES, ImportBatchRow, table_of

PHOTO = table_of(PhotoRow)


def erase_entities(connection: Connection, author: Author, entities: Sequence[tuple[str, str]], reason: str) -> int:
    """Remove *entities* ((kind, id)) for good; returns how many operations were emptied.

    The journal gets one removal more for each, with *reason*: no personal data may stand in it.
    """
    drafts = [Draft(kind, entity_id, {REMOVED: True}, REMOVE, reason) for kind, entity_id in entities]
    last = journal.save(connection, author, drafts, ERASURE)
    count = _empty(connection, [entity_id for _kind, entity_id in entities], last)
    for kind, entity_id in entities:
        _delete_rows(connection, kind, entity_id)
    return count


def _delete_rows(connection: Connection, kind: str, entity_id: str) -> None:
    entity = ENTITY_TABLES[kind]
    for part in entity.parts.values():
        connection.execute(delete(part.table).where(part.table.c[part.owner] == entity_id))
    connection.execute(delete(entity.table).where(entity.table.c.id == entity_id))


def follow(connection: Connection, received: Sequence[Operation]) -> int:
    """Erase here what operations of another store say was erased there; returns how many operations were emptied.

    Only what such an operation replaces goes: a change that was made elsewhere at the same time stays, and with it
    the question which holds. What is replaced by an erasing operation that came earlier goes as well.
    """
    count = 0
    for chunk in chunks(one.entity_id for one in received):
        mine = (OPERATION.c.batch == ERASURE, OPERATION.c.entity_id.in_(chunk))
        rows = connection.execute(select(OPERATION).where(*mine).order_by(OPERATION.c.position)).mappings().all()
        for row in rows:
            count += _follow(connection, journal.stored_operation(row).operation)
    return count


def _follow(connection: Connection, told: Operation) -> int:
    mine = OPERATION.c.entity_id == told.entity_id
    bases = {
        str(uid): str(base).split(",")
        for uid, base in connection.execute(select(OPERATION.c.uid, OPERATION.c.base).where(mine))
    }
    replaced: set[str] = set()
    waiting = list(told.base)
    while waiting:
        uid = waiting.pop()
        if uid in bases and uid not in replaced:
            replaced.add(uid)
            waiting += bases[uid]
    emptied = update(OPERATION).where(mine, OPERATION.c.uid.in_(sorted(replaced)), OPERATION.c.payload != "")
    count = connection.execute(emptied.values(payload="", salt="", batch=None)).rowcount
    if count:
        _write_again(connection, told)
    return count


def _write_again(connection: Connection, told: Operation) -> None:
    """The entity's rows and conflicts from what its operations still say: what was erased stands in neither."""
    query = select(OPERATION).where(OPERATION.c.entity_id == told.entity_id).order_by(OPERATION.c.position)
    operations = [journal.stored_operation(row).operation for row in connection.execute(query).mappings()]
    _delete_rows(connection, told.entity_kind, told.entity_id)
    connection.execute(delete(CONFLICT).where(CONFLICT.c.entity_id == told.entity_id))
    journal.write_states(connection, {told.entity_id: told}, {told.entity_id: operations}, set())


def drop_kept(connection: Connection, entity_ids: Collection[str]) -> None:
    """Forget the received bundles kept in the store that say what was erased of these records."""
    emptied: dict[str, list[int]] = {}
    for chunk in chunks(entity_ids):
        mine = (OPERATION.c.entity_id.in_(chunk), OPERATION.c.payload == "")
        own = select(OPERATION.c.epoch, OPERATION.c.counter).where(*mine)
        beside = select(RESTAMPED.c.epoch, RESTAMPED.c.counter).join(OPERATION, OPERATION.c.uid == RESTAMPED.c.uid)
        for epoch, counter in connection.execute(union(own, beside.where(*mine))):
            emptied.setdefault(epoch, []).append(counter)
    for epoch, counters in emptied.items():
        spans = select(RECEIVED.c.header_hash, RECEIVED.c.base_counter, RECEIVED.c.last_counter).where(
            RECEIVED.c.epoch == epoch, RECEIVED.c.header_hash.in_(select(STAGED.c.header_hash))
        )
        for header_hash, base, last in connection.execute(spans).all():
            if any(base < counter <= last for counter in counters):
                staged.drop(connection, header_hash)


def erase_part(
    connection: Connection, author: Author, entity: tuple[str, str], part: tuple[str, str], reason: str
) -> int:
    """Forget one *part* ((name, id), ``("member", …)``) of an entity; returns how many operations were emptied.

    Other parts' contents stand in the same operations, so all are emptied and the entity's state without that part is
    written once more: who looks back finds the entity as it is now, and nothing from before.
    """
    kind, entity_id = entity
    name, part_id = part
    operations = [one.operation for one in journal.operations_of(connection, [entity_id])]
    start = f"{name}/{part_id}/"
    kept: dict[str, Value] = {
        path: value for path, value in fold(operations).fields.items() if not path.startswith(start)
    }
    last = journal.save(connection, author, [Draft(kind, entity_id, kept, CREATE, reason)], ERASURE)
    count = _empty(connection, [entity_id], last)
    table = ENTITY_TABLES[kind].parts[name].table
    connection.execute(delete(table).where(table.c.id == part_id))
    return count


def _empty(connection: Connection, entity_ids: Sequence[str], last: Collection[str]) -> int:
    """Empty every operation of the entities but the *last* ones, and what else was kept of them."""
    count = 0
    for chunk in chunks(entity_ids):
        mine = (OPERATION.c.entity_id.in_(chunk), OPERATION.c.uid.not_in(list(last)), OPERATION.c.payload != "")
        count += connection.execute(update(OPERATION).where(*mine).values(payload="", salt="", batch=None)).rowcount
        connection.execute(delete(CONFLICT).where(CONFLICT.c.entity_id.in_(chunk)))
    return count


def forget_beside(connection: Connection, household_id: str) -> None:
    """Drop what this machine kept of a household beside the journal: photographs, scans, kept copies of working papers,
    sealed bundles, words in the log. To be called while the household's forms still have their rows.

    Every sealed bundle is emptied: they are not needed, since the next one holds all that has no receipt.
    """
    scan_pages.drop_of_household(connection, household_id)
    issued_papers.drop_naming(connection, household_id, WORKING_KINDS)
    connection.execute(delete(PHOTO).where(PHOTO.c.household_id == household_id))
    connection.execute(update(OUTBOX).values(bundle=b""))
    connection.execute(update(ACCESS).where(ACCESS.c.household_id == household_id).values(detail=""))


def stored(connection: Connection, kind: str, entity_id: str) -> bool:
    """True while the entity has a row."""
    table = ENTITY_TABLES[kind].table
    return connection.scalar(select(table.c.id).where(table.c.id == entity_id)) is not None


def part_stored(connection: Connection, kind: str, name: str, part_id: str) -> bool:
    """True while the part has a row."""
    table = ENTITY_TABLES[kind].parts[name].table
    return connection.scalar(select(table.c.id).where(table.c.id == part_id)) is not None


def still_said(connection: Connection, words: Collection[str]) -> dict[str, int]:
    """Table → how many rows still say one of *words*, in the record and in the journal; namesakes count too."""
    tables = {kind: entity.table for kind, entity in ENTITY_TABLES.items()}
    for entity in ENTITY_TABLES.values():
        tables |= {name: part.table for name, part in entity.parts.items()}
    tables |= {"operation": OPERATION, "local_value": LOCAL, "import_batch": table_of(ImportBatchRow)}
    tables |= {"issued_paper": issued_papers.PAPER, "scan_page": scan_pages.PAGE}
    found: dict[str, int] = {}
    for name, table in tables.items():
        texts: list[ColumnElement[Any]] = [column for column in table.c if isinstance(column.type, String | AutoString)]
        said = [cast(column, Text) for column in texts]
        saying = [func.replace(text, word, "") != text for text in said for word in words if word]
        if saying:
            count = connection.scalar(select(func.count()).select_from(table).where(or_(*saying))) or 0
            if count:
                found[name] = count
    return found
