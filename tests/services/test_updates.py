"""Installing an update from a stick: beside the version in use, whole or not at all."""

import errno
import io
import json
import os
import shutil
from collections import namedtuple
from dataclasses import replace
from pathlib import Path

import pytest
import sealed_versions
from sealed_versions import tree

from sinhke_desktop import installation
from sinhke_desktop.bundles.update_refusals import UpdateRefused
from sinhke_desktop.files import write_whole
from sinhke_desktop.installation import Installation, Kind
from sinhke_desktop.locking import FolderLock
from sinhke_desktop.progress import Cancelled
from sinhke_desktop.services import backups, installed_files, update_folder, update_state, updates
from sinhke_desktop.services.sticks import StickRefused
from sinhke_desktop.services.update_state import Trial


@pytest.fixture
def made(tmp_path):
    (tmp_path / "versions").mkdir()
    return sealed_versions.Maker(tmp_path / "versions")


@pytest.fixture
def here(made):
    return made.installed("0.1.0")


@pytest.fixture
def root(here):
    return here.installation.root


def code_of(told) -> str:
    return told.value.code


def without_lock(root: Path) -> dict[str, bytes]:
    return {path: content for path, content in tree(root).items() if not path.endswith("in-use.lock")}


def test_a_pack_is_offered_with_what_is_new(made, here):
    pack = made.pack("0.2.0")
    offer = updates.check(pack, here)
    assert (offer.path, offer.version, offer.made, offer.news) == (pack, "0.2.0", "2023-11-14", sealed_versions.NEWS)
    assert offer.size == 120_000 + sum(len(content) for path, content in tree(made.version("0.2.0")).items()
                                       if not path.startswith(("manifest.", "_internal/long")))  # fmt: skip


@pytest.mark.parametrize(
    ("news", "shown"), [(b"", ""), (b"\xff", ""), ("a\u202eb".encode(), ""), (b"x" * 8_001, ""), (b" Hay ", "Hay")]
)
def test_news_that_cannot_be_shown_as_plain_text_are_left_out(made, here, news, shown):
    assert updates.check(made.pack("0.2.0", files=[("diem-moi.txt", news)]), here).news == shown


def test_a_version_without_news_has_none(made, here, tmp_path):
    folder = made.version("0.2.0")
    (folder / "diem-moi.txt").unlink()
    sealed_versions.version_folder.seal(folder, made.platform, made.release("0.2.0"))
    pack = sealed_versions.write_pack(folder, folder, tmp_path / "x.capnhat", 0)
    assert updates.check(pack, here).news == ""
    assert updates.news_in(folder) == ""


def test_of_several_packs_the_newest_comes_first_and_each_version_once(made, here, tmp_path):
    packs = [made.pack("0.2.0"), made.pack("0.10.0"), made.pack("0.2.0"), made.pack("0.1.0")]
    (tmp_path / "none.capnhat").write_bytes(b"nothing")
    found = updates.found([*packs, tmp_path / "none.capnhat"], here)
    assert [one.version for one in found.offers] == ["0.10.0", "0.2.0"]
    assert [(path.name, error.code) for path, error in found.refused] == [
        (packs[3].name, "BN-07"), ("none.capnhat", "BN-01"),
    ]  # fmt: skip


def refusals(made, here):
    other = replace(made, platform="windows-x86_64", top=made.top / "w")
    other.top.mkdir()
    return {
        "BN-04": made.pack("0.2.0", key=sealed_versions.new_key()),
        "BN-05": other.pack("0.2.0"),
        "BN-06": made.pack("0.0.9"),
        "BN-07": made.pack("0.1.0"),
    }


def test_packs_that_are_not_for_this_copy_are_refused_each_with_its_code(made, here, root):
    before = without_lock(root)
    for code, pack in refusals(made, here).items():
        with pytest.raises(UpdateRefused) as told:
            updates.check(pack, here)
        assert code_of(told) == code
        with pytest.raises(UpdateRefused) as told:
            updates.install(pack, None, here)
        assert code_of(told) == code
    assert without_lock(root) == before


