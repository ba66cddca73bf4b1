"""The Windows packages tried under Wine: installed, worked with, tested, updated, gone back from, removed.

python packaging/windows/wine_test.py [--dist dist] [--work build/package-test] [--key build/release-key.json]

Needs wine, xvfb and xdotool besides what building needs. Stops at the first thing that is not right, with status 1.
What Wine cannot show is in docs/windows-checklist.md.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import check_demo
import check_picture
import other_version
import release_key
from release import TOP, WINDOWS, Release
from windows import build, launcher_trials, other_versions, tests_inside
from windows.embedded_python import VERSION as PYTHON_VERSION
from windows.wine_stubs import make_stubs
from windows.wine_world import SEVEN, TEN, Failed, Wine, demand, step, wait_until

UNINSTALL_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\SinhKe"
CLASSES = r"HKCU\Software\Classes"
ENDINGS = (".xxb", ".xxt", ".xxr", ".xxk", ".xxc", ".capnhat")
LARGEST_INSTALLER = 60_000_000
PASSWORD = {"SINHKE_PASSWORD": "mật-khẩu-thử-1"}
DATA_OF_WINDOW = r"C:\data của cửa sổ"
TOO_OLD, NEWER, RUNNING = 5, 4, 3


@dataclass
class Tried:
    """The packages under test and where this run lies."""

    dist: Path
    work: Path
    release: Release
    wine: Wine
    quick: bool = False

    @property
    def installer(self) -> Path:
        """The installer under test."""
        return self.dist / f"SinhKe-{self.release.version}-windows.exe"

    @property
    def root(self) -> Path:
        """Where it installs to."""
        return self.wine.local / "Programs" / "SinhKe"

    @property
    def folder(self) -> Path:
        """The version folder it installs."""
        return self.root / "versions" / self.release.version

    def sealed(self) -> Path:
        """The version folder out of the portable zip, whose program is not installed."""
        place = self.work / "apart"
        if not place.exists():
            with zipfile.ZipFile(portable_of(self)) as archive:
                archive.extractall(place)
        return place / "SinhKe" / "versions" / self.release.version

    def command(self, *words: str | Path, status: int | None = 0, root: Path | None = None, timeout: int = 600) -> str:
        """Run a command of the installed program."""
        launcher = (root or self.root) / build.COMMAND
        return self.wine.run([launcher, *words], status, env=PASSWORD, timeout=timeout)


def try_all(tried: Tried) -> None:
    """Every step, in the order of a program's life on a machine."""
    wine = tried.wine
    with step("Windows 7 is refused by the installer"):
        wine.be(SEVEN)
        wine.run([tried.installer, "/S"], status=TOO_OLD)
        demand(not tried.root.exists(), "something was installed on Windows 7")
        wine.be(TEN)
    with step("the installer is at most 60 MB and installs silently"):
        size = tried.installer.stat().st_size
        demand(tried.quick or size <= LARGEST_INSTALLER, f"the installer has {size} bytes")
        wine.run([tried.installer, "/S"], timeout=900)
        registered(tried)
    with step("nothing but the sealed files is installed, and no stub of this test"):
        as_sealed(tried.root, tried.release.version)
        wine.add_what_ten_has(tried.folder)
        no_stubs(tried)
    with step("the command line speaks Vietnamese and is the version told"):
        said = tried.command("--help")
        demand("cách dùng: sinhke-desktop" in said and "Mật khẩu" in said, said)
        demand(tried.release.version in tried.command("--version"), "another version")
        told = wine.run([tried.folder / "python.exe", "-c", "import platform; print(platform.python_version())"])
        demand(told.strip() == PYTHON_VERSION, told)
    with step("the sample commune's whole job"):
        whole_job(tried)
    with step("the window is painted"):
        window(tried)
    with step("the program's own tests inside the installed Python"):
        tests_inside.run(wine, tried.folder, tried.work)
    with step("the portable folder, under a path with spaces and Vietnamese letters"):
        portable(tried)
    with step("the launcher's refusals, damaged current.txt, and the way back"):
        launcher_trials.try_all(wine, tried.root, tried.release.version, tried.work)
    with step(
        "from an older version to this one by installer, to a newer one by update pack, and not back by installer"
    ):
        updates(tried)
    with step("removed, with the data left"):
        removed(tried)


