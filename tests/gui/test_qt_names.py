"""Qt's names without knowing all of them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit

from sinhke_desktop.gui import qt_names
from sinhke_desktop.gui.qt_names import set_named
from sinhke_desktop.gui.widgets.buttons import QuietButton
from sinhke_desktop.gui.widgets.stages import WRAP
from sinhke_desktop.gui.widgets.text import label


def test_the_names_are_those_of_qt() -> None:
    assert qt_names.Qt.Key.Key_Return is Qt.Key.Key_Return
    assert not hasattr(qt_names.Qt, "NoSuchName")


def test_a_property_takes_the_value_of_that_name(qtbot) -> None:
    words, editor = QLabel(), QLineEdit()
    qtbot.addWidget(words)
    qtbot.addWidget(editor)
    set_named(words, "alignment", "AlignTop|AlignLeft")
    set_named(editor, "inputMethodHints", "ImhSensitiveData|ImhNoPredictiveText")
    assert words.alignment() == Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
    hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
    assert editor.inputMethodHints() == hints


@pytest.mark.parametrize(("name", "value"), [("textFormat", "NoSuchFormat"), ("noSuchProperty", "PlainText")])
def test_a_name_that_qt_does_not_know_is_refused(qtbot, name, value) -> None:
    words = QLabel()
    qtbot.addWidget(words)
    with pytest.raises(ValueError, match=value):
        set_named(words, name, value)


def test_words_on_a_page_are_never_read_as_html(qtbot) -> None:
    words = label("<b>Hộ</b> & con")
    qtbot.addWidget(words)
    assert words.textFormat() == Qt.TextFormat.PlainText


def test_the_number_of_the_wrapping_is_that_of_qt() -> None:
    assert int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) == WRAP


def test_a_button_keeps_its_key_with_other_words(qtbot) -> None:
    button = QuietButton("Quay lại", key="Alt+Left")
    qtbot.addWidget(button)
    button.setText("Về trước")
    assert button.shortcut() == QKeySequence("Alt+Left")
