"""Disks that fill up: a limit on every file's size, and a small file system.

What was asked for is stored, or refused with a code; never neither.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import stores


@dataclass(frozen=True)
class Filled:
    """One day on a full disk: the room there was, the codes told, how much was stored, and what was wrong."""

    room: int
    told: tuple[str, ...]
    stored: int
    problems: tuple[str, ...]


def _filled(store: Path, room: int, first: list[list[str]], day: stores.Day) -> Filled:
    problems = stores.judge(store, [*first, *day.stored])
    if not day.ended:
        problems.append("untold: " + (day.errors.strip().splitlines() or ["died"])[-1])
    return Filled(room, tuple(day.told), len(day.stored), tuple(problems))


def under_limits(template: Path, top: Path, rooms: list[int]) -> Iterator[Filled]:
    """A day with room, then one in which no file may grow beyond *room* bytes, for each of *rooms*."""
    begun = stores.fresh(template, top / "begun")
    first = stores.work(begun, ["--rounds", "1"]).stored
    for room in rooms:
        store = top / f"limit-{room}"
        shutil.copytree(begun, store)
        day = stores.work(store, ["--seed", str(room), "--file-limit", str(room)])
        yield _filled(store, room, first, day)
        shutil.rmtree(store)


def on_small_disks(template: Path, top: Path, rooms: list[int]) -> Iterator[Filled]:
    """A day with room, then one on a file system with *room* bytes left, for each of *rooms*. Needs to be root."""
    begun = stores.fresh(template, top / "begun-small")
    first = stores.work(begun, ["--rounds", "1"]).stored
    used = sum(path.stat().st_blocks * 512 for path in (begun / "data").rglob("*"))
    for room in rooms:
        store = top / f"disk-{room}"
        (store / "data").mkdir(parents=True)
        with small_disk(store / "data", used + room):
            shutil.copytree(begun / "data", store / "data", dirs_exist_ok=True)
            shutil.copytree(begun / "stick", store / "stick")
            day = stores.work(store, ["--seed", str(room)])
            with_room = top / f"judged-{room}"
            shutil.copytree(store, with_room)
        yield _filled(with_room, room, first, day)
        shutil.rmtree(with_room)
        shutil.rmtree(store)


def small_disks_work(top: Path) -> bool:
    """True if this process may mount a file system of its own."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    folder = top / "try"
    folder.mkdir()
    try:
        with small_disk(folder, 1 << 20):
            return True
    except subprocess.CalledProcessError:
        return False


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[None]:
    """A file system of *size* bytes at *folder*, for as long as the block lasts. Needs to be root."""
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True, capture_output=True
    )
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)
