"""Several officers in one office's store on a server: receiving and correcting at once, and one that dies at it."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import pytest
from sealed_communes import write_bundle

from sinhke_desktop.domain.operations import Operation
from sinhke_desktop.paths import folders
from sinhke_desktop.services import integrity, lists, machines, pairing, receiving, server_store
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import audit, journal, office
from sinhke_desktop.storage.journal import Draft
from sinhke_desktop.storage.places import all_hamlets

PASSWORD = "mật-khẩu-thử-1"
COMMUNES = 6
RECEIVER = """
import sys
from pathlib import Path
from sinhke_desktop.paths import folders
from sinhke_desktop.services import receiving, workspace
from sinhke_desktop.storage import journal
store = workspace.open_with_password(folders(Path(sys.argv[1])), sys.argv[2])
if sys.argv[3] == "die":
    written = journal.insert_rows
    def hanging(connection, table, columns, values):
        written(connection, table, columns, values)
        if table.name == "operation":
            print("in the middle", flush=True)
            sys.stdin.read()
    journal.insert_rows = hanging
for bundle in sys.argv[4:]:
    receiving.office_receive(store, Path(bundle), Path(bundle).parent)
workspace.close(store)
"""


@dataclass
class Office:
    """Two machines of one office and the bundles of some communes on a stick."""

    first: Workspace
    top: Path
    bundles: list[Path]

    def receiving(self, machine: str, how: str, bundles: list[Path]) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-c", RECEIVER, str(self.top / machine), PASSWORD, how, *map(str, bundles)]
        return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def held(self) -> tuple[object, ...]:
        with self.first.database.read() as connection:
            return audit.hashes(connection), audit.counts(connection)


@pytest.fixture
def at_work(postgres, tmp_path: Path) -> Iterator[Office]:
    address = postgres.url(postgres.new_database())
    made = server_store.office_init(folders(tmp_path / "một"), PASSWORD, "Phòng Kinh tế Thử", address)
    workspaces.close(server_store.join(folders(tmp_path / "hai"), PASSWORD, address, made.recovery_code))
    first = workspaces.as_officer(made.workspace, "Lê Thị Huyện")
    stick = tmp_path / "usb"
    stick.mkdir()
    bundles = []
    for unit in islice(lists.units().values(), COMMUNES):
        write_bundle(stick, unit, pairing.own_keys(first).public, 2026, households=3)
        machines.office_pair(first, stick / f"{unit.code}.xxk", confirmed=True)
        bundles.append(stick / f"{unit.code}.xxb")
    yield Office(first, tmp_path, bundles)
    workspaces.close(first)


def correct(store: Workspace, code: str, name: str) -> None:
    """Give the first hamlet of a commune another name, as the office may."""
    corrector = replace(author(store), commune_code=code)
    with store.database.write() as connection:
        hamlet = all_hamlets(connection, code)[0]
        journal.save(connection, corrector, [Draft("hamlet", hamlet.id, {"name": name})])


def test_two_machines_receive_and_a_third_hand_corrects_at_once_and_all_of_it_is_there(at_work: Office) -> None:
    receiving.office_receive(at_work.first, at_work.bundles[0])
    code = at_work.bundles[0].stem
    others = [
        at_work.receiving("hai", "receive", at_work.bundles[1:3]),
    ]
    for bundle in at_work.bundles[3:]:
        correct(at_work.first, code, f"Thôn sửa {bundle.stem}")
        receiving.office_receive(at_work.first, bundle)
    for one in others:
        one.communicate(timeout=100)
        assert one.returncode == 0
    standing = receiving.office_communes(at_work.first)
    assert [one.received_up_to for one in standing] == [1] * COMMUNES
    assert all(one.same_state for device in standing for one in _received(at_work.first, device.device))
    with at_work.first.database.read() as connection:
        assert office.broken_streams(connection) == []
        assert all_hamlets(connection, code)[0].name == f"Thôn sửa {at_work.bundles[-1].stem}"
    assert integrity.check(at_work.first).ok


def _received(store: Workspace, device: str) -> list[office.ReceivedBundle]:
    with store.database.read() as connection:
        return office.received_bundles(connection, device)


def test_of_a_receiving_that_dies_in_the_middle_nothing_stays_and_the_bundle_is_received_later(at_work: Office) -> None:
    before = at_work.held()
    dying = at_work.receiving("hai", "die", at_work.bundles[:1])
    assert dying.stdout is not None
    assert dying.stdout.readline() == b"in the middle\n"
    assert at_work.held() == before
    dying.send_signal(signal.SIGKILL)
    dying.communicate()
    assert at_work.held() == before
    assert receiving.office_receive(at_work.first, at_work.bundles[0]).same_state
    assert integrity.check(at_work.first).ok


def test_two_officers_who_change_the_same_field_one_after_the_other_leave_one_line_of_changes(at_work: Office) -> None:
    receiving.office_receive(at_work.first, at_work.bundles[0])
    code = at_work.bundles[0].stem
    second = workspaces.open_with_password(folders(at_work.top / "hai"), PASSWORD)
    second = workspaces.as_officer(second, "Trần Văn Sở")
    correct(at_work.first, code, "Tên thứ nhất")
    correct(second, code, "Tên thứ hai")
    with at_work.first.database.read() as connection:
        hamlet = all_hamlets(connection, code)[0]
        made: list[Operation] = [one.operation for one in journal.operations_of(connection, [hamlet.id])]
    assert [one.officer for one in made][1:] == ["Lê Thị Huyện", "Trần Văn Sở"]
    assert made[2].base == (made[1].uid,)
    assert hamlet.name == "Tên thứ hai"
    assert integrity.check(second).ok
    workspaces.close(second)
