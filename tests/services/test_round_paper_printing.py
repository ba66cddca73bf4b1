"""A round's papers, gathered from the records of a whole round as the services keep it."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.review import ReviewKind
from sinhke_desktop.domain.round_forms import (
    AnswerInput,
    ComplaintInput,
    DecisionInput,
    MeetingInput,
    PostingInput,
    VoteTyped,
)
from sinhke_desktop.domain.round_paper import PaperKind
from sinhke_desktop.domain.rounds import Screening
from sinhke_desktop.errors import NotFound
from sinhke_desktop.services import (
    certificates,
    hamlets,
    households,
    issued_papers,
    privacy,
    reviews,
    round_board,
    round_decisions,
    round_issue,
    round_list,
    round_meetings,
    round_papers,
    round_postings,
    round_survey,
    rounds,
)
from sinhke_desktop.services.reviews import ReviewInput
from sinhke_desktop.services.round_survey import SurveyInput

THREE = frozenset({"employment", "nutrition", "healthInsurance"})
ONE = frozenset({"employment"})
CITIZEN_ID = "058179000011"


def words(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    try:
        texts = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    finally:
        document.close()
    return " ".join(" ".join(texts).split())


def household(workspace, hamlet, name, citizen_id=""):
    head = MemberInput(name, HEAD, "female", "1979", "Raglai", citizen_id)
    return households.register(workspace, HouseholdInput(hamlet.id, (head,))).id


@pytest.fixture
def opened(workspace):
    """The round of 2025: Lan was poor and escapes, Cúc becomes poor, Đức applied and becomes near-poor, Sinh is out."""
    tien, hoa = hamlets.add(workspace, "Tân Tiến"), hamlets.add(workspace, "Tân Hòa")
    ids = {
        "Lan": household(workspace, tien, "Hồ Thị Lan", CITIZEN_ID),
        "Cúc": household(workspace, tien, "Nguyễn Thị Kim Cúc"),
        "Đức": household(workspace, hoa, "Trần Văn Đức"),
        "Sinh": household(workspace, hoa, "Chamaléa Sinh"),
    }
    for name, points, deprived in (("Lan", "100", THREE), ("Cúc", "120", ONE), ("Đức", "200", frozenset())):
        reviews.record(workspace, ReviewInput(ids[name], "2024", status="official", income_points=points,
                                              deprived=deprived))  # fmt: skip
    round_ = rounds.open_round(workspace, ReviewKind.YEARLY, "2025", plan_paper="Kế hoạch số 84/KH-UBND")
    round_list.build_list(workspace, round_.id)
    round_list.apply_for(workspace, round_.id, ids["Đức"], "05/09/2025", "07")
    round_list.apply_for(workspace, round_.id, ids["Sinh"], "06/09/2025", "08")
    return workspace, ids, round_.id


def survey(workspace, ids, round_id):
    round_list.screen(workspace, round_id, [ids["Đức"]], Screening.SURVEY)
    round_list.screen(workspace, round_id, [ids["Sinh"]], Screening.OUT, "Có xe ô tô tải, nhà kiên cố")
    on = "20/10/2025"
    round_survey.survey(workspace, round_id, {
        ids["Lan"]: SurveyInput("150", ONE, surveyed_on=on), ids["Cúc"]: SurveyInput("110", THREE, surveyed_on=on),
        ids["Đức"]: SurveyInput("130", ONE, surveyed_on=on),
    })  # fmt: skip


def meet_and_post(workspace, round_id):
    board = round_board.read(workspace, round_id)
    for one in round_meetings.by_hamlet(board):
        waiting = round_meetings.rows_to_vote(board, one.hamlet_id)
        typed = MeetingInput(one.hamlet_id, "10/11/2025", 1, place="Nhà văn hóa", present=40)
        round_meetings.record(workspace, round_id, typed, {row.household_id: VoteTyped(38) for row in waiting})
    for hamlet_id in board.hamlets:
        round_postings.post(workspace, round_id, PostingInput(hamlet_id, "Nhà văn hóa thôn", "12/11/2025"))


def said(workspace, round_id, kind, **among):
    board = round_board.read(workspace, round_id)
    return words(round_papers.render(board, round_papers.papers(workspace, board, kind, **among)))


def test_the_list_to_review_names_everybody_and_why(opened):
    workspace, _ids, round_id = opened
    text = said(workspace, round_id, PaperKind.REVIEW_LIST)
    for wanted in ("4 hộ cần rà soát của 2 thôn", "Thôn Tân Tiến: 2 hộ", "Hồ Thị Lan", "Có giấy đề nghị",
                   "Kế hoạch số 84/KH-UBND"):  # fmt: skip
        assert wanted in text
    assert CITIZEN_ID not in text


def test_what_the_round_has_not_reached_is_not_printed(opened):
    workspace, _ids, round_id = opened
    for kind in (PaperKind.MINUTES, PaperKind.POSTING, PaperKind.COMPLAINT, PaperKind.DECISION,
                 PaperKind.CERTIFICATES, PaperKind.EXPLANATION):  # fmt: skip
        with pytest.raises(NotFound):
            said(workspace, round_id, kind)


def test_minutes_are_a_form_before_the_meeting_and_hold_the_votes_after(opened):
    workspace, ids, round_id = opened
    survey(workspace, ids, round_id)
    text = said(workspace, round_id, PaperKind.MINUTES)
    assert "Trần Văn Đức" in text
    assert "Chamaléa Sinh" not in text
    meet_and_post(workspace, round_id)
    text = said(workspace, round_id, PaperKind.MINUTES)
    assert "38 2 95,00%" in text or "38 0 95,00%" in text
    hamlet_id = next(iter(round_board.read(workspace, round_id).hamlets))
    assert "Trần Văn Đức" not in said(workspace, round_id, PaperKind.MINUTES, hamlet_id=hamlet_id)


def test_vote_sheets_name_households_and_results_and_counting_the_votes(opened):
    workspace, ids, round_id = opened
    with pytest.raises(NotFound):
        said(workspace, round_id, PaperKind.VOTE_SHEETS)
    survey(workspace, ids, round_id)
    text = said(workspace, round_id, PaperKind.VOTE_SHEETS)
    assert "Hồ Thị Lan: không thuộc diện" in text
    assert "Mỗi người dự họp một phiếu." in text
    assert "Chamaléa Sinh" not in text
    from sinhke_desktop.services import data_requests

    data_requests.restrict(workspace, ids["Lan"], "Theo yêu cầu của chủ hộ")
    text = said(workspace, round_id, PaperKind.VOTE_SHEETS)
    assert "Hồ Thị Lan" not in text
    assert "trong danh sách họp (dữ liệu hạn chế)" in text
    meet_and_post(workspace, round_id)
    assert said(workspace, round_id, PaperKind.VOTE_SHEETS).count("PHIẾU BIỂU QUYẾT") == 80
    text = said(workspace, round_id, PaperKind.COUNTING)
    assert "Hồ Thị Lan: không thuộc diện 38 0 2 95,0%" in text
    assert "Mức tán thành cần đạt: ít nhất 50% số người dự họp." in text


def test_the_public_list_leaves_out_whose_data_are_restricted(opened):
    workspace, ids, round_id = opened
    survey(workspace, ids, round_id)
    meet_and_post(workspace, round_id)
    text = said(workspace, round_id, PaperKind.POSTING)
    assert "Hồ Thị Lan" in text
    assert "Ra-glai" not in text
    assert CITIZEN_ID not in text

    from sinhke_desktop.services import data_requests

    data_requests.restrict(workspace, ids["Lan"], "Theo yêu cầu của chủ hộ")
    text = said(workspace, round_id, PaperKind.POSTING)
    assert "Hồ Thị Lan" not in text
    assert "01 hộ không nêu tên" in text


def test_letters_say_why(opened):
    workspace, ids, round_id = opened
    survey(workspace, ids, round_id)
    meet_and_post(workspace, round_id)
    typed = ComplaintInput(ids["Cúc"], "Nguyễn Thị Kim Cúc", "Chưa tính nhà tiêu", "13/11/2025")
    round_postings.complain(workspace, round_id, typed)
    assert "Có xe ô tô tải, nhà kiên cố." in said(workspace, round_id, PaperKind.REFUSAL)
    complaint = round_board.read(workspace, round_id).complaints[0]
    round_postings.answer(workspace, complaint.id, AnswerInput("kept", "14/11/2025", "Đã xem lại, giữ nguyên"))
    text = said(workspace, round_id, PaperKind.COMPLAINT)
    assert "Chưa tính nhà tiêu." in text
    assert "Đã xem lại, giữ nguyên" in text
    text = said(workspace, round_id, PaperKind.EXPLANATION, household_ids=[ids["Cúc"]])
    assert "Hộ được 110 điểm" in text
    assert "Hộ ông (bà) thiếu 3 mặt, nên là hộ nghèo" in text
    assert "Hồ Thị Lan" not in text


def test_the_decision_and_the_certificates_follow_the_official_results(opened, tmp_path):
    workspace, ids, round_id = opened
    survey(workspace, ids, round_id)
    meet_and_post(workspace, round_id)
    assert "Số: /QĐ-UBND" in said(workspace, round_id, PaperKind.DECISION)
    typed = DecisionInput("125/QĐ-UBND", "20/11/2025", "Trần Văn Ký", override_reason="Thử in văn bản")
    round_decisions.decide(workspace, round_id, typed)
    certificates.issue(workspace, round_id, "20/11/2025")

    text = said(workspace, round_id, PaperKind.DECISION)
    for wanted in ("Số: 125/QĐ-UBND", "ngày 20 tháng 11 năm 2025", "Hộ nghèo: 1 hộ", "Hộ cận nghèo: 1 hộ",
                   "Hộ thoát nghèo: 1 hộ", "Trần Văn Ký"):  # fmt: skip
        assert wanted in text
    text = said(workspace, round_id, PaperKind.CERTIFICATES)
    assert "HỘ NGHÈO, HỘ CẬN NGHÈO" in text
    assert "Hồ Thị Lan" not in text
    assert "Trần Văn Đức" in said(workspace, round_id, PaperKind.CERTIFICATE_ROWS)


def test_looking_at_a_paper_is_no_printing_and_writing_it_keeps_it_and_is_noted(opened, tmp_path):
    workspace, _ids, round_id = opened
    board = round_board.read(workspace, round_id)
    drawn = round_issue.draw(workspace, board, PaperKind.REVIEW_LIST)
    assert privacy.accesses(workspace) == []
    kept = round_issue.write(workspace, drawn, tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == issued_papers.pdf_of(workspace, kept.id) == drawn.pdf
    assert (kept.kind, kept.title) == ("round_review_list", "Danh sách hộ cần rà soát")
    assert kept.subject == rounds.round_name(board.round)
    named = issued_papers.households_of(workspace, kept.id)
    assert sorted(named) == sorted(row.household_id for row in board.rows)
    entries = privacy.accesses(workspace)
    assert {one.action for one in entries} == {Action.PRINTED}
    assert sorted(one.household_id for one in entries) == sorted(named)
