"""The installer and the uninstaller: what they put in place, their pages gone through by keys, torn and cut short."""

from __future__ import annotations

import zipfile
from pathlib import Path

import check_picture
from version_folder import MANIFEST, SIGNATURE, files_below, read_manifest, sha256
from windows import build
from windows.tried import Tried
from windows.wine_stubs import make_stubs
from windows.wine_world import LONG, SEVEN, SHORT, TEN, demand, wait_until

UNINSTALL_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\SinhKe"
CLASSES = r"HKCU\Software\Classes"
ENDINGS = (".xxb", ".xxt", ".xxr", ".xxk", ".xxc", ".capnhat")
STUBS = {"icuuc.dll", "bcryptprimitives.dll", make_stubs.RUNTIME, make_stubs.COPY}
LARGEST = 60_000_000
STOPPED, TOO_OLD = 2, 5
FEWEST_POSITIONS = 3
"""Pictures of the installer's bar that must differ."""


def refused_by_seven(tried: Tried) -> None:
    """Windows 7 is told that it is too old."""
    tried.wine.be(SEVEN)
    tried.wine.run([tried.installer, "/S"], status=TOO_OLD)
    demand(not tried.root.exists(), "something was installed on Windows 7")
    tried.wine.be(TEN)


def silently(tried: Tried) -> None:
    """The whole program is there without a question asked; a *quick* installer may be larger."""
    size = tried.installer.stat().st_size
    demand(tried.quick or size <= LARGEST, f"the installer has {size} bytes")
    tried.wine.run([tried.installer, "/S"], timeout=LONG)
    registered(tried)
    as_sealed(tried.root, tried.release.version)


def registered(tried: Tried) -> None:
    """Start menu, file types and the list of installed programs."""
    shortcuts = list((tried.wine.drive / "users").rglob("SinhKe Desktop.lnk"))
    demand(any("Start Menu" in str(path) for path in shortcuts), "no entry in the start menu")
    listed = tried.wine.registry(UNINSTALL_KEY)
    demand(all(word in listed for word in ("SinhKe Desktop", tried.release.version, "EstimatedSize")), listed)
    for ending in ENDINGS:
        kinds = tried.wine.registry(rf"{CLASSES}\{ending}").split("REG_SZ")
        demand(len(kinds) > 1, f"{ending} is no file type")
        kind = kinds[1].split()[0]
        command = tried.wine.registry(rf"{CLASSES}\{kind}\shell\open\command")
        demand(r'SinhKe.exe" "%1"' in command.replace('\\"', '"'), f"{ending}: {command}")


def as_sealed(root: Path, version: str) -> None:
    """Every installed file is one of the manifest's, byte for byte."""
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
    for path in tried.root.rglob("*"):
        if path.suffix in (".dll", ".exe", ".pyd"):
            demand(path.name not in STUBS and make_stubs.MARK not in path.read_bytes(), f"{path} is a stub")
    with zipfile.ZipFile(tried.portable) as archive:
        for name in archive.namelist():
            demand(Path(name).name not in STUBS, f"{name} is a stub")
            if name.endswith((".dll", ".exe", ".pyd")):
                demand(make_stubs.MARK not in archive.read(name), f"{name} is a stub")


