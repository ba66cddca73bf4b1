"""What is looked at on the page of all communes, and what its presenter needs of the services. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sinhke_desktop.domain.commune_totals import CommuneTotal
from sinhke_desktop.domain.poverty_tables.table import Table
from sinhke_desktop.progress import Progress
from sinhke_desktop.services.commune_figures import SUMMED
from sinhke_desktop.services.consolidated import ShownCommune
from sinhke_desktop.services.consolidated_register import OfficeRegister, OfficeRow, ReadRecord


class Tab(StrEnum):
    """The tabs of the page."""

    TABLES = "tables"
    MODELS = "models"
    TARGETS = "targets"
    REGISTER = "register"


class View(StrEnum):
    """The tables of the tab of targets."""

    TARGETS = "targets"
    MONTHS = "months"
    SUPPORTS = "supports"
    STANDING = "standing"


_FILE_NAMES = {
    View.TARGETS: "chi-tieu", View.MONTHS: "theo-thang", View.SUPPORTS: "ho-tro", View.STANDING: "tinh-hinh",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """What is looked at. ``column`` sorts (-1 by the commune's name, None in the order of names as given).

    ``commune`` is the one whose own table is open; ``everything`` saves all thirteen tables instead of the shown one.
    """

    tab: Tab = Tab.TABLES
    year: int = 0
    number: int = 1
    view: View = View.TARGETS
    column: int | None = None
    descending: bool = False
    commune: ShownCommune | None = None
    everything: bool = False

    @property
    def with_year(self) -> bool:
        """True where the table is of one year."""
        return self.tab is Tab.TABLES or (self.tab is Tab.TARGETS and self.view is not View.STANDING)

    @property
    def paper_year(self) -> int:
        """The year that stands on papers, 0 for none."""
        return self.year if self.with_year else 0

    def file_name(self, ending: str) -> str:
        """The name proposed for a file."""
        names = {
            Tab.TABLES: "13-bieu" if self.everything else f"bieu-{self.number}",
            Tab.MODELS: "mo-hinh",
            Tab.TARGETS: _FILE_NAMES[self.view],
            Tab.REGISTER: "so-ho",
        }
        year = f"-{self.year}" if self.with_year else ""
        place = f"-{self.commune.code}" if self.commune is not None else ""
        return f"tong-hop-{names[self.tab]}{place}{year}.{ending}"

    @property
    def numbers(self) -> tuple[int, ...]:
        """The tables to save."""
        return tuple(SUMMED) if self.everything else (self.number,)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list of households is narrowed by; ``ids`` are those behind a number, ``title`` says which number."""

    text: str = ""
    code: str = ""
    poverty_class: str = ""
    ids: frozenset[str] | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """The communes, their years with results and with work, who waits to be counted, how many households all have."""

    communes: tuple[ShownCommune, ...] = ()
    years: tuple[int, ...] = ()
    work_years: tuple[int, ...] = ()
    stale: tuple[str, ...] = ()
    households: int = 0

    def years_of(self, choice: Choice) -> tuple[int, ...]:
        """The years to choose from: those with results, or, for months and supports, with work."""
        if choice.tab is Tab.TARGETS and choice.view in (View.MONTHS, View.SUPPORTS):
            return self.work_years
        return self.years


@dataclass(frozen=True, slots=True)
class PaperToShow:
    """Tables as pages, ready to be looked at and kept; *excel* writes them as a workbook."""

    pdf: bytes
    title: str
    subject: str
    household_ids: tuple[str, ...]
    file_name: str
    excel: Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class ConsolidatedServices:
    """What the presenter asks of the services."""

    look: Callable[[], Looked]
    recount: Callable[[Sequence[str], Progress], int]
    tables: Callable[[Choice, Sequence[ShownCommune]], list[Table]]
    of_commune: Callable[[ShownCommune, int, int, Progress], Table]
    model: Callable[[ShownCommune], CommuneTotal | None]
    register: Callable[[Sequence[ShownCommune], Progress], OfficeRegister]
    record: Callable[[str, str, str], ReadRecord]
    listed: Callable[[Sequence[OfficeRow], str], Table]
    paper: Callable[[Sequence[Table], int, str, Progress], PaperToShow]
    write: Callable[[Sequence[Table], int, Path, bool, Progress], Path]
