"""A household as it was on an earlier day, to look at; and giving an earlier value or the whole of it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.domain.household import Household, Member
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.households.history import HistoryLine
from sinhke_desktop.gui.households.past_words import PastLine, differing, facts, review_words
from sinhke_desktop.gui.households.words import NOTHING, SEXES
from sinhke_desktop.gui.privacy import masking
from sinhke_desktop.gui.widgets import (
    Column,
    DataTable,
    Dialog,
    FormField,
    Notice,
    QuietButton,
    RowsModel,
    choices,
    label,
)
from sinhke_desktop.gui.widgets.form_dialog import note_field
from sinhke_desktop.i18n import _
from sinhke_desktop.services import hamlets, households, past
from sinhke_desktop.services.workspace import today


class PastDialog(Dialog):
    """Shows the household of a day, what differs from now in words, and offers to make it so again."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        household_id: str,
        day: date,
        may_act: Callable[[], bool],
        restored: Callable[[], object],
    ) -> None:
        super().__init__(parent, _("The household on {day}").format(day=f"{day:%d/%m/%Y}"), "", width=860)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cancel.setText(_("Back to now"))
        self._context, self._id, self._day = context, household_id, day
        self._may_act, self._restored = may_act, restored
        workspace = context.workspace
        self.lines: list[PastLine] = []
        self.then = past.as_of(workspace, household_id, day)
        if self.then is None:
            self.add(Notice("info", _("The household was not in the register on this day.")))
        elif masking.covered(household_id):
            self._show_covered()
        else:
            self._fill(self.then)

    def _show_covered(self) -> None:
        self.covered = Notice("info", _("Sensitive data of this household are covered on this machine."))
        self.uncover = self.covered.add_button(_("Show (noted)"), self._reveal)
        self.add(self.covered)

    def _reveal(self) -> None:
        held = masking.current()
        try:
            if held is not None:
                held.reveal(self._id)
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self.covered.hide()
        if self.then is not None:
            self._fill(self.then)
        self._fit_to_content()

    def _fill(self, then: Household) -> None:
        workspace, household_id, day = self._context.workspace, self._id, self._day
        now = households.get(workspace, household_id)
        names = {hamlet.id: hamlet.name for hamlet in hamlets.all_hamlets(workspace)}
        changed = past.changes_between_days(workspace, household_id, day, today(workspace))
        self.lines = differing(changed, then, now, names)
        if then.removed:
            self.add(Notice("warn", _("The household was in the recycle bin on this day.")))
        self._show_differences(self.lines)
        self.add(label(_("Members then"), "card-title"))
        self._show_members(then.members)
        told = [f"{name}: {words}" for name, words in facts(then, names)]
        told.append(review_words(past.reviews_as_of(workspace, household_id, day)))
        self.add(label("\n".join(told), "secondary"))
        if self.lines and not then.removed:
            self.again = QuietButton(_("Make the whole household so again"), "rotate-ccw", self._ask_restore)
            self.body.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_differences(self, lines: list[PastLine]) -> None:
        if not lines:
            self.add(Notice("done", _("Nothing in the record has changed since.")))
            return
        self.add(label(_("What is different now ({count})").format(count=len(lines)), "card-title"))
        model: RowsModel[PastLine] = RowsModel(
            [
                Column(_("Entry"), lambda line: line.what),
                Column(f"{self._day:%d/%m/%Y}", lambda line: line.then, strong=lambda line: True),
                Column(_("Now"), lambda line: line.now),
            ]
        )
        table = DataTable(model, stretch=(1, 2), plain=True)
        model.set_rows(lines)
        table.fit_height()
        self.add(table)

    def _show_members(self, members: tuple[Member, ...]) -> None:
        model: RowsModel[Member] = RowsModel(
            [
                Column(_("Full name"), lambda one: one.full_name, strong=lambda one: True),
                Column(_("Relation"), lambda one: one.relation),
                Column(_("Sex"), lambda one: SEXES[one.sex] if one.sex else NOTHING),
                Column(_("Birth"), lambda one: str(one.birth or NOTHING), numeric=True),
                Column(_("Ethnic group"), lambda one: one.ethnic_group or NOTHING),
            ]
        )
        table = DataTable(model, stretch=(0,), plain=True)
        model.set_rows(list(members))
        table.fit_height()
        self.add(table)

    def _ask_restore(self) -> None:
        if not self._may_act():
            return
        text = _("Everything in the record becomes what it was on {day}; the history keeps what is there now.")
        self.question = ReasonDialog(
            self, _("Make it so again"), text.format(day=f"{self._day:%d/%m/%Y}"), self._restore
        )
        self.question.accepted.connect(self._done)
        self.question.open()

    def _restore(self, reason: str) -> None:
        past.restore_state(self._context.workspace, self._id, self._day, reason)

    def _done(self) -> None:
        self._context.toast(_("The household is as on {day} again.").format(day=f"{self._day:%d/%m/%Y}"))
        self.accept()
        self._restored()


