"""Lists as other communes keep them: other columns, other wordings, old fonts, text files, odd numbers."""

import csv
import io
import unicodedata
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.styles import Font

from sinhke_desktop.domain.column_mapping import ColumnMapping
from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.legacy_encodings import TCVN3, VNI, decode_tcvn3, decode_vni
from sinhke_desktop.domain.list_checks import ListContext
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.workbooks.reading import WorkbookRefused, read_workbook
from sinhke_desktop.workbooks.review_list import read_review_list

CONTEXT = ListContext(date(2025, 11, 22))


def read(path, mapping=None):
    return read_review_list(read_workbook(path), CONTEXT, mapping=mapping)


def codes(listed):
    return {(one.row, one.column, one.code) for one in listed.problems}


def saved(path, fill):
    book = openpyxl.Workbook()
    fill(book)
    book.save(path)
    return path


def people(listed):
    return [member.full_name for one in listed.households for member in one.members]


# layouts


def test_three_header_rows_merged_titles_and_shuffled_columns_are_read(tmp_path):
    def fill(book):
        sheet = book.active
        sheet["A1"], sheet["A2"] = "UBND XÃ ĐÁ BÀN", "TỔNG HỢP HỘ NGHÈO NĂM 2025"
        sheet.merge_cells("A1:L1")
        for place, text in {
            "A4": "Địa bàn (thôn)", "B4": "Thông tin người", "B5": "Họ và chữ đệm tên khai sinh", "C5": "Giới tính",
            "D5": "Ngày, tháng, năm sinh", "E5": "Mối quan hệ với chủ hộ", "F4": "Số định danh cá nhân/CMND",
            "G4": "Kết quả rà soát", "G5": "Phân loại hộ", "H5": "Tổng điểm A", "I5": "Tổng điểm B",
            "J4": "Nguyên nhân nghèo", "J5": "Thiếu đất sản xuất", "K5": "Ốm đau, bệnh tật", "L4": "Điện thoại liên hệ",
            "M4": "Số thẻ BHYT", "N4": "Trình độ học vấn", "O4": "Nhu cầu hỗ trợ", "P4": "Nơi ở hiện nay",
        }.items():  # fmt: skip
            sheet[place] = text
        for span in ("B4:E4", "G4:I4", "J4:K4", "A4:A6", "F4:F6", "L4:L6"):
            sheet.merge_cells(span)
        sheet.append([])
        rows = [
            ["Đá Bàn", "Lò Thị Hà", "Nữ", "03/05/1962", "Chủ hộ", "058162589028", "Cận nghèo", 90, 20, "x", None,
             "912345678", "HN2581234567890", "THCS", "Vay vốn, nước sạch", "Số 5, đường 3"],
            [None, "Lò Văn Bình", "Nam", 1990, "Con đẻ", None, None, None, None, None, None, None, None, "Đại học"],
            ["Đá Bàn", "Vừ A Páo", "Nam", 1950, "Chủ hộ", "058050589028", "Nghèo", 60, 30, "x", "x"],
        ]  # fmt: skip
        for at, row in enumerate(rows, 7):
            for column, value in enumerate(row, 1):
                sheet.cell(at, column, value)
        sheet.merge_cells("A7:A8")

    listed = read(saved(tmp_path / "khac.xlsx", fill))
    assert [(one.row, len(one.members)) for one in listed.households] == [(7, 2), (9, 1)]
    first, second = listed.households
    assert (first.poverty_class, first.income_points, first.deprivation_points) == (PovertyClass.NEAR_POOR, 90, 20)
    assert first.record == {"causes": "land", "needs": "loan,water", "address": "Số 5, đường 3"}
    assert second.record == {"causes": "land,illness"}
    assert first.head.record == {"health_insurance_number": "HN2581234567890", "education": "lower_secondary"}
    assert first.members[1].record == {"education": "university"}
    assert (first.head.phone, first.head.birth.iso) == ("0912345678", "1962-05-03")
    assert (7, "L", "DT-01") in codes(listed)
    assert listed.year == 2025


