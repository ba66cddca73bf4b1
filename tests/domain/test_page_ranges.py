"""Pages to print are named as people type them."""

import pytest

from sinhke_desktop.domain.page_ranges import parse_pages


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (" , ", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("1-3, 7", [1, 2, 3, 7]),
        ("7;1 – 2", [7, 1, 2]),
        ("3-5,4-6,4", [3, 4, 5, 6]),
        ("9", [9]),
    ],
)
def test_numbers_and_ranges_name_pages_in_the_order_typed(text: str, pages: list[int]) -> None:
    assert parse_pages(text, 9) == pages


@pytest.mark.parametrize("text", ["0", "10", "3-2", "8-10", "a", "1-", "-1", "1 2", "1.5", "²"])
def test_what_names_no_page_of_the_paper_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_pages(text, 9)
