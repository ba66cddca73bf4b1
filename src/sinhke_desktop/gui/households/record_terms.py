"""What a record and its presenter say to one another. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.derivation import Proposal
from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.household import Household, HouseholdInput
from sinhke_desktop.domain.poverty import RuleSet, Standing
from sinhke_desktop.errors import Problem
from sinhke_desktop.services.half_filled import HalfFilled
from sinhke_desktop.services.households import HistoryEntry
from sinhke_desktop.services.reviews import ReviewInput, ReviewStanding


@dataclass(frozen=True, slots=True)
class Record:
    """A stored household with its reviews, newest first."""

    household: Household
    reviews: Sequence[ReviewStanding] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """The class that the typed review gives, and what B should be."""

    standing: Standing
    computed_points: int
    ticked: int
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the record is judged by."""

    commune_code: str
    area: Area
    rule_sets: Sequence[RuleSet]
    hamlets: Sequence[Hamlet]
    today: date


def _forgotten(_form: object) -> None:
    """For a record that keeps no half-filled forms."""


@dataclass(frozen=True, slots=True)
class RecordServices:
    """What the record does with the store; ``save`` stores the household (a new one without id), then its reviews.

    ``keep`` puts a half-filled form away for the case of a crash, ``drop`` forgets it by its token.
    """

    load: Callable[[str], Record]
    save: Callable[[str, HouseholdInput | None, Sequence[ReviewInput]], Record]
    warnings: Callable[[Household], Sequence[Problem]]
    history: Callable[[str], Sequence[HistoryEntry]]
    keep: Callable[[HalfFilled], object] = _forgotten
    drop: Callable[[str], object] = _forgotten


class RecordView(Protocol):
    """What the presenter needs of the page."""

    def show_household(self, title: str, typed: HouseholdInput) -> None:
        """Fill the form."""
        ...

    def show_years(self, years: Sequence[int], chosen: int) -> None:
        """Offer the years of reviews."""
        ...

    def show_review(self, typed: ReviewInput) -> None:
        """Fill the review of the chosen year."""
        ...

    def show_judged(self, judged: Judged) -> None:
        """Show the class that is typed now, and why."""
        ...

    def show_proposal(self, proposal: Proposal | None, household: Household | None) -> None:
        """Say beside the indicators what the typed data say."""
        ...

    def show_problems(self, problems: Sequence[Problem], *, focus: bool) -> None:
        """Put each problem under its field; *focus* goes to the first."""
        ...

    def show_warnings(self, warnings: Sequence[Problem]) -> None:
        """Say under the fields what looks odd but may be right."""
        ...

    def show_changed(self, *, changed: bool) -> None:
        """Say whether there is something to save."""
        ...

    def show_busy(self, *, busy: bool) -> None:
        """While it is saved nothing can be typed."""
        ...

    def show_history(self, household: Household | None, entries: Sequence[HistoryEntry]) -> None:
        """Show who changed what and when."""
        ...

    def show_error(self, error: BaseException) -> None:
        """Say why it was not saved; what is typed stays."""
        ...

    def ask_doubles(self, doubles: Sequence[Problem]) -> None:
        """Ask whether to save although somebody looks registered twice; yes calls ``save(confirmed=True)``."""
        ...

    def saved(self, household: Household) -> None:
        """It is stored."""
        ...
