"""A commune and its office exchange real files; nothing is lost, nothing is counted as sent without a receipt."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filled_records import filled
from two_machines import pair

from sinhke_desktop.bundles.refusals import (
    Altered,
    ForAnother,
    ForeignOffice,
    OutOfScope,
    Revoked,
    UnknownSender,
    WrongKind,
)
from sinhke_desktop.domain.admission import Note, Verdict
from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.domain.operations import CREATE
from sinhke_desktop.domain.protocol import Reason
from sinhke_desktop.paths import folders
from sinhke_desktop.services import communes, exchange, hamlets, households, machine, machines, place, receiving, units
from sinhke_desktop.services import pairing as pairing_service
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.pairing import NotConfirmed, NotPaired
from sinhke_desktop.services.sticks import StickRefused
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import audit, journal, records
from sinhke_desktop.storage import office as office_store
from sinhke_desktop.storage import paired_devices as device_store
from sinhke_desktop.storage.quarantined import QUARANTINE

PASSWORD = "mật-khẩu-thử-1"


@pytest.fixture
def office(open_office: Callable[[Path], Workspace], tmp_path: Path) -> Iterator[Workspace]:
    opened = open_office(tmp_path / "office")
    yield opened
    workspaces.close(opened)


@pytest.fixture
def registered(workspace: Workspace) -> Callable[[str], str]:
    place.check(workspace)
    hamlet = hamlets.add(workspace, "Thôn Thử")

    def register(name: str) -> str:
        typed = HouseholdInput(hamlet.id, (MemberInput(name, "Chủ hộ", "Nam", "1980", "Kinh"),))
        return households.register(workspace, typed).id

    return register


@pytest.fixture
def paired(workspace: Workspace, office: Workspace, stick: Path, registered: Callable[[str], str]) -> Workspace:
    pair(workspace, office, stick)
    registered("Nguyễn Văn Một")
    return workspace


def fingerprint(office: Workspace) -> tuple[object, ...]:
    with office.database.read() as connection:
        return audit.hashes(connection), audit.counts(connection), rows_of(connection)


def rows_of(connection: object) -> dict[str, int]:
    from sinhke_desktop.storage.rows import count

    tables = (office_store.STREAM, office_store.RECEIVED, office_store.RESTAMPED, QUARANTINE,
              office_store.AUDIT, office_store.DEVICE)  # fmt: skip
    return {table.name: count(connection, table) for table in tables}  # type: ignore[arg-type]


def test_a_bundle_reaches_the_office_and_its_receipt_comes_back(paired, office, stick) -> None:
    exported = exchange.export_to(paired, stick)
    assert (exported.number, exported.again) == (1, False)
    before = exchange.state(paired)
    assert (before.received_up_to, before.without_receipt, before.waiting) == (0, 1, exported.operations)
    outcome = receiving.office_receive(office, exported.path)
    assert (outcome.verdict, outcome.note, outcome.code) == (Verdict.APPLY, Note.FIRST, "")
    assert (outcome.new_operations, outcome.same_state) == (exported.operations, True)
    read = exchange.read_receipt(paired, outcome.receipt_path)
    assert (read.fresh, read.received_up_to, read.waiting, read.same_state) == (True, 1, 0, True)
    after = exchange.state(paired)
    assert (after.received_up_to, after.without_receipt, after.waiting) == (1, 0, 0)
    [standing] = receiving.office_communes(office)
    assert (standing.commune_code, standing.name, standing.received_up_to) == ("22828", "Xã Anh Dũng", 1)
    with paired.database.read() as here, office.database.read() as there:
        assert journal.state_hash(here) == journal.state_hash(there)
        assert journal.heads_hash(here) == journal.heads_hash(there)


def test_nothing_new_copies_the_same_bytes_under_the_same_number(paired, stick, tmp_path) -> None:
    first = exchange.export_to(paired, stick)
    other = tmp_path / "usb-2"
    other.mkdir()
    second = exchange.export_to(paired, other)
    assert second.again
    assert (second.number, second.path.name) == (first.number, first.path.name)
    assert second.path.read_bytes() == first.path.read_bytes()


def test_a_stick_pulled_out_while_writing_costs_no_number(paired, office, stick, monkeypatch) -> None:
    def pulled(handle: int, part: bytes) -> int:
        raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", pulled)
        with pytest.raises(StickRefused):
            exchange.export_to(paired, stick)
    state = exchange.state(paired)
    assert (state.bundles[0].copied_at, state.bundles[0].received, state.without_receipt) == ("", False, 1)
    exported = exchange.export_to(paired, stick)
    assert (exported.number, exported.again) == (1, True)
    assert exchange.state(paired).bundles[0].copied_at
    assert receiving.office_receive(office, exported.path).same_state


def test_bundles_are_cumulative_so_a_lost_one_leaves_no_gap(paired, office, stick, registered) -> None:
    exchange.export_to(paired, stick).path.unlink()
    registered("Trần Thị Hai")
    second = exchange.export_to(paired, stick)
    outcome = receiving.office_receive(office, second.path)
    assert (second.number, outcome.verdict, outcome.same_state) == (2, Verdict.APPLY, True)
    assert exchange.read_receipt(paired, outcome.receipt_path).received_up_to == 2


def test_an_older_bundle_after_a_newer_one_changes_nothing(paired, office, stick, registered) -> None:
    first = exchange.export_to(paired, stick)
    registered("Trần Thị Hai")
    second = exchange.export_to(paired, stick)
    receiving.office_receive(office, second.path)
    held = fingerprint(office)
    outcome = receiving.office_receive(office, first.path)
    assert (outcome.verdict, outcome.code) == (Verdict.OLD, "GB-09")
    assert fingerprint(office) == held
    read = exchange.read_receipt(paired, outcome.receipt_path)
    assert (read.received_up_to, read.taken_in, read.waiting) == (2, 0, 0)


def test_the_same_bundle_again_gives_the_same_receipt_bytes(paired, office, stick, tmp_path) -> None:
    exported = exchange.export_to(paired, stick)
    first = receiving.office_receive(office, exported.path)
    held = fingerprint(office)
    elsewhere = tmp_path / "usb-2"
    elsewhere.mkdir()
    again = receiving.office_receive(office, exported.path, elsewhere)
    assert (again.verdict, again.code) == (Verdict.DUPLICATE, "GB-08")
    assert again.receipt_path.read_bytes() == first.receipt_path.read_bytes()
    assert fingerprint(office) == held


def test_an_older_receipt_is_told_and_changes_nothing(paired, office, stick, registered) -> None:
    old = receiving.office_receive(office, exchange.export_to(paired, stick).path).receipt_path
    registered("Trần Thị Hai")
    new = receiving.office_receive(office, exchange.export_to(paired, stick).path).receipt_path
    assert exchange.read_receipt(paired, new).received_up_to == 2
    read = exchange.read_receipt(paired, old)
    assert (read.fresh, read.code, read.received_up_to) == (False, "GB-19", 2)


def test_after_a_receipt_only_what_is_new_travels(paired, office, stick, registered) -> None:
    exchange.read_receipt(paired, receiving.office_receive(office, exchange.export_to(paired, stick).path).receipt_path)
    registered("Trần Thị Hai")
    exported = exchange.export_to(paired, stick)
    assert exported.operations == 1
    assert receiving.office_receive(office, exported.path).same_state


def test_a_bundle_whose_receipt_belongs_to_a_bundle_never_received_is_a_gap(
    paired, office, stick, registered, tmp_path
) -> None:
    outcome = receiving.office_receive(office, exchange.export_to(paired, stick).path)
    exchange.read_receipt(paired, outcome.receipt_path)
    registered("Trần Thị Hai")
    third = exchange.export_to(paired, stick)
    other = receiving.office_init(folders(tmp_path / "office-2"), PASSWORD, "Nơi khác").workspace
    with other.database.write() as there, office.database.read() as here:
        [device] = device_store.paired_devices(here)
        device_store.keep_device(there, device)
        from sinhke_desktop.storage.exchange import KEYS
        from sinhke_desktop.storage.local_values import get_value, set_value

        set_value(there, KEYS, get_value(here, KEYS))
    held = fingerprint(other)
    gap = receiving.office_receive(other, third.path)
    assert (gap.verdict, gap.code) == (Verdict.GAP, "GB-10")
    assert fingerprint(other) == held
    assert exchange.read_receipt(paired, gap.receipt_path).reasons == (Reason.OFFICE_HOLDS_LESS,)
    everything = receiving.office_receive(other, exchange.export_to(paired, stick).path)
    assert (everything.verdict, everything.same_state) == (Verdict.APPLY, True)
    workspaces.close(other)


def test_an_office_that_lost_some_gets_everything_again(
    paired, office, stick, registered, tmp_path, copy_store
) -> None:
    old = copy_store(office, tmp_path / "old-office")
    outcome = receiving.office_receive(office, exchange.export_to(paired, stick).path)
    exchange.read_receipt(paired, outcome.receipt_path)
    registered("Trần Thị Hai")
    put_back = open_copy(old)
    gap = receiving.office_receive(put_back, exchange.export_to(paired, stick).path)
    assert (gap.verdict, gap.code) == (Verdict.GAP, "GB-10")
    told = exchange.read_receipt(paired, gap.receipt_path)
    assert told.reasons == (Reason.OFFICE_HOLDS_LESS,)
    exported = exchange.export_to(paired, stick)
    assert exported.operations == told.waiting
    again = receiving.office_receive(put_back, exported.path)
    assert (again.verdict, again.same_state) == (Verdict.APPLY, True)
    assert exchange.read_receipt(paired, again.receipt_path).waiting == 0
    workspaces.close(put_back)


def test_without_pairing_nothing_is_sealed(workspace, stick, registered) -> None:
    with pytest.raises(NotPaired):
        exchange.export_to(workspace, stick)
    assert list(stick.iterdir()) == []


def test_pairing_needs_both_numbers_confirmed(workspace, office, stick, registered) -> None:
    key_file = pairing_service.write_key_file(workspace, stick)
    with pytest.raises(NotConfirmed) as refused:
        machines.office_pair(office, key_file.path, confirmed=False)
    assert key_file.number in refused.value.message
    certificate = machines.office_pair(office, key_file.path, confirmed=True)
    with pytest.raises(NotConfirmed):
        pairing_service.accept_certificate(workspace, certificate, confirmed=False)
    assert pairing_service.pairing(workspace) is None


def test_pairing_the_same_machine_again_gives_the_same_certificate(workspace, office, stick, registered) -> None:
    key_file = pairing_service.write_key_file(workspace, stick)
    first = machines.office_pair(office, key_file.path, confirmed=True)
    assert machines.office_pair(office, key_file.path, confirmed=True) == first


def test_an_unpaired_machine_is_refused(paired, office, stick, tmp_path) -> None:
    exported = exchange.export_to(paired, stick)
    other = receiving.office_init(folders(tmp_path / "office-2"), PASSWORD, "Nơi khác").workspace
    held = fingerprint(other)
    with pytest.raises(UnknownSender):
        receiving.office_receive(other, exported.path)
    assert fingerprint(other) == held
    workspaces.close(other)


def test_another_office_cannot_open_the_bundle_even_with_the_sender_paired(paired, office, stick, tmp_path) -> None:
    exported = exchange.export_to(paired, stick)
    other = receiving.office_init(folders(tmp_path / "office-2"), PASSWORD, "Nơi khác").workspace
    machines.office_pair(other, pairing_service.write_key_file(paired, stick).path, confirmed=True, folder=tmp_path)
    held = fingerprint(other)
    with pytest.raises(ForAnother):
        receiving.office_receive(other, exported.path)
    assert fingerprint(other) == held
    workspaces.close(other)


def test_a_receipt_of_another_office_is_refused(paired, office, stick, tmp_path) -> None:
    receipt = receiving.office_receive(office, exchange.export_to(paired, stick).path).receipt_path
    other = receiving.office_init(folders(tmp_path / "office-2"), PASSWORD, "Nơi khác").workspace
    pair(paired, other, tmp_path)
    with pytest.raises(ForeignOffice):
        exchange.read_receipt(paired, receipt)
    workspaces.close(other)


def test_a_new_office_is_sent_everything(paired, office, stick, tmp_path) -> None:
    first = exchange.export_to(paired, stick)
    exchange.read_receipt(paired, receiving.office_receive(office, first.path).receipt_path)
    other = receiving.office_init(folders(tmp_path / "office-2"), PASSWORD, "Nơi khác").workspace
    pair(paired, other, tmp_path)
    exported = exchange.export_to(paired, stick)
    assert exported.operations == first.operations
    assert receiving.office_receive(other, exported.path).same_state
    workspaces.close(other)


def test_a_receipt_is_no_bundle_and_a_bundle_no_receipt(paired, office, stick) -> None:
    exported = exchange.export_to(paired, stick)
    outcome = receiving.office_receive(office, exported.path)
    with pytest.raises(WrongKind):
        receiving.office_receive(office, outcome.receipt_path)
    with pytest.raises(WrongKind):
        exchange.read_receipt(paired, exported.path)


def test_a_revoked_machine_is_believed_no_further(paired, office, stick, registered) -> None:
    first = exchange.export_to(paired, stick)
    receiving.office_receive(office, first.path)
    [standing] = receiving.office_communes(office)
    machines.revoke(office, standing.device)
    assert receiving.office_receive(office, first.path).verdict is Verdict.DUPLICATE
    registered("Trần Thị Hai")
    held = fingerprint(office)
    with pytest.raises(Revoked):
        receiving.office_receive(office, exchange.export_to(paired, stick).path)
    assert fingerprint(office) == held


def test_records_of_another_commune_are_refused_whole(paired, office, stick) -> None:
    foreign = journal.Author("22846", paired.officer, "2025-11-20T03:00:00+00:00")
    with paired.database.write() as connection:
        journal.save(connection, foreign, [journal.Draft("hamlet", "f" * 32, {"name": "Thôn Lạ"}, CREATE, new=True)])
    exported = exchange.export_to(paired, stick)
    held = fingerprint(office)
    with pytest.raises(OutOfScope):
        receiving.office_receive(office, exported.path)
    assert fingerprint(office) == held


def test_another_communes_household_cannot_be_changed_under_ones_own_code(
    paired, office, stick, registered, tmp_path
) -> None:
    victim = registered("Nguyễn Văn Hai")
    receiving.office_receive(office, exchange.export_to(paired, stick).path)
    created = workspaces.create(folders(tmp_path / "commune-2"), PASSWORD)
    second = communes.set_up(created.workspace, units.unit("22846"), Area.RURAL, "2023-2025", "Lê Văn Thử")
    place.check(second)
    pair(second, office, stick)
    with second.database.write() as connection:
        mine = workspaces.author(second)
        journal.save(connection, mine, [journal.Draft("household", victim, {"note": "chiếm"}, CREATE, new=True)])
    held = fingerprint(office)
    with pytest.raises(OutOfScope):
        receiving.office_receive(office, exchange.export_to(second, stick).path)
    assert fingerprint(office) == held
    workspaces.close(second)


def test_an_office_keeps_many_communes_apart(paired, office, stick, tmp_path) -> None:
    receiving.office_receive(office, exchange.export_to(paired, stick).path)
    created = workspaces.create(folders(tmp_path / "commune-2"), PASSWORD)
    second = communes.set_up(created.workspace, units.unit("22846"), Area.RURAL, "2023-2025", "Lê Văn Thử")
    place.check(second)
    pair(second, office, stick)
    assert receiving.office_receive(office, exchange.export_to(second, stick).path).same_state
    assert [one.commune_code for one in receiving.office_communes(office)] == ["22828", "22846"]
    with paired.database.read() as here, office.database.read() as there:
        assert journal.state_hash(here) == journal.state_hash(there, "22828")
    workspaces.close(second)


def open_copy(path: Path) -> Workspace:
    opened = workspaces.open_with_password(folders(path), PASSWORD)
    return replace(opened, clock=lambda: datetime(2009, 1, 1, tzinfo=UTC))


def test_an_old_data_file_put_back_loses_no_work_and_silences_none(
    paired, office, stick, registered, tmp_path, copy_store
) -> None:
    old = copy_store(paired, tmp_path / "old")
    registered("Mất Sau Này")
    receiving.office_receive(office, exchange.export_to(paired, stick).path)
    for name in ("anchor.a", "anchor.b"):
        shutil.copy(paired.folders.data / name, old / name)
    restored = open_copy(old)
    assert place.check(restored) == (Reason.ANCHOR_AHEAD,)
    hamlet = hamlets.all_hamlets(restored)[0]
    typed = HouseholdInput(hamlet.id, (MemberInput("Viết Sau Khi Lùi", "Chủ hộ", "Nữ", "1990", "Kinh"),))
    new = households.register(restored, typed)
    outcome = receiving.office_receive(office, exchange.export_to(restored, stick).path)
    assert (outcome.verdict, outcome.note) == (Verdict.APPLY, Note.RESTORED_FROM_OLD)
    assert (outcome.new_operations, outcome.same_state) == (1, False)
    with office.database.read() as connection:
        assert f"household:{new.id}" in dict(journal.all_heads(connection))
        assert office_store.broken_streams(connection) == []
    workspaces.close(restored)


def test_two_copies_of_one_machine_are_told_apart_and_both_arrive(
    paired, office, stick, registered, tmp_path, copy_store
) -> None:
    """A disk image: same machine, same anchor; only the office's fork check can see it."""
    twin_folder = copy_store(paired, tmp_path / "twin")
    here = registered("Ghi Ở Máy Này")
    receiving.office_receive(office, exchange.export_to(paired, stick).path)
    twin = open_copy(twin_folder)
    assert place.check(twin) == ()
    hamlet = hamlets.all_hamlets(twin)[0]
    typed = HouseholdInput(hamlet.id, (MemberInput("Ghi Ở Bản Sao", "Chủ hộ", "Nữ", "1990", "Kinh"),))
    there = households.register(twin, typed)
    other_stick = tmp_path / "usb-2"
    other_stick.mkdir()
    forked = receiving.office_receive(office, exchange.export_to(twin, other_stick).path)
    assert (forked.verdict, forked.code) == (Verdict.FORK, "GB-11")
    again = receiving.office_receive(office, exchange.export_to(twin, other_stick).path)
    assert again.receipt_path == forked.receipt_path
    read = exchange.read_receipt(twin, forked.receipt_path)
    assert set(read.reasons) == {Reason.RECEIPT_DIFFERENT, Reason.FORK_REPORTED}
    assert receiving.office_receive(office, exchange.export_to(twin, other_stick).path).verdict is Verdict.APPLY
    with office.database.read() as connection:
        heads = dict(journal.all_heads(connection))
    assert {f"household:{here}", f"household:{there.id}"} <= heads.keys()
    [standing] = receiving.office_communes(office)
    assert standing.open_forks == 1
    workspaces.close(twin)


