"""The numbers of many communes side by side and added up, in the shape of the tables that a commune has itself.

A sum is known where every commune's number is. Communes that sent nothing stand in their lines and are in no sum.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sinhke_desktop.domain.commune_totals import CommuneTotal, TotalCell, TotalColumn, TotalRow
from sinhke_desktop.domain.poverty_tables.circumstances import MOST_GROUPS
from sinhke_desktop.domain.poverty_tables.scopes import ALL, listed
from sinhke_desktop.domain.poverty_tables.table import Cell, Column, Kind, Row, Table, Unit

COMMUNES = "Xã, phường, đặc khu"
SILENT_MARK, ALONE_MARK, OLD_MARK = "chưa gửi", "số gửi riêng", "đang tính lại"
ETHNIC_TABLE = 9
SUMMED_GROUPS = ("Tổng số", "Kinh", "Tổng số DTTS")
OTHER_GROUPS = "Khác"
LAYOUT_MARK = "Mẫu biểu tổng hợp của cấp trên chưa tìm thấy trong văn bản; ở đây là biểu của xã, mỗi dòng một xã."


@dataclass(frozen=True, slots=True)
class Given:
    """What a commune gave of one subject. ``total`` is None where nothing was; ``alone`` is a total that the commune
    sent alone and that differs from what its rows say. ``sent_alone``: there are no rows, *total* was sent alone.
    ``stale``: its rows changed since they were counted. ``silent``: it has sent nothing at all.
    """

    code: str
    name: str
    total: CommuneTotal | None = None
    alone: CommuneTotal | None = None
    sent_alone: bool = False
    stale: bool = False
    silent: bool = False

    @property
    def label(self) -> str:
        """The commune's name, with a mark where its numbers are not those of its rows now."""
        if self.silent:
            return f"{self.name} ({SILENT_MARK})"
        if self.stale:
            return f"{self.name} ({OLD_MARK})"
        return f"{self.name} ({ALONE_MARK})" if self.sent_alone else self.name


def total_of(table: Table, year: int) -> CommuneTotal:
    """The commune's own lines of one of its tables, as they are kept and sent; hamlets and remarks stay behind.

    Table 9 must name every ethnic group (``build(..., every_group=True)``), as other communes have others.
    """
    lines = [row for row in table.rows if row.total]
    return CommuneTotal(
        subject=f"table-{table.number}",
        period=str(year),
        title=table.title,
        subtitle=table.subtitle,
        columns=tuple(TotalColumn(one.title, one.group, one.kind is Kind.RATE) for one in table.columns),
        rows=tuple(_own_line(row) for row in lines),
    )


def _own_line(row: Row) -> TotalRow:
    unit = row.unit.value if row.unit is not None else ""
    cells = tuple(TotalCell(one.value, one.whole) for one in row.cells if isinstance(one, Cell))
    return TotalRow(unit or "all", row.label, cells, unit, marked=row.broken)


def added(totals: Sequence[CommuneTotal]) -> CommuneTotal:
    """The sum of totals of one subject: lines by their keys, columns by their headings; a line or column that one of
    them lacks adds nothing. Raises ValueError for no totals at all."""
    if not totals:
        raise ValueError("nothing to add")
    if len(totals) == 1:
        return totals[0]
    columns = tuple(dict.fromkeys(column for one in totals for column in one.columns))
    places = [{column: place for place, column in enumerate(one.columns)} for one in totals]
    keys = dict.fromkeys(row.key for one in totals for row in one.rows)
    known = [{row.key: row for row in one.rows} for one in totals]
    rows = []
    for key in keys:
        mine = [(some[key], place) for some, place in zip(known, places, strict=True) if key in some]
        rows.append(
            TotalRow(
                key=key,
                label=mine[0][0].label,
                unit=mine[0][0].unit,
                text="; ".join(dict.fromkeys(row.text for row, _place in mine if row.text)),
                marked=any(row.marked for row, _place in mine),
                cells=tuple(
                    _sum([row.cells[place[column]] for row, place in mine if column in place]) for column in columns
                ),
            )
        )
    first = totals[0]
    return replace(first, columns=columns, rows=tuple(rows), notes=())


