"""Writing a finished document to where the officer wants it."""

from __future__ import annotations

from pathlib import Path

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.files import write_whole
from sinhke_desktop.i18n import _


class DocumentNotWritten(SinhkeError):
    """The document could not be written there (``IN-01``); an older file of that name is untouched."""

    code = "IN-01"


def write_document(path: Path, content: bytes) -> None:
    """Write *content* whole to *path*, making its folder; raises :class:`DocumentNotWritten`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    except OSError as error:
        raise document_refused(path) from error


def document_refused(path: Path) -> DocumentNotWritten:
    """What to tell when *path* could not be written."""
    return DocumentNotWritten(
        _("{file} could not be written there. Your data are safe.").format(file=path.name),
        _("Close it if it is open elsewhere, or choose another folder with enough space."),
    )
