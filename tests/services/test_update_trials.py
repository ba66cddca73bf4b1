"""A new version on trial: confirmed by opening the data, left where it cannot, and nothing of the data lost."""

import errno
from dataclasses import replace
from pathlib import Path

import pytest
import sealed_versions
from sealed_versions import tree

from sinhke_desktop.bundles.update_refusals import UpdateRefused
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.installation import Installation, Kind
from sinhke_desktop.locking import DataInUse
from sinhke_desktop.progress import Cancelled
from sinhke_desktop.services import backups, hamlets, update_state, update_trials, updates
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.update_state import Trial
from sinhke_desktop.services.update_trials import UpdateFailed, opening
from sinhke_desktop.storage import keyslots, schema
from sinhke_desktop.storage.database import DatabaseDamaged, DatabaseTooNew, StorageRefused

PASSWORD = "mật-khẩu-thử-1"


@pytest.fixture
def made(tmp_path):
    (tmp_path / "versions").mkdir()
    return sealed_versions.Maker(tmp_path / "versions")


@pytest.fixture
def old(made):
    return made.installed("0.1.0")


@pytest.fixture
def root(old):
    return old.installation.root


@pytest.fixture
def new(made, old, root, workspace, data_folders):
    """The new version, just installed with the data copied; the store is closed."""
    updates.install(made.pack("0.2.0"), workspace, old)
    workspaces.close(workspace)
    return made.seen_from(root, "0.2.0")


@pytest.fixture
def opener(data_folders):
    return lambda: workspaces.open_with_password(data_folders, PASSWORD)


def roll_back(root: Path) -> None:
    """What the launcher does."""
    update_state.write_version(root, "current.txt", update_state.read_trial(root).previous)
    (root / "trial.json").replace(root / "rolled-back.json")


def migrate(data_folders, monkeypatch) -> None:
    """Open the data as a program with one more step of tables does: a copy first, then the step."""
    with monkeypatch.context() as newer:
        newer.setattr(schema, "NEWEST", "0006")
        newer.setattr(schema, "KNOWN", (*schema.KNOWN, "0006"))

        def step(database):
            with database.write() as connection:
                connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0006'")

        newer.setattr(schema, "upgrade", step)
        workspaces.close(workspaces.open_with_password(data_folders, PASSWORD))


def test_opening_the_data_ends_the_trial(new, root, data_folders, opener):
    assert update_trials.tried(new) == Trial("0.1.0", "0.2.0", 1, str(data_folders.data))
    seen = opening(data_folders, new, PASSWORD, opener)
    workspaces.close(seen.workspace)
    assert (seen.confirmed, seen.news, seen.left, seen.put_back) == ("0.2.0", sealed_versions.NEWS, "", None)
    assert update_trials.tried(new) is None
    assert update_state.version_in(root, "previous.txt") == "0.1.0"
    seen = opening(data_folders, new, PASSWORD, opener)
    workspaces.close(seen.workspace)
    assert seen.confirmed == ""


@pytest.mark.parametrize(
    "error", [keyslots.WrongPassword("x"), DataInUse(), StorageRefused("full"), DatabaseTooNew("x"), Cancelled()]
)
def test_what_is_no_fault_of_the_version_leaves_it_on_trial(new, root, data_folders, error):
    def failing():
        raise error

    with pytest.raises(type(error)):
        opening(data_folders, new, PASSWORD, failing)
    assert update_trials.tried(new) is not None


@pytest.mark.parametrize("error", [RuntimeError("bug"), DatabaseDamaged("x"), KeyError("x"), OSError(errno.EIO, "x")])
def test_a_fault_on_trial_says_that_the_version_before_comes_back(new, old, data_folders, error):
    def failing():
        raise error

    with pytest.raises(UpdateFailed) as told:
        opening(data_folders, new, PASSWORD, failing)
    assert told.value.code == "BN-13"
    assert told.value.__cause__ is error
    with pytest.raises(type(error)):
        opening(data_folders, old, PASSWORD, failing)


