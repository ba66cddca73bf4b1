"""The progress report of the livelihood model: facts of one period as plain values (domain.md 3.1, 4.1, 4.2).

Every fact is counted from the model's file as it stood on ``as_of``, the period's last day or today where that is
earlier. Sums are whole đồng.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sinhke_desktop.domain.commune import Commune
from sinhke_desktop.domain.exits import Exits, HouseholdResult
from sinhke_desktop.domain.livelihood import ANIMAL_UNIT, LivelihoodModel, stage_name, stage_on
from sinhke_desktop.domain.model_targets import TargetLine, YearRate
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.report_period import ReportPeriod
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.revolving import Measure
from sinhke_desktop.domain.whole_file import WholeFile


@dataclass(frozen=True, slots=True)
class ParticipantState:
    """One participating household in the period; counts and ``income`` are None where nothing was noted.

    ``alive`` and ``sick`` are the last ones noted in the period, the others its sums; ``problems`` each once.
    """

    participant: Participant
    name: str
    hamlet: str
    class_now: PovertyClass
    alive: int | None = None
    born: int | None = None
    bought: int | None = None
    lost: int | None = None
    sold: int | None = None
    passed_on: int | None = None
    sick: int | None = None
    income: int | None = None
    visits: int = 0
    last_visit: date | None = None
    problems: tuple[str, ...] = ()
    next_step: str = ""

    @property
    def household_id(self) -> str:
        """Whose state it is."""
        return self.participant.household_id


@dataclass(frozen=True, slots=True)
class SourceMoney:
    """One funding source (nguồn vốn): đồng planned, paid up to the period's end, and of that in the period.

    ``group`` is the one of the list of sources (``Ngân sách nhà nước``…).
    """

    name: str
    planned: int
    paid: int
    in_period: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class InputHandedOver:
    """Inputs of one kind given to households up to the period's end; ``in_period`` of the quantity within it."""

    name: str
    unit: str
    quantity: int
    unit_price: int
    households: int
    handed_on: date | None = None
    source: str = ""
    in_period: int = 0

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
class Flows:
    """The herd (or area) of all households over a period: at its start, what came and went, at its end.

    ``end`` is None where no household takes part at the end.
    """

    start: int
    handed: int
    born: int
    bought: int
    lost: int
    sold: int
    passed_on: int
    end: int | None

    @property
    def expected(self) -> int:
        """What should be there at the end."""
        return self.start + self.handed + self.born + self.bought - self.lost - self.sold - self.passed_on

    @property
    def difference(self) -> int:
        """Counted less expected: miscounts, and herds of households that left or joined with one."""
        return 0 if self.end is None else self.end - self.expected

    @property
    def moved(self) -> bool:
        """True if anything came or went."""
        return any((self.handed, self.born, self.bought, self.lost, self.sold, self.passed_on))


@dataclass(frozen=True, slots=True)
class PeriodTotals:
    """What is counted of one period, so that two periods can be compared. Money in đồng.

    ``households`` take part at the end; ``visited`` are households, ``visits`` days; ``followed`` households have a
    follow-up; ``findings_open`` and ``losses_open`` are those still open on the last day, whenever they arose.
    ``repaid`` and ``passed`` are what came back and what went to next households, by form and unit.
    """

    households: int
    joined: int
    left: int
    visited: int
    visits: int
    followed: int
    income: int
    paid: int
    flows: Flows
    sick: int
    trainings: int
    taught: int
    findings: int
    findings_mended: int
    findings_open: int
    losses: int
    losses_worth: int
    losses_compensated: int
    losses_open: int
    repaid: Mapping[Measure, int] = field(default_factory=dict)
    passed: Mapping[Measure, int] = field(default_factory=dict)
    commended: int = 0