def test_an_older_signed_pack_is_refused_after_a_newer_one_was_here_once(made, here, root):
    updates.install(made.pack("0.3.0"), None, here)
    update_state.write_version(root, update_state.CURRENT, "0.1.0")
    with pytest.raises(UpdateRefused) as told:
        updates.check(made.pack("0.2.0"), here)
    assert code_of(told) == "BN-06"
    again = updates.install(made.pack("0.3.0"), None, here)
    assert again.version == "0.3.0", "the one that failed may be tried again"


@pytest.mark.parametrize(("kind", "code"), [(Kind.DEB, "BN-11"), (Kind.CHECKOUT, "BN-12"), (Kind.WHEEL, "BN-12")])
def test_what_was_not_installed_for_one_officer_is_not_updated(made, here, kind, code):
    place = here.installation if kind is Kind.DEB else Installation(kind)
    with pytest.raises(UpdateRefused) as told:
        updates.check(made.pack("0.2.0"), replace(here, installation=replace(place, kind=kind)))
    assert code_of(told) == code


def test_a_build_without_keys_refuses_every_update(made, here):
    with pytest.raises(UpdateRefused) as told:
        updates.check(made.pack("0.2.0"), replace(here, keys=frozenset()))
    assert code_of(told) == "BN-04"


@pytest.mark.parametrize("text", [None, "", "[]", '{"keys": 1}', "{}"])
def test_without_readable_keys_there_are_none(tmp_path, text):
    if text is not None:
        (tmp_path / "keys.json").write_text(text)
    assert updates.trusted_keys(tmp_path / "keys.json") == frozenset()


def test_this_checkout_knows_its_version_and_trusts_nobody(monkeypatch, here, made, tmp_path):
    assert updates.installed().installation.kind is Kind.CHECKOUT
    assert updates.installed().keys == frozenset()
    (tmp_path / "keys.json").write_text(json.dumps({"keys": [made.key.public]}))
    monkeypatch.setattr(installation, "current", lambda: here.installation)
    monkeypatch.setattr(updates, "resource", lambda name: tmp_path / "keys.json")
    assert updates.installed() == here


def test_installed_it_lies_beside_the_version_in_use_and_is_tried_next(made, here, root):
    before = tree(root / "versions" / "0.1.0")
    pack = made.pack("0.2.0")
    steps = []

    class Watch:
        def step(self, done, total):
            steps.append((done, total))

    waiting = updates.install(pack, None, here, Watch())
    assert (waiting.version, waiting.previous, waiting.backup) == ("0.2.0", "0.1.0", None)
    assert tree(root / "versions" / "0.1.0") == before
    found = installed_files.verify(root / "versions" / "0.2.0", here.keys)
    assert found.whole
    assert found.version == "0.2.0"
    assert update_state.version_in(root, "current.txt") == "0.2.0"
    assert update_state.version_in(root, "newest.txt") == "0.2.0"
    assert update_state.read_trial(root) == Trial("0.1.0", "0.2.0", None, "")
    assert (root / "trial.json").read_bytes() == b'{"backup":null,"data":"","previous":"0.1.0","version":"0.2.0"}\n'
    assert steps == sorted(steps)
    assert os.access(root / "versions" / "0.2.0" / "sinhke-desktop", os.X_OK)
    assert not os.access(root / "versions" / "0.2.0" / "diem-moi.txt", os.X_OK)
    with pytest.raises(UpdateRefused) as told:
        updates.install(pack, None, here)
    assert code_of(told) == "BN-07"


def test_the_data_are_copied_first(made, here, root, workspace):
    waiting = updates.install(made.pack("0.2.0"), workspace, here)
    assert waiting.backup.path == backups.stored(workspace)[-1].path
    assert update_state.read_trial(root) == Trial("0.1.0", "0.2.0", 1, str(workspace.folders.data))