def test_a_list_with_only_heads_and_no_relation_has_them_as_heads(write_rows):
    rows = [["STT", "Họ tên chủ hộ", "Năm sinh", "Thôn", "Hộ nghèo", "Hộ cận nghèo"]]
    rows += [[number, f"Chủ hộ {'ABC'[number]}", 1960 + number, "Đá Bàn", "x", None] for number in range(3)]
    listed = read(write_rows(rows))
    assert [one.head.is_head for one in listed.households] == [True] * 3
    assert {one.poverty_class for one in listed.households} == {PovertyClass.POOR}


def test_the_household_number_may_stand_on_every_row(write_rows):
    head = ["Số hộ", "Họ và tên", "Năm sinh", "Quan hệ với chủ hộ", "Thôn", "Phân loại"]
    rows = [head, [7, "Lò A", 1960, "Chủ hộ", "Bó", "N"], [7, "Lò B", 1962, "Vợ", "Bó", None]]
    rows += [[8, "Lò C", 1970, "Chủ hộ", "Bó", "CN"], [8, "Lò D", 2010, "Con trai", "Bó", None]]
    listed = read(write_rows(rows))
    assert [(one.number, len(one.members)) for one in listed.households] == [(7, 2), (8, 2)]


def test_a_list_without_any_header_is_read_as_the_person_says(write_rows):
    rows = [[1, "Lò A", 1960, "Chủ hộ", "Bó", "N"], [None, "Lò B", 1962, "Vợ", None, None]]
    path = write_rows(rows, first=3)
    with pytest.raises(WorkbookRefused):
        read(path)
    columns = {"household_number": "A", "full_name": "B", "birth": "C", "relation": "D", "hamlet": "E",
               "poverty_class": "F"}  # fmt: skip
    listed = read(path, ColumnMapping("DS", 0, 0, columns))
    assert people(listed) == ["Lò A", "Lò B"]
    assert [one.row for one in listed.households] == [3]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"birth": "C"}, "họ và tên"),
        ({"full_name": "B", "relation": "B"}, "hai lần"),
        ({"full_name": "B", "nonsense": "C"}, "nonsense"),
    ],
)
def test_a_mapping_that_cannot_be_says_why(write_rows, columns, words):
    path = write_rows([[1, "Lò A", 1960]])
    with pytest.raises(WorkbookRefused) as caught:
        read(path, ColumnMapping("DS", 0, 0, columns))
    assert caught.value.code == "EX-10"
    assert words in str(caught.value)


# numbers and dates


def test_a_workbook_that_counts_from_1904_gives_the_same_day(tmp_path):
    def fill(book):
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        for row in (
            ["STT hộ", "Họ và tên", "Năm sinh", "Quan hệ", "Thôn"],
            [1, "Lò Thị A", datetime(1962, 5, 3), "Chủ hộ", "Bó"],
            [2, "Lò Thị B", 21307, "Chủ hộ", "Bó"],
        ):
            book.active.append(row)

    listed = read(saved(tmp_path / "mac.xlsx", fill))
    assert [one.head.birth.iso for one in listed.households] == ["1962-05-03", "1962-05-03"]


def test_people_alike_are_doubted_unless_both_ids_are_known(write_rows):
    head = ["STT hộ", "Họ và tên", "Năm sinh", "Quan hệ", "Thôn", "Số CCCD", "Phân loại"]
    rows = [head]
    for number, (name, year, number_of_card) in enumerate(
        [("Lò Thị A", 1962, "058162589028"), ("Lò Thị A", 1962, None), ("Lò Thị A", 1962, "058162589029"),
         ("Lò Thị A", 1963, None)], 1
    ):  # fmt: skip
        rows.append([number, name, year, "Chủ hộ", "Bó", number_of_card, "CN"])
        rows.append([None, f"Lò Văn {number}".replace(str(number), "ABCD"[number - 1]), 1990, "Con trai"])
    listed = read(write_rows(rows))
    assert {one for one in codes(listed) if one[2].startswith("DU")} == {(4, "B", "DU-03")}
    assert not any(one.wrong for one in listed.households)


# encodings

ALPHABET = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
TCVN3_OF = {decode_tcvn3(chr(code)): chr(code) for code in range(0xFE, 0xA0, -1)}


def as_tcvn3(text):
    return "".join(TCVN3_OF.get(char, char) for char in text)


