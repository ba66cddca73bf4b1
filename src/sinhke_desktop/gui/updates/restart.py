"""Starting the program anew in the version that waits: close the window, then let the launcher start it."""

from __future__ import annotations

import logging
import os
import sys

from PySide6.QtCore import QProcess, QProcessEnvironment
from PySide6.QtWidgets import QWidget

from sinhke_desktop import installation, paths
from sinhke_desktop.paths import Folders

LAUNCHER = "SinhKe.exe" if sys.platform == "win32" else "sinhke-desktop"
OWN_START = ("_PYI_", "_MEIPASS", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH")
"""Beginnings of variables by which a frozen program finds its own version's files; the next one has others."""

log = logging.getLogger(__name__)
_asked = False


def close_and_start(window: QWidget) -> None:
    """Close *window* and start anew after that; nothing happens where it may not be closed."""
    global _asked
    _asked = True
    _asked = window.close()


def wanted() -> bool:
    """True once the person asked for a new start; asked about once."""
    global _asked
    asked, _asked = _asked, False
    return asked


def start(folders: Folders) -> None:
    """Start the launcher on the same data; the data must not be locked any more. A failure is only logged."""
    root = installation.current().root
    if root is None:
        return
    words = [] if folders == paths.folders() else ["--data-dir", str(folders.data)]
    handed_on = QProcessEnvironment()
    for name, value in environment(dict(os.environ)).items():
        handed_on.insert(name, value)
    launcher = QProcess()
    launcher.setProgram(str(root / LAUNCHER))
    launcher.setArguments(words)
    launcher.setProcessEnvironment(handed_on)
    for mute in (launcher.setStandardInputFile, launcher.setStandardOutputFile, launcher.setStandardErrorFile):
        mute(QProcess.nullDevice())
    started: object = launcher.startDetached()  # a pair with the number of the process, as typed, or the first alone
    if started is False or started == (False, 0):
        log.error("the launcher did not start: %s", launcher.errorString())


def environment(given: dict[str, str]) -> dict[str, str]:
    """*given* without what points into this version; libraries are looked for as before this program began."""
    kept = {name: value for name, value in given.items() if not name.startswith(OWN_START)}
    before = kept.pop("LD_LIBRARY_PATH_ORIG", "")
    kept.pop("LD_LIBRARY_PATH", None)
    if before:
        kept["LD_LIBRARY_PATH"] = before
    return kept
