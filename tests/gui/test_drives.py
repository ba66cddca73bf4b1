"""Noticing a stick that comes or goes, and choosing where to write."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from sinhke_desktop.gui.widgets import drives
from sinhke_desktop.gui.widgets.drives import Drive, StickWatch, WhereChoice
from sinhke_desktop.settings import Settings

KEY = "some_folder"


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_a_stick_that_comes_or_goes_is_told_once(qtbot, parent, tmp_path):
    here: list[Drive] = []
    told = []
    watch = StickWatch(parent, lambda: list(here))
    watch.changed.connect(told.append)
    watch.begin()
    qtbot.waitUntil(lambda: told == [[]])
    stick = Drive(tmp_path, "USB", 1)
    here.append(stick)
    for _look in range(2):
        with qtbot.waitSignal(watch._looked):
            watch.look()
    qtbot.waitUntil(lambda: told == [[], [stick]])
    here.clear()
    with qtbot.waitSignal(watch._looked):
        watch.look()
    qtbot.waitUntil(lambda: told == [[], [stick], []])
    watch.end()


def test_the_sticks_of_the_last_look_are_known_until_the_watch_ends(qtbot, parent, tmp_path):
    stick = Drive(tmp_path, "USB", 1)
    watch = StickWatch(parent, lambda: [stick])
    assert watch.here == []
    watch.begin()
    qtbot.waitUntil(lambda: watch.here == [stick])
    watch.end()
    assert watch.here == []


def test_another_stick_in_the_same_place_is_told_however_quickly_they_were_swapped(qtbot, parent, tmp_path):
    here = [Drive(tmp_path, "USB", 1, "A")]
    told = []
    watch = StickWatch(parent, lambda: list(here))
    watch.changed.connect(told.append)
    watch.begin()
    qtbot.waitUntil(lambda: len(told) == 1)
    here[:] = [Drive(tmp_path, "USB", 5, "A")]
    with qtbot.waitSignal(watch._looked):
        watch.look()
    here[:] = [Drive(tmp_path, "USB", 5, "B")]
    with qtbot.waitSignal(watch._looked):
        watch.look()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert [one.identity for one in told[-1]] == ["B"]
    watch.end()


def test_a_stick_is_known_by_the_number_of_its_file_system_where_the_system_tells_it(tmp_path):
    device = tmp_path / "sdb1"
    device.touch()
    (tmp_path / "by-uuid").mkdir()
    (tmp_path / "by-uuid" / "4C1D-77A0").symlink_to(device)
    assert drives._uuid(str(device), tmp_path / "by-uuid") == "4C1D-77A0"
    assert drives._uuid(str(tmp_path / "sdc1"), tmp_path / "by-uuid") == ""
    assert drives._uuid(str(device), tmp_path / "nowhere") == ""


def test_every_mounted_volume_has_an_identity_that_stays():
    for volume in drives.QStorageInfo.mountedVolumes():
        assert drives._identity(volume) == drives._identity(volume) != ""


def test_a_look_that_has_not_come_back_is_not_asked_again(qtbot, parent):
    asked = []
    watch = StickWatch(parent, lambda: asked.append(1) or [])
    watch._looking = True
    watch.look()
    assert asked == []


def test_the_stick_just_read_is_offered_first_and_the_choice_remembered(qtbot, parent, tmp_path):
    settings = Settings(tmp_path / "config")
    for name in ("A", "B"):
        (tmp_path / name).mkdir()
    both = [Drive(tmp_path / name, f"USB {name}", 1) for name in ("A", "B")]
    choice = WhereChoice(settings, KEY)
    qtbot.addWidget(choice)
    choice.show_sticks(both, prefer=tmp_path / "B")
    assert choice.folder(parent) == tmp_path / "B"
    choice.show_sticks([])
    assert Path(choice.currentData()) == tmp_path / "B"
    again = WhereChoice(settings, KEY)
    qtbot.addWidget(again)
    again.show_sticks(both)
    assert again.currentText() == f"USB B ({tmp_path / 'B'})"


def test_without_a_stick_a_folder_is_asked_for(qtbot, parent, tmp_path, monkeypatch):
    choice = WhereChoice(Settings(tmp_path / "config"), KEY)
    qtbot.addWidget(choice)
    choice.show_sticks([])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: "")
    assert choice.folder(parent) is None
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path))
    assert choice.folder(parent) == tmp_path
    assert choice.currentData() == str(tmp_path)