def _vni_letters():
    singles = {decode_vni(char): char for char in "ôöñíìæóòîÔÖÑÍÌÆÓÒÎ"}
    marks = "ùøûõïâáàåãäêéèúüë"
    for base in "aeouyôöAEOUYÔÖ":
        for mark in marks:
            both = base + (mark.upper() if base.isupper() else mark)
            letter = decode_vni(both)
            if len(letter) == 1:
                singles.setdefault(letter, both)
    return singles


VNI_OF = _vni_letters()


def as_vni(text):
    return "".join(VNI_OF.get(char, char) for char in text)


HEAD = ["STT hộ", "Họ và tên", "Năm sinh", "Dân tộc", "Quan hệ với chủ hộ", "Thôn", "Phân loại", "Ghi chú"]
PEOPLE = [
    [1, "Nguyễn Thị Hường", 1962, "Kinh", "Chủ hộ", "Đồng Mường", "N", "mẹ đơn thân"],
    [None, "Trần Văn Đức", 1990, "Kinh", "Con trai", None, None, "đi làm xa"],
    [2, "Đặng Hữu Phước", 1955, "Chăm", "Chủ hộ", "Đồng Mường", "CN", None],
    [3, "Lý Thị Mỹ Lệ", 1970, "Kinh", "Chủ hộ", "Đồng Mường", "CN", "ở nhờ nhà người khác"],
]
NAMES = [row[1] for row in PEOPLE]


def in_old_letters(encode, *, header=True):
    head = [encode(cell) for cell in HEAD] if header else HEAD
    return [head, *([encode(cell) if isinstance(cell, str) else cell for cell in row] for row in PEOPLE)]


def test_the_test_alphabets_come_back():
    assert decode_vni(as_vni(ALPHABET + ALPHABET.upper())) == ALPHABET + ALPHABET.upper()
    assert decode_tcvn3(as_tcvn3(ALPHABET)) == ALPHABET


@pytest.mark.parametrize(("encode", "name"), [(as_vni, VNI), (as_tcvn3, TCVN3)])
@pytest.mark.parametrize("header", [True, False])
def test_a_workbook_of_old_letters_is_read_also_under_a_header_in_unicode(write_rows, encode, name, header):
    listed = read(write_rows(in_old_letters(encode, header=header)))
    assert people(listed) == NAMES
    assert {one.hamlet for one in listed.households} == {"Đồng Mường"}
    assert listed.households[0].note == "mẹ đơn thân"
    assert listed.encoding == name
    assert not any(one.wrong for one in listed.households)


@pytest.mark.parametrize(
    ("font", "encode", "name"),
    [("VNI-Times", as_vni, VNI), (".VnTime", as_tcvn3, TCVN3), (".VnArial", as_tcvn3, TCVN3)],
)
def test_the_font_of_a_single_cell_tells_what_its_letters_alone_do_not(tmp_path, font, encode, name):
    def fill(book):
        for row in [HEAD, *PEOPLE]:
            book.active.append(row)
        cell = book.active["B3"]
        cell.value, cell.font = encode("Hà Ngọ"), Font(name=font)
        book.active["B4"].font = Font(name=font)

    listed = read(saved(tmp_path / "phong.xlsx", fill))
    assert people(listed) == [NAMES[0], "Hà Ngọ", NAMES[2], NAMES[3]]
    assert listed.encoding == name


def test_a_capital_font_shows_capitals(tmp_path):
    def fill(book):
        for row in [HEAD, *PEOPLE]:
            book.active.append(row)
        cell = book.active["B2"]
        cell.value, cell.font = as_tcvn3("nguyễn thị hường"), Font(name=".VnTimeH")

    assert people(read(saved(tmp_path / "hoa.xlsx", fill)))[0] == "NGUYỄN THỊ HƯỜNG"


@pytest.mark.parametrize("broken", ["Nguyãn V×n ß¶c Øæ", "Baáo naây àûúåc xêy dûång", "ChamalÐa"])
def test_letters_that_cannot_be_told_are_said_by_row_and_column(write_rows, broken):
    rows = [HEAD, *PEOPLE, [4, broken, 1980, "Kinh", "Chủ hộ", "Đồng Mường", "CN", None]]
    listed = read(write_rows(rows))
    assert (6, "B", "MA-01") in codes(listed)
    assert [one.row for one in listed.households if one.wrong] == [6]


