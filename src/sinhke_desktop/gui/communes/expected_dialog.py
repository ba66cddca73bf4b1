"""Which communes should send: chosen by province and old district, ticked one by one or all at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QListView, QWidget

from sinhke_desktop.domain.commune import CommuneUnit
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.vietnamese import fold, sort_key
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets import Dialog, Flow, FormField, QuietButton, SearchField, choices, label
from sinhke_desktop.i18n import _

Index = QModelIndex | QPersistentModelIndex


class _Ticked(QAbstractListModel):
    """The communes of an area, each with a tick; what is ticked elsewhere stays ticked."""

    def __init__(self, chosen: Sequence[str]) -> None:
        super().__init__()
        self.chosen = set(chosen)
        self.units: Sequence[CommuneUnit] = ()

    def show(self, units: Sequence[CommuneUnit]) -> None:
        """Offer other communes."""
        self.beginResetModel()
        self.units = units
        self.endResetModel()

    def tick(self, codes: Sequence[str], *, on: bool) -> None:
        """Tick all of *codes*, or none of them."""
        self.chosen = self.chosen | set(codes) if on else self.chosen - set(codes)
        if self.units:
            self.dataChanged.emit(self.index(0), self.index(len(self.units) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.units)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        unit = self.units[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{unit.full_name} · {unit.code}"
        if role == Qt.ItemDataRole.UserRole:
            return fold(f"{unit.full_name} {unit.code}")
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if unit.code in self.chosen else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick([self.units[index.row()].code], on=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True


class ExpectedDialog(Dialog):
    """Ticks communes area by area; keeps the list through *keep*, which may refuse."""

    def __init__(
        self,
        parent: QWidget,
        units: Sequence[CommuneUnit],
        chosen: Sequence[str],
        keep: Callable[[Sequence[str]], object],
    ) -> None:
        """*units* are all current communes of the country."""
        super().__init__(
            parent, _("Which communes should send"), _("Save"), width=640,
            text=_("Communes on this list are shown even before they are paired, so that nobody is forgotten."),
        )  # fmt: skip
        self._units, self._keep = units, keep
        self.model = _Ticked(chosen)
        self._sieve = QSortFilterProxyModel()
        self._sieve.setSourceModel(self.model)
        self._sieve.setFilterRole(Qt.ItemDataRole.UserRole)
        provinces = sorted({unit.province_name for unit in units}, key=sort_key)
        self.province = choices(*((name, name) for name in provinces))
        self.area = choices()
        self.field = SearchField(_("Find a commune"))
        self.list = QListView()
        self.list.setModel(self._sieve)
        self.list.setUniformItemSizes(True)
        self.list.setMinimumHeight(theme.px(230))
        self.list.setAccessibleName(_("Communes of this area"))
        self.count = label("", "strong")
        self.every = QuietButton(_("Tick all shown"), "check", lambda: self._tick_all(on=True))
        self.none = QuietButton(_("Untick all shown"), "x", lambda: self._tick_all(on=False))
        self.add(FormField(_("Province"), self.province))
        self.add(FormField(_("Area (district before 01/07/2025)"), self.area))
        for part in (self.field, self.list, Flow(self.every, self.none), self.count):
            self.add(part)
        self._begin_with(chosen)
        self.province.currentIndexChanged.connect(lambda _at: self._show_province())
        self.area.currentIndexChanged.connect(lambda _at: self._show_area())
        self.field.searched.connect(lambda text: self._sieve.setFilterFixedString(fold(text)))
        self.model.dataChanged.connect(lambda *_changed: self._count())
        self._show_province()
        self._count()

    def _begin_with(self, chosen: Sequence[str]) -> None:
        """Open the province of what is ticked already."""
        first = next((unit.province_name for unit in self._units if unit.code in set(chosen)), None)
        if first is not None:
            self.province.setCurrentIndex(self.province.findData(first))

    def _of_province(self) -> list[CommuneUnit]:
        return [unit for unit in self._units if unit.province_name == self.province.currentData()]

    def _show_province(self) -> None:
        districts = {old.district for unit in self._of_province() for old in unit.made_from if old.district}
        self.area.blockSignals(True)
        self.area.clear()
        self.area.addItem(_("The whole province"), "")
        for name in sorted(districts, key=sort_key):
            self.area.addItem(name, name)
        self.area.blockSignals(False)
        self._show_area()

    def _show_area(self) -> None:
        district = self.area.currentData()
        units = [
            unit for unit in self._of_province()
            if not district or any(old.district == district for old in unit.made_from)
        ]  # fmt: skip
        self.model.show(sorted(units, key=lambda unit: sort_key(unit.name)))

    def _tick_all(self, *, on: bool) -> None:
        shown = [self._sieve.mapToSource(self._sieve.index(row, 0)).row() for row in range(self._sieve.rowCount())]
        self.model.tick([self.model.units[row].code for row in shown], on=on)
        self._count()

    def _count(self) -> None:
        self.count.setText(_("{count} communes ticked").format(count=format_number(len(self.model.chosen))))

    def confirm(self) -> None:
        """Keep the list."""
        try:
            self._keep(sorted(self.model.chosen))
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self.accept()
