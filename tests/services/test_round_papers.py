"""The papers of a round, filled from the store: what each holds, what none of them may hold."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from workbook_cells import cells

from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.review import PovertyClass, ReviewKind
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
    data_requests,
    hamlets,
    households,
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
CITIZEN_ID, PHONE, CHILD = "058179000123", "0912345678", "Hồ Văn Con"


@pytest.fixture
def opened(workspace):
    """A round of one hamlet: Lan poor, Cúc near-poor, Đức screened out. (workspace, round, ids)."""
    hamlet = hamlets.add(workspace, "Tân Tiến")
    ids = {}
    for name in ("Hồ Thị Lan", "Nguyễn Thị Kim Cúc", "Trần Văn Đức"):
        head = MemberInput(name, HEAD, "female", "1979", "Kinh", CITIZEN_ID if "Lan" in name else "", PHONE)
        child = MemberInput(CHILD, "Con trai", "male", "2015", "Kinh")
        ids[name.split()[-1]] = households.register(workspace, HouseholdInput(hamlet.id, (head, child))).id
    for name in ("Lan", "Cúc"):
        typed = ReviewInput(ids[name], "2024", status="official", income_points="100", deprived=THREE)
        reviews.record(workspace, typed)
    made = rounds.open_round(workspace, ReviewKind.YEARLY, "2025", plan_paper="84/KH-UBND")
    round_list.build_list(workspace, made.id)
    round_list.apply_for(workspace, made.id, ids["Đức"], "05/09/2025", "07")
    round_list.screen(workspace, made.id, [ids["Đức"]], Screening.OUT, "Có xe ô tô")
    typed = {
        ids["Lan"]: SurveyInput("100", THREE, surveyed_on="20/10/2025"),
        ids["Cúc"]: SurveyInput("120", frozenset(), surveyed_on="20/10/2025"),
    }
    round_survey.survey(workspace, made.id, typed)
    return workspace, made, ids


@pytest.fixture
def decided(opened):
    """The same, met, posted, objected to, decided, with certificates."""
    workspace, made, ids = opened
    hamlet_id = next(iter(round_board.read(workspace, made.id).hamlets))
    votes = {ids["Lan"]: VoteTyped(30, 10), ids["Cúc"]: VoteTyped(40)}
    round_meetings.record(workspace, made.id, MeetingInput(hamlet_id, "10/11/2025", present=40), votes)
    round_postings.post(workspace, made.id, PostingInput(hamlet_id, "Nhà văn hóa thôn", "12/11/2025"))
    typed = ComplaintInput(ids["Cúc"], "Lê Văn Bình", "Hộ này khá giả", "13/11/2025")
    complaint, _step = round_postings.complain(workspace, made.id, typed)
    round_postings.answer(workspace, complaint.id, AnswerInput("kept", "14/11/2025", "Đã kiểm tra, giữ nguyên"))
    round_decisions.decide(workspace, made.id, DecisionInput("125/QĐ-UBND", "20/11/2025", "Trần Văn Ký"))
    certificates.issue(workspace, made.id, "20/11/2025", 7)
    return workspace, made, ids


def text_of(workspace, made, kind):
    board = round_board.read(workspace, made.id)
    pdf = round_papers.render(board, round_papers.papers(workspace, board, kind))
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(document[page].get_textpage().get_text_range() for page in range(len(document)))
    finally:
        document.close()


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (PaperKind.REVIEW_LIST, "Trần Văn Đức"),
        (PaperKind.MINUTES, "30"),
        (PaperKind.POSTING, "Nhà văn hóa thôn"),
        (PaperKind.COMPLAINT, "giữ nguyên"),
        (PaperKind.REFUSAL, "Có xe ô tô"),
        (PaperKind.DECISION, "125/QĐ-UBND"),
        (PaperKind.CERTIFICATES, "7/GCN-HN.HCN"),
        (PaperKind.CERTIFICATE_ROWS, "8/GCN-HN.HCN"),
        (PaperKind.EXPLANATION, "Hồ Thị Lan"),
    ],
)
def test_every_paper_says_what_the_round_holds_and_names_those_that_it_is_kept_for(decided, kind, says):
    workspace, made, _ids = decided
    text = " ".join(text_of(workspace, made, kind).split())
    assert says in text
    board = round_board.read(workspace, made.id)
    told = round_issue.told_of(workspace, board, kind)
    assert told
    for household_id in told:
        assert board.row(household_id).head_name in text
    for row in board.rows:
        if row.household_id not in told:
            assert row.head_name not in text


def test_the_decision_is_kept_with_its_own_number_and_day(decided, tmp_path):
    workspace, made, _ids = decided
    drawn = round_issue.draw(workspace, round_board.read(workspace, made.id), PaperKind.DECISION)
    assert drawn.excel is None
    kept = round_issue.write(workspace, drawn, tmp_path / "qd.pdf")
    assert (kept.number, kept.dated_on) == ("125/QĐ-UBND", date(2025, 11, 20))


def test_a_public_list_is_kept_for_those_it_names_and_written_as_a_workbook_too(decided, tmp_path):
    workspace, made, ids = decided
    data_requests.restrict(workspace, ids["Lan"], "theo yêu cầu")
    board = round_board.read(workspace, made.id)
    hamlet_id = next(iter(board.hamlets))
    drawn = round_issue.draw(workspace, board, PaperKind.POSTING, hamlet_id)
    assert ids["Lan"] not in drawn.household_ids
    assert drawn.household_ids
    assert drawn.subject.endswith(board.hamlets[hamlet_id])
    drawn.excel(tmp_path / "niêm yết.xlsx")
    said = cells(tmp_path / "niêm yết.xlsx")
    heads = [board.row(one).head_name for one in drawn.household_ids]
    assert all(head in said for head in heads)
    assert "Hồ Thị Lan" not in said
    assert any("01 hộ không nêu tên" in str(one) for one in said)
    only = round_issue.told_of(workspace, board, PaperKind.EXPLANATION, household_ids=[ids["Cúc"]])
    assert only == [ids["Cúc"]]


@pytest.mark.parametrize("kind", [PaperKind.POSTING, PaperKind.DECISION, PaperKind.REVIEW_LIST, PaperKind.MINUTES])
def test_papers_seen_by_many_hold_no_members_ids_or_telephones(decided, kind):
    workspace, made, _ids = decided
    text = text_of(workspace, made, kind)
    assert "Hồ Thị Lan" in text
    for secret in (CITIZEN_ID, PHONE, CHILD):
        assert secret not in text


def test_the_minutes_come_in_two_copies_and_before_the_meeting_as_a_form(opened):
    workspace, made, _ids = opened
    board = round_board.read(workspace, made.id)
    papers = round_papers.papers(workspace, board, PaperKind.MINUTES)
    assert len(papers) == 2
    assert papers[0] == papers[1]
    assert papers[0].meeting is None
    assert {one.agreed for one in papers[0].results} == {None}


def test_what_is_not_there_yet_is_not_printed(opened):
    workspace, made, _ids = opened
    board = round_board.read(workspace, made.id)
    for kind in (PaperKind.POSTING, PaperKind.COMPLAINT, PaperKind.CERTIFICATES, PaperKind.CERTIFICATE_ROWS):
        with pytest.raises(NotFound):
            round_papers.papers(workspace, board, kind)


def test_an_older_certificate_gets_only_the_row_of_the_year(decided):
    workspace, made, ids = decided
    board = round_board.read(workspace, made.id)
    older = {one: replace(its, issued_on=made.started_on) for one, its in board.certificates.items()}
    papers = round_papers.papers(workspace, replace(board, certificates=older), PaperKind.CERTIFICATES)
    assert {one.only_year for one in papers} == {2025}
    whole = round_papers.papers(workspace, board, PaperKind.CERTIFICATES, household_ids=[ids["Lan"]])
    assert [(one.only_year, one.head.full_name) for one in whole] == [(0, "Hồ Thị Lan")]
    assert [one.poverty_class for one in whole[0].years] == [PovertyClass.POOR, PovertyClass.POOR]


def test_unverified_constants_carry_their_mark_into_the_paper(opened):
    workspace, made, _ids = opened
    board = round_board.read(workspace, made.id)
    assert round_papers.frame(workspace, board, PaperKind.POSTING).marks
    assert not round_papers.frame(workspace, board, PaperKind.REVIEW_LIST).marks
