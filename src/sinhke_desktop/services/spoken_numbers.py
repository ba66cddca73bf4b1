"""Numbers of machines as QR symbols: drawn for the screen and the letter, read from a picture or photograph."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sinhke_desktop.documents.qr_rows import qr_rows
from sinhke_desktop.domain import spoken_number
from sinhke_desktop.errors import NotFound
from sinhke_desktop.i18n import _
from sinhke_desktop.scans.symbol_texts import symbol_texts


def symbol(number: str) -> Sequence[str]:
    """The rows of a number's QR symbol, ``1`` for black, without its quiet zone."""
    return qr_rows(spoken_number.qr_text(number))


def from_picture(path: Path) -> str:
    """The number in a picture, photograph or PDF; raises PictureRefused, NotFound where no symbol says one."""
    found = spoken_number.number_in(symbol_texts(path))
    if not found:
        raise NotFound(
            _("No number of a machine was found in this picture."),
            _("Photograph the square symbol again, straight and close, or type the number."),
        )
    return found
