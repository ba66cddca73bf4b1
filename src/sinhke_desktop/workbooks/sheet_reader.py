"""The child process that opens a workbook: ``python -m sinhke_desktop.workbooks.sheet_reader FILE``.

python-calamine may abort its whole process on a hostile file, so it runs only here. The answer is JSON lines on
standard output: ``{"sheet": name, "row": first worksheet row, "column": first column from 0, "height": rows, "merged":
[[first row, first column, last row, last column], ... from 0], "from1904": true, "hidden": false}``, then lists of rows
(dates as ``{"date": "2025-11-22"}``, empty cells null), then ``{"font": name, "column": from 0, "runs": [[first, last
row]]}`` for cells in old Vietnamese fonts and ``{"odd": [[row, column, text]]}`` for errors and formulas without
results, then ``{"end": true}``; or ``{"failure": word}`` at any point.
Only values and font names are read: no formula is computed, no macro, link or picture is touched. Text files (.csv,
.tsv, .txt) come as one sheet of texts.

Limits: 1 GB of memory and the time of one processor, kept by the system (:mod:`sinhke_desktop.limits`), the sizes below
and the parent's time limit.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from sinhke_desktop.limits import bound

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MEMORY_LIMIT = 1024**3
CPU_SECONDS = 20
FILE_LIMIT = 50 * 1024**2
UNPACKED_LIMIT = 500 * 1024**2
ENTRY_LIMIT = 2_000
SHEET_LIMIT = 40
ROW_LIMIT = 300_000
CELL_LIMIT = 12_000_000
COLUMN_LIMIT = 16_384
MERGED_LIMIT = 2_000
OUTPUT_LIMIT = 200 * 1024**2
BLOCK_ROWS = 400
TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")


class Refused(Exception):
    """The workbook is not read; ``args[0]`` is the word for the parent."""


def check_zip(path: Path) -> None:
    """Refuse what is not an .xlsx or .ods, holds macros, is damaged or would unpack to too much.

    Every entry is unpacked once against its declared size and its CRC, so a lie in either is found before calamine.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if len(entries) > ENTRY_LIMIT or sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
                raise Refused("too-big")
            if any(entry.flag_bits & 1 for entry in entries):
                raise Refused("password")
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise Refused("macros")
            if not names & {"xl/workbook.xml", "content.xml"}:
                raise Refused("not-a-workbook")
            if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise Refused("password")
            if archive.testzip() is not None:
                raise Refused("damaged")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise Refused("damaged") from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise Refused("damaged") from error
        raise


def check_file(path: Path) -> bool:
    """Refuse by size and first bytes what calamine need not see; True for a text file."""
    if path.stat().st_size > FILE_LIMIT:
        raise Refused("too-big")
    with path.open("rb") as file:
        start = file.read(512)
        if start[:8] == COMPOUND_FILE:
            if "EncryptedPackage".encode("utf-16-le") in file.read():
                raise Refused("password")
            return False
    if start[:4] == b"PK\x03\x04":
        check_zip(path)
        return False
    if not start:
        raise Refused("empty")
    if path.suffix.lower() in TEXT_SUFFIXES:
        from sinhke_desktop.workbooks.text_tables import is_text

        if is_text(start):
            return True
    raise Refused("not-a-workbook")


def _plain(value: object) -> object:
    """For JSON: what is neither text nor number."""
    if isinstance(value, datetime):
        return {"date": value.date().isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, (time, timedelta)):
        return str(value)
    raise TypeError(type(value))


