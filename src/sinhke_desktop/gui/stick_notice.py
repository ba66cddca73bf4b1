"""A quiet word that a plugged-in stick holds something for this machine; it leads to the page for it.

What concerns the data is spoken of before a new version of the program.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sinhke_desktop.domain.money import format_number
from sinhke_desktop.gui.context import Runs
from sinhke_desktop.gui.widgets.drives import Drive, StickWatch
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import Progress
from sinhke_desktop.services import stick_use, updates
from sinhke_desktop.services.stick_files import StickFiles
from sinhke_desktop.services.updates import Offer
from sinhke_desktop.services.workspace import OFFICE, Workspace

RECEIVING, SENDING, UPDATING = "office", "exchange", "settings"
"""The pages that look at sticks themselves, of an office and of a commune; and the one that installs a new version."""


class StickNotice(QObject):
    """Tells :attr:`noticed` with what to say and the page to go to; with nothing when the stick was pulled out.

    ``leads_to`` is the page spoken of last, ``args`` are what it is opened with.

    Sticks that were plugged in before are looked at when it begins; none is spoken of while its own page is shown.
    """

    noticed = Signal(str, str)

    def __init__(
        self,
        parent: QWidget,
        workspace: Workspace,
        run: Runs,
        shown: Callable[[], str],
        look: Callable[[], list[Drive]] | None = None,
    ) -> None:
        """*shown* is the key of the page that is open; *look* stands for the look at the plugged-in sticks."""
        super().__init__(parent)
        office = workspace.role == OFFICE
        self.page = RECEIVING if office else SENDING
        self._files: Callable[[Path], StickFiles] = partial(
            stick_use.at_office if office else stick_use.usable, workspace
        )
        self._run, self._shown = run, shown
        self.leads_to, self.args = self.page, dict[str, Path]()
        self._known = frozenset[tuple[Path, str]]()
        self._spoken_of: tuple[Path, str] | None = None
        self.watch = StickWatch(parent, look)
        self.watch.changed.connect(self._changed)

    def _changed(self, drives: list[Drive]) -> None:
        known = self._known
        now = {(drive.folder, drive.identity): drive for drive in drives}
        self._known = frozenset(now)
        if self._spoken_of is not None and self._spoken_of not in now:
            self._spoken_of = None
            self.noticed.emit("", "")
        for key in (key for key in now if key not in known):
            self._run(
                partial(self._look, key[0]),
                partial(self._have_looked, key, now[key]),
                failed=lambda _error: None,
            )

    def _look(self, folder: Path, _progress: Progress) -> tuple[StickFiles, Offer | None]:
        """What the stick holds of the data, and the newest version that may be installed from it."""
        files = self._files(folder)
        offers = updates.found(files.packs, updates.installed()).offers
        return files, offers[0] if offers else None

    def _have_looked(self, key: tuple[Path, str], drive: Drive, seen: tuple[StickFiles, Offer | None]) -> None:
        files, offer = seen
        text, page = self._words(drive, files), self.page
        args: dict[str, Path] = {}
        if not text and offer is not None:
            text = _("{stick}: new version {version} of the program. Look at it").format(
                stick=drive.name, version=offer.version
            )
            page, args = UPDATING, {"update_pack": offer.path}
        if text and key in self._known and self._shown() != page:
            self._spoken_of, self.leads_to, self.args = key, page, args
            self.noticed.emit(text, page)

    def _words(self, drive: Drive, files: StickFiles) -> str:
        bundles, key_files = len(files.bundles), len(files.key_files)
        if self.page == SENDING:
            count = bundles + key_files + len(files.receipts) + len(files.certificates)
            text = _("{stick}: {count} files for this machine. Open “Send and receive”")
        elif bundles:
            count, text = bundles, _("{stick}: {count} bundles of communes. Open “Receiving”")
        else:
            count, text = key_files, _("{stick}: {count} key files of communes. Open “Receiving”")
        return text.format(stick=drive.name, count=format_number(count)) if count else ""
