"""This office's own number and keys: shown large with its symbol, printed for the communes, changed, retired."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.gui.machines.words import KeyRow
from sinhke_desktop.gui.widgets import Card, Column, Flow, QuietButton, RowsModel, label
from sinhke_desktop.gui.widgets.spoken_number import NumberShown
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _


class KeysSection(QWidget):
    """Calls *sheet*, *change*, *afresh*, and *retire* with a row; *symbol* gives the rows of a number's QR symbol."""

    def __init__(
        self,
        symbol: Callable[[str], Sequence[str]],
        sheet: Callable[[], object],
        change: Callable[[], object],
        afresh: Callable[[], object],
        retire: Callable[[KeyRow], object],
    ) -> None:
        super().__init__()
        self._retire = retire
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        card = Card(_("The office's number"))
        self.sheet = QuietButton(_("Sheet for the communes…"), "printer", sheet)
        card.add_to_head(self.sheet)
        card.add(
            label(
                _("Every commune compares this number with its own screen before it sends anything. Read it aloud only "
                  "to people you know, or send the sheet with the official letter."),
                "secondary",
            )
        )  # fmt: skip
        self.number = NumberShown("", symbol)
        card.add(self.number)
        column.addWidget(card)
        column.addWidget(self._keys_card(change, afresh))
        column.addStretch(1)

    def _keys_card(self, change: Callable[[], object], afresh: Callable[[], object]) -> Card:
        card = Card(_("The office's keys"))
        card.add(
            label(
                _("Change the key about once a year. The old key vouches for the new one, so nobody has to be paired "
                  "anew: each machine goes over with its next receipt. Retire the old key when no machine uses it."),
                "secondary",
            )
        )  # fmt: skip
        self.model: RowsModel[KeyRow] = RowsModel(
            [
                Column(_("No."), lambda row: row.position, numeric=True),
                Column(_("Number"), lambda row: row.number, tip=lambda row: row.key.number),
                Column(_("Since"), lambda row: row.since),
                Column(_("Standing"), lambda row: row.standing, tone=lambda row: row.tone),
                Column(_("Used by"), lambda row: row.used_by, tip=lambda row: "\n".join(row.key.used_by)),
            ]
        )
        self.table = WrapTable(self.model, wrap=(4,), plain=False)
        self.table.setAccessibleName(_("The office's keys"))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_choice())
        card.add(self.table)
        self.change = QuietButton(_("Change the key…"), "rotate-ccw", change)
        self.retire = QuietButton(_("Retire the key"), "x", self._retire_chosen)
        self.afresh = QuietButton(_("The key was stolen or lost…"), "triangle-alert", afresh)
        card.add(Flow(self.change, self.retire, self.afresh))
        return card

    def show_rows(self, rows: Sequence[KeyRow], number: str) -> None:
        """Show the keys, newest first, and the number of the newest."""
        self.number.set_number(number)
        self.model.set_rows(rows)
        self.table.fit()
        if rows:
            self.table.selectRow(len(rows) - 1)
        self._show_choice()

    def chosen(self) -> KeyRow | None:
        """The selected key."""
        at = self.table.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _show_choice(self) -> None:
        row = self.chosen()
        self.retire.setEnabled(row is not None and not row.key.newest and not row.key.retired)

    def _retire_chosen(self) -> None:
        row = self.chosen()
        if row is not None:
            self._retire(row)