def test_a_store_on_another_machine_counts_on_its_own(paired, tmp_path, monkeypatch, copy_store) -> None:
    twin = open_copy(copy_store(paired, tmp_path / "twin"))
    monkeypatch.setattr(machine, "system_id", lambda: "another machine")
    assert place.check(twin) == (Reason.OTHER_MACHINE,)
    assert place.check(twin) == ()
    with twin.database.read() as connection:
        assert audit.chain_problems(connection) == []
    workspaces.close(twin)


def test_a_missing_anchor_only_costs_a_new_epoch(paired, stick, office) -> None:
    for name in ("anchor.a", "anchor.b"):
        (paired.folders.data / name).unlink()
    assert place.check(paired) == (Reason.ANCHOR_MISSING,)
    assert receiving.office_receive(office, exchange.export_to(paired, stick).path).same_state


def test_one_torn_anchor_copy_is_not_missed(paired) -> None:
    (paired.folders.data / "anchor.a").write_bytes(b'{"body"')
    assert place.check(paired) == ()


def test_an_own_bundle_with_a_higher_number_on_the_stick_starts_a_new_epoch(
    paired, stick, registered, tmp_path, copy_store
) -> None:
    old = copy_store(paired, tmp_path / "old")
    exchange.export_to(paired, stick)
    twin = open_copy(old)
    exported = exchange.export_to(twin, stick)
    assert exported.reasons == (Reason.OWN_BUNDLE_AHEAD,)
    assert (exported.number, len(list(stick.glob("*.xxb")))) == (1, 2)
    workspaces.close(twin)


