"""The members of a household as rows of fields, in the paper form's order; a narrow window breaks each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from sinhke_desktop.domain.household import HEAD, RELATIONS, MemberInput
from sinhke_desktop.errors import Problem
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.households.editors import AccentFreeCompleter, Cell, EnterGoesOn
from sinhke_desktop.gui.households.words import SEXES
from sinhke_desktop.gui.widgets import QuietButton, label
from sinhke_desktop.gui.widgets.fields import choices
from sinhke_desktop.i18n import _

WIDTHS = {
    "full_name": 192, "relation": 116, "sex": 88, "birth": 100, "ethnic_group": 86, "citizen_id": 126, "phone": 104,
    "note": 54,
}  # fmt: skip
"""How wide each field is at least, in design pixels; what is left over is shared out likewise."""
BREAKS = ((1020, 8), (660, 4), (380, 2), (0, 1))
"""From this many design pixels on, so many fields stand beside each other."""


class MemberRow(QWidget):
    """One member; tells :attr:`changed` the field, :attr:`left` a field that was finished."""

    changed = Signal(str)
    left = Signal()
    removed = Signal()

    def __init__(self, typed: MemberInput, ethnic_groups: Sequence[str], enter: EnterGoesOn) -> None:
        super().__init__()
        self.typed = typed
        self._across = 0
        self.name = QLineEdit(typed.full_name)
        self.relation = QComboBox()
        self.relation.setEditable(True)
        self.relation.addItems(list(RELATIONS))
        self.relation.setMinimumContentsLength(6)
        self.relation.setCompleter(AccentFreeCompleter(RELATIONS, self.relation))
        self.relation.setEditText(typed.relation)
        self.sex = choices(("", ""), *((sex.value, word) for sex, word in SEXES.items()))
        self.sex.setCurrentIndex(max(self.sex.findData(typed.sex), 0))
        self.birth = QLineEdit(typed.birth)
        self.ethnic_group = QLineEdit(typed.ethnic_group)
        self.ethnic_group.setCompleter(AccentFreeCompleter(ethnic_groups, self.ethnic_group))
        self.citizen_id = QLineEdit(typed.citizen_id)
        self.phone = QLineEdit(typed.phone)
        self.note = QLineEdit(typed.note)
        self.cells: dict[str, Cell] = {}
        for field, title, editor in (
            ("full_name", _("Full name"), self.name),
            ("relation", _("Relation"), self.relation),
            ("sex", _("Sex"), self.sex),
            ("birth", _("Birth"), self.birth),
            ("ethnic_group", _("Ethnic group"), self.ethnic_group),
            ("citizen_id", _("Citizen id"), self.citizen_id),
            ("phone", _("Telephone"), self.phone),
            ("note", _("Note"), self.note),
        ):
            self._add(field, title, editor, enter)
        self.birth.setToolTip(_("A year (1962) or a date (03/05/1962)"))
        self.remove = QuietButton("", "trash-2", self.removed.emit, tip=_("Remove this member (Ctrl+Delete)"))
        self.remove.setAccessibleName(_("Remove this member"))
        self.remove.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.remove.setMinimumWidth(0)
        self._number = label("", "secondary", wrap=False)
        self._number.setFixedSize(theme.px(20), self.name.sizeHint().height())
        self._ends = (Cell("", self._number), Cell("", self.remove))
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._grid)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def _add(self, field: str, title: str, editor: QWidget, enter: EnterGoesOn) -> None:
        if isinstance(editor, QLineEdit):
            editor.textChanged.connect(lambda: self.changed.emit(field))
            editor.editingFinished.connect(self.left)
        elif isinstance(editor, QComboBox):
            editor.currentTextChanged.connect(lambda: self.changed.emit(field))
        enter.watch(editor)
        editor.setMinimumWidth(theme.px(WIDTHS[field]))
        self.cells[field] = Cell(title, editor)

    def text(self) -> MemberInput:
        """What is typed now."""
        return replace(
            self.typed,
            full_name=self.name.text(),
            relation=self.relation.currentText(),
            sex=str(self.sex.currentData() or ""),
            birth=self.birth.text(),
            ethnic_group=self.ethnic_group.text(),
            citizen_id=self.citizen_id.text(),
            phone=self.phone.text(),
            note=self.note.text(),
        )

    def editors(self) -> list[QWidget]:
        """The fields in the order of Tab."""
        return [cell.editor for cell in self.cells.values()]

    def arrange(self, width: int, place: int) -> None:
        """Lay the fields out for *width*; *place* is the row's number from 1."""
        across = next(count for least, count in BREAKS if width >= theme.px(least))
        self._number.setText(str(place))
        for cell in (*self.cells.values(), *self._ends):
            cell.show_title(shown=place == 1 or across < 8)
        if across == self._across:
            return
        self._across = across
        while self._grid.count():
            self._grid.takeAt(0)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        self._grid.addWidget(self._ends[0], 0, 0)
        for at, (field, cell) in enumerate(self.cells.items()):
            self._grid.addWidget(cell, at // across, 1 + at % across)
            self._grid.setColumnStretch(1 + at % across, WIDTHS[field] if across == 8 else 1)
        self._grid.addWidget(self._ends[1], 0, 1 + across)


class MembersForm(QWidget):
    """Rows for members with a button for one more; the field paths are ``members.<row>.<field>``."""

    changed = Signal(str)
    left = Signal()

    def __init__(self, ethnic_groups: Sequence[str], enter: EnterGoesOn) -> None:
        super().__init__()
        self._ethnic_groups = ethnic_groups
        self._enter = enter
        self.rows: list[MemberRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        column.addLayout(self._lines)
        self.problem = label("", "problem")
        self.problem.hide()
        column.addWidget(self.problem)
        self.add_button = QuietButton(_("Add member"), "user-plus", self.add_member, key="Ctrl+M")
        self._enter.watch(self.add_button)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.arrange)

    def show_members(self, members: Iterable[MemberInput]) -> None:
        """Replace every row."""
        for row in self.rows:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for member in members:
            self._append(member)
        self.arrange()

    def _append(self, member: MemberInput) -> MemberRow:
        row = MemberRow(member, self._ethnic_groups, self._enter)
        row.changed.connect(lambda field, row=row: self._told(row, field))
        row.left.connect(self.left)
        row.removed.connect(lambda row=row: self.remove_member(row))
        self.rows.append(row)
        self._lines.addWidget(row)
        return row

    def _told(self, row: MemberRow, field: str) -> None:
        if row in self.rows:
            self.changed.emit(f"members.{self.rows.index(row)}.{field}")

    def add_member(self) -> None:
        """One more row, with the head's ethnic group proposed, and the focus in its name."""
        first = self.rows[0].text() if self.rows else MemberInput()
        row = self._append(MemberInput(relation="" if self.rows else HEAD, ethnic_group=first.ethnic_group))
        self.arrange()
        self.changed.emit("")
        row.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove_member(self, row: MemberRow) -> None:
        """Take a row out; it is gone from the store only when the record is saved."""
        at = self.rows.index(row)
        self.rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.arrange()
        self.changed.emit("")
        if self.rows:
            self.rows[min(at, len(self.rows) - 1)].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove_focused(self) -> None:
        """Take out the row that has the focus."""
        for row in self.rows:
            if row.isAncestorOf(self.focusWidget() or self):
                self.remove_member(row)
                return

    def members(self) -> tuple[MemberInput, ...]:
        """Every row as typed."""
        return tuple(row.text() for row in self.rows)

    def order(self) -> list[QWidget]:
        """The fields in the order of Tab."""
        return [editor for row in self.rows for editor in row.editors()] + [self.add_button]

    def show_problems(self, problems: Sequence[Problem]) -> dict[str, QWidget]:
        """Put each problem under its field; returns the editors of those that have one."""
        texts = {problem.field: problem.message for problem in problems}
        wrong: dict[str, QWidget] = {}
        for at, row in enumerate(self.rows):
            for field, cell in row.cells.items():
                path = f"members.{at}.{field}"
                cell.set_problem(texts.get(path, ""))
                if path in texts:
                    wrong[path] = cell.editor
        self.problem.setText(texts.get("members", ""))
        self.problem.setVisible("members" in texts)
        if "members" in texts:
            wrong["members"] = self.rows[0].relation if self.rows else self.add_button
        return wrong

    def show_warnings(self, warnings: Sequence[Problem]) -> None:
        """Say under each field what looks odd."""
        texts: dict[str, str] = {}
        for one in warnings:
            texts[one.field] = " ".join(part for part in (texts.get(one.field), one.message) if part)
        for at, row in enumerate(self.rows):
            for field, cell in row.cells.items():
                cell.set_warning(texts.get(f"members.{at}.{field}", ""))

    def arrange(self) -> None:
        """Lay every row out for the width there is."""
        for place, row in enumerate(self.rows, 1):
            row.arrange(self.width(), place)
            row.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()
