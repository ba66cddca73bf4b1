"""Importing a review list: choose the file, see what was found, see what will happen, apply, take back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from sinhke_desktop.domain.import_plan import PlannedHousehold, RowKind
from sinhke_desktop.domain.review_list import ListProblem
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.imports.column_choice import ColumnsShown
from sinhke_desktop.gui.imports.columns_form import ColumnsPart
from sinhke_desktop.gui.imports.contract import Found, ImportServices, Step
from sinhke_desktop.gui.imports.form import FilePart, FoundPart, PreviewPart, ResultPart
from sinhke_desktop.gui.imports.presenter import ImportsPresenter
from sinhke_desktop.gui.imports.table_model import recent_columns
from sinhke_desktop.gui.imports.words import RecentLine
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.widgets import (
    Card,
    DataTable,
    Dialog,
    FormField,
    Notice,
    PageHeader,
    QuietButton,
    RowsModel,
    Stage,
    StageLine,
    StageState,
    label,
)
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import Progress
from sinhke_desktop.services import imports

SUFFIXES = (".xlsx", ".xls", ".xlsm", ".ods", ".csv", ".tsv", ".txt")
SHOWN_NAMES = 12
FOLDER = "import_folder"


class ImportsPage(Page):
    """Tells :attr:`left` when the person goes back to the register."""

    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._lay_out()
        workspace = context.workspace
        services = ImportServices(
            look=lambda path, progress: imports.look(workspace, path, progress),
            plan=lambda looked, year, mapping, progress: imports.plan(
                workspace, looked.path, year, progress, mapping=mapping, looked=looked
            ),
            apply=lambda prepared, progress: imports.apply(workspace, prepared, progress),
            undo=lambda import_id: imports.undo(workspace, import_id),
            undo_untouched=lambda import_id: imports.undo_untouched(workspace, import_id),
            hand_back=lambda prepared, target, progress: imports.hand_back(workspace, prepared, target, progress),
            recent=lambda: imports.recent(workspace),
        )
        self.presenter = ImportsPresenter(self, services, self._run)
        self._connect()
        self.setAcceptDrops(True)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.back_button = QuietButton(_("Back"), "arrow-left", self._back, key="Esc")
        column.addWidget(PageHeader(_("Import from Excel"), "", self.back_button))
        self.stages = StageLine()
        column.addWidget(self.stages)
        self.notice = Notice()
        column.addWidget(self.notice)
        self.file = FilePart()
        self.columns = ColumnsPart()
        self.found = FoundPart()
        self.preview = PreviewPart()
        self.done = ResultPart()
        self._parts: dict[Step, QWidget] = {
            Step.FILE: self.file, Step.COLUMNS: self.columns, Step.FOUND: self.found, Step.PREVIEW: self.preview,
            Step.DONE: self.done,
        }  # fmt: skip
        for part in self._parts.values():
            column.addWidget(part, 1 if part is self.preview else 0)
        self.recent = Card(_("Recent imports"))
        self.recent_model: RowsModel[RecentLine] = RowsModel(recent_columns())
        self.recent_table = DataTable(self.recent_model, stretch=(1,), plain=True)
        self.recent.add(self.recent_table)
        self.undo_recent = QuietButton(_("Take the chosen import back"), "undo-2", self._undo_chosen)
        self.recent.body.addWidget(self.undo_recent, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.recent)
        self._rest = QWidget()
        column.addWidget(self._rest, 1)

    def _connect(self) -> None:
        self.file.choose.clicked.connect(lambda: self.choose_file())
        self.found.next.clicked.connect(lambda: self.presenter.next())
        self.found.year_chosen.connect(self.presenter.change_year)
        self.found.correct.clicked.connect(lambda: self.presenter.correct_columns())
        self.columns.sheet_chosen.connect(self.presenter.choose_sheet)
        self.columns.rows_chosen.connect(self.presenter.choose_rows)
        self.columns.field_chosen.connect(self.presenter.give_field)
        self.columns.read.clicked.connect(lambda: self.presenter.read_columns())
        self.preview.hand_back.clicked.connect(lambda: self._hand_back())
        self.preview.kind_chosen.connect(self.presenter.filter_by)
        self.preview.left_out.connect(lambda ticked: self.presenter.leave_out(ticked=ticked))
        self.preview.apply.clicked.connect(lambda: self.presenter.apply())
        self.done.undo.clicked.connect(lambda: self.presenter.undo())
        self.done.again.clicked.connect(lambda: self.presenter.begin())
        self.done.register.clicked.connect(lambda: self._leave())
        self.recent_table.chosen.connect(self._recent_chosen)

    def refresh(self) -> None:
        """Read the list of imports again."""
        self.presenter.refresh()

    def choose_file(self) -> None:
        """Ask for the workbook."""
        folder = str(self.context.settings.get(FOLDER, Path.home()))
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Choose the review list"), folder, _("Workbooks ({patterns})").format(patterns=patterns)
        )
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Read *path* and show what it would do."""
        self.context.settings.set(FOLDER, str(path.parent))
        self.presenter.choose(path)

    def _hand_back(self) -> None:
        """Ask where the copy with the wrong rows goes."""
        prepared = self.presenter.prepared
        if prepared is None:
            return
        folder = Path(str(self.context.settings.get(FOLDER, Path.home())))
        name = _("{file} - wrong rows.xlsx").format(file=Path(prepared.file_name).stem)
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save the wrong rows"), str(folder / name), _("Excel workbooks (*.xlsx)")
        )
        if chosen:
            target = Path(chosen)
            self.presenter.hand_back(
                target if target.suffix.lower() == ".xlsx" else target.with_name(target.name + ".xlsx")
            )

    def _run(
        self,
        title: str,
        work: Callable[[Progress], object],
        done: Callable[[object], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        self.context.runner.run_shown(self, title, work, done, failed=failed)

    def _back(self) -> None:
        if not self.presenter.back():
            self.left.emit()

    def _leave(self) -> None:
        self.presenter.begin()
        self.left.emit()

    def _recent_chosen(self, row: int) -> None:
        lines = self.recent_model.rows
        self.undo_recent.setEnabled(0 <= row < len(lines) and not lines[row].undone)

    def _undo_chosen(self) -> None:
        row = self.recent_table.current_row()
        if 0 <= row < len(self.recent_model.rows):
            self.presenter.undo(self.recent_model.rows[row].import_id)

    # dropping a file

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _workbook(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _workbook(event)
        if path is not None:
            event.acceptProposedAction()
            self.read(path)

    # what the presenter asks for

    def show_step(self, step: Step) -> None:
        """Show one step."""
        titles = (_("File"), _("Columns"), _("What was found"), _("What will happen"), _("Applied"))
        self.stages.set_stages(
            [
                Stage(title, "", StageState.DONE if at < step else StageState.NOW if at == step else StageState.LATER)
                for at, title in enumerate(titles)
            ]
        )
        for one, part in self._parts.items():
            part.setVisible(one is step)
        self._rest.setVisible(step is not Step.PREVIEW)
        self.recent.setVisible(step in (Step.FILE, Step.DONE) and bool(self.recent_model.rows))
        self.back_button.setText(_("Back to the register") if step is Step.FILE else _("Back"))
        focus = {
            Step.FILE: self.file.choose, Step.COLUMNS: self.columns.read, Step.FOUND: self.found.next,
            Step.PREVIEW: self.preview.table, Step.DONE: self.done.register,
        }  # fmt: skip
        focus[step].setFocus()

    def show_error(self, error: SinhkeError | None) -> None:
        """Say what happened above the step."""
        if error is None:
            self.notice.show_text("info", "")
        else:
            self.notice.show_error(error)

    def ask_year(self, path: Path) -> None:
        """The list names no year: ask for it."""
        dialog = YearDialog(self)
        dialog.given.connect(lambda year: self.presenter.give_year(path, year))
        dialog.open()

    def show_columns(self, shown: ColumnsShown) -> None:
        """Show what each column is taken for."""
        self.columns.show_columns(shown)

    def offer_untouched(self, import_id: str, error: imports.UndoBlocked) -> None:
        """Say what was changed since, and offer to take back the others."""
        dialog = UntouchedDialog(self, error)
        dialog.accepted.connect(lambda: self.presenter.undo_untouched(import_id))
        dialog.open()

    def show_found(self, found: Found) -> None:
        """Show sheet, columns and year."""
        self.found.show_found(found)

    def show_counts(self, counts: dict[RowKind, int], chosen: RowKind | None) -> None:
        """Show how many households are new, changed, the same, wrong."""
        self.found.show_counts(counts)
        self.preview.show_counts(counts, chosen)

    def show_rows(self, rows: Sequence[PlannedHousehold]) -> None:
        """Show the households of the chosen kind."""
        self.preview.show_rows(rows)

    def show_hamlets(self, names: Sequence[str]) -> None:
        """Say which hamlets will be created."""
        self.preview.show_hamlets(names)

    def show_problems(self, problems: Sequence[ListProblem]) -> None:
        """Show what is wrong by row and column."""
        self.preview.show_problems(problems)

    def show_leave_out(self, wrong: int) -> None:
        """Ask to tick that wrong households stay out."""
        self.preview.show_leave_out(wrong)

    def show_can_apply(self, *, can: bool, why_not: str) -> None:
        """Allow Apply, or say why not."""
        self.preview.show_can_apply(can=can, why_not=why_not)

    def show_result(self, text: str, *, can_undo: bool) -> None:
        """Say what was stored."""
        self.done.show_result(text, can_undo=can_undo)

    def show_recent(self, lines: Sequence[RecentLine]) -> None:
        """Show the imports of before."""
        self.recent_model.set_rows(lines)
        self.recent_table.fit_height()
        if lines:
            self.recent_table.choose(0)

    def tell(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say a short word."""
        self.context.toast(text, undo)

    def changed(self) -> None:
        """Something was stored."""
        self.context.refresh()

    def failed(self, error: BaseException) -> None:
        """A fault of the program."""
        errors.show(self, error)


class UntouchedDialog(Dialog):
    """An import cannot be taken back whole: names what was changed since and offers the rest."""

    def __init__(self, parent: QWidget, error: imports.UndoBlocked) -> None:
        super().__init__(
            parent,
            _("Take the others back?"),
            _("Take {count} others back").format(count=f"{error.others:,}".replace(",", ".")),
            text=_("These were changed or used after the import and stay as they are now:"),
        )
        names = label("\n".join(error.names[:SHOWN_NAMES]))
        self.add(names)
        if len(error.names) > SHOWN_NAMES:
            self.add(label(_("… and {count} more").format(count=len(error.names) - SHOWN_NAMES), "secondary"))


class YearDialog(Dialog):
    """Asks for the year of a list whose title names none."""

    given = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent, _("Which year?"), _("Read the list"), text=_("The title of the list names no year of the review.")
        )
        self.year = QLineEdit()
        self.field = FormField(_("Year of the review"), self.year)
        self.add(self.field)

    def confirm(self) -> None:
        """Leave only with a year."""
        text = self.year.text().strip()
        if not (text.isascii() and text.isdigit() and 2000 <= int(text) <= 2100):
            self.field.set_problem(_("Type a year such as 2025."))
            return
        self.accept()
        self.given.emit(int(text))


def _workbook(event: QDropEvent) -> Path | None:
    """The one workbook that is being dropped, if it is one."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in SUFFIXES else None
