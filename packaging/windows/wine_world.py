"""A Windows of its own for the test: a Wine folder below build/, a screen without a monitor, calls that fail loudly."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageGrab

from windows.wine_stubs import make_stubs

TEN, SEVEN = "win10", "win7"
MINUTES = 60
SHORT, LONG = 10 * MINUTES, 60 * MINUTES
"""Bounds of a wait in seconds, for what takes seconds and for what takes minutes, on a machine with much else to do."""
EMPTY, STILL = 2, 3.0
"""The most colours of a screen without windows; how many seconds without a change make a picture still."""


class Failed(Exception):
    """Something is not as it should be; the text says what."""


def demand(right: bool, words: str) -> None:
    """Raise :class:`Failed` with *words* unless *right*."""
    if not right:
        raise Failed(words)


class Wine:
    """Wine with its own folder and its own screen, both gone at the end."""

    def __init__(self, folder: Path) -> None:
        self.prefix = folder / "wine"
        self._screen: subprocess.Popen[bytes] | None = None
        self.display = ""

    def __enter__(self) -> Wine:
        shutil.rmtree(self.prefix, ignore_errors=True)
        self.prefix.mkdir(parents=True)
        reading, writing = os.pipe()
        words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
        self._screen = subprocess.Popen(words, pass_fds=(writing,), stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as told:
            self.display = ":" + told.readline().strip()
        self.run(["wineboot", "-i"])
        return self

    def __exit__(self, *_: object) -> None:
        self.cut_power()
        if self._screen:
            self._screen.terminate()
            self._screen.wait()

    def _environment(self, more: Mapping[str, str]) -> dict[str, str]:
        own = {"WINEPREFIX": str(self.prefix), "WINEARCH": "win64", "WINEDEBUG": "-all", "DISPLAY": self.display}
        own["WINEDLLOVERRIDES"] = "mscoree,mshtml=;winemenubuilder.exe,winedbg.exe=d;ucrtbase=n,b"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SINHKE_", "PYTHON", "QT_"))}
        return kept | own | dict(more)

    def run(
        self,
        words: Sequence[str | Path],
        status: int | None = 0,
        env: Mapping[str, str] | None = None,
        timeout: float = SHORT,
        cwd: Path | None = None,
    ) -> str:
        """Run a program to its end; returns what it said (UTF-8, output and errors), raises if the status is another.

        ``status=None`` takes any. Standard input, output and errors are pipes: Wine cannot give Python files.
        """
        begun = [shutil.which("wine") or "wine", *(str(word) for word in words)]
        told = subprocess.run(
            begun,
            input=b"\n",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self._environment(env or {}),
            timeout=timeout,
            check=False,
            cwd=cwd,
        )
        said = told.stdout.decode("utf-8", errors="replace").replace("\r\n", "\n")
        if status is not None and told.returncode != status % 256:
            raise Failed(f"{' '.join(begun[1:])}: status {told.returncode}, not {status}\n{said[-3000:]}")
        return said

    def begin(self, words: Sequence[str | Path], env: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start a program and leave it running."""
        return subprocess.Popen(
            ["wine", *(str(word) for word in words)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self._environment(env or {}),
        )

    def cut_power(self) -> None:
        """End every program of this Windows at once, and wait until none is left."""
        for word in ("-k", "-w"):
            subprocess.run(["wineserver", word], env=self._environment({}), check=False)

    def be(self, version: str) -> None:
        """Be Windows 10 or 7."""
        self.run(["winecfg", "-v", version])

    def add_what_ten_has(self, version_folder: Path) -> None:
        """Put the DLLs that Wine lacks into its system folder, not into the program's."""
        for path in make_stubs.make(version_folder, self.drive / "windows" / "system32"):
            demand(path.is_file(), f"{path.name} was not compiled")

    @property
    def drive(self) -> Path:
        """Drive C."""
        return self.prefix / "drive_c"

    @property
    def local(self) -> Path:
        """%LOCALAPPDATA%."""
        return next((self.drive / "users").glob("[!P]*")) / "AppData" / "Local"

    def inside(self, path: Path) -> str:
        """The Windows path of *path*: drive C where it lies there, else drive Z."""
        if path.is_relative_to(self.drive):
            return "C:\\" + str(path.relative_to(self.drive)).replace("/", "\\")
        return "Z:" + str(path).replace("/", "\\")

    def registry(self, key: str) -> str:
        """What stands below *key*, empty if there is no such key."""
        return self.run(["reg", "query", key, "/s"], status=None)

    def picture(self, target: Path) -> Image.Image:
        """The whole screen now, saved as *target*."""
        image = ImageGrab.grab(xdisplay=self.display)
        image.save(target)
        return image

    def is_empty(self) -> bool:
        """Whether no window is on the screen."""
        return _colours(ImageGrab.grab(xdisplay=self.display)) <= EMPTY

    def still(self, target: Path) -> Image.Image:
        """Wait until windows are on the screen and nothing moves any more; the picture is saved as *target*."""
        last, since = b"", time.monotonic()

        def is_still() -> bool:
            nonlocal last, since
            image = self.picture(target)
            now = image.tobytes()
            if now != last or _colours(image) <= EMPTY:
                last, since = now, time.monotonic()
            return time.monotonic() - since > STILL

        wait_until(is_still, f"no window came to rest, see {target}")
        return Image.open(target)

    def keys(self, *words: str) -> None:
        """Press keys or type with xdotool."""
        subprocess.run(["xdotool", *words], env=self._environment({}), check=True)


def _colours(image: Image.Image) -> int:
    return len(image.convert("RGB").getcolors(maxcolors=image.width * image.height) or [])


def wait_until(true: Callable[[], bool], words: str, seconds: float = SHORT, every: float = 0.5) -> None:
    """Look *every* half second; raise :class:`Failed` with *words* when it stays untrue."""
    ends = time.monotonic() + seconds
    while not true():
        if time.monotonic() > ends:
            raise Failed(words)
        time.sleep(every)


@contextmanager
def step(words: str):  # type: ignore[no-untyped-def]
    """Say what is tried and how long it took."""
    started = time.monotonic()
    print(f"  {words} …", flush=True)
    yield
    print(f"  {words}: right ({time.monotonic() - started:.0f} s)", flush=True)
