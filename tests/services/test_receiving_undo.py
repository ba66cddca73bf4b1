"""Taking back a receiving: the store is then as before, and receiving again gives what was there."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import two_machines

from sinhke_desktop.domain.admission import Verdict
from sinhke_desktop.domain.operations import CHANGE
from sinhke_desktop.services import (
    exchange,
    hamlets,
    households,
    office_receipts,
    receiving,
    receiving_plan,
    receiving_undo,
    returned_records,
    staging,
)
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.staging import StagedState
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import audit, erasure, journal, staged
from sinhke_desktop.storage import office as office_store


@dataclass
class Exchange:
    """Two machines of a commune, each paired with the office, and the stick between them."""

    first: Workspace
    second: Workspace
    office: Workspace
    stick: Path

    def send(self, machine: Workspace) -> str:
        """Stage and receive the machine's next bundle; returns its header hash."""
        [file] = staging.stage(self.office, [exchange.export_to(machine, self.stick).path])
        assert receiving_plan.apply_staged(self.office, file.header_hash).verdict is Verdict.APPLY
        return file.header_hash

    def receipt(self, machine: Workspace) -> exchange.ReceiptRead:
        """Write the machine's receipt and let it read that."""
        mine = next(
            one.device for one in office_receipts.receipt_states(self.office) if one.device in self.devices(machine)
        )
        [written] = office_receipts.write_receipts(self.office, self.stick, [mine])
        return exchange.read_receipt(machine, written.path)

    def devices(self, machine: Workspace) -> set[str]:
        from sinhke_desktop.services.pairing import own_keys

        return {own_keys(machine).public.signing}

    def undo_last(self) -> None:
        last = receiving_undo.last_received(self.office)[0]
        assert last.reason_not == ""
        receiving_undo.undo(self.office, last.epoch, last.sequence)

    def held(self) -> dict[str, object]:
        """Everything that a receiving changes, without its labels."""
        with self.office.database.read() as connection:
            assert audit.row_problems(connection) == []
            assert office_store.broken_streams(connection) == []
            tables = {
                "conflict": "entity_id, path, choices",
                "stream": "epoch, device, cursor, chain, last_sequence, header_hash, forked",
                "received_bundle": "epoch, sequence, new_operations, conflicts, same_state, summary",
            }
            rows = {
                table: sorted(tuple(row) for row in connection.exec_driver_sql(f"SELECT {columns} FROM {table}"))
                for table, columns in tables.items()
            }
            return {"hashes": audit.hashes(connection), "counts": audit.counts(connection), **rows}


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Exchange]:
    stick = tmp_path / "usb"
    stick.mkdir()
    first = two_machines.new_machine(tmp_path / "first", "Trần Văn Một")
    hamlets.add(first, "Tân Tiến")
    second = two_machines.new_machine(tmp_path / "second", "Trần Văn Hai")
    office = two_machines.new_office(tmp_path / "office")
    made = Exchange(first, second, office, stick)
    for machine in (first, second):
        two_machines.pair(machine, office, stick)
    made.send(first)
    made.send(second)
    made.receipt(second)
    yield made
    for workspace in (first, second, office):
        workspaces.close(workspace)


def test_undone_the_store_is_as_before_and_received_again_as_applied(both: Exchange) -> None:
    household = two_machines.register(both.first, "Nguyễn Văn Một")
    both.send(both.first)
    before = both.held()
    two_machines.change(both.first, household, phone="0912345678", name="Nguyễn Văn Mốt")
    two_machines.register(both.first, "Lê Thị Ba")
    header_hash = both.send(both.first)
    applied = both.held()
    assert staging.staged(both.office) == []
    both.undo_last()
    assert both.held() == before
    [file] = staging.staged(both.office)
    assert (file.header_hash, file.state) == (header_hash, StagedState.WAITING)
    assert receiving_plan.apply_staged(both.office, header_hash).verdict is Verdict.APPLY
    assert both.held() == applied


def test_the_machine_sends_everything_again_after_its_receipt_was_taken_back(both: Exchange) -> None:
    two_machines.register(both.first, "Nguyễn Văn Một")
    both.send(both.first)
    both.receipt(both.first)
    applied = both.held()["hashes"]
    both.undo_last()
    assert both.held()["hashes"] != applied
    read = both.receipt(both.first)
    assert read.reasons
    assert read.waiting > 0
    both.send(both.first)
    assert both.held()["hashes"] == applied


def test_the_first_bundle_of_a_machine_can_be_taken_back_with_its_stream(both: Exchange) -> None:
    before = both.held()
    third = two_machines.new_machine(both.stick.parent / "third", "Trần Văn Ba")
    two_machines.pair(third, both.office, both.stick)
    both.receipt(third)
    two_machines.register(third, "Phạm Văn Bốn")
    both.send(third)
    assert both.held() != before
    both.undo_last()
    assert both.held() == before
    workspaces.close(third)


