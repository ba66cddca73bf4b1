"""Requests and life maps: what they say and leave out, one page whatever the household, the same bytes, own faces."""

import hashlib
from dataclasses import replace
from datetime import date

import pypdfium2 as pdfium
import pytest

from sinhke_desktop.documents.life_map import render_life_maps
from sinhke_desktop.documents.paper import render_papers
from sinhke_desktop.documents.request_sheet import render_requests
from sinhke_desktop.documents.ticks import TickLine
from sinhke_desktop.domain.commune import Area, Commune
from sinhke_desktop.domain.household import HEAD, Birth, Household, Member, Sex
from sinhke_desktop.domain.life_map import (
    LifeMap,
    class_by_year,
    have_lines,
    lack_lines,
    people_lines,
    received_line,
)
from sinhke_desktop.domain.request_paper import Occupation, Request, RequestPaper, occupation
from sinhke_desktop.domain.review import INDICATORS, PovertyClass
from sinhke_desktop.domain.support import Support, SupportKind

COMMUNE = Commune("22828", "Xã Anh Dũng", "Khánh Hòa", Area.RURAL, "2025", place="Anh Dũng")
LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
    "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬBCDĐEÈẺẼÉẸÊỀỂỄẾỆFGHIÌỈĨÍỊJKLMNOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢPQRSTUÙỦŨÚỤƯỪỬỮỨỰVWXYỲỶỸÝỴZ"
)
LONG_NAME = "Chamaléa Katơr Thị Nguyễn Hoàng Phương Thuỳ Ngọc Bích Trường Vĩnh"
DAY = date(2026, 11, 27)
RELATIONS = (HEAD, "Vợ", "Con trai", "Con gái", "Con dâu")


def pages(pdf):
    document = pdfium.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def faces(pdf):
    import re

    return set(re.findall(rb"/BaseFont /([^\s/]+)", pdf))


def member(number, name="Katơr Thị Ngọc Ánh", **fields):
    known = {
        "sex": (Sex.MALE, Sex.FEMALE, None)[number % 3],
        "birth": (Birth(1979, 5, 3), Birth(1985), None)[number % 3],
        "ethnic_group": "Raglai",
    }
    known["relation"] = RELATIONS[min(number, 4)]
    return Member(f"{number:016d}", number + 1, name, **{**known, **fields})


def members(count, name="Katơr Thị Ngọc Ánh"):
    head = member(0, name, citizen_id="058079001123", card_issued_on=date(2021, 5, 3), work="own")
    return (head, *(member(number, name, schooling="primary" if number % 2 else "none") for number in range(1, count)))


def request(kind=Request.REVIEW, count=4, name="Katơr Thị Ngọc Ánh", **fields):
    people = members(count, name)
    known = {"poverty_class": PovertyClass.POOR, "class_year": 2025}
    return RequestPaper(kind, COMMUNE, 2026, people[0], "Thôn Tân Tiến", "Tổ 3", people, **{**known, **fields})


def life_map(count=4, name="Katơr Thị Ngọc Ánh", **fields):
    people = people_lines(members(count, name), DAY)
    known = {
        "have": ("Nhà ở rộng 45,5 mét vuông",), "lack": lack_lines(frozenset({"cleanWater"})),
        "received": ("06/2024: 2 con bò",), "agreed": ("Sửa chuồng bò (hộ, trước 30/11/2026)",),
        "ahead": (("14/12/2026", "cán bộ đến thăm"),),
        "years": ((2024, PovertyClass.POOR), (2025, PovertyClass.NEAR_POOR)), "wish": "vay vốn",
    }  # fmt: skip
    return LifeMap(COMMUNE, "Thôn Tân Tiến", name, DAY, people, **{**known, **fields})


# requests


def test_the_request_to_be_reviewed_holds_the_fields_of_the_form():
    (said,) = pages(render_requests([request()]))
    for wanted in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "GIẤY ĐỀ NGHỊ", "Rà soát hộ nghèo, hộ cận nghèo",
        "Kính gửi: Chủ tịch Ủy ban nhân dân xã Anh Dũng", "1. Họ và tên: Katơr Thị Ngọc Ánh",
        "2. Giới tính: 1. Nam 2. Nữ",
        "3. Ngày, tháng, năm sinh: 03/05/1979", "4. Dân tộc: Raglai", "5. Số CCCD/CMND: 058079001123",
        "Ngày cấp: 03/05/2021", "6. Nơi thường trú: Tổ 3, Thôn Tân Tiến, xã Anh Dũng, Khánh Hòa",
        "7. Nơi ở hiện tại: Tổ 3",
        "Quan hệ với chủ hộ", "Không có việc làm", "Lý do đề nghị", "NGƯỜI ĐỀ NGHỊ",
    ):  # fmt: skip
        assert wanted in said
    assert "Mẫu số 01 (Quyết định số 24/2021/QĐ-TTg) dựng lại" in said
    assert "hiện là hộ nghèo" not in said


