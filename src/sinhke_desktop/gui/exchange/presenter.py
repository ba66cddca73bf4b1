"""Sending and receiving: what leaves, what was written, what the office holds. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sinhke_desktop.domain.money import format_number
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.context import Toasts
from sinhke_desktop.gui.exchange.words import came_along, outgoing_words
from sinhke_desktop.gui.standing import local_time
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import Progress
from sinhke_desktop.services.exchange import ExchangeState, Exported, ReceiptRead, SentBundle
from sinhke_desktop.services.outgoing import Outgoing
from sinhke_desktop.services.outgoing_preview import Preview
from sinhke_desktop.services.pairing import KeyFile, Pairing
from sinhke_desktop.services.totals_out import TotalsPreview, TotalsWritten

MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class ExchangeServices:
    """What the page asks of the services; ``state`` to ``send_all_again`` are called in the worker."""

    state: Callable[[], ExchangeState]
    outgoing: Callable[[], Outgoing]
    export: Callable[[Path, Progress], Exported]
    read_receipt: Callable[[Path], ReceiptRead]
    send_all_again: Callable[[], int]
    write_key_file: Callable[[Path], KeyFile]
    read_certificate: Callable[[Path], Pairing]
    accept_certificate: Callable[[Path], Pairing]
    preview: Callable[[Progress], Preview]
    waiting: Callable[[], tuple[int, int]]
    copy_again: Callable[[str, int, Path, Progress], Path]
    totals: Callable[[Progress], TotalsPreview]
    write_totals: Callable[..., TotalsWritten]


@dataclass(frozen=True, slots=True)
class BundleRow:
    """A bundle of this machine in words; *tone* is escaped (received) or warn."""

    number: int
    sealed: str
    changes: str
    copied: str
    standing: str
    tone: str
    epoch: str = ""


class ExchangeView(Protocol):
    """What the presenter needs of the page."""

    def show_pairing(self, state: ExchangeState) -> None:
        """Show whether the machine is paired, with the numbers to read aloud."""
        ...

    def show_outgoing(self, lines: Sequence[str], to: str, *, anything: bool, main_machine: bool) -> None:
        """Say what leaves, to whom, and whether there is anything to send."""
        ...

    def show_personal(self, preview: Preview) -> None:
        """Say which kinds of personal data leave."""
        ...

    def show_waiting(self, to_decide: int, returned: int) -> None:
        """Link to what waits for a decision or a correction."""
        ...

    def show_records(self, preview: Preview) -> None:
        """List the records that leave."""
        ...

    def ask_totals(self, preview: TotalsPreview, office: str) -> None:
        """Show what the numbers alone hold before they are written."""
        ...

    def show_bundles(self, rows: Sequence[BundleRow], earlier: int) -> None:
        """Show the newest bundles; so many *earlier* ones are left out."""
        ...

    def show_done(self, text: str) -> None:
        """Say what was written or read."""
        ...

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        ...

    def ask_number(self, offered: Pairing, path: Path) -> None:
        """Let the office's number be compared by telephone before *path* is accepted."""
        ...


