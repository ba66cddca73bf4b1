"""Another version made of a packaged one, for trying updates: the same program under another number, signed anew.

The number stands in the metadata of the program's own distribution and nowhere else. The program of a broken version
ends at once: it must be rolled back.
"""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import update_pack
from release import LINUX, WINDOWS, Release
from sinhke_desktop.bundles.version_manifest import MANIFEST, SIGNATURE
from version_folder import PROGRAM, ROOT, seal, set_rights, set_times

SITES = {LINUX: "_internal", WINDOWS: "site"}
DIES = b"#!/bin/sh\nexit 1\n"
DIES_IN_PYTHON = b"raise SystemExit(1)\n"


def following(version: str, steps: int = 1) -> str:
    """The version number *steps* patches later."""
    major, minor, patch = version.split(".")
    return f"{major}.{minor}.{int(patch) + steps}"


def as_version(release: Release, version: str) -> Release:
    """The same release under another number; its packages are made quickly."""
    return dataclasses.replace(release, version=version, quick=True)


def make(sealed: Path, target: Path, platform: str, release: Release, *, broken: bool = False) -> Path:
    """Copy the *sealed* version folder to *target* as version ``release.version``; returns *target*."""
    shutil.copytree(sealed, target)
    for name in (MANIFEST, SIGNATURE):
        (target / name).unlink()
    _set_version(target / SITES[platform], release.version)
    if broken:
        _break(target, platform)
    seal(target, platform, release)
    set_rights(target)
    set_times(target, release.moment)
    return target


def _set_version(site: Path, version: str) -> None:
    (metadata,) = site.glob("sinhke_desktop-*.dist-info/METADATA")
    text = metadata.read_text(encoding="utf-8")
    old = next(line for line in text.splitlines() if line.startswith("Version: "))
    metadata.write_text(text.replace(old, f"Version: {version}", 1), encoding="utf-8", newline="\n")
    metadata.parent.rename(site / f"sinhke_desktop-{version}.dist-info")


def _break(folder: Path, platform: str) -> None:
    if platform == LINUX:
        (folder / PROGRAM).write_bytes(DIES)
        return
    start = folder / SITES[platform] / "sinhke_desktop" / "__main__.py"
    start.write_bytes(DIES_IN_PYTHON)
    start.with_suffix(".pyc").unlink()


def write_packs(sealed: Path, platform: str, release: Release, work: Path, out: Path) -> list[Path]:
    """A pack of the next version and one of a broken version after it, in *out*."""
    packs = []
    for steps, broken in ((1, False), (2, True)):
        one = as_version(release, following(release.version, steps))
        folder = make(sealed, work / one.version, platform, one, broken=broken)
        pack = out / f"{ROOT}-{one.version}-{platform}.capnhat"
        packs.append(update_pack.write_pack(folder, folder / PROGRAM, pack, one.moment, quick=True))
    return packs
