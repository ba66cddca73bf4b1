"""Opening, closing and creating a store; password and recovery code."""

import unicodedata

import pytest

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.locking import DataInUse
from sinhke_desktop.services import hamlets, integrity
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import OFFICE

PASSWORD, NEW = "mật-khẩu-thử-1", "mật-khẩu-mới-2"


def code_of(work, *words):
    with pytest.raises(SinhkeError) as caught:
        work(*words)
    return caught.value.code


def test_a_new_store_opens_with_its_password_and_is_empty_and_sound(data_folders):
    assert not workspaces.exists(data_folders)
    assert code_of(workspaces.open_with_password, data_folders, PASSWORD) == "DL-07"
    workspaces.close(workspaces.create(data_folders, PASSWORD).workspace)
    assert workspaces.exists(data_folders)
    opened = workspaces.open_with_password(data_folders, PASSWORD)
    assert (opened.role, opened.commune_code, opened.officer) == ("commune", "", "")
    assert integrity.check(opened).ok
    workspaces.close(opened)


def test_a_store_is_not_made_over_another_and_short_passwords_are_refused(data_folders):
    assert code_of(workspaces.create, data_folders, "ngắn") == "MK-05"
    assert not data_folders.data.exists()
    workspaces.close(workspaces.create(data_folders, PASSWORD).workspace)
    before = {path.name: path.read_bytes() for path in data_folders.data.iterdir()}
    assert code_of(workspaces.create, data_folders, NEW) == "DL-08"
    assert {path.name: path.read_bytes() for path in data_folders.data.iterdir()} == before


def test_an_office_remembers_that_it_is_one(data_folders):
    workspaces.close(workspaces.create(data_folders, PASSWORD, role=OFFICE).workspace)
    opened = workspaces.open_with_password(data_folders, PASSWORD)
    assert opened.role == OFFICE
    workspaces.close(opened)


def test_commune_and_officer_are_remembered(workspace):
    workspaces.close(workspace)
    opened = workspaces.open_with_password(workspace.folders, PASSWORD)
    assert (opened.commune_code, opened.officer) == ("22828", "Nguyễn Thị Thử")
    assert workspace.key.hex() not in repr(opened)
    workspaces.close(opened)


def test_the_changed_password_opens_and_the_old_one_does_not(workspace):
    hamlets.add(workspace, "Tân Tiến")
    assert code_of(workspaces.change_password, workspace, "sai mật khẩu", NEW) == "MK-01"
    assert code_of(workspaces.change_password, workspace, PASSWORD, "ngắn") == "MK-05"
    workspaces.change_password(workspace, PASSWORD, NEW)
    workspaces.close(workspace)
    assert code_of(workspaces.open_with_password, workspace.folders, PASSWORD) == "MK-01"
    opened = workspaces.open_with_password(workspace.folders, NEW)
    assert [one.name for one in hamlets.all_hamlets(opened)] == ["Tân Tiến"]
    workspaces.close(opened)


def test_the_recovery_code_survives_changes_of_the_password(data_folders):
    created = workspaces.create(data_folders, PASSWORD)
    workspaces.change_password(created.workspace, PASSWORD, NEW)
    workspaces.close(created.workspace)
    assert code_of(workspaces.open_with_recovery, data_folders, created.recovery_code, "ngắn") == "MK-05"
    opened = workspaces.open_with_recovery(data_folders, created.recovery_code, PASSWORD)
    workspaces.close(opened)
    workspaces.close(workspaces.open_with_password(data_folders, PASSWORD))
    workspaces.close(workspaces.open_with_recovery(data_folders, created.recovery_code, NEW))
    assert code_of(workspaces.open_with_password, data_folders, PASSWORD) == "MK-01"


def test_a_wrong_password_leaves_the_folder_free_for_the_next_try(data_folders):
    workspaces.close(workspaces.create(data_folders, PASSWORD).workspace)
    for _ in range(3):
        assert code_of(workspaces.open_with_password, data_folders, NEW) == "MK-01"
    workspaces.close(workspaces.open_with_password(data_folders, PASSWORD))


def test_a_folder_that_is_open_elsewhere_is_told(data_folders, tmp_path):
    import subprocess
    import sys

    workspaces.close(workspaces.create(data_folders, PASSWORD).workspace)
    holder = subprocess.Popen(
        [sys.executable, "-c", "import sys\nfrom pathlib import Path\nfrom sinhke_desktop.locking import FolderLock\n"
         "FolderLock(Path(sys.argv[1])).take()\nprint('held', flush=True)\nsys.stdin.read()", str(data_folders.data)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    with holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(DataInUse) as caught:
            workspaces.open_with_password(data_folders, PASSWORD)
        assert caught.value.code == "MO-01"
        holder.kill()
    workspaces.close(workspaces.open_with_password(data_folders, PASSWORD))


def test_today_is_the_day_in_vietnam(workspace):
    from dataclasses import replace
    from datetime import UTC, date, datetime

    evening = replace(workspace, clock=lambda: datetime(2025, 12, 31, 18, 0, tzinfo=UTC))
    assert workspaces.today(evening) == date(2026, 1, 1)
    assert workspaces.author(evening).claimed_time == "2025-12-31T18:00:00+00:00"


def test_a_new_recovery_code_opens_and_the_earlier_one_does_not(data_folders):
    created = workspaces.create(data_folders, PASSWORD)
    code = workspaces.renew_recovery_code(created.workspace)
    workspaces.close(created.workspace)
    assert code_of(workspaces.open_with_recovery, data_folders, created.recovery_code, NEW) == "MK-04"
    workspaces.close(workspaces.open_with_recovery(data_folders, code, NEW))
    workspaces.close(workspaces.open_with_password(data_folders, NEW))


def test_a_recovery_code_that_cannot_be_kept_is_told_and_the_earlier_one_stays(data_folders, monkeypatch):
    created = workspaces.create(data_folders, PASSWORD)

    def refuse(*_what):
        raise OSError(28, "full")

    with monkeypatch.context() as full:
        full.setattr(workspaces.keyslots, "write", refuse)
        assert code_of(workspaces.renew_recovery_code, created.workspace) == "DL-09"
    workspaces.close(created.workspace)
    workspaces.close(workspaces.open_with_recovery(data_folders, created.recovery_code, NEW))


def test_a_decomposed_password_is_as_long_as_its_letters(data_folders):
    assert code_of(workspaces.create, data_folders, unicodedata.normalize("NFD", "mậtkhẩu")) == "MK-05"
