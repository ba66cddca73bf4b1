"""Gửi và nhận: what leaves and to whom, the stick, the receipts, pairing, other machines of the commune."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors, theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.exchange.bundles_card import BundlesCard
from sinhke_desktop.gui.exchange.dialogs import CompareDialog, RecordsDialog, TotalsDialog, picture_to_read
from sinhke_desktop.gui.exchange.machines_card import MachinesCard
from sinhke_desktop.gui.exchange.outgoing_card import OutgoingCard
from sinhke_desktop.gui.exchange.pairing_card import PairingCard
from sinhke_desktop.gui.exchange.presenter import BundleRow, ExchangePresenter, ExchangeServices
from sinhke_desktop.gui.exchange.stick_card import StickCard
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.widgets import Columns, Dialog, Flow, Notice, PageHeader, PrimaryButton, QuietButton
from sinhke_desktop.gui.widgets.choosing_files import file_to_read
from sinhke_desktop.gui.widgets.drives import Drive, StickWatch
from sinhke_desktop.i18n import _
from sinhke_desktop.services import (
    conflicts,
    exchange,
    outgoing,
    outgoing_preview,
    pairing,
    returned_records,
    stick_use,
    totals_out,
)
from sinhke_desktop.services.exchange import ExchangeState
from sinhke_desktop.services.outgoing_preview import Preview
from sinhke_desktop.services.pairing import Pairing
from sinhke_desktop.services.stick_files import StickFiles, opened_file
from sinhke_desktop.services.totals_out import TotalsPreview

FOLDER = "stick_folder"


class ExchangePage(Page):
    """The commune's side of the exchange."""

    def __init__(self, context: Context, look: Callable[[], list[Drive]] | None = None) -> None:
        """*look* stands for the look at the plugged-in sticks."""
        super().__init__(context)
        self.dialog: Dialog | None = None
        self._opened: list[tuple[Drive, StickFiles]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.receipt = QuietButton(_("Read a receipt"), "file-check", self._read_receipt, key="Ctrl+R")
        self.send = PrimaryButton(_("Write the bundle"), "usb", self._export, key="Ctrl+S")
        column.addWidget(PageHeader(_("Send and receive"), "", self.receipt, self.send))
        self.done = Notice()
        column.addWidget(self.done)
        self._waiting = Flow()
        self.to_decide = QuietButton(" ", "split", lambda: self._differences("conflicts"))
        self.returned = QuietButton(" ", "undo-2", lambda: self._differences("returned"))
        for button in (self.to_decide, self.returned):
            button.hide()
            self._waiting.add(button)
        column.addWidget(self._waiting)
        runner = context.runner
        self.presenter = ExchangePresenter(
            self, _services(context), runner.run, partial(runner.run_shown, self), context.toast, context.refresh
        )
        self._add_cards(column)
        column.addStretch(1)
        self.drives: list[Drive] = []
        self._watch = StickWatch(self, look)
        self._watch.changed.connect(self.show_sticks)

    def _add_cards(self, column: QVBoxLayout) -> None:
        presenter, settings = self.presenter, self.context.settings
        self.machines = MachinesCard(self.context, FOLDER, self.show_done, self.show_error)
        self.stick = StickCard(
            presenter.read_receipt, presenter.read_certificate, self.machines.offer_pairing, self.machines.look
        )
        column.addWidget(self.stick)
        row = Columns(side_by_side=theme.px(760))
        self.outgoing = OutgoingCard(settings, FOLDER, presenter.look_at_records, presenter.look_at_totals)
        self.pairing = PairingCard(self._write_key_file, self._read_certificate)
        self.key_file, self.certificate = self.pairing.key_file, self.pairing.certificate
        row.add(self.outgoing, 1)
        row.add(self.pairing, 1)
        column.addWidget(row)
        self.where = self.outgoing.where
        self.bundles = BundlesCard(self._ask_again, self._copy_again)
        self.model, self.table, self.again = self.bundles.model, self.bundles.table, self.bundles.again
        column.addWidget(self.bundles)
        column.addWidget(self.machines)

    # The page's contract

    def refresh(self) -> None:
        self.where.show_sticks()
        self.presenter.refresh()
        if self.drives:
            self._look_at_sticks()

    def open(self, **args: object) -> None:
        """``files``: paths that were opened with the program; they stand with those of sticks, each read by a click."""
        paths = args.get("files")
        if isinstance(paths, list | tuple):
            self._opened = [(Drive(path.parent, path.parent.name, 0), opened_file(path)) for path in map(Path, paths)]
            self._show_found([])
            if self.stick.buttons:
                self.stick.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._watch.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._watch.end()

    def show_sticks(self, drives: list[Drive]) -> None:
        """These sticks are plugged in now."""
        self.where.show_sticks(drives)
        self.drives = drives
        self._look_at_sticks()

    def _look_at_sticks(self) -> None:
        """Look what lies on the sticks, in the worker, and say what this machine can use of it."""
        workspace, drives = self.context.workspace, self.drives

        def look(_progress: object) -> list[tuple[Drive, StickFiles]]:
            return [(drive, stick_use.usable(workspace, drive.folder)) for drive in drives]

        self.context.runner.run(look, self._show_found, failed=lambda _error: self._show_found([]))

    def _show_found(self, found: Sequence[tuple[Drive, StickFiles]]) -> None:
        """Show what lies there; a pressed button that goes hands the keyboard on to what comes next."""
        held = self.window().focusWidget()
        pressed = held is not None and self.stick.isAncestorOf(held)
        self.stick.set_title(_("Opened file") if self._opened else _("On the stick"))
        self.stick.show_found([*self._opened, *found])
        if pressed:
            following = self.stick.buttons[0] if self.stick.buttons else self.send
            following.setFocus(Qt.FocusReason.OtherFocusReason)

    # What the presenter shows

    def show_pairing(self, state: ExchangeState) -> None:
        """See :class:`ExchangeView`."""
        self.pairing.show_state(state)
        self.send.setEnabled(state.paired)
        self.receipt.setEnabled(state.paired)
        self.again.setVisible(state.paired and bool(state.bundles))
        self.machines.setVisible(not state.main_machine)
        if not state.main_machine:
            self.machines.read()
        first = _("Pair with the main machine first") if state.main_machine else _("Pair with the office first")
        self.send.setToolTip(_("Write the bundle (Ctrl+S)") if state.paired else first)

    def show_outgoing(self, lines: Sequence[str], to: str, *, anything: bool, main_machine: bool) -> None:
        """See :class:`ExchangeView`."""
        self.outgoing.show_counts(lines, to, anything=anything, main_machine=main_machine)

    def show_personal(self, preview: Preview) -> None:
        """See :class:`ExchangeView`."""
        self.outgoing.show_personal(preview)

    def show_waiting(self, to_decide: int, returned: int) -> None:
        """See :class:`ExchangeView`."""
        self.to_decide.setText(_("{count} differences to decide").format(count=to_decide))
        self.returned.setText(_("{count} returned records").format(count=returned))
        self.to_decide.setVisible(bool(to_decide))
        self.returned.setVisible(bool(returned))
        self._waiting.setVisible(bool(to_decide or returned))

    def show_bundles(self, rows: Sequence[BundleRow], earlier: int) -> None:
        """See :class:`ExchangeView`."""
        self.bundles.show_rows(rows, earlier)

    def show_done(self, text: str) -> None:
        """See :class:`ExchangeView`."""
        self.done.show_text("done", text)
        if self._opened:
            self._opened = []
            self._look_at_sticks()

    def show_error(self, error: BaseException) -> None:
        """See :class:`ExchangeView`."""
        if isinstance(error, SinhkeError):
            self.done.show_error(error)
        else:
            errors.show(self, error)

    def ask_number(self, offered: Pairing, path: Path) -> None:
        """See :class:`ExchangeView`."""
        self.dialog = CompareDialog(
            self, offered, lambda: self.presenter.accept_certificate(path),
            lambda: picture_to_read(self, self.context.settings, FOLDER),
        )  # fmt: skip
        self.dialog.open()

    def show_records(self, preview: Preview) -> None:
        """See :class:`ExchangeView`."""
        self.dialog = RecordsDialog(self, preview)
        self.dialog.open()

    def ask_totals(self, preview: TotalsPreview, office: str) -> None:
        """See :class:`ExchangeView`."""
        self.dialog = TotalsDialog(self, preview, office)
        self.dialog.accepted.connect(lambda: self._with_folder(lambda to: self.presenter.write_totals(to, preview)))
        self.dialog.open()

    # What was pressed

    def _differences(self, tab: str) -> None:
        self.context.navigate("differences", tab=tab)

    def _with_folder(self, act: Callable[[Path], object]) -> None:
        folder = self.where.folder(self)
        if folder is not None:
            act(folder)

    def _export(self) -> None:
        self._with_folder(self.presenter.export)

    def _copy_again(self, row: BundleRow) -> None:
        self._with_folder(lambda folder: self.presenter.copy_again(row, folder))

    def _ask_again(self) -> None:
        text = _("Do this only when the office asks for it. Nothing is lost or doubled.")
        self.dialog = Dialog(self, _("Send everything again?"), _("Send everything again"), text=text)
        self.dialog.accepted.connect(self.presenter.send_everything_again)
        self.dialog.open()

    def _write_key_file(self) -> None:
        self._with_folder(self.presenter.write_key_file)

    def _read_receipt(self) -> None:
        kinds = _("Receipts (*.xxr)")
        path = file_to_read(self, self.context.settings, FOLDER, _("Read a receipt"), kinds)
        if path is not None:
            self.presenter.read_receipt(path)

    def _read_certificate(self) -> None:
        kinds = _("The office's answer (*.xxc)")
        path = file_to_read(self, self.context.settings, FOLDER, _("Read the office's answer"), kinds)
        if path is not None:
            self.presenter.read_certificate(path)


def _services(context: Context) -> ExchangeServices:
    opened = context.workspace
    return ExchangeServices(
        state=partial(exchange.state, opened),
        outgoing=partial(outgoing.outgoing, opened),
        export=partial(exchange.export_to, opened),
        read_receipt=partial(exchange.read_receipt, opened),
        send_all_again=partial(exchange.send_all_again, opened),
        write_key_file=partial(pairing.write_key_file, opened),
        read_certificate=partial(pairing.read_certificate, opened),
        accept_certificate=partial(pairing.accept_certificate, opened, confirmed=True),
        preview=partial(outgoing_preview.preview, opened),
        waiting=lambda: (conflicts.count(opened), returned_records.count_open(opened)),
        copy_again=partial(exchange.copy_again, opened),
        totals=partial(totals_out.preview, opened),
        write_totals=partial(totals_out.write, opened),
    )
