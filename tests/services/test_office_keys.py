"""The office's keys: changed while machines are away, followed, replayed, forged, retired, begun afresh."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from two_machines import exchanged, pair, receipt_for, register, state

from sinhke_desktop.bundles import receipts, rotation
from sinhke_desktop.bundles.keys import Keys, PublicKeys, new_keys
from sinhke_desktop.bundles.refusals import ForAnother, ForeignOffice, ReplacedKey, RetiredKey, WrongRotation
from sinhke_desktop.errors import NotFound
from sinhke_desktop.paths import folders
from sinhke_desktop.services import exchange, hamlets, machines, office_keys, pairing, place, receiving
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import office_keys as store
from sinhke_desktop.storage import paired_devices

PASSWORD = "mật-khẩu-thử-1"


@pytest.fixture
def commune(workspace: Workspace, office: Workspace, stick: Path) -> Workspace:
    """Paired, with one household that the office has receipted."""
    place.check(workspace)
    hamlets.add(workspace, "Thôn Thử")
    pair(workspace, office, stick)
    register(workspace, "Nguyễn Văn Một")
    assert exchanged(workspace, office, stick).waiting == 0
    return workspace


def known(machine: Workspace) -> PublicKeys:
    return pairing.paired(machine).office


def used(office: Workspace) -> str:
    with office.database.read() as connection:
        return paired_devices.paired_devices(connection)[0].office_key


def rewrite(machine: Workspace, path: Path, signer: Keys, *notices: rotation.Rotation) -> Path:
    """The receipt in *path* with other notices, signed by *signer*."""
    own, office = pairing.own_keys(machine), pairing.paired(machine)
    paper = receipts.read_receipt(path.read_bytes(), own, office.office, (*office.former, *office.past))
    content = receipts.write_receipt(signer, own.public, replace(paper, rotations=notices))
    path.with_name("XDGN_viet_lai.xxr").write_bytes(content)
    return path.with_name("XDGN_viet_lai.xxr")


def test_a_machine_goes_over_to_the_new_key_with_its_next_receipt(
    commune: Workspace, office: Workspace, stick: Path
) -> None:
    before = known(commune)
    new = office_keys.change(office)
    assert (new.position, new.newest, new.vouched) == (2, True, True)
    assert machines.office_number(office) == new.number
    register(commune, "Trần Thị Hai")
    read = exchanged(commune, office, stick)
    assert read.office_number == new.number
    assert (known(commune).signing, pairing.paired(commune).position) == (new.signing, 2)
    assert used(office) == before.signing
    assert office_keys.keys(office)[1].used_by != ()
    again = exchanged(commune, office, stick)
    assert (again.waiting, again.office_number, again.same_state) == (0, "", True)
    assert used(office) == new.signing
    assert pairing.paired(commune).former == ()
    assert state(commune) == state(office)


def test_two_changes_missed_by_a_machine_that_was_away_are_followed_in_one_step(
    commune: Workspace, office: Workspace, stick: Path
) -> None:
    office_keys.change(office)
    newest = office_keys.change(office)
    register(commune, "Trần Thị Hai")
    assert exchanged(commune, office, stick).office_number == newest.number
    assert pairing.paired(commune).position == 3
    assert exchanged(commune, office, stick).waiting == 0
    assert used(office) == newest.signing


def test_a_receipt_signed_with_the_key_before_is_read_until_the_new_one_answers(
    commune: Workspace, office: Workspace, stick: Path
) -> None:
    register(commune, "Trần Thị Hai")
    first = shutil.copy(receipt_for(commune, office, stick), stick / "cu.bin")
    office_keys.change(office)
    exchange.read_receipt(commune, receipt_for(commune, office, stick))
    assert exchange.read_receipt(commune, first).code == "GB-19"
    exchanged(commune, office, stick)
    with pytest.raises(ReplacedKey):
        exchange.read_receipt(commune, first)


def test_forged_replayed_and_skipping_notices_change_nothing(
    commune: Workspace, office: Workspace, stick: Path
) -> None:
    old = pairing.own_keys(office)
    office_keys.change(office)
    mine, other, thief = pairing.own_keys(office), new_keys(), new_keys()
    true = rotation.rotate(old, mine, 2)
    path = receipt_for(commune, office, stick)
    before = pairing.paired(commune)
    bad = [
        rotation.rotate(thief, other, 2),
        replace(rotation.rotate(thief, other, 2), before=old.public.signing),
        replace(true, following=other.public),
        replace(true, following=PublicKeys(mine.public.signing, thief.public.recipient)),
        replace(true, position=3),
        rotation.rotate(old, mine, 3),
        replace(true, accepted="0" * 128),
        replace(true, vouched=true.accepted),
    ]
    for notice in bad:
        with pytest.raises(WrongRotation):
            exchange.read_receipt(commune, rewrite(commune, path, old, notice))
        assert pairing.paired(commune) == before
    with pytest.raises(ForeignOffice):
        exchange.read_receipt(commune, rewrite(commune, path, thief, true))
    exchange.read_receipt(commune, path)
    assert known(commune) == mine.public
    again = rewrite(commune, path, mine, true)
    exchange.read_receipt(commune, again)
    with pytest.raises(WrongRotation):
        exchange.read_receipt(commune, rewrite(commune, path, mine, rotation.rotate(old, other, 2)))
    assert known(commune) == mine.public


def test_a_key_is_retired_only_when_no_machine_uses_it(commune: Workspace, office: Workspace, stick: Path) -> None:
    first = known(commune).signing
    with pytest.raises(NotFound):
        office_keys.retire(office, first)
    office_keys.change(office)
    with pytest.raises(office_keys.KeyInUse) as refused:
        office_keys.retire(office, first)
    assert len(refused.value.machines) == 1
    exchanged(commune, office, stick)
    exchanged(commune, office, stick)
    office_keys.retire(office, first)
    assert [(one.retired, one.used_by != ()) for one in office_keys.keys(office)] == [(False, True), (True, False)]
    with office.database.read() as connection:
        assert [bool(one.secret) for one in store.office_keys(connection)] == [False, True]
    register(commune, "Trần Thị Hai")
    assert exchanged(commune, office, stick).same_state is True


def test_a_machine_left_behind_by_a_forced_retirement_is_told_to_pair_anew_and_loses_nothing(
    commune: Workspace, office: Workspace, stick: Path
) -> None:
    office_keys.change(office)
    office_keys.retire(office, known(commune).signing, forced=True)
    register(commune, "Trần Thị Hai")
    with pytest.raises(RetiredKey):
        receiving.office_receive(office, exchange.export_to(commune, stick).path)
    pair(commune, office, stick)
    assert (pairing.paired(commune).position, known(commune)) == (2, pairing.own_keys(office).public)
    assert exchanged(commune, office, stick).waiting == 0
    assert state(commune) == state(office)


def test_a_stolen_key_is_replaced_by_one_that_nothing_vouches_for(
    commune: Workspace, office: Workspace, stick: Path
) -> None:
    stolen = pairing.own_keys(office)
    new = office_keys.begin_afresh(office)
    assert not new.vouched
    register(commune, "Trần Thị Hai")
    bundle = exchange.export_to(commune, stick).path
    with pytest.raises(RetiredKey):
        receiving.office_receive(office, bundle)
    with office.database.read() as connection:
        device = paired_devices.paired_devices(connection)[0].device
        assert office_keys.notices(office, connection, device) == ()
        assert office_keys.for_machine(office, connection, "0" * 64).public.signing == new.signing
    pair(commune, office, stick)
    assert exchanged(commune, office, stick).waiting == 0
    assert state(commune) == state(office)
    assert stolen.public.signing not in {one.signing for one in office_keys.keys(office) if not one.retired}


def test_a_machine_put_back_to_before_the_change_is_answered_with_the_key_it_knows(
    commune: Workspace, office: Workspace, stick: Path, tmp_path: Path
) -> None:
    shutil.copytree(commune.folders.data, tmp_path / "old", dirs_exist_ok=True)
    new = office_keys.change(office)
    register(commune, "Trần Thị Hai")
    exchanged(commune, office, stick)
    exchanged(commune, office, stick)
    assert used(office) == new.signing
    old = workspaces.open_with_password(folders(tmp_path / "old"), PASSWORD)
    place.check(old, restored=True)
    register(old, "Lê Văn Ba")
    assert exchanged(old, office, stick).office_number == new.number
    assert exchanged(old, office, stick).same_state is True
    assert used(office) == new.signing
    workspaces.close(old)


def test_an_old_bundle_that_turns_up_again_does_not_take_a_machine_back(
    commune: Workspace, office: Workspace, stick: Path
) -> None:
    old = stick / "goi-cu.bin"
    shutil.copy(exchange.export_to(commune, stick).path, old)
    new = office_keys.change(office)
    exchanged(commune, office, stick)
    exchanged(commune, office, stick)
    receiving.office_receive(office, old)
    assert used(office) == new.signing


def test_secrets_lie_sealed_on_a_server(open_office: Callable[[Path], Workspace], tmp_path: Path) -> None:
    office = open_office(tmp_path / "shared")
    office_keys.change(office)
    secret = pairing.own_keys(office).secret_text()
    with office.database.read() as connection:
        stored = connection.scalar(select(store.KEY.c.secret).order_by(store.KEY.c.position.desc()))
        assert (stored == secret) is not office.database.on_server
        assert store.office_keys(connection)[1].secret == secret
    workspaces.close(office)


def test_a_bundle_for_another_office_is_still_told_so(commune: Workspace, office: Workspace) -> None:
    with office.database.read() as connection:
        device = paired_devices.paired_devices(connection)[0]
        with pytest.raises(ForAnother):
            office_keys.addressed(office, connection, ("0" * 64,), device)
    assert repr(store.OfficeKey("ab" * 32, "age1", 1, "geheim")) == "OfficeKey(1, abababab)"
