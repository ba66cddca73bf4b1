"""A bundle damaged, cut, passed on or played again is told by its own code; the office store stays as it was."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from sinhke_desktop.bundles import container
from sinhke_desktop.bundles.refusals import BundleRefused
from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.paths import folders
from sinhke_desktop.services import exchange, hamlets, households, machines, place, receiving
from sinhke_desktop.services import pairing as pairing_service
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import audit
from sinhke_desktop.storage import office as office_store
from sinhke_desktop.storage.office_receipts import RECEIPT
from sinhke_desktop.storage.quarantined import QUARANTINE
from sinhke_desktop.storage.rows import count

PASSWORD = "mật-khẩu-thử-1"
FLIPS, CUTS = 500, 50
TABLES = (
    office_store.DEVICE,
    office_store.STREAM,
    office_store.RECEIVED,
    office_store.RESTAMPED,
    QUARANTINE,
    RECEIPT,
    office_store.AUDIT,
)


@dataclass
class Scene:
    commune: Workspace
    office: Workspace
    stick: Path
    older: bytes
    newer: bytes

    def receive(self, content: bytes) -> str:
        """The code under which the office refuses or recognises *content*; empty if it was taken in."""
        path = self.stick / "XDGN_thu.xxb"
        path.write_bytes(content)
        try:
            return receiving.office_receive(self.office, path, self.stick).code
        except BundleRefused as refused:
            return refused.code

    def held(self) -> tuple[object, ...]:
        with self.office.database.read() as connection:
            rows = {table.name: count(connection, table) for table in TABLES}
            return audit.hashes(connection), audit.counts(connection), rows


def pair(commune: Workspace, office: Workspace, folder: Path) -> None:
    certificate = machines.office_pair(
        office, pairing_service.write_key_file(commune, folder).path, confirmed=True, folder=folder
    )
    pairing_service.accept_certificate(commune, certificate, confirmed=True)


@pytest.fixture
def scene(workspace: Workspace, tmp_path: Path) -> Iterator[Scene]:
    """An office that has received a first bundle; a second one lies on the stick."""
    stick = tmp_path / "usb"
    stick.mkdir()
    place.check(workspace)
    office = receiving.office_init(folders(tmp_path / "office"), PASSWORD, "Phòng Kinh tế Thử").workspace
    pair(workspace, office, stick)
    hamlet = hamlets.add(workspace, "Thôn Thử")
    older = exchange.export_to(workspace, stick)
    receiving.office_receive(office, older.path)
    for number in range(20):
        member = MemberInput(f"Nguyễn Văn Thứ {number}", "Chủ hộ", "Nam", "1980", "Kinh")
        households.register(workspace, HouseholdInput(hamlet.id, (member,)))
    newer = exchange.export_to(workspace, stick)
    yield Scene(workspace, office, stick, older.path.read_bytes(), newer.path.read_bytes())
    workspaces.close(office)


def test_one_flipped_byte_anywhere_is_refused(scene: Scene) -> None:
    before = scene.held()
    draw = random.Random(1)
    places = draw.sample(range(len(scene.newer)), FLIPS)
    codes: dict[str, int] = {}
    for spot in places:
        damaged = bytearray(scene.newer)
        damaged[spot] ^= draw.randint(1, 255)
        code = scene.receive(bytes(damaged))
        codes[code] = codes.get(code, 0) + 1
    assert "" not in codes
    assert codes.keys() <= {"GB-01", "GB-02", "GB-03", "GB-04", "GB-05", "GB-13", "GB-14", "GB-20"}
    assert codes["GB-03"] > FLIPS * 0.8
    assert scene.held() == before
    assert scene.receive(scene.newer) == ""


def test_a_cut_anywhere_is_refused(scene: Scene) -> None:
    before = scene.held()
    lengths = random.Random(2).sample(range(len(scene.newer)), CUTS - 2)
    codes = {scene.receive(scene.newer[:length]) for length in (*lengths, 1, len(scene.newer) - 1)}
    assert codes == {"GB-02"}
    assert scene.receive(b"") == "GB-01"
    assert scene.held() == before


def test_junk_on_the_end_is_refused(scene: Scene) -> None:
    before = scene.held()
    for junk in (b"\0", b"\0" * 4096, scene.older):
        assert scene.receive(scene.newer + junk) == "GB-04"
    assert scene.held() == before


def test_zeroed_pages_are_refused(scene: Scene) -> None:
    before = scene.held()
    for start in range(0, len(scene.newer), 512):
        damaged = scene.newer[:start] + b"\0" * len(scene.newer[start : start + 512]) + scene.newer[start + 512 :]
        assert scene.receive(damaged) in {"GB-01", "GB-03"}
    assert scene.held() == before


def test_a_bundle_for_another_office_is_refused(scene: Scene, tmp_path: Path) -> None:
    other = receiving.office_init(folders(tmp_path / "office-2"), PASSWORD, "Nơi khác").workspace
    machines.office_pair(
        other, pairing_service.write_key_file(scene.commune, scene.stick).path, confirmed=True, folder=tmp_path
    )
    elsewhere = replace_office(scene, other)
    before = elsewhere.held()
    assert elsewhere.receive(scene.newer) == "GB-07"
    assert elsewhere.held() == before
    workspaces.close(other)


def replace_office(scene: Scene, other: Workspace) -> Scene:
    return Scene(scene.commune, other, scene.stick, scene.older, scene.newer)


def test_a_bundle_of_a_machine_never_paired_is_refused(scene: Scene, tmp_path: Path) -> None:
    other = receiving.office_init(folders(tmp_path / "office-2"), PASSWORD, "Nơi khác").workspace
    elsewhere = replace_office(scene, other)
    before = elsewhere.held()
    assert elsewhere.receive(scene.newer) == "GB-05"
    assert elsewhere.held() == before
    workspaces.close(other)


def test_the_same_bundle_twice_is_recognised(scene: Scene) -> None:
    assert scene.receive(scene.newer) == ""
    before = scene.held()
    assert [scene.receive(scene.newer) for _ in range(3)] == ["GB-08"] * 3
    assert scene.held() == before


def test_an_older_bundle_received_before_is_recognised(scene: Scene) -> None:
    assert scene.receive(scene.newer) == ""
    before = scene.held()
    assert scene.receive(scene.older) == "GB-08"
    assert scene.held() == before


def test_an_older_bundle_that_never_came_is_told_as_old(scene: Scene) -> None:
    hamlets.add(scene.commune, "Thôn Sau")
    newest = exchange.export_to(scene.commune, scene.stick).path.read_bytes()
    assert scene.receive(newest) == ""
    before = scene.held()
    assert scene.receive(scene.newer) == "GB-09"
    assert scene.held() == before


def test_a_bundle_signed_anew_by_another_paired_machine_is_refused(scene: Scene, tmp_path: Path) -> None:
    """The thief is paired with the same office and passes the commune's own body on as its own."""
    created = workspaces.create(folders(tmp_path / "thief"), PASSWORD)
    thief = workspaces.as_officer(created.workspace, "Kẻ Khác", "22828")
    place.check(thief)
    pair(thief, scene.office, scene.stick)
    keys = pairing_service.own_keys(thief)
    apart = container.split(scene.newer)
    before = scene.held()
    for epoch in (apart.header.epoch, "f" * 32):
        header = replace(apart.header, device=keys.public.signing, epoch=epoch, base_ctr=0)
        assert scene.receive(container.join(header, apart.body, keys)) == "GB-16"
    workspaces.close(thief)
    assert scene.held() == before


def test_an_honest_bundle_is_still_taken_in_after_all_attacks(scene: Scene) -> None:
    scene.receive(scene.newer[:-1])
    scene.receive(scene.newer + b"x")
    assert scene.receive(scene.newer) == ""
    with scene.commune.database.read() as here, scene.office.database.read() as there:
        assert audit.hashes(here) == audit.hashes(there)
