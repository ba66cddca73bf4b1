"""Imports: the sample list goes in whole, the second time nothing changes, undo leaves the state as it was."""

import json
from pathlib import Path

import pytest

from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.errors import NotFound
from sinhke_desktop.services import hamlets, households, imports, integrity, register, reviews

DATA = Path(__file__).parents[1] / "data"
LIST = DATA / "ra-soat-2025.xlsx"


def test_the_sample_list_gives_the_expected_summary(workspace):
    prepared = imports.plan(workspace, LIST)
    assert prepared.plan.year == 2025
    assert prepared.plan.problems == ()
    result = imports.apply(workspace, prepared)
    assert result.households == {"new": 120, "changed": 0, "same": 0, "wrong": 0}
    expected = json.loads((DATA / "ra-soat-2025.expected.json").read_text(encoding="utf-8"))
    found = reviews.summary(workspace, 2025)
    assert {name: getattr(found, name) for name in expected if hasattr(found, name)} == {
        name: value for name, value in expected.items() if hasattr(found, name)
    }
    assert len(register.load(workspace).rows) == 120
    assert integrity.check(workspace).ok


def test_the_same_list_twice_changes_nothing(workspace):
    imports.apply(workspace, imports.plan(workspace, LIST))
    before = integrity.check(workspace)
    again = imports.apply(workspace, imports.plan(workspace, LIST))
    assert again.import_id == ""
    assert again.households == {"new": 0, "changed": 0, "same": 120, "wrong": 0}
    assert integrity.check(workspace) == before


def test_undo_leaves_the_state_as_before_the_import(workspace):
    hamlet = hamlets.add(workspace, "Tân Tiến")
    head = MemberInput("Bùi Thanh Dũng", "Chủ hộ", "male", "1962", citizen_id="058062589028")
    households.register(workspace, HouseholdInput(hamlet.id, (head,), note="có sẵn"))
    before = integrity.check(workspace)
    result = imports.apply(workspace, imports.plan(workspace, LIST))
    assert (result.households["new"], result.households["changed"]) == (119, 1)
    assert integrity.check(workspace).state_hash != before.state_hash
    imports.undo(workspace, result.import_id)
    after = integrity.check(workspace)
    assert after.ok
    assert after.state_hash == before.state_hash
    with pytest.raises(NotFound):
        imports.undo(workspace, result.import_id)
    assert imports.apply(workspace, imports.plan(workspace, LIST)).households["new"] == 119


def test_undo_is_refused_by_name_when_a_household_was_changed_since(workspace):
    result = imports.apply(workspace, imports.plan(workspace, LIST))
    row = register.load(workspace).rows[0]
    households.remove(workspace, row.household_id, "thử")
    before = integrity.check(workspace)
    with pytest.raises(imports.UndoBlocked) as caught:
        imports.undo(workspace, result.import_id)
    assert caught.value.names == (row.head_name,)
    assert integrity.check(workspace) == before


def test_a_plan_made_before_another_change_is_not_applied(workspace):
    prepared = imports.plan(workspace, LIST)
    hamlets.add(workspace, "Khác")
    with pytest.raises(imports.StoreMoved):
        imports.apply(workspace, prepared)
    assert register.load(workspace).rows == []


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("ra-soat-2012-vntime.xls", {"new": 40, "changed": 0, "same": 0, "wrong": 0}),
        ("ra-soat-2025-loi.xlsx", {"new": 49, "changed": 0, "same": 0, "wrong": 12}),
    ],
)
def test_the_other_samples_give_their_good_households(workspace, name, counts):
    prepared = imports.plan(workspace, DATA / name)
    assert prepared.plan.households == counts
    imports.apply(workspace, prepared)
    expected = json.loads((DATA / f"{name.partition('.')[0]}.expected.json").read_text(encoding="utf-8"))
    if counts["wrong"]:
        assert len(register.load(workspace).rows) == expected["households"] - counts["wrong"]
    else:
        assert reviews.summary(workspace, 2025).deprived == expected["deprived"]
    assert imports.apply(workspace, imports.plan(workspace, DATA / name)).import_id == ""
    assert integrity.check(workspace).ok