def test_names_whose_capitals_the_old_letters_lack_get_them(write_rows):
    rows = in_old_letters(as_tcvn3)
    rows[1][1], rows[2][7] = as_tcvn3("Nguyễn Thị ẩn"), as_tcvn3("Bệnh ốm")
    listed = read(write_rows(rows))
    assert people(listed)[0] == "Nguyễn Thị Ẩn"
    assert listed.households[0].members[1].record == {"note": "Bệnh ốm"}


def test_a_column_of_two_old_encodings_is_read_cell_by_cell(write_rows):
    rows = [[encode(cell) if isinstance(cell, str) else cell for cell in row]
            for encode, row in zip((as_vni, as_tcvn3, as_vni, as_tcvn3), PEOPLE, strict=True)]  # fmt: skip
    listed = read(write_rows([HEAD, *rows]))
    assert people(listed) == NAMES
    assert listed.encoding == "TCVN3, VNI"


def test_a_name_that_makes_sense_both_ways_is_doubted(write_rows):
    old = [[as_tcvn3(cell) if isinstance(cell, str) else cell for cell in row] for row in PEOPLE]
    rows = [HEAD, *PEOPLE, *([row[0] and row[0] + 9, *row[1:]] for row in old)]
    rows.append([20, as_tcvn3("Cao Dũng"), 1980, "Kinh", "Chủ hộ", "Đồng Mường", "CN", None])
    rows[-1][4] = rows[-1][5] = None
    listed = read(write_rows(rows))
    found = [one for one in listed.problems if one.code == "MA-03"]
    assert [(one.row, one.column) for one in found] == [(10, "B")]
    assert "Cao Dòng" in found[0].message
    assert "Cao Dũng" in found[0].message


def test_letters_that_cannot_be_told_in_the_header_are_said_as_such(write_rows):
    rows = [["STT hé", "Hä vÁ tÅn", "NÆm sinh", "QuÁn hÇ"], [1, "NguyÇn VÆn ¶", 1960, "ChÚ hÓ"]]
    with pytest.raises(WorkbookRefused) as caught:
        read(write_rows(rows))
    assert caught.value.code == "EX-12"


def test_lost_letters_are_said(write_rows):
    rows = [HEAD, *PEOPLE, [4, "Nguy?n V?n ??c", 1980, "Kinh", "Chủ hộ", "Đồng Mường", "CN", None]]
    found = [one for one in read(write_rows(rows)).problems if one.row == 6]
    assert [(one.column, one.code) for one in found] == [("B", "MA-02")]


def test_text_read_twice_is_put_right(write_rows):
    rows = [
        HEAD,
        *([cell.encode().decode("latin-1") if isinstance(cell, str) else cell for cell in row] for row in PEOPLE),
    ]
    listed = read(write_rows(rows))
    assert people(listed) == NAMES
    assert listed.encoding == "UTF-8"


def test_decomposed_letters_and_invisible_signs_are_mended(write_rows):
    odd = [list(row) for row in PEOPLE]
    odd[0][1] = unicodedata.normalize("NFD", odd[0][1])
    odd[1][1] = "Trần\u00a0Văn\u200b \u00ad\u00d0ức"
    listed = read(write_rows([HEAD, *odd]))
    assert people(listed)[:2] == NAMES[:2]
    assert {(2, "B", "NK-12"), (3, "B", "NK-11"), (3, "B", "NK-13")} <= codes(listed)


def test_names_of_minorities_are_not_taken_for_broken_text(write_rows):
    names = ["H'Ñui Niê", "Y Bríu Niê", "Chamaléa Sinh", "K'Brĕm", "Lê Hà Ân"]
    rows = [HEAD] + [
        [at, name, 1960 + at, "Kinh", "Chủ hộ", "Bó", "CN", "nhà 30 m², ở 12°"] for at, name in enumerate(names)
    ]
    listed = read(write_rows(rows))
    assert people(listed) == names
    assert {code for _row, _column, code in codes(listed)} & {"MA-01", "MA-02", "NK-04"} == set()


# text files


def as_csv(rows, separator):
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([["" if cell is None else cell for cell in row] for row in rows])
    return out.getvalue()