def test_no_copy_no_update(made, here, root, workspace, monkeypatch):
    def failing(_workspace):
        raise backups.BackupFailed("no")

    before = without_lock(root)
    monkeypatch.setattr(backups, "make", failing)
    with pytest.raises(backups.BackupFailed):
        updates.install(made.pack("0.2.0"), workspace, here)
    assert without_lock(root) == before


def test_cancelling_leaves_nothing_behind(made, here, root):
    class Impatient:
        def step(self, done, total):
            if done > total // 2:
                raise Cancelled

    before = without_lock(root)
    with pytest.raises(Cancelled):
        updates.install(made.pack("0.2.0"), None, here, Impatient())
    assert without_lock(root) == before
    assert not list((root / "versions").glob(".*"))


def test_without_room_nothing_is_begun(made, here, root, monkeypatch, workspace):
    usage = namedtuple("Usage", "free")
    pack = made.pack("0.2.0")
    size = updates.check(pack, here).size
    spare, data = update_folder.SPARE_ROOM, workspace.database.path.stat().st_size
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(size + spare + data - 1))
    before = without_lock(root)
    with pytest.raises(UpdateRefused) as told:
        updates.install(pack, workspace, here)
    assert code_of(told) == "BN-08"
    assert without_lock(root) == before
    updates.install(pack, None, here)


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "BN-08"), (errno.EACCES, "BN-09"), (errno.EROFS, "BN-09")])
def test_what_the_disk_refuses_is_told_and_the_version_in_use_stays(made, here, root, monkeypatch, number, code):
    before = without_lock(root)

    def refuse(path, content):
        if path.name == "current.txt":
            raise OSError(number, "refused")
        write_whole(path, content)

    monkeypatch.setattr(update_state, "write_whole", refuse)
    with pytest.raises(UpdateRefused) as told:
        updates.install(made.pack("0.2.0"), None, here)
    assert code_of(told) == code
    after = without_lock(root)
    assert {path: after[path] for path in before} == before, "current.txt as it was"


def test_a_folder_that_cannot_be_written_is_told(made, here, root, monkeypatch):
    def refuse(_lock):
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(FolderLock, "take", refuse)
    with pytest.raises(UpdateRefused) as told:
        updates.install(made.pack("0.2.0"), None, here)
    assert code_of(told) == "BN-09"


def test_two_at_once_are_refused(made, here, root, tmp_path):
    from multiprocessing import get_context

    with get_context("spawn").Pool(1) as other:
        assert other.apply(hold, (root / "versions",)) == "held"
        with pytest.raises(UpdateRefused) as told:
            updates.install(made.pack("0.2.0"), None, here)
    assert code_of(told) == "BN-10"


HELD = []


def hold(folder):
    HELD.append(FolderLock(folder).take())
    return "held"


def test_a_version_on_trial_takes_no_update_before_it_has_opened_the_data(made, here, root):
    updates.install(made.pack("0.2.0"), None, here)
    with pytest.raises(UpdateRefused) as told:
        updates.install(made.pack("0.3.0"), None, made.seen_from(root, "0.2.0"))
    assert code_of(told) == "BN-16"
    waiting = updates.install(made.pack("0.4.0"), None, here)
    assert waiting.previous == "0.1.0", "from the version that is known to work a newer pack may follow at once"


@pytest.mark.parametrize("reads", [0, 1, 3])
def test_a_stick_pulled_out_while_reading_is_told_as_such(made, here, root, monkeypatch, reads):
    pack = made.pack("0.2.0")
    before = without_lock(root)
    count = 0

    class Pulled(io.FileIO):
        def readinto(self, buffer):
            nonlocal count
            count += 1
            if count > reads:
                raise OSError(errno.EIO, "gone")
            return super().readinto(buffer)

    monkeypatch.setattr(os, "fdopen", lambda handle, *_a, **_k: io.BufferedReader(Pulled(handle, closefd=False), 512))
    with pytest.raises(StickRefused) as told:
        updates.install(pack, None, here)
    assert code_of(told) == "GB-23"
    assert without_lock(root) == before


