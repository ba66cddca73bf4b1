"""Numbers of printed visit forms."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from sinhke_desktop.storage.paper_tables import FormSheetRow
from sinhke_desktop.storage.tables import table_of

SHEET = table_of(FormSheetRow)
CHUNK = 500


def bearing(connection: Connection, numbers: Sequence[str]) -> dict[str, str]:
    """Number → id of the form that bears it, of those among *numbers* that are taken, removed forms too."""
    found: dict[str, str] = {}
    for start in range(0, len(numbers), CHUNK):
        query = select(SHEET.c.number, SHEET.c.id).where(SHEET.c.number.in_(numbers[start : start + CHUNK]))
        found |= {str(row[0]): str(row[1]) for row in connection.execute(query)}
    return found
