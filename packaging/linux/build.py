"""The Linux packages: the frozen program as one folder, a tar of it for any system, a ``.deb`` for Debian, Ubuntu."""

from __future__ import annotations

import lzma
import os
import py_compile
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import embedded_sources
from linux import deb
from linux.pruning import STRIPPED
from release import LINUX, LOCKS, TOP, Built, Release
from sinhke_desktop.installation import Kind
from sinhke_desktop.services.update_trials import LAUNCHERS
from version_folder import PROGRAM, ROOT, complete, files_below, lay_out

HERE = Path(__file__).resolve().parent
LAUNCHER = HERE / "launcher.sh"
INSIDE = Path("_internal", "sinhke_desktop")
GUIDE = "HUONG-DAN.txt"
DICTIONARY = 32 << 20
"""Bytes that unpacking needs."""


def build(release: Release) -> Built:
    """Make the version folder and, out of it, the tar and the ``.deb``."""
    work = release.work / "linux"
    work.mkdir()
    folder = freeze(environment(work / "env", release.wheel), work)
    strip(folder)
    lay_out_embedded(folder / "_internal")
    launcher = folder / LAUNCHERS / PROGRAM
    launcher.parent.mkdir()
    shutil.copyfile(LAUNCHER, launcher)
    complete(folder, folder / INSIDE, LINUX, release)
    packages = [write_tar(folder, launcher, release, work), deb.write(folder, launcher, release, work)]
    return Built(LINUX, folder, launcher, packages)


def environment(target: Path, wheel: Path) -> Path:
    """A Python environment with the locked parts and the wheel alone; returns its Python."""
    subprocess.run([sys.executable, "-m", "venv", str(target)], check=True)
    python = target / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary=:all:"]
    locks = ["-r", str(LOCKS / "run.txt"), "-r", str(LOCKS / "package.txt")]
    subprocess.run([*install, "--require-hashes", *locks], check=True)
    subprocess.run([*install, "--no-deps", str(wheel)], check=True)
    return python


def freeze(python: Path, work: Path) -> Path:
    """The frozen program's folder, made by PyInstaller; nothing of the machine's paths stays in it."""
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(work / "frozen"), "--workpath", str(work / "freezing"), str(HERE / "sinhke.spec")]
    # PyInstaller's own cache may hold what another version of it made.
    surroundings = os.environ | {
        "PYTHONPATH": str(TOP / "packaging"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYINSTALLER_CONFIG_DIR": str(work / "cache"),
        # Unpacking the modules would take a fifteenth of the start; the packages are packed as a whole anyway.
        "PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0",
    }
    subprocess.run(command, env=surroundings, check=True)
    return work / "frozen" / "program"


def strip(folder: Path) -> None:
    """Take the debugging names out of what was built with them."""
    inside = folder / "_internal"
    named = [
        path
        for path in files_below(inside)
        if path.relative_to(inside).as_posix().startswith(STRIPPED) and ".so" in path.name
    ]
    subprocess.run(["strip", "--strip-unneeded", *map(str, named)], check=True)


def lay_out_embedded(inside: Path) -> None:
    """Put what shiboken's library carries beside it, as byte code alone; see :mod:`embedded_sources`."""
    (library,) = inside.glob("shiboken6/libshiboken6.*")
    for source in embedded_sources.unpack(library, inside):
        py_compile.compile(
            str(source),
            str(source.with_suffix(".pyc")),
            source.relative_to(inside).as_posix(),
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
        source.unlink()


def write_tar(folder: Path, launcher: Path, release: Release, work: Path) -> Path:
    """The tar: the folder of an installation that is started where it was unpacked, and how to."""
    root = work / "tar" / ROOT
    lay_out(root, Kind.TAR, LINUX, folder, launcher, release)
    shutil.copyfile(HERE / GUIDE, root / GUIDE)
    target = release.out / f"{ROOT}-{release.version}-{LINUX}.tar.xz"
    smaller = {"preset": 0} if release.quick else {"preset": 6, "dict_size": DICTIONARY}
    with (
        lzma.open(target, "wb", filters=[{"id": lzma.FILTER_X86}, {"id": lzma.FILTER_LZMA2, **smaller}]) as packed,
        tarfile.open(fileobj=packed, mode="w") as tar,
    ):
        tar.add(root, ROOT, recursive=False, filter=_same_everywhere(release.moment))
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root.parent).as_posix()
            tar.add(path, name, recursive=False, filter=_same_everywhere(release.moment))
    return target


def _same_everywhere(moment: int) -> Callable[[tarfile.TarInfo], tarfile.TarInfo]:
    def same(one: tarfile.TarInfo) -> tarfile.TarInfo:
        one.uid = one.gid = 0
        one.uname = one.gname = "root"
        one.mtime = moment
        one.mode = 0o755 if one.isdir() or one.mode & 0o100 else 0o644
        return one

    return same
