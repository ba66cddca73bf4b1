"""Old fonts found in workbooks, also in odd and damaged ones."""

import random
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from sinhke_desktop.domain.legacy_encodings import decode_tcvn3
from sinhke_desktop.domain.list_checks import ListContext
from sinhke_desktop.domain.text_repair import decode_by_font, decode_bytes, is_undecoded, undo_second_reading
from sinhke_desktop.workbooks.reading import Fonts, read_workbook
from sinhke_desktop.workbooks.review_list import read_review_list
from sinhke_desktop.workbooks.sheet_fonts import legacy_fonts, uses_1904
from sinhke_desktop.workbooks.xls_fonts import legacy_fonts_of_xls

OLD = Path(__file__).parents[1] / "data" / "ra-soat-2012-vntime.xls"


def test_fonts_of_an_excel_97_workbook_are_found_cell_by_cell():
    found = legacy_fonts_of_xls(OLD)["DS"]
    assert found[".VnTimeH"] == {0: [[1, 3]]}
    assert found[".VnTime"][2] == [[5, 185]]


def test_the_capital_font_of_a_title_shows_capitals():
    listed = read_review_list(read_workbook(OLD), ListContext(date(2025, 11, 22)))
    assert listed.title == "DANH SÁCH CHI TIẾT HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2025"
    assert listed.encoding == "TCVN3"


def test_a_damaged_excel_97_workbook_gives_no_fonts_and_no_fault(tmp_path):
    content = OLD.read_bytes()
    chance = random.Random(7)
    path = tmp_path / "hong.xls"
    for _round in range(60):
        spoiled = bytearray(content[: chance.randrange(8, len(content))])
        for _byte in range(40):
            spoiled[chance.randrange(8, len(spoiled))] = chance.randrange(256)
        path.write_bytes(spoiled)
        assert isinstance(legacy_fonts_of_xls(path), dict)


def test_cells_with_their_text_in_runs_count_by_their_runs(tmp_path):
    book = openpyxl.Workbook()
    runs = [TextBlock(InlineFont(rFont=".VnTime"), "Hé "), TextBlock(InlineFont(rFont=".VnArial"), "nghÌo")]
    book.active["A1"] = CellRichText(*runs)
    book.active["B2"] = CellRichText(TextBlock(InlineFont(rFont=".VnTime"), "Hé"), " Unicode")
    book.active["C3"], book.active["C3"].font = "x", Font(name="VNI-Times")
    book.save(tmp_path / "chu.xlsx")
    assert legacy_fonts(tmp_path / "chu.xlsx") == {"Sheet": {".VnTime": {0: [[1, 1]]}, "VNI-Times": {2: [[3, 3]]}}}


def test_a_workbook_in_usual_fonts_is_not_searched_further(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "Hộ nghèo"
    book.save(tmp_path / "moi.xlsx")
    assert legacy_fonts(tmp_path / "moi.xlsx") == {}
    assert not uses_1904(tmp_path / "moi.xlsx")


def test_xml_that_declares_entities_gives_no_fonts(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A1"].font = "Hé", Font(name=".VnTime")
    book.save(tmp_path / "a.xlsx")
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, bomb + content.partition(b"?>")[2] if name == "xl/styles.xml" else content)
    assert legacy_fonts(tmp_path / "a.xlsx")
    assert legacy_fonts(tmp_path / "b.xlsx") == {}


def test_runs_tell_the_font_at_a_place():
    fonts = Fonts({2: [(5, 9, ".VnTime"), (12, 12, ".VnTimeH")]})
    assert [fonts.at(row, 2) for row in (4, 5, 9, 10, 12, 13)] == ["", ".VnTime", ".VnTime", "", ".VnTimeH", ""]
    assert fonts.at(5, 1) == ""


@pytest.mark.parametrize(
    ("text", "font", "read"),
    [
        ("Hé nghÌo", ".VnTime", "Hộ nghèo"),
        ("hé nghÌo", ".VnTimeH", "HỘ NGHÈO"),
        ("Nguyễn Văn An", ".VnTime", "Nguyễn Văn An"),
        ("Lê Hà", ".VnTime", "Lê Hà"),
        ("Hoä ngheøo", "VNI-Times", "Hộ nghèo"),
        ("Hoä ngheøo", "Arial", "Hoä ngheøo"),
        ("1962", ".VnTime", "1962"),
    ],
)
def test_a_font_decides_unless_the_text_is_unicode_already(text, font, read):
    assert decode_by_font(text, font) == read


def test_bytes_of_every_kind_become_text():
    text = "Hộ nghèo của Nguyễn Thị Đào"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        assert decode_bytes(text.encode(encoding))[0] == text
    old, name = decode_bytes("Hé nghÌo cña NguyÔn ThÞ §µo".encode("latin-1"))
    assert (decode_tcvn3(old), name) == (text, "windows-1252")


@pytest.mark.parametrize("text", ["Nguyễn Văn Đức", "Hộ nghèo", "Đặng Hữu Phước"])
def test_text_read_twice_is_recognised(text):
    undefined = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
    western = "".join(chr(byte) if byte in undefined else bytes([byte]).decode("cp1252") for byte in text.encode())
    assert undo_second_reading(western) == text


@pytest.mark.parametrize("text", ["Lê Hà", "Tiếng Việt", "30 m²", "H'Ñui", "plain", "mẹ ốm…", "“Tư”"])
def test_good_text_is_left_alone(text):
    assert undo_second_reading(text) == text
    assert not is_undecoded(text)
