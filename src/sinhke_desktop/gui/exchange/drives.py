"""Sticks that are plugged in now."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

MOUNTED_BELOW = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
REMOVABLE = 2


@dataclass(frozen=True, slots=True)
class Drive:
    """A stick: its folder, its name, how many bytes are free."""

    folder: Path
    name: str
    free: int


def sticks() -> list[Drive]:
    """The writable sticks, as far as the system tells; none where it does not."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        if volume.isValid() and volume.isReady() and not volume.isReadOnly() and _is_stick(root):
            name = volume.displayName() or Path(root).name
            found.append(Drive(Path(root), name, volume.bytesAvailable()))
    return found


def _is_stick(root: str) -> bool:
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(root.replace("/", "\\")) == REMOVABLE)
    return root.startswith(MOUNTED_BELOW)
