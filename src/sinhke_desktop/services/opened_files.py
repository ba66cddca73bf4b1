"""A file that was opened with the program, as by a double click: what it is, and what it is good for here."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from sinhke_desktop.bundles.header import CERT, PAIR, RECEIPT, SYNC, TOTALS
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.services import stick_files, sticks
from sinhke_desktop.services.workspace import OFFICE

PACK_ENDING = ".capnhat"
ZIP_START = b"PK\x03\x04"


class FileKind(StrEnum):
    """What a file of this program is."""

    BUNDLE = "bundle"
    TOTALS = "totals"
    RECEIPT = "receipt"
    CERTIFICATE = "certificate"
    KEY_FILE = "key-file"
    UPDATE = "update"


_KINDS = {SYNC: FileKind.BUNDLE, TOTALS: FileKind.TOTALS, RECEIPT: FileKind.RECEIPT, CERT: FileKind.CERTIFICATE,
          PAIR: FileKind.KEY_FILE}  # fmt: skip
_AT_OFFICE = (FileKind.BUNDLE, FileKind.TOTALS, FileKind.KEY_FILE, FileKind.UPDATE)
_AT_COMMUNE = (FileKind.BUNDLE, FileKind.RECEIPT, FileKind.CERTIFICATE, FileKind.KEY_FILE, FileKind.UPDATE)


class FileRefused(SinhkeError):
    """The file is gone (``MO-06``), none of this program's (``MO-07``) or for the other side (``MO-08``)."""

    code = "MO-07"


def what_is(path: Path) -> FileKind:
    """What *path* says it is, by its first bytes; nothing is checked or believed. Raises :class:`FileRefused`."""
    name = sticks.shown_name(path)
    if not path.is_file():
        raise FileRefused(
            _("The file {name} is not there any more.").format(name=name),
            _("Plug the stick in again, or copy the file to this computer, then open it once more."),
            "MO-06",
        )
    kind = _KINDS.get(stick_files.kind_of(path))
    if kind is not None:
        return kind
    if path.suffix.lower() == PACK_ENDING and _begins_as_zip(path):
        return FileKind.UPDATE
    raise FileRefused(
        _("{name} is no file of this program, or it was damaged on the way. Nothing was opened.").format(name=name),
        _("Ask the sender to send it again, as the file itself and not inside a letter."),
        "MO-07",
    )


def _begins_as_zip(path: Path) -> bool:
    try:
        with path.open("rb") as opened:
            return opened.read(len(ZIP_START)) == ZIP_START
    except OSError:
        return False


def check_usable(kind: FileKind, role: str, path: Path) -> None:
    """Raise :class:`FileRefused` where a file of that *kind* is of no use for a store of that *role*."""
    if kind in (_AT_OFFICE if role == OFFICE else _AT_COMMUNE):
        return
    name = sticks.shown_name(path)
    if role == OFFICE:
        raise FileRefused(
            _("{name} is an answer of an office to a commune, and this is a receiving office.").format(name=name),
            _("Open it on the commune's machine."),
            "MO-08",
        )
    raise FileRefused(
        _("{name} holds the numbers of a commune for its receiving office, and this is a commune.").format(name=name),
        _("Open it at the receiving office."),
        "MO-08",
    )