def damaged(tried: Tried) -> None:
    """One bit changed on the way: nothing is installed."""
    content = bytearray(tried.installer.read_bytes())
    content[len(content) // 2] ^= 1
    target = tried.work / "damaged.exe"
    target.write_bytes(content)
    tried.wine.run([target, "/S"], status=STOPPED)
    demand(not tried.root.exists(), "a damaged installer installed something")
    target.unlink()


def torn(tried: Tried, installer: Path) -> None:
    """*installer* carries half an archive: it stops, and leaves what was there before and no half version."""
    before = names_in(tried.root)
    tried.wine.run([installer, "/S"], status=STOPPED, timeout=LONG)
    demand(names_in(tried.root) == before, f"left behind: {names_in(tried.root) ^ before}")


def cut_short(tried: Tried) -> None:
    """The power goes while the program is unpacked: what was in use before is in use still."""
    before = tried.current()
    part = tried.root / "versions" / f".{tried.release.version}.part"
    begun = tried.wine.begin([tried.installer, "/S"])
    wait_until((part / "site").is_dir, "nothing was unpacked")
    tried.wine.cut_power()
    begun.wait(LONG)
    demand(part.is_dir() and not tried.folder.exists(), "the power went too late to show anything")
    demand(tried.current() == before, "half a version came into use")


def names_in(root: Path) -> set[str]:
    """Everything in *root* and in its folder of versions; empty without *root*."""
    return {path.relative_to(root).as_posix() for pattern in ("*", "versions/*") for path in root.glob(pattern)}


def by_its_pages(tried: Tried) -> None:
    """Enter on every page, until the program that the last one opens is painted; then that is closed.

    Leaves pictures in the work folder: ``install-1.png`` (first page), ``install-2-….png`` (while unpacking),
    ``install-3.png`` (last page) and ``install-4.png`` (the program).
    """
    wine, work = tried.wine, tried.work
    begun = wine.begin([tried.installer])
    wine.still(work / "install-1.png")
    wine.keys("key", "Return")
    positions: list[bytes] = []

    def through() -> bool:
        now = wine.picture(work / "install.png").tobytes()
        if now not in positions:
            positions.append(now)
            (work / "install.png").replace(work / f"install-2-{len(positions):02}.png")
        return tried.current() == tried.release.version

    wait_until(through, "the installer did not come to its last page", LONG)
    demand(len(positions) > FEWEST_POSITIONS, "the installer's bar does not move")
    wine.still(work / "install-3.png")

    def is_closed() -> bool:
        wine.keys("key", "Return")
        return begun.poll() is not None

    wait_until(is_closed, "the installer's last page does not close", every=5)
    demand(begun.returncode == 0, f"the installer ended with {begun.returncode}")
    wait_until(lambda: is_painted(tried, work / "install-4.png"), "“open now” opened nothing")
    close_window(tried)
    as_sealed(tried.root, tried.release.version)
    demand(not list((tried.root / "versions").glob(".*")), "the part of the interrupted installer is still there")


def is_painted(tried: Tried, picture: Path) -> bool:
    """Whether a window of the program is on the screen; its picture is kept."""
    tried.wine.picture(picture)
    return not check_picture.problems(picture)


def close_window(tried: Tried) -> None:
    """Close the program's window by its key."""
    tried.wine.keys("key", "--clearmodifiers", "alt+F4")
    wait_until(lambda: not tried.is_running(), "the window did not close")


def removed(tried: Tried) -> None:
    """The uninstaller's pages, Enter on each, kept as ``uninstall-….png``: all but the data is gone."""
    wine, work = tried.wine, tried.work
    data = wine.local / "SinhKe" / "sinhke.db"
    demand(data.is_file(), f"no data in {data.parent}")
    begun = wine.begin([tried.root / "uninstall.exe"])  # goes on as a copy of itself
    wine.still(work / "uninstall-1.png")
    wine.keys("key", "Return")
    wait_until(lambda: not tried.root.exists(), "the uninstaller left something in the program's folder")
    wine.still(work / "uninstall-2.png")

    def is_closed() -> bool:
        wine.keys("key", "Return")
        return wine.is_empty()

    wait_until(is_closed, "the uninstaller does not close", every=5)
    demand(begun.wait(SHORT) == 0, f"the uninstaller ended with {begun.returncode}")
    demand(data.is_file(), "the uninstaller took the data")
    for key in (UNINSTALL_KEY, rf"{CLASSES}\.xxb", rf"{CLASSES}\SinhKe.GoiDuLieu"):
        wait_until(lambda key=key: "SinhKe" not in wine.registry(key), f"{key} is still there")
    demand(not list((wine.drive / "users").rglob("SinhKe Desktop.lnk")), "a shortcut is still there")
