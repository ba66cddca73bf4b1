"""Wordings of headers, and cells of every kind: births, citizen ids, names, points, classes."""

from datetime import date, datetime

import openpyxl
import pytest

from sinhke_desktop.domain.list_checks import ListContext
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.workbooks.header import columns_of, settled
from sinhke_desktop.workbooks.reading import read_workbook
from sinhke_desktop.workbooks.review_list import read_review_list


def read(path):
    return read_review_list(read_workbook(path), ListContext(date(2025, 11, 22)))


def codes(listed):
    return {(one.row, one.column, one.code) for one in listed.problems}


def saved(path, fill):
    book = openpyxl.Workbook()
    fill(book)
    book.save(path)
    return path


# headers


@pytest.mark.parametrize("family", ["Họ và chữ đệm", "Họ đệm", "Họ và tên đệm", "Họ"])
def test_family_and_given_name_in_two_columns_are_one_name(write_rows, family):
    rows = [["STT hộ", family, "Tên", "Năm sinh", "Quan hệ", "Thôn"], [1, "Lò Văn", "Ánh", 1960, "Chủ hộ", "Bó"]]
    rows += [[None, "Lò Thị", None, 1962, "Vợ"], [None, None, "Páo", 1990, "Con trai"]]
    (home,) = read(write_rows(rows)).households
    assert [one.full_name for one in home.members] == ["Lò Văn Ánh", "Lò Thị", "Páo"]


WORDINGS = {
    "household_number": ["Mã số hộ", "Thứ tự hộ", "STT (hộ)"],
    "member_number": ["Số thứ tự thành viên trong hộ", "TV số", "STT trong hộ"],
    "full_name": ["Họ, chữ đệm và tên", "Danh sách thành viên hộ", "Tên chủ hộ và thành viên", "Tên", "HỌ & TÊN"],
    "birth": ["Sinh ngày", "NTNS", "N.sinh", "Ngày tháng năm sinh (dd/mm/yyyy)"],
    "relation": ["Q.hệ với chủ hộ", "Là gì với chủ hộ", "Quan hệ với người đứng đầu"],
    "citizen_id": ["Số giấy tờ tùy thân", "ĐDCN", "CCCD (12 số)"],
    "ethnic_group": ["DT", "Tên dân tộc"],
    "hamlet": ["Xóm", "Làng", "Nơi ở (thôn)", "Thôn, xóm"],
    "household.address": ["Nơi ở hiện nay", "Địa chỉ"],
    "poverty_class": ["Đối tượng hộ", "N/CN", "Diện hộ (N/CN)", "Thuộc diện", "Kết quả rà soát năm 2025"],
    "movement": ["Diễn biến hộ nghèo trong năm", "Tình trạng (cũ, mới, tái nghèo)", "Biến động so với năm trước"],
    "income_points": ["Điểm thu nhập (A)", "Tổng điểm tài sản, thu nhập (B1)"],
    "deprivation_points": ["Điểm thiếu hụt", "Tổng điểm thiếu hụt (B2)"],
    "phone": ["ĐT", "Số ĐT", "ĐTDĐ", "Điện thoại di động"],
    "note": ["Chú thích"],
}


@pytest.mark.parametrize(("field", "wording"), [(field, one) for field, words in WORDINGS.items() for one in words])
def test_columns_are_known_by_the_wordings_that_communes_use(field, wording):
    assert list(settled(columns_of([[wording]]))) == [field]


# cells


@pytest.mark.parametrize(
    ("cell", "birth", "code"),
    [
        (1962, "1962", None),
        (1962.0, "1962", None),
        ("1962.0", "1962", "NK-06"),
        (" 1962 ", "1962", "NK-06"),
        ("03/05/1962", "1962-05-03", "NK-07"),
        ("3 / 5 / 1962", "1962-05-03", "NK-07"),
        (datetime(1962, 5, 3), "1962-05-03", "NK-07"),
        (22769, "1962-05-03", "NK-08"),
        (datetime(1905, 5, 15), "1962", "NK-08"),
        (19620503, "1962-05-03", "NK-08"),
        ("05/1962", "1962", "NK-09"),
        ("ba mươi", None, "NK-02"),
        ("30/02/1962", None, "NK-02"),
        ("1971-08-15 00:00:00", "1971-08-15", "NK-07"),
        ("15/08/1971 00:00", "1971-08-15", "NK-07"),
        ("1971/08/15", "1971-08-15", "NK-07"),
        ("ngày 15 tháng 8 năm 1971", "1971-08-15", "NK-07"),
        ("tháng 8/1971", "1971", "NK-09"),
        ("15/8/71", "1971-08-15", "NK-16"),
        ("15/8/05", "2005-08-15", "NK-16"),
        ("15/8/22", None, "NK-02"),
        ("15-Aug-71", "1971-08-15", "NK-16"),
        ("8/15/1971", "1971-08-15", "NK-16"),
        ("00/00/1962", "1962", "NK-16"),
        ("__/__/1962", "1962", "NK-16"),
        ("SN 1962", "1962", "NK-16"),
        ("1962?", "1962", "NK-16"),
        ("1.962", "1962", "NK-16"),
        ("19 62", "1962", "NK-06"),
        ("'1962", "1962", "NK-06"),
        ("13/13/71", None, "NK-02"),
        ("15-Abc-71", None, "NK-02"),
        ("62", None, "NK-02"),
        (-1962, None, "NK-02"),
        (1962.5, None, "NK-02"),
        (1901, "1901", "NK-15"),
        (2026, "2026", "NK-03"),
        (datetime(2025, 11, 21), "2025-11-21", "NK-07"),
        (datetime(2025, 11, 23), "2025-11-23", "NK-03"),
        ("25/12/2025", "2025-12-25", "NK-03"),
    ],
)
def test_births_of_every_kind_are_read_or_named(tmp_path, cell, birth, code):
    def fill(book):
        for row in (["STT hộ", "Họ và tên", "Năm sinh", "Quan hệ", "Thôn"], [1, "Lò Thị A", cell, "Chủ hộ", "Bó"]):
            book.active.append(row)

    listed = read(saved(tmp_path / "sinh.xlsx", fill))
    found = listed.households[0].head.birth
    assert (found.iso if found else None) == birth
    assert {one.code for one in listed.problems if one.column == "C"} == ({code} if code else set())


