"""The page “Biến động” of a household's record: its acts by day, recording and undoing them, a look back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.life_act import ACT_NAMES, ActKind
from sinhke_desktop.domain.typed_values import parse_day
from sinhke_desktop.errors import NotFound, SinhkeError
from sinhke_desktop.gui import errors
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.households.acts_dialogs import ActDialog, HeadDialog, SplitDialog
from sinhke_desktop.gui.households.acts_merge import MergeDialog
from sinhke_desktop.gui.households.acts_people import BirthDialog, DeathDialog, JoiningDialog, PartingDialog
from sinhke_desktop.gui.households.acts_places import ArrivalDialog, LeavingDialog, MoveDialog
from sinhke_desktop.gui.households.acts_words import BUTTONS, TimelineLine, timeline
from sinhke_desktop.gui.households.past_view import HistoryRestore, PastDialog
from sinhke_desktop.gui.households.record_view import RecordPane
from sinhke_desktop.gui.widgets import (
    Card,
    Column,
    DataTable,
    Dialog,
    Flow,
    FormField,
    Notice,
    QuietButton,
    RowsModel,
    Scrolled,
    label,
)
from sinhke_desktop.gui.widgets.form_dialog import day_field, note_field
from sinhke_desktop.i18n import _
from sinhke_desktop.services import hamlets, household_acts, households, life_undo, register
from sinhke_desktop.services.life_rules import Acted
from sinhke_desktop.services.workspace import Workspace, today

DIALOGS: dict[ActKind, type[ActDialog]] = {
    ActKind.SPLIT: SplitDialog,
    ActKind.MERGED: MergeDialog,
    ActKind.HEAD_CHANGED: HeadDialog,
    ActKind.BORN: BirthDialog,
    ActKind.JOINED: JoiningDialog,
    ActKind.PARTED: PartingDialog,
    ActKind.DIED: DeathDialog,
    ActKind.MOVED: MoveDialog,
    ActKind.ARRIVED: ArrivalDialog,
    ActKind.LEFT: LeavingDialog,
}
NEEDS_TWO = (ActKind.SPLIT, ActKind.HEAD_CHANGED, ActKind.PARTED)


class UndoDialog(Dialog):
    """Asks why an act is undone; *undo* is given the reason and may refuse."""

    def __init__(self, parent: QWidget, line: TimelineLine, undo: Callable[[str], object]) -> None:
        super().__init__(parent, _("Undo an act"), _("Undo"))
        self._undo = undo
        self.add(label(f"{line.day} · {line.name}: {line.what}", "strong"))
        self.add(label(_("The household is as if it had never happened; the history keeps both."), "secondary"))
        self.reason = note_field(lines=2)
        self.field = FormField(_("Reason"), self.reason)
        self.add(self.field)

    def confirm(self) -> None:
        """Undo; stay open where it is refused."""
        reason = self.reason.toPlainText().strip()
        if not reason:
            self.field.set_problem(_("Say why."))
            return
        try:
            self._undo(reason)
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self.accept()


class ActsPane(QWidget):
    """Follows the shown household. *may_act* is asked before a dialog opens; *acted* is told what to show next: a
    household's id, or nothing where it ended."""

    def __init__(self, context: Context, may_act: Callable[[], bool], acted: Callable[[str], object]) -> None:
        super().__init__()
        self._context, self._may_act, self._acted = context, may_act, acted
        self._household: Household | None = None
        self.dialog: Dialog | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setMinimumHeight(200)
        inside = Scrolled()
        inside.setProperty("kind", "ground")
        area.setWidget(inside)
        outer.addWidget(area)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 12, 6, 12)
        column.setSpacing(12)
        self.notice = Notice()
        column.addWidget(self.notice)
        column.addWidget(self._acts_card())
        self.past_card = self._past_card()
        column.addWidget(self.past_card)
        column.addWidget(self._timeline_card(), 1)

    def _acts_card(self) -> Card:
        self.acts_card = Card(_("What happened?"))
        self.buttons: dict[ActKind, QuietButton] = {}
        for kind, (words, icon) in BUTTONS.items():
            self.buttons[kind] = QuietButton(_(words), icon, partial(self.ask, kind))
        self.acts_card.add(Flow(*self.buttons.values()))
        return self.acts_card

    def _past_card(self) -> Card:
        card = Card(_("The household on an earlier day"))
        self.day = day_field()
        self.day.setMaximumWidth(self.day.fontMetrics().horizontalAdvance("0" * 22))
        self.day.returnPressed.connect(self.look_back)
        self.look = QuietButton(_("Look back"), "history", self.look_back)
        card.add(Flow(self.day, self.look))
        return card

    def _timeline_card(self) -> Card:
        card = Card(_("Acts so far"))
        self.model: RowsModel[TimelineLine] = RowsModel(
            [
                Column(_("Day"), lambda line: line.day),
                Column(_("Act"), lambda line: line.name, tone=lambda line: line.tone),
                Column(_("What"), lambda line: line.what),
                Column(_("Reason, paper"), lambda line: line.reason),
                Column(_("Recorded"), lambda line: line.recorded),
            ]
        )
        self.table = DataTable(self.model, stretch=(2, 3), plain=True)
        self.table.chosen.connect(self._row_chosen)
        card.add(self.table, 1)
        self.nothing = label(_("Nothing was recorded yet: arrivals, splits, births and deaths come here."), "secondary")
        card.add(self.nothing)
        card.body.addStretch(0)
        self.undo_button = QuietButton(_("Undo this act"), "undo-2", self.ask_undo)
        card.add_to_head(self.undo_button)
        return card

    def show_household(self, household_id: str) -> None:
        """Show the acts of this household; nothing for one that is not stored yet."""
        try:
            household = households.get(self._context.workspace, household_id) if household_id else None
        except NotFound:
            household = None
        self._household = household
        for card in (self.acts_card, self.past_card):
            card.setEnabled(household is not None)
        told = _("Save the household first; then what happens to it can be recorded here.")
        self.notice.show_text("info", "" if household is not None else told)
        self._fill()

    def _fill(self) -> None:
        household = self._household
        lines: list[TimelineLine] = []
        if household is not None:
            lines = read_timeline(self._context.workspace, household)
            for kind in NEEDS_TWO:
                self.buttons[kind].setEnabled(len(household.members) > 1)
            self.buttons[ActKind.ARRIVED].setVisible(not household.arrived_on)
        self.model.set_rows(lines)
        self.table.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        self.undo_button.setVisible(bool(lines))
        if lines:
            self.table.choose(0)
        self._row_chosen(self.table.current_row())

    def _row_chosen(self, row: int) -> None:
        chosen = self.model.rows[row] if 0 <= row < len(self.model.rows) else None
        self.undo_button.setEnabled(chosen is not None and not chosen.act.removed)

    def ask(self, kind: ActKind) -> None:
        """Open the dialog of an act."""
        if self._household is None or not self._may_act():
            return
        workspace = self._context.workspace
        household = households.get(workspace, self._household.id)
        known = hamlets.all_hamlets(workspace)
        try:
            dialog = self.dialog = DIALOGS[kind](self.window(), workspace, household, known, self._recorded)
        except SinhkeError as error:
            errors.show(self, error)
            return
        dialog.open()
        if isinstance(dialog, MergeDialog):
            self._context.runner.run(lambda _progress: register.load(workspace).ready(), dialog.use)

    def _recorded(self, acted: Acted) -> None:
        if acted.act.kind is ActKind.MERGED:
            shown = acted.act.household_id
        else:
            shown = "" if acted.household.removed else acted.household.id
        self._context.toast(
            _("Recorded: {act}").format(act=ACT_NAMES[acted.act.kind]), undo=lambda: self._take_back(acted.act.id)
        )
        self._acted(shown)

    def _take_back(self, act_id: str) -> None:
        try:
            undone = life_undo.undo(self._context.workspace, act_id)
        except SinhkeError as error:
            errors.show(self, error)
            return
        self._acted(undone.household_id)

    def ask_undo(self) -> None:
        """Ask why the chosen act is undone."""
        row = self.table.current_row()
        if row < 0 or self._household is None or not self._may_act():
            return
        line, shown = self.model.rows[row], self._household.id

        def undo(reason: str) -> None:
            life_undo.undo(self._context.workspace, line.act.id, reason)
            ended = households.get(self._context.workspace, shown).removed
            self._context.toast(_("The act was undone."))
            self._acted(line.act.household_id if ended else shown)

        self.dialog = UndoDialog(self.window(), line, undo)
        self.dialog.open()

    def look_back(self) -> None:
        """Show the household as it was on the typed day."""
        if self._household is None:
            return
        try:
            day = parse_day(self.day.text())
        except ValueError:
            day = None
        if day is None or day > today(self._context.workspace):
            self.notice.show_text("warn", _("Type a day that has passed, as 19/06/2024."))
            return
        self.notice.show_text("info", "")
        restored = self._household.id
        self.dialog = PastDialog(
            self.window(), self._context, restored, day, self._may_act, lambda: self._acted(restored)
        )
        self.dialog.open()


def read_timeline(workspace: Workspace, household: Household) -> list[TimelineLine]:
    """The household's acts in words."""
    names = {hamlet.id: hamlet.name for hamlet in hamlets.all_hamlets(workspace)}
    lines = household_acts.acts_of(workspace, household.id)
    people = household_acts.names_of(workspace, [line.act for line in lines])
    return timeline(lines, household, names, lambda one: people.get(one, ""))


def attach_life(context: Context, record: RecordPane, acted: Callable[[str], object]) -> ActsPane:
    """Give the record its page of acts, and its history the button that gives values back."""
    pane = ActsPane(context, record.may_leave, acted)
    record.add_tab(_("Acts"), pane)
    record.shown.connect(pane.show_household)
    page = record.history.parentWidget()
    below = page.layout() if page is not None else None
    restore = HistoryRestore(
        context, record.history, record.history_model, lambda: record.presenter.household_id, record.may_leave, acted
    )
    if below is not None:
        below.addWidget(restore)
    return pane
