"""Backups: numbered copies under the same key, each opened and checked right after it was written."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.files import sync_folder
from sinhke_desktop.i18n import _
from sinhke_desktop.services.workspace import Workspace, folder_refused
from sinhke_desktop.storage import audit, keyslots
from sinhke_desktop.storage.database import FILE_NAME, copy_whole, integrity_problems, open_file
from sinhke_desktop.storage.local_values import get_value, set_value

FOLDER = "backups"
_NAME = re.compile(r"SL-(\d{6})")
_LAST_TIME = "backup.last_time"


class BackupFailed(SinhkeError):
    """The copy did not pass its check (``SL-01``); it was thrown away, the data are as they were."""

    code = "SL-01"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup folder; ``when`` is the clock's claim (ISO, UTC) of the newest one, else empty."""

    number: int
    path: Path
    when: str = ""


def stored(workspace: Workspace) -> list[Backup]:
    """The backups, oldest first."""
    folder = workspace.folders.data / FOLDER
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match and path.is_dir():
            found.append(Backup(int(match.group(1)), path))
    return sorted(found, key=lambda backup: backup.number)


def latest(workspace: Workspace) -> Backup | None:
    """The newest backup with its time, or None."""
    known = stored(workspace)
    if not known:
        return None
    with workspace.database.read() as connection:
        when = get_value(connection, _LAST_TIME)
    return Backup(known[-1].number, known[-1].path, when)


def kept(numbers: list[int]) -> set[int]:
    """Which backups stay, by number alone: the last 10, then every 10th, and every 100th."""
    newest = max(numbers, default=0)
    return {n for n in numbers if n > newest - 10 or (n % 10 == 0 and n > newest - 100) or n % 100 == 0}


def make(workspace: Workspace) -> Backup:
    """Copy the data file and the key slots, open the copy, check it whole, then give it its name; thin old ones.

    Raises :class:`BackupFailed` when the copy is not sound, or what the disk refuses.
    """
    known = stored(workspace)
    number = known[-1].number + 1 if known else 1
    folder = workspace.folders.data / FOLDER
    part = folder / f"SL-{number:06d}.part"
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        copy_whole(workspace.database, part / FILE_NAME, workspace.key)
        for name in keyslots.FILES:
            shutil.copyfile(workspace.folders.data / name, part / name)
        _verify(workspace, part)
        final = folder / f"SL-{number:06d}"
        part.rename(final)
        sync_folder(folder)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise folder_refused(folder) from error
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    when = workspace.clock().isoformat(timespec="seconds")
    with workspace.database.write() as connection:
        set_value(connection, _LAST_TIME, when)
    staying = kept([backup.number for backup in known] + [number])
    for backup in known:
        if backup.number not in staying:
            shutil.rmtree(backup.path, ignore_errors=True)
    return Backup(number, final, when)


def _verify(workspace: Workspace, folder: Path) -> None:
    copy = open_file(folder / FILE_NAME, workspace.key)
    try:
        problems = integrity_problems(copy)
        with copy.read() as there, workspace.database.read() as here:
            if not problems and audit.hashes(there) != audit.hashes(here):
                problems.append("hashes")
    finally:
        copy.close()
    for leftover in (FILE_NAME + "-wal", FILE_NAME + "-shm"):
        (folder / leftover).unlink(missing_ok=True)
    if problems:
        shutil.rmtree(folder, ignore_errors=True)
        raise BackupFailed(
            _("The backup did not pass its check and was thrown away. Your data are as they were."),
            _("Try again; if it happens twice, back up to another drive."),
        )