class _Output:
    """Standard output with a limit on everything written."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._written = 0

    def line(self, value: object) -> None:
        """Write one JSON line; raises :class:`Refused` beyond the limit."""
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)
        self._written += len(text)
        if self._written > OUTPUT_LIMIT:
            raise Refused("too-big")
        self._stream.write(text + "\n")


def _trimmed(row: list[Any]) -> list[Any]:
    """Empty cells as None, the empty ones at the end left out."""
    last = len(row)
    while last and row[last - 1] == "":
        last -= 1
    return [None if cell == "" else cell for cell in row[:last]]


def _send_rows(rows: Iterable[list[Any]], output: _Output) -> None:
    block: list[list[Any]] = []
    for row in rows:
        block.append(_trimmed(row))
        if len(block) == BLOCK_ROWS:
            output.line(block)
            block = []
    if block:
        output.line(block)


def send_text(path: Path, output: _Output) -> None:
    """Write a text file as one sheet."""
    import csv

    from sinhke_desktop.workbooks.text_tables import rows_of

    rows: list[list[Any]] = []
    cells = 0
    try:
        for row in rows_of(path.read_bytes()):
            rows.append(row)
            cells += len(row)
            if len(rows) > ROW_LIMIT or cells > CELL_LIMIT or len(row) > COLUMN_LIMIT:
                raise Refused("too-big")
    except csv.Error as error:
        raise Refused("damaged") from error
    output.line({"sheet": path.stem, "row": 1, "column": 0, "height": len(rows)})
    _send_rows(rows, output)


def send(workbook: CalamineWorkbook, output: _Output, path: Path) -> None:
    """Write every worksheet that holds something."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, WorksheetNotFound

    from sinhke_desktop.workbooks.odd_cells import odd_cells
    from sinhke_desktop.workbooks.sheet_fonts import legacy_fonts, uses_1904
    from sinhke_desktop.workbooks.xls_fonts import legacy_fonts_of_xls

    metadata = [meta for meta in workbook.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    worksheets = [meta.name for meta in metadata]
    hidden = {meta.name for meta in metadata if meta.visible != SheetVisibleEnum.Visible}
    if len(worksheets) > SHEET_LIMIT:
        raise Refused("too-big")
    fonts = legacy_fonts(path) or legacy_fonts_of_xls(path)
    odd = odd_cells(path)
    from_1904 = uses_1904(path)
    for name in worksheets:
        try:
            sheet = workbook.get_sheet_by_name(name)
        except WorksheetNotFound:
            continue
        if sheet.start is None:
            continue
        if sheet.height > ROW_LIMIT or sheet.height * sheet.width > CELL_LIMIT:
            raise Refused("too-big")
        row, column = sheet.start
        rows = sheet.to_python(skip_empty_area=True)
        merged = [[*first, *last] for first, last in (sheet.merged_cell_ranges or [])[:MERGED_LIMIT]]
        output.line(
            {
                "sheet": name,
                "row": row + 1,
                "column": column,
                "height": len(rows),
                "merged": merged,
                "from1904": from_1904,
                "hidden": name in hidden,
            }
        )
        _send_rows(rows, output)
        for font, columns in fonts.get(name, {}).items():
            for index, runs in columns.items():
                output.line({"font": font, "column": index, "runs": runs})
        if odd.get(name):
            output.line({"odd": odd[name]})


def _open(path: Path) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    from sinhke_desktop.workbooks.xls_fonts import is_protected_xls

    try:
        with path.open("rb") as file:
            return CalamineWorkbook.from_filelike(file)
    except PasswordError as error:
        raise Refused("password") from error
    except CalamineError as error:
        protected = "password" in str(error).lower() or is_protected_xls(path)
        raise Refused("password" if protected else "damaged") from error


def main(arguments: list[str]) -> int:
    """Read the one workbook named; always 0 unless the process dies."""
    bound(MEMORY_LIMIT, CPU_SECONDS)
    stream = open(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", closefd=False)  # noqa: SIM115
    output = _Output(stream)
    path = Path(arguments[0])
    try:
        from python_calamine import CalamineError

        try:
            if check_file(path):
                send_text(path, output)
            else:
                send(_open(path), output, path)
            output.line({"end": True})
        except CalamineError as error:
            raise Refused("damaged") from error
    except Refused as refused:
        stream.write(json.dumps({"failure": refused.args[0]}) + "\n")
    except OSError:
        stream.write('{"failure":"unreadable"}\n')
    except MemoryError:
        stream.write('{"failure":"too-big"}\n')
    stream.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
