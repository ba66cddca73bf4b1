import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.vietnamese import fold, name_sort_key, normalise_tone, sort_key, tidy

LETTERS = list("a à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ b d đ e è ê o ò ô ơ u ư y"[::2])
WORDS = re.findall(r"\w+", "An Anh Ánh Ăn Ân Ẩn Ấn Bình Bỉnh Bính Bịnh Dao Dung Dũng Đào Đức Ú Ư")
NAMES = re.findall(
    r"\b[\w ]+",
    "Nguyễn Anh An, Nguyễn Văn An, Trần Văn An, Trần Thị Ánh, Đỗ Văn Ăn, Lê Văn Ân, Phạm Thị Ẩn, Bùi Thị Dạ, "
    "Lê Thị Dung, Trần Văn Dũng, Nguyễn Thị Đào, Hồ Văn Đức",
)
VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ ABCĐÊÔƠƯẤỆ-'"
vietnamese_text = st.text(alphabet=VIETNAMESE, max_size=40)


def in_order(texts, key):
    keys = [key(text) for text in texts]
    return all(one < other for one, other in pairwise(keys))


def test_decomposed_text_becomes_composed():
    assert tidy(unicodedata.normalize("NFD", "Nguyễn Thị Hồng")) == "Nguyễn Thị Hồng"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Trần\u00a0 Văn \t An\n", "Trần Văn An"),
        ("Kh\u00adánh\u200b Hòa\ufeff", "Khánh Hòa"),
        ("PPCÐ ðang", "PPCĐ đang"),
        ("Lê\x00 Văn\x07 A", "Lê Văn A"),
        ("dòng một\u2028dòng hai", "dòng một dòng hai"),
        ("  plain   text ", "plain text"),
        ("\ud800An", "An"),
        ("", ""),
    ],
)
def test_what_nobody_sees_is_removed(typed, kept):
    assert tidy(typed) == kept


@given(st.text())
def test_tidying_twice_changes_nothing_and_can_always_be_written(text):
    once = tidy(text)
    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()
    assert once.encode("utf-8").decode("utf-8") == once


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị Ánh", "dang thi anh"),
        ("ÐÔNG ð", "dong d"),
        ("  Hoà \u00a0 Sơn", "hoa son"),
        (unicodedata.normalize("NFD", "Ưng Ở"), "ung o"),
        ("ABC 12", "abc 12"),
    ],
)
def test_search_text_has_no_accents(text, folded):
    assert fold(text) == folded


@given(vietnamese_text)
def test_folding_is_stable_and_the_same_for_every_spelling_of_the_same_text(text):
    folded = fold(text)
    assert folded.isascii()
    assert fold(folded) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded == fold(text.upper()) == fold(normalise_tone(text))


@pytest.mark.parametrize("expected", [LETTERS, WORDS])
def test_words_sort_as_the_vietnamese_alphabet_has_them(expected):
    assert in_order(expected, sort_key)


def test_names_sort_by_given_name_then_middle_then_family_name():
    assert in_order(NAMES, name_sort_key)


def test_the_position_of_the_tone_does_not_part_a_name():
    assert name_sort_key("Lê Thị Hoà") == name_sort_key("Lê Thị Hòa")
    expected = ["Hoa", "Hòa", "Hỏa", "Hóa", "Hoạ", "Hoan"]
    assert in_order(expected, sort_key)


@pytest.mark.parametrize(("first", "second"), [("Thôn 2", "Thôn 10"), ("Ấp Ba", "Ấp Bà"), ("Dư Khánh", "Đá Hang")])
def test_hamlets_sort_by_letters_tones_and_numbers(first, second):
    assert sort_key(first) < sort_key(second)


def test_a_name_of_one_word_or_none_still_has_a_key():
    assert name_sort_key("Kadá") < name_sort_key("Kdam")
    assert name_sort_key("") == name_sort_key(" - ") == ""


def test_apostrophes_and_hyphens_do_not_change_the_order():
    assert sort_key("H'Mông") == sort_key("H’Mông") == sort_key("Hmông")
    assert sort_key("Ê-đê") == sort_key("Ê đê")


@given(vietnamese_text, vietnamese_text)
def test_keys_ignore_case_and_code_sequence(one, other):
    assert sort_key(one) == sort_key(unicodedata.normalize("NFD", one)) == sort_key(one.upper())
    assert name_sort_key(one) == name_sort_key(unicodedata.normalize("NFD", one))
    if sort_key(one) == sort_key(other):
        assert [c for c in fold(one) if c.isalnum()] == [c for c in fold(other) if c.isalnum()]


@pytest.mark.parametrize(
    ("typed", "moved"),
    [
        ("Khánh Hoà", "Khánh Hòa"),
        ("KHÁNH HOÀ", "KHÁNH HÒA"),
        ("Thuỷ Tuý", "Thủy Túy"),
        ("khoẻ loè", "khỏe lòe"),
        ("hòan ngòai", "hoàn ngoài"),
        ("hùynh", "huỳnh"),
        ("qúy quý Quỳ", "quý quý Quỳ"),
        ("Hoàng Huỳnh ngoẹo thuở", "Hoàng Huỳnh ngoẹo thuở"),
        ("plain", "plain"),
    ],
)
def test_the_tone_goes_where_official_spelling_has_it(typed, moved):
    assert normalise_tone(typed) == moved


@given(vietnamese_text)
def test_moving_tones_twice_changes_nothing(text):
    assert normalise_tone(normalise_tone(text)) == normalise_tone(text)
