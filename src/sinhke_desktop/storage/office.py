"""What a receiving office keeps of its devices: keys, streams, received and quarantined bundles, receipts, audit."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Boolean, Connection, Integer, func, insert, select, update

from sinhke_desktop.domain.admission import Admission, Stream, Verdict, held_by_sender
from sinhke_desktop.domain.operations import Operation, StampedOperation
from sinhke_desktop.domain.protocol import Announced
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.storage import journal
from sinhke_desktop.storage.exchange_tables import (
    AuditRow,
    RestampedRow,
)
from sinhke_desktop.storage.journal import OPERATION
from sinhke_desktop.storage.paired_devices import DEVICE, RECEIVED, STREAM
from sinhke_desktop.storage.rows import known_path, split_path
from sinhke_desktop.storage.tables import ENTITY_TABLES, table_of

RESTAMPED = table_of(RestampedRow)
AUDIT = table_of(AuditRow)
MODEL = "livelihood_model"
SLICE = 1_000


@dataclass(frozen=True, slots=True)
class ReceivedBundle:
    """An applied bundle; ``prior_*`` is where its stream stood before, ``summary`` the numbers by kind as JSON."""

    epoch: str
    sequence: int
    new_operations: int
    conflicts: int
    note: str
    same_state: bool
    claimed_time: str
    received_at: str
    officer: str = ""
    prior_cursor: int = 0
    prior_chain: str = ""
    prior_sequence: int = 0
    prior_header_hash: str = ""
    summary: str = "{}"


class OfficeStore:
    """The answers that :mod:`sinhke_desktop.domain.admission` asks of an office's store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def stream(self, epoch: str) -> Stream | None:
        """The epoch's stream, or None."""
        row = self._connection.execute(select(STREAM).where(STREAM.c.epoch == epoch)).mappings().one_or_none()
        return None if row is None else _stream(dict(row))

    def header_hash(self, epoch: str, sequence: int) -> str | None:
        """The header hash of the applied bundle with that number."""
        found: str | None = self._connection.scalar(
            select(RECEIVED.c.header_hash).where(RECEIVED.c.epoch == epoch, RECEIVED.c.sequence == sequence)
        )
        return found

    def chain_at(self, epoch: str, counter: int) -> str | None:
        """The chain hash held at that place, whichever way the operation came."""
        for table in (OPERATION, RESTAMPED):
            found: str | None = self._connection.scalar(
                select(table.c.chain).where(table.c.epoch == epoch, table.c.counter == counter)
            )
            if found is not None:
                return found
        return None

    def commits(self, uids: Collection[str]) -> Mapping[str, str]:
        """uid → commit of those that are held."""
        return journal.known_commits(self._connection, uids)

    def knows_device(self, device: str) -> bool:
        """True if any of its bundles was applied."""
        return self._connection.scalar(select(STREAM.c.epoch).where(STREAM.c.device == device).limit(1)) is not None


def _stream(row: Mapping[str, Any]) -> Stream:
    return Stream(
        row["device"],
        row["epoch"],
        row["cursor"],
        row["chain"],
        row["last_sequence"],
        row["header_hash"],
        row["forked"],
    )


def misfit(operation: Operation) -> str:
    """The first path whose value this store cannot keep (unknown, or of another type), or an empty text."""
    kind = operation.entity_kind
    if kind not in ENTITY_TABLES:
        return kind
    for path, value in operation.changes.items():
        part, part_id, column = split_path(path) if "/" in path else ("", "", path)
        types, largest = _kept_as(kind, part, column)
        if type(value) not in types or bool(part) != bool(part_id):
            return path
        if isinstance(value, int) and abs(value) > largest:
            return path
    return ""


@cache
def _kept_as(kind: str, part: str, column: str) -> tuple[frozenset[type], int]:
    """The types of value that the column keeps, none for a column that there is not; the largest number in it.

    A file would keep larger numbers than a server does; both refuse the same.
    """
    path = f"{part}/0/{column}" if part else column
    if not known_path(kind, path):
        return frozenset(), 0
    entity = ENTITY_TABLES[kind]
    found = (entity.parts[part].table if part else entity.table).c[column]
    own = bool if isinstance(found.type, Boolean) else int if isinstance(found.type, Integer) else str
    largest = 2**63 - 1 if isinstance(found.type, BigInteger) else 2**31 - 1
    return frozenset({own, type(None)} if found.nullable else {own}), largest


def write_operations(
    connection: Connection, admission: Admission, *, relaying: bool = False, progress: Progress = SILENT
) -> int:
    """Write an admitted bundle's operations; returns how many are new. *progress* counts them and may cancel.

    A commune's main machine is *relaying*: it takes the operations to the end of its own chain, so that they go on to
    the office with its own, and keeps the sender's places beside.
    """
    placed = list(admission.restamped)
    count = 0
    if relaying:
        count = journal.adopt(connection, [one.operation for one in admission.fresh]).new_operations
        placed += admission.fresh
    else:
        for some in _slices(admission.fresh):
            progress.step(count, len(admission.fresh))
            count += journal.receive(connection, some).new_operations
    if placed:
        connection.execute(
            insert(RESTAMPED),
            [
                {
                    "epoch": one.stamp.epoch,
                    "counter": one.stamp.counter,
                    "uid": one.operation.uid,
                    "chain": one.chain,
                }
                for one in placed
            ],
        )
    progress.step(count, len(admission.fresh))
    return count


