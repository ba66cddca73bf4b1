"""Backups: numbered copies under the same key, each opened and checked right after it was written; and the way back."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sinhke_desktop.errors import NotFound, SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.locking import FolderLock
from sinhke_desktop.paths import Folders
from sinhke_desktop.services.workspace import Workspace, folder_refused
from sinhke_desktop.storage import audit, keyslots, schema
from sinhke_desktop.storage import backups as files
from sinhke_desktop.storage.backups import FOLDER
from sinhke_desktop.storage.database import Database, DatabaseTooNew
from sinhke_desktop.storage.local_values import get_value, set_value

_LAST_TIME = "backup.last_time"
ASIDE = "truoc-khi-khoi-phuc"


class BackupFailed(SinhkeError):
    """The copy did not pass its check (``SL-01``); it was thrown away, the data are as they were."""

    code = "SL-01"


class BackupDamaged(SinhkeError):
    """The backup that was to be restored is damaged (``SL-02``); nothing was changed."""

    code = "SL-02"


class BackupsElsewhere(SinhkeError):
    """The rows lie on a server, whose administrator makes the backups (``SL-03``); nothing was copied."""

    code = "SL-03"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup folder; ``when`` is the clock's claim (ISO, UTC) of when it was written."""

    number: int
    path: Path
    when: str = ""


@dataclass(frozen=True, slots=True)
class Restored:
    """Which backup is in place now, and the folder that holds what was there before."""

    backup: Backup
    aside: Path


def stored(workspace: Workspace) -> list[Backup]:
    """The backups, oldest first."""
    return in_folder(workspace.folders)


def in_folder(folders: Folders) -> list[Backup]:
    """The backups below a data folder, oldest first, whether its store opens or not."""
    return [Backup(number, path, _written(path)) for number, path in files.numbered(folders.data)]


def _written(folder: Path) -> str:
    moment = datetime.fromtimestamp(folder.stat().st_mtime, tz=UTC)
    return moment.isoformat(timespec="seconds")


def latest(workspace: Workspace) -> Backup | None:
    """The newest backup with its time, or None."""
    known = stored(workspace)
    if not known:
        return None
    with workspace.database.read() as connection:
        when = get_value(connection, _LAST_TIME)
    return Backup(known[-1].number, known[-1].path, when or known[-1].when)


def kept(numbers: list[int]) -> set[int]:
    """Which backups stay, by number alone: the last 10, then every 10th, and every 100th."""
    newest = max(numbers, default=0)
    return {n for n in numbers if n > newest - 10 or (n % 10 == 0 and n > newest - 100) or n % 100 == 0}


def make(workspace: Workspace) -> Backup:
    """Copy the data file and the key slots, open the copy, check it whole, then give it its name; thin old ones.

    Raises :class:`BackupFailed` when the copy is not sound, :class:`BackupsElsewhere`, or what the disk refuses.
    """
    if workspace.database.on_server:
        raise BackupsElsewhere(
            _("The data lie on a server, so no backup was made here."),
            _("The server's administrator makes it (pg_dump)."),
        )

    def same(copy: Database) -> list[str]:
        with copy.read() as there, workspace.database.read() as here:
            return [] if audit.hashes(there) == audit.hashes(here) else ["hashes"]

    known = stored(workspace)
    try:
        number, final = files.add(workspace.database, workspace.folders.data, workspace.key, same)
    except files.Unsound as error:
        raise BackupFailed(
            _("The backup did not pass its check and was thrown away. Your data are as they were."),
            _("Try again; if it happens twice, back up to another drive."),
        ) from error
    except OSError as error:
        raise folder_refused(workspace.folders.data / FOLDER) from error
    when = workspace.clock().isoformat(timespec="seconds")
    with workspace.database.write() as connection:
        set_value(connection, _LAST_TIME, when)
    staying = kept([backup.number for backup in known] + [number])
    for backup in known:
        if backup.number not in staying:
            shutil.rmtree(backup.path, ignore_errors=True)
    return Backup(number, final, when)


def restore(folders: Folders, number: int, password: str) -> Restored:
    """Put backup *number* in the place of a closed store; what was there is moved aside, nothing is deleted.

    *password* is the one of the time of the backup. The next opening notices the older state and begins a new run of
    numbers. Raises NotFound, WrongPassword, KeySlotsDamaged, :class:`BackupDamaged`, DataInUse, or what the disk
    refuses.
    """
    backup = next((one for one in in_folder(folders) if one.number == number), None)
    if backup is None:
        raise NotFound(_("There is no backup with this number."), _("Choose one of the list."))
    lock = FolderLock(folders.data).take()
    try:
        key = keyslots.unwrap(keyslots.read(backup.path), keyslots.PASSWORD, password)
        _check(backup, key)
        aside = _free(folders.data / FOLDER / f"{ASIDE}-{datetime.now(tz=UTC):%Y%m%d-%H%M%S}")
        files.put_in_place(backup.path, folders.data, aside)
    except OSError as error:
        raise folder_refused(folders.data) from error
    finally:
        lock.release()
    return Restored(backup, aside)


def newest_of_this_version(folders: Folders, password: str, least: int) -> Backup | None:
    """The newest backup from number *least* on whose tables this program knows and that *password* opens, or None."""
    for backup in reversed(in_folder(folders)):
        if backup.number < least:
            break
        try:
            key = keyslots.unwrap(keyslots.read(backup.path), keyslots.PASSWORD, password)
            if not files.problems_of(backup.path, key, _too_new):
                return backup
        except SinhkeError:
            continue
    return None


def _too_new(copy: Database) -> list[str]:
    try:
        schema.needs_upgrade(copy)
    except DatabaseTooNew:
        return ["too new"]
    return []


def _free(folder: Path) -> Path:
    """*folder*, or the same name with a number where it is taken: two restores may fall into one second."""
    number, found = 1, folder
    while found.exists():
        number += 1
        found = folder.with_name(f"{folder.name}-{number}")
    return found


def _check(backup: Backup, key: bytes) -> None:
    try:
        problems = files.problems_of(backup.path, key, _no_more)
    except SinhkeError as error:
        raise _damaged(backup) from error
    if problems:
        raise _damaged(backup)


def _no_more(_copy: Database) -> list[str]:
    return []


def _damaged(backup: Backup) -> BackupDamaged:
    return BackupDamaged(
        _("The backup SL-{number:06d} is damaged. Nothing was changed.").format(number=backup.number),
        _("Choose an older backup."),
    )
