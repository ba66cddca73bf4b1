"""Stores and bundles that earlier versions of the program wrote open with this one, and nothing in them changes.

``tests/data/version-0001`` was written by the program as it stood before its second data version; people are invented.
"""

import json
import shutil
from pathlib import Path

import pytest

from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.paths import folders
from sinhke_desktop.services import households, integrity, receiving, register
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.storage import schema

PASSWORD = "mật-khẩu-thử-1"
FIRST = Path(__file__).parents[1] / "data" / "version-0001"


def opened(part: str, target: Path) -> workspaces.Workspace:
    shutil.copytree(FIRST / part, target)
    return workspaces.open_with_password(folders(target), PASSWORD)


@pytest.fixture
def commune(tmp_path):
    workspace = opened("commune", tmp_path / "commune")
    yield workspace
    workspaces.close(workspace)


def test_a_store_of_the_first_version_is_brought_up_and_stays_the_same(commune) -> None:
    expected = json.loads((FIRST / "commune" / "expected.json").read_text(encoding="utf-8"))
    with commune.database.read() as connection:
        assert schema.stored_version(connection) == schema.NEWEST
    doctor = integrity.check(commune)
    assert doctor.ok, doctor.problems
    assert (doctor.state_hash, doctor.heads_hash) == (expected["state"], expected["heads"])
    assert {kind: doctor.counts[kind] for kind in expected["counts"]} == expected["counts"]


def test_its_households_are_read_and_changed_with_the_new_fields(commune) -> None:
    rows = register.load(commune).rows
    assert sorted(row.head_name for row in rows) == ["Mang Thị Ước", "Đỗ Đức Dũng"]
    first = households.get(commune, rows[0].household_id)
    assert first.water_source == ""
    assert first.dwelling_area is None
    assert first.head.work == ""
    typed = HouseholdInput(
        first.hamlet_id,
        tuple(MemberInput(one.full_name, one.relation, id=one.id) for one in first.members),
        water_source="tap", dwelling_area="45,5",
    )  # fmt: skip
    assert households.change(commune, first.id, typed).dwelling_area == 4550
    assert integrity.check(commune).ok


def test_a_bundle_of_the_first_version_is_received(tmp_path) -> None:
    office = opened("office", tmp_path / "office")
    bundle = next(FIRST.glob("*.xxb"))
    outcome = receiving.office_receive(office, Path(shutil.copy(bundle, tmp_path)))
    assert outcome.same_state
    expected = json.loads((FIRST / "commune" / "expected.json").read_text(encoding="utf-8"))
    doctor = integrity.check(office)
    assert doctor.ok
    assert doctor.state_hash == expected["state"]
    workspaces.close(office)