def test_data_that_are_not_whole_after_opening_are_a_fault(new, data_folders, opener, monkeypatch):
    monkeypatch.setattr(update_trials, "integrity_problems", lambda database: ["page 3"])
    with pytest.raises(UpdateFailed):
        opening(data_folders, new, PASSWORD, opener)
    assert update_trials.tried(new) is not None
    workspaces.close(opener())


def test_what_cannot_be_confirmed_is_not_opened(new, root, data_folders, opener, monkeypatch):
    def refuse(root, name):
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(update_state, "remove", refuse)
    with pytest.raises(UpdateRefused) as told:
        opening(data_folders, new, PASSWORD, opener)
    assert told.value.code == "BN-09"
    workspaces.close(opener())


def test_after_going_back_the_version_before_opens_the_data_and_says_so_once(new, old, root, data_folders, opener):
    roll_back(root)
    assert update_trials.left(old) == Trial("0.1.0", "0.2.0", 1, str(data_folders.data))
    assert update_trials.left(new) is None
    seen = opening(data_folders, old, PASSWORD, opener)
    workspaces.close(seen.workspace)
    assert (seen.left, seen.put_back, seen.confirmed) == ("0.2.0", None, "")
    seen = opening(data_folders, old, PASSWORD, opener)
    workspaces.close(seen.workspace)
    assert seen.left == ""


def test_data_that_were_changed_already_are_put_back_as_they_were_last(
    new, old, root, data_folders, opener, monkeypatch
):
    """Work of after the installation is kept too: the copy that the new version made before its step is newer."""
    workspace = opener()
    hamlets.add(workspace, "Làm sau khi cài")
    workspaces.close(workspace)
    migrate(data_folders, monkeypatch)
    with pytest.raises(DatabaseTooNew):
        opener()
    roll_back(root)
    seen = opening(data_folders, old, PASSWORD, opener)
    assert [one.name for one in hamlets.all_hamlets(seen.workspace)] == ["Làm sau khi cài"]
    workspaces.close(seen.workspace)
    assert (seen.left, seen.put_back.number) == ("0.2.0", 2)
    assert list(data_folders.data.glob("backups/truoc-khi-khoi-phuc-*")), "nothing was deleted"


def test_a_going_back_cut_short_is_healed_as_well(new, old, root, data_folders, opener, monkeypatch):
    migrate(data_folders, monkeypatch)
    update_state.write_version(root, "current.txt", "0.1.0")
    seen = opening(data_folders, old, PASSWORD, opener)
    workspaces.close(seen.workspace)
    assert seen.put_back.number == 2
    assert not (root / "trial.json").exists()


def test_an_installation_cut_short_before_the_switch_is_forgotten(new, old, root, data_folders, opener):
    update_state.write_version(root, "current.txt", "0.1.0")
    seen = opening(data_folders, old, PASSWORD, opener)
    workspaces.close(seen.workspace)
    assert (seen.left, seen.confirmed) == ("", "")
    assert not (root / "trial.json").exists()


def test_a_version_that_waits_for_the_next_start_goes_on_waiting(new, old, root, data_folders, opener):
    seen = opening(data_folders, old, PASSWORD, opener)
    workspaces.close(seen.workspace)
    assert (root / "trial.json").exists()


def test_what_cannot_be_forgotten_is_told_again(new, old, root, data_folders, opener, monkeypatch):
    roll_back(root)

    def refuse(root, name):
        raise PermissionError(errno.EACCES, "no")

    with monkeypatch.context() as refused:
        refused.setattr(update_state, "remove", refuse)
        for _ in range(2):
            seen = opening(data_folders, old, PASSWORD, opener)
            workspaces.close(seen.workspace)
            assert seen.left == "0.2.0"


