"""Importing a review list, step by step: nothing is written before the person says so. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Protocol

from sinhke_desktop.domain.import_plan import PlannedHousehold, RowKind
from sinhke_desktop.domain.review_list import ListProblem
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.imports.words import KINDS, RecentLine, column_words, count_words, number, recent_line
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import Progress
from sinhke_desktop.services.imports import ImportResult, PreparedImport
from sinhke_desktop.storage.import_batches import ImportBatch

NO_YEAR = "EX-08"


class Step(IntEnum):
    """The four steps."""

    FILE = 0
    FOUND = 1
    PREVIEW = 2
    DONE = 3


class Runs(Protocol):
    """Long work with a dialog that says how far it is and can be cancelled."""

    def __call__(
        self,
        title: str,
        work: Callable[[Progress], object],
        done: Callable[[object], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        """Start it; what is cancelled changes nothing and calls neither."""
        ...


@dataclass(frozen=True, slots=True)
class ImportServices:
    """What an import does with the store."""

    plan: Callable[[Path, int | None, Progress], PreparedImport]
    apply: Callable[[PreparedImport, Progress], ImportResult]
    undo: Callable[[str], int]
    recent: Callable[[], Sequence[ImportBatch]]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in the file, in words."""

    file_name: str
    facts: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    year: int


