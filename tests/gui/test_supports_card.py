"""The page of supports in a record, over the real store."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.domain.support import SupportInput
from sinhke_desktop.gui.households.supports_card import SupportsPane, TakeBackDialog
from sinhke_desktop.gui.households.supports_dialog import SupportDialog
from sinhke_desktop.gui.households.supports_presenter import support_services
from sinhke_desktop.services import supports


class PaneInPage(QWidget):
    """The pane as a page of its own."""

    def __init__(self, context):
        super().__init__()
        self.pane = SupportsPane(context, support_services(context.workspace))
        QVBoxLayout(self).addWidget(self.pane)

    def refresh(self):
        """Nothing is read before a household is shown."""


@pytest.fixture
def shown(open_page, two_poor, qtbot):
    """The frame of the pane and the id of the household shown."""
    frame = open_page(PaneInPage)
    frame.pane = frame.page.pane
    frame.household_id = two_poor[0].id
    frame.pane.show_household(frame.household_id)
    settle(qtbot, frame)
    return frame


def settle(qtbot, frame):
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)


def dialog(frame, kind=SupportDialog):
    found = [one for one in frame.pane.findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def fill(asked, **texts):
    for name, text in texts.items():
        asked.form.set_text(name, text)


COW = {"kind": "production", "what": "bò cái sinh sản", "received_on": "05/03/2025", "value": "18.000.000",
       "quantity": "1", "unit": "con"}  # fmt: skip


def add(qtbot, frame, source="GNBV", **texts):
    qtbot.mouseClick(frame.pane.add_button, Qt.MouseButton.LeftButton)
    asked = dialog(frame)
    fill(asked, **{**COW, **texts})
    asked._day_typed()
    fill(asked, source_code=source)
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    settle(qtbot, frame)
    return asked


def stored(frame, workspace):
    return [one.what for one in supports.of_household(workspace, frame.household_id)]


def test_a_support_is_typed_shown_summed_and_undone(shown, qtbot, workspace):
    add(qtbot, shown)
    settle(qtbot, shown)
    assert stored(shown, workspace) == ["bò cái sinh sản"]
    assert shown.pane.model.rowCount() == 1
    assert shown.pane.model.index(0, 4).data() == "18.000.000"
    text, undo = shown.toasts[-1]
    assert text == "Đã lưu hỗ trợ."
    undo()
    settle(qtbot, shown)
    settle(qtbot, shown)
    assert stored(shown, workspace) == []
    assert shown.pane.model.rowCount() == 0


def test_what_is_wrong_stands_under_its_field_and_nothing_typed_is_lost(shown, qtbot, workspace):
    asked = add(qtbot, shown, source="", value="nhiều")
    assert asked.isVisible()
    assert asked.form.fields["source_code"].problem()
    assert asked.form.fields["value"].problem()
    assert asked.form.text("what") == "bò cái sinh sản"
    assert stored(shown, workspace) == []


def test_a_second_source_is_warned_of_once_and_then_stored(shown, qtbot, workspace):
    supports.give(workspace, SupportInput(shown.household_id, "production", "bò giống", "XHH", "01/02/2025"))
    asked = add(qtbot, shown)
    assert asked.isVisible()
    assert "bò giống" in asked.notice.text()
    assert asked.primary.text() == "Vẫn lưu"
    assert stored(shown, workspace) == ["bò giống"]
    fill(asked, what="bò cái lai")
    assert asked.primary.text() == "Lưu"
    for _press in range(2):
        qtbot.keyClick(asked, Qt.Key.Key_Return)
        settle(qtbot, shown)
    settle(qtbot, shown)
    assert sorted(stored(shown, workspace)) == ["bò cái lai", "bò giống"]
    assert "bò cái lai" in shown.pane.notice.text()


def test_only_sources_of_the_typed_day_are_offered(shown, qtbot):
    qtbot.mouseClick(shown.pane.add_button, Qt.MouseButton.LeftButton)
    asked = dialog(shown)
    fill(asked, received_on="01/08/2025")
    asked._day_typed()
    assert asked._source.findData("QVNN-HUYEN") == -1
    assert asked._source.findData("GNBV") > 0


def test_enter_changes_and_del_takes_back_with_a_reason(shown, qtbot, workspace):
    add(qtbot, shown)
    settle(qtbot, shown)
    shown.pane.table.setFocus()
    qtbot.keyClick(shown.pane.table, Qt.Key.Key_Return)
    asked = dialog(shown)
    assert asked.form.text("value") == "18.000.000"
    fill(asked, what="bê cái")
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    settle(qtbot, shown)
    settle(qtbot, shown)
    assert stored(shown, workspace) == ["bê cái"]
    shown.pane.remove()
    why = dialog(shown, TakeBackDialog)
    why.confirm()
    assert why.field.problem()
    why.reason.setPlainText("ghi nhầm hộ")
    why.confirm()
    settle(qtbot, shown)
    settle(qtbot, shown)
    assert stored(shown, workspace) == []
    shown.toasts[-1][1]()
    settle(qtbot, shown)
    assert stored(shown, workspace) == ["bê cái"]


def test_a_new_record_has_no_supports_to_add(shown):
    shown.pane.show_household("")
    assert not shown.pane.add_button.isEnabled()
    assert "lưu hồ sơ" in shown.pane.nothing.text()


def test_training_asks_for_a_person(shown, qtbot, workspace):
    asked = add(qtbot, shown, kind="training", what="May công nghiệp", quantity="", unit="")
    assert asked.form.fields["member_id"].problem()
    asked.form.fields["member_id"].editor.setCurrentIndex(1)
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    settle(qtbot, shown)
    settle(qtbot, shown)
    assert "Đỗ Đức Dũng" in shown.pane.model.index(0, 2).data()
    assert stored(shown, workspace) == ["May công nghiệp"]