def _sum(cells: Sequence[TotalCell]) -> TotalCell:
    return TotalCell(_known([one.value for one in cells]), _known([one.whole for one in cells]))


def _known(numbers: Sequence[int | None]) -> int | None:
    some = [one for one in numbers if one is not None]
    return sum(some) if some and len(some) == len(numbers) else None


def cell_of(cell: TotalCell | None, column: TotalColumn) -> Cell:
    """The cell as tables show it; a dash where nothing is known."""
    if cell is None:
        return Cell(None)
    return Cell(cell.value, cell.whole, is_rate=True) if column.rate else Cell(cell.value)


def poverty_table(number: int, year: int, given: Sequence[Given]) -> Table | None:
    """Table *number* of a year over all communes, their sum last; None where none of them gave it."""
    if number == ETHNIC_TABLE:
        given = _with_main_groups(given)
    totals = [one.total for one in given if one.total is not None]
    if not totals:
        return None
    whole = added(totals)
    rows: list[Row] = []
    for place, one in enumerate(given, 1):
        rows += _lines(one.code, str(place), one.label, one.total, whole)
        if one.alone is not None:
            rows += _lines(one.code, "", f"{one.name} ({ALONE_MARK})", one.alone, whole)
    rows += [replace(row, total=True) for row in _lines("", "", ALL, whole, whole)]
    return Table(
        number=number,
        title=whole.title,
        subtitle=_statuses(totals),
        columns=tuple(
            Column(one.title, one.group, Kind.RATE if one.rate else Kind.NUMBER) for one in whole.columns
        ),
        rows=tuple(rows),
        notes=(*notes(given), *_open_sums(given, whole)),
        marks=(LAYOUT_MARK,),
        by_unit=len(whole.rows) > 1,
        label=COMMUNES,
    )  # fmt: skip


def _statuses(totals: Sequence[CommuneTotal]) -> str:
    kinds = dict.fromkeys(one.subtitle for one in totals)
    if len(kinds) == 1:
        return next(iter(kinds))
    return "Kết quả chính thức và sơ bộ"


def _lines(code: str, number: str, label: str, total: CommuneTotal | None, whole: CommuneTotal) -> list[Row]:
    """The lines of one commune below the columns of *whole*."""
    places = {column: place for place, column in enumerate(total.columns)} if total is not None else {}
    named = whole.subject == f"table-{ETHNIC_TABLE}"
    found = []
    for place, key in enumerate(row.key for row in whole.rows):
        row = total.row(key) if total is not None else None
        cells = []
        for column in whole.columns:
            cell = row.cells[places[column]] if row is not None and column in places else None
            if cell is None and row is not None and named:
                cell = TotalCell(0)
            cells.append(cell_of(cell, column))
        unit = Unit(key) if key in (Unit.HOUSEHOLDS, Unit.PERSONS) else None
        found.append(
            Row(number if place == 0 else "", label, tuple(cells), unit, code, broken=row is not None and row.marked)
        )
    return found


def _with_main_groups(given: Sequence[Given]) -> list[Given]:
    """Table 9 with the ethnic groups that are most frequent over all communes by name, the others together."""
    counted: Counter[str] = Counter()
    for one in given:
        if one.total is not None:
            for column, cell in zip(one.total.columns, one.total.rows[0].cells, strict=True):
                if column.title not in (*SUMMED_GROUPS, OTHER_GROUPS):
                    counted[column.title] += cell.value or 0
    named = [name for name, _count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))][:MOST_GROUPS]
    titles = (*SUMMED_GROUPS, *named, OTHER_GROUPS)
    return [replace(one, total=_grouped(one.total, titles), alone=_grouped(one.alone, titles)) for one in given]


