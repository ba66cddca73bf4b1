"""The numbers of each commune that an office keeps, so that looking at all communes reads no registers.

Whatever writes a commune's rows makes its counted numbers stale; they stay to be shown until they are counted anew.
Numbers that a commune sent alone (``aggregate``) stand beside those counted from its rows (``rows``).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, column, delete, insert, select, table, update

from sinhke_desktop.domain.commune_totals import CommuneTotal, as_values, total_from

ROWS, AGGREGATE = "rows", "aggregate"
COUNTED = "counted"
"""The subject of the line that says that the counted numbers of a commune are those of its rows now."""
CHUNK = 400
TOTAL = table(
    "commune_total", column("commune_code"), column("subject"), column("source"), column("content"), column("device"),
    column("sequence"), column("made_at"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeptTotal:
    """A total as it is kept: whose, from where (``rows`` or ``aggregate``), who sent it under which number."""

    commune_code: str
    source: str
    total: CommuneTotal
    device: str = ""
    sequence: int = 0
    made_at: str = ""


def touched(connection: Connection, codes: Iterable[str]) -> None:
    """The rows of these communes have changed: what was counted of them is stale."""
    mine = (TOTAL.c.source == ROWS, TOTAL.c.subject == COUNTED)
    for code in codes:
        connection.execute(delete(TOTAL).where(TOTAL.c.commune_code == code, *mine))


def begin_counting(connection: Connection, code: str) -> None:
    """Say that the commune is being counted; a change of its rows from now on takes that back."""
    touched(connection, [code])
    values = {"commune_code": code, "subject": COUNTED, "source": ROWS, "content": "", "device": "", "sequence": 0}
    connection.execute(insert(TOTAL), [values | {"made_at": ""}])


def keep_counted(connection: Connection, code: str, totals: Sequence[CommuneTotal], at: str) -> bool:
    """Replace the commune's counted numbers; False if its rows changed since the counting began (then still stale)."""
    old = (TOTAL.c.commune_code == code, TOTAL.c.source == ROWS)
    connection.execute(delete(TOTAL).where(*old, TOTAL.c.subject != COUNTED))
    if totals:
        connection.execute(insert(TOTAL), [_values(code, ROWS, one, at) for one in totals])
    done = update(TOTAL).where(*old, TOTAL.c.subject == COUNTED).values(content=COUNTED, made_at=at)
    return bool(connection.execute(done).rowcount)


def _values(code: str, source: str, total: CommuneTotal, at: str) -> dict[str, object]:
    content = json.dumps(as_values(total), ensure_ascii=False, separators=(",", ":"))
    return {
        "commune_code": code, "subject": total.key, "source": source, "content": content, "device": "", "sequence": 0,
        "made_at": at,
    }  # fmt: skip


def up_to_date(connection: Connection, codes: Collection[str]) -> set[str]:
    """Those of *codes* whose counted numbers are those of their rows."""
    return set(_marked(connection, codes, ROWS))


def sent_alone(connection: Connection, codes: Collection[str]) -> set[str]:
    """Those of *codes* that sent numbers alone."""
    return set(_marked(connection, codes, AGGREGATE))


def _marked(connection: Connection, codes: Collection[str], source: str) -> Iterator[str]:
    for some in _chunks(codes):
        yield from connection.scalars(
            select(TOTAL.c.commune_code).where(
                TOTAL.c.commune_code.in_(some), TOTAL.c.subject == COUNTED, TOTAL.c.source == source,
                TOTAL.c.content != "",
            )
        )  # fmt: skip


def _chunks(codes: Collection[str]) -> Iterator[Sequence[str]]:
    """Asked for by the key's first column, so that no other total is looked at."""
    wanted = sorted(codes)
    return (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))


@dataclass(frozen=True, slots=True)
class SentAlone:
    """Which file brought a commune's numbers: its machine, that machine's epoch, the file's number in it."""

    device: str
    epoch: str
    number: int


def last_sent(connection: Connection, code: str) -> dict[str, int]:
    """Epoch → the highest number of a file of the commune's numbers that was taken in."""
    query = select(TOTAL.c.content).where(
        TOTAL.c.commune_code == code, TOTAL.c.source == AGGREGATE, TOTAL.c.subject == COUNTED
    )
    return dict(json.loads(connection.scalar(query) or "{}"))


def keep_sent(connection: Connection, code: str, totals: Sequence[CommuneTotal], sent: SentAlone, at: str) -> None:
    """Replace the numbers that the commune sent alone."""
    numbers = last_sent(connection, code) | {sent.epoch: sent.number}
    connection.execute(delete(TOTAL).where(TOTAL.c.commune_code == code, TOTAL.c.source == AGGREGATE))
    head: dict[str, object] = {
        "commune_code": code,
        "subject": COUNTED,
        "source": AGGREGATE,
        "content": json.dumps(numbers),
        "made_at": at,
    }
    rows = [head, *(_values(code, AGGREGATE, one, at) for one in totals)]
    whose: dict[str, object] = {"device": sent.device, "sequence": sent.number}
    connection.execute(insert(TOTAL), [row | whose for row in rows])


def read(connection: Connection, key: str, codes: Collection[str]) -> list[KeptTotal]:
    """The total of that key (``table-4:2025``) of each of *codes* that has it, from its rows or sent alone."""
    found = []
    for some in _chunks(codes):
        query = select(TOTAL).where(TOTAL.c.commune_code.in_(some), TOTAL.c.subject == key)
        found += [
            KeptTotal(
                row.commune_code, row.source, total_from(json.loads(row.content)), row.device, row.sequence, row.made_at
            )
            for row in connection.execute(query)
        ]  # fmt: skip
    return found
