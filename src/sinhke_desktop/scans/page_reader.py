"""The child process that opens pictures: ``python -m sinhke_desktop.scans.page_reader``.

Decoders of pictures and PDFs may crash, hang or ask for all memory on a hostile file, so they run only here, many
files one after the other. Each line on standard input is a JSON text, the path of a file. For every form found the
answer is a line of JSON (:func:`as_line`) followed by so many bytes of its picture as ``picture`` says; ``{"end":
pages}`` closes a file, ``{"failure": word}`` too. Nothing is written to disk. With :data:`TEXTS` as its last word it
answers with the texts of the QR symbols instead.

Limits: :data:`PIXEL_LIMIT` dots a picture, which OpenCV takes from the environment as it is loaded; 3 GB of memory
(:mod:`sinhke_desktop.limits`); the parent limits the time.
"""

from __future__ import annotations

import json
import sys
from dataclasses import astuple
from pathlib import Path
from typing import Any, BinaryIO

from sinhke_desktop.domain.read_page import ReadPage
from sinhke_desktop.limits import bound

MEMORY_LIMIT = 3 * 1024**3
PIXEL_LIMIT = 120_000_000
TEXTS = "texts"


def as_line(page: ReadPage) -> dict[str, Any]:
    """A page as its line says it."""
    return {
        "place": page.place,
        "code": astuple(page.code) if page.code else None,
        "ticks": [[tick.key, tick.state.value, tick.ink] for tick in page.ticks],
        "problem": page.problem,
        "picture": len(page.picture),
    }


def send(path: Path, out: BinaryIO) -> None:
    """Read one file and write its pages as they come."""
    from sinhke_desktop.scans.page_reading import read_picture
    from sinhke_desktop.scans.pictures import NoPicture, pages_of

    place = 0
    try:
        for place, picture in enumerate(pages_of(path), 1):
            for page in read_picture(picture, path.name, place):
                _write(out, as_line(page), page.picture)
        _write(out, {"end": place})
    except NoPicture as refused:
        _write(out, {"failure": refused.args[0]})
    except OSError:
        _write(out, {"failure": "unreadable"})
    except MemoryError:
        _write(out, {"failure": "too-big"})


def send_texts(path: Path, out: BinaryIO) -> None:
    """Read the QR symbols in one file and write ``{"texts": [...]}`` or ``{"failure": word}``."""
    from sinhke_desktop.scans.codes import texts_in
    from sinhke_desktop.scans.pictures import NoPicture, pages_of

    try:
        _write(out, {"texts": [text for picture in pages_of(path) for text in texts_in(picture)]})
    except NoPicture as refused:
        _write(out, {"failure": refused.args[0]})
    except OSError:
        _write(out, {"failure": "unreadable"})
    except MemoryError:
        _write(out, {"failure": "too-big"})


def _write(out: BinaryIO, line: dict[str, Any], picture: bytes = b"") -> None:
    out.write(json.dumps(line, ensure_ascii=False).encode() + b"\n" + picture)
    out.flush()


def main() -> int:
    """Read the files named on standard input until it ends; with the word ``texts`` only their symbols' texts."""
    bound(MEMORY_LIMIT)
    answer = send_texts if sys.argv[-1] == TEXTS else send
    for line in sys.stdin.buffer:
        answer(Path(json.loads(line)), sys.stdout.buffer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
