"""Cells of people that could not be read: letters of an unknown encoding, lost letters, errors of formulas."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace

from sinhke_desktop.domain.cell_texts import text_of, tidied
from sinhke_desktop.domain.listed_values import At, Notes
from sinhke_desktop.domain.review import ALL_INDICATORS
from sinhke_desktop.domain.review_list import Cell, column_letter
from sinhke_desktop.domain.text_repair import has_lost_letters
from sinhke_desktop.i18n import _
from sinhke_desktop.workbooks.reading import Sheet

_NAMING = frozenset(("full_name", "given_name", "hamlet", "ethnic_group", "relation"))
_JUDGED = frozenset(
    (
        "full_name", "given_name", "male", "female", "birth", "birth_year", "sex", "ethnic_group",
        "hamlet", "poverty_class", "poor_mark", "near_poor_mark", "income_points", "deprivation_points",
        *ALL_INDICATORS,
    )
)  # fmt: skip
"""Fields whose own reading refuses an error that stands in the cell."""


def without_odd(sheet: Sheet, columns: Mapping[str, int]) -> Sheet:
    """The sheet with errors and formulas never computed left out where nothing else would refuse them."""
    judged = {index for name, index in columns.items() if name in _JUDGED}
    touched: dict[int, list[Cell]] = {}
    for number, column in sheet.odd:
        if column not in judged:
            at = number - sheet.first_row
            touched.setdefault(at, list(sheet.rows[at]))[column] = None
    if not touched:
        return sheet
    rows = (tuple(touched[at]) if at in touched else row for at, row in enumerate(sheet.rows))
    return replace(sheet, rows=tuple(rows))


def say_unread(sheet: Sheet, columns: Mapping[str, int], people: Set[int], notes: Notes) -> None:
    """MA-01 letters of an encoding that is not known, MA-02 letters that are lost, MA-03 one that may be old or not,
    LS-03 an error instead of a value.

    *people* are the worksheet rows of people. Letters are errors where they are names; an Excel error is said here
    where the field's own reading does not refuse it.
    """
    fields = {index: name for name, index in columns.items()}
    for index, column in sorted(sheet.unknown):
        number = sheet.first_row + index
        name = fields.get(column)
        if name is None or number not in people:
            continue
        text = tidied(text_of(sheet.rows[index][column]))
        if has_lost_letters(text):
            code, message = "MA-02", _("In “{text}” letters were lost: ? stands for them.")
        else:
            code, message = "MA-01", _("“{text}” is in an encoding that is not known; its letters cannot be told.")
        at = At(number, column_letter(column), notes)
        say = at.error if name in _NAMING else at.warning
        say(code, message.format(text=text))
    for (index, column), other in sorted(sheet.doubtful.items()):
        number = sheet.first_row + index
        if number in people and fields.get(column) in _NAMING:
            text = tidied(text_of(sheet.rows[index][column]))
            message = _("“{text}” stands among old letters; if it is old as well, it means “{other}”.")
            notes.warning(number, column_letter(column), "MA-03", message.format(text=text, other=tidied(other)))
    for number, column in sorted(sheet.odd):
        letter = column_letter(column)
        if number not in people or fields.get(column) in (None, *_JUDGED):
            continue
        text = text_of(sheet.rows[number - sheet.first_row][column])
        message = _("The cell holds “{text}”, an error or a formula without a result, instead of a value.")
        notes.warning(number, letter, "LS-03", message.format(text=text))
