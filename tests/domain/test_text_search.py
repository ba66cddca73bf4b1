"""Words are found in running text without accents, exactly, and over the ends of lines."""

import unicodedata

import pytest

from sinhke_desktop.domain.text_search import find_words

PAGE = "Ông Đỗ Đức Dũng\r\n thôn Tân Tiến, xã Hoà Sơn; bà Đặng Thị Duc"


def words(wanted: str, text: str = PAGE) -> list[str]:
    return [text[start:end] for start, end in find_words(text, wanted)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("duc", ["Đức", "Duc"]),
        ("DUC", ["Đức", "Duc"]),
        ("đức", ["Đức"]),
        ("Hòa", ["Hoà"]),
        ("hoa son", ["Hoà Sơn"]),
        ("dũng thôn", ["Dũng\r\n thôn"]),
        ("dung thon tan", ["Dũng\r\n thôn Tân"]),
        ("Đứ", ["Đứ"]),
        ("Đặc", []),
        ("xyz", []),
        ("", []),
        ("  ", []),
    ],
)
def test_words_are_found_as_a_person_types_them(wanted: str, found: list[str]) -> None:
    assert words(wanted) == found


def test_accents_written_after_their_letter_belong_to_what_is_found() -> None:
    apart = unicodedata.normalize("NFD", "bà Hồ Thị Lụa")
    assert words("lua", apart) == [unicodedata.normalize("NFD", "Lụa")]
    assert words("Lụa", apart) == [unicodedata.normalize("NFD", "Lụa")]
    assert words("lu", apart) == [unicodedata.normalize("NFD", "Lụ")]


def test_places_do_not_overlap() -> None:
    assert find_words("aaaa", "aa") == [(0, 2), (2, 4)]


def test_an_exact_word_is_found_behind_one_with_other_accents() -> None:
    assert words("má", "mà má ma") == ["má"]
