"""A second start hands its files to the window that is open, which comes to the front: one window per data folder."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from enum import Enum, auto
from multiprocessing import connection
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _

THREAD = "second-start"
ANSWER_SECONDS, PAUSE_SECONDS = 4.0, 0.05
LONGEST = 65_536
"""Bytes of what a second start may say."""
MOST_FILES = 100
LONGEST_SOCKET = 100
"""Bytes of a socket's path that every Unix takes."""
WAITING = 16
"""Second starts that may wait for their turn."""
ANSWER = b"ok"


class WindowSilent(SinhkeError):
    """The window that has the data open does not answer (``MO-05``)."""

    code = "MO-05"

    def __init__(self) -> None:
        super().__init__(
            _("The program is already open on this data, but its window does not answer. Your data are safe."),
            _("Wait a minute. If it stays so, end it in the system's list of programs and start it again."),
        )


class HandedOver(Enum):
    """How the window that is open took what a second start brought."""

    TAKEN = auto()
    NOBODY = auto()
    SILENT = auto()


def place_of(folder: Path) -> str:
    """Where the window of the data in *folder* listens: a pipe of Windows, else a socket for its owner alone."""
    name = "sinhke-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]
    if sys.platform == "win32":
        return rf"\\.\pipe\{name}"
    for place in (os.environ.get("XDG_RUNTIME_DIR", ""), str(folder.resolve())):
        path = f"{place}/{name}"
        if place and os.access(place, os.W_OK) and len(os.fsencode(path)) <= LONGEST_SOCKET:
            return path
    return str(Path(tempfile.gettempdir(), name))


class Listener(QObject):
    """Waits for second starts; ``asked`` is told their files (a list of paths, empty for a start without any)."""

    asked = Signal(object)
    _came = Signal(object, object)

    def __init__(self, parent: QObject, folder: Path) -> None:
        super().__init__(parent)
        self._place = place_of(folder)
        self._listens = threading.Event()
        self._thread = threading.Thread(target=self._wait, name=THREAD, daemon=True)
        self._came.connect(self._take)

    def begin(self) -> bool:
        """Listen; the lock of the folder is held, so whatever stands there was left by a crash. False: it cannot."""
        try:
            if sys.platform != "win32":
                Path(self._place).unlink(missing_ok=True)
            self._door = connection.Listener(self._place, backlog=WAITING)
            if sys.platform != "win32":
                Path(self._place).chmod(0o600)
        except OSError:
            return False
        self._listens.set()
        self._thread.start()
        return True

    def end(self) -> None:
        """Listen no more."""
        if not self._listens.is_set():
            return
        self._listens.clear()
        with suppress(OSError):
            connection.Client(self._place).close()  # wakes who waits
        self._thread.join(ANSWER_SECONDS)
        self._door.close()

    def _wait(self) -> None:
        while self._listens.is_set():
            try:
                with self._door.accept() as caller:
                    self._hear(caller)
            except (OSError, EOFError):
                time.sleep(PAUSE_SECONDS)

    def _hear(self, caller: connection.Connection) -> None:
        """Take one message; raises OSError or EOFError for a caller that goes, or says more than any second start."""
        if not self._listens.is_set() or not caller.poll(ANSWER_SECONDS):
            return
        paths = read_message(caller.recv_bytes(LONGEST))
        if paths is None:
            return
        taken = threading.Event()
        self._came.emit(paths, taken)
        if taken.wait(ANSWER_SECONDS):
            caller.send_bytes(ANSWER)

    def _take(self, paths: list[Path], taken: threading.Event) -> None:
        """In the window's thread: a window that hangs does not come here, and so does not answer."""
        taken.set()
        self.asked.emit(paths)


def message(files: Sequence[Path]) -> bytes:
    """What a second start says, as JSON."""
    return json.dumps({"files": [str(path) for path in files[:MOST_FILES]]}).encode()


def read_message(words: bytes) -> list[Path] | None:
    """The files of a second start, whole paths only; None for anything else."""
    try:
        said = json.loads(words)
        named = said["files"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
        return None
    paths = [Path(one) for one in named[:MOST_FILES]]
    return paths if all(path.is_absolute() for path in paths) else None


def hand_over(folder: Path, files: Sequence[Path]) -> HandedOver:
    """Tell the window that has *folder* open; waits some seconds at most."""
    try:
        window = connection.Client(place_of(folder))
    except OSError:
        return HandedOver.NOBODY
    with window, suppress(OSError, EOFError):
        _let_it_come_to_the_front()
        window.send_bytes(message(files))
        if window.poll(ANSWER_SECONDS) and window.recv_bytes(LONGEST) == ANSWER:
            return HandedOver.TAKEN
    return HandedOver.SILENT


def _let_it_come_to_the_front() -> None:
    """Windows lets only the program that was just started give the front to another one."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
