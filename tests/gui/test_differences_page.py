"""Differences decided by key and click, returned records answered, doubles removed: the page over real stores."""

import pytest
import two_machines as two
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sinhke_desktop.gui.differences.page import DifferencesPage
from sinhke_desktop.gui.differences.places import go_to
from sinhke_desktop.gui.households.page import HouseholdsPage
from sinhke_desktop.gui.households.returned_notice import ReturnedNotice
from sinhke_desktop.services import conflicts, hamlets, households, place, returned_records, reviews
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.reviews import ReviewInput


@pytest.fixture
def differing(workspace, second, stick):
    """Two households whose telephone (and of one the address) both machines changed."""
    ids = [two.register(workspace, name) for name in ("Nguyễn Văn Một", "Trần Thị Hai")]
    two.exchanged(second, workspace, stick)
    two.change(workspace, ids[0], phone="0901000001", address="Xóm 1")
    two.change(second, ids[0], phone="0902000002", address="Xóm 2")
    two.change(workspace, ids[1], phone="0901000003")
    two.change(second, ids[1], phone="0902000004")
    two.exchanged(second, workspace, stick)
    return ids


def test_an_empty_page_says_what_belongs_there(open_page):
    page = open_page(DifferencesPage).page
    assert page.conflicts.empty.isVisible()
    for tab, section in (("returned", page.returned), ("decided", page.decided), ("doubles", page.doubles)):
        page.open(tab=tab)
        assert section.empty.isVisibleTo(section)


def test_nothing_is_chosen_until_a_person_does_and_only_then_it_can_be_decided(open_page, differing):
    page = open_page(DifferencesPage).page
    assert len(page.conflicts.model.rows) == 2
    first = page.conflicts.presenter.current
    assert [one.open for one in page.conflicts.fields] == [True] * len(first.fields)
    assert page.conflicts.decide_button.isEnabled() is False
    page.conflicts.presenter.decide()
    assert page.conflicts.presenter.current == first


