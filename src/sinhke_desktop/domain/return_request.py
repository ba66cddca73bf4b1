"""What a receiving office returns for correction: which record, why, and what the commune answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReturnState(StrEnum):
    """OPEN waits for the commune, ANSWERED for the office, CLOSED is done."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ReturnRequest:
    """A record sent back to its commune; ``path`` names one field or is empty for the whole.

    The office writes all but the answer; both travel as journalled operations like any other record (exchange.md c.9).
    """

    id: str
    commune_code: str
    subject_kind: str
    subject_id: str
    reason: str
    path: str = ""
    asked_by: str = ""
    asked_on: date | None = None
    state: ReturnState = ReturnState.OPEN
    answer: str = ""
    answered_by: str = ""
    answered_on: date | None = None
    removed: bool = False
