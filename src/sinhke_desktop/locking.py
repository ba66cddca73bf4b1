"""One program at a time on a data folder: a lock of the operating system, which a crash cannot leave behind."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import IO

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _

FILE = "in-use.lock"

_held: dict[Path, tuple[IO[bytes], int]] = {}
_guard = threading.Lock()


class DataInUse(SinhkeError):
    """Another program has this data folder open (``MO-01``)."""

    code = "MO-01"

    def __init__(self) -> None:
        super().__init__(
            _("The program is already open on this data."),
            _("Use the window that is open, or close it first. Your data are safe."),
        )


class FolderLock:
    """The right to write to one folder; taken twice within one program it is counted, not refused."""

    def __init__(self, folder: Path) -> None:
        self._path = folder.resolve() / FILE
        self._taken = False

    def take(self) -> FolderLock:
        """Take the lock at once or raise :class:`DataInUse`; makes the folder where it is missing."""
        with _guard:
            if self._taken:
                return self
            if self._path in _held:
                file, count = _held[self._path]
                _held[self._path] = (file, count + 1)
            else:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                file = self._path.open("a+b")
                try:
                    _lock(file)
                except OSError:
                    file.close()
                    raise DataInUse from None
                _held[self._path] = (file, 1)
            self._taken = True
        return self

    def release(self) -> None:
        """Give the lock back; the last holder in this program frees it for others. Harmless when not held."""
        with _guard:
            if not self._taken:
                return
            self._taken = False
            file, count = _held.pop(self._path)
            if count > 1:
                _held[self._path] = (file, count - 1)
            else:
                file.close()

    def __enter__(self) -> FolderLock:
        """Take it for a ``with`` block."""
        return self.take()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Release it."""
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
