"""Packages of an older and a newer version for the test of updates: the version under test with another number."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

from release import WINDOWS, Release
from release_key import ReleaseKey
from update_pack import write_pack
from version_folder import MANIFEST, SIGNATURE, read_manifest, seal, set_times
from windows import build

MOMENT = 1_760_000_000
"""Any second; nothing is told from the times of the test's packages."""


def release_of(dist: Path, key: ReleaseKey, work: Path) -> Release:
    """The release whose wheel lies in *dist*."""
    wheel = next(dist.glob("*.whl"))
    return Release(wheel.name.split("-")[1], "", MOMENT, wheel, key, work, work)


def installer(folder: Path, version: str, release: Release, work: Path) -> Path:
    """An installer of *version*, made quickly, out of the version folder *folder*."""
    other, new = of_version(folder, version, release, work)
    window, command = build.launchers(work, version)
    return build.installer(other, new, window, command, work, quick=True)


def pack(folder: Path, version: str, release: Release, work: Path) -> Path:
    """An update pack to *version*."""
    other, new = of_version(folder, version, release, work)
    return write_pack(new, new, work / f"SinhKe-{version}-{WINDOWS}.capnhat", other.moment)


def of_version(folder: Path, version: str, release: Release, work: Path) -> tuple[Release, Path]:
    """The release and the sealed folder of *version*: *folder* with another number in its metadata, sealed anew."""
    work.mkdir(parents=True)
    target = work / version
    shutil.copytree(folder, target)
    data_version = read_manifest(folder)["data_version"]
    for name in (MANIFEST, SIGNATURE):
        (target / name).unlink()
    metadata = next((target / "site").glob("sinhke_desktop-*.dist-info"))
    text = (metadata / "METADATA").read_text(encoding="utf-8")
    changed = re.sub(r"(?m)^Version: .*$", f"Version: {version}", text, count=1)
    (metadata / "METADATA").write_text(changed, encoding="utf-8", newline="\n")
    metadata.rename(metadata.with_name(f"sinhke_desktop-{version}.dist-info"))
    other = replace(release, version=version, data_version=data_version, work=work, out=work)
    seal(target, WINDOWS, other)
    set_times(target, other.moment)
    return other, target
