"""The list of words: rows as high as their words, whole words drawn, also in large letters."""

import pytest
from PySide6.QtCore import QRect, Qt

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets.word_list import BESIDE, WRAP, WordList

TEXTS = ["Bản đồ sinh kế của hộ", "Giấy đề nghị công nhận hộ thoát nghèo, hộ thoát cận nghèo"]


@pytest.fixture(params=[1.0, 2.0])
def shown(request, qapp, qtbot):
    theme.apply(qapp, scale=request.param)
    found = WordList(250, 260)
    qtbot.addWidget(found)
    found.addItems(TEXTS)
    found.resize(found.width(), 600)
    with qtbot.waitExposed(found):
        found.show()
    yield found
    theme.apply(qapp)


def test_every_row_is_as_high_as_its_words_need(shown):
    for row, text in enumerate(TEXTS):
        rect = shown.visualItemRect(shown.item(row))
        room = QRect(0, 0, rect.width() - 2 * theme.px(BESIDE), 10_000)
        assert shown.fontMetrics().boundingRect(room, WRAP, text).height() <= rect.height()
    assert shown.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def test_the_words_are_drawn_and_the_list_is_no_wider_than_it_may_be(shown):
    assert shown.width() <= 260
    picture = shown.grab().toImage()
    rect = shown.visualItemRect(shown.item(1))
    colours = {picture.pixel(x, rect.center().y()) for x in range(rect.left(), rect.right())}
    assert len(colours) > 2
