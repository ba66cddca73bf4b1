"""Leads the page of all communes: counts what is stale in slices, shows a table, goes down to the households. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from sinhke_desktop.domain.commune_totals import CommuneTotal
from sinhke_desktop.domain.consolidated import in_order
from sinhke_desktop.domain.poverty_tables.table import Table
from sinhke_desktop.gui.consolidated.choice import (
    Asked,
    Choice,
    ConsolidatedServices,
    Looked,
    PaperToShow,
    Tab,
)
from sinhke_desktop.gui.consolidated.contract import ConsolidatedView
from sinhke_desktop.gui.consolidated.register_presenter import RegisterPresenter
from sinhke_desktop.gui.context import Runs, Toasts
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import Progress
from sinhke_desktop.services.consolidated import ShownCommune

SLICE = 4
"""How many communes are counted in one go, so that other work of the window comes between."""


class ConsolidatedPresenter:
    """Tables are built and sorted in the worker; the newest question wins."""

    def __init__(
        self,
        view: ConsolidatedView,
        services: ConsolidatedServices,
        run: Runs,
        run_shown: Callable[..., object],
        toast: Toasts,
    ) -> None:
        self._view, self._services, self._run, self._run_shown = view, services, run, run_shown
        self._toast = toast
        self.choice = Choice()
        self.looked = Looked()
        self.table: Table | None = None
        self._waiting: list[str] = []
        self._counting = False
        self._turn = 0
        self._wanted_commune = ""
        self.register = RegisterPresenter(view, services, run, run_shown)

    def refresh(self, commune_code: str = "") -> None:
        """Look again which communes there are; with *commune_code* that commune's own table is opened."""
        self._wanted_commune = commune_code or self._wanted_commune
        self._run(lambda _progress: self._services.look(), self._have_looked, failed=self._view.show_error)

    def _have_looked(self, looked: Looked) -> None:
        self.looked = looked
        self.choice = self._with_known_year(self.choice)
        self.register.communes_are(looked)
        self._waiting = list(looked.stale)
        self._view.show_choices(looked, self.choice)
        self.show()
        self._count_next()
        if self._wanted_commune:
            code, self._wanted_commune = self._wanted_commune, ""
            self.open_commune(next((one for one in looked.communes if code in one.codes), None))

    # Counting what is stale

    def _count_next(self) -> None:
        self._view.show_counting(len(self._waiting))
        if self._counting or not self._waiting or not self._view.is_shown():
            return
        self._counting = True
        some = self._waiting[:SLICE]
        self._run(
            lambda progress: self._services.recount(some, progress),
            lambda _count: self._counted(some),
            failed=self._stopped,
        )

    def _counted(self, some: Sequence[str]) -> None:
        self._counting = False
        if not self._waiting:
            return
        self._waiting = [code for code in self._waiting if code not in some]
        if self._waiting:
            self._count_next()
        else:
            self._view.show_counting(0)
            self.refresh()

    def _stopped(self, error: BaseException) -> None:
        self._counting = False
        self.stop_counting()
        self._view.show_error(error)

    def stop_counting(self) -> None:
        """Leave the rest for another time; the numbers of the last counting stay."""
        self._waiting = []
        self._view.show_counting(0)

    # What is shown

    def choose(self, **changes: object) -> None:
        """Another tab, year, table, order..."""
        wanted = replace(self.choice, **changes)  # type: ignore[arg-type]
        if set(changes) & {"tab", "number", "view"}:
            wanted = replace(wanted, column=None, descending=False)
            if "tab" in changes:
                wanted = replace(wanted, commune=None)
        wanted = self._with_known_year(wanted)
        if wanted != self.choice:
            self.choice = wanted
            self._view.show_choices(self.looked, wanted)
            if set(changes) != {"everything"}:
                self.show()

    def _with_known_year(self, choice: Choice) -> Choice:
        years = self.looked.years_of(choice)
        if choice.year in years:
            return choice
        return replace(choice, year=years[0] if years else 0)

    def sort(self, column: int) -> None:
        """Order by a column; the same one again turns the order round. Not for one commune's own table."""
        if self.choice.commune is None and self.table is not None:
            again = column == self.choice.column
            self.choose(column=column, descending=not self.choice.descending if again else column >= 0)

    def show(self) -> None:
        """Build and show what is chosen; what was chosen before and is still being built is not shown any more."""
        choice, communes = self.choice, self.looked.communes
        self._turn += 1
        turn = self._turn
        self.register.forget()
        if not communes or all(one.silent for one in communes):
            self.table = None
            self._view.show_empty(
                _("Nothing received yet"),
                _("Here all communes stand together once their bundles were received."),
                nothing_sent=True,
            )
            return
        if choice.tab is Tab.REGISTER:
            self.register.show()
            return
        if choice.with_year and not choice.year:
            self._show_no_results()
            return
        if choice.commune is not None:
            commune = choice.commune
            self._run_shown(
                _("Counting the tables"),
                lambda progress: self._services.of_commune(commune, choice.number, choice.year, progress),
                lambda table: self._have_built(turn, [table]),
            )
            return
        self._run(
            lambda _progress: _ordered(self._services.tables(replace(choice, everything=False), communes), choice),
            lambda tables: self._have_built(turn, tables),
            failed=self._view.show_error,
        )

    def _show_no_results(self) -> None:
        self.table = None
        text = _("No commune has sent results of a review. Their registers stand in the last tab.")
        if self.choice.tab is not Tab.TABLES:
            text = _("No commune has sent anything of this kind.")
        self._view.show_empty(_("No results yet"), text, nothing_sent=False)

    def _have_built(self, turn: int, tables: Sequence[Table]) -> None:
        if turn != self._turn:
            return
        if not tables:
            self._show_no_results()
            return
        self.table = tables[0]
        self._view.show_table(self.table, self.choice)

    # Going down and back

    def open(self, row: int, column: int) -> None:
        """From a line to the commune's table or model, from a commune's number to the households behind it."""
        if self.table is None or not 0 <= row < len(self.table.rows):
            return
        line = self.table.rows[row]
        if self.choice.commune is not None:
            ids = line.household_ids(column) if column >= 0 else ()
            if ids:
                words = self.table.columns[column]
                heading = ", ".join(part for part in (words.group, words.title) if part)
                title = f"{self.choice.commune.name}, {self.table.name}: {line.label}, {heading}"
                self.open_households(self.choice.commune.code, ids, title)
            return
        commune = next((one for one in self.looked.communes if one.code == line.hamlet_id), None)
        if self.choice.tab is Tab.MODELS and commune is not None:
            self._run(
                lambda _progress: self._services.model(commune),
                lambda total: self._have_model(commune, total),
                failed=self._view.show_error,
            )
        else:
            self.open_commune(commune)

    def _have_model(self, commune: ShownCommune, total: CommuneTotal | None) -> None:
        if total is None:
            self._toast(_("{commune} has sent no model.").format(commune=commune.name))
        else:
            self._view.show_model(commune, total)

    def open_commune(self, commune: ShownCommune | None) -> None:
        """The commune's own table, hamlet by hamlet."""
        if commune is None:
            return
        if not commune.with_rows:
            text = _("{commune} has sent nothing yet.") if commune.silent else _("{commune} sent only its numbers.")
            self._toast(text.format(commune=commune.name))
            return
        self.choose(tab=Tab.TABLES, number=self.choice.number)
        self.choose(commune=commune)

    def open_households(self, code: str, ids: Sequence[str], title: str) -> None:
        """The households behind a number, in the list of all."""
        self.register.asked = Asked(code=code, ids=frozenset(ids), title=title)
        self.choose(tab=Tab.REGISTER)

    def back(self) -> None:
        """From one commune's table to all communes."""
        self.choose(commune=None)

    # Papers

    def can_save(self) -> bool:
        """True if there is something to print."""
        return bool(self.register.rows) if self.choice.tab is Tab.REGISTER else self.table is not None

    def _wanted(self) -> Callable[[], list[Table]]:
        choice, shown, communes = self.choice, self.table, self.looked.communes
        if choice.tab is Tab.REGISTER:
            rows, about = self.register.rows, self.register.about()
            return lambda: [self._services.listed(rows, about)]
        if choice.tab is Tab.TABLES and choice.everything and choice.commune is None:
            return lambda: self._services.tables(choice, communes)
        return lambda: [shown] if shown is not None else []

    def save(self, path: Path, *, excel: bool) -> None:
        """Write what is shown to *path*, in the worker."""
        wanted, year = self._wanted(), self.choice.paper_year
        self._run_shown(
            _("Writing the tables"),
            lambda progress: self._services.write(wanted(), year, path, excel, progress),
            lambda _path: self._toast(_("Saved: {file}").format(file=path.name)),
        )

    def print(self) -> None:
        """Draw what is shown and look at the pages."""
        wanted, year, name = (
            self._wanted(),
            self.choice.year if self.choice.with_year else 0,
            self.choice.file_name("pdf"),
        )

        def draw(progress: Progress) -> PaperToShow:
            return self._services.paper(wanted(), year, name, progress)

        self._run_shown(_("Drawing the pages"), draw, self._view.show_paper)


def _ordered(tables: Sequence[Table], choice: Choice) -> list[Table]:
    if choice.column is None:
        return list(tables)
    return [in_order(one, choice.column, descending=choice.descending) for one in tables]
