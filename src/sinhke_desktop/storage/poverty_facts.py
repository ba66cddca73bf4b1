"""Reads what the fifteen tables need of a year, narrow rows only: 80,000 members within a second or two."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

from sqlalchemy import Connection, select

from sinhke_desktop.domain.life_act import LifeAct
from sinhke_desktop.domain.operations import REMOVE
from sinhke_desktop.domain.poverty_records import HouseholdLine, Person, Received, Records, Results
from sinhke_desktop.domain.review import ResultStatus, Review, effective
from sinhke_desktop.storage import places, records
from sinhke_desktop.storage.commune_mergers import belongs
from sinhke_desktop.storage.households import CHUNK, HOUSEHOLD, MEMBER
from sinhke_desktop.storage.journal import OPERATION
from sinhke_desktop.storage.register_tables import SupportRow
from sinhke_desktop.storage.reviews import REVIEW, review_from
from sinhke_desktop.storage.tables import table_of

SUPPORT = table_of(SupportRow)
HERE = timezone(timedelta(hours=7))
_PERSON_COLUMNS = ("id", "household_id", "removed", "position", "full_name", "relation", "sex", "birth",
                   "ethnic_group", "insured", "schooling", "nutrition", "merit")  # fmt: skip


def read(connection: Connection, commune_code: str, year: int, results: Results = Results.BEST) -> Records:
    """The records of *year* and of what came before it."""
    columns = [HOUSEHOLD.c[name] for name in HouseholdLine._fields]
    households = [
        HouseholdLine._make(row)
        for row in connection.execute(select(*columns).where(belongs(connection, HOUSEHOLD, commune_code)))
    ]
    return Records(
        year=year,
        hamlets=places.all_hamlets(connection, commune_code),
        totals=places.hamlet_years(connection, commune_code, year),
        households=households,
        people=_people(connection, commune_code),
        reviews=_reviews(connection, commune_code, year, results),
        acts=sorted(records.all_of(connection, LifeAct, commune_code), key=lambda act: act.happened_on),
        received=_received(connection, commune_code, year),
        removed_on=_removed_on(connection, [one.id for one in households if one.removed and not one.ended_on]),
    )


def _people(connection: Connection, commune_code: str) -> dict[str, list[Person]]:
    query = (
        select(*[MEMBER.c[name] for name in _PERSON_COLUMNS])
        .where(belongs(connection, MEMBER, commune_code))
        .order_by(MEMBER.c.household_id, MEMBER.c.position, MEMBER.c.id)
    )
    found: dict[str, list[Person]] = {}
    for row in connection.execute(query):
        person = Person._make(row)
        found.setdefault(person.household_id, []).append(person)
    return found


def _reviews(connection: Connection, commune_code: str, year: int, results: Results) -> list[Review]:
    query = select(REVIEW).where(
        belongs(connection, REVIEW, commune_code), REVIEW.c.removed.is_(False), REVIEW.c.year <= year
    )
    found = [review_from(row) for row in connection.execute(query).mappings()]  # type: ignore[arg-type]
    if results is not Results.BEST:
        wanted = ResultStatus(results.value)
        found = [one for one in found if one.year != year or one.status is wanted]
    return effective(found)


def _received(connection: Connection, commune_code: str, year: int) -> list[Received]:
    query = select(SUPPORT.c.household_id, SUPPORT.c.member_id, SUPPORT.c.kind).where(
        belongs(connection, SUPPORT, commune_code), SUPPORT.c.removed.is_(False),
        SUPPORT.c.received_on.between(f"{year}-01-01", f"{year}-12-31"),
    )  # fmt: skip
    return [Received._make(row) for row in connection.execute(query)]


def _removed_on(connection: Connection, household_ids: Sequence[str]) -> dict[str, str]:
    """Household id → the day on which it was put into the recycle bin, as the machine's clock claimed."""
    found: dict[str, str] = {}
    for start in range(0, len(household_ids), CHUNK):
        query = (
            select(OPERATION.c.entity_id, OPERATION.c.payload)
            .where(OPERATION.c.entity_id.in_(household_ids[start : start + CHUNK]))
            .order_by(OPERATION.c.epoch, OPERATION.c.counter)
        )
        for household_id, payload in connection.execute(query):
            body = json.loads(payload)
            if body["action"] == REMOVE:
                found[household_id] = _local_day(str(body["time"]))
    return found


def _local_day(claimed: str) -> str:
    try:
        moment = datetime.fromisoformat(claimed)
    except ValueError:
        return claimed[:10]
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(HERE).date().isoformat()
