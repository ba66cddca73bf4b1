"""The livelihood page on a real store, driven by keys."""

import threading
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from sinhke_desktop.domain.funding import BudgetLineInput
from sinhke_desktop.domain.livelihood import ChoiceStatus, ModelInput, Stage
from sinhke_desktop.gui.livelihood.follow_up_sheet import FIELDS
from sinhke_desktop.gui.livelihood.page import LivelihoodPage
from sinhke_desktop.gui.widgets import DangerButton, LinkButton
from sinhke_desktop.services import candidates, follow_ups, funding, livelihood, participants

JOINED = date(2025, 9, 1)


@pytest.fixture
def candidate(workspace):
    return candidates.add(workspace, ModelInput("Nuôi bò cái sinh sản", thing="bò", proposed_on="01/06/2023"))


@pytest.fixture
def model(workspace, candidate, two_poor):
    """The chosen model with two households since September."""
    candidates.choose(workspace, candidate.id, "Hợp đất", "35/QĐ-UBND", "22/12/2023")
    livelihood.advance(workspace, candidate.id, Stage.HANDED_OVER, JOINED)
    for household in two_poor:
        participants.add(workspace, candidate.id, household.id, JOINED)
    return livelihood.current(workspace)


def typed(text, widget=None):
    QTest.keyClicks(widget or QApplication.focusWidget(), text)


def key(which, widget=None, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget or QApplication.focusWidget(), which, modifier)


def control(which, frame):
    """Ctrl with a key, which presses a button of the page a moment later."""
    QTest.keyClick(frame.window, which, Qt.KeyboardModifier.ControlModifier)


def editor(grid):
    """The cell's editor that is open now."""
    return next(one for one in grid.findChildren(QLineEdit) if one.isVisible())


def into(dialog, **texts):
    for name, text in texts.items():
        dialog.form.set_text(name, text)


def grid_of(frame):
    grid = frame.page.running.month.grid
    grid.setCurrentIndex(grid.model().index(0, FIELDS.index("alive")))
    grid.setFocus()
    return grid


def at(grid):
    return grid.currentIndex().row(), FIELDS[grid.currentIndex().column()]


def test_an_empty_page_says_how_to_begin_and_its_button_proposes_a_model(open_page, workspace):
    frame = open_page(LivelihoodPage)
    assert frame.page.empty.isVisible()
    QTest.mouseClick(frame.page.empty.button, Qt.MouseButton.LeftButton)
    dialog = frame.page.candidates.dialog
    typed("Nuoi de", dialog.form.fields["name"].editor)
    key(Qt.Key.Key_Return, dialog.form.fields["name"].editor)
    assert [one.name for one in candidates.all_models(workspace)] == ["Nuoi de"]
    assert frame.page.choosing.isVisible()


def test_a_candidate_without_a_name_is_refused_under_its_field(open_page, workspace):
    frame = open_page(LivelihoodPage)
    frame.page.new()
    dialog = frame.page.candidates.dialog
    key(Qt.Key.Key_Return, dialog.form.fields["thing"].editor)
    assert dialog.isVisible()
    assert dialog.form.fields["name"].problem() != ""
    assert candidates.all_models(workspace) == []


def test_scores_are_typed_like_in_a_spreadsheet_and_saved_at_once(open_page, workspace, candidate):
    frame = open_page(LivelihoodPage)
    grid = frame.page.choosing.grid
    grid.setCurrentIndex(grid.model().index(0, 2))
    for score in "45":
        typed(score, grid)
        key(Qt.Key.Key_Return, editor(grid))
    keys = [one.key for one in candidates.criteria(workspace)]
    assert {name: one.score for name, one in candidates.scores(workspace, candidate.id).items()} == {
        keys[0]: 4,
        keys[1]: 5,
    }
    assert grid.currentIndex().row() == 2


def test_a_vote_and_the_choice_make_it_the_communes_model(qtbot, open_page, workspace, candidate, hamlet_here):
    frame = open_page(LivelihoodPage)
    control(Qt.Key.Key_B, frame)
    qtbot.waitUntil(lambda: frame.page.candidates.dialog is not None)
    voting = dialog = frame.page.candidates.dialog
    into(dialog, hamlet_id=hamlet_here.id, held_on="12/08/2023", households_present="40", votes_for="31",
         votes_against="5")  # fmt: skip
    key(Qt.Key.Key_Return, dialog.form.fields["votes_for"].editor)
    assert candidates.votes(workspace, candidate.id)[0].votes_for == 31
    with qtbot.waitActive(frame.window):
        frame.window.activateWindow()
    control(Qt.Key.Key_Return, frame)
    qtbot.waitUntil(lambda: frame.page.candidates.dialog is not voting)
    dialog = frame.page.candidates.dialog
    into(dialog, reason="Hợp đất đai", decision_number="35/QĐ-UBND", decision_date="22/12/2023")
    key(Qt.Key.Key_Return, dialog.form.fields["decision_number"].editor)
    assert livelihood.current(workspace).status is ChoiceStatus.ACTIVE
    assert frame.page.running.isVisible()
    assert "2023-2025" in frame.page.pill.text()


