"""A whole review round on the services: list, screen, survey, meetings, posting, objections, decision, certificates."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.review import Movement, PovertyClass, ResultStatus, ReviewKind
from sinhke_desktop.domain.round_forms import (
    AnswerInput,
    ComplaintInput,
    DecisionInput,
    MeetingInput,
    PostingInput,
    VoteTyped,
)
from sinhke_desktop.domain.round_movement import Turn
from sinhke_desktop.domain.round_state import HouseholdState, RoundStage
from sinhke_desktop.domain.rounds import Screening
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.services import (
    certificates,
    hamlets,
    households,
    imports,
    register,
    reviews,
    round_board,
    round_decisions,
    round_list,
    round_meetings,
    round_postings,
    round_results,
    round_steps,
    round_survey,
    rounds,
    sample_rounds,
)
from sinhke_desktop.services.reviews import ReviewInput
from sinhke_desktop.services.round_survey import SurveyInput
from sinhke_desktop.storage import journal

THREE = frozenset({"employment", "nutrition", "healthInsurance"})
ONE = frozenset({"employment"})
DECISION = DecisionInput("125/QĐ-UBND", "20/11/2025", "Trần Văn Ký")


def at(workspace, day):
    return replace(workspace, clock=lambda: datetime(2025, *day, 3, 0, tzinfo=UTC))


def household(workspace, hamlet, name):
    head = MemberInput(name, HEAD, "female", "1979", "Kinh")
    return households.register(workspace, HouseholdInput(hamlet.id, (head,))).id


def last_year(workspace, household_id, points, deprived, year="2024", status="official"):
    typed = ReviewInput(household_id, year, status=status, income_points=points, deprived=deprived)
    return reviews.record(workspace, typed)


@pytest.fixture
def commune(workspace):
    """Two hamlets; poor Lan, near-poor Cúc, Đức who was never poor, Sinh without any result; ids by name."""
    tien, hoa = hamlets.add(workspace, "Tân Tiến"), hamlets.add(workspace, "Tân Hòa")
    ids = {
        "Lan": household(workspace, tien, "Hồ Thị Lan"),
        "Cúc": household(workspace, tien, "Nguyễn Thị Kim Cúc"),
        "Đức": household(workspace, hoa, "Trần Văn Đức"),
        "Sinh": household(workspace, hoa, "Chamaléa Sinh"),
    }
    last_year(workspace, ids["Lan"], "100", THREE, status="preliminary")
    last_year(workspace, ids["Cúc"], "120", ONE)
    last_year(workspace, ids["Đức"], "200", frozenset())
    return workspace, ids


@pytest.fixture
def listed(commune):
    """The round of 2025 with its list: Lan and Cúc on the books, Đức who applied. (workspace, ids, round)."""
    workspace, ids = commune
    opened = rounds.open_round(workspace, ReviewKind.YEARLY, "2025")
    count, _step = round_list.build_list(workspace, opened.id)
    assert count == 2
    round_list.apply_for(workspace, opened.id, ids["Đức"], "05/09/2025", "07")
    return workspace, ids, opened


def states(workspace, opened):
    board = round_board.read(workspace, opened.id)
    return {row.head_name.split()[-1]: row.state for row in board.rows}


def agree_all(workspace, opened, held="10/11/2025", present=40, **agreed):
    board = round_board.read(workspace, opened.id)
    for one in round_meetings.by_hamlet(board):
        waiting = round_meetings.rows_to_vote(board, one.hamlet_id)
        votes = {row.household_id: VoteTyped(agreed.get(row.head_name.split()[-1], present)) for row in waiting}
        if votes:
            typed = MeetingInput(one.hamlet_id, held, one.next_attempt, present=present)
            round_meetings.record(workspace, opened.id, typed, votes)


def survey_all(workspace, opened, ids, on="20/10/2025"):
    typed = {
        ids["Lan"]: SurveyInput("150", ONE, surveyed_on=on),
        ids["Cúc"]: SurveyInput("110", THREE, surveyed_on=on),
        ids["Đức"]: SurveyInput("130", ONE, surveyed_on=on),
    }
    return round_survey.survey(workspace, opened.id, typed)


def post_all(workspace, opened, on="12/11/2025"):
    for one in round_board.read(workspace, opened.id).hamlets:
        round_postings.post(workspace, opened.id, PostingInput(one, "Nhà văn hóa thôn", on))


@pytest.fixture
def ready(listed):
    """The round with everything done but the decision."""
    workspace, ids, opened = listed
    round_list.screen(workspace, opened.id, [ids["Đức"]], Screening.SURVEY)
    survey_all(workspace, opened, ids)
    agree_all(workspace, opened)
    post_all(workspace, opened)
    return workspace, ids, opened


def test_the_yearly_round_runs_from_september_to_december_and_is_opened_once(workspace):
    opened = rounds.open_round(workspace, ReviewKind.YEARLY, "2025")
    assert (opened.started_on, opened.due_on) == (date(2025, 9, 1), date(2025, 12, 14))
    assert (opened.rule_set, opened.posting_days, opened.month) == ("VN-2022", 3, "")
    with pytest.raises(InvalidInput) as error:
        rounds.open_round(workspace, ReviewKind.YEARLY, "2025")
    assert error.value.problems[0].code == "RD-02"
    assert rounds.all_rounds(workspace) == [opened]


def test_an_ad_hoc_round_starts_on_the_fifteenth_and_ends_fifteen_days_later(workspace):
    opened = rounds.open_round(workspace, ReviewKind.AD_HOC, month="10/2025")
    assert (opened.started_on, opened.due_on) == (date(2025, 10, 15), date(2025, 10, 30))
    assert (opened.month, opened.year) == ("2025-10", 2025)


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"kind": ReviewKind.YEARLY, "year": "hai nghìn"}, "year"),
        ({"kind": ReviewKind.AD_HOC, "month": "13/2025"}, "month"),
        ({"kind": ReviewKind.YEARLY, "year": "2025", "rule_set_id": "VN-1900"}, "rule_set"),
        ({"kind": ReviewKind.YEARLY, "year": "2025", "second_rule_set": "VN-1900"}, "second_rule_set"),
        ({"kind": ReviewKind.YEARLY, "year": "2025", "second_rule_set": "VN-2022"}, "second_rule_set"),
    ],
)
def test_a_wrong_round_is_refused_by_its_field(workspace, arguments, field):
    with pytest.raises(InvalidInput) as error:
        rounds.open_round(workspace, **arguments)
    assert [one.field for one in error.value.problems] == [field]
    assert rounds.all_rounds(workspace) == []


def test_two_machines_give_a_round_and_its_entries_the_same_ids(listed):
    workspace, ids, opened = listed
    assert opened.id == rounds.round_id(workspace.commune_code, ReviewKind.YEARLY, "2025")
    entries = {row.household_id: row.entry.id for row in round_board.read(workspace, opened.id).rows}
    assert entries[ids["Lan"]] == round_list.entry_id(opened.id, ids["Lan"])


def test_the_list_holds_the_books_and_who_applied_once(listed):
    workspace, ids, opened = listed
    assert states(workspace, opened) == {
        "Lan": HouseholdState.SURVEY, "Cúc": HouseholdState.SURVEY, "Đức": HouseholdState.SCREEN,
    }  # fmt: skip
    assert round_list.build_list(workspace, opened.id) == (0, "")
    with pytest.raises(InvalidInput) as error:
        round_list.propose(workspace, opened.id, ids["Lan"])
    assert error.value.problems[0].code == "RD-04"


def test_a_commune_without_earlier_results_lists_by_its_first_ones(workspace):
    hamlet = hamlets.add(workspace, "Tân Tiến")
    lan = household(workspace, hamlet, "Hồ Thị Lan")
    last_year(workspace, lan, "100", THREE, "2025", "preliminary")
    opened = rounds.open_round(workspace, ReviewKind.YEARLY, "2025")
    round_list.build_list(workspace, opened.id)
    (row,) = round_board.read(workspace, opened.id).rows
    assert (row.household_id, row.state, row.current_class) == (lan, HouseholdState.MEET, PovertyClass.POOR)


def test_who_was_taken_off_stays_off_until_added_by_hand(listed):
    workspace, ids, opened = listed
    with pytest.raises(InvalidInput):
        round_list.take_off(workspace, opened.id, [ids["Lan"]], " ")
    step = round_list.take_off(workspace, opened.id, [ids["Lan"]], "Đã chuyển đi nơi khác")
    assert "Lan" not in states(workspace, opened)
    assert round_list.build_list(workspace, opened.id)[0] == 0
    round_steps.undo(workspace, step)
    assert "Lan" in states(workspace, opened)


def test_an_applicant_screened_out_is_refused_in_writing_with_a_reason(listed):
    workspace, ids, opened = listed
    with pytest.raises(InvalidInput) as error:
        round_list.screen(workspace, opened.id, [ids["Đức"]], Screening.OUT)
    assert error.value.problems[0].code == "RD-05"
    with pytest.raises(InvalidInput) as error:
        round_list.screen(workspace, opened.id, [ids["Lan"]], Screening.OUT, "Có xe ô tô")
    assert error.value.problems[0].code == "RD-08"
    round_list.screen(workspace, opened.id, [ids["Đức"]], Screening.OUT, "Có xe ô tô")
    assert states(workspace, opened)["Đức"] is HouseholdState.OUT
    due = [one for one in rounds.deadlines(workspace, date(2025, 11, 20)) if one.key == "refusal"]
    assert [(one.due_on, one.section) for one in due] == [(date(2025, 12, 14), RoundStage.LIST)]
    round_list.refuse(workspace, opened.id, ids["Đức"], "19/11/2025")
    row = round_board.read(workspace, opened.id).row(ids["Đức"])
    assert (row.entry.refused_on, row.entry.refusal_reason) == (date(2025, 11, 19), "Có xe ô tô")
    assert not [one for one in rounds.deadlines(workspace, date(2025, 11, 20)) if one.key == "refusal"]


def test_a_survey_is_a_preliminary_result_with_points_b_from_its_indicators(ready):
    workspace, ids, opened = ready
    row = round_board.read(workspace, opened.id).row(ids["Cúc"])
    assert (row.current.status, row.current.round_id) == (ResultStatus.PRELIMINARY, opened.id)
    assert (row.current.deprivation_points, row.current_class) == (30, PovertyClass.POOR)
    assert row.entry.surveyed_on == date(2025, 10, 20)
    assert row.before is PovertyClass.NEAR_POOR


def test_wrong_surveys_are_named_by_household_and_nothing_is_stored(listed):
    workspace, ids, opened = listed
    typed = {
        ids["Lan"]: SurveyInput("150"),
        ids["Cúc"]: SurveyInput("nhiều"),
        ids["Đức"]: SurveyInput("", surveyed_on="01/08/2025"),
        ids["Sinh"]: SurveyInput("100"),
    }
    with pytest.raises(InvalidInput) as error:
        round_survey.survey(workspace, opened.id, typed)
    codes = {(one.field.split(".")[0], one.code) for one in error.value.problems}
    assert codes == {(ids["Cúc"], "MH-03"), (ids["Đức"], "RD-09"), (ids["Sinh"], "RD-08")}
    assert states(workspace, opened)["Lan"] is HouseholdState.SURVEY


@pytest.mark.parametrize(
    ("present", "agreed", "state"),
    [
        (40, 20, HouseholdState.POST),
        (40, 19, HouseholdState.AGAIN),
        (41, 20, HouseholdState.AGAIN),
        (41, 21, HouseholdState.POST),
        (1, 1, HouseholdState.POST),
        (1, 0, HouseholdState.AGAIN),
    ],
)
def test_at_least_half_of_those_present_must_agree(listed, present, agreed, state):
    workspace, ids, opened = listed
    round_list.screen(workspace, opened.id, [ids["Đức"]], Screening.SURVEY)
    survey_all(workspace, opened, ids)
    agree_all(workspace, opened, present=present, Lan=agreed)
    assert states(workspace, opened)["Lan"] is state


def test_below_half_the_household_is_surveyed_again_and_a_second_meeting_held(listed):
    workspace, ids, opened = listed
    round_list.screen(workspace, opened.id, [ids["Đức"]], Screening.SURVEY)
    survey_all(workspace, opened, ids)
    agree_all(workspace, opened, Lan=10)
    assert [one.code for one in round_board.read(workspace, opened.id).missing] == ["RD-14", "RD-15"]
    with pytest.raises(InvalidInput) as error:
        round_survey.survey(workspace, opened.id, {ids["Lan"]: SurveyInput("120", THREE, surveyed_on="10/11/2025")})
    assert error.value.problems[0].code == "RD-09"
    round_survey.survey(workspace, opened.id, {ids["Lan"]: SurveyInput("120", THREE, surveyed_on="11/11/2025")})
    assert states(workspace, opened)["Lan"] is HouseholdState.MEET
    agree_all(workspace, opened, held="13/11/2025", Lan=30)
    row = round_board.read(workspace, opened.id).row(ids["Lan"])
    assert (row.state, row.meeting.attempt) == (HouseholdState.POST, 2)
    assert (row.preliminary_class, row.current_class) == (PovertyClass.NONE, PovertyClass.POOR)
    assert row.changed
    assert "10/11/2025" in row.why


def test_a_meeting_is_consistent_with_itself(listed):
    workspace, ids, opened = listed
    survey_all_but_duc = {ids["Lan"]: SurveyInput("150", surveyed_on="20/10/2025")}
    round_survey.survey(workspace, opened.id, survey_all_but_duc)
    hamlet_id = round_board.read(workspace, opened.id).row(ids["Lan"]).hamlet_id
    wrong = (
        (MeetingInput(hamlet_id, "10/11/2025", present=30, listed_households=5, represented=6), {}, "RD-07"),
        (MeetingInput(hamlet_id, "10/11/2025", present=3, listed_households=5, represented=4), {}, "RD-07"),
        (MeetingInput(hamlet_id, "10/08/2025", present=30), {}, "RD-09"),
        (MeetingInput(hamlet_id, "21/11/2025", present=30), {}, "MH-04"),
        (MeetingInput(hamlet_id, "10/11/2025", attempt=2, present=30), {}, "RD-08"),
        (MeetingInput(hamlet_id, "10/11/2025", present=30), {ids["Lan"]: VoteTyped(20, 11)}, "RD-06"),
        (MeetingInput(hamlet_id, "10/11/2025", present=30), {ids["Lan"]: VoteTyped("", 11)}, "RD-06"),
    )
    for typed, votes, code in wrong:
        with pytest.raises(InvalidInput) as error:
            round_meetings.record(workspace, opened.id, typed, votes)
        assert [one.code for one in error.value.problems] == [code]
    right = MeetingInput(hamlet_id, "10/11/2025", present=30, listed_households=5, represented=5)
    meeting, _step = round_meetings.record(workspace, opened.id, right, {ids["Lan"]: VoteTyped(20, 10)})
    with pytest.raises(InvalidInput) as error:
        round_meetings.record(workspace, opened.id, replace(right, present=29))
    assert error.value.problems[0].code == "RD-06"
    round_meetings.record(workspace, opened.id, right, {ids["Lan"]: VoteTyped("")})
    assert states(workspace, opened)["Lan"] is HouseholdState.MEET
    round_meetings.remove(workspace, meeting.id, "Ghi nhầm thôn")
    assert round_board.read(workspace, opened.id).meetings == ()


def test_a_list_hangs_for_working_days_before_the_decision(ready):
    workspace, _ids, opened = ready
    wednesday = round_board.read(workspace, opened.id, date(2025, 11, 14))
    assert {row.state for row in wednesday.rows} == {HouseholdState.ON_DISPLAY}
    assert [one.code for one in wednesday.missing] == ["RD-16"]
    assert round_board.read(workspace, opened.id, date(2025, 11, 17)).missing == []
    due = [one for one in rounds.deadlines(workspace, date(2025, 11, 14)) if one.key == "posting"]
    assert [one.due_on for one in due] == [date(2025, 11, 17)] * 2


def test_an_objection_that_is_right_asks_for_a_new_survey(ready):
    workspace, ids, opened = ready
    typed = ComplaintInput(ids["Lan"], "Lê Văn Bình", "Hộ vẫn còn khó khăn", "13/11/2025")
    complaint, _step = round_postings.complain(workspace, opened.id, typed)
    assert complaint.due_on == date(2025, 11, 27)
    assert states(workspace, opened)["Lan"] is HouseholdState.COMPLAINT
    assert [one.text for one in rounds.deadlines(workspace, date(2025, 11, 20)) if one.key == "complaint"] != []
    round_postings.answer(workspace, complaint.id, AnswerInput("changed", "17/11/2025", "Khảo sát lại"))
    assert states(workspace, opened)["Lan"] is HouseholdState.RESURVEY
    round_survey.survey(workspace, opened.id, {ids["Lan"]: SurveyInput("100", ONE, surveyed_on="18/11/2025")})
    row = round_board.read(workspace, opened.id).row(ids["Lan"])
    assert (row.state, row.preliminary_class, row.current_class) == (
        HouseholdState.READY, PovertyClass.NONE, PovertyClass.NEAR_POOR,
    )  # fmt: skip
    assert "Lê Văn Bình" in row.why


def test_an_incomplete_round_is_decided_only_with_a_reason(listed):
    workspace, ids, opened = listed
    round_survey.survey(workspace, opened.id, {ids["Lan"]: SurveyInput("150", surveyed_on="20/10/2025")})
    with pytest.raises(round_decisions.DecisionIncomplete) as error:
        round_decisions.decide(workspace, opened.id, DECISION)
    assert error.value.code == "RD-20"
    why = "Thôn bị cô lập do lũ"
    round_decisions.decide(workspace, opened.id, replace(DECISION, override_reason=why))
    decided = rounds.get(workspace, opened.id)
    assert why in decided.note
    assert "RD-11" in decided.note
    assert states(workspace, opened) == {
        "Lan": HouseholdState.DECIDED, "Cúc": HouseholdState.LEFT_OUT, "Đức": HouseholdState.LEFT_OUT,
    }  # fmt: skip


def test_the_decision_puts_official_results_beside_the_preliminary_ones(ready):
    workspace, ids, opened = ready
    round_decisions.decide(workspace, opened.id, DECISION)
    found = {row.household_id: row for row in round_results.results(workspace, opened.id).rows}
    assert {row.official_class for row in found.values()} == {
        PovertyClass.NONE, PovertyClass.POOR, PovertyClass.NEAR_POOR,
    }  # fmt: skip
    for household_id, row in found.items():
        assert row.state is HouseholdState.DECIDED
        assert row.official.id == rounds.official_id(opened.id, household_id)
        assert row.preliminary.id == round_survey.preliminary_id(opened.id, household_id)
        assert row.official.reviewed_on == date(2025, 11, 20)
    assert found[ids["Lan"]].turn is Turn.ESCAPED_POOR
    assert found[ids["Cúc"]].turn is Turn.FELL_TO_POOR
    assert found[ids["Cúc"]].official.movement is Movement.NEW
    assert found[ids["Đức"]].official.movement is Movement.NEW
    assert reviews.standing_of(workspace, ids["Lan"]) is PovertyClass.NEWLY_ESCAPED
    for change in (
        lambda: round_list.take_off(workspace, opened.id, [ids["Lan"]], "nhầm"),
        lambda: round_decisions.decide(workspace, opened.id, DECISION),
        lambda: rounds.remove(workspace, opened.id, "nhầm"),
    ):
        with pytest.raises(InvalidInput) as error:
            change()
        assert error.value.problems[0].code == "RD-03"


def test_taking_the_decision_back_leaves_the_store_as_it_was(ready):
    workspace, _ids, opened = ready
    with workspace.database.read() as connection:
        before = journal.state_hash(connection)
    round_decisions.decide(workspace, opened.id, DECISION)
    assert round_decisions.take_back(workspace, opened.id, "Sai số quyết định") == 4
    with workspace.database.read() as connection:
        assert journal.state_hash(connection) == before
    round_decisions.decide(workspace, opened.id, DECISION)
    assert rounds.get(workspace, opened.id).decision_number == "125/QĐ-UBND"


def test_certificates_follow_the_decision_and_stand_against_taking_it_back(ready):
    workspace, ids, opened = ready
    with pytest.raises(InvalidInput):
        certificates.issue(workspace, opened.id, "20/11/2025")
    round_decisions.decide(workspace, opened.id, DECISION)
    made, step = certificates.issue(workspace, opened.id, "20/11/2025", 12)
    assert [one.number for one in made] == ["12/GCN-HN.HCN", "13/GCN-HN.HCN"]
    assert {one.household_id for one in made} == {ids["Cúc"], ids["Đức"]}
    assert certificates.issue(workspace, opened.id, "20/11/2025") == ([], "")
    rows = certificates.year_rows(workspace, [ids["Cúc"]])[ids["Cúc"]]
    assert [(one.year, one.poverty_class) for one in rows] == [
        (2024, PovertyClass.NEAR_POOR), (2025, PovertyClass.POOR),
    ]  # fmt: skip
    with pytest.raises(round_decisions.DecisionBuiltOn):
        round_decisions.take_back(workspace, opened.id, "nhầm")
    round_steps.undo(workspace, step)
    assert round_decisions.take_back(workspace, opened.id, "nhầm") == 4


def test_an_applicant_not_recognised_is_refused_in_writing_too(listed):
    workspace, ids, opened = listed
    round_list.screen(workspace, opened.id, [ids["Đức"]], Screening.SURVEY)
    round_survey.survey(workspace, opened.id, {ids["Đức"]: SurveyInput("200", surveyed_on="20/10/2025")})
    assert round_list.refused_rows(round_board.read(workspace, opened.id)) == []
    round_decisions.decide(workspace, opened.id, replace(DECISION, override_reason="Thử"))
    (row,) = round_list.refused_rows(round_board.read(workspace, opened.id))
    assert row.household_id == ids["Đức"]
    assert [one.key for one in rounds.deadlines(workspace, date(2025, 11, 20))] == ["refusal"]
    with pytest.raises(InvalidInput):
        round_list.refuse(workspace, opened.id, ids["Đức"], "20/11/2025")
    round_list.refuse(workspace, opened.id, ids["Đức"], "20/11/2025", "Thu nhập trên mức chuẩn")
    assert rounds.deadlines(workspace, date(2025, 11, 20)) == []


def test_who_escaped_gives_the_certificate_back(ready):
    workspace, ids, opened = ready
    first = rounds.open_round(workspace, ReviewKind.YEARLY, "2024")
    round_list.propose(workspace, first.id, ids["Lan"])
    round_decisions.decide(workspace, first.id, DecisionInput("1/QĐ-UBND", "10/12/2024", "Trần Văn Ký", "sổ cũ"))
    certificates.issue(workspace, first.id, "11/12/2024", 1)
    round_decisions.decide(workspace, opened.id, DECISION)
    board = round_board.read(workspace, opened.id)
    assert [row.household_id for row in certificates.to_withdraw(board)] == [ids["Lan"]]
    assert certificates.withdraw(workspace, opened.id, "20/11/2025", "Đã thoát nghèo")[0] == 1
    assert certificates.to_withdraw(round_board.read(workspace, opened.id)) == []


def test_an_official_result_is_corrected_with_a_reason_and_shows_beside_the_preliminary_one(ready):
    workspace, ids, opened = ready
    round_decisions.decide(workspace, opened.id, DECISION)
    typed = SurveyInput("170", ONE)
    round_decisions.correct(workspace, opened.id, ids["Cúc"], typed, "Phúc tra của tỉnh")
    (row,) = round_results.results(workspace, opened.id).changed
    assert (row.household_id, row.why) == (ids["Cúc"], "Phúc tra của tỉnh")
    assert (row.preliminary_class, row.official_class) == (PovertyClass.POOR, PovertyClass.NONE)


def test_rates_are_of_all_households_where_their_number_is_stated(ready):
    workspace, _ids, opened = ready
    assert round_results.results(workspace, opened.id).total.rate(PovertyClass.POOR) == "–"
    for one in hamlets.all_hamlets(workspace):
        hamlets.set_total(workspace, one.id, 2025, 150)
    found = round_results.results(workspace, opened.id)
    assert found.total.rate(PovertyClass.POOR) == "0,33%"
    assert found.movements == {
        (PovertyClass.POOR, Movement.NEW): 1, (PovertyClass.NEAR_POOR, Movement.NEW): 1,
    }  # fmt: skip


def test_deadlines_name_the_round_to_open_and_how_long_is_left(workspace):
    (due,) = rounds.deadlines(workspace, date(2025, 12, 9))
    assert (due.key, due.days_left, due.near, due.overdue) == ("open-round", 5, True, False)
    opened = rounds.open_round(workspace, ReviewKind.YEARLY, "2025")
    (due,) = rounds.deadlines(workspace, date(2025, 12, 17))
    assert (due.key, due.round_id, due.days_left, due.overdue) == ("round", opened.id, -3, True)
    assert rounds.deadlines(workspace, date(2025, 12, 14))[0].days_left == 0


def test_an_undone_step_with_later_changes_is_refused(listed):
    workspace, ids, opened = listed
    step = round_survey.survey(workspace, opened.id, {ids["Lan"]: SurveyInput("150", surveyed_on="20/10/2025")})
    round_survey.survey(workspace, opened.id, {ids["Lan"]: SurveyInput("160", surveyed_on="20/10/2025")})
    with pytest.raises(round_steps.UndoRefused):
        round_steps.undo(workspace, step)
    assert round_board.read(workspace, opened.id).row(ids["Lan"]).current.income_points == 160


def test_a_household_that_left_the_commune_stands_against_nothing(listed):
    workspace, ids, opened = listed
    households.remove(workspace, ids["Lan"], "Chuyển đi")
    assert states(workspace, opened)["Lan"] is HouseholdState.GONE


def test_a_removed_round_opened_again_has_its_list_and_results(listed):
    workspace, ids, opened = listed
    round_survey.survey(workspace, opened.id, {ids["Lan"]: SurveyInput("150", surveyed_on="20/10/2025")})
    with pytest.raises(InvalidInput):
        rounds.remove(workspace, opened.id, "")
    rounds.remove(workspace, opened.id, "Mở nhầm")
    assert rounds.all_rounds(workspace) == []
    assert [one.key for one in rounds.deadlines(workspace, date(2025, 11, 20))] == ["open-round"]
    again = rounds.open_round(workspace, ReviewKind.YEARLY, "2025")
    assert again.id == opened.id
    assert states(workspace, again)["Lan"] is HouseholdState.MEET


def test_an_ad_hoc_round_recognises_an_applicant_within_the_month(commune):
    workspace, ids = commune
    opened = rounds.open_round(workspace, ReviewKind.AD_HOC, month="2025-10")
    assert [one.key for one in rounds.deadlines(workspace, date(2025, 10, 20))] == ["open-round"]
    round_list.apply_for(workspace, opened.id, ids["Sinh"], "10/10/2025", "12")
    round_list.screen(workspace, opened.id, [ids["Sinh"]], Screening.SURVEY)
    round_survey.survey(workspace, opened.id, {ids["Sinh"]: SurveyInput("100", THREE, surveyed_on="20/10/2025")})
    agree_all(workspace, opened, held="22/10/2025")
    post_all(workspace, opened, on="23/10/2025")
    round_decisions.decide(workspace, opened.id, replace(DECISION, day="29/10/2025"))
    assert not [one for one in rounds.deadlines(workspace, date(2025, 10, 29)) if one.key == "round"]
    (row,) = round_results.results(workspace, opened.id).rows
    assert (row.official.reviewed_on, row.official.kind) == (date(2025, 10, 29), ReviewKind.AD_HOC)
    assert reviews.standing_of(workspace, ids["Sinh"]) is PovertyClass.POOR
    (due,) = [one for one in rounds.deadlines(workspace, date(2025, 10, 29)) if one.key == "certificates"]
    assert (due.due_on, due.days_left) == (date(2025, 10, 30), 1)
    certificates.issue(workspace, opened.id, "30/10/2025")
    assert not [one for one in rounds.deadlines(workspace, date(2025, 10, 30)) if one.key == "certificates"]


def test_a_recognised_result_is_changed_only_in_its_round(ready):
    workspace, ids, opened = ready
    round_decisions.decide(workspace, opened.id, DECISION)
    known = reviews.of_household(workspace, ids["Lan"])[0].review
    assert known.recognised
    typed = ReviewInput(ids["Lan"], "2025", income_points="200", reviewed_on="20/11/2025", id=known.id)
    with pytest.raises(InvalidInput) as caught:
        reviews.record(workspace, typed)
    assert [one.code for one in caught.value.problems] == ["RS-06"]
    assert reviews.of_household(workspace, ids["Lan"])[0].review == known


def test_a_list_brought_in_later_leaves_recognised_results_alone(workspace):
    sample = Path(__file__).parents[1] / "data" / "ra-soat-2025.xlsx"
    imports.apply(workspace, imports.plan(workspace, sample))
    workspace = replace(workspace, clock=lambda: datetime(2025, 12, 20, 3, 0, tzinfo=UTC))
    sample_rounds.enter(workspace, 2025)
    some = register.load(workspace, 2025).rows[0]
    known = reviews.of_household(workspace, some.household_id)[0].review
    assert known.recognised
    round_ = rounds.all_rounds(workspace)[0]
    correction = SurveyInput(income_points="135", deprived=known.deprived)
    round_decisions.correct(workspace, round_.id, some.household_id, correction, "cộng nhầm điểm")
    corrected = reviews.of_household(workspace, some.household_id)[0].review
    planned = imports.plan(workspace, sample)
    assert planned.plan.households["same"] >= 119
    imports.apply(workspace, planned)
    assert reviews.of_household(workspace, some.household_id)[0].review == corrected
