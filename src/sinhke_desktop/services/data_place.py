"""Where the data lie: what kind of drive that is, and the choice that a portable program offers before it begins."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath

from sinhke_desktop import paths
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.files import write_whole
from sinhke_desktop.i18n import _
from sinhke_desktop.installation import DATA_BESIDE, DATA_HERE, Installation, Kind
from sinhke_desktop.paths import Folders

MOUNTS, DEVICES = Path("/proc/self/mountinfo"), Path("/sys/dev/block")
STICKS_BELOW = ("/media/", "/run/media/")
NETWORK_SYSTEMS = frozenset(
    (
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "ceph",
        "davfs",
        "fuse.sshfs",
        "fuse.davfs2",
        "fuse.gvfsd-fuse",
    )
)
SYNC_SYSTEMS = frozenset(("fuse.rclone", "fuse.onedriver", "fuse.google-drive-ocamlfuse"))
SYNC_FOLDERS = (
    "onedrive", "dropbox", "google drive", "googledrive", "my drive", "icloud drive", "iclouddrive", "nextcloud",
    "pcloud", "megasync",
)  # fmt: skip
SYNC_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
REMOVABLE_DRIVE, NETWORK_DRIVE = 2, 4
"""What Windows' GetDriveTypeW calls them."""
BESIDE_WORDS = "Dữ liệu của chương trình nằm trong thư mục du-lieu bên cạnh tệp này. Đừng xóa tệp này.\r\n"


class PlaceKind(StrEnum):
    """The drive or folder in which data lie."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"
    SYNCED = "synced"


@dataclass(frozen=True, slots=True)
class PlaceOffer:
    """The two places of a portable program: on this computer, or beside the program, which lies on a drive of *kind*.

    ``beside_now``: the data are to lie beside the program as things stand.
    """

    computer: Path
    beside: Path
    kind: PlaceKind
    beside_now: bool


def kind_of(folder: Path, environment: Mapping[str, str] = os.environ) -> PlaceKind:
    """In which kind of place *folder* lies; FIXED where the system does not tell. May wait for a slow drive."""
    whole = folder.expanduser().absolute()
    if _synced(whole, environment):
        return PlaceKind.SYNCED
    return _windows_kind(whole) if sys.platform == "win32" else _linux_kind(whole)


def _synced(folder: PurePath, environment: Mapping[str, str]) -> bool:
    roots = [PurePath(environment[name]) for name in SYNC_VARIABLES if environment.get(name)]
    if any(folder == root or root in folder.parents for root in roots):
        return True
    return any(part.lower() == name or part.lower().startswith((f"{name} -", f"{name} ("))
               for part in folder.parts for name in SYNC_FOLDERS)  # fmt: skip


def _windows_kind(folder: Path) -> PlaceKind:
    if sys.platform == "win32":
        import ctypes

        found = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)
        return {REMOVABLE_DRIVE: PlaceKind.REMOVABLE, NETWORK_DRIVE: PlaceKind.NETWORK}.get(found, PlaceKind.FIXED)
    return PlaceKind.FIXED


def _linux_kind(folder: Path, mounts: Path = MOUNTS, devices: Path = DEVICES) -> PlaceKind:
    try:
        table = mounts.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return PlaceKind.FIXED
    device, system, point = _mount_of(os.path.realpath(folder), table)
    if system in SYNC_SYSTEMS:
        return PlaceKind.SYNCED
    if system in NETWORK_SYSTEMS:
        return PlaceKind.NETWORK
    if f"{point}/".startswith(STICKS_BELOW) or _removable(devices / device):
        return PlaceKind.REMOVABLE
    return PlaceKind.FIXED


def _mount_of(folder: str, table: str) -> tuple[str, str, str]:
    """Device (``8:1``), file system and mount point under which *folder* lies; see proc(5), mountinfo."""
    best = ("", "", "")
    for line in table.splitlines():
        before, _dash, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        point = fields[4].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        inside = folder == point or folder.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best[2]):
            best = (fields[2], after.split(" ")[0], point)
    return best


def _removable(device: Path) -> bool:
    """Whether the kernel calls the drive removable, or it hangs on USB; *device* is a disk or a part of one."""
    try:
        found = device.resolve(strict=True)
    except OSError:
        return False
    if any(part.startswith("usb") for part in found.parts):
        return True
    for disk in (found, found.parent):
        try:
            return (disk / "removable").read_text(encoding="ascii").strip() == "1"
        except OSError:
            continue
    return False


def offer(installed: Installation, folders: Folders) -> PlaceOffer | None:
    """What a portable program offers; None for every other, and where the folder in use was named by hand."""
    if installed.kind is not Kind.PORTABLE or installed.root is None:
        return None
    computer, beside = paths.of_the_system().data, installed.root / DATA_BESIDE
    if folders.data not in (computer, beside):
        return None
    return PlaceOffer(computer, beside, kind_of(installed.root), folders.data == beside)


def choose(installed: Installation, *, beside: bool) -> None:
    """From the next start the data lie beside the portable program, or on the computer again; moves nothing.

    Raises :class:`SinhkeError` (``MO-10``) where the program's folder cannot be written.
    """
    if installed.root is None:
        raise ValueError(installed.kind)
    mark = installed.root / DATA_HERE
    try:
        if beside:
            write_whole(mark, BESIDE_WORDS.encode("utf-8"))
        else:
            mark.unlink(missing_ok=True)
    except OSError as error:
        raise SinhkeError(
            _("The folder of the program ({folder}) cannot be written, so the place was not changed.").format(
                folder=installed.root
            ),
            _("Keep the data on this computer, or unlock the stick and try again."),
            "MO-10",
        ) from error
