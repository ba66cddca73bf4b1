"""Translation from gettext's compiled catalogue: English source text, Vietnamese first and default."""

from __future__ import annotations

import struct
from bisect import bisect_left
from functools import lru_cache

from sinhke_desktop.paths import shipped

DOMAIN = "sinhke"
DEFAULT_LANGUAGE = "vi"
MAGIC = 0x950412DE
KEPT = 8_192


class Catalogue:
    """A compiled catalogue, looked up where its texts lie: reading all of them takes as long as painting a window.

    *content* is a ``.mo`` file, whose source texts stand in the order of their bytes; empty for a catalogue of nothing.
    """

    def __init__(self, content: bytes) -> None:
        """Raises ValueError where *content* is no such file."""
        self._content = content
        self._count = self._sources = self._targets = 0
        if not content:
            return
        self._order = "<" if content[:4] == MAGIC.to_bytes(4, "little") else ">"
        if len(content) < 20 or int.from_bytes(content[:4], "little" if self._order == "<" else "big") != MAGIC:
            raise ValueError("no compiled catalogue")
        self._count, self._sources, self._targets = struct.unpack_from(f"{self._order}3I", content, 8)

    def gettext(self, text: str) -> str:
        """The translation of *text*, or *text* itself where there is none."""
        wanted = text.encode()
        at = bisect_left(range(self._count), wanted, key=lambda place: self._text(self._sources, place))
        if at < self._count and self._text(self._sources, at) == wanted:
            return self._text(self._targets, at).decode()
        return text

    def _text(self, table: int, place: int) -> bytes:
        length, begin = struct.unpack_from(f"{self._order}2I", self._content, table + 8 * place)
        return self._content[begin : begin + length]


@lru_cache(maxsize=1)
def _catalogue() -> Catalogue:
    path = shipped() / "translations" / DEFAULT_LANGUAGE / "LC_MESSAGES" / f"{DOMAIN}.mo"
    try:
        return Catalogue(path.read_bytes())
    except FileNotFoundError:  # a checkout whose catalogue was not compiled yet speaks English
        return Catalogue(b"")


@lru_cache(maxsize=KEPT)
def _found(text: str) -> str:
    return _catalogue().gettext(text)


def _(text: str) -> str:
    """The Vietnamese for *text*, or *text* itself where the catalogue has none. Never f-strings: use ``.format``."""
    return _found(text) if text else ""


def N_(text: str) -> str:  # noqa: N802 - gettext's customary name
    """Mark *text* for the catalogue without translating it here."""
    return text
