"""Which of a workbook's sheets holds the list, and which others hold lists that are not read with it."""

from __future__ import annotations

from collections.abc import Sequence

from sinhke_desktop.domain.column_mapping import ColumnMapping
from sinhke_desktop.domain.listed_values import Notes
from sinhke_desktop.domain.review_list import column_index
from sinhke_desktop.i18n import _
from sinhke_desktop.workbooks.columns import WRONG_SHEET, LookedSheet, header_of, looked_at
from sinhke_desktop.workbooks.list_title import title_of
from sinhke_desktop.workbooks.reading import Sheet, Workbook, WorkbookRefused

Rank = tuple[bool, bool, bool, int, int, int]


def rank_of(sheet: Sheet, looked: LookedSheet, *, remembered: bool = False) -> Rank:
    """The greater, the likelier the list is meant: shown, corrected before, filled, full of columns, new, long."""
    people = people_under(sheet, looked.mapping)
    year = title_of(sheet, header_of(sheet, looked.mapping).first).year or 0
    return (not sheet.hidden, remembered, people > 0, len(looked.mapping.columns), year, people)


def best_mapping(workbook: Workbook) -> ColumnMapping:
    """The mapping of the likeliest list; :class:`WorkbookRefused` ``EX-07`` or ``EX-12`` where there is none."""
    looked = looked_at(workbook)
    found = [
        (rank_of(sheet, one), one.mapping) for sheet, one in zip(workbook.sheets, looked, strict=True) if one.columns
    ]
    if not found and any(sheet.unknown for sheet in workbook.sheets):
        raise WorkbookRefused(
            _("The letters of the file are in an encoding that is not known. Nothing was changed."),
            _("Save it in Excel as .xlsx in Unicode (or as “CSV UTF-8”) and try again."),
            "EX-12",
        )
    if not found:
        raise WorkbookRefused(
            _("No review list was found in the workbook. Nothing was changed."),
            _("The list needs a header with “Họ và tên”, the birth year, the relation to the head and the class."),
            "EX-07",
        )
    return max(found, key=lambda one: one[0])[1]


def people_under(sheet: Sheet, mapping: ColumnMapping) -> int:
    """How many rows under the header have something where names stand."""
    if "full_name" not in mapping.columns:
        return 0
    index = column_index(mapping.columns["full_name"])
    rows = sheet.rows[header_of(sheet, mapping).after :]
    return sum(index < len(row) and row[index] is not None for row in rows)


def other_lists(workbook: Workbook, chosen: str) -> list[LookedSheet]:
    """The other sheets that are shown and hold lists with people."""
    return [
        looked
        for sheet, looked in zip(workbook.sheets, looked_at(workbook), strict=True)
        if sheet.name not in (chosen, WRONG_SHEET) and not sheet.hidden and people_under(sheet, looked.mapping)
    ]


def say_other_lists(others: Sequence[LookedSheet], row: int, notes: Notes) -> None:
    """LS-04 for each of *others*, at the *row* where the list that is read begins."""
    for one in others:
        message = _("The sheet “{name}” holds a list too; it was not read. Choose it and import it as well.")
        notes.warning(row, "", "LS-04", message.format(name=one.name))
