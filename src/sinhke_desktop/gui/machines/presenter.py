"""Machines and keys: what is read, what is asked of the services and what is told. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sinhke_desktop.bundles.pairing import PairRequest
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.context import Runs, Toasts
from sinhke_desktop.gui.machines.words import KeyRow, MachineRow, MergerRow, key_row, machine_row, merger_row
from sinhke_desktop.i18n import _
from sinhke_desktop.services.commune_mergers import MergerShown, Suggestion
from sinhke_desktop.services.machines import Machine, Revocation
from sinhke_desktop.services.office_keys import OfficeKeyShown
from sinhke_desktop.services.outcomes import Outcome
from sinhke_desktop.services.staging import StagedFile
from sinhke_desktop.storage.paired_devices import Position


@dataclass(frozen=True, slots=True)
class Read:
    """Everything that the page shows; a commune's main machine has no keys of an office and no mergers."""

    machines: Sequence[Machine]
    quarantined: Sequence[StagedFile]
    keys: Sequence[OfficeKeyShown]
    mergers: Sequence[MergerShown]
    suggestions: Sequence[Suggestion]
    number: str


@dataclass(frozen=True, slots=True)
class MachinesServices:
    """What the page asks of the services."""

    read: Callable[[], Read]
    read_key_file: Callable[[Path], PairRequest]
    pair: Callable[[Path, Path | None, str], Path]
    revoke: Callable[[str, Position | None], Revocation]
    accept: Callable[[str], Outcome]
    forget: Callable[[str], None]
    change_key: Callable[[], OfficeKeyShown]
    new_key: Callable[[], OfficeKeyShown]
    retire: Callable[[str, bool], None]
    tell_merger: Callable[[str, str, str], MergerShown]
    take_back: Callable[[str], None]


class MachinesView(Protocol):
    """What the presenter needs of the page."""

    def show_machines(self, rows: Sequence[MachineRow], quarantined: Sequence[StagedFile]) -> None:
        """Show the machines and what waits for review."""
        ...

    def show_keys(self, rows: Sequence[KeyRow], number: str) -> None:
        """Show the office's own keys and number."""
        ...

    def show_mergers(self, rows: Sequence[MergerRow], suggestions: Sequence[Suggestion]) -> None:
        """Show what was told of merged communes, and what may be."""
        ...

    def ask_number(self, request: PairRequest, path: Path, earlier: Sequence[Machine]) -> None:
        """Let the machine's number be compared before it is paired; *earlier* machines of its commune may be lost."""
        ...

    def ask_forced(self, key: OfficeKeyShown, error: SinhkeError) -> None:
        """Ask whether the key is retired although machines use it."""
        ...

    def show_done(self, text: str, kind: str = "done") -> None:
        """Say what was done."""
        ...

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        ...


