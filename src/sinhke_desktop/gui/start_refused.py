"""Why the window cannot begin, in words: the data folder, the disk, a library of the system. Knows no Qt."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
from pathlib import Path

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _

LEAST_FREE = 8_000_000
"""Bytes without which a store cannot even be opened: its journal and the check of its pages need some room."""
_FULL = {errno.ENOSPC, errno.EDQUOT}
_LIBRARY = re.compile(r"(lib[\w.+-]+?\.so[\w.]*)")
_DIALOGS = (
    ("zenity", "--error", "--no-markup", "--width=480", "--text"), ("kdialog", "--error"), ("xmessage", "-center"),
)  # fmt: skip


class NoScreen(SinhkeError):
    """There is no screen to open the window on (``MO-02``)."""

    code = "MO-02"

    def __init__(self) -> None:
        super().__init__(
            _("There is no screen here, so the window cannot be opened. Your data are untouched."),
            _("Start the program on the computer's own desktop, or use its commands (sinhke-desktop --help)."),
        )


class StartRefused(SinhkeError):
    """The data folder cannot be written (``MO-03``), the disk is full (``MO-04``) or a library lacks (``MO-09``)."""

    code = "MO-03"


def folder_refused(folder: Path, error: OSError) -> StartRefused:
    """What to tell when the data folder refuses to be opened."""
    if error.errno in _FULL:
        return disk_full(folder)
    return StartRefused(
        _("The data folder {folder} cannot be written, so the program cannot begin. Nothing was changed.").format(
            folder=folder
        ),
        _("Check that the drive is there and not write-protected, and that you are signed in as who set this up."),
        "MO-03",
    )


def disk_full(folder: Path) -> StartRefused:
    """What to tell when there is no room for the data to grow."""
    return StartRefused(
        _("The drive of the data folder {folder} is full, so the program cannot begin. Your data are safe.").format(
            folder=folder
        ),
        _("Empty the recycle bin or move large files away, then start again."),
        "MO-04",
    )


def check_room(folder: Path) -> None:
    """Raise :class:`StartRefused` where the drive of *folder* is all but full, as far as the system tells."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return
    if free < LEAST_FREE:
        raise disk_full(folder)


def library_missing(told: str) -> StartRefused:
    """What to tell when a library of the system that *told* names is not there."""
    found = _LIBRARY.search(told)
    if found is None:
        text = _("A part of the program cannot be loaded ({reason}). Your data are untouched.")
        advice = _("Install the program again; its data stay where they are.")
        return StartRefused(text.format(reason=told.strip()), advice, "MO-09")
    package = debian_package(found[1])
    return StartRefused(
        _("The window needs {library}, which is not installed on this system. Your data are untouched.").format(
            library=found[1]
        ),
        _("Let the administrator install it (Debian, Ubuntu: sudo apt install {package}).").format(package=package),
        "MO-09",
    )


def debian_package(library: str) -> str:
    """``libxcb-cursor0`` for ``libxcb-cursor.so.0``: how Debian's policy (8.1) names the package of a library."""
    name, _so, version = library.partition(".so")
    number = version.strip(".").split(".")[0]
    return f"{name}{'-' if name[-1].isdigit() and number else ''}{number}".lower()


def tell(error: SinhkeError) -> None:
    """Say it without Qt: on standard error, and in whatever little window the system has."""
    if sys.stderr is not None:
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
        print(error, file=sys.stderr)
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, str(error), "SinhKe Desktop", 0x10)
    elif os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        import subprocess

        for program, *words in _DIALOGS:
            if (path := shutil.which(program)) is not None:
                subprocess.Popen([path, *words, str(error)], start_new_session=True)  # noqa: S603 - the system's own
                return
