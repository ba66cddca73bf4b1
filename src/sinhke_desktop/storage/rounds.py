"""Reading and writing whole review rounds: thousands of entries, votes and reviews in a few statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection as Connection
from sqlalchemy import Table, func, select

from sinhke_desktop.domain.household import HEAD
from sinhke_desktop.domain.operations import CHANGE, CREATE, REMOVE, REMOVED, RESTORE, Value, differences
from sinhke_desktop.domain.review import ResultStatus, Review
from sinhke_desktop.domain.rounds import ReviewRound, RoundEntry
from sinhke_desktop.storage import records
from sinhke_desktop.storage.commune_mergers import belongs
from sinhke_desktop.storage.households import HOUSEHOLD, MEMBER
from sinhke_desktop.storage.journal import Draft as Draft
from sinhke_desktop.storage.reviews import KIND, REVIEW, review_fields, review_from
from sinhke_desktop.storage.tables import ENTITY_TABLES

CHUNK = 400


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """What a round shows of a household, removed ones too."""

    id: str
    hamlet_id: str
    head_name: str
    members: int
    alive: bool


def household_lines(connection: Connection, commune_code: str) -> dict[str, HouseholdLine]:
    """Every household of the commune by id; the head is the first member where none is marked."""
    heads: dict[str, tuple[bool, int, str]] = {}
    people = (
        select(MEMBER.c.household_id, MEMBER.c.full_name, MEMBER.c.relation, MEMBER.c.position)
        .where(belongs(connection, MEMBER, commune_code), MEMBER.c.removed.is_(False))
        .where((MEMBER.c.relation == HEAD) | (MEMBER.c.position <= 1))
    )
    for household_id, name, relation, position in connection.execute(people):
        rank = (relation != HEAD, position, name)
        if household_id not in heads or rank < heads[household_id]:
            heads[household_id] = rank
    counted = connection.execute(
        select(MEMBER.c.household_id, func.count())
        .where(belongs(connection, MEMBER, commune_code), MEMBER.c.removed.is_(False))
        .group_by(MEMBER.c.household_id)
    )
    sizes: dict[str, int] = {str(row[0]): row[1] for row in counted}
    rows = connection.execute(
        select(HOUSEHOLD.c.id, HOUSEHOLD.c.hamlet_id, HOUSEHOLD.c.removed).where(
            belongs(connection, HOUSEHOLD, commune_code)
        )
    )
    nobody = (True, 0, "")
    return {
        household_id: HouseholdLine(
            household_id, hamlet_id, heads.get(household_id, nobody)[2], sizes.get(household_id, 0), not removed
        )
        for household_id, hamlet_id, removed in rows
    }


def reviews_of_round(connection: Connection, round_: ReviewRound) -> list[Review]:
    """The live reviews of the round, preliminary and official; those without a round of the same year and kind too.

    A yearly list brought in from a workbook names no round, so its results count for the yearly round of its year.
    """
    query = select(REVIEW).where(
        REVIEW.c.commune_code == round_.commune_code,
        REVIEW.c.removed.is_(False),
        REVIEW.c.kind == round_.kind.value,
        REVIEW.c.year == round_.year,
        REVIEW.c.round_id.in_((round_.id, "")),
    )
    found = [review_from(dict(row)) for row in connection.execute(query).mappings()]
    if round_.month:
        found = [one for one in found if one.round_id or f"{one.as_of:%Y-%m}" == round_.month]
    return [one for one in found if one.round_id or one.status is ResultStatus.PRELIMINARY]


def rounds_with_entries(connection: Connection, commune_code: str) -> set[str]:
    """The ids of the rounds that have anybody on their list."""
    table = ENTITY_TABLES[records.KINDS[RoundEntry]].table
    query = (
        select(table.c.round_id).where(belongs(connection, table, commune_code), table.c.removed.is_(False)).distinct()
    )
    return set(connection.scalars(query))


def reviews_named(connection: Connection, ids: Sequence[str]) -> list[Review]:
    """The live reviews among *ids*."""
    return [found for row in _stored(connection, REVIEW, ids).values() if not (found := review_from(row)).removed]


def _stored(connection: Connection, table: Table, ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for start in range(0, len(ids), CHUNK):
        query = select(table).where(table.c.id.in_(ids[start : start + CHUNK]))
        found |= {str(row["id"]): dict(row) for row in connection.execute(query).mappings()}
    return found


def _draft(
    kind: str, entity_id: str, stored: Mapping[str, Value] | None, wanted: Mapping[str, Value], reason: str
) -> Draft | None:
    if stored is None:
        return Draft(kind, entity_id, wanted, CREATE, reason, new=True)
    changes = differences(stored, wanted)
    if not changes:
        return None
    action = CHANGE if REMOVED not in changes else REMOVE if changes[REMOVED] else RESTORE
    return Draft(kind, entity_id, changes, action, reason)


def drafts_of_records(connection: Connection, wanted: Iterable[records.Record], reason: str = "") -> list[Draft]:
    """Like :func:`.records.drafts`, for thousands of values of any kinds at once."""
    by_type: dict[type[Any], list[records.Record]] = {}
    for record in wanted:
        by_type.setdefault(type(record), []).append(record)
    found: list[Draft] = []
    for kind, some in by_type.items():
        name = records.KINDS[kind]
        rows = _stored(connection, ENTITY_TABLES[name].table, [one.id for one in some])
        for one in some:
            row = rows.get(one.id)
            stored = records.wire_fields(records.record_from(kind, row)) if row is not None else None
            draft = _draft(name, one.id, stored, records.wire_fields(one), reason)
            if draft is not None:
                found.append(draft)
    return found


def drafts_of_reviews(connection: Connection, wanted: Sequence[Review], reason: str = "") -> list[Draft]:
    """What the journal must say so that the store holds these reviews."""
    rows = _stored(connection, REVIEW, [one.id for one in wanted])
    found = []
    for one in wanted:
        row = rows.get(one.id)
        stored = review_fields(review_from(row)) if row is not None else None
        draft = _draft(KIND, one.id, stored, review_fields(one), reason)
        if draft is not None:
            found.append(draft)
    return found


def known_ids(connection: Connection, record: type[records.Record], ids: Sequence[str]) -> set[str]:
    """Which of *ids* the store has ever held, removed ones too."""
    return set(_stored(connection, ENTITY_TABLES[records.KINDS[record]].table, ids))