class ReasonDialog(Dialog):
    """Asks why, below *first* if there is something else to ask; *act* is given the reason and may refuse."""

    def __init__(
        self, parent: QWidget, title: str, text: str, act: Callable[[str], object], first: QWidget | None = None
    ) -> None:
        super().__init__(parent, title, _("Restore"), text=text)
        self._act = act
        if first is not None:
            self.add(first)
        self.reason = note_field(lines=2)
        self.field = FormField(_("Reason"), self.reason)
        self.add(self.field)

    def confirm(self) -> None:
        """Act; stay open where it is refused."""
        reason = self.reason.toPlainText().strip()
        if not reason:
            self.field.set_problem(_("Say why."))
            self.reason.setFocus()
            return
        try:
            self._act(reason)
        except SinhkeError as error:
            self.notice.show_text("error", str(error.message))
            return
        self.accept()


class HistoryRestore(QWidget):
    """Stands below the history: gives the chosen line's earlier value back. *restored* is told when it was."""

    def __init__(
        self,
        context: Context,
        table: DataTable,
        model: RowsModel[HistoryLine],
        household_id: Callable[[], str],
        may_act: Callable[[], bool],
        restored: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._context, self._table, self._model = context, table, model
        self._household_id, self._may_act, self._restored = household_id, may_act, restored
        self.dialog: RestoreDialog | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.button = QuietButton(_("Give a value of this line back"), "rotate-ccw", self.ask)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        table.chosen.connect(self._row_chosen)
        self._row_chosen(-1)

    def _row_chosen(self, row: int) -> None:
        self.button.setEnabled(0 <= row < len(self._model.rows) and bool(self._model.rows[row].path))

    def ask(self) -> None:
        """Ask which value and why."""
        row = self._table.current_row()
        if row < 0 or not self._model.rows[row].path or not self._may_act():
            return
        line, household_id = self._model.rows[row], self._household_id()
        self.dialog = RestoreDialog(self.window(), self._context, household_id, line)
        self.dialog.accepted.connect(self._done)
        self.dialog.open()

    def _done(self) -> None:
        self._context.toast(_("The value was given back."))
        self._restored(self._household_id())


class RestoreDialog(ReasonDialog):
    """Which of a line's two values a field should have again."""

    def __init__(self, parent: QWidget, context: Context, household_id: str, line: HistoryLine) -> None:
        before, after = _("Before: {value}").format(value=line.old), _("After: {value}").format(value=line.new)
        self.which = choices(("before", before), ("after", after))
        text = f"{line.when} · {line.what}"
        super().__init__(parent, _("Give a value back"), text, self._restore, FormField(_("Value"), self.which))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace, self._id, self._line = context.workspace, household_id, line

    def _restore(self, reason: str) -> None:
        line = self._line
        value = line.before if self.which.currentData() == "before" else line.after
        if value is None and isinstance(line.after, str):
            value = ""
        past.restore_value(self._workspace, self._id, line.path, value, reason)
