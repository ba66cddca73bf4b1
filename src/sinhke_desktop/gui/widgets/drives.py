"""Sticks: which are plugged in, a watch that notices one coming, and the choice of where to write."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSignalBlocker, QStorageInfo, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from sinhke_desktop.gui.widgets.choosing_files import folder_to_use
from sinhke_desktop.i18n import _
from sinhke_desktop.settings import Settings

MOUNTED_BELOW = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
REMOVABLE = 2
LOOKS_EVERY_MS = 1_500
OTHER = "*"
BY_UUID = Path("/dev/disk/by-uuid")


@dataclass(frozen=True, slots=True)
class Drive:
    """A stick: its folder, its name, how many bytes are free. ``identity`` tells it from another one in that folder."""

    folder: Path
    name: str
    free: int
    identity: str = ""


def sticks() -> list[Drive]:
    """The writable sticks, as far as the system tells; none where it does not."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        if volume.isValid() and volume.isReady() and not volume.isReadOnly() and _is_stick(root):
            name = volume.displayName() or Path(root).name
            found.append(Drive(Path(root), name, volume.bytesAvailable(), _identity(volume)))
    return found


def _identity(volume: QStorageInfo) -> str:
    """What no other stick has: its serial number or that of its file system, with its name and size."""
    device = bytes(volume.device().data()).decode(errors="replace")
    said = _windows_serial(volume.rootPath()) if sys.platform == "win32" else _uuid(device)
    return f"{said} {device} {volume.name()} {volume.bytesTotal()}"


def _windows_serial(root: str) -> str:
    if sys.platform == "win32":
        import ctypes

        serial = ctypes.c_ulong(0)
        ctypes.windll.kernel32.GetVolumeInformationW(
            root.replace("/", "\\"), None, 0, ctypes.byref(serial), None, None, None, 0
        )
        return f"{serial.value:08x}"
    return ""


def _uuid(device: str, known: Path = BY_UUID) -> str:
    """The file system's own number where the system tells it (Linux), else nothing."""
    try:
        return next((one.name for one in known.iterdir() if one.resolve() == Path(device)), "")
    except OSError:
        return ""


def _is_stick(root: str) -> bool:
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(root.replace("/", "\\")) == REMOVABLE)
    return root.startswith(MOUNTED_BELOW)


class StickWatch(QObject):
    """Tells :attr:`changed` with all sticks (a list of :class:`Drive`) when one came or went, while it is begun.

    Another stick in the same place counts as a change, however quickly they were swapped.
    It looks from a thread of its own: a drive that does not answer must not hold the window.
    :attr:`here` are the sticks of its last look.
    """

    changed = Signal(object)
    _looked = Signal(object)

    def __init__(self, parent: QWidget, look: Callable[[], list[Drive]] | None = None) -> None:
        """*look* stands for :func:`sticks`."""
        super().__init__(parent)
        self._look = look or sticks
        self.here: list[Drive] = []
        self._known: frozenset[tuple[Path, str]] | None = None
        self._looking = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._looked.connect(self._take)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look now, and from now on; what is there is told at once."""
        self._known = None
        self._timer.start()
        self.look()

    def end(self) -> None:
        """Look no more."""
        self._timer.stop()
        self.here = []

    def look(self) -> None:
        """Look once, unless the look before has not come back."""
        if not self._looking:
            self._looking = True
            self._pool.start(lambda: self._looked.emit(self._look()))

    def _take(self, found: list[Drive]) -> None:
        self._looking = False
        self.here = found
        now = frozenset((drive.folder, drive.identity) for drive in found)
        if now != self._known:
            self._known = now
            self.changed.emit(found)


class WhereChoice(QComboBox):
    """Where to write: the sticks, the folder of last time, or another one; the choice is remembered as *key*."""

    def __init__(self, settings: Settings, key: str) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setAccessibleName(_("Where to"))
        self._settings, self._key = settings, key

    def show_sticks(self, found: list[Drive] | None = None, prefer: Path | None = None) -> None:
        """Offer *found* (by default those that are plugged in), *prefer* or what was chosen before first."""
        last = str(self._settings.get(self._key, ""))
        current = str(self.currentData() or "")
        kept = str(prefer) if prefer is not None else (last if current in ("", OTHER) else current)
        places = {
            str(drive.folder): f"{drive.name} ({drive.folder})" for drive in (sticks() if found is None else found)
        }
        for folder in (last, kept):
            if folder and folder not in places and Path(folder).is_dir():
                places[folder] = folder
        with QSignalBlocker(self):
            self.clear()
            for folder, words in places.items():
                self.addItem(words, folder)
            self.addItem(_("Choose a folder or stick…"), OTHER)
            self.setCurrentIndex(max(self.findData(kept), 0))

    def folder(self, parent: QWidget) -> Path | None:
        """The chosen folder, asked for where "another one" is chosen; None if the person gave up."""
        chosen = str(self.currentData())
        if chosen == OTHER:
            found = folder_to_use(parent, self._settings, self._key, _("Choose a folder or stick"))
            if found is not None:
                self.show_sticks(prefer=found)
            return found
        self._settings.set(self._key, chosen)
        return Path(chosen)
