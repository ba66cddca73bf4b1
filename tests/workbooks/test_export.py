"""Tables written as workbooks."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinhke_desktop.progress import Cancelled
from sinhke_desktop.workbooks.export import Column, Form, Mark, Marked, SheetTable, write_tables
from sinhke_desktop.workbooks.reading import read_workbook
from sinhke_desktop.workbooks.sheet_names import SheetNames

COLUMNS = (
    Column("STT", Form.CENTRED, 6),
    Column("Thôn", Form.TEXT, 20),
    Column("Số hộ", Form.WHOLE, 10, group="Hộ nghèo"),
    Column("Tỷ lệ", Form.RATE, 10, group="Hộ nghèo"),
    Column("Ngày", Form.DAY, 12),
)
ROWS = [[1, "Tân Tiến", 1234, Decimal("12.34"), date(2026, 11, 22)], [2, "=HYPERLINK(1)", 5, 0.5, None]]
TABLE = SheetTable(
    "Bảng 1/a", "TỔNG HỢP", COLUMNS, ROWS, totals=("", "Cộng", 1239, None, None),
    above=("Xã Hòa Sơn",), numbered=True, filtered=True, frozen=2, notes=("Nguồn: danh sách.",),
)  # fmt: skip


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "bang.xlsx"
    write_tables(path, [TABLE, SheetTable("Bảng 1/a", "Hai", COLUMNS[:2], iter([[1, "Đồi Chè"]]))])
    return path


def test_values_keep_their_kind_and_place(written):
    sheet = openpyxl.load_workbook(written)["Bảng 1 a"]
    assert [cell.value for cell in sheet[4]] == ["STT", "Thôn", "Hộ nghèo", None, "Ngày"]
    assert [cell.value for cell in sheet[5]] == [None, None, "Số hộ", "Tỷ lệ", None]
    assert [cell.value for cell in sheet[6]] == ["(1)", "(2)", "(3)", "(4)", "(5)"]
    assert sheet["B7"].value == "Tân Tiến"
    assert (sheet["C7"].value, sheet["C7"].number_format) == (1234, "#,##0")
    assert (sheet["D7"].value, sheet["D7"].number_format) == (12.34, "0.00")
    assert (sheet["E7"].value.date(), sheet["E7"].number_format) == (date(2026, 11, 22), "dd/mm/yyyy")
    assert (sheet["B9"].value, sheet["B9"].font.b) == ("Cộng", True)
    assert sheet["A11"].value == "Nguồn: danh sách."


def test_the_header_is_merged_repeated_frozen_and_the_page_is_a4_landscape(written):
    sheet = openpyxl.load_workbook(written)["Bảng 1 a"]
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A2:E2", "A4:A5", "B4:B5", "C4:D4", "E4:E5"}
    assert sheet.freeze_panes == "C7"
    assert sheet.print_title_rows == "$4:$6"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.auto_filter.ref == "A5:E8"


def test_a_text_that_looks_like_a_formula_stays_a_text_even_when_edited(written):
    cell = openpyxl.load_workbook(written)["Bảng 1 a"]["B8"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(1)", "s", True)


def test_two_sheets_of_one_name_get_names_of_their_own(written):
    assert openpyxl.load_workbook(written).sheetnames == ["Bảng 1 a", "Bảng 1 a (2)"]
    names = SheetNames()
    assert names.free("x" * 40) == "x" * 31
    assert len(names.free("X" * 40)) == 31
    assert names.free("[]:*?/\\") == "Sheet"


def test_marked_cells_have_a_colour_and_a_comment(tmp_path):
    path = tmp_path / "loi.xlsx"
    rows = [[Marked("Lò Văn =", Mark.WRONG, "NK-04 không phải tên")]]
    write_tables(path, [SheetTable("Lỗi", "", [Column("Họ và tên")], rows)])
    cell = openpyxl.load_workbook(path)["Lỗi"]["A2"]
    assert cell.fill.fgColor.rgb == "FFFFC7CE"
    assert "NK-04" in cell.comment.text


class _Stops:
    def step(self, done, total):
        if done:
            raise Cancelled


def test_cancelling_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "bang.xlsx"
    path.write_bytes(b"old")
    rows = ([number, "Tân Tiến"] for number in range(1000))
    with pytest.raises(Cancelled):
        write_tables(path, [SheetTable("Dài", "Dài", COLUMNS[:2], rows, row_count=1000)], _Stops())
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["bang.xlsx"]


texts = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=30) | st.sampled_from(
    ["=1+1", "+84", "-5", "@SUM(A1)", "\t=x", "'=1", '"a","b"', "a\nb", "_x0041_", " Đỗ  ", "Lo\u0300 Va\u0306n"]
)


@settings(max_examples=15, deadline=None)
@given(st.lists(texts, min_size=1, max_size=8))
def test_any_text_comes_back_as_it_was(tmp_path_factory, values):
    path = tmp_path_factory.mktemp("texts") / "t.xlsx"
    write_tables(path, [SheetTable("T", "Bảng", [Column("A")], [[value] for value in values])])
    rows = read_workbook(path).sheets[0].rows
    assert [row[0] for row in rows[3:]] == values
