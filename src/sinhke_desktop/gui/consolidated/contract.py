"""What the presenters of the page of all communes need of it. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sinhke_desktop.domain.commune_totals import CommuneTotal
from sinhke_desktop.domain.poverty_tables.table import Table
from sinhke_desktop.gui.consolidated.choice import Asked, Choice, Looked, PaperToShow
from sinhke_desktop.services.consolidated import ShownCommune
from sinhke_desktop.services.consolidated_register import OfficeRow, ReadRecord


class RegisterView(Protocol):
    """What the presenter needs of the list."""

    def show_rows(self, rows: Sequence[OfficeRow], asked: Asked, of_all: int) -> None:
        """Show the households found."""
        ...

    def show_too_many(self, households: int) -> None:
        """Ask for a commune, or whether all are to be read."""
        ...

    def show_record(self, record: ReadRecord) -> None:
        """Show a household, to look at only."""
        ...

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        ...


class ConsolidatedView(RegisterView, Protocol):
    """What the presenter needs of the page."""

    def show_choices(self, looked: Looked, choice: Choice) -> None:
        """Fill the lists to choose from."""
        ...

    def show_table(self, table: Table, choice: Choice) -> None:
        """Show a table."""
        ...

    def show_empty(self, title: str, text: str, *, nothing_sent: bool) -> None:
        """There is no table to show, and why."""
        ...

    def show_counting(self, left: int) -> None:
        """Say how many communes are still being counted; 0 for none."""
        ...

    def show_model(self, commune: ShownCommune, total: CommuneTotal) -> None:
        """Show the facts of a commune's model."""
        ...

    def show_paper(self, paper: PaperToShow) -> None:
        """Show these pages, to print or save them."""
        ...

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        ...

    def is_shown(self) -> bool:
        """True while the page is in sight."""
        ...
