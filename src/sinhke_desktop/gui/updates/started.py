"""What a start has to do with an update: the trial that opening the data ends, and the words about it.

What knows updates is imported only when the data are opened, or where the launcher left word of a going back.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from sinhke_desktop import installation
from sinhke_desktop.gui import store
from sinhke_desktop.i18n import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from sinhke_desktop.gui.context import Runs
    from sinhke_desktop.gui.widgets import Notice
    from sinhke_desktop.paths import Folders
    from sinhke_desktop.services.update_trials import Opened, UpdateFailed
    from sinhke_desktop.services.workspace import Workspace

ROLLED_BACK, TRIAL = "rolled-back.json", "trial.json"
FAILED = 70
"""The exit status upon which the launcher takes the version before back into use."""

log = logging.getLogger(__name__)


class StartedUpdate(QObject):
    """Told :attr:`failed`, from the worker, when the version on trial cannot open the data."""

    failed = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._seen: Opened | None = None
        self.dialog: QDialog | None = None
        self.failed.connect(self._tell_failure)

    def opened(self, folders: Folders, password: str, opener: Callable[[], Workspace]) -> Workspace:
        """Open the data with *opener* in the worker, put them in their place and end a trial.

        Raises what these raise, or UpdateFailed.
        """
        from sinhke_desktop import crashes
        from sinhke_desktop.services import update_trials, updates

        def placed() -> Workspace:
            return store.in_its_place(opener())

        try:
            self._seen = update_trials.opening(folders, updates.installed(), password, placed)
        except update_trials.UpdateFailed as error:
            log.exception("the version on trial failed")
            crashes.keep_report(folders.log, crashes.crash_report(error.__cause__ or error))
            self.failed.emit(error)
            raise
        return self._seen.workspace

    def speak(self, workspace: Workspace, run: Runs) -> None:
        """Say once, over the pages, which version was taken into use or left; then tidy up in the worker.

        A store that was made just now ends a trial too.
        """
        if installation.current().root is None:
            return
        from sinhke_desktop.gui.updates.dialogs import UpdatedDialog
        from sinhke_desktop.services import update_trials, updates

        here, (seen, self._seen) = updates.installed(), (self._seen, None)

        def tidy(_progress: object) -> None:
            if seen is None:
                update_trials.confirm(workspace, here)
            update_trials.sweep(here)

        run(tidy, lambda _tidied: None)
        words = update_trials.words(seen) if seen is not None else []
        if seen is not None and words:
            confirmed = bool(seen.confirmed)
            self.dialog = UpdatedDialog(self._window, " ".join(words), seen.news, confirmed=confirmed)
            self.dialog.open()

    def _tell_failure(self, error: UpdateFailed) -> None:
        """Say that the version cannot open the data; the program ends when that was read."""
        from sinhke_desktop.gui.error_dialogs import ErrorDialog

        self.dialog = ErrorDialog(self._window, error)
        self.dialog.finished.connect(lambda _result: QApplication.exit(FAILED))
        self.dialog.open()


def warn(notice: Notice) -> None:
    """Say on the page that asks for the password that a new version did not work and this one is back."""
    if not _left_behind(ROLLED_BACK):
        return
    from sinhke_desktop.services import update_trials, updates

    trial = update_trials.left(updates.installed())
    if trial is not None:
        text = _("Version {version} did not work here, so version {previous} is in use again. Your data are safe.")
        notice.show_text("warn", text.format(version=trial.version, previous=trial.previous))


def on_trial() -> bool:
    """True while the version that runs has not opened the data for the first time."""
    if not _left_behind(TRIAL):
        return False
    from sinhke_desktop.services import update_trials, updates

    return update_trials.tried(updates.installed()) is not None


def _left_behind(name: str) -> bool:
    root = installation.current().root
    return root is not None and (root / name).exists()
