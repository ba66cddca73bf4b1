"""What a household's commitment (bản cam kết) says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.commune import Commune
from sinhke_desktop.domain.livelihood import LivelihoodModel


@dataclass(frozen=True, slots=True)
class CommittedInput:
    """Something handed over: quantity in *unit*, price of one and amount in đồng, tags or serial numbers."""

    kind: str
    unit: str
    quantity: int
    unit_price: int
    amount: int
    tag: str


@dataclass(frozen=True, slots=True)
class CommitmentPaper:
    """One household's commitment; ``birth``, ``citizen_id`` (with the day of the card's issue) and ``phone`` stay empty
    where they are unknown or restricted, and are then written by hand. ``signed_on`` None leaves the day open. ``year``
    is for an open day."""

    commune: Commune
    model: LivelihoodModel
    head: str
    hamlet: str
    class_at_entry: str
    points: tuple[str, ...]
    year: int
    birth: str = ""
    citizen_id: str = ""
    phone: str = ""
    group: str = ""
    role: str = ""
    inputs: tuple[CommittedInput, ...] = ()
    signed_on: date | None = None
    marks: tuple[str, ...] = ()
