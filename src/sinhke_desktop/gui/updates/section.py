"""The tab "Cập nhật" of the settings: a new version from a stick, the installed files, the version before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.gui import errors
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.updates import restart
from sinhke_desktop.gui.updates.dialogs import BackDialog, RestartDialog
from sinhke_desktop.gui.updates.presenter import UpdatePresenter, UpdateServices
from sinhke_desktop.gui.widgets import Card, Dialog, Flow, Notice, PrimaryButton, QuietButton, label
from sinhke_desktop.gui.widgets.choosing_files import file_to_read
from sinhke_desktop.gui.widgets.drives import Drive, sticks
from sinhke_desktop.gui.widgets.layouts import bring_into_view
from sinhke_desktop.i18n import _
from sinhke_desktop.installation import Kind
from sinhke_desktop.progress import Progress
from sinhke_desktop.services import stick_files, update_trials, updates
from sinhke_desktop.services.update_standing import Standing, standing
from sinhke_desktop.services.updates import Found, Installed, Offer, Waiting

LAST_FOLDER = "update_folder"
MEGABYTE = 1_000_000


class UpdatesSection(QWidget):
    """Three cards; what was found on a stick is shown before anything is installed."""

    def __init__(self, context: Context, look: Callable[[], list[Drive]] = sticks) -> None:
        """*look* stands for the look at the plugged-in sticks."""
        super().__init__()
        self._context, self._sticks = context, look
        self._asked: Dialog | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for card in (self._update_card(), self._offer_card(), self._back_card(), self._files_card()):
            column.addWidget(card)
        column.addStretch(1)
        self.presenter = UpdatePresenter(self, _services(context), context.runner.run, self._run_shown)

    def _update_card(self) -> Card:
        card = Card(_("Update the program"))
        self.version = label("")
        self.about = label("", "secondary")
        self.look_button = QuietButton(_("Look on the stick"), "usb", self.look)
        self.choose = QuietButton(_("Choose the update file…"), "folder-open", self._choose)
        self.buttons = Flow(self.look_button, self.choose)
        self.notice = Notice()
        self.again = self.notice.add_button(_("Start again now"), self._restart)
        for part in (self.version, self.about, self.buttons, self.notice):
            card.add(part)
        return card

    def _offer_card(self) -> Card:
        self.offer = Card(_("New version"))
        self.facts = label("", "secondary")
        self.news = label("")
        self.promise = label(
            _("The data are copied and the copy checked first. The version in use stays until the new one has opened "
              "the data; if it cannot, the program goes back by itself."),
            "secondary",
        )  # fmt: skip
        self.install = PrimaryButton(_("New version"), "download", lambda: self.presenter.install())
        for part in (self.news, self.facts, self.promise, Flow(self.install)):
            self.offer.add(part)
        self.offer.hide()
        return self.offer

    def _back_card(self) -> Card:
        self.back = Card(_("The version before"))
        self.kept = label("", "secondary")
        self.go_back = QuietButton(_("The version before"), "undo-2", self._ask_back)
        self.back.add(self.kept)
        self.back.add(Flow(self.go_back))
        return self.back

    def _files_card(self) -> Card:
        self.files = Card(_("The program's files"))
        self.files.add(
            label(_("Compares every file of the installed program with the list that its makers signed."), "secondary")
        )
        self.verify = QuietButton(_("Check the files"), "shield-check", lambda: self.presenter.verify())
        self.files_notice = Notice()
        self.files.add(Flow(self.verify))
        self.files.add(self.files_notice)
        return self.files

    def refresh(self) -> None:
        """Read again how the program stands."""
        self.presenter.refresh()

    def look(self) -> None:
        """Look for packs on the sticks that are plugged in."""
        self.presenter.look([drive.folder for drive in self._sticks()])

    def open_pack(self, path: Path) -> None:
        """Show what the pack *path* offers."""
        self.presenter.choose(path)

    def _choose(self) -> None:
        kinds = _("Updates of SinhKe (*.capnhat)")
        path = file_to_read(self, self._context.settings, LAST_FOLDER, _("Choose the update file"), kinds)
        if path is not None:
            self.presenter.choose(path)

    def _ask_back(self) -> None:
        version = self.go_back.property("version")
        dialog = self._asked = BackDialog(self, str(version))
        dialog.accepted.connect(self.presenter.go_back)
        dialog.open()

    def _restart(self) -> None:
        restart.close_and_start(self.window())

    def _run_shown(
        self,
        title: str,
        work: Callable[[Progress], object],
        done: Callable[[object], object],
        failed: Callable[[BaseException], object],
    ) -> object:
        return self._context.runner.run_shown(self, title, work, done, failed=failed)

    def show_standing(self, standing: Standing) -> None:
        """See :class:`.presenter.UpdateView`."""
        self.version.setText(
            _("Version {version} · {kind}").format(version=standing.version, kind=kind_words(standing.kind))
        )
        refused = standing.refused
        if refused is not None:
            self.about.setText(f"{refused.message} {refused.advice} ({refused.code})")
        elif standing.waiting:
            self.about.setText(_("Version {version} waits for the next start.").format(version=standing.waiting))
        else:
            self.about.setText(
                _("A new version comes on a stick as one file that ends in .capnhat. No network is needed.")
            )
        self.buttons.setVisible(refused is None)
        self.again.setVisible(bool(standing.waiting))
        if standing.waiting and not self.notice.text():
            self.notice.show_text("info", self.about.text())
        self.back.setVisible(bool(standing.earlier))
        self.kept.setText(
            _("Version {version} was in use before and is kept on this machine.").format(version=standing.earlier)
        )
        self.go_back.setProperty("version", standing.earlier)
        self.go_back.setText(_("Go back to version {version}…").format(version=standing.earlier))
        self.files.setVisible(standing.kind not in (Kind.CHECKOUT, Kind.WHEEL))

    def show_offer(self, offer: Offer | None) -> None:
        """See :class:`.presenter.UpdateView`."""
        self.offer.setVisible(offer is not None)
        if offer is None:
            return
        self.offer.set_title(_("New version {version}").format(version=offer.version))
        size = f"{max(offer.size // MEGABYTE, 1):,}".replace(",", ".")
        self.facts.setText(
            _("Made on {day} · {size} MB on the disk · {file}")
            .format(day=f"{date.fromisoformat(offer.made):%d/%m/%Y}", size=size, file=offer.path)
        )  # fmt: skip
        self.news.setText(offer.news)
        self.news.setVisible(bool(offer.news))
        self.install.setText(_("Install version {version}").format(version=offer.version))
        self.install.setFocus()
        bring_into_view(self.install)

    def show_told(self, kind: str, text: str, code: str = "") -> None:
        """See :class:`.presenter.UpdateView`."""
        self.notice.show_text(kind, text, code)

    def show_files(self, kind: str, text: str) -> None:
        """See :class:`.presenter.UpdateView`."""
        self.files_notice.show_text(kind, text)
        bring_into_view(self.files_notice)

    def show_busy(self, busy: bool) -> None:
        """See :class:`.presenter.UpdateView`."""
        for button in (self.look_button, self.choose):
            button.setEnabled(not busy)

    def offer_restart(self, waiting: Waiting) -> None:
        """See :class:`.presenter.UpdateView`."""
        dialog = self._asked = RestartDialog(self, waiting.version)
        dialog.accepted.connect(self._restart)
        dialog.open()

    def failed(self, error: BaseException) -> None:
        """See :class:`.presenter.UpdateView`."""
        errors.show(self, error)


def kind_words(kind: Kind) -> str:
    """How the program came onto this machine, in words."""
    return {
        Kind.WINDOWS: _("installed on Windows"),
        Kind.PORTABLE: _("portable folder"),
        Kind.TAR: _("folder on Linux"),
        Kind.DEB: _("Debian package"),
        Kind.WHEEL: _("Python package"),
        Kind.CHECKOUT: _("run from its source code"),
    }[kind]


def look_through(folders: Sequence[Path], here: Installed) -> Found:
    """The packs on the sticks *folders*, looked into; a stick that cannot be read holds none."""
    packs = [path for folder in folders for path in stick_files.packs_on(folder)]
    return updates.found(packs, here)


def _services(context: Context) -> UpdateServices:
    here, store = updates.installed(), context.workspace

    def install(offer: Offer, progress: Progress) -> Waiting:
        return updates.install(offer.path, store, here, progress)

    return UpdateServices(
        standing=lambda: standing(here),
        look=partial(look_through, here=here),
        check=partial(updates.check, here=here),
        install=install,
        go_back=lambda progress: update_trials.go_back(store, here, progress),
        verify=lambda progress: update_trials.verify(here, progress),
    )