class MachinesPresenter:
    """Pairs, revokes, accepts, changes keys, notes mergers."""

    def __init__(
        self, view: MachinesView, services: MachinesServices, run: Runs, toast: Toasts, changed: Callable[[], object]
    ) -> None:
        self._view, self._services, self._run, self._toast, self._changed = view, services, run, toast, changed
        self.read = Read((), (), (), (), (), "")

    def refresh(self) -> None:
        """Read again, in the worker."""
        self._run(lambda _progress: self._services.read(), self._have_read)

    def _have_read(self, read: Read) -> None:
        self.read = read
        self._view.show_machines([machine_row(one, read.keys) for one in read.machines], read.quarantined)
        self._view.show_keys([key_row(one) for one in read.keys], read.number)
        self._view.show_mergers([merger_row(one) for one in read.mergers], read.suggestions)

    def _do(self, work: Callable[[], object], told: Callable[[], None]) -> None:
        """Do *work* in the worker, say what it did, read again."""

        def done(_result: object) -> None:
            told()
            self._changed()

        self._run(lambda _progress: work(), done, failed=self._view.show_error)

    def read_key_file(self, path: Path) -> None:
        """Read a key file and ask for its number to be compared."""
        try:
            request = self._services.read_key_file(path)
        except SinhkeError as error:
            self._view.show_error(error)
            return
        earlier = [
            one
            for one in self.read.machines
            if request.commune_code in one.commune_codes and not one.revoked and one.device != request.keys.signing
        ]
        self._view.ask_number(request, path, earlier)

    def pair(self, path: Path, folder: Path | None, replaces: str = "") -> None:
        """The number was compared: pair, and revoke the machine that it *replaces*. Raises SinhkeError."""
        answer = self._services.pair(path, folder, replaces)
        text = _("Paired. The answer for the commune was written and read back: {path}")
        self._view.show_done(text.format(path=answer))
        self._changed()

    def revoke(self, machine: Machine, place: Position | None) -> None:
        """Believe the machine no further than *place* (None: than the last received)."""

        def told() -> None:
            last = revocation[0].last
            words = [
                _("{name} was revoked; it is believed up to bundle {number}.").format(
                    name=machine.name, number=last.sequence
                )
                if last is not None
                else _("{name} was revoked; nothing of it is believed.").format(name=machine.name)
            ]
            if revocation[0].beyond:
                words.append(
                    _("{count} bundles received after it stay in the data: look through them in Communes.").format(
                        count=len(revocation[0].beyond)
                    )
                )
            self._view.show_done(" ".join(words))

        revocation: list[Revocation] = []
        self._do(lambda: revocation.append(self._services.revoke(machine.device, place)), told)

    def accept(self, staged: StagedFile) -> None:
        """Believe one more bundle of a revoked machine and receive it."""

        def done(outcome: Outcome) -> None:
            self._view.show_done(" ".join(part for part in (outcome.message, outcome.advice) if part))
            self._changed()

        self._run(lambda _progress: self._services.accept(staged.header_hash), done, failed=self._view.show_error)

    def forget(self, staged: StagedFile) -> None:
        """Drop a bundle of a revoked machine."""
        text = _("Bundle {number} of {name} was dropped.").format(number=staged.number, name=staged.sender)
        self._do(lambda: self._services.forget(staged.header_hash), lambda: self._view.show_done(text))

    def change_key(self) -> None:
        """Make a new pair that the old one vouches for."""
        text = _(
            "The office has a new key. Give every commune its next receipt: its machine then goes over by itself. "
            "The old key stays until all have."
        )
        self._do(self._services.change_key, lambda: self._view.show_done(text))

    def new_key(self) -> None:
        """Make a new pair that nothing vouches for: every machine must be paired anew."""
        text = _("The office has a new key that nothing vouches for. Every machine must be paired anew.")
        self._do(self._services.new_key, lambda: self._view.show_done(text, "warn"))

    def retire(self, key: OfficeKeyShown, *, forced: bool = False) -> None:
        """Forget an earlier pair; asks once more where machines still use it."""
        try:
            self._services.retire(key.signing, forced)
        except SinhkeError as error:
            if forced or error.code != "GB-36":
                self._view.show_error(error)
            else:
                self._view.ask_forced(key, error)
            return
        self._view.show_done(_("The key was retired."))
        self._changed()

    def tell_merger(self, old_code: str, new_code: str, basis: str) -> None:
        """Note a merger. Raises InvalidInput."""
        done = self._services.tell_merger(old_code, new_code, basis)
        text = _("{old} counts under {new} from now on; {count} machines learn it with their next receipt.")
        self._view.show_done(
            text.format(
                old=f"{old_code} {done.old_name}".strip(), new=f"{new_code} {done.new_name}".strip(),
                count=done.machines,
            )
        )  # fmt: skip
        self._changed()

    def take_back(self, row: MergerRow) -> None:
        """Let an old code count for itself again; undoing tells the merger again."""
        merger = row.shown.merger
        try:
            self._services.take_back(merger.old_code)
        except SinhkeError as error:
            self._view.show_error(error)
            return

        def again() -> None:
            self._services.tell_merger(merger.old_code, merger.new_code, merger.basis)
            self._changed()

        self._toast(_("{code} counts for itself again").format(code=merger.old_code), again)
        self._changed()
