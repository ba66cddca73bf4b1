"""The files that wait to be received, are held or were refused, and what can be done with the chosen one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from sinhke_desktop.gui.office.words import FileRow
from sinhke_desktop.gui.widgets import Card, Column, Flow, QuietButton, RowsModel
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _


class FilesCard(Card):
    """Tells which file (its hash) is to be looked into, received or dropped."""

    look_asked = Signal(str)
    receive_asked = Signal(str)
    forget_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("Files to be received"))
        self.model: RowsModel[FileRow] = RowsModel(
            [
                Column(_("Sender"), lambda row: row.sender, strong=lambda row: True, tip=lambda row: row.file_name),
                Column(_("Bundle number"), lambda row: row.number, numeric=True),
                Column(_("Size"), lambda row: row.size, numeric=True),
                Column(_("State"), lambda row: row.standing, tone=lambda row: row.tone),
                Column(_("File, or why"), lambda row: row.why),
            ]
        )
        self.table = WrapTable(self.model, wrap=(0, 4))
        self.table.setAccessibleName(_("Files to be received"))
        self.look = QuietButton(_("See what would change"), "eye", self._ask_look, tip=_("Enter on the line"))
        self.receive = QuietButton(_("Receive this one"), "inbox", self._ask_receive)
        self.forget = QuietButton(_("Drop from the list"), "x", self._ask_forget)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda _row: self._ask_look())
        self.add(self.table)
        self.add(Flow(self.look, self.receive, self.forget))

    def show_rows(self, rows: Sequence[FileRow]) -> None:
        """List *rows*, the same file chosen as before; rather one that can be received than one that cannot."""
        before = self.current()
        self.model.set_rows(rows)
        self.table.fit()
        if rows:
            open_ones = [at for at, row in enumerate(rows) if row.can_receive]
            kept = rows.index(before) if before is not None and before in rows else -1
            self.table.choose(kept if kept in open_ones or (kept >= 0 and not open_ones) else (*open_ones, 0)[0])

    def current(self) -> FileRow | None:
        """The chosen file."""
        row = self.table.current_row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def _chosen(self, _row: int) -> None:
        row = self.current()
        self.look.setEnabled(row is not None and row.kept)
        self.receive.setEnabled(row is not None and row.can_receive)
        self.forget.setEnabled(row is not None and row.kept)

    def _ask_look(self) -> None:
        row = self.current()
        if row is not None and row.kept:
            self.look_asked.emit(row.header_hash)

    def _ask_receive(self) -> None:
        row = self.current()
        if row is not None and row.can_receive:
            self.receive_asked.emit(row.header_hash)

    def _ask_forget(self) -> None:
        row = self.current()
        if row is not None and row.kept:
            self.forget_asked.emit(row)
