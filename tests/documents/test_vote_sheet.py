"""Vote sheets: one for each voter, as many on a page as fit, named or secret; and the minutes of counting them."""

import math
from dataclasses import replace
from datetime import date

import pypdfium2 as pdfium
import pytest

from sinhke_desktop.documents.vote_sheet import MARK, render_countings, render_vote_sheets
from sinhke_desktop.domain.commune import Area, Commune
from sinhke_desktop.domain.vote_sheet import PERSON, Question, VoteSheet

COMMUNE = Commune("22828", "Xã Anh Dũng", "Khánh Hòa", Area.RURAL, "2025", place="Anh Dũng")
LONG = "Trồng măng tây xanh tưới tiết kiệm nước, nhóm cộng đồng thôn Tân Tiến, thôn Tân Bình và thôn Ma Nới"
SHEET = VoteSheet(
    COMMUNE, "Thôn Tân Tiến", "về lựa chọn mô hình sinh kế giai đoạn 2026-2030",
    (Question("Nuôi bò cái sinh sản", 30, 2), Question("Nuôi dê")), 2026, slips=20, everyone=60, present=40,
    threshold="trên 50% số hộ dự họp",
)  # fmt: skip


def pages(pdf):
    document = pdfium.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_every_voter_has_a_slip_with_every_question_and_three_boxes():
    pdf = render_vote_sheets([SHEET])
    assert pdf == render_vote_sheets([SHEET])
    said = pages(pdf)
    assert sum(page.count("PHIẾU BIỂU QUYẾT") for page in said) == 20
    assert sum(page.count("Nuôi dê") for page in said) == 20
    assert len(said) == math.ceil(20 / said[0].count("PHIẾU BIỂU QUYẾT"))
    assert "Tán thành Không tán thành Không có ý kiến" in said[0]
    assert "Mỗi hộ một phiếu." in said[0]
    assert "Đại diện hộ" not in said[0]


def test_a_sheet_for_opinions_asks_for_name_and_signature_and_says_the_day():
    said = pages(render_vote_sheets([replace(SHEET, named=True, slips=2, held_on=date(2026, 3, 3))]))[0]
    assert said.count("PHIẾU LẤY Ý KIẾN HỘ") == said.count("Đại diện hộ:") == said.count("Ký tên:") == 2
    assert said.count("Ngày 03/03/2026") == 2


def test_a_long_question_gets_the_whole_width_and_stays_readable():
    (page, *_rest) = pages(render_vote_sheets([replace(SHEET, questions=(Question(LONG),), slips=1)]))
    assert "thôn Ma Nới" in page


def test_more_questions_than_a_page_holds_go_on_on_the_next():
    many = tuple(Question(f"Katơr Văn Hươu {number}: hộ nghèo") for number in range(1, 61))
    said = pages(render_vote_sheets([replace(SHEET, questions=many, slips=2, named=True)]))
    assert len(said) % 2 == 0
    assert sum("tiếp theo, tờ 2/" in page for page in said) == 2
    assert sum("Ký tên:" in page for page in said) == 2
    half = " ".join(said[: len(said) // 2])
    assert all(f"Katơr Văn Hươu {number}: hộ nghèo" in half for number in range(1, 61))


def test_several_hamlets_stand_in_one_file():
    said = pages(render_vote_sheets([replace(SHEET, slips=1), replace(SHEET, slips=1, hamlet="Thôn Tân Hòa")]))
    assert ["Thôn Tân Hòa" in page for page in said] == [False, True]


def test_the_minutes_of_counting_say_what_was_counted_and_leave_the_rest_open():
    (first, *_more) = (said := pages(render_countings([SHEET])))
    assert "Kiểm phiếu biểu quyết về lựa chọn mô hình" in first
    assert "60 hộ; số hộ có đại diện dự họp hoặc được lấy ý kiến: 40 hộ, đạt 66,7%" in first
    assert "Nuôi bò cái sinh sản 30 2 8 75,0%" in first
    assert "Mức tán thành cần đạt: trên 50% số hộ dự họp." in " ".join(said)
    assert MARK in " ".join(said)
    bare = replace(SHEET, everyone=None, present=None, threshold="", held_on=date(2026, 3, 3), named=True)
    text = " ".join(pages(render_countings([bare])))
    assert "đạt ………%" in text
    assert "ngày 03 tháng 3 năm 2026" in text
    assert "Kiểm phiếu lấy ý kiến hộ" in text
    assert "Mức tán thành" not in text
    assert "Nuôi bò cái sinh sản 30 2 2 Nuôi dê" in text


def test_where_people_vote_people_are_counted():
    text = " ".join(pages(render_countings([replace(SHEET, voter=PERSON)])))
    assert "Số người dự họp: 40 người" in text
    assert "Tổng số hộ" not in text
    assert "Mỗi người dự họp một phiếu." in pages(render_vote_sheets([replace(SHEET, voter=PERSON)]))[0]


@pytest.mark.parametrize("sheets", [[], [replace(SHEET, questions=())]])
def test_without_a_question_there_is_nothing_to_vote_on(sheets):
    with pytest.raises(ValueError, match="nothing to vote on"):
        render_vote_sheets(sheets)
