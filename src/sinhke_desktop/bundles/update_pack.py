"""A new version of the program in one file: a ZIP so plain that it can be read in one way only.

First ``manifest.json`` and ``manifest.sig``, not compressed, so that nothing is unpacked before the signature fits;
then the files of the manifest in its order, stored or LZMA. No comment, extra field, gap, prefix, ZIP64 or data
descriptor. Format: docs/update-pack.md.
"""

from __future__ import annotations

import hashlib
import lzma
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from sinhke_desktop.bundles.update_refusals import NotAPack, PackDamaged, PackUnsigned
from sinhke_desktop.bundles.version_manifest import (
    LONGEST_MANIFEST,
    LONGEST_SIGNATURE,
    MANIFEST,
    SIGNATURE,
    Manifest,
    VersionFile,
    read_signed,
)
from sinhke_desktop.domain.version_files import LARGEST_VERSION, LONGEST_NAME, MOST_FILES

ENDING = ".capnhat"
LARGEST_PACK = 1 << 30
STORED, LZMA = 0, 14
CHUNK = 1 << 18
MOST_MEMORY = 96 << 20
"""Bytes that unpacking one file may take; the packing asks for 8 MiB."""

LOCAL, CENTRAL, END = struct.Struct("<4s2B4HL2L2H"), struct.Struct("<4s4B4HL2L5H2L"), struct.Struct("<4s4H2LH")
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
UTF8, ENDS_MARKED = 0x800, 0x2
START = _LOCAL + bytes(LOCAL.size - 4) + MANIFEST.encode()
LZMA_HEAD = struct.Struct("<2BH5s")
"""Version of the packing program, length of the properties (5), the properties: as in every ZIP with LZMA."""


class Readable(Protocol):
    """What a pack is read from: a binary file that can be sought in."""

    def read(self, length: int, /) -> bytes:
        """At most *length* bytes."""
        ...

    def seek(self, to: int, whence: int = 0, /) -> int:
        """Go to a place, as files do; the new place."""
        ...


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of the directory; ``begin`` is where its local header stands."""

    name: str
    begin: int
    packed: int
    size: int
    method: int
    local: bytes

    @property
    def contents_begin(self) -> int:
        return self.begin + len(self.local)


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack whose signature fits. Its files are checked as they are read with :meth:`contents`."""

    manifest: Manifest
    manifest_content: bytes
    signature_content: bytes
    _file: Readable
    _entries: dict[str, _Entry]

    def contents(self, wanted: VersionFile) -> Iterator[bytes]:
        """The bytes of a file of the manifest, piece by piece.

        Raises :class:`PackDamaged`, at the latest behind the last piece, if they are not those of the manifest; what
        was read till then must be thrown away.
        """
        found, length = hashlib.sha256(), 0
        for piece in _unpacked(self._file, self._entries[wanted.path]):
            length += len(piece)
            if length > wanted.size:
                raise PackDamaged("longer than stated")
            found.update(piece)
            yield piece
        if length != wanted.size or found.hexdigest() != wanted.sha256:
            raise PackDamaged(wanted.path)


def says_pack(start: bytes) -> bool:
    """True if a file that begins with *start* wants to be an update pack; nothing is checked."""
    return start[:4] == _LOCAL and start[LOCAL.size : len(START)] == MANIFEST.encode()


def open_pack(file: Readable, trusted: frozenset[str]) -> Pack:
    """The pack in *file*, which can be sought in and stays open for :meth:`Pack.contents`.

    Directory, names, sizes and the signature by one of the *trusted* keys are checked; nothing was unpacked. Raises
    NotAPack, PackDamaged, PackUnsigned, UnknownKey, or what reading the file raises.
    """
    file.seek(0)
    if not says_pack(file.read(len(START))):
        raise NotAPack
    entries = _directory(file)
    names = [one.name for one in entries]
    if names[:1] != [MANIFEST]:
        raise PackDamaged("no manifest")
    if names[1:2] != [SIGNATURE]:
        raise PackUnsigned
    content, signature = (
        _plain(file, one, longest) for one, longest in zip(entries, (LONGEST_MANIFEST, LONGEST_SIGNATURE), strict=False)
    )
    manifest = read_signed(content, signature, trusted)
    if names[2:] != [one.path for one in manifest.files]:
        raise PackDamaged("other files than the manifest's")
    for stated, entry in zip(manifest.files, entries[2:], strict=True):
        if stated.size != entry.size:
            raise PackDamaged("other sizes than the manifest's")
    return Pack(manifest, content, signature, file, {one.name: one for one in entries[2:]})


