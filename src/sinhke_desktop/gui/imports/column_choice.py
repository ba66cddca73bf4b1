"""Which column of a list means what, while a person corrects it. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sinhke_desktop.domain.column_mapping import ColumnMapping
from sinhke_desktop.services.imports import Looked
from sinhke_desktop.workbooks.columns import ListColumn, LookedSheet

NO_FIELD = ""
"""The choice of a column that is not read."""


@dataclass(frozen=True, slots=True)
class ColumnsShown:
    """What the step shows; ``first_row`` and ``last_row`` are the header's worksheet rows, 0 where it has none.

    ``problems`` stop the reading, ``doubts`` do not.
    """

    sheets: tuple[str, ...]
    sheet: str
    first_row: int
    last_row: int
    columns: tuple[ListColumn, ...]
    problems: tuple[str, ...]
    doubts: tuple[str, ...]


class ColumnChoice:
    """The mapping of one file as the person corrects it."""

    def __init__(self, looked: Looked, mapping: ColumnMapping | None = None) -> None:
        self.looked = looked
        self._sheet: LookedSheet
        chosen = mapping or looked.mapping
        if chosen is None:
            self._sheet = looked.propose(looked.sheets[0].name, 0, 0)
        else:
            self._sheet = looked.sheet(chosen)

    @property
    def mapping(self) -> ColumnMapping:
        """The mapping as it stands."""
        return self._sheet.mapping

    def choose_sheet(self, name: str) -> None:
        """Another sheet, with what is proposed for it."""
        found = next((one for one in self.looked.sheets if one.name == name), None)
        if found is not None and name != self.mapping.sheet:
            self._sheet = found if found.columns else self.looked.propose(name, 0, 0)

    def choose_rows(self, first_row: int, last_row: int) -> None:
        """The header stands elsewhere: its columns are proposed anew."""
        if (first_row, last_row) != (self.mapping.first_row, self.mapping.last_row):
            self._sheet = self.looked.propose(self.mapping.sheet, first_row, max(first_row, last_row))

    def give(self, letter: str, field: str) -> None:
        """Column *letter* holds *field*; the column that held it before holds nothing now."""
        columns = {name: one for name, one in self.mapping.columns.items() if name != field and one != letter}
        if field:
            columns[field] = letter
        self._sheet = self.looked.sheet(replace(self.mapping, columns=columns))

    def shown(self) -> ColumnsShown:
        """Everything the step shows."""
        mapping = self.mapping
        return ColumnsShown(
            tuple(one.name for one in self.looked.sheets),
            mapping.sheet,
            mapping.first_row,
            mapping.last_row,
            self._sheet.columns,
            tuple(mapping.problems()),
            tuple(mapping.doubts()),
        )