def test_a_link_or_folder_in_the_place_of_a_pack_is_refused(made, here, tmp_path):
    (tmp_path / "link.capnhat").symlink_to(made.pack("0.2.0"))
    (tmp_path / "folder.capnhat").mkdir()
    for name in ("link.capnhat", "folder.capnhat"):
        with pytest.raises(UpdateRefused) as told:
            updates.check(tmp_path / name, here)
        assert code_of(told) == "BN-01"
    with pytest.raises(StickRefused):
        updates.check(tmp_path / "missing.capnhat", here)


def test_leftovers_of_a_killed_installation_and_a_version_that_failed_before_are_replaced(made, here, root):
    (root / "versions" / ".0.2.0.part" / "x").mkdir(parents=True)
    (root / "versions" / "0.2.0").mkdir()
    (root / "versions" / "0.2.0" / "half").write_bytes(b"old")
    updates.install(made.pack("0.2.0"), None, here)
    assert installed_files.verify(root / "versions" / "0.2.0", here.keys).whole
    assert not list((root / "versions").glob(".*"))


def test_an_altered_file_in_a_pack_stops_before_anything_is_switched(made, here, root):
    pack = made.pack("0.2.0", files=[("zz.txt", os.urandom(999))])
    content = bytearray(pack.read_bytes())
    content[content.rindex(b"zz.txt", 0, content.index(b"PK\x01\x02")) + 20] ^= 1
    pack.write_bytes(bytes(content))
    before = without_lock(root)
    with pytest.raises(UpdateRefused) as told:
        updates.install(pack, None, here)
    assert code_of(told) == "BN-02"
    assert without_lock(root) == before


def test_an_installed_version_is_compared_with_what_was_signed(made, here, root):
    folder = root / "versions" / "0.1.0"
    assert installed_files.verify(folder, here.keys).whole
    (folder / "diem-moi.txt").write_bytes(b"other")
    (folder / "_internal" / "empty").unlink()
    (folder / "_internal" / "more.py").write_bytes(b"")
    (folder / "linked").symlink_to("/tmp")
    long = folder / "_internal" / "long.bin"
    long.write_bytes(b"x" + long.read_bytes()[1:])
    found = installed_files.verify(folder, here.keys)
    assert not found.whole
    assert found.missing == ("_internal/empty",)
    assert found.altered == ("_internal/long.bin", "diem-moi.txt")
    assert found.extra == ("_internal/more.py", "linked")


def test_state_files_that_say_nonsense_count_as_none(tmp_path):
    for text in ("", "../x", "0.1", "0.1.0.0", "é"):
        (tmp_path / "current.txt").write_text(text, encoding="utf-8")
        assert update_state.version_in(tmp_path, "current.txt") == ""
    for text in ("{", "[]", "{}", '{"backup":"1","data":"","previous":"0.1.0","version":"0.2.0"}',
                 '{"backup":true,"data":"","previous":"0.1.0","version":"0.2.0"}',
                 '{"backup":1,"data":5,"previous":"0.1.0","version":"0.2.0"}',
                 '{"backup":1,"data":"","previous":"../x","version":"0.2.0"}',
                 '{"backup":1,"data":"","previous":7,"version":"0.2.0"}'):  # fmt: skip
        (tmp_path / "trial.json").write_text(text)
        assert update_state.read_trial(tmp_path) is None
    assert update_state.newest(tmp_path, "0+unknown") == ""
    update_state.remove(tmp_path, "missing.txt")


def test_a_trial_names_any_data_folder_in_ascii(tmp_path):
    trial = Trial("0.1.0", "0.2.0", 3, 'C:\\Đỗ "x"\\"previous":"9.9.9"')
    update_state.write_trial(tmp_path, trial)
    assert update_state.read_trial(tmp_path) == trial
    assert (tmp_path / "trial.json").read_bytes().isascii()
