"""Files from a stick: told or kept, once each, held, refused, forgotten; killed anywhere, the next start goes on."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import two_machines
from sqlalchemy import text

from sinhke_desktop.bundles.refusals import OutOfScope, Revoked
from sinhke_desktop.domain.admission import Verdict
from sinhke_desktop.progress import Cancelled
from sinhke_desktop.services import (
    exchange,
    machines,
    office_receipts,
    place,
    receiving,
    receiving_plan,
    staging,
    sticks,
    taking_in,
    totals_in,
    totals_out,
)
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.staging import StagedState
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import audit
from sinhke_desktop.storage import office as office_store
from sinhke_desktop.storage import office_receipts as receipts_store


@pytest.fixture
def machine(machine: Workspace) -> Workspace:
    """The machine with one household."""
    two_machines.register(machine, "Nguyễn Văn Một")
    return machine


@pytest.fixture
def office(office: Workspace, machine: Workspace, stick: Path) -> Workspace:
    """The office that the machine is paired with."""
    two_machines.pair(machine, office, stick)
    return office


def hashes(office: Workspace) -> tuple[str, str]:
    with office.database.read() as connection:
        assert office_store.broken_streams(connection) == []
        return audit.hashes(connection)


def test_a_bundle_is_kept_once_however_often_it_is_staged(machine: Workspace, office: Workspace, stick: Path) -> None:
    path = exchange.export_to(machine, stick).path
    before = hashes(office)
    [first] = staging.stage(office, [path])
    [again] = staging.stage(office, [path])
    assert (first.state, first.code, first.number, first.sender) == (StagedState.WAITING, "", 1, "Xã Anh Dũng")
    assert first.size == path.stat().st_size
    assert again == first
    assert staging.staged(office) == [first]
    assert hashes(office) == before


def test_torn_and_foreign_files_are_told_and_not_kept(machine: Workspace, office: Workspace, stick: Path) -> None:
    whole = exchange.export_to(machine, stick).path.read_bytes()
    torn, altered, photo = stick / "torn.xxb", stick / "altered.xxb", stick / "ảnh.jpg"
    torn.write_bytes(whole[:-100])
    altered.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    photo.write_bytes(b"JFIF")
    receipt = stick / "xã khác.xxb"
    (stick / "khác").mkdir()
    stranger = two_machines.new_machine(stick.parent / "stranger", "Lê Văn Lạ")
    elsewhere = two_machines.new_office(stick.parent / "elsewhere")
    two_machines.pair(stranger, elsewhere, stick / "khác")
    receipt.write_bytes(exchange.export_to(stranger, stick / "khác").path.read_bytes())
    found = staging.stage(office, [torn, altered, photo, receipt, stick / "không có.xxb"])
    assert [one.code for one in found] == ["GB-02", "GB-03", "GB-01", "GB-05", "GB-23"]
    assert all(one.message and one.state is StagedState.REFUSED and not one.staged_at for one in found)
    assert staging.staged(office) == []
    for workspace in (stranger, elsewhere):
        workspaces.close(workspace)


def test_what_was_received_before_is_told_and_not_kept(machine: Workspace, office: Workspace, stick: Path) -> None:
    first = exchange.export_to(machine, stick).path
    two_machines.register(machine, "Lê Thị Ba")
    second = exchange.export_to(machine, stick).path
    waiting, newest = staging.stage(office, [first, second])
    assert receiving_plan.apply_staged(office, newest.header_hash).verdict is Verdict.APPLY
    assert [one.code for one in staging.stage(office, [first, second])] == ["GB-09", "GB-08"]
    assert staging.staged(office) == []
    with pytest.raises(staging.StagedGone) as told:
        receiving_plan.apply_staged(office, waiting.header_hash)
    assert told.value.code == "GB-31"


def test_an_old_bundle_that_still_waited_goes_when_it_is_received(
    machine: Workspace, office: Workspace, stick: Path
) -> None:
    first = exchange.export_to(machine, stick).path
    two_machines.register(machine, "Lê Thị Ba")
    waiting, newest = staging.stage(office, [first, exchange.export_to(machine, stick).path])
    receiving_plan.apply_staged(office, newest.header_hash)
    assert receiving_plan.apply_staged(office, waiting.header_hash).verdict is Verdict.OLD
    assert staging.staged(office) == []


def test_a_revoked_machines_bundle_is_kept_until_it_is_forgotten_or_accepted(
    machine: Workspace, office: Workspace, stick: Path
) -> None:
    path = exchange.export_to(machine, stick).path
    [device] = [one.device for one in office_receipts.receipt_states(office)]
    machines.revoke(office, device)
    [kept] = staging.stage(office, [path])
    assert (kept.state, kept.code, bool(kept.staged_at)) == (StagedState.REFUSED, "GB-06", True)
    assert [one.code for one in staging.staged(office)] == ["GB-06"]
    plan = receiving_plan.plan(office, kept.header_hash)
    assert (plan.verdict, plan.code, plan.changes) == (None, "GB-06", ())
    with pytest.raises(Revoked):
        receiving_plan.apply_staged(office, kept.header_hash)
    before = hashes(office)
    staging.forget(office, kept.header_hash)
    with pytest.raises(staging.StagedGone):
        staging.forget(office, kept.header_hash)
    assert (staging.staged(office), hashes(office)) == ([], before)
    [kept] = staging.stage(office, [path])
    assert receiving_plan.apply_staged(office, kept.header_hash, believed=True).verdict is Verdict.APPLY
    assert hashes(office) != before


def test_the_one_step_door_keeps_what_it_refuses_as_well(machine: Workspace, office: Workspace, stick: Path) -> None:
    path = exchange.export_to(machine, stick).path
    before = hashes(office)
    with office.database.write() as connection:
        connection.exec_driver_sql("UPDATE paired_device SET commune_codes = '22849'")
    with pytest.raises(OutOfScope):
        receiving.office_receive(office, path)
    [kept] = staging.staged(office)
    assert (kept.state, kept.code, hashes(office)) == (StagedState.REFUSED, "GB-12", before)
    assert kept.message
    with office.database.write() as connection:
        connection.exec_driver_sql("UPDATE paired_device SET commune_codes = '22828'")
    [again] = staging.stage(office, [path])
    assert (again.state, again.code) == (StagedState.WAITING, "")
    assert receiving_plan.apply_staged(office, kept.header_hash).verdict is Verdict.APPLY


def test_a_bundle_after_a_gap_is_held_and_wakes_when_what_was_missing_arrives(
    machine: Workspace, office: Workspace, stick: Path, tmp_path: Path
) -> None:
    first = exchange.export_to(machine, stick).path.read_bytes()
    outcome = receiving.office_receive(office, stick / next(stick.glob("*.xxb")).name)
    exchange.read_receipt(machine, outcome.receipt_path)
    two_machines.register(machine, "Lê Thị Ba")
    second = exchange.export_to(machine, stick).path
    lost = two_machines.new_office(tmp_path / "lost")
    with office.database.read() as old, lost.database.write() as new:
        for row in old.exec_driver_sql("SELECT * FROM paired_device").mappings():
            names = ", ".join(row)
            marks = ", ".join(f":{name}" for name in row)
            values = dict(row) | {"office_sequence": 0}
            new.execute(text(f"INSERT INTO paired_device ({names}) VALUES ({marks})"), values)
    _same_keys(office, lost)
    [held] = staging.stage(lost, [second])
    assert (held.state, held.code) == (StagedState.HELD, "GB-10")
    assert [one.state for one in staging.staged(lost)] == [StagedState.HELD]
    epoch = _office_epoch(lost)
    assert staging.stage(lost, [second])[0].state is StagedState.HELD
    assert receiving_plan.apply_staged(lost, held.header_hash).verdict is Verdict.GAP
    assert _office_epoch(lost) == epoch
    assert receiving_plan.plan(lost, held.header_hash).code == "GB-10"
    path = stick / "first.xxb"
    path.write_bytes(first)
    [waiting] = staging.stage(lost, [path])
    receiving_plan.apply_staged(lost, waiting.header_hash)
    [woken] = staging.staged(lost)
    assert (woken.header_hash, woken.state) == (held.header_hash, StagedState.WAITING)
    assert receiving_plan.apply_staged(lost, held.header_hash).verdict is Verdict.APPLY
    assert hashes(lost) == _at_machine(machine)
    workspaces.close(lost)


def test_the_one_step_door_receives_what_was_held_as_soon_as_it_may(
    machine: Workspace, office: Workspace, stick: Path, tmp_path: Path
) -> None:
    first = exchange.export_to(machine, stick).path
    content = first.read_bytes()
    exchange.read_receipt(machine, receiving.office_receive(office, first).receipt_path)
    two_machines.register(machine, "Lê Thị Ba")
    second = exchange.export_to(machine, stick).path
    with office.database.write() as connection:
        for table in ("received_bundle", "stream", "operation", "household", "hamlet", "commune"):
            if table == "household":
                connection.exec_driver_sql("DELETE FROM member")
            connection.exec_driver_sql(f"DELETE FROM {table}")
    assert receiving.office_receive(office, second).verdict is Verdict.GAP
    path = stick / "again.xxb"
    path.write_bytes(content)
    assert receiving.office_receive(office, path).verdict is Verdict.APPLY
    assert staging.staged(office) == []
    assert hashes(office) == _at_machine(machine)


def _same_keys(one: Workspace, other: Workspace) -> None:
    from sinhke_desktop.storage.exchange import KEYS
    from sinhke_desktop.storage.local_values import get_value, set_value

    with one.database.read() as connection:
        keys = get_value(connection, KEYS)
    with other.database.write() as connection:
        set_value(connection, KEYS, keys)


def _office_epoch(office: Workspace) -> str:
    with office.database.read() as connection:
        return str(connection.exec_driver_sql("SELECT office_epoch FROM paired_device").scalar())


def _at_machine(machine: Workspace) -> tuple[str, str]:
    with machine.database.read() as connection:
        return audit.hashes(connection)


def test_the_newest_applied_file_of_a_stream_stays_until_the_next_is_applied(
    machine: Workspace, office: Workspace, stick: Path
) -> None:
    [file] = staging.stage(office, [exchange.export_to(machine, stick).path])
    receiving_plan.apply_staged(office, file.header_hash)
    kept = "SELECT count(*) FROM staged_bundle"
    office_receipts.write_receipts(office, stick)
    with office.database.read() as connection:
        assert connection.exec_driver_sql(kept).scalar() == 1
    two_machines.register(machine, "Lê Thị Ba")
    [following] = staging.stage(office, [exchange.export_to(machine, stick).path])
    receiving_plan.apply_staged(office, following.header_hash)
    with office.database.read() as connection:
        assert connection.exec_driver_sql("SELECT header_hash FROM staged_bundle").all() == [(following.header_hash,)]


def test_staging_can_be_cancelled_between_two_files(machine: Workspace, office: Workspace, stick: Path) -> None:
    paths = [exchange.export_to(machine, stick).path, stick / "khác.xxb"]

    class Impatient:
        def step(self, done: int, _total: int) -> None:
            if done == 1:
                raise Cancelled

    with pytest.raises(Cancelled):
        staging.stage(office, paths, Impatient())
    assert len(staging.staged(office)) == 1


def test_numbers_without_names_are_staged_and_taken_like_bundles(
    machine: Workspace, office: Workspace, stick: Path
) -> None:
    path = totals_out.write(machine, stick).path
    before = hashes(office)
    [file] = staging.stage(office, [path])
    assert (file.kind, file.state) == ("totals", StagedState.WAITING)
    plan = receiving_plan.plan(office, file.header_hash)
    assert (plan.verdict, plan.code, plan.counts) == (Verdict.APPLY, "", {})
    assert receiving_plan.apply_staged(office, file.header_hash).verdict is Verdict.APPLY
    assert (staging.staged(office), hashes(office)) == ([], before)
    [again] = staging.stage(office, [path])
    assert (again.state, again.code, again.staged_at) == (StagedState.REFUSED, "GB-08", "")
    newer = totals_out.write(machine, stick).path
    [staged] = staging.stage(office, [newer])
    totals_in.receive(office, newer.read_bytes())
    assert receiving_plan.apply_staged(office, staged.header_hash).verdict is Verdict.DUPLICATE
    [device] = [one.device for one in office_receipts.receipt_states(office)]
    machines.revoke(office, device)
    [kept] = staging.stage(office, [path])
    assert kept.code == "GB-06"
    assert receiving_plan.plan(office, kept.header_hash).code == "GB-06"
    with pytest.raises(Revoked):
        receiving_plan.apply_staged(office, kept.header_hash)


def test_only_what_is_ours_is_listed_whatever_it_is_called(machine: Workspace, office: Workspace, stick: Path) -> None:
    bundle = exchange.export_to(machine, stick).path
    receipt = receiving.office_receive(office, bundle).receipt_path
    below = stick / "bản sao"
    below.mkdir()
    copied = below / "gói.txt"
    copied.write_bytes(bundle.read_bytes())
    (stick / "gói.xxb.exe").write_bytes(bundle.read_bytes())
    (stick / "Ảnh.lnk").write_bytes(b"x")
    (stick / "autorun.inf").write_bytes(b"x")
    (stick / "XDGN_giả.xxb").write_bytes(b"none of ours")
    (stick / "liên kết.xxb").symlink_to(bundle)
    os.mkfifo(stick / "ống.xxb")
    found = staging.found_on(stick)
    assert set(found.bundles) == {bundle, copied}
    assert found.receipts == (receipt,)
    assert [one.suffix for one in (*found.key_files, *found.certificates)] == [".xxk", ".xxc"]
    assert found.odd == 4
    with pytest.raises(sticks.StickRefused):
        staging.found_on(stick / "không có")


KILLED_AT: dict[str, tuple[object, str]] = {
    "before the file is kept": (staging.store, "keep"),
    "once it is kept": (staging.office, "remember_place"),
    "while operations are written": (taking_in.office, "write_operations"),
    "before the bundle is noted": (taking_in.office, "keep_received"),
    "before all is stored": (receiving_plan.staging, "settled"),
    "before the receipt is kept": (receipts_store, "keep_receipt"),
    "before the receipt's copy": (sticks, "put"),
    "after the receipt's copy": (receipts_store, "mark_written"),
}


@pytest.mark.parametrize("point", KILLED_AT)
def test_killed_anywhere_the_next_start_ends_as_if_nothing_happened(
    machine: Workspace, office: Workspace, stick: Path, point: str
) -> None:
    path = exchange.export_to(machine, stick).path
    top = office.folders
    workspaces.close(office)
    module, name = KILLED_AT[point]
    child = os.fork()
    if not child:
        _work_and_die(module, name, top, path)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    again = replace(workspaces.open_with_password(top, two_machines.PASSWORD), officer="Lê Thị Huyện")
    place.check(again)
    _work(again, path)
    assert hashes(again) == _at_machine(machine)
    [receipt] = stick.glob("*.xxr")
    assert exchange.read_receipt(machine, receipt).waiting == 0
    assert staging.staged(again) == []
    assert office_receipts.write_receipts(again, stick) == []
    workspaces.close(again)


def _work(office: Workspace, path: Path) -> None:
    staging.stage(office, [path])
    for one in staging.staged(office):
        receiving_plan.apply_staged(office, one.header_hash)
    office_receipts.write_receipts(office, path.parent)


def _work_and_die(module: object, name: str, top: object, path: Path) -> None:
    """In the child: work until the function *name* is reached, then be killed."""
    dying: Callable[..., None] = lambda *_args, **_more: os.kill(os.getpid(), signal.SIGKILL)  # noqa: E731
    setattr(module, name, dying)
    _work(workspaces.open_with_password(top, two_machines.PASSWORD), path)
    os._exit(0)


@pytest.mark.parametrize(
    ("state", "code", "word"),
    [("refused", "GB-13", "phiên bản"), ("refused", "GB-15", "giữ nguyên"), ("waiting", "GB-11", "mâu thuẫn"),
     ("held", "GB-10", "Còn thiếu")],
)  # fmt: skip
def test_what_is_kept_says_why_after_the_next_start(
    machine: Workspace, office: Workspace, stick: Path, state: str, code: str, word: str
) -> None:
    staging.stage(office, [exchange.export_to(machine, stick).path])
    with office.database.write() as connection:
        connection.exec_driver_sql(f"UPDATE staged_bundle SET state = '{state}', code = '{code}'")
    [kept] = staging.staged(office)
    assert (kept.state.value, kept.code) == (state, code)
    assert word in kept.message
    assert kept.advice
