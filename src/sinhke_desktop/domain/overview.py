"""What the first page shows: the numbers that matter, what to do next, how things went. Already counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class OverviewNumbers:
    """The four numbers of *year*. Shares are per cent of all households, None where the hamlets' totals are missing.

    ``..._change`` is the difference to the year before in percentage points, None without that year.
    """

    year: int = 0
    households: int = 0
    members: int = 0
    poor: int = 0
    poor_share: float | None = None
    poor_change: float | None = None
    near_poor: int = 0
    near_poor_share: float | None = None
    near_poor_change: float | None = None
    participants: int = 0
    participants_places: int = 0
    participants_poor: int = 0
    participants_near_poor: int = 0
    paid: int = 0
    planned: int = 0


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do: *text* and *detail* in words, *button* the words on its button, *target* the page's key.

    ``key`` is stable: ``visits-due``, ``report-due``, ``no-receipt``, ``warnings``, ``backup``, ``no-households``,
    ``first-household``, ``no-hamlets``, ``no-totals``, ``no-model``, ``stage-overdue``,
    ``stage-due``, ``papers-missing``. ``args`` go to the page's ``open``. ``urgent`` colours its icon.
    """

    key: str
    text: str
    detail: str
    button: str
    target: str
    args: tuple[tuple[str, str], ...] = ()
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class HamletBar:
    """Poor and near-poor households of one hamlet."""

    hamlet_id: str
    name: str
    poor: int
    near_poor: int


@dataclass(frozen=True, slots=True)
class YearRate:
    """Rates of one year in per cent of all households; None where the totals are missing."""

    year: int
    poor: float | None
    near_poor: float | None


@dataclass(frozen=True, slots=True)
class ModelCard:
    """The commune's model: *stage* in words, *detail* (households, animals, month), *share* done (0 to 1)."""

    name: str
    stage: str
    detail: str
    share: float


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that happened lately; ``undo_import`` is the import's id where one click takes it back."""

    when: datetime
    text: str
    undo_import: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The status bar: last saved, last backup, highest bundle number the receiving office confirmed (0: none).

    An office has ``received_at``, when it last received a bundle, instead of ``saved_at``.

    ``to_decide`` are records that two machines wrote differently, ``returned`` what waits for this side to correct or,
    at an office, to close. ``main_machine`` says that bundles go to the commune's main machine, ``on_server`` that this
    program makes no backups.
    """

    saved_at: datetime | None = None
    backup_at: datetime | None = None
    received_up_to: int = 0
    to_decide: int = 0
    returned: int = 0
    main_machine: bool = False
    on_server: bool = False
    received_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the first page as of *today*."""

    today: date
    numbers: OverviewNumbers = field(default_factory=OverviewNumbers)
    next_steps: tuple[NextStep, ...] = ()
    hamlets: tuple[HamletBar, ...] = ()
    years: tuple[YearRate, ...] = ()
    model: ModelCard | None = None
    activities: tuple[Activity, ...] = ()
    standing: Standing = Standing()
