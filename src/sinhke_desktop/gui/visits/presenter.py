"""Whom to visit: those due, a whole hamlet, a class, those in the model, or whose form is still out. Knows no Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.review import CLASS_NAMES, PovertyClass
from sinhke_desktop.domain.typed_values import month_name, month_of
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.gui.context import Runs
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import Progress
from sinhke_desktop.services.register import RegisterRow
from sinhke_desktop.services.visit_choices import VisitChoice
from sinhke_desktop.services.visits import DueReason, VisitDue

REASONS = {DueReason.FOLLOW_UP: "warn", DueReason.PLANNED: "poor", DueReason.LONG_AGO: "neutral"}
MOST_UNTICKED = 300
"""So many forms are printed without a tick; of more, one says whose."""


class Reach(StrEnum):
    """How far the list reaches."""

    NOW = "now"
    WEEK = "week"
    MONTH = "month"
    EVERYBODY = "everybody"
    OUT = "out"
    """Households whose printed form is not back."""


class Empty(StrEnum):
    """Why nothing is shown."""

    NOBODY = "nobody"
    NOT_DUE = "not-due"
    NONE_OUT = "none-out"
    NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A household on the list: why it is due in a *pill* and in words (empty if it is not), *tone* of the pill.

    ``form`` says since when a printed form is out.
    """

    household_id: str
    name: str
    hamlet_id: str
    hamlet: str
    class_name: str
    pill: str
    tone: str
    why: str
    last_visit: str
    form: str
    search: str


@dataclass(frozen=True, slots=True)
class VisitsRead:
    """What was read: who is due, everybody, the hamlets, and household → day on which its form was printed."""

    due: Sequence[VisitDue]
    everybody: Sequence[RegisterRow]
    hamlets: Sequence[Hamlet]
    out: Mapping[str, date] = field(default_factory=dict)
    today: date = date.min


class VisitsView(Protocol):
    """What the presenter needs of the page."""

    def show_hamlets(self, everywhere: int, hamlets: Sequence[tuple[str, str, int]], chosen: str) -> None:
        """Offer the hamlets: id, name, how many of its households are on the list; *everywhere* is their sum."""
        ...

    def show_lines(self, lines: Sequence[VisitLine]) -> None:
        """Show the households."""
        ...

    def show_counts(self, due: int, out: int, shown: int, ticked: int, to_print: int) -> None:
        """Say how many are due, whose forms are out, how many are shown and ticked and would be printed."""
        ...

    def show_empty(self, why: Empty) -> None:
        """Nothing to show, and why."""
        ...

    def show_ticks(self) -> None:
        """The ticks changed."""
        ...