def registered(tried: Tried) -> None:
    """Start menu, file types and the list of installed programs."""
    shortcuts = list((tried.wine.drive / "users").rglob("SinhKe Desktop.lnk"))
    demand(any("Start Menu" in str(path) for path in shortcuts), "no entry in the start menu")
    listed = tried.wine.registry(UNINSTALL_KEY)
    demand(all(word in listed for word in ("SinhKe Desktop", tried.release.version, "EstimatedSize")), listed)
    for ending in ENDINGS:
        kind = tried.wine.registry(rf"{CLASSES}\{ending}").split("REG_SZ")[1].split()[0]
        command = tried.wine.registry(rf"{CLASSES}\{kind}\shell\open\command")
        demand(r'SinhKe.exe" "%1"' in command.replace('\\"', '"'), f"{ending}: {command}")


def as_sealed(root: Path, version: str) -> None:
    """Every installed file is one of the manifest's, byte for byte."""
    from version_folder import MANIFEST, SIGNATURE, files_below, read_manifest, sha256

    folder = root / "versions" / version
    sealed = {one["path"]: one["sha256"] for one in read_manifest(folder)["files"]}
    found = {path.relative_to(folder).as_posix(): sha256(path) for path in files_below(folder)}
    extra = set(found) - set(sealed) - {MANIFEST, SIGNATURE}
    wrong = [name for name in sealed if found.get(name) != sealed[name]]
    demand(not extra and not wrong, f"not as sealed: {[*extra, *wrong][:5]}")
    outside = {path.name for path in root.iterdir()} - {"versions", "uninstall.exe"}
    demand(outside == {build.WINDOW, build.COMMAND, "installation.json", "current.txt"}, f"in the root: {outside}")


def no_stubs(tried: Tried) -> None:
    """No stub DLL and no byte of one is in what was installed or in the portable folder."""
    names = {"icuuc.dll", "bcryptprimitives.dll", make_stubs.RUNTIME, make_stubs.COPY}
    for path in tried.root.rglob("*"):
        if path.suffix in (".dll", ".exe", ".pyd"):
            demand(path.name not in names and make_stubs.MARK not in path.read_bytes(), f"{path} is a stub")
    with zipfile.ZipFile(portable_of(tried)) as archive:
        for name in archive.namelist():
            demand(Path(name).name not in names, f"{name} is a stub")
            if name.endswith((".dll", ".exe", ".pyd")):
                demand(make_stubs.MARK not in archive.read(name), f"{name} is a stub")


def whole_job(tried: Tried) -> None:
    """``demo`` from import to the office's receipt, its files and counts looked at."""
    out = tried.wine.drive / "thử nghiệm"
    out.mkdir()
    said = tried.command("--json", "demo", "--out", tried.wine.inside(out), timeout=1200)
    answer = on_this_machine(json.loads(said[said.index("{") :]), tried.wine)
    (tried.work / "demo.json").write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
    wrong = check_demo.problems(answer)
    demand(not wrong, "\n".join(wrong))


def on_this_machine(value: object, wine: Wine) -> object:
    """*value* with Windows paths turned into those of this machine."""
    if isinstance(value, dict):
        return {key: on_this_machine(one, wine) for key, one in value.items()}
    if isinstance(value, list):
        return [on_this_machine(one, wine) for one in value]
    if isinstance(value, str) and value[1:3] == ":\\":
        top = wine.drive if value[0] == "C" else Path("/")
        return str(top / value[3:].replace("\\", "/"))
    return value


def window(tried: Tried) -> None:
    """A real window by its icon, no console beside it; a second start hands it a file; closed by its key."""
    picture = tried.work / "window.png"
    begun = tried.wine.begin([tried.root / build.WINDOW, "--data-dir", DATA_OF_WINDOW])

    def painted() -> bool:
        tried.wine.picture(picture)
        return not check_picture.problems(picture)

    wait_until(painted, f"no window was painted, see {picture}", 180)
    tried.wine.run([tried.installer, "/S"], status=RUNNING)
    handed = tried.wine.drive / "gói thử.xxb"
    handed.write_bytes(b"")
    tried.wine.run([tried.root / build.WINDOW, "--data-dir", DATA_OF_WINDOW, tried.wine.inside(handed)])
    tried.wine.keys("key", "--clearmodifiers", "alt+F4")
    ended = begun.wait(60)
    demand(ended == 0, f"the launcher ended with {ended}")
    wait_until(lambda: not running(tried), "the window did not close", 60)


def running(tried: Tried) -> bool:
    """Whether Python of the program runs."""
    return "pythonw.exe" in tried.wine.run(["tasklist"], status=None)


def portable_of(tried: Tried) -> Path:
    """The zip of the portable folder."""
    return tried.dist / f"SinhKe-{tried.release.version}-portable-windows.zip"


