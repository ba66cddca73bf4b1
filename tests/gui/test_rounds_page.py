"""One round through the page: from nothing to the certificates, with keys and dialogs."""

import threading
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.round_paper import PaperKind
from sinhke_desktop.domain.round_state import HouseholdState, RoundStage
from sinhke_desktop.domain.rounds import Screening
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.rounds.page import RoundsPage
from sinhke_desktop.gui.widgets.paper_view import PaperDialog
from sinhke_desktop.services import half_filled, households, reviews, round_board, round_meetings, round_survey, rounds
from sinhke_desktop.services.reviews import ReviewInput

THREE = frozenset({"healthInsurance", "employment", "dependentPerson"})
POINTS, LACKING = 2, 3


@pytest.fixture
def commune(workspace, hamlet_here):
    """Two households that were poor in 2024 and one that never was."""
    made = {}
    for name in ("Đỗ Đức Dũng", "Hồ Thị Lan", "Mấu Văn Phước"):
        head = MemberInput(name, HEAD, "female", "1979", "Kinh")
        made[name] = households.register(workspace, HouseholdInput(hamlet_here.id, (head,))).id
    for name in ("Đỗ Đức Dũng", "Hồ Thị Lan"):
        typed = ReviewInput(made[name], "2024", status="official", income_points="100", deprived=THREE)
        reviews.record(workspace, typed)
    return made


@pytest.fixture
def frame(commune, open_page, qtbot):
    return open_page(RoundsPage)


@pytest.fixture
def settle(frame, qtbot):
    """Wait until everything asked of the worker is shown."""
    return lambda: qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)


@pytest.fixture
def opened(frame, settle):
    """The yearly round of 2025, opened through its dialog."""
    page = frame.page
    page.new()
    page.dialog.form.set_text("plan_paper", "84/KH-UBND ngày 11/09/2025")
    page.dialog.confirm()
    settle()
    return page


def board(page):
    return round_board.read(page.context.workspace, page.presenter.round_id)


def states(page):
    return {row.head_name: row.state for row in board(page).rows}


def test_without_a_round_the_page_says_what_to_do(frame):
    page = frame.page
    assert page.empty.isVisible()
    assert not page.body.isVisible()
    assert not page.next.isVisible()


def test_a_round_goes_from_the_list_to_the_certificates(opened, commune, settle, qtbot, frame):
    page = opened
    assert page.stages.isVisible()
    page.go_on()
    settle()
    listing = page.sections[RoundStage.LIST]
    assert [row.head_name for row in listing.model.rows] == ["Đỗ Đức Dũng", "Hồ Thị Lan"]

    listing._apply()
    settle()
    listing.dialog.search.setText("phuoc")
    listing.dialog.form.set_text("applied_on", "05/09/2025")
    listing.dialog.confirm()
    settle()
    assert listing.dialog.isVisible()
    listing.dialog.reject()
    page.go_on()
    listing._screen()
    listing.dialog.form.set_text("screening", Screening.SURVEY.value)
    listing.dialog.confirm()
    settle()
    assert set(states(page).values()) == {HouseholdState.SURVEY}

    page.go_on()
    survey = page.sections[RoundStage.SURVEY]
    assert page.section is survey
    for row, (points, lacking) in enumerate((("100", "1 2 4"), ("150", ""), ("120", "1"))):
        survey.model.setData(survey.model.index(row, POINTS), points)
        survey.model.setData(survey.model.index(row, LACKING), lacking)
    assert survey.dirty()
    survey.sheet.put(0, 5, "20/10/2025")
    survey.sheet.put(1, 5, "20/10/2025")
    survey.sheet.put(2, 5, "20/10/2025")
    assert survey.save()
    settle()
    assert not survey.dirty()
    assert set(states(page).values()) == {HouseholdState.MEET}

    page.go_on()
    meeting = page.sections[RoundStage.MEETING].dialog
    meeting.form.set_text("held_on", "10/11/2025")
    meeting.form.set_text("present", "40")
    meeting._everybody()
    meeting.sheet.put(0, 2, "41")
    meeting.confirm()
    settle()
    assert meeting.isVisible()
    assert meeting.sheet.problem(0, 2)
    meeting.sheet.put(0, 2, "20")
    meeting.confirm()
    settle()
    assert set(states(page).values()) == {HouseholdState.POST}

    page.go_on()
    posting = page.sections[RoundStage.POSTING].dialog
    posting.form.set_text("posted_on", "12/11/2025")
    posting.confirm()
    settle()
    assert set(states(page).values()) == {HouseholdState.READY}

    page.go_on()
    decision = page.sections[RoundStage.DECISION].dialog
    assert "override_reason" not in decision.form.fields
    decision.form.set_text("number", "125/QĐ-UBND")
    decision.form.set_text("signer", "Trần Văn Ký")
    decision.confirm()
    settle()
    assert set(states(page).values()) == {HouseholdState.DECIDED}

    page.go_on()
    certificates = page.sections[RoundStage.CERTIFICATES].dialog
    certificates.form.set_text("first_number", "7")
    certificates.confirm()
    settle()
    assert {one.number for one in board(page).certificates.values()} == {"7/GCN-HN.HCN", "8/GCN-HN.HCN"}
    assert not page.next.isVisible()


