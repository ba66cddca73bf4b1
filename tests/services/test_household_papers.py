"""The door to papers about households: for whom, from what is stored, what is left out, kept before it leaves."""

from dataclasses import replace
from datetime import date

import pypdfium2 as pdfium
import pytest

from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.domain.review import ReviewKind
from sinhke_desktop.domain.round_forms import DecisionInput, MeetingInput, PostingInput, VoteTyped
from sinhke_desktop.domain.support import SupportInput, SupportKind
from sinhke_desktop.domain.visit import Agreement
from sinhke_desktop.domain.visit_record import VisitInput
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import (
    candidates,
    certificates,
    data_requests,
    follow_up_books,
    hamlets,
    household_papers,
    households,
    issued_papers,
    life_maps,
    model_papers,
    model_records,
    participants,
    reviews,
    round_board,
    round_decisions,
    round_list,
    round_meetings,
    round_postings,
    round_survey,
    rounds,
    supports,
    visits,
)
from sinhke_desktop.services.household_papers import BLANK_SUBJECT, PAPERS
from sinhke_desktop.services.reviews import ReviewInput
from sinhke_desktop.services.round_survey import SurveyInput

LACKING = frozenset({"employment", "nutrition", "healthInsurance"})


def words(pdf):
    document = pdfium.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def pages(pdf):
    return len(pdfium.PdfDocument(pdf))


@pytest.fixture
def dung(workspace):
    """A reviewed household with card, wishes, support and a visit; its id."""
    hamlet = hamlets.add(workspace, "Tân Tiến")
    head = MemberInput("Đỗ Đức Dũng", "Chủ hộ", "male", "1979", "Raglai", "058079001123", work="own",
                       disability="mild", card_issued_on="03/05/2021")  # fmt: skip
    child = MemberInput("Đỗ Thị Mai", "Con gái", "female", "2018", schooling="primary")
    typed = HouseholdInput(
        hamlet.id, (head, child), address="Tổ 2", dwelling_area="45,5", causes="illness", needs="loan",
        needs_note="nuôi bò",
    )  # fmt: skip
    household = households.register(workspace, typed)
    for year, income in (("2023", "100"), ("2024", "120")):
        deprived = LACKING if year == "2023" else frozenset({"nutrition", "cleanWater"})
        reviews.record(workspace, ReviewInput(household.id, year, status="official", income_points=income,
                                              deprived=deprived))  # fmt: skip
    source = next(iter(supports.sources()))
    supports.give(workspace, SupportInput(household.id, SupportKind.HOUSING, "sửa mái nhà", source, "01/06/2024"))
    return household.id


def test_every_paper_stands_under_its_own_kind_and_has_a_title():
    assert all(kind == paper.kind and paper.title for kind, paper in PAPERS.items())


def test_an_unknown_paper_is_refused_with_the_known_ones(workspace):
    with pytest.raises(InvalidInput) as refused:
        household_papers.render(workspace, "không có", [])
    assert refused.value.problems[0].code == "GT-01"
    assert "life_map" in str(refused.value)


def test_the_life_map_gathers_what_is_known_and_leaves_health_out_until_asked(workspace, dung):
    visits.record(workspace, VisitInput(
        dung, visited_on="18/11/2025", next_visit_on="15/01/2026",
        agreements=(Agreement("Sửa chuồng bò", "hộ", date(2026, 1, 10)),),
    ))  # fmt: skip
    visits.plan(workspace, dung, "20/01/2026")
    pdf = household_papers.render(workspace, "life_map", [dung])
    said = words(pdf)
    assert pages(pdf) == 1
    for wanted in ("Đỗ Đức Dũng (chủ hộ)", "Nhà ở rộng 45,5 mét vuông", "Chưa có nước sạch", "06/2024: sửa mái nhà",
                   "Sửa chuồng bò (hộ", "15/01/2026: cán bộ đến thăm",
                   "20/01/2026: cán bộ đến thăm", "10/01/2026: sửa chuồng bò", "2023 2024",
                   "Muốn tới: vay vốn"):  # fmt: skip
        assert wanted in said
    for never in ("dân tộc Ra", "khuyết tật nhẹ", "thấp còi", "Ốm đau", "nuôi bò", "058079001123", "điểm"):
        assert never not in said
    said = words(household_papers.render(workspace, "life_map", [dung], private=True))
    for wanted in ("dân tộc Ra", "khuyết tật nhẹ", "thấp còi", "ốm đau", "vay vốn, nuôi bò"):
        assert wanted in said


def test_a_household_that_lacks_nothing_is_told_so(workspace, dung):
    reviews.record(workspace, ReviewInput(dung, "2025", status="official", income_points="160", deprived=frozenset()))
    assert "Không thiếu mặt nào trong các mặt được xét" in words(household_papers.render(workspace, "life_map", [dung]))


