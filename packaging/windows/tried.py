"""The packages under test, and where their test lies."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from release import Release
from windows import build
from windows.wine_world import SHORT, Wine

PASSWORD = {"SINHKE_PASSWORD": "mật-khẩu-thử-1"}


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
    def portable(self) -> Path:
        """The zip of the portable folder."""
        return self.dist / f"SinhKe-{self.release.version}-portable-windows.zip"

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
            with zipfile.ZipFile(self.portable) as archive:
                archive.extractall(place)
        return place / "SinhKe" / "versions" / self.release.version

    def command(
        self,
        *words: str | Path,
        status: int | None = 0,
        root: Path | None = None,
        timeout: float = SHORT,
    ) -> str:
        """Run a command of the installed program."""
        launcher = (root or self.root) / build.COMMAND
        return self.wine.run([launcher, *words], status, env=PASSWORD, timeout=timeout)

    def current(self) -> str:
        """The version in use."""
        return (self.root / "current.txt").read_text(encoding="ascii").strip()

    def is_running(self) -> bool:
        """Whether a window of the program is open."""
        return "pythonw.exe" in self.wine.run(["tasklist"], status=None)
