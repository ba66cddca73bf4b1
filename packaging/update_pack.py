"""Write the update pack of a sealed version folder: python packaging/update_pack.py VERSION_FOLDER TARGET [MOMENT].

The same folder and moment give the same bytes. The launcher comes from the folder itself (``launcher/``), where the
signature covers it.
"""

from __future__ import annotations

import lzma
import os
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from sinhke_desktop.bundles.update_pack import CENTRAL, END, ENDS_MARKED, LOCAL, LZMA, LZMA_HEAD, STORED, UTF8
from sinhke_desktop.bundles.version_manifest import MANIFEST, SIGNATURE, read_signed, signer_of

PRESET, DICTIONARY = 6, 8 << 20
"""A higher preset differs by its dictionary alone; 8 MiB are what unpacking a file then needs, so that a machine of
4 GB never notices."""
NEEDED, UNIX = 63, 3
"""What a reader of ZIP must know for LZMA; entries are marked as written on Unix, with no rights of their own."""


def write_pack(version_folder: Path, _launcher: Path, target: Path, moment: int, *, quick: bool = False) -> Path:
    """Pack the sealed *version_folder* into *target*; times are *moment* (seconds). Returns *target*.

    A *quick* pack is larger, for tests.

    Raises what reading the manifest raises, so that no pack is written that the program would refuse.
    """
    manifest, signature = ((version_folder / name).read_bytes() for name in (MANIFEST, SIGNATURE))
    listed = read_signed(manifest, signature, frozenset({signer_of(signature)}))
    when = max(datetime.fromtimestamp(moment, UTC), datetime(1980, 1, 1, tzinfo=UTC))
    hour = when.hour << 11 | when.minute << 5 | when.second // 2
    day = (when.year - 1980) << 9 | when.month << 5 | when.day
    part = target.with_name(target.name + ".part")
    directory = b""
    names = [MANIFEST, SIGNATURE, *(one.path for one in listed.files)]

    def entry(name: str) -> tuple[bytes, int, int, int]:
        content = (version_folder / name).read_bytes()
        packed, method = (content, STORED) if name in (MANIFEST, SIGNATURE) else _smaller(content, quick)
        return packed, method, zlib.crc32(content), len(content)

    with part.open("wb") as file, ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, (packed, method, crc, size) in zip(names, pool.map(entry, names), strict=True):
            raw, begin = name.encode(), file.tell()
            flags = (0 if name.isascii() else UTF8) | (ENDS_MARKED if method == LZMA else 0)
            same = (flags, method, hour, day, crc, len(packed), size, len(raw))
            file.write(LOCAL.pack(b"PK\x03\x04", NEEDED, 0, *same, 0) + raw + packed)
            directory += CENTRAL.pack(b"PK\x01\x02", NEEDED, UNIX, NEEDED, 0, *same, 0, 0, 0, 0, 0, begin) + raw
        begin, count = file.tell(), len(names)
        file.write(directory + END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), begin, 0))
    part.replace(target)
    return target


def _smaller(content: bytes, quick: bool) -> tuple[bytes, int]:
    """*content* packed as ZIP wants LZMA, or as it is where that is not smaller."""
    strength = {"preset": 0} if quick else {"preset": PRESET, "dict_size": DICTIONARY}
    packing = [{"id": lzma.FILTER_LZMA1, **strength}]
    alone = lzma.compress(content, lzma.FORMAT_ALONE, filters=packing)
    properties, packed = alone[:5], alone[13:]
    whole = LZMA_HEAD.pack(9, 4, 5, properties) + packed
    return (whole, LZMA) if len(whole) < len(content) else (content, STORED)


if __name__ == "__main__":
    folder, wanted, *rest = sys.argv[1:]
    print(write_pack(Path(folder), Path(), Path(wanted), int(rest[0]) if rest else 0))
