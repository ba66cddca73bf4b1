"""A card with a table that is only read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sinhke_desktop.gui.widgets import Card, Column, RowsModel
from sinhke_desktop.gui.widgets.wrapping import WrapTable


class SumsCard(Card):
    """A card with a table that is only read; hidden while there is nothing in it."""

    def __init__(self, title: str, columns: Sequence[Column[Any]], *, wrap: tuple[int, ...] = (0,)) -> None:
        super().__init__(title)
        self.model: RowsModel[Any] = RowsModel(columns)
        self.table = WrapTable(self.model, wrap=wrap)
        self.add(self.table)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show *rows*."""
        self.model.set_rows(rows)
        self.table.fit()
        self.setVisible(bool(rows))
