"""Removing households: a reason is asked for, and the recycle bin that gives them back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QVBoxLayout, QWidget

from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.life_act import ActKind
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.households.acts_places import ArrivalDialog
from sinhke_desktop.gui.widgets import (
    Column,
    DataTable,
    Dialog,
    EmptyState,
    FormField,
    PageHeader,
    PrimaryButton,
    QuietButton,
    RowsModel,
    label,
)
from sinhke_desktop.i18n import N_, _
from sinhke_desktop.services.life_rules import Acted

REASONS = (N_("Registered twice"), N_("Registered by mistake"))


class RemovalDialog(Dialog):
    """Asks why; tells :attr:`given` the reason."""

    given = Signal(str)

    def __init__(self, parent: QWidget, names: Sequence[str]) -> None:
        super().__init__(parent, _("Remove households"), _("Remove"))
        shown = ", ".join(names[:8])
        if len(names) > 8:
            shown = _("{names} and {count} more").format(names=shown, count=len(names) - 8)
        self.add(label(shown, "strong"))
        self.add(label(_("They go into the recycle bin; history stays, and you can take them back."), "secondary"))
        told = _(
            "For what happened in life (moved away, merged, the last member died) open the household, page “Acts”."
        )
        self.add(label(told, "secondary"))
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems([_(reason) for reason in REASONS])
        self.reason.setCurrentIndex(-1)
        self.field = FormField(_("Reason"), self.reason)
        self.add(self.field)

    def confirm(self) -> None:
        """Leave only with a reason."""
        reason = self.reason.currentText().strip()
        if not reason:
            self.field.set_problem(_("Say why the household is removed."))
            self.reason.setFocus()
            return
        self.accept()
        self.given.emit(reason)


@dataclass(frozen=True, slots=True)
class BinLine:
    """One household in the recycle bin."""

    household: Household
    hamlet: str
    when: str
    reason: str
    how: str = ""


class RecycleBin(QWidget):
    """Removed households; one or more can be taken back."""

    left = Signal()

    def __init__(
        self, context: Context, read: Callable[[], list[BinLine]], restore: Callable[[Sequence[str]], object]
    ) -> None:
        super().__init__()
        self._context = context
        self._read = read
        self._restore = restore
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.button = PrimaryButton(_("Take back"), "rotate-ccw", self.take_back, key="Ctrl+R")
        self.came_back = QuietButton(_("It has come back"), "arrow-left", self.ask_come_back)
        column.addWidget(
            PageHeader(
                _("Recycle bin"),
                _("Removed and ended households, when and why; nothing here is lost."),
                QuietButton(_("Back to the register"), "arrow-left", self.left.emit, key="Esc"),
                self.came_back,
                self.button,
            )
        )
        self.model: RowsModel[BinLine] = RowsModel(
            [
                Column(_("Head of household"), lambda line: line.household.head.full_name),
                Column(_("Hamlet"), lambda line: line.hamlet),
                Column(_("Members"), lambda line: str(len(line.household.members)), numeric=True),
                Column(_("How it ended"), lambda line: line.how),
                Column(_("Day"), lambda line: line.when, numeric=True),
                Column(_("Reason"), lambda line: line.reason),
            ]
        )
        self.table = DataTable(self.model, stretch=(0, 5))
        self.table.chosen.connect(self._row_chosen)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.opened.connect(lambda row: self.take_back())
        column.addWidget(self.table, 1)
        self.empty = EmptyState(
            "trash-2", _("The recycle bin is empty"), _("Households that are removed from the register come here.")
        )
        column.addWidget(self.empty, 1)

    def refresh(self) -> None:
        """Read the bin again."""
        self._context.runner.run(lambda progress: self._read(), self._show)

    def _show(self, lines: list[BinLine]) -> None:
        self.model.set_rows(lines)
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.button.setEnabled(bool(lines))
        if lines:
            self.table.choose(0)
        self._row_chosen(self.table.current_row())

    def _row_chosen(self, row: int) -> None:
        ended_how = self.model.rows[row].household.ended_how if 0 <= row < len(self.model.rows) else ""
        self.came_back.setVisible(ended_how == ActKind.LEFT.value)

    def ask_come_back(self) -> None:
        """Record that the chosen household, which had left, lives here again."""
        household = self.model.rows[self.table.current_row()].household
        workspace = self._context.workspace
        self.dialog = ArrivalDialog(self.window(), workspace, household, [], self._arrived)
        self.dialog.open()

    def _arrived(self, acted: Acted) -> None:
        self._context.toast(_("The household is in the register again."))
        self._context.refresh()

    def take_back(self) -> None:
        """Restore the chosen households."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        if rows:
            self._restore([self.model.rows[row].household.id for row in rows])
