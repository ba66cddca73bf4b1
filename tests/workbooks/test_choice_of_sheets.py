"""Workbooks of several sheets: which list is read, what is said of the others, hamlets and classes of whole sheets."""

from datetime import date

import openpyxl
import pytest

from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.list_checks import ListContext
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.workbooks.reading import read_workbook
from sinhke_desktop.workbooks.review_list import read_review_list

HEAD = ["STT", "Họ và tên", "Năm sinh", "Quan hệ với chủ hộ", "Thôn", "Phân loại"]


def rows_of(count, *, title="DANH SÁCH NĂM 2025", hamlet="Bó", poverty_class="CN", without=()):
    kept = [at for at, name in enumerate(HEAD) if name not in without]
    rows = [HEAD]
    rows += [
        [at, f"Lò Văn {'ABCDEFG'[at - 1]}", 1960 + at, "Chủ hộ", hamlet, poverty_class] for at in range(1, count + 1)
    ]
    return [[title], *([row[at] for at in kept] for row in rows)]


def read(tmp_path, sheets, hidden=(), hamlets=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name in hidden:
            sheet.sheet_state = "hidden"
    book.save(tmp_path / "t.xlsx")
    return read_review_list(read_workbook(tmp_path / "t.xlsx"), ListContext(date(2025, 11, 22), hamlets))


def codes(listed):
    return [(one.row, one.code) for one in listed.problems]


@pytest.mark.parametrize(
    ("sheets", "hidden", "said"),
    [
        ({"Mẫu": rows_of(0), "DS": rows_of(4)}, (), []),
        ({"Mẫu": rows_of(1), "DS": rows_of(4)}, (), [(2, "LS-04")]),
        ({"Cũ": rows_of(6), "DS": rows_of(4)}, ("Cũ",), []),
        ({"2024": rows_of(6, title="DANH SÁCH NĂM 2024"), "DS": rows_of(4)}, (), [(2, "LS-04")]),
        ({"Ghi chú": [["Lưu ý"]], "Tổng hợp": [["TT", "Thôn", "Hộ nghèo"], [1, "Bó", 3]], "DS": rows_of(4)}, (), []),
        ({"DS": rows_of(4), "Dòng sai": rows_of(6)}, ("Dòng sai",), []),
    ],
)
def test_the_list_that_is_meant_is_read_and_others_are_named(tmp_path, sheets, hidden, said):
    listed = read(tmp_path, sheets, hidden)
    assert (listed.sheet, len(listed.households), codes(listed)) == ("DS", 4, said)


@pytest.mark.parametrize(
    "title", ["Thôn: Bó, xã Hòa Sơn", "DANH SÁCH HỘ CẬN NGHÈO THÔN BÓ NĂM 2025", "Thôn Bó - xã Hòa Sơn", "THÔN BÓ"]
)
def test_the_title_may_name_the_hamlet_of_all(tmp_path, title):
    listed = read(tmp_path, {"DS": rows_of(3, title=title, without=("Thôn",))})
    assert {one.hamlet for one in listed.households} == {"Bó"}
    assert codes(listed) == [(2, "LS-05")]


@pytest.mark.parametrize("title", ["UBND XÃ BẢN HỒ", "(Kèm theo biên bản họp thôn)", "DANH SÁCH XÃ THÔN BÓ NĂM 2025"])
def test_a_title_that_names_no_hamlet_gives_none(tmp_path, title):
    listed = read(tmp_path, {"DS": rows_of(3, title=title, without=("Thôn",))})
    assert {code for _row, code in codes(listed)} == {"TH-03"}


def test_the_name_of_a_sheet_may_be_the_hamlet(tmp_path):
    rows = rows_of(3, without=("Thôn",))
    assert {one.hamlet for one in read(tmp_path, {"Thôn Bó": rows}).households} == {"Bó"}
    known = (Hamlet("1" * 32, "22828", "Bó"),)
    assert {one.hamlet for one in read(tmp_path, {"BÓ": rows}, hamlets=known).households} == {"Bó"}
    assert {one.hamlet for one in read(tmp_path, {"Bó": rows, "Pá": rows[:3]}).households} == {"Bó"}
    for name in ("Bó", "DS 2025", "Sheet1"):
        assert {one.hamlet for one in read(tmp_path, {name: rows}).households} == {""}
    assert {one.hamlet for one in read(tmp_path, {"Sheet1": rows, "Sheet2": rows[:3]}).households} == {""}


def test_a_hamlet_that_is_missing_in_its_column_is_not_taken_from_the_title(tmp_path):
    rows = rows_of(4, title="Thôn Bó")
    rows[3][4] = None
    assert codes(read(tmp_path, {"DS": rows})) == [(4, "TH-03")]


@pytest.mark.parametrize(
    ("title", "sheet", "meaning"),
    [
        ("DANH SÁCH HỘ NGHÈO NĂM 2025", "DS", PovertyClass.POOR),
        ("DANH SÁCH HỘ CẬN NGHÈO NĂM 2025", "DS", PovertyClass.NEAR_POOR),
        ("DANH SÁCH NĂM 2025", "Hộ cận nghèo", PovertyClass.NEAR_POOR),
        ("DANH SÁCH HỘ NGHÈO, CẬN NGHÈO NĂM 2025", "DS", None),
        ("DANH SÁCH HỘ NGHÈO VÀ HỘ CẬN NGHÈO", "DS", None),
    ],
)
def test_the_title_or_sheet_may_name_the_class_of_all(tmp_path, title, sheet, meaning):
    listed = read(tmp_path, {sheet: rows_of(3, title=title, without=("Phân loại",))})
    assert {one.poverty_class for one in listed.households} == {meaning}
    assert codes(listed) == ([(2, "LS-05")] if meaning else [])


def test_the_year_may_stand_in_the_name_of_the_sheet(tmp_path):
    assert read(tmp_path, {"DS 2024": rows_of(3, title="DANH SÁCH")}).year == 2024