def test_a_restored_store_starts_a_new_epoch(paired) -> None:
    assert place.check(paired, restored=True) == (Reason.RESTORED,)


def test_a_file_is_verified_without_being_received(paired, office, stick) -> None:
    exported = exchange.export_to(paired, stick)
    seen = exchange.verify(paired, exported.path)
    assert (seen.kind, seen.number, seen.operations, seen.own) == ("sync", 1, exported.operations, True)
    assert exchange.verify(office, exported.path).operations == exported.operations
    key_file = pairing_service.write_key_file(paired, stick)
    assert exchange.verify(office, key_file.path).kind == "pair"
    whole = exported.path.read_bytes()
    exported.path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(Altered):
        exchange.verify(office, exported.path)


def test_every_kind_of_record_survives_the_journey(paired, office, stick) -> None:
    kept = [replace(filled(record), id=f"{number:032x}") for number, record in enumerate(records.KINDS, 1)]
    with paired.database.write() as connection:
        journal.save(connection, author(paired), records.drafts(connection, kept))
    assert receiving.office_receive(office, exchange.export_to(paired, stick).path).same_state
    with office.database.read() as there:
        assert [records.get(there, type(one), one.id) for one in kept] == kept


def test_every_kind_of_content_survives_the_journey(paired, office, stick, registered) -> None:
    household_id = registered("Đặng Thị Ước")
    full = HouseholdInput(
        hamlets.all_hamlets(paired)[0].id,
        (
            MemberInput("Đặng Thị Ước", "Chủ hộ", "Nữ", "03/05/1962", "Raglay", "058162000001", "0912345678", "dặn"),
            MemberInput("Nguyễn Ỷ", "Con", "Nam", "1990", "Kinh"),
        ),
        "số 5, đường Hòa", "0987654321", "nhà tranh", list_number=7,
    )  # fmt: skip
    households.change(paired, household_id, full)
    households.remove(paired, household_id, "chuyển đi")
    assert receiving.office_receive(office, exchange.export_to(paired, stick).path).same_state
    with paired.database.read() as here, office.database.read() as there:
        assert [one.operation for one in journal.operations_of(here, [household_id])] == [
            one.operation for one in journal.operations_of(there, [household_id])
        ]
