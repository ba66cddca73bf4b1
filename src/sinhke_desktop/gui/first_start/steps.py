"""The questions of the first start, one widget each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextDocument
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QListView, QRadioButton, QVBoxLayout, QWidget

from sinhke_desktop.domain.commune import Area, CommuneUnit
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.first_start.presenter import PERIODS, Role
from sinhke_desktop.gui.widgets.buttons import QuietButton
from sinhke_desktop.gui.widgets.cards import Card
from sinhke_desktop.gui.widgets.fields import FormField, PasswordField, SearchField, choices
from sinhke_desktop.gui.widgets.layouts import Columns
from sinhke_desktop.gui.widgets.text import label
from sinhke_desktop.i18n import _

Index = QModelIndex | QPersistentModelIndex


class StepPart(QWidget):
    """One step: a question, its fields by the names problems use; Enter in a field tells :attr:`entered`."""

    entered = Signal()

    def __init__(self, question: str, explanation: str) -> None:
        super().__init__()
        self.fields: dict[str, FormField] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.column.addWidget(label(question, "card-title"))
        self.column.addWidget(label(explanation, "secondary"))

    def first_field(self) -> QWidget:
        """Where typing begins."""
        return self

    def _field(self, name: str, title: str, editor: QWidget) -> FormField:
        field = self.fields[name] = FormField(title, editor)
        if isinstance(editor, QLineEdit):
            editor.returnPressed.connect(self.entered)
        return field


class RoleStep(StepPart):
    """What this machine is for; Enter takes the choice."""

    def __init__(self) -> None:
        super().__init__(
            _("What is this computer for?"),
            _("This is asked once. A second folder of data can be made for the other use at any time."),
        )
        choices_and_words = (
            (
                Role.COMMUNE,
                _("A commune: keeping the register of poor and near-poor households"),
                _("The officer in charge of poverty reduction works here: households, reviews, the livelihood model."),
            ),
            (
                Role.OFFICE,
                _("A receiving office: gathering what the communes send"),
                _("Bundles come on sticks or as files; receipts go back. Nothing is typed here about households."),
            ),
            (
                Role.SECOND,
                _("A second machine of a commune that has one already"),
                _(
                    "Choose the same commune, area and period as on the main machine. Then the page Send and receive "
                    "opens: pair with the main machine, and everything comes with its first receipt."
                ),
            ),
        )
        group = QButtonGroup(self)
        self.buttons: dict[Role, QRadioButton] = {}
        for role, title, explanation in choices_and_words:
            button = self.buttons[role] = QRadioButton(title)
            group.addButton(button)
            self.column.addWidget(button)
            words = label(explanation, "secondary")
            words.setContentsMargins(theme.px(26), 0, 0, theme.px(6))
            self.column.addWidget(words)
            button.setAccessibleDescription(explanation)
        self.buttons[Role.COMMUNE].setChecked(True)
        self.column.addStretch(1)

    def first_field(self) -> QWidget:
        return self.buttons[self.role()]

    def role(self) -> Role:
        """What was chosen."""
        return next(role for role, button in self.buttons.items() if button.isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)


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
            _("Type the name or the code, with or without accents. The names before 01/07/2025 are found too."),
        )
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

    def area(self) -> Area:
        """The area chosen."""
        return Area.URBAN if self.urban.isChecked() else Area.RURAL

    def period(self) -> str:
        """``2021-2025``."""
        return str(self.periods.currentData())


class OfficerStep(StepPart):
    """Who works here."""

    def __init__(self) -> None:
        super().__init__(
            _("Who works with this register?"),
            _("Your name stands beside every change, so that it is clear who did what."),
        )
        self.name = QLineEdit()
        self.column.addWidget(self._field("officer", _("Your full name"), self.name))
        self.column.addStretch(1)

    def first_field(self) -> QWidget:
        return self.name


class OfficeStep(StepPart):
    """Which office receives, and who works there."""

    def __init__(self) -> None:
        super().__init__(
            _("Which office receives here?"),
            _("Communes see this name when they pair with you and on every receipt."),
        )
        self.name, self.officer = QLineEdit(), QLineEdit()
        self.name.setPlaceholderText(_("for example: Department of Agriculture and Environment"))
        self.column.addWidget(self._field("office", _("Name of the receiving office"), self.name))
        self.column.addWidget(self._field("office_officer", _("Your full name"), self.officer))
        self.column.addStretch(1)

    def first_field(self) -> QWidget:
        return self.name


class PasswordStep(StepPart):
    """The password, twice."""

    def __init__(self) -> None:
        super().__init__(
            _("A password for the data"),
            _("The data file is encrypted. Without the password or the recovery code nobody can read it, we neither."),
        )
        self.password, self.again = PasswordField(), PasswordField()
        self.strength = label("", "secondary")
        self.column.addWidget(self._field("password", _("Password"), self.password))
        self.column.addWidget(self.strength)
        self.column.addWidget(self._field("again", _("Password once more"), self.again))
        self.column.addStretch(1)

    def first_field(self) -> QWidget:
        return self.password

    def clear(self) -> None:
        """Forget what was typed."""
        self.password.clear()
        self.again.clear()


class CodeStep(StepPart):
    """The recovery code: to be printed or written down, and two of its groups typed back."""

    def __init__(self) -> None:
        super().__init__(
            _("The recovery code"),
            _("Print it or write it down and keep it in the office's safe. It opens the data without the password."),
        )
        card = Card()
        self.code = label("", "code")
        self.print = QuietButton(_("Print the code"), "printer", self._print)
        card.add(self.code)
        card.body.addWidget(self.print, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(card)
        self.column.addWidget(label(_("To be sure it is on paper, type these two groups:")))
        self.groups = (QLineEdit(), QLineEdit())
        row = Columns(side_by_side=theme.px(300))
        for at, editor in enumerate(self.groups):
            row.add(self._field(f"group{at}", "", editor))
        self.column.addWidget(row)
        self.column.addStretch(1)

    def first_field(self) -> QWidget:
        return self.groups[0]

    def show_code(self, code: str, groups: tuple[int, int]) -> None:
        """Show the code with the numbers of the groups asked for."""
        self.code.setText(code.replace("-", " - "))
        for at, number in enumerate(groups):
            self.fields[f"group{at}"].set_title(_("Group {number}").format(number=number))

    def typed(self) -> tuple[str, str]:
        """What was typed into the two fields."""
        return self.groups[0].text(), self.groups[1].text()

    def clear(self) -> None:
        """Forget the code."""
        self.code.setText("")

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec():
            sheet = QTextDocument()
            sheet.setHtml(
                "<h2>{title}</h2><p>{text}</p><p style='font-size:20pt'><b>{code}</b></p>".format(
                    title=_("Recovery code of SinhKe Desktop"),
                    text=_("Keep this paper in the office's safe. Who has it can open the data."),
                    code=self.code.text(),
                )
            )
            sheet.print_(printer)
