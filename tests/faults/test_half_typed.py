"""``kill -9`` while a household is typed: what was typed waits in the encrypted file, and nothing else changed."""

import subprocess
import sys
from pathlib import Path

import stores

from sinhke_desktop.paths import folders
from sinhke_desktop.services import half_filled, households, integrity, place
from sinhke_desktop.services import workspace as workspaces

PROGRAM = Path(__file__).with_name("half_typed.py")


def test_a_killed_program_leaves_what_was_typed(tmp_path):
    template = stores.make_template(tmp_path / "made")
    store = stores.fresh(template, tmp_path / "day")
    child = subprocess.Popen([sys.executable, str(PROGRAM), str(store / "data")], stdout=subprocess.PIPE)
    try:
        said = child.stdout.readline()
    finally:
        child.kill()
        child.communicate()
    assert said == b"kept\n"
    assert child.returncode == -9
    workspace = workspaces.open_with_password(folders(store / "data"), stores.PASSWORD)
    try:
        place.check(workspace)
        (form,) = half_filled.kept(workspace)
        assert form.name == "Ka Dâng Thị Lơ"
        assert form.typed.address == "Tổ 4"
        assert [one.income_points for one in form.reviews.values()] == ["118"]
        assert households.get_many(workspace, [form.household_id]) == []
        assert not integrity.check(workspace).problems
        assert "Ka Dâng".encode() not in (store / "data" / "sinhke.db").read_bytes()
    finally:
        workspaces.close(workspace)
