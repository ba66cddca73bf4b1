"""What the page of tables shows: facts read once for a year, a table at a time, households behind a number. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.movement import BREAK_WORDS, Break
from sinhke_desktop.domain.poverty_facts import Facts
from sinhke_desktop.domain.poverty_records import Results
from sinhke_desktop.domain.poverty_tables import NUMBERS
from sinhke_desktop.domain.poverty_tables.scopes import listed
from sinhke_desktop.domain.poverty_tables.table import Table, Unit
from sinhke_desktop.gui.context import Navigates, Runs, Toasts
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Progress

WITH_RATES = (1, 12, 13)
LISTS = (14, 15)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is looked at; ``which`` is what is saved: ``one`` table, ``sums`` (1 to 13) or ``all``."""

    year: int = 0
    number: int = 1
    results: Results = Results.BEST
    hamlet_id: str = ""
    unit: Unit | None = None
    which: str = "one"

    @property
    def numbers(self) -> tuple[int, ...]:
        """The tables to save."""
        if self.which == "one":
            return (self.number,)
        return tuple(number for number in NUMBERS if self.which == "all" or number not in LISTS)


@dataclass(frozen=True, slots=True)
class TablesPaper:
    """The tables asked for as pages, ready to be looked at and kept; *excel* writes them as a workbook."""

    pdf: bytes
    title: str
    subject: str
    household_ids: Sequence[str]
    file_name: str
    excel: Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class TableServices:
    """What the page asks of the services; ``load``, ``build`` and the writers are called in the worker."""

    years: Callable[[], list[int]]
    hamlets: Callable[[], list[Hamlet]]
    stamp: Callable[[], str]
    load: Callable[[int, Results, Progress], Facts]
    build: Callable[[Facts, Sequence[int], str, Unit | None], list[Table]]
    missing: Callable[[int], list[str]]
    render: Callable[[Facts, Sequence[Table], Progress], bytes]
    words: Callable[[Facts, Sequence[Table]], tuple[str, str, list[str]]]
    write_pdf: Callable[[Facts, Sequence[Table], Path, Progress], Path]
    write_excel: Callable[[Facts, Sequence[Table], Path, Progress], Path]


class TablesView(Protocol):
    """What the presenter needs of the page."""

    def show_choices(self, years: Sequence[int], hamlets: Sequence[Hamlet], choice: Choice) -> None:
        """Fill the lists to choose from."""
        ...

    def show_table(self, table: Table, choice: Choice) -> None:
        """Show a table."""
        ...

    def show_empty(self, title: str, text: str, *, no_reviews: bool) -> None:
        """There is no table to show, and why."""
        ...

    def show_missing(self, text: str) -> None:
        """Say which totals are missing; empty where none is."""
        ...

    def show_breaks(self, text: str) -> None:
        """Say which households break the movement's sum; empty where none does."""
        ...

    def show_paper(self, paper: TablesPaper) -> None:
        """Show these pages, to print or save them."""
        ...

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        ...


