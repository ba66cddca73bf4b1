"""The program's one start: a command runs in the command line; without one the window opens."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

READERS = ("read-pages", "read-workbook")
"""First words with which a frozen build starts itself as the child that opens files from anywhere; no commands."""
OPENS = (".xxb", ".xxt", ".xxr", ".xxc", ".xxk", ".capnhat")
"""Endings of the files that the window opens: a start with them, and no command, is a double click on one."""
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
ON_TRIAL = "SINHKE_TRIAL"
"""The variable by which the launcher says that this version is tried."""
TOLD, UNFIT, TOLD_ON_TRIAL = (1, 2, 130), 71, 64


def main(words: Sequence[str] | None = None) -> int:
    """Run the command in *words* (default: those the program was started with); returns the exit status.

    While a new version is tried the launcher must tell what a person was told (1, 2, 130) from a version that does not
    work (Python's own 1): then :data:`TOLD_ON_TRIAL` is added to the former.
    """
    given = sys.argv[1:] if words is None else words
    if os.environ.pop(ON_TRIAL, "") != "1":
        status = _start(given)
        return 1 if status == UNFIT else status
    try:
        status = _start(given)
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 0
    return status + TOLD_ON_TRIAL if status in TOLD else status


def _start(given: Sequence[str]) -> int:
    if not given:
        return _open_window(None, None)
    if given[0] in READERS:
        return _read_files_of_others(given[0], list(given[1:]))
    if (files := _opened(given)) is not None:
        return _open_window(files[0], None, files[1])
    from sinhke_desktop.cli import main as command_line  # the ordinary start by icon needs none of it

    command_line.speak_utf8()
    arguments = command_line.parse(given)
    if arguments.command is None:
        return _open_window(arguments.data_dir, arguments.screenshot)
    return command_line.run(arguments)


def _opened(given: Sequence[str]) -> tuple[str | None, list[Path]] | None:
    """Data folder and files of a start that only opens files; None for every other start."""
    rest, data_dir = list(given), None
    if rest[0] == "--data-dir" and len(rest) > 2:
        data_dir, rest = rest[1], rest[2:]
    if all(not word.startswith("-") and word.lower().endswith(OPENS) for word in rest):
        return data_dir, [Path(word).absolute() for word in rest]
    return None


def _read_files_of_others(word: str, words: list[str]) -> int:
    if word == "read-pages":
        from sinhke_desktop.scans import page_reader  # OpenCV is loaded for it alone

        return page_reader.main()
    from sinhke_desktop.workbooks import sheet_reader

    return sheet_reader.main(words)


def _open_window(data_dir: str | None, picture: Path | None, files: Sequence[Path] = ()) -> int:
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in SCREENS):
        return _no_screen()
    from sinhke_desktop.gui.window_libraries import WindowLibraries

    libraries = WindowLibraries()
    from sinhke_desktop.gui.collecting import let_wait

    look_for_garbage = let_wait()  # a tenth of the time until the window is painted
    try:
        try:
            from sinhke_desktop.gui import plain_imports  # Qt is loaded for the window alone

            plain_imports.put_back()
            from sinhke_desktop.gui.main import main as open_window
        except ImportError as error:
            return _refuse(str(error))
        if missing := libraries.missing():
            return _refuse(missing)
        from sinhke_desktop.paths import folders

        return open_window(folders(data_dir), picture, files, look_for_garbage)
    finally:
        look_for_garbage()


def _no_screen() -> int:
    from sinhke_desktop.gui.start_refused import NoScreen

    sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(NoScreen(), file=sys.stderr)
    return 1


def _refuse(told: str) -> int:
    from sinhke_desktop.gui import start_refused

    start_refused.tell(start_refused.library_missing(told))
    return UNFIT


if __name__ == "__main__":
    sys.exit(main())
