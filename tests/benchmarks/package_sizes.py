"""The packages in ``dist``: how large, how soon the unpacked program has painted its window, how much memory it takes.

The bare window is one of the same package's PySide6, started by this Python. Both are seen from outside: the moment is
when the screen, an Xvfb whose pixels lie in a file, is no longer black.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
DIST = TOP / "dist"
LARGEST_INSTALLER = 60
ROUNDS = 15
LONGEST_S = 60
WIDTH, HEIGHT = 1366, 768
PIXELS = WIDTH * HEIGHT * 4
"""Bytes of the screen, at the end of its file."""
BARE = """
import sys
sys.path.insert(0, sys.argv[1])
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication(sys.argv[:1])
window = QMainWindow()
window.setCentralWidget(QLabel("SinhKe"))
window.resize(1280, 720)
window.show()
app.exec()
"""

Row = Callable[[str, str, str, str, str], None]


def measure(row: Row, top: Path, dist: Path = DIST) -> None:
    """Write one row for each package and two for the program in the tar; without packages one that says so."""
    packages = [path for path in sorted(dist.glob("*")) if path.suffix in (".exe", ".zip", ".deb", ".xz", ".capnhat")]
    if not packages:
        row("packages", "none in dist: run make package first", "", "", "")
    for path in packages:
        size = path.stat().st_size / 1e6
        installer = path.suffix == ".exe"
        row(f"size of {path.name}", f"{size:.1f} MB", f"{LARGEST_INSTALLER} MB" if installer else "",
            f"{size / LARGEST_INSTALLER:.2f}" if installer else "", "≤ 1" if installer else "")  # fmt: skip
    for path in packages:
        if path.name.endswith("linux-x86_64.tar.xz"):
            _start(row, top / "package", path)


def _start(row: Row, place: Path, tar: Path) -> None:
    place.mkdir()
    with tarfile.open(tar) as packed:
        packed.extractall(place)  # our own; Debian's Python 3.11.2 knows no filter
    _read_anew(place)
    (version,) = (place / "SinhKe" / "versions").iterdir()
    unpacked = sum(path.stat().st_size for path in version.rglob("*") if path.is_file()) / 1e6
    row("unpacked version folder for Linux", f"{unpacked:.0f} MB", "", "", "")
    program = [str(place / "SinhKe" / "sinhke-desktop")]
    bare = [sys.executable, "-c", BARE, str(version / "_internal")]
    ours, floor = [], []
    for number in range(ROUNDS + 1):
        both = first_pixels(bare, place / "bare"), first_pixels(program, place / "data")
        if number:  # the first round only warms the files
            floor.append(both[0])
            ours.append(both[1])
    here, least = (statistics.median(one[0] for one in side) for side in (ours, floor))
    row("package: start to first painted window", f"{here * 1000:.0f} ms",
        f"bare window of the same package {least * 1000:.0f} ms", f"{here / least:.2f}", "≤ 1.5")  # fmt: skip
    here, least = (statistics.median(one[1] for one in side) / 1024 for side in (ours, floor))
    row("package: memory at the first window", f"{here:.0f} MiB", f"bare window {least:.0f} MiB",
        f"{here / least:.2f}", "")  # fmt: skip


def _read_anew(folder: Path) -> None:
    """Let the system forget what was just written: as read from the disk, after a boot, it lies in larger pieces."""
    os.sync()
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def first_pixels(command: list[str], data: Path) -> tuple[float, int]:
    """(seconds from the start of *command* to its first pixels on the screen, peak KiB then); the process is ended."""
    data.mkdir(exist_ok=True)
    screen, number = data / "Xvfb_screen0", _free_display()
    words = ["-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", str(data), "-ac"]
    server = subprocess.Popen(["Xvfb", f":{number}", *words], stderr=subprocess.DEVNULL)
    try:
        _wait(lambda: Path(f"/tmp/.X11-unix/X{number}").exists() and screen.exists() and screen.stat().st_size > PIXELS)
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("QT_")}
        surroundings |= {"DISPLAY": f":{number}", "SINHKE_DATA_DIR": str(data), "HOME": str(data)}
        begun = time.perf_counter()
        child = subprocess.Popen(command, env=surroundings, stderr=subprocess.DEVNULL)
        try:
            with screen.open("rb") as pixels:
                _wait(lambda: _painted(pixels.fileno()) or child.poll() is not None)
            taken = time.perf_counter() - begun
            return taken, _peak_kib(child.pid)
        finally:
            child.kill()
            child.wait()
    finally:
        server.terminate()
        server.wait()


def _free_display() -> int:
    number = 60
    while Path(f"/tmp/.X{number}-lock").exists():
        number += 1
    return number


def _painted(pixels: int) -> bool:
    """Whether the middle row of the screen shows anything."""
    row = os.pread(pixels, WIDTH, os.fstat(pixels).st_size - PIXELS // 2)
    return any(row)


def _wait(ready: Callable[[], bool]) -> None:
    end = time.perf_counter() + LONGEST_S
    while not ready():
        if time.perf_counter() > end:
            raise TimeoutError
        time.sleep(0.002)


def _peak_kib(number: int) -> int:
    lines = Path(f"/proc/{number}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
