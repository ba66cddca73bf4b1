"""The tables of the exchange: the commune's outbox, and what a receiving office keeps of its devices.

The device's own place (bundle number, receipts, keys) is in ``local_value``; its operations are in ``operation``.
"""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, Text
from sqlmodel import Field, SQLModel


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
    ``office_sequence`` grows with everything that a receipt for it would say anew.
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


class StreamRow(SQLModel, table=True):
    """One epoch of one device: everything up to ``cursor`` is in the journal, ``chain`` is the hash there."""

    __tablename__ = "stream"
    epoch: str = Field(primary_key=True, max_length=32)
    device: str = Field(foreign_key="paired_device.device", max_length=64, index=True)
    cursor: int
    chain: str = Field(max_length=64)
    last_sequence: int
    header_hash: str = Field(max_length=64)
    forked: bool = False


class ReceivedBundleRow(SQLModel, table=True):
    """A bundle that was applied."""

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


class RestampedRow(SQLModel, table=True):
    """A place of an operation that the journal already holds under an earlier place."""

    __tablename__ = "restamped"
    epoch: str = Field(primary_key=True, max_length=32)
    counter: int = Field(primary_key=True)
    uid: str = Field(max_length=32)
    chain: str = Field(max_length=64)


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
    """The newest receipt for a device; the same bytes until its ``office_sequence`` grows."""

    __tablename__ = "sealed_receipt"
    device: str = Field(primary_key=True, foreign_key="paired_device.device", max_length=64)
    office_sequence: int
    file_name: str = ""
    receipt: bytes = Field(sa_column=_blob())


class AuditRow(SQLModel, table=True):
    """What was done in the exchange, in order; no personal data."""

    __tablename__ = "audit"
    position: int | None = Field(default=None, primary_key=True)
    at: str = ""
    action: str = ""
    subject: str = ""
    detail: str = Field(default="", sa_column=_text())
