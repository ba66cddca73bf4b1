"""Sổ văn bản: every paper that left the program, newest first; looked at, printed and saved again as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from sinhke_desktop.domain.issued_paper import IssuedPaper
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors, theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.papers.dialogs import MarkDialog, NumberDialog
from sinhke_desktop.gui.papers.presenter import PaperLine, compared_words, filtered, kinds, line, standing, years
from sinhke_desktop.gui.widgets import (
    Column,
    DangerButton,
    DataTable,
    Dialog,
    EmptyState,
    Flow,
    PageHeader,
    PrimaryButton,
    QuietButton,
    RowsModel,
    SearchField,
    choices,
    label,
)
from sinhke_desktop.gui.widgets.paper_view import PaperView
from sinhke_desktop.i18n import _
from sinhke_desktop.services import data_mark, issued_papers

FOLDER = "papers_folder"


@dataclass(frozen=True, slots=True)
class PapersRead:
    """What the page reads: the lines, newest first, and the room that all copies take."""

    lines: list[PaperLine]
    size: int


class PapersPage(Page):
    """The list, or one paper of it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.lines: list[PaperLine] = []
        self._size = 0
        self._wanted = ""
        self.dialog: Dialog | None = None
        self.list_side, self.paper_side = self._list(), self._paper()
        self.paper_side.hide()
        column.addWidget(self.list_side, 1)
        column.addWidget(self.paper_side, 1)

    # How it is laid out

    def _list(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.compare = QuietButton(_("Compare a data mark"), "scan-line", self.ask_mark, key="Ctrl+M")
        self.look = PrimaryButton(_("Open"), "eye", self.open_chosen, key="Ctrl+O")
        self.header = PageHeader(_("Issued papers"), "", self.compare, self.look)
        column.addWidget(self.header)
        self.field = SearchField(_("Find by title, number, day or mark"))
        self.field.searched.connect(lambda _text: self._show())
        self.field.setMinimumWidth(theme.px(280))
        self.kind, self.year = choices(("", _("All kinds"))), choices(("", _("All years")))
        for box, name in ((self.kind, _("Kind of paper")), (self.year, _("Year"))):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.currentIndexChanged.connect(lambda _at: self._show())
        self.kind.setMaximumWidth(theme.px(200))
        self.print = QuietButton(_("Print again"), "printer", self.print_again, key="Ctrl+P")
        self.number = QuietButton(_("Number and day"), "pencil", self.ask_number, key="Ctrl+E")
        self.delete = DangerButton(_("Delete a trial print"), "trash-2", self.delete_chosen, key="Ctrl+Del")
        self.filters = Flow(self.field, self.kind, self.year, self.print, self.number, self.delete)
        column.addWidget(self.filters)
        self.model: RowsModel[PaperLine] = RowsModel(_columns())
        self.table = DataTable(self.model, stretch=(1,))
        self.table.opened.connect(lambda _row: self.open_chosen())
        self.table.chosen.connect(lambda _row: self._offer())
        self.field.left_down.connect(lambda: self.table.setFocus())
        column.addWidget(self.table, 1)
        self.about = label("", "secondary")
        column.addWidget(self.about)
        self.nothing = label(_("No paper fits these words and filters."), "secondary")
        column.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignTop)
        self.empty = EmptyState(
            "files",
            _("No paper has left this machine yet"),
            _("Whatever you print or save as PDF is kept here whole, with its number, day and data mark, so that it "
              "can be printed again exactly as it was."),
            _("To the reports"),
            lambda: self.context.navigate("reports"),
        )  # fmt: skip
        column.addWidget(self.empty, 1)
        return side

    def _paper(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.back = QuietButton(_("Back to the list"), "arrow-left", self.show_list, key="Esc")
        self.paper_header = PageHeader("", "", self.back)
        self.told = label("", "secondary")
        column.addWidget(self.paper_header)
        column.addWidget(self.told)
        self.paper = PaperView(self.context, folder=FOLDER)
        self.paper.issued.connect(lambda _kept: self.refresh())
        column.addWidget(self.paper, 1)
        return side

    # The page's contract

    def refresh(self) -> None:
        workspace = self.context.workspace

        def read(_progress: object) -> PapersRead:
            found = [line(one) for one in issued_papers.listed(workspace)]
            return PapersRead(found, issued_papers.size_kept(workspace))

        self.context.runner.run(read, self._have_read)

    def open(self, **args: object) -> None:
        """``paper_id`` opens that paper."""
        self._wanted = str(args.get("paper_id") or "")

    def search(self) -> None:
        if self.paper_side.isVisibleTo(self):
            self.paper.search()
        else:
            self.field.setFocus()

    # What is shown

    def _have_read(self, read: PapersRead) -> None:
        self.lines, self._size = read.lines, read.size
        _fill(self.kind, [("", _("All kinds")), *kinds(read.lines)])
        _fill(self.year, [("", _("All years")), *((year, year) for year in years(read.lines))])
        self._show()
        wanted, self._wanted = self._wanted, ""
        if any(one.paper.id == wanted for one in read.lines):
            self.open_paper(next(one for one in read.lines if one.paper.id == wanted))

    def _show(self) -> None:
        chosen = self.chosen()
        shown = filtered(self.lines, self.field.text(), str(self.kind.currentData()), str(self.year.currentData()))
        self.model.set_rows(shown)
        at = next((row for row, one in enumerate(shown) if chosen and one.paper.id == chosen.paper.id), 0)
        if shown:
            self.table.choose(at)
        self.empty.setVisible(not self.lines)
        self.table.setVisible(bool(shown))
        self.nothing.setVisible(bool(self.lines) and not shown)
        for part in (self.filters, self.look):
            part.setVisible(bool(self.lines))
        self.header.set_subtitle(standing(len(shown), len(self.lines), self._size) if self.lines else "")
        self._offer()

    def chosen(self) -> PaperLine | None:
        """The line that is chosen."""
        at = self.table.current_row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _offer(self) -> None:
        chosen = self.chosen()
        for button in (self.look, self.print, self.number, self.delete):
            button.setEnabled(chosen is not None)
        self.about.setText(chosen.about if chosen is not None else "")
        self.about.setVisible(chosen is not None)

    def show_list(self) -> None:
        """Back from a paper."""
        self.paper_side.hide()
        self.list_side.show()
        self.table.setFocus()

    # What was pressed

    def open_chosen(self) -> None:
        """Show the chosen paper."""
        chosen = self.chosen()
        if chosen is not None:
            self.open_paper(chosen)

    def print_again(self) -> None:
        """Show the chosen paper and ask for the printer."""
        chosen = self.chosen()
        if chosen is not None:
            self.open_paper(chosen, printing=True)

    def open_paper(self, chosen: PaperLine, *, printing: bool = False) -> None:
        """Read the kept copy and show it; it leaves again exactly as it was."""
        workspace, paper = self.context.workspace, chosen.paper

        def read(_progress: object) -> tuple[bytes, list[str]]:
            return issued_papers.pdf_of(workspace, paper.id), issued_papers.households_of(workspace, paper.id)

        def show(found: tuple[bytes, list[str]]) -> None:
            pdf, household_ids = found
            self.list_side.hide()
            self.paper_side.show()
            self.paper_header.set_title(paper.title)
            self.told.setText(chosen.standing)
            self.paper.show_paper(
                pdf, kind=paper.kind, title=paper.title, subject=paper.subject, household_ids=household_ids,
                file_name=_file_name(paper),
            )  # fmt: skip
            self.paper.preview.setFocus()
            if printing:
                self.paper.print_pages()

        self.context.runner.run(read, show, failed=partial(errors.show, self))

    def ask_number(self) -> None:
        """Ask for the number and day that the office gave."""
        chosen = self.chosen()
        if chosen is None:
            return
        workspace, paper = self.context.workspace, chosen.paper
        self.dialog = NumberDialog(
            self,
            paper,
            lambda number, day: issued_papers.give_number(workspace, paper.id, number, day),
            self._numbered,
        )
        self.dialog.open()

    def _numbered(self) -> None:
        self.context.toast(_("Number and day were noted."))
        self.context.refresh()

    def delete_chosen(self) -> None:
        """Delete the kept copy; the word at the foot of the window takes it back."""
        chosen = self.chosen()
        if chosen is None:
            return
        workspace = self.context.workspace
        try:
            gone = issued_papers.forget(workspace, chosen.paper.id)
        except SinhkeError as error:
            errors.show(self, error)
            return

        def put_back() -> None:
            issued_papers.restore(workspace, gone)
            self.context.refresh()

        self.context.toast(_("The kept copy was deleted: {paper}").format(paper=chosen.paper.title), put_back)
        self.context.refresh()

    def ask_mark(self) -> None:
        """Compare a mark from a paper with the data."""
        self.dialog = MarkDialog(self, self._compared)
        self.dialog.open()

    def _compared(self, text: str) -> tuple[bool, str]:
        found = data_mark.compare(self.context.workspace, text)
        bearing = [one.paper for one in self.lines if one.paper.mark == found.mark]
        return found.held, compared_words(found, bearing)


def _columns() -> list[Column[PaperLine]]:
    return [
        Column(_("Made"), lambda one: one.made),
        Column(_("Paper"), lambda one: one.words, tip=lambda one: one.kind),
        Column(_("Number and symbol"), lambda one: one.paper.number),
        Column(_("Day of issue"), lambda one: one.day),
        Column(_("Pages"), lambda one: str(one.paper.pages), numeric=True),
    ]


def _file_name(paper: IssuedPaper) -> str:
    kept = "".join(char if char.isalnum() else "-" for char in paper.number)
    return f"{paper.kind.replace('_', '-')}{'-' if kept else ''}{kept}.pdf"


def _fill(box: QComboBox, pairs: Sequence[tuple[str, str]]) -> None:
    chosen = str(box.currentData() or "")
    with QSignalBlocker(box):
        box.clear()
        for value, words in pairs:
            box.addItem(words, value)
        box.setCurrentIndex(max(box.findData(chosen), 0))
    box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + theme.px(40))
