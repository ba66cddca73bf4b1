"""Stages and papers of the model, by keys: days, due days, papers there, not needed, missing again."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sinhke_desktop.domain.livelihood import ModelInput, Stage
from sinhke_desktop.gui.livelihood.page import LivelihoodPage
from sinhke_desktop.gui.livelihood.standing import stage_words
from sinhke_desktop.gui.widgets import DangerButton
from sinhke_desktop.services import candidates, livelihood, model_records, overview, stages


@pytest.fixture
def model(workspace):
    made = candidates.add(
        workspace, ModelInput("Nuôi bò", thing="bò cái", proposed_on="15/05/2023", duration_months="18")
    )
    candidates.choose(workspace, made.id, "Hợp đất", "35/QĐ-UBND", "22/12/2023")
    return livelihood.advance(workspace, made.id, Stage.HANDED_OVER, "19/06/2024")


@pytest.fixture
def frame(open_page, model):
    made = open_page(LivelihoodPage)
    made.page.open(section="papers")
    return made


def section(frame):
    return frame.page.running.section("papers")


def open_stage(frame, stage):
    shown = section(frame)
    shown.look_at(stage)
    QTest.keyClick(shown.stage_table, Qt.Key.Key_Return)
    return shown.dialog


def enter(dialog, name):
    QTest.keyClick(dialog.form.fields[name].editor, Qt.Key.Key_Return)


def paper_row(frame, stage, key):
    shown = section(frame)
    shown.look_at(stage)
    keys = [line.wanted.key if line.wanted else "" for line in shown.papers.rows]
    shown.paper_table.setFocus()
    shown.paper_table.choose(keys.index(key))
    return keys.index(key)


def test_all_twelve_stages_are_there_and_the_first_missing_paper_is_looked_at(frame):
    shown = section(frame)
    assert [row.mark.name for row in shown.stages.rows][:3] == ["Đề xuất", "Họp dân", "Thẩm định"]
    assert len(shown.stages.rows) == 12
    assert shown.stages.rows[shown.stage_table.current_row()].stage is Stage.PROPOSED
    assert "Thiếu" in shown.notice.text()


def test_a_stage_that_the_short_line_hides_takes_its_day_and_due_day(frame, workspace, model):
    dialog = open_stage(frame, Stage.APPRAISED)
    dialog.form.set_text("on", "01/12/2023")
    dialog.form.set_text("due_on", "15/12/2023")
    enter(dialog, "on")
    assert livelihood.current(workspace).appraised_on == date(2023, 12, 1)
    one = section(frame).stages.rows[2]
    assert (one.mark.on, one.due.due_on) == (date(2023, 12, 1), date(2023, 12, 15))
    dialog = open_stage(frame, Stage.APPRAISED)
    dialog.form.set_text("due_on", "")
    enter(dialog, "due_on")
    assert section(frame).stages.rows[2].due is None
    dialog = open_stage(frame, Stage.APPRAISED)
    dialog.findChild(DangerButton).click()
    assert livelihood.current(workspace).appraised_on is None


def test_a_wrong_day_stands_under_its_field(frame, workspace):
    dialog = open_stage(frame, Stage.RUNNING)
    dialog.form.set_text("on", "01/01/2024")
    enter(dialog, "on")
    assert dialog.isVisible()
    assert dialog.form.fields["on"].problem() != ""
    assert livelihood.current(workspace).running_on is None
    dialog.reject()


def test_a_stage_taken_back_meanwhile_is_told_in_the_dialog(frame, workspace, model):
    livelihood.advance(workspace, model.id, Stage.RUNNING, "20/06/2024")
    frame.refresh()
    dialog = open_stage(frame, Stage.RUNNING)
    stages.take_back(workspace, model.id, Stage.RUNNING)
    dialog.findChild(DangerButton).click()
    assert dialog.isVisible()
    assert dialog.notice.text() != ""
    dialog.reject()


def test_the_short_line_says_by_when_a_stage_is_due(frame, workspace, model):
    stages.set_dues(workspace, model.id, {Stage.ACCEPTED: "15/12/2025", Stage.APPROVED: "01/01/2024"})
    frame.page.refresh()
    shown = stage_words(livelihood.status(workspace), 18, frame.page.records.dues(model.id))
    words = {one.name: one.detail for one in shown}
    assert words["Nghiệm thu"] == "hạn 15/12/2025"
    assert words["Phê duyệt"] == "22/12/2023"


def test_the_end_only_gets_a_due_day_here(frame, workspace, model):
    dialog = open_stage(frame, Stage.ENDED)
    assert list(dialog.form.fields) == ["due_on"]
    dialog.form.set_text("due_on", "31/12/2025")
    enter(dialog, "due_on")
    (due,) = model_records.of_model(workspace, "stage_due", model.id)
    assert (due.stage, due.due_on) == (Stage.ENDED, date(2025, 12, 31))


def test_proposed_due_days_are_confirmed_and_an_emptied_one_is_not_set(frame, workspace, model):
    shown = section(frame)
    shown.propose.click()
    dialog = shown.dialog
    assert dialog.form.text("accepted") == "19/12/2025"
    dialog.form.set_text("reviewed", "")
    dialog.form.set_text("settled", "01/11/2025")
    dialog.confirm()
    found = {one.stage: one.due_on for one in model_records.of_model(workspace, "stage_due", model.id)}
    assert found == {
        Stage.INTERIM_REVIEWED: date(2025, 3, 19), Stage.ACCEPTED: date(2025, 12, 19), Stage.SETTLED: date(2025, 11, 1),
    }  # fmt: skip
    assert "Quá hạn từ 01/11/2025: Quyết toán" in shown.notice.text()


def test_space_notes_a_paper_as_there_and_undo_takes_it_back(frame, workspace, model):
    row = paper_row(frame, Stage.CONSULTED, "meeting-minutes")
    shown = section(frame)
    QTest.keyClick(shown.paper_table, Qt.Key.Key_Space)
    assert shown.papers.rows[row].there
    frame.toasts[-1][1]()
    assert shown.papers.rows[row].missing


def test_enter_notes_number_and_day_or_why_it_is_not_needed_or_takes_it_away(frame, workspace, model):
    row = paper_row(frame, Stage.CONSULTED, "meeting-minutes")
    shown = section(frame)
    QTest.keyClick(shown.paper_table, Qt.Key.Key_Return)
    shown.dialog.form.set_text("number", "02/BB")
    shown.dialog.form.set_text("dated_on", "12/08/2023")
    enter(shown.dialog, "number")
    (paper,) = model_records.of_model(workspace, "stage_paper", model.id)
    assert (paper.key, paper.number, paper.dated_on) == ("meeting-minutes", "02/BB", date(2023, 8, 12))
    shown.paper_table.setFocus()
    shown.paper_table.choose(row)
    QTest.keyClick(shown.paper_table, Qt.Key.Key_Space)
    shown.dialog.form.set_text("state", "not-needed")
    enter(shown.dialog, "number")
    assert shown.dialog.form.fields["reason"].problem() != ""
    shown.dialog.form.set_text("reason", "mô hình cũ")
    enter(shown.dialog, "reason")
    assert shown.papers.rows[row].not_needed
    QTest.keyClick(shown.paper_table, Qt.Key.Key_Return)
    shown.dialog.findChild(DangerButton).click()
    assert shown.papers.rows[row].missing


def test_a_paper_known_from_the_decision_is_written_down_when_it_is_opened(frame, workspace, model):
    paper_row(frame, Stage.APPROVED, "decision")
    shown = section(frame)
    QTest.keyClick(shown.paper_table, Qt.Key.Key_Return)
    assert shown.dialog.form.text("number") == "35/QĐ-UBND"
    assert shown.dialog.findChild(DangerButton) is None
    enter(shown.dialog, "number")
    assert [one.key for one in model_records.of_model(workspace, "stage_paper", model.id)] == ["decision"]


def test_a_paper_that_no_checklist_asks_for_is_added_to_the_stage_looked_at(frame, workspace, model):
    shown = section(frame)
    shown.look_at(Stage.RUNNING)
    shown.add_paper.click()
    shown.dialog.form.set_text("name", "Ảnh bàn giao")
    enter(shown.dialog, "name")
    (paper,) = model_records.of_model(workspace, "stage_paper", model.id)
    assert (paper.stage, paper.key) == (Stage.RUNNING, "")
    shown.paper_table.setFocus()
    shown.paper_table.choose([line.name for line in shown.papers.rows].index("Ảnh bàn giao"))
    QTest.keyClick(shown.paper_table, Qt.Key.Key_Space)
    shown.dialog.form.set_text("number", "1")
    enter(shown.dialog, "number")
    assert model_records.get(workspace, "stage_paper", paper.id).number == "1"


def test_without_a_chosen_paper_space_does_nothing(frame):
    shown = section(frame)
    shown.papers.set_rows([])
    shown.mark_there()
    assert shown.dialog is None


def test_a_line_of_the_first_page_opens_the_stages_of_the_area_it_names(open_page, workspace, model):
    old = next(code for code, name in candidates.areas(workspace).items() if "Ma Nới" in name)
    corn = candidates.add(workspace, ModelInput("Trồng bắp", area_code=old, proposed_on="01/06/2023"))
    candidates.choose(workspace, corn.id, "Hợp đất", "36/QĐ-UBND", "22/12/2023")
    made = open_page(LivelihoodPage)
    for step in next_steps_of(workspace):
        made.page.open(**dict(step.args))
        made.settle()
        assert section(made).isVisible()
        assert section(made).board.model.name in ("Nuôi bò", "Trồng bắp")
    assert section(made).board.model.area_code == dict(step.args)["area"]


def next_steps_of(workspace):
    found = overview.overview(workspace, date(2025, 11, 20)).next_steps
    return [one for one in found if one.key == "papers-missing"]


def test_the_model_ends_with_its_reason(frame, workspace, model):
    frame.page.questions.end()
    dialog = frame.page.questions.dialog
    dialog.confirm()
    assert dialog.form.fields["reason"].problem() != ""
    dialog.form.set_text("reason", "Hết giai đoạn")
    enter(dialog, "reason")
    assert livelihood.current(workspace, model.id).end_reason == "Hết giai đoạn"
