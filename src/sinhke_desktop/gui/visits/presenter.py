"""Whom to visit: due ones first or a whole hamlet, ticked for printing. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.gui.context import Runs
from sinhke_desktop.i18n import _
from sinhke_desktop.services.register import RegisterRow
from sinhke_desktop.services.visits import DueReason, VisitDue

REASONS = {DueReason.FOLLOW_UP: "warn", DueReason.PLANNED: "poor", DueReason.LONG_AGO: "neutral"}


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A household on the list: *why* it is due in words (empty if it is not), *tone* of that pill."""

    household_id: str
    name: str
    hamlet_id: str
    hamlet: str
    pill: str
    tone: str
    why: str
    last_visit: str
    planned_on: str
    search: str


@dataclass(frozen=True, slots=True)
class VisitsRead:
    """What was read: who is due, everybody, and the hamlets."""

    due: Sequence[VisitDue]
    everybody: Sequence[RegisterRow]
    hamlets: Sequence[Hamlet]


class VisitsView(Protocol):
    """What the presenter needs of the page."""

    def show_hamlets(self, hamlets: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer the hamlets as pairs of id and name."""
        ...

    def show_lines(self, lines: Sequence[VisitLine]) -> None:
        """Show the households."""
        ...

    def show_counts(self, due: int, shown: int, ticked: int) -> None:
        """Say how many are due, shown and ticked."""
        ...

    def show_empty(self, *, nobody: bool) -> None:
        """Nothing to show: *nobody* is in the register, or nobody is due."""
        ...

    def show_ticks(self) -> None:
        """The ticks changed."""
        ...


class VisitsPresenter:
    """Keeps filter and ticks; ticks of households out of sight stay, but only shown ones are printed."""

    def __init__(self, view: VisitsView, read: Callable[[], VisitsRead], run: Runs) -> None:
        self._view, self._read_services, self._run = view, read, run
        self._read = VisitsRead((), (), ())
        self.lines: Sequence[VisitLine] = ()
        self.ticked: set[str] = set()
        self._text, self._hamlet_id, self._everybody = "", "", False

    def refresh(self) -> None:
        """Read again, in the worker."""
        self._run(lambda _progress: self._read_services(), self._have_read)

    def _have_read(self, read: VisitsRead) -> None:
        self._read = read
        known = {row.household_id for row in read.everybody}
        self.ticked &= known
        if self._hamlet_id not in {hamlet.id for hamlet in read.hamlets}:
            self._hamlet_id = ""
        self._view.show_hamlets([(one.id, f"{one.kind} {one.name}") for one in read.hamlets], self._hamlet_id)
        self._show()

    def search(self, text: str) -> None:
        """Show those in whose name or hamlet every word occurs."""
        self._text = text
        self._show()

    def show_hamlet(self, hamlet_id: str) -> None:
        """Show one hamlet; empty shows all."""
        self._hamlet_id = hamlet_id
        self._show()

    def show_everybody(self, everybody: bool) -> None:
        """Show all households of the register, or only those who are due."""
        self._everybody = everybody
        self._show()

    def _show(self) -> None:
        due = {one.household_id: one for one in self._read.due}
        lines = [_due_line(one) for one in self._read.due]
        if self._everybody:
            lines += [_line(row) for row in self._read.everybody if row.household_id not in due]
        words = fold(self._text).split()
        self.lines = [
            line
            for line in lines
            if (not self._hamlet_id or line.hamlet_id == self._hamlet_id) and all(word in line.search for word in words)
        ]
        self._view.show_lines(self.lines)
        self._tell()
        if not self.lines and not words:
            self._view.show_empty(nobody=not self._read.everybody)

    def _tell(self) -> None:
        self._view.show_counts(len(self._read.due), len(self.lines), len(self.chosen()))

    def tick(self, household_id: str) -> None:
        """Tick it, or take the tick away."""
        self.ticked ^= {household_id}
        self._view.show_ticks()
        self._tell()

    def tick_all(self, ticked: bool) -> None:
        """Tick all that are shown, or none of them."""
        shown = {line.household_id for line in self.lines}
        self.ticked = self.ticked | shown if ticked else self.ticked - shown
        self._view.show_ticks()
        self._tell()

    def all_ticked(self) -> bool:
        """Are all that are shown ticked?"""
        return bool(self.lines) and all(line.household_id in self.ticked for line in self.lines)

    def chosen(self) -> list[str]:
        """The ticked households that are shown, in their order."""
        return [line.household_id for line in self.lines if line.household_id in self.ticked]

    def file_name(self, today: date) -> str:
        """What the forms' PDF is called."""
        return f"phieu-tham-ho-{today:%Y-%m-%d}.pdf"


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _due_line(one: VisitDue) -> VisitLine:
    pill = {
        DueReason.FOLLOW_UP: _("Monthly follow-up"),
        DueReason.PLANNED: _("Planned visit"),
        DueReason.LONG_AGO: _("Long not visited"),
    }[one.reason]
    return VisitLine(
        one.household_id, one.head_name, one.hamlet_id, one.hamlet_name, pill, REASONS[one.reason], one.text,
        _day(one.last_visit), _day(one.planned_on), fold(f"{one.head_name} {one.hamlet_name}"),
    )  # fmt: skip


def _line(row: RegisterRow) -> VisitLine:
    last = row.last_visit
    if len(last) == 10 and last[4] == "-":
        last = _day(date.fromisoformat(last))
    search = fold(f"{row.search_text} {row.hamlet_name}")
    return VisitLine(row.household_id, row.head_name, row.hamlet_id, row.hamlet_name, "", "", "", last, "", search)
