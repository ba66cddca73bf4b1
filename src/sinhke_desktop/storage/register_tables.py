"""The tables of a household's supports and acts, of review rounds and of requests about personal data.

Column names are the field names of the frozen values in ``domain`` and the wire names of the journal.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, LargeBinary, Text
from sqlmodel import Field, SQLModel

from sinhke_desktop.domain.data_request import DataRequest
from sinhke_desktop.domain.life_act import LifeAct
from sinhke_desktop.domain.rounds import (
    Certificate,
    Complaint,
    MeetingVote,
    PublicPosting,
    ReviewRound,
    RoundEntry,
    VillageMeeting,
)
from sinhke_desktop.domain.support import Support
from sinhke_desktop.storage.records import register_record
from sinhke_desktop.storage.tables import EntityRow, register_entity


class SupportRow(EntityRow, table=True):
    """Something that a household received."""

    __tablename__ = "support"
    household_id: str = Field(default="", max_length=32, index=True)
    kind: str = ""
    what: str = ""
    source_code: str = ""
    received_on: str = ""
    member_id: str = Field(default="", max_length=16)
    quantity: int | None = None
    unit: str = ""
    value: int | None = Field(default=None, sa_type=BigInteger)
    programme: str = ""
    paper: str = ""
    note: str = ""


class LifeActRow(EntityRow, table=True):
    """An act in the life of a household."""

    __tablename__ = "life_act"
    kind: str = ""
    household_id: str = Field(default="", max_length=32, index=True)
    happened_on: str = ""
    reason: str = ""
    other_household_id: str = Field(default="", max_length=32, index=True)
    member_ids: str = Field(default="", sa_type=Text)
    from_hamlet_id: str = Field(default="", max_length=32)
    to_hamlet_id: str = Field(default="", max_length=32)
    paper: str = ""
    note: str = ""
    undoes: str = Field(default="", max_length=32)


class ReviewRoundRow(EntityRow, table=True):
    """A review round."""

    __tablename__ = "review_round"
    year: int = 0
    kind: str = ""
    month: str = Field(default="", max_length=7)
    started_on: str = ""
    due_on: str = ""
    rule_set: str = ""
    second_rule_set: str = ""
    plan_paper: str = ""
    posting_days: int = 0
    decision_number: str = ""
    decision_date: str = ""
    signer: str = ""
    note: str = ""


class RoundEntryRow(EntityRow, table=True):
    """A household on a round's list."""

    __tablename__ = "round_entry"
    round_id: str = Field(default="", max_length=32, index=True)
    household_id: str = Field(default="", max_length=32, index=True)
    origin: str = ""
    applied_on: str = ""
    request_number: str = ""
    screening: str = ""
    screening_reason: str = ""
    surveyor: str = ""
    surveyed_on: str = ""
    refused_on: str = ""
    refusal_reason: str = ""
    note: str = ""


class VillageMeetingRow(EntityRow, table=True):
    """A hamlet's meeting in a round."""

    __tablename__ = "village_meeting"
    round_id: str = Field(default="", max_length=32, index=True)
    hamlet_id: str = Field(default="", max_length=32)
    held_on: str = ""
    attempt: int = 0
    place: str = ""
    chair: str = ""
    secretary: str = ""
    present: int = 0
    listed_households: int = 0
    represented: int = 0
    officials: str = ""
    reviewers: str = ""
    front: str = ""
    opinions: str = Field(default="", sa_type=Text)
    note: str = ""


class MeetingVoteRow(EntityRow, table=True):
    """What a meeting said of one household."""

    __tablename__ = "meeting_vote"
    meeting_id: str = Field(default="", max_length=32, index=True)
    household_id: str = Field(default="", max_length=32)
    agreed: int = 0
    disagreed: int = 0
    note: str = ""


class PublicPostingRow(EntityRow, table=True):
    """A list hung out in public."""

    __tablename__ = "public_posting"
    round_id: str = Field(default="", max_length=32, index=True)
    hamlet_id: str = Field(default="", max_length=32)
    place: str = ""
    posted_on: str = ""
    taken_down_on: str = ""
    note: str = ""


class ComplaintRow(EntityRow, table=True):
    """An objection to a result."""

    __tablename__ = "complaint"
    round_id: str = Field(default="", max_length=32, index=True)
    household_id: str = Field(default="", max_length=32)
    complainant: str = ""
    about: str = Field(default="", sa_type=Text)
    received_on: str = ""
    due_on: str = ""
    phone: str = ""
    answered_on: str = ""
    answer: str = Field(default="", sa_type=Text)
    outcome: str = ""
    note: str = ""


class CertificateRow(EntityRow, table=True):
    """A certificate of a household."""

    __tablename__ = "certificate"
    household_id: str = Field(default="", max_length=32, index=True)
    number: str = ""
    issued_on: str = ""
    withdrawn_on: str = ""
    note: str = ""


class DataRequestRow(EntityRow, table=True):
    """A request about personal data."""

    __tablename__ = "data_request"
    kind: str = ""
    requester: str = ""
    household_id: str = Field(default="", max_length=32)
    received_on: str = ""
    due_on: str = ""
    content: str = Field(default="", sa_type=Text)
    done_on: str = ""
    answer: str = Field(default="", sa_type=Text)
    refused: bool = False
    note: str = ""


class AccessRow(SQLModel, table=True):
    """Who looked at, printed or exported what on this machine; never journalled, never sent."""

    __tablename__ = "access_log"
    position: int | None = Field(default=None, primary_key=True)
    at: str = ""
    officer: str = ""
    action: str = ""
    household_id: str = Field(default="", max_length=32, index=True)
    fields: str = ""
    detail: str = ""


class PhotoRow(SQLModel, table=True):
    """A photograph of a household's house or livelihood (JPEG); stays on this machine, never journalled."""

    __tablename__ = "photo"
    id: str = Field(primary_key=True, max_length=32)
    household_id: str = Field(default="", max_length=32, index=True)
    taken_on: str = ""
    note: str = ""
    picture: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


for _row, _record in (
    (SupportRow, Support), (LifeActRow, LifeAct), (ReviewRoundRow, ReviewRound), (RoundEntryRow, RoundEntry),
    (VillageMeetingRow, VillageMeeting), (MeetingVoteRow, MeetingVote), (PublicPostingRow, PublicPosting),
    (ComplaintRow, Complaint), (CertificateRow, Certificate), (DataRequestRow, DataRequest),
):  # fmt: skip
    register_entity(str(_row.__tablename__), _row)
    register_record(str(_row.__tablename__), _record)
