"""What is said at the start of the place of the data and of the screen."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.program import Program
from sinhke_desktop.gui.start_remarks import SEEN, RemarksDialog, remarks
from sinhke_desktop.services.data_place import PlaceKind
from sinhke_desktop.settings import Settings

ROOM = QSize(1366, 728)


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(tmp_path)


def test_a_fixed_drive_and_an_ordinary_screen_need_no_word(settings) -> None:
    assert remarks(Path("/nhà"), PlaceKind.FIXED, ROOM, settings) == ()


@pytest.mark.parametrize("kind", [PlaceKind.REMOVABLE, PlaceKind.NETWORK, PlaceKind.SYNCED])
def test_every_unsafe_place_is_named_with_its_risk(settings, kind) -> None:
    (found,) = remarks(Path("/usb/du-lieu"), kind, ROOM, settings)
    assert "/usb/du-lieu" in found.text


def test_a_small_screen_is_remarked_on(settings) -> None:
    assert [one.key for one in remarks(Path("/"), PlaceKind.FIXED, QSize(640, 700), settings)] == ["screen"]
    assert [one.key for one in remarks(Path("/"), PlaceKind.FIXED, QSize(1000, 500), settings)] == ["screen"]


def test_what_the_person_does_not_want_to_read_again_is_not_said_until_it_changes(qtbot, qapp, settings) -> None:
    theme.apply(qapp)
    found = remarks(Path("/usb"), PlaceKind.REMOVABLE, ROOM, settings)
    dialog = RemarksDialog(None, found, settings)
    qtbot.addWidget(dialog)
    dialog.confirm()
    assert remarks(Path("/usb"), PlaceKind.REMOVABLE, ROOM, settings) == found
    dialog.not_again.setChecked(True)
    dialog.confirm()
    assert settings.get(SEEN) == ["removable:/usb"]
    assert remarks(Path("/usb"), PlaceKind.REMOVABLE, ROOM, settings) == ()
    assert len(remarks(Path("/khác"), PlaceKind.REMOVABLE, ROOM, settings)) == 1


def test_the_word_stands_over_the_page_that_asks_for_the_password(qtbot, qapp, workspace, data_folders) -> None:
    theme.apply(qapp)
    program = Program(data_folders, Settings(data_folders.config))
    qtbot.addWidget(program.window)
    program.show_unlock()
    program.window.show()
    program._show_remarks(data_folders.data, PlaceKind.NETWORK)
    assert len(program.window.findChildren(RemarksDialog)) == 1
    program.close()
