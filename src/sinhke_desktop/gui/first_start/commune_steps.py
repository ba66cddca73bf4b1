"""The steps about the commune: which one it is, which standard and period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QListView, QRadioButton, QWidget

from sinhke_desktop.domain.commune import Area, CommuneUnit
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.first_start.contract import PERIODS
from sinhke_desktop.gui.first_start.step_part import StepPart
from sinhke_desktop.gui.widgets.fields import SearchField, choices
from sinhke_desktop.gui.widgets.text import label
from sinhke_desktop.i18n import _

Index = QModelIndex | QPersistentModelIndex


def described(unit: CommuneUnit) -> str:
    """``Xã Anh Dũng, Khánh Hòa · 22828`` with the units it was made from on the next line."""
    first = f"{unit.full_name}, {unit.province_name} · {unit.code}"
    if not unit.made_from:
        return first
    old = ", ".join(f"{old.name} ({old.district})" if old.district else old.name for old in unit.made_from)
    return first + "\n" + _("made from {units}").format(units=old)


class _Units(QAbstractListModel):
    """The communes found."""

    def __init__(self) -> None:
        super().__init__()
        self.units: Sequence[CommuneUnit] = ()

    def show(self, units: Sequence[CommuneUnit]) -> None:
        """Show other units."""
        self.beginResetModel()
        self.units = units
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.units)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return described(self.units[index.row()]) if role == Qt.ItemDataRole.DisplayRole else None


class CommuneStep(StepPart):
    """Which commune; typed without accents, found by its new name, its code or an old unit's name."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__(
            _("Which commune is this?"),
            _("Its name and code stand on every paper and in every bundle, so they come from the official list."),
        )
        how = _("Type the name or the code, with or without accents. The names before 01/07/2025 are found too.")
        self.column.addWidget(label(how, "secondary"))
        self.field = SearchField(_("Name or code of the commune"))
        self.field.setMaximumWidth(16_777_215)
        self._model = _Units()
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(theme.px(170))
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setAccessibleName(_("Communes found"))
        self._chosen = label("", "strong")
        self.column.addWidget(self._field("commune", _("Commune"), self.field))
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self._chosen)
        self.field.left_down.connect(self._go_down)
        self.list.activated.connect(self._activate)
        self.list.clicked.connect(self._pick)
        self.list.selectionModel().currentChanged.connect(self._pick)

    def first_field(self) -> QWidget:
        return self.field

    def show_units(self, units: Sequence[CommuneUnit]) -> None:
        """Show the communes found; a single one is taken at once."""
        self._model.show(units)
        if len(units) == 1:
            self.list.setCurrentIndex(self._model.index(0))

    def show_chosen(self, unit: CommuneUnit) -> None:
        """Say which one it is."""
        self._chosen.setText(_("Chosen: {name}").format(name=f"{unit.full_name}, {unit.province_name}"))

    def _go_down(self) -> None:
        if self._model.rowCount():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            self.list.setCurrentIndex(self._model.index(0))

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid():
            self.picked.emit(self._model.units[index.row()])

    def _activate(self, index: QModelIndex) -> None:
        self._pick(index)
        self.entered.emit()


class AreaStep(StepPart):
    """Rural or urban standards, and the programme's period."""

    def __init__(self) -> None:
        super().__init__(
            _("Rural or urban standard, and which period?"),
            _("The income standard depends on the area; the commune has one livelihood model in a period."),
        )
        self.rural = QRadioButton(_("Rural area (communes)"))
        self.urban = QRadioButton(_("Urban area (wards)"))
        group = QButtonGroup(self)
        for button in (self.rural, self.urban):
            group.addButton(button)
            self.column.addWidget(button)
        self.rural.setChecked(True)
        self.periods = choices(*((period, period.replace("-", "–")) for period in PERIODS))
        self.periods.setCurrentIndex(0 if date.today().year <= 2025 else len(PERIODS) - 1)  # noqa: DTZ011 - the officer's own day
        self.column.addWidget(self._field("period", _("Programme period"), self.periods))
        self.column.addStretch(1)

    def first_field(self) -> QWidget:
        return self.rural if self.rural.isChecked() else self.urban

    def show_area(self, area: Area) -> None:
        """Choose *area*."""
        (self.urban if area is Area.URBAN else self.rural).setChecked(True)

    def choose_period(self, period: str) -> None:
        """Choose *period*, if it is one of those offered."""
        found = self.periods.findData(period)
        if found >= 0:
            self.periods.setCurrentIndex(found)

    def area(self) -> Area:
        """The area chosen."""
        return Area.URBAN if self.urban.isChecked() else Area.RURAL

    def period(self) -> str:
        """``2021-2025``."""
        return str(self.periods.currentData())
