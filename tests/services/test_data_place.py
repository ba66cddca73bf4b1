"""Where the data lie: kinds of drives, and the choice of a portable program."""

from pathlib import Path

import pytest

from sinhke_desktop import paths
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.installation import DATA_HERE, Installation, Kind, data_beside
from sinhke_desktop.paths import Folders
from sinhke_desktop.services import data_place
from sinhke_desktop.services.data_place import PlaceKind

TABLE = """22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 8:17 / /media/can\\040bo/KINGSTON rw - vfat /dev/sdb1 rw
31 22 8:33 / /du-lieu rw - ext4 /dev/sdc1 rw
32 22 0:50 / /chung rw - cifs //may-chu/chung rw
33 22 0:51 / /dam-may rw - fuse.rclone drive: rw
not a line
34 22 0:52 /
"""


@pytest.fixture
def linux(tmp_path):
    """The kind of a folder by an invented table of mounts and invented devices."""
    mounts, devices = tmp_path / "mountinfo", tmp_path / "block"
    mounts.write_text(TABLE, encoding="utf-8")
    usb, plain = tmp_path / "devices/pci/usb2/2-1/block/sdc/sdc1", tmp_path / "devices/pci/ata1/block/sda/sda1"
    card = tmp_path / "devices/pci/mmc/block/sdd"
    for made in (devices, usb, plain, card):
        made.mkdir(parents=True)
    (plain.parent / "removable").write_text("0\n")
    (card / "removable").write_text("1\n")
    (devices / "8:33").symlink_to(usb)
    (devices / "8:1").symlink_to(plain)
    return lambda folder: data_place._linux_kind(Path(folder), mounts, devices)


def test_the_longest_mount_point_decides(linux):
    assert linux("/home/can-bo") is PlaceKind.FIXED
    assert linux("/media/can bo/KINGSTON/SinhKe") is PlaceKind.REMOVABLE
    assert linux("/du-lieu") is PlaceKind.REMOVABLE
    assert linux("/du-lieu-khac") is PlaceKind.FIXED


def test_network_drives_and_mounted_clouds_are_told_apart(linux):
    assert linux("/chung/xa") is PlaceKind.NETWORK
    assert linux("/dam-may/xa") is PlaceKind.SYNCED


def test_a_whole_disk_that_the_kernel_calls_removable_is_one(tmp_path, linux):
    assert data_place._removable(tmp_path / "devices/pci/mmc/block/sdd")


def test_a_device_that_says_nothing_counts_as_fixed(tmp_path):
    (tmp_path / "quiet").mkdir()
    assert not data_place._removable(tmp_path / "quiet")
    assert not data_place._removable(tmp_path / "gone")


def test_a_system_without_a_table_of_mounts_counts_as_fixed(tmp_path):
    assert data_place._linux_kind(tmp_path, tmp_path / "gone", tmp_path) is PlaceKind.FIXED


@pytest.mark.parametrize(
    "folder", ["/home/a/OneDrive/xa", "/home/a/OneDrive - UBND xã/xa", "/home/a/Dropbox (Xã)", "/home/a/Google Drive"]
)
def test_folders_of_known_clouds_are_synchronised(folder):
    assert data_place.kind_of(Path(folder), {}) is PlaceKind.SYNCED


def test_a_cloud_folder_under_another_name_is_known_by_what_windows_says(tmp_path):
    assert data_place.kind_of(tmp_path / "a" / "b", {"OneDrive": str(tmp_path / "a")}) is PlaceKind.SYNCED
    assert data_place.kind_of(tmp_path / "a", {"OneDrive": str(tmp_path / "a")}) is PlaceKind.SYNCED


def test_a_name_that_only_begins_like_a_cloud_is_none(tmp_path):
    assert data_place.kind_of(tmp_path / "dropboxes", {}) is not PlaceKind.SYNCED


@pytest.fixture
def system(monkeypatch, tmp_path):
    """The system's own folders, below the test's."""
    own = Folders(tmp_path / "máy", tmp_path / "máy" / "config", tmp_path / "máy" / "log")
    monkeypatch.setattr(paths, "of_the_system", lambda: own)
    return own


@pytest.fixture
def portable(tmp_path):
    root = tmp_path / "SinhKe"
    root.mkdir()
    return Installation(Kind.PORTABLE, "windows-x86_64", root, root / "versions" / "0.1.0")


def test_a_portable_program_offers_the_computer_and_the_folder_beside_it(system, portable):
    offered = data_place.offer(portable, system)
    assert (offered.computer, offered.beside, offered.beside_now) == (
        system.data, portable.root / "du-lieu", False,
    )  # fmt: skip


def test_no_other_program_and_no_folder_named_by_hand_offers_a_place(system, portable, tmp_path):
    assert data_place.offer(Installation(Kind.WINDOWS, "windows-x86_64", tmp_path), system) is None
    assert data_place.offer(portable, Folders(tmp_path / "khác", tmp_path, tmp_path)) is None


def test_choosing_beside_and_back_changes_where_the_next_start_looks(system, portable):
    data_place.choose(portable, beside=True)
    assert data_beside(portable) == portable.root / "du-lieu"
    assert "du-lieu" in (portable.root / DATA_HERE).read_text(encoding="utf-8")
    assert data_place.offer(portable, Folders(portable.root / "du-lieu", Path(), Path())).beside_now
    data_place.choose(portable, beside=False)
    data_place.choose(portable, beside=False)
    assert data_beside(portable) is None


def test_a_program_folder_that_cannot_be_written_is_told(portable, monkeypatch):
    def refuse(*_what):
        raise OSError(30, "read-only")

    monkeypatch.setattr(data_place, "write_whole", refuse)
    with pytest.raises(SinhkeError) as caught:
        data_place.choose(portable, beside=True)
    assert caught.value.code == "MO-10"
    assert data_beside(portable) is None


def test_a_program_without_a_folder_of_its_own_has_no_place_to_choose():
    with pytest.raises(ValueError):
        data_place.choose(Installation(Kind.CHECKOUT), beside=True)
