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

import notices
from release import TOP, Release
from sinhke_desktop import installation
from sinhke_desktop.bundles.version_manifest import FORMAT, MANIFEST, NAME, SIGNATURE
from sinhke_desktop.domain.operations import canonical
from sinhke_desktop.domain.version_files import doubles, name_fault
from sinhke_desktop.installation import Kind
from sinhke_desktop.services.update_folder import RUNNABLE
from sinhke_desktop.services.update_state import CURRENT
from sinhke_desktop.services.updates import NEWS, TRUSTED_KEYS

ROOT, PROGRAM = "SinhKe", "sinhke-desktop"
RESOURCES = Path("_data", "resources")
LICENCES = RESOURCES / "licences"
WHAT_IS_NEW = TOP / "packaging" / NEWS


def complete(folder: Path, package: Path, platform: str, release: Release) -> None:
    """Finish the version *folder*: trusted keys, licences, what is new; then rights, times, manifest and signature.

    *package* is the folder ``sinhke_desktop`` inside it. Nothing may be changed in *folder* afterwards.
    """
    write_trusted_keys(package, release.key.public)
    notices.write_notices(folder, package / LICENCES, platform)
    shutil.copyfile(WHAT_IS_NEW, folder / NEWS)
    seal(folder, platform, release)
    set_rights(folder)
    set_times(folder, release.moment)


def write_trusted_keys(package: Path, *public_keys: str) -> None:
    """Write the keys (64 hexadecimal digits each) whose updates the packaged program takes."""
    (package / RESOURCES / TRUSTED_KEYS).write_bytes(canonical({"keys": sorted(public_keys)}) + b"\n")


def manifest_of(folder: Path, platform: str, release: Release) -> dict[str, Any]:
    """The manifest of *folder*: every file below it but manifest and signature, by path, size in bytes and SHA-256.

    Raises ValueError for a name that an update pack would not be taken with.
    """
    files = {path.relative_to(folder).as_posix(): path for path in files_below(folder)}
    files = {name: path for name, path in files.items() if name not in (MANIFEST, SIGNATURE)}
    wrong = [f"{name}: {fault}" for name in files if (fault := name_fault(name))]
    wrong += [f"{name}: there twice but for upper case" for name in doubles(files)]
    if wrong:
        raise ValueError("\n".join(wrong))
    return {
        "data_version": release.data_version,
        "files": [
            {"path": name, "sha256": sha256(path), "size": path.stat().st_size} for name, path in sorted(files.items())
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
    shutil.copytree(version_folder, root / installation.VERSIONS / release.version)
    shutil.copy2(launcher, root / launcher.name)
    (root / installation.FILE).write_bytes(canonical({"kind": str(kind), "platform": platform}) + b"\n")
    (root / CURRENT).write_text(release.version + "\n", encoding="ascii", newline="\n")
    set_rights(root)
    set_times(root, release.moment)


def files_below(folder: Path) -> Iterator[Path]:
    """Every file below *folder*, in the order of their paths' text; raises ValueError for a link or a special file."""
    for path in sorted(folder.rglob("*"), key=lambda one: one.relative_to(folder).as_posix()):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise ValueError(f"{path} is neither a file nor a folder")
        if path.is_file():
            yield path


def set_rights(folder: Path) -> None:
    """Let everybody read *folder* and everything below it, and start what can be started, as an update does."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() or _is_runnable(path) else 0o644)


def _is_runnable(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4).startswith(RUNNABLE)


def set_times(folder: Path, moment: int) -> None:
    """Give *folder* and everything below it the time *moment*."""
    for path in [*folder.rglob("*"), folder]:
        os.utime(path, (moment, moment), follow_symlinks=False)


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a sealed folder."""
    told: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return told


def sha256(path: Path) -> str:
    """The file's SHA-256 as hexadecimal text."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
