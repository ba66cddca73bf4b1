"""The register's search and filters in the window, over the real store."""

import unicodedata

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.gui.households.filters_dialog import FiltersDialog, SaveFilterDialog
from sinhke_desktop.gui.households.page import HouseholdsPage
from sinhke_desktop.services import households
from sinhke_desktop.services.register import Mark

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LETTERS = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES]
ACCENTED = [*(one for one in LETTERS if not one.isascii()), "đ"]


@pytest.fixture
def frame(open_page, two_poor, qtbot):
    made = open_page(HouseholdsPage)
    made.ids = [one.id for one in two_poor]
    made.pane = made.page.register
    settle(qtbot, made)
    return made


def settle(qtbot, frame):
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)


def names(frame):
    model = frame.pane.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def asked(frame, kind):
    (found,) = [one for one in frame.pane.findChildren(kind) if one.isVisible()]
    return found


def test_another_page_shows_exactly_its_households_and_escape_leaves_them(frame, qtbot):
    frame.page.open(ids=f"{frame.ids[1]},{'f' * 32}", title="Bảng 3, Hộ nghèo")
    settle(qtbot, frame)
    bar = frame.pane.bar
    assert names(frame) == ["Hồ Thị Lan"]
    assert bar.list_bar.isVisible()
    assert "Bảng 3, Hộ nghèo" in bar.list_name.text()
    assert "1 hộ trong đó không còn" in bar.list_name.text()
    QTest.keyClick(frame.window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(names(frame)) == 2)
    assert not bar.list_bar.isVisible()


def test_a_list_gives_way_to_a_filter_that_another_page_asks_for(frame, qtbot):
    frame.pane.presenter.filter_further(indicator="", cause="", need="", marks=frozenset({Mark.PARTICIPANT}))
    frame.page.open(ids=[frame.ids[0]], title="Danh sách")
    settle(qtbot, frame)
    assert len(names(frame)) == 1
    frame.page.open(poverty_class="poor")
    settle(qtbot, frame)
    assert len(names(frame)) == 2
    assert frame.pane.poverty_class.currentData() == "poor"


def test_the_dialog_filters_and_each_filter_is_a_button_that_takes_it_away(frame, qtbot):
    QTest.keyClick(frame.window, "f", Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: frame.pane.findChild(FiltersDialog) is not None)
    dialog = asked(frame, FiltersDialog)
    dialog.form.set_text("indicator", "healthInsurance")
    dialog.boxes[Mark.PARTICIPANT].setChecked(True)
    dialog.confirm()
    assert not frame.pane.model.rowCount()
    bar = frame.pane.bar
    buttons = [bar.chips.layout().itemAt(at).widget() for at in range(bar.chips.layout().count())]
    assert [one.text() for one in buttons] == ["Thiếu: Bảo hiểm y tế", "Đang tham gia mô hình sinh kế"]
    qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert len(names(frame)) == 2
    bar.ask_further()
    again = asked(frame, FiltersDialog)
    assert again.form.text("indicator") == "healthInsurance"
    again._clear()
    again.confirm()
    assert not bar.chips.isVisible()


def test_filters_are_kept_under_a_name_in_the_store_and_used_again(frame, qtbot):
    frame.pane.presenter.filter_further(indicator="", cause="", need="", marks=frozenset({Mark.PARTICIPANT}))
    frame.pane.bar.ask_name()
    dialog = asked(frame, SaveFilterDialog)
    dialog.confirm()
    assert dialog.form.fields["name"].problem()
    dialog.form.set_text("name", "Hộ mô hình")
    dialog.confirm()
    frame.pane.presenter.clear_filters()
    settle(qtbot, frame)
    assert len(names(frame)) == 2
    menu = frame.pane.bar.named_menu()
    (use,) = [one for one in menu.actions() if one.text() == "Hộ mô hình"]
    assert not use.isChecked()
    use.trigger()
    settle(qtbot, frame)
    assert names(frame) == []
    again = frame.pane.bar.named_menu()
    assert again.actions()[0].isChecked()


def test_the_number_of_chosen_households_is_told(frame):
    frame.pane.table.selectAll()
    assert "đã chọn 2" in frame.pane.header._subtitle.text()
    frame.pane.table.choose(0)
    assert "đã chọn" not in frame.pane.header._subtitle.text()


def test_every_accented_letter_is_found_as_it_is_typed_on_the_keyboard(frame, qtbot, workspace, hamlet_here):
    for letter in ACCENTED:
        for word in (f"B{letter}kx", f"{letter.upper()}KZ"):
            head = MemberInput(word, HEAD, "male", "1980", "Kinh")
            households.register(workspace, HouseholdInput(hamlet_here.id, (head,)))
    assert len(ACCENTED) * 2 == 134
    frame.page.refresh()
    settle(qtbot, frame)
    for letter in ACCENTED:
        frame.pane.field.setText("")
        QTest.keyClicks(frame.pane.field, "b")
        frame.pane.field.setText(frame.pane.field.text() + letter)
        QTest.keyClicks(frame.pane.field, "kx")
        assert f"B{letter}kx" in names(frame), letter
        frame.pane.field.setText(unicodedata.normalize("NFD", f"{letter.upper()}kz"))
        assert f"{letter.upper()}KZ" in names(frame), letter
        frame.pane.field.setText(letter + "kz")
        assert f"{letter.upper()}KZ" in names(frame), letter
