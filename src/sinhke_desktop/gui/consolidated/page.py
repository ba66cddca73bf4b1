"""Tổng hợp: all communes of a receiving office together, in tabs; each line leads down to what is behind it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from sinhke_desktop.domain.commune_totals import CommuneTotal
from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.issued_paper import CONSOLIDATED
from sinhke_desktop.domain.poverty_tables import TITLES
from sinhke_desktop.domain.poverty_tables.table import Table
from sinhke_desktop.gui import errors
from sinhke_desktop.gui.consolidated.choice import Asked, Choice, Looked, PaperToShow, Tab, View
from sinhke_desktop.gui.consolidated.dialogs import ModelDialog, RecordDialog
from sinhke_desktop.gui.consolidated.grid import CommunesGrid
from sinhke_desktop.gui.consolidated.presenter import ConsolidatedPresenter
from sinhke_desktop.gui.consolidated.register_side import RegisterSide
from sinhke_desktop.gui.consolidated.services import consolidated_services
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.households.words import number
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.widgets import (
    Dialog,
    EmptyState,
    Flow,
    Notice,
    PageHeader,
    PrimaryButton,
    QuietButton,
    choices,
    label,
)
from sinhke_desktop.gui.widgets.choosing_files import excel_to_write, pdf_to_write
from sinhke_desktop.gui.widgets.paper_view import PaperDialog
from sinhke_desktop.gui.widgets.section_tabs import SectionTabs
from sinhke_desktop.i18n import _
from sinhke_desktop.services import entity_words
from sinhke_desktop.services.commune_figures import SUMMED
from sinhke_desktop.services.consolidated import ShownCommune
from sinhke_desktop.services.consolidated_register import OfficeRow, ReadRecord
from sinhke_desktop.services.outgoing import HOUSEHOLD

FOLDER = "consolidated_folder"
LAST_TAB = "consolidated_tab"


class ConsolidatedPage(Page):
    """Tables, models, targets and households of all communes."""

    presenter: ConsolidatedPresenter

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.excel = QuietButton(_("Save Excel"), "file-spreadsheet", partial(self._save, excel=True), key="Ctrl+E")
        self.print = QuietButton(_("Print"), "printer", self._print, key="Ctrl+P")
        self.pdf = PrimaryButton(_("Save PDF"), "download", partial(self._save, excel=False), key="Ctrl+S")
        self.header = PageHeader(_("All communes together"), "", self.excel, self.print, self.pdf)
        column.addWidget(self.header)
        self.counting = Notice("info")
        self.counting.add_button(_("Stop"), lambda: self.presenter.stop_counting())
        column.addWidget(self.counting)
        self.tabs = SectionTabs({
            Tab.TABLES: _("Poverty tables"), Tab.MODELS: _("Livelihood models"), Tab.TARGETS: _("Targets and results"),
            Tab.REGISTER: _("Households"),
        })  # fmt: skip
        self.tabs.chosen.connect(self._tab_chosen)
        column.addWidget(self.tabs)
        self.filters = self._filters()
        column.addWidget(self.filters)
        self.title = label("", "card-title")
        column.addWidget(self.title)
        self.grid = CommunesGrid()
        self.grid.opened.connect(lambda row, place: self.presenter.open(row, place))
        self.grid.sorted_by.connect(lambda place: self.presenter.sort(place))
        self.notes = label("", "secondary")
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.register = RegisterSide()
        self.none = EmptyState("inbox", "", "", _("Receive a bundle"), lambda: context.navigate("office"))
        self.empty = EmptyState("table", "", "")
        column.addWidget(self.grid, 1)
        column.addWidget(self.notes)
        for part in (self.register, self.none, self.empty):
            column.addWidget(part, 1)
        self.dialog: Dialog | None = None
        self._shown: tuple[object, ...] = ()
        runner = context.runner
        self.presenter = ConsolidatedPresenter(
            self, consolidated_services(context.workspace), runner.run, partial(runner.run_shown, self), context.toast
        )
        self.register.presenter = self.presenter.register
        self._only()
        for keys, act in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._next_tab, act))
        up = QShortcut(QKeySequence("Alt+Left"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        up.activated.connect(lambda: self.presenter.back())
        kept = str(context.settings.get(LAST_TAB, ""))
        if kept in tuple(Tab):
            self.tabs.choose(kept)

    def _filters(self) -> QWidget:
        self.back = QuietButton(_("All communes"), "arrow-left", lambda: self.presenter.back(), key="Alt+Left")
        self.year = choices()
        self.number = choices(*((str(one), f"{one}. {TITLES[one]}") for one in SUMMED))
        self.view = choices(
            (View.TARGETS, _("Targets of the plan")), (View.MONTHS, _("Follow-up by month")),
            (View.SUPPORTS, _("Supports received")), (View.STANDING, _("Households by class, rounds")),
        )  # fmt: skip
        self.which = choices(("", _("Save this table")), ("all", _("Save all 13")))
        named = (
            (self.year, _("Year")), (self.number, _("Table")), (self.view, _("Table")),
            (self.which, _("What is saved or printed")),
        )  # fmt: skip
        for box, name in named:
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.activated.connect(self._chosen)
        return Flow(self.back, *(box for box, _name in named))

    # The page's contract

    def refresh(self) -> None:
        self.presenter.refresh()

    def open(self, **args: object) -> None:
        """``commune_code`` opens that commune's own table."""
        code = str(args.get("commune_code") or "")
        if code:
            self.presenter.refresh(code)

    def search(self) -> None:
        """Show the register at once, before its households are read: what is typed now goes into its field."""
        self.tabs.choose(Tab.REGISTER)
        if not self.none.isVisibleTo(self):
            self._only(self.register)
            self.register.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # What the presenter shows

    def is_shown(self) -> bool:
        """See :class:`.contract.ConsolidatedView`."""
        return self.isVisible()

    def show_choices(self, looked: Looked, choice: Choice) -> None:
        """See :class:`.contract.ConsolidatedView`."""
        sent = sum(not one.silent for one in looked.communes)
        self.header.set_subtitle(
            _("{sent} of {all} communes have sent").format(sent=number(sent), all=number(len(looked.communes)))
            if looked.communes else ""
        )  # fmt: skip
        _fill(self.year, [(str(one), str(one)) for one in looked.years_of(choice)], str(choice.year))
        self.register.show_communes(looked.communes)
        self._settle(choice)

    def _settle(self, choice: Choice) -> None:
        """Show the choices that belong to the tab."""
        with QSignalBlocker(self.tabs):
            self.tabs.choose(choice.tab)
        self.back.setVisible(choice.commune is not None)
        self.year.setVisible(choice.with_year)
        self.number.setVisible(choice.tab is Tab.TABLES)
        self.view.setVisible(choice.tab is Tab.TARGETS)
        self.which.setVisible(choice.tab is Tab.TABLES and choice.commune is None)

    def show_table(self, table: Table, choice: Choice) -> None:
        """See :class:`.contract.ConsolidatedView`."""
        self._settle(choice)
        place = f"{choice.commune.name}. " if choice.commune is not None else ""
        subtitle = f" ({table.subtitle})" if table.subtitle else ""
        numbered = f"{table.name}. " if table.number in SUMMED else ""
        self.title.setText(f"{place}{numbered}{table.title}{subtitle}")
        marks = [_("Not verified: {text}").format(text=text) for text in table.marks]
        self.notes.setText("\n".join([*table.notes, *marks]))
        shown = (choice.tab, choice.number, choice.view, choice.commune, len(table.columns))
        if shown == self._shown:
            self.grid.keep_place(table)
        else:
            self.grid.show_table(table)
        self._shown = shown
        self._only(self.title, self.grid, self.notes)

    def show_empty(self, title: str, text: str, *, nothing_sent: bool) -> None:
        """See :class:`.contract.ConsolidatedView`."""
        shown = self.none if nothing_sent else self.empty
        shown.title.setText(title)
        shown.text.setText(text)
        self._only(shown)

    def show_counting(self, left: int) -> None:
        """See :class:`.contract.ConsolidatedView`."""
        text = _("The numbers of {count} communes are being counted anew; those shown are of the last counting.")
        self.counting.show_text("info", text.format(count=number(left)) if left else "")

    def show_rows(self, rows: Sequence[OfficeRow], asked: Asked, of_all: int) -> None:
        """See :class:`.contract.RegisterView`."""
        self._only(self.register)
        self.register.show_rows(rows, asked, of_all)

    def show_too_many(self, households: int) -> None:
        """See :class:`.contract.RegisterView`."""
        self._only(self.register)
        self.register.show_too_many(households)

    def show_record(self, record: ReadRecord) -> None:
        """See :class:`.contract.RegisterView`."""
        self._open_dialog(RecordDialog(self, record, partial(self._return, record.household)))

    def _return(self, household: Household) -> None:
        """To the page where the reason is typed."""
        entity = f"{HOUSEHOLD}:{household.id}"
        title = entity_words.titles(self.context.workspace, [entity])[entity]
        self.context.navigate("differences", return_record=(household.commune_code, HOUSEHOLD, household.id, title))

    def show_model(self, commune: ShownCommune, total: CommuneTotal) -> None:
        """See :class:`.contract.ConsolidatedView`."""
        self._open_dialog(ModelDialog(self, commune.name, total))

    def _open_dialog(self, dialog: Dialog) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def show_paper(self, paper: PaperToShow) -> None:
        """See :class:`.contract.ConsolidatedView`."""
        dialog = PaperDialog(self, self.context, paper.title, folder=FOLDER)
        dialog.paper.show_paper(
            paper.pdf, kind=CONSOLIDATED, title=paper.title, subject=paper.subject,
            household_ids=paper.household_ids, file_name=paper.file_name, excel=paper.excel,
        )  # fmt: skip
        self._open_dialog(dialog)

    def show_error(self, error: BaseException) -> None:
        """See :class:`.contract.ConsolidatedView`."""
        errors.show(self, error)

    def _only(self, *shown: QWidget) -> None:
        bodies: tuple[QWidget, ...] = (self.title, self.grid, self.notes, self.register, self.none, self.empty)
        for part in bodies:
            part.setVisible(part in shown)
        self.tabs.setVisible(self.none not in shown)
        self.filters.setVisible(self.none not in shown and (self.empty not in shown or self.year.count() > 0))
        for part in (self.excel, self.print, self.pdf):
            part.setVisible(self.none not in shown and self.empty not in shown)

    # What was pressed

    def _tab_chosen(self, key: str) -> None:
        self.context.settings.set(LAST_TAB, key)
        self.presenter.choose(tab=Tab(key))

    def _next_tab(self, step: int) -> None:
        keys = list(self.tabs.buttons)
        self.tabs.choose(keys[(keys.index(self.tabs.current()) + step) % len(keys)])

    def _chosen(self) -> None:
        self.presenter.choose(year=int(self.year.currentData() or 0))
        if int(self.number.currentData()) != self.presenter.choice.number:
            self.presenter.choose(number=int(self.number.currentData()))
        if View(self.view.currentData()) is not self.presenter.choice.view:
            self.presenter.choose(view=View(self.view.currentData()))
        self.presenter.choose(everything=bool(self.which.currentData()))

    def _print(self) -> None:
        if self.presenter.can_save():
            self.presenter.print()

    def _save(self, *, excel: bool) -> None:
        if not self.presenter.can_save():
            return
        settings, name = self.context.settings, self.presenter.choice.file_name("xlsx" if excel else "pdf")
        write = excel_to_write if excel else pdf_to_write
        path = write(self, settings, FOLDER, _("Save the tables"), name)
        if path is not None:
            self.presenter.save(path, excel=excel)


def _fill(box: QComboBox, pairs: Sequence[tuple[str, str]], chosen: str) -> None:
    """Put *pairs* of value and words into *box*, unless the same stand there."""
    with QSignalBlocker(box):
        if [(box.itemData(place), box.itemText(place)) for place in range(box.count())] != list(pairs):
            box.clear()
            for value, words in pairs:
                box.addItem(words, value)
        box.setCurrentIndex(max(box.findData(chosen), 0))
