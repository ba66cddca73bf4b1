"""Tables written as real Excel workbooks: ``write_tables(path, [SheetTable(...), ...], progress)``.

Every text is written as a text, never as a formula, and one that begins like a formula (``=cmd``) also carries the mark
that keeps it a text when somebody edits the cell. Rows are written one by one, so long lists need little memory.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sinhke_desktop.files import write_whole
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.workbooks.sheet_names import SheetNames

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Value = str | int | float | bool | date | Decimal | None
LONGEST_TEXT = 32_767
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_FONT = "Times New Roman"
_STEP = 200


class Form(StrEnum):
    """How a column's numbers look; texts are written as texts in any column.

    WHOLE ``1.234``, RATE ``12,34`` (two decimals), DAY ``22/11/2026``; Excel shows the separators of its own language.
    """

    TEXT = "@"
    CENTRED = "@ "
    WHOLE = "#,##0"
    RATE = "0.00"
    DAY = "dd/mm/yyyy"


class Mark(StrEnum):
    """How one cell stands out."""

    PLAIN = "plain"
    STRONG = "strong"
    WRONG = "wrong"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Marked:
    """A cell that stands out; ``comment`` is shown by Excel beside it."""

    value: Value
    mark: Mark = Mark.STRONG
    comment: str = ""


Entry = Value | Marked


@dataclass(frozen=True, slots=True)
class Column:
    """One column; neighbours with the same ``group`` share a merged heading over their own. ``width`` in characters."""

    title: str
    form: Form = Form.TEXT
    width: float = 12
    group: str = ""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One worksheet: lines above, the title, the header (two levels where a column has a group), rows, totals, notes.

    ``rows`` may be any iterable, also one that is read only once; ``row_count`` helps the progress of those. ``totals``
    is one last row in bold. ``numbered`` puts ``(1) (2) (3)`` under the header. ``frozen`` columns stay in sight.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Entry]]
    totals: Sequence[Entry] | None = None
    above: Sequence[str] = ()
    subtitle: str = ""
    notes: Sequence[str] = ()
    numbered: bool = False
    filtered: bool = False
    frozen: int = 0
    landscape: bool = True
    row_count: int = 0

    @property
    def height(self) -> int:
        """How many rows are expected."""
        return self.row_count or (len(self.rows) if isinstance(self.rows, Sequence) else 0)


def write_tables(path: Path, tables: Sequence[SheetTable], progress: Progress = SILENT) -> None:
    """Write *tables* as the sheets of one workbook at *path*, whole or not at all.

    Raises OSError where the disk refuses, and what ``progress.step(rows, of all rows)`` raises; the old file stays.
    """
    from xlsxwriter import Workbook

    path = Path(path)
    content = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix=".xuat-", dir=path.parent) as folder:
        workbook = Workbook(content, {"constant_memory": True, "tmpdir": folder})
        try:
            _write(workbook, tables, progress)
            workbook.close()
        except BaseException:
            abandon(workbook)
            raise
    write_whole(path, content.getvalue())


def _write(workbook: Workbook, tables: Sequence[SheetTable], progress: Progress) -> None:
    formats = Formats(workbook)
    names = SheetNames()
    total = sum(table.height for table in tables) or 1
    done = 0
    for table in tables:
        progress.step(done, max(total, done))
        sheet = workbook.add_worksheet(names.free(table.name))
        writer = _SheetWriter(sheet, table, formats)
        writer.write_head()
        for entries in table.rows:
            writer.write_row(entries)
            done += 1
            if done % _STEP == 0:
                progress.step(done, max(total, done))
        writer.write_end()
    progress.step(total, total)


def abandon(workbook: Workbook) -> None:
    """Let go of a workbook that will not be finished."""
    for sheet in workbook.worksheets():
        if sheet.row_data_fh is not None and not sheet.row_data_fh.closed:
            sheet.row_data_fh.close()
    workbook.fileclosed = True


@dataclass(slots=True)
class Formats:
    """The workbook's cell formats, each made once."""

    workbook: Workbook
    _made: dict[tuple[object, ...], Format] = field(default_factory=dict)
    _cells: dict[tuple[Form, Mark, bool], Format] = field(default_factory=dict)

    def get(self, **wanted: object) -> Format:
        """The format with these XlsxWriter properties."""
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self.workbook.add_format({"font_name": _FONT, "font_size": 11, **wanted})
        return self._made[key]

    def cell(self, form: Form, mark: Mark = Mark.PLAIN, *, quoted: bool = False) -> Format:
        """The format of a cell in the table."""
        known = self._cells.get((form, mark, quoted))
        if known is not None:
            return known
        wanted: dict[str, object] = {"border": 1, "valign": "top", "num_format": form.value.strip()}
        if form in (Form.TEXT, Form.CENTRED):
            wanted["text_wrap"] = True
        if form in (Form.CENTRED, Form.DAY):
            wanted["align"] = "center"
        wanted |= MARKS[mark]
        if quoted:
            wanted["quote_prefix"] = True
        made = self._cells[form, mark, quoted] = self.get(**wanted)
        return made


MARKS: dict[Mark, dict[str, object]] = {
    Mark.PLAIN: {},
    Mark.STRONG: {"bold": True},
    Mark.WRONG: {"bg_color": "#FFC7CE", "font_color": "#9C0006"},
    Mark.DOUBTFUL: {"bg_color": "#FFEB9C", "font_color": "#7F6000"},
}


