"""Workbooks read through a limited child process (:mod:`sheet_reader`); no file can take the program down."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, Any, Final

from sinhke_desktop.domain.review_list import Cell
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.workbooks import sheet_reader

TIME_LIMIT = 20.0
_LINE_LIMIT = sheet_reader.OUTPUT_LIMIT
_POLL_SECONDS = 0.05
_QUEUED_LINES = 64


class WorkbookRefused(SinhkeError):
    """The workbook cannot be read (``EX-01`` to ``EX-12``); nothing was changed."""

    code = "EX-01"


@dataclass(frozen=True, slots=True)
class Fonts:
    """Old fonts by column: runs of worksheet rows (first, last, font), in order of rows."""

    runs: Mapping[int, Sequence[tuple[int, int, str]]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """True where any cell stands in an old font."""
        return bool(self.runs)

    def at(self, row: int, column: int) -> str:
        """The old font at worksheet *row* (from 1) and *column* (from 0); empty for any other."""
        runs = self.runs.get(column, ())
        place = bisect_right(runs, row, key=lambda run: run[0]) - 1
        return runs[place][2] if place >= 0 and runs[place][1] >= row else ""


NO_FONTS: Final = Fonts()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet's values. Row ``rows[i]`` is worksheet row ``first_row + i``; columns count from A (index 0).

    ``fonts`` tells where old Vietnamese fonts stand. ``merged`` are ranges as first row, first column, last row, last
    column, from 0. ``encodings`` are those that text was decoded from, ``unknown`` places (index in ``rows``, column)
    whose letters could not be told, ``doubtful`` what others might mean as well (:mod:`.decoding` fills all three).
    ``odd`` are worksheet rows and columns (from 0) of errors (``#REF!``) and of formulas never computed, which stand
    there as text.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    first_row: int = 1
    fonts: Fonts = field(default_factory=lambda: NO_FONTS)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    from_1904: bool = False
    encodings: tuple[str, ...] = ()
    unknown: frozenset[tuple[int, int]] = frozenset()
    doubtful: Mapping[tuple[int, int], str] = field(default_factory=dict)
    odd: frozenset[tuple[int, int]] = frozenset()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets that hold something, in the workbook's order."""

    sheets: tuple[Sheet, ...]


def refusal(failure: str) -> WorkbookRefused:
    """The error for one word of the child or for how it ended."""
    again = _("Open it in Excel or LibreOffice, save it as .xlsx and try again.")
    told = {
        "not-a-workbook": ("EX-01", _("This file is not an Excel or LibreOffice workbook or a .csv table."), again),
        "damaged": ("EX-01", _("The workbook is damaged and cannot be read."), again),
        "too-big": (
            "EX-02",
            _("The workbook is too big to be a commune's review list."),
            _("Copy the list alone into a new workbook and try again."),
        ),
        "died": ("EX-03", _("Reading the workbook was stopped because it asked for too much or broke down."), again),
        "timeout": (
            "EX-04",
            _("Reading the workbook took too long and was stopped."),
            _("Copy the list alone into a new workbook and try again."),
        ),
        "password": ("EX-05", _("The workbook is protected by a password."), _("Remove the password in Excel first.")),
        "empty": ("EX-06", _("The workbook is empty."), _("Choose the file that holds the review list.")),
        "unreadable": (
            "EX-08",
            _("The file cannot be read from the disk."),
            _("Check that it is still there and not open elsewhere."),
        ),
        "macros": ("EX-09", _("Workbooks with macros are not read."), _("Save it in Excel as .xlsx without macros.")),
    }
    code, message, advice = told[failure]
    return WorkbookRefused(_("{reason} Nothing was changed.").format(reason=message), advice, code)