ROWS = [["DANH SÁCH HỘ NGHÈO NĂM 2024"], [], HEAD, *PEOPLE]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_tables_are_read_whatever_their_separator_and_encoding(tmp_path, separator, encoding):
    path = tmp_path / "danh-sach.csv"
    path.write_bytes(as_csv(ROWS, separator).encode(encoding))
    listed = read(path)
    assert people(listed) == NAMES
    assert (listed.year, [one.row for one in listed.households]) == (2024, [4, 6, 7])


@pytest.mark.parametrize("encode", [as_vni, as_tcvn3])
def test_text_tables_of_old_letters_are_read(tmp_path, encode):
    path = tmp_path / "cu.csv"
    path.write_bytes(as_csv(in_old_letters(encode), ";").encode("latin-1"))
    assert people(read(path)) == NAMES


def test_text_tables_of_windows_1258_are_read(tmp_path):
    tones = "\u0300\u0301\u0303\u0309\u0323"
    kept = str.maketrans({})
    text = as_csv([HEAD, *PEOPLE], ",").translate(kept)
    pieces = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tone = "".join(one for one in parts if one in tones)
        pieces.append(unicodedata.normalize("NFC", "".join(one for one in parts if one not in tones)) + tone)
    path = tmp_path / "1258.csv"
    path.write_bytes("".join(pieces).encode("cp1258"))
    assert people(read(path)) == NAMES


def test_a_text_table_keeps_zeros_and_quoted_lines(tmp_path):
    path = tmp_path / "so.csv"
    path.write_text(
        "sep=;\nSTT hộ;Họ và tên;Năm sinh;Quan hệ;Thôn;Số CCCD;Ghi chú\n"
        '1;Bùi Thanh Dũng;1962;Chủ hộ;Bó;058062589028;"hai dòng;\nmột ô"\n',
        encoding="utf-8",
    )
    listed = read(path)
    assert listed.households[0].head.citizen_id == "058062589028"
    assert listed.households[0].note == "hai dòng; một ô"


@pytest.mark.parametrize("content", [b"\x00\x01\x02\x03", b"%PDF-1.7\x00\x00", b""])
def test_a_csv_that_is_no_text_is_refused(tmp_path, content):
    path = tmp_path / "la.csv"
    path.write_bytes(content)
    with pytest.raises(WorkbookRefused) as caught:
        read_workbook(path)
    assert caught.value.code in ("EX-01", "EX-06")


def test_text_under_an_excel_name_is_refused(tmp_path):
    path = tmp_path / "gia.xls"
    path.write_text("<html><table><tr><td>Họ và tên</td></tr></table></html>", encoding="utf-8")
    with pytest.raises(WorkbookRefused) as caught:
        read_workbook(path)
    assert caught.value.code == "EX-01"


# gaps and contradictions

SEX_HEAD = ["STT hộ", "Họ và tên", "Giới tính", "Năm sinh", "Dân tộc", "Quan hệ", "Thôn"]
HOME = [1, "Lò Văn A", "Nam", 1962, "Thái", "Chủ hộ", "Bó"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ([None, "Lò Thị B", "Nam", 1965, "Thái", "Vợ", None], ("F", "QH-02")),
        ([None, "Lò Thị B", "Nữ", 1950, "Thái", "Con gái", None], ("F", "QH-03")),
        ([None, "Lò Thị B", "Nữ", 1950, "Thái", "con đẻ", None], ("F", "QH-03")),
        ([None, "Lò Thị B", "Nữ", 1970, "Thái", "Mẹ", None], ("F", "QH-03")),
        ([None, "Lò Thị B", "Nữ", 2015, "Thái", "Vợ", None], ("F", "QH-04")),
        ([None, "Lò Thị B", "Nữ", 1955, "Thái", "Chị", None], None),
        ([None, "Lò Thị B", "Nữ", 1965, "Thái", None, None], ("F", "QH-01")),
        ([None, "Lò Thị B", "Nữ", None, "Thái", "Vợ", None], ("D", "NK-10")),
        ([None, "Lò Thị B", "gái", 1965, "Thái", "Vợ", None], ("C", "NK-14")),
        ([None, "Lò Thị B", "Nữ", 1965, None, "Vợ", None], ("E", "ET-03")),
        ([1, "Lò Thị B", "Nữ", 1965, "Thái", "Chủ hộ", "Bó"], ("A", "HO-07")),
        ([2, "Lò Thị B", "Nữ", 1965, "Thái", "Chủ hộ", "Bó"], None),
        ([None, "Lò Thị B", "Nữ", 1965, "Thái", "Vợ", None], None),
    ],
)
def test_what_is_missing_or_contradicts_itself_is_doubted_at_its_cell(write_rows, row, problem):
    context = replace(CONTEXT, hamlets=(Hamlet("1" * 32, "22828", "Bó"),))
    path = write_rows([SEX_HEAD, HOME, row, [3, "Lò Văn C", "Nam", 1970, "Thái", "Chủ hộ", "Bó"]])
    listed = read_review_list(read_workbook(path), context)
    assert {(one.column, one.code) for one in listed.problems if one.row == 3} == ({problem} if problem else set())
    assert not any(one.wrong for one in listed.households)