class ExchangePresenter:
    """Reads, exports, takes receipts and certificates in."""

    def __init__(
        self,
        view: ExchangeView,
        services: ExchangeServices,
        run: Callable[..., object],
        run_shown: Callable[..., object],
        toast: Toasts,
        changed: Callable[[], object],
    ) -> None:
        """*run* is ``Runner.run``, *run_shown* ``Runner.run_shown`` with its parent; *changed* refreshes the window."""
        self._view, self._services = view, services
        self._run, self._run_shown, self._toast, self._changed = run, run_shown, toast, changed
        self._preview: Preview | None = None
        self._office = ""

    def refresh(self) -> None:
        """Read again, in the worker."""
        services = self._services
        self._run(
            lambda _progress: (services.state(), services.outgoing(), services.waiting()),
            lambda read: self._have_read(*read),
        )

    def _have_read(self, state: ExchangeState, leaving: Outgoing, waiting: tuple[int, int]) -> None:
        self._office = state.office_name
        self._view.show_pairing(state)
        self._view.show_outgoing(
            outgoing_words(leaving, state.received_up_to), state.office_name, anything=leaving.changes > 0,
            main_machine=state.main_machine,
        )  # fmt: skip
        self._view.show_waiting(*waiting)
        if leaving.changes:
            self._run(self._services.preview, self._have_preview)
        newest = list(reversed(state.bundles))
        self._view.show_bundles([bundle_row(one) for one in newest[:MOST_SHOWN]], max(len(newest) - MOST_SHOWN, 0))

    def _have_preview(self, preview: Preview) -> None:
        self._preview = preview
        self._view.show_personal(preview)

    def look_at_records(self) -> None:
        """List what leaves, record by record."""
        if self._preview is not None:
            self._view.show_records(self._preview)

    def look_at_totals(self) -> None:
        """Count what the numbers alone would hold, then ask."""
        self._run_shown(
            _("Counting"),
            self._services.totals,
            lambda preview: self._view.ask_totals(preview, self._office),
            failed=self._failed,
        )

    def write_totals(self, folder: Path, preview: TotalsPreview) -> None:
        """Seal the numbers alone and write them to *folder*."""
        self._run_shown(
            _("Writing the numbers"),
            lambda progress: self._services.write_totals(folder, progress, preview.totals),
            self._have_totals,
            failed=self._failed,
        )

    def _have_totals(self, done: TotalsWritten) -> None:
        text = _("The numbers alone were written and read back: {path}. No person is in the file.")
        self._view.show_done(text.format(path=done.path))
        self._changed()

    def copy_again(self, row: BundleRow, folder: Path) -> None:
        """Write a bundle's very bytes to another stick."""
        self._run_shown(
            _("Writing the bundle and reading it back"),
            lambda progress: self._services.copy_again(row.epoch, row.number, folder, progress),
            lambda path: self._have_copied(row.number, path),
            failed=self._failed,
        )

    def _have_copied(self, number: int, path: Path) -> None:
        text = _("Bundle {number} was copied again, read back and verified: {path}")
        self._view.show_done(text.format(number=number, path=path))
        self._changed()

    def export(self, folder: Path) -> None:
        """Seal and write to *folder*, read back, verify."""
        self._run_shown(
            _("Writing the bundle and reading it back"),
            lambda progress: self._services.export(folder, progress),
            self._have_exported,
            failed=self._failed,
        )

    def _have_exported(self, done: Exported) -> None:
        if done.again:
            text = _("Nothing was new: bundle {number} was copied again, read back and verified: {path}")
        else:
            text = _("Bundle {number} with {count} changes was written, read back and verified: {path}")
        facts = {"number": done.number, "count": format_number(done.operations), "path": str(done.path)}
        words = [text.format(**facts)]
        if done.reasons:
            words.append(_("The program goes on under new numbers; nothing is lost."))
        self._view.show_done(" ".join(words))
        self._changed()

    def _failed(self, error: BaseException) -> None:
        self._view.show_error(error)
        self._changed()

    def read_receipt(self, path: Path) -> None:
        """Take a receipt in; comparing the state with the office's takes a second in a large commune."""
        self._run_shown(
            _("Reading the receipt"),
            lambda _progress: self._services.read_receipt(path),
            self._have_receipt,
            failed=self._failed,
        )

    def send_everything_again(self) -> None:
        """Count nothing as received any more, so that the next bundle holds everything."""
        self._run_shown(
            _("Gathering everything"),
            lambda _progress: self._services.send_all_again(),
            self._have_gathered,
            failed=self._failed,
        )

    def _have_gathered(self, waiting: int) -> None:
        text = _("The next bundle holds everything again: {count} changes.")
        self._view.show_done(text.format(count=format_number(waiting)))
        self._changed()

    def _have_receipt(self, read: ReceiptRead) -> None:
        words = [f"{read.message} ({read.code})" if read.code else read.message]
        if read.same_state:
            words.append(_("The office holds exactly what this machine holds."))
        elif read.waiting:
            words.append(_("{count} changes still wait for a receipt.").format(count=format_number(read.waiting)))
        words += came_along(read)
        if read.merged_into:
            text = _("This commune became part of commune {code}. Close the program and open it again.")
            words.append(text.format(code=read.merged_into))
        self._view.show_done(" ".join(words))
        self._changed()

    def write_key_file(self, folder: Path) -> None:
        """Write this machine's key file for the office."""
        try:
            written = self._services.write_key_file(folder)
        except SinhkeError as error:
            self._view.show_error(error)
            return
        text = _("The key file was written and read back: {path}. Take it to the office and read them the number.")
        self._view.show_done(text.format(path=written.path))

    def read_certificate(self, path: Path) -> None:
        """Read the office's answer and ask for its number to be compared."""
        try:
            offered = self._services.read_certificate(path)
        except SinhkeError as error:
            self._view.show_error(error)
            return
        self._view.ask_number(offered, path)

    def accept_certificate(self, path: Path) -> None:
        """The number was compared: pair. Raises SinhkeError."""
        accepted = self._services.accept_certificate(path)
        self._view.show_done(_("This machine is paired with {office}.").format(office=accepted.office_name))
        self._changed()


def bundle_row(bundle: SentBundle) -> BundleRow:
    """A bundle in words."""
    if bundle.received:
        standing, tone = _("received"), "escaped"
    elif bundle.copied_at:
        standing, tone = _("no receipt yet"), "warn"
    else:
        standing, tone = _("not on a stick yet"), "poor"
    return BundleRow(
        bundle.number, local_time(bundle.sealed_at), format_number(bundle.operations), local_time(bundle.copied_at),
        standing, tone, bundle.epoch,
    )  # fmt: skip