@pytest.mark.parametrize("change", ["no password", "other data", "no trial", "no copy", "damaged copies"])
def test_data_of_a_newer_program_stay_untouched_where_there_is_nothing_to_put_back(
    new, old, root, data_folders, opener, monkeypatch, change
):
    migrate(data_folders, monkeypatch)
    roll_back(root)
    trial = update_state.read_trial(root, "rolled-back.json")
    if change == "other data":
        update_state.write_trial(root, replace(trial, data="/elsewhere"))
        (root / "trial.json").replace(root / "rolled-back.json")
    elif change == "no trial":
        (root / "rolled-back.json").unlink()
    elif change == "no copy":
        update_state.write_trial(root, replace(trial, backup=9))
        (root / "trial.json").replace(root / "rolled-back.json")
    elif change == "damaged copies":
        for copy in data_folders.data.glob("backups/SL-*/sinhke.db"):
            copy.write_bytes(b"0" * 9000)
    before = (data_folders.data / "sinhke.db").read_bytes()
    with pytest.raises(DatabaseTooNew):
        opening(data_folders, old, "" if change == "no password" else PASSWORD, opener)
    assert (data_folders.data / "sinhke.db").read_bytes() == before


def test_a_copy_that_is_newer_itself_is_passed_over(new, old, root, data_folders, opener, monkeypatch):
    migrate(data_folders, monkeypatch)
    with monkeypatch.context() as newer:
        newer.setattr(schema, "NEWEST", "0006")
        newer.setattr(schema, "KNOWN", (*schema.KNOWN, "0006"))
        workspace = opener()
        assert backups.make(workspace).number == 3
        workspaces.close(workspace)
    assert backups.newest_of_this_version(data_folders, PASSWORD, 1).number == 2
    assert backups.newest_of_this_version(data_folders, PASSWORD, 3) is None
    assert backups.newest_of_this_version(data_folders, "another password", 0) is None


def test_a_copy_of_the_program_without_a_root_knows_no_trials(data_folders, workspace):
    checkout = updates.installed()
    workspaces.close(workspace)
    seen = opening(data_folders, checkout, PASSWORD, lambda: workspaces.open_with_password(data_folders, PASSWORD))
    workspaces.close(seen.workspace)
    assert (seen.confirmed, seen.left) == ("", "")
    assert update_trials.tried(checkout) is None
    assert update_trials.left(checkout) is None
    assert update_trials.earlier(checkout) == ""
    assert update_trials.news_of(checkout) == ""
    update_trials.sweep(checkout)


def test_the_version_before_is_tried_like_a_new_one_when_the_officer_goes_back(new, root, data_folders, opener):
    workspace = opening(data_folders, new, PASSWORD, opener).workspace
    assert update_trials.earlier(new) == "0.1.0"
    waiting = update_trials.go_back(workspace, new)
    workspaces.close(workspace)
    assert (waiting.version, waiting.previous, waiting.backup.number) == ("0.1.0", "0.2.0", 2)
    assert update_state.version_in(root, "current.txt") == "0.1.0"
    assert update_state.read_trial(root).previous == "0.2.0"
    assert update_state.version_in(root, "newest.txt") == "0.2.0"


def test_going_back_to_a_version_that_could_not_open_the_data_is_refused(made, tmp_path):
    old = made.installed("0.1.0", data_version="0004")
    root = old.installation.root
    updates.install(made.pack("0.2.0"), None, old)
    new = made.seen_from(root, "0.2.0")
    update_state.write_version(root, "previous.txt", "0.1.0")
    (root / "trial.json").unlink()
    with pytest.raises(UpdateRefused) as told:
        update_trials.go_back(None, new)
    assert told.value.code == "BN-14"
    assert update_state.version_in(root, "current.txt") == "0.2.0"


@pytest.mark.parametrize("wrong", ["none", "altered", "another", "unsigned"])
def test_going_back_to_what_is_not_there_whole_is_refused(made, old, root, wrong):
    if wrong != "none":
        updates.install(made.pack("0.2.0"), None, old)
        (root / "trial.json").unlink()
        update_state.write_version(root, "previous.txt", "0.2.0")
    if wrong == "altered":
        (root / "versions" / "0.2.0" / "sinhke-desktop").write_text("#!/bin/sh\n")
    elif wrong == "another":
        (root / "versions" / "0.2.0").rename(root / "versions" / "0.3.0")
        update_state.write_version(root, "previous.txt", "0.3.0")
    elif wrong == "unsigned":
        (root / "versions" / "0.2.0" / "manifest.sig").unlink()
    with pytest.raises(UpdateRefused) as told:
        update_trials.go_back(None, old)
    assert told.value.code == "BN-15"


