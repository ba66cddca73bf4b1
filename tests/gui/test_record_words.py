"""Short codes, the fields asked at an age, and a member's details in words."""

from datetime import UTC, date, datetime

import pytest

from sinhke_desktop.domain.household import MemberInput, Sex
from sinhke_desktop.domain.household_lists import CAUSES, WORK
from sinhke_desktop.gui import standing
from sinhke_desktop.gui.households import member_details, quick_codes, words
from sinhke_desktop.services.lists import ethnic_groups

DAY = date(2025, 11, 20)


@pytest.mark.parametrize(
    ("typed", "word"),
    [("ksl", ""), ("von", "Thiếu vốn"), ("tv", "Thiếu vốn"), ("od", "Ốm đau, bệnh tật, tai nạn"),
     ("kn", "Thiếu kỹ năng lao động"), ("thieu d", "Thiếu đất sản xuất"), ("đất", "Thiếu đất sản xuất")],
)  # fmt: skip
def test_first_letters_find_a_word(typed, word):
    words = tuple(CAUSES.values())
    at = quick_codes.find(typed, words)
    assert (words[at] if at >= 0 else "") == word


def test_nothing_is_found_for_nothing():
    assert quick_codes.find("", tuple(WORK.values())) == -1
    assert quick_codes.find("zz", tuple(WORK.values())) == -1


@pytest.mark.parametrize(
    ("typed", "word"),
    [("v", "Vợ"), ("ct", "Con trai"), ("g", "Con gái"), ("cd", "Con dâu"), ("ch", "Chủ hộ"), ("c", "Chồng"),
     ("m", "Mẹ"), ("ba", "Bà"), ("bo", "Bố"), ("vo", "Vợ"), ("Con", "Con"), ("Cháu ngoại", "Cháu ngoại"), ("", ""),
     ("x", "Cháu")],
)  # fmt: skip
def test_relations_have_short_codes(typed, word):
    assert quick_codes.relation(typed) == word


def test_relation_and_middle_name_propose_a_sex():
    assert quick_codes.sex_of_relation("Vợ") is Sex.FEMALE
    assert quick_codes.sex_of_relation("Con rể") is Sex.MALE
    assert quick_codes.sex_of_relation("Cháu") is None
    assert quick_codes.sex_of_name("Lê Thị Nga") is Sex.FEMALE
    assert quick_codes.sex_of_name("Đỗ Văn An") is Sex.MALE
    assert quick_codes.sex_of_name("Văn Thị") is None


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("03051962", "03/05/1962"), ("31021962", "31021962"), ("1962", "1962"), ("3/5/1962", "3/5/1962")],
)
def test_a_birth_needs_no_slashes(typed, shown):
    assert quick_codes.birth(typed) == shown


def test_a_child_is_asked_about_school_and_nutrition_an_adult_about_work():
    child, adult, old = (MemberInput(birth=birth) for birth in ("2018", "1990", "1950"))
    assert {"schooling", "nutrition"} <= set(member_details.asked(child, DAY))
    assert not {"work", "education", "labour_capacity"} & set(member_details.asked(child, DAY))
    assert "nutrition" not in member_details.asked(adult, DAY)
    assert "schooling" not in member_details.asked(old, DAY)
    assert member_details.asked(MemberInput(birth="?"), DAY) == member_details.FIELDS


def test_what_is_filled_is_shown_at_any_age():
    assert "nutrition" in member_details.asked(MemberInput(birth="1950", nutrition="normal"), DAY)


def test_details_are_summed_up_in_words():
    member = MemberInput(
        insured="yes", health_insurance_number="HN2581234567890", schooling="primary", disability="mild",
        social_allowance="yes", merit="no", nutrition="stunted", card_issued_on="03/05/2021",
        old_citizen_id="264123456", phone="0912345678", note="ở trọ",
    )  # fmt: skip
    assert member_details.summary(member) == (
        "có BHYT · số thẻ HN2581234567890 · đang học: Tiểu học · khuyết tật: nhẹ · hưởng trợ cấp xã hội · "
        "thấp còi (chiều cao theo tuổi) · thẻ cấp 03/05/2021 · CMND cũ 264•••456 · ĐT 0912345678 · ở trọ"
    )
    assert member_details.summary(MemberInput()) == ""


@pytest.mark.parametrize(
    ("typed", "word"), [("ki", "Kinh"), ("ch", "Chăm"), ("ra", "Ra-glai"), ("chur", "Chu-ru"), ("c", "c"), ("r", "r")]
)
def test_ethnic_groups_that_are_many_have_short_codes(typed, word):
    groups = [group.name for group in ethnic_groups()]
    assert quick_codes.ethnic_group(typed, groups) == word


def test_times_are_those_of_vietnam_wherever_the_machine_believes_to_be():
    assert words.moment("2025-11-20T20:30:00+00:00") == "21/11/2025 03:30"
    assert words.moment("hôm qua") == "hôm qua"
    assert standing.when(datetime(2025, 11, 20, 20, 30, tzinfo=UTC), date(2025, 11, 21)).endswith("03:30")
