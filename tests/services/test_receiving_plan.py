"""What receiving would change, told by the very code that receives, and receiving on the ground that was looked at."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import two_machines

from sinhke_desktop.domain.admission import Verdict
from sinhke_desktop.domain.operations import CHANGE
from sinhke_desktop.domain.record_changes import How, KindCount
from sinhke_desktop.errors import NotFound
from sinhke_desktop.paths import folders
from sinhke_desktop.progress import WHOLE, Cancelled
from sinhke_desktop.services import (
    exchange,
    hamlets,
    households,
    office_log,
    office_receipts,
    planned_changes,
    receiving_plan,
    staging,
    sticks,
)
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.receiving_plan import ReceivingPlan
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import audit, journal
from sinhke_desktop.storage import office as office_store


@pytest.fixture
def office(office: Workspace, machine: Workspace, stick: Path) -> Workspace:
    """The office that the machine is paired with."""
    two_machines.pair(machine, office, stick)
    return office


def planned(machine: Workspace, office: Workspace, stick: Path) -> ReceivingPlan:
    [file] = staging.stage(office, [exchange.export_to(machine, stick).path])
    return receiving_plan.plan(office, file.header_hash)


def received(machine: Workspace, office: Workspace, stick: Path) -> None:
    plan = planned(machine, office, stick)
    receiving_plan.apply_staged(office, plan.file.header_hash, ground=plan.ground)


def everything(office: Workspace) -> tuple[object, ...]:
    with office.database.read() as connection:
        tables = ("stream", "received_bundle", "audit", "restamped", "paired_device", "conflict", "quarantined_bundle")
        rows = [connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in tables]
        return audit.hashes(connection), audit.counts(connection), rows


def test_a_plan_changes_nothing_and_receiving_does_what_it_said(
    machine: Workspace, office: Workspace, stick: Path
) -> None:
    two_machines.register(machine, "Nguyễn Văn Một")
    before = everything(office)
    plan = planned(machine, office, stick)
    assert everything(office) == before
    assert (plan.verdict, plan.code, plan.number, plan.conflicts, plan.same_state) == (Verdict.APPLY, "", 1, 0, True)
    assert plan.counts["household"] == plan.counts["hamlet"] == KindCount(new=1)
    [household] = [one for one in plan.changes if one.entity_kind == "household"]
    assert (household.how, household.title) == (How.NEW, "Hộ Nguyễn Văn Một, thôn Tân Tiến")
    assert {field.label: field.after for field in household.fields}["Thôn"] == "Thôn Tân Tiến"
    outcome = receiving_plan.apply_staged(office, plan.file.header_hash, ground=plan.ground)
    assert (outcome.verdict, outcome.same_state, outcome.conflicts) == (plan.verdict, plan.same_state, plan.conflicts)
    with office.database.read() as connection:
        [summary] = connection.exec_driver_sql("SELECT summary FROM received_bundle").scalars()
    assert '"household": [1, 0, 0, 0]' in summary


def test_a_changed_field_is_told_before_and_after(machine: Workspace, office: Workspace, stick: Path) -> None:
    household = two_machines.register(machine, "Nguyễn Văn Một")
    received(machine, office, stick)
    two_machines.change(machine, household, phone="0912345678", name="Nguyễn Văn Mốt")
    plan = planned(machine, office, stick)
    assert plan.counts == {"household": KindCount(changed=1)}
    [change] = plan.changes
    assert (change.how, change.kind_label, change.commune_code) == (How.CHANGED, "Hộ", "22828")
    assert {field.label: (field.before, field.after) for field in change.fields} == {
        "Điện thoại": ("", "0912345678"),
        "Nhân khẩu: Họ và tên": ("Nguyễn Văn Một", "Nguyễn Văn Mốt"),
    }


def test_removed_and_restored_records_are_told(machine: Workspace, office: Workspace, stick: Path) -> None:
    household = two_machines.register(machine, "Nguyễn Văn Một")
    received(machine, office, stick)
    households.remove(machine, household, "Nhập nhầm")
    plan = planned(machine, office, stick)
    assert ([one.how for one in plan.changes], plan.counts) == ([How.REMOVED], {"household": KindCount(removed=1)})
    receiving_plan.apply_staged(office, plan.file.header_hash)
    households.restore(machine, household)
    plan = planned(machine, office, stick)
    assert ([one.how for one in plan.changes], plan.counts) == ([How.RESTORED], {"household": KindCount(changed=1)})


def test_a_conflict_is_told_first_with_both_sides(machine: Workspace, office: Workspace, stick: Path) -> None:
    household = two_machines.register(machine, "Nguyễn Văn Một")
    received(machine, office, stick)
    corrector = replace(author(office), commune_code="22828")
    with office.database.write() as connection:
        journal.save(connection, corrector, [journal.Draft("household", household, {"phone": "0911111111"}, CHANGE)])
    two_machines.register(machine, "Lê Thị Ba")
    two_machines.change(machine, household, phone="0922222222")
    plan = planned(machine, office, stick)
    assert (plan.conflicts, plan.counts["household"], plan.same_state) == (
        1,
        KindCount(new=1, changed=1, conflicts=1),
        False,
    )
    first = plan.changes[0]
    assert (first.entity_id, first.conflicts) == (household, 1)
    [phone] = [one for one in first.fields if one.path == "phone"]
    assert {(side.shown, side.officer) for side in phone.sides} == {
        ("0911111111", "Lê Thị Huyện"),
        ("0922222222", "Trần Văn Một"),
    }
    assert all(side.claimed_time.startswith("2025-11-20") for side in phone.sides)


def test_only_the_first_records_are_listed_and_all_are_counted(
    machine: Workspace, office: Workspace, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        two_machines.register(machine, f"Nguyễn Văn {number}")
    monkeypatch.setattr(planned_changes, "MOST_LISTED", 3)
    plan = planned(machine, office, stick)
    assert (len(plan.changes), plan.left_out) == (3, sum(one.new for one in plan.counts.values()) - 3)


def test_a_plan_whose_ground_has_moved_is_not_received(machine: Workspace, office: Workspace, stick: Path) -> None:
    household = two_machines.register(machine, "Nguyễn Văn Một")
    received(machine, office, stick)
    two_machines.register(machine, "Lê Thị Ba")
    plan = planned(machine, office, stick)
    corrector = replace(author(office), commune_code="22828")
    with office.database.write() as connection:
        journal.save(connection, corrector, [journal.Draft("household", household, {"note": "Đã xem"}, CHANGE)])
    before = everything(office)
    with pytest.raises(receiving_plan.StoreChanged) as told:
        receiving_plan.apply_staged(office, plan.file.header_hash, ground=plan.ground)
    assert (told.value.code, everything(office)) == ("GB-32", before)
    plan = receiving_plan.plan(office, plan.file.header_hash)
    assert receiving_plan.apply_staged(office, plan.file.header_hash, ground=plan.ground).verdict is Verdict.APPLY


@pytest.mark.parametrize("what", [receiving_plan.plan, receiving_plan.apply_staged])
def test_planning_and_receiving_can_be_cancelled(
    machine: Workspace, office: Workspace, stick: Path, what: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        two_machines.register(machine, f"Nguyễn Văn {number}")
    monkeypatch.setattr(office_store, "SLICE", 2)
    [file] = staging.stage(office, [exchange.export_to(machine, stick).path])
    seen: list[tuple[int, int]] = []

    class Impatient:
        def step(self, done: int, total: int) -> None:
            seen.append((done, total))
            if 0 < done < total:
                raise Cancelled

    before = everything(office)
    with pytest.raises(Cancelled):
        what(office, file.header_hash, Impatient())
    assert (everything(office), seen[0][0]) == (before, 0)
    assert [one.state for one in staging.staged(office)] == [staging.StagedState.WAITING]


def test_cancelled_at_any_step_nothing_was_planned_or_received(
    machine: Workspace, office: Workspace, stick: Path
) -> None:
    two_machines.register(machine, "Nguyễn Văn Một")
    [file] = staging.stage(office, [exchange.export_to(machine, stick).path])
    before = everything(office)

    class Tired:
        def __init__(self, patience: int) -> None:
            self.patience, self.seen = patience, [(0, 1)]

        def step(self, done: int, total: int) -> None:
            assert self.seen[-1][0] <= done <= total == WHOLE
            self.seen.append((done, total))
            self.patience -= 1
            if self.patience == 0:
                raise Cancelled

    whole = Tired(0)
    receiving_plan.plan(office, file.header_hash, whole)
    assert len(whole.seen) > 5
    for patience in range(1, len(whole.seen)):
        with pytest.raises(Cancelled):
            receiving_plan.plan(office, file.header_hash, Tired(patience))
        assert everything(office) == before


def test_in_slices_the_same_is_received(
    machine: Workspace, office: Workspace, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [two_machines.register(machine, f"Nguyễn Văn {number}") for number in range(4)]
    for one in ids:
        two_machines.change(machine, one, phone="0912345678")
    monkeypatch.setattr(office_store, "SLICE", 3)
    received(machine, office, stick)
    with office.database.read() as here, machine.database.read() as there:
        assert audit.hashes(here) == audit.hashes(there)
        assert audit.row_problems(here) == []


def test_a_fork_is_told_in_the_plan_and_set_aside_by_receiving(
    machine: Workspace, office: Workspace, stick: Path, tmp_path: Path
) -> None:
    received(machine, office, stick)
    shutil.copytree(machine.folders.data, tmp_path / "clone", ignore=shutil.ignore_patterns("*.lock"))
    clone = replace(
        workspaces.open_with_password(folders(tmp_path / "clone"), two_machines.PASSWORD), clock=machine.clock
    )
    two_machines.register(machine, "Lê Thị Ba")
    received(machine, office, stick)
    two_machines.register(clone, "Phạm Văn Bốn")
    elsewhere = tmp_path / "usb-2"
    elsewhere.mkdir()
    plan = planned(clone, office, elsewhere)
    assert (plan.verdict, plan.code, plan.file.code) == (Verdict.FORK, "GB-11", "GB-11")
    assert receiving_plan.apply_staged(office, plan.file.header_hash).verdict is Verdict.FORK
    assert staging.staged(office) == []
    assert "fork" in [one.action for one in office_log.lines(office)]
    workspaces.close(clone)


def test_receipts_keep_their_bytes_until_there_is_news(machine: Workspace, office: Workspace, stick: Path) -> None:
    assert office_receipts.write_receipts(office, stick) == []
    [never] = office_receipts.receipt_states(office)
    assert (never.waiting, never.written_at, never.commune_codes) == (False, "", ("22828",))
    received(machine, office, stick)
    assert [one.waiting for one in office_receipts.receipt_states(office)] == [True]
    [first] = office_receipts.write_receipts(office, stick)
    content = first.path.read_bytes()
    [told] = office_receipts.receipt_states(office)
    assert (told.waiting, bool(told.written_at)) == (False, True)
    first.path.unlink()
    [again] = office_receipts.write_receipts(office, stick, [told.device])
    assert (again.path, again.path.read_bytes()) == (first.path, content)
    [hamlet] = hamlets.all_hamlets(machine)
    corrector = replace(author(office), commune_code="22828")
    with office.database.write() as connection:
        journal.save(connection, corrector, [journal.Draft("hamlet", hamlet.id, {"position": 4}, CHANGE)])
    assert [one.waiting for one in office_receipts.receipt_states(office)] == [True]
    [news] = office_receipts.write_receipts(office, stick)
    assert (news.carries, news.path == first.path) == (1, False)


def test_a_receipt_that_never_reached_the_stick_still_waits(
    machine: Workspace, office: Workspace, stick: Path, tmp_path: Path
) -> None:
    received(machine, office, stick)
    with pytest.raises(sticks.StickRefused):
        office_receipts.write_receipts(office, tmp_path / "gone")
    assert [one.waiting for one in office_receipts.receipt_states(office)] == [True]
    assert len(office_receipts.write_receipts(office, stick)) == 1


def test_a_machine_that_never_sent_gets_its_communes_data(
    machine: Workspace, office: Workspace, stick: Path, tmp_path: Path
) -> None:
    household = two_machines.register(machine, "Nguyễn Văn Một")
    received(machine, office, stick)
    office_receipts.write_receipts(office, stick)
    fresh = two_machines.new_machine(tmp_path / "fresh", "Phạm Thị Mới")
    two_machines.pair(fresh, office, stick)
    [receipt] = office_receipts.write_receipts(office, stick)
    assert receipt.carries > 0
    read = exchange.read_receipt(fresh, receipt.path)
    assert read.taken_in == receipt.carries
    assert households.get(fresh, household).head.full_name == "Nguyễn Văn Một"
    workspaces.close(fresh)


def test_receipts_are_written_for_paired_machines_only(office: Workspace, stick: Path) -> None:
    with pytest.raises(NotFound):
        office_receipts.write_receipts(office, stick, ["f" * 64])
    with pytest.raises(NotFound):
        office_receipts.write_receipt_of(office, "f" * 64, stick)
