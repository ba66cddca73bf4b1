"""Cells without a value of their own: Excel's errors (#REF!) and formulas never computed. Runs only in the child.

python-calamine gives both as empty cells, so that what stood there would vanish without a word. Here the error, or the
formula as text, is found for each. An .xlsx is searched as a stream for the few marks, its XML is not parsed.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from xml.parsers import expat

from sinhke_desktop.workbooks.sheet_fonts import Unsafe, column_of, parse_xml, sheet_parts
from sinhke_desktop.workbooks.xls_fonts import Odd, sheet_records, workbook_stream

_PIECE = 1 << 22
_ERROR_CELL = re.compile(rb"t=(?:\"e\"|'e')")
_FORMULA = re.compile(rb"<f[\s/>]")
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_VALUE = re.compile(rb"<v>([^<]+)</v>")
_FORMULA_TEXT = re.compile(rb"<f[^>]*>([^<]+)</f>")
_TEXT_RESULT = re.compile(rb"\bt=[\"']str[\"']")
_LONGEST = 200
_ODS_ERROR = b'calcext:value-type="error"'
_BOOL_OR_ERROR, _FORMULA_RECORD = 0x205, 0x06
_XLS_MARKS = (struct.pack("<HH", _BOOL_OR_ERROR, 8), b"\xff\xff")
_XLS_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
Places = list[tuple[int, int, str]]
"""Worksheet row from 1, column from 0, what stands there."""


def odd_cells(path: Path) -> Mapping[str, Places]:
    """Sheet name → its odd cells; empty where there are none or the file is laid out in another way."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                names = set(archive.namelist())
                if "xl/workbook.xml" not in names:
                    return _of_ods(archive)
                return {sheet: list(_of_part(archive, part)) for sheet, part in sheet_parts(archive) if part in names}
        return _of_xls(path)
    except (expat.ExpatError, Unsafe, Odd, KeyError, IndexError, ValueError, struct.error, zipfile.BadZipFile, OSError):
        return {}


def _of_part(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, int, str]]:
    rest = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            rest += piece
            end = rest.rfind(b"</row>")
            if end >= 0:
                yield from _of_rows(rest[:end])
                rest = rest[end:]
    yield from _of_rows(rest)


def _of_rows(xml: bytes) -> Iterator[tuple[int, int, str]]:
    for found in _ERROR_CELL.finditer(xml):
        cell = _around(xml, found)
        if value := _VALUE.search(cell):
            yield from _placed(cell, value[1])
    for found in _FORMULA.finditer(xml):
        cell = _around(xml, found)
        if _VALUE.search(cell) or _TEXT_RESULT.search(cell[: cell.find(b">")]):
            continue
        text = _FORMULA_TEXT.search(cell)
        yield from _placed(cell, b"=" + (text[1] if text else b""))


def _around(xml: bytes, found: re.Match[bytes]) -> bytes:
    """The cell that holds *found*; nothing where it stands in none."""
    start = xml.rfind(b"<c ", 0, found.start())
    return xml[start : xml.find(b"</c>", found.end())] if start >= 0 else b""


def _placed(cell: bytes, text: bytes) -> Iterator[tuple[int, int, str]]:
    if place := _PLACE.search(cell[: cell.find(b">")]):
        yield int(place[2]), column_of(place[1].decode("ascii")), unescape(text.decode("utf-8"))[:_LONGEST]


def _of_ods(archive: zipfile.ZipFile) -> dict[str, Places]:
    heard = _OdsErrors()
    with archive.open("content.xml") as stream:
        rest = b""
        while piece := stream.read(_PIECE):
            if _ODS_ERROR in rest + piece:
                parse_xml(archive, "content.xml", heard.start, heard.end, heard.text)
                break
            rest = piece[-len(_ODS_ERROR) :]
    return heard.found


class _OdsErrors:
    """Hears a spreadsheet of LibreOffice and counts rows and columns up to each error."""

    def __init__(self) -> None:
        self.found: dict[str, Places] = {}
        self._sheet, self._row, self._column = "", 0, 0
        self._rows, self._columns = 1, 1
        self._error = False
        self._text: list[str] = []

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""
        plain = {key.rpartition(":")[2]: value for key, value in given.items() if not key.startswith("office:value-t")}
        if name == "table":
            self._sheet, self._row = plain.get("name", ""), 0
        elif name == "table-row":
            self._row, self._column = self._row + 1, 0
            self._rows = int(plain.get("number-rows-repeated", 1))
        elif name in ("table-cell", "covered-table-cell"):
            self._columns = int(plain.get("number-columns-repeated", 1))
            self._error, self._text = plain.get("value-type") == "error", []

    def text(self, piece: str) -> None:
        """Letters inside an element."""
        if self._error:
            self._text.append(piece)

    def end(self, name: str) -> None:
        """An element ends."""
        if name in ("table-cell", "covered-table-cell"):
            if self._error:
                place = (self._row, self._column, "".join(self._text).strip()[:_LONGEST])
                self.found.setdefault(self._sheet, []).append(place)
            self._column += self._columns
            self._error = False
        elif name == "table-row":
            self._row += self._rows - 1


def _of_xls(path: Path) -> dict[str, Places]:
    stream = workbook_stream(path.read_bytes())
    found: dict[str, Places] = {}
    if not any(mark in stream for mark in _XLS_MARKS):
        return found
    for sheet, kind, record in sheet_records(stream):
        if kind == _BOOL_OR_ERROR and record[7]:
            code = record[6]
        elif kind == _FORMULA_RECORD and record[6] == 2 and record[12:14] == b"\xff\xff":
            code = record[8]
        else:
            continue
        row, column = struct.unpack_from("<HH", record)
        found.setdefault(sheet, []).append((row + 1, column, _XLS_ERRORS.get(code, "#VALUE!")))
    return found
