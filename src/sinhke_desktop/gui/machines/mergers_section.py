"""Communes that became part of others: what was told, and what the lists suggest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.gui.machines.words import MergerRow
from sinhke_desktop.gui.widgets import Card, Column, EmptyState, Notice, QuietButton, RowsModel, clear
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services.commune_mergers import Suggestion


class MergersSection(QWidget):
    """Calls *tell* with a suggestion or None, and *take_back* with a row."""

    def __init__(self, tell: Callable[[Suggestion | None], object], take_back: Callable[[MergerRow], object]) -> None:
        super().__init__()
        self._tell, self._take_back = tell, take_back
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._suggested = QVBoxLayout()
        column.addLayout(self._suggested)
        self.empty = EmptyState(
            "merge", _("No merger was noted"),
            _("When communes become one, note here which old code counts under which new one."),
            _("Note a merger"), lambda: tell(None),
        )  # fmt: skip
        column.addWidget(self.empty)
        self.card = Card(_("Merged communes"))
        self.add = QuietButton(_("Note a merger…"), "plus", lambda: tell(None))
        self.back = QuietButton(_("Take the merger back"), "undo-2", self._take_back_chosen)
        self.card.add_to_head(self.back)
        self.card.add_to_head(self.add)
        self.model: RowsModel[MergerRow] = RowsModel(
            [
                Column(_("Old code"), lambda row: row.old, strong=lambda row: True),
                Column(_("Counts under"), lambda row: row.new),
                Column(_("Decision"), lambda row: row.basis),
                Column(_("Noted on"), lambda row: row.told),
                Column(_("Machines"), lambda row: row.machines, numeric=True),
            ]
        )
        self.table = WrapTable(self.model, wrap=(0, 1, 2), plain=False)
        self.table.setAccessibleName(_("Merged communes"))
        self.card.add(self.table)
        column.addWidget(self.card)
        column.addStretch(1)

    def show_rows(self, rows: Sequence[MergerRow], suggestions: Sequence[Suggestion]) -> None:
        """Show the mergers and what the lists suggest."""
        clear(self._suggested)
        for one in suggestions:
            known = ", ".join(f"{code} {name}" for code, name in one.into)
            text = _("Code {code} ({name}) is in no list of today; it went into: {known}.")
            notice = Notice("warn", text.format(code=one.old_code, name=one.old_name, known=known))
            notice.add_button(_("Note the merger…"), partial(self._tell, one))
            self._suggested.addWidget(notice)
        self.model.set_rows(rows)
        self.empty.setVisible(not rows)
        self.card.setVisible(bool(rows))
        self.table.fit()
        if rows:
            self.table.selectRow(0)

    def chosen(self) -> MergerRow | None:
        """The selected merger."""
        at = self.table.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _take_back_chosen(self) -> None:
        row = self.chosen()
        if row is not None:
            self._take_back(row)
