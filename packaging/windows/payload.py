"""What the installer carries: a Python just able to unpack, as files, and everything else as one archive.

The archive's filter for x86 code makes it smaller by about a tenth than what NSIS makes of the same files.
"""

from __future__ import annotations

import io
import lzma
import shutil
import tarfile
from dataclasses import dataclass
from pathlib import Path

from version_folder import files_below

FIRST = (
    "python.exe",
    "python311._pth",
    "python311.dll",
    "python311.zip",
    "vcruntime140.dll",
    "_bz2.pyd",
    "_ctypes.pyd",
    "_lzma.pyd",
    "libffi-8.dll",
)
"""Python as far as unpack.py needs it."""
DICTIONARY = 64 << 20
"""Bytes; whoever unpacks needs that much memory."""


@dataclass(frozen=True)
class Payload:
    """The two halves of a version folder, and the unpacked size of the archived one in bytes."""

    first: Path
    archive: Path
    size: int


def divide(folder: Path, work: Path, quick: bool) -> Payload:
    """Divide the sealed version *folder* into files and an archive below *work*; the same folder, the same bytes."""
    first, archive = work / "first", work / "payload.tar.xz"
    first.mkdir()
    for name in FIRST:
        shutil.copy2(folder / name, first)
    rest = [path for path in files_below(folder) if path.relative_to(folder).as_posix() not in FIRST]
    rest.sort(key=lambda path: path.suffix)  # like beside like packs better
    packing = {"preset": 0} if quick else {"preset": 9 | lzma.PRESET_EXTREME, "dict_size": DICTIONARY}
    filters = [{"id": lzma.FILTER_X86}, {"id": lzma.FILTER_LZMA2, **packing}]
    with (
        lzma.open(archive, "wb", check=lzma.CHECK_SHA256, filters=filters) as stream,
        tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as members,
    ):
        for path in rest:
            content = path.read_bytes()
            entry = tarfile.TarInfo(path.relative_to(folder).as_posix())
            entry.size = len(content)
            members.addfile(entry, io.BytesIO(content))
    return Payload(first, archive, sum(path.stat().st_size for path in rest))
