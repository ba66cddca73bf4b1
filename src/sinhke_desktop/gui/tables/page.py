"""Bảng biểu: the fifteen tables at the left, the chosen one at the right, its households one key away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QListWidget, QSplitter, QVBoxLayout, QWidget

from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.issued_paper import POVERTY_TABLES
from sinhke_desktop.domain.poverty_records import Results
from sinhke_desktop.domain.poverty_tables import NUMBERS, TITLES
from sinhke_desktop.domain.poverty_tables.scopes import hamlet_words
from sinhke_desktop.domain.poverty_tables.table import Table, Unit
from sinhke_desktop.gui import errors, theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.privacy import masking
from sinhke_desktop.gui.tables.denominators_dialog import DenominatorsDialog
from sinhke_desktop.gui.tables.grid import TableGrid
from sinhke_desktop.gui.tables.presenter import Choice, TableServices, TablesPaper, TablesPresenter
from sinhke_desktop.gui.widgets import (
    EmptyState,
    Flow,
    Notice,
    PageHeader,
    Pill,
    PrimaryButton,
    QuietButton,
    choices,
    label,
)
from sinhke_desktop.gui.widgets.choosing_files import excel_to_write, pdf_to_write
from sinhke_desktop.gui.widgets.paper_view import PaperDialog
from sinhke_desktop.i18n import _
from sinhke_desktop.services import denominators, hamlets, poverty_tables

FOLDER = "tables_folder"
LIST_WIDTH = 250
LIST_HEIGHT = 120
SIDE_BY_SIDE = 640
QWIDGETSIZE_MAX = 16_777_215


class TablesPage(Page):
    """The tables of one year."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.totals = QuietButton(_("Totals of hamlets"), "map-pin", self.ask_totals, key="Ctrl+T")
        self.excel = QuietButton(_("Save Excel"), "file-spreadsheet", partial(self._save, excel=True), key="Ctrl+E")
        self.print = QuietButton(_("Print"), "printer", lambda: self.presenter.print(), key="Ctrl+P")
        self.pdf = PrimaryButton(_("Save PDF"), "download", partial(self._save, excel=False), key="Ctrl+S")
        self.header = PageHeader(_("Tables"), "", self.totals, self.excel, self.print, self.pdf)
        column.addWidget(self.header)
        self.filters = self._filters()
        column.addWidget(self.filters)
        self.breaks = Notice("warn")
        self.breaks.add_button(_("See the households"), lambda: self.presenter.open_breaks())
        self.missing = Notice("info")
        self.missing.add_button(_("Type them"), self.ask_totals)
        column.addWidget(self.breaks)
        column.addWidget(self.missing)
        self.none = EmptyState(
            "table", _("No reviews yet"), "", _("Import a list"), lambda: context.navigate("households", imports=True)
        )
        column.addWidget(self.none, 1)
        self.sides = QSplitter(Qt.Orientation.Horizontal)
        self.sides.setChildrenCollapsible(False)
        self.sides.addWidget(self._list())
        self.sides.addWidget(self._right())
        self.sides.setStretchFactor(0, 0)
        self.sides.setStretchFactor(1, 1)
        self.sides.setSizes([self._list_width, theme.px(900)])
        column.addWidget(self.sides, 1)
        self.none.hide()
        self.dialog: PaperDialog | DenominatorsDialog | None = None
        covering = masking.current()
        if covering is not None:
            covering.changed.connect(self._look_again)
        runner = context.runner
        self.presenter = TablesPresenter(
            self, _services(context), runner.run, partial(runner.run_shown, self), context.navigate, context.toast
        )

    def _look_again(self) -> None:
        """What this screen covers has changed."""
        if self.presenter.table is not None and self.presenter.table.listing:
            self.grid.show_table(self.presenter.table)

    def _filters(self) -> QWidget:
        self.year = choices()
        self.results = choices(
            (Results.BEST.value, _("Official, else preliminary")),
            (Results.OFFICIAL.value, _("Official only")),
            (Results.PRELIMINARY.value, _("Preliminary only")),
        )
        self.hamlet = choices()
        self.unit = choices(
            ("", _("Households and people")),
            (Unit.HOUSEHOLDS.value, _("Households")),
            (Unit.PERSONS.value, _("People")),
        )
        self.which = choices(
            ("one", _("Save this table")), ("sums", _("Save the 13 counts")), ("all", _("Save all 15"))
        )
        named = (
            (self.year, _("Year")), (self.results, _("Results")), (self.hamlet, _("Hamlet")),
            (self.unit, _("Count by")), (self.which, _("What is saved or printed")),
        )  # fmt: skip
        for box, name in named:
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.activated.connect(self._chosen)
        return Flow(*(box for box, _name in named))

    def _list(self) -> QWidget:
        self.list = QListWidget()
        self.list.setAccessibleName(_("Tables"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.addItems([f"{number}. {TITLES[number]}" for number in NUMBERS])
        self._list_width = max(self.list.sizeHintForColumn(0) + theme.px(36), theme.px(LIST_WIDTH))
        self.list.setMinimumWidth(theme.px(180))
        self.list.setMaximumWidth(self._list_width)
        self.list.setCurrentRow(0)
        self.list.currentRowChanged.connect(lambda row: self.presenter.choose(number=NUMBERS[max(row, 0)]))
        return self.list

    def _right(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 0, 0, 0)
        column.setSpacing(8)
        self.title = label("", "card-title")
        self.status = Pill("", "neutral")
        self.empty = EmptyState("table", "", "")
        self.grid = TableGrid()
        self.grid.opened.connect(lambda row, place: self.presenter.open(row, place))
        self.notes = label("", "secondary")
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.title)
        column.addWidget(Flow(self.status))
        column.addWidget(self.empty, 1)
        column.addWidget(self.grid, 1)
        column.addWidget(self.notes)
        self.empty.hide()
        return side

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side, or below each other where there is little room."""
        super().resizeEvent(event)
        narrow = event.size().width() < theme.px(SIDE_BY_SIDE)
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.sides.orientation() != wanted:
            self.sides.setOrientation(wanted)
            self.list.setMaximumWidth(QWIDGETSIZE_MAX if narrow else self._list_width)
            self.list.setMinimumHeight(theme.px(LIST_HEIGHT) if narrow else 0)
            self.list.setMaximumHeight(theme.px(LIST_HEIGHT) if narrow else QWIDGETSIZE_MAX)

    # The page's contract

    def refresh(self) -> None:
        self.presenter.refresh()

    def open(self, **args: object) -> None:
        """``number`` (or ``table``) shows that table, ``year`` that year."""
        number = int(str(args.get("number") or args.get("table") or 0))
        year = int(str(args.get("year") or 0))
        if year:
            self.presenter.choose(year=year)
        if number in NUMBERS:
            self.list.setCurrentRow(NUMBERS.index(number))

    # What the presenter shows

    def show_choices(self, years: Sequence[int], hamlets: Sequence[Hamlet], choice: Choice) -> None:
        """See :class:`TablesView`."""
        self._show_side(table=True)
        _fill(self.year, [(str(year), str(year)) for year in years], str(choice.year))
        pairs = [("", _("All hamlets")), *((one.id, hamlet_words(one)) for one in hamlets)]
        _fill(self.hamlet, pairs, choice.hamlet_id)

    def show_table(self, table: Table, choice: Choice) -> None:
        """See :class:`TablesView`."""
        self._show_side(table=True)
        self.empty.hide()
        for part in (self.title, self.status, self.grid, self.notes):
            part.show()
        self.title.setText(f"Biểu {table.number}. {table.title}")
        official = "sơ bộ" not in table.subtitle
        self.status.show_tone(f"{table.subtitle}, năm {choice.year}", "escaped" if official else "near-poor")
        self.unit.setEnabled(table.by_unit)
        self.grid.show_table(table)
        marks = [_("Not verified: {text}").format(text=text) for text in table.marks]
        self.notes.setText("\n".join([*table.notes, *marks]))

    def show_empty(self, title: str, text: str, *, no_reviews: bool) -> None:
        """See :class:`TablesView`."""
        self._show_side(table=not no_reviews)
        shown = self.none if no_reviews else self.empty
        shown.title.setText(title)
        shown.text.setText(text)
        shown.show()
        if not no_reviews:
            for part in (self.title, self.status, self.grid, self.notes):
                part.hide()
        else:
            self.show_breaks("")
            self.show_missing("")

    def _show_side(self, *, table: bool) -> None:
        self.none.setVisible(not table)
        for part in (self.sides, self.filters, self.totals, self.excel, self.print, self.pdf):
            part.setVisible(table)

    def show_missing(self, text: str) -> None:
        """See :class:`TablesView`."""
        self.missing.show_text("info", text)

    def show_breaks(self, text: str) -> None:
        """See :class:`TablesView`."""
        self.breaks.show_text("warn", text)

    def show_paper(self, paper: TablesPaper) -> None:
        """See :class:`TablesView`."""
        dialog = self.dialog = PaperDialog(self, self.context, paper.title, folder=FOLDER)
        dialog.paper.show_paper(
            paper.pdf, kind=POVERTY_TABLES, title=paper.title, subject=paper.subject,
            household_ids=paper.household_ids, file_name=paper.file_name, excel=paper.excel,
        )  # fmt: skip
        dialog.open()

    def show_error(self, error: BaseException) -> None:
        """See :class:`TablesView`."""
        errors.show(self, error)

    # What was pressed

    def _chosen(self) -> None:
        unit = self.unit.currentData()
        self.presenter.choose(
            year=int(self.year.currentData()),
            results=Results(self.results.currentData()),
            hamlet_id=str(self.hamlet.currentData() or ""),
            unit=Unit(unit) if unit else None,
            which=str(self.which.currentData()),
        )

    def _save(self, *, excel: bool) -> None:
        if self.presenter.table is None:
            return
        settings = self.context.settings
        if not excel:
            path = pdf_to_write(self, settings, FOLDER, _("Save the tables"), self.presenter.file_name("pdf"))
        else:
            path = excel_to_write(self, settings, FOLDER, _("Save the tables"), self.presenter.file_name("xlsx"))
        if path is not None:
            self.presenter.save(path, excel=excel)

    def ask_totals(self) -> None:
        """Ask for the totals of the hamlets in the chosen year."""
        workspace, year = self.context.workspace, self.presenter.choice.year
        if not year:
            return
        counted = self.presenter.counted()
        self.dialog = DenominatorsDialog(
            self,
            year,
            denominators.stated(workspace, year),
            lambda typed: denominators.state(workspace, year, typed, counted),
            lambda: denominators.proposed(workspace, year),
        )
        self.dialog.accepted.connect(self._totals_kept)
        self.dialog.open()

    def _totals_kept(self) -> None:
        self.context.toast(_("The totals were saved."))
        self.context.refresh()


def _fill(box: QComboBox, pairs: Sequence[tuple[str, str]], chosen: str) -> None:
    """Put *pairs* of value and words into *box*, unless the same stand there."""
    with QSignalBlocker(box):
        if [(box.itemData(place), box.itemText(place)) for place in range(box.count())] != list(pairs):
            box.clear()
            for value, words in pairs:
                box.addItem(words, value)
        box.setCurrentIndex(max(box.findData(chosen), 0))


def _services(context: Context) -> TableServices:
    opened = context.workspace
    return TableServices(
        years=partial(poverty_tables.years, opened),
        hamlets=partial(hamlets.all_hamlets, opened),
        stamp=partial(poverty_tables.stamp, opened),
        load=partial(poverty_tables.load, opened),
        build=poverty_tables.tables,
        missing=partial(denominators.missing, opened),
        render=partial(poverty_tables.render, opened),
        words=lambda facts, shown: (
            poverty_tables.title_of(shown),
            poverty_tables.subject_of(facts, shown),
            poverty_tables.households_of(shown),
        ),
        write_pdf=partial(poverty_tables.write_pdf, opened),
        write_excel=partial(poverty_tables.write_excel, opened),
    )