def test_a_removed_candidate_comes_back_with_undo(open_page, workspace, candidate):
    frame = open_page(LivelihoodPage)
    frame.page.candidates.remove_candidate()
    assert candidates.all_models(workspace) == []
    frame.toasts[-1][1]()
    assert [one.id for one in candidates.all_models(workspace)] == [candidate.id]


def test_a_month_is_typed_down_a_column_and_saved_with_ctrl_s(qtbot, open_page, workspace, model):
    frame = open_page(LivelihoodPage)
    grid = grid_of(frame)
    for count in "23":
        typed(count, grid)
        key(Qt.Key.Key_Return, editor(grid))
    control(Qt.Key.Key_S, frame)
    qtbot.waitUntil(lambda: bool(frame.toasts))
    noted = {line.name: line.noted.alive for line in follow_ups.table(workspace, model.id, "2025-11").lines}
    assert noted == {"Đỗ Đức Dũng": 2, "Hồ Thị Lan": 3}


def test_tab_goes_right_arrows_leave_a_cell_and_delete_empties_it(open_page, model):
    frame = open_page(LivelihoodPage)
    grid = grid_of(frame)
    typed("2", grid)
    key(Qt.Key.Key_Tab, editor(grid))
    assert at(grid) == (0, "born")
    typed("1", grid)
    key(Qt.Key.Key_Down, editor(grid))
    assert at(grid) == (1, "born")
    grid.setCurrentIndex(grid.model().index(0, FIELDS.index("alive")))
    key(Qt.Key.Key_Delete, grid)
    sheet = frame.page.presenter.running.sheet
    assert (sheet.text(0, FIELDS.index("alive")), sheet.text(0, FIELDS.index("born"))) == ("", "1")


def test_cells_are_pasted_from_a_spreadsheet(open_page, model):
    frame = open_page(LivelihoodPage)
    grid = grid_of(frame)
    QGuiApplication.clipboard().setText("2\t1\n3\t0")
    key(Qt.Key.Key_V, grid, Qt.KeyboardModifier.ControlModifier)
    sheet = frame.page.presenter.running.sheet
    found = [[sheet.text(row, FIELDS.index(name)) for name in ("alive", "born")] for row in (0, 1, 2)]
    assert found == [["2", "1"], ["3", "0"], ["5", "1"]]


def test_a_wrong_count_is_told_and_keeps_one_on_the_page(open_page, workspace, model):
    frame = open_page(LivelihoodPage)
    grid = grid_of(frame)
    typed("h", grid)
    key(Qt.Key.Key_Return, editor(grid))
    assert "Đỗ Đức Dũng" in frame.page.running.month.problems.text()
    assert frame.page.may_leave() is False
    assert follow_ups.table(workspace, model.id, "2025-11").noted == 0


def test_leaving_the_page_saves_what_was_typed(open_page, workspace, model):
    frame = open_page(LivelihoodPage)
    grid = grid_of(frame)
    typed("2", grid)
    key(Qt.Key.Key_Return, editor(grid))
    assert frame.page.may_leave() is True
    assert follow_ups.table(workspace, model.id, "2025-11").noted == 1