def write_entry(
    sheet: Worksheet, row: int, column: int, entry: Entry, form: Form, formats: Formats, *, strong: bool = False
) -> None:
    """Write one cell by the kind of its value; *row* and *column* count from 0."""
    marked = entry if isinstance(entry, Marked) else Marked(entry, Mark.STRONG if strong else Mark.PLAIN)
    value = marked.value
    style = formats.cell(form, marked.mark)
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        text = value[:LONGEST_TEXT]
        if text.startswith(_FORMULA_STARTS):
            style = formats.cell(form, marked.mark, quoted=True)
        sheet.write_string(row, column, text, style)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif isinstance(value, date):
        day = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001
        day_form = form if form is Form.DAY else Form.DAY
        sheet.write_datetime(row, column, day, formats.cell(day_form, marked.mark))
    else:
        if form in (Form.TEXT, Form.CENTRED):
            style = formats.get(**{**_number_in_text(form), **MARKS[marked.mark]})
        sheet.write_number(row, column, float(value) if isinstance(value, Decimal) else value, style)
    if marked.comment:
        sheet.write_comment(row, column, marked.comment[:LONGEST_TEXT], {"x_scale": 2})


def _number_in_text(form: Form) -> dict[str, object]:
    """A number in a column of texts keeps being a number, as it stands."""
    wanted: dict[str, object] = {"border": 1, "valign": "top"}
    return {**wanted, "align": "center"} if form is Form.CENTRED else wanted


class _SheetWriter:
    """Writes one sheet from top to bottom; a row once left cannot be written again."""

    def __init__(self, sheet: Worksheet, table: SheetTable, formats: Formats) -> None:
        self._sheet = sheet
        self._table = table
        self._formats = formats
        self._row = 0
        self._last_header = 0

    def write_head(self) -> None:
        """Lines above, title, header; and how the sheet is shown and printed."""
        table, sheet = self._table, self._sheet
        for index, column in enumerate(table.columns):
            sheet.set_column(index, index, column.width)
        for text in table.above:
            self._line(text, {"bold": True})
        if table.title:
            self._line(table.title, {"bold": True, "font_size": 14, "align": "center"}, whole=True)
        if table.subtitle:
            self._line(table.subtitle, {"italic": True, "align": "center"}, whole=True)
        if self._row:
            self._row += 1
        first = self._row
        self._header()
        self._last_header = self._row - 1
        if table.numbered:
            for index in range(len(table.columns)):
                style = self._formats.get(border=1, italic=True, align="center", font_size=9)
                sheet.write_string(self._row, index, f"({index + 1})", style)
            self._row += 1
        sheet.freeze_panes(self._row, table.frozen)
        sheet.repeat_rows(first, self._row - 1)
        set_up_print(sheet, landscape=table.landscape)

    def _line(self, text: str, wanted: dict[str, Any], *, whole: bool = False) -> None:
        self._sheet.write_string(self._row, 0, text, self._formats.get(**wanted))
        if whole and len(self._table.columns) > 1:
            self._sheet.merge.append([self._row, 0, self._row, len(self._table.columns) - 1])
        self._row += 1

    def _header(self) -> None:
        columns, sheet = self._table.columns, self._sheet
        style = self._formats.get(
            border=1, bold=True, align="center", valign="vcenter", text_wrap=True, bg_color="#E7EDF3"
        )
        if not any(column.group for column in columns):
            sheet.set_row(self._row, 15 * _lines_needed(columns))
            for index, column in enumerate(columns):
                sheet.write_string(self._row, index, column.title, style)
            self._row += 1
            return
        top, below = self._row, self._row + 1
        sheet.set_row(below, 15 * _lines_needed(columns))
        for first, last, group in _groups(columns):
            for index in range(first, last + 1):
                words = (group if index == first else "") or (columns[index].title if not group else "")
                sheet.write_string(top, index, words, style)
            if not group:
                sheet.merge.append([top, first, below, first])
            elif last > first:
                sheet.merge.append([top, first, top, last])
        for index, column in enumerate(columns):
            sheet.write_string(below, index, column.title if column.group else "", style)
        self._row += 2

    def write_row(self, entries: Sequence[Entry], *, strong: bool = False) -> None:
        """Write one row of the table."""
        for index, (entry, column) in enumerate(zip(entries, self._table.columns, strict=True)):
            write_entry(self._sheet, self._row, index, entry, column.form, self._formats, strong=strong)
        self._row += 1

    def write_end(self) -> None:
        """Totals and notes."""
        last = self._row - 1
        if self._table.filtered and last > self._last_header:
            self._sheet.autofilter(self._last_header, 0, last, len(self._table.columns) - 1)
        if self._table.totals is not None:
            self.write_row(self._table.totals, strong=True)
        if self._table.notes:
            self._row += 1
        for text in self._table.notes:
            self._line(text, {"italic": True})


def set_up_print(sheet: Worksheet, *, landscape: bool = True) -> None:
    """A4, as wide as one page, page numbers below."""
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C&P/&N")


def _groups(columns: Sequence[Column]) -> list[tuple[int, int, str]]:
    """First and last column of each heading of the upper row; columns without a group stand alone."""
    found: list[tuple[int, int, str]] = []
    for index, column in enumerate(columns):
        if found and column.group and found[-1][2] == column.group:
            found[-1] = (found[-1][0], index, column.group)
        else:
            found.append((index, index, column.group))
    return found


def _lines_needed(columns: Sequence[Column]) -> int:
    """Lines of the tallest heading when its words wrap to the column's width."""
    return max(1, *(-(-int(len(column.title) * 1.2) // max(1, int(column.width))) for column in columns))
