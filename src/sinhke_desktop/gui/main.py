"""Opens the window. Imports nothing heavy before the first paint."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from sinhke_desktop.gui import errors, logs
from sinhke_desktop.gui.language import CatalogueTranslator
from sinhke_desktop.gui.program import Program, apply_look
from sinhke_desktop.locking import DataInUse, FolderLock
from sinhke_desktop.paths import Folders
from sinhke_desktop.settings import Settings


def main(folders: Folders, picture: Path | None = None) -> int:
    """Run the window until it is closed; returns the exit status (1 if the data are open elsewhere).

    With *picture* the first page is saved there as a picture and the program ends.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError(type(app).__name__)
    app.setApplicationName("SinhKe Desktop")
    app.setDesktopFileName("sinhke-desktop")
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    logs.start(folders.log)
    settings = Settings(folders.config)
    apply_look(app, settings)
    translator = CatalogueTranslator()
    app.installTranslator(translator)
    errors.install(folders.log)
    lock = FolderLock(folders.data)
    try:
        lock.take()
    except DataInUse as error:
        from sinhke_desktop.gui.error_dialogs import ErrorDialog

        ErrorDialog(None, error).exec()
        return 1
    program = Program(folders, settings)
    if picture is not None:
        from sinhke_desktop.gui.picture import FirstPicture

        FirstPicture(program.window, picture)
    program.begin()
    try:
        return app.exec()
    finally:
        program.close()
        lock.release()
        logs.stop()
