"""Pages of the data file damaged or put back to an older state, one at a time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.paths import folders
from sinhke_desktop.services import integrity
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.storage.database import FILE_NAME

PAGE = 4096
PASSWORD = "mật-khẩu-thử-1"


def verdict(data: Path) -> str:
    """What opening and checking the store says: a code, the first problem, or an empty text if all seems well."""
    try:
        workspace = workspaces.open_with_password(folders(data), PASSWORD)
    except SinhkeError as error:
        return error.code
    try:
        found = integrity.check(workspace)
    except SinhkeError as error:
        return error.code
    finally:
        workspaces.close(workspace)
    return found.problems[0] if found.problems else ""


def flipped(data: Path, seed: int) -> Iterator[tuple[int, str]]:
    """(page, verdict) with one byte of each page altered in turn."""
    chance = random.Random(seed)
    whole = (data / FILE_NAME).read_bytes()
    for page in range(len(whole) // PAGE):
        place = page * PAGE + chance.randrange(PAGE)
        altered = whole[:place] + bytes([whole[place] ^ chance.randrange(1, 256)]) + whole[place + 1 :]
        yield page + 1, _verdict_with(data, altered)
    _verdict_with(data, whole)


def rolled_back(data: Path, older: bytes) -> Iterator[tuple[int, str]]:
    """(page, verdict) with each page that differs from the *older* file put back in turn."""
    whole = (data / FILE_NAME).read_bytes()
    for page in range(min(len(whole), len(older)) // PAGE):
        place = slice(page * PAGE, (page + 1) * PAGE)
        if whole[place] != older[place]:
            yield page + 1, _verdict_with(data, whole[: place.start] + older[place] + whole[place.stop :])
    _verdict_with(data, whole)


def _verdict_with(data: Path, content: bytes) -> str:
    for ending in ("-wal", "-shm"):
        (data / (FILE_NAME + ending)).unlink(missing_ok=True)
    (data / FILE_NAME).write_bytes(content)
    return verdict(data)
