"""Say whether two folders hold the same packages: python packaging/compare_packages.py DIST OTHER_DIST.

Ends with 0 if every file has the same bytes; otherwise names the packages and, inside them, the members that differ.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from version_folder import files_below, sha256

Members = dict[str, str]


def differences(one: Path, other: Path) -> Iterator[str]:
    """What differs between the folders *one* and *other*, a line each."""
    names = {path.name for path in one.iterdir()} | {path.name for path in other.iterdir()}
    for name in sorted(names):
        here, there = one / name, other / name
        if not (here.exists() and there.exists()):
            yield f"{name}: only in {one if here.exists() else other}"
        elif sha256(here) != sha256(there):
            yield f"{name}: differs"
            yield from (f"  {line}" for line in _inside(here, there))


def _inside(one: Path, other: Path) -> Iterator[str]:
    """The members of two archives that differ; nothing for a file that is no archive."""
    with tempfile.TemporaryDirectory() as folder:
        sides = []
        for number, archive in enumerate((one, other)):
            place = Path(folder, str(number))
            place.mkdir()
            sides.append(members(archive, place))
        for name in sorted(sides[0].keys() | sides[1].keys()):
            here, there = sides[0].get(name), sides[1].get(name)
            if here != there:
                yield name if here and there else f"{name}: only in {'the first' if here else 'the second'}"


def members(archive: Path, place: Path) -> Members:
    """Each file inside *archive*, which is unpacked into *place*, with its SHA-256."""
    if archive.suffix == ".deb":
        subprocess.run(["dpkg-deb", "--raw-extract", str(archive), str(place / "all")], check=True)
    elif archive.name.endswith(".tar.xz"):
        with tarfile.open(archive) as packed:
            packed.extractall(place)  # our own; Debian's Python 3.11.2 knows no filter
    elif zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(place)
    for path in list(place.rglob("*")):
        if path.is_symlink():
            path.unlink()
    return {path.relative_to(place).as_posix(): sha256(path) for path in files_below(place)}


if __name__ == "__main__":
    told = list(differences(Path(sys.argv[1]), Path(sys.argv[2])))
    print("\n".join(told) or "the same bytes")
    sys.exit(1 if told else 0)
