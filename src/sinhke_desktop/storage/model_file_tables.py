"""The tables of the records of a model's file that are one form each (:mod:`sinhke_desktop.domain.model_records`).

Column names are the field names of the frozen values in ``domain`` and the wire names of the journal; days are ISO
text, empty where not noted.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Text
from sqlmodel import Field

from sinhke_desktop.storage.tables import EntityRow, register_entity


class CommunityMeetingRow(EntityRow, table=True):
    """A row of CommunityMeeting."""

    __tablename__ = "community_meeting"
    period: str = Field(default="", max_length=9)
    area_code: str = Field(default="", max_length=16)
    subject: str = ""
    hamlet_id: str = Field(default="", max_length=32)
    model_id: str = Field(default="", max_length=32)
    invited_on: str = ""
    invitation_number: str = ""
    planned_on: str = ""
    begins_at: str = ""
    place: str = ""
    held_on: str = ""
    chair: str = ""
    secretary: str = ""
    households_all: int | None = None
    households_present: int | None = None
    others_present: str = Field(default="", sa_type=Text)
    content: str = Field(default="", sa_type=Text)
    opinions: str = Field(default="", sa_type=Text)
    conclusion: str = Field(default="", sa_type=Text)
    votes_for: int | None = None
    votes_against: int | None = None
    minutes_number: str = ""
    note: str = ""


class EconomicLineRow(EntityRow, table=True):
    """A row of EconomicLine."""

    __tablename__ = "economic_line"
    model_id: str = Field(default="", max_length=32, index=True)
    side: str = ""
    name: str = ""
    quantity: int = 0
    unit: str = ""
    unit_price: int = Field(default=0, sa_type=BigInteger)
    first_month: int = 0
    every_months: int | None = None
    last_month: int | None = None
    worst_percent: int = 0
    own: bool = False
    note: str = ""


class StageDueRow(EntityRow, table=True):
    """A row of StageDue."""

    __tablename__ = "stage_due"
    model_id: str = Field(default="", max_length=32, index=True)
    stage: str = ""
    due_on: str = ""
    note: str = ""


class StagePaperRow(EntityRow, table=True):
    """A row of StagePaper."""

    __tablename__ = "stage_paper"
    model_id: str = Field(default="", max_length=32, index=True)
    stage: str = ""
    name: str = ""
    key: str = ""
    state: str = ""
    number: str = ""
    dated_on: str = ""
    reason: str = ""
    note: str = ""


class ProducerGroupRow(EntityRow, table=True):
    """A row of ProducerGroup."""

    __tablename__ = "producer_group"
    model_id: str = Field(default="", max_length=32, index=True)
    kind: str = ""
    name: str = ""
    leader: str = ""
    phone: str = ""
    founded_on: str = ""
    decision: str = ""
    rules: str = Field(default="", sa_type=Text)
    note: str = ""


class BudgetEntryRow(EntityRow, table=True):
    """A row of BudgetEntry."""

    __tablename__ = "budget_entry"
    budget_line_id: str = Field(default="", max_length=32, index=True)
    kind: str = ""
    on: str = ""
    amount: int = Field(default=0, sa_type=BigInteger)
    year: int = 0
    paper: str = ""
    note: str = ""


class RaisedThingRow(EntityRow, table=True):
    """A row of RaisedThing."""

    __tablename__ = "raised_thing"
    participant_id: str = Field(default="", max_length=32, index=True)
    kind: str = ""
    tag: str = ""
    origin: str = ""
    since: str = ""
    quantity: int = 0
    unit: str = ""
    handover_id: str = Field(default="", max_length=32)
    mother_tag: str = ""
    note: str = ""


class ThingEventRow(EntityRow, table=True):
    """A row of ThingEvent."""

    __tablename__ = "thing_event"
    thing_id: str = Field(default="", max_length=32, index=True)
    kind: str = ""
    on: str = ""
    amount: int | None = Field(default=None, sa_type=BigInteger)
    cause: str = ""
    done: str = ""
    note: str = ""


class LossRow(EntityRow, table=True):
    """A row of Loss."""

    __tablename__ = "loss"
    participant_id: str = Field(default="", max_length=32, index=True)
    on: str = ""
    kind: str = ""
    what: str = ""
    quantity: int | None = None
    unit: str = ""
    worth: int | None = Field(default=None, sa_type=BigInteger)
    cause: str = ""
    done: str = ""
    compensated: int | None = Field(default=None, sa_type=BigInteger)
    note: str = ""


class TrainingRow(EntityRow, table=True):
    """A row of Training."""

    __tablename__ = "training"
    model_id: str = Field(default="", max_length=32, index=True)
    kind: str = ""
    on: str = ""
    topic: str = ""
    place: str = ""
    teacher: str = ""
    participant_ids: str = Field(default="", sa_type=Text)
    others: int | None = None
    cost: int | None = Field(default=None, sa_type=BigInteger)
    budget_line_id: str = Field(default="", max_length=32)
    note: str = ""


class MarketContractRow(EntityRow, table=True):
    """A row of MarketContract."""

    __tablename__ = "market_contract"
    model_id: str = Field(default="", max_length=32, index=True)
    buyer: str = ""
    kind: str = ""
    product: str = ""
    unit: str = ""
    quantity: int | None = None
    unit_price: int | None = Field(default=None, sa_type=BigInteger)
    number: str = ""
    signed_on: str = ""
    valid_to: str = ""
    terms: str = Field(default="", sa_type=Text)
    note: str = ""


class DeliveryRow(EntityRow, table=True):
    """A row of Delivery."""

    __tablename__ = "delivery"
    model_id: str = Field(default="", max_length=32, index=True)
    on: str = ""
    product: str = ""
    quantity: int = 0
    unit_price: int = Field(default=0, sa_type=BigInteger)
    unit: str = ""
    participant_id: str = Field(default="", max_length=32)
    contract_id: str = Field(default="", max_length=32)
    buyer: str = ""
    note: str = ""


class SupervisionFindingRow(EntityRow, table=True):
    """A row of SupervisionFinding."""

    __tablename__ = "supervision_finding"
    model_id: str = Field(default="", max_length=32, index=True)
    body: str = ""
    on: str = ""
    finding: str = Field(default="", sa_type=Text)
    members: str = ""
    participant_id: str = Field(default="", max_length=32)
    demand: str = Field(default="", sa_type=Text)
    deadline: str = ""
    mended_on: str = ""
    mending: str = Field(default="", sa_type=Text)
    note: str = ""


class RepaymentDueRow(EntityRow, table=True):
    """A row of RepaymentDue."""

    __tablename__ = "repayment_due"
    participant_id: str = Field(default="", max_length=32, index=True)
    form: str = ""
    due_on: str = ""
    amount: int | None = Field(default=None, sa_type=BigInteger)
    quantity: int | None = None
    unit: str = ""
    basis: str = ""
    note: str = ""


class RepaymentRow(EntityRow, table=True):
    """A row of Repayment."""

    __tablename__ = "repayment"
    participant_id: str = Field(default="", max_length=32, index=True)
    form: str = ""
    on: str = ""
    amount: int | None = Field(default=None, sa_type=BigInteger)
    quantity: int | None = None
    unit: str = ""
    due_id: str = Field(default="", max_length=32)
    tags: str = ""
    paper: str = ""
    note: str = ""


class PassOnRow(EntityRow, table=True):
    """A row of PassOn."""

    __tablename__ = "pass_on"
    model_id: str = Field(default="", max_length=32, index=True)
    household_id: str = Field(default="", max_length=32, index=True)
    form: str = ""
    on: str = ""
    amount: int | None = Field(default=None, sa_type=BigInteger)
    quantity: int | None = None
    unit: str = ""
    tags: str = ""
    from_participant_id: str = Field(default="", max_length=32)
    paper: str = ""
    note: str = ""


class CommendationRow(EntityRow, table=True):
    """A row of Commendation."""

    __tablename__ = "commendation"
    model_id: str = Field(default="", max_length=32, index=True)
    to: str = ""
    name: str = ""
    level: str = ""
    award: str = ""
    participant_id: str = Field(default="", max_length=32)
    on: str = ""
    number: str = ""
    reason: str = Field(default="", sa_type=Text)
    note: str = ""


class LessonRow(EntityRow, table=True):
    """A row of Lesson."""

    __tablename__ = "lesson"
    model_id: str = Field(default="", max_length=32, index=True)
    kind: str = ""
    text: str = Field(default="", sa_type=Text)
    on: str = ""


class ReplicationRow(EntityRow, table=True):
    """A row of Replication."""

    __tablename__ = "replication"
    model_id: str = Field(default="", max_length=32, index=True)
    place: str = ""
    households: int | None = None
    begun_on: str = ""
    carried_by: str = ""
    changes: str = Field(default="", sa_type=Text)
    note: str = ""


for _row in (
    CommunityMeetingRow,
    EconomicLineRow,
    StageDueRow,
    StagePaperRow,
    ProducerGroupRow,
    BudgetEntryRow,
    RaisedThingRow,
    ThingEventRow,
    LossRow,
    TrainingRow,
    MarketContractRow,
    DeliveryRow,
    SupervisionFindingRow,
    RepaymentDueRow,
    RepaymentRow,
    PassOnRow,
    CommendationRow,
    LessonRow,
    ReplicationRow,
):
    register_entity(str(_row.__tablename__), _row)
