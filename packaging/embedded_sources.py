"""The Python files that Qt for Python carries inside its library, where they are compiled anew at every start.

Laid into ``shiboken6/files.dir`` (Qt for Python's own place for them, see its SBK_EMBED) they are compiled only once.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile
from pathlib import Path

FOLDER = Path("shiboken6", "files.dir")
BEGIN = b"UEsDB"
"""What a zip file begins with, as base64."""
_LINES = re.compile(rb"[A-Za-z0-9+/\n]{40,}=*")


def unpack(library: Path, site: Path) -> list[Path]:
    """Lay the files of shiboken's *library* into :data:`FOLDER` below *site*; returns them in the order of their paths.

    Raises ValueError where the library carries none.
    """
    content = library.read_bytes()
    begin = content.find(BEGIN)
    if begin < 0:
        raise ValueError(f"{library.name} carries no Python files")
    text = b""
    for found in _LINES.finditer(content, begin):
        text += found[0]
        if _is_whole(text):
            break
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(text))) as packed:
        names = sorted(name for name in packed.namelist() if name.endswith(".py"))
        for name in names:
            target = site / FOLDER / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(packed.read(name))
    return [site / FOLDER / name for name in names]


def _is_whole(text: bytes) -> bool:
    try:
        return zipfile.is_zipfile(io.BytesIO(base64.b64decode(text, validate=False)))
    except ValueError:
        return False
