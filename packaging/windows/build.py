"""The Windows packages, made on Linux: ``SinhKe-<version>-windows.exe`` (installer) and the portable folder as a zip.

Needs of the system: mingw-w64 (launcher), NSIS (installer), osslsigncode (Python's signatures); of Python: the version
that the package carries, whose byte code it compiles.
"""

from __future__ import annotations

import importlib.util
import os
import py_compile
import shutil
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import icons
from release import LOCKS, WINDOWS, Built, Release
from sinhke_desktop.installation import Kind
from sinhke_desktop.services.update_trials import LAUNCHERS
from version_folder import complete, files_below, lay_out
from windows import dll_imports, embedded_python, payload
from windows.prune import prune

HERE = Path(__file__).parent
MAGIC = (3495).to_bytes(2, "little") + b"\r\n"
"""What byte code of CPython 3.11 begins with."""
GCC, WINDRES = "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-windres"
WITH_SOURCE = ("PySide6", "shiboken6", "psycopg", "psycopg_binary", "cv2", "sinhke_desktop/storage/migrations")
"""Folders whose source goes along: what the LGPL lets people change, what is found or read as a file at the start."""
WINDOW, COMMAND = "SinhKe.exe", "sinhke-desktop.exe"


def build(release: Release) -> Built:
    """Make both packages in ``release.out``; raises CalledProcessError or ValueError where a step is not right."""
    work = release.work / "windows"
    work.mkdir(parents=True)
    folder = work / release.version
    fill(folder, release.wheel, work)
    windows, commands = launchers(work, release.version)
    (folder / LAUNCHERS).mkdir()
    for path in (windows, commands):
        shutil.copy2(path, folder / LAUNCHERS)
    complete(folder, folder / "site" / "sinhke_desktop", WINDOWS, release)
    packages = [installer(release, folder, windows, commands, work), portable(release, folder, windows, commands, work)]
    return Built(WINDOWS, folder, windows, packages)


def fill(folder: Path, wheel: Path, work: Path) -> None:
    """Put Python, the locked wheels and the program into *folder*, cut what is not used, compile the byte code."""
    folder.mkdir()
    apart = work / "python"
    apart.mkdir()
    embedded_python.unpack(LOCKS / "windows-python.txt", apart, folder)
    (folder / "python-version.txt").write_text(f"{embedded_python.VERSION}\n", encoding="ascii", newline="\n")
    site = folder / "site"
    words = ["install", "--quiet", "--no-deps", "--no-compile", "--no-warn-script-location", "--target", str(site)]
    foreign = ["--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp", "--only-binary=:all:"]
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", *words, *foreign]
    subprocess.run([*pip, "--require-hashes", "--requirement", str(LOCKS / "windows.txt")], check=True)
    subprocess.run([*pip, "--no-index", str(wheel)], check=True)
    prune(folder)
    dll_imports.check(folder)
    compile_bytecode(site)


def compile_bytecode(site: Path) -> None:
    """Compile every module below *site*, marked so that Python takes it without looking at the source's time.

    But for :data:`WITH_SOURCE` the byte code stands in the source's place: half the size, and nothing reads the source.
    """
    if importlib.util.MAGIC_NUMBER != MAGIC:
        raise ValueError(f"byte code for Windows is compiled by Python 3.11, not by {sys.version.split()[0]}")
    for source in sorted(site.rglob("*.py")):
        inside = source.relative_to(site).as_posix()
        open_source = any(source.is_relative_to(site / folder) for folder in WITH_SOURCE)
        beside = source.parent / "__pycache__" / f"{source.stem}.cpython-311.pyc"
        target = beside if open_source else source.with_suffix(".pyc")
        try:
            py_compile.compile(
                str(source),
                str(target),
                inside,
                doraise=True,
                invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
            )
        except py_compile.PyCompileError as error:
            raise ValueError(f"{inside} is not Python 3.11") from error
        if not open_source:
            source.unlink()


