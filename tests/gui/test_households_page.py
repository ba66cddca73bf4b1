"""The page of households on a real store, driven by keys."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.import_plan import RowKind
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.households.page import HouseholdsPage
from sinhke_desktop.gui.households.questions import DoublesDialog, LeaveDialog
from sinhke_desktop.gui.households.removal import RemovalDialog
from sinhke_desktop.gui.imports.presenter import Step
from sinhke_desktop.gui.tasks import Runner
from sinhke_desktop.services import hamlets, households, reviews
from sinhke_desktop.services.reviews import ReviewInput
from sinhke_desktop.settings import Settings

SAMPLES = Path(__file__).parents[1] / "data"


@dataclass
class Spoken:
    """What the page said at the foot of the window."""

    toasts: list = field(default_factory=list)

    def __call__(self, text, undo=None):
        self.toasts.append((text, undo))


@pytest.fixture
def hamlet(workspace):
    hamlets.add(workspace, "Tân Lập")
    return hamlets.add(workspace, "Tân Tiến")


@pytest.fixture
def three(workspace, hamlet):
    """Three households; the first one reviewed as near-poor."""
    made = []
    for name, citizen_id in (("Đỗ Đức Dũng", "058079001123"), ("Katơr Thị Ánh", ""), ("Pinăng Thị Hoa", "")):
        wife = MemberInput("Lê Thị Nga", "Vợ", "female", "1983", "Kinh")
        head = MemberInput(name, HEAD, "male", "1979", "Kinh", citizen_id)
        made.append(households.register(workspace, HouseholdInput(hamlet.id, (head, wife))))
    typed = ReviewInput(made[0].id, "2025", income_points="118", deprived=frozenset({"healthInsurance"}))
    reviews.record(workspace, typed)
    return made


@pytest.fixture
def window(qtbot, qapp, workspace, data_folders, tmp_path):
    """The page in a window of the usual size, with a real runner."""
    theme.apply(qapp)
    frame = QWidget()
    runner = Runner()

    def at_the_end(closing):
        closing.settle()
        runner.close()

    qtbot.addWidget(frame, before_close_func=at_the_end)
    spoken = Spoken()
    context = Context(
        workspace, runner, Settings(tmp_path / "config"), data_folders, spoken, lambda key, **args: None,
        lambda: frame.page.refresh(), lambda: None,
    )  # fmt: skip
    frame.page = HouseholdsPage(context)
    frame.spoken, frame.runner = spoken, runner
    frame.settle = lambda: qtbot.waitUntil(lambda: not runner.busy(), timeout=10_000)
    column = QVBoxLayout(frame)
    column.addWidget(frame.page)
    frame.resize(1158, 700)
    frame.show()
    qtbot.waitExposed(frame)
    frame.activateWindow()
    frame.page.refresh()
    frame.settle()
    return frame


def press(*keys):
    """Press keys where the focus is."""
    for key in keys:
        where = QApplication.focusWidget()
        if isinstance(key, str):
            for letter in key:
                QApplication.sendEvent(
                    where, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
                )
        else:
            QTest.keyClick(where, key)


def hold(modifier, key):
    """Press *key* with a modifier where the focus is."""
    where = QApplication.focusWidget()
    assert where is not None
    QTest.keyClick(where, key, modifier)


def shown_names(page):
    return [row.head_name for row in page.register.model.rows]


@pytest.mark.usefixtures("three")
def test_typing_finds_a_household_and_enter_opens_its_record(window, qtbot):
    page = window.page
    page.search()
    press("dung")
    assert shown_names(page) == ["Đỗ Đức Dũng"]
    assert page.register.header.findChildren(QLabel)[1].text() == "1 hộ · 2 nhân khẩu"
    press(Qt.Key.Key_Return)
    window.settle()
    assert page.record.isVisible()
    assert page.record.members.rows[0].name.text() == "Đỗ Đức Dũng"
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.register.isVisible())


@pytest.mark.usefixtures("three")
def test_the_chosen_household_says_its_class_and_why_without_its_whole_citizen_id(window, qtbot):
    page = window.page
    page.search()
    press("dung")
    card = page.register.details
    texts = lambda: " ".join(one.text() for one in card.findChildren(QLabel) if one.isVisible())  # noqa: E731
    qtbot.waitUntil(lambda: "118" in texts())
    assert "Cận nghèo" in texts()
    assert "Bảo hiểm y tế" in texts()
    assert "058••••••123" in texts()
    assert "058079001123" not in texts()


def test_an_empty_register_says_how_to_begin(window):
    page = window.page
    assert page.register.empty.isVisible()
    assert not page.register.table.isVisible()
    page.register.empty.button.click()
    assert page.imports.isVisible()


@pytest.mark.usefixtures("hamlet")
def test_a_whole_household_is_typed_and_saved_by_keys_alone(window, workspace, qtbot):
    page = window.page
    page.new()
    record = page.record
    assert QApplication.focusWidget() is record.hamlet
    press(Qt.Key.Key_Down, Qt.Key.Key_Return, "Tổ 2", Qt.Key.Key_Return, "0912 345 678", Qt.Key.Key_Return)
    press(*[Qt.Key.Key_Return] * 3)
    assert QApplication.focusWidget() is record.members.rows[0].name
    press("Đỗ Đức Dũng", Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return, "1979")
    press(Qt.Key.Key_Return, "Raglai", Qt.Key.Key_Return, "058079001123", Qt.Key.Key_Return)
    assert QApplication.focusWidget() is record.members.rows[1].name
    press("Lê Thị Nga", Qt.Key.Key_Return, "Vợ")
    hold(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: [text for text, _undo in window.spoken.toasts] == ["Đã lưu"])
    assert not record.presenter.changed
    stored = households.get(workspace, record.presenter.household_id)
    assert [(one.full_name, one.relation, one.ethnic_group) for one in stored.members] == [
        ("Đỗ Đức Dũng", HEAD, "Ra-glai"), ("Lê Thị Nga", "Vợ", "Ra-glai"),
    ]  # fmt: skip
    assert stored.phone == "0912345678"
    assert stored.head.sex is not None


def test_problems_stand_under_their_fields_and_the_focus_goes_to_the_first(window, three):
    page = window.page
    page.open(household_id=three[0].id)
    window.settle()
    record = page.record
    record.members.rows[1].birth.setText("năm kia")
    assert record.members.rows[1].cells["birth"].problem()
    record.members.rows[0].name.clear()
    record.save_button.click()
    assert QApplication.focusWidget() is record.members.rows[0].name
    assert record.notice.isVisible()
    record.members.rows[0].name.setText("Đỗ Đức Dũng")
    assert not record.members.rows[0].cells["full_name"].problem()
    assert record.members.rows[1].birth.text() == "năm kia"


def test_the_review_is_judged_while_it_is_typed_and_saved_with_the_record(window, three, workspace, qtbot):
    page = window.page
    page.open(household_id=three[1].id)
    window.settle()
    review = page.record.review
    review.income.setFocus()
    press("118")
    for key in ("employment", "healthInsurance", "cleanWater"):
        review.ticks[key].setFocus()
        press(Qt.Key.Key_Space)
    assert review.pill.text() == "Nghèo"
    hold(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: bool(window.spoken.toasts))
    found = reviews.of_household(workspace, three[1].id)
    assert found[0].standing.poverty_class is PovertyClass.POOR
    assert found[0].review.year == 2025


def test_escape_asks_before_typed_text_is_lost(window, three, qtbot):
    page = window.page
    page.open(household_id=three[0].id)
    window.settle()
    page.record.note.setFocus()
    press("x")
    asked = []

    def answer():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, LeaveDialog):
            asked.append(dialog)
            dialog.discard.click()

    waiting = QTimer()
    waiting.timeout.connect(answer)
    waiting.start(20)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.register.isVisible())
    assert len(asked) == 1


def test_escape_leaves_at_once_where_nothing_was_typed(window, three, qtbot):
    page = window.page
    page.open(household_id=three[0].id)
    window.settle()
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.register.isVisible())


def test_somebody_registered_twice_is_asked_about_before_saving(window, three, workspace, qtbot):
    page = window.page
    page.new()
    record = page.record
    record.hamlet.setCurrentIndex(1)
    record.members.rows[0].name.setText("Đỗ Đức Dũng")
    record.members.rows[0].birth.setText("02/03/1979")
    record.members.rows[0].citizen_id.setText("058079001123")
    record.save_button.click()
    window.settle()
    dialog = record.findChild(DoublesDialog)
    qtbot.waitUntil(dialog.isVisible)
    told = " ".join(one.text() for one in dialog.findChildren(QLabel))
    assert "02/03/1979" in told
    assert len(households.removed(workspace)) == 0
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    window.settle()
    assert record.presenter.household_id not in ("", three[0].id)


@pytest.mark.usefixtures("three")
def test_removing_needs_a_reason_and_undo_brings_the_household_back(window, qtbot, workspace):
    page = window.page
    page.search()
    press("hoa", Qt.Key.Key_Down)
    press(Qt.Key.Key_Delete)
    dialog = page.register.findChild(RemovalDialog)
    dialog.primary.click()
    assert dialog.isVisible()
    assert dialog.field.problem()
    dialog.reason.setCurrentText("Chuyển đi xã khác")
    dialog.primary.click()
    window.settle()
    assert len(households.removed(workspace)) == 1
    page.register.presenter.clear_filters()
    window.settle()
    assert "Pinăng Thị Hoa" not in shown_names(page)
    page.register.bin_asked.emit()
    window.settle()
    assert page.bin.model.rows[0].reason == "Chuyển đi xã khác"
    _text, undo = window.spoken.toasts[-1]
    undo()
    window.settle()
    assert households.removed(workspace) == []
    qtbot.waitUntil(lambda: page.bin.empty.isVisible())


@pytest.mark.usefixtures("three")
def test_nothing_of_a_column_is_cut_off_at_the_usual_size(window, qtbot):
    table = window.page.register.table
    qtbot.waitUntil(lambda: table.columnWidth(0) > 0)
    metrics = table.fontMetrics()
    for column in range(table.model().columnCount()):
        for row in range(table.model().rowCount()):
            text = str(table.model().index(row, column).data())
            assert table.columnWidth(column) >= metrics.horizontalAdvance(text)
    assert not table.horizontalScrollBar().isVisible()


@pytest.mark.usefixtures("three")
def test_a_title_pressed_sorts_and_a_hidden_column_stays_hidden(window, qtbot):
    page = window.page
    across = page.register.table.horizontalHeader()
    qtbot.waitUntil(lambda: across.sectionSize(0) > 0)
    assert [name.split()[-1] for name in shown_names(page)] == ["Ánh", "Dũng", "Hoa"]
    where = QPoint(across.sectionViewportPosition(0) + 30, 10)
    QTest.mouseClick(across.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    qtbot.waitUntil(lambda: [name.split()[-1] for name in shown_names(page)] == ["Hoa", "Dũng", "Ánh"])
    page.register._show_column("ethnic_group", on=False)
    assert page.register.model.columnCount() == 6
    assert page.context.settings.get("register")["hidden"] == ["ethnic_group"]


def test_history_tells_who_changed_what(window, three, workspace, hamlet):
    member = three[0].members[0]
    typed = MemberInput(member.full_name, HEAD, "male", "1980", "Kinh", member.citizen_id, id=member.id)
    households.change(workspace, three[0].id, HouseholdInput(hamlet.id, (typed,)))
    page = window.page
    page.open(household_id=three[0].id)
    window.settle()
    lines = page.record.history_model.rows
    assert any((line.old, line.new, line.officer) == ("1979", "1980", "Nguyễn Thị Thử") for line in lines)
    assert any(line.what == "Người rời khỏi hộ" and line.old == "Lê Thị Nga" for line in lines)
    assert any(line.what.startswith("Rà soát 2025") for line in lines)


def test_a_list_is_read_previewed_applied_and_taken_back(window, workspace, qtbot):
    for name in ("Gòn 1", "Tân Hòa", "Tân Lập", "Tân Tiến", "Đá Bàn"):
        hamlets.add(workspace, name)
    page = window.page
    page.open(imports="1")
    imports = page.imports
    imports.read(SAMPLES / "ra-soat-2025-loi.xlsx")
    window.settle()
    assert imports.presenter.step is Step.FOUND
    hold(Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Right)
    qtbot.waitUntil(imports.preview.isVisible)
    wrong = imports.presenter.prepared.plan.households[RowKind.WRONG]
    assert wrong > 0
    assert not imports.preview.apply.isEnabled()
    imports.preview.leave_out.setChecked(True)
    hold(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: imports.presenter.step is Step.DONE, timeout=10_000)
    page._show(page.register)
    window.settle()
    assert len(page.register.model.rows) == imports.presenter.prepared.plan.households[RowKind.NEW]
    page.open(imports="1")
    imports.done.undo.click()
    window.settle()
    page._show(page.register)
    window.settle()
    assert page.register.model.rows == []
    qtbot.waitUntil(page.register.empty.isVisible)


@pytest.mark.usefixtures("three")
def test_keys_go_to_the_register_as_soon_as_the_page_is_shown(window, qtbot):
    page = window.page
    window.setFocus()
    page.hide()
    page.show()
    qtbot.waitUntil(page.register.table.hasFocus)
    hold(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    QApplication.activeModalWidget().reject()
    page.register.field.setFocus()
    page.refresh()
    assert page.register.field.hasFocus()
