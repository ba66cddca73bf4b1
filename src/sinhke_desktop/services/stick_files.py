"""What lies on a stick, by the first bytes of each regular file; what honest sticks do not hold is only counted.

Nothing is ever run or opened from a stick. Source: exchange.md b.28.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sinhke_desktop.bundles.container import LONGEST_START, said_kind
from sinhke_desktop.bundles.header import CERT, PAIR, RECEIPT, SYNC, TOTALS
from sinhke_desktop.bundles.update_pack import says_pack
from sinhke_desktop.services import sticks

MOST_FILES = 20_000
PACK = "update"
"""What :func:`_kind` says of a new version of the program."""
ODD_ENDINGS = frozenset(
    (".lnk", ".exe", ".scr", ".pif", ".com", ".bat", ".cmd", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".hta", ".msi",
     ".ps1", ".inf", ".cpl")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StickFiles:
    """The files of this program by what they are; all others are left out.

    ``odd`` counts shortcuts, programs, scripts and links: a sign of a virus.
    """

    bundles: tuple[Path, ...] = ()
    key_files: tuple[Path, ...] = ()
    receipts: tuple[Path, ...] = ()
    certificates: tuple[Path, ...] = ()
    packs: tuple[Path, ...] = ()
    odd: int = 0


def found_on(folder: Path) -> StickFiles:
    """The files of this program in *folder* and its subfolders one deep, by name; raises StickRefused."""
    found: dict[str, list[Path]] = {}
    odd = 0
    try:
        for entry in _entries(folder):
            path = Path(entry.path)
            if entry.is_symlink() or path.suffix.lower() in ODD_ENDINGS or entry.name.lower() == "autorun.inf":
                odd += 1
            elif entry.is_file(follow_symlinks=False) and (kind := kind_of(path)):
                found.setdefault(kind, []).append(path)
    except OSError as error:
        raise sticks.stick_refused(error) from error
    named = {kind: tuple(sorted(paths)) for kind, paths in found.items()}
    return StickFiles(
        bundles=tuple(sorted((*named.get(SYNC, ()), *named.get(TOTALS, ())))),
        key_files=named.get(PAIR, ()),
        receipts=named.get(RECEIPT, ()),
        certificates=named.get(CERT, ()),
        packs=named.get(PACK, ()),
        odd=odd,
    )


def opened_file(path: Path) -> StickFiles:
    """One file by itself, among those of its sort; none for what is not ours."""
    kind, alone = kind_of(path), (path,)
    if kind in (SYNC, TOTALS):
        return StickFiles(bundles=alone)
    if kind == PAIR:
        return StickFiles(key_files=alone)
    return StickFiles(receipts=alone if kind == RECEIPT else (), certificates=alone if kind == CERT else ())


def packs_on(folder: Path) -> tuple[Path, ...]:
    """The update packs in *folder* and one deeper; none where it cannot be read."""
    try:
        return found_on(folder).packs
    except sticks.StickRefused:
        return ()


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """What lies in *folder* and one deeper; no more than any honest stick holds."""
    below: list[str] = []
    count = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            count += 1
            if entry.is_dir(follow_symlinks=False):
                below.append(entry.path)
            else:
                yield entry
            if count >= MOST_FILES:
                return
    for path in sorted(below):
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    count += 1
                    if not entry.is_dir(follow_symlinks=False):
                        yield entry
                    if count >= MOST_FILES:
                        return
        except PermissionError:
            continue


def kind_of(path: Path) -> str:
    """What the file says it is, unchecked; empty for none of ours. Only its head is read."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    except OSError:
        return ""
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return ""
        start = os.read(handle, LONGEST_START)
        return PACK if says_pack(start) else said_kind(start)
    finally:
        os.close(handle)