def test_only_what_no_start_needs_is_swept(made, new, old, root, data_folders, opener):
    versions = root / "versions"
    (versions / ".0.3.0.part").mkdir()
    (versions / "0.0.9").mkdir()
    (versions / "other").mkdir()
    update_trials.sweep(new)
    assert (versions / ".0.3.0.part").exists(), "nothing while a version is on trial"
    workspaces.close(opening(data_folders, new, PASSWORD, opener).workspace)
    update_trials.sweep(new)
    assert sorted(one.name for one in versions.iterdir()) == ["0.1.0", "0.2.0", "in-use.lock", "other"]
    updates.install(made.pack("0.3.0"), None, new)
    newest = made.seen_from(root, "0.3.0")
    workspaces.close(opening(data_folders, newest, PASSWORD, opener).workspace)
    update_trials.sweep(newest)
    assert sorted(one.name for one in versions.iterdir()) == ["0.2.0", "0.3.0", "in-use.lock", "other"]


def test_a_version_that_failed_goes_once_the_one_before_has_opened_the_data(new, old, root, data_folders, opener):
    roll_back(root)
    update_trials.sweep(old)
    assert (root / "versions" / "0.2.0").exists()
    workspaces.close(opening(data_folders, old, PASSWORD, opener).workspace)
    update_trials.sweep(old)
    assert not (root / "versions" / "0.2.0").exists()


def test_a_new_launcher_is_taken_after_the_trial_and_only_where_there_was_one(made, old, root, data_folders, workspace):
    files = [("launcher/sinhke-desktop", b"#!/bin/sh\n# newer\n"), ("launcher/other", b"x")]
    updates.install(made.pack("0.2.0", files=files), None, old)
    workspaces.close(workspace)
    new = made.seen_from(root, "0.2.0")
    update_trials.sweep(new)
    assert (root / "sinhke-desktop").read_bytes() == sealed_versions.LAUNCHER.read_bytes()
    opener = lambda: workspaces.open_with_password(data_folders, PASSWORD)  # noqa: E731
    workspaces.close(opening(data_folders, new, PASSWORD, opener).workspace)
    update_trials.sweep(old)
    assert (root / "sinhke-desktop").read_bytes() == sealed_versions.LAUNCHER.read_bytes()
    update_trials.sweep(new)
    update_trials.sweep(new)
    assert (root / "sinhke-desktop").read_bytes() == files[0][1]
    assert (root / "sinhke-desktop").stat().st_mode & 0o111
    assert not (root / "other").exists()


def test_sweeping_waits_for_others_and_for_what_cannot_be_removed(new, root, data_folders, opener, monkeypatch):
    workspaces.close(opening(data_folders, new, PASSWORD, opener).workspace)
    (root / "versions" / "0.0.9").mkdir()

    def refuse(*_given):
        raise PermissionError(errno.EACCES, "no")

    with monkeypatch.context() as refused:
        refused.setattr(update_trials, "clear", refuse)
        update_trials.sweep(new)
    with monkeypatch.context() as refused:
        refused.setattr(update_trials, "alone", refuse)
        update_trials.sweep(new)
    assert (root / "versions" / "0.0.9").exists()


def test_a_trial_of_others_data_is_none_of_a_systems_package(root):
    deb = updates.Installed(
        Installation(Kind.DEB, "linux-x86_64", root, root / "versions" / "0.1.0"), "0.1.0", frozenset()
    )
    assert update_trials.tried(deb) is None
    with pytest.raises(SinhkeError):
        update_trials.go_back(None, deb)
    assert tree(root)
