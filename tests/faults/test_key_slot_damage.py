"""Key slots survive damage to either copy; nothing that is typed wrong opens anything."""

import os
import subprocess
import sys

import key_slot_damage
import pytest

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.storage import keyslots
from sinhke_desktop.storage.keyslots import FILES

PASSWORD, NEW = "mật-khẩu-thử-1", "mật-khẩu-thử-2"
CHANGE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from sinhke_desktop.paths import folders
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.storage import keyslots
keyslots.MEMORY_KIB, keyslots.PASSES = 64, 1
data, old, new, last, after = sys.argv[1:]
workspace = workspaces.open_with_password(folders(data), old)
replace, done = Path.replace, []
def replace_and_die(self, target):
    if after == "before" and len(done) == int(last):
        os.kill(os.getpid(), signal.SIGKILL)
    replace(self, target)
    done.append(target)
    if after == "after" and len(done) == int(last):
        os.kill(os.getpid(), signal.SIGKILL)
Path.replace = replace_and_die
workspaces.change_password(workspace, old, new)
"""


@pytest.fixture
def store(data_folders):
    created = workspaces.create(data_folders, PASSWORD)
    workspaces.close(created.workspace)
    return data_folders, created.recovery_code


def code_of(work, *words):
    with pytest.raises(SinhkeError) as caught:
        work(*words)
    return caught.value.code


def opens(folders, password):
    try:
        workspaces.close(workspaces.open_with_password(folders, password))
    except keyslots.WrongPassword:
        return False
    return True


def test_a_copy_cut_or_altered_at_any_seventh_byte_is_read_from_the_other_and_repaired(store):
    folders, _ = store
    cases, wrong = key_slot_damage.unrepaired(folders.data, 5, step=7)
    assert cases > 300
    assert wrong == []


@pytest.mark.parametrize("name", FILES)
def test_a_deleted_copy_comes_back(store, name):
    folders, _ = store
    (folders.data / name).unlink()
    assert opens(folders, PASSWORD)
    assert (folders.data / name).read_bytes() == (folders.data / FILES[0]).read_bytes()


@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"body":{},"sha256":""}'])
def test_without_a_whole_copy_the_store_is_told_damaged_and_left_alone(store, content):
    folders, recovery_code = store
    for name in FILES:
        (folders.data / name).write_bytes(content) if content is not None else (folders.data / name).unlink()
    before = {path: path.read_bytes() for path in folders.data.iterdir()}
    assert code_of(workspaces.open_with_password, folders, PASSWORD) == "MK-02"
    assert code_of(workspaces.open_with_recovery, folders, recovery_code, NEW) == "MK-02"
    assert code_of(workspaces.create, folders, NEW) == "DL-08"
    assert {path: path.read_bytes() for path in folders.data.iterdir()} == before


def test_a_store_whose_data_file_is_gone_is_never_begun_anew(store):
    folders, _ = store
    (folders.data / "sinhke.db").unlink()
    assert code_of(workspaces.open_with_password, folders, PASSWORD) == "DL-01"
    assert code_of(workspaces.create, folders, NEW) == "DL-08"
    assert not (folders.data / "sinhke.db").exists()


def test_wrong_passwords_and_codes_are_told_by_their_code(store):
    folders, recovery_code = store
    assert code_of(workspaces.open_with_password, folders, PASSWORD + " ") == "MK-01"
    assert code_of(workspaces.open_with_password, folders, "") == "MK-01"
    assert code_of(workspaces.open_with_recovery, folders, keyslots.new_recovery_code(), NEW) == "MK-04"
    assert code_of(workspaces.open_with_recovery, folders, recovery_code[:-1], NEW) == "MK-03"
    assert opens(folders, PASSWORD)


def test_the_recovery_code_opens_as_a_person_types_it_and_sets_a_new_password(store):
    folders, recovery_code = store
    typed = recovery_code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    workspaces.close(workspaces.open_with_recovery(folders, typed, NEW))
    assert opens(folders, NEW)
    assert not opens(folders, PASSWORD)


def test_every_slip_and_swap_in_a_recovery_code_is_caught():
    tried, accepted = key_slot_damage.accepted_slips(40)
    assert tried > 40_000
    assert accepted == []


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
@pytest.mark.parametrize(
    ("renames", "moment", "password"),
    [(0, "before", PASSWORD), (1, "after", NEW), (1, "before", NEW), (2, "after", NEW)],
)
def test_a_kill_while_changing_the_password_leaves_one_that_opens(store, renames, moment, password):
    folders, _ = store
    command = [sys.executable, "-c", CHANGE_AND_DIE, str(folders.data), PASSWORD, NEW, str(renames), moment]
    assert subprocess.run(command, check=False).returncode == -9
    assert opens(folders, password)
    assert not opens(folders, {PASSWORD: NEW, NEW: PASSWORD}[password])
    assert len({(folders.data / name).read_bytes() for name in FILES}) == 1
