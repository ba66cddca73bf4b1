"""The record's own editors: lists chosen by letters, ticks with an order, fields in columns that fit."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QVBoxLayout, QWidget

from sinhke_desktop.domain.household_lists import CAUSES, DEVICES, WATER, YES_NO
from sinhke_desktop.gui.households.cell_grid import CellGrid
from sinhke_desktop.gui.households.editors import AccentFreeCompleter, EnterGoesOn
from sinhke_desktop.gui.households.quick_choice import QuickChoice
from sinhke_desktop.gui.households.tick_list import TickList


@pytest.fixture
def shown(qtbot):
    def make(widget, width=600):
        qtbot.addWidget(widget)
        widget.resize(width, 400)
        with qtbot.waitExposed(widget):
            widget.show()
        return widget

    return make


@pytest.mark.parametrize(
    ("typed", "key"), [("gk", "drilled_well"), ("nm", "tap"), ("nuoc mua", "rain"), ("3", "protected_well"), ("zz", "")]
)
def test_letters_or_a_number_choose_from_a_list(shown, typed, key):
    box = shown(QuickChoice(WATER))
    QTest.keyClicks(box, typed)
    assert box.value() == key


def test_delete_empties_a_list_and_a_key_unknown_to_it_is_kept(shown):
    box = shown(QuickChoice(YES_NO))
    box.set_value("later")
    assert (box.value(), box.currentText()) == ("later", "later")
    QTest.keyClick(box, Qt.Key.Key_Delete)
    assert box.value() == ""


def test_names_with_numbers_are_found_by_their_numbers(shown):
    box = shown(QuickChoice([("a", "Thôn 1"), ("b", "Thôn 12"), ("c", "Tân Tiến")], numbered=False))
    QTest.keyClicks(box, "12")
    assert box.value() == "b"


def test_ticks_are_ranked_as_they_are_ticked_and_moved_by_keys(shown):
    ticks = shown(TickList(CAUSES, ranked=True))
    told = []
    ticks.changed.connect(lambda: told.append(ticks.value()))
    for key in ("labour", "capital", "illness"):
        QTest.keyClick(ticks.boxes[key], Qt.Key.Key_Space)
    assert ticks.value() == "labour,capital,illness"
    QTest.keyClick(ticks.boxes["illness"], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(ticks.boxes["labour"], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert ticks.value() == "labour,illness,capital"
    assert ticks.boxes["illness"].text() == "2. " + CAUSES["illness"]
    QTest.keyClick(ticks.boxes["labour"], Qt.Key.Key_Space)
    assert told[-1] == "illness,capital"
    assert ticks.boxes["labour"].text() == CAUSES["labour"]


def test_none_of_the_devices_excludes_the_others(shown):
    ticks = shown(TickList(DEVICES, alone="none"))
    ticks.set_value("smartphone,tv")
    assert ticks.value() == "smartphone,tv"
    ticks.boxes["none"].click()
    assert ticks.value() == "none"
    ticks.boxes["radio"].click()
    assert ticks.value() == "radio"


def test_keys_that_a_list_does_not_know_stay(shown):
    ticks = shown(TickList(DEVICES))
    ticks.set_value("tv,hologram")
    ticks.boxes["radio"].click()
    assert ticks.value() == "tv,radio,hologram"


@pytest.mark.parametrize("width", [300, 500, 900])
def test_no_tick_and_no_word_is_cut_off_at_any_width(shown, qtbot, width):
    grid = CellGrid(EnterGoesOn(None))
    grid.add("causes", "Nguyên nhân", TickList(CAUSES, ranked=True), span=3)
    for field in ("a", "b", "c"):
        grid.add(field, field, QuickChoice(WATER))
    grid.place()
    shown(grid, width)
    boxes = grid.editors["causes"].boxes.values()
    qtbot.waitUntil(lambda: all(box.height() >= box.sizeHint().height() for box in boxes))
    assert all(box.width() >= box.sizeHint().width() for box in boxes)
    qtbot.waitUntil(
        lambda: all(grid.editors[one].width() >= grid.editors[one].minimumSizeHint().width() for one in "abc")
    )


def _list_to_write_in():
    box = QComboBox()
    box.setEditable(True)
    return box


@pytest.mark.parametrize("make", [QLineEdit, _list_to_write_in])
def test_a_list_that_is_told_late_of_the_focus_does_not_take_it_back_to_the_field_that_was_left(shown, qtbot, make):
    sheet, field, following = QWidget(), make(), QLineEdit()
    column = QVBoxLayout(sheet)
    column.addWidget(field)
    column.addWidget(following)
    completer = AccentFreeCompleter(("Con trai", "Con gái", "Vợ"), field)
    field.setCompleter(completer)
    popup = completer.popup()
    going_on = EnterGoesOn(sheet)
    going_on.watch(field, following)
    shown(sheet)
    for typed in ("trai", "gai"):
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        QTest.keyClicks(field, typed)
        assert popup.isVisible()
        assert popup.focusProxy() is field
        QTest.keyClick(popup, Qt.Key.Key_Return)
        assert not popup.isVisible()
        assert following.hasFocus()
        popup.windowHandle().requestActivate()
        qtbot.waitUntil(lambda: QApplication.focusWindow() is popup.windowHandle())
        sheet.activateWindow()
        qtbot.waitUntil(sheet.isActiveWindow)
        assert following.hasFocus()
        (field.lineEdit() if isinstance(field, QComboBox) else field).clear()