def test_a_step_is_taken_back_from_its_toast(opened, frame, settle):
    page = opened
    page.go_on()
    settle()
    assert len(states(page)) == 2
    _text, undo = frame.toasts[-1]
    assert undo is not None
    undo()
    settle()
    assert states(page) == {}


def test_a_wrong_round_is_refused_under_its_field(frame, settle):
    page = frame.page
    page.new()
    page.dialog.form.set_text("year", "năm nay")
    page.dialog.confirm()
    settle()
    assert page.dialog.isVisible()
    assert page.dialog.form.fields["year"].problem()
    assert rounds.all_rounds(page.context.workspace) == []


def test_typed_surveys_are_kept_while_filtering_and_stand_against_leaving_wrong(opened, settle):
    page = opened
    page.go_on()
    settle()
    page.go_to(RoundStage.SURVEY)
    survey = page.sections[RoundStage.SURVEY]
    survey.sheet.put(0, LACKING, "1 99")
    page.field.setText("lan")
    assert [row.head_name for row in survey.sheet.rows] == ["Hồ Thị Lan"]
    page.field.setText("")
    assert survey.sheet.text(0, LACKING) == "1 99"
    assert not page.may_leave()
    survey.sheet.put(0, LACKING, "1 2")
    survey.sheet.put(0, POINTS, "100")
    assert page.may_leave()
    settle()
    row = next(one for one in board(page).rows if one.current)
    assert row.current_class is PovertyClass.NEAR_POOR


def test_the_class_shows_while_typing(opened, settle):
    page = opened
    page.go_on()
    settle()
    page.go_to(RoundStage.SURVEY)
    sheet = page.sections[RoundStage.SURVEY].sheet
    sheet.put(0, POINTS, "140")
    assert sheet.shown(0, 7) == "Hộ cận nghèo"
    sheet.put(0, LACKING, "1,2,3")
    assert sheet.shown(0, 7) == "Hộ nghèo"
    sheet.put(0, POINTS, "141")
    assert sheet.shown(0, 7) == "Không thuộc diện"


def test_the_paper_of_the_list_is_shown_before_it_is_printed(opened, settle, qtbot):
    page = opened
    page.go_on()
    settle()
    page.show_paper(PaperKind.REVIEW_LIST)
    settle()
    assert isinstance(page.dialog, PaperDialog)
    assert page.dialog.paper.preview.pages.count == 1
    page.dialog.reject()


