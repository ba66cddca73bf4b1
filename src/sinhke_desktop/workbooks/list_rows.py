"""The rows under a list's header: which are people, which headings of hamlets, and where each household begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sinhke_desktop.domain.cell_texts import folded, text_of, tidied, whole_number
from sinhke_desktop.domain.household import OLDEST_YEAR
from sinhke_desktop.domain.listed_values import At, Notes
from sinhke_desktop.domain.review_list import Cell, column_letter
from sinhke_desktop.i18n import _
from sinhke_desktop.workbooks.header import Header, is_column_numbers
from sinhke_desktop.workbooks.reading import Sheet
from sinhke_desktop.workbooks.wording import label_key

_TOTAL = re.compile(r"^(tong cong|tong so|cong|tong)( |:|$)")
_HEADING = re.compile(r"^(?:[IVX\d]+[.)]?\s+)?((?:thôn|ấp|khóm|khu phố|bản|buôn|tổ dân phố)\s.+)$", re.IGNORECASE)


@dataclass(slots=True)
class GatheredRows:
    """The rows of one household before they are judged: worksheet row and cells of each."""

    number: int | None
    label: str
    heading: str
    rows: list[tuple[int, Sequence[Cell]]] = field(default_factory=list)
    has_head: bool = False


class ListRows:
    """Rows under one header, grouped into households."""

    def __init__(self, sheet: Sheet, header: Header, notes: Notes) -> None:
        self._sheet = sheet
        self._header = header
        self._columns = header.columns
        self._letters = {name: column_letter(index) for name, index in header.columns.items()}
        self._notes = notes

    def cell(self, row: Sequence[Cell], name: str) -> Cell:
        """The value of field *name* in *row*."""
        index = self._columns.get(name)
        return row[index] if index is not None and index < len(row) else None

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

    def _body(self) -> list[tuple[int, Sequence[Cell], str]]:
        """Worksheet row, cells and kind: ``person``, ``hamlet`` (a heading) or ``other``; ends at the last person."""
        body: list[tuple[int, Sequence[Cell], str]] = []
        end = 0
        for index in range(self._header.after, len(self._sheet.rows)):
            row = self._sheet.rows[index]
            if any(cell is not None for cell in row):
                kind = self._kind(row)
                body.append((self._sheet.first_row + index, row, kind))
                if kind == "person":
                    end = len(body)
        return body[:end]

    def _kind(self, row: Sequence[Cell]) -> str:
        cell = self.cell(row, "full_name")
        birth = self.cell(row, "male") or self.cell(row, "female") or self.birth(row)
        if cell and isinstance(birth, (int, float)) and birth >= OLDEST_YEAR and self.cell(row, "relation"):
            return "person"
        name = tidied(text_of(cell))
        signs = sum(
            self.cell(row, field_name) is not None
            for field_name in ("male", "female", "birth", "birth_year", "relation", "citizen_id", "ethnic_group")
        )
        numbered = any(
            whole_number(self.cell(row, field_name)) is not None for field_name in ("household_number", "member_number")
        )
        if _TOTAL.match(folded(name)) and signs <= 2 and "relation" in self._columns and not self.cell(row, "relation"):
            return "other"
        if (signs >= 1 and (name or numbered)) or signs >= 3 or (name and numbered):
            return "other" if label_key(name) in ("ho va ten", "ho ten") or is_column_numbers(row) else "person"
        texts = [cell for cell in row if cell is not None]
        if len(texts) <= 3 and any(isinstance(cell, str) and _HEADING.match(tidied(cell)) for cell in texts):
            return "hamlet"
        return "other"

    def gathered(self) -> Iterator[GatheredRows]:
        """The rows of each household, in the list's order."""
        current: GatheredRows | None = None
        heading = ""
        for number, row, kind in self._body():
            if kind == "hamlet":
                heading = next(
                    found[1] for cell in row if isinstance(cell, str) and (found := _HEADING.match(tidied(cell)))
                )
            elif kind == "other":
                self._say_left_out(number, row)
            else:
                starting = self._starting(row, current)
                if starting is not None:
                    if current is not None:
                        yield current
                    label, by_head = starting
                    current = GatheredRows(whole_number(label), label, heading)
                    if by_head and "household_number" in self._columns:
                        message = _("A new household begins here without a household number.")
                        self.at(number, "household_number").warning("HO-06", message)
                elif current is None:
                    current = GatheredRows(None, "", heading)
                    message = _("This member belongs to no household.")
                    self.at(number, "household_number").error("LS-01", message)
                current.rows.append((number, row))
                current.has_head = current.has_head or self._is_head(row)
        if current is not None:
            yield current

    def _say_left_out(self, number: int, row: Sequence[Cell]) -> None:
        first = next(index for index, cell in enumerate(row) if cell is not None)
        name = folded(tidied(text_of(self.cell(row, "full_name")) or text_of(row[first])))
        if not _TOTAL.match(name) and label_key(name) not in ("ho va ten", "ho ten") and not is_column_numbers(row):
            message = _("This row was not read: it holds no person.")
            self._notes.warning(number, column_letter(first), "LS-02", message)

    def _is_head(self, row: Sequence[Cell]) -> bool:
        return folded(tidied(text_of(self.cell(row, "relation")))) in ("chu ho", "ch")

    def _starting(self, row: Sequence[Cell], current: GatheredRows | None) -> tuple[str, bool] | None:
        """The label of the household that begins with *row* and whether only its head says so; None if none begins."""
        label = tidied(text_of(self.cell(row, "household_number")))
        head = self._is_head(row)
        first_member = whole_number(self.cell(row, "member_number")) == 1
        if "relation" in self._columns and "member_number" not in self._columns:
            if head or current is None:
                return label, not label
            return None
        if label and (current is None or label != current.label or first_member):
            return label, False
        if not label and head and (first_member or "household_number" not in self._columns):
            return "", True
        return None
