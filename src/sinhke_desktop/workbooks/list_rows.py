"""The rows under a list's header grouped into households: where each begins, under which headings it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sinhke_desktop.domain.cell_texts import text_of, tidied, whole_number
from sinhke_desktop.domain.listed_values import At, Notes
from sinhke_desktop.domain.review import CLASS_NAMES, PovertyClass
from sinhke_desktop.domain.review_list import Cell, column_letter
from sinhke_desktop.i18n import _
from sinhke_desktop.workbooks.header import Header
from sinhke_desktop.workbooks.household_starts import HouseholdStarts
from sinhke_desktop.workbooks.list_title import ListTitle
from sinhke_desktop.workbooks.reading import Sheet
from sinhke_desktop.workbooks.row_kinds import KnownRow, RowKind, RowKinds, people_and_headings

_CLASSES = ("poverty_class", "poor_mark", "near_poor_mark")
_ODD_NUMBER = re.compile(r"-\d+|0+|\d+[.,]\d+")


@dataclass(slots=True)
class GatheredRows:
    """The rows of one household before they are judged: worksheet row and cells of each.

    ``heading`` and ``poverty_class`` are the hamlet and the class of the headings that it stands under.
    """

    number: int | None
    heading: str
    poverty_class: PovertyClass | None = None
    rows: list[tuple[int, Sequence[Cell]]] = field(default_factory=list)


class ListRows:
    """Rows under one header, grouped into households."""

    def __init__(self, sheet: Sheet, header: Header, notes: Notes, title: ListTitle) -> None:
        self._sheet = sheet
        self._header = header
        self._columns = header.columns
        self._letters = {name: column_letter(index) for name, index in header.columns.items()}
        self._notes = notes
        self._title = title

    def has(self, name: str) -> bool:
        """True where the list has a column for field *name*."""
        return name in self._columns

    def cell(self, row: Sequence[Cell], name: str) -> Cell:
        """The value of field *name* in *row*."""
        index = self._columns.get(name)
        return row[index] if index is not None and index < len(row) else None

    def name(self, row: Sequence[Cell]) -> Cell:
        """The name of one column, or of two put together."""
        cell, given = self.cell(row, "full_name"), self.cell(row, "given_name")
        return cell if given is None else f"{text_of(cell)} {text_of(given)}".strip()

    def birth(self, row: Sequence[Cell]) -> Cell:
        """The birth of one column, or of three put together."""
        cell = self.cell(row, "birth")
        if cell is not None or "birth_year" not in self._columns:
            return cell
        year = self.cell(row, "birth_year")
        parts = [whole_number(self.cell(row, name)) for name in ("birth_day", "birth_month")]
        if year is None or None in parts:
            return year
        return f"{parts[0]}/{parts[1]}/{tidied(text_of(year))}"

    def at(self, row: int, name: str) -> At:
        """Where field *name* of worksheet *row* stands."""
        return At(row, self._letters.get(name, ""), self._notes)

    def _body(self) -> list[KnownRow]:
        """The rows under the header with what they are; ends at the last person."""
        kinds = RowKinds.under(self._header, self._sheet.rows)
        body: list[KnownRow | None] = []
        for index in range(self._header.after, len(self._sheet.rows)):
            row = self._sheet.rows[index]
            filled = any(cell is not None for cell in row)
            body.append(kinds.known(self._sheet.first_row + index, row) if filled else None)
        return people_and_headings(body)

    def gathered(self) -> Iterator[GatheredRows]:
        """The rows of each household, in the list's order."""
        body = self._body()
        starts = HouseholdStarts(self._columns, [row.cells for row in body if row.kind is RowKind.PERSON])
        begun = iter(enumerate(starts.begins))
        current: GatheredRows | None = None
        heading, poverty_class = self._of_all(body)
        for row in body:
            if row.kind is RowKind.HAMLET:
                heading = row.text
            elif row.kind is RowKind.CLASS:
                poverty_class = row.poverty_class
            elif row.kind is RowKind.OTHER:
                self._say_left_out(row)
            elif row.kind is RowKind.PERSON:
                place, begins = next(begun)
                if place in starts.second_heads and current is not None:
                    message = _("This may be a second head of the household at row {row}.")
                    self.at(row.number, "relation").warning("HO-11", message.format(row=current.rows[0][0]))
                if begins or current is None:
                    if current is not None:
                        yield current
                    current = GatheredRows(self._number(row, begins=begins, starts=starts), heading, poverty_class)
                current.rows.append((row.number, row.cells))
        if current is not None:
            yield current

    def _of_all(self, body: Sequence[KnownRow]) -> tuple[str, PovertyClass | None]:
        """The hamlet and class of the title or the sheet's name, where no column and no line says any; LS-05."""
        first = self._sheet.first_row + self._header.first
        hamlet, poverty_class = self._title.hamlet, self._title.poverty_class
        if any(row.kind is RowKind.HAMLET or self.cell(row.cells, "hamlet") is not None for row in body):
            hamlet = ""
        if any(name in self._columns for name in _CLASSES) or any(row.kind is RowKind.CLASS for row in body):
            poverty_class = None
        for text in filter(None, (hamlet, CLASS_NAMES[poverty_class] if poverty_class else "")):
            message = _("“{text}” in the title or the name of the sheet holds for the whole list.").format(text=text)
            self._notes.info(first, "", "LS-05", message)
        return hamlet, poverty_class

    def _number(self, row: KnownRow, *, begins: bool, starts: HouseholdStarts) -> int | None:
        """The household's number; HO-06 it has none, HO-08 it is none, LS-01 nothing says that a household begins."""
        at = self.at(row.number, "household_number")
        label = tidied(text_of(self.cell(row.cells, "household_number")))
        if not begins:
            at.error("LS-01", _("This member belongs to no household."))
        elif starts.counts_people:
            return None
        elif not label and "household_number" in self._columns:
            at.warning("HO-06", _("A new household begins here without a household number."))
        elif _ODD_NUMBER.fullmatch(label):
            at.warning("HO-08", _("“{text}” is not a household number; left out.").format(text=label))
            return None
        return whole_number(label)

    def _say_left_out(self, row: KnownRow) -> None:
        first = next(index for index, cell in enumerate(row.cells) if cell is not None)
        message = _("This row was not read: it holds no person.")
        self._notes.warning(row.number, column_letter(first), "LS-02", message)
