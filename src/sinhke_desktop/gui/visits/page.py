"""Thăm hộ: who is due, forms to print and look at, the record of a visit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from sinhke_desktop.domain.visit_record import VisitInput
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors, theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.visits.form import VisitDialog
from sinhke_desktop.gui.visits.presenter import VisitLine, VisitsPresenter, VisitsRead
from sinhke_desktop.gui.visits.returned.pane import ReturnedPane
from sinhke_desktop.gui.visits.table_model import VisitsModel, VisitsTable
from sinhke_desktop.gui.widgets import (
    Dialog,
    EmptyState,
    Flow,
    PageHeader,
    PrimaryButton,
    QuietButton,
    SearchField,
    choices,
    label,
)
from sinhke_desktop.gui.widgets.choosing_files import pdf_to_write
from sinhke_desktop.gui.widgets.preview import Preview
from sinhke_desktop.gui.widgets.printing import PrintDialog
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import Progress
from sinhke_desktop.services import hamlets, households, register, visits, workspace
from sinhke_desktop.services.printing import write_document

FOLDER, HAMLET = "visit_forms_folder", "visits_hamlet"
DUE, EVERYBODY = "due", "everybody"
LOOKED_AT = 0.42


class VisitsPage(Page):
    """The list; or, after printing, the forms' pages."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.dialog: Dialog | None = None
        self._written: Path | None = None
        self.list_side, self.form_side = self._make_list(), self._make_forms()
        column.addWidget(self.list_side, 1)
        column.addWidget(self.form_side, 1)
        self.form_side.hide()
        self.returned: ReturnedPane | None = None
        opened = context.workspace

        def read() -> VisitsRead:
            return VisitsRead(visits.due(opened), register.load(opened).rows, hamlets.all_hamlets(opened))

        self.presenter = VisitsPresenter(self, read, context.runner.run)
        self.presenter.show_hamlet(str(context.settings.get(HAMLET, "")))
        self._connect()

    def _make_list(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.record = QuietButton(_("Record a visit"), "pencil", self._record_chosen, key="Ctrl+E")
        self.print = PrimaryButton(_("Print visit forms"), "printer", self._print, key="Ctrl+P")
        self.enter = QuietButton(_("Enter forms"), "scan-line", self._enter_forms, key="Ctrl+R")
        self.header = PageHeader(_("Home visits"), "", self.record, self.enter, self.print)
        column.addWidget(self.header)
        self.field = SearchField(_("Find by name or hamlet"))
        self.hamlet = choices(("", _("All hamlets")))
        self.hamlet.setAccessibleName(_("Hamlet"))
        self.which = choices((DUE, _("Households due")), (EVERYBODY, _("Every household")))
        self.which.setAccessibleName(_("Which households"))
        self.all = QCheckBox(_("Tick all shown"))
        self.count = label("", "secondary", wrap=False)
        column.addWidget(Flow(self.field, self.hamlet, self.which, self.all, self.count))
        self.model = VisitsModel()
        self.table = VisitsTable(self.model)
        self.table.setMinimumHeight(theme.px(240))
        column.addWidget(self.table, 1)
        self.nobody = EmptyState(
            "users",
            _("No households yet"),
            _("Import the review list from Excel or add households; then it says here whom to visit."),
            _("To the households"),
            lambda: self.context.navigate("households"),
        )
        self.nobody_due = EmptyState(
            "circle-check",
            _("Nobody is due here"),
            _("Everyone on this list was visited in time. Choose all households to print forms all the same."),
        )
        for empty in (self.nobody, self.nobody_due):
            empty.hide()
            column.addWidget(empty, 1)
        return side

    def _make_forms(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.back = QuietButton(_("Back to the list"), "arrow-left", self._show_list)
        self.copy = QuietButton(_("Save a copy"), "download", self._save_copy, key="Ctrl+S")
        self.paper = PrimaryButton(_("Print"), "printer", self._print_paper, key="Ctrl+P")
        self.forms_header = PageHeader(_("Visit forms"), "", self.back, self.copy, self.paper)
        column.addWidget(self.forms_header)
        self.preview = Preview(self.context.runner, zoom=LOOKED_AT)
        column.addWidget(self.preview, 1)
        QShortcut(QKeySequence("Esc"), side, self._show_list)
        return side

    def _connect(self) -> None:
        presenter = self.presenter
        self.field.searched.connect(presenter.search)
        self.field.left_down.connect(self.table.setFocus)
        self.hamlet.currentIndexChanged.connect(lambda _at: self._choose_hamlet())
        self.which.currentIndexChanged.connect(
            lambda _at: presenter.show_everybody(self.which.currentData() == EVERYBODY)
        )
        self.all.clicked.connect(lambda: presenter.tick_all(self.all.isChecked()))
        self.model.ticked.connect(presenter.tick)
        self.table.opened.connect(self._record)
        self.table.chosen.connect(lambda row: self.record.setEnabled(row >= 0))
        self.record.setEnabled(False)

    # The page's contract

    def refresh(self) -> None:
        self.presenter.refresh()
        if self.returned is not None and self.returned.isVisibleTo(self):
            self.returned.refresh()

    def search(self) -> None:
        self.field.setFocus()

    def new(self) -> None:
        self._record_chosen()

    def open(self, **args: object) -> None:
        self._show_list()
        if args.get("hamlet_id"):
            self.hamlet.setCurrentIndex(self.hamlet.findData(args["hamlet_id"]))
        wanted = [one for one in str(args.get("print_forms") or "").split(",") if one]
        if wanted:
            self._print_of(wanted)
        household_id = str(args.get("household_id") or "")
        if household_id:
            opened = self.context.workspace
            household = households.get(opened, household_id)
            names = {hamlet.id: hamlet.name for hamlet in hamlets.all_hamlets(opened)}
            self._record_of(household_id, household.head.full_name, names.get(household.hamlet_id, ""))

    # What the presenter shows

    def show_hamlets(self, hamlets: Sequence[tuple[str, str]], chosen: str) -> None:
        """See :class:`VisitsView`."""
        with QSignalBlocker(self.hamlet):
            self.hamlet.clear()
            self.hamlet.addItem(_("All hamlets"), "")
            for hamlet_id, name in hamlets:
                self.hamlet.addItem(name, hamlet_id)
            self.hamlet.setCurrentIndex(self.hamlet.findData(chosen))

    def show_lines(self, lines: Sequence[VisitLine]) -> None:
        """See :class:`VisitsView`."""
        self.model.set_rows(lines)
        self.show_ticks()
        self.table.show()
        for empty in (self.nobody, self.nobody_due):
            empty.hide()

    def show_empty(self, *, nobody: bool) -> None:
        """See :class:`VisitsView`."""
        self.table.hide()
        self.nobody.setVisible(nobody)
        self.nobody_due.setVisible(not nobody)

    def show_ticks(self) -> None:
        """See :class:`VisitsView`."""
        self.model.set_chosen(self.presenter.ticked)
        with QSignalBlocker(self.all):
            self.all.setChecked(self.presenter.all_ticked())

    def show_counts(self, due: int, shown: int, ticked: int) -> None:
        """See :class:`VisitsView`."""
        self.header.set_subtitle(_("{count} households are due for a visit").format(count=due))
        self.count.setText(_("{shown} shown, {ticked} ticked").format(shown=shown, ticked=ticked))
        self.print.setText(_("Print {count} visit forms").format(count=ticked) if ticked else _("Print visit forms"))
        self.print.setEnabled(ticked > 0)
        self.print.setToolTip(_("Print the ticked forms (Ctrl+P)") if ticked else _("Tick households first"))

    # What was pressed

    def _choose_hamlet(self) -> None:
        chosen = str(self.hamlet.currentData() or "")
        self.context.settings.set(HAMLET, chosen)
        self.presenter.show_hamlet(chosen)

    def _record_chosen(self) -> None:
        row = self.table.current_row()
        if row >= 0:
            self._record(row)

    def _record(self, row: int) -> None:
        line = self.presenter.lines[row]
        self._record_of(line.household_id, line.name, line.hamlet)

    def _record_of(self, household_id: str, name: str, where: str) -> None:
        opened = self.context.workspace
        self.dialog = VisitDialog(
            self, household_id, name, where, workspace.today(opened), self._save_visit, self._saved,
            lambda: self.context.navigate("households", household_id=household_id),
        )  # fmt: skip
        self.dialog.open()

    def _save_visit(self, typed: VisitInput) -> None:
        visits.record(self.context.workspace, typed)

    def _saved(self) -> None:
        self.context.toast(_("The visit is recorded."))
        self.context.refresh()

    def _print(self) -> None:
        chosen = self.presenter.chosen()
        if chosen:
            self._print_of(chosen)

    def _print_of(self, chosen: Sequence[str]) -> None:
        name = self.presenter.file_name(workspace.today(self.context.workspace))
        path = pdf_to_write(self, self.context.settings, FOLDER, _("Save the visit forms"), name)
        if path is not None:
            self.print_to(path, chosen)

    def print_to(self, path: Path, household_ids: Sequence[str]) -> None:
        """Write the forms to *path* in the worker, then show them."""
        opened = self.context.workspace

        def work(progress: Progress) -> tuple[int, bytes]:
            count = visits.print_forms(opened, household_ids, path, progress)
            return count, path.read_bytes()

        self.context.runner.run_shown(
            self, _("Drawing {count} visit forms").format(count=len(household_ids)), work,
            lambda done: self._show_forms(path, *done),
        )  # fmt: skip

    def _show_forms(self, path: Path, count: int, pdf: bytes) -> None:
        self._written = path
        self.list_side.hide()
        self.form_side.show()
        self.forms_header.set_subtitle(_("{count} forms, saved as {file}").format(count=count, file=path.name))
        self.preview.show_pdf(pdf)
        self.paper.setFocus()

    def _enter_forms(self) -> None:
        if self.returned is None:
            self.returned = ReturnedPane(self.context)
            self.returned.left.connect(self._show_list)
            self._column.addWidget(self.returned, 1)
        self.list_side.hide()
        self.form_side.hide()
        self.returned.show()
        self.returned.refresh()
        self.returned.begin()

    def _show_list(self) -> None:
        self.form_side.hide()
        if self.returned is not None:
            self.returned.hide()
        self.list_side.show()
        self.table.setFocus()

    def _save_copy(self) -> None:
        if self._written is None:
            return
        path = pdf_to_write(self, self.context.settings, FOLDER, _("Save a copy"), self._written.name)
        if path is not None:
            try:
                write_document(path, self.preview.pdf)
            except SinhkeError as error:
                errors.show(self, error)
                return
            self.context.toast(_("Saved as {file}.").format(file=path.name))

    def _print_paper(self) -> None:
        self.dialog = PrintDialog(self, self.context.runner, self.preview.pdf, _("Visit forms"))
        self.dialog.open()