def test_a_second_standard_shows_who_would_change(frame, commune, settle):
    page = frame.page
    page.new()
    page.dialog.form.set_text("second_rule_set", "VN-2027")
    page.dialog.confirm()
    settle()
    page.go_on()
    settle()
    page.go_to("compare")
    settle()
    assert "2027" in page.sections["compare"].hint.text()


def test_the_deadline_of_the_round_stands_under_the_title(opened):
    assert datetime(2025, 12, 14, tzinfo=UTC).strftime("%d/%m/%Y") in opened.header._subtitle.text()
    assert Qt.TextFormat.PlainText is opened.header._subtitle.textFormat()


def test_a_round_is_changed_and_removed_with_a_reason_and_comes_back(opened, frame, settle):
    page = opened
    page.change_round()
    page.dialog.form.set_text("posting_days", "0")
    page.dialog.confirm()
    settle()
    assert page.dialog.form.fields["posting_days"].problem()
    page.dialog.form.set_text("posting_days", "5")
    page.dialog.form.set_text("second_rule_set", "VN-2027")
    page.dialog.confirm()
    settle()
    changed = rounds.get(page.context.workspace, page.presenter.round_id)
    assert (changed.posting_days, changed.second_rule_set) == (5, "VN-2027")
    page.change_round()
    page.dialog._take_away()
    settle()
    assert page.dialog.form.fields["note"].problem()
    page.dialog.form.set_text("note", "Mở nhầm năm")
    page.dialog._take_away()
    settle()
    assert page.empty.isVisible()
    frame.toasts[-1][1]()
    settle()
    assert page.presenter.board.round.posting_days == 5


def surveying(opened, settle):
    """The survey section with both households on the list."""
    opened.go_on()
    settle()
    opened.go_to(RoundStage.SURVEY)
    return opened.sections[RoundStage.SURVEY]


def test_a_survey_typed_before_a_crash_stands_in_its_cells_again(opened, settle, open_page, qtbot):
    survey = surveying(opened, settle)
    survey.model.setData(survey.model.index(1, POINTS), "95")
    survey.keep()
    settle()
    again = open_page(RoundsPage)
    qtbot.waitUntil(lambda: not again.runner.busy(), timeout=60_000)
    again.page.go_to(RoundStage.SURVEY)
    fresh = again.page.sections[RoundStage.SURVEY]
    assert fresh.sheet.text(1, POINTS) == "95"
    assert fresh.dirty()
    assert any("1 hộ" in said for said, _undo in again.toasts)
    fresh.sheet.put(1, 5, "20/10/2025")
    assert fresh.save()
    qtbot.waitUntil(lambda: not again.runner.busy(), timeout=60_000)
    page = again.page
    assert half_filled.kept_sheet(page.context.workspace, page.presenter.round_id) == {}


def test_surveys_that_the_filter_hides_are_saved_with_the_others(opened, settle):
    survey = surveying(opened, settle)
    for row in range(2):
        survey.sheet.put(row, POINTS, "95")
        survey.sheet.put(row, 5, "20/10/2025")
    opened.field.setText("lan")
    opened._show_filtered()
    assert len(survey.sheet.rows) == 1
    assert "2" in survey.save_button.text()
    assert survey.save()
    settle()
    assert not survey.dirty()
    assert {row.current.income_points for row in board(opened).rows} == {95}


def test_what_is_refused_names_the_household(opened, settle):
    survey = surveying(opened, settle)
    survey.sheet.put(0, POINTS, "95")
    survey.sheet.put(0, 5, "20/10/2020")
    assert survey.save()
    settle()
    assert survey.hint.text().startswith("Đỗ Đức Dũng: ")
    assert survey.sheet.text(0, POINTS) == "95"
    assert survey.save_button.isEnabled()


def test_nobody_left_to_put_on_the_list_is_said_with_the_way(opened, settle):
    listing = opened.sections[RoundStage.LIST]
    listing._apply()
    settle()
    listing.dialog._find("Không Có Ai")
    assert "Hộ dân" in listing.dialog.count.text()


