"""Máy và khóa: pairing with numbers and symbols, revoking, the office's keys, merged communes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from sinhke_desktop.bundles.pairing import PairRequest
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.machines.dialogs import FOLDER, MergerDialog, PairDialog, RevokeDialog
from sinhke_desktop.gui.machines.keys_section import KeysSection
from sinhke_desktop.gui.machines.machines_section import MachinesSection
from sinhke_desktop.gui.machines.mergers_section import MergersSection
from sinhke_desktop.gui.machines.presenter import MachinesPresenter, MachinesServices, Read
from sinhke_desktop.gui.machines.words import KeyRow, MachineRow, MergerRow
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.widgets import Dialog, Notice, PageHeader, PrimaryButton
from sinhke_desktop.gui.widgets.choosing_files import file_to_read
from sinhke_desktop.gui.widgets.section_tabs import SectionTabs
from sinhke_desktop.i18n import _
from sinhke_desktop.services import (
    commune_mergers,
    machines,
    office_keys,
    revoked_bundles,
    spoken_numbers,
    staging,
)
from sinhke_desktop.services.commune_mergers import Suggestion
from sinhke_desktop.services.machines import Machine, Revocation
from sinhke_desktop.services.office_keys import OfficeKeyShown
from sinhke_desktop.services.staging import StagedFile
from sinhke_desktop.services.workspace import OFFICE, Workspace
from sinhke_desktop.storage.paired_devices import Position

MACHINES, KEYS, MERGERS = "machines", "keys", "mergers"


class MachinesPage(Page):
    """``open(tab=…)`` goes to machines, keys or mergers; ``key_files=[…]`` pairs, ``commune_code=…`` selects."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.dialog: Dialog | None = None
        self._waiting_files: list[Path] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.pair = PrimaryButton(_("Pair a machine"), "key-round", self._choose_key_file, key="Ctrl+N")
        column.addWidget(
            PageHeader(_("Machines and keys"), _("Whom this office believes, and by which key"), self.pair)
        )
        self.done = Notice()
        column.addWidget(self.done)
        titles = {MACHINES: _("Machines"), KEYS: _("The office's keys"), MERGERS: _("Merged communes")}
        if context.workspace.role != OFFICE:
            titles = {MACHINES: titles[MACHINES]}
        self.tabs = SectionTabs(titles)
        self.tabs.setVisible(len(titles) > 1)
        column.addWidget(self.tabs)
        self.machines = MachinesSection(
            self._choose_key_file, self._ask_revoke, lambda one: self.presenter.accept(one), self._ask_drop
        )
        self.keys = KeysSection(
            spoken_numbers.symbol, self._sheet, self._ask_change, self._ask_afresh,
            lambda row: self.presenter.retire(row.key),
        )  # fmt: skip
        self.mergers = MergersSection(self._ask_merger, lambda row: self.presenter.take_back(row))
        self._sections: dict[str, QWidget] = {MACHINES: self.machines, KEYS: self.keys, MERGERS: self.mergers}
        self._stack = QStackedLayout()
        for section in self._sections.values():
            self._stack.addWidget(section)
        column.addLayout(self._stack, 1)
        self.tabs.chosen.connect(lambda key: self._stack.setCurrentWidget(self._sections[key]))
        self.presenter = MachinesPresenter(
            self, _services(context.workspace), context.runner.run, context.toast, context.refresh
        )

    # The page's contract

    def refresh(self) -> None:
        self.presenter.refresh()

    def open(self, **args: object) -> None:
        tab = str(args.get("tab", ""))
        if tab in self.tabs.buttons:
            self.tabs.choose(tab)
        code = str(args.get("commune_code", ""))
        if code:
            self.tabs.choose(MACHINES)
            self.machines.choose_commune(code)
        files = args.get("key_files")
        if isinstance(files, list | tuple) and files:
            self.tabs.choose(MACHINES)
            self._waiting_files = [Path(str(one)) for one in files]
            self._next_key_file()

    def new(self) -> None:
        self._choose_key_file()

    # What the presenter shows

    def show_machines(self, rows: Sequence[MachineRow], quarantined: Sequence[StagedFile]) -> None:
        """See :class:`MachinesView`."""
        self.machines.show_rows(rows, quarantined)

    def show_keys(self, rows: Sequence[KeyRow], number: str) -> None:
        """See :class:`MachinesView`."""
        self.keys.show_rows(rows, number)

    def show_mergers(self, rows: Sequence[MergerRow], suggestions: Sequence[Suggestion]) -> None:
        """See :class:`MachinesView`."""
        self.mergers.show_rows(rows, suggestions)

    def show_done(self, text: str, kind: str = "done") -> None:
        """See :class:`MachinesView`."""
        self.done.show_text(kind, text)

    def show_error(self, error: BaseException) -> None:
        """See :class:`MachinesView`."""
        if isinstance(error, SinhkeError):
            self.done.show_error(error)
        else:
            errors.show(self, error)

    def ask_number(self, request: PairRequest, path: Path, earlier: Sequence[Machine]) -> None:
        """See :class:`MachinesView`."""
        self.dialog = PairDialog(self, self.context, request, earlier, partial(self.presenter.pair, path))
        self.dialog.finished.connect(lambda _how: self._next_key_file())
        self.dialog.open()

    def ask_forced(self, key: OfficeKeyShown, error: SinhkeError) -> None:
        """See :class:`MachinesView`."""
        text = _("{problem} If you retire it now, those machines must be paired anew.").format(problem=error.message)
        self.dialog = Dialog(self, _("Retire a key that is still used?"), _("Retire it"), text=text)
        self.dialog.accepted.connect(lambda: self.presenter.retire(key, forced=True))
        self.dialog.open()

    # What was pressed

    def _choose_key_file(self) -> None:
        kinds = _("Key files (*.xxk)")
        path = file_to_read(self, self.context.settings, FOLDER, _("A commune's key file"), kinds)
        if path is not None:
            self.presenter.read_key_file(path)

    def _next_key_file(self) -> None:
        if self._waiting_files:
            self.presenter.read_key_file(self._waiting_files.pop(0))

    def _ask_revoke(self, row: MachineRow) -> None:
        self.dialog = RevokeDialog(self, row.machine, lambda place: self.presenter.revoke(row.machine, place))
        self.dialog.open()

    def _ask_drop(self, one: StagedFile) -> None:
        text = _("Bundle {number} of {name} is deleted here. What it says is then only on the stick, if at all.")
        self.dialog = Dialog(
            self, _("Drop the bundle?"), _("Drop"), text=text.format(number=one.number, name=one.sender)
        )
        self.dialog.accepted.connect(lambda: self.presenter.forget(one))
        self.dialog.open()

    def _ask_change(self) -> None:
        text = _(
            "A new key is made and the present one vouches for it. Nobody has to be paired anew: each commune's "
            "machine goes over when it reads its next receipt. A backup is made at once, as an older one does not "
            "hold the new key."
        )
        self.dialog = Dialog(self, _("Change the office's key?"), _("Change the key"), text=text, width=560)
        self.dialog.accepted.connect(self.presenter.change_key)
        self.dialog.open()

    def _ask_afresh(self) -> None:
        text = _(
            "Only when the office's key is in other hands or cannot be used any more. All old keys are retired at once "
            "and every machine must be paired anew by telephone. Whoever has the stolen key can read bundles that were "
            "sealed for it, on whatever stick they are; nothing can take that back. No data are lost: after pairing, "
            "each machine sends everything again."
        )
        self.dialog = Dialog(self, _("Begin afresh with a new key?"), _("Begin afresh"), text=text, width=620)
        self.dialog.accepted.connect(self.presenter.new_key)
        self.dialog.open()

    def _ask_merger(self, suggestion: Suggestion | None) -> None:
        self.dialog = MergerDialog(self, suggestion, self.presenter.tell_merger, lambda: None)
        self.dialog.open()

    def _sheet(self) -> None:
        from sinhke_desktop.gui.machines.sheet_dialog import show_sheet

        self.dialog = show_sheet(self, self.context)


