"""A version of the program: its number, and which names its files may have so that every system stores them alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST_NAME = 180
"""Characters of a whole path below the version folder; Windows stops at 260 with the folders above it."""
MOST_FILES = 20_000
LARGEST_VERSION = 1_500_000_000
"""Bytes of all files together."""

_NUMBER = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})", re.ASCII)
_FORBIDDEN = frozenset('<>:"|?*\\')
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])( *\..*)?", re.IGNORECASE)


def parse_version(text: str) -> tuple[int, int, int]:
    """``0.12.3`` as numbers that can be compared; raises ValueError for anything else."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise ValueError("not a version number")
    return int(found[1]), int(found[2]), int(found[3])


def is_version(text: str) -> bool:
    """True for three numbers with dots between them."""
    return _NUMBER.fullmatch(text) is not None


def name_fault(name: str) -> str:
    """What is wrong with the path *name* (parts joined by ``/``) of a file below a version folder; empty if nothing.

    Refused is whatever could leave the folder or be another file on another system: absolute and parent paths, drive
    letters, device names of Windows, endings that Windows drops, control characters, texts that are not NFC.
    """
    if not 0 < len(name) <= LONGEST_NAME:
        return "length"
    if not unicodedata.is_normalized("NFC", name):
        return "not NFC"
    if not name.isprintable() or _FORBIDDEN & set(name):
        return "forbidden character"
    for part in name.split("/"):
        if part in ("", ".", ".."):
            return "leaves the folder"
        if part[-1] in ". ":
            return "ends in a dot or a space"
        if _DEVICE.fullmatch(part):
            return "device name"
    return ""


def doubles(names: Iterable[str]) -> list[str]:
    """Those of *names* that a system without upper case takes for one seen before, or for a folder of another."""
    seen: set[str] = set()
    folders: set[str] = set()
    found = []
    for name in names:
        folded = _folded(name)
        above = [folded[:at] for at, letter in enumerate(folded) if letter == "/"]
        if folded in seen or folded in folders or seen.intersection(above):
            found.append(name)
        seen.add(folded)
        folders.update(above)
    return found


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name.casefold()).upper().casefold())