class VisitsPresenter:
    """Keeps filters and ticks; ticks of households out of sight stay, but only shown ones are printed."""

    def __init__(self, view: VisitsView, read: Callable[[Reach], VisitsRead], run: Runs) -> None:
        self._view, self._read_services, self._run = view, read, run
        self._read = VisitsRead((), (), ())
        self._rows: Mapping[str, RegisterRow] = {}
        self._listed: Sequence[VisitLine] = ()
        self.lines: Sequence[VisitLine] = ()
        self.ticked: set[str] = set()
        self._text, self._hamlet_id, self._reach, self._choice = "", "", Reach.NOW, VisitChoice()

    def refresh(self) -> None:
        """Read again, in the worker."""
        reach = self._reach

        def read_and_list(_progress: Progress) -> tuple[VisitsRead, dict[str, RegisterRow], list[VisitLine]]:
            read = self._read_services(reach)
            rows = {row.household_id: row for row in read.everybody}
            return read, rows, _listed(read, rows, reach)

        self._run(read_and_list, lambda found: self._have_read(*found))

    def _have_read(self, read: VisitsRead, rows: Mapping[str, RegisterRow], listed: Sequence[VisitLine]) -> None:
        self._read, self._rows, self._listed = read, rows, listed
        self.ticked &= set(self._rows)
        if self._hamlet_id not in {hamlet.id for hamlet in read.hamlets}:
            self._hamlet_id = ""
        self._show()

    def hamlets(self) -> list[tuple[str, str]]:
        """Id and name with its kind of every hamlet."""
        return [(one.id, f"{one.kind} {one.name}") for one in self._read.hamlets]

    @property
    def hamlet_id(self) -> str:
        """The hamlet that is shown, empty for all."""
        return self._hamlet_id

    def search(self, text: str) -> None:
        """Show those in whose name or hamlet every word occurs."""
        self._text = text
        self._show()

    def show_hamlet(self, hamlet_id: str) -> None:
        """Show one hamlet; empty shows all."""
        self._hamlet_id = hamlet_id
        self._show()

    def show_class(self, poverty_class: str) -> None:
        """Show one class; empty shows all."""
        classes = frozenset({PovertyClass(poverty_class)} if poverty_class else ())
        self._choice = VisitChoice(classes=classes, participants=self._choice.participants)
        self._show()

    def show_participants(self, participants: bool) -> None:
        """Show only those who take part in the model, or all."""
        self._choice = VisitChoice(classes=self._choice.classes, participants=participants)
        self._show()

    def show_reach(self, reach: Reach) -> None:
        """Let the list reach as far as *reach*, which is read anew."""
        self._reach = reach
        self.refresh()

    def _show(self) -> None:
        words = fold(self._text).split()
        everywhere = [
            line
            for line in self._listed
            if self._choice.fits(self._rows[line.household_id]) and all(word in line.search for word in words)
        ]
        counts = Counter(line.hamlet_id for line in everywhere)
        offered = [
            (one.id, one.name, counts[one.id])
            for one in self._read.hamlets
            if counts[one.id] or one.id == self._hamlet_id
        ]
        self._view.show_hamlets(len(everywhere), offered, self._hamlet_id)
        self.lines = [line for line in everywhere if self._hamlet_id in ("", line.hamlet_id)]
        self._view.show_lines(self.lines)
        self._tell()
        if not self.lines:
            self._view.show_empty(self._why_empty(filtered=bool(words) or self._choice != VisitChoice()))

    def _why_empty(self, *, filtered: bool) -> Empty:
        if not self._read.everybody:
            return Empty.NOBODY
        if filtered:
            return Empty.NOT_FOUND
        return Empty.NONE_OUT if self._reach is Reach.OUT else Empty.NOT_DUE

    def _tell(self) -> None:
        self._view.show_counts(
            len(self._read.due), len(self._read.out), len(self.lines), len(self.chosen()), len(self.to_print())
        )

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

    def to_print(self) -> list[str]:
        """Whose forms are printed: the ticked ones, all that are shown where none is ticked and they are not many."""
        chosen = self.chosen()
        if chosen or len(self.lines) > MOST_UNTICKED:
            return chosen
        return [line.household_id for line in self.lines]


def _listed(read: VisitsRead, rows: Mapping[str, RegisterRow], reach: Reach) -> list[VisitLine]:
    """Everyone whom *reach* takes in, those due first; of those with a form out, the oldest form first."""
    due = {one.household_id: one for one in read.due}
    if reach is Reach.OUT:
        found = sorted((one for one in read.out if one in rows), key=lambda one: (read.out[one], one))
        return [_line(read, rows[one], due.get(one)) for one in found]
    lines = [_line(read, rows[one.household_id], one) for one in read.due if one.household_id in rows]
    if reach is Reach.EVERYBODY:
        lines += [_line(read, row, None) for row in read.everybody if row.household_id not in due]
    return lines


def _line(read: VisitsRead, row: RegisterRow, due: VisitDue | None) -> VisitLine:
    pill, tone, why = "", "", ""
    if due is not None:
        pill, tone, why = _pill(read, due), REASONS[due.reason], due.text
    return VisitLine(
        row.household_id, row.head_name, row.hamlet_id, row.hamlet_name, CLASS_NAMES[row.poverty_class], pill, tone,
        why, _day(due.last_visit) if due is not None else _iso_day(row.last_visit), _form(read, row.household_id),
        fold(f"{row.head_name} {row.search_text} {row.hamlet_name}"),
    )  # fmt: skip


def _pill(read: VisitsRead, due: VisitDue) -> str:
    if due.reason is DueReason.FOLLOW_UP:
        return _("Follow-up of {month}").format(month=month_name(month_of(read.today)))
    if due.reason is DueReason.PLANNED and due.planned_on is not None:
        return _("Planned for {day}").format(day=_day(due.planned_on))
    return _("Long not visited")


def _form(read: VisitsRead, household_id: str) -> str:
    printed = read.out.get(household_id)
    if printed is None:
        return ""
    days = (read.today - printed).days
    return _("printed {days} days ago, not back").format(days=days) if days > 0 else _("printed today, not back")


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _iso_day(text: str) -> str:
    return _day(date.fromisoformat(text)) if text else ""