def _read(workspace: Workspace) -> Read:
    office = workspace.role == OFFICE
    return Read(
        machines.machines(workspace),
        revoked_bundles.quarantined(workspace),
        office_keys.keys(workspace) if office else (),
        commune_mergers.mergers(workspace) if office else (),
        commune_mergers.suggestions(workspace) if office else (),
        machines.office_number(workspace),
    )


def _services(opened: Workspace) -> MachinesServices:
    def pair(path: Path, folder: Path | None, replaces: str) -> Path:
        return machines.office_pair(opened, path, True, folder, replaces=replaces)

    def revoke(device: str, place: Position | None) -> Revocation:
        if place is None:
            return machines.revoke(opened, device)
        return machines.revoke(opened, device, epoch=place.epoch, counter=place.last_counter)

    return MachinesServices(
        read=partial(_read, opened),
        read_key_file=machines.read_key_file,
        pair=pair,
        revoke=revoke,
        accept=partial(revoked_bundles.accept, opened),
        forget=partial(staging.forget, opened),
        change_key=partial(office_keys.change, opened),
        new_key=partial(office_keys.begin_afresh, opened),
        retire=lambda signing, forced: office_keys.retire(opened, signing, forced=forced),
        tell_merger=partial(commune_mergers.tell, opened),
        take_back=partial(commune_mergers.take_back, opened),
    )
