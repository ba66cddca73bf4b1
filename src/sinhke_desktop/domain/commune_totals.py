"""Numbers of one commune that go beyond it: counted from its rows, or sent alone. No name of a person is among them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

MOST_COLUMNS, MOST_ROWS, MOST_NOTES = 200, 500, 60
LONGEST_TEXT = 1_000
LARGEST = 10**15
SUBJECT = re.compile(r"[a-z][a-z0-9-]{0,31}")
PERIOD = re.compile(r"[0-9]{0,4}(?:-[0-9]{2,4})?")


@dataclass(frozen=True, slots=True)
class TotalColumn:
    """A column: its heading, that of its neighbours' group, whether its cells are rates."""

    title: str
    group: str = ""
    rate: bool = False


@dataclass(frozen=True, slots=True)
class TotalCell:
    """A whole number, None where it is not known; of a rate also the *whole* that it is a part of."""

    value: int | None = None
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One line: *key* names what is counted for the program, *label* for people; *unit* is what it counts in.

    *text* is what is no number (a stage, a state). ``marked`` lines do not add up in themselves.
    """

    key: str
    label: str = ""
    cells: tuple[TotalCell, ...] = ()
    unit: str = ""
    text: str = ""
    marked: bool = False

    @property
    def number(self) -> int | None:
        """The value of the first cell."""
        return self.cells[0].value if self.cells else None


@dataclass(frozen=True, slots=True)
class CommuneTotal:
    """Everything that was counted of one *subject* (``table-4``, ``model``), in a *period* such as ``2025``."""

    subject: str
    period: str = ""
    title: str = ""
    subtitle: str = ""
    columns: tuple[TotalColumn, ...] = ()
    rows: tuple[TotalRow, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """``table-4:2025``, ``model``."""
        return f"{self.subject}:{self.period}" if self.period else self.subject

    def row(self, key: str) -> TotalRow | None:
        """The line with that key, if there is one."""
        return next((row for row in self.rows if row.key == key), None)

    def number(self, key: str) -> int | None:
        """The number of that line; None where it is not known."""
        row = self.row(key)
        return row.number if row is not None else None

    def text(self, key: str) -> str:
        """The words of that line."""
        row = self.row(key)
        return row.text if row is not None else ""


def as_values(total: CommuneTotal) -> dict[str, Any]:
    """The total as JSON values; :func:`total_from` reads them back."""
    rates = [column.rate for column in total.columns]
    return {
        "subject": total.subject,
        "period": total.period,
        "title": total.title,
        "subtitle": total.subtitle,
        "columns": [[one.title, one.group, one.rate] for one in total.columns],
        "rows": [
            [row.key, row.label, row.unit, row.text, row.marked,
             [[cell.value, cell.whole] if rate else cell.value for cell, rate in zip(row.cells, rates, strict=True)]]
            for row in total.rows
        ],
        "notes": list(total.notes),
    }  # fmt: skip


def total_from(values: object) -> CommuneTotal:
    """The total of :func:`as_values`; raises ValueError for anything of another shape, whoever sent it."""
    if not isinstance(values, dict) or set(values) != _FIELDS:
        raise ValueError("fields")
    columns = tuple(_column(one) for one in _list(values["columns"], MOST_COLUMNS))
    rows = tuple(_row(one, columns) for one in _list(values["rows"], MOST_ROWS))
    if len({row.key for row in rows}) != len(rows):
        raise ValueError("keys")
    return CommuneTotal(
        subject=_shaped(values["subject"], SUBJECT),
        period=_shaped(values["period"], PERIOD),
        title=_text(values["title"]),
        subtitle=_text(values["subtitle"]),
        columns=columns,
        rows=rows,
        notes=tuple(_text(one) for one in _list(values["notes"], MOST_NOTES)),
    )


_FIELDS = {"subject", "period", "title", "subtitle", "columns", "rows", "notes"}


def _column(value: object) -> TotalColumn:
    title, group, rate = _list(value, 3, exactly=True)
    return TotalColumn(_text(title), _text(group), _flag(rate))


def _row(value: object, columns: tuple[TotalColumn, ...]) -> TotalRow:
    key, label, unit, text, marked, cells = _list(value, 6, exactly=True)
    read = _list(cells, len(columns), exactly=True)
    return TotalRow(
        key=_text(key),
        label=_text(label),
        unit=_text(unit),
        text=_text(text),
        marked=_flag(marked),
        cells=tuple(_cell(cell, column) for cell, column in zip(read, columns, strict=True)),
    )


def _cell(value: object, column: TotalColumn) -> TotalCell:
    if column.rate:
        part, whole = _list(value, 2, exactly=True)
        return TotalCell(_number(part), _number(whole))
    return TotalCell(_number(value))


def _list(value: object, most: int, *, exactly: bool = False) -> list[Any]:
    if not isinstance(value, list) or len(value) > most or (exactly and len(value) != most):
        raise ValueError("list")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise ValueError("text")
    if not _plain(value):
        raise ValueError("letters")
    return value


@lru_cache(maxsize=4_096)
def _plain(text: str) -> bool:
    """No letter that controls or hides others; the same headings come from thousands of communes."""
    return not any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn") for letter in text)


def _shaped(value: object, shape: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise ValueError("name")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("flag")
    return value


def _number(value: object) -> int | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST):
        raise ValueError("number")
    return value
