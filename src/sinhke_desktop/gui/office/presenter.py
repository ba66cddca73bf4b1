"""From the stick to the receipt: files are checked, looked at, received, taken back, receipted. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.context import Runs
from sinhke_desktop.gui.office.contract import OfficeServices, OfficeView, Show, Step
from sinhke_desktop.gui.office.plan_words import fits, folded, plan_shown
from sinhke_desktop.gui.office.receiving import Receiving
from sinhke_desktop.gui.office.words import file_row, outcome_summary, receipt_row, received_row
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import Progress
from sinhke_desktop.services.office_receipts import ReceiptOut, ReceiptState
from sinhke_desktop.services.receiving_plan import ReceivingPlan, StoreChanged
from sinhke_desktop.services.receiving_undo import Undoable
from sinhke_desktop.services.staging import StagedFile, StagedState
from sinhke_desktop.services.stick_files import StickFiles

Read = tuple[Sequence[StagedFile], Sequence[Undoable], Sequence[ReceiptState]]


class OfficePresenter:
    """Holds what was found, the plan that is looked at, and which machines' files came from the stick."""

    def __init__(self, view: OfficeView, services: OfficeServices, run: Runs, run_shown: Callable[..., object]) -> None:
        """*run* is ``Runner.run``; *run_shown* is ``Runner.run_shown`` with its parent, which can be stopped."""
        self._view, self._services, self._run, self._run_shown = view, services, run, run_shown
        self.step = Step.FILES
        self.files: Sequence[StagedFile] = ()
        self.told: Sequence[StagedFile] = ()
        self.plan: ReceivingPlan | None = None
        self.shown = Show.ALL
        self.stick: Path | None = None
        self.here: frozenset[str] = frozenset()
        self._query = ""
        self._seen: set[tuple[Path, str]] = set()

    # What there is

    def refresh(self) -> None:
        """Read files, received bundles and receipts again, in the worker."""
        services = self._services

        def read(_progress: Progress) -> Read:
            return services.staged(), services.last_received(), services.receipt_states()

        self._run(read, lambda found: self._have_read(*found), failed=self._failed)

    def _have_read(
        self, files: Sequence[StagedFile], received: Sequence[Undoable], states: Sequence[ReceiptState]
    ) -> None:
        self.files = files
        kept = {one.header_hash for one in files}
        rows = [file_row(one) for one in files]
        rows += [file_row(one) for one in self.told if not one.header_hash or one.header_hash not in kept]
        self._view.show_files(rows, can_receive_all=any(row.can_receive for row in rows))
        self._view.show_received([received_row(one) for one in received])
        waiting = [receipt_row(one) for one in states if one.waiting]
        self._view.show_receipts(waiting, here=len(self.here))
        self._view.show_step(self.step)

    # From the stick

    def sticks(self, plugged: Mapping[Path, str], *, shown: bool = True) -> None:
        """These sticks (folder: identity) are plugged in now: look at those that were not there before.

        While the page is not *shown*, those that went are only forgotten.
        """
        if not shown:
            self._seen &= set(plugged.items())
            return
        fresh = [folder for folder, identity in plugged.items() if (folder, identity) not in self._seen]
        self._seen = set(plugged.items())
        if fresh:
            self.look_at(fresh[-1])

    def look_at(self, folder: Path) -> None:
        """Look at a stick or folder, take its bundles in to be checked, say what else lies there."""
        self._view.show_error(None)

        def work(progress: Progress) -> tuple[StickFiles, Sequence[StagedFile]]:
            found = self._services.found_on(folder)
            return found, self._services.stage(found.bundles, progress) if found.bundles else ()

        def done(found: tuple[StickFiles, Sequence[StagedFile]]) -> None:
            self._have_found(folder, found[0])
            self._have_staged(folder, found[1])

        self._run_shown(_("Looking at the files of {place}").format(place=folder.name or str(folder)), work, done,
                        failed=self._failed)  # fmt: skip

    def take(self, paths: Sequence[Path]) -> None:
        """Check these files; folders among them are looked into."""
        folders = [one for one in paths if one.is_dir()]
        files = [one for one in paths if not one.is_dir()]
        for folder in folders:
            self.look_at(folder)
        if not files:
            return
        self._view.show_error(None)
        self._run_shown(
            _("Checking the files"),
            lambda progress: self._services.stage(files, progress),
            lambda staged: self._have_staged(files[0].parent, staged),
            failed=self._failed,
        )

    def _have_found(self, folder: Path, found: StickFiles) -> None:
        name = folder.name or str(folder)
        parts = []
        if found.bundles:
            parts.append(_("{count} bundles").format(count=format_number(len(found.bundles))))
        if found.key_files:
            parts.append(_("{count} key files of machines that want to be paired").format(count=len(found.key_files)))
        nothing = _("nothing from communes; look into its other folders with “Choose a folder”")
        text = _("On {place}: {what}.").format(place=name, what=", ".join(parts) or nothing)
        self._view.show_found(text, key_files=found.key_files)
        odd = _("{place} shows signs of a virus ({count} odd files such as .lnk or .exe). Let it be scanned first.")
        self._view.show_odd(odd.format(place=name, count=found.odd) if found.odd else "")

    def _have_staged(self, folder: Path, staged: Sequence[StagedFile]) -> None:
        self.told = [one for one in staged if not one.staged_at]
        if staged:
            self.stick = folder
            self.here = frozenset(one.device for one in staged if one.device)
            if self.step is not Step.PREVIEW:
                self.step = Step.FILES
        self.refresh()

    def forget(self, header_hash: str) -> None:
        """Drop a file that waits, is held or was refused."""
        self._run(lambda _progress: self._services.forget(header_hash), self._have_forgotten, failed=self._failed)

    def _have_forgotten(self, _nothing: object) -> None:
        self._view.tell(_("The file was dropped from the list. On the stick it stays as it is."))
        self.refresh()

    # Looking at one

    def look_into(self, header_hash: str) -> None:
        """Say what receiving that file would change; nothing is written."""
        self._view.show_error(None)
        self._run_shown(
            _("Working out what the bundle would change"),
            lambda progress: self._services.plan(header_hash, progress),
            self._have_planned,
            failed=self._failed,
        )

    def _have_planned(self, plan: ReceivingPlan) -> None:
        self.plan = plan
        self._query = ""
        self._view.show_plan(plan_shown(plan))
        self.choose(Show.CONFLICTS if plan.conflicts else Show.ALL)
        self._go(Step.PREVIEW)

    def choose(self, shown: Show) -> None:
        """List only these changes."""
        self.shown = shown
        self._list()

    def search(self, query: str) -> None:
        """List only changes whose title or kind holds every word."""
        self._query = query
        self._list()

    def _list(self) -> None:
        if self.plan is None:
            return
        words = fold(self._query).split()
        fitting = [one for one in self.plan.changes if all(word in folded(one) for word in words)]
        counts = {show: sum(fits(one, show) for one in fitting) for show in Show}
        self._view.show_changes([one for one in fitting if fits(one, self.shown)], counts, self.shown)

    def back(self) -> bool:
        """One step back; False where there is none."""
        if self.step is Step.FILES:
            return False
        self.plan = None
        self._view.show_error(None)
        self._go(Step.FILES)
        self.refresh()
        return True

    # Receiving

    def receive(self) -> None:
        """Receive the file that is looked at, on the ground of its plan."""
        plan = self.plan
        if plan is not None:
            self._receive([plan.file], plan.ground)

    def receive_one(self, header_hash: str) -> None:
        """Receive one file of the list as it is."""
        self._receive([one for one in self.files if one.header_hash == header_hash], "")

    def receive_all(self) -> None:
        """Receive everything that waits, in its order, then what waits for an earlier one."""
        waiting = [one for one in self.files if one.state is StagedState.WAITING]
        self._receive(waiting + [one for one in self.files if one.state is StagedState.HELD], "")

    def _receive(self, files: Sequence[StagedFile], ground: str) -> None:
        if not files:
            return
        self._view.show_error(None)
        receiving = Receiving(self._services, files, ground)

        def failed(error: BaseException) -> None:
            if isinstance(error, StoreChanged) and self.plan is not None:
                self.look_into(self.plan.file.header_hash)
            if receiving.rows:
                self._have_received(receiving, stopped=True)
            self._failed(error)

        self._run_shown(
            _("Receiving {count} bundles").format(count=format_number(len(files))),
            receiving.run,
            lambda _nothing: self._have_received(receiving, stopped=False),
            failed=failed,
            cancelled=lambda: self._have_received(receiving, stopped=True),
        )

    def _have_received(self, receiving: Receiving, *, stopped: bool) -> None:
        if not receiving.rows:
            self._view.tell(_("Stopped; nothing was received."))
            self.refresh()
            return
        self.plan = None
        self._view.show_outcomes(receiving.rows, outcome_summary(receiving.rows, stopped=stopped))
        if receiving.applied:
            one = receiving.rows[0]
            if len(receiving.applied) == 1 == len(receiving.rows):
                text = _("Received: {sender}, bundle {number}.").format(sender=one.sender, number=one.number)
            else:
                text = _("{count} bundles received.").format(count=format_number(len(receiving.applied)))
            self._view.tell(text, lambda: self._undo(receiving.applied))
        self._go(Step.DONE)
        self._view.changed()

    def undo(self, epoch: str, sequence: int) -> None:
        """Take one receiving back."""
        self._undo([(epoch, sequence)])

    def _undo(self, received: Sequence[tuple[str, int]]) -> None:
        self._view.show_error(None)

        def work(progress: Progress) -> int:
            for at, (epoch, sequence) in enumerate(reversed(received)):
                progress.step(at, len(received))
                self._services.undo(epoch, sequence)
            return len(received)

        self._run_shown(_("Taking back"), work, self._have_undone, failed=self._not_undone)

    def _have_undone(self, count: int) -> None:
        self._view.tell(_("{count} bundles were taken back; they wait in the list again.").format(count=count))
        self._go(Step.FILES)
        self._view.changed()

    def _not_undone(self, error: BaseException) -> None:
        self._failed(error)
        self._view.changed()

    # Receipts

    def write_receipts(self, folder: Path, devices: Sequence[str] = ()) -> None:
        """Write the waiting receipts, or those of *devices*, to *folder*, read back."""
        self._view.show_error(None)
        self._run_shown(
            _("Writing the receipts and reading them back"),
            lambda _progress: self._services.write_receipts(folder, devices),
            lambda written: self._have_written(folder, written),
            failed=self._not_undone,
        )

    def write_receipts_back(self, folder: Path) -> None:
        """Write the receipts of the machines whose files came from the stick."""
        self.write_receipts(folder, sorted(self.here))

    def _have_written(self, folder: Path, written: Sequence[ReceiptOut]) -> None:
        if written:
            text = _("{count} receipts were written to {place}, read back and verified. The stick may be pulled out.")
            carried = sum(one.carries for one in written)
            if carried:
                text += " " + _("They carry {changes} changes made elsewhere to the machines.")
        else:
            carried, text = 0, _("No receipt waits; nothing was written to {place}.")
        facts = {"count": len(written), "place": str(folder), "changes": format_number(carried)}
        self._view.show_written(text.format(**facts))
        if self.step is Step.DONE:
            self._go(Step.RECEIPTS)
        self._view.changed()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, SinhkeError):
            self._view.show_error(error)
        else:
            self._view.failed(error)

    def _go(self, step: Step) -> None:
        self.step = step
        self._view.show_step(step)
