"""Updates by stick: found, looked into, installed beside the version in use, which stays until the new one has shown
that it opens the data (:mod:`.update_trials`). Steps and reasons: docs/decisions/0028-updates-by-stick.md.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sinhke_desktop import __version__, installation
from sinhke_desktop.bundles.refusals import WrongContents
from sinhke_desktop.bundles.strict_json import check_text
from sinhke_desktop.bundles.update_pack import Pack, open_pack
from sinhke_desktop.bundles.update_refusals import (
    NotAPack,
    OlderVersion,
    OtherPlatform,
    SameVersion,
    UnknownKey,
    UpdateRefused,
)
from sinhke_desktop.domain.version_files import is_version, parse_version
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.installation import Installation, Kind
from sinhke_desktop.paths import resource
from sinhke_desktop.progress import SILENT, WHOLE, Progress, Stretch
from sinhke_desktop.services import backups, sticks, update_state
from sinhke_desktop.services.update_folder import alone, check_room, told_by_folder, unpack
from sinhke_desktop.services.update_state import Trial
from sinhke_desktop.services.workspace import Workspace

NEWS = "diem-moi.txt"
"""The file of a version that says in Vietnamese what is new."""
LONGEST_NEWS = 8_000
TRUSTED_KEYS = "release-keys.json"


@dataclass(frozen=True, slots=True)
class Installed:
    """This copy of the program: where it lies, its version, the keys (hexadecimal) whose updates it takes."""

    installation: Installation
    version: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Offer:
    """A pack that may be installed here. ``size`` are bytes on the disk; ``news`` is plain text, or empty."""

    path: Path
    version: str
    size: int
    made: str
    news: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a stick holds: packs to install, the newest first; and why others are refused, by path."""

    offers: tuple[Offer, ...] = ()
    refused: tuple[tuple[Path, SinhkeError], ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A version that starts next time; ``backup`` is the copy made before, None without one."""

    version: str
    previous: str
    backup: backups.Backup | None


def installed() -> Installed:
    """The copy that runs now."""
    here = installation.current()
    version = here.version_folder.name if here.version_folder is not None else __version__
    return Installed(here, version, trusted_keys(resource(TRUSTED_KEYS)))


def trusted_keys(path: Path) -> frozenset[str]:
    """The keys in a ``release-keys.json``; none where it is missing or damaged, so that every update is refused."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))["keys"]
        return frozenset(str(one) for one in told)
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()


def root_of(here: Installed) -> Path:
    """The folder that holds launcher and versions, if updates by stick are for this kind of installation.

    Raises UpdateRefused: ``BN-11`` for a system's own package, ``BN-12`` for a wheel or checkout, UnknownKey for a
    build without trusted keys.
    """
    root = here.installation.root
    if here.installation.kind is Kind.DEB:
        raise UpdateRefused(
            _("This program was installed by the system's administrator (.deb), so it is not updated from here."),
            _("Give the newer .deb file on the stick to the administrator: sudo apt install ./sinhke-desktop_….deb"),
            "BN-11",
        )
    if root is None or not is_version(here.version):
        raise not_packaged()
    if not here.keys:
        raise UnknownKey
    return root


def not_packaged() -> UpdateRefused:
    """What to tell where the program runs from a wheel or a checkout (``BN-12``)."""
    return UpdateRefused(
        _("This program was not installed from one of its packages, so it is not updated from here."),
        _("Install it from a package, or update it in the way it was set up."),
        "BN-12",
    )


def check(path: Path, here: Installed) -> Offer:
    """What the pack *path* offers to this copy, by its signed list of files; the files themselves are checked when
    they are unpacked. Raises UpdateRefused (BN-01 to BN-07, BN-11, BN-12) or StickRefused.
    """
    root_of(here)
    with opened(path, here) as pack:
        return _offer(path, pack, here)


def found(paths: Iterable[Path], here: Installed) -> Found:
    """What the packs *paths* offer; of one version only one."""
    offers: dict[str, Offer] = {}
    refused = []
    for path in paths:
        try:
            offer = check(path, here)
            offers.setdefault(offer.version, offer)
        except SinhkeError as error:
            refused.append((path, error))
    ordered = sorted(offers.values(), key=lambda one: parse_version(one.version), reverse=True)
    return Found(tuple(ordered), tuple(refused))


@contextmanager
def opened(path: Path, here: Installed) -> Iterator[Pack]:
    """The pack *path* with its signature checked; raises as :func:`check`."""
    with sticks.carried(path, NotAPack) as handle, os.fdopen(handle, "rb", closefd=False) as file:
        yield open_pack(_Carried(file, path), here.keys)


class _Carried:
    """A file on a stick whose failures to read are told as the stick's, whatever is written elsewhere meanwhile."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self._file, self._path = file, path

    def read(self, length: int) -> bytes:
        try:
            return self._file.read(length)
        except OSError as error:
            raise sticks.unreadable(self._path) from error

    def seek(self, to: int, whence: int = os.SEEK_SET) -> int:
        return self._file.seek(to, whence)


def _offer(path: Path, pack: Pack, here: Installed) -> Offer:
    manifest = pack.manifest
    root = root_of(here)
    if manifest.platform != here.installation.platform:
        raise OtherPlatform
    waiting = update_state.version_in(root, update_state.CURRENT)
    if manifest.version in (here.version, waiting):
        raise SameVersion(manifest.version)
    newest = update_state.newest(root, here.version)
    if parse_version(manifest.version) < parse_version(newest):
        raise OlderVersion(manifest.version, newest)
    return Offer(path, manifest.version, manifest.size, manifest.made, _news(pack))


def _news(pack: Pack) -> str:
    told = pack.manifest.file(NEWS)
    if told is None or told.size > LONGEST_NEWS:
        return ""
    return _plain_text(b"".join(pack.contents(told)))


def news_in(folder: Path) -> str:
    """What the version in *folder* says is new; empty where it says nothing that can be shown."""
    try:
        with (folder / NEWS).open("rb") as file:
            return _plain_text(file.read(LONGEST_NEWS))
    except OSError:
        return ""


def _plain_text(content: bytes) -> str:
    try:
        return check_text(content.decode("utf-8"), NEWS).strip()
    except (UnicodeDecodeError, WrongContents):
        return ""


def install(path: Path, workspace: Workspace | None, here: Installed, progress: Progress = SILENT) -> Waiting:
    """Put the version in the pack *path* beside the one in use, to be tried at the next start.

    The data of the open *workspace* are copied and the copy checked first (not on a server). Cut short anywhere, the
    version in use starts as before. Raises what :func:`check` raises, UpdateRefused with ``BN-08`` (no room), ``BN-09``
    (the program's folder cannot be written), ``BN-10`` (another update runs) or ``BN-16`` (the version in use is itself
    being tried), what a backup raises, or Cancelled.
    """
    root = root_of(here)
    with alone(root), opened(path, here) as pack:
        offer = _offer(path, pack, here)
        check_settled(root, here)
        check_room(root, offer.size, None if workspace is None else workspace.database.path)
        progress.step(0, WHOLE)
        copy = None
        if workspace is not None and not workspace.database.on_server:
            copy = backups.make(workspace)
        with told_by_folder(root):
            unpack(pack, root, Stretch(progress, WHOLE // 20, WHOLE))
            if parse_version(offer.version) > parse_version(update_state.newest(root, here.version)):
                update_state.write_version(root, update_state.NEWEST, offer.version)
            switch(root, here.version, offer.version, copy, workspace)
    return Waiting(offer.version, here.version, copy)


def switch(root: Path, running: str, to: str, copy: backups.Backup | None, workspace: Workspace | None) -> None:
    """Let the next start try the version *to*: first what undoes it, then the switch itself; raises OSError."""
    data = "" if workspace is None else str(workspace.folders.data)
    update_state.write_trial(root, Trial(running, to, copy.number if copy else None, data))
    update_state.write_version(root, update_state.CURRENT, to)


def check_settled(root: Path, here: Installed) -> None:
    """Raise UpdateRefused (``BN-16``) while the version in use has not opened the data itself."""
    tried = update_state.read_trial(root)
    if tried is not None and tried.version == here.version:
        raise UpdateRefused(
            _("Version {version} is being tried and has not opened the data yet. Nothing was changed.")
            .format(version=here.version),
            _("Open the data with the password first, then try again."),
            "BN-16",
        )  # fmt: skip
