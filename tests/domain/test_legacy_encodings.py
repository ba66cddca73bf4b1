import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.legacy_encodings import with_lost_capitals
from sinhke_desktop.domain.vietnamese import decode_tcvn3, decode_vni, guess_legacy_encoding, tidy

TCVN3_PAIRS = [
    ("TiÕng ViÖt rÊt hay", "Tiếng Việt rất hay"),
    ("Hé nghÌo", "Hộ nghèo"),
    ("Ninh ThuËn", "Ninh Thuận"),
    ("NguyÔn V¨n §øc", "Nguyễn Văn Đức"),
    ("B¶o Th¾ng", "Bảo Thắng"),
    ("B¸t X¸t", "Bát Xát"),
    ("M\u00adêng Kh\u00ad¬ng", "Mường Khương"),
]
VNI_PAIRS = [
    ("Tieáng Vieät raát hay", "Tiếng Việt rất hay"),
    ("Hoä ngheøo", "Hộ nghèo"),
    ("Ninh Thuaän", "Ninh Thuận"),
    ("Nguyeãn Vaên Ñöùc", "Nguyễn Văn Đức"),
    ("NGUYEÃN THÒ ÑAØO", "NGUYỄN THỊ ĐÀO"),
    ("Möôøng Khöông", "Mường Khương"),
    ("Kyõ thuaät, Lyù, Myî", "Kỹ thuật, Lý, Mỵ"),
]


@pytest.mark.parametrize(("legacy", "text"), TCVN3_PAIRS)
def test_tcvn3_text_is_read(legacy, text):
    assert decode_tcvn3(legacy) == text
    assert guess_legacy_encoding(legacy) == "TCVN3"


@pytest.mark.parametrize(("legacy", "text"), VNI_PAIRS[:-1])
def test_vni_text_is_read(legacy, text):
    assert decode_vni(legacy) == text
    assert guess_legacy_encoding(legacy) == "VNI"


def test_vni_y_and_its_own_heavy_tone_are_read():
    assert decode_vni("Kyõ thuaät, Lyù, Mî") == "Kỹ thuật, Lý, Mỵ"


def test_capitals_of_a_tcvn3_capital_font_come_out_as_capitals():
    assert decode_tcvn3("hé nghÌo", capitals=True) == "HỘ NGHÈO"


def test_tidying_first_would_lose_the_letter_that_is_a_soft_hyphen():
    assert decode_tcvn3(tidy("M\u00adêng")) == "Mờng"
    assert tidy(decode_tcvn3("M\u00adêng")) == "Mường"


@pytest.mark.parametrize(
    "text",
    [
        "Tiếng Việt",
        "Hòa",
        "Vân",
        "Lê Văn Hà",
        "Hoàng Thái",
        "HÀ ANH",
        "plain text 123",
        "",
        "Ð — 12 °C",
        "—",
        "Baáo caáo naây àûúåc xêy dûång",
        "café à la carte",
    ],
)
def test_text_that_reads_well_or_is_of_an_unknown_kind_is_never_guessed(text):
    assert guess_legacy_encoding(text) is None


ALPHABET = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
TCVN3_CODES = {decode_tcvn3(chr(point)): chr(point) for point in range(0xA8, 0xFF)}


@given(st.text(alphabet=ALPHABET, max_size=30))
def test_every_small_letter_comes_back_from_tcvn3(text):
    assert decode_tcvn3("".join(TCVN3_CODES.get(char, char) for char in text)) == text


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Võ Hữu ẩn", "Võ Hữu Ẩn"),
        ("ứng Thị ý", "Ứng Thị Ý"),
        ("ẩn", "ẩn"),
        ("nguyễn ẩn", "nguyễn ẩn"),
        ("Lê văn ẩn", "Lê văn ẩn"),
        ("Lê Văn Ẩn", "Lê Văn Ẩn"),
        ("Lê đức", "Lê đức"),
        ("", ""),
    ],
)
def test_capitals_that_the_old_letters_lack_come_back_in_names(name, meant):
    assert with_lost_capitals(name) == meant