def test_surveys_refused_after_the_page_was_left_are_told_and_stay_in_the_sheet(opened, settle, frame):
    survey = surveying(opened, settle)
    survey.sheet.put(0, POINTS, "95")
    survey.sheet.put(0, 5, "20/10/2020")
    assert opened.may_leave()
    opened.hide()
    settle()
    assert "Đỗ Đức Dũng" in frame.toasts[-1][0]
    assert survey.dirty()
    workspace, round_id = opened.context.workspace, opened.presenter.round_id
    assert half_filled.kept_sheet(workspace, round_id) != {}


def test_surveys_are_stored_off_the_window_s_thread_once_and_what_is_typed_meanwhile_stays(opened, settle, monkeypatch):
    survey = surveying(opened, settle)
    threads, stored = [], round_survey.survey

    def slow(*given):
        threads.append(threading.get_ident())
        return stored(*given)

    monkeypatch.setattr(round_survey, "survey", slow)
    survey.sheet.put(0, POINTS, "95")
    survey.sheet.put(0, 5, "20/10/2025")
    assert survey.save()
    assert not survey.save_button.isEnabled()
    assert survey.save()
    survey.sheet.put(0, LACKING, "1")
    settle()
    assert len(threads) == 1
    assert threads[0] != threading.get_ident()
    assert survey.sheet.typed == {survey.sheet.rows[0].household_id: {LACKING: "1"}}
    assert survey.dirty()


def test_a_meeting_is_stored_off_the_window_s_thread_and_its_dialog_cannot_be_left_meanwhile(
    opened, settle, monkeypatch
):
    survey = surveying(opened, settle)
    for row in range(2):
        survey.sheet.put(row, POINTS, "95")
        survey.sheet.put(row, 5, "20/10/2025")
    survey.save()
    settle()
    opened.go_on()
    dialog = opened.sections[RoundStage.MEETING].dialog
    dialog.form.set_text("held_on", "10/11/2025")
    dialog.form.set_text("present", "40")
    dialog._everybody()
    threads, stored = [], round_meetings.record

    def noted(*given):
        threads.append(threading.get_ident())
        if len(threads) == 1:
            raise SinhkeError("Máy bận.", code="DL-06")
        return stored(*given)

    monkeypatch.setattr(round_meetings, "record", noted)
    dialog.confirm()
    dialog.confirm()
    dialog.reject()
    assert dialog.isVisible()
    assert not dialog.primary.isEnabled()
    settle()
    assert len(threads) == 1
    assert threads[0] != threading.get_ident()
    assert dialog.isVisible()
    assert "Máy bận." in dialog.notice._text.text()
    assert dialog.form.text("present") == "40"
    assert dialog.sheet.text(0, 2) == "40"
    dialog.confirm()
    settle()
    assert set(states(opened).values()) == {HouseholdState.POST}


def test_a_round_is_read_off_the_window_s_thread_and_a_late_answer_is_dropped(opened, settle, monkeypatch):
    threads, shown, read = [], [], round_board.read

    def noted(*given):
        threads.append(threading.get_ident())
        return read(*given)

    monkeypatch.setattr(round_board, "read", noted)
    monkeypatch.setattr(opened, "show_round", shown.append)
    opened.refresh()
    opened.refresh()
    settle()
    assert len(threads) == 2
    assert threading.get_ident() not in threads
    assert len(shown) == 1


def test_a_section_is_made_when_it_is_first_looked_at(opened, settle):
    assert set(opened.sections) == {RoundStage.LIST}
    opened.go_on()
    settle()
    opened.go_to(RoundStage.SURVEY)
    assert set(opened.sections) == {RoundStage.LIST, RoundStage.SURVEY}
    assert opened.sections[RoundStage.SURVEY].isVisible()
    assert not opened.sections[RoundStage.LIST].isVisible()
