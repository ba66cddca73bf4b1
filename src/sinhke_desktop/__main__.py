"""The program's one start: a command runs in the command line; without one the window opens."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from sinhke_desktop.paths import folders


def main(words: Sequence[str] | None = None) -> int:
    """Run the command in *words* (default: those the program was started with); returns the exit status."""
    given = sys.argv[1:] if words is None else words
    if not given:
        return _open_window(None, None)
    from sinhke_desktop.cli import main as command_line  # the ordinary start by icon needs none of it

    command_line.speak_utf8()
    arguments = command_line.parse(given)
    if arguments.command is None:
        return _open_window(arguments.data_dir, arguments.screenshot)
    return command_line.run(arguments)


def _open_window(data_dir: str | None, picture: Path | None) -> int:
    from sinhke_desktop.gui.main import main as open_window  # Qt is loaded for the window alone

    return open_window(folders(data_dir), picture)


if __name__ == "__main__":
    sys.exit(main())
