"""Two communes become one: both machines learn it by receipt, show all and write under the new code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from two_machines import exchanged, pair, register, state

from sinhke_desktop.bundles.refusals import WrongContents
from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.commune_merger import CommuneMerger
from sinhke_desktop.paths import folders
from sinhke_desktop.services import (
    commune_mergers,
    communes,
    exchange,
    hamlets,
    households,
    integrity,
    merged_commune,
    pairing,
    place,
    units,
)
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import households as stored
from sinhke_desktop.storage import journal

PASSWORD = "mật-khẩu-thử-1"
OLD, NEW = "22846", "22828"


def machine(tmp_path: Path, code: str, name: str) -> Workspace:
    made = workspaces.create(folders(tmp_path / f"máy {name}"), PASSWORD).workspace
    ready = communes.set_up(made, units.unit(code), Area.RURAL, "2023-2025", f"Cán bộ {name}")
    place.check(ready)
    hamlets.add(ready, f"Thôn {name}")
    return ready


def opened_again(workspace: Workspace) -> Workspace:
    workspaces.close(workspace)
    again = workspaces.open_with_password(workspace.folders, PASSWORD)
    place.check(again)
    return again


def shown(workspace: Workspace) -> set[str]:
    with workspace.database.read() as connection:
        return {one.head.full_name for one in stored.all_households(connection, workspace.commune_code) if one.head}


def test_two_communes_become_one_on_both_machines(office: Workspace, stick: Path, tmp_path: Path) -> None:
    joining, staying = machine(tmp_path, OLD, "Một"), machine(tmp_path, NEW, "Hai")
    for one in (joining, staying):
        pair(one, office, stick)
    old_household = register(joining, "Nguyễn Văn Một")
    register(staying, "Trần Thị Hai")
    for one in (joining, staying):
        exchanged(one, office, stick)
    commune_mergers.tell(office, OLD, NEW, "Nghị quyết thử")
    register(joining, "Lê Văn Ba")
    assert exchanged(joining, office, stick).merged_into == NEW
    assert exchanged(staying, office, stick).merged_into == ""
    joining, staying = opened_again(joining), opened_again(staying)
    assert joining.commune_code == NEW
    everybody = {"Nguyễn Văn Một", "Trần Thị Hai", "Lê Văn Ba"}
    assert shown(joining) == shown(staying) == everybody
    assert pairing.paired(staying).commune_codes == (NEW, OLD)
    new_household = register(joining, "Phạm Thị Bốn")
    with joining.database.write() as connection:
        journal.save(connection, author(joining), [journal.Draft("household", old_household, {"note": "Đã sửa"})])
        found = journal.operations_of(connection, [old_household, new_household])
    assert {(one.operation.entity_id, one.operation.commune_code) for one in found} == {
        (old_household, OLD), (new_household, NEW),
    }  # fmt: skip
    for one in (joining, staying, joining):
        exchanged(one, office, stick)
    assert shown(staying) == everybody | {"Phạm Thị Bốn"}
    assert households.get(staying, old_household).note == "Đã sửa"
    for code in (OLD, NEW):
        assert state(joining, code) == state(staying, code) == state(office, code)
    assert integrity.check(joining).ok
    assert exchanged(joining, office, stick).merged_into == ""
    for one in (joining, staying):
        workspaces.close(one)


def test_a_commune_that_is_new_to_everybody_begins_with_the_old_headings(
    office: Workspace, stick: Path, tmp_path: Path
) -> None:
    only = machine(tmp_path, OLD, "Một")
    pair(only, office, stick)
    commune_mergers.tell(office, OLD, "22852", "Nghị quyết thử")
    exchanged(only, office, stick)
    only = opened_again(only)
    assert (communes.current(only).code, communes.current(only).name) == ("22852", units.unit("22852").full_name)
    workspaces.close(only)


def test_a_receipt_that_leaves_out_the_own_commune_changes_nothing(
    workspace: Workspace, office: Workspace, stick: Path
) -> None:
    place.check(workspace)
    hamlets.add(workspace, "Thôn Thử")
    pair(workspace, office, stick)
    before = pairing.paired(workspace)
    with workspace.database.write() as connection, pytest.raises(WrongContents):
        merged_commune.take_in(workspace, connection, before, (OLD,), ())
    merger = CommuneMerger(NEW, "99999", "Nghị quyết thử")
    with workspace.database.write() as connection:
        merged_commune.take_in(workspace, connection, before, (NEW, "99999"), (merger,))
        assert merged_commune.go_over(replace(workspace, commune_code=NEW), connection) == "99999"
    assert exchange.state(workspace).paired
