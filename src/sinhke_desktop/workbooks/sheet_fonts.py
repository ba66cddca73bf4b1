"""Which cells of an .xlsx workbook stand in an old Vietnamese font. Runs only in the limited child process.

The XML is read with expat as a stream; a document type or an entity in it ends the reading.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.parsers import expat

from sinhke_desktop.domain.text_repair import encoding_of_font

_PIECE = 1 << 16
_PLACE = re.compile(r"([A-Z]{1,3})(\d+)")
_DATE_1904 = re.compile(rb"<(?:\w+:)?workbookPr[^>]*\bdate1904=[\"'](?:1|true|on)[\"']")
Runs = dict[str, dict[int, list[list[int]]]]
"""Font → column from 0 → runs of worksheet rows, first and last."""


class Unsafe(Exception):
    """The XML declares a document type."""


def parse_xml(
    archive: zipfile.ZipFile,
    part: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Hear one part of the archive, names without their prefixes; raises :class:`Unsafe` for a document type."""
    parser = expat.ParserCreate()

    def refuse(*_arguments: Any) -> None:
        raise Unsafe

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda name, given: start(name.rpartition(":")[2], given)
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)


def legacy_fonts(path: Path) -> Mapping[str, Runs]:
    """Sheet name → where old fonts stand; empty where the workbook uses none or its XML is odd."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if not {"xl/styles.xml", "xl/workbook.xml"} <= names:
                return {}
            fonts = _fonts_of_styles(archive)
            shared = _shared_fonts(archive) if "xl/sharedStrings.xml" in names else {}
            if not any(fonts) and not shared:
                return {}
            return {
                sheet: _cells(archive, part, fonts, shared) for sheet, part in sheet_parts(archive) if part in names
            }
    except (expat.ExpatError, Unsafe, KeyError, ValueError, zipfile.BadZipFile, OSError):
        return {}


def uses_1904(path: Path) -> bool:
    """True where the workbook counts its days from 1904."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _DATE_1904.search(archive.read("xl/workbook.xml")) is not None
    except (KeyError, zipfile.BadZipFile, OSError):
        return False


def _fonts_of_styles(archive: zipfile.ZipFile) -> list[str]:
    """The old font of each cell style, empty for any other."""
    fonts: list[str] = []
    styles: list[str] = []
    inside = {"fonts": False, "cellXfs": False}

    def start(name: str, given: dict[str, str]) -> None:
        if name in inside:
            inside[name] = True
        elif inside["fonts"] and name == "font":
            fonts.append("")
        elif inside["fonts"] and name == "name" and fonts:
            font = given.get("val", "")
            fonts[-1] = font if encoding_of_font(font) else ""
        elif inside["cellXfs"] and name == "xf":
            number = int(given.get("fontId", 0))
            styles.append(fonts[number] if number < len(fonts) else "")

    def end(name: str) -> None:
        if name in inside:
            inside[name] = False

    parse_xml(archive, "xl/styles.xml", start, end)
    return styles


def _shared_fonts(archive: zipfile.ZipFile) -> dict[int, str]:
    """Shared strings whose runs all stand in old fonts of one encoding, by number."""
    found: dict[int, str] = {}
    number = -1
    runs: list[str] = []
    plain = False

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal number, runs, plain
        if name == "si":
            number, runs, plain = number + 1, [], False
        elif name == "r":
            runs.append("")
        elif name == "rFont" and runs:
            runs[-1] = given.get("val", "")
        elif name == "t" and not runs:
            plain = True

    def end(name: str) -> None:
        if name == "si" and runs and not plain and (font := _font_of_runs(runs)):
            found[number] = font

    parse_xml(archive, "xl/sharedStrings.xml", start, end)
    return found


def _font_of_runs(runs: Sequence[str]) -> str:
    """The first run's font if all stand in old fonts of one encoding, else empty."""
    kinds = {encoding_of_font(font) for font in runs}
    return runs[0] if len(kinds) == 1 and None not in kinds else ""


def sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Name and part of each sheet of an .xlsx."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relation(name: str, given: dict[str, str]) -> None:
        if name == "Relationship":
            target = given.get("Target", "")
            targets[given.get("Id", "")] = target.lstrip("/") if target.startswith("/") else "xl/" + target

    def sheet(name: str, given: dict[str, str]) -> None:
        if name == "sheet":
            sheets.append(
                (given.get("name", ""), next((value for key, value in given.items() if key.endswith(":id")), ""))
            )

    parse_xml(archive, "xl/_rels/workbook.xml.rels", relation)
    parse_xml(archive, "xl/workbook.xml", sheet)
    for name, number in sheets:
        if number in targets:
            yield name, targets[number]


class _CellFonts:
    """Hears one sheet's cells and notes which stand in old fonts."""

    def __init__(self, fonts: Sequence[str], shared: Mapping[int, str]) -> None:
        self.found: Runs = {}
        self._fonts = fonts
        self._shared = shared
        self._row = 0
        self._column = -1
        self._cell: dict[str, str] = {}
        self._value: list[str] = []
        self._runs: list[str] = []

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""
        if name == "c":
            place = _PLACE.fullmatch(given.get("r", ""))
            self._column = column_of(place[1]) if place else self._column + 1
            self._cell, self._value, self._runs = given, [], []
        elif name == "row":
            self._row = int(given.get("r", self._row + 1))
            self._column = -1
        elif name == "r":
            self._runs.append("")
        elif name == "rFont" and self._runs:
            self._runs[-1] = given.get("val", "")

    def text(self, piece: str) -> None:
        """Letters inside an element: the number of a shared string."""
        if self._cell.get("t") == "s":
            self._value.append(piece)

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "c" and self._cell.get("t") in ("s", "str", "inlineStr") and (font := self._font()):
            add_run(self.found, font, self._row, self._column)

    def _font(self) -> str:
        style = int(self._cell.get("s", 0))
        font = self._fonts[style] if style < len(self._fonts) else ""
        if self._runs:
            return _font_of_runs(self._runs)
        if self._shared and self._cell.get("t") == "s":
            digits = "".join(self._value).strip()
            return self._shared.get(int(digits), font) if digits.isdigit() else font
        return font


def _cells(archive: zipfile.ZipFile, part: str, fonts: Sequence[str], shared: Mapping[int, str]) -> Runs:
    heard = _CellFonts(fonts, shared)
    parse_xml(archive, part, heard.start, heard.end, heard.text if shared else None)
    return heard.found


def add_run(found: Runs, font: str, row: int, column: int) -> None:
    """Note one cell, in order of rows."""
    runs = found.setdefault(font, {}).setdefault(column, [])
    if runs and runs[-1][1] == row - 1:
        runs[-1][1] = row
    else:
        runs.append([row, row])


def column_of(letters: str) -> int:
    """The column's number from 0."""
    index = 0
    for char in letters:
        index = index * 26 + ord(char) - 64
    return index - 1
