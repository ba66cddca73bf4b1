"""What the register page and its presenter say to one another. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.services.register import Mark, Register, RegisterRow, Sought
from sinhke_desktop.services.reviews import ReviewStanding
from sinhke_desktop.services.saved_filters import SavedFilter


class SortKey(StrEnum):
    """What the register can be sorted by; also the columns' names in the settings."""

    NAME = "name"
    HAMLET = "hamlet"
    ETHNIC_GROUP = "ethnic_group"
    MEMBERS = "members"
    CLASS = "class"
    DEPRIVED = "deprived"
    LAST_VISIT = "last_visit"


class Shown(StrEnum):
    """What fills the place of the table."""

    ROWS = "rows"
    NO_HOUSEHOLDS = "no-households"
    NOTHING_FOUND = "nothing-found"
    LOADING = "loading"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for; an empty hamlet or class means all, year None each household's newest review.

    With a *title* only the households *ids* are shown: a list that another page opened, as ``Bảng 3, cột 5``.
    """

    text: str = ""
    hamlet_id: str = ""
    poverty_class: str = ""
    year: int | None = None
    ids: frozenset[str] = frozenset()
    title: str = ""
    indicator: str = ""
    cause: str = ""
    need: str = ""
    marks: frozenset[Mark] = frozenset()

    @property
    def sought(self) -> Sought:
        """What rows must be like, besides the text."""
        return Sought(
            self.hamlet_id, self.poverty_class, self.indicator, self.cause, self.need, self.marks,
            self.ids if self.title else None,
        )  # fmt: skip

    def with_sought(self, sought: Sought) -> Filters:
        """The same text and year with other filters; a list is left."""
        return Filters(
            self.text, sought.hamlet_id, sought.poverty_class, self.year, indicator=sought.indicator,
            cause=sought.cause, need=sought.need, marks=sought.marks,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loaded:
    """All the register shows: (id, name) of each hamlet, years with reviews newest first."""

    register: Register
    hamlets: Sequence[tuple[str, str]]
    years: Sequence[int]


@dataclass(frozen=True, slots=True)
class Details:
    """The chosen household: its newest review (of the chosen year), if any, and its class today."""

    household: Household
    hamlet: str
    reviewed: ReviewStanding | None
    poverty_class: PovertyClass


def _nothing(given: object) -> None:
    """For pages that keep no filters."""


@dataclass(frozen=True, slots=True)
class RegisterServices:
    """What the register page does with the store."""

    load: Callable[[int | None], Loaded]
    details: Callable[[str, int | None], Details]
    remove: Callable[[str, str], object]
    restore: Callable[[str], object]
    filters: Callable[[], Sequence[SavedFilter]] = tuple
    save_filter: Callable[[SavedFilter], object] = _nothing
    drop_filter: Callable[[str], object] = _nothing


class RegisterView(Protocol):
    """What the presenter needs of the page."""

    def show_filters(self, filters: Filters, hamlets: Sequence[tuple[str, str]], years: Sequence[int]) -> None:
        """Offer the hamlets and years, and show what is chosen."""
        ...

    def show_list(self, title: str, gone: int) -> None:
        """Name the list that is shown instead of the register, empty for none; *gone* of it are not there any more."""
        ...

    def show_further(self, filters: Filters) -> None:
        """Show which filters hold besides text, hamlet, class and year."""
        ...

    def show_sort(self, sort: SortKey, *, descending: bool) -> None:
        """Mark the column sorted by."""
        ...

    def show_rows(self, rows: Sequence[RegisterRow], chosen: str) -> None:
        """Show *rows* and choose the household *chosen*, if it is among them."""
        ...

    def show_count(self, text: str) -> None:
        """Say how many households and members are shown."""
        ...

    def show_state(self, shown: Shown) -> None:
        """Show the table, or say why it is empty."""
        ...

    def show_details(self, details: Details | None) -> None:
        """Show the chosen household beside the table."""
        ...

    def tell(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say a short word."""
        ...

    def changed(self) -> None:
        """Something was stored: read again."""
        ...


class Remembers(Protocol):
    """The settings: JSON values by key."""

    def get(self, key: str, default: Any = None) -> Any:
        """The value of *key*."""
        ...

    def set(self, key: str, value: Any) -> None:
        """Keep a value."""
        ...
