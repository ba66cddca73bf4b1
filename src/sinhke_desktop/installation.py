"""How this copy of the program was installed: from a package of any kind, as a wheel, or run from a checkout."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

FILE = "installation.json"
VERSIONS = "versions"
DATA_BESIDE, DATA_HERE = "du-lieu", "du-lieu-tai-day.txt"
"""The data folder beside a portable program, and the file that says that the officer asked for it."""


class Kind(StrEnum):
    """Where the program came from."""

    CHECKOUT = "checkout"
    WHEEL = "wheel"
    WINDOWS = "windows"
    PORTABLE = "portable"
    TAR = "tar"
    DEB = "deb"


@dataclass(frozen=True, slots=True)
class Installation:
    """One installed copy.

    ``root`` is the folder that holds the launcher and ``versions``, ``version_folder`` the one this program runs from;
    both are None for a wheel and a checkout, whose ``platform`` is empty. A platform is ``windows-x86_64`` or
    ``linux-x86_64``.
    """

    kind: Kind
    platform: str = ""
    root: Path | None = None
    version_folder: Path | None = None


def current(executable: Path | None = None) -> Installation:
    """The installation whose *executable* (default: the running Python or frozen program) this is.

    A folder whose ``installation.json`` cannot be read counts as not installed from a package.
    """
    folder = Path(executable or sys.executable).absolute().parent
    root = folder.parent.parent
    if folder.parent.name == VERSIONS:
        try:
            said = json.loads((root / FILE).read_text(encoding="utf-8"))
            return Installation(Kind(said["kind"]), str(said["platform"]), root, folder)
        except (OSError, ValueError, KeyError, TypeError):
            pass
    packed = (Path(__file__).parent / "_data").is_dir()
    return Installation(Kind.WHEEL if packed else Kind.CHECKOUT)


def data_beside(installation: Installation) -> Path | None:
    """The data folder inside a portable program, if the officer asked to keep the data there; else None."""
    if installation.kind is not Kind.PORTABLE or installation.root is None:
        return None
    return installation.root / DATA_BESIDE if (installation.root / DATA_HERE).is_file() else None
