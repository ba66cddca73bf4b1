"""A new version on trial: confirmed once it has opened the data, left again where it cannot, and tidied up after.

The launcher does the going back; what it did is read from the files of :mod:`.update_state`.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sinhke_desktop.bundles.update_refusals import UpdateRefused
from sinhke_desktop.domain.version_files import is_version
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.files import write_whole
from sinhke_desktop.i18n import _
from sinhke_desktop.installation import VERSIONS
from sinhke_desktop.paths import Folders
from sinhke_desktop.progress import SILENT, Cancelled, Progress
from sinhke_desktop.services import backups, installed_files, update_state
from sinhke_desktop.services.update_folder import alone, clear, told_by_folder
from sinhke_desktop.services.update_state import CURRENT, PREVIOUS, ROLLED_BACK, TRIAL, Trial
from sinhke_desktop.services.updates import Installed, Waiting, check_settled, news_in, not_packaged, root_of, switch
from sinhke_desktop.services.workspace import Workspace, close
from sinhke_desktop.storage.database import DatabaseDamaged, DatabaseTooNew, integrity_problems
from sinhke_desktop.storage.schema import NEWEST as DATA_VERSION

LAUNCHERS = "launcher"
"""The folder of a version that holds launchers to be put into the root."""


class UpdateFailed(SinhkeError):
    """The version on trial could not open the data (``BN-13``); the launcher brings the one before back."""

    code = "BN-13"

    def __init__(self, trial: Trial) -> None:
        super().__init__(
            _("Version {version} cannot open these data. Nothing is lost: a copy was made before.")
            .format(version=trial.version),
            _("Close this message: the program goes back to version {previous} by itself.")
            .format(previous=trial.previous),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opened:
    """An open store and what is to be told of an update.

    ``confirmed`` is the version that has just shown that it opens the data, with its ``news``; ``left`` is the version
    that failed, ``put_back`` the copy of the data that was put in place after it.
    """

    workspace: Workspace
    confirmed: str = ""
    news: str = ""
    left: str = ""
    put_back: backups.Backup | None = None


def words(seen: Opened) -> list[str]:
    """What a person is told of an update once the data are open; nothing on an ordinary day."""
    told = []
    if seen.confirmed:
        told.append(_("The program was updated to version {version}.").format(version=seen.confirmed))
    if seen.left:
        told.append(
            _("Version {version} could not open the data, so the program went back to the version before.").format(
                version=seen.left
            )
        )
    if seen.put_back is not None:
        told.append(
            _("The data are as they were before the update (backup SL-{number:06d}); nothing was deleted.")
            .format(number=seen.put_back.number)
        )  # fmt: skip
    return told


def tried(here: Installed) -> Trial | None:
    """The trial of the version that runs, until it has opened the data."""
    root = here.installation.root
    found = update_state.read_trial(root) if root is not None else None
    return found if found is not None and found.version == here.version else None


def left(here: Installed) -> Trial | None:
    """The trial after which this version was taken back into use, until it has opened the data."""
    root = here.installation.root
    found = update_state.read_trial(root, ROLLED_BACK) if root is not None else None
    return found if found is not None and found.previous == here.version else None


def opening(folders: Folders, here: Installed, password: str, opener: Callable[[], Workspace]) -> Opened:
    """Open the store with *opener* and settle what an update left open.

    On trial the file is checked whole and the version confirmed; a fault raises :class:`UpdateFailed`. After a trial
    that had changed the data already, the newest copy of before is put in place with *password* (empty: not known).
    Raises what *opener* raises.
    """
    put_back = None
    try:
        workspace = opener()
    except DatabaseTooNew:
        put_back = _put_back(folders, here, password)
        if put_back is None:
            raise
        workspace = opener()
    except Exception as error:
        trial = tried(here)
        if trial is None or not is_fault(error):
            raise
        raise UpdateFailed(trial) from error
    try:
        return _settled(workspace, here, put_back)
    except BaseException:
        close(workspace)
        raise


def is_fault(error: BaseException) -> bool:
    """True for what speaks against the version itself: a bug, or data that it finds or leaves damaged.

    A wrong password, data in use or a full disk do not.
    """
    if isinstance(error, SinhkeError):
        return isinstance(error, DatabaseDamaged)
    return not isinstance(error, Cancelled)


def _settled(workspace: Workspace, here: Installed, put_back: backups.Backup | None) -> Opened:
    failed = left(here)
    if confirm(workspace, here):
        return Opened(workspace, confirmed=here.version, news=news_of(here))
    if here.installation.root is not None:
        with contextlib.suppress(OSError):  # told again next time
            _forget(here.installation.root, here)
    return Opened(workspace, left=failed.version if failed else "", put_back=put_back)


def _forget(root: Path, here: Installed) -> None:
    """A finished going back, and an installation or going back that was cut short, are over once the data are open."""
    if left(here) is not None:
        update_state.remove(root, ROLLED_BACK)
    trial = update_state.read_trial(root)
    if trial is not None and trial.previous == here.version == update_state.version_in(root, CURRENT):
        update_state.remove(root, TRIAL)


def confirm(workspace: Workspace, here: Installed) -> bool:
    """End the trial of the version that runs, if there is one; True if it ended now.

    Raises :class:`UpdateFailed` where the data are not whole, UpdateRefused (``BN-09``) where the end cannot be noted:
    then nothing may be typed, as a later going back would take it away.
    """
    trial, root = tried(here), here.installation.root
    if trial is None or root is None:
        return False
    if integrity_problems(workspace.database):
        raise UpdateFailed(trial)
    with told_by_folder(root):
        update_state.write_version(root, PREVIOUS, trial.previous)
        update_state.remove(root, TRIAL)
        update_state.remove(root, ROLLED_BACK)
    return True


def _put_back(folders: Folders, here: Installed, password: str) -> backups.Backup | None:
    """Put the newest copy that this version can open in place, if it just took over again from a newer one."""
    root = here.installation.root
    trial = left(here) or (update_state.read_trial(root) if root is not None else None)
    if trial is None or trial.previous != here.version or not password:
        return None
    if trial.data and trial.data != str(folders.data):
        return None
    copy = backups.newest_of_this_version(folders, password, trial.backup or 0)
    return backups.restore(folders, copy.number, password).backup if copy is not None else None


def news_of(here: Installed) -> str:
    """What is new in the version that runs; empty where it does not say."""
    folder = here.installation.version_folder
    return news_in(folder) if folder is not None else ""


def earlier(here: Installed) -> str:
    """The version before, if its folder was kept; else empty."""
    root = here.installation.root
    if root is None:
        return ""
    kept = update_state.version_in(root, PREVIOUS)
    there = bool(kept) and kept != here.version and update_state.version_folder(root, kept).is_dir()
    return kept if there else ""


def go_back(workspace: Workspace | None, here: Installed, progress: Progress = SILENT) -> Waiting:
    """Let the next start try the version before, after a copy of the data.

    Raises UpdateRefused: ``BN-14`` where that version could not open the data as they are now, ``BN-15`` where none was
    kept or its files are not as signed; and as installing does.
    """
    root = root_of(here)
    version = earlier(here)
    with alone(root), told_by_folder(root):
        check_settled(root, here)
        found = _whole(update_state.version_folder(root, version), here, progress) if version else None
        if found is None or found.version != version:
            raise UpdateRefused(
                _("No whole earlier version is kept here. Nothing was changed."),
                _("An earlier version can be installed again only with its own installer."),
                "BN-15",
            )
        if found.data_version < DATA_VERSION:
            raise UpdateRefused(
                _("The data were changed for version {version}, so the earlier version cannot open them.")
                .format(version=here.version),
                _("If version {version} does not work, telephone for help; backups of before are kept.")
                .format(version=here.version),
                "BN-14",
            )  # fmt: skip
        copy = backups.make(workspace) if workspace is not None and not workspace.database.on_server else None
        switch(root, here.version, version, copy, workspace)
    return Waiting(version, here.version, copy)


def verify(here: Installed, progress: Progress = SILENT) -> installed_files.FilesFound:
    """How the files of the version that runs differ from what was signed; a system's package is looked at too.

    Raises UpdateRefused (``BN-12``) for a copy that was not installed from a package, or whose list is not as signed.
    """
    folder = here.installation.version_folder
    if folder is None:
        raise not_packaged()
    with told_by_folder(folder):
        return installed_files.verify(folder, here.keys, progress)


def files_advice() -> str:
    """What to do about files that are not as signed."""
    return _(
        "If a library was replaced on purpose, as its licence (LGPL) allows, there is nothing to do. "
        "Otherwise install the program again; the data are kept."
    )


def _whole(folder: Path, here: Installed, progress: Progress) -> installed_files.FilesFound | None:
    """The version in *folder*, if all its files are as signed."""
    try:
        found = installed_files.verify(folder, here.keys, progress)
    except (UpdateRefused, FileNotFoundError):
        return None
    return found if found.whole else None


def sweep(here: Installed) -> None:
    """Remove what no start needs any more: half-unpacked folders, versions before the one before; take a new launcher.

    Nothing is done while a version is tried, was just left or is being installed. What cannot be removed waits.
    """
    root = here.installation.root
    if root is None or any((root / name).exists() for name in (TRIAL, ROLLED_BACK)):
        return
    try:
        with alone(root):
            staying = {here.version, *(update_state.version_in(root, name) for name in (CURRENT, PREVIOUS))}
            for folder in sorted((root / VERSIONS).iterdir()):
                if not folder.is_dir() or folder.name in staying:
                    continue
                if folder.name.startswith("."):
                    shutil.rmtree(folder, ignore_errors=True)
                elif is_version(folder.name):
                    with contextlib.suppress(OSError):
                        clear(folder)
            _take_launchers(root, here)
    except (UpdateRefused, OSError):
        return


def _take_launchers(root: Path, here: Installed) -> None:
    """Put launchers of this version in place where they differ; one that runs is replaced at a later start."""
    folder = here.installation.version_folder
    if folder is None or here.version != update_state.version_in(root, CURRENT):
        return
    for brought in sorted((folder / LAUNCHERS).glob("*")):
        kept = root / brought.name
        content = brought.read_bytes()
        if not kept.is_file() or kept.read_bytes() == content:
            continue
        mode = kept.stat().st_mode
        fresh = root / f"{brought.name}.new"
        write_whole(fresh, content)
        fresh.chmod(mode)
        fresh.replace(kept)
