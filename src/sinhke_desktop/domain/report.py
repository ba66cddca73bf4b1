"""The monthly progress report of the livelihood model: facts of one month as plain values (domain.md 3.1, 4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.commune import Commune


@dataclass(frozen=True, slots=True)
class ParticipantState:
    """One participating household this month; class names in words, counts None where nothing was noted."""

    name: str
    hamlet: str
    class_at_entry: str
    class_now: str
    alive: int | None = None
    born: int | None = None
    lost: int | None = None
    sold: int | None = None
    sick: int | None = None
    income: int | None = None
    last_visit: date | None = None
    problem: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class SourceMoney:
    """One funding source (nguồn vốn): đồng planned and paid so far."""

    name: str
    planned: int
    paid: int


@dataclass(frozen=True, slots=True)
class InputHandedOver:
    """Inputs of one kind given to households; ``unit_price`` in đồng."""

    name: str
    unit: str
    quantity: int
    unit_price: int
    households: int
    handed_on: date | None = None
    source: str = ""

    @property
    def amount(self) -> int:
        """Quantity times unit price, in đồng."""
        return self.quantity * self.unit_price


@dataclass(frozen=True, slots=True)
class HerdMonth:
    """How many animals (or plants) were alive at the end of ``month`` (``2025-10``) in all households together."""

    month: str
    alive: int


@dataclass(frozen=True, slots=True)
class ReportTexts:
    """The sentences of the report, drafted from the facts and changed by the officer where need be."""

    general: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    money: tuple[str, ...] = ()
    difficulties: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    next_work: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """All facts of one month (``month`` is ``2025-10``); ``unit`` names what is counted (``con bò``)."""

    commune: Commune
    month: str
    model_name: str
    decision: str = ""
    group_name: str = ""
    started_on: date | None = None
    duration_months: int | None = None
    stage: str = ""
    unit: str = "con"
    participants: tuple[ParticipantState, ...] = ()
    sources: tuple[SourceMoney, ...] = ()
    inputs: tuple[InputHandedOver, ...] = ()
    herd: tuple[HerdMonth, ...] = ()

    @property
    def planned(self) -> int:
        """Đồng planned from all sources."""
        return sum(source.planned for source in self.sources)

    @property
    def paid(self) -> int:
        """Đồng paid from all sources so far."""
        return sum(source.paid for source in self.sources)

    @property
    def year_and_month(self) -> tuple[int, int]:
        """``(2025, 10)``; raises ValueError where ``month`` is not ``YYYY-MM``."""
        year, _, month = self.month.partition("-")
        return int(year), date(int(year), int(month), 1).month

    def total(self, count: str) -> int | None:
        """Sum over all of ``alive``, ``born``, ``lost``, ``sold``, ``sick`` or ``income``; None if none noted."""
        noted = [value for one in self.participants if (value := getattr(one, count)) is not None]
        return sum(noted) if noted else None
