"""The day of issue and the old number of citizen cards in lists: columns found, days and digits read, doubts told."""

from datetime import date, datetime

import openpyxl
import pytest

from sinhke_desktop.domain.list_checks import ListContext
from sinhke_desktop.services import hamlets, households, imports, lists_out, register
from sinhke_desktop.workbooks.reading import read_workbook
from sinhke_desktop.workbooks.review_list import read_review_list

CONTEXT = ListContext(date(2025, 11, 22))
HEAD = ("STT hộ", "Họ và tên", "Năm sinh", "Quan hệ với chủ hộ", "Số CCCD/CMND", "Ngày cấp", "Số CMND cũ", "Thôn",
        "Phân loại")  # fmt: skip


def listed(path, issued, old):
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.active.append((1, "Đỗ Đức Dũng", 1962, "Chủ hộ", "058062589028", issued, old, "Tân Tiến", "N"))
    book.active.append((2, "Lê Thị Hòa", 1965, "Chủ hộ", None, None, None, "Tân Tiến", "CN"))
    book.save(path)
    return read_review_list(read_workbook(path), CONTEXT)


@pytest.mark.parametrize(
    ("issued", "old", "record"),
    [
        ("03/05/2021", "264123456", {"card_issued_on": "2021-05-03", "old_citizen_id": "264123456"}),
        (datetime(2021, 5, 3), 26412345, {"card_issued_on": "2021-05-03", "old_citizen_id": "026412345"}),
        (None, "264 123 456", {"old_citizen_id": "264123456"}),
        ("15/4/2021", None, {"card_issued_on": "2021-04-15"}),
        (None, None, {}),
    ],
)
def test_day_and_old_number_are_read_from_their_own_columns(tmp_path, issued, old, record):
    first, second = listed(tmp_path / "ds.xlsx", issued, old).households
    assert (first.head.citizen_id, first.head.record) == ("058062589028", record)
    assert second.head.record == {}


@pytest.mark.parametrize(
    ("issued", "old", "code"),
    [("2021", None, "CC-09"), ("hôm qua", None, "CC-09"), ("01/01/1950", None, "CC-09"), (None, "12345", "CC-10")],
)
def test_what_is_no_day_or_number_is_left_out_and_told_at_its_cell(tmp_path, issued, old, code):
    found = listed(tmp_path / "ds.xlsx", issued, old)
    assert found.households[0].head.record == {}
    column = "F" if code == "CC-09" else "G"
    assert (2, column, code) in {(one.row, one.column, one.code) for one in found.problems}


def test_the_registers_own_list_comes_back_with_both_and_an_empty_cell_erases_nothing(workspace, tmp_path):
    hamlets.add(workspace, "Tân Tiến")
    first = tmp_path / "ds.xlsx"
    listed(first, "03/05/2021", "264123456")
    imports.apply(workspace, imports.plan(workspace, first, year=2025))
    (row,) = register.load(workspace).find("264123456")
    head = households.get(workspace, row.household_id).head
    assert (head.card_issued_on, head.old_citizen_id) == (date(2021, 5, 3), "264123456")
    lists_out.export_register(workspace, tmp_path / "ra.xlsx")
    again = imports.apply(workspace, imports.plan(workspace, tmp_path / "ra.xlsx"))
    assert (again.households["new"], again.households["changed"]) == (0, 0)
    listed(tmp_path / "trong.xlsx", None, None)
    imports.apply(workspace, imports.plan(workspace, tmp_path / "trong.xlsx", year=2025))
    assert households.get(workspace, row.household_id).head == head
