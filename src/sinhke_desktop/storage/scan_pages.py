"""Pages that came back as pictures: evidence in the encrypted file of this machine, never journalled, never sent."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, or_, select, update

from sinhke_desktop.domain.scan_page import ScanPage, ScanState
from sinhke_desktop.storage.paper_tables import FormSheetRow, ScanPageRow
from sinhke_desktop.storage.tables import table_of

PAGE, SHEET = table_of(ScanPageRow), table_of(FormSheetRow)
_SHOWN = [column for column in PAGE.c if column.name != "picture"]


def put(connection: Connection, page: ScanPage, picture: bytes) -> None:
    """Keep a page."""
    values = {column.name: getattr(page, column.name) for column in _SHOWN}
    connection.execute(insert(PAGE), [{**values, "state": page.state.value, "picture": picture}])


def known(connection: Connection, sha256: str) -> bool:
    """True where this very picture is kept already."""
    return connection.scalar(select(PAGE.c.id).where(PAGE.c.sha256 == sha256).limit(1)) is not None


def in_state(connection: Connection, state: ScanState) -> list[ScanPage]:
    """The pages in a state, in the order in which they were read."""
    query = select(*_SHOWN).where(PAGE.c.state == state.value).order_by(PAGE.c.read_at, PAGE.c.file, PAGE.c.place)
    return [_page(dict(row)) for row in connection.execute(query).mappings()]


def of_household(connection: Connection, household_id: str) -> list[ScanPage]:
    """The confirmed pages about a household, newest first."""
    query = select(*_SHOWN).where(PAGE.c.household_id == household_id, PAGE.c.state == ScanState.CONFIRMED.value)
    rows = connection.execute(query.order_by(PAGE.c.read_at.desc(), PAGE.c.page)).mappings()
    return [_page(dict(row)) for row in rows]


def find(connection: Connection, page_id: str) -> ScanPage | None:
    """The page with this id, or None."""
    row = connection.execute(select(*_SHOWN).where(PAGE.c.id == page_id)).mappings().one_or_none()
    return _page(dict(row)) if row is not None else None


def picture_of(connection: Connection, page_id: str) -> bytes | None:
    """The page's picture (WebP), or None where it is gone."""
    found = connection.scalar(select(PAGE.c.picture).where(PAGE.c.id == page_id))
    return bytes(found) if found is not None else None


def settle(connection: Connection, page_ids: Sequence[str], state: ScanState, household_id: str, visit_id: str) -> None:
    """Note what became of pages."""
    for page_id in page_ids:
        values = {"state": state.value, "household_id": household_id, "visit_id": visit_id}
        connection.execute(update(PAGE).where(PAGE.c.id == page_id).values(**values))


def recognize(connection: Connection, page: ScanPage) -> None:
    """Note anew which form a kept page is of, what its boxes say and what is wrong with it; its picture stays."""
    named = ("version", "number", "household_id", "page", "pages", "ticks", "problem")
    values = {name: getattr(page, name) for name in named}
    connection.execute(update(PAGE).where(PAGE.c.id == page.id).values(**values))


def drop(connection: Connection, page_id: str) -> None:
    """Delete a kept page for good."""
    connection.execute(delete(PAGE).where(PAGE.c.id == page_id))


def drop_of_household(connection: Connection, household_id: str) -> int:
    """Delete every page about a household, by its id or by the number of a form of its; returns how many."""
    numbers = select(SHEET.c.number).where(SHEET.c.household_id == household_id, SHEET.c.number != "")
    mine = or_(PAGE.c.household_id == household_id, PAGE.c.number.in_(numbers))
    return connection.execute(delete(PAGE).where(mine)).rowcount


def _page(row: dict[str, object]) -> ScanPage:
    return ScanPage(**{**row, "state": ScanState(str(row["state"]))})  # type: ignore[arg-type]
