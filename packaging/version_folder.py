"""The folder of one packaged version: its manifest, signature and trusted keys, and the root that it lies in.

SinhKe/installation.json, current.txt, the launcher
SinhKe/versions/<version>/   the program's files, manifest.json, manifest.sig
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from release import Release
from sinhke_desktop import installation
from sinhke_desktop.domain.operations import canonical
from sinhke_desktop.installation import Kind

FORMAT, NAME = "sinhke-version-1", "SinhKe Desktop"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
CURRENT = "current.txt"
TRUSTED_KEYS = Path("_data", "resources", "release-keys.json")
LICENCES = Path("_data", "resources", "licences")


def complete(folder: Path, package: Path, platform: str, release: Release) -> None:
    """Finish the version *folder*: trusted keys and licences into it, then times, manifest and signature.

    *package* is the folder ``sinhke_desktop`` inside it. Nothing may be changed in *folder* afterwards.
    """
    from notices import write_notices

    write_trusted_keys(package, release.key.public)
    write_notices(folder, package / LICENCES, platform)
    seal(folder, platform, release)
    set_times(folder, release.moment)


def write_trusted_keys(package: Path, *public_keys: str) -> None:
    """Write the keys (64 hexadecimal digits each) whose updates the packaged program takes."""
    path = package / TRUSTED_KEYS
    path.write_bytes(canonical({"keys": sorted(public_keys)}) + b"\n")


def manifest_of(folder: Path, platform: str, release: Release) -> dict[str, Any]:
    """The manifest of *folder*: every file below it but manifest and signature, by path, size in bytes and SHA-256."""
    return {
        "data_version": release.data_version,
        "files": [
            {"path": path.relative_to(folder).as_posix(), "sha256": sha256(path), "size": path.stat().st_size}
            for path in files_below(folder)
            if path.relative_to(folder).as_posix() not in (MANIFEST, SIGNATURE)
        ],
        "format": FORMAT,
        "made": release.day,
        "name": NAME,
        "platform": platform,
        "version": release.version,
    }


def seal(folder: Path, platform: str, release: Release) -> None:
    """Write ``manifest.json`` and ``manifest.sig`` into *folder*."""
    manifest = canonical(manifest_of(folder, platform, release))
    signature = {"key": release.key.public, "signature": release.key.sign(signed_bytes(manifest))}
    (folder / MANIFEST).write_bytes(manifest)
    (folder / SIGNATURE).write_bytes(canonical(signature))


def signed_bytes(manifest: bytes) -> bytes:
    """What the signature covers."""
    return FORMAT.encode() + b"\0" + manifest


def lay_out(root: Path, kind: Kind, platform: str, version_folder: Path, launcher: Path, release: Release) -> None:
    """Make the folder *root* of one installation out of a sealed version folder and the launcher's file."""
    root.mkdir(parents=True)
    target = root / installation.VERSIONS / release.version
    shutil.copytree(version_folder, target, symlinks=True)
    shutil.copy2(launcher, root / launcher.name)
    (root / installation.FILE).write_bytes(canonical({"kind": str(kind), "platform": platform}) + b"\n")
    (root / CURRENT).write_text(release.version + "\n", encoding="ascii", newline="\n")
    set_times(root, release.moment)


def files_below(folder: Path) -> Iterator[Path]:
    """Every file below *folder*, in the order of their paths' text; raises ValueError for a link or a special file."""
    for path in sorted(folder.rglob("*"), key=lambda one: one.relative_to(folder).as_posix()):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise ValueError(f"{path} is neither a file nor a folder")
        if path.is_file():
            yield path


def set_times(folder: Path, moment: int) -> None:
    """Give *folder* and everything below it the time *moment*."""
    for path in [*folder.rglob("*"), folder]:
        os.utime(path, (moment, moment), follow_symlinks=False)


def sha256(path: Path) -> str:
    """The file's SHA-256 as hexadecimal text."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a sealed folder."""
    told: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return told
