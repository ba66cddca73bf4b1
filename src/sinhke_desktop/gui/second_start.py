"""A second start hands its files to the window that is open, which comes to the front: one window per data folder."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _

CONNECT_MS, ANSWER_MS = 1_000, 4_000
LONGEST = 65_536
MOST_FILES = 100
LONGEST_SOCKET = 100
"""Bytes of a socket's path that every Unix takes."""
ANSWER = b"ok\n"


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
        return name
    for place in (os.environ.get("XDG_RUNTIME_DIR", ""), str(folder.resolve())):
        path = f"{place}/{name}"
        if place and os.access(place, os.W_OK) and len(os.fsencode(path)) <= LONGEST_SOCKET:
            return path
    return name


class Listener(QObject):
    """Waits for second starts; ``asked`` is told their files (a list of paths, empty for a start without any)."""

    asked = Signal(object)

    def __init__(self, parent: QObject, folder: Path) -> None:
        super().__init__(parent)
        self._place = place_of(folder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._come)

    def begin(self) -> bool:
        """Listen; the lock of the folder is held, so whatever stands there was left by a crash. False: it cannot."""
        QLocalServer.removeServer(self._place)
        return self._server.listen(self._place)

    def end(self) -> None:
        """Listen no more."""
        self._server.close()

    def _come(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda one=socket: self._read(one))
            socket.disconnected.connect(socket.deleteLater)
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        """Take one line; whoever sends more than any second start does is sent away."""
        if socket.canReadLine():
            paths = read_message(bytes(socket.readLine(LONGEST).data()))
            if paths is not None:
                socket.write(ANSWER)
                socket.flush()
                self.asked.emit(paths)
            socket.disconnectFromServer()
        elif socket.bytesAvailable() >= LONGEST:
            socket.abort()


def message(files: Sequence[Path]) -> bytes:
    """What a second start says: one line of JSON."""
    return json.dumps({"files": [str(path) for path in files[:MOST_FILES]]}).encode() + b"\n"


def read_message(line: bytes) -> list[Path] | None:
    """The files of a second start, whole paths only; None for anything else."""
    try:
        said = json.loads(line)
        named = said["files"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
        return None
    paths = [Path(one) for one in named[:MOST_FILES]]
    return paths if all(path.is_absolute() for path in paths) else None


def hand_over(folder: Path, files: Sequence[Path]) -> HandedOver:
    """Tell the window that has *folder* open; waits some seconds at most."""
    socket = QLocalSocket()
    socket.connectToServer(place_of(folder))
    if not socket.waitForConnected(CONNECT_MS):
        return HandedOver.NOBODY
    _let_it_come_to_the_front()
    socket.write(message(files))
    socket.flush()
    answer = bytes(socket.readAll().data())
    while not answer.endswith(ANSWER):
        came = socket.waitForReadyRead(ANSWER_MS)
        answer += bytes(socket.readAll().data())
        if not came:
            break
    socket.abort()
    return HandedOver.TAKEN if answer.endswith(ANSWER) else HandedOver.SILENT


def _let_it_come_to_the_front() -> None:
    """Windows lets only the program that was just started give the front to another one."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
