"""Reviews: domain values to wire fields and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, select

from sinhke_desktop.domain.operations import Value
from sinhke_desktop.domain.review import (
    INDICATORS,
    Movement,
    PovertyClass,
    ResultStatus,
    Review,
    ReviewKind,
)
from sinhke_desktop.storage.tables import ReviewRow, table_of

REVIEW = table_of(ReviewRow)
KIND = "review"


def review_fields(review: Review) -> dict[str, Value]:
    """Every wire field of a review; indicators in the form's order."""
    known = [key for key in INDICATORS if key in review.deprived]
    return {
        "household_id": review.household_id,
        "year": review.year,
        "kind": review.kind.value,
        "status": review.status.value,
        "reviewed_on": review.reviewed_on.isoformat() if review.reviewed_on else "",
        "income_points": review.income_points,
        "deprivation_points": review.deprivation_points,
        "deprived": ",".join(known + sorted(review.deprived - set(INDICATORS))),
        "declared_class": review.declared_class.value if review.declared_class else "",
        "movement": review.movement.value if review.movement else "",
        "note": review.note,
        "removed": review.removed,
    }


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
        removed=bool(row["removed"]),
    )


def reviews_of(connection: Connection, household_id: str) -> list[Review]:
    """The household's live reviews, oldest first."""
    query = select(REVIEW).where(REVIEW.c.household_id == household_id, REVIEW.c.removed.is_(False))
    found = [review_from(dict(row)) for row in connection.execute(query).mappings()]
    return sorted(found, key=lambda review: (review.as_of, review.id))


def all_reviews(connection: Connection, commune_code: str, year: int | None = None) -> list[Review]:
    """The commune's live reviews, of one year or of all, oldest first."""
    query = select(REVIEW).where(REVIEW.c.commune_code == commune_code, REVIEW.c.removed.is_(False))
    if year is not None:
        query = query.where(REVIEW.c.year == year)
    found = [review_from(dict(row)) for row in connection.execute(query).mappings()]
    return sorted(found, key=lambda review: (review.as_of, review.id))


def review_years(connection: Connection, commune_code: str) -> list[int]:
    """The years that have live reviews, newest first."""
    query = select(REVIEW.c.year).where(REVIEW.c.commune_code == commune_code, REVIEW.c.removed.is_(False)).distinct()
    return sorted(connection.scalars(query), reverse=True)
