"""Tables of flowing papers: heads on every page, totals with the last row, widths that follow what stands in them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_reader import MM, Page, read
from worst_cases import BIG_SUM, LONG_NAME, LONG_TEXT, UNBROKEN

from sinhke_desktop.documents import fonts, tables
from sinhke_desktop.documents.column_widths import TALL, Need, adapt
from sinhke_desktop.documents.letter import HEADING, WIDTH, Signature, caption, closing, copies, paragraphs
from sinhke_desktop.documents.page_totals import PageTotals, Sum
from sinhke_desktop.documents.paper import ACROSS_WIDTH, OpenLines, across, render_papers, upright
from sinhke_desktop.domain.money import format_dong

HEAD = ("TT", "Họ và tên", "Số tiền (đồng)")
WIDTHS = (12, 103, 50)


@pytest.fixture(autouse=True)
def _faces():
    fonts.register()


def rows(count, name="Tain Minh Thuận"):
    return [
        [tables.centred(str(n)), tables.text(f"{name} {n}"), tables.number(format_dong(n))] for n in range(1, count + 1)
    ]


def pages(*story) -> list[Page]:
    return read(render_papers([("Thử", list(story))], name="Thử", author="Xã"))


def with_total(count, totals=1):
    sums = [["", tables.text(f"Tổng cộng {n}", bold=True), tables.number("9", bold=True)] for n in range(totals)]
    return tables.ruled(HEAD, [*rows(count), *sums], WIDTHS, total=totals)


def starts(page: Page, *words: str) -> bool:
    return any(line.text.startswith(words) for line in page.lines())


@pytest.mark.parametrize("count", range(28, 72))
def test_every_page_has_the_head_and_no_total_stands_without_a_row(count):
    found = pages(*paragraphs(["II. Kinh phí"], HEADING), *caption("Danh sách"), with_total(count, 2))
    for page in found:
        assert starts(page, "Họ và tên")
    last = next(page for page in found if starts(page, "Tổng cộng 0"))
    assert starts(last, f"Tain Minh Thuận {count}")
    assert starts(last, "Tổng cộng 1")


@pytest.mark.parametrize("lines", range(20, 36))
def test_a_heading_and_a_caption_never_stand_alone_at_the_foot_of_a_page(lines):
    found = pages(
        *paragraphs(["Đoạn."] * lines), *paragraphs(["II. Kinh phí"], HEADING), *caption("Danh sách"), with_total(40)
    )
    (page,) = [page for page in found if starts(page, "II. Kinh phí")]
    assert starts(page, "Danh sách")
    assert starts(page, "Họ và tên")
    assert starts(page, "Tain Minh Thuận 1")


def test_a_table_begins_on_the_page_of_its_heading_where_a_row_fits():
    found = pages(*paragraphs(["Đoạn."] * 10), *paragraphs(["II. Kinh phí"], HEADING), with_total(60))
    assert starts(found[0], "II. Kinh phí")
    assert starts(found[0], "Tain Minh Thuận 1")


def test_a_remark_stays_with_its_row_and_the_total_with_both():
    for count in range(24, 40):
        cells, notes = [], []
        for row in rows(count):
            cells.append(row)
            notes.append(len(cells))
            cells.append(["", tables.note(f"Bằng chữ {row[1].text}"), ""])
        total = ["", tables.text("Tổng cộng", bold=True), tables.number("9", bold=True)]
        table = tables.ruled(HEAD, [*cells, total], WIDTHS, notes_after=notes, total=1)
        for page in pages(table):
            names = sum(line.text.startswith("Tain") for line in page.lines())
            assert names == sum(line.text.startswith("Bằng chữ") for line in page.lines())
            assert names or not starts(page, "Tổng cộng")


@pytest.mark.parametrize("text", [LONG_NAME, UNBROKEN, LONG_TEXT, LONG_TEXT * 40])
def test_a_text_of_any_length_is_read_back_whole_from_a_narrow_column(text):
    cells = [[tables.centred("1"), tables.text(text), tables.number(format_dong(BIG_SUM))]]
    found = pages(tables.ruled(HEAD, cells, (12, 25, 30)))
    lines = [line for page in found for line in page.lines() if line.font == "LiberationSerif"]
    words = "".join(line.text for line in lines if line.size == tables.SIZE and line.text != "1")
    assert text.replace(" ", "") in words.replace(" ", "")
    assert format_dong(BIG_SUM) in " ".join(page.words() for page in found)


def test_a_long_remark_goes_on_in_further_rows():
    cells = [rows(1)[0], ["", tables.note(LONG_TEXT * 60), ""], *rows(2)]
    found = pages(tables.ruled(HEAD, cells, WIDTHS, notes_after=[1]))
    assert len(found) > 1
    read_back = "".join(page.words() for page in found).replace(" ", "").replace("TTHọvàtênSốtiền(đồng)", "")
    assert read_back.count("ngàygiaoban.") >= 58


def test_the_largest_sum_stands_in_its_column_without_being_narrowed():
    cells = [[tables.text(LONG_TEXT), *[tables.number(format_dong(BIG_SUM)) for _n in range(5)]]]
    (page,) = pages(tables.ruled(("Nguồn vốn", *"ABCDE"), cells, (65, 20, 20, 20, 20, 20)))
    sums = [piece for piece in page.pieces if piece.text.startswith("999")]
    assert len(sums) == 5
    for piece in sums:
        assert piece.size >= tables.SMALLEST
        assert piece.right - piece.left > 0.49 * piece.size * 15


def test_a_table_across_may_be_as_wide_as_the_turned_page():
    table = tables.ruled(HEAD, rows(30), (20, 150, ACROSS_WIDTH / MM - 170))
    found = pages(*paragraphs(["Trước."]), across(), table, upright(), *paragraphs(["Sau."]))
    shapes = ["across" if page.width > page.height else "upright" for page in found]
    assert shapes == ["upright", "across", "across", "upright"]
    (first,) = [piece for piece in found[1].pieces if piece.text.strip() == "TT"]
    assert first.left < 30 * MM


NEEDS = st.builds(
    lambda least, more, figures: Need(least, least + more, figures), st.floats(5, 60), st.floats(0, 900), st.booleans()
)


@given(st.lists(st.tuples(st.floats(15, 120), NEEDS), min_size=1, max_size=12))
@settings(max_examples=300, deadline=None)
def test_adapted_widths_have_the_same_sum_and_never_take_what_a_column_needs(columns):
    given_widths = [width for width, _need in columns]
    needs = [need for _width, need in columns]
    found = adapt(given_widths, needs)
    assert sum(found) == pytest.approx(sum(given_widths))
    assert min(found) > 0
    if sum(need.least for need in needs) <= sum(given_widths) and all(need.figures for need in needs):
        assert all(width >= need.least - 0.01 for width, need in zip(found, needs, strict=True))


def test_widths_that_suit_their_columns_are_left_as_they_are():
    needs = [Need(5, 10, figures=True), Need(30, 160), Need(20, 45, figures=True)]
    assert adapt([30, 300, 140], needs) == [30, 300, 140]


def test_a_sum_takes_room_from_words_that_have_it():
    found = adapt([100, 40], [Need(20, 60), Need(70, 70, figures=True)])
    assert found == [pytest.approx(70), pytest.approx(70)]


def test_a_column_to_write_in_keeps_its_width():
    cells = [[tables.text(LONG_TEXT), "", tables.number(format_dong(BIG_SUM))] for _n in range(2)]
    (page,) = pages(tables.ruled(("Hộ", "Ký nhận", "Số tiền"), cells, (97, 35, 33)))
    title = page.line("Ký nhận")
    sums = page.line("Số tiền")
    assert sums.middle - title.middle == pytest.approx((35 + 33) / 2 * MM, abs=2)


def test_columns_of_words_grow_to_like_heights():
    short, tall = adapt([100, 100], [Need(10, 90), Need(10, 1500)])
    assert short < 40
    assert 1500 / tall > TALL


def test_the_width_of_a_letter_is_that_between_its_margins():
    assert pytest.approx(165 * MM) == WIDTH
    assert pytest.approx(257 * MM) == ACROSS_WIDTH


@pytest.mark.parametrize("count", [*range(22, 46), 75])
def test_signature_and_recipients_never_stand_alone_on_a_page(count):
    block = Signature("TM. Ủy ban nhân dân", "Chủ tịch", "Nguyễn Văn Thành", ("Như trên", "Lưu: VT"))
    after_table = pages(*caption("Danh sách"), with_total(count), closing(block))
    after_text = pages(*paragraphs([f"Đoạn {n}." for n in range(count)]), closing(block))
    assert starts(after_table[-1], "Nơi nhận:")
    assert starts(after_table[-1], "Tổng cộng 0")
    assert starts(after_text[-1], "Nơi nhận:")
    assert starts(after_text[-1], f"Đoạn {count - 1}.")


def test_a_table_of_one_row_goes_to_the_next_page_with_its_signature():
    block = Signature("TM. Ủy ban nhân dân", "Chủ tịch", "Nguyễn Văn Thành", ("Lưu: VT",))
    for lines in range(20, 32):
        found = pages(*paragraphs([f"Đoạn {n}." for n in range(lines)]), with_total(1), closing(block))
        assert starts(found[-1], "Tổng cộng 0")


def test_recipients_are_listed_as_the_decree_lists_them():
    assert copies(["Như trên;", "- Các thôn", "Lưu: VT"]) == ["- Như trên;", "- Các thôn;", "- Lưu: VT."]
    assert copies([]) == []


def test_a_signature_below_something_that_is_no_text_stands_where_it_falls():
    block = Signature("TM. Ủy ban nhân dân", "Chủ tịch", "Nguyễn Văn Thành", ("Lưu: VT",))
    (page,) = pages(*paragraphs(["Đoạn."]), OpenLines(3), closing(block))
    assert starts(page, "Nơi nhận:")


def test_a_table_that_adds_up_on_every_page_begins_below_its_heading():
    cells = [[tables.centred(str(n)), tables.text(f"Tain {n}"), Sum(1, "1")] for n in range(60)]
    table = PageTotals(tables.ruled(HEAD, cells, WIDTHS), lambda words, amount: ["", words, f"{amount} đồng"])
    first, *_more, last = pages(*paragraphs(["II. Kinh phí"], HEADING), table)
    assert starts(first, "II. Kinh phí")
    assert starts(first, "Tain 0")
    assert starts(first, "Cộng trang")
    assert "60 đồng" in last.words()
