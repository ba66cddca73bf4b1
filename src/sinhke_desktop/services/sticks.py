"""Reading from and writing to a USB stick as if it lied: written whole, read back, never replacing, never following.

Source: exchange.md b.5-b.9, b.28, c.7.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sinhke_desktop import uncached
from sinhke_desktop.bundles.container import LARGEST_FILE
from sinhke_desktop.bundles.refusals import NotABundle, TooBig
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.files import sync_folder
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Progress

CHUNK = 1 << 20
MOST_COPIES = 99
_LOCKED = {errno.EROFS, errno.EACCES, errno.EPERM}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class StickRefused(SinhkeError):
    """The stick is write-protected (``GB-21``), full (``GB-22``), gone (``GB-23``) or stores wrongly (``GB-24``).

    The bundle is safe in the outbox and not counted as sent.
    """

    code = "GB-23"


def stick_refused(error: OSError) -> StickRefused:
    """What to tell about *error*."""
    if error.errno in _LOCKED:
        return StickRefused(
            _("The stick is write-protected, so nothing was copied. The original is safe on this machine."),
            _("Slide its lock open or take another stick, then copy again; the number stays the same."),
            "GB-21",
        )
    if error.errno in _FULL:
        return StickRefused(
            _("There is not enough room on the stick, so nothing was copied. The original is safe on this machine."),
            _("Delete files there or take another stick, then copy again; the number stays the same."),
            "GB-22",
        )
    return StickRefused(
        _("The stick was pulled out or stopped answering. Nothing was copied; the original is safe on this machine."),
        _("Plug it in and copy again; the number stays the same."),
        "GB-23",
    )


def stick_lies() -> StickRefused:
    """What to tell when the stick does not give back what was written."""
    return StickRefused(
        _(
            "The stick stores wrongly: what was read back is not what was written. "
            "The original is safe on this machine."
        ),
        _("Do not use this stick any more; copy to another one."),
        "GB-24",
    )


def put(folder: Path, name: str, content: bytes, progress: Progress = SILENT) -> Path:
    """Write *content* as *name* in *folder* and read it back past the cache; returns the path of the whole file.

    A name that is taken by the same content is read back and kept; taken by another, the copy gets a number.
    Raises :class:`StickRefused` or the progress's Cancelled; then no file stands under the final name.
    """
    try:
        path = _free_path(folder, name, content)
        if path.exists():
            progress.step(len(content), len(content))
        else:
            part = path.with_name(path.name + ".part")
            try:
                _write_part(part, content, progress)
                _read_back(part, content)
                part.rename(path)
            except BaseException:
                _remove(part)
                raise
            sync_folder(folder)
        _read_back(path, content)
    except OSError as error:
        raise stick_refused(error) from error
    return path


def _free_path(folder: Path, name: str, content: bytes) -> Path:
    stem, dot, ending = name.partition(".")
    for number in range(1, MOST_COPIES + 1):
        path = folder / (name if number == 1 else f"{stem}_{number}{dot}{ending}")
        if not os.path.lexists(path) or _holds(path, content):
            return path
    raise OSError(errno.ENOSPC, "every name is taken", name)


def _holds(path: Path, content: bytes) -> bool:
    try:
        return not path.is_symlink() and path.is_file() and path.read_bytes() == content
    except OSError:
        return False


def _write_part(part: Path, content: bytes, progress: Progress) -> None:
    if part.is_file() or part.is_symlink():
        part.unlink()
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
    try:
        view, done = memoryview(content), 0
        while done < len(content):
            progress.step(done, len(content))
            done += os.write(handle, view[done : done + CHUNK])
        os.fsync(handle)
    finally:
        os.close(handle)
    progress.step(len(content), len(content))


def _read_back(path: Path, content: bytes) -> None:
    found = hashlib.sha256()
    for chunk in uncached.chunks(path):
        found.update(chunk)
    if found.digest() != hashlib.sha256(content).digest():
        raise stick_lies()


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # the stick is gone; the next copy removes what is left


def take(path: Path) -> bytes:
    """The content of a carried file: a regular one, no link, not larger than any bundle.

    Raises NotABundle, TooBig, or :class:`StickRefused` when it cannot be read.
    """
    with carried(path, NotABundle) as handle:
        try:
            return _content(handle)
        except OSError as error:
            raise unreadable(path) from error


@contextmanager
def carried(path: Path, none_of_ours: Callable[[], SinhkeError]) -> Iterator[int]:
    """A handle for reading the regular file *path*; raises *none_of_ours* for a link or anything else, StickRefused."""
    try:
        if path.is_symlink():
            raise none_of_ours()
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise none_of_ours() from error
        raise unreadable(path) from error
    try:
        if not _is_regular(handle, path):
            raise none_of_ours()
        yield handle
    finally:
        try:
            os.close(handle)
        except OSError as error:  # a pulled stick may say so only now
            raise unreadable(path) from error


def _is_regular(handle: int, path: Path) -> bool:
    try:
        return stat.S_ISREG(os.fstat(handle).st_mode)
    except OSError as error:
        raise unreadable(path) from error


def _content(handle: int) -> bytes:
    """All bytes behind *handle*, if they do not grow beyond any bundle."""
    if os.fstat(handle).st_size > LARGEST_FILE:
        raise TooBig
    parts: list[bytes] = []
    left = LARGEST_FILE
    while chunk := os.read(handle, CHUNK):
        parts.append(chunk)
        left -= len(chunk)
        if left < 0:
            raise TooBig
    return b"".join(parts)


def shown_name(path: Path) -> str:
    """The file's name for people and tables, without what is no text or would turn a line of the screen."""
    return tidy(path.name) or "?"


def unreadable(path: Path) -> StickRefused:
    """What to tell when a carried file cannot be read (``GB-23``)."""
    return StickRefused(
        _("The file {name} cannot be read. Nothing was changed.").format(name=shown_name(path)),
        _("Check that the stick is plugged in and the file is still there, then try again."),
        "GB-23",
    )
