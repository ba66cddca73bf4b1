"""The register: search first, filters beside it, the table, and the chosen household at its side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.households import words
from sinhke_desktop.gui.households.bulk_acts import BulkActs
from sinhke_desktop.gui.households.details_card import DetailsCard
from sinhke_desktop.gui.households.filters_bar import FiltersBar
from sinhke_desktop.gui.households.papers_dialog import HouseholdPapersDialog
from sinhke_desktop.gui.households.presenter import RegisterPresenter
from sinhke_desktop.gui.households.register_menu import Act, ShownColumn, menu_of
from sinhke_desktop.gui.households.register_terms import Details, Filters, RegisterServices, Shown, SortKey
from sinhke_desktop.gui.households.removal import RemovalDialog
from sinhke_desktop.gui.households.table_model import RegisterModel, RegisterTable
from sinhke_desktop.gui.widgets import (
    Columns,
    EmptyState,
    PageHeader,
    PrimaryButton,
    QuietButton,
    label,
)
from sinhke_desktop.i18n import _
from sinhke_desktop.services.register import RegisterRow

DETAILS_AFTER_MS = 60


class RegisterPane(QWidget):
    """The list of households. Signals: a household to open, a new one, the import, the recycle bin."""

    opened = Signal(str)
    new_asked = Signal()
    import_asked = Signal()
    bin_asked = Signal()
    past_asked = Signal()

    def __init__(self, context: Context, services: RegisterServices) -> None:
        super().__init__()
        self.context = context
        self._services = services
        self._filling = False
        self._count = ""
        self._lay_out()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(DETAILS_AFTER_MS)
        self._wait.timeout.connect(self._ask_details)
        self.acts = BulkActs(self, context)
        self.presenter = RegisterPresenter(self, services, context.runner.run, context.settings)
        self.model.hide_columns(self.presenter.hidden)
        self.table.measure_again()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.print_button = QuietButton(_("Print visit forms"), "printer", self.print_forms, key="Ctrl+P")
        self.import_button = QuietButton(
            _("Import from Excel"), "file-spreadsheet", self.import_asked.emit, key="Ctrl+I"
        )
        add_tip = _("Add household") + " (Ctrl+N)"
        self.add_button = PrimaryButton(_("Add household"), "plus", self.new_asked.emit, tip=add_tip)
        self.add_first = QuietButton(_("Add household"), "plus", self.new_asked.emit, tip=add_tip)
        self.header = PageHeader(
            _("Households"), "", self.print_button, self.import_button, self.add_first, self.add_button
        )
        column.addWidget(self.header)
        self.bar = FiltersBar()
        self.field, self.hamlet = self.bar.field, self.bar.hamlet
        self.poverty_class, self.year, self.more = self.bar.poverty_class, self.bar.year, self.bar.more
        column.addWidget(self.bar)
        column.addWidget(self._middle(), 1)
        self.empty = EmptyState(
            "users",
            _("No households yet"),
            _("The commune's poor, near-poor and newly escaped households belong here. "
              "Import the review list from Excel, or add the first household by hand."),
            _("Import from Excel"),
            self.import_asked.emit,
        )  # fmt: skip
        column.addWidget(self.empty, 1)

    def _middle(self) -> Columns:
        self.model = RegisterModel()
        self.table = RegisterTable(self.model)
        self.table.setMinimumHeight(theme.px(200))
        self.details = DetailsCard(self._open_current)
        self.nothing = QWidget()
        words_of_nothing = label(_("No household matches. Change the search or the filters."), "secondary")
        words_of_nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.all = QuietButton(_("Show all households"), "rotate-ccw")
        middle = QVBoxLayout(self.nothing)
        middle.addStretch(1)
        middle.addWidget(words_of_nothing)
        middle.addWidget(self.all, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(2)
        self.loading = label(_("Reading the register…"), "secondary")
        self.loading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.nothing, 1)
        inside.addWidget(self.loading)
        left.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.sides = Columns(side_by_side=theme.px(760))
        self.sides.add(left, 78)
        self.sides.add(self.details, 22)
        return self.sides

    def _connect(self) -> None:
        self.bar.serve(self.presenter)
        self.bar.menu_asked.connect(self._show_menu)
        self.field.left_down.connect(self._go_to_table)
        self.all.clicked.connect(lambda: self.presenter.clear_filters())
        self.table.chosen.connect(self._row_chosen)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.table.opened.connect(lambda row: self.opened.emit(self.model.rows[row].household_id))
        self.table.horizontalHeader().sectionClicked.connect(
            lambda section: self.presenter.sort_by(SortKey(self.model.keys[section]))
        )
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu_at)
        across = self.table.horizontalHeader()
        across.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        across.customContextMenuRequested.connect(lambda where: self._column_menu().popup(across.mapToGlobal(where)))
        delete = QShortcut(QKeySequence("Del"), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove)
        for key, act in (("Ctrl+G", self.give_support), ("Ctrl+E", self.export), ("Ctrl+Shift+P", self.print_papers)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.field.returnPressed.connect(self._open_first)

    # what the presenter asks for

    def show_filters(self, filters: Filters, hamlets: Sequence[tuple[str, str]], years: Sequence[int]) -> None:
        """Offer the hamlets and years, and show what is chosen."""
        self.bar.show_filters(filters, hamlets, years)

    def show_list(self, title: str, gone: int) -> None:
        """Name the list shown instead of the register."""
        self.bar.show_list(title, gone)

    def show_further(self, filters: Filters) -> None:
        """Show which further filters hold."""
        self.bar.show_further(filters)

    def show_sort(self, sort: SortKey, *, descending: bool) -> None:
        """Mark the column sorted by."""
        self.model.show_sort(sort, descending=descending)
        self.table.measure_again()

    def show_rows(self, rows: Sequence[RegisterRow], chosen: str) -> None:
        """Show *rows*; the chosen household stays chosen while it is among them, else the first becomes it."""
        self._filling = True
        self.model.set_rows(rows)
        if rows:
            at = self.model.row_of(chosen) if chosen else 0
            self.table.choose(max(at, 0))
        self._filling = False
        self._row_chosen(self.table.current_row())

    def show_count(self, text: str) -> None:
        """Say how many households and members are shown."""
        self._count = text
        self._selected()

    def _selected(self) -> None:
        parts = self.table.selectionModel().selection()
        chosen = sum(parts.at(part).height() for part in range(parts.count()))
        more = " · " + _("{count} chosen").format(count=words.number(chosen)) if chosen > 1 else ""
        self.header.set_subtitle(self._count + more)

    def show_state(self, shown: Shown) -> None:
        """Show the table, or say why it is empty."""
        self.empty.setVisible(shown is Shown.NO_HOUSEHOLDS)
        self.sides.setVisible(shown is not Shown.NO_HOUSEHOLDS)
        self.bar.setVisible(shown is not Shown.NO_HOUSEHOLDS)
        for button in (self.print_button, self.import_button, self.add_button):
            button.setVisible(shown is not Shown.NO_HOUSEHOLDS)
        self.add_first.setVisible(shown is Shown.NO_HOUSEHOLDS)
        self.table.setVisible(shown is Shown.ROWS)
        self.nothing.setVisible(shown is Shown.NOTHING_FOUND)
        self.loading.setVisible(shown is Shown.LOADING)
        self.details.setVisible(shown is Shown.ROWS)

    def show_details(self, details: Details | None) -> None:
        """Show the chosen household beside the table."""
        self.details.show_details(details)

    def tell(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say a short word."""
        self.context.toast(text, undo)

    def changed(self) -> None:
        """Something was stored: read again."""
        self.context.refresh()

    # what a person does

    def chosen_ids(self) -> list[str]:
        """The households chosen in the table."""
        return [row.household_id for row in self._chosen_rows()]

    def hideEvent(self, event: QHideEvent) -> None:
        self._wait.stop()
        super().hideEvent(event)

    def _row_chosen(self, row: int) -> None:
        if not self._filling:
            self._wait.start()

    def _ask_details(self) -> None:
        row = self.table.current_row()
        if 0 <= row < len(self.model.rows):
            self.presenter.choose(self.model.rows[row].household_id)

    def _open_current(self) -> None:
        row = self.table.current_row()
        if 0 <= row < len(self.model.rows):
            self.opened.emit(self.model.rows[row].household_id)

    def _open_first(self) -> None:
        if self.model.rows and self.field.text():
            self._open_current()

    def _go_to_table(self) -> None:
        if self.model.rows:
            self.table.setFocus()
            self.table.choose(max(self.table.current_row(), 0))

    def _show_menu(self) -> None:
        self._menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _show_menu_at(self, where: QPoint) -> None:
        self._menu().popup(self.table.viewport().mapToGlobal(where))

    def _menu(self) -> QMenu:
        acts = (
            Act(_("Open the record (Enter)"), "square-pen", self._open_current),
            Act(_("Note support for the chosen households… (Ctrl+G)"), "wallet", self.give_support),
            Act(_("Mark the chosen households…"), "check", lambda: self.acts.mark(self.chosen_ids())),
            Act(_("Print visit forms"), "printer", self.print_forms),
            Act(_("Papers of the chosen households… (Ctrl+Shift+P)"), "file-text", self.print_papers),
            Act(_("Print the list with the least data…"), "file-text", self.print_list, needs=False),
            Act(_("Write the list as an Excel workbook… (Ctrl+E)"), "file-down", self.export, needs=False),
            Act(
                _("Supports that two sources may have paid for"), "triangle-alert", self.acts.show_doubles, needs=False
            ),
            Act(_("Remove with a reason… (Del)"), "trash-2", self.remove),
            Act(_("The register on an earlier day…"), "history", self.past_asked.emit, needs=False),
            Act(_("Recycle bin"), "rotate-ccw", self.bin_asked.emit, needs=False),
        )
        chosen = self.table.selectionModel().hasSelection()
        return menu_of(self, acts, self._columns(), self._show_column, any_chosen=chosen)

    def _columns(self) -> list[ShownColumn]:
        hidden = self.presenter.hidden
        return [ShownColumn(one.key, one.column.title, one.key not in hidden) for one in self.model.all_columns[1:]]

    def _column_menu(self) -> QMenu:
        return menu_of(self, (), self._columns(), self._show_column, any_chosen=False)

    def _show_column(self, key: str, on: bool) -> None:
        hidden = [one for one in self.presenter.hidden if one != key] + ([] if on else [key])
        self.presenter.hide_columns(hidden)
        self.model.hide_columns(hidden)
        self.table.measure_again()

    def remove(self) -> None:
        """Ask for a reason, then put the chosen households into the recycle bin."""
        ids = self.chosen_ids()
        if not ids:
            return
        names = [row.head_name for row in self.model.rows if row.household_id in set(ids)]
        dialog = RemovalDialog(self, names)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(lambda reason: self.presenter.remove(ids, reason))
        dialog.open()

    def _chosen_rows(self) -> list[RegisterRow]:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self.model.rows[row] for row in rows]

    def give_support(self) -> None:
        """Note the same support for all chosen households."""
        ids = self.chosen_ids()
        if ids:
            self.acts.give_support(ids)
        else:
            self.context.toast(_("Choose one or more households in the table first."))

    def export(self) -> None:
        """Write the shown or the chosen households as a workbook."""
        if self.model.rows:
            self.acts.export(self.model.rows, self._chosen_rows(), self.presenter.filters.year)

    def print_list(self) -> None:
        """Print the chosen households, if several are, else all that are shown, as a list with the least data."""
        chosen = self._chosen_rows()
        rows = chosen if len(chosen) > 1 else self.model.rows
        if rows:
            self.acts.print_list(rows, self.presenter.filters.title)

    def print_papers(self) -> None:
        """The papers of the chosen households, all in one file a kind."""
        rows = self._chosen_rows()
        if not rows:
            self.context.toast(_("Choose one or more households in the table first."))
            return
        whom = rows[0].head_name if len(rows) == 1 else _("{count} households").format(count=len(rows))
        HouseholdPapersDialog(self, self.context, [row.household_id for row in rows], whom).open()

    def print_forms(self) -> None:
        """Print visit forms of the chosen households: the visits page writes, shows and prints them."""
        ids = self.chosen_ids()
        if ids:
            self.context.navigate("visits", print_forms=",".join(ids))
        else:
            self.context.toast(_("Choose one or more households in the table first."))
