"""Reading a file from the medium itself, not from what the system still remembers of writing it.

POSIX: the pages are given up before reading. Windows: the file is opened without buffering, which asks for memory and
lengths of whole sectors; a network drive that refuses it is read the ordinary way.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

CHUNK = 1 << 20


def _ordinary(path: Path) -> Iterator[bytes]:
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        while chunk := os.read(handle, CHUNK):
            yield chunk
    finally:
        os.close(handle)


if sys.platform == "win32":
    import ctypes
    import mmap
    from ctypes import wintypes

    _READ, _SHARE_READ, _EXISTING, _NO_BUFFERING, _NONE = 0x80000000, 1, 3, 0x20000000, ctypes.c_void_p(-1).value
    _UNFIT = {1, 50, 87}  # the drive knows no such reading

    def chunks(path: Path) -> Iterator[bytes]:
        """The content of *path*, a chunk at a time; raises OSError."""
        system = ctypes.WinDLL("kernel32", use_last_error=True)
        system.CreateFileW.restype = wintypes.HANDLE
        system.CreateFileW.argtypes = [
            wintypes.LPCWSTR,
            *[wintypes.DWORD] * 2,
            ctypes.c_void_p,
            *[wintypes.DWORD] * 2,
            wintypes.HANDLE,
        ]
        system.ReadFile.argtypes = [wintypes.HANDLE, ctypes.c_void_p, wintypes.DWORD, ctypes.c_void_p, ctypes.c_void_p]
        system.CloseHandle.argtypes = [wintypes.HANDLE]
        handle = system.CreateFileW(str(path), _READ, _SHARE_READ, None, _EXISTING, _NO_BUFFERING, None)
        if handle == _NONE:
            error = ctypes.get_last_error()
            if error not in _UNFIT:
                raise ctypes.WinError(error)
            yield from _ordinary(path)
            return
        room, got = mmap.mmap(-1, CHUNK), wintypes.DWORD(0)  # memory of its own begins at a page, so at a sector too
        place = ctypes.addressof(ctypes.c_char.from_buffer(room))
        try:
            while True:
                if not system.ReadFile(handle, place, CHUNK, ctypes.byref(got), None):
                    raise ctypes.WinError(ctypes.get_last_error())
                if not got.value:
                    return
                yield room[: got.value]
        finally:
            system.CloseHandle(handle)

else:
    chunks = _ordinary
