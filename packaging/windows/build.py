"""The Windows packages, made on Linux: ``SinhKe-<version>-windows.exe`` (installer) and the portable folder as a zip.

Needs of the system: mingw-w64 (launcher), NSIS (installer), osslsigncode (Python's signatures); of Python: the version
that the package carries, whose byte code it compiles.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import embedded_sources
import icons
from release import LOCKS, WINDOWS, Built, Release
from sinhke_desktop.installation import Kind
from sinhke_desktop.services.update_trials import LAUNCHERS
from version_folder import complete, files_below, lay_out
from windows import bytecode, dll_imports, embedded_python, payload
from windows.prune import prune

HERE = Path(__file__).parent
GCC, WINDRES = "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-windres"
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
    embedded_sources.unpack(site / "shiboken6" / "shiboken6.abi3.dll", site)
    forget_hashes(site)
    bytecode.compile_all(site)


def forget_hashes(site: Path) -> None:
    """Take the hashes out of the lists of files that the wheels brought: pruned and compiled, they are not true."""
    for record in site.glob("*.dist-info/RECORD"):
        rows = csv.reader(record.read_text(encoding="utf-8").splitlines())
        lines = io.StringIO()
        csv.writer(lines, lineterminator="\n").writerows((row[0], "", "") for row in rows)
        record.write_text(lines.getvalue(), encoding="utf-8", newline="\n")


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
    panel, unpack = work / "panel.bmp", shutil.copy2(HERE / "unpack.py", work)
    icons.write_panel(panel)
    carried = payload.divide(root / "versions" / release.version, work, release.quick)
    for path in (panel, unpack, carried.archive):  # the installer notes when its files were written
        os.utime(path, (release.moment, release.moment))
    defines = {
        "VERSION": release.version,
        "ROOT": str(root),
        "ICON": str(work / "sinhke.ico"),
        "PANEL": str(panel),
        "OUT": str(target),
        "SIZE_KB": str(size),
        "FIRST": str(carried.first),
        "ARCHIVE": str(carried.archive),
        "ARCHIVED": str(carried.size),
        "UNPACK": str(unpack),
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
