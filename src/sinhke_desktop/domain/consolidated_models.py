"""Models, targets, months and supports of many communes, a line for each, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from sinhke_desktop.domain.commune_totals import CommuneTotal
from sinhke_desktop.domain.consolidated import COMMUNES, Given, notes
from sinhke_desktop.domain.livelihood import STAGE_NAMES
from sinhke_desktop.domain.model_targets import STATE_NAMES, Measure, TargetState
from sinhke_desktop.domain.money import NO_SHARE
from sinhke_desktop.domain.poverty_tables.scopes import ALL
from sinhke_desktop.domain.poverty_tables.table import Cell, Column, Kind, Row, Table
from sinhke_desktop.domain.rates import change, comma, rate
from sinhke_desktop.domain.review import CLASS_NAMES, PovertyClass
from sinhke_desktop.domain.support import SUPPORT_NAMES

MODELS, TARGETS, MONTHS, SUPPORTS, STANDING = 101, 102, 103, 104, 105
"""Numbers of tables that are not among the fifteen; they stand on no paper."""
MOST_SOURCES = 4
MONEY_WIDTH = 1.7
OWN_LAYOUT = "Cách trình bày biểu này là đề xuất của chương trình, không phải mẫu do văn bản quy định."
Cells = tuple[Cell | str, ...]


def _table(number: int, title: str, subtitle: str, columns: Sequence[Column], rows: Sequence[Row],
           given: Sequence[Given]) -> Table:  # fmt: skip
    return Table(number, title, subtitle, tuple(columns), tuple(rows), tuple(notes(given)), (OWN_LAYOUT,),
                 label=COMMUNES)  # fmt: skip


def _rows(given: Sequence[Given], cells: Sequence[Cells], whole: Cells) -> list[Row]:
    rows = [
        Row(str(place), one.label, some, hamlet_id=one.code)
        for place, (one, some) in enumerate(zip(given, cells, strict=True), 1)
    ]
    return [*rows, Row("", ALL, whole, total=True)]


def _sum(cells: Sequence[Cells], column: int) -> Cell:
    """The sum of what is known in a column; a dash where nothing is."""
    values = [cell.value for some in cells if isinstance(cell := some[column], Cell) and cell.value is not None]
    return Cell(sum(values)) if values else Cell(None)


def models(given: Sequence[Given]) -> Table:
    """One line for each commune's model: stage, households, money by source, what it brought, exits, warnings."""
    named = _sources(given)
    columns = [
        Column("Mô hình", kind=Kind.TEXT, width=1.7),
        Column("Giai đoạn", kind=Kind.TEXT, width=1.0),
        Column("Hộ tham gia", width=1.1),
        Column("Kế hoạch", "Kinh phí (đồng)", width=MONEY_WIDTH),
        Column("Đã chi", "Kinh phí (đồng)", width=MONEY_WIDTH),
        *[Column(name, "Đã chi theo nguồn (đồng)", width=MONEY_WIDTH) for _code, name in named],
        Column("Hiện có", kind=Kind.TEXT, width=0.95),
        Column("Thu từ mô hình (đồng)", width=MONEY_WIDTH),
        Column("Hộ thoát nghèo, cận nghèo", width=0.85),
        Column("Hộ cần xem", width=0.8),
        Column("Nguy cơ tái nghèo", width=0.8),
    ]
    cells = [_model_cells(one.total, [code for code, _name in named]) for one in given]
    count = sum(one.total is not None for one in given)
    texts = {0: f"{count} mô hình", 1: _stages(given)}
    whole = tuple(
        texts.get(place, "") if column.kind is Kind.TEXT else _sum(cells, place) for place, column in enumerate(columns)
    )
    return _table(MODELS, "Tổng hợp mô hình sinh kế của các xã", "", columns, _rows(given, cells, whole), given)


def _sources(given: Sequence[Given]) -> list[tuple[str, str]]:
    """The sources that paid most over all, by code and name; the others together under the code ``""``."""
    paid: Counter[str] = Counter()
    names: dict[str, str] = {}
    for one in given:
        for row in one.total.rows if one.total is not None else ():
            kind, _, code = row.key.partition("/")
            if kind == "paid" and code:
                paid[code] += row.number or 0
                names.setdefault(code, row.label)
    order = [code for code, _amount in sorted(paid.items(), key=lambda pair: (-pair[1], pair[0]))]
    found = [(code, names[code]) for code in order[:MOST_SOURCES]]
    return [*found, ("", "Nguồn khác")] if len(order) > MOST_SOURCES else found


