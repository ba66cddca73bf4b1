"""Scans and photographs read through a limited child process (:mod:`.page_reader`): no file can take the program down.

Nothing here loads OpenCV; the window may import it.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from sinhke_desktop.domain.form_sheet import FormCode
from sinhke_desktop.domain.read_page import NOT_A_PICTURE, ReadPage, ReadTick, TickState
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.scans import page_reader

PAGE_SECONDS = 30.0
"""No page takes longer, else its decoder hangs."""
LINE_LIMIT = 200_000
PICTURE_LIMIT = 20 * 1024**2
DIED = "died"
"""Said in the place of a child that says nothing any more."""
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff", ".pdf")
ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENCV_IO_MAX_IMAGE_PIXELS": str(page_reader.PIXEL_LIMIT),
}  # fmt: skip
_POLL_SECONDS = 0.05
_QUEUED = 4


class PictureRefused(SinhkeError):
    """A file cannot be read as pictures of pages (``PG-04``); what was read of it before is given already."""

    code = NOT_A_PICTURE


def refusal(failure: str) -> PictureRefused:
    """The error for one word of the child or for how it ended."""
    again = _("Scan or photograph the page again, or save the file as JPG or PDF.")
    fewer = _("Scan at 200 to 300 dots an inch, at most 500 pages in one file.")
    told = {
        "not-a-picture": (_("This is no picture or PDF that can be read (JPG, PNG, WebP, BMP, TIFF, PDF)."), again),
        "damaged": (_("The file is damaged or was copied only in part."), again),
        "empty": (_("The file is empty."), again),
        "too-small": (_("The picture is too small to read a form in it."), again),
        "too-big": (_("The picture is too big."), fewer),
        "too-many-pages": (_("The file has too many pages."), fewer),
        "password": (_("The PDF is protected by a password."), _("Save it without a password first.")),
        "unreadable": (_("The file cannot be read from the disk."), _("Check that it is still there.")),
        "timeout": (_("Reading took too long and was stopped."), again),
    }
    message, advice = told.get(failure, (_("Reading was stopped because the file broke the reader."), again))
    return PictureRefused(_("{reason} The other files are not touched by this.").format(reason=message), advice)


def reader_command() -> list[str]:
    """How the child is started; a frozen build is its own interpreter and takes the module's name as first word."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "read-pages"]
    return [sys.executable, "-m", page_reader.__name__]


class PageReader:
    """Reads files one after the other with one child, which is started anew where a file broke it."""

    def __init__(self, *, page_seconds: float = PAGE_SECONDS) -> None:
        self._page_seconds = page_seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._messages: queue.Queue[tuple[dict[str, Any], bytes]] = queue.Queue()
        self._mover: threading.Thread | None = None

    def __enter__(self) -> Self:
        """For ``with``; the child starts with the first file."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the child."""
        self._stop()

    def pages(self, path: Path, alive: Callable[[], None] = lambda: None) -> Iterator[ReadPage]:
        """The pages of the file at *path* as they are read; *alive* is called often and may raise to stop.

        Raises :class:`PictureRefused`, at any page.
        """
        self._ask(path)
        deadline = time.monotonic() + self._page_seconds
        settled = False
        try:
            while True:
                alive()
                if time.monotonic() > deadline:
                    raise refusal("timeout")
                try:
                    line, picture = self._messages.get(timeout=_POLL_SECONDS)
                except queue.Empty:
                    continue
                settled = "end" in line or line.get("failure", DIED) != DIED
                if "failure" in line:
                    raise refusal(line["failure"])
                if settled:
                    return
                try:
                    page = _page(path, line, picture)
                except (KeyError, TypeError, ValueError):
                    raise refusal(DIED) from None
                yield page
                deadline = time.monotonic() + self._page_seconds
        finally:
            if not settled:
                self._stop()

    def _ask(self, path: Path) -> None:
        child = self._child if self._child is not None and self._child.poll() is None else self._start()
        assert child.stdin is not None
        try:
            child.stdin.write(json.dumps(str(path.absolute())).encode() + b"\n")
            child.stdin.flush()
        except OSError:
            self._messages.put(({"failure": DIED}, b""))

    def _start(self) -> subprocess.Popen[bytes]:
        self._stop()
        child = subprocess.Popen(  # noqa: S603 - our own module, no shell
            reader_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **ENVIRONMENT},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._child, self._messages = child, queue.Queue(_QUEUED)
        self._mover = threading.Thread(target=_move, args=(child.stdout, self._messages), daemon=True)
        self._mover.start()
        return child

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        while self._mover is not None and self._mover.is_alive():
            with suppress(queue.Empty):
                self._messages.get(timeout=_POLL_SECONDS)
        for stream in filter(None, (child.stdin, child.stdout)):
            with suppress(OSError):  # what was not taken off it is lost with the child
                stream.close()


def _move(stream: IO[bytes], messages: queue.Queue[tuple[dict[str, Any], bytes]]) -> None:
    """Move the child's pages into *messages*; the last one says that the child is gone."""
    while True:
        try:
            line = json.loads(stream.readline(LINE_LIMIT))
            size = line.get("picture", 0)
            picture = stream.read(size) if 0 < size <= PICTURE_LIMIT else b""
            if len(picture) != size:
                raise EOFError
        except (OSError, EOFError, ValueError, AttributeError, TypeError):
            messages.put(({"failure": DIED}, b""))
            return
        messages.put((line, picture))


def _page(path: Path, line: dict[str, Any], picture: bytes) -> ReadPage:
    code = FormCode(*line["code"]) if line["code"] else None
    ticks = tuple(ReadTick(key, TickState(state), ink) for key, state, ink in line["ticks"])
    return ReadPage(path.name, line["place"], code, ticks, picture, line["problem"])
