"""Forms that come back, keyed in the window on a real store."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sinhke_desktop.domain.follow_up import FollowUpInput
from sinhke_desktop.domain.form_sheet import FormSheet, check_digit
from sinhke_desktop.domain.livelihood import ModelInput
from sinhke_desktop.domain.visit import Agreement
from sinhke_desktop.domain.visit_record import format_agreements
from sinhke_desktop.gui.visits.page import VisitsPage
from sinhke_desktop.gui.visits.returned.boxes import Mark
from sinhke_desktop.gui.visits.returned.form_side import agreed_lines
from sinhke_desktop.services import (
    candidates,
    data_requests,
    follow_ups,
    form_drafts,
    participants,
    returned_forms,
    visits,
)
from sinhke_desktop.services.returned_forms import PaperForm
from sinhke_desktop.services.workspace import author
from sinhke_desktop.storage import journal, records

AGREED = (Agreement("Tiêm phòng cho bò"), Agreement("Sửa chuồng"))
NONE, CONTROL, SHIFT = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip


def number_of(seven):
    return seven + check_digit(seven)


NUMBER, SPARE = number_of("4129073"), number_of("5000000")


def keep(workspace, *made):
    with workspace.database.write() as connection:
        journal.save(connection, author(workspace), records.drafts(connection, made))


def idle(qtbot, frame):
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)


def keys(*wanted):
    for one in wanted:
        if isinstance(one, str):
            QTest.keyClicks(QApplication.focusWidget(), one)
        elif isinstance(one, tuple):
            QTest.keyClick(QApplication.focusWidget(), *one)
        else:
            QTest.keyClick(QApplication.focusWidget(), one)


ENTER, SAVE = Qt.Key.Key_Return, (Qt.Key.Key_Return, CONTROL)


@pytest.fixture
def frame(qtbot, request, open_page, workspace, two_poor):
    """The page with a form of the first household and a spare one printed, at the first field."""
    sheet = FormSheet("a" * 32, "22828", NUMBER, "TH2", two_poor[0].id, "", date(2025, 11, 1), 1,
                      format_agreements(AGREED))  # fmt: skip
    keep(workspace, sheet, FormSheet("b" * 32, "22828", SPARE, "TN1", printed_on=date(2025, 11, 1)))
    if "masking_on" in request.fixturenames:
        request.getfixturevalue("masking_on")
    opened = open_page(VisitsPage)
    with qtbot.waitSignal(opened.page.enter.clicked):
        QTest.keyClick(opened.window, Qt.Key.Key_R, CONTROL)
    idle(qtbot, opened)
    qtbot.waitUntil(lambda: opened.page.returned.code.hasFocus())
    return opened


def look(qtbot, frame, text):
    code = frame.page.returned.code
    frame.window.activateWindow()
    code.setFocus()
    qtbot.waitUntil(code.hasFocus)
    keys(text, ENTER)
    idle(qtbot, frame)


def save(qtbot, frame):
    with qtbot.waitSignal(frame.page.returned.save.clicked):
        keys(SAVE)
    idle(qtbot, frame)


def test_the_stack_is_counted_and_what_is_not_back_is_listed(frame):
    pane = frame.page.returned
    assert [one.sheet.number for one in pane.out.model.rows] == [NUMBER]
    assert "1" in pane.out.spare.text()
    assert pane.save.isEnabled() is False


def test_a_whole_form_is_keyed_and_the_cursor_is_back_in_the_first_field(qtbot, frame, workspace, two_poor):
    pane = frame.page.returned
    look(qtbot, frame, NUMBER)
    assert pane.form_side.who.text() == "Đỗ Đức Dũng"
    keys("14", ENTER, "1", ENTER, "2", ENTER, "1 sinh 1981", ENTER, "l", ENTER, "doi ray", ENTER, "1=", ENTER,
         "vay von", ENTER, "tiem", ENTER, "thu y", ENTER, "30", ENTER, ENTER, "5/12")  # fmt: skip
    save(qtbot, frame)
    (visit,) = visits.of_household(workspace, two_poor[0].id)
    assert (visit.kept, visit.deprived, visit.need_keys, visit.needs) == (
        "+-", "employment,dependentPerson,healthInsurance", "loan,other", "vay von",
    )  # fmt: skip
    assert visit.note == "doi ray. Sửa thông tin thành viên: 1 sinh 1981"
    assert visit.agreements == "tiem\tthu y\t2025-11-30"
    assert (visit.next_visit_on, visit.visited_on) == (date(2025, 12, 5), date(2025, 11, 14))
    assert pane.code.hasFocus()
    assert pane.code.text() == ""
    assert pane.out.model.rowCount() == 0
    assert pane.out.nothing.isVisible()
    text, undo = frame.toasts[-1]
    assert "Đỗ Đức Dũng" in text
    undo()
    idle(qtbot, frame)
    assert visits.of_household(workspace, two_poor[0].id) == []
    assert pane.out.model.rowCount() == 1


def test_up_shift_enter_and_f6_go_through_the_paper(qtbot, frame):
    look(qtbot, frame, NUMBER)
    sheet = frame.page.returned.sheet
    keys(Qt.Key.Key_Up)
    assert QApplication.focusWidget() is sheet.fields["visited_on"].editor
    keys(Qt.Key.Key_Down, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is sheet.fields["corrections"].editor
    keys((Qt.Key.Key_Return, SHIFT))
    assert QApplication.focusWidget() is sheet.kept[1]
    keys(Qt.Key.Key_F6, Qt.Key.Key_F6, Qt.Key.Key_F6, Qt.Key.Key_F6, Qt.Key.Key_F6, Qt.Key.Key_F6, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is sheet.fields["next_visit_on"].editor
    keys((Qt.Key.Key_F6, SHIFT), ENTER)
    assert QApplication.focusWidget() is sheet.fields["next_visit_on"].editor
    keys(ENTER)
    assert frame.page.returned.save.hasFocus()


def test_boxes_are_turned_by_the_upper_row_by_arrows_and_by_the_mouse(qtbot, frame):
    look(qtbot, frame, NUMBER)
    sheet = frame.page.returned.sheet
    needs, indicators, kept = sheet.needs, sheet.indicators, sheet.kept[0]
    needs.setFocus()
    keys("2", Qt.Key.Key_Right, " ", Qt.Key.Key_Left, " ")
    assert needs.marked() == {"technique"}
    QTest.mouseClick(
        needs.boxes["loan"].check, Qt.MouseButton.LeftButton, pos=needs.boxes["loan"].check.rect().center()
    )
    assert needs.marked() == {"technique", "loan"}
    assert needs.hasFocus()
    indicators.setFocus()
    keys("l")
    assert indicators.marked() == {"employment", "healthInsurance", "dependentPerson"}
    keys("k")
    assert (indicators.marked(), indicators.seen) == (frozenset(), True)
    keys(Qt.Key.Key_Delete)
    assert indicators.seen is False
    keys("3")
    assert (indicators.marked(), indicators.seen) == ({"nutrition"}, True)
    kept.setFocus()
    keys(" ")
    assert kept.kept() == "+"
    keys(Qt.Key.Key_Right, " ")
    assert kept.kept() == "-"
    keys(" ")
    assert kept.kept() == "?"
    keys("+", Qt.Key.Key_Backspace, "x")
    assert kept.kept() == "?"


def test_doubtful_boxes_must_be_decided_before_the_form_is_saved(qtbot, frame, workspace, two_poor):
    pane = frame.page.returned
    look(qtbot, frame, NUMBER)
    keys("14")
    sheet = pane.sheet
    sheet.show_marks({"kept:1:done": Mark.MARKED, "kept:1:not": Mark.MARKED, "indicator:nutrition": Mark.DOUBTFUL,
                      "need:loan": Mark.MARKED, "indicator:employment": Mark.MARKED})  # fmt: skip
    sheet.begin()
    assert sheet.kept[0].hasFocus()
    save(qtbot, frame)
    assert visits.of_household(workspace, two_poor[0].id) == []
    assert pane.notice.isVisible()
    keys("2")
    save(qtbot, frame)
    assert sheet.indicators.hasFocus()
    assert sheet.indicators.boxes["nutrition"].doubt.isVisible()
    keys("3", "3")
    save(qtbot, frame)
    (visit,) = visits.of_household(workspace, two_poor[0].id)
    assert (visit.kept, visit.deprived, visit.need_keys, visit.indicators_seen) == ("-?", "employment", "loan", True)


def test_a_mistyped_number_is_said_beside_the_field_and_the_number_is_chosen_to_be_typed_again(qtbot, frame):
    look(qtbot, frame, NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10))
    pane = frame.page.returned
    assert pane.code_field.problem() != ""
    assert pane.code.selectedText() == pane.code.text()
    keys("x")
    assert pane.code_field.problem() == ""


def test_mistakes_stand_under_their_field_and_the_first_has_the_focus(qtbot, frame):
    look(qtbot, frame, NUMBER)
    sheet = frame.page.returned.sheet
    sheet.fields["agreed:1:who"].editor.setText("Thú y")
    sheet.fields["next_visit_on"].editor.setText("mai")
    sheet.begin()
    save(qtbot, frame)
    assert {key for key, field in sheet.fields.items() if field.problem()} == {
        "visited_on", "agreed:1", "next_visit_on",
    }  # fmt: skip
    assert sheet.fields["visited_on"].editor.hasFocus()
    assert "3" in frame.page.returned.notice.text()


def test_a_name_offers_households_and_the_arrows_choose_one(qtbot, frame, workspace, two_poor):
    pane = frame.page.returned
    look(qtbot, frame, "tan tien")
    assert [one.name for one in pane.candidates.model.rows] == ["Đỗ Đức Dũng", "Hồ Thị Lan"]
    keys(Qt.Key.Key_Escape)
    assert pane.out.isVisible()
    look(qtbot, frame, "tan tien")
    keys(Qt.Key.Key_Down, ENTER)
    idle(qtbot, frame)
    assert pane.presenter.standing.form == PaperForm(two_poor[1].id)
    keys("14")
    save(qtbot, frame)
    assert visits.of_household(workspace, two_poor[1].id)[0].visited_on == date(2025, 11, 14)
    look(qtbot, frame, "duc dung")
    assert pane.presenter.standing.form.number == NUMBER


def test_a_spare_form_asks_for_its_household_or_for_a_new_record(qtbot, frame, workspace, two_poor):
    pane = frame.page.returned
    look(qtbot, frame, SPARE)
    assert pane.candidates.isVisible()
    assert SPARE[:4] in pane.candidates.title.text()
    pane.candidates.new.click()
    assert frame.went == [("households", {"new": True})]
    look(qtbot, frame, "tan tien")
    keys(ENTER)
    idle(qtbot, frame)
    assert agreed_lines(pane.presenter.standing.form.version) == 2
    assert pane.sheet.fields["agreed:3"].isVisible() is False
    keys("14")
    save(qtbot, frame)
    assert returned_forms.find(workspace, SPARE).form.household_id == two_poor[0].id
    look(qtbot, frame, SPARE)
    assert pane.form_side.earlier.isVisible()


def test_a_form_entered_before_is_corrected(qtbot, frame, workspace, two_poor):
    look(qtbot, frame, NUMBER)
    keys("14")
    save(qtbot, frame)
    look(qtbot, frame, NUMBER)
    pane = frame.page.returned
    assert "Nguyễn Thị Thử" in pane.form_side.earlier.text()
    assert pane.sheet.fields["visited_on"].editor.text() == "14/11/2025"
    pane.sheet.fields["visited_on"].editor.setText("13")
    save(qtbot, frame)
    (visit,) = visits.of_household(workspace, two_poor[0].id)
    assert visit.visited_on == date(2025, 11, 13)


def test_what_was_seen_otherwise_offers_a_review_and_changes_none(qtbot, frame):
    pane = frame.page.returned
    look(qtbot, frame, NUMBER)
    keys("14", Qt.Key.Key_F6, Qt.Key.Key_F6, Qt.Key.Key_F6, "k")
    save(qtbot, frame)
    assert pane.notice.isVisible()
    pane.review.click()
    assert frame.went[-1] == ("rounds", {})


def test_a_form_left_half_typed_waits_and_goes_on_where_it_was_left(qtbot, frame, workspace):
    pane = frame.page.returned
    look(qtbot, frame, NUMBER)
    keys("14", ENTER, "1", ENTER)
    qtbot.waitUntil(lambda: bool(form_drafts.waiting(workspace)), timeout=5000)
    keys(Qt.Key.Key_Escape)
    idle(qtbot, frame)
    assert pane.out.drafts.count() == 1
    assert QApplication.focusWidget() is pane.code
    pane._go_on(form_drafts.waiting(workspace)[0])
    idle(qtbot, frame)
    assert (pane.sheet.cells()["visited_on"], pane.sheet.kept[0].kept()) == ("14", "+")
    assert pane.form_side.earlier.isVisible()
    save(qtbot, frame)
    assert form_drafts.waiting(workspace) == []


def test_a_draft_can_be_let_go_and_one_without_a_number_goes_on_by_its_household(qtbot, frame, workspace, two_poor):
    pane = frame.page.returned
    form_drafts.keep(workspace, PaperForm(two_poor[1].id), {"visited_on": "14"})
    pane.refresh()
    idle(qtbot, frame)
    (draft,) = form_drafts.waiting(workspace)
    pane._go_on(draft)
    idle(qtbot, frame)
    assert pane.sheet.cells() == {"visited_on": "14"}
    pane.next_form()
    idle(qtbot, frame)
    pane._let_draft_go(draft)
    idle(qtbot, frame)
    assert form_drafts.waiting(workspace) == []


def test_a_form_is_opened_from_the_list_or_given_up_with_undo(qtbot, frame):
    pane = frame.page.returned
    pane.out.table.setFocus()
    pane.out.table.choose(0)
    with qtbot.waitSignal(pane.out.lost_button.clicked):
        keys((Qt.Key.Key_Delete, CONTROL))
    idle(qtbot, frame)
    assert pane.out.model.rowCount() == 0
    frame.toasts[-1][1]()
    idle(qtbot, frame)
    pane.out.table.setFocus()
    pane.out.table.choose(0)
    keys(ENTER)
    idle(qtbot, frame)
    assert pane.presenter.standing.form.number == NUMBER


def test_escape_twice_leads_back_to_the_list_of_visits(qtbot, frame):
    look(qtbot, frame, NUMBER)
    keys(Qt.Key.Key_Escape)
    idle(qtbot, frame)
    assert frame.page.returned.isVisible()
    keys(Qt.Key.Key_Escape)
    idle(qtbot, frame)
    assert frame.page.list_side.isVisible()
    frame.page.refresh()
    idle(qtbot, frame)


def test_a_refusal_of_the_store_is_said_and_nothing_typed_is_lost(qtbot, frame, workspace, monkeypatch):
    from sinhke_desktop.errors import SinhkeError

    def full(*_words, **_named):
        raise SinhkeError("Đĩa đã đầy.", "Xóa bớt.", "DL-09")

    pane = frame.page.returned
    look(qtbot, frame, NUMBER)
    keys("14")
    monkeypatch.setattr(pane.presenter, "_services", replace(pane.presenter._services, save=full))
    save(qtbot, frame)
    assert "DL-09" in pane.notice.text()
    assert pane.sheet.cells()["visited_on"] == "14"


# the model's month


@pytest.fixture
def in_model(workspace, two_poor):
    """The first household takes part in a model."""
    candidate = candidates.add(workspace, ModelInput(name="Nuôi bò", unit="con", proposed_on="01/05/2025"))
    model = candidates.choose(workspace, candidate.id, "họp dân", "12/QĐ-UBND", "01/06/2025")
    return participants.add(workspace, model.id, two_poor[0].id, "01/07/2025").participant


def noted(workspace, participant, month, **figures):
    return follow_ups.record(workspace, FollowUpInput(participant.id, month, **figures))


def test_the_model_part_shows_last_month_in_grey_and_takes_the_figures(qtbot, in_model, frame, workspace):
    noted(workspace, in_model, "2025-10", visited_on="10/10/2025", alive="2", income="1200000")
    pane = frame.page.returned
    look(qtbot, frame, NUMBER)
    sheet = pane.sheet
    assert sheet.month.isVisible()
    assert sheet.fields["count:alive"].editor.placeholderText() == "2"
    assert sheet.fields["income"].editor.placeholderText() == "1.200.000"
    keys("14", *[Qt.Key.Key_F6] * 4, "3", ENTER, "1")
    save(qtbot, frame)
    month = follow_ups.of_participant(workspace, in_model.id)[0]
    assert (month.month, month.alive, month.born, month.lost) == ("2025-11", 3, 1, None)


def test_a_month_noted_otherwise_stands_beside_the_form_and_one_is_chosen(qtbot, in_model, frame, workspace):
    noted(workspace, in_model, "2025-11", visited_on="03/11/2025", alive="4", problem="Thiếu cỏ")
    pane = frame.page.returned
    for choose, alive in ((lambda dialog: dialog.noted_button.click(), 4), (lambda dialog: dialog.confirm(), 3)):
        look(qtbot, frame, NUMBER)
        qtbot.waitUntil(pane.sheet.fields["visited_on"].editor.hasFocus)
        keys("14", *[Qt.Key.Key_F6] * 4, "3")
        save(qtbot, frame)
        qtbot.waitUntil(pane.asked.isVisible)
        choose(pane.asked)
        idle(qtbot, frame)
        month = follow_ups.of_participant(workspace, in_model.id)[0]
        assert (month.alive, month.problem) == (alive, "Thiếu cỏ")
        frame.toasts[-1][1]()
        idle(qtbot, frame)
    look(qtbot, frame, NUMBER)
    qtbot.waitUntil(pane.sheet.fields["visited_on"].editor.hasFocus)
    keys("14", *[Qt.Key.Key_F6] * 4, "3")
    before = pane.asked
    save(qtbot, frame)
    qtbot.waitUntil(lambda: pane.asked is not before)
    pane.asked.reject()
    idle(qtbot, frame)
    assert pane.sheet.cells()["alive"] == "3"
    assert follow_ups.of_participant(workspace, in_model.id)[0].alive == 4


@pytest.fixture
def masking_on(workspace):
    """The masking of an open window."""
    from sinhke_desktop.gui.privacy import masking
    from sinhke_desktop.settings import Settings

    masking.install(masking.Masking(workspace, Settings(workspace.folders.config)))
    yield
    masking.install(None)


@pytest.mark.usefixtures("masking_on")
def test_restricted_data_are_covered_until_asked_for(qtbot, frame, workspace, two_poor):
    data_requests.restrict(workspace, two_poor[0].id, "theo đơn")
    pane = frame.page.returned
    look(qtbot, frame, NUMBER)
    assert pane.cover.isVisible()
    assert pane.area.isEnabled() is False
    pane.cover.reveal()
    assert pane.cover.isVisible() is False
