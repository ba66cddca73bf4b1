"""An officer's own workbook given back: wrong cells in colour with the reason, and a sheet of only the wrong rows.

All sheets' values stand where they stood, in Unicode, as plain values: formulas, pictures and macros are not copied.
The copy can be mended and imported again: the columns added at its right are none that an import reads.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sinhke_desktop.domain.cell_texts import text_of
from sinhke_desktop.domain.review_list import Cell, ListProblem, ReviewList, Severity, column_index
from sinhke_desktop.files import write_whole
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.workbooks.columns import REASON_TITLE, ROW_TITLE, WRONG_SHEET
from sinhke_desktop.workbooks.export import Form, Formats, Mark, Marked, abandon, set_up_print, write_entry
from sinhke_desktop.workbooks.reading import Sheet, Workbook
from sinhke_desktop.workbooks.sheet_names import SheetNames

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WIDEST, _NARROWEST = 40, 5
_MEASURED_ROWS = 300
_MARKS = {Severity.ERROR: Mark.WRONG, Severity.WARNING: Mark.DOUBTFUL}


@dataclass(frozen=True, slots=True)
class Reasons:
    """Errors and warnings of one list by worksheet row and column (from 0; -1 for the whole row)."""

    cells: Mapping[tuple[int, int], tuple[ListProblem, ...]]
    rows: Mapping[int, str]
    wrong_rows: frozenset[int]


def reasons_of(listed: ReviewList, problems: Sequence[ListProblem]) -> Reasons:
    """The reasons to write; ``wrong_rows`` are all rows of households that cannot be imported."""
    cells: dict[tuple[int, int], tuple[ListProblem, ...]] = {}
    words: dict[int, list[str]] = {}
    for problem in problems:
        if problem.severity is Severity.INFO:
            continue
        place = (problem.row, column_index(problem.column) if problem.column else -1)
        cells[place] = (*cells.get(place, ()), problem)
        words.setdefault(problem.row, []).append(f"{problem.code}: {problem.message}")
    wrong = {member.row for one in listed.households if one.wrong for member in one.members}
    return Reasons(cells, {row: "\n".join(texts) for row, texts in words.items()}, frozenset(wrong))


def write_hand_back(
    path: Path, workbook: Workbook, listed: ReviewList, problems: Sequence[ListProblem], progress: Progress = SILENT
) -> None:
    """Write the copy to *path* (.xlsx), whole or not at all; raises OSError and what *progress* raises."""
    from xlsxwriter import Workbook as Written

    content = io.BytesIO()
    reasons = reasons_of(listed, problems)
    total = sum(len(sheet.rows) for sheet in workbook.sheets) or 1
    with tempfile.TemporaryDirectory(prefix=".tra-lai-", dir=path.parent) as folder:
        written = Written(content, {"constant_memory": True, "tmpdir": folder})
        try:
            formats, names, done = Formats(written), SheetNames(), 0
            for sheet in workbook.sheets:
                own = reasons if sheet.name == listed.sheet else None
                copy = _Copy(written.add_worksheet(names.free(sheet.name)), sheet, listed, own, formats)
                copy.write(progress, done, total)
                done += len(sheet.rows)
            chosen = next(sheet for sheet in workbook.sheets if sheet.name == listed.sheet)
            _Copy(written.add_worksheet(names.free(WRONG_SHEET)), chosen, listed, reasons, formats).write_wrong()
            written.close()
        except BaseException:
            abandon(written)
            raise
    write_whole(path, content.getvalue())
    progress.step(total, total)


@dataclass(slots=True)
class _Copy:
    """One sheet of the copy; ``reasons`` only for the sheet with the list."""

    out: Worksheet
    sheet: Sheet
    listed: ReviewList
    reasons: Reasons | None
    formats: Formats
    width: int = field(init=False)

    def __post_init__(self) -> None:
        self.width = max((len(row) for row in self.sheet.rows), default=0)
        for index in range(self.width):
            self.out.set_column(index, index, _width(self.sheet, index))

    def write(self, progress: Progress, done: int, total: int) -> None:
        """The whole sheet in its place."""
        first, last = self.listed.header_rows if self.reasons else (0, 0)
        if self.reasons:
            self.out.set_column(self.width, self.width, 60)
            self.out.freeze_panes(last, 0)
        for at, cells in enumerate(self.sheet.rows):
            if at % 200 == 0:
                progress.step(done + at, total)
            number = self.sheet.first_row + at
            self._row(number - 1, number, cells, heading=first <= number <= last)
            if self.reasons and number == (first or self.sheet.first_row):
                self._title(number - 1, self.width, REASON_TITLE)
            elif self.reasons and (reason := self.reasons.rows.get(number)):
                self._reason(number - 1, self.width, reason, number)
        self.out.merge.extend(list(merged) for merged in self.sheet.merged)
        set_up_print(self.out)

    def write_wrong(self) -> None:
        """The header's last rows and only the rows of wrong households, with filters."""
        assert self.reasons is not None
        first, last = self.listed.header_rows
        at = 0
        for number in range(first, last + 1) if last else (0,):
            cells = self._cells(number)
            if cells is not None:
                self._row(at, number, cells, heading=True)
            if at == 0:
                self._title(at, self.width, REASON_TITLE)
                self._title(at, self.width + 1, ROW_TITLE)
            at += 1
        header = max(0, at - 1)
        at = max(1, at)
        for number in sorted(self.reasons.wrong_rows):
            cells = self._cells(number)
            if cells is None:
                continue
            self._row(at, number, cells, heading=False)
            self._reason(at, self.width, self.reasons.rows.get(number, ""), number)
            write_entry(self.out, at, self.width + 1, number, Form.CENTRED, self.formats)
            at += 1
        self.out.set_column(self.width, self.width, 60)
        self.out.set_column(self.width + 1, self.width + 1, 10)
        self.out.freeze_panes(header + 1, 0)
        if at > header + 1:
            self.out.autofilter(header, 0, at - 1, self.width + 1)
        set_up_print(self.out)

    def _cells(self, number: int) -> Sequence[Cell] | None:
        at = number - self.sheet.first_row
        return self.sheet.rows[at] if 0 <= at < len(self.sheet.rows) else None

    def _row(self, row: int, number: int, cells: Sequence[Cell], *, heading: bool) -> None:
        for column, cell in enumerate(cells):
            problems = self.reasons.cells.get((number, column), ()) if self.reasons else ()
            if cell is None and not problems:
                continue
            mark = Mark.STRONG if heading else Mark.PLAIN
            if problems:
                worst = min((one.severity for one in problems), key=tuple(_MARKS).index)
                mark = _MARKS[worst]
            comment = "\n".join(f"{one.code}: {one.message}" for one in problems)
            form = Form.TEXT if isinstance(cell, str) else Form.CENTRED
            write_entry(self.out, row, column, Marked(cell, mark, comment), form, self.formats)
        for column in range(len(cells), self.width):
            if self.reasons and (problems := self.reasons.cells.get((number, column), ())):
                comment = "\n".join(f"{one.code}: {one.message}" for one in problems)
                write_entry(self.out, row, column, Marked(None, Mark.WRONG, comment), Form.TEXT, self.formats)

    def _title(self, row: int, column: int, text: str) -> None:
        write_entry(self.out, row, column, Marked(text, Mark.STRONG), Form.TEXT, self.formats)

    def _reason(self, row: int, column: int, reason: str, number: int) -> None:
        assert self.reasons is not None
        wrong = number in self.reasons.wrong_rows
        text = reason or _("Another row of this household is wrong.")
        mark = Mark.WRONG if wrong else Mark.DOUBTFUL
        write_entry(self.out, row, column, Marked(text, mark), Form.TEXT, self.formats)


def _width(sheet: Sheet, index: int) -> float:
    """Wide enough for most of the column's values, long texts wrap."""
    lengths = sorted(
        len(text_of(row[index])) for row in sheet.rows[:_MEASURED_ROWS] if index < len(row) and row[index] is not None
    )
    usual = lengths[int(len(lengths) * 0.9)] if lengths else 0
    return float(min(_WIDEST, max(_NARROWEST, usual + 2)))
