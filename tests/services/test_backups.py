"""Backups: verified copies, thinned by number, whole when put back."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sinhke_desktop.errors import NotFound, SinhkeError
from sinhke_desktop.paths import folders
from sinhke_desktop.services import backups, hamlets, integrity, place
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.backups import BackupDamaged, BackupFailed
from sinhke_desktop.storage import backups as files
from sinhke_desktop.storage import database as storage_database
from sinhke_desktop.storage import keyslots, schema
from sinhke_desktop.storage.database import FILE_NAME

PASSWORD = "mật-khẩu-thử-1"


def numbers(workspace):
    return [backup.number for backup in backups.stored(workspace)]


def test_before_the_first_there_is_none(workspace):
    assert backups.latest(workspace) is None
    assert backups.stored(workspace) == []


def test_a_backup_is_a_folder_that_opens_with_the_same_password_and_state(workspace, tmp_path):
    hamlets.add(workspace, "Tân Tiến")
    made = backups.make(workspace)
    assert made.path.name == "SL-000001"
    assert sorted(path.name for path in made.path.iterdir()) == sorted([FILE_NAME, *keyslots.FILES])
    assert backups.latest(workspace) == made
    before = integrity.check(workspace)
    hamlets.add(workspace, "Tân Hòa")
    restored = folders(tmp_path / "phục hồi")
    shutil.copytree(made.path, restored.data)
    opened = workspaces.open_with_password(restored, PASSWORD)
    assert integrity.check(opened) == before
    assert [one.name for one in hamlets.all_hamlets(opened)] == ["Tân Tiến"]
    workspaces.close(opened)


def test_a_copy_that_is_not_sound_is_thrown_away_and_told(workspace, monkeypatch):
    made = backups.make(workspace)

    def spoiled(database, target, key):
        shutil.copyfile(made.path / FILE_NAME, target)

    hamlets.add(workspace, "Tân Tiến")
    monkeypatch.setattr(files, "copy_whole", spoiled)
    with pytest.raises(BackupFailed) as caught:
        backups.make(workspace)
    assert caught.value.code == "SL-01"
    assert numbers(workspace) == [1]
    assert [path.name for path in made.path.parent.iterdir()] == ["SL-000001"]


def test_a_damaged_copy_is_thrown_away_and_told(workspace, monkeypatch):
    copy_whole = files.copy_whole

    def damaged(database, target, key):
        copy_whole(database, target, key)
        content = bytearray(target.read_bytes())
        content[len(content) // 2] ^= 1
        target.write_bytes(content)

    monkeypatch.setattr(files, "copy_whole", damaged)
    with pytest.raises(SinhkeError) as caught:
        backups.make(workspace)
    assert caught.value.code in ("SL-01", "DL-01")
    assert numbers(workspace) == []
    assert list((workspace.folders.data / backups.FOLDER).iterdir()) == []


def test_old_backups_are_thinned_by_number_whatever_the_clock_says(workspace):
    years = [1970, 2099, 2009, 2038]
    for number in range(24):
        jumping = replace(workspace, clock=lambda number=number: datetime(years[number % 4], 1, 1, tzinfo=UTC))
        backups.make(jumping)
    assert numbers(workspace) == [10, *range(15, 25)]
    assert backups.latest(workspace).when.startswith("2038")


@given(some.integers(1, 400))
def test_the_last_ten_then_every_tenth_and_hundredth_stay(newest):
    present = set()
    for number in range(1, newest + 1):
        present = backups.kept([*present, number])
    assert present >= set(range(max(1, newest - 9), newest + 1))
    assert present >= set(range(100, newest + 1, 100))
    assert len([number for number in present if number % 100]) <= 20


def test_leftovers_of_an_interrupted_backup_do_not_count_or_disturb(workspace):
    part = workspace.folders.data / backups.FOLDER / "SL-000001.part"
    part.mkdir(parents=True)
    (part / FILE_NAME).write_bytes(b"half")
    assert numbers(workspace) == []
    assert backups.make(workspace).number == 1
    assert not part.exists()


def test_restoring_puts_the_older_state_in_place_and_keeps_the_newer_one_aside(workspace):
    hamlets.add(workspace, "Tân Tiến")
    place.check(workspace)
    made = backups.make(workspace)
    hamlets.add(workspace, "Tân Hòa")
    before = integrity.check(workspace)
    places = workspace.folders
    place.write_anchor(workspace)
    workspaces.close(workspace)
    done = backups.restore(places, made.number, PASSWORD)
    opened = workspaces.open_with_password(places, PASSWORD)
    assert [one.name for one in hamlets.all_hamlets(opened)] == ["Tân Tiến"]
    assert place.check(opened), "an older state must begin a new run of numbers"
    assert integrity.check(opened).ok
    workspaces.close(opened)
    shutil.copytree(done.aside, places.data.with_name("aside"))
    newer = workspaces.open_with_password(folders(places.data.with_name("aside")), PASSWORD)
    assert integrity.check(newer) == before
    workspaces.close(newer)


def test_two_restores_within_one_second_keep_both_states_aside(workspace):
    backups.make(workspace)
    workspaces.close(workspace)
    first, second = (backups.restore(workspace.folders, 1, PASSWORD).aside for _time in range(2))
    assert first != second
    assert all((aside / FILE_NAME).exists() for aside in (first, second))


def test_nothing_is_touched_by_a_wrong_password_or_a_damaged_backup(workspace):
    made = backups.make(workspace)
    workspaces.close(workspace)
    before = (workspace.folders.data / FILE_NAME).read_bytes()
    with pytest.raises(keyslots.WrongPassword):
        backups.restore(workspace.folders, made.number, "sai mật khẩu")
    with pytest.raises(NotFound):
        backups.restore(workspace.folders, 7, PASSWORD)
    copy = made.path / FILE_NAME
    spoiled = bytearray(copy.read_bytes())
    spoiled[len(spoiled) // 2] ^= 1
    copy.write_bytes(spoiled)
    with pytest.raises(BackupDamaged):
        backups.restore(workspace.folders, made.number, PASSWORD)
    assert (workspace.folders.data / FILE_NAME).read_bytes() == before
    assert sorted(path.name for path in made.path.parent.iterdir()) == ["SL-000001"]


def test_a_store_of_an_earlier_version_is_copied_before_its_tables_change(tmp_path):
    earlier = Path(__file__).parents[1] / "data" / "version-0001" / "commune"
    places = folders(tmp_path / "cũ")
    shutil.copytree(earlier, places.data)
    opened = workspaces.open_with_password(places, PASSWORD)
    (kept,) = backups.stored(opened)
    workspaces.close(opened)
    copied = storage_database.open_file(kept.path / FILE_NAME, opened.key)
    with copied.read() as connection:
        assert schema.stored_version(connection) == "0001"
    copied.close()


def test_without_a_sound_copy_the_tables_are_not_changed(tmp_path, monkeypatch):
    earlier = Path(__file__).parents[1] / "data" / "version-0001" / "commune"
    places = folders(tmp_path / "cũ")
    shutil.copytree(earlier, places.data)

    def full(*_):
        raise OSError(28, "no space")

    monkeypatch.setattr(files, "copy_whole", full)
    with pytest.raises(SinhkeError) as caught:
        workspaces.open_with_password(places, PASSWORD)
    assert caught.value.code == "DL-09"
    assert (places.data / FILE_NAME).read_bytes() == (earlier / FILE_NAME).read_bytes()
