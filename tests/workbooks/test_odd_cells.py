"""Errors of formulas and formulas never computed: found in every format, said at their cells, never read as empty."""

import struct
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from sinhke_desktop.domain.list_checks import ListContext
from sinhke_desktop.workbooks.odd_cells import odd_cells
from sinhke_desktop.workbooks.reading import read_workbook
from sinhke_desktop.workbooks.review_list import read_review_list

DATA = Path(__file__).parents[1] / "data"
HEAD = ["STT hộ", "STT thành viên", "Họ và tên", "Năm sinh", "Dân tộc", "Quan hệ", "Số CCCD", "Thôn", "Phân loại",
        "Điểm A", "Việc làm", "Ghi chú", "Điện thoại"]  # fmt: skip


def rows_with(column, value):
    rows = [["NĂM 2025"], HEAD]
    for number in range(1, 5):
        rows.append([number, 1, f"Lò Văn {'ABCD'[number - 1]}", 1960 + number, "Kinh", "Chủ hộ", None, "Bó", "CN", 90])
        rows[-1] += ["x", None, None]
    rows[3][HEAD.index(column)] = value
    return rows


def saved(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def as_ods(path, rows):
    """A spreadsheet as LibreOffice writes it; a text that begins with # is an error."""

    def cell(value):
        if value is None:
            return '<table:table-cell table:number-columns-repeated="1"/>'
        if isinstance(value, int):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        error = ' office:string-value="" calcext:value-type="error"' if value.startswith("#") else ""
        return f'<table:table-cell office:value-type="string"{error}><text:p>{value}</text:p></table:table-cell>'

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    body = '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>' + body
    spaces = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    }
    names = " ".join(f'xmlns:{name}="{space}"' for name, space in spaces.items())
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="DS">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def problems(path):
    listed = read_review_list(read_workbook(path), ListContext(date(2025, 11, 22)))
    return listed, [(one.row, one.column, one.code) for one in listed.problems]


@pytest.mark.parametrize("write", [saved, as_ods])
@pytest.mark.parametrize(
    ("column", "codes"),
    [
        ("STT hộ", ["HO-06", "LS-03"]), ("STT thành viên", ["HO-05", "LS-03"]), ("Họ và tên", ["NK-04"]),
        ("Năm sinh", ["NK-02"]), ("Quan hệ", ["HO-03", "LS-03", "QH-01"]), ("Số CCCD", ["LS-03"]), ("Thôn", ["TH-01"]),
        ("Phân loại", ["PL-04"]), ("Điểm A", ["PL-06"]), ("Việc làm", ["CS-01"]), ("Ghi chú", ["LS-03"]),
        ("Điện thoại", ["LS-03"]),
    ],
)  # fmt: skip
def test_an_error_is_said_wherever_it_stands(tmp_path, write, column, codes):
    listed, found = problems(
        write(tmp_path / f"loi.{'ods' if write is as_ods else 'xlsx'}", rows_with(column, "#REF!"))
    )
    row = 6 if write is as_ods else 4
    assert found == [(row, "ABCDEFGHIJKLM"[HEAD.index(column)], code) for code in codes]
    assert [one.note for one in listed.households] == [""] * 4
    assert [one.head.citizen_id for one in listed.households] == [""] * 4


def test_a_formula_never_computed_is_no_missing_name(tmp_path):
    _listed, found = problems(saved(tmp_path / "ct.xlsx", rows_with("Họ và tên", '=HYPERLINK("x","Lò Văn B")')))
    assert found == [(4, "C", "NK-04")]


def test_a_formula_with_an_empty_text_is_an_empty_cell(write_sheet):
    path = write_sheet('<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><f>IF(A1,"","")</f><v></v></c></row>')
    assert read_workbook(path).sheets[0].odd == frozenset()


def test_errors_of_an_old_workbook_are_found(tmp_path):
    content = (DATA / "ra-soat-2012-vntime.xls").read_bytes()
    at = next(
        at
        for at in range(len(content) - 28)
        if content[at : at + 4] == content[at + 14 : at + 18] == b"\xfd\x00\x0a\x00" and content[at + 6] == 2
    )
    row, column, style = struct.unpack_from("<HHH", content, at + 4)
    error = struct.pack("<HHHHHBB", 0x205, 8, row, column, style, 0x2A, 1)
    path = tmp_path / "cu.xls"
    path.write_bytes(content[:at] + error + struct.pack("<HH", 0x1B6, 12) + bytes(12) + content[at + 28 :])
    (name,) = odd_cells(path)
    assert odd_cells(path)[name] == [(row + 1, column, "#N/A")]
    assert read_workbook(path).sheets[0].odd == {(row + 1, column)}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"text"])
def test_what_is_no_workbook_has_no_odd_cells(tmp_path, content):
    (tmp_path / "x").write_bytes(content)
    assert odd_cells(tmp_path / "x") == {}
