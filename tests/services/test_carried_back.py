"""What comes back with a receipt: other machines' work, the office's own, and what a machine itself had lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from two_machines import exchanged, new_machine, pair, register, state

from sinhke_desktop.domain.operations import CHANGE
from sinhke_desktop.paths import folders
from sinhke_desktop.services import hamlets, households, place
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import journal

PASSWORD = "mật-khẩu-thử-1"


@pytest.fixture
def office(open_office: Callable[[Path], Workspace], tmp_path: Path) -> Iterator[Workspace]:
    opened = open_office(tmp_path / "office")
    yield opened
    workspaces.close(opened)


@pytest.fixture
def second(workspace: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """A second machine of the commune, set up afresh with nothing in it."""
    made = replace(new_machine(tmp_path / "second", "Trần Văn Hai"), clock=workspace.clock)
    yield made
    workspaces.close(made)


def test_two_machines_of_a_commune_end_with_the_same_and_the_office_gets_both(
    workspace: Workspace, second: Workspace, office: Workspace, stick: Path
) -> None:
    place.check(workspace)
    hamlets.add(workspace, "Thôn Thử")
    pair(second, workspace, stick)
    pair(workspace, office, stick)
    first = exchanged(second, workspace, stick)
    assert (first.conflicts, first.same_state) == (0, True)
    register(workspace, "Nguyễn Văn Một")
    register(second, "Trần Thị Hai")
    read = exchanged(second, workspace, stick)
    assert (read.taken_in, read.conflicts, read.same_state) == (1, 0, True)
    assert state(second) == state(workspace)
    sent = exchanged(workspace, office, stick)
    assert (sent.waiting, sent.same_state) == (0, True)
    assert state(office) == state(second)


def test_what_the_office_corrected_comes_back_once_and_is_echoed(
    workspace: Workspace, office: Workspace, stick: Path
) -> None:
    place.check(workspace)
    hamlets.add(workspace, "Thôn Thử")
    pair(workspace, office, stick)
    household_id = register(workspace, "Nguyễn Văn Một")
    exchanged(workspace, office, stick)
    corrector = replace(author(replace(office, officer="Lê Thị Huyện")), commune_code="22828")
    with office.database.write() as connection:
        draft = journal.Draft("household", household_id, {"note": "Đã xác minh"}, CHANGE)
        journal.save(connection, corrector, [draft])
    register(workspace, "Trần Thị Hai")
    read = exchanged(workspace, office, stick)
    assert (read.taken_in, read.same_state) == (1, True)
    assert households.get(workspace, household_id).note == "Đã xác minh"
    echoed = exchanged(workspace, office, stick)
    assert (echoed.taken_in, echoed.waiting) == (0, 0)


def test_a_machine_put_back_to_an_old_state_gets_its_own_later_work_back(
    workspace: Workspace, office: Workspace, stick: Path, tmp_path: Path
) -> None:
    place.check(workspace)
    hamlets.add(workspace, "Thôn Thử")
    pair(workspace, office, stick)
    register(workspace, "Nguyễn Văn Một")
    exchanged(workspace, office, stick)
    shutil.copytree(workspace.folders.data, tmp_path / "old")
    lost = register(workspace, "Trần Thị Hai")
    exchanged(workspace, office, stick)
    old = workspaces.open_with_password(folders(tmp_path / "old"), PASSWORD)
    place.check(old, restored=True)
    register(old, "Lê Văn Ba")
    read = exchanged(old, office, stick)
    assert (read.taken_in, read.same_state) == (1, True)
    assert households.get(old, lost).id == lost
    assert state(old) == state(office)
    workspaces.close(old)
