"""One member of a household: a quick row of fields, and a strip with the rest that opens below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from sinhke_desktop.domain.card_qr import CardRead
from sinhke_desktop.domain.citizen_id import NEW_LENGTH, OLD_LENGTH
from sinhke_desktop.domain.household import RELATIONS, MemberInput
from sinhke_desktop.domain.vietnamese import fold, tidy
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.households import member_details, quick_codes
from sinhke_desktop.gui.households.editors import AccentFreeCompleter, Cell, EnterGoesOn
from sinhke_desktop.gui.households.member_details_form import MemberDetails
from sinhke_desktop.gui.households.quick_choice import QuickChoice
from sinhke_desktop.gui.households.words import SEXES
from sinhke_desktop.gui.widgets import QuietButton, label
from sinhke_desktop.i18n import _

WIDTHS = {"full_name": 206, "relation": 126, "sex": 94, "birth": 104, "ethnic_group": 104, "citizen_id": 134}
"""How wide each field is at least, in design pixels; what is left over is shared out likewise."""
ACROSS = len(WIDTHS)
BREAKS = ((980, ACROSS), (600, 3), (430, 2), (0, 1))
"""From this many design pixels on, so many fields stand beside each other."""


class MemberRow(QWidget):
    """Tells :attr:`changed` the field, :attr:`left` a field that was finished, :attr:`opened` its strip."""

    changed = Signal(str)
    left = Signal()
    removed = Signal()
    opened = Signal()

    def __init__(self, typed: MemberInput, ethnic_groups: Sequence[str], enter: EnterGoesOn, day: date) -> None:
        super().__init__()
        self.typed = typed
        self._enter = enter
        self._day = day
        self._across = 0
        self._edited = False
        self._ethnic_groups = ethnic_groups
        self.details: MemberDetails | None = None
        self.name = QLineEdit(typed.full_name)
        self.relation = QComboBox()
        self.relation.setEditable(True)
        self.relation.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.relation.addItems(list(RELATIONS))
        self.relation.setMinimumContentsLength(6)
        self.relation.setCompleter(AccentFreeCompleter(RELATIONS, self.relation))
        self.relation.setEditText(typed.relation)
        self.sex = QuickChoice((sex.value, word) for sex, word in SEXES.items())
        self.sex.set_value(typed.sex)
        self.birth = QLineEdit(typed.birth)
        self.ethnic_group = QLineEdit(typed.ethnic_group)
        self.ethnic_group.setCompleter(AccentFreeCompleter(ethnic_groups, self.ethnic_group))
        self.citizen_id = QLineEdit(typed.citizen_id)
        self.cells: dict[str, Cell] = {}
        for field, title, editor in (
            ("full_name", _("Full name"), self.name),
            ("relation", _("Relation"), self.relation),
            ("sex", _("Sex"), self.sex),
            ("birth", _("Birth"), self.birth),
            ("ethnic_group", _("Ethnic group"), self.ethnic_group),
            ("citizen_id", _("Citizen id"), self.citizen_id),
        ):
            self._add(field, title, editor)
        self._tips()
        self._lay_out()
        self._show_summary()

    def _tips(self) -> None:
        self.birth.setToolTip(_("A year (1962) or a date (03/05/1962), with or without the slashes"))
        self.relation.setToolTip(
            _("Short: v Vợ, c Chồng, t Con trai, g Con gái, d Con dâu, r Con rể, x Cháu, b Bố, m Mẹ, ch Chủ hộ")
        )
        self.sex.setToolTip(_("1 Nam, 2 Nữ, or the first letters"))

    def _lay_out(self) -> None:
        self.remove = QuietButton("", "trash-2", self.removed.emit, tip=_("Remove this member (Ctrl+Delete)"))
        self.remove.setAccessibleName(_("Remove this member"))
        self.unfold = QuietButton("", "chevron-down", self.turn, tip=_("Insurance, school, work, health… (F2)"))
        self.unfold.setAccessibleName(_("Insurance, school, work, health… (F2)"))
        for button in (self.remove, self.unfold):
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            button.setMinimumWidth(0)
        self._number = label("", "secondary", wrap=False)
        self._number.setFixedSize(theme.px(20), self.name.sizeHint().height())
        self._ends = (Cell("", self._number), Cell("", self.unfold), Cell("", self.remove))
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self.summary = label("", "secondary")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        outer.addLayout(self._grid)
        outer.addWidget(self.summary)
        self._outer = outer
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def _add(self, field: str, title: str, editor: QWidget) -> None:
        if isinstance(editor, QLineEdit):
            editor.textChanged.connect(lambda: self.changed.emit(field))
            editor.textEdited.connect(self._by_hand)
            editor.editingFinished.connect(self._finished)
        elif isinstance(editor, QComboBox):
            editor.currentTextChanged.connect(lambda: self.changed.emit(field))
            editor.editTextChanged.connect(self._by_hand)
        self._enter.watch(editor)
        editor.installEventFilter(self)
        editor.setMinimumWidth(theme.px(WIDTHS[field]))
        self.cells[field] = Cell(title, editor)
        self.cells[field].setParent(self)

    def _by_hand(self) -> None:
        self._edited = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._propose()
        return False

    def _finished(self) -> None:
        self._propose()
        self.left.emit()

    def _propose(self) -> None:
        """Short codes become words; relation and middle name propose the sex where none stands."""
        if not self._edited:
            return
        for shown, meant, put in (
            (self.relation.currentText(), quick_codes.relation(self.relation.currentText()), self.relation.setEditText),
            (self.birth.text(), quick_codes.birth(self.birth.text()), self.birth.setText),
            (self.ethnic_group.text(), quick_codes.ethnic_group(self.ethnic_group.text(), self._ethnic_groups),
             self.ethnic_group.setText),
        ):  # fmt: skip
            if shown != meant:
                put(meant)
        if not self.sex.value() and tidy(self.name.text()):
            sex = quick_codes.sex_of_relation(self.relation.currentText()) or quick_codes.sex_of_name(self.name.text())
            self.sex.set_value(sex.value if sex else "")
        if self.details is not None:
            self.details.show_for(self.text(), self._day)

    def minimumSizeHint(self) -> QSize:
        narrowest = theme.px(WIDTHS["full_name"] + 100)
        return QSize(narrowest, super().minimumSizeHint().height())

    def text(self) -> MemberInput:
        """What is typed now."""
        return replace(
            self.typed,
            full_name=self.name.text(),
            relation=self.relation.currentText(),
            sex=self.sex.value(),
            birth=self.birth.text(),
            ethnic_group=self.ethnic_group.text(),
            citizen_id=self.citizen_id.text(),
            **(self.details.values() if self.details is not None else {}),
        )

    def fill_from_card(self, read: CardRead, name: str) -> None:
        """Take what a card says; a name typed with its accents is not replaced by one without."""
        if fold(self.name.text()) != fold(name) or not name.isascii():
            self.name.setText(name)
        self.citizen_id.setText(read.citizen_id)
        if read.birth:
            self.birth.setText(str(read.birth))
        if read.sex:
            self.sex.set_value(read.sex.value)
        self._take_card(read)

    def _take_card(self, read: CardRead) -> None:
        """The day of issue and the old number, which stand in the strip; what the card leaves out stays."""
        issued = f"{read.issued_on:%d/%m/%Y}" if read.issued_on else ""
        old = read.old_id if len(read.old_id) in (OLD_LENGTH, NEW_LENGTH) else ""
        said = {name: text for name, text in (("card_issued_on", issued), ("old_citizen_id", old)) if text}
        self.typed = replace(self.typed, **said)
        if self.details is not None:
            self.details.set_values(self.details.values() | said)
        for name in said:
            self.changed.emit(name)
        self._show_summary()

    # the strip

    @property
    def is_open(self) -> bool:
        """True while the strip is shown."""
        return self.details is not None and not self.details.isHidden()

    def turn(self) -> None:
        """Open the strip, or close it and sum it up in a line."""
        self.set_open(is_open=not self.is_open)
        if self.is_open and self.details is not None:
            next(one for one in self.details.order() if not one.isHidden()).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_open(self, *, is_open: bool) -> None:
        """Show or hide the strip."""
        if is_open and self.details is None:
            self.details = MemberDetails(self.typed, self._enter, self._day)
            self._indent()
            self.details.changed.connect(self.changed)
            self.details.left.connect(self.left)
            self.details.show_for(self.text(), self._day)
            self._outer.addWidget(self.details)
        if self.details is not None:
            self.details.setVisible(is_open)
        self.unfold.setIcon(theme.icon("chevron-up" if is_open else "chevron-down"))
        self._show_summary()
        self.opened.emit()

    def _indent(self) -> None:
        """What belongs to a row stands under its name, unless there is no room to spare."""
        left = theme.px(28) if self._across > 1 else 0
        self.summary.setContentsMargins(left, 0, 0, 0)
        if self.details is not None:
            self.details.setContentsMargins(left, 0, 0, theme.px(6))

    def _show_summary(self) -> None:
        text = member_details.summary(self.text())
        self.summary.setText(text)
        self.summary.setVisible(bool(text) and not self.is_open)

    def editors(self) -> list[QWidget]:
        """The fields in the order of Tab."""
        quick = [cell.editor for cell in self.cells.values()]
        return [*quick, *self.details.order()] if self.is_open and self.details is not None else quick

    def all_cells(self) -> dict[str, Cell]:
        """Field → where it is shown, the strip's too if it was ever open."""
        return {**self.cells, **(self.details.cells if self.details is not None else {})}

    def arrange(self, width: int, place: int) -> None:
        """Lay the fields out for *width*; *place* is the row's number from 1."""
        across = next(count for least, count in BREAKS if width >= theme.px(least))
        self._number.setText(str(place))
        for cell in (*self.cells.values(), *self._ends):
            cell.show_title(shown=place == 1 or across < ACROSS)
        if across == self._across:
            return
        self._across = across
        self._indent()
        while self._grid.count():
            self._grid.takeAt(0)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        self._grid.addWidget(self._ends[0], 0, 0)
        for at, (field, cell) in enumerate(self.cells.items()):
            self._grid.addWidget(cell, at // across, 1 + at % across)
            self._grid.setColumnStretch(1 + at % across, WIDTHS[field] if across == ACROSS else 1)
        whole = across == ACROSS
        self._grid.addWidget(self._ends[1], 0, 1 + across)
        self._grid.addWidget(self._ends[2], 0 if whole else 1, 2 + across if whole else 1 + across)
