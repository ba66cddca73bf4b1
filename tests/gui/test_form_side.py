"""The form that is entered keeps the field at work in sight, whatever comes beside the fields."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage

from sinhke_desktop.gui.visits.returned.form_side import FormSide


def in_sight(side, editor):
    return not editor.visibleRegion().isEmpty() and side.isVisible()


def picture(height):
    image = QImage(900, height, QImage.Format.Format_Grayscale8)
    image.fill(255)
    return image


def opened(qtbot):
    side = FormSide()
    qtbot.addWidget(side)
    side.resize(900, 400)
    side.show()
    side.activateWindow()
    qtbot.waitUntil(side.isActiveWindow)
    return side


def test_pictures_that_move_the_fields_do_not_move_the_one_at_work_out_of_sight(qtbot):
    side = opened(qtbot)
    here = side.sheet.indicators
    here.setFocus()
    qtbot.waitUntil(lambda: here.hasFocus() and in_sight(side, here))
    side.sheet.show_pictures({}, {"visited_on": picture(900), "corrections": picture(900)})
    qtbot.waitUntil(lambda: here.mapTo(side.sheet, QPoint()).y() > 1500)
    qtbot.waitUntil(lambda: in_sight(side, here))


def test_without_a_field_at_work_nothing_scrolls(qtbot):
    side = opened(qtbot)
    side.sheet.setEnabled(False)
    side.sheet.show_pictures({}, {"visited_on": picture(900), "corrections": picture(900)})
    qtbot.wait(100)
    assert side.area.verticalScrollBar().value() == 0
