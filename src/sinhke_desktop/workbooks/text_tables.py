"""Tables in text files (.csv, .txt): encoding, separator and rows told from the content. Runs in the child process."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from sinhke_desktop.domain.text_repair import decode_bytes, utf16_without_mark

SEPARATORS = ",;\t|"
_LOOKED_LINES = 60
_LONGEST_CELL = 32_767


def is_text(start: bytes) -> bool:
    """True for the first bytes of a text file: UTF-16, or no control characters but tabs and line ends."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    if name := utf16_without_mark(start):
        return all(char.isprintable() or char in "\t\r\n" for char in start.decode(name, errors="ignore"))
    return bool(start) and not any(byte < 32 and byte not in (9, 10, 13) for byte in start)


def separator_of(text: str) -> str:
    """What ``sep=;`` says, else the sign that parts most lines into equally many cells."""
    first, _end, _rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4]
    lines = [line for line in text[:200_000].splitlines()[:_LOOKED_LINES] if line.strip()]
    best, best_score = ",", 0
    for sign in SEPARATORS:
        counts = Counter(_outside_quotes(line, sign) for line in lines)
        counts.pop(0, None)
        if counts:
            cells, agreeing = max(counts.items(), key=lambda item: item[0] * item[1])
            if cells * agreeing > best_score:
                best, best_score = sign, cells * agreeing
    return best


def _outside_quotes(line: str, sign: str) -> int:
    return sum(part.count(sign) for part in line.split('"')[::2])


def rows_of(content: bytes) -> Iterator[list[str]]:
    """The rows of a text table as texts; raises csv.Error for what is none."""
    text = decode_bytes(content)[0]
    separator = separator_of(text)
    csv.field_size_limit(_LONGEST_CELL * 4)
    lines = io.StringIO(text, newline="")
    if text[:4].lower() == "sep=":
        lines.readline()
    yield from csv.reader(lines, delimiter=separator)
