"""What became of the files, and the receipts: which wait, where they are written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sinhke_desktop.gui.office.words import OutcomeRow, ReceiptRow, ReceivedRow
from sinhke_desktop.gui.widgets import Card, Column, Dialog, Flow, PrimaryButton, QuietButton, RowsModel, label
from sinhke_desktop.gui.widgets.drives import WhereChoice
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.settings import Settings

FOLDER = "office_stick"

MOST_NAMED = 8


def several_communes(parent: QWidget, rows: Sequence[ReceiptRow]) -> Dialog | None:
    """The question before receipts of several communes go to one stick, as what is written counts as said."""
    communes = len({row.communes for row in rows})
    if communes <= 1:
        return None
    title = _("Write the receipts of {count} communes to one stick?").format(count=communes)
    names = [row.sender for row in rows]
    listed = "; ".join([*names[:MOST_NAMED], *(["…"] if len(names) > MOST_NAMED else [])])
    text = _(
        "{names}.\n"
        "A receipt that was written to a stick is not reminded of any more. If the stick goes to one commune only, "
        "write that commune's receipts: with “Write the receipts” after receiving, or on the page “Communes”."
    )
    return Dialog(parent, title, _("Write them all"), text=text.format(names=listed))


class OutcomesCard(Card):
    """A line for each file of the last receiving."""

    def __init__(self) -> None:
        super().__init__(_("What became of the files"))
        self._summary = label("", "strong")
        self.model: RowsModel[OutcomeRow] = RowsModel(
            [
                Column(_("Sender"), lambda row: row.sender, strong=lambda row: True),
                Column(_("Bundle number"), lambda row: row.number, numeric=True),
                Column(_("State"), lambda row: row.standing, tone=lambda row: row.tone),
                Column(_("What became of it"), lambda row: row.why),
            ]
        )
        self.table = WrapTable(self.model, wrap=(0, 3))
        self.table.setAccessibleName(_("What became of the files"))
        self.add(self._summary)
        self.add(self.table)

    def show_rows(self, rows: Sequence[OutcomeRow], summary: str) -> None:
        """Show *rows*."""
        self._summary.setText(summary)
        self.model.set_rows(rows)
        self.table.fit()


class ReceiptsCard(Card):
    """The machines whose receipt waits; tells that all are to be written, or those of the stick just read."""

    all_asked = Signal()
    back_asked = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__(_("Receipts to be written"))
        self.words = label("", "secondary")
        self.model: RowsModel[ReceiptRow] = RowsModel(
            [
                Column(_("Given to"), lambda row: row.sender, strong=lambda row: True),
                Column(_("Commune code"), lambda row: row.communes),
                Column(_("Last written to a stick"), lambda row: row.written, numeric=True),
            ]
        )
        self.table = WrapTable(self.model, wrap=(0,))
        self.table.setAccessibleName(_("Receipts to be written"))
        self.where = WhereChoice(settings, FOLDER)
        self.back = PrimaryButton(_("Write the receipts"), "usb", self.back_asked.emit, key="Ctrl+R")
        self.all = QuietButton(_("Write every waiting receipt"), "files", self.all_asked.emit)
        for part in (self.words, self.table, label(_("Where to"), "secondary"), self.where, Flow(self.all, self.back)):
            self.add(part)

    def show_rows(self, rows: Sequence[ReceiptRow], *, here: int) -> None:
        """Show *rows*; *here* machines sent what was just read."""
        self.words.setText(
            _("A receipt tells a commune that its data are here. Only then does its program stop sending them again.")
            if rows
            else _("The newest receipt of every machine was written to a stick.")
        )
        self.table.setVisible(bool(rows))
        self.model.set_rows(rows)
        self.table.fit()
        self.all.setEnabled(bool(rows))
        self.back.setEnabled(here > 0)


class ReceivedCard(Card):
    """What was received lately; tells which receiving (epoch, sequence) is to be taken back."""

    undo_asked = Signal(str, int)

    def __init__(self) -> None:
        super().__init__(_("Received lately"))
        self.model: RowsModel[ReceivedRow] = RowsModel(
            [
                Column(_("Sender"), lambda row: row.sender, strong=lambda row: True),
                Column(_("Bundle number"), lambda row: row.number, numeric=True),
                Column(_("Received at"), lambda row: row.received, numeric=True),
                Column(_("By"), lambda row: row.officer),
                Column(_("Changes"), lambda row: row.changes, numeric=True),
                Column(_("Taking back"), lambda row: row.reason_not or _("possible")),
            ]
        )
        self.table = WrapTable(self.model, wrap=(0, 5))
        self.table.setAccessibleName(_("Received lately"))
        self.undo = QuietButton(_("Take the chosen one back"), "undo-2", self._ask)
        self.table.chosen.connect(self._chosen)
        self.add(self.table)
        self.add(Flow(self.undo))

    def show_rows(self, rows: Sequence[ReceivedRow]) -> None:
        """Show *rows*, the newest chosen."""
        self.model.set_rows(rows)
        self.table.fit()
        if rows:
            self.table.choose(0)

    def _chosen(self, row: int) -> None:
        rows = self.model.rows
        self.undo.setEnabled(0 <= row < len(rows) and not rows[row].reason_not)

    def _ask(self) -> None:
        row = self.table.current_row()
        if 0 <= row < len(self.model.rows):
            one = self.model.rows[row]
            self.undo_asked.emit(one.epoch, one.sequence)
