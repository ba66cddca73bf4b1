import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.searching import Index, Search
from sinhke_desktop.domain.vietnamese import fold, marked, normalise_tone, tidy

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
ACCENTED = [
    letter
    for vowel in "aăâeêioôơuưy"
    for tone in TONES
    for letter in (unicodedata.normalize("NFC", vowel + tone), unicodedata.normalize("NFC", vowel.upper() + tone))
    if fold(letter) != letter.lower()
] + ["đ", "Đ"]
"""Each of the 134 letters that only Vietnamese has."""
FAMILY = {"a": set("aăâ"), "e": set("eê"), "i": {"i"}, "o": set("oôơ"), "u": set("uư"), "y": {"y"}}
NAMES = ["Lê Thị Hoa", "Lê Thị Hòa", "Lê Thị Hoà", "Lê Thị Hoá", "Lê Huy Hoàng", "Trần Văn Toàn", "Đặng Dung",
         "Nguyễn Ân", "Nguyễn An", "Phạm Thị Ẩn"]  # fmt: skip


def found(text, names=NAMES):
    search = Search(text)
    return [name for name in names if search.matches(fold(name), marked(name))]


def test_there_are_134_accented_letters():
    assert len(ACCENTED) == len(set(ACCENTED)) == 134


@pytest.mark.parametrize("letter", ACCENTED)
def test_each_accented_letter_finds_itself_typed_in_any_way_and_not_its_bare_letter(letter):
    name = f"B{letter}c"
    for typed in (letter, unicodedata.normalize("NFD", letter), letter.lower(), letter.upper(), fold(letter)):
        assert found(f"b{typed}c", [name]) == [name]
        assert found(typed, [name]) == [name]
    assert found(f"b{letter}c", [f"B{fold(letter)}c"]) == []
    tone, _colon, shape = marked(letter).partition(":")
    for other in ACCENTED:
        other_tone, _colon, other_shape = marked(other).partition(":")
        wanted = tone in other_tone and other_shape in ({shape} if fold(shape) != shape else FAMILY[shape])
        assert found(f"b{letter}c", [f"b{other}c"]) == ([f"b{other}c"] if wanted else [])


def test_without_accents_every_spelling_is_found():
    assert found("hoa") == ["Lê Thị Hoa", "Lê Thị Hòa", "Lê Thị Hoà", "Lê Thị Hoá", "Lê Huy Hoàng"]


@pytest.mark.parametrize("typed", ["hòa", "Hoà", "HÒA", "hoà", unicodedata.normalize("NFD", "hòa")])
def test_with_accents_only_they_are_found_wherever_the_tone_was_put(typed):
    assert found(typed) == ["Lê Thị Hòa", "Lê Thị Hoà", "Lê Huy Hoàng"]


def test_each_word_is_judged_by_itself():
    assert found("lê hoa") == ["Lê Thị Hoa", "Lê Thị Hòa", "Lê Thị Hoà", "Lê Thị Hoá", "Lê Huy Hoàng"]
    assert found("le thị hoá") == ["Lê Thị Hoá"]
    assert found("hoa tran") == []


def test_a_shape_without_a_tone_finds_every_tone_of_it():
    assert found("ân") == ["Trần Văn Toàn", "Nguyễn Ân", "Phạm Thị Ẩn"]
    assert found("ẩn") == ["Phạm Thị Ẩn"]


@pytest.mark.parametrize("letter", ["đ", "Đ", "Ð", "ð"])
def test_a_mistyped_eth_is_the_letter_d_with_a_stroke(letter):
    assert found(letter) == ["Đặng Dung"]
    assert found("d") == ["Đặng Dung"]


def test_numbers_are_found_with_the_dots_people_put_into_them():
    assert Search("0912.345 678").matches("0912345678", "")
    assert Search("1123").matches("058079001123", "")


def test_nothing_typed_finds_everything():
    assert found("") == found("  ") == NAMES


VIETNAMESE = st.text(alphabet="aăâàáạdđeêềếghiìklmnoôơòóờợrstuưùúứvxyý ABĐƠ", max_size=24)


@given(VIETNAMESE)
def test_every_text_finds_itself_whole_in_part_decomposed_and_respelt(text):
    for typed in (text, text[: len(text) // 2], unicodedata.normalize("NFD", text), normalise_tone(text), fold(text)):
        assert found(typed, [text]) == [text]


@given(VIETNAMESE, VIETNAMESE)
def test_typing_on_never_finds_what_was_not_found_before(typed, name):
    for length in range(len(typed)):
        if found(typed[: length + 1], [name]):
            assert found(typed[:length], [name])


TEXTS = st.lists(st.text(alphabet="aăâàđdhnơ 0129'-.", max_size=14), max_size=12)


@given(TEXTS, st.text(alphabet="aăâàđdhnơ 0129'", max_size=5), st.integers(0))
def test_the_index_finds_what_each_text_finds_by_itself(texts, typed, within):
    texts = [tidy(text) for text in texts]
    index, search = Index(texts), Search(typed)
    within &= index.everything
    found = index.find(search, within)
    expected = [
        place for place, text in enumerate(texts)
        if within >> place & 1 and search.matches(fold(text), marked(text))
    ]  # fmt: skip
    assert index.chosen(range(len(texts)), found) == expected
    assert index.bits(expected) == found
