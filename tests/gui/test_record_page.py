"""The record on a real store: every field is kept, filled by keys, and found again."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.gui.households.page import HouseholdsPage
from sinhke_desktop.services import households, reviews
from sinhke_desktop.services.reviews import ReviewInput

HEAD_INPUT = MemberInput(
    "Đỗ Đức Dũng", HEAD, "male", "1979", "Kinh", "058079001123", insured="yes",
    health_insurance_number="HN2581234567890", schooling="none", education="primary", work="no_contract",
    labour_capacity="reduced", disability="mild", social_allowance="no", merit="yes",
)  # fmt: skip
CHILD = MemberInput("Đỗ Thị Mai", "Con gái", "female", "12/05/2018", "Kinh", schooling="primary", nutrition="stunted")
WHOLE = HouseholdInput(
    members=(HEAD_INPUT, CHILD), address="Tổ 2", location="11,5601; 108,9902", dwelling_area="45,5", wall="durable",
    pillar="durable", roof="fragile", water_source="drilled_well", toilet="none", waste="collected", internet="no",
    devices="tv,smartphone", causes="capital,illness", cause_note="mất mùa", needs="loan,job", needs_note="nuôi bò",
    no_labour="yes", no_labour_reason="hai người già", cannot_escape="no", local_minority="no",
)  # fmt: skip


def settle(frame, qtbot):
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=10_000)


def hold(modifier, key):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def test_saving_keeps_every_field_that_was_not_touched(open_page, hamlet_here, workspace, qtbot):
    stored = households.register(workspace, replace(WHOLE, hamlet_id=hamlet_here.id))
    typed = ReviewInput(stored.id, "2025", income_points="118", income_per_head="900000")
    typed = replace(typed, derived=frozenset({"employment"}), overrides='{"employment": "có việc"}', round_id="a" * 32)
    reviews.record(workspace, typed)
    before = reviews.of_household(workspace, stored.id)[0].review
    frame = open_page(HouseholdsPage)
    frame.page.open(household_id=stored.id)
    settle(frame, qtbot)
    frame.page.record.note.setText("đã gặp")
    frame.page.record.review.note.setText("đã xem")
    hold(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: bool(frame.toasts))
    assert households.get(workspace, stored.id) == replace(stored, note="đã gặp")
    assert reviews.of_household(workspace, stored.id)[0].review == replace(before, note="đã xem")


def test_other_cards_can_be_put_beside_the_record(open_page, two_poor, qtbot):
    frame = open_page(HouseholdsPage)
    record = frame.page.record
    shown = []
    record.shown.connect(shown.append)
    record.add_tab("Hỗ trợ", QWidget())
    record.add_card(QWidget())
    names = [record.tabs.tabText(at) for at in range(record.tabs.count())]
    assert names.index("Hỗ trợ") == len(names) - 2
    frame.page.open(household_id=two_poor[0].id)
    settle(frame, qtbot)
    assert shown == [two_poor[0].id]
