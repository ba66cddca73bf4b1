"""Cards as scanners type them, whole, shortened, and changed by Telex and VNI."""

from datetime import date

import pytest

from sinhke_desktop.domain.card_qr import CardRead, is_card, is_vietnamese_name, read_card
from sinhke_desktop.domain.household import Birth, Sex
from sinhke_desktop.errors import InvalidInput

CARD = "058090123456|264345678|NGUYỄN VĂN AN|01021990|Nam|Thôn Tân Bình, Xã Anh Dũng|15042021"


@pytest.mark.parametrize("ending", ["", "\n", "\r\n", "\t", "|", "||Mang Văn X|Pi Năng Thị Y"])
def test_a_card_is_read_whatever_ends_it(ending):
    assert read_card(CARD + ending) == CardRead(
        citizen_id="058090123456",
        old_id="264345678",
        full_name="NGUYỄN VĂN AN",
        birth=Birth(1990, 2, 1),
        sex=Sex.MALE,
        address="Thôn Tân Bình, Xã Anh Dũng",
        issued_on=date(2021, 4, 15),
    )


def test_a_card_without_old_number_accents_and_day_of_birth_is_read():
    card = read_card("058190123456||MANG THI NHU|00001990|Nu|Xa Phuoc Ha, Thuan Nam, Ninh Thuan|")
    assert (card.old_id, card.birth, card.sex, card.issued_on) == ("", Birth(1990), Sex.FEMALE, None)
    assert card.doubts == ()


def test_decomposed_letters_become_one():
    assert read_card("058190123456||Mang Thi\u0323 Như|01021990|Nữ|Xã Phước Hà|").full_name == "Mang Thị Như"


def test_a_date_or_sex_that_cannot_be_read_is_doubted():
    card = read_card("058190123456||MANG THỊ NHƯ|31021990|?|Xã Phước Hà")
    assert (card.birth, card.sex) == (None, None)
    assert len(card.doubts) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "058090123456",
        "05809012345|1|An|01011990|Nam|X|01012020",
        "058090123456|1||01011990|Nam|X|",
        "a|b|c|d|e|f|g",
    ],
)
def test_what_is_no_card_is_refused(text):
    with pytest.raises(InvalidInput) as caught:
        read_card(text)
    assert caught.value.problems[0].code == "CC-07"


@pytest.mark.parametrize(
    "text",
    [
        "0580901â3456||NGUYEN VAN AN|01021990|Nam|Xa Phuoc Ha|15042021",
        "058090123456||NGUYEN VAN AN|0ạ02990|Nam|Xa Phuoc Ha|15042021",
        "058090123456||NGUYEN VAN AN|01021990|Nam|Xa Phuoc Ha|1504202á",
    ],
)
def test_digits_changed_by_vni_typing_are_refused_with_what_to_do(text):
    with pytest.raises(InvalidInput) as caught:
        read_card(text)
    assert caught.value.problems[0].code == "CC-08"
    assert "UniKey" in caught.value.problems[0].message


@pytest.mark.parametrize(
    "name", ["KATỎ THI ANH", "CHÂMLEA DAO", "NGUYÊ VĂN AN", "TRÂN THI LOC", "Nguyn Vn An", "K'TÉ HA", "HÔC VĂN AN"]
)
def test_a_name_changed_by_telex_typing_is_doubted(name):
    assert read_card(f"058090123456||{name}|01021990|Nam|Thon Tan Binh, Xa Anh Dung|15042021").doubts


def test_a_name_alone_with_accents_is_doubted():
    assert read_card("058090123456||HÀ LÓ|01021990|Nam|Thon Tan Binh, Xa Anh Dung|15042021").doubts
    assert not read_card("058090123456||HÀ LÓ|01021990|Nam|Thôn Tân Bình, Xã Anh Dũng|15042021").doubts


@pytest.mark.parametrize("changed", ["|01021990|Nữ|", "|01021991|Nam|"])
def test_a_number_that_does_not_fit_sex_or_birth_is_doubted(changed):
    assert read_card(CARD.replace("|01021990|Nam|", changed)).doubts


def test_names_are_vietnamese_or_not():
    names = "Nguyễn Thị Ánh", "ĐỖ ĐỨC DŨNG", "Lê Quý Quyên", "Huỳnh Thuỳ Giang", "Trần Khuê Gìn", "Y Phương", "Bùi Yến"
    assert [name for name in names if not is_vietnamese_name(name)] == []
    others = "Katơr Thị Ánh", "NGUYỄN Văn An", "Nguyễn Đưc", "Trạn Họaa", "Nguyen Van An"
    assert [name for name in others if is_vietnamese_name(name)] == []


def test_typed_text_is_no_card():
    assert not is_card("Nguyễn Văn An | 1990")
    assert is_card(CARD)
