"""The register: search first, filters beside it, the table, and the chosen household at its side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QMenu, QSizePolicy, QVBoxLayout, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.households import words
from sinhke_desktop.gui.households.details_card import DetailsCard
from sinhke_desktop.gui.households.presenter import RegisterPresenter
from sinhke_desktop.gui.households.register_terms import Details, Filters, RegisterServices, Shown, SortKey
from sinhke_desktop.gui.households.removal import RemovalDialog
from sinhke_desktop.gui.households.table_model import RegisterModel, RegisterTable
from sinhke_desktop.gui.widgets import (
    Columns,
    EmptyState,
    Flow,
    PageHeader,
    PrimaryButton,
    QuietButton,
    SearchField,
    choices,
    label,
)
from sinhke_desktop.i18n import _
from sinhke_desktop.services.register import RegisterRow

DETAILS_AFTER_MS = 60


class WideSearch(SearchField):
    """As wide as what it proposes to type, narrower only where the page is."""

    def sizeHint(self) -> QSize:
        return QSize(self.maximumWidth(), super().sizeHint().height())


class RegisterPane(QWidget):
    """The list of households. Signals: a household to open, a new one, the import, the recycle bin."""

    opened = Signal(str)
    new_asked = Signal()
    import_asked = Signal()
    bin_asked = Signal()

    def __init__(self, context: Context, services: RegisterServices) -> None:
        super().__init__()
        self.context = context
        self._services = services
        self._filling = False
        self._lay_out()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(DETAILS_AFTER_MS)
        self._wait.timeout.connect(self._ask_details)
        self.presenter = RegisterPresenter(self, services, context.runner.run, context.settings)
        self.model.hide_columns(self.presenter.hidden)
        self.table.columns_shown()
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
        column.addWidget(self._list_bar())
        column.addWidget(self._bar())
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

    def _bar(self) -> Flow:
        self.field = WideSearch(_("Search name, hamlet, citizen id, telephone (accents not needed)"))
        self.hamlet = choices(("", _("All hamlets")))
        self.poverty_class = choices(
            ("", _("All classes")), *((one.value, words.class_word(one)) for one in words.CLASS_ORDER)
        )
        self.year = choices(("", _("Newest review")))
        for box, name in (
            (self.hamlet, _("Hamlet")),
            (self.poverty_class, _("Class")),
            (self.year, _("Review")),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
        self.more = QuietButton("", "ellipsis", self._show_menu, tip=_("More: columns, remove, recycle bin"))
        self.more.setAccessibleName(_("More"))
        self.filters = Flow(self.field, self.hamlet, self.poverty_class, self.year, self.more)
        return self.filters

    def _list_bar(self) -> Flow:
        """Says which list is shown instead of the register; the x leaves it."""
        self.list_name = label("", "strong")
        self.leave_list = QuietButton(
            _("Leave the list"), "x", lambda: self.presenter.leave_list(), key="Esc",
            tip=_("Back to the register as it was filtered before"),
        )  # fmt: skip
        self.list_bar = Flow(self.list_name, self.leave_list)
        self.list_bar.hide()
        return self.list_bar

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
        self.field.searched.connect(self.presenter.search)
        self.field.left_down.connect(self._go_to_table)
        self.hamlet.currentIndexChanged.connect(lambda: self._filter(hamlet_id=str(self.hamlet.currentData())))
        self.poverty_class.currentIndexChanged.connect(
            lambda: self._filter(poverty_class=str(self.poverty_class.currentData()))
        )
        self.year.currentIndexChanged.connect(self._year_chosen)
        self.all.clicked.connect(self._show_all)
        self.table.chosen.connect(self._row_chosen)
        self.table.opened.connect(lambda row: self.opened.emit(self.model.rows[row].household_id))
        self.table.horizontalHeader().sectionClicked.connect(
            lambda section: self.presenter.sort_by(self.model.keys[section])
        )
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu_at)
        across = self.table.horizontalHeader()
        across.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        across.customContextMenuRequested.connect(lambda where: self._column_menu().popup(across.mapToGlobal(where)))
        delete = QShortcut(QKeySequence("Del"), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove)
        self.field.returnPressed.connect(self._open_first)

    # what the presenter asks for

    def show_filters(self, filters: Filters, hamlets: Sequence[tuple[str, str]], years: Sequence[int]) -> None:
        """Offer the hamlets and years, and show what is chosen."""
        self._filling = True
        _fill(self.hamlet, [("", _("All hamlets")), *hamlets], filters.hamlet_id)
        named = [(str(year), _("Round of {year}").format(year=year)) for year in years]
        _fill(self.year, [("", _("Newest review")), *named], str(filters.year or ""))
        self.poverty_class.setCurrentIndex(max(self.poverty_class.findData(filters.poverty_class), 0))
        if self.field.text() != filters.text:
            self.field.blockSignals(True)
            self.field.setText(filters.text)
            self.field.blockSignals(False)
        self._filling = False

    def show_list(self, title: str, gone: int) -> None:
        """Name the list shown instead of the register."""
        text = _("List: {title}").format(title=title)
        if gone:
            text += " · " + _("{count} of it are no longer in the register").format(count=words.number(gone))
        self.list_name.setText(text)
        self.list_bar.setVisible(bool(title))

    def show_sort(self, sort: SortKey, *, descending: bool) -> None:
        """Mark the column sorted by."""
        self.model.show_sort(sort, descending=descending)
        self.table.sort_shown()

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
        self.header.set_subtitle(text)

    def show_state(self, shown: Shown) -> None:
        """Show the table, or say why it is empty."""
        self.empty.setVisible(shown is Shown.NO_HOUSEHOLDS)
        self.sides.setVisible(shown is not Shown.NO_HOUSEHOLDS)
        self.filters.setVisible(shown is not Shown.NO_HOUSEHOLDS)
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
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self.model.rows[row].household_id for row in rows]

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

    def _filter(self, *, hamlet_id: str | None = None, poverty_class: str | None = None) -> None:
        if not self._filling:
            self.presenter.filter_by(hamlet_id=hamlet_id, poverty_class=poverty_class)

    def _year_chosen(self) -> None:
        if not self._filling:
            year = str(self.year.currentData())
            self.presenter.choose_year(int(year) if year else None)

    def _show_all(self) -> None:
        self.presenter.clear_filters()

    def _show_menu(self) -> None:
        self._menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _show_menu_at(self, where: QPoint) -> None:
        self._menu().popup(self.table.viewport().mapToGlobal(where))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        some = bool(self.chosen_ids())
        for text, icon, act, needs in (
            (_("Open the record (Enter)"), "square-pen", self._open_current, True),
            (_("Print visit forms"), "printer", self.print_forms, True),
            (_("Remove with a reason… (Del)"), "trash-2", self.remove, True),
            (_("Recycle bin"), "rotate-ccw", self.bin_asked.emit, False),
        ):
            action = QAction(theme.icon(icon), text, menu)
            action.setEnabled(some or not needs)
            action.triggered.connect(lambda _checked, act=act: act())
            menu.addAction(action)
        menu.addSeparator()
        self._add_columns(menu)
        return menu

    def _column_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_columns(menu)
        return menu

    def _add_columns(self, menu: QMenu) -> None:
        for one in self.model.all_columns[1:]:
            action = QAction(_("Column: {title}").format(title=one.column.title), menu)
            action.setCheckable(True)
            action.setChecked(one.key.value not in self.presenter.hidden)
            action.toggled.connect(lambda on, key=one.key.value: self._show_column(key, on=on))
            menu.addAction(action)

    def _show_column(self, key: str, *, on: bool) -> None:
        hidden = [one for one in self.presenter.hidden if one != key] + ([] if on else [key])
        self.presenter.hide_columns(hidden)
        self.model.hide_columns(hidden)
        self.table.columns_shown()

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

    def print_forms(self) -> None:
        """Print visit forms of the chosen households: the visits page writes, shows and prints them."""
        ids = self.chosen_ids()
        if ids:
            self.context.navigate("visits", print_forms=",".join(ids))
        else:
            self.context.toast(_("Choose one or more households in the table first."))


def _fill(box: QComboBox, pairs: Sequence[tuple[str, str]], chosen: str) -> None:
    now = [(box.itemData(at), box.itemText(at)) for at in range(box.count())]
    if now != list(pairs):
        box.clear()
        for value, text in pairs:
            box.addItem(text, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