def _model_cells(total: CommuneTotal | None, codes: Sequence[str]) -> Cells:
    def number(key: str) -> Cell:
        return Cell(total.number(key) if total is not None else None)

    def source(code: str) -> Cell:
        if total is None or code:
            return number(f"paid/{code}")
        others = [
            row.number or 0 for row in total.rows if row.key.startswith("paid/") and row.key[5:] not in codes
        ]  # fmt: skip
        return Cell(sum(others))

    said = (total.text("name"), total.text("stage")) if total is not None else (NO_SHARE, "")
    alive = total.row("alive") if total is not None else None
    return (
        *said, number("participants"), number("planned"), number("paid"), *(source(code) for code in codes),
        f"{Cell(alive.number).text} {alive.unit}".strip() if alive is not None and alive.number is not None else "",
        number("income"), number("out"), number("warnings"), number("sliding-back"),
    )  # fmt: skip


def _stages(given: Sequence[Given]) -> str:
    counted: Counter[str] = Counter()
    for one in given:
        row = one.total.row("stage") if one.total is not None else None
        if row is not None:
            counted[row.unit] += 1
    order = [stage.value for stage in STAGE_NAMES]
    named = {stage.value: name for stage, name in STAGE_NAMES.items()}
    return "; ".join(f"{named.get(one, one)}: {counted[one]}" for one in order if counted[one])


def targets(year: int, plan: str, given: Sequence[Given]) -> Table:
    """The plan's targets: households out of poverty, the fall of both rates within *year*, each with its state."""
    fall = "Tỷ lệ hộ nghèo (%)"
    minority = "Tỷ lệ hộ nghèo dân tộc thiểu số (%)"
    columns = [
        Column("Mô hình có hiệu quả", kind=Kind.MARK),
        Column("Số hộ được xét", "Hộ tham gia thoát nghèo"),
        Column("Đã thoát", "Hộ tham gia thoát nghèo"),
        Column("Tỷ lệ (%)", "Hộ tham gia thoát nghèo", Kind.RATE),
        Column("Kết quả", "Hộ tham gia thoát nghèo", Kind.MARK),
    ]
    for group in (fall, minority):
        columns += [
            Column(f"Cuối {year - 1}", group, Kind.RATE), Column(f"Cuối {year}", group, Kind.RATE),
            Column("Giảm (điểm %)", group, Kind.MARK), Column("Kết quả", group, Kind.MARK),
        ]  # fmt: skip
    cells = [_target_cells(one.total, year) for one in given]
    out, judged = _sum(cells, 2), _sum(cells, 1)
    whole: list[Cell | str] = [
        _reached(cells, 0),
        judged,
        out,
        Cell(out.value, judged.value, is_rate=True),
        _reached(cells, 4),
    ]
    for first in (5, 9):
        before, now = _rate_sum(cells, first), _rate_sum(cells, first + 1)
        whole += [before, now, _fall(before, now), _reached(cells, first + 3)]
    rows = _rows(given, cells, tuple(whole))
    found = _table(TARGETS, "Tổng hợp chỉ tiêu và kết quả của các xã", f"Năm {year}", columns, rows, given)
    return replace(found, notes=(f"Chỉ tiêu theo {plan[:1].lower()}{plan[1:]}.", *found.notes))


def _target_cells(total: CommuneTotal | None, year: int) -> Cells:
    rows = {tuple(row.key.split("/")[:2]): row for row in (total.rows if total is not None else ())}

    def state(measure: Measure, when: str = "") -> str:
        row = rows.get((measure.value, when))
        return STATE_NAMES[TargetState(row.unit)] if row is not None and row.unit in tuple(TargetState) else NO_SHARE

    out = rows.get((Measure.PARTICIPANTS_OUT.value, ""))
    share = out.cells[1] if out is not None else None
    found: list[Cell | str] = [
        state(Measure.EFFECTIVE),
        Cell(share.whole if share else None),
        Cell(share.value if share else None),
        Cell(share.value, share.whole, is_rate=True) if share else Cell(None),
        state(Measure.PARTICIPANTS_OUT),
    ]
    for measure in (Measure.POVERTY_FALL, Measure.MINORITY_FALL):
        row = rows.get((measure.value, str(year)))
        before, now = (
            [Cell(cell.value, cell.whole, is_rate=True) for cell in row.cells] if row is not None
            else [Cell(None), Cell(None)]
        )  # fmt: skip
        found += [before, now, _fall(before, now), state(measure, str(year))]
    return tuple(found)


def _rate_sum(cells: Sequence[Cells], column: int) -> Cell:
    """The rate over all communes that have the target; not known where one of them lacks its whole."""
    known = [cell for some in cells if isinstance(cell := some[column], Cell) and cell.value is not None]
    wholes = [cell.whole for cell in known if cell.whole is not None]
    if not known or len(wholes) != len(known):
        return Cell(None)
    return Cell(sum(cell.value or 0 for cell in known), sum(wholes), is_rate=True)


