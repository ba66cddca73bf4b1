"""What the lines above a list and its sheet's name say: title, commune, year, and the one hamlet or class of it all."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sinhke_desktop.domain.cell_texts import text_of
from sinhke_desktop.domain.hamlet_names import split_kind
from sinhke_desktop.domain.listed_values import class_named
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.review_list import Cell
from sinhke_desktop.domain.vietnamese import fold, tidy
from sinhke_desktop.workbooks.reading import Sheet
from sinhke_desktop.workbooks.row_kinds import class_of_heading, hamlet_named

_COMMUNE = re.compile(r"uy ban nhan dan (xa|phuong|thi tran|dac khu) ")
_YEAR = re.compile(r"nam (20\d\d)\b")
_YEAR_OF_SHEET = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_IN_A_TITLE = re.compile(r"\s(?<!xã )(?<!phường )((?:thôn|ấp|khóm|khu phố|tổ dân phố)\s.+)$", re.IGNORECASE)
_BEHIND_THE_HAMLET = re.compile(
    r"\s*(?:[,;(–]|\s-|\b(?:xã|phường|thị trấn|đặc khu|huyện|tỉnh|năm|đợt|tháng)\b).*$", re.IGNORECASE
)
_NO_PLACE = re.compile(r"(sheet|trang|trang tinh|ds|danh sach|list|mau|data|bang|table|du lieu|tong hop)?[\W\d_]*")


@dataclass(frozen=True, slots=True)
class ListTitle:
    """``commune`` as ``Xã Hòa Sơn``; ``hamlet`` and ``poverty_class`` are those of a list that is of one alone."""

    title: str
    commune: str
    year: int | None
    hamlet: str = ""
    poverty_class: PovertyClass | None = None


def title_of(sheet: Sheet, first: int, hamlets: Collection[str] = (), *, one_of_many: bool = False) -> ListTitle:
    """From the rows before index *first* and the sheet's name.

    *hamlets* are known names. Any other name of a sheet is a hamlet's only if it is *one_of_many* sheets with lists.
    """
    lines = _lines(sheet.rows[:first])
    title = next((line for line in lines if "danh sach" in fold(line)), "")
    years = [int(found[1]) for line in (title, *lines) if (found := _YEAR.search(fold(line)))]
    years += map(int, _YEAR_OF_SHEET.findall(sheet.name))
    hamlet = next(filter(None, (_hamlet_of_line(line) for line in lines)), "")
    return ListTitle(
        title,
        _commune(lines),
        years[0] if years else None,
        hamlet or _hamlet_of_sheet(sheet.name, hamlets, one_of_many=one_of_many),
        class_of_heading(title) or class_of_heading(sheet.name) or class_named(sheet.name),
    )


def _lines(rows: Sequence[Sequence[Cell]]) -> list[str]:
    return [tidy(text_of(cell)) for row in rows for cell in row if cell is not None]


def _commune(lines: Sequence[str]) -> str:
    for line in lines:
        if found := _COMMUNE.search(fold(line)):
            words = line.split()[len(fold(line)[: found.start(1)].split()) :]
            return " ".join(word[:1].upper() + word[1:].lower() for word in words)
    return ""


def _hamlet_of_line(line: str) -> str:
    """From ``Thôn: Tân Tiến, xã Hòa Sơn`` or ``DANH SÁCH HỘ NGHÈO THÔN TÂN TIẾN NĂM 2025``."""
    if "danh sach" in fold(line):
        found = _IN_A_TITLE.search(line)
        line = found[1] if found else ""
    kind = len(line) - len(split_kind(line)[1])
    return hamlet_named(line[:kind] + _BEHIND_THE_HAMLET.sub("", line[kind:]))


def _hamlet_of_sheet(name: str, hamlets: Collection[str], *, one_of_many: bool) -> str:
    name = tidy(name)
    known = {fold(split_kind(hamlet)[1]) for hamlet in hamlets}
    if fold(split_kind(name)[1]) in known:
        return name
    if class_of_heading(name) or class_named(name) or _YEAR_OF_SHEET.search(name):
        return ""
    return hamlet_named(name) or (name if one_of_many and not _NO_PLACE.fullmatch(fold(name)) else "")
