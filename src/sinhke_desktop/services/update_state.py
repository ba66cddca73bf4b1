"""What stands beside the launcher about versions: which is in use, which is tried, which was left.

The launchers read it too.
Every file is written whole. Steps and their order: docs/decisions/0028-updates-by-stick.md.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from sinhke_desktop.domain.version_files import is_version, parse_version
from sinhke_desktop.files import sync_folder, write_whole
from sinhke_desktop.installation import VERSIONS

CURRENT, PREVIOUS, NEWEST = "current.txt", "previous.txt", "newest.txt"
TRIAL, ROLLED_BACK = "trial.json", "rolled-back.json"


@dataclass(frozen=True, slots=True)
class Trial:
    """A version that is tried until it has opened the data.

    ``previous`` is started again where it fails; ``backup`` is the number of the copy made before, None without a
    store or on a server; ``data`` is the data folder that was in use.
    """

    previous: str
    version: str
    backup: int | None = None
    data: str = ""


def version_in(root: Path, name: str) -> str:
    """The version in the one-line file *name*, empty where there is none or it says no version."""
    try:
        text = (root / name).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
    return text if is_version(text) else ""


def write_version(root: Path, name: str, version: str) -> None:
    """Write the one-line file *name*; raises OSError."""
    write_whole(root / name, f"{version}\n".encode("ascii"))


def read_trial(root: Path, name: str = TRIAL) -> Trial | None:
    """The trial in the file *name*; None where there is none or it cannot be understood."""
    try:
        told = json.loads((root / name).read_text(encoding="utf-8"))
        found = Trial(told["previous"], told["version"], told["backup"], told["data"])
        versions = is_version(found.previous) and is_version(found.version)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    number = found.backup is None or (isinstance(found.backup, int) and not isinstance(found.backup, bool))
    return found if versions and number and isinstance(found.data, str) else None


def write_trial(root: Path, trial: Trial) -> None:
    """Write ``trial.json`` as the launchers read it: one line, keys sorted, only ASCII; raises OSError."""
    text = json.dumps(asdict(trial), sort_keys=True, separators=(",", ":"))
    write_whole(root / TRIAL, text.encode("ascii") + b"\n")


def remove(root: Path, name: str) -> None:
    """Remove one of these files for good; raises OSError."""
    if (root / name).exists():
        (root / name).unlink()
        sync_folder(root)


def newest(root: Path, running: str) -> str:
    """The highest version that was ever installed here, *running* included."""
    known = [one for one in (running, version_in(root, NEWEST), version_in(root, CURRENT)) if is_version(one)]
    return max(known, key=parse_version, default="")


def version_folder(root: Path, version: str) -> Path:
    """Where the files of *version* lie."""
    return root / VERSIONS / version
