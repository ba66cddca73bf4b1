"""The tables of the livelihood model, its money and follow-up, and of visits and edited report texts.

Column names are the field names of the frozen values in ``domain`` and the wire names of the journal.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, Text, and_
from sqlmodel import Field

from sinhke_desktop.storage.tables import EntityRow, register_entity, table_of

ONE_ACTIVE_MODEL = "one_active_livelihood_model"


class LivelihoodModelRow(EntityRow, table=True):
    """A model: candidate, active, declined or ended. Days are ISO text, empty where not noted."""

    __tablename__ = "livelihood_model"
    area_code: str = Field(default="", max_length=16)
    period: str = Field(default="", max_length=9)
    name: str = ""
    kind: str = ""
    group_name: str = ""
    hamlet_id: str = Field(default="", max_length=32)
    thing: str = ""
    unit: str = ""
    status: str = Field(default="", max_length=16)
    stage: str = Field(default="", max_length=16)
    proposed_on: str = ""
    consulted_on: str = ""
    appraised_on: str = ""
    approved_on: str = ""
    handed_over_on: str = ""
    running_on: str = ""
    accepted_on: str = ""
    settled_on: str = ""
    reviewed_on: str = ""
    decision_number: str = ""
    decision_date: str = ""
    started_on: str = ""
    duration_months: int | None = None
    choice_reason: str = ""
    ended_on: str = ""
    end_reason: str = ""
    note: str = ""
    interim_reviewed_on: str = ""
    replicated_on: str = ""
    cycle_months: int | None = None
    households_wanted: int | None = None
    library_key: str = ""
    risks: str = Field(default="", sa_type=Text)
    repay_percent: int | None = None
    repay_rules: str = Field(default="", sa_type=Text)
    fund_keeper: str = ""


MODEL = table_of(LivelihoodModelRow)
_ACTIVE = and_(MODEL.c.status == "active", MODEL.c.removed.is_(False))
Index(
    ONE_ACTIVE_MODEL, MODEL.c.commune_code, MODEL.c.area_code, MODEL.c.period,
    unique=True, sqlite_where=_ACTIVE, postgresql_where=_ACTIVE,
)  # fmt: skip


class CriterionRow(EntityRow, table=True):
    """A criterion's weight in a period."""

    __tablename__ = "criterion"
    period: str = Field(default="", max_length=9)
    key: str = ""
    name: str = ""
    weight: int = 0
    position: int = 0


class CandidateScoreRow(EntityRow, table=True):
    """A candidate's score on a criterion."""

    __tablename__ = "candidate_score"
    model_id: str = Field(default="", max_length=32, index=True)
    criterion_key: str = ""
    score: int = 0
    note: str = ""


class VillageVoteRow(EntityRow, table=True):
    """A hamlet meeting's vote on a candidate."""

    __tablename__ = "village_vote"
    model_id: str = Field(default="", max_length=32, index=True)
    hamlet_id: str = Field(default="", max_length=32)
    held_on: str = ""
    households_present: int = 0
    votes_for: int = 0
    votes_against: int = 0
    note: str = ""
    meeting_id: str = Field(default="", max_length=32)


class ParticipantRow(EntityRow, table=True):
    """A household's part in a model."""

    __tablename__ = "participant"
    model_id: str = Field(default="", max_length=32, index=True)
    household_id: str = Field(default="", max_length=32, index=True)
    class_at_entry: str = ""
    joined_on: str = ""
    commitment_signed_on: str = ""
    left_on: str = ""
    leave_reason: str = ""
    group_id: str = Field(default="", max_length=32)
    role: str = ""
    replaces_id: str = Field(default="", max_length=32)
    income_before: int | None = Field(default=None, sa_type=BigInteger)
    income_expected: int | None = Field(default=None, sa_type=BigInteger)
    income_at_end: int | None = Field(default=None, sa_type=BigInteger)


class BudgetLineRow(EntityRow, table=True):
    """What a source gives, in đồng."""

    __tablename__ = "budget_line"
    model_id: str = Field(default="", max_length=32, index=True)
    source_code: str = ""
    form: str = ""
    planned: int = Field(default=0, sa_type=BigInteger)
    note: str = ""
    year: int | None = None
    decision: str = ""


class PaymentRow(EntityRow, table=True):
    """What was paid from a budget line, in đồng."""

    __tablename__ = "payment"
    budget_line_id: str = Field(default="", max_length=32, index=True)
    paid_on: str = ""
    amount: int = Field(default=0, sa_type=BigInteger)
    paper: str = ""
    note: str = ""
    participant_id: str = Field(default="", max_length=32)
    payee: str = ""


class InputHandoverRow(EntityRow, table=True):
    """Goods handed to a participant; the price in đồng."""

    __tablename__ = "input_handover"
    participant_id: str = Field(default="", max_length=32, index=True)
    kind: str = ""
    unit: str = ""
    quantity: int = 0
    unit_price: int = Field(default=0, sa_type=BigInteger)
    handed_on: str = ""
    tag: str = ""
    budget_line_id: str = Field(default="", max_length=32)
    in_herd: bool = False
    note: str = ""
    supplier: str = ""
    lot: str = ""
    minutes_number: str = ""
    received_by: str = ""


class FollowUpRow(EntityRow, table=True):
    """A participant's month; its id follows from both, so there is one."""

    __tablename__ = "follow_up"
    participant_id: str = Field(default="", max_length=32, index=True)
    month: str = Field(default="", max_length=7, index=True)
    visited_on: str = ""
    alive: int | None = None
    born: int | None = None
    lost: int | None = None
    sold: int | None = None
    sick: int | None = None
    income: int | None = Field(default=None, sa_type=BigInteger)
    problem: str = ""
    next_step: str = ""
    bought: int | None = None
    passed_on: int | None = None


class VisitRow(EntityRow, table=True):
    """A visit, planned or made."""

    __tablename__ = "visit"
    household_id: str = Field(default="", max_length=32, index=True)
    planned_on: str = ""
    visited_on: str = ""
    agreements: str = Field(default="", sa_type=Text)
    needs: str = ""
    next_visit_on: str = ""
    officer: str = ""
    note: str = ""
    sheet_number: str = Field(default="", max_length=8)
    indicators_seen: bool = False
    deprived: str = ""
    kept: str = ""
    need_keys: str = ""


class ReportTextRow(EntityRow, table=True):
    """A part of a monthly report as the officer worded it, a line for each paragraph."""

    __tablename__ = "report_text"
    model_id: str = Field(default="", max_length=32)
    month: str = Field(default="", max_length=7, index=True)
    section: str = ""
    text: str = Field(default="", sa_type=Text)


for _row in (
    LivelihoodModelRow, CriterionRow, CandidateScoreRow, VillageVoteRow, ParticipantRow, BudgetLineRow, PaymentRow,
    InputHandoverRow, FollowUpRow, VisitRow, ReportTextRow,
):  # fmt: skip
    register_entity(str(_row.__tablename__), _row)