class TablesPresenter:
    """Facts are read again only where the year, the kind of results or the records changed."""

    def __init__(
        self,
        view: TablesView,
        services: TableServices,
        run: Runs,
        run_shown: Callable[..., object],
        navigate: Navigates,
        toast: Toasts,
    ) -> None:
        self._view, self._services, self._run, self._run_shown = view, services, run, run_shown
        self._navigate, self._toast = navigate, toast
        self.choice = Choice()
        self.table: Table | None = None
        self.facts: Facts | None = None
        self._read: tuple[int, Results, str] | None = None
        self._turn = 0

    def refresh(self) -> None:
        """Look again which years there are and show the chosen table."""
        years, hamlets = self._services.years(), self._services.hamlets()
        if not years:
            self.facts = self.table = None
            self._view.show_empty(
                _("No reviews yet"),
                _("The tables count the results of a year. Import the review list or record reviews first."),
                no_reviews=True,
            )
            return
        if self.choice.year not in years:
            self.choice = replace(self.choice, year=years[0])
        if self.choice.hamlet_id not in {one.id for one in hamlets}:
            self.choice = replace(self.choice, hamlet_id="")
        self._view.show_choices(years, hamlets, self.choice)
        self.show()

    def choose(self, **changes: object) -> None:
        """Another year, table, kind of results, hamlet or unit."""
        wanted = replace(self.choice, **changes)  # type: ignore[arg-type]
        if wanted != self.choice:
            self.choice = wanted
            if set(changes) != {"which"}:
                self.show()

    def show(self) -> None:
        """Read what is not read yet, then build and show the table."""
        wanted = (self.choice.year, self.choice.results, self._services.stamp())
        if self._read == wanted and self.facts is not None:
            self._build()
            return
        self._turn += 1
        turn = self._turn
        self._run_shown(
            _("Counting the tables"),
            lambda progress: self._services.load(wanted[0], wanted[1], progress),
            lambda facts: self._have_read(turn, wanted, facts),
        )

    def _have_read(self, turn: int, wanted: tuple[int, Results, str], facts: Facts) -> None:
        if turn == self._turn:
            self._read, self.facts = wanted, facts
            self._build()

    def _build(self) -> None:
        facts, choice = self.facts, self.choice
        if facts is None:
            return
        if not facts.official and not facts.preliminary:
            self.table = None
            self._view.show_breaks("")
            self._view.show_missing("")
            self._view.show_empty(*_nothing(choice), no_reviews=False)
            return
        self._turn += 1
        turn = self._turn
        self._run(
            lambda _progress: self._services.build(facts, (choice.number,), choice.hamlet_id, choice.unit)[0],
            lambda table: self._have_built(turn, table),
            failed=self._view.show_error,
        )

    def _have_built(self, turn: int, table: Table) -> None:
        if turn != self._turn:
            return
        self.table = table
        self._view.show_table(table, self.choice)
        self._view.show_breaks(_break_words(table.breaks))
        self._view.show_missing(self._missing_words())

    def _missing_words(self) -> str:
        if self.choice.number not in WITH_RATES:
            return ""
        lacking = self._services.missing(self.choice.year)
        if not lacking:
            return ""
        text = _("The totals of households or people in {year} are missing for {hamlets}; their rates stay open (–).")
        return text.format(year=self.choice.year, hamlets=listed(lacking, 4))

    def open(self, row: int, column: int) -> None:
        """Go to the households behind a number; on a hamlet's name, to all its households."""
        if self.table is None or not 0 <= row < len(self.table.rows):
            return
        line = self.table.rows[row]
        if line.household_id:
            self._navigate("households", household_id=line.household_id)
            return
        if column < 0:
            if line.hamlet_id:
                self._navigate("households", hamlet_id=line.hamlet_id)
            return
        ids = line.household_ids(column)
        if ids:
            heading = self.table.columns[column]
            words = ", ".join(part for part in (heading.group, heading.title) if part)
            title = _("Table {number}: {hamlet}, {column}").format(
                number=self.table.number, hamlet=line.label, column=words
            )
            self._navigate("households", ids=",".join(ids), title=title)

    def open_breaks(self) -> None:
        """Go to the households that break the sum."""
        if self.table is not None and self.table.breaks:
            ids = dict.fromkeys(one.household_id for one in self.table.breaks)
            title = _("Table {number}: households that break the sum").format(number=self.table.number)
            self._navigate("households", ids=",".join(ids), title=title)

    def file_name(self, ending: str) -> str:
        """The name proposed for a file."""
        numbers = self.choice.numbers
        which = f"bieu-{numbers[0]}" if len(numbers) == 1 else f"{len(numbers)}-bieu"
        return f"{which}-{self.choice.year}.{ending}"

    def save(self, path: Path, *, excel: bool) -> None:
        """Write the tables asked for to *path*, in the worker."""
        facts, choice = self.facts, self.choice
        if facts is None:
            return
        write = self._services.write_excel if excel else self._services.write_pdf
        self._run_shown(
            _("Writing the tables"),
            lambda progress: write(facts, self._wanted(facts, choice), path, progress),
            lambda _path: self._toast(_("Saved: {file}").format(file=path.name)),
        )

    def print(self) -> None:
        """Draw the tables asked for and show the pages."""
        facts, choice = self.facts, self.choice
        if facts is None:
            return

        def draw(progress: Progress) -> TablesPaper:
            wanted = self._wanted(facts, choice)
            pdf = self._services.render(facts, wanted, progress)
            title, subject, household_ids = self._services.words(facts, wanted)
            return TablesPaper(
                pdf, title, subject, household_ids, self.file_name("pdf"),
                lambda path: self._services.write_excel(facts, wanted, path, SILENT),
            )  # fmt: skip

        self._run_shown(_("Drawing the pages"), draw, self._view.show_paper)

    def _wanted(self, facts: Facts, choice: Choice) -> list[Table]:
        return self._services.build(facts, choice.numbers, choice.hamlet_id, choice.unit)

    def counted(self) -> dict[str, dict[str, int]]:
        """Hamlet → poor and near-poor households and people counted, the least that its totals can be."""
        if self.facts is None:
            return {}
        found: dict[str, dict[str, int]] = {}
        for row in self._services.build(self.facts, (1,), "", None)[0].rows:
            if row.hamlet_id:
                values = [cell.value or 0 for cell in row.cells if not isinstance(cell, str) and not cell.is_rate]
                found[row.hamlet_id] = {"households": values[2] + values[3], "persons": values[5] + values[6]}
        return found


def _nothing(choice: Choice) -> tuple[str, str]:
    if choice.results is Results.OFFICIAL:
        return (
            _("No official result of {year} yet").format(year=choice.year),
            _("Results become official by the decision of the round. Choose preliminary results to see them."),
        )
    return (
        _("No such result of {year}").format(year=choice.year),
        _("Choose other results or another year above."),
    )


def _break_words(breaks: Sequence[Break]) -> str:
    if not breaks:
        return ""
    counted: dict[str, int] = {}
    for one in breaks:
        counted[BREAK_WORDS[one.kind]] = counted.get(BREAK_WORDS[one.kind], 0) + 1
    parts = "; ".join(
        _("{count} households: {why}").format(count=format_number(count), why=why) for why, count in counted.items()
    )
    return _("The sum does not hold, end ≠ start − losses + gains. {parts}.").format(parts=parts)
