"""What the rows of one household say against each other.

HO-05 a member without a number, HO-09 a number given twice, HO-10 a later row with another class, hamlet or points.
"""

from __future__ import annotations

from sinhke_desktop.domain.cell_texts import folded, text_of, tidied, whole_number
from sinhke_desktop.domain.hamlet_names import split_kind
from sinhke_desktop.domain.review_list import Cell
from sinhke_desktop.i18n import _
from sinhke_desktop.workbooks.list_rows import GatheredRows, ListRows

_ONCE_A_HOUSEHOLD = ("hamlet", "poverty_class", "movement", "income_points", "deprivation_points")


def say_odd_numbers(gathered: GatheredRows, rows: ListRows) -> None:
    """HO-05 and HO-09."""
    if not rows.has("member_number"):
        return
    cells = {number: rows.cell(row, "member_number") for number, row in gathered.rows}
    if missing := [number for number, cell in cells.items() if cell is None]:
        message = _("A member of this household has no member number (row {rows}).")
        at = rows.at(gathered.rows[0][0], "member_number")
        at.warning("HO-05", message.format(rows=", ".join(map(str, missing))))
    seen: dict[int, int] = {}
    for number, cell in cells.items():
        value = whole_number(cell)
        if value is not None and (first := seen.setdefault(value, number)) != number:
            message = _("The member number {number} stands already at row {row}.").format(number=value, row=first)
            rows.at(number, "member_number").warning("HO-09", message)


def say_differing_rows(gathered: GatheredRows, rows: ListRows) -> None:
    """HO-10."""
    if len(gathered.rows) < 2:
        return
    for name in filter(rows.has, _ONCE_A_HOUSEHOLD):
        filled = [(number, cell) for number, row in gathered.rows if (cell := rows.cell(row, name)) is not None]
        for number, cell in filled[1:]:
            if _compared(filled[0][1]) != _compared(cell):
                message = _("Row {row} of the same household has “{first}”, this one “{text}”.")
                texts = {"first": tidied(text_of(filled[0][1])), "text": tidied(text_of(cell))}
                rows.at(number, name).warning("HO-10", message.format(row=filled[0][0], **texts))


def _compared(cell: Cell) -> str:
    return folded(split_kind(text_of(cell))[1])
