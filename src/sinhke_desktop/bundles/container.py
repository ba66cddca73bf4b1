"""The file around everything that is exchanged: magic, header, signature, body, and then the end.

::

     0  10 B  89 'X' 'D' 'G' 'N' 0D 0A 1A 0A 01      shows text-mode damage at once, as PNG's does
    10   4 B  header length N, little endian, 1..65,536
    14   N B  header (see :mod:`.header`)
     .  64 B  Ed25519 over "xdgn-bundle-v1\\0" and bytes [0 .. 14+N)
     .   M B  body, M = the header's body_len
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sinhke_desktop.bundles.header import SYNC, Header, read_header
from sinhke_desktop.bundles.keys import Keys, signature_fits
from sinhke_desktop.bundles.refusals import Altered, BundleRefused, Lengthened, NotABundle, TooBig, Torn

MAGIC = b"\x89XDGN\r\n\x1a\n\x01"
SIGNED_AS = b"xdgn-bundle-v1\0"
LONGEST_HEADER = 65_536
SIGNATURE_BYTES = 64
LARGEST_FILE = 64 << 20
_START = len(MAGIC) + 4
LONGEST_START = _START + LONGEST_HEADER


@dataclass(frozen=True, slots=True)
class Container:
    """A file taken apart; nothing is believed before :meth:`verify`."""

    header: Header
    signed: bytes
    signature: bytes
    body: bytes

    def verify(self, signing_key: str) -> None:
        """Raise :class:`Altered` unless *signing_key* signed the header and the body is the one it names."""
        if not signature_fits(signing_key, self.signature, SIGNED_AS + self.signed):
            raise Altered
        if hashlib.sha256(self.body).hexdigest() != self.header.body_sha256:
            raise Altered


def join(header: Header, body: bytes, keys: Keys) -> bytes:
    """The whole file, signed with *keys*."""
    encoded = header.encoded()
    signed = MAGIC + len(encoded).to_bytes(4, "little") + encoded
    content = signed + keys.sign(SIGNED_AS + signed) + body
    if len(content) > LARGEST_FILE:
        raise TooBig
    return content


def said_kind(start: bytes) -> str:
    """The kind that a file says it is, from its first :data:`LONGEST_START` bytes; nothing is checked.

    Empty for a file that is none of ours, :data:`.header.SYNC` for one of ours whose header cannot be read.
    """
    if start[: len(MAGIC)] != MAGIC:
        return ""
    length = int.from_bytes(start[len(MAGIC) : _START], "little")
    try:
        return read_header(start[_START : _START + length]).kind
    except BundleRefused:
        return SYNC


def split(content: bytes) -> Container:
    """Take a file apart, checking its lengths; raises a :class:`BundleRefused` that names what is wrong."""
    if len(content) > LARGEST_FILE:
        raise TooBig
    if content[: len(MAGIC)] != MAGIC:
        raise Torn(_START - len(content)) if content and MAGIC.startswith(content) else NotABundle()
    if len(content) < _START:
        raise Torn(_START - len(content))
    length = int.from_bytes(content[len(MAGIC) : _START], "little")
    if not 1 <= length <= LONGEST_HEADER:
        raise Altered
    body_start = _START + length + SIGNATURE_BYTES
    if len(content) < body_start:
        raise Torn(body_start - len(content))
    try:
        header = read_header(content[_START : _START + length])
    except BundleRefused as refused:
        if refused.code == "GB-15":
            raise Altered from refused
        raise
    end = body_start + header.body_len
    if len(content) < end:
        raise Torn(end - len(content))
    if len(content) > end:
        raise Lengthened(len(content) - end)
    return Container(header, content[: _START + length], content[_START + length : body_start], content[body_start:])
