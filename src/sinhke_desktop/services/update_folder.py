"""The folder of an installed program while a version is put into it: alone, with enough room, whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sinhke_desktop.bundles.update_pack import Pack
from sinhke_desktop.bundles.update_refusals import UpdateRefused
from sinhke_desktop.bundles.version_manifest import MANIFEST, SIGNATURE
from sinhke_desktop.files import put_in_place, sync_folder
from sinhke_desktop.i18n import _
from sinhke_desktop.installation import VERSIONS
from sinhke_desktop.locking import DataInUse, FolderLock
from sinhke_desktop.progress import Progress
from sinhke_desktop.services import update_state

SPARE_ROOM = 64 << 20
"""Bytes that stay free beside a new version."""
RUNNABLE = (b"\x7fELF", b"#!")
"""How files begin that Linux may run as programs."""
_FULL = {errno.ENOSPC, errno.EDQUOT}


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Nobody else changes the versions meanwhile; raises UpdateRefused (``BN-09``, ``BN-10``)."""
    lock = FolderLock(root / VERSIONS)
    try:
        lock.take()
    except DataInUse as error:
        raise UpdateRefused(
            _("Another update is being installed right now. Nothing was changed."),
            _("Wait until it is done, then try again."),
            "BN-10",
        ) from error
    except OSError as error:
        raise folder_refused(root, error) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def told_by_folder(root: Path) -> Iterator[None]:
    """Turn what the disk refuses into words."""
    try:
        yield
    except OSError as error:
        raise folder_refused(root, error) from error


def folder_refused(root: Path, error: OSError) -> UpdateRefused:
    """What to tell when the program's own folder cannot be written."""
    if error.errno in _FULL:
        return _no_room()
    return UpdateRefused(
        _("The program's folder {folder} cannot be written, so nothing was installed. Your data are safe.")
        .format(folder=root),
        _("Close other windows of the program, or ask whoever set up the machine for the right to write there."),
        "BN-09",
    )  # fmt: skip


def _no_room() -> UpdateRefused:
    return UpdateRefused(
        _("There is not enough room on the disk for the new version. Nothing was changed."),
        _("Delete some files, then try again."),
        "BN-08",
    )


def check_room(root: Path, size: int, data: Path | None) -> None:
    """A new version of *size* bytes, a copy of the *data* file where it lies on the same disk, and some room to work.

    Raises UpdateRefused (``BN-08``).
    """
    with told_by_folder(root):
        needed = size + SPARE_ROOM
        if data is not None and data.stat().st_dev == root.stat().st_dev:
            needed += data.stat().st_size
        if shutil.disk_usage(root).free < needed:
            raise _no_room()


def unpack(pack: Pack, root: Path, progress: Progress) -> None:
    """Every file, checked, into a folder beside; then that folder gets its name. What was left of before goes first."""
    manifest = pack.manifest
    final = update_state.version_folder(root, manifest.version)
    part = final.with_name(f".{manifest.version}.part")
    clear(part)
    try:
        folders = {part / parent for one in manifest.files for parent in Path(one.path).parents}
        for folder in sorted({part, *folders}):
            folder.mkdir(parents=True, exist_ok=True)
        done = 0
        for one in manifest.files:
            with (part / one.path).open("xb") as file:
                start = b""
                for piece in pack.contents(one):
                    progress.step(done, manifest.size)
                    start = start or piece
                    done += file.write(piece)
                _settle(file)
            if start.startswith(RUNNABLE):
                (part / one.path).chmod(0o755)
        for name, content in ((MANIFEST, pack.manifest_content), (SIGNATURE, pack.signature_content)):
            with (part / name).open("xb") as file:
                file.write(content)
                _settle(file)
        for folder in sorted({part, *folders}, reverse=True):
            sync_folder(folder)
        clear(final)
        put_in_place(part, final)
        sync_folder(final.parent)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _settle(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def clear(folder: Path) -> None:
    """Remove a version's folder; one in use cannot be renamed on Windows and stays whole. Raises OSError."""
    if not folder.exists():
        return
    gone = folder.with_name(f".{folder.name.strip('.')}.old")
    shutil.rmtree(gone, ignore_errors=True)
    folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)