def _slices(fresh: Sequence[StampedOperation]) -> Iterator[Sequence[StampedOperation]]:
    """Some thousands at a time; all that concerns models at once, since an ended one makes room for the next."""
    if len(fresh) <= SLICE:
        yield fresh
        return
    yield [one for one in fresh if one.operation.entity_kind == MODEL]
    others = [one for one in fresh if one.operation.entity_kind != MODEL]
    for start in range(0, len(others), SLICE):
        yield others[start : start + SLICE]


def move_cursor(connection: Connection, announced: Announced) -> None:
    """Let the stream end where the bundle does; the machine's next receipt says so."""
    grow(connection, announced.device)
    values = {
        "device": announced.device,
        "cursor": announced.last_counter,
        "chain": announced.last_chain,
        "last_sequence": announced.sequence,
        "header_hash": announced.header_hash,
    }
    if connection.execute(update(STREAM).where(STREAM.c.epoch == announced.epoch).values(**values)).rowcount == 0:
        connection.execute(insert(STREAM), [values | {"epoch": announced.epoch, "forked": False}])


def remember_place(connection: Connection, announced: Announced, verdict: Verdict) -> None:
    """Note what the machine held when it sealed the bundle just read, whatever its verdict was.

    A fork or gap proves nothing, so that the machine gets everything with its next receipt.
    """
    held = held_by_sender(announced, verdict)
    mine = STREAM.c.device == announced.device
    if not held:
        connection.execute(update(STREAM).where(mine).values(parents="[]"))
        return
    newest = connection.scalar(select(func.max(STREAM.c.touched)).where(mine)) or 0
    values = {"parents": json.dumps(sorted(held.items())), "touched": newest + 1}
    connection.execute(update(STREAM).where(STREAM.c.epoch == announced.epoch).values(**values))


def keep_received(connection: Connection, announced: Announced, bundle: ReceivedBundle) -> None:
    """Remember an applied bundle."""
    values = {name: getattr(bundle, name) for name in ReceivedBundle.__dataclass_fields__}
    values |= {
        "header_hash": announced.header_hash,
        "base_counter": announced.base_counter,
        "last_counter": announced.last_counter,
    }
    connection.execute(insert(RECEIVED), [values])


def grow(connection: Connection, device: str) -> None:
    """The machine's next receipt has something new to say."""
    connection.execute(
        update(DEVICE).where(DEVICE.c.device == device).values(office_sequence=DEVICE.c.office_sequence + 1)
    )


def received_bundles(connection: Connection, device: str) -> list[ReceivedBundle]:
    """The applied bundles of one machine, in order of arrival as labelled."""
    columns = [RECEIVED.c[name] for name in ReceivedBundle.__dataclass_fields__]
    query = (
        select(*columns)
        .join(STREAM, STREAM.c.epoch == RECEIVED.c.epoch)
        .where(STREAM.c.device == device)
        .order_by(RECEIVED.c.received_at, RECEIVED.c.epoch, RECEIVED.c.sequence)
    )
    return [ReceivedBundle(**row) for row in connection.execute(query).mappings()]


def ground(connection: Connection, commune_codes: Sequence[str]) -> str:
    """Stands for what the store holds of the communes: another one once anything was written, or taken back."""
    mine = OPERATION.c.commune_code.in_(list(commune_codes))
    count, last = connection.execute(select(func.count(), func.max(OPERATION.c.position)).where(mine)).one()
    uid = connection.scalar(select(OPERATION.c.uid).where(OPERATION.c.position == last)) if last is not None else ""
    return f"{count}-{uid}"


def note(connection: Connection, at: str, action: str, subject: str, detail: str = "") -> None:
    """Add a line to the audit; no personal data."""
    connection.execute(insert(AUDIT), [{"at": at, "action": action, "subject": subject, "detail": detail}])


def broken_streams(connection: Connection) -> list[str]:
    """The epochs whose stored places do not lead to their cursor; part of the check of an office's whole store."""
    store = OfficeStore(connection)
    found: list[str] = []
    for row in connection.execute(select(STREAM)).mappings():
        epoch, cursor = row["epoch"], row["cursor"]
        counts = [
            connection.scalar(select(func.count()).select_from(table).where(table.c.epoch == epoch)) or 0
            for table in (OPERATION, RESTAMPED)
        ]
        if sum(counts) != cursor or (cursor and store.chain_at(epoch, cursor) != row["chain"]):
            found.append(epoch)
    return found


class Noted(NamedTuple):
    """A line of the audit."""

    at: str
    action: str
    subject: str
    detail: str


def notes(connection: Connection, limit: int) -> list[Noted]:
    """The newest *limit* lines of the audit, newest first."""
    columns = [AUDIT.c[name] for name in Noted._fields]
    return [Noted(*row) for row in connection.execute(select(*columns).order_by(AUDIT.c.position.desc()).limit(limit))]