def test_a_clicked_stage_takes_its_day(open_page, workspace, model):
    frame = open_page(LivelihoodPage)
    stages = frame.page.running.stages
    number = [mark.stage for mark in livelihood.status(workspace).stages].index(Stage.RUNNING)
    across = stages.width() // len(livelihood.status(workspace).stages)
    QTest.mouseClick(stages, Qt.MouseButton.LeftButton, pos=QPoint(across * number + across // 2, 20))
    dialog = frame.page.questions.dialog
    into(dialog, on="02/09/2025")
    key(Qt.Key.Key_Return, dialog.form.fields["on"].editor)
    assert livelihood.current(workspace).stage is Stage.RUNNING


def test_a_source_and_its_payment_stand_in_the_money_card(open_page, workspace, model):
    frame = open_page(LivelihoodPage)
    frame.page.questions.add_source()
    dialog = frame.page.questions.dialog
    into(dialog, source_code="NSTW-SN", planned="264.180.000")
    key(Qt.Key.Key_Return, dialog.form.fields["planned"].editor)
    frame.page.running.look_at("money")
    frame.page.questions.pay("NSTW-SN")
    dialog = frame.page.questions.dialog
    into(dialog, amount="100.000.000", paid_on="19/09/2025")
    key(Qt.Key.Key_Return, dialog.form.fields["amount"].editor)
    assert funding.budget(workspace, model.id).paid == 100_000_000
    shown = [(row.planned, row.paid) for row in frame.page.running.section("money").money.rows]
    assert shown == [(264_180_000, 100_000_000)] * 2
    frame.page.questions.change_source(funding.lines(workspace, model.id)[0].id)
    dialog = frame.page.questions.dialog
    dialog.findChild(DangerButton).click()
    assert dialog.isVisible()
    assert dialog.notice.text() != ""
    dialog.reject()


def test_names_in_the_money_card_are_never_cut(open_page, workspace, model):
    long = max(funding.source_names().items(), key=lambda one: len(one[1]))
    funding.add_line(workspace, model.id, BudgetLineInput(long[0], planned="440.300.000"))
    frame = open_page(LivelihoodPage)
    frame.page.running.look_at("money")
    table = frame.page.running.section("money").money_table
    metrics, room = table.fontMetrics(), table.columnWidth(0) - 20
    wrapped = metrics.boundingRect(0, 0, room, 1000, int(Qt.TextFlag.TextWordWrap), long[1])
    assert wrapped.height() <= table.rowHeight(0)
    assert table.horizontalHeader().length() <= table.viewport().width()


def test_a_household_found_without_accents_joins_with_enter(qtbot, open_page, workspace, candidate, two_poor):
    candidates.choose(workspace, candidate.id, "Hợp đất", "35/QĐ-UBND", "22/12/2023")
    frame = open_page(LivelihoodPage)
    frame.page.new()
    dialog = frame.page.questions.dialog
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
    typed("do duc", dialog.search)
    key(Qt.Key.Key_Return, dialog.search)
    names = [line.name for line in follow_ups.table(workspace, candidate.id, "2025-11").lines]
    assert names == ["Đỗ Đức Dũng"]
    assert dialog.isVisible()


def test_one_handover_to_all_gives_each_the_same(open_page, workspace, model):
    frame = open_page(LivelihoodPage)
    frame.page.running.look_at("inputs")
    frame.page.questions.hand_over()
    dialog = frame.page.questions.dialog
    into(dialog, quantity="2", unit_price="18.870.000", handed_on="02/09/2025")
    key(Qt.Key.Key_Return, dialog.form.fields["quantity"].editor)
    assert [one.quantity for one in funding.handovers(workspace, model.id)] == [2, 2]
    assert frame.page.running.section("inputs").inputs.rows[0].amount == 75_480_000
    frame.page.running.section("inputs").input_table.opened.emit(0)
    for back in frame.page.questions.dialog.findChildren(LinkButton)[:1]:
        back.click()
    assert [one.quantity for one in funding.handovers(workspace, model.id)] == [2]


def test_a_household_leaves_with_its_reason(open_page, workspace, model):
    frame = open_page(LivelihoodPage)
    frame.page.running.look_at("households")
    frame.page.running.section("households").participant_table.opened.emit(0)
    dialog = frame.page.questions.dialog
    into(dialog, left_on="01/11/2025", leave_reason="Chuyển đi")
    key(Qt.Key.Key_Return, dialog.form.fields["leave_reason"].editor)
    gone = [one for one in participants.of_model(workspace, model.id) if one.left_on]
    assert [one.leave_reason for one in gone] == ["Chuyển đi"]


def test_the_model_is_read_off_the_window_s_thread_and_the_section_asked_for_waits_for_it(
    open_page, model, monkeypatch
):
    threads, read = [], livelihood.status

    def noted(*given):
        threads.append(threading.get_ident())
        return read(*given)

    monkeypatch.setattr(livelihood, "status", noted)
    frame = open_page(LivelihoodPage)
    assert threads
    assert threading.get_ident() not in threads
    again = LivelihoodPage(frame.page.context)
    frame.window.layout().addWidget(again)
    again.refresh()
    again.open(section="money")
    assert again.waiting.isVisibleTo(again)
    frame.settle()
    assert again.running.tabs.current() == "money"
    assert not again.waiting.isVisibleTo(again)
