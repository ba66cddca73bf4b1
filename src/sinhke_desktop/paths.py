"""Where things are: shipped data, the officer's data folder, settings, logs."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sinhke_desktop import installation

APP = "SinhKe"
DATA_DIR_VARIABLE = "SINHKE_DATA_DIR"


def shipped() -> Path:
    """The folder that holds ``resources`` and ``translations``: inside the wheel, else the checkout's top."""
    packed = Path(__file__).parent / "_data"
    return packed if packed.is_dir() else Path(__file__).parents[2]


def resource(*parts: str) -> Path:
    """A shipped file such as ``resource("lists", "communes.csv")``."""
    return shipped().joinpath("resources", *parts)


@dataclass(frozen=True, slots=True)
class Folders:
    """The three folders of one installation; ``data`` holds the data file, key slots, backups and outbox copies."""

    data: Path
    config: Path
    log: Path


def folders(data_dir: str | Path | None = None) -> Folders:
    """The folders in use: *data_dir*, else ``SINHKE_DATA_DIR``, else beside a portable program whose officer asked
    for it, else the system's own places (platformdirs).

    With a data folder of one's own, settings and logs stay below it, so that two folders never mix.
    """
    chosen = data_dir or os.environ.get(DATA_DIR_VARIABLE) or installation.data_beside(installation.current())
    if chosen:
        top = Path(chosen).expanduser().absolute()
        return Folders(top, top / "config", top / "log")
    return of_the_system()


def of_the_system() -> Folders:
    """The folders that the system has for this program (platformdirs)."""
    import platformdirs

    return Folders(
        Path(platformdirs.user_data_dir(APP, appauthor=False)),
        Path(platformdirs.user_config_dir(APP, appauthor=False)),
        Path(platformdirs.user_log_dir(APP, appauthor=False)),
    )
