"""What was decided lately, by whom; each can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.standing import local_time
from sinhke_desktop.gui.widgets import Column, DataTable, EmptyState, Flow, QuietButton, RowsModel
from sinhke_desktop.i18n import _
from sinhke_desktop.services import decisions_made
from sinhke_desktop.services.decisions_made import DecisionMade
from sinhke_desktop.services.workspace import OFFICE


def fields_words(made: DecisionMade) -> str:
    """``Điện thoại: 0901…; Địa chỉ: …``."""
    return "; ".join(f"{name}: {value}" for name, value in made.fields)


class DecidedSection(QWidget):
    """The newest decisions; Ctrl+Z takes the chosen one back."""

    def __init__(self, context: Context, commune_name: Callable[[str], str]) -> None:
        super().__init__()
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(8)
        self.undo_button = QuietButton(_("Take this decision back"), "undo-2", self.take_back, key="Ctrl+Z")
        column.addWidget(Flow(self.undo_button))
        columns: list[Column[DecisionMade]] = [
            Column(_("Decided on"), lambda one: local_time(one.claimed_time)),
            Column(_("By"), lambda one: one.officer),
            Column(_("Record"), lambda one: one.title, strong=lambda _one: True),
            Column(_("Decided"), fields_words, tip=lambda one: f"{fields_words(one)}\n{one.reason}".strip()),
        ]
        if context.workspace.role == OFFICE:
            columns.insert(2, Column(_("Commune"), lambda one: commune_name(one.commune_code)))
        self.model: RowsModel[DecisionMade] = RowsModel(columns)
        self.table = DataTable(self.model, stretch=(len(columns) - 1,))
        column.addWidget(self.table, 1)
        self.empty = EmptyState(
            "history", _("Nothing was decided yet"), _("Decisions stay here and can be taken back.")
        )
        column.addWidget(self.empty, 1)

    def refresh(self) -> None:
        """Read again, in the worker."""
        workspace = self._context.workspace
        self._context.runner.run(lambda _progress: decisions_made.decided(workspace), self._have_read)

    def _have_read(self, made: Sequence[DecisionMade]) -> None:
        self.model.set_rows(made)
        for part in (self.table, self.undo_button):
            part.setVisible(bool(made))
        self.empty.setVisible(not made)
        if made:
            self.table.choose(0)

    def take_back(self) -> None:
        """Put both sides up against each other again."""
        at = self.table.current_row()
        if not 0 <= at < len(self.model.rows):
            return
        try:
            decisions_made.reopen(self._context.workspace, self.model.rows[at].uid)
        except SinhkeError as error:
            errors.show(self, error)
            return
        self._context.toast(_("Taken back: both values stand under “Differences” again"))
        self._context.refresh()
