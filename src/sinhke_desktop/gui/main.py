"""Opens the window. Imports nothing heavy before the first paint."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from sinhke_desktop import paths
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import errors, logs, start_refused, theme
from sinhke_desktop.gui.first_paint import after_first_paint
from sinhke_desktop.gui.language import CatalogueTranslator
from sinhke_desktop.gui.program import Program, apply_look
from sinhke_desktop.gui.updates.started import FAILED, on_trial
from sinhke_desktop.locking import DataInUse, FolderLock
from sinhke_desktop.paths import Folders
from sinhke_desktop.settings import Settings

AGAIN = 75
"""With this the window's loop ends when the data lie elsewhere from now on; no exit status of the program."""


def main(
    folders: Folders,
    picture: Path | None = None,
    files: Sequence[Path] = (),
    painted: Callable[[], object] = lambda: None,
) -> int:
    """Run the window until it is closed and open *files* in it; returns the exit status.

    1 if the data cannot be opened, 70 if a version on trial showed a fault of its own; a window that is open on them
    takes the files, and that is 0. With *picture* the first page is saved there as a picture and the program ends.
    *painted* is called when the window is seen.
    """
    app = QApplication.instance() or theme.application(sys.argv[0])
    if not isinstance(app, QApplication):
        raise TypeError(type(app).__name__)
    app.setApplicationName("SinhKe Desktop")
    app.setDesktopFileName("sinhke-desktop")
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    translator = CatalogueTranslator()
    app.installTranslator(translator)
    status = _run(app, folders, picture, files, painted)
    while status == AGAIN:
        status = _run(app, paths.folders(), None, files, painted, placed=True)
    return status


def _run(
    app: QApplication,
    folders: Folders,
    picture: Path | None,
    files: Sequence[Path],
    painted: Callable[[], object],
    *,
    placed: bool = False,
) -> int:
    """The window on the data in *folders*, from the lock to its end."""
    logs.start(folders.log)
    settings = Settings(folders.config)
    apply_look(app, settings)
    errors.install(folders.log)
    lock = FolderLock(folders.data)
    try:
        lock.take()
        start_refused.check_room(folders.data)
    except DataInUse as error:
        return _leave_to_the_open_window(folders, files, error)
    except (OSError, SinhkeError) as error:
        lock.release()
        return _told(error if isinstance(error, SinhkeError) else start_refused.folder_refused(folders.data, error))
    program = Program(folders, settings, placed=placed)
    program.place_changed.connect(lambda: app.exit(AGAIN))
    if picture is not None:
        from sinhke_desktop.gui.picture import FirstPicture

        FirstPicture(program.window, picture)
    program.files.take(files)
    program.begin()
    after_first_paint(program.window, painted)
    ending = ExitStack()
    after_first_paint(program.window, lambda: _listen(program, folders, ending))
    try:
        status = app.exec()
    finally:
        ending.close()
        program.close()
        program.window.hide()
        lock.release()
        logs.stop()
    from sinhke_desktop.gui.updates import restart  # after the window, which never needs it to begin

    if restart.wanted():
        restart.start(folders)
    return FAILED if status == 0 and errors.bug_seen() and on_trial() else status


def _listen(program: Program, folders: Folders, ending: ExitStack) -> None:
    """Hear of second starts, after the first paint and up to *ending*."""
    from sinhke_desktop.gui.second_start import Listener

    listener = Listener(program, folders.data)
    listener.asked.connect(program.second_start)
    if listener.begin():
        ending.callback(listener.end)


def _leave_to_the_open_window(folders: Folders, files: Sequence[Path], error: DataInUse) -> int:
    from sinhke_desktop.gui.second_start import HandedOver, WindowSilent, hand_over

    taken = hand_over(folders.data, files)
    if taken is HandedOver.TAKEN:
        return 0
    return _told(WindowSilent() if taken is HandedOver.SILENT else error)


def _told(error: SinhkeError) -> int:
    from sinhke_desktop.gui.error_dialogs import ErrorDialog

    ErrorDialog(None, error).exec()
    return 1