def _grouped(total: CommuneTotal | None, titles: Sequence[str]) -> CommuneTotal | None:
    if total is None:
        return None
    groups = list(dict.fromkeys(column.group for column in total.columns))
    columns = tuple(TotalColumn(title, group) for group in groups for title in titles)
    rows = []
    for row in total.rows:
        sums: Counter[tuple[str, str]] = Counter()
        for column, cell in zip(total.columns, row.cells, strict=True):
            title = column.title if column.title in titles else OTHER_GROUPS
            sums[column.group, title] += cell.value or 0
        rows.append(replace(row, cells=tuple(TotalCell(sums[one.group, one.title]) for one in columns)))
    return replace(total, columns=columns, rows=tuple(rows))


def notes(given: Sequence[Given]) -> list[str]:
    """What the sums are made of: how many communes, which sent nothing, which sent numbers alone or others than their
    rows say, which are being counted anew."""
    counted = [one for one in given if one.total is not None]
    found = [f"Cộng số liệu của {len(counted)} trong {len(given)} xã."]
    groups = (
        ("Chưa gửi: {names}.", [one for one in given if one.silent]),
        ("Đã gửi nhưng không có số liệu của biểu này: {names}.",
         [one for one in given if one.total is None and not one.silent and not one.stale]),
        ("Chỉ có số gửi riêng, không có hồ sơ hộ, của: {names}.", [one for one in counted if one.sent_alone]),
        ("Số gửi riêng khác số đếm từ hồ sơ, cả hai dòng được ghi, tổng chỉ cộng số đếm từ hồ sơ: {names}.",
         [one for one in given if one.alone is not None]),
        ("Dữ liệu vừa thay đổi, số của lần đếm trước: {names}.", [one for one in counted if one.stale]),
    )  # fmt: skip
    found += [text.format(names=listed([one.name for one in some])) for text, some in groups if some]
    return found


def _open_sums(given: Sequence[Given], whole: CommuneTotal) -> list[str]:
    """Whose numbers are missing where the sum therefore stays open; what nobody has is nobody's fault."""
    wanted = _open(whole)
    lacking = [(one.name, _open(one.total) & wanted) for one in given if one.total is not None]
    everywhere = frozenset[tuple[str, TotalColumn]](wanted).intersection(*(some for _name, some in lacking))
    names = [name for name, some in lacking if some - everywhere]
    return [f"Tổng để trống (–) ở cột mà xã sau chưa có số: {listed(names)}."] if names else []


def _open(total: CommuneTotal) -> frozenset[tuple[str, TotalColumn]]:
    """The lines and columns whose number is not known."""
    return frozenset(
        (row.key, column)
        for row in total.rows
        for column, cell in zip(total.columns, row.cells, strict=True)
        if cell.value is None or (column.rate and cell.whole is None)
    )


def in_order(table: Table, column: int, *, descending: bool) -> Table:
    """*table* by one of its columns (-1: by the commune's name); lines of one commune stay together, the sum last."""
    blocks: dict[tuple[str, int], list[Row]] = {}
    last: list[Row] = []
    before = 0
    for row in table.rows:
        if row.total:
            last.append(row)
            continue
        before += bool(row.number)
        blocks.setdefault((row.hamlet_id, before), []).append(row)
    known: list[tuple[Any, list[Row]]] = []
    unknown: list[tuple[Any, list[Row]]] = []
    for some in blocks.values():
        value = some[0].label if column < 0 else _value(some[0], column)
        (unknown if value is None else known).append((value, some))
    known.sort(key=lambda pair: _sortable(pair[0]), reverse=descending)
    return replace(table, rows=tuple([row for _value_, some in [*known, *unknown] for row in some] + last))


def _value(row: Row, column: int) -> Any:
    cell = row.cells[column]
    return cell or None if isinstance(cell, str) else cell.number


def _sortable(value: Any) -> tuple[bool, Any]:
    return (isinstance(value, str), value)
