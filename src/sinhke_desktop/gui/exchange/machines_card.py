"""Máy khác của xã: what a commune's main machine receives from its other ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from sinhke_desktop.domain.money import format_number
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.exchange.dialogs import NumberDialog, PlanDialog, picture_to_read
from sinhke_desktop.gui.machines.dialogs import RevokeDialog
from sinhke_desktop.gui.standing import local_time
from sinhke_desktop.gui.widgets import Card, Column, Dialog, Flow, QuietButton, RowsModel, label
from sinhke_desktop.gui.widgets.choosing_files import file_to_read, folder_to_use
from sinhke_desktop.gui.widgets.spoken_number import NumberShown
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services import machines, office_receipts, other_machines, spoken_numbers
from sinhke_desktop.services.machines import Machine
from sinhke_desktop.services.office_receipts import ReceiptOut, ReceiptState
from sinhke_desktop.services.other_machines import MachineReceived
from sinhke_desktop.services.receiving_plan import ReceivingPlan
from sinhke_desktop.storage.paired_devices import Position


class MachinesCard(Card):
    """Pairs another machine of the commune, receives its bundle after a look at it, writes its receipt."""

    def __init__(
        self,
        context: Context,
        folder: str,
        done: Callable[[str], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        """*folder* is the setting that remembers the stick."""
        super().__init__(_("Other machines of the commune"))
        self._context, self._folder, self._done, self._failed = context, folder, done, failed
        self.dialog: Dialog | None = None
        self._hint = label(
            _("A second machine of the commune sends to this one, and this one sends everything on to the office. Work "
              "on different households is put together by itself; what both changed is asked about."), "secondary",
        )  # fmt: skip
        self.add(self._hint)
        self.model: RowsModel[Machine] = RowsModel(
            [
                Column(_("Machine"), lambda one: _("Machine {number}").format(number=one.serial + 1), strong=_yes),
                Column(_("Its number begins with"), lambda one: one.number.split()[0], tip=lambda one: one.number),
                Column(_("Received up to bundle"), _last_number, numeric=True),
                Column(_("Last received"), lambda one: local_time(one.last_received_at), numeric=True),
                Column(_("Receipt"), self._receipt_words, tone=self._receipt_tone),
            ]
        )
        self._receipts: dict[str, ReceiptState] = {}
        self.table = WrapTable(self.model, wrap=(0,))
        self.table.chosen.connect(self._chosen)
        self.add(self.table)
        self._number_words = label(_("This machine's number as receiver, to be read aloud"), "secondary")
        self._number = NumberShown("", spoken_numbers.symbol)
        self.add(self._number_words)
        self.add(self._number)
        self.pair_button = QuietButton(_("Pair another machine…"), "key-round", self._ask_key_file)
        self.receive_button = QuietButton(_("Receive its bundle…"), "inbox", self._ask_bundle)
        self.receipt_button = QuietButton(_("Write its receipt…"), "file-check", self._ask_receipt)
        self.revoke_button = QuietButton(_("Revoke…"), "x", self._ask_revoke)
        self.revoke_button.setToolTip(_("For a machine that was stolen, lost or is in wrong hands"))
        self.add(Flow(self.pair_button, self.receive_button, self.receipt_button, self.revoke_button))

    def read(self) -> None:
        """Read again, in the worker."""
        workspace = self._context.workspace
        self._context.runner.run(
            lambda _progress: (
                machines.machines(workspace),
                machines.office_number(workspace),
                office_receipts.receipt_states(workspace),
            ),
            lambda read: self._have_read(*read),
        )

    def _have_read(self, found: list[Machine], number: str, states: Sequence[ReceiptState]) -> None:
        chosen = max(self.table.current_row(), 0)
        self._receipts = {one.device: one for one in states}
        self.model.set_rows(found)
        self.table.fit()
        if found:
            self.table.choose(min(chosen, len(found) - 1))
        self.table.setVisible(bool(found))
        self.receive_button.setEnabled(bool(found))
        self._number.set_number(number)
        for part in (self._number, self._number_words):
            part.setVisible(bool(found))
        for button in (self.receipt_button, self.revoke_button):
            button.setVisible(bool(found))

    def _receipt_words(self, one: Machine) -> str:
        if one.revoked:
            return _("revoked")
        state = self._receipts.get(one.device)
        if state is not None and state.waiting:
            return _("waits to be written")
        return _("written to a stick") if state is not None and state.written_at else "–"

    def _receipt_tone(self, one: Machine) -> str:
        state = self._receipts.get(one.device)
        if one.revoked:
            return "poor"
        if state is not None and state.waiting:
            return "warn"
        return "escaped" if state is not None and state.written_at else ""

    def _current(self) -> Machine | None:
        at = self.table.current_row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _chosen(self, _row: int) -> None:
        one = self._current()
        for button in (self.receipt_button, self.revoke_button):
            button.setEnabled(one is not None and not one.revoked)

    # The receipt of a machine, and revoking one

    def _ask_receipt(self) -> None:
        one, workspace = self._current(), self._context.workspace
        if one is None:
            return
        folder = folder_to_use(self, self._context.settings, self._folder, _("Choose a folder or stick"))
        if folder is not None:
            self._context.runner.run_shown(
                self,
                _("Writing the receipts and reading them back"),
                lambda progress: office_receipts.write_receipts(workspace, folder, [one.device], progress),
                self._have_receipt,
                failed=self._failed,
            )

    def _have_receipt(self, written: Sequence[ReceiptOut]) -> None:
        if written:
            text = _("The receipt for the other machine is on the stick: {file}")
            self._done(text.format(file=written[0].file_name))
        else:
            self._done(_("There is nothing to tell this machine yet; nothing was written."))
        self._context.refresh()

    def _ask_revoke(self) -> None:
        one = self._current()
        if one is not None:
            named = replace(one, name=f"{one.name} ({one.number.split()[0]})")
            self.dialog = RevokeDialog(self, named, lambda last: self._revoke(one, last))
            self.dialog.open()

    def _revoke(self, one: Machine, last: Position | None) -> None:
        workspace = self._context.workspace
        epoch, counter = (last.epoch, last.last_counter) if last is not None else ("", None)
        self._context.runner.run(
            lambda _progress: machines.revoke(workspace, one.device, epoch=epoch, counter=counter),
            lambda _revocation: self._have_revoked(),
            failed=self._failed,
        )

    def _have_revoked(self) -> None:
        self._done(_("The machine is revoked: it gets no data any more. A new machine is paired with “Pair another "
                     "machine”."))  # fmt: skip
        self._context.refresh()

    # Pairing

    def _ask_key_file(self) -> None:
        path = file_to_read(
            self, self._context.settings, self._folder, _("Pair another machine…"), _("Key files (*.xxk)")
        )
        if path is not None:
            self.offer_pairing(path)

    def offer_pairing(self, path: Path) -> None:
        """Ask for the number of the machine of that key file to be compared, then pair it."""
        workspace = self._context.workspace
        try:
            request = machines.read_key_file(path)
            other_machines.check(workspace, request)
        except SinhkeError as error:
            self._failed(error)
            return
        dialog = NumberDialog(
            self, _("Compare the number"), _("Pair"),
            text=_("Read the number on the other machine, under “Pairing”. It must be exactly this one."),
            number=request.number, same=_("The other machine shows exactly this number"),
            choose=lambda: picture_to_read(self, self._context.settings, self._folder),
        )  # fmt: skip

        def agreed() -> None:
            made = other_machines.pair(workspace, path, confirmed=True)
            carried = made.receipt.carries if made.receipt is not None else 0
            text = _(
                "The machine is paired. Its answer and {count} changes that it lacks are on the stick: read both "
                "there, first the answer, then the receipt."
            )
            self._done(text.format(count=format_number(carried)))
            self._context.refresh()

        dialog.agreed = agreed
        self.dialog = dialog
        dialog.open()

    # Receiving

    def _ask_bundle(self) -> None:
        path = file_to_read(self, self._context.settings, self._folder, _("Receive its bundle…"), _("Bundles (*.xxb)"))
        if path is not None:
            self.look(path)

    def look(self, path: Path) -> None:
        """Show what receiving that bundle would change."""
        workspace = self._context.workspace
        self._context.runner.run_shown(
            self,
            _("Looking into the bundle"),
            lambda progress: other_machines.look(workspace, path, progress),
            lambda planned: self._have_plan(planned, path.parent),
            failed=self._failed,
        )

    def _have_plan(self, planned: ReceivingPlan, folder: Path) -> None:
        dialog = PlanDialog(self, planned)
        dialog.accepted.connect(lambda: self._receive(planned, folder))
        self.dialog = dialog
        dialog.open()

    def _receive(self, planned: ReceivingPlan, folder: Path) -> None:
        workspace = self._context.workspace
        self._context.runner.run_shown(
            self,
            _("Receiving"),
            lambda progress: other_machines.receive(workspace, planned, folder, progress),
            self._have_received,
            failed=self._failed,
        )

    def _have_received(self, done: MachineReceived) -> None:
        words = [done.outcome.message, done.outcome.advice]
        if done.outcome.conflicts:
            words.append(_("{count} fields must be decided.").format(count=format_number(done.outcome.conflicts)))
        if done.receipt is not None:
            words.append(
                _("The receipt for the other machine is on the stick: {file}").format(file=done.receipt.file_name)
            )
        self._done(" ".join(word for word in words if word))
        self._context.refresh()


def _yes(_one: Machine) -> bool:
    return True


def _last_number(one: Machine) -> str:
    return str(one.bundles[-1].sequence) if one.bundles else "–"
