"""Where a review list's table begins and which column holds what, found by the wording of its header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sinhke_desktop.domain.listed_values import folded, text_of, tidied
from sinhke_desktop.domain.review import INDICATORS
from sinhke_desktop.domain.review_list import Cell
from sinhke_desktop.domain.vietnamese import fold

SEARCHED_ROWS = 60
_ALIASES: dict[str, tuple[str, ...]] = {
    "household_number": ("stt ho", "stt chu ho", "so thu tu ho", "ma ho", "so ho", "ho so", "tt ho"),
    "member_number": ("stt thanh vien", "stt nhan khau", "stt khau", "so thu tu thanh vien", "tt thanh vien", "stt tv"),
    "any_number": ("stt", "tt", "so tt", "so thu tu", "so"),
    "full_name": (
        "ho va ten", "ho ten", "ho va ten thanh vien", "ho ten thanh vien", "ho va ten chu ho va cac thanh vien",
        "ho va ten thanh vien trong ho", "ho va ten nhan khau", "ho va ten chu ho", "ho ten chu ho", "ten thanh vien",
    ),
    "male": ("nam", "gioi tinh nam", "nam sinh nam"),
    "female": ("nu", "gioi tinh nu", "nam sinh nu"),
    "birth": (
        "nam sinh", "ngay sinh", "ngay thang nam sinh",
        "ngay thang nam sinh nam sinh", "sinh nam", "nam sinh ngay sinh",
    ),
    "sex": ("gioi tinh", "gioi", "nam nu", "phai"),
    "ethnic_group": ("dan toc", "thanh phan dan toc"),
    "relation": (
        "quan he voi chu ho", "quan he chu ho", "quan he",
        "moi quan he voi chu ho", "qh voi chu ho", "quan he voi ch",
    ),
    "citizen_id": (
        "so cccd cmnd", "cccd cmnd", "so cccd", "cccd",
        "so dinh danh ca nhan", "so dinh danh", "so cmnd cccd", "cmnd cccd",
        "so cmnd", "cmnd", "can cuoc", "so can cuoc",
        "so can cuoc cong dan", "can cuoc cong dan", "ma dinh danh", "so ddcn",
    ),
    "hamlet": (
        "thon", "ap", "khom", "khu pho", "to dan pho",
        "ban", "buon", "thon ap", "thon khu pho", "thon to dan pho", "ten thon",
        "thon ban", "thon ap khu pho", "dia chi thon", "thon ban to dan pho", "dia ban",
    ),
    "poverty_class": (
        "phan loai n cn", "phan loai", "phan loai ho",
        "dien ho", "doi tuong", "loai ho", "phan loai ho ngheo can ngheo",
        "ho ngheo can ngheo", "dien", "ket qua phan loai", "phan loai ho n cn", "ket qua ra soat",
    ),
    "poor_mark": ("ho ngheo",),
    "near_poor_mark": ("ho can ngheo",),
    "movement": (
        "ngheo moi tai ngheo ngheo cu", "ngheo cu ngheo moi tai ngheo", "dien bien", "bien dong", "tinh trang ngheo",
        "dien bien ho ngheo", "ngheo moi ngheo cu tai ngheo", "ngheo cu tai ngheo ngheo moi",
    ),
    "income_points": (
        "diem a b1", "diem a", "diem b1", "tong diem a",
        "tong diem b1", "b1", "diem b1 a", "tong diem a b1",
    ),
    "deprivation_points": (
        "diem b b2", "diem b", "diem b2", "tong diem b",
        "tong diem b2", "b2", "diem b2 b", "tong diem b b2",
    ),
    "phone": ("dien thoai", "so dien thoai", "sdt", "so dt"),
    "note": ("ghi chu",),
}  # fmt: skip
_INDICATOR_ALIASES: dict[str, tuple[str, ...]] = {
    "dependentPerson": ("nguoi phu thuoc trong ho gia dinh", "nguoi phu thuoc trong ho"),
    "healthInsurance": ("bhyt", "bao hiem y te bhyt"),
    "adultEducation": ("trinh do giao duc cua nguoi lon", "giao duc nguoi lon", "trinh do gd nguoi lon"),
    "childSchoolAttendance": ("di hoc cua tre em", "tinh trang di hoc tre em", "tre em di hoc"),
    "housingQuality": ("chat luong nha",),
    "housingArea": ("dien tich nha o binh quan", "dien tich nha o binh quan dau nguoi", "dien tich nha"),
    "cleanWater": ("nguon nuoc", "nuoc sinh hoat", "nuoc sach"),
    "hygienicToilet": ("nha tieu", "nha ve sinh", "ho xi nha tieu hop ve sinh", "nha tieu hvs"),
    "telecommunication": ("vien thong", "su dung dich vu vien thong"),
    "informationAccessAssets": (
        "phuong tien phuc vu tiep can thong tin", "tiep can thong tin",
        "phuong tien thong tin", "tai san tiep can thong tin",
    ),
}  # fmt: skip
_FIELD_OF = {alias: name for name, aliases in _ALIASES.items() for alias in aliases} | {
    fold(label): key for key, label in INDICATORS.items()
}
_FIELD_OF |= {alias: key for key, aliases in _INDICATOR_ALIASES.items() for alias in aliases}
_NUMBER_CELL = re.compile(r"\(?\d{1,2}\)?|\(?[a-z]\)?")


@dataclass(frozen=True, slots=True)
class Header:
    """``columns`` maps a field to its column index; ``first`` and ``after`` bound the header's rows (indices)."""

    columns: dict[str, int]
    first: int
    after: int