def test_keys_choose_field_after_field_and_decide_the_next_record_follows(qtbot, open_page, differing, workspace):
    frame = open_page(DifferencesPage)
    section = frame.page.conflicts
    section.table.choose(0)
    section.begin()
    first = section.presenter.current
    chosen = []
    for field in first.fields:
        QTest.keyClick(section.table, Qt.Key.Key_2)
        chosen.append(field.choices[1])
    assert section.decide_button.isEnabled()
    QTest.keyClick(section.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    frame.settle()
    assert len(section.model.rows) == 1
    assert section.presenter.current.entity_id != first.entity_id
    household = households.get(workspace, first.entity_id)
    assert {household.phone, household.address} >= {one.value for one in chosen}
    text, undo = frame.toasts[-1]
    assert first.title in text
    undo()
    frame.settle()
    assert len(section.model.rows) == 2


def test_a_click_and_enter_choose_and_a_number_moves_the_focus_on(open_page, differing):
    section = open_page(DifferencesPage).page.conflicts
    at = next(number for number, one in enumerate(section.model.rows) if len(one.fields) == 2)
    section.table.choose(at)
    section._to_first_field()
    first, following = section.fields
    QTest.keyClick(first.cards[0], Qt.Key.Key_1)
    assert not first.open
    assert following.cards[0].hasFocus()
    QTest.keyClick(following.cards[0], Qt.Key.Key_Return)
    assert section.decide_button.isEnabled()
    QTest.mouseClick(following.cards[1], Qt.MouseButton.LeftButton)
    assert following.cards[1].property("chosen") == "true"
    assert following.cards[0].property("chosen") == "false"
    QTest.keyClick(following.cards[1], Qt.Key.Key_9)
    assert following.cards[1].property("chosen") == "true"


def test_a_number_typed_into_the_reason_chooses_nothing(open_page, differing):
    section = open_page(DifferencesPage).page.conflicts
    section.reason.setFocus()
    QTest.keyClicks(section.reason, "12")
    assert section.reason.text() == "12"
    assert all(one.open for one in section.fields)


def test_what_was_decided_elsewhere_meanwhile_is_told(open_page, differing, workspace):
    frame = open_page(DifferencesPage)
    section = frame.page.conflicts
    record = section.presenter.current
    picks = {one.path: one.choices[0].uid for one in record.fields}
    for path in picks:
        section.presenter.pick(path, 1)
    section.presenter.pick("unknown", 1)
    conflicts.decide(workspace, record.entity_kind, record.entity_id, picks)
    section.decide()
    assert "NH-02" in section.notice.text()


def test_a_decision_is_marked_and_stands_first(open_page, workspace, second, differing, stick):
    review = reviews.record(workspace, ReviewInput(differing[0], "2025", income_points="100"))
    two.exchanged(second, workspace, stick)
    reviews.record(workspace, ReviewInput(differing[0], "2025", income_points="140", id=review.id))
    reviews.record(second, ReviewInput(differing[0], "2025", income_points="100", note="Xem nhà", id=review.id))
    two.exchanged(second, workspace, stick)
    section = open_page(DifferencesPage).page.conflicts
    assert section.model.rows[0].decision
    assert [one.open for one in section.fields] == [True]
    assert not section.decide_button.isEnabled()


def test_a_decision_is_taken_back_from_the_list_of_decisions(open_page, differing, workspace):
    frame = open_page(DifferencesPage)
    page = frame.page
    record = page.conflicts.presenter.current
    for one in record.fields:
        page.conflicts.presenter.pick(one.path, 1)
    page.conflicts.decide()
    frame.settle()
    page.open(tab="decided")
    frame.settle()
    assert [one.entity_id for one in page.decided.model.rows] == [record.entity_id]
    page.decided.take_back()
    frame.settle()
    assert page.decided.model.rows == []
    page.decided.take_back()
    assert conflicts.count(workspace) == 2


def test_a_returned_record_is_opened_answered_and_undone(open_page, workspace, stick, tmp_path):
    office = two.new_office(tmp_path / "office")
    place.check(workspace)
    hamlets.add(workspace, "Thôn Thử")
    two.pair(workspace, office, stick)
    household_id = two.register(workspace, "Nguyễn Văn Một")
    two.exchanged(workspace, office, stick)
    returned_records.ask(office, two.CODE, "household", household_id, "Thiếu số CCCD", "phone")
    two.exchanged(workspace, office, stick)
    workspaces.close(office)
    frame = open_page(DifferencesPage)
    page = frame.page
    page.open(tab="returned")
    frame.settle()
    assert "(1)" in page.tabs.buttons["returned"].text()
    QTest.keyClick(page.returned.table, Qt.Key.Key_Return)
    assert frame.went == [("households", {"household_id": household_id})]
    page.returned.answer_fixed()
    frame.settle()
    assert returned_records.count_open(workspace) == 0
    assert page.tabs.buttons["returned"].text().count("(") == 0
    frame.toasts[-1][1]()
    frame.settle()
    assert returned_records.count_open(workspace) == 1
    page.returned.ask_answer()
    dialog = page.returned.dialog
    dialog.words.setPlainText(" ")
    dialog.confirm()
    assert dialog.notice.text()
    dialog.words.setPlainText("Hộ không có CCCD")
    dialog.confirm()
    frame.settle()
    [shown] = returned_records.requests(workspace)
    assert shown.request.answer == "Hộ không có CCCD"


def test_a_returned_household_carries_a_mark_in_its_record_until_it_is_answered(
    qtbot, open_page, workspace, stick, tmp_path
):
    office = two.new_office(tmp_path / "office")
    place.check(workspace)
    hamlets.add(workspace, "Thôn Thử")
    two.pair(workspace, office, stick)
    household_id = two.register(workspace, "Nguyễn Văn Một")
    other_id = two.register(workspace, "Trần Thị Hai")
    two.exchanged(workspace, office, stick)
    returned_records.ask(office, two.CODE, "household", household_id, "Thiếu số CCCD")
    two.exchanged(workspace, office, stick)
    workspaces.close(office)
    frame = open_page(HouseholdsPage)
    frame.settle()
    frame.page.open(household_id=household_id)
    frame.settle()
    [notice] = frame.page.record.findChildren(ReturnedNotice)
    qtbot.waitUntil(lambda: "Thiếu số CCCD" in notice.text())
    assert notice.isVisibleTo(frame.page)
    frame.page.open(household_id=other_id)
    frame.settle()
    assert not notice.isVisibleTo(frame.page)
    frame.page.open(household_id=household_id)
    frame.settle()
    notice.fixed.click()
    frame.settle()
    assert not notice.isVisibleTo(frame.page)
    assert returned_records.count_open(workspace) == 0


def test_one_of_two_entries_of_a_family_is_removed_and_comes_back(open_page, workspace, second, stick):
    for store in (workspace, second):
        two.register(store, "Phạm Văn Trùng", birth="12/05/1979")
    two.exchanged(second, workspace, stick)
    frame = open_page(DifferencesPage)
    page = frame.page
    page.open(tab="doubles")
    frame.settle()
    [card] = page.doubles.cards
    card.remove_buttons[0].click()
    frame.settle()
    assert page.doubles.cards == []
    assert len(households.removed(workspace)) == 1
    frame.toasts[-1][1]()
    frame.settle()
    assert households.removed(workspace) == []
    page.doubles.cards[0].apart_button.click()
    frame.settle()
    assert page.doubles.empty.isVisibleTo(page.doubles)


@pytest.mark.parametrize(
    ("kind", "page"),
    [("report", "reports"), ("review_round", "rounds"), ("village_meeting", "rounds"), ("visit", "visits"),
     ("livelihood_model", "livelihood"), ("hamlet", "settings"), ("data_request", "privacy")],
)  # fmt: skip
def test_each_kind_of_record_has_its_page(open_page, kind, page):
    frame = open_page(DifferencesPage)
    go_to(frame.page.context, kind, "2025-10")
    assert [one[0] for one in frame.went] == [page]
