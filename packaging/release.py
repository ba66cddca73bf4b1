"""What one run of ``make package`` makes: the values that every step of it needs, and what each step answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from release_key import ReleaseKey

TOP = Path(__file__).resolve().parents[1]
LOCKS = TOP / "packaging" / "locks"
LINUX, WINDOWS = "linux-x86_64", "windows-x86_64"


@dataclass(frozen=True)
class Release:
    """One version about to be packaged.

    ``moment`` is SOURCE_DATE_EPOCH, the seconds of the last commit: every time written into a package is it.
    ``work`` is an empty folder for what lies between, ``out`` takes the finished packages. ``quick`` packages are made
    sooner and are larger, for trying.
    """

    version: str
    data_version: str
    moment: int
    wheel: Path
    key: ReleaseKey
    work: Path
    out: Path
    quick: bool = False

    @property
    def day(self) -> str:
        """The day of ``moment`` as ISO text, UTC."""
        return datetime.fromtimestamp(self.moment, UTC).date().isoformat()


@dataclass(frozen=True)
class Built:
    """What one platform's build made: its sealed version folder, its launcher, and the finished packages."""

    platform: str
    version_folder: Path
    launcher: Path
    packages: list[Path] = field(default_factory=list)
