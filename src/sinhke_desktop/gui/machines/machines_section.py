"""The machines that send here, and bundles of revoked ones that wait for review."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.gui.machines.words import MachineRow
from sinhke_desktop.gui.standing import local_time
from sinhke_desktop.gui.widgets import Card, Column, EmptyState, Flow, QuietButton, RowsModel, label
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services.staging import StagedFile


class MachinesSection(QWidget):
    """Calls *pair*, *revoke* with a row, *accept* and *forget* with a bundle."""

    def __init__(
        self,
        pair: Callable[[], object],
        revoke: Callable[[MachineRow], object],
        accept: Callable[[StagedFile], object],
        forget: Callable[[StagedFile], object],
    ) -> None:
        super().__init__()
        self._revoke, self._accept, self._forget = revoke, accept, forget
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.empty = EmptyState(
            "key-round", _("No machine is paired yet"),
            _("A commune writes its key file to a stick. Pair it here once its number was compared by telephone."),
            _("Pair a machine"), pair,
        )  # fmt: skip
        column.addWidget(self.empty)
        self.card = self._machines_card()
        column.addWidget(self.card)
        self.waiting = self._waiting_card()
        column.addWidget(self.waiting)
        column.addStretch(1)

    def _machines_card(self) -> Card:
        card = Card(_("Machines"))
        self.revoke = QuietButton(_("Revoke…"), "x", self._revoke_chosen)
        self.revoke.setToolTip(_("For a machine that was stolen, lost or is in wrong hands"))
        card.add_to_head(self.revoke)
        self.model: RowsModel[MachineRow] = RowsModel(
            [
                Column(_("Commune"), lambda row: row.commune, strong=lambda row: True),
                Column(_("Number"), lambda row: row.number, tip=lambda row: row.machine.number),
                Column(_("Standing"), lambda row: row.standing, tone=lambda row: row.tone),
                Column(_("Last received"), lambda row: row.received),
                Column(_("Paired on"), lambda row: local_time(row.machine.paired_at)),
                Column(_("The office's key"), lambda row: row.key, tone=lambda row: row.key_tone),
            ]
        )
        self.table = WrapTable(self.model, wrap=(0, 3), plain=False)
        self.table.setAccessibleName(_("Machines"))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_choice())
        card.add(self.table)
        return card

    def _waiting_card(self) -> Card:
        card = Card(_("Kept for review"))
        card.add(
            label(
                _("Bundles that came from revoked machines after the last believed one. They change nothing until one "
                  "is believed after all."),
                "secondary",
            )
        )  # fmt: skip
        self.waiting_model: RowsModel[StagedFile] = RowsModel(
            [
                Column(_("Sender"), lambda one: one.sender, strong=lambda one: True),
                Column(_("Bundle number"), lambda one: str(one.number), numeric=True),
                Column(_("Came on"), lambda one: local_time(one.staged_at)),
                Column(_("File"), lambda one: one.file_name),
            ]
        )
        self.waiting_table = WrapTable(self.waiting_model, wrap=(0, 3), plain=False)
        self.waiting_table.setAccessibleName(_("Kept for review"))
        card.add(self.waiting_table)
        self.believe = QuietButton(_("Believe and receive"), "check", self._believe_chosen)
        self.believe.setToolTip(_("From then on it is the last bundle that is believed"))
        self.drop = QuietButton(_("Drop"), "trash-2", self._drop_chosen)
        card.add(Flow(self.believe, self.drop))
        return card

    def show_rows(self, rows: Sequence[MachineRow], waiting: Sequence[StagedFile]) -> None:
        """Show the machines and what waits."""
        before = self.chosen()
        kept = before.machine.device if before is not None else ""
        self.model.set_rows(rows)
        self.empty.setVisible(not rows)
        self.card.setVisible(bool(rows))
        self.table.fit()
        if rows:
            at = next((number for number, row in enumerate(rows) if row.machine.device == kept), 0)
            self.table.selectRow(at)
        self._show_choice()
        self.waiting.setVisible(bool(waiting))
        self.waiting_model.set_rows(waiting)
        self.waiting_table.fit()
        if waiting:
            self.waiting_table.selectRow(0)

    def choose_commune(self, code: str) -> None:
        """Select the first machine of that commune."""
        for at, row in enumerate(self.model.rows):
            if code in row.machine.commune_codes:
                self.table.selectRow(at)
                return

    def chosen(self) -> MachineRow | None:
        """The selected machine."""
        at = self.table.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _show_choice(self) -> None:
        row = self.chosen()
        self.revoke.setEnabled(row is not None and not row.machine.revoked)

    def _revoke_chosen(self) -> None:
        row = self.chosen()
        if row is not None:
            self._revoke(row)

    def _chosen_bundle(self) -> StagedFile | None:
        at = self.waiting_table.currentIndex().row()
        return self.waiting_model.rows[at] if 0 <= at < len(self.waiting_model.rows) else None

    def _believe_chosen(self) -> None:
        one = self._chosen_bundle()
        if one is not None:
            self._accept(one)

    def _drop_chosen(self) -> None:
        one = self._chosen_bundle()
        if one is not None:
            self._forget(one)