def test_what_also_came_by_another_machine_stays_under_that_place(both: Exchange) -> None:
    household = two_machines.register(both.first, "Nguyễn Văn Một")
    both.send(both.first)
    both.receipt(both.second)
    both.send(both.second)
    [second, first] = receiving_undo.last_received(both.office)[:2]
    assert (first.reason_not, second.reason_not) == ("", "")
    before = both.held()["hashes"]
    receiving_undo.undo(both.office, first.epoch, first.sequence)
    assert both.held()["hashes"] == before
    assert households.get(replace(both.office, commune_code="22828"), household).head.full_name == "Nguyễn Văn Một"


def test_a_conflict_that_came_with_the_bundle_leaves_with_it(both: Exchange) -> None:
    household = two_machines.register(both.first, "Nguyễn Văn Một")
    both.send(both.first)
    both.receipt(both.second)
    two_machines.change(both.first, household, phone="0911111111")
    two_machines.change(both.second, household, phone="0922222222")
    both.send(both.first)
    before = both.held()
    assert before["conflict"] == []
    both.send(both.second)
    assert both.held()["conflict"] != []
    both.undo_last()
    assert both.held() == before


def test_nothing_is_taken_back_on_which_the_office_has_built(both: Exchange) -> None:
    household = two_machines.register(both.first, "Nguyễn Văn Một")
    other = two_machines.register(both.first, "Lê Thị Ba")
    both.send(both.first)
    corrector = replace(author(both.office), commune_code="22828")
    with both.office.database.write() as connection:
        drafts = [journal.Draft("household", one, {"note": "Đã xác minh"}, CHANGE) for one in (household, other)]
        journal.save(connection, corrector, drafts)
    before = both.held()
    last = receiving_undo.last_received(both.office)[0]
    assert "Nguyễn Văn Một" in last.reason_not or "Lê Thị Ba" in last.reason_not
    assert "Lê Thị Huyện" in last.reason_not
    assert "20/11/2025" in last.reason_not
    with pytest.raises(receiving_undo.UndoRefused) as told:
        receiving_undo.undo(both.office, last.epoch, last.sequence)
    assert told.value.code == "GB-30"
    assert both.held() == before


def test_a_record_that_the_office_returned_keeps_its_bundle(both: Exchange) -> None:
    household = two_machines.register(both.first, "Nguyễn Văn Một")
    both.send(both.first)
    returned_records.ask(both.office, "22828", "household", household, "Thiếu ngày sinh của vợ")
    before = both.held()
    last = receiving_undo.last_received(both.office)[0]
    with pytest.raises(receiving_undo.UndoRefused):
        receiving_undo.undo(both.office, last.epoch, last.sequence)
    assert both.held() == before


def test_only_the_newest_bundle_of_a_machine_can_be_taken_back(both: Exchange) -> None:
    two_machines.register(both.first, "Nguyễn Văn Một")
    both.send(both.first)
    two_machines.register(both.first, "Lê Thị Ba")
    both.send(both.first)
    newest, earlier = receiving_undo.last_received(both.office)[:2]
    assert (newest.reason_not, bool(earlier.reason_not)) == ("", True)
    with pytest.raises(receiving_undo.UndoRefused):
        receiving_undo.undo(both.office, earlier.epoch, earlier.sequence)
    receiving_undo.undo(both.office, newest.epoch, newest.sequence)
    receiving_undo.undo(both.office, earlier.epoch, earlier.sequence)
    with pytest.raises(receiving_undo.UndoRefused):
        receiving_undo.undo(both.office, earlier.epoch, earlier.sequence)


def test_a_bundle_that_told_of_an_erasure_stays(both: Exchange) -> None:
    household = two_machines.register(both.first, "Nguyễn Văn Một")
    both.send(both.first)
    both.receipt(both.first)
    with both.first.database.write() as connection:
        erasure.erase_entities(connection, author(both.first), [("household", household)], "Yêu cầu")
    both.send(both.first)
    last = receiving_undo.last_received(both.office)[0]
    with pytest.raises(receiving_undo.UndoRefused):
        receiving_undo.undo(both.office, last.epoch, last.sequence)


def test_a_bundle_received_by_an_earlier_program_stays(both: Exchange) -> None:
    with both.office.database.write() as connection:
        connection.exec_driver_sql("UPDATE received_bundle SET prior_chain = ''")
    last = receiving_undo.last_received(both.office)[0]
    assert last.reason_not
    with pytest.raises(receiving_undo.UndoRefused):
        receiving_undo.undo(both.office, last.epoch, last.sequence)


