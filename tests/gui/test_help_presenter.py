"""Help pages are found by words, and all of them are there."""

import pytest

from sinhke_desktop.gui.help.presenter import TOPICS, find, read_all
from sinhke_desktop.gui.pages import COMMUNE, OFFICE
from sinhke_desktop.paths import resource

TEXTS = read_all(resource("help", "vi"))


def test_every_place_of_the_navigation_has_its_help_page() -> None:
    assert {place.help for place in (*COMMUNE, *OFFICE)} <= set(TOPICS)


def test_pages_are_found_without_accents() -> None:
    assert "cai-dat" in [text.topic for text in find(TEXTS, "ma khoi phuc")]


def test_a_page_with_the_words_in_its_title_comes_first() -> None:
    assert find(TEXTS, "tham ho")[0].topic == "tham-ho"


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("xung đột", "gui-nhan"), ("khác nhau", "gui-nhan"), ("biên nhận", "nhan-du-lieu"), ("máy chính", "gui-nhan"),
        ("thu hồi", "may-va-khoa"),
    ],
)  # fmt: skip
def test_the_words_of_the_exchange_lead_to_the_page_that_says_most_of_them(words: str, topic: str) -> None:
    first = find(TEXTS, words)[0]
    assert first.topic == topic
    assert words in first.markdown.lower()


def test_no_words_find_every_page_and_strange_words_none() -> None:
    assert len(find(TEXTS, "")) == len(TOPICS)
    assert find(TEXTS, "xyzzy") == []
