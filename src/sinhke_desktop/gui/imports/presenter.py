"""Importing a review list, step by step: nothing is written before the person says so. Knows no Qt."""

from __future__ import annotations

from pathlib import Path

from sinhke_desktop.domain.column_mapping import ColumnMapping
from sinhke_desktop.domain.import_plan import RowKind
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.imports.column_choice import ColumnChoice
from sinhke_desktop.gui.imports.contract import Found, ImportServices, ImportsView, Runs, Step
from sinhke_desktop.gui.imports.words import KINDS, column_words, count_words, number, recent_line
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import Progress
from sinhke_desktop.services.imports import ImportResult, Looked, PreparedImport, UndoBlocked, Undone

NO_YEAR = "EX-08"


class ImportsPresenter:
    """Holds the prepared import; every step can be gone back from."""

    def __init__(self, view: ImportsView, services: ImportServices, run: Runs) -> None:
        self._view = view
        self._services = services
        self._run = run
        self.prepared: PreparedImport | None = None
        self.result: ImportResult | None = None
        self._path: Path | None = None
        self._looked: Looked | None = None
        self._year: int | None = None
        self.columns: ColumnChoice | None = None
        self.chosen: RowKind | None = None
        self._leave_out = False
        self.step = Step.FILE

    def refresh(self) -> None:
        """Read the list of imports again."""
        self._view.show_recent([recent_line(batch) for batch in self._services.recent()])
        self._view.show_step(self.step)

    def begin(self) -> None:
        """Back to the first step."""
        self.prepared = self.result = self.columns = self._looked = None
        self.chosen, self._leave_out = None, False
        self._view.show_error(None)
        self._go(Step.FILE)

    def choose(self, path: Path, year: int | None = None) -> None:
        """Read *path* and say what importing it would do."""
        self._path, self._looked, self._year = path, None, year
        self._read(path, None)

    def _read(self, path: Path, mapping: ColumnMapping | None) -> None:
        looked, year = self._looked, self._year
        self._view.show_error(None)

        def work(progress: Progress) -> object:
            found = looked or self._services.look(path, progress)
            if found.mapping is None and mapping is None:
                return found
            return found, self._services.plan(found, year, mapping, progress)

        def done(found: object) -> None:
            if isinstance(found, Looked):
                self._looked = found
                self._choose_columns(ColumnChoice(found))
            elif isinstance(found, tuple):
                self._looked = found[0]
                self._take(found[1])

        def failed(error: BaseException) -> None:
            if isinstance(error, SinhkeError) and error.code == NO_YEAR:
                self._view.ask_year(path)
            else:
                self._failed(error)

        self._run(_("Reading {file}").format(file=path.name), work, done, failed)

    def give_year(self, path: Path, year: int) -> None:
        """The year of a list whose title names none; the columns stay as they were corrected."""
        self._path, self._year = path, year
        self._read(path, self.columns.mapping if self.columns else None)

    def change_year(self, year: int) -> None:
        """Compare the same file again for another year."""
        if self._path is not None and (self.prepared is None or year != self.prepared.plan.year):
            self._year = year
            self._read(self._path, self.columns.mapping if self.columns else None)

    # columns

    def correct_columns(self) -> None:
        """Let the person say which column means what."""
        if self._looked is not None:
            mapping = self.prepared.mapping if self.prepared else None
            self._choose_columns(self.columns or ColumnChoice(self._looked, mapping))

    def _choose_columns(self, choice: ColumnChoice) -> None:
        self.columns = choice
        self._view.show_columns(choice.shown())
        self._go(Step.COLUMNS)

    def choose_sheet(self, name: str) -> None:
        """The list is on another sheet."""
        if self.columns is not None:
            self.columns.choose_sheet(name)
            self._view.show_columns(self.columns.shown())

    def choose_rows(self, first_row: int, last_row: int) -> None:
        """The header is in other rows."""
        if self.columns is not None:
            self.columns.choose_rows(first_row, last_row)
            self._view.show_columns(self.columns.shown())

    def give_field(self, letter: str, field: str) -> None:
        """A column means something else, or nothing."""
        if self.columns is not None:
            self.columns.give(letter, field)
            self._view.show_columns(self.columns.shown())

    def read_columns(self) -> None:
        """Read the list as the columns were corrected."""
        if self.columns is not None and self._path is not None and not self.columns.mapping.problems():
            self._read(self._path, self.columns.mapping)

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
                self._not_read(prepared),
                bool(prepared.looked and prepared.looked.remembered),
            )
        )
        self._view.show_hamlets([f"{one.kind} {one.name}" for one in plan.new_hamlets])
        self._view.show_problems(plan.problems)
        self._view.show_leave_out(plan.households[RowKind.WRONG])
        self.filter_by(None)
        self._allow()
        self._go(Step.FOUND)

    def _not_read(self, prepared: PreparedImport) -> tuple[str, ...]:
        """Columns with a heading that nothing is taken from."""
        if prepared.looked is None or prepared.mapping is None:
            return ()
        columns = prepared.looked.sheet(prepared.mapping).columns
        return tuple(f"{one.letter}: {one.wording}" for one in columns if one.wording and not one.field)

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
        if self.step is Step.PREVIEW or (self.step is Step.COLUMNS and self.prepared is not None):
            self._go(Step.FOUND)
        elif self.step in (Step.COLUMNS, Step.FOUND, Step.DONE):
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

        def failed(error: BaseException) -> None:
            if isinstance(error, UndoBlocked) and error.others:
                self._view.offer_untouched(wanted, error)
            else:
                self._failed(error)

        self._run(_("Taking the import back"), lambda progress: self._services.undo(wanted), done, failed)

    def undo_untouched(self, import_id: str) -> None:
        """Take back what nobody has touched since; the rest stays."""
        self._view.show_error(None)

        def done(undone: object) -> None:
            if not isinstance(undone, Undone):
                return
            text = _("Taken back: {count} records. Kept as they are now: {names}.")
            self._view.tell(text.format(count=number(undone.records), names=", ".join(undone.kept[:5]) or _("nothing")))
            if self.result is not None and self.result.import_id == import_id:
                self.begin()
            self._view.changed()

        self._run(
            _("Taking the import back"), lambda progress: self._services.undo_untouched(import_id), done, self._failed
        )

    def hand_back(self, target: Path) -> None:
        """Write the copy of the workbook with the wrong rows marked."""
        prepared = self.prepared
        if prepared is None:
            return
        self._view.show_error(None)

        def done(count: object) -> None:
            self._view.tell(_("Saved: {file}. Mend the coloured rows there and import it.").format(file=target.name))

        def failed(error: BaseException) -> None:
            if isinstance(error, OSError):
                message = _("The copy could not be written. Nothing was changed.")
                error = SinhkeError(message, _("Choose another folder, or close the file in Excel."), "EX-12")
            self._failed(error)

        self._run(
            _("Writing the wrong rows"),
            lambda progress: self._services.hand_back(prepared, target, progress),
            done,
            failed,
        )

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, SinhkeError):
            self._view.show_error(error)
        else:
            self._view.failed(error)

    def _go(self, step: Step) -> None:
        self.step = step
        self._view.show_step(step)
