"""A page of a household's record that lists what the worker reads of it, or says that there is nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.widgets import DataTable, EmptyState, RowsModel
from sinhke_desktop.services.workspace import Workspace

R = TypeVar("R")


class ListingPane(QWidget, Generic[R]):
    """Shows one household's rows; an answer about a household that was left meanwhile is dropped."""

    def __init__(
        self,
        context: Context,
        model: RowsModel[R],
        table: DataTable,
        nothing: EmptyState,
        read: Callable[[Workspace, str], Sequence[R]],
    ) -> None:
        super().__init__()
        self._context, self._read = context, read
        self.model, self.table, self.nothing = model, table, nothing
        self.household_id = ""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 12, 0, 12)
        self.column.addWidget(table, 1)
        self.column.addWidget(nothing, 1)
        self._show(())

    def show_household(self, household_id: str) -> None:
        """Show another household's rows; an empty id for a record that is new."""
        self.household_id = household_id
        if not household_id:
            self._show(())
            return
        workspace = self._context.workspace
        self._context.runner.run(
            lambda _progress: self._read(workspace, household_id), partial(self._take, household_id)
        )

    def _take(self, household_id: str, found: Sequence[R]) -> None:
        if household_id == self.household_id:
            self._show(found)

    def _show(self, found: Sequence[R]) -> None:
        self.model.set_rows(found)
        self.table.setVisible(bool(found))
        self.nothing.setVisible(not found)