@dataclass(frozen=True, slots=True)
class Deprived:
    """How many participants lack one indicator: by their review at joining, and by their last one."""

    key: str
    name: str
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One household behind a figure, and what it adds to it; without an id it stands for what no household is named."""

    household_id: str
    name: str
    hamlet: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """What stands behind the figures marked ``[number]``.

    ``figure`` is the figure as the report writes it, ``counts`` what it counts, ``where`` the place in the program
    where the rest is to be seen.
    """

    number: int
    title: str
    figure: str
    counts: str
    rows: tuple[TraceRow, ...] = ()
    where: str = ""

    @property
    def household_ids(self) -> tuple[str, ...]:
        """The households, each once, in order."""
        return tuple(dict.fromkeys(one.household_id for one in self.rows if one.household_id))


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """All facts of one period; ``unit`` names what is counted (``con bò``).

    ``file`` and ``results`` are restricted to what was known on ``as_of``; ``before`` are the totals of the period
    before, None for reviews and before the model began. ``rates``, ``targets`` and ``deprived`` are empty for months.
    ``lacking`` says of each household that was reviewed before and after it joined which indicators it lacks now.
    ``year_money`` is what is planned and was paid in the year's own budget, where lines name their year.
    """

    commune: Commune
    period: ReportPeriod
    as_of: date
    file: WholeFile
    totals: PeriodTotals
    exits: Exits
    before: PeriodTotals | None = None
    exits_before: Exits | None = None
    participants: tuple[ParticipantState, ...] = ()
    results: tuple[HouseholdResult, ...] = ()
    sources: tuple[SourceMoney, ...] = ()
    inputs: tuple[InputHandedOver, ...] = ()
    herd: tuple[HerdMonth, ...] = ()
    targets: tuple[TargetLine, ...] = ()
    rates: tuple[YearRate, ...] = ()
    deprived: tuple[Deprived, ...] = ()
    lacking: tuple[tuple[str, frozenset[str]], ...] = ()
    year_money: tuple[int, int] | None = None
    traces: tuple[Trace, ...] = ()
    mark: str = ""

    @property
    def model(self) -> LivelihoodModel:
        """The model that it is about."""
        return self.file.model

    @property
    def decision(self) -> str:
        """``Quyết định số 3578/QĐ-UBND ngày 22/12/2023``, or nothing."""
        model = self.model
        if not model.decision_number:
            return ""
        day = f" ngày {model.decision_date:%d/%m/%Y}" if model.decision_date else ""
        return f"Quyết định số {model.decision_number}{day}"

    @property
    def stage(self) -> str:
        """The stage reached by the last day, in words."""
        return stage_name(self.model, stage_on(self.model, self.as_of))

    @property
    def unit(self) -> str:
        """``con bò`` for a model that raises ``bò cái sinh sản``."""
        return counted_unit(self.model)

    @property
    def unfinished(self) -> bool:
        """True while the period is not over: figures are those up to ``as_of``."""
        return self.as_of < self.period.last

    @property
    def planned(self) -> int:
        """Đồng planned from all sources."""
        return sum(source.planned for source in self.sources)

    @property
    def paid(self) -> int:
        """Đồng paid from all sources so far."""
        return sum(source.paid for source in self.sources)

    def total(self, count: str) -> int | None:
        """Sum over all of ``alive``, ``born``, ``lost``, ``sold``, ``sick`` or ``income``; None if none noted."""
        noted = [value for one in self.participants if (value := getattr(one, count)) is not None]
        return sum(noted) if noted else None

    def trace(self, number: int) -> Trace | None:
        """What stands behind a figure."""
        return next((one for one in self.traces if one.number == number), None)


def counted_unit(model: LivelihoodModel) -> str:
    """What the model counts, with the animal's name where it raises animals."""
    animal = model.thing.split(" ", 1)[0] if model.unit == ANIMAL_UNIT else ""
    return f"{model.unit} {animal}".strip()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One paragraph of a section: ``key`` of the drafted sentence that it is or that it replaced, empty for one of
    the officer's own; ``own`` says that the officer worded it, ``stale`` that the data say something else since then.
    """

    text: str
    key: str = ""
    own: bool = False
    stale: bool = False


Wording = Mapping[str, Sequence[Sentence]]
"""Section → its paragraphs, in the order of the paper."""