def launchers(work: Path, version: str) -> tuple[Path, Path]:
    """Compile the launcher twice: for the icon (no console ever) and for commands typed in a terminal."""
    icons.write_ico(work / "sinhke.ico")
    for name in ("launcher.rc", "launcher.manifest"):
        shutil.copy2(HERE / name, work)
    numbers = ",".join([*version.split("."), "0"])
    made = []
    for name, kind, window in ((WINDOW, "-mwindows", 1), (COMMAND, "-mconsole", 0)):
        resource, target = work / f"{name}.res", work / name
        defines = [f"-DVERSION_NUMBERS={numbers}", f'-DVERSION_TEXT=\\"{version}\\"', f'-DFILE_NAME=\\"{name}\\"']
        _run([WINDRES, "-c", "65001", "-O", "coff", *defines, "launcher.rc", str(resource)], work)
        sources = [str(HERE / one) for one in ("launcher.c", "trial.c", "speaking.c")]
        flags = [
            "-std=c11",
            "-municode",
            kind,
            f"-DWINDOW={window}",
            "-Os",
            "-s",
            "-static",
            "-Wall",
            "-Wextra",
            "-Werror",
        ]
        flags += [
            "-ffile-prefix-map=" + str(HERE) + "=.",
            "-Wl,--no-insert-timestamp,--dynamicbase,--nxcompat,--high-entropy-va",
        ]
        _run([GCC, *flags, *sources, str(resource), "-o", str(target)], work)
        made.append(target)
    return made[0], made[1]


def installer(release: Release, folder: Path, window: Path, command: Path, work: Path) -> Path:
    """The per-user installer, by NSIS."""
    root = work / "installed"
    lay_out(root, Kind.WINDOWS, WINDOWS, folder, window, release)
    _add_command(root, command, release)
    target = release.out / f"SinhKe-{release.version}-windows.exe"
    size = sum(path.stat().st_size for path in files_below(root)) // 1024
    icons.write_panel(work / "panel.bmp")
    carried = payload.divide(root / "versions" / release.version, work, release.quick)
    defines = {
        "VERSION": release.version,
        "ROOT": str(root),
        "ICON": str(work / "sinhke.ico"),
        "PANEL": str(work / "panel.bmp"),
        "OUT": str(target),
        "SIZE_KB": str(size),
        "FIRST": str(carried.first),
        "ARCHIVE": str(carried.archive),
        "ARCHIVED": str(carried.size),
        "UNPACK": str(HERE / "unpack.py"),
        "YEAR": release.day[:4],
    }
    if release.quick:
        defines["QUICK"] = "1"
    _run(
        [
            "makensis",
            "-V2",
            "-WX",
            "-INPUTCHARSET",
            "UTF8",
            *[f"-D{k}={v}" for k, v in defines.items()],
            str(HERE / "installer.nsi"),
        ],
        work,
    )
    return target


def portable(release: Release, folder: Path, window: Path, command: Path, work: Path) -> Path:
    """The folder for a stick, as a zip whose bytes depend on its content alone."""
    root = work / "portable" / "SinhKe"
    lay_out(root, Kind.PORTABLE, WINDOWS, folder, window, release)
    _add_command(root, command, release)
    target = release.out / f"SinhKe-{release.version}-portable-windows.zip"
    moment = datetime.fromtimestamp(release.moment, UTC)
    when = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    level = 1 if release.quick else 9
    with zipfile.ZipFile(target, "w") as archive:
        for path in files_below(root):
            entry = zipfile.ZipInfo(f"SinhKe/{path.relative_to(root).as_posix()}", when)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, path.read_bytes(), compresslevel=level)
    return target


def _add_command(root: Path, command: Path, release: Release) -> None:
    target = shutil.copy2(command, root)
    os.utime(target, (release.moment, release.moment))
    os.utime(root, (release.moment, release.moment))


def _run(words: list[str], folder: Path) -> None:
    told = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    if told.returncode:
        raise ValueError(f"{words[0]} ended with {told.returncode}:\n{told.stdout}\n{told.stderr}")
