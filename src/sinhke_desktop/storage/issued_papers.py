"""Issued papers: kept whole in the encrypted file of this machine, never journalled, never sent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, literal_column, select, update

from sinhke_desktop.domain.issued_paper import IssuedPaper
from sinhke_desktop.storage.paper_tables import IssuedPaperHouseholdRow, IssuedPaperRow
from sinhke_desktop.storage.tables import table_of

PAPER, NAMED = table_of(IssuedPaperRow), table_of(IssuedPaperHouseholdRow)
_SHOWN = [column for column in PAPER.c if column.name != "pdf"]
_NEWEST: tuple[ColumnElement[Any], ...] = (PAPER.c.made_at.desc(), literal_column("issued_paper.rowid").desc())
"""Newest first; what was made in the same second, in the order in which it was kept."""


def put(connection: Connection, paper: IssuedPaper, pdf: bytes, household_ids: Sequence[str]) -> None:
    """Keep a paper with the households that it tells of."""
    values = {column.name: getattr(paper, column.name) for column in _SHOWN}
    values["dated_on"] = _iso(paper.dated_on)
    connection.execute(insert(PAPER), [{**values, "pdf": pdf}])
    named = [{"paper_id": paper.id, "household_id": one} for one in dict.fromkeys(household_ids)]
    if named:
        connection.execute(insert(NAMED), named)


def same(connection: Connection, sha256: str) -> IssuedPaper | None:
    """The paper with these very bytes, if one was issued."""
    row = connection.execute(select(*_SHOWN).where(PAPER.c.sha256 == sha256)).mappings().first()
    return _paper(dict(row)) if row is not None else None


def find(connection: Connection, paper_id: str) -> IssuedPaper | None:
    """The paper with this id, or None."""
    row = connection.execute(select(*_SHOWN).where(PAPER.c.id == paper_id)).mappings().one_or_none()
    return _paper(dict(row)) if row is not None else None


def count_again(connection: Connection, paper_id: str) -> None:
    """Note that the paper was printed or saved once more."""
    connection.execute(update(PAPER).where(PAPER.c.id == paper_id).values(times=PAPER.c.times + 1))


def set_number(connection: Connection, paper_id: str, number: str, dated_on: date | None) -> None:
    """Note the number and day that the office gave."""
    values = {"number": number, "dated_on": _iso(dated_on)}
    connection.execute(update(PAPER).where(PAPER.c.id == paper_id).values(**values))


def listed(connection: Connection) -> list[IssuedPaper]:
    """All papers, newest first."""
    query = select(*_SHOWN).order_by(*_NEWEST)
    return [_paper(dict(row)) for row in connection.execute(query).mappings()]


def pdf_of(connection: Connection, paper_id: str) -> bytes | None:
    """The paper's bytes, or None where it is gone."""
    found = connection.scalar(select(PAPER.c.pdf).where(PAPER.c.id == paper_id))
    return bytes(found) if found is not None else None


def households_of(connection: Connection, paper_id: str) -> list[str]:
    """The ids of the households that the paper tells of."""
    return [str(one) for one in connection.scalars(select(NAMED.c.household_id).where(NAMED.c.paper_id == paper_id))]


def naming(connection: Connection, household_id: str) -> list[IssuedPaper]:
    """The papers that tell of a household, newest first."""
    query = select(*_SHOWN).join(NAMED, NAMED.c.paper_id == PAPER.c.id).where(NAMED.c.household_id == household_id)
    rows = connection.execute(query.order_by(*_NEWEST)).mappings()
    return [_paper(dict(row)) for row in rows]


def size(connection: Connection) -> int:
    """How many bytes all kept papers take."""
    return int(connection.scalar(select(func.coalesce(func.sum(PAPER.c.size), 0))) or 0)


def drop_naming(connection: Connection, household_id: str, kinds: Collection[str]) -> int:
    """Delete the kept papers of *kinds* that tell of a household; returns how many."""
    mine = select(NAMED.c.paper_id).where(NAMED.c.household_id == household_id)
    found = [
        str(one) for one in connection.scalars(select(PAPER.c.id).where(PAPER.c.id.in_(mine), PAPER.c.kind.in_(kinds)))
    ]
    for paper_id in found:
        drop(connection, paper_id)
    return len(found)


def drop(connection: Connection, paper_id: str) -> None:
    """Delete a kept paper for good."""
    connection.execute(delete(NAMED).where(NAMED.c.paper_id == paper_id))
    connection.execute(delete(PAPER).where(PAPER.c.id == paper_id))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _paper(row: dict[str, object]) -> IssuedPaper:
    day = str(row.pop("dated_on"))
    return IssuedPaper(**row, dated_on=date.fromisoformat(day) if day else None)  # type: ignore[arg-type]
