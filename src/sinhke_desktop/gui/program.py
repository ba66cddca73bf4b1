"""One run of the program, from the unlock page or the first start to the pages and back. Wires the services."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from sinhke_desktop.gui import store, theme
from sinhke_desktop.gui.away import WhileAway
from sinhke_desktop.gui.collecting import look_through
from sinhke_desktop.gui.first_paint import after_first_paint
from sinhke_desktop.gui.later import later
from sinhke_desktop.gui.main_window import MainWindow
from sinhke_desktop.gui.opening import OpenedFiles
from sinhke_desktop.gui.tasks import Runner
from sinhke_desktop.gui.updates.started import StartedUpdate, warn
from sinhke_desktop.paths import Folders
from sinhke_desktop.progress import Progress
from sinhke_desktop.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sinhke_desktop.gui.first_start.contract import Begin
    from sinhke_desktop.gui.shell import Shell
    from sinhke_desktop.services.data_place import PlaceKind
    from sinhke_desktop.services.workspace import Created, Workspace

STORE_FILES = ("sinhke.db", "keyslots.a.json", "keyslots.b.json")
TYPE_SCALE, HIGH_CONTRAST, TOUR_SEEN = "type_scale", "high_contrast", "tour_seen"
UNTIL_SHOWN_MS = 20
"""Until it is looked again whether Qt has shown new pages."""
BEGINNINGS: dict[str, tuple[str, dict[str, str]]] = {
    "pairing": ("exchange", {}), "import": ("households", {"imports": "1"}), "household": ("households", {"new": "1"}),
}  # fmt: skip
"""With which page a first start goes on, and what it is told."""


class Program(QObject):
    """Holds the window, the runner and, while it is open, the workspace.

    ``place_changed`` asks to begin anew, as the data lie elsewhere now.
    """

    place_changed = Signal()

    def __init__(self, folders: Folders, settings: Settings, *, placed: bool = False) -> None:
        """*placed*: the person has just said where a portable program keeps its data."""
        super().__init__()
        self._placed = placed
        self._settings = settings
        self._own_folders = folders
        self.folders = folders
        self.window = MainWindow(settings)
        self.window.may_close = self._may_close
        self.runner = Runner(self.window)
        self._away = WhileAway(self, look_through)
        self.workspace: Workspace | None = None
        self.shell: Shell | None = None
        self._sample_stick: Path | None = None
        self.files = OpenedFiles(self, lambda: self.shell)
        self.update = StartedUpdate(self.window)

    def begin(self) -> None:
        """Show the unlock page, or the first start where there is no store yet; nothing heavy is imported before."""
        known = any((self.folders.data / name).exists() for name in STORE_FILES)
        if known:
            self.show_unlock()
        else:
            self.show_first_start()
        self.window.show()
        after_first_paint(self.window, self._remark if known else self._warm_up)

    def _warm_up(self) -> None:
        from sinhke_desktop.gui.warm_up import warm_up

        self._away.begin()
        warm_up(self.runner.run, self)

    def _remark(self) -> None:
        """Look in the worker where the data lie, since a drive may be slow, and say what is worth saying of it."""
        from sinhke_desktop.services import data_place

        self._warm_up()
        folder = self.folders.data
        self.runner.run(
            lambda _progress: data_place.kind_of(folder),
            partial(self._show_remarks, folder),
            failed=lambda _error: None,
        )

    def _show_remarks(self, folder: Path, kind: PlaceKind) -> None:
        from sinhke_desktop.gui.start_remarks import RemarksDialog, remarks

        room = self.window.screen().availableGeometry().size()
        found = remarks(folder, kind, room, self._settings)
        if found:
            RemarksDialog(self.window, found, self._settings).open()

    def show_unlock(self) -> None:
        """Ask for the password."""
        from sinhke_desktop.gui.unlock.page import UnlockPage
        from sinhke_desktop.gui.unlock.presenter import UnlockServices

        services = UnlockServices(
            self._open_with_password, self._open_with_recovery, lambda: store.backups(self.folders), self._restore
        )
        self.window.show_title("")
        page = UnlockPage(services, self.runner.run, self._settings)
        page.unlocked.connect(self._opened)
        self.window.show_content(page)
        page.password.setFocus()
        page.show_waiting([path.name for path in self.files.waiting])
        warn(page.notice)

    def second_start(self, paths: Sequence[Path]) -> None:
        """The program was started once more, with files or without: come to the front and open them."""
        self.window.come_to_front()
        self.files.take(paths)
        page = self.window.centralWidget()
        if self.files.waiting and (waits := getattr(page, "show_waiting", None)) is not None:
            waits([path.name for path in self.files.waiting])

    def show_first_start(self, workspace: Workspace | None = None) -> None:
        """Set up; *workspace* where a store was made before but its commune never chosen."""
        from sinhke_desktop.gui.first_start import wiring
        from sinhke_desktop.gui.first_start.page import FirstStartPage

        services = wiring.services(self._settings, self._create, self._build_sample, self._build_sample_office)
        page = FirstStartPage(
            services, self.runner, self._settings, workspace,
            offer=wiring.offer(self.folders), placed=self._placed, typed=wiring.typed(self._settings),
        )  # fmt: skip
        page.done.connect(self._begun)
        page.place_changed.connect(self.place_changed)
        self.window.show_content(page)
        page.begin()

    def _create(self, password: str) -> Created:
        from sinhke_desktop.services import workspace as workspaces

        created = workspaces.create(self.folders, password)
        self.workspace = created.workspace
        return created

    def _begun(self, workspace: Workspace, begin: Begin) -> None:
        """Open what was set up, on the page with which the person wants to begin."""
        self._opened(workspace)
        if self.shell is None:
            return
        if self._settings.get(TOUR_SEEN):
            self._go_on(begin)
        else:
            later(self, partial(self._show_tour, self.shell, begin))

    def _show_tour(self, shell: Shell, begin: Begin) -> None:
        """Over the pages that were just opened, once they have found their places; not if they are locked again."""
        if self.shell is shell and not shell.isVisible():
            later(self, partial(self._show_tour, shell, begin), UNTIL_SHOWN_MS)
        elif self.shell is shell:
            self._settings.remember(TOUR_SEEN, True)
            shell.show_tour(partial(self._go_on, begin))

    def _go_on(self, begin: Begin) -> None:
        if self.shell is None:
            return
        if self._sample_stick is not None:
            self.shell.navigate("office", paths=[self._sample_stick])
        elif begin in BEGINNINGS:
            page, args = BEGINNINGS[begin]
            self.shell.navigate(page, **args)
        self.files.bring()

    def show_pages(self, page: str = "") -> None:
        """Open the program at *page*, or where an officer begins."""
        from sinhke_desktop.gui.shell import Shell
        from sinhke_desktop.services import overview

        workspace = self.workspace
        if workspace is None:
            raise RuntimeError("no workspace is open")
        names = self._names(workspace)
        self.window.show_title(names[0])
        shell = self.shell = Shell(
            workspace,
            self.runner,
            self._settings,
            self.folders,
            standing=lambda: overview.standing(workspace),
            names=names,
        )
        shell.lock_asked.connect(self.lock)
        shell.look_changed.connect(self.restyle)
        self.window.show_content(shell)
        shell.begin()
        if page:
            shell.navigate(page)
        self.files.bring()

    def lock(self) -> None:
        """Close the data file and ask for the password again."""
        if not self._may_close():
            return
        self.runner.forget()
        workspace = self._let_go()
        self.show_unlock()
        self._away.went()
        if workspace is not None:
            self.runner.run(lambda _progress: store.leave(workspace), lambda _left: None)

    def restyle(self) -> None:
        """Build the window anew in the look of the settings; its pages go first, as all that lives is styled anew."""
        if self.shell is not None:
            self.runner.forget()
            self.window.show_content(QWidget())
            later(self, partial(self._show_anew, self.shell.current))

    def _show_anew(self, page: str) -> None:
        app = QApplication.instance()
        if self.workspace is not None and isinstance(app, QApplication):
            apply_look(app, self._settings)
            self.show_pages(page)

    def close(self) -> None:
        """Stop long work and close the data file."""
        self.runner.close()
        self.close_workspace()

    def close_workspace(self) -> None:
        """Close the data file, if one is open."""
        workspace = self._let_go()
        if workspace is not None:
            store.leave(workspace)

    def _let_go(self) -> Workspace | None:
        self.shell = None
        workspace, self.workspace = self.workspace, None
        self.folders, self._sample_stick = self._own_folders, None
        return workspace

    def _opened(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._away.came()
        if workspace.role == "commune" and not workspace.commune_code:
            self.show_first_start(workspace)
        else:
            self.show_pages()
            self.update.speak(workspace, self.runner.run)

    def _names(self, workspace: Workspace) -> tuple[str, str]:
        """Whose data these are, and the line under it; noted for the page that asks for the password."""
        if workspace.role == "commune":
            from sinhke_desktop.services import communes

            commune = communes.current(workspace)
            name, province, period = commune.name, commune.province_name, commune.period.replace("-", "–")
        else:
            from sinhke_desktop.services import office_profile

            name, province, period = office_profile.profile(workspace).name, "", ""
        if self.folders is self._own_folders:
            from sinhke_desktop.gui.unlock.presenter import COMMUNE_NAME, OFFICER, PROVINCE_NAME

            self._settings.remember(COMMUNE_NAME, name)
            self._settings.remember(PROVINCE_NAME, province)
            self._settings.remember(OFFICER, workspace.officer)
        return name, " · ".join(part for part in (province, period) if part)

    def _open_with_password(self, password: str) -> Workspace:
        from sinhke_desktop.services import workspace as workspaces

        return self.update.opened(self.folders, password, lambda: workspaces.open_with_password(self.folders, password))

    def _open_with_recovery(self, code: str, new: str) -> Workspace:
        from sinhke_desktop.services import workspace as workspaces

        return self.update.opened(self.folders, "", lambda: workspaces.open_with_recovery(self.folders, code, new))

    def _restore(self, number: int, password: str) -> Workspace:
        from sinhke_desktop.services import backups

        backups.restore(self.folders, number, password)
        return self._open_with_password(password)

    def _build_sample(self, progress: Progress) -> Workspace:
        from sinhke_desktop.gui.first_start import samples

        self.close_workspace()
        workspace, self.folders = samples.commune(self.folders, progress)
        return workspace

    def _build_sample_office(self, progress: Progress) -> Workspace:
        from sinhke_desktop.gui.first_start import samples

        self.close_workspace()
        workspace, self.folders = samples.office(self.folders, progress)
        self._sample_stick = samples.stick(self._own_folders)
        return workspace

    def _may_close(self) -> bool:
        return self.shell is None or self.shell.may_leave()


def apply_look(app: QApplication, settings: Settings) -> None:
    """Put theme and type size of the settings in force."""
    scale = settings.get(TYPE_SCALE, 1.0)
    allowed = scale if isinstance(scale, (int, float)) and 1.0 <= scale <= 2.0 else 1.0
    theme.apply(app, contrast=bool(settings.get(HIGH_CONTRAST, False)), scale=float(allowed))