def test_beside_the_heads_names_the_column_of_everybody_is_read(write_rows):
    head = ["STT", "Họ và tên chủ hộ", "Họ và tên thành viên", "Năm sinh", "Quan hệ với chủ hộ", "Thôn", "Phân loại"]
    rows = [head, [1, "Lò Văn A", "Lò Văn A", 1962, "Chủ hộ", "Bó", "N"], [None, None, "Lò Thị B", 1965, "Vợ", "Bó"]]
    listed = read(write_rows(rows))
    assert people(listed) == ["Lò Văn A", "Lò Thị B"]


def test_numbers_that_begin_anew_in_each_hamlet_are_no_problem(write_rows):
    rows = [["STT hộ", "Họ và tên", "Năm sinh", "Quan hệ", "Thôn"]]
    rows += [
        [number, f"Lò Thị {letter}", 1960 + number, "Chủ hộ", hamlet]
        for hamlet, letter in (("Bó", "A"), ("Pá", "B"))
        for number in range(1, 6)
    ]
    assert not [one for one in read(write_rows(rows)).problems if one.code == "HO-07"]


@pytest.mark.parametrize(
    ("head", "first", "second"),
    [
        (["STT hộ", "Họ và tên", "Năm sinh", "Giới tính (Nam/Nữ)", "Quan hệ"],
         [1, "Lò Văn A", 1960, "Nam", "Chủ hộ"], [None, "Lò Thị B", 1965, "Nữ", "Vợ"]),
        (["STT hộ", "Họ và tên", "Năm sinh", "Nữ", "Quan hệ"],
         [1, "Lò Văn A", 1960, None, "Chủ hộ"], [None, "Lò Thị B", 1965, "x", "Vợ"]),
        (["STT hộ", "Họ và tên", "Nam", "Nữ", "Năm sinh", "Quan hệ"],
         [1, "Lò Văn A", "x", None, 1960, "Chủ hộ"], [None, "Lò Thị B", None, "x", 1965, "Vợ"]),
        (["STT", "Chủ hộ", "Họ tên các thành viên", "Sinh năm", "Nữ", "Quan hệ"],
         [1, "Lò Văn A", "Lò Văn A", 1960, None, "Chủ hộ"], [None, None, "Lò Thị B", 1965, "x", "Vợ"]),
    ],
)  # fmt: skip
def test_the_sex_is_read_from_words_marks_or_columns(write_rows, head, first, second):
    rows = [[*head, "Thôn", "Nghèo", "Cận nghèo"], [*first, "Bó", None, "x"], second]
    (home,) = read(write_rows(rows)).households
    assert [(one.full_name, one.sex, one.birth.year) for one in home.members] == [
        ("Lò Văn A", "male", 1960),
        ("Lò Thị B", "female", 1965),
    ]
    assert home.poverty_class is PovertyClass.NEAR_POOR


def test_day_month_and_year_in_three_columns_are_one_date(write_rows):
    rows = [
        ["STT hộ", "Họ và tên", "Ngày, tháng, năm sinh", None, None, "Quan hệ", "Thôn"],
        [None, None, "Ngày", "Tháng", "Năm", None, None],
        [1, "Lò Văn A", 3, 5, 1960, "Chủ hộ", "Bó"],
        [None, "Lò Thị B", None, None, 1965, "Vợ", None],
    ]
    (home,) = read(write_rows(rows)).households
    assert [one.birth.iso for one in home.members] == ["1960-05-03", "1965"]
