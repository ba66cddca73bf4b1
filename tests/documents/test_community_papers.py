"""Invitation and minutes of a village meeting: what they say, what stays open to write on, the same bytes each time."""

from dataclasses import replace
from datetime import date

import pypdfium2 as pdfium
import pytest

from sinhke_desktop.documents.community_minutes import render_minutes
from sinhke_desktop.documents.meeting_invitation import MARK, render_invitation
from sinhke_desktop.domain.commune import Area, Commune
from sinhke_desktop.domain.community_meeting import CommunityMeeting, Subject
from sinhke_desktop.domain.economics import EconomicLine, Side, economics
from sinhke_desktop.domain.meeting_paper import CandidateVoice, MeetingPaper
from sinhke_desktop.domain.model_library import PROPOSED

COMMUNE = Commune(
    "22828", "Xã Anh Dũng", "Khánh Hòa", Area.RURAL, "2025", issuing_body="Ủy ban nhân dân xã Anh Dũng",
    place="Anh Dũng", signer_authority="TM. Ủy ban nhân dân", signer_title="Chủ tịch", signer_name="Nguyễn Văn Thành",
)  # fmt: skip
HELD = CommunityMeeting(
    "1" * 32, "22828", "2023-2025", "22828", Subject.CHOICE, "t" * 32, invited_on=date(2025, 10, 1),
    invitation_number="12/GM-UBND", planned_on=date(2025, 10, 12), begins_at="8 giờ 00 phút",
    place="Nhà văn hóa thôn Tân Tiến", held_on=date(2025, 10, 12), chair="Đỗ Đức Dũng", secretary="Hồ Thị Lan",
    households_all=60, households_present=40, others_present="Bí thư chi bộ\nTrưởng ban công tác Mặt trận",
    content="Giới thiệu các mô hình.\nNêu chi phí, thu nhập.", opinions="Cần hỗ trợ cỏ giống.",
    conclusion="Thống nhất chọn nuôi bò.", minutes_number="03/BB",
)  # fmt: skip
EMPTY = CommunityMeeting("2" * 32, "22828", "2023-2025", "22828", Subject.CHOICE, "t" * 32)


def figures(cost, income):
    lines = [
        EconomicLine("1" * 32, "22828", "m", side, "x", unit_price=price, first_month=month)
        for side, price, month in ((Side.COST, cost, 0), (Side.INCOME, income, 10))
    ]
    return economics(lines, 36)


COWS = CandidateVoice("Nuôi bò cái sinh sản", 36, figures(62_900_000, 81_300_000), True, 31, 5)
GOATS = CandidateVoice("Nuôi dê", 18, figures(40_000_000, 30_000_000), False, 12, 20)


def paper(meeting=HELD, candidates=(COWS, GOATS)):
    return MeetingPaper(COMMUNE, "Thôn Tân Tiến", meeting, tuple(candidates))


def words(render, of):
    pdf = render(of)
    assert pdf == render(of)
    document = pdfium.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def test_an_invitation_says_when_where_and_what_and_leaves_the_household_open():
    told = words(render_invitation, paper())
    for said in (
        "Số: 12/GM-UBND", "ngày 01 tháng 10 năm 2025", "GIẤY MỜI", "8 giờ 00 phút, ngày 12 tháng 10 năm 2025",
        "Nhà văn hóa thôn Tân Tiến", "Kính gửi: Đại diện hộ ông (bà)", "- Nuôi dê.",
        "Giới thiệu các mô hình; nêu chi phí, thu nhập", "lựa chọn mô hình sinh kế giai đoạn 2023-2025",
        "Nghị định số 59/2023/NĐ-CP", "Nguyễn Văn Thành",
    ):  # fmt: skip
        assert said in told, said
    assert MARK.split(";")[1].strip().rstrip(".") in told


def test_an_invitation_nobody_has_filled_in_is_a_form():
    told = words(render_invitation, paper(EMPTY, ()))
    assert "…… giờ" in told
    assert "/GM-UBND" in told
    assert "Các mô hình đưa ra" not in told
    other = words(render_invitation, paper(replace(EMPTY, subject=Subject.OTHER), ()))
    assert "về mô hình sinh kế giai đoạn 2023-2025" in other


def test_minutes_count_households_represented_and_not_represented():
    told = words(render_minutes, paper())
    for said in (
        "Tổng số hộ của thôn Tân Tiến: 60 hộ", "có đại diện dự họp: 40 hộ, đạt 66,7%",
        "không có đại diện dự họp: 20 hộ, chiếm 33,3%", "Bí thư chi bộ; Trưởng ban công tác Mặt trận",
        "Số: 03/BB", "Cần hỗ trợ cỏ giống.", "Thống nhất chọn nuôi bò.", "ĐẠI DIỆN HỘ DÂN", "Hồ Thị Lan",
    ):  # fmt: skip
        assert said in told, said
    assert MARK.split(";")[1].strip().rstrip(".") in told


def test_minutes_show_votes_shares_and_what_a_household_earns():
    told = words(render_minutes, paper())
    for said in ("62.900.000", "18.400.000", "-10.000.000", "31", "77,5%", "30,0%", PROPOSED.lower()):
        assert said in told, said
    assert "trên 50% số hộ dự họp tán thành: Nuôi bò cái sinh sản." in told
    nobody = words(render_minutes, paper(candidates=(replace(COWS, votes_for=20, votes_against=20, proposed=False),)))
    assert "Không có mô hình nào được trên 50%" in nobody
    assert PROPOSED.lower() not in nobody


def test_minutes_before_the_meeting_are_a_form_to_be_filled_in():
    bare = CandidateVoice("Nuôi bò", 1)
    told = words(render_minutes, paper(EMPTY, (bare,)))
    assert "đạt ………%" in told
    assert "ngày …… tháng …… năm 2023" in told
    assert "Tổng số hộ của thôn Tân Tiến: ……… hộ" in told
    assert "tán thành: ………………………………." in told
    counted = replace(EMPTY, households_all=60, households_present=40)
    assert "66,7%" in words(render_minutes, paper(counted, (bare,)))


def test_a_meeting_on_another_matter_has_one_count_of_its_own():
    other = replace(HELD, subject=Subject.REVOLVING, votes_for=35, votes_against=2)
    told = words(render_minutes, paper(other, ()))
    assert "Số hộ tán thành: 35 hộ; số hộ không tán thành: 2 hộ, trong 40 hộ" in told
    assert "thống nhất quay vòng giai đoạn 2023-2025" in told


@pytest.mark.parametrize(
    ("meeting", "year"), [(HELD, 2025), (replace(EMPTY, planned_on=date(2024, 1, 2)), 2024), (EMPTY, 2023)]
)
def test_the_open_year_is_that_of_the_meeting_else_of_the_period(meeting, year):
    assert paper(meeting).year == year
