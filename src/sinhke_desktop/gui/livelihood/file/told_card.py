"""A card with a table of rows that are computed: buttons above, and what to say where there is no row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from sinhke_desktop.gui.widgets import Card, Column, RowsModel, label
from sinhke_desktop.gui.widgets.wrapping import WrapTable


class ToldCard(Card):
    """A title, buttons, a table, and words in its place where there is no row."""

    def __init__(
        self, title: str, columns: Sequence[Column[Any]], empty: str, *buttons: QWidget, wrap: Sequence[int] = (0,)
    ) -> None:
        super().__init__(title)
        for button in buttons:
            self.add_to_head(button)
        self.model: RowsModel[Any] = RowsModel(columns)
        self.table = WrapTable(self.model, wrap=tuple(wrap))
        self.nothing = label(empty, "secondary")
        self.add(self.nothing)
        self.add(self.table)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show *rows*."""
        self.model.set_rows(rows)
        self.table.fit()
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
