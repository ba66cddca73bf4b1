"""The fifteen tables of a year's review, each a function of the facts (domain.md 2.5).

Titles and columns are those of a public project built on the national software's exports; the circular's own numbering
was not found, which every table says.
"""

from __future__ import annotations

from dataclasses import replace

from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.poverty_facts import COUNTED, Facts
from sinhke_desktop.domain.poverty_tables import circumstances, member_lists, results
from sinhke_desktop.domain.poverty_tables.table import Table, Unit

NUMBERS = tuple(range(1, 16))
POOR, NEAR = COUNTED
NUMBERING_MARK = (
    "Số thứ tự và tên biểu theo bộ 15 biểu của phần mềm rà soát; số hiệu mẫu trong thông tư chưa đối chiếu được."
)
TITLES = {
    1: "Kết quả rà soát",
    2: "Diễn biến hộ nghèo",
    3: "Diễn biến hộ cận nghèo",
    4: "Chỉ số thiếu hụt, hộ nghèo",
    5: "Tỷ lệ thiếu hụt, hộ nghèo",
    6: "Chỉ số thiếu hụt, hộ cận nghèo",
    7: "Tỷ lệ thiếu hụt, hộ cận nghèo",
    8: "Nhóm đối tượng",
    9: "Dân tộc",
    10: "Nguyên nhân nghèo",
    11: "Trẻ em thiếu hụt",
    12: "Hộ nghèo đa chiều",
    13: "Hộ cận nghèo đa chiều",
    14: "Danh sách hộ cận nghèo",
    15: "Danh sách hộ nghèo",
}
"""Short names for lists of tables; the full title stands in the table."""


def build(
    found: Facts, number: int, hamlet_id: str = "", unit: Unit | None = None, *, every_group: bool = False
) -> Table:
    """Table *number* of the facts; of one hamlet, of households or people only, where asked. KeyError for no table.

    With *every_group* table 9 names each ethnic group, so that the tables of several communes can be added up.
    """
    if every_group and number == 9:
        table = circumstances.ethnic_groups(found, hamlet_id, most=len(found.households))
    else:
        table = _built(found, number, hamlet_id)
    marks = (*table.marks, NUMBERING_MARK)
    notes = table.notes
    if found.unknown:
        notes = (*notes, f"{format_number(len(found.unknown))} hộ chưa đủ dữ liệu để xếp loại, không tính vào biểu.")
    rows = table.rows
    if unit is not None and table.by_unit:
        numbers = {row.hamlet_id: row.number for row in rows if row.number}
        rows = tuple(replace(row, number=numbers.get(row.hamlet_id, "")) for row in rows if row.unit is unit)
    return replace(table, notes=notes, marks=marks, rows=rows)


def _built(found: Facts, number: int, hamlet_id: str) -> Table:
    match number:
        case 1:
            return results.table_1(found, hamlet_id)
        case 2 | 3:
            return results.movement(found, POOR if number == 2 else NEAR, number, hamlet_id)
        case 4 | 5 | 6 | 7:
            wanted = POOR if number < 6 else NEAR
            return circumstances.indicators(found, wanted, number, hamlet_id, rates=number in (5, 7))
        case 8:
            return circumstances.groups(found, hamlet_id)
        case 9:
            return circumstances.ethnic_groups(found, hamlet_id)
        case 10:
            return circumstances.causes(found, hamlet_id)
        case 11:
            return circumstances.children(found, hamlet_id)
        case 12 | 13:
            return results.by_groups(found, POOR if number == 12 else NEAR, number, hamlet_id)
        case 14 | 15:
            return member_lists.member_list(found, member_lists.CLASS_OF_LIST[number], number, hamlet_id)
        case _:
            raise KeyError(number)
