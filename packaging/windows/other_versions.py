"""The installer of an older version, and the packs of newer ones, for the test of updates."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import other_version
from package import newest_migration
from release import WINDOWS, Release
from release_key import ReleaseKey
from windows import build

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
