"""The whole way of an update with real data: the real program under the real launcher, and nothing is ever lost."""

import json
import shutil
import sys
from pathlib import Path

import pytest
import updating
from updating import Updating, next_step

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the launcher of Linux")
PASSWORD = "mật-khẩu-thử-1"
FIRST = Path(__file__).parents[1] / "data" / "version-0001" / "commune"


@pytest.fixture
def place(tmp_path):
    return Updating(tmp_path)


@pytest.fixture
def with_data(place, workspace):
    """The place with a commune's store of today."""
    from sinhke_desktop.services import hamlets
    from sinhke_desktop.services import workspace as workspaces

    hamlets.add(workspace, "Tân Tiến")
    workspaces.close(workspace)
    assert place.data == workspace.folders.data
    return place


def state(place) -> tuple[str, str]:
    ran = place.run("doctor", "--json", password=PASSWORD)
    assert ran.returncode == 0, ran.stderr + ran.stdout
    told = json.loads(ran.stdout)
    return told["state_hash"], told["heads_hash"]


def install(place, change: str) -> None:
    ran = place.run("update", "install", str(place.pack(change=change)), "--json", password=PASSWORD)
    assert ran.returncode == 0, ran.stderr + ran.stdout
    assert json.loads(ran.stdout)["backup"] == 1


@pytest.mark.slow
def test_a_new_version_opens_the_data_confirms_and_the_one_before_stays_for_going_back(with_data):
    place = with_data
    before = state(place)
    install(place, "")
    ran = place.run("doctor", "--json", password="sai mật khẩu")
    assert ran.returncode == 1, "a wrong password on trial is told as ever"
    assert (place.root / "trial.json").exists()
    assert state(place) == before
    assert not (place.root / "trial.json").exists()
    ran = place.run("update", "verify", "--json")
    assert (ran.returncode, json.loads(ran.stdout)["version"]) == (0, "0.2.0")
    ran = place.run("update", "back", "--json", password=PASSWORD)
    assert json.loads(ran.stdout)["version"] == "0.1.0", ran.stderr
    assert state(place) == before
    assert (place.root / "current.txt").read_text() == "0.1.0\n"


BROKEN = {
    "a fault inside the step": next_step(inside='raise RuntimeError("broken step")'),
    "killed inside the step": next_step(inside="import os, signal; os.kill(os.getpid(), signal.SIGKILL)"),
    "killed after the step was stored": next_step(after="import os, signal; os.kill(os.getpid(), signal.SIGKILL)"),
    "a fault after the step was stored": next_step(after='raise RuntimeError("broken later")'),
    "data that are not whole afterwards": next_step()
    + "\nfrom sinhke_desktop.services import update_trials as it\nit.integrity_problems = lambda data: ['page 7']\n",
    "a program that does not even load": "import no_such_module",
}


IN_EVERY_RUN = "a fault after the step was stored"


@pytest.mark.parametrize(
    "what", [what if what == IN_EVERY_RUN else pytest.param(what, marks=pytest.mark.slow) for what in BROKEN]
)
def test_a_new_version_that_fails_on_the_data_goes_back_by_itself_and_nothing_is_lost(with_data, what):
    place = with_data
    before = state(place)
    install(place, BROKEN[what])
    assert state(place) == before, "the same command, answered by the version before"
    assert (place.root / "current.txt").read_text() == "0.1.0\n"
    assert not (place.root / "trial.json").exists()
    assert not (place.root / "rolled-back.json").exists(), "the version before has opened the data"
    assert state(place) == before


def test_data_of_the_first_data_version_are_brought_up_by_the_new_version(place):
    """The store as the first version of the program wrote it, come to this machine before the new one starts."""
    assert place.run("update", "install", str(place.pack()), "--json").returncode == 0
    shutil.copytree(FIRST, place.data)
    expected = json.loads((FIRST / "expected.json").read_text(encoding="utf-8"))
    assert state(place) == (expected["state"], expected["heads"])
    assert not (place.root / "trial.json").exists()


def test_unsigned_changes_of_an_installed_version_are_found(place):
    program = place.root / "versions" / "0.1.0" / "_internal" / "empty"
    program.write_bytes(b"x")
    ran = place.run("update", "verify", "--json")
    assert ran.returncode == 1
    assert json.loads(ran.stdout)["altered"] == ["_internal/empty"]
    assert place.may_run()
    assert updating.next_step()
