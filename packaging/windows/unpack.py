"""Unpack the program for the installer, run by the Python that the installer has just put in place.

python.exe -I unpack.py ARCHIVE FOLDER BYTES BAR

BYTES is what the archive holds unpacked, BAR the installer's bar (a window's number, 0 for none). Ends with 0 when
every file is written, else with 1; the installer then removes the folder. Standard library alone.
"""

from __future__ import annotations

import ctypes
import lzma
import shutil
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

FULL = 30_000
"""The installer's bar counts to this."""
SET_POSITION = 0x402
"""PBM_SETPOS of Windows."""


def unpack(archive: Path, folder: Path, total: int, tell: Callable[[int], None]) -> None:
    """Write every file of *archive* below *folder*; *tell* hears from 0 to :data:`FULL`.

    Raises OSError (the disk), lzma.LZMAError, EOFError or tarfile.TarError (a damaged archive).
    """
    done = 0
    with lzma.open(archive) as stream, tarfile.open(fileobj=stream, mode="r|") as members:
        for member in members:
            content = members.extractfile(member)
            if content is None:
                raise tarfile.TarError(f"{member.name} is no file")
            target = folder / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as file:
                shutil.copyfileobj(content, file, 1 << 20)
            done += member.size
            tell(FULL * done // total)
    if done != total:
        raise EOFError(f"{done} bytes, not {total}")


def teller(bar: int) -> Callable[[int], None]:
    """What moves the window *bar*; nothing for 0."""
    if not bar or sys.platform != "win32":
        return lambda position: None
    post = ctypes.WinDLL("user32").PostMessageW
    post.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_size_t, ctypes.c_ssize_t]
    return lambda position: post(bar, SET_POSITION, position, 0)


def main(words: list[str]) -> int:
    """Unpack what *words* say; returns the exit status."""
    archive, folder, total, bar = words
    try:
        unpack(Path(archive), Path(folder), int(total), teller(int(bar)))
    except (OSError, lzma.LZMAError, EOFError, tarfile.TarError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
