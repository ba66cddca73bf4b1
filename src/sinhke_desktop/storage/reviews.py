"""Reviews: domain values to wire fields and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, select

from sinhke_desktop.domain.operations import Value
from sinhke_desktop.domain.review import (
    ALL_INDICATORS,
    Movement,
    PovertyClass,
    ResultStatus,
    Review,
    ReviewKind,
    effective,
)
from sinhke_desktop.storage.commune_mergers import belongs
from sinhke_desktop.storage.tables import ReviewRow, table_of

REVIEW = table_of(ReviewRow)
KIND = "review"


def review_fields(review: Review) -> dict[str, Value]:
    """Every wire field of a review; indicators in the form's order."""
    return {
        "household_id": review.household_id,
        "year": review.year,
        "kind": review.kind.value,
        "status": review.status.value,
        "reviewed_on": review.reviewed_on.isoformat() if review.reviewed_on else "",
        "income_points": review.income_points,
        "deprivation_points": review.deprivation_points,
        "deprived": _joined(review.deprived),
        "declared_class": review.declared_class.value if review.declared_class else "",
        "movement": review.movement.value if review.movement else "",
        "note": review.note,
        "round_id": review.round_id,
        "income_per_head": review.income_per_head,
        "derived": _joined(review.derived),
        "overrides": review.overrides,
        "average_living": review.average_living,
        "removed": review.removed,
    }


def _joined(keys: frozenset[str]) -> str:
    return ",".join([key for key in ALL_INDICATORS if key in keys] + sorted(keys - set(ALL_INDICATORS)))


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def review_from(row: Mapping[str, object]) -> Review:
    """A review from its row."""
    day, declared, movement = str(row["reviewed_on"]), str(row["declared_class"]), str(row["movement"])
    return Review(
        id=str(row["id"]),
        commune_code=str(row["commune_code"]),
        household_id=str(row["household_id"]),
        year=int(str(row["year"])),
        kind=ReviewKind(str(row["kind"])),
        status=ResultStatus(str(row["status"])),
        reviewed_on=date.fromisoformat(day) if day else None,
        income_points=_whole(row["income_points"]),
        deprivation_points=_whole(row["deprivation_points"]),
        deprived=frozenset(key for key in str(row["deprived"]).split(",") if key),
        declared_class=PovertyClass(declared) if declared else None,
        movement=Movement(movement) if movement else None,
        note=str(row["note"]),
        round_id=str(row["round_id"]),
        income_per_head=_whole(row["income_per_head"]),
        derived=frozenset(key for key in str(row["derived"]).split(",") if key),
        overrides=str(row["overrides"]),
        average_living=bool(row["average_living"]),
        removed=bool(row["removed"]),
    )


def reviews_of(connection: Connection, household_id: str) -> list[Review]:
    """The household's live reviews, oldest first; results that an official one replaced are among them."""
    query = select(REVIEW).where(REVIEW.c.household_id == household_id, REVIEW.c.removed.is_(False))
    found = [review_from(dict(row)) for row in connection.execute(query).mappings()]
    return sorted(found, key=lambda one: (one.as_of, one.status is ResultStatus.OFFICIAL, one.id))


def all_reviews(connection: Connection, commune_code: str, year: int | None = None) -> list[Review]:
    """The commune's live reviews that count, of one year or of all, oldest first.

    A preliminary result stands only until the official one of its round (:func:`effective`)."""
    query = select(REVIEW).where(belongs(connection, REVIEW, commune_code), REVIEW.c.removed.is_(False))
    if year is not None:
        query = query.where(REVIEW.c.year == year)
    found = [review_from(dict(row)) for row in connection.execute(query).mappings()]
    return effective(found)


def review_years(connection: Connection, commune_code: str) -> list[int]:
    """The years that have live reviews, newest first."""
    query = (
        select(REVIEW.c.year).where(belongs(connection, REVIEW, commune_code), REVIEW.c.removed.is_(False)).distinct()
    )
    return sorted(connection.scalars(query), reverse=True)
