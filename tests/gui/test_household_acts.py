"""The page of acts in a household's record: what an officer records, sees, undoes, and gives back."""

from datetime import date

import pytest

from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.life_act import ActKind
from sinhke_desktop.gui.households.acts_dialogs import SplitDialog
from sinhke_desktop.gui.households.page import HouseholdsPage
from sinhke_desktop.gui.privacy import masking
from sinhke_desktop.gui.widgets import DataTable
from sinhke_desktop.services import hamlets, household_acts, households, lives

WHY = "Theo đơn"


@pytest.fixture
def family(workspace, hamlet_here):
    people = (
        MemberInput("Đỗ Đức Dũng", HEAD, "male", "1950", "Kinh"),
        MemberInput("Hồ Thị Lan", "Vợ", "female", "1955", "Kinh"),
        MemberInput("Đỗ Văn Sơn", "Con trai", "male", "1985", "Kinh"),
        MemberInput("Lê Thị Hoa", "Con dâu", "female", "1988", "Kinh"),
    )
    return households.register(workspace, HouseholdInput(hamlet_here.id, people, phone="0987654321"))


@pytest.fixture
def shown(open_page, qtbot, family):
    frame = open_page(HouseholdsPage)
    frame.page.open(household_id=family.id)
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
    frame.page.record.tabs.setCurrentWidget(frame.page.parts.acts)
    return frame


def settle(qtbot, frame):
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)


def fill(dialog, reason=WHY, day="20/11/2025"):
    dialog.about.set_text("happened_on", day)
    dialog.about.set_text("reason", reason)


def test_a_split_is_typed_with_proposed_relations_and_undone_from_the_timeline(shown, qtbot, workspace, family):
    page = shown.page
    page.parts.acts.ask(ActKind.SPLIT)
    dialog = page.parts.acts.dialog
    assert isinstance(dialog, SplitDialog)
    son, wife = family.members[2:]
    dialog.people.boxes[son.id].setChecked(True)
    dialog.people.boxes[wife.id].setChecked(True)
    dialog.form.set_text("head_id", son.id)
    assert dialog.relations[0].relations() == {wife.id: "Vợ"}
    assert dialog.form.fields["rest_head_id"].isHidden()
    assert "Đỗ Đức Dũng" in dialog.consequences.text()
    dialog.confirm()
    assert dialog.about.fields["reason"].problem()
    fill(dialog)
    dialog.confirm()
    settle(qtbot, shown)
    (line,) = page.parts.acts.model.rows
    assert line.act.kind is ActKind.SPLIT
    assert "Đỗ Văn Sơn" in line.what
    assert len(households.get(workspace, family.id).members) == 2
    page.parts.acts.ask_undo()
    page.parts.acts.dialog.reason.setPlainText("Ghi nhầm")
    page.parts.acts.dialog.confirm()
    settle(qtbot, shown)
    assert households.get(workspace, family.id) == family
    (line,) = page.parts.acts.model.rows
    assert line.act.removed
    assert not page.parts.acts.undo_button.isEnabled()


def test_the_death_of_the_head_asks_for_a_new_one(shown, qtbot, workspace, family):
    page = shown.page
    page.parts.acts.ask(ActKind.DIED)
    dialog = page.parts.acts.dialog
    dialog.form.set_text("member_ids", family.head.id)
    assert not dialog.form.fields["head_id"].isHidden()
    dialog.form.set_text("head_id", family.members[1].id)
    assert dialog.relations[0].relations() == {family.members[2].id: "Con trai", family.members[3].id: "Con dâu"}
    fill(dialog, "Tuổi già")
    dialog.confirm()
    settle(qtbot, shown)
    assert households.get(workspace, family.id).head.full_name == "Hồ Thị Lan"
    assert shown.toasts[-1][1] is not None
    shown.toasts[-1][1]()
    settle(qtbot, shown)
    assert households.get(workspace, family.id) == family


def test_a_merged_household_shows_the_one_that_stays(shown, qtbot, workspace, family, hamlet_here):
    other = households.register(workspace, HouseholdInput(hamlet_here.id, (MemberInput("Võ Thị Bảy", HEAD),)))
    page = shown.page
    page.parts.acts.ask(ActKind.MERGED)
    dialog = page.parts.acts.dialog
    fill(dialog)
    dialog.confirm()
    assert not dialog.problem.isHidden()
    dialog.search.setText("vo thi bay")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    dialog.table.choose(0)
    for name in dialog.relations[0].form.fields:
        dialog.relations[0].form.set_text(name, "Khác")
    dialog.confirm()
    settle(qtbot, shown)
    assert page.record.presenter.household_id == other.id
    assert len(households.get(workspace, other.id).members) == 5
    assert households.get(workspace, family.id).ended_how == "merged"


@pytest.mark.parametrize("kind", [ActKind.BORN, ActKind.JOINED, ActKind.PARTED, ActKind.MOVED, ActKind.HEAD_CHANGED,
                                  ActKind.ARRIVED, ActKind.LEFT])  # fmt: skip
def test_every_other_act_is_recorded_from_its_dialog(shown, qtbot, workspace, family, kind):
    there = hamlets.add(workspace, "Tân Hòa")
    page = shown.page
    page.parts.acts.ask(kind)
    dialog = page.parts.acts.dialog
    typed = {
        "member.full_name": "Đỗ Thị Mới", "member.relation": "Cháu", "member_ids": family.members[3].id,
        "hamlet_id": there.id, "head_id": family.members[1].id if kind is ActKind.HEAD_CHANGED else "",
    }  # fmt: skip
    for name, text in typed.items():
        if name in dialog.form.fields:
            dialog.form.set_text(name, text)
    fill(dialog)
    dialog.confirm()
    settle(qtbot, shown)
    (line,) = household_acts.acts_of(workspace, family.id)
    assert (line.act.kind, line.act.reason) == (kind, WHY)
    assert (page.shown is page.register) is (kind is ActKind.LEFT)