def label_key(cell: Cell) -> str:
    """A header cell's wording for comparison: folded, only letters and digits, single spaces, no leading number."""
    text = re.sub(r"[^\w]+", " ", folded(tidied(text_of(cell)))).strip()
    return re.sub(r"^\d{1,2} (?=\D)", "", text)


def is_column_numbers(row: Sequence[Cell]) -> bool:
    """True for the row ``(1) (2) (3)`` under a header."""
    cells = [cell for cell in row if cell not in (None, "")]
    return len(cells) >= 4 and all(_NUMBER_CELL.fullmatch(folded(tidied(text_of(cell)))) for cell in cells)


def find_header(rows: Sequence[Sequence[Cell]]) -> Header | None:
    """The best header in the first rows: it names people and at least three other fields; None where there is none."""
    best: Header | None = None
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        if sum(cell is not None for cell in row) < 3:
            continue
        for depth in (1, 2, 3):
            if index + depth > len(rows):
                break
            columns = _columns(rows[index : index + depth])
            if columns is None or "full_name" not in columns or len(columns) < 4:
                continue
            if best is None or len(columns) > len(best.columns):
                best = Header(columns, index, index + depth)
    if best is None:
        return None
    after = best.after
    while after < len(rows) and is_column_numbers(rows[after]):
        after += 1
    return Header(_settled(best.columns), best.first, after)


def _columns(labels: Sequence[Sequence[Cell]]) -> dict[str, int] | None:
    """Fields by column from one to three header rows; the lowest wording counts first. None for rows of values."""
    if any(isinstance(cell, (int, float)) and cell > 100 for row in labels[1:] for cell in row):
        return None
    found: dict[str, int] = {}
    width = max(len(row) for row in labels)
    parents = [_spread(row, width) for row in labels]
    for column in range(width):
        own = [label_key(row[column]) for row in labels if column < len(row) and row[column] not in (None, "")]
        over = [label_key(row[column]) for row in parents if row[column] not in (None, "")]
        for wording in (*reversed(own), " ".join(own), " ".join(over)):
            name = _FIELD_OF.get(wording)
            if name is not None and name not in found:
                found[name] = column
                break
    return found


def _spread(row: Sequence[Cell], width: int) -> list[Cell]:
    """A row with each merged label repeated over the empty cells to its right."""
    spread: list[Cell] = []
    last: Cell = None
    for column in range(width):
        cell = row[column] if column < len(row) else None
        last = cell if cell not in (None, "") else last
        spread.append(last)
    return spread


def _settled(columns: dict[str, int]) -> dict[str, int]:
    """Columns whose wording is open made definite: STT alone, ``Năm`` folded like ``Nam``, a birth column over two."""
    settled = dict(columns)
    number = settled.pop("any_number", None)
    if number is not None and "household_number" not in settled:
        settled["household_number"] = number
    elif number is not None and "member_number" not in settled:
        settled["member_number"] = number
    if settled.get("birth") in (settled.get("male"), settled.get("female")):
        settled.pop("birth", None)
    return settled
