"""The tables of the exchange: the commune's outbox, and what a receiving office keeps of its devices.

The device's own place (bundle number, receipts, keys) is in ``local_value``; its operations are in ``operation``.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, Text
from sqlmodel import Field, SQLModel

from sinhke_desktop.domain.return_request import ReturnRequest
from sinhke_desktop.storage.records import register_record
from sinhke_desktop.storage.tables import EntityRow, register_entity


def _blob() -> Column[bytes]:
    return Column(LargeBinary, nullable=False)


def _text() -> Column[str]:
    return Column(Text, nullable=False)


class OutboxRow(SQLModel, table=True):
    """A sealed bundle of this store: its bytes never change. ``copied_at`` is empty until it stands on a stick."""

    __tablename__ = "outbox"
    epoch: str = Field(primary_key=True, max_length=32)
    sequence: int = Field(primary_key=True)
    header_hash: str = Field(max_length=64)
    file_name: str = ""
    base_counter: int
    last_counter: int
    operations: int
    bundle: bytes = Field(sa_column=_blob())
    sealed_at: str = ""
    copied_at: str = ""


class PairedDeviceRow(SQLModel, table=True):
    """A commune's machine that the office has paired; ``device`` is its signing key (64 hexadecimal digits).

    ``commune_codes`` are joined by commas. A revoked device is believed up to ``revoked_counter`` of ``revoked_epoch``.
    ``office_sequence`` grows with everything that a receipt for it would say anew; ``office_epoch`` changes when the
    office no longer holds what it once confirmed. ``office_key`` is the newest signing key of the office that the
    device is known to use.
    """

    __tablename__ = "paired_device"
    device: str = Field(primary_key=True, max_length=64)
    recipient: str = Field(max_length=80)
    serial: int = Field(unique=True)
    name: str = ""
    commune_codes: str = ""
    certificate: bytes = Field(sa_column=_blob())
    paired_at: str = ""
    revoked: bool = False
    revoked_epoch: str = ""
    revoked_counter: int = 0
    office_sequence: int = 0
    office_epoch: str = Field(default="", max_length=32)
    office_key: str = Field(default="", max_length=64)


class StreamRow(SQLModel, table=True):
    """One epoch of one device: everything up to ``cursor`` is in the journal, ``chain`` is the hash there.

    ``parents`` is the newest header's list as JSON; ``touched`` is the device's office sequence when a bundle of this
    epoch was last applied, so that the newest epoch is known without a clock.
    """

    __tablename__ = "stream"
    epoch: str = Field(primary_key=True, max_length=32)
    device: str = Field(foreign_key="paired_device.device", max_length=64, index=True)
    cursor: int
    chain: str = Field(max_length=64)
    last_sequence: int
    header_hash: str = Field(max_length=64)
    forked: bool = False
    parents: str = Field(default="[]", sa_type=Text)
    touched: int = 0


class ReceivedBundleRow(SQLModel, table=True):
    """A bundle that was applied; ``prior_*`` is where its stream stood before, so that it can be undone.

    ``officer`` received it; ``summary`` is JSON with the numbers of what it changed, no personal data.
    """

    __tablename__ = "received_bundle"
    epoch: str = Field(primary_key=True, foreign_key="stream.epoch", max_length=32)
    sequence: int = Field(primary_key=True)
    header_hash: str = Field(max_length=64)
    base_counter: int
    last_counter: int
    new_operations: int
    conflicts: int = 0
    note: str = ""
    same_state: bool = True
    claimed_time: str = ""
    received_at: str = ""
    officer: str = ""
    prior_cursor: int = 0
    prior_chain: str = Field(default="", max_length=64)
    prior_sequence: int = 0
    prior_header_hash: str = Field(default="", max_length=64)
    summary: str = Field(default="{}", sa_type=Text)


class RestampedRow(SQLModel, table=True):
    """A place of an operation that the journal already holds under an earlier place."""

    __tablename__ = "restamped"
    epoch: str = Field(primary_key=True, max_length=32)
    counter: int = Field(primary_key=True)
    uid: str = Field(max_length=32)
    chain: str = Field(max_length=64)

    __table_args__ = (Index("restamped_uid", "uid"),)


class QuarantinedBundleRow(SQLModel, table=True):
    """A bundle that contradicts what is held, kept whole for a person to look at."""

    __tablename__ = "quarantined_bundle"
    header_hash: str = Field(primary_key=True, max_length=64)
    device: str = Field(max_length=64)
    epoch: str = Field(max_length=32)
    sequence: int
    reason: str = Field(sa_column=_text())
    bundle: bytes = Field(sa_column=_blob())
    received_at: str = ""


class SealedReceiptRow(SQLModel, table=True):
    """The newest receipt for a device; the same bytes until its ``office_sequence`` grows.

    ``carried`` is a hash over the uids of the operations in it; ``written_at`` is empty until a verified copy of it
    stood on a stick.
    """

    __tablename__ = "sealed_receipt"
    device: str = Field(primary_key=True, foreign_key="paired_device.device", max_length=64)
    office_sequence: int
    file_name: str = ""
    receipt: bytes = Field(sa_column=_blob())
    carried: str = Field(default="", max_length=64)
    written_at: str = ""


class AuditRow(SQLModel, table=True):
    """What was done in the exchange, in order; no personal data."""

    __tablename__ = "audit"
    position: int | None = Field(default=None, primary_key=True)
    at: str = ""
    action: str = ""
    subject: str = ""
    detail: str = Field(default="", sa_column=_text())


class StagedBundleRow(SQLModel, table=True):
    """A file taken from a stick that waits to be applied, or that was refused; kept whole until then.

    ``state`` is ``waiting``, ``held`` (a gap before it), ``refused`` with the refusal's ``code``, or ``applied``: the
    newest bundle of its stream, kept for the case that its receiving is taken back.
    """

    __tablename__ = "staged_bundle"
    header_hash: str = Field(primary_key=True, max_length=64)
    file_name: str = ""
    kind: str = Field(default="", max_length=16)
    device: str = Field(default="", max_length=64, index=True)
    epoch: str = Field(default="", max_length=32)
    sequence: int = 0
    size: int = 0
    state: str = Field(default="", max_length=16, index=True)
    code: str = Field(default="", max_length=8)
    bundle: bytes = Field(sa_column=_blob())
    staged_at: str = ""


class CommuneTotalRow(SQLModel, table=True):
    """Numbers of one commune, worked out after each receiving or sent alone: no personal data.

    ``subject`` names what was counted, ``content`` is JSON, ``source`` is ``rows`` or ``aggregate``.
    """

    __tablename__ = "commune_total"
    commune_code: str = Field(primary_key=True, max_length=5)
    subject: str = Field(primary_key=True, max_length=64)
    source: str = Field(primary_key=True, max_length=16)
    content: str = Field(sa_column=_text())
    device: str = Field(default="", max_length=64)
    sequence: int = 0
    made_at: str = ""


class OfficeKeyRow(SQLModel, table=True):
    """A pair of keys that the office has or had; ``secret`` only as the store itself keeps secrets.

    ``vouched`` are the signatures of the key before it and of itself; a ``retired`` key has no secret any more.
    """

    __tablename__ = "office_key"
    signing: str = Field(primary_key=True, max_length=64)
    recipient: str = Field(max_length=80)
    position: int = Field(unique=True)
    secret: str = Field(sa_column=_text())
    vouched: str = ""
    retired: bool = False
    made_at: str = ""


class ReturnRequestRow(EntityRow, table=True):
    """What the office sent back to be corrected, and the answer; journalled."""

    __tablename__ = "return_request"
    subject_kind: str = ""
    subject_id: str = Field(default="", max_length=32, index=True)
    path: str = ""
    reason: str = Field(default="", sa_type=Text)
    asked_by: str = ""
    asked_on: str = ""
    state: str = ""
    answer: str = Field(default="", sa_type=Text)
    answered_by: str = ""
    answered_on: str = ""


register_entity("return_request", ReturnRequestRow)
register_record("return_request", ReturnRequest)
