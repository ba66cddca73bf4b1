"""Photographs: kept in the encrypted file of this machine alone, never journalled, never sent."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, delete, func, insert, select, update

from sinhke_desktop.domain.photo import Photo
from sinhke_desktop.storage.register_tables import PhotoRow
from sinhke_desktop.storage.tables import table_of

PHOTO = table_of(PhotoRow)


def of_household(connection: Connection, household_id: str) -> list[Photo]:
    """The household's photographs, oldest first."""
    query = select(PHOTO).where(PHOTO.c.household_id == household_id).order_by(PHOTO.c.taken_on, PHOTO.c.id)
    return [
        Photo(
            row["id"], row["household_id"], bytes(row["picture"]),
            date.fromisoformat(row["taken_on"]) if row["taken_on"] else None, row["note"],
        )
        for row in connection.execute(query).mappings()
    ]  # fmt: skip


def count_of(connection: Connection, household_id: str) -> int:
    """How many photographs the household has."""
    return connection.scalar(select(func.count()).select_from(PHOTO).where(PHOTO.c.household_id == household_id)) or 0


def put(connection: Connection, photo: Photo) -> None:
    """Keep a photograph, or its new note and day."""
    day = photo.taken_on.isoformat() if photo.taken_on else ""
    known = connection.execute(update(PHOTO).where(PHOTO.c.id == photo.id).values(note=photo.note, taken_on=day))
    if known.rowcount == 0:
        values = {"id": photo.id, "household_id": photo.household_id, "taken_on": day, "note": photo.note}
        connection.execute(insert(PHOTO), [{**values, "picture": photo.picture}])


def drop(connection: Connection, photo_id: str) -> None:
    """Delete a photograph for good."""
    connection.execute(delete(PHOTO).where(PHOTO.c.id == photo_id))
