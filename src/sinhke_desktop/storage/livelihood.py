"""The livelihood model's records: which kind each is, and what is asked of them most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, exc, func, select

from sinhke_desktop.domain.choosing import CandidateScore, Criterion, VillageVote
from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.funding import BudgetLine, InputHandover, Payment
from sinhke_desktop.domain.livelihood import ChoiceStatus, LivelihoodModel
from sinhke_desktop.domain.model_records import MODEL_RECORDS
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.report_text import ReportText
from sinhke_desktop.domain.visit_record import Visit
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.storage.commune_mergers import belongs
from sinhke_desktop.storage.livelihood_tables import ONE_ACTIVE_MODEL, FollowUpRow, ParticipantRow, VisitRow
from sinhke_desktop.storage.records import all_of, register_record
from sinhke_desktop.storage.tables import table_of

FOLLOW_UP, PARTICIPANT, VISIT = table_of(FollowUpRow), table_of(ParticipantRow), table_of(VisitRow)

for _kind, _record in (
    ("livelihood_model", LivelihoodModel),
    ("criterion", Criterion),
    ("candidate_score", CandidateScore),
    ("village_vote", VillageVote),
    ("participant", Participant),
    ("budget_line", BudgetLine),
    ("payment", Payment),
    ("input_handover", InputHandover),
    ("follow_up", FollowUp),
    ("visit", Visit),
    ("report_text", ReportText),
):
    register_record(_kind, _record)
for _form in MODEL_RECORDS.values():
    register_record(_form.kind, _form.record)


class SecondActiveModel(SinhkeError):
    """The commune area already has an active model in this period (``MH-01``); nothing was changed."""

    code = "MH-01"


def second_active_model() -> SecondActiveModel:
    """What to say of a second active model."""
    return SecondActiveModel(
        _("This commune area already has an active livelihood model in this period. Nothing was changed."),
        _("End the active model first, then choose another."),
    )


@contextmanager
def one_active_model() -> Iterator[None]:
    """Put around the transaction: the database's refusal of a second active model becomes MH-01."""
    try:
        yield
    except exc.IntegrityError as error:
        text = str(error.orig)
        if ONE_ACTIVE_MODEL in text or "livelihood_model.period" in text:
            raise second_active_model() from error
        raise


def active_models(connection: Connection, commune_code: str) -> list[LivelihoodModel]:
    """The commune's active models, one for each area and period at most, newest period first."""
    found = all_of(connection, LivelihoodModel, commune_code, status=ChoiceStatus.ACTIVE.value)
    return sorted(sorted(found, key=lambda one: one.area_code), key=lambda one: one.period, reverse=True)


def last_visits(connection: Connection, commune_code: str) -> dict[str, str]:
    """Household → ISO day of its last visit, be it a visit of its own or the follow-up of a participant."""
    visits = (
        select(VISIT.c.household_id, func.max(VISIT.c.visited_on))
        .where(belongs(connection, VISIT, commune_code), VISIT.c.removed.is_(False), VISIT.c.visited_on != "")
        .group_by(VISIT.c.household_id)
    )
    follow_ups = (
        select(PARTICIPANT.c.household_id, func.max(FOLLOW_UP.c.visited_on))
        .join(FOLLOW_UP, FOLLOW_UP.c.participant_id == PARTICIPANT.c.id)
        .where(
            belongs(connection, PARTICIPANT, commune_code), PARTICIPANT.c.removed.is_(False),
            FOLLOW_UP.c.removed.is_(False), FOLLOW_UP.c.visited_on != "",
        )
        .group_by(PARTICIPANT.c.household_id)
    )  # fmt: skip
    found: dict[str, str] = {}
    for query in (visits, follow_ups):
        for household_id, day in connection.execute(query):
            found[household_id] = max(day, found.get(household_id, ""))
    return found


def handovers_of(connection: Connection, commune_code: str, participants: Sequence[Participant]) -> list[InputHandover]:
    """What was handed to *participants*, oldest first."""
    found = all_of(connection, InputHandover, commune_code, participant_id=[one.id for one in participants])
    return sorted(found, key=lambda one: (one.handed_on, one.tag, one.id))


def follow_ups_of(connection: Connection, commune_code: str, participants: Sequence[Participant]) -> list[FollowUp]:
    """Every follow-up of *participants*, by month."""
    found = all_of(connection, FollowUp, commune_code, participant_id=[one.id for one in participants])
    return sorted(found, key=lambda one: (one.month, one.participant_id))


def payments_of(connection: Connection, commune_code: str, lines: Sequence[BudgetLine]) -> list[Payment]:
    """What was paid from *lines*, oldest first."""
    found = all_of(connection, Payment, commune_code, budget_line_id=[line.id for line in lines])
    return sorted(found, key=lambda one: (one.paid_on, one.id))