def test_a_household_of_which_nothing_is_known_has_a_map_too(workspace):
    hamlet = hamlets.add(workspace, "Tân Tiến")
    bare = households.register(workspace, HouseholdInput(hamlet.id, (MemberInput("Lê An", "Chủ hộ"),)))
    assert words(household_papers.render(workspace, "life_map", [bare.id])).count("Chưa ghi.") == 5
    with pytest.raises(NotFound) as refused:
        household_papers.render(workspace, "explanation", [bare.id])
    assert refused.value.code == "GT-02"


def test_the_requests_are_filled_from_the_record_or_blank(workspace, dung):
    said = words(household_papers.render(workspace, "request_escape", [dung]))
    assert "5. Số CCCD/CMND: 058079001123" in said
    assert "Ngày cấp: 03/05/2021" in said
    assert "Gia đình tôi hiện là hộ cận nghèo theo kết quả rà soát năm 2024." in said
    for blank in (
        household_papers.render(workspace, "request_review"),
        household_papers.render(workspace, "request_review", [dung], BLANK_SUBJECT),
    ):
        assert "Đỗ Đức Dũng" not in words(blank)
    assert list(household_papers.subjects(workspace, "request_review", [dung])) == ["", BLANK_SUBJECT]
    assert list(household_papers.subjects(workspace, "request_review", [])) == [BLANK_SUBJECT]


def test_the_class_is_explained_from_the_newest_result(workspace, dung):
    said = words(household_papers.render(workspace, "explanation", [dung]))
    assert "Kết quả chính thức: Hộ cận nghèo." in said
    assert "Hộ được 120 điểm" in said
    assert "Nguồn nước sinh hoạt" in said


def test_restricted_households_are_left_out_but_of_papers_that_leave_their_details_open(workspace, dung):
    data_requests.restrict(workspace, dung, "chủ hộ yêu cầu")
    with pytest.raises(NotFound):
        household_papers.render(workspace, "life_map", [dung])
    said = words(household_papers.render(workspace, "request_review", [dung]))
    assert "Đỗ Đức Dũng" in said
    assert "058079001123" not in said
    assert household_papers.told(workspace, "life_map", [dung]) == []
    households.remove(workspace, dung, "nhập sai")
    assert household_papers.told(workspace, "request_review", [dung]) == []


def test_several_households_make_one_file_in_the_order_chosen_each_once(village):
    workspace, ids = village
    chosen = [ids["Võ Hữu Thắng"], ids["Lê Văn Bình"], ids["Võ Hữu Thắng"]]
    pdf = household_papers.render(workspace, "life_map", chosen)
    assert pages(pdf) == 2
    said = words(pdf)
    assert said.index("Hộ ông (bà) Võ Hữu Thắng") < said.index("Hộ ông (bà) Lê Văn Bình")
    assert household_papers.subject_of(workspace, "life_map", chosen) == "2 hộ"
    assert household_papers.subject_of(workspace, "life_map", chosen[:1]) == "Võ Hữu Thắng"
    assert household_papers.subject_of(workspace, "request_review", []) == "Mẫu trống"


def test_a_written_paper_is_kept_before_it_leaves(workspace, dung, tmp_path):
    path = household_papers.write(workspace, "life_map", tmp_path / "ban-do.pdf", [dung])
    (kept,) = issued_papers.listed(workspace)
    assert (kept.kind, kept.title, kept.subject) == ("life_map", "Bản đồ sinh kế của hộ", "Đỗ Đức Dũng")
    assert issued_papers.pdf_of(workspace, kept.id) == path.read_bytes()
    assert [one.id for one in issued_papers.of_household(workspace, dung)] == [kept.id]


# the model


@pytest.fixture
def given(sample):
    """The sample's first participant, with a training, a loss, visits. Returns (workspace, model, participant)."""
    workspace, model = sample
    first = participants.of_model(workspace, model.id)[0]
    for due in ({"form": "kind", "due_on": "01/06/2026", "quantity": 1, "unit": "con bê"},
                {"form": "money", "due_on": "01/06/2025", "amount": "500.000"}):  # fmt: skip
        model_records.add(workspace, "repayment_due", {"participant_id": first.id, **due}, model.id)
    model_records.add(workspace, "training", {"kind": "course", "on": "01/07/2024", "topic": "Kỹ thuật nuôi bò",
                                              "participant_ids": first.id}, model.id)  # fmt: skip
    model_records.add(workspace, "loss", {"participant_id": first.id, "on": "01/08/2024", "kind": "disease",
                                          "what": "bê"}, model.id)  # fmt: skip
    visits.record(workspace, VisitInput(first.household_id, visited_on="01/02/2025",
                                        agreements=(Agreement("Trồng thêm cỏ"),)))  # fmt: skip
    visits.record(workspace, VisitInput(first.household_id, visited_on="01/02/2020"))
    return workspace, model, first


