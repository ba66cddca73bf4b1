"""Above the register: the search, the filters and what holds of them, filters with names, and the list shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLayout, QMenu, QVBoxLayout, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.households import words
from sinhke_desktop.gui.households.filter_words import chips
from sinhke_desktop.gui.households.filters_dialog import FiltersDialog, SaveFilterDialog
from sinhke_desktop.gui.households.presenter import RegisterPresenter
from sinhke_desktop.gui.households.register_terms import Filters
from sinhke_desktop.gui.widgets import Flow, QuietButton, SearchField, choices, clear, label
from sinhke_desktop.i18n import _


class WideSearch(SearchField):
    """As wide as what it proposes to type and a long name; the filters stand beside it where there is room."""

    def sizeHint(self) -> QSize:
        return QSize(min(self.maximumWidth(), theme.px(300)), super().sizeHint().height())


class FiltersBar(QWidget):
    """Shows a presenter's filters and tells it what is chosen. :attr:`menu_asked` wants the menu of acts."""

    menu_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._presenter: RegisterPresenter | None = None
        self._filling = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.list_name = label("", "strong")
        self.leave_list = QuietButton(
            _("Leave the list"), "x", lambda: self._tell(RegisterPresenter.leave_list), key="Esc",
            tip=_("Back to the register as it was filtered before"),
        )  # fmt: skip
        self.list_bar = QWidget()
        row = QHBoxLayout(self.list_bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.list_name, 1)
        row.addWidget(self.leave_list)
        column.addWidget(self.list_bar)
        column.addWidget(self._fields())
        self.chips = Flow(gap=8)
        self._chip_lines = cast("QLayout", self.chips.layout())
        column.addWidget(self.chips)
        self.list_bar.hide()
        self.chips.hide()

    def _fields(self) -> Flow:
        self.field = WideSearch(_("Name, number, hamlet, address"))
        self.field.setToolTip(
            _("Any member's name, citizen id or its last digits, health-insurance number, telephone, hamlet, address. "
              "Without accents every spelling is found; accents that are typed must be there.")
        )  # fmt: skip
        self.hamlet = choices(("", _("All hamlets")))
        self.poverty_class = choices(
            ("", _("All classes")), *((one.value, words.class_word(one)) for one in words.CLASS_ORDER)
        )
        self.year = choices(("", _("Newest review")))
        for box, name in ((self.hamlet, _("Hamlet")), (self.poverty_class, _("Class")), (self.year, _("Review"))):
            box.setAccessibleName(name)
            box.setToolTip(name)
        self.further = QuietButton(_("Filter"), "filter", self.ask_further, key="Ctrl+Shift+F",
                                   tip=_("Filter by what is lacking, causes, needs and more"))  # fmt: skip
        self.named = QuietButton("", "star", self._show_named, tip=_("Saved filters"))
        self.more = QuietButton("", "ellipsis", self.menu_asked.emit, tip=_("More: columns, remove, recycle bin"))
        self.named.setAccessibleName(_("Saved filters"))
        self.more.setAccessibleName(_("More"))
        self.filters = Flow(
            self.field, self.hamlet, self.poverty_class, self.year, self.further, self.named, self.more, gap=8
        )
        return self.filters

    def serve(self, presenter: RegisterPresenter) -> None:
        """Tell *presenter* what is chosen from now on."""
        self._presenter = presenter
        self.field.searched.connect(presenter.search)
        self.hamlet.currentIndexChanged.connect(
            lambda: self._filter(lambda: presenter.filter_by(hamlet_id=str(self.hamlet.currentData())))
        )
        self.poverty_class.currentIndexChanged.connect(
            lambda: self._filter(lambda: presenter.filter_by(poverty_class=str(self.poverty_class.currentData())))
        )
        self.year.currentIndexChanged.connect(
            lambda: self._filter(lambda: presenter.choose_year(int(self.year.currentData() or 0) or None))
        )

    def _filter(self, act: Callable[[], object]) -> None:
        if not self._filling:
            act()

    def _tell(self, act: Callable[[RegisterPresenter], object]) -> None:
        if self._presenter is not None:
            act(self._presenter)

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

    def show_further(self, filters: Filters) -> None:
        """Show a button for each further filter; pressing it takes the filter away."""
        shown = chips(filters)
        clear(self._chip_lines)
        for kind, mark, text in shown:
            tip = _("Take this filter away")
            act = partial(self._drop, kind, mark)
            self.chips.add(QuietButton(text, "x", act, tip=tip))
        self.chips.setVisible(bool(shown))

    def _drop(self, kind: str, mark: str) -> None:
        self._tell(lambda presenter: presenter.drop(kind, mark))

    def ask_further(self) -> None:
        """Open the dialog of further filters."""
        presenter = self._presenter
        if presenter is None:
            return
        dialog = FiltersDialog(
            self, presenter.filters,
            lambda indicator, cause, need, marks: presenter.filter_further(
                indicator=indicator, cause=cause, need=need, marks=marks
            ),
        )  # fmt: skip
        dialog.open()

    def _show_named(self) -> None:
        self.named_menu().popup(self.named.mapToGlobal(QPoint(0, self.named.height())))

    def named_menu(self) -> QMenu:
        """Saved filters to use, to save what holds now, and to delete one."""
        menu, presenter = QMenu(self), self._presenter
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if presenter is None:
            return menu
        saved = presenter.saved()
        for one in saved:
            text = _("{name} (at start)").format(name=one.name) if one.at_start else one.name
            _act(menu, "", text, partial(presenter.use, one)).setCheckable(True)
            now = presenter.filters
            menu.actions()[-1].setChecked((one.sought, one.year) == (now.sought, now.year))
        if saved:
            menu.addSeparator()
        _act(menu, "save", _("Save the filters under a name…"), self.ask_name)
        if saved:
            gone = menu.addMenu(theme.icon("trash-2"), _("Delete a saved filter"))
            for one in saved:
                _act(gone, "", one.name, partial(presenter.drop_filter, one))
        return menu

    def ask_name(self) -> None:
        """Ask for a name for what is filtered now."""
        presenter = self._presenter
        if presenter is not None:
            SaveFilterDialog(self, lambda name, at_start: presenter.save_filter(name, at_start=at_start)).open()


def _act(menu: QMenu, icon: str, text: str, act: Callable[[], object]) -> QAction:
    action = QAction(theme.icon(icon), text, menu) if icon else QAction(text, menu)
    action.triggered.connect(lambda _checked: act())
    menu.addAction(action)
    return action


def _fill(box: QComboBox, pairs: Sequence[tuple[str, str]], chosen: str) -> None:
    now = [(box.itemData(at), box.itemText(at)) for at in range(box.count())]
    if now != list(pairs):
        box.clear()
        for value, text in pairs:
            box.addItem(text, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
