"""A help page is read into blocks once, for screen, paper and search."""

import pytest

from sinhke_desktop.domain.help_text import Kind, Look, Span, parse, place

PAGE = parse(
    "thu",
    "# Thử\n\nLời đầu\nnối tiếp.\n\n![Ảnh một](pictures/a.png)\n\n1. Bấm **Lưu** (`abc`).\n2. Xem *mới*.\n\n"
    "## Nếu không được\nĐoạn sau.\n- Xem [Trang khác](khac.md#cho).\n\n"
    "| Phím | Việc |\n|---|---|\n| **F1** | trợ giúp |\n",
)


def test_each_line_becomes_a_block_of_its_kind() -> None:
    assert [block.kind for block in PAGE.blocks] == [
        Kind.HEADING, Kind.PARAGRAPH, Kind.PICTURE, Kind.STEP, Kind.STEP, Kind.HEADING, Kind.PARAGRAPH, Kind.ITEM,
        Kind.ROW, Kind.ROW,
    ]  # fmt: skip


def test_a_paragraph_goes_on_in_the_next_line_but_a_heading_does_not() -> None:
    assert PAGE.blocks[1].text == "Lời đầu nối tiếp."
    assert PAGE.blocks[5].text == "Nếu không được"


def test_words_keep_how_they_stand_out() -> None:
    assert PAGE.blocks[3].spans == (
        Span("Bấm "), Span("Lưu", Look.STRONG), Span(" ("), Span("abc", Look.TYPED), Span(")."),
    )  # fmt: skip
    assert PAGE.blocks[4].spans[1] == Span("mới", Look.EMPHASIS)


def test_a_link_leads_to_a_topic_and_a_place() -> None:
    assert PAGE.blocks[7].spans[1] == Span("Trang khác", Look.LINK, "khac#cho")


def test_the_first_row_of_a_table_is_its_heading() -> None:
    assert [block.number for block in PAGE.blocks if block.kind is Kind.ROW] == [1, 0]
    assert PAGE.blocks[-1].text == "F1 – trợ giúp"


def test_places_are_the_headings_below_the_title() -> None:
    assert PAGE.places() == ("neu-khong-duoc",)
    assert place("GB-07") == "gb-07"


@pytest.mark.parametrize("text", ["", "Không có tiêu đề", "## Mục trước\n"])
def test_a_page_without_a_title_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse("thu", text)