def test_a_main_machine_takes_nothing_back(both: Exchange) -> None:
    two_machines.pair(both.second, both.first, both.stick)
    receiving.office_receive(both.first, exchange.export_to(both.second, both.stick).path)
    last = receiving_undo.last_received(both.first)[0]
    with pytest.raises(receiving_undo.UndoRefused):
        receiving_undo.undo(both.first, last.epoch, last.sequence)


def living(machine: Workspace) -> list[str]:
    with machine.database.read() as connection:
        return list(connection.exec_driver_sql("SELECT id FROM household ORDER BY id").scalars())


@pytest.mark.parametrize("seed", range(3))
def test_whatever_was_received_undo_and_again_give_the_same(both: Exchange, seed: int) -> None:
    chance = random.Random(seed)
    for _round in range(4):
        for machine in (both.first, both.second):
            for _edit in range(chance.randint(1, 3)):
                known = living(machine)
                if known and chance.random() < 0.6:
                    two_machines.change(machine, chance.choice(known), phone=f"09{chance.randrange(10**8):08d}")
                else:
                    two_machines.register(machine, f"Nguyễn Văn {chance.choice('ABCDE')}")
        machine = chance.choice((both.first, both.second))
        before = both.held()
        header_hash = both.send(machine)
        applied = both.held()
        both.undo_last()
        assert both.held() == before
        receiving_plan.apply_staged(both.office, header_hash)
        assert both.held() == applied
        if chance.random() < 0.7:
            both.receipt(machine)


def kept(office: Workspace) -> list[tuple[str, str]]:
    with office.database.read() as connection:
        return sorted((row.header_hash, row.state) for row in staged.listing(connection, ("applied", "waiting")))


def test_what_is_undone_after_its_receipt_left_waits_again_and_is_received_again(both: Exchange) -> None:
    two_machines.register(both.first, "Nguyễn Văn Một")
    header_hash = both.send(both.first)
    applied = both.held()
    both.receipt(both.first)
    both.undo_last()
    [file] = staging.staged(both.office)
    assert (file.header_hash, file.state) == (header_hash, StagedState.WAITING)
    assert receiving_plan.apply_staged(both.office, header_hash).verdict is Verdict.APPLY
    assert both.held() == applied


def test_the_next_bundle_takes_the_kept_ones_place_and_what_is_not_kept_is_not_taken_back(both: Exchange) -> None:
    others = [one for one, _state in kept(both.office)]
    two_machines.register(both.first, "Nguyễn Văn Một")
    first = both.send(both.first)
    both.receipt(both.first)
    two_machines.register(both.first, "Lê Thị Ba")
    second = both.send(both.first)
    assert [one for one, _state in kept(both.office) if one not in others] == [second]
    both.undo_last()
    assert (second, "waiting") in kept(both.office)
    earlier = receiving_undo.last_received(both.office)[0]
    with pytest.raises(receiving_undo.UndoRefused) as told:
        receiving_undo.undo(both.office, earlier.epoch, earlier.sequence)
    assert told.value.code == "GB-30"
    assert first not in [one for one, _state in kept(both.office)]


def test_the_same_file_planned_and_received_again_leaves_the_kept_one(both: Exchange) -> None:
    two_machines.register(both.first, "Nguyễn Văn Một")
    header_hash = both.send(both.first)
    assert receiving_plan.apply_staged(both.office, header_hash).verdict is Verdict.DUPLICATE
    assert (header_hash, "applied") in kept(both.office)


def test_an_erasure_drops_the_kept_bundles_that_say_what_was_erased_and_no_others(both: Exchange) -> None:
    household = two_machines.register(both.first, "Nguyễn Văn Một")
    first = both.send(both.first)
    both.receipt(both.first)
    both.receipt(both.second)
    second = both.send(both.second)
    both.receipt(both.second)
    with both.second.database.write() as connection:
        erasure.erase_entities(connection, author(both.second), [("household", household)], "Yêu cầu")
    assert {one for one, _state in kept(both.office)} == {first, second}
    last = both.send(both.second)
    assert {one for one, _state in kept(both.office)} == {last}
    two_machines.register(both.first, "Lê Thị Ba")
    assert both.send(both.first) in [one for one, _state in kept(both.office)]


def test_a_bundle_with_what_was_erased_meanwhile_is_not_kept(both: Exchange) -> None:
    household = two_machines.register(both.first, "Nguyễn Văn Một")
    both.send(both.first)
    both.receipt(both.first)
    both.receipt(both.second)
    two_machines.change(both.first, household, phone="0911111111")
    last = exchange.export_to(both.first, both.stick).path
    with both.second.database.write() as connection:
        erasure.erase_entities(connection, author(both.second), [("household", household)], "Yêu cầu")
    both.send(both.second)
    [file] = staging.stage(both.office, [last])
    receiving_plan.apply_staged(both.office, file.header_hash)
    assert (file.header_hash, "applied") in kept(both.office)
