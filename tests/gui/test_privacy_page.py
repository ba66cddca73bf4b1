"""The page of personal data as an officer uses it: requests, log, restriction, erasure, covering."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.data_request import RequestKind
from sinhke_desktop.domain.household import Household, Member
from sinhke_desktop.domain.request_register import RequestInput
from sinhke_desktop.domain.review import PovertyClass, ReviewKind
from sinhke_desktop.errors import NotFound
from sinhke_desktop.gui.privacy import masking
from sinhke_desktop.gui.privacy.page import PrivacyPage
from sinhke_desktop.services import (
    data_requests,
    households,
    privacy,
    reviews,
    round_list,
    round_survey,
    rounds,
)
from sinhke_desktop.services.round_survey import SurveyInput
from sinhke_desktop.settings import Settings


@pytest.fixture
def page(open_page, two_poor):
    return open_page(PrivacyPage)


@pytest.fixture
def settle(page, qtbot):
    """Wait until everything asked of the worker is shown."""
    return lambda: qtbot.waitUntil(lambda: not page.runner.busy(), timeout=60_000)


def asked(workspace, household, kind=RequestKind.ERASE):
    return data_requests.add(workspace, RequestInput(kind, "Mang Xuân Quỳnh", household.id, "20/11/2025"))


def test_a_request_is_entered_for_a_household_found_by_name_and_answered(page, workspace, settle):
    section = page.page.requests
    page.page.new()
    settle()
    dialog = section.dialog
    dialog.form.set_text("kind", RequestKind.CORRECT)
    dialog.form.set_text("requester", "Hồ Thị Lan")
    dialog.finder.search.setText("lan")
    dialog.finder.look_for("lan")
    dialog.confirm()
    (line,) = data_requests.listed(workspace)
    assert (line.head, line.request.kind) == ("Hồ Thị Lan", RequestKind.CORRECT)
    assert list(section.model.rows) == [line]

    section.answer()
    section.dialog.form.set_text("answer", "Đã sửa năm sinh")
    section.dialog.confirm()
    assert data_requests.listed(workspace)[0].request.answer == "Đã sửa năm sinh"
    assert not section.answer_button.isEnabled()


def test_a_request_without_a_name_stays_open_and_says_why(page, workspace, settle):
    page.page.new()
    settle()
    dialog = page.page.requests.dialog
    dialog.confirm()
    assert dialog.isVisible()
    assert dialog.form.fields["requester"].problem()
    assert data_requests.listed(workspace) == []


def test_the_log_is_filtered_and_thinned(page, workspace, two_poor):
    privacy.note_access(workspace, Action.OPENED, two_poor[0].id)
    privacy.note_access(workspace, Action.PRINTED, detail="Phiếu thăm hộ")
    page.page.open(tab="log")
    log = page.page.log
    log.read()
    assert len(log.model.rows) == 2
    log.filters.set_text("action", Action.PRINTED)
    assert [one.detail for one in log.model.rows] == ["Phiếu thăm hộ"]
    log.since.setText("hôm qua")
    log.read()
    assert log.filters.fields["since"].problem()
    assert not log.purge_button.isEnabled()


def test_a_household_is_restricted_and_released_with_a_reason(page, workspace, two_poor, settle):
    page.page.open(tab="restriction")
    section = page.page.restriction.restricted
    section.begin()
    settle()
    section.dialog.finder.look_for("dung")
    section.dialog.confirm()
    assert section.dialog.isVisible()
    section.dialog.form.set_text("reason", "Theo yêu cầu")
    section.dialog.confirm()
    assert [one.id for one in section.model.rows] == [two_poor[0].id]
    section.release()
    section.dialog.form.set_text("reason", "Rút yêu cầu")
    section.dialog.confirm()
    assert list(section.model.rows) == []


def test_an_erasure_asks_for_the_name_and_tells_what_it_could_not_reach(page, workspace, two_poor, qtbot):
    asked(workspace, two_poor[1])
    page.page.open(tab="restriction")
    section = page.page.restriction.erase
    section.read()
    assert not section.erase_button.isEnabled()
    households.remove(workspace, two_poor[1].id, "Chuyển đi")
    section.read()
    assert section.erase_button.isEnabled()
    section.begin()
    section.dialog.name.setText("ai đó")
    section.dialog.confirm()
    assert section.dialog.isVisible()
    assert households.get(workspace, two_poor[1].id).removed
    section.dialog.name.setText("ho thi lan")
    section.dialog.confirm()
    qtbot.waitUntil(lambda: not page.runner.busy(), timeout=60_000)
    with pytest.raises(NotFound):
        households.get(workspace, two_poor[1].id)
    assert "2" in section.outcome.text()
    assert list(section.model.rows) == []


def test_the_list_of_fields_names_every_personal_one(page):
    page.page.open(tab="fields")
    words = {one[2].words for one in page.page.fields.model.rows}
    assert {"Dân tộc", "Số CCCD", "Khuyết tật", "Nguyên nhân nghèo"} <= words


def test_a_household_in_the_recycle_bin_can_be_named_in_a_request(page, workspace, two_poor, settle):
    households.remove(workspace, two_poor[1].id, "Chuyển đi")
    page.page.new()
    settle()
    finder = page.page.requests.dialog.finder
    finder.look_for("ho thi lan")
    assert finder.household_id() == two_poor[1].id


@pytest.fixture
def masked(qapp, workspace, tmp_path):
    held = masking.Masking(workspace, Settings(tmp_path / "config"))
    masking.install(held)
    yield held
    masking.install(None)


def test_covered_fields_show_dots_until_asked_for_and_asking_is_noted(masked, workspace, qtbot):
    assert masking.covered_text("Ra-glai", Member, "ethnic_group", "a" * 32) == "Ra-glai"
    masked.switch(True)
    assert masking.covered_text("Ra-glai", Member, "ethnic_group", "a" * 32) == masking.DOTS
    assert masking.covered_text("Hồ Thị Lan", Member, "full_name", "a" * 32) == "Hồ Thị Lan"
    assert masking.covered_text("", Household, "phone", "a" * 32) == ""
    with qtbot.waitSignal(masked.changed):
        masked.reveal("a" * 32)
    assert masking.covered_text("Ra-glai", Member, "ethnic_group", "a" * 32) == "Ra-glai"
    assert masking.covered("b" * 32)
    masked.reveal("a" * 32)
    (entry,) = privacy.accesses(workspace)
    assert (entry.action, entry.household_id) == (Action.REVEALED, "a" * 32)
    assert "ethnic_group" in entry.fields
    masked.cover()
    assert masking.covered("a" * 32)


def test_what_was_shown_is_covered_again_when_its_time_is_over(masked, qtbot):
    masked.switch(True)
    masked.reveal()
    assert not masking.covered()
    with qtbot.waitSignal(masked.changed):
        masked._timer.setInterval(1)
        masked._timer.start()
    assert masking.covered()


def test_an_editor_is_covered_like_its_field(masked, qtbot):
    editor = QLineEdit("058179000011")
    qtbot.addWidget(editor)
    masked.switch(True)
    masking.cover_editor(editor, Member, "citizen_id", "a" * 32)
    assert editor.echoMode() is QLineEdit.EchoMode.Password
    masked.reveal("a" * 32)
    masking.cover_editor(editor, Member, "citizen_id", "a" * 32)
    assert editor.echoMode() is QLineEdit.EchoMode.Normal


def test_the_choice_is_remembered_on_this_machine(masked, tmp_path):
    masked.switch(True)
    assert privacy.hidden(Settings(tmp_path / "config"))


@pytest.fixture
def record(masked, open_page, two_poor, qtbot):
    from sinhke_desktop.gui.households.page import HouseholdsPage

    frame = open_page(HouseholdsPage)
    frame.page.open(household_id=two_poor[0].id)
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
    return frame


def test_opening_a_record_is_noted_once(record, workspace, two_poor):
    opened = privacy.accesses(workspace, actions=[Action.OPENED])
    assert [one.household_id for one in opened] == [two_poor[0].id]


def test_a_covered_record_cannot_be_read_or_typed_into_until_asked_for(record, masked, workspace, two_poor):
    view = record.page.record
    view = getattr(view, "view", view)
    assert view.cover.isHidden()
    masked.switch(True)
    assert not view.cover.isHidden()
    assert not view.tabs.isEnabled()
    assert view.cover.geometry() == view.tabs.geometry()
    view.cover.button.click()
    assert view.cover.isHidden()
    assert view.tabs.isEnabled()
    assert privacy.accesses(workspace, actions=[Action.REVEALED])[0].household_id == two_poor[0].id


def test_the_register_and_the_card_beside_it_show_dots(masked, open_page, two_poor, qtbot):
    from sinhke_desktop.gui.households.details_card import DetailsCard
    from sinhke_desktop.gui.households.table_model import register_columns

    row = type("Row", (), {"ethnic_group": "Kinh", "head_name": "Hồ Thị Lan", "marks": frozenset()})()
    texts = {one.key: one.column.text for one in register_columns()}
    assert texts["ethnic_group"](row) == "Kinh"
    masked.switch(True)
    assert texts["ethnic_group"](row) == masking.DOTS
    card = DetailsCard(lambda: None)
    qtbot.addWidget(card)
    assert not card.button.isVisible()


def test_why_a_household_is_poor_is_covered_like_what_it_lacks(masked, workspace, two_poor, qtbot):
    from sinhke_desktop.gui.households.details_card import DetailsCard
    from sinhke_desktop.gui.households.register_terms import Details

    def words():
        return "\n".join(one.text() for one in card.findChildren(QLabel) if not one.isHidden())

    found = reviews.of_household(workspace, two_poor[0].id)[0]
    details = Details(two_poor[0], "Tân Tiến", found, PovertyClass.POOR)
    card = DetailsCard(lambda: None)
    qtbot.addWidget(card)
    card.show_details(details)
    assert words().count("Bảo hiểm y tế") > 1
    masked.switch(True)
    card.show_details(details)
    assert "Bảo hiểm y tế" not in words()
    assert "Nghèo" in words()


def test_the_round_covers_what_households_lack(masked, workspace, two_poor, open_page, qtbot):
    from sinhke_desktop.gui.rounds.page import RoundsPage

    opened = rounds.open_round(workspace, ReviewKind.YEARLY, "2025", second_rule_set="VN-2027")
    round_list.build_list(workspace, opened.id)
    lacking = frozenset({"healthInsurance", "nutrition", "employment"})
    round_survey.survey(workspace, opened.id, {one.id: SurveyInput("138", lacking) for one in two_poor})
    frame = open_page(RoundsPage)
    page = frame.page
    survey, doubts = page.sections["survey"], page.sections["doubts"]

    def seen():
        frame.page.refresh()
        qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
        page.go_to("survey")
        cell = survey.sheet.shown(0, 3)
        page.go_to("doubts")
        qtbot.waitUntil(lambda: not frame.runner.busy() and bool(doubts.model.rows))
        return cell, doubts.reason.text(), doubts.model.index(0, 3).data()

    cell, reason, _message = seen()
    assert cell == "1 3 4"
    assert "138 điểm A" in reason
    masked.switch(True)
    assert seen() == (masking.DOTS,) * 3
    assert survey.sheet.text(0, 3) == "1 3 4"


def test_a_restricted_household_is_covered_on_every_machine(record, masked, workspace, two_poor, qtbot):
    view = record.page.record
    view = getattr(view, "view", view)
    data_requests.restrict(workspace, two_poor[1].id, "Theo yêu cầu")
    record.page.open(household_id=two_poor[1].id)
    qtbot.waitUntil(lambda: not record.runner.busy(), timeout=60_000)
    assert not masked.on
    assert not view.cover.isHidden()
    view.cover.button.click()
    assert view.cover.isHidden()
    view.leave()
    assert masked.covers(two_poor[1].id, restricted=True)
