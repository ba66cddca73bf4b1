"""The fifteen tables over pages: heads and numbers on each, totals with the last hamlet, signatures with rows."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest
from pdf_reader import MM, Page, read
from worst_cases import LONG_HAMLET, LONGEST, PLAIN, UNBROKEN

from sinhke_desktop.documents.poverty_tables import render_tables
from sinhke_desktop.domain.poverty_tables.table import Cell, Column, Kind, Row, Table, Unit

COLUMNS = (Column("Tổng số hộ"), Column("Số lượng", "Hộ nghèo"), Column("Tỷ lệ (%)", "Hộ nghèo", Kind.RATE))
BIG = 999_999_999_999


def table(hamlets: int, *, by_unit: bool = False, notes: int = 2, columns: tuple[Column, ...] = COLUMNS) -> Table:
    """A table of so many hamlets and the commune's total, for households and people where *by_unit*."""
    units = (Unit.HOUSEHOLDS, Unit.PERSONS) if by_unit else (None,)
    rows = [
        Row(str(n) if unit is not Unit.PERSONS else "", f"Thôn {n}", tuple(Cell(BIG) for _column in columns), unit,
            hamlet_id=f"h{n}") for n in range(1, hamlets + 1) for unit in units
    ]  # fmt: skip
    rows += [Row("", "Tổng cộng", tuple(Cell(BIG) for _column in columns), unit, total=True) for unit in units]
    told = tuple(f"Ghi chú {n} nói rõ số liệu này được tính thế nào." for n in range(notes))
    return Table(1, "Tổng hợp kết quả rà soát", "Kết quả chính thức", columns, tuple(rows), told, by_unit=by_unit)


def pages(*tables: Table, commune=PLAIN) -> list[Page]:
    return read(render_tables(tables, commune, 2025, date(2025, 11, 20), "a1b2c3d4e5f60718293a"))


def said(page: Page, words: str) -> bool:
    return any(line.text.startswith(words) for line in page.lines())


@pytest.mark.parametrize("by_unit", [False, True])
@pytest.mark.parametrize("commune", [PLAIN, LONGEST], ids=["plain", "longest"])
def test_totals_stand_with_the_last_hamlet_and_signatures_with_rows_whatever_the_number(by_unit, commune):
    for hamlets in range(1, 40):
        found = pages(table(hamlets, by_unit=by_unit), commune=commune)
        for place, page in enumerate(found, 1):
            assert said(page, "Thôn, khu phố")
            assert said(page, "(1)")
            assert said(page, "Thôn "), (hamlets, place)
        last = found[-1]
        for words in ("Tổng cộng", f"Thôn {hamlets}", "NGƯỜI LẬP BIỂU", "Ghi chú:"):
            assert said(last, words), (hamlets, words)


def test_pages_bear_number_and_foot_in_the_margins_of_the_turned_page():
    first, second = pages(table(20), table(60))[:2]
    found = pages(table(20), table(60))
    assert (first.width, first.height) == (pytest.approx(297 * MM, abs=1), pytest.approx(210 * MM, abs=1))
    numbers = [line.text for page in found for line in page.lines() if line.size == 13.5 and line.text.isdigit()]
    begins = next(place for place, page in enumerate(found[1:], 1) if said(page, "ỦY BAN NHÂN DÂN"))
    assert numbers == [str(n) for n in [*range(2, begins + 1), *range(2, len(found) - begins + 1)]]
    number = second.line("2")
    assert number.middle == pytest.approx(second.width / 2, abs=1)
    assert number.bottom > second.height - 30 * MM
    for page in found:
        foot = page.line("Lập ngày 20/11/2025")
        assert 8 <= foot.size <= 9
        assert foot.top < 15 * MM


def test_heading_and_signature_have_the_decrees_sizes():
    (page,) = pages(table(3))
    issuer, number = page.line("ỦY BAN NHÂN DÂN"), page.line("Biểu 1")
    heading, belongs = page.line("TỔNG HỢP KẾT QUẢ"), page.line("(Kèm theo văn bản số:")
    assert (issuer.font, issuer.size) == ("LiberationSerif-Bold", 12.5)
    assert (number.font, number.size) == ("LiberationSerif-Bold", 14)
    assert heading.font == "LiberationSerif-Bold"
    assert belongs.font == "LiberationSerif-Italic"
    assert all(13 <= one.size <= 14 for one in (heading, belongs))
    for words in ("NGƯỜI LẬP BIỂU", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Thành"):
        line = page.line(words)
        assert line.font == "LiberationSerif-Bold"
        assert 13 <= line.size <= 14


def test_long_notes_go_on_over_pages_and_the_signature_follows_them():
    found = pages(table(10, notes=90))
    assert len(found) > 2
    assert said(found[-1], "NGƯỜI LẬP BIỂU")
    assert "Ghi chú 89" in found[-1].words()


def test_the_longest_names_stay_whole_in_a_list_of_people():
    columns = (Column("STT", kind=Kind.MARK), Column("Họ và tên", kind=Kind.TEXT, width=3), *COLUMNS)
    rows = tuple(
        Row("", LONG_HAMLET, (str(n), UNBROKEN, *[Cell(BIG)] * 3), household_id=f"h{n}") for n in range(60)
    )  # fmt: skip
    found = pages(Table(15, "Danh sách hộ nghèo", "", columns, rows, listing=True))
    assert sum(page.words().count(UNBROKEN) for page in found) == 60
    assert sum(page.words().replace(" ", "").count(LONG_HAMLET.replace(" ", "")) for page in found) == 60


def test_a_list_of_many_thousands_is_drawn_within_seconds():
    columns = tuple(Column(f"Cột {n}", kind=Kind.TEXT) for n in range(12))
    rows = tuple(Row("", f"Thôn {n % 20}", tuple(f"Người {n}" for _n in range(12))) for n in range(5_000))
    begun = time.perf_counter()
    render_tables([Table(15, "Danh sách", "", columns, rows, listing=True)], PLAIN, 2025, date(2025, 1, 1), "a" * 20)
    assert time.perf_counter() - begun < 20


def test_a_signature_that_finds_no_room_below_one_hamlet_goes_to_the_next_page_whole():
    longest = replace(LONGEST, signer_authority=LONGEST.signer_authority * 2, signer_title=LONGEST.signer_title * 2)
    long = replace(table(1, by_unit=True, notes=0), title="Tổng hợp kết quả rà soát hộ nghèo, hộ cận nghèo " * 6)
    found = pages(long, commune=longest)
    assert said(found[-1], "NGƯỜI LẬP BIỂU")
    assert "Chamaléa Katơr Thị Nguyễn" in found[-1].words()


def test_rows_that_do_not_add_up_are_told_below_the_table():
    whole = table(3)
    (page,) = pages(replace(whole, rows=(replace(whole.rows[0], broken=True), *whole.rows[1:])))
    assert "(*) Dòng không khớp" in page.words()