def test_the_request_to_have_escaped_names_the_class_that_the_household_leaves():
    (said,) = pages(render_requests([request(Request.ESCAPE, reason="đã có việc làm ổn định")]))
    assert "Gia đình tôi hiện là hộ nghèo theo kết quả rà soát năm 2025." in said
    assert "hộ thoát nghèo hộ thoát cận nghèo" in said
    assert "Lý do đề nghị: đã có việc làm ổn định" in said
    assert "Mẫu số 04" in said
    (said,) = pages(render_requests([request(Request.ESCAPE, poverty_class=PovertyClass.NONE)]))
    assert "hiện là" not in said
    (said,) = pages(render_requests([request(Request.ESCAPE, class_year=None)]))
    assert "Gia đình tôi hiện là hộ nghèo." in said


def test_a_blank_sheet_has_room_for_six_people_on_one_page():
    (said,) = pages(render_requests([RequestPaper(Request.REVIEW, COMMUNE, 2026)]))
    assert "1. Họ và tên: 2. Giới tính" in said
    assert " 5 6 III. Nội dung đề nghị" in said


def test_restricted_data_are_left_to_be_written_by_hand():
    (said,) = pages(render_requests([request(hidden=True)]))
    assert "Katơr Thị Ngọc Ánh" in said
    for never in ("058079001123", "03/05/1979", "Raglai", "1985", "03/05/2021"):
        assert never not in said


def test_twenty_people_with_the_longest_names_go_on_with_the_tables_head_repeated():
    said = pages(render_requests([request(count=20, name=LONG_NAME)]))
    assert len(said) == 3
    assert all("Đang đi học" in page for page in said if "Mẹ" in page or "Con dâu" in page)
    assert " ".join(said).count("Bích Trường Vĩnh") == 22


@pytest.mark.parametrize(
    ("fields", "does"),
    [
        ({"schooling": "primary", "work": "own"}, Occupation.STUDIES),
        ({"schooling": "none", "work": "own"}, Occupation.WORKS),
        ({"work": "studying"}, Occupation.STUDIES),
        ({"work": "unemployed"}, Occupation.IDLE),
        ({"work": "unable"}, Occupation.IDLE),
        ({}, None),
    ],
)
def test_who_attends_a_school_studies_else_work_decides(fields, does):
    assert occupation(member(0, **fields)) is does


def test_choices_that_find_no_room_go_on_on_the_next_line():
    line = TickLine("Đề nghị:", (("hộ thoát nghèo", True), ("hộ thoát cận nghèo", False)))
    assert line.wrap(400, 100)[1] * 2 == line.wrap(150, 100)[1]
    said = pages(render_papers([("Thử", [TickLine("", ((LONG_NAME * 2, True), ("b", False)))])], name="t", author="a"))
    assert LONG_NAME * 2 in said[0]


def test_without_a_request_there_is_nothing_to_print():
    with pytest.raises(ValueError, match="no papers"):
        render_requests([])


# the life map


@pytest.mark.parametrize("count", [1, 4, 8, 9, 20, 23, 40])
def test_a_life_map_is_one_page_whatever_the_household(count):
    (said,) = pages(render_life_maps([life_map(count)]))
    assert f"Nhà mình có {count} người" in said
    if count <= 33:
        assert said.count("Katơr Thị Ngọc Ánh") == count + 1
        assert "nữa." not in said


def test_twenty_people_with_the_longest_names_all_stand_on_the_page():
    (said,) = pages(render_life_maps([life_map(20, LONG_NAME)]))
    assert said.count(LONG_NAME) == 21


def test_the_map_speaks_a_villagers_words_without_points_or_codes():
    (said,) = pages(render_life_maps([life_map()]))
    for wanted in (
        "BẢN ĐỒ SINH KẾ CỦA HỘ", "Hộ ông (bà) Katơr Thị Ngọc Ánh", "Nhà mình đang có", "Nhà mình còn thiếu",
        "Chưa có nước sạch để ăn uống, sinh hoạt", "Nhà mình đã nhận", "06/2024: 2 con bò", "Đã hẹn cùng làm",
        "14/12/2026: cán bộ đến thăm", "2024", "2025", "2027", "Thoát nghèo", "Muốn tới: vay vốn",
    ):  # fmt: skip
        assert wanted in said
    for never in ("điểm", "B1", "A:", "cleanWater", "Raglai", "dân tộc", "CCCD"):
        assert never not in said


