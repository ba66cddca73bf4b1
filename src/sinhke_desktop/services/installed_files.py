"""Are the files of an installed version those that were signed? Looks at every byte."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sinhke_desktop.bundles.version_manifest import MANIFEST, SIGNATURE, Manifest, read_signed
from sinhke_desktop.progress import SILENT, Progress

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class FilesFound:
    """How a version folder differs from its manifest, by paths below it; ``count`` are the files of the manifest."""

    version: str
    data_version: str
    count: int
    missing: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """True if every file is there as signed, and no other."""
        return not (self.missing or self.altered or self.extra)


def read_manifest(folder: Path, trusted: frozenset[str]) -> Manifest:
    """The manifest of a version folder; raises PackUnsigned, UnknownKey, PackDamaged, OSError where it is missing."""
    return read_signed((folder / MANIFEST).read_bytes(), (folder / SIGNATURE).read_bytes(), trusted)


def verify(folder: Path, trusted: frozenset[str], progress: Progress = SILENT) -> FilesFound:
    """Compare every file of *folder* with its manifest, whose signature is checked first; raises as read_manifest."""
    manifest = read_manifest(folder, trusted)
    missing, altered = [], []
    done, total = 0, max(manifest.size, 1)
    for one in manifest.files:
        progress.step(done, total)
        path = folder / one.path
        if path.is_symlink() or not path.is_file():
            missing.append(one.path)
        elif path.stat().st_size != one.size or _sha256(path) != one.sha256:
            altered.append(one.path)
        done += one.size
    progress.step(total, total)
    known = {MANIFEST, SIGNATURE, *(one.path for one in manifest.files)}
    extra = sorted(one for one in _names(folder) if one not in known)
    return FilesFound(
        manifest.version, manifest.data_version, len(manifest.files), tuple(missing), tuple(altered), tuple(extra)
    )


def _names(folder: Path) -> Iterator[str]:
    """Every file and link below *folder*; links to folders are named, not followed."""
    for place, folders, files in os.walk(folder):
        below = Path(place)
        for name in (*files, *(one for one in folders if (below / one).is_symlink())):
            yield (below / name).relative_to(folder).as_posix()


def _sha256(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            found.update(piece)
    return found.hexdigest()