def _fall(before: Cell, now: Cell) -> str:
    first, last = _rate(before), _rate(now)
    return NO_SHARE if first is None or last is None else comma(-change(first, last))


def _rate(cell: Cell) -> Decimal | None:
    return None if cell.value is None else rate(cell.value, cell.whole)


def _reached(cells: Sequence[Cells], column: int) -> str:
    """``3 / 5`` communes of those that have the target reached it."""
    states = [some[column] for some in cells if some[column] != NO_SHARE]
    return f"{states.count(STATE_NAMES[TargetState.REACHED])} / {len(states)}" if states else NO_SHARE


def months(year: int, given: Sequence[Given]) -> Table:
    """How many participants were followed up in each month of *year*, and what the models brought and paid in it."""
    keys = [f"{year}-{number:02d}" for number in range(1, 13)]
    columns = [Column(f"T{number}", "Số hộ được theo dõi trong tháng", width=0.7) for number in range(1, 13)]
    columns += [Column("Thu từ mô hình (đồng)", width=MONEY_WIDTH), Column("Đã chi (đồng)", width=MONEY_WIDTH)]
    cells = [_month_cells(one.total, keys) for one in given]
    whole = tuple(_sum(cells, place) for place in range(len(columns)))
    return _table(MONTHS, "Theo dõi mô hình theo tháng của các xã", f"Năm {year}", columns,
                  _rows(given, cells, whole), given)  # fmt: skip


def _month_cells(total: CommuneTotal | None, keys: Sequence[str]) -> Cells:
    if total is None:
        return tuple(Cell(None) for _place in range(len(keys) + 2))
    rows = [total.row(key) for key in keys]
    sums = [sum(row.cells[place].value or 0 for row in rows if row is not None) for place in (1, 2)]
    return (*(Cell(row.number if row is not None else 0) for row in rows), *map(Cell, sums))


def supports(year: int, given: Sequence[Given]) -> Table:
    """What households received in *year*: how many, how often, worth what, and how many by kind."""
    columns = [Column("Số hộ được hỗ trợ"), Column("Lượt"), Column("Giá trị (đồng)", width=MONEY_WIDTH)]
    columns += [Column(name, "Số hộ theo loại hỗ trợ") for name in SUPPORT_NAMES.values()]
    cells: list[Cells] = []
    for one in given:
        every = one.total.row("all") if one.total is not None else None
        first = [Cell(cell.value) for cell in every.cells] if every is not None else [Cell(None)] * 3
        kinds = [Cell(one.total.number(kind.value) if one.total is not None else None) for kind in SUPPORT_NAMES]
        cells.append((*first, *kinds))
    whole = tuple(_sum(cells, place) for place in range(len(columns)))
    return _table(SUPPORTS, "Hỗ trợ hộ đã nhận, tổng hợp các xã", f"Năm {year}", columns,
                  _rows(given, cells, whole), given)  # fmt: skip


def standing(given: Sequence[Given], rounds: Sequence[Given], received: dict[str, str]) -> Table:
    """Households and people by their class today, the last review round, when something last came; by commune."""
    named = {**CLASS_NAMES, PovertyClass.NONE: "Không nghèo"}
    classes = [one for one in PovertyClass if one in named]
    columns = [Column("Tổng số", "Hộ"), *[Column(named[one], "Hộ") for one in classes]]
    columns += [Column("Tổng số", "Nhân khẩu"), *[Column(named[one], "Nhân khẩu") for one in classes]]
    columns += [
        Column("Đợt rà soát gần nhất", kind=Kind.TEXT, width=3.2),
        Column("Nhận gần nhất", kind=Kind.MARK, width=1.5),
    ]
    cells: list[Cells] = []
    for one, its_rounds in zip(given, rounds, strict=True):
        numbers: list[Cell | str] = []
        for place in (0, 1):
            for key in ("all", *(kind.value for kind in classes)):
                row = one.total.row(key) if one.total is not None else None
                numbers.append(Cell(row.cells[place].value if row is not None else None))
        cells.append((*numbers, _last_round(its_rounds.total), received.get(one.code, "")))
    whole = tuple(
        "" if column.kind in (Kind.TEXT, Kind.MARK) else _sum(cells, place) for place, column in enumerate(columns)
    )
    return _table(STANDING, "Hộ và nhân khẩu theo loại hộ của các xã", "", columns, _rows(given, cells, whole), given)


def _last_round(total: CommuneTotal | None) -> str:
    if total is None or not total.rows:
        return ""
    row = total.rows[0]
    return f"{row.label}: {f'đã quyết định {row.text}'.strip() if row.unit else 'đang làm'}"
