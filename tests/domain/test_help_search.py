"""Help is found by one word or several, with and without accents, in the words that officers use."""

import pytest

from sinhke_desktop.domain.help_search import MOST_WORDINGS, index, search, wordings
from sinhke_desktop.domain.help_text import parse

SAME = (("mất mật khẩu", "quên mật khẩu"), ("xóa", "bỏ"), ("USB", "thẻ nhớ"))
PAGES = index(
    [
        parse("quen", "# Quên mật khẩu\n\nDùng mã trên giấy.\n\n## Việc liên quan\n- [Sao lưu](sao.md)\n"),
        parse("sao", "# Sao lưu\n\nChép ra USB. Giữ ở nơi khác! Mật khẩu vẫn như cũ.\n\n## Nếu hỏng\nThử lại nhé.\n"),
        parse("duc", "# Tìm\n\nGõ đức tìm ra Đức; gõ duc cũng được.\n\n![Đức](a.png)\n"),
    ]
)


def topics(query: str) -> list[str]:
    return [hit.topic for hit in search(PAGES, query, SAME)]


def test_words_are_found_with_and_without_accents() -> None:
    assert topics("sao lưu") == topics("SAO LUU") == ["sao"]


def test_every_word_must_be_on_the_page() -> None:
    assert topics("usb khác") == ["sao"]
    assert topics("usb giấy") == []


def test_a_page_with_the_words_in_its_title_comes_first() -> None:
    assert topics("mật khẩu") == ["quen", "sao"]


def test_another_word_for_the_same_thing_leads_there_too() -> None:
    assert topics("mat mat khau")[0] == "quen"
    assert topics("thẻ nhớ") == ["sao"]


def test_the_sentence_found_is_shown_with_its_words_marked_and_its_place() -> None:
    [hit] = search(PAGES, "thử lại", SAME)
    assert (hit.place, hit.sentence) == ("neu-hong", "Thử lại nhé.")
    assert [hit.sentence[start:end] for start, end in hit.marks] == ["Thử", "lại"]


def test_marks_that_touch_each_other_are_one() -> None:
    [hit] = search(PAGES, "tim ti", SAME)
    assert [hit.sentence[start:end] for start, end in hit.marks] == ["Tìm"]


def test_what_is_typed_with_accents_prefers_the_sentence_that_has_them() -> None:
    [hit] = search(PAGES, "đức", SAME)
    assert "Đức" in hit.sentence


def test_titles_of_other_pages_are_not_found_where_they_are_only_linked() -> None:
    assert "quen" not in topics("sao lưu")


@pytest.mark.parametrize("query", ["", "   ", "?!"])
def test_no_words_find_nothing(query: str) -> None:
    assert topics(query) == []


def test_the_ways_to_say_a_query_are_bounded() -> None:
    many = tuple((f"a{n}", *(f"b{n}x{m}" for m in range(9))) for n in range(5))
    assert len(wordings("a0 a1 a2 a3 a4", many)) == MOST_WORDINGS
    assert wordings("chữ", SAME) == [["chu"]]
