"""When each household was last visited: by a recorded visit or by a month's follow-up of the model."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from sinhke_desktop.storage.commune_mergers import belongs
from sinhke_desktop.storage.livelihood_tables import FollowUpRow, ParticipantRow, VisitRow
from sinhke_desktop.storage.tables import table_of

VISIT, FOLLOW_UP, PARTICIPANT = table_of(VisitRow), table_of(FollowUpRow), table_of(ParticipantRow)


def last_visits(connection: Connection, commune_code: str) -> dict[str, str]:
    """Household id → day of the last visit (ISO), where there was one."""
    visits = (
        select(VISIT.c.household_id, func.max(VISIT.c.visited_on))
        .where(belongs(connection, VISIT, commune_code), VISIT.c.removed.is_(False), VISIT.c.visited_on != "")
        .group_by(VISIT.c.household_id)
    )
    follow_ups = (
        select(PARTICIPANT.c.household_id, func.max(FOLLOW_UP.c.visited_on))
        .join(PARTICIPANT, PARTICIPANT.c.id == FOLLOW_UP.c.participant_id)
        .where(
            belongs(connection, FOLLOW_UP, commune_code), FOLLOW_UP.c.removed.is_(False), FOLLOW_UP.c.visited_on != ""
        )
        .group_by(PARTICIPANT.c.household_id)
    )
    found: dict[str, str] = {}
    for query in (visits, follow_ups):
        for household_id, day in connection.execute(query):
            found[household_id] = max(day, found.get(household_id, ""))
    return found