def test_an_empty_map_says_so_and_still_looks_ahead():
    empty = life_map(1, have=(), lack=(), received=(), agreed=(), ahead=(), years=(), wish="")
    (said,) = pages(render_life_maps([empty]))
    assert said.count("Chưa ghi.") == 5
    assert "Muốn tới: thoát nghèo, sống tốt hơn." in said
    assert empty.wish_year == 2027


def test_what_finds_no_room_is_counted_and_the_page_stays_one():
    many = tuple(f"{number}/2024: con bò cái sinh sản giống lai Sind, trị giá 437.740.000 đồng" for number in range(40))
    full = life_map(
        received=many, agreed=many, have=many, lack=lack_lines(frozenset(INDICATORS)), wish="đào giếng " * 60
    )
    (said,) = pages(render_life_maps([full]))
    assert said.count("điều nữa.") == 3
    assert "Dịch vụ viễn thông" in said
    assert "đào…" in said or "giếng…" in said


def test_the_same_map_gives_the_same_bytes_and_only_own_faces_are_embedded():
    for once, again in (
        (render_life_maps([life_map()]), render_life_maps([life_map()])),
        (render_requests([request()]), render_requests([request()])),
    ):
        assert hashlib.sha256(once).digest() == hashlib.sha256(again).digest()
        assert all(b"LiberationSerif" in one for one in faces(once))
        assert b"vi-VN" in once


def test_every_letter_comes_back_as_text():
    words = tuple(LETTERS[at : at + 31] for at in range(0, len(LETTERS), 31))
    (said,) = pages(render_life_maps([life_map(have=words)]))
    assert all(one in said for one in words)
    (said,) = pages(render_requests([request(reason=" ".join(words))]))
    assert all(one in said for one in words)


def test_without_a_household_there_is_no_map():
    with pytest.raises(ValueError, match="no papers"):
        render_life_maps([])


# the words of the map


def test_health_and_ethnic_group_are_said_only_where_asked_for():
    one = member(0, disability="severe", work="own")
    assert people_lines([one], DAY) == ("Katơr Thị Ngọc Ánh (chủ hộ), 47 tuổi",)
    assert people_lines([one], DAY, private=True) == (
        "Katơr Thị Ngọc Ánh (chủ hộ), 47 tuổi, dân tộc Raglai, khuyết tật nặng",
    )
    assert people_lines([member(0, relation="", birth=Birth(2026), disability="no")], DAY) == (
        "Katơr Thị Ngọc Ánh, dưới 1 tuổi",
    )
    lacking = frozenset({"nutrition", "cleanWater"})
    assert len(lack_lines(lacking)) == 1
    assert len(lack_lines(lacking, private=True)) == 2


def test_a_household_that_lacks_much_has_each_thing_only_named():
    assert "Nguồn nước sinh hoạt" in lack_lines(frozenset(INDICATORS))


def test_what_the_household_has_is_said_in_words_and_what_is_bad_is_not():
    house = Household(
        "a" * 32, "22828", "b" * 32, members(3), dwelling_area=4550, water_source="tap", toilet="septic",
        devices="tv,smartphone",
    )  # fmt: skip
    assert have_lines(house, "3 con bò") == (
        "Nhà ở rộng 45,5 mét vuông", "Nước dùng: nước máy", "Nhà tiêu: tự hoại, bán tự hoại",
        "Ti vi, điện thoại thông minh", "1 người có việc làm", "1 người đang đi học", "3 con bò",
    )  # fmt: skip
    bad = replace(
        house, dwelling_area=None, water_source="unprotected", toilet="none", devices="none", members=members(1)[:0]
    )
    assert have_lines(bad) == ()


def test_a_support_is_said_with_its_month_count_and_worth():
    gift = Support("s", "22828", "h", SupportKind.PRODUCTION, "bò cái", "QVNN", date(2024, 6, 19))
    gift = replace(gift, quantity=2, unit="con", value=37_740_000)
    assert received_line(gift) == "06/2024: 2 con bò cái, trị giá 37.740.000 đồng"
    assert received_line(replace(gift, quantity=None, value=None)) == "06/2024: bò cái"


def test_the_last_class_of_each_year_counts_and_unknown_ones_are_left_out():
    known = [
        (date(2025, 12, 1), PovertyClass.NEAR_POOR), (date(2025, 6, 1), PovertyClass.POOR),
        (date(2024, 12, 1), PovertyClass.UNKNOWN), (date(2023, 12, 1), PovertyClass.NONE),
    ]  # fmt: skip
    assert class_by_year(known) == ((2023, PovertyClass.NONE), (2025, PovertyClass.NEAR_POOR))
    assert len(class_by_year([(date(year, 1, 1), PovertyClass.POOR) for year in range(2010, 2026)])) == 8