def reader_command(path: Path) -> list[str]:
    """How the child is started; a frozen build is its own interpreter and takes the module's name as first word."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "read-workbook", str(path)]
    return [sys.executable, "-m", sheet_reader.__name__, str(path)]


def read_workbook(path: Path, progress: Progress = SILENT, *, time_limit: float = TIME_LIMIT) -> Workbook:
    """All values of the workbook at *path* (.xlsx, .xls, .ods, .csv).

    Raises :class:`WorkbookRefused`; a Cancelled raised by ``progress.step(rows, of all rows)`` ends the child first.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            file.read(1)
        size = path.stat().st_size
    except OSError as error:
        raise refusal("unreadable") from error
    if size > sheet_reader.FILE_LIMIT:
        raise refusal("too-big")
    child = subprocess.Popen(  # noqa: S603 - our own module, one plain argument, no shell
        reader_command(path),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        sheets = _received(child, progress, time_limit)
    finally:
        child.kill()
        child.wait()
    if not any(row for sheet in sheets for row in sheet.rows):
        raise refusal("empty")
    return Workbook(tuple(sheets))


@dataclass(slots=True)
class _Arriving:
    """A sheet whose rows are still coming."""

    name: str
    first_row: int
    margin: tuple[None, ...]
    height: int
    merged: tuple[tuple[int, int, int, int], ...] = ()
    from_1904: bool = False
    hidden: bool = False
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    fonts: dict[int, list[tuple[int, int, str]]] = field(default_factory=dict)
    odd: set[tuple[int, int]] = field(default_factory=set)

    def take(self, block: Sequence[Sequence[Cell]]) -> None:
        """Add rows, with the empty columns left of the used area."""
        if self.margin:
            self.rows.extend((*self.margin, *row) for row in block)
        else:
            self.rows.extend(map(tuple, block))

    def take_font(self, font: str, column: int, runs: Sequence[Sequence[int]]) -> None:
        """Add where a font stands in a column."""
        self.fonts.setdefault(column, []).extend((run[0], run[1], font) for run in runs)

    def take_odd(self, places: Sequence[tuple[int, int, str]]) -> None:
        """Put errors and formulas never computed where the reader gave nothing."""
        for number, column, text in places:
            at = number - self.first_row
            if 0 <= at < len(self.rows):
                row = list(self.rows[at])
                row.extend([None] * (column + 1 - len(row)))
                if row[column] is None:
                    row[column] = text
                    self.rows[at] = tuple(row)
                    self.odd.add((number, column))

    def sheet(self) -> Sheet:
        """The whole sheet."""
        fonts = Fonts({column: sorted(runs) for column, runs in self.fonts.items()}) if self.fonts else NO_FONTS
        odd = frozenset(self.odd)
        return Sheet(
            self.name,
            tuple(self.rows),
            self.first_row,
            fonts,
            self.merged,
            self.from_1904,
            odd=odd,
            hidden=self.hidden,
        )


def _dated(value: dict[str, Any]) -> Any:
    return date.fromisoformat(value["date"]) if "date" in value else value


_DECODE: Final = json.JSONDecoder(object_hook=_dated)


def _lines_to(stream: IO[bytes], lines: queue.Queue[bytes], stop: threading.Event) -> None:
    """Move the child's lines into *lines*; an empty one says that it has closed its output."""
    line = b"-"
    while line and not stop.is_set():
        try:
            line = stream.readline(_LINE_LIMIT)
        except (OSError, ValueError):
            line = b""
        while not stop.is_set():
            try:
                lines.put(line, timeout=_POLL_SECONDS)
                break
            except queue.Full:
                continue


def _received(child: subprocess.Popen[bytes], progress: Progress, time_limit: float) -> list[Sheet]:
    assert child.stdout is not None
    lines: queue.Queue[bytes] = queue.Queue(_QUEUED_LINES)
    stop = threading.Event()
    mover = threading.Thread(target=_lines_to, args=(child.stdout, lines, stop), daemon=True)
    mover.start()
    try:
        return _collected(lines, progress, time.monotonic() + time_limit)
    finally:
        stop.set()
        child.kill()
        mover.join()
        child.stdout.close()


def _collected(lines: queue.Queue[bytes], progress: Progress, deadline: float) -> list[Sheet]:
    sheets: list[_Arriving] = []
    while True:
        progress.step(sum(len(sheet.rows) for sheet in sheets), sum(sheet.height for sheet in sheets) or 1)
        if time.monotonic() > deadline:
            raise refusal("timeout")
        try:
            line = lines.get(timeout=_POLL_SECONDS)
        except queue.Empty:
            continue
        if not line:
            raise refusal("died")
        try:
            value = _DECODE.decode(line.decode("utf-8"))
        except ValueError as error:
            raise refusal("died") from error
        if isinstance(value, list):
            sheets[-1].take(value)
        elif "sheet" in value:
            merged = tuple((a, b, c, d) for a, b, c, d in value.get("merged", ()))
            margin = (None,) * value["column"]
            from_1904 = bool(value.get("from1904"))
            size = value["row"], margin, value["height"]
            sheets.append(_Arriving(value["sheet"], *size, merged, from_1904, bool(value.get("hidden"))))
        elif "font" in value:
            sheets[-1].take_font(value["font"], value["column"], value["runs"])
        elif "odd" in value:
            sheets[-1].take_odd(value["odd"])
        elif "failure" in value:
            raise refusal(value["failure"])
        else:
            return [one.sheet() for one in sheets]
