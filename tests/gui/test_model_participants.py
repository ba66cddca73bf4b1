"""Households of the model in the window: many join at once, one is changed, replaced, removed; shares and promises."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.livelihood import ModelInput
from sinhke_desktop.domain.participation import PartInput
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.gui.livelihood.page import LivelihoodPage
from sinhke_desktop.gui.widgets import DangerButton, LinkButton, QuietButton
from sinhke_desktop.services import (
    candidates,
    hamlets,
    households,
    model_records,
    participants,
    participation,
    participation_rules,
    reviews,
)
from sinhke_desktop.services.reviews import ReviewInput


@pytest.fixture
def model(workspace):
    made = candidates.add(workspace, ModelInput("Nuôi bò", thing="bò cái", proposed_on="15/05/2023"))
    return candidates.choose(workspace, made.id, "Hợp đất", "35/QĐ-UBND", "22/12/2023")


@pytest.fixture
def rich(workspace, hamlet_here):
    """A household of another hamlet that is not poor."""
    other = hamlets.add(workspace, "Gòn 1")
    made = households.register(workspace, HouseholdInput(other.id, (MemberInput("Trần Văn Giàu", HEAD),)))
    reviews.record(workspace, ReviewInput(made.id, "2025", income_points="250"))
    return made


def joining(frame, qtbot):
    frame.page.questions.join()
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
    return frame.page.questions.dialog


def names(dialog):
    return [row.name for row in dialog.model.rows]


def enter(widget):
    QTest.keyClick(widget, Qt.Key.Key_Return)


def test_ticked_households_join_together_in_a_group(qtbot, open_page, workspace, model, two_poor, rich):
    group = model_records.add(workspace, "producer_group", {"kind": "team", "name": "Tổ 1"}, model.id)
    frame = open_page(LivelihoodPage)
    dialog = joining(frame, qtbot)
    assert names(dialog) == ["Đỗ Đức Dũng", "Hồ Thị Lan"]
    assert dialog.form.text("role") == "member"
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert len(dialog.model.ticked) == 2
    dialog.form.set_text("group_id", group.id)
    dialog.form.set_text("joined_on", "19/06/2025")
    enter(dialog.form.fields["joined_on"].editor)
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
    found = participants.of_model(workspace, model.id)
    assert [(one.group_id, one.role, one.joined_on) for one in found] == [(group.id, "member", date(2025, 6, 19))] * 2
    assert [row.refused for row in dialog.model.rows] == [True, True]
    assert dialog.notice.text().startswith("Đã tham gia:")
    dialog.model.toggle(0)
    assert dialog.model.ticked == {}
    dialog.reject()
    frame.page.running.look_at("households")
    assert [row.group for row in frame.page.running.section("households").participants.rows] == ["Tổ 1", "Tổ 1"]


def test_households_are_filtered_by_hamlet_and_class_and_their_conditions_told(
    qtbot, open_page, workspace, model, two_poor, rich
):
    frame = open_page(LivelihoodPage)
    dialog = joining(frame, qtbot)
    dialog.poverty_class.setCurrentIndex(1)
    assert len(names(dialog)) == 3
    dialog.hamlet.setCurrentIndex(dialog.hamlet.findText("Gòn 1"))
    assert names(dialog) == ["Trần Văn Giàu"]
    assert "không" in dialog.hint.text()
    dialog.poverty_class.setCurrentIndex(dialog.poverty_class.findData(PovertyClass.POOR.value))
    assert names(dialog) == []
    dialog.confirm()
    assert dialog.notice.text() != ""
    dialog._tick()
    dialog.reject()


def test_the_class_shown_is_that_of_the_day_of_joining(qtbot, open_page, workspace, model, two_poor):
    reviews.record(workspace, ReviewInput(two_poor[0].id, "2024", income_points="200"))
    frame = open_page(LivelihoodPage)
    dialog = joining(frame, qtbot)
    dialog.poverty_class.setCurrentIndex(1)
    shown = {row.name: row.poverty_class for row in dialog.model.rows}
    assert shown["Đỗ Đức Dũng"] is PovertyClass.NONE
    dialog.form.set_text("joined_on", "20/11")
    assert {row.name: row.poverty_class for row in dialog.model.rows} == shown
    dialog.form.set_text("joined_on", "01/01/2026")
    assert {row.poverty_class for row in dialog.model.rows} == {PovertyClass.POOR}
    dialog.confirm()
    assert dialog.form.fields["joined_on"].problem() != ""
    dialog.reject()


def test_a_box_is_ticked_with_the_mouse_and_kept_over_searches(qtbot, open_page, workspace, model, two_poor):
    frame = open_page(LivelihoodPage)
    dialog = joining(frame, qtbot)
    index = dialog.model.index(0, 0)
    assert dialog.model.flags(index) & Qt.ItemFlag.ItemIsUserCheckable
    assert not dialog.model.flags(dialog.model.index(0, 1)) & Qt.ItemFlag.ItemIsUserCheckable
    assert dialog.model.setData(index, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert not dialog.model.setData(index, "x", Qt.ItemDataRole.EditRole)
    QTest.keyClicks(dialog.search, "lan")
    assert names(dialog) == ["Hồ Thị Lan"]
    dialog.search.clear()
    assert dialog.model.data(dialog.model.index(0, 0), Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked
    dialog.model.toggle(0)
    assert dialog.model.ticked == {}
    dialog.reject()


def test_before_the_register_is_read_the_dialog_says_so(open_page, workspace, model, two_poor):
    frame = open_page(LivelihoodPage)
    frame.page.questions.join()
    dialog = frame.page.questions.dialog
    dialog.look_up()
    assert "…" in dialog.count.text()
    dialog.reject()


def test_everything_of_a_participant_is_changed_in_one_dialog(open_page, workspace, model, two_poor):
    first, second = participation.join_many(workspace, model.id, [one.id for one in two_poor], PartInput("19/06/2025"))
    participants.leave(workspace, second.id, "01/09/2025", "chuyển đi")
    frame = open_page(LivelihoodPage)
    frame.page.running.look_at("households")
    frame.page.running.section("households").participant_table.opened.emit(0)
    dialog = frame.page.questions.dialog
    for name, text in {"joined_on": "02/09/2025", "commitment_signed_on": "03/09/2025", "role": "leader",
                       "replaces_id": second.id, "income_before": "1.500.000"}.items():  # fmt: skip
        dialog.form.set_text(name, text)
    enter(dialog.form.fields["income_before"].editor)
    changed = participants.get(workspace, first.id)
    assert (changed.joined_on, changed.role, changed.replaces_id, changed.income_before) == (
        date(2025, 9, 2), "leader", second.id, 1_500_000,
    )  # fmt: skip
    rows = frame.page.running.section("households").participants.rows
    assert (rows[0].replaces, rows[1].replaced_by) == (rows[1].name, rows[0].name)
    frame.page.questions.open_participant(first.id)
    again = frame.page.questions.dialog
    assert again.form.text("income_before") == "1.500.000"
    assert again.form.text("joined_on") == "02/09/2025"
    again.form.set_text("left_on", "01/01/2024")
    again.confirm()
    assert again.form.fields["left_on"].problem() != ""
    next(one for one in again.findChildren(QuietButton) if one.text() == "Mở hồ sơ hộ").click()
    assert frame.went[-1] == ("households", {"household_id": two_poor[0].id})


def test_a_participant_recorded_by_mistake_is_removed_and_brought_back(open_page, workspace, model, two_poor):
    first, second = participation.join_many(workspace, model.id, [one.id for one in two_poor], PartInput("19/06/2025"))
    frame = open_page(LivelihoodPage)
    frame.page.running.look_at("households")
    frame.page.questions.open_participant(first.id)
    frame.page.questions.dialog.findChild(DangerButton).click()
    assert [one.id for one in participants.of_model(workspace, model.id)] == [second.id]
    frame.toasts[-1][1]()
    assert len(participants.of_model(workspace, model.id)) == 2
    participants.leave(workspace, first.id, "01/09/2025", "chuyển đi")
    participation.change(workspace, second.id, PartInput("02/09/2025", replaces_id=first.id))
    frame.page.refresh()
    frame.page.questions.open_participant(first.id)
    dialog = frame.page.questions.dialog
    dialog.findChild(DangerButton).click()
    assert dialog.isVisible()
    assert dialog.notice.text() != ""
    dialog.reject()


def test_missing_commitments_are_told_signed_together_and_printed(qtbot, open_page, workspace, model, two_poor):
    first, _second = participation.join_many(workspace, model.id, [one.id for one in two_poor], PartInput("19/06/2025"))
    frame = open_page(LivelihoodPage)
    frame.page.running.look_at("households")
    shown = frame.page.running.section("households")
    assert shown.notice.text() == "Chưa ký cam kết: Đỗ Đức Dũng, Hồ Thị Lan."
    shown.sign.click()
    shown.dialog.form.set_text("commitment_signed_on", "20/06/2025")
    enter(shown.dialog.form.fields["commitment_signed_on"].editor)
    assert shown.notice.text() == ""
    assert not shown.sign.isEnabled()
    shown.print.click()
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
    assert shown.dialog.kinds == ["commitment"]
    shown.dialog.reject()
    frame.page.questions.open_participant(first.id)
    dialog = frame.page.questions.dialog
    next(one for one in dialog.findChildren(QuietButton) if one.text() == "Cam kết").click()
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
    assert dialog.printing.subject.currentData() == first.id
    dialog.printing.reject()
    dialog.reject()


def test_the_points_of_the_commitment_are_worded_and_brought_back(open_page, workspace, model):
    frame = open_page(LivelihoodPage)
    frame.page.running.look_at("households")
    shown = frame.page.running.section("households")
    shown.points.click()
    shown.dialog.form.set_text("points", "Làm chuồng")
    shown.dialog.confirm()
    assert participation_rules.own_points(workspace, model) == ("Làm chuồng",)
    shown.points.click()
    shown.dialog.findChild(LinkButton).click()
    shown.dialog.confirm()
    assert participation_rules.own_points(workspace, model) == participation_rules.proposed_points(model)


def test_a_least_share_is_set_with_its_paper_and_missed_aloud(open_page, workspace, model, two_poor, rich):
    participation.join_many(workspace, model.id, [two_poor[0].id, rich.id], PartInput("19/06/2025", "20/06/2025"))
    frame = open_page(LivelihoodPage)
    frame.page.running.look_at("households")
    shown = frame.page.running.section("households")
    assert shown.notice.text() == ""
    shown.least.click()
    shown.dialog.form.set_text("percent", "70")
    shown.dialog.confirm()
    assert shown.dialog.form.fields["basis"].problem() != ""
    shown.dialog.form.set_text("basis", "Nghị quyết 1/NQ-HĐND")
    shown.dialog.confirm()
    assert "thấp hơn mức tối thiểu" in shown.notice.text()