@pytest.mark.parametrize(
    ("cell", "number", "code"),
    [
        (58062589028.0, "058062589028", "CC-01"),
        ("058 062 589 028", "058062589028", None),
        ("'058062589028", "058062589028", None),
        ("5.8062589028E+10", "058062589028", "CC-01"),
        ("5,80626E+10", "", "CC-07"),
        ("12345", "12345", "CC-05"),
        ("chưa có", "", "CC-05"),
        ("0", "", "CC-05"),
        ("-", "", None),
        ("058062589028 / 262589028", "058062589028", None),
        ("CCCD: 058062589028", "058062589028", None),
        ('="058062589028"', "058062589028", None),
        ("０５８０６２５８９０２８", "058062589028", None),
        ("05806258902O", "05806258902O", "CC-05"),
    ],
)
def test_citizen_ids_that_excel_damaged_are_mended_or_named(write_rows, cell, number, code):
    head = ["STT hộ", "Họ và tên", "Giới tính", "Năm sinh", "Quan hệ", "Thôn", "Số CCCD"]
    listed = read(write_rows([head, [1, "Bùi Thanh Dũng", "Nam", 1962, "Chủ hộ", "Bó", cell]]))
    assert listed.households[0].head.citizen_id == number
    assert {one.code for one in listed.problems if one.column == "G"} == ({code} if code else set())


@pytest.mark.parametrize("name", [".", "...", "-", "–", "0"])
def test_signs_alone_are_no_name(write_rows, name):
    rows = [["STT hộ", "Họ và tên", "Năm sinh", "Quan hệ", "Thôn"], [1, name, 1962, "Chủ hộ", "Bó"]]
    assert (2, "B", "NK-04") in codes(read(write_rows(rows)))


@pytest.mark.parametrize(
    ("cell", "points", "code"),
    [("100,0", 100, None), ("100.00", 100, None), ("-", None, None), (-5, None, "PL-06"), ("100.5", None, "PL-06")],
)
def test_points_are_whole_numbers_however_they_are_shown(write_rows, cell, points, code):
    rows = [["STT hộ", "Họ và tên", "Năm sinh", "Quan hệ", "Thôn", "Điểm A"], [1, "Lò A", 1962, "Chủ hộ", "Bó", cell]]
    listed = read(write_rows(rows))
    assert listed.households[0].income_points == points
    assert {one.code for one in listed.problems if one.column == "F"} == ({code} if code else set())


@pytest.mark.parametrize(
    ("cell", "meaning"),
    [("N.", PovertyClass.POOR), ("C.N", PovertyClass.NEAR_POOR), ("Cận", PovertyClass.NEAR_POOR),
     ("Hộ thoát nghèo", PovertyClass.NONE), ("NĐ", None)],
)  # fmt: skip
def test_the_class_is_known_in_every_spelling(write_rows, cell, meaning):
    rows = [
        ["STT hộ", "Họ và tên", "Năm sinh", "Quan hệ", "Thôn", "Phân loại"],
        [1, "Lò A", 1962, "Chủ hộ", "Bó", cell],
    ]
    listed = read(write_rows(rows))
    assert listed.households[0].poverty_class is meaning
    assert ((2, "F", "PL-04") in codes(listed)) is (meaning is None)


@pytest.mark.parametrize("row", [[None, None, 1990, "Con trai"], [None, " ", "03/05/1990", "Vợ"]])
def test_a_member_without_a_name_is_said_even_without_numbers(write_rows, row):
    rows = [["STT hộ", "Họ và tên", "Năm sinh", "Quan hệ", "Thôn"], [1, "Lò A", 1962, "Chủ hộ", "Bó"], row]
    assert (3, "B", "NK-01") in codes(read(write_rows(rows)))
