"""Households join the model: found in the register with their conditions, ticked, and let in all at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from sinhke_desktop.domain.joining_conditions import (
    MEANT_FOR,
    Condition,
    HouseholdFacts,
    Weight,
    entry_class,
    to_look_at,
)
from sinhke_desktop.domain.participation import ROLE_NAMES, PartInput, Role
from sinhke_desktop.domain.review import CLASS_NAMES, PovertyClass
from sinhke_desktop.domain.typed_values import parse_day
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.livelihood.model_dialogs import tone
from sinhke_desktop.gui.widgets import Column, DataTable, Flow, Notice, RowsModel, SearchField, choices, label
from sinhke_desktop.gui.widgets.form_dialog import FormDialog, day_field
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import Progress
from sinhke_desktop.services import participation, participation_facts
from sinhke_desktop.services import register as registers
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.participation_facts import Outlook
from sinhke_desktop.services.register import Register, RegisterRow

MOST_FOUND = 200
MEANT = "meant"
NAMED = 4
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class JoinRow:
    """A household that might join, in its class of the day, with its conditions."""

    household_id: str
    name: str
    hamlet: str
    poverty_class: PovertyClass
    conditions: tuple[Condition, ...]

    @property
    def refused(self) -> bool:
        """True if something stands against it."""
        return any(one.weight is Weight.AGAINST for one in self.conditions)


class TickedRows(RowsModel[JoinRow]):
    """Rows with a box before the name; ``ticked`` holds household ids over searches."""

    def __init__(self, columns: list[Column[JoinRow]], told: Callable[[], object]) -> None:
        super().__init__(columns)
        self.ticked: dict[str, str] = {}
        self._told = told

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            on = self.rows[index.row()].household_id in self.ticked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else found

    def setData(self, index: Index, _value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.toggle(index.row())
        return True

    def toggle(self, row: int) -> None:
        """Tick a row, or not any more; one that something stands against is never ticked."""
        one = self.rows[row]
        if one.household_id in self.ticked:
            del self.ticked[one.household_id]
        elif not one.refused:
            self.ticked[one.household_id] = one.name
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
        self._told()


class JoinDialog(FormDialog):
    """Finds households in the register and lets those that are ticked (else the chosen one) join together."""

    def __init__(self, parent: QWidget, context: Context, model_id: str) -> None:
        super().__init__(
            parent, _("Households join"), lambda _form: None, context.refresh, primary=_("Let them join"),
            text=_("Search by name, hamlet or citizen number; accents do not matter. Space ticks, Enter lets join."),
            width=900, columns=3,
        )  # fmt: skip
        self.cancel.setText(_("Done"))
        self.rejected.connect(context.refresh)
        self._context, self._model_id = context, model_id
        self._register: Register | None = None
        self._outlook: Outlook = Outlook({})
        self._classes: dict[str, PovertyClass] = {}
        self._classes_day: date | None = None
        self._found = 0
        self._closed = False
        self.finished.connect(self._close)
        self._make_search()
        self._make_form()
        self.search.setFocus()
        context.runner.run(self._read, self._show)

    def _make_search(self) -> None:
        self.search = SearchField(_("Find a household"))
        self.hamlet = choices(("", _("All hamlets")))
        self.poverty_class = choices(
            (MEANT, _("Poor, near-poor, newly escaped")), ("", _("All classes")),
            *((one.value, words) for one, words in CLASS_NAMES.items()),
        )  # fmt: skip
        self.hamlet.setAccessibleName(_("Hamlet"))
        self.poverty_class.setAccessibleName(_("Class"))
        self.model = TickedRows(
            [
                Column(_("Head of household"), lambda row: row.name, strong=lambda row: True),
                Column(_("Hamlet"), lambda row: row.hamlet),
                Column(_("Class that day"), lambda row: CLASS_NAMES[row.poverty_class],
                       tone=lambda row: tone(row.poverty_class)),
                Column(_("To look at"), short_words),
            ],
            self._count,
        )  # fmt: skip
        self.table = DataTable(self.model, stretch=(0, 3))
        self.table.setFixedHeight(theme.px(175))
        self.hint, self.count = Notice(), label("", "secondary")
        self.hint.show_text("info", _("Reading the register…"))  # the dialog is made high enough for it
        filters = Flow(self.search, self.hamlet, self.poverty_class)
        for place, widget in enumerate((filters, self.table, self.count, self.hint)):
            self.body.insertWidget(place, widget)
        self.search.searched.connect(lambda _text: self.look_up())
        self.hamlet.currentIndexChanged.connect(lambda _at: self.look_up())
        self.poverty_class.currentIndexChanged.connect(lambda _at: self.look_up())
        self.search.left_down.connect(self.table.setFocus)
        self.table.chosen.connect(self._look)
        self.table.opened.connect(lambda _row: self.confirm())
        tick = QShortcut(QKeySequence("Space"), self.table, self._tick)
        tick.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _make_form(self) -> None:
        workspace = self._context.workspace
        found = participation.parts(workspace, self._model_id)
        taken = {line.participant.replaces_id for line in found.lines}
        gone = [line for line in found.lines if line.participant.left_on and line.participant.id not in taken]
        groups = participation.group_names(workspace, self._model_id)
        today = workspaces.today(workspace)
        self.form.add("joined_on", _("Joined on"), day_field(today))
        self.form.add("commitment_signed_on", _("Commitment signed on"), day_field())
        self.form.add("group_id", _("Group"), choices(("", "–"), *groups.items()))
        roles = ((role.value, name) for role, name in ROLE_NAMES.items())
        self.form.add("role", _("Role"), choices(("", "–"), *roles))
        if groups:
            self.form.set_text("role", Role.MEMBER.value)
        if len(groups) == 1:
            self.form.set_text("group_id", next(iter(groups)))
        if gone:
            places = ((line.participant.id, line.name) for line in gone)
            self.form.add("replaces_id", _("Takes the place of"), choices(("", "–"), *places))
        joined = self.form.fields["joined_on"].editor
        if isinstance(joined, QLineEdit):
            joined.textChanged.connect(lambda _text: self.look_up())

    def _read(self, _progress: Progress) -> tuple[Register, Outlook]:
        workspace = self._context.workspace
        return registers.load(workspace), participation_facts.outlook(workspace, self._model_id)

    def _show(self, read: tuple[Register, Outlook]) -> None:
        if self._closed:
            return
        self._register, self._outlook = read
        self._classes_day = None
        names = {row.hamlet_id: row.hamlet_name for row in self._register.rows if row.hamlet_id}
        at = str(self.hamlet.currentData() or "")
        self.hamlet.blockSignals(True)
        while self.hamlet.count() > 1:
            self.hamlet.removeItem(1)
        for hamlet_id, name in sorted(names.items(), key=lambda pair: pair[1]):
            self.hamlet.addItem(name, hamlet_id)
        self.hamlet.setCurrentIndex(max(self.hamlet.findData(at), 0))
        self.hamlet.blockSignals(False)
        self.look_up()

    def _close(self) -> None:
        """What is read afterwards has no place to be shown."""
        self._closed = True

    def look_up(self) -> None:
        """Show the households that are searched for, at most 200, with their class on the day of joining."""
        if self._register is None:
            self.count.setText(_("Reading the register…"))
            return
        day = self._day()
        found = self._register.find(self.search.text(), str(self.hamlet.currentData() or ""))
        wanted = str(self.poverty_class.currentData() or "")
        classes = self._classes_on(day)
        if wanted == MEANT:
            found = [row for row in found if classes[row.household_id] in MEANT_FOR]
        elif wanted:
            found = [row for row in found if classes[row.household_id] == wanted]
        found.sort(key=lambda row: self._facts(row.household_id).takes_part)
        self._found = len(found)
        self.model.set_rows([self._row(row, day) for row in found[:MOST_FOUND]])
        self.table.fit()
        self._count()
        if found:
            self.table.choose(0)

    def _row(self, row: RegisterRow, day: date) -> JoinRow:
        met = self._outlook.conditions(row.household_id, day)
        return JoinRow(
            row.household_id, row.head_name, row.hamlet_name, self._classes_on(day)[row.household_id], met
        )  # fmt: skip

    def _facts(self, household_id: str) -> HouseholdFacts:
        return self._outlook.facts.get(household_id, participation_facts.NOTHING_KNOWN)

    def _classes_on(self, day: date) -> dict[str, PovertyClass]:
        """Household → its class on *day*, kept until another day is typed."""
        if self._classes_day != day and self._register is not None:
            ids = [row.household_id for row in self._register.rows]
            self._classes = {one: entry_class(self._facts(one).known, day) for one in ids}
            self._classes_day = day
        return self._classes

    def _day(self) -> date:
        try:
            day = parse_day(self.form.text("joined_on"))
        except ValueError:
            day = None
        return day or workspaces.today(self._context.workspace)

    def _count(self) -> None:
        text = _("{count} households, {ticked} ticked")
        self.count.setText(text.format(count=self._found, ticked=len(self.model.ticked)))

    def _look(self, row: int) -> None:
        found = self.model.rows[row].conditions if row >= 0 else ()
        kind = "warn" if to_look_at(found) else "done"
        self.hint.show_text(kind, "\n".join(one.text for one in found))

    def _tick(self) -> None:
        row = self.table.current_row()
        if row >= 0:
            self.model.toggle(row)
            if row + 1 < len(self.model.rows):
                self.table.choose(row + 1)

    def confirm(self) -> None:
        """Those that are ticked join, else the chosen one; the dialog stays for the next ones."""
        ids = dict(self.model.ticked)
        row = self.table.current_row()
        if not ids and row >= 0:
            ids = {self.model.rows[row].household_id: self.model.rows[row].name}
        if not ids:
            self.notice.show_text("error", _("Choose the household."))
            return
        typed = PartInput(**{name: self.form.text(name) for name in self.form.fields})
        try:
            participation.join_many(self._context.workspace, self._model_id, list(ids), typed)
        except InvalidInput as wrong:
            others = self.form.show_problems(wrong.problems, focus=True)
            self.notice.show_text("error", " ".join(problem.message for problem in others))
            return
        self.notice.show_text("done", _joined_words(list(ids.values())))
        self.model.ticked.clear()
        self.search.clear()
        self.search.setFocus()
        self._context.runner.run(self._read, self._show)


def short_words(row: JoinRow) -> str:
    """What is to be looked at, in a few words."""
    return "; ".join(dict.fromkeys(one.short for one in to_look_at(row.conditions)))


def _joined_words(names: Sequence[str]) -> str:
    """Who joined: a few names, how many more."""
    if len(names) <= NAMED:
        return _("Taking part now: {names}.").format(names=", ".join(names))
    text = _("Taking part now: {names} and {count} more.")
    return text.format(names=", ".join(names[:NAMED]), count=len(names) - NAMED)