def test_the_follow_up_book_holds_what_was_noted_of_its_participant(given):
    workspace, model, first = given
    said = words(model_papers.render(workspace, "follow_up_book", model.id, first.id))
    for wanted in ("Lê Văn Bình", "Quyết định: số 3578/QĐ-UBND", "37.740.000", "Kỹ thuật nuôi bò",
                   "dịch bệnh", "Trồng thêm cỏ", "Tiêm phòng đầy đủ"):  # fmt: skip
        assert wanted in said
    assert "01/02/2020" not in said
    assert words(household_papers.render(workspace, "follow_up_book", [first.household_id])) == said


def test_books_of_all_participants_are_one_file(given):
    workspace, model, _first = given
    offered = follow_up_books.subjects(workspace, model.id)
    assert offered[""] == "Tất cả hộ tham gia"
    said = words(follow_up_books.render(workspace, model.id))
    assert said.count("SỔ THEO DÕI HỘ THAM GIA MÔ HÌNH") == len(offered) - 1
    assert follow_up_books.subjects(workspace, "") == {}


def test_a_model_without_households_has_no_books(village):
    from sinhke_desktop.domain.livelihood import ModelInput

    workspace, ids = village
    made = candidates.add(workspace, ModelInput("Nuôi dê", proposed_on="01/06/2023"))
    candidates.choose(workspace, made.id, "x", "1/QĐ", "22/12/2023")
    assert follow_up_books.subjects(workspace, made.id) == {}
    with pytest.raises(NotFound):
        household_papers.render(workspace, "follow_up_book", [ids["Võ Hữu Thắng"]])


def test_what_is_raised_and_given_back_stands_on_the_life_map(given):
    workspace, _model, first = given
    said = words(household_papers.render(workspace, "life_map", [first.household_id]))
    assert "con bò cái sinh sản" in said
    assert "01/06/2026: trả quay vòng 1 con bê" in said
    assert "01/06/2025: trả quay vòng 500.000 đồng (đã quá hạn)" in said
    (one,) = life_maps.maps(workspace, households.get_many(workspace, [first.household_id]))
    participants.leave(workspace, first.id, "19/11/2025", "chuyển đi")
    (left,) = life_maps.maps(workspace, households.get_many(workspace, [first.household_id]))
    assert len(left.have) == len(one.have) - 1


# the certificate


def test_the_certificate_is_made_for_a_decided_round_only_for_who_holds_one(workspace, dung):
    assert household_papers.subjects(workspace, "certificate", [dung]) == {}
    round_ = rounds.open_round(workspace, ReviewKind.YEARLY, "2025")
    round_list.build_list(workspace, round_.id)
    typed = SurveyInput("100", LACKING, surveyed_on="20/10/2025")
    round_survey.survey(workspace, round_.id, {dung: typed})
    hamlet_id = households.get(workspace, dung).hamlet_id
    meeting = MeetingInput(hamlet_id, "10/11/2025", 1, place="Nhà văn hóa", present=40)
    round_meetings.record(workspace, round_.id, meeting, {dung: VoteTyped(38)})
    round_postings.post(workspace, round_.id, PostingInput(hamlet_id, "Nhà văn hóa thôn", "12/11/2025"))
    round_decisions.decide(workspace, round_.id, DecisionInput("125/QĐ-UBND", "20/11/2025", "Trần Văn Ký",
                                                               override_reason="Thử in"))  # fmt: skip
    certificates.issue(workspace, round_.id, "20/11/2025")
    assert list(household_papers.subjects(workspace, "certificate", [dung])) == [round_.id]
    said = words(household_papers.render(workspace, "certificate", [dung]))
    assert "Số CCCD/CMND: 058079001123 Ngày cấp: 03/05/2021" in said
    assert "20/11/2025 N" in said
    (held,) = round_board.read(workspace, round_.id).certificates.values()
    assert replace(held).household_id == dung


def test_where_several_could_be_meant_it_must_be_said(workspace, dung, monkeypatch):
    paper = replace(PAPERS["life_map"], subjects=lambda _workspace, _some: {"": "Tất cả", "a": "A"})
    monkeypatch.setitem(PAPERS, "life_map", paper)
    with pytest.raises(InvalidInput) as refused:
        household_papers.render(workspace, "life_map", [dung], "b")
    assert "Tất cả; A" in str(refused.value)