def portable(tried: Tried) -> None:
    """Unpacked anywhere it works, and keeps the data beside itself once the officer asked for it."""
    place = tried.wine.drive / "Thư mục của cán bộ Đặng" / "ổ USB"
    with zipfile.ZipFile(portable_of(tried)) as archive:
        archive.extractall(place)
    root = place / "SinhKe"
    (root / "du-lieu-tai-day.txt").write_text("", encoding="utf-8")
    tried.command("init", "--commune-code", "22828", "--officer", "Nguyễn Thị Thử", root=root)
    demand((root / "du-lieu" / "sinhke.db").is_file(), "the data are not beside the portable program")
    tried.command("doctor", root=root)
    shutil.rmtree(place)


def updates(tried: Tried) -> None:
    """An older installer, this one over it, a newer pack over that; the data stay whole, going back is refused."""
    wine, version = tried.wine, tried.release.version
    wine.run([tried.root / "uninstall.exe", "/S"])
    wait_until(lambda: not tried.root.exists(), "the uninstaller left the program")
    sealed = tried.sealed()
    older = other_versions.older_installer(sealed, tried.release, tried.work / "older")
    good, broken = other_version.write_packs(sealed, WINDOWS, tried.release, tried.work / "later", tried.work)
    wine.run([older, "/S"], timeout=900)
    tried.command("init", "--commune-code", "22828", "--officer", "Nguyễn Thị Thử")
    wine.run([tried.installer, "/S"], timeout=900)
    demand(current(tried) == version, f"current is {current(tried)}")
    tried.command("doctor")
    by_pack(tried, good, other_version.following(version), broken)
    wine.run([tried.installer, "/S"], status=NEWER)
    demand(current(tried) == other_version.following(version), "an older installer went over a newer version")


def by_pack(tried: Tried, good: Path, newer: str, broken: Path) -> None:
    """The good pack confirms itself as soon as it opened the data; the broken one is left again."""
    tried.command("update", "install", tried.wine.inside(good))
    demand(current(tried) == newer and (tried.root / "trial.json").is_file(), "the pack was not put in place")
    tried.command("doctor")
    demand(not (tried.root / "trial.json").exists(), "the new version did not confirm itself")
    demand(newer in tried.command("--version"), "another version runs")
    tried.command("update", "verify")
    tried.command("update", "install", tried.wine.inside(broken))
    demand(current(tried) != newer, "the broken pack was not put in place")
    said = tried.command("doctor")
    demand(launcher_trials.BACK in said and current(tried) == newer, f"a broken version was not left\n{said}")


def current(tried: Tried) -> str:
    """The version in use."""
    return (tried.root / "current.txt").read_text(encoding="ascii").strip()


def removed(tried: Tried) -> None:
    """Program, entries and file types are gone; the data are where they were."""
    data = tried.wine.local / "SinhKe" / "sinhke.db"
    demand(data.is_file(), f"no data in {data.parent}")
    tried.wine.run([tried.root / "uninstall.exe", "/S"])
    wait_until(lambda: not tried.root.exists(), "the uninstaller left the program")
    demand(data.is_file(), "the uninstaller took the data")
    for key in (UNINSTALL_KEY, rf"{CLASSES}\.xxb", rf"{CLASSES}\SinhKe.GoiDuLieu"):
        wait_until(lambda key=key: "SinhKe" not in tried.wine.registry(key), f"{key} is still there", 20)
    demand(not list((tried.wine.drive / "users").rglob("SinhKe Desktop.lnk")), "a shortcut is still there")


def main() -> int:
    """Try the packages that the command line names; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dist", type=Path, default=TOP / "dist")
    parser.add_argument("--work", type=Path, default=TOP / "build" / "package-test" / "windows")
    parser.add_argument("--key", type=Path, default=TOP / "build" / "release-key.json")
    parser.add_argument(
        "--quick", action="store_true", help="the packages are quick ones, so their size does not count"
    )
    arguments = parser.parse_args()
    work = arguments.work.absolute()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        release = other_versions.release_of(arguments.dist.absolute(), release_key.read(arguments.key), work)
        with Wine(work) as wine:
            try_all(Tried(arguments.dist.absolute(), work, release, wine, arguments.quick))
    except (Failed, ValueError, OSError, subprocess.SubprocessError) as error:
        print(f"Windows packages: {error}", file=sys.stderr)
        return 1
    print("The Windows packages are right, as far as Wine can tell.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
