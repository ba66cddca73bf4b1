"""Ticks, dots and arrows of the style are pictures; Qt draws nothing where it cannot read one, and says nothing."""

import re

import pytest
from PySide6.QtGui import QColor, QIcon, QImageReader
from PySide6.QtWidgets import QCheckBox, QRadioButton, QStyle, QStyleOptionButton

from sinhke_desktop.gui import theme
from sinhke_desktop.paths import resource


@pytest.mark.parametrize("contrast", [False, True])
def test_every_picture_of_the_style_can_be_read(qapp, contrast) -> None:
    theme.apply(qapp, contrast=contrast)
    named = re.findall(r'url\("([^"]+)"\)', qapp.styleSheet())
    assert len(set(named)) >= 4
    assert [path for path in set(named) if QImageReader(path).read().isNull()] == []


def test_the_picture_of_the_window_can_be_read(qapp) -> None:
    assert not QIcon(str(resource("icons", "sinhke.svg"))).pixmap(32, 32).isNull()


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        (QRadioButton, QStyle.SubElement.SE_RadioButtonIndicator),
        (QCheckBox, QStyle.SubElement.SE_CheckBoxIndicator),
    ],
)
def test_what_is_chosen_looks_different(qtbot, qapp, kind, part) -> None:
    theme.apply(qapp)
    button = kind("Hộ nghèo")
    qtbot.addWidget(button)
    button.resize(200, 40)
    option = QStyleOptionButton()
    button.initStyleOption(option)
    inside = button.style().subElementRect(part, option, button).adjusted(4, 4, -4, -4)

    def colours() -> set[str]:
        picture = button.grab(inside).toImage()
        at = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
        return {QColor(picture.pixel(*one)).name() for one in at}

    before = colours()
    button.setChecked(True)
    assert len(before) == 1
    assert len(colours()) > 1
