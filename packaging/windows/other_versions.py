"""The installer of an older version, and the packs of newer ones, for the test of updates."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import other_version
from package import newest_migration
from release import WINDOWS, Release
from release_key import ReleaseKey
from windows import build, payload

OLDER = "0.0.9"
MOMENT = 1_760_000_000
"""Any second; nothing is told from the times of the test's packages."""


def release_of(dist: Path, key: ReleaseKey, work: Path) -> Release:
    """The release whose wheel lies in *dist*."""
    (wheel,) = dist.glob("*.whl")
    return Release(wheel.name.split("-")[1], newest_migration(), MOMENT, wheel, key, work, work, quick=True)


def older_installer(sealed: Path, release: Release, work: Path) -> Path:
    """An installer of :data:`OLDER`, made of the version folder *sealed*."""
    work.mkdir()
    one = replace(release, version=OLDER, work=work, out=work)
    folder = other_version.make(sealed, work / OLDER, WINDOWS, one)
    window, command = build.launchers(work, OLDER)
    return build.installer(one, folder, window, command, work)


def torn_installer(sealed: Path, release: Release, work: Path) -> Path:
    """An installer of the same version as *sealed* that carries half its archive and does not know it."""
    work.mkdir()
    one = replace(release, work=work, out=work)
    window, command = build.launchers(work, one.version)
    with torn_archives():
        return build.installer(one, sealed, window, command, work)


@contextmanager
def torn_archives() -> Iterator[None]:
    """Installers built inside carry half an archive."""
    whole = payload.divide

    def half(folder: Path, work: Path, quick: bool) -> payload.Payload:
        made = whole(folder, work, quick)
        with made.archive.open("r+b") as file:
            file.truncate(made.archive.stat().st_size // 2)
        return made

    payload.divide = half
    try:
        yield
    finally:
        payload.divide = whole