class ImportsView(Protocol):
    """What the presenter needs of the page."""

    def show_step(self, step: Step) -> None:
        """Show one step."""
        ...

    def show_error(self, error: SinhkeError | None) -> None:
        """Say what happened; None takes it away."""
        ...

    def ask_year(self, path: Path) -> None:
        """The list names no year: ask for it."""
        ...

    def show_found(self, found: Found) -> None:
        """Show sheet, columns and year."""
        ...

    def show_counts(self, counts: dict[RowKind, int], chosen: RowKind | None) -> None:
        """Show how many households are new, changed, the same, wrong."""
        ...

    def show_rows(self, rows: Sequence[PlannedHousehold]) -> None:
        """Show the households of the chosen kind."""
        ...

    def show_hamlets(self, names: Sequence[str]) -> None:
        """Say which hamlets will be created."""
        ...

    def show_problems(self, problems: Sequence[ListProblem]) -> None:
        """Show what is wrong by row and column."""
        ...

    def show_leave_out(self, wrong: int) -> None:
        """Ask to tick that *wrong* households stay out; 0 asks nothing."""
        ...

    def show_can_apply(self, *, can: bool, why_not: str) -> None:
        """Allow Apply, or say why not."""
        ...

    def show_result(self, text: str, *, can_undo: bool) -> None:
        """Say what was stored."""
        ...

    def show_recent(self, lines: Sequence[RecentLine]) -> None:
        """Show the imports of before."""
        ...

    def tell(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say a short word."""
        ...

    def changed(self) -> None:
        """Something was stored."""
        ...

    def failed(self, error: BaseException) -> None:
        """A fault of the program."""
        ...


class ImportsPresenter:
    """Holds the prepared import; every step can be gone back from."""

    def __init__(self, view: ImportsView, services: ImportServices, run: Runs) -> None:
        self._view = view
        self._services = services
        self._run = run
        self.prepared: PreparedImport | None = None
        self.result: ImportResult | None = None
        self._path: Path | None = None
        self.chosen: RowKind | None = None
        self._leave_out = False
        self.step = Step.FILE

    def refresh(self) -> None:
        """Read the list of imports again."""
        self._view.show_recent([recent_line(batch) for batch in self._services.recent()])
        self._view.show_step(self.step)

    def begin(self) -> None:
        """Back to the first step."""
        self.prepared = self.result = None
        self.chosen, self._leave_out = None, False
        self._view.show_error(None)
        self._go(Step.FILE)

    def choose(self, path: Path, year: int | None = None) -> None:
        """Read *path* and say what importing it would do."""
        self._path = path
        self._view.show_error(None)

        def done(prepared: object) -> None:
            if isinstance(prepared, PreparedImport):
                self._take(prepared)

        def failed(error: BaseException) -> None:
            if isinstance(error, SinhkeError) and error.code == NO_YEAR:
                self._view.ask_year(path)
            else:
                self._failed(error)

        self._run(
            _("Reading {file}").format(file=path.name),
            lambda progress: self._services.plan(path, year, progress),
            done,
            failed,
        )

    def change_year(self, year: int) -> None:
        """Compare the same file again for another year."""
        if self._path is not None and (self.prepared is None or year != self.prepared.plan.year):
            self.choose(self._path, year)

    def _take(self, prepared: PreparedImport) -> None:
        self.prepared = prepared
        plan = prepared.plan
        self._leave_out = False
        self.chosen = None
        facts = [
            (_("File"), prepared.file_name),
            (_("Sheet"), prepared.sheet),
            (_("Title"), plan.title),
            (_("Households"), number(len(plan.rows))),
            (_("Members"), number(sum(plan.members.values()))),
        ]
        if prepared.encoding:
            facts.append((_("Old encoding, decoded"), prepared.encoding))
        self._view.show_found(
            Found(
                prepared.file_name,
                tuple((name, value) for name, value in facts if value),
                column_words(dict(prepared.columns)),
                plan.year,
            )
        )
        self._view.show_hamlets([f"{one.kind} {one.name}" for one in plan.new_hamlets])
        self._view.show_problems(plan.problems)
        self._view.show_leave_out(plan.households[RowKind.WRONG])
        self.filter_by(None)
        self._allow()
        self._go(Step.FOUND)

    def filter_by(self, kind: RowKind | None) -> None:
        """Show only the households of *kind*; the same again shows all."""
        if self.prepared is None:
            return
        self.chosen = None if kind is self.chosen else kind
        plan = self.prepared.plan
        self._view.show_counts({one: plan.households[one] for one in KINDS}, self.chosen)
        self._view.show_rows([row for row in plan.rows if self.chosen in (None, row.kind)])

    def leave_out(self, *, ticked: bool) -> None:
        """The person ticked that wrong households stay out."""
        self._leave_out = ticked
        self._allow()

    def _why_not(self) -> str:
        if self.prepared is None:
            return _("Choose a file first.")
        plan = self.prepared.plan
        if plan.changes_nothing:
            return _("The store already holds everything in this list; there is nothing to import.")
        if plan.households[RowKind.WRONG] and not self._leave_out:
            return _("Some households are wrong. Mend them in the workbook, or tick that they are left out.")
        return ""

    def _allow(self) -> None:
        why_not = self._why_not()
        self._view.show_can_apply(can=not why_not, why_not=why_not)

    def next(self) -> None:
        """From what was found to what will happen."""
        if self.prepared is not None:
            self._go(Step.PREVIEW)

    def back(self) -> bool:
        """One step back; False where there is none."""
        if self.step is Step.PREVIEW:
            self._go(Step.FOUND)
        elif self.step in (Step.FOUND, Step.DONE):
            self.begin()
        else:
            return False
        return True

    def apply(self) -> None:
        """Store all of it, or nothing."""
        prepared = self.prepared
        if prepared is None or self._why_not():
            return
        self._view.show_error(None)

        def done(result: object) -> None:
            if isinstance(result, ImportResult):
                self._applied(result)

        self._run(_("Storing the list"), lambda progress: self._services.apply(prepared, progress), done, self._failed)

    def _applied(self, result: ImportResult) -> None:
        self.result = result
        kept = {kind: count for kind, count in result.households.items() if kind != RowKind.WRONG}
        text = _("Imported: {counts}.").format(counts=count_words(kept))
        wrong = result.households.get(RowKind.WRONG, 0)
        if wrong:
            text += " " + _("{count} wrong households were left out.").format(count=number(wrong))
        self._view.show_result(text, can_undo=bool(result.import_id))
        self._go(Step.DONE)
        self._view.changed()

    def undo(self, import_id: str = "") -> None:
        """Take an import back whole: the one just made, or one of the list."""
        wanted = import_id or (self.result.import_id if self.result else "")
        if not wanted:
            return
        self._view.show_error(None)

        def done(count: object) -> None:
            self._view.tell(_("The import was taken back."))
            if self.result is not None and self.result.import_id == wanted:
                self.begin()
            self._view.changed()

        self._run(_("Taking the import back"), lambda progress: self._services.undo(wanted), done, self._failed)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, SinhkeError):
            self._view.show_error(error)
        else:
            self._view.failed(error)

    def _go(self, step: Step) -> None:
        self.step = step
        self._view.show_step(step)