def _plain(file: Readable, entry: _Entry, longest: int) -> bytes:
    if entry.method != STORED or entry.size > longest:
        raise PackDamaged("manifest packed")
    return b"".join(_unpacked(file, entry))


def _directory(file: Readable) -> list[_Entry]:
    """Every entry, if they lie one behind the other from the first byte to the directory, and this to the end."""
    length = file.seek(0, 2)
    if length > LARGEST_PACK or length < END.size:
        raise PackDamaged("size")
    file.seek(length - END.size)
    mark, disk, first_disk, here, count, size, begin, comment = END.unpack(_exactly(file, END.size))
    if mark != _END or disk or first_disk or comment or here != count or begin + size != length - END.size:
        raise PackDamaged("end")
    if count > MOST_FILES + 2 or size > count * (CENTRAL.size + 4 * LONGEST_NAME):
        raise PackDamaged("directory too long")
    file.seek(begin)
    directory = _exactly(file, size)
    entries: list[_Entry] = []
    at = expected = 0
    for _number in range(count):
        entry, at = _entry(directory, at, expected)
        entries.append(entry)
        expected = entry.contents_begin + entry.packed
    if at != size or expected != begin or sum(one.size for one in entries) > LARGEST_VERSION + LONGEST_MANIFEST:
        raise PackDamaged("gaps")
    return entries


def _entry(directory: bytes, at: int, expected: int) -> tuple[_Entry, int]:
    """The entry at *at*, whose local header must stand at *expected*; and where the next one begins."""
    try:
        (mark, _made, _on, needed, _needed_on, flags, method, hour, day, crc, packed, size, name_length, extra, comment,
         disk, _inner, _outer, begin) = CENTRAL.unpack_from(directory, at)  # fmt: skip
        raw = directory[at + CENTRAL.size : at + CENTRAL.size + name_length]
        name = raw.decode("utf-8")
    except (struct.error, UnicodeDecodeError) as error:
        raise PackDamaged("directory") from error
    plain = mark == _CENTRAL and not extra and not comment and not disk and begin == expected
    flags_known = flags & ~UTF8 == (ENDS_MARKED if method == LZMA else 0)
    if not plain or len(raw) != name_length or not flags_known or method not in (STORED, LZMA):
        raise PackDamaged("entry")
    if method == STORED and packed != size:
        raise PackDamaged("stored size")
    local = LOCAL.pack(_LOCAL, needed, 0, flags, method, hour, day, crc, packed, size, name_length, 0) + raw
    return _Entry(name, begin, packed, size, method, local), at + CENTRAL.size + name_length


def _unpacked(file: Readable, entry: _Entry) -> Iterator[bytes]:
    """The plain bytes of an entry; no more memory is taken than :data:`MOST_MEMORY`, whatever the bytes say."""
    file.seek(entry.begin)
    if _exactly(file, len(entry.local)) != entry.local:
        raise PackDamaged("local header")
    return _inflated(file, entry.packed) if entry.method == LZMA else _pieces(file, entry.packed)


def _pieces(file: Readable, length: int) -> Iterator[bytes]:
    while length:
        piece = _exactly(file, min(CHUNK, length))
        length -= len(piece)
        yield piece


def _inflated(file: Readable, length: int) -> Iterator[bytes]:
    """LZMA as ZIP keeps it, read as the older .lzma: its properties, then a length that is not told."""
    if length < LZMA_HEAD.size:
        raise PackDamaged("packed size")
    _version, _minor, properties_length, properties = LZMA_HEAD.unpack(_exactly(file, LZMA_HEAD.size))
    if properties_length != len(properties):
        raise PackDamaged("packing")
    opener = lzma.LZMADecompressor(lzma.FORMAT_ALONE, memlimit=MOST_MEMORY)
    given = iter([properties + b"\xff" * 8])
    rest = _pieces(file, length - LZMA_HEAD.size)
    try:
        while not opener.eof:
            piece = b"" if not opener.needs_input else next(given, b"") or next(rest, b"")
            if opener.needs_input and not piece:
                raise PackDamaged("packed bytes missing")
            if plain := opener.decompress(piece, CHUNK):
                yield plain
    except lzma.LZMAError as error:
        raise PackDamaged("packing") from error
    if opener.unused_data or next(rest, b""):
        raise PackDamaged("packed bytes left over")


def _exactly(file: Readable, length: int) -> bytes:
    content = file.read(length)
    if len(content) != length:
        raise PackDamaged("too short")
    return content