def test_somebody_who_is_registered_already_is_asked_about_before_joining(shown, qtbot, workspace, family, hamlet_here):
    double = MemberInput("Võ Thị Bảy", HEAD, "female", "3/5/1970")
    households.register(workspace, HouseholdInput(hamlet_here.id, (double,)))
    page = shown.page
    page.parts.acts.ask(ActKind.JOINED)
    dialog = page.parts.acts.dialog
    dialog.form.set_text("member.full_name", "Võ Thị Bảy")
    dialog.form.set_text("member.relation", "Khác")
    dialog.form.set_text("member.birth", "3/5/1970")
    fill(dialog)
    dialog.confirm()
    assert "Võ Thị Bảy" in dialog.notice.text()
    assert len(households.get(workspace, family.id).members) == 4
    dialog.confirm()
    settle(qtbot, shown)
    assert len(households.get(workspace, family.id).members) == 5


def test_an_earlier_day_is_shown_with_what_differs_in_words(shown, qtbot, workspace, family):
    page = shown.page
    page.parts.acts.day.setText("19/11/2025")
    page.parts.acts.look_back()
    assert page.parts.acts.dialog.then is None
    page.parts.acts.dialog.reject()
    child = MemberInput("Đỗ Mai", "Cháu", "female")
    lives.born(workspace, family.id, child, "20/11/2025", "Khai sinh")
    page.parts.acts.day.setText("20/11/2025")
    page.parts.acts.look_back()
    assert page.parts.acts.dialog.lines == []
    page.parts.acts.day.setText("1/1/2099")
    page.parts.acts.dialog.reject()
    page.parts.acts.look_back()
    assert page.parts.acts.notice.text()


def test_an_earlier_day_is_covered_where_the_machine_hides_sensitive_fields(shown, qtbot, workspace, family):
    held = masking.Masking(workspace, shown.page.context.settings)
    held.switch(on=True)
    masking.install(held)
    try:
        page = shown.page
        page.parts.acts.day.setText("20/11/2025")
        page.parts.acts.look_back()
        dialog = page.parts.acts.dialog
        assert not dialog.findChildren(DataTable)
        dialog.uncover.click()
        assert dialog.findChildren(DataTable)
        assert not held.covers(family.id)
    finally:
        masking.install(None)


def test_a_value_of_the_history_is_given_back(shown, qtbot, workspace, family):
    page = shown.page
    typed = HouseholdInput(
        family.hamlet_id,
        tuple(MemberInput(one.full_name, one.relation, id=one.id) for one in family.members),
        phone="0911111111",
    )
    households.change(workspace, family.id, typed)
    page.open(household_id=family.id)
    settle(qtbot, shown)
    rows = page.record.history_model.rows
    at = next(number for number, line in enumerate(rows) if line.path == "phone" and line.before)
    page.record.history.choose(at)
    restore = page.record.history.parentWidget().layout().itemAt(2).widget()
    assert restore.button.isEnabled()
    restore.ask()
    restore.dialog.reason.setPlainText("Gõ nhầm")
    restore.dialog.confirm()
    settle(qtbot, shown)
    assert households.get(workspace, family.id).phone == "0987654321"


def test_the_bin_says_how_households_ended_and_lets_them_come_back(shown, qtbot, workspace, family):
    lives.leave(workspace, family.id, "18/11/2025", "Về quê")
    page = shown.page
    page._show(page.bin)
    settle(qtbot, shown)
    (line,) = page.bin.model.rows
    assert (line.how, line.when, line.reason) == ("Chuyển đi", "18/11/2025", "Về quê")
    assert not page.bin.came_back.isHidden()
    page.bin.ask_come_back()
    fill(page.bin.dialog, "Trở về", "19/11/2025")
    page.bin.dialog.confirm()
    settle(qtbot, shown)
    assert page.bin.model.rows == []
    assert households.get(workspace, family.id).arrived_on == date(2025, 11, 19).isoformat()


def test_the_register_of_an_earlier_day_is_counted_by_hamlet(shown, qtbot, workspace, family):
    lives.born(workspace, family.id, MemberInput("Đỗ Mai", "Cháu", "female"), "20/11/2025", "Khai sinh")
    page = shown.page
    page.register.past_asked.emit()
    dialog = page.past
    dialog.day.setText("hôm qua")
    dialog.look()
    assert dialog.notice.text()
    for day, people in (("19/11/2025", None), ("20/11/2025", 5)):
        dialog.day.setText(day)
        dialog.look()
        settle(qtbot, shown)
        assert [(one.name, one.people) for one in dialog.hamlets.rows] == ([("Thôn Tân Tiến", 5)] if people else [])
    dialog.table.opened.emit(0)
    assert dialog.one.then.id == family.id


def test_the_record_s_parts_are_made_by_themselves_once_the_register_stands(open_page, two_poor, qtbot):
    parts = open_page(HouseholdsPage).page.parts
    qtbot.waitUntil(lambda: not parts._left)
    assert [parts.record.tabs.tabText(at) for at in range(parts.record.tabs.count())] == [
        "Hồ sơ", "Biến động", "Thăm hộ", "Hỗ trợ đã nhận", "Ảnh", "Ảnh phiếu", "Lịch sử",
    ]  # fmt: skip
