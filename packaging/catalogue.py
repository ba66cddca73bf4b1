"""Compile every ``translations/<language>/LC_MESSAGES/*.po`` into one ``sinhke.mo``; names what has no translation.
The list of error codes that the help shows translated is made with it."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

sys.path.insert(0, str(Path(__file__).parent))

from error_codes import write_codes  # found through the line above

NO_DAY = datetime.fromtimestamp(0, UTC)
"""Of a catalogue: with the day of its making the same texts would give other bytes each time."""


def merged(folder: Path) -> Catalog:
    """All messages of the .po files in *folder*; raises ValueError when two files translate one text differently."""
    whole = Catalog(locale=folder.parent.name, charset="utf-8", creation_date=NO_DAY)
    for source in sorted(folder.glob("*.po")):
        with source.open("rb") as file:
            for message in read_po(file):
                if not message.id:
                    continue
                known = whole.get(message.id)
                if known and known.string and message.string and known.string != message.string:
                    print(f"{source.name}: {message.id!r}: {known.string!r} / {message.string!r}", file=sys.stderr)
                whole.add(message.id, message.string)
    return whole


def compile_catalogues(root: Path) -> list[Path]:
    """Write ``sinhke.mo`` for every language below *root*/translations; returns the files written.

    Each takes its place whole, as a program may be reading the old one.
    """
    written = []
    for folder in sorted((root / "translations").glob("*/LC_MESSAGES")):
        target = folder / "sinhke.mo"
        part = target.with_name(f"{target.name}.{os.getpid()}.part")
        with part.open("wb") as file:
            write_mo(file, merged(folder))
        part.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    root = Path(__file__).parents[1]
    for path in (*compile_catalogues(root), write_codes(root)):
        print(path.name)
