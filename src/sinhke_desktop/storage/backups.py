"""Backup folders beside the data file: numbered, copied through SQLite's backup interface, opened and checked."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from sinhke_desktop.files import sync_folder
from sinhke_desktop.storage import keyslots
from sinhke_desktop.storage.database import FILE_NAME, Database, copy_whole, integrity_problems, open_file

FOLDER = "backups"
_NAME = re.compile(r"SL-(\d{6})")
Check = Callable[[Database], list[str]]
"""What a copy that was opened must pass besides the file's own checks; returns what is wrong."""


class Unsound(Exception):
    """The copy did not pass its check; it was thrown away."""


def numbered(data: Path) -> list[tuple[int, Path]]:
    """(number, folder) of every backup below the data folder, oldest first."""
    folder = data / FOLDER
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match and path.is_dir():
            found.append((int(match.group(1)), path))
    return sorted(found)


def add(database: Database, data: Path, key: bytes, check: Check) -> tuple[int, Path]:
    """Copy the data file and the key slots into the next numbered folder, after the copy was opened and checked.

    Raises :class:`Unsound`, or OSError where the disk refuses; then nothing is left behind.
    """
    known = numbered(data)
    number = known[-1][0] + 1 if known else 1
    folder = data / FOLDER
    part, final = folder / f"SL-{number:06d}.part", folder / f"SL-{number:06d}"
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        copy_whole(database, part / FILE_NAME, key)
        for name in keyslots.FILES:
            shutil.copyfile(data / name, part / name)
        if problems_of(part, key, check):
            raise Unsound
        part.rename(final)
        sync_folder(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return number, final


def problems_of(folder: Path, key: bytes, check: Check) -> list[str]:
    """What is wrong with the copy in *folder*: pages, structure, and what *check* finds."""
    copy = open_file(folder / FILE_NAME, key)
    try:
        problems = integrity_problems(copy)
        if not problems:
            problems = check(copy)
    finally:
        copy.close()
    for leftover in ("-wal", "-shm"):
        (folder / (FILE_NAME + leftover)).unlink(missing_ok=True)
    return problems


def put_in_place(folder: Path, data: Path, aside: Path) -> None:
    """Move what the data folder holds into the new folder *aside*, and copy the backup's files into its place.

    The data file itself goes last, so that a run cut short shows as a missing data file, never as a mixture. Raises
    OSError where the disk refuses; *aside* then still holds everything.
    """
    copies = {name: data / (name + ".restored") for name in (*keyslots.FILES, FILE_NAME)}
    for name, copy in copies.items():
        shutil.copyfile(folder / name, copy)
    aside.mkdir(parents=True)
    for name in (FILE_NAME, FILE_NAME + "-wal", FILE_NAME + "-shm", *keyslots.FILES):
        if (data / name).exists():
            (data / name).rename(aside / name)
    for name, copy in copies.items():
        copy.rename(data / name)
    sync_folder(data)
