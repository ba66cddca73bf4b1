"""Which cells of an Excel 97 workbook (.xls) stand in an old Vietnamese font. Runs only in the limited child process.

Only the records that name fonts, cell styles, sheets and cells of text are looked at ([MS-CFB], [MS-XLS]); anything odd
gives no fonts, and the letters decide.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from sinhke_desktop.domain.text_repair import encoding_of_font
from sinhke_desktop.workbooks.sheet_fonts import Runs, add_run

_END = 0xFFFFFFFA
_FREE_FONT = 4
_FONT, _XF, _SHEET, _BEGIN = 0x31, 0xE0, 0x85, 0x809
_FILE_PASS = 0x2F
_TEXT_CELLS = frozenset((0xFD, 0x204, 0xD6))
_BIFF8 = 0x0600


class Odd(Exception):
    """The file is not laid out as Excel writes it."""


def legacy_fonts_of_xls(path: Path) -> Mapping[str, Runs]:
    """Sheet name → where old fonts stand; empty where there are none or the file is odd."""
    try:
        stream = workbook_stream(path.read_bytes())
        return _fonts(stream) if stream else {}
    except (Odd, struct.error, IndexError, UnicodeDecodeError, OSError):
        return {}


def is_protected_xls(path: Path) -> bool:
    """True where the workbook's records are encrypted by a password."""
    try:
        return any(kind == _FILE_PASS for _at, kind, _record in islice(_records(workbook_stream(path.read_bytes())), 8))
    except (Odd, struct.error, IndexError, UnicodeDecodeError, OSError):
        return False


def workbook_stream(content: bytes) -> bytes:
    """The stream ``Workbook`` or ``Book`` of a compound file."""
    sector = 1 << struct.unpack_from("<H", content, 30)[0]
    mini = 1 << struct.unpack_from("<H", content, 32)[0]
    if sector not in (512, 4096) or mini != 64:
        raise Odd
    first_directory, _, cutoff, first_mini = struct.unpack_from("<IIII", content, 48)
    table = _allocation(content, sector)
    directory = _chain(content, table, first_directory, sector)
    root: tuple[int, int] | None = None
    found: tuple[int, int] | None = None
    for at in range(0, len(directory) - 127, 128):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le")
        start, size = struct.unpack_from("<II", directory, at + 116)
        if kind == 5:
            root = start, size
        elif kind == 2 and name in ("Workbook", "Book") and (found is None or name == "Workbook"):
            found = start, size
    if found is None or root is None:
        raise Odd
    if found[1] >= cutoff:
        return _chain(content, table, found[0], sector)[: found[1]]
    small = _chain(content, table, root[0], sector)
    mini_table = _chain(content, table, first_mini, sector)
    numbers = list(struct.unpack(f"<{len(mini_table) // 4}I", mini_table))
    return b"".join(small[one * mini : (one + 1) * mini] for one in _numbers(numbers, found[0]))[: found[1]]


def _allocation(content: bytes, sector: int) -> list[int]:
    """The table that says which sector follows which."""
    parts = list(struct.unpack_from("<109I", content, 76))
    following, count = struct.unpack_from("<II", content, 68)
    for _step in range(min(count, len(content) // sector)):
        if following >= _END:
            break
        more = struct.unpack_from(f"<{sector // 4}I", content, (following + 1) * sector)
        parts.extend(more[:-1])
        following = more[-1]
    numbers: list[int] = []
    for part in parts:
        if part < _END:
            numbers.extend(struct.unpack_from(f"<{sector // 4}I", content, (part + 1) * sector))
    return numbers


def _numbers(table: list[int], start: int) -> Iterator[int]:
    for _step in range(len(table)):
        if start >= _END:
            return
        yield start
        start = table[start]


def _chain(content: bytes, table: list[int], start: int, sector: int) -> bytes:
    return b"".join(content[(one + 1) * sector : (one + 2) * sector] for one in _numbers(table, start))


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Place, kind and content of each record."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _text(record: bytes, at: int, *, wide: bool) -> str:
    """A short text: its length, in BIFF8 a byte of flags, its letters."""
    length = record[at]
    if not wide:
        return record[at + 1 : at + 1 + length].decode("latin-1")
    if record[at + 1] & 1:
        return record[at + 2 : at + 2 + 2 * length].decode("utf-16-le")
    return record[at + 2 : at + 2 + length].decode("latin-1")


def sheet_records(stream: bytes) -> Iterator[tuple[str, int, bytes]]:
    """Kind and content of each record of a worksheet, with the sheet's name."""
    sheets: dict[int, str] = {}
    sheet, wide = "", True
    for at, kind, record in _records(stream):
        if kind == _BEGIN:
            wide = struct.unpack_from("<H", record)[0] >= _BIFF8 if at == 0 else wide
            sheet = sheets.get(at, sheet)
        elif kind == _SHEET:
            sheets[struct.unpack_from("<I", record)[0]] = _text(record, 6, wide=wide)
        elif sheet:
            yield sheet, kind, record


def _fonts(stream: bytes) -> dict[str, Runs]:
    fonts: list[str] = []
    styles: list[int] = []
    sheets: dict[int, str] = {}
    found: dict[str, Runs] = {}
    sheet, wide = "", True
    for at, kind, record in _records(stream):
        if kind == _BEGIN:
            wide = struct.unpack_from("<H", record)[0] >= _BIFF8 if at == 0 else wide
            sheet = sheets.get(at, "")
            if at and not any(fonts):
                return {}
        elif kind == _FONT:
            name = _text(record, 14, wide=wide)
            fonts.append(name if encoding_of_font(name) else "")
            if len(fonts) == _FREE_FONT:
                fonts.append("")
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", record)[0])
        elif kind == _SHEET:
            sheets[struct.unpack_from("<I", record)[0]] = _text(record, 6, wide=wide)
        elif kind in _TEXT_CELLS and sheet:
            row, column, style = struct.unpack_from("<HHH", record)
            number = styles[style] if style < len(styles) else 0
            if number < len(fonts) and fonts[number]:
                add_run(found.setdefault(sheet, {}), fonts[number], row + 1, column)
    return found
