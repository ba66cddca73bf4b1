"""The clean sample in other clothes: every layout must give the same households, members, classes and indicators."""

import csv
import json
import random
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from sinhke_desktop.domain.legacy_encodings import decode_tcvn3, decode_vni
from sinhke_desktop.domain.list_checks import ListContext
from sinhke_desktop.domain.review import INDICATORS, PovertyClass
from sinhke_desktop.workbooks.reading import read_workbook
from sinhke_desktop.workbooks.review_list import read_review_list

DATA = Path(__file__).parents[1] / "data"
EXPECTED = json.loads((DATA / "ra-soat-2025.expected.json").read_text("utf-8"))
CONTEXT = ListContext(date(2025, 11, 22))
FIRST = 7
"""Index of the first person's row in the sample."""
TCVN3_OF = {decode_tcvn3(chr(code)): chr(code) for code in range(0xFE, 0xA0, -1)}
OTHER_WORDS = {
    "STT hộ": "Số TT hộ", "STT thành viên": "TT nhân khẩu", "Họ và tên": "Họ, tên thành viên trong hộ",
    "Dân tộc": "Thành phần dân tộc", "Quan hệ với chủ hộ": "Mối quan hệ với chủ hộ",
    "Số CCCD/CMND": "Số định danh cá nhân (CCCD)", "Thôn": "Địa bàn thôn, bản",
    "Phân loại (N/CN)": "Kết quả phân loại hộ",
    "Nghèo mới/tái nghèo/nghèo cũ": "Diễn biến (nghèo cũ, nghèo mới, tái nghèo)", "Điểm A (B1)": "Tổng điểm A",
    "Điểm B (B2)": "Tổng điểm B", "Ghi chú": "Ghi chú khác", "Bảo hiểm y tế": "BHYT",
    "Người phụ thuộc": "Người phụ thuộc trong hộ", "Nguồn nước sinh hoạt": "Nước sinh hoạt",
}  # fmt: skip


def _sample():
    sheet = openpyxl.load_workbook(DATA / "ra-soat-2025.xlsx").active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def _body(rows):
    return [row for row in rows[FIRST:] if row[2] and row[2] != "Tổng cộng"]


def _saved(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def _facts(path):
    listed = read_review_list(read_workbook(path), CONTEXT)
    classes = Counter(one.poverty_class for one in listed.households)
    return {
        "households": len(listed.households),
        "members": listed.member_count,
        "poor": classes[PovertyClass.POOR],
        "near_poor": classes[PovertyClass.NEAR_POOR],
        "by_hamlet": dict(Counter(one.hamlet for one in listed.households)),
        "deprived": {name: sum(key in one.deprived for one in listed.households) for key, name in INDICATORS.items()},
        "first_head": listed.households[0].head.full_name,
        "problems": [one for one in listed.problems if one.severity == "error"],
    }


def _tcvn3(text):
    """As it is typed in .VnTime, which has no capitals with tones."""
    return "".join(TCVN3_OF.get(char) or TCVN3_OF.get(char.lower(), char) for char in text)


def _vni(text):
    letters = {decode_vni(one): one for one in "ôöñíìæóòîÔÖÑÍÌÆÓÒÎ"}
    for base in "aeouyôöAEOUYÔÖ":
        for mark in "ùøûõïâáàåãäêéèúüë":
            both = base + (mark.upper() if base.isupper() else mark)
            if len(decode_vni(both)) == 1:
                letters.setdefault(decode_vni(both), both)
    return "".join(letters.get(char, char) for char in text)


def _each_text(rows, change):
    return [[change(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]


def _one_header_row(rows):
    under, over = rows[5], rows[4]
    header = [f"Năm sinh {under[at].lower()}" if at in (3, 4) else under[at] or over[at] for at in range(len(over))]
    return [*rows[:4], header, *rows[FIRST:]]


def _shuffled(seed):
    def turn(rows):
        rows = _one_header_row(rows)
        order = list(range(len(rows[4])))
        random.Random(seed).shuffle(order)
        return [[row[at] for at in order] for row in rows]

    return turn


def _other_words(rows):
    return [*rows[:4], *([OTHER_WORDS.get(cell, cell) for cell in row] for row in rows[4:6]), *rows[6:]]


def _sex_apart(rows):
    head = [*rows[4][:3], "Giới tính", "Ngày tháng năm sinh", *rows[4][5:13], *rows[5][13:25], "Ghi chú"]
    body = [[*row[:3], "Nam" if row[3] else "Nữ", row[3] or row[4], *row[5:]] for row in _body(rows)]
    return [["DANH SÁCH NĂM 2025"], head, *body]


def _hamlets_in_lines(rows):
    head = _one_header_row(rows)[4]
    homes, current = {}, ""
    for row in _body(rows):
        current = row[8] or current
        homes.setdefault(current, []).append([*row[:8], *row[9:]])
    lines = [["DANH SÁCH NĂM 2025"], [*head[:8], *head[9:]]]
    for number, (hamlet, people) in enumerate(homes.items(), 1):
        lines.append([f"{'I' * number}. Thôn {hamlet}"])
        lines += people
        lines.append([None, None, "Cộng thôn", len(people)])
    return lines


def _first_head_of_lines(rows):
    return next(row[2] for row in _hamlets_in_lines(rows)[3:])


def _ids_as_numbers(rows):
    return [[*row[:7], int(row[7]) if row[7] and row[7].isdigit() else row[7], *row[8:]] for row in rows]


def _no_numbers(rows):
    return [row[2:] for row in [["DANH SÁCH NĂM 2025", *[None] * 25], _one_header_row(rows)[4], *_body(rows)]]


VARIANTS = {
    "one header row": _one_header_row,
    "other words": _other_words,
    "shuffled once": _shuffled(1),
    "shuffled twice": _shuffled(2),
    "sex apart": _sex_apart,
    "ids as numbers": _ids_as_numbers,
    "no numbers at all": _no_numbers,
    "decomposed": lambda rows: _each_text(rows, lambda text: unicodedata.normalize("NFD", text)),
    "TCVN3": lambda rows: _each_text(rows, _tcvn3),
    "TCVN3 under a Unicode header": lambda rows: [
        *rows[:FIRST], *_each_text(rows[FIRST:], _tcvn3),
    ],
    "VNI": lambda rows: _each_text(rows, _vni),
    "VNI under a Unicode header": lambda rows: [*rows[:FIRST], *_each_text(rows[FIRST:], _vni)],
}  # fmt: skip


@pytest.mark.parametrize("name", VARIANTS)
def test_every_layout_gives_the_same_list(name, tmp_path):
    assert _facts(_saved(tmp_path / "v.xlsx", VARIANTS[name](_sample()))) == EXPECTED


def test_hamlets_that_stand_in_lines_of_their_own_give_the_same_list(tmp_path):
    rows = _sample()
    expected = {**EXPECTED, "first_head": _first_head_of_lines(rows)}
    assert _facts(_saved(tmp_path / "thon.xlsx", _hamlets_in_lines(rows))) == expected


@pytest.mark.parametrize(("separator", "encoding"), [(";", "utf-8-sig"), (",", "utf-8"), ("\t", "utf-16")])
def test_the_list_as_text_is_the_same(tmp_path, separator, encoding):
    path = tmp_path / "ds.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows(
            [["" if one is None else one for one in row] for row in _sample()]
        )
    assert _facts(path) == EXPECTED
