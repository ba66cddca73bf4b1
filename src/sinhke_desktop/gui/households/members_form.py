"""The members of a household as rows of fields, in the paper form's order; a narrow window breaks each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.domain.household import HEAD, MemberInput
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import Problem
from sinhke_desktop.gui.households.card_scan import CardListener
from sinhke_desktop.gui.households.editors import EnterGoesOn
from sinhke_desktop.gui.households.inputs import is_blank
from sinhke_desktop.gui.households.member_row import MemberRow
from sinhke_desktop.gui.widgets import Flow, QuietButton, label
from sinhke_desktop.i18n import _


class MembersForm(QWidget):
    """Rows for members with a button for one more; the field paths are ``members.<row>.<field>``.

    Enter after the last field begins another member; Enter in an empty name ends them (:attr:`finished`).
    :attr:`reordered` tells that fields came or went, :attr:`scanned` that a card was typed into a row.
    """

    changed = Signal(str)
    left = Signal()
    finished = Signal()
    reordered = Signal()
    scanned = Signal(QWidget, str)
    unfolded = Signal(bool)

    def __init__(self, ethnic_groups: Sequence[str], enter: EnterGoesOn, day: date) -> None:
        super().__init__()
        self._ethnic_groups = ethnic_groups
        self._enter = enter
        self.day = day
        self.all_open = False
        self._turning = False
        self.rows: list[MemberRow] = []
        self._listener = CardListener(self)
        self._listener.scanned.connect(self._scanned)
        self._enter.entered.connect(self._entered)
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
        self.scan_button = QuietButton(_("Scan card"), "scan-line", key="Ctrl+T", tip=_("Fill a member from the card"))
        self.all_button = QuietButton(_("All details"), "chevron-down", self._turn_all, key="Shift+F2")
        self._enter.watch(self.add_button)
        for button in (self.scan_button, self.all_button):
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        column.addWidget(Flow(self.add_button, self.scan_button, self.all_button))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.arrange)

    def show_members(self, members: Iterable[MemberInput]) -> None:
        """Replace every row; strips stay open where they were."""
        members = tuple(members)
        were_open = [row.is_open for row in self.rows]
        if len(were_open) != len(members):
            were_open = [False] * len(members)
        for row in self.rows:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        self._turning = True
        for member, was_open in zip(members, were_open, strict=True):
            row = self._append(member)
            if was_open and not row.is_open:
                row.set_open(is_open=True)
        self._turning = False
        self.arrange()

    def _append(self, member: MemberInput) -> MemberRow:
        row = MemberRow(member, self._ethnic_groups, self._enter, self.day)
        row.changed.connect(lambda field, row=row: self._told(row, field))
        row.left.connect(self.left)
        row.removed.connect(lambda row=row: self.remove_member(row))
        self.rows.append(row)
        self._lines.addWidget(row)
        self._listener.watch(row.cells[field].editor for field in row.cells)
        row.opened.connect(lambda row=row: self._strip_opened(row))
        if self.all_open:
            row.set_open(is_open=True)
        return row

    def _strip_opened(self, row: MemberRow) -> None:
        if row.details is not None:
            self._listener.watch(row.details.editors.values())
        if not self._turning:
            self.reordered.emit()

    def _turn_all(self) -> None:
        self.open_all(is_open=not self.all_open)
        self.unfolded.emit(self.all_open)

    def open_all(self, *, is_open: bool) -> None:
        """Open or close the strip of every member, of those to come too."""
        self.all_open = is_open
        self._turning = True
        for row in self.rows:
            row.set_open(is_open=is_open)
        self._turning = False
        self.reordered.emit()

    def focused(self) -> MemberRow | None:
        """The row that has the focus."""
        holder = self.focusWidget()
        return next((row for row in self.rows if holder is not None and row.isAncestorOf(holder)), None)

    def turn_focused(self) -> None:
        """Open or close the strip of the row with the focus, else of the first."""
        row = self.focused() or (self.rows[0] if self.rows else None)
        if row is not None:
            row.turn()

    def _scanned(self, editor: QWidget, text: str) -> None:
        row = next((row for row in self.rows if row.isAncestorOf(editor)), None)
        if row is not None:
            self.scanned.emit(row, text)

    def _entered(self, editor: QWidget) -> None:
        """Enter in a field: the last one of the last member begins another, an empty name ends the list."""
        if not self.rows or not self.rows[-1].isAncestorOf(editor):
            return
        last = self.rows[-1]
        if editor is last.name and len(self.rows) > 1 and is_blank(last.text()):
            self._enter.handled = True
            self._take_out(last)
            self.finished.emit()
        elif tidy(last.name.text()) and editor is [one for one in last.editors() if not one.isHidden()][-1]:
            self._enter.handled = True
            self.add_member()

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
        self._take_out(row)
        if self.rows:
            self.rows[min(at, len(self.rows) - 1)].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_out(self, row: MemberRow) -> None:
        self.rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.arrange()
        self.changed.emit("")

    def remove_focused(self) -> None:
        """Take out the row that has the focus."""
        row = self.focused()
        if row is not None:
            self.remove_member(row)

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
            strip = [
                path for path in texts if path.startswith(f"members.{at}.") and path.split(".")[2] not in row.cells
            ]
            if strip and not row.is_open:
                row.set_open(is_open=True)
            for field, cell in row.all_cells().items():
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
            for field, cell in row.all_cells().items():
                cell.set_warning(texts.get(f"members.{at}.{field}", ""))

    def arrange(self) -> None:
        """Lay every row out for the width there is."""
        for place, row in enumerate(self.rows, 1):
            row.arrange(self.width(), place)
            row.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()
