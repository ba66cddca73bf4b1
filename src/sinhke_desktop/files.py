"""Files written whole: a reader sees the old content or the new, never half."""

from __future__ import annotations

import os
import time
from pathlib import Path

WAITS = (0.02, 0.05, 0.1, 0.3, 0.5) if os.name == "nt" else ()
"""Seconds to wait before each further try at a rename: Windows' virus scanner holds files that were just written."""


def write_whole(path: Path, content: bytes) -> None:
    """Write *content* through ``<name>.part``, fsync and rename; raises OSError and leaves the old file as it was."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        put_in_place(part, path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def put_in_place(part: Path, path: Path) -> None:
    """Rename *part* over *path*, again after each of :data:`WAITS` while something holds one; raises OSError."""
    for wait in WAITS:
        try:
            part.replace(path)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    part.replace(path)


def sync_folder(folder: Path) -> None:
    """Make a rename in *folder* durable where the system has folder handles (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
