"""Who has sent, who is missing, what changed since, over all communes of an office."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import two_machines

from sinhke_desktop.domain.commune_merger import CommuneMerger
from sinhke_desktop.domain.record_changes import KindCount
from sinhke_desktop.errors import NotFound
from sinhke_desktop.services import (
    exchange,
    machines,
    office_receipts,
    office_standing,
    receiving_plan,
    returned_records,
    staging,
)
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import commune_mergers, commune_totals

LATER = datetime(2025, 12, 1, 3, 0, tzinfo=UTC)


def send(machine: Workspace, office: Workspace, stick: Path) -> None:
    [file] = staging.stage(office, [exchange.export_to(machine, stick).path])
    receiving_plan.apply_staged(office, file.header_hash)


def of(office: Workspace, code: str = "22828", since: date | None = None) -> office_standing.Standing:
    return next(one for one in office_standing.standing(office, since) if one.commune_code == code)


def test_an_office_without_machines_and_list_waits_for_nobody(office: Workspace) -> None:
    assert office_standing.standing(office) == []
    assert office_standing.expected_communes(office) == ()


def test_communes_that_were_never_paired_appear_as_missing(office: Workspace) -> None:
    office_standing.expect_communes(office, ["22849", "22828", "22828"])
    assert office_standing.expected_communes(office) == ("22828", "22849")
    found = office_standing.standing(office)
    assert [(one.commune_code, one.machines, one.missing, one.expected) for one in found] == [
        ("22828", 0, True, True),
        ("22849", 0, True, True),
    ]
    assert found[0].name == "Xã Anh Dũng"
    with pytest.raises(NotFound):
        office_standing.expect_communes(office, ["99999"])
    assert office_standing.expected_communes(office) == ("22828", "22849")


def test_a_paired_machine_is_missing_until_it_sends_and_again_from_a_later_day(
    machine: Workspace, office: Workspace, stick: Path
) -> None:
    two_machines.pair(machine, office, stick)
    assert (of(office).missing, of(office).received_up_to, of(office).expected) == (True, 0, False)
    two_machines.register(machine, "Nguyễn Văn Một")
    send(machine, office, stick)
    now = of(office, since=date(2025, 11, 20))
    assert (now.missing, now.received_up_to, now.machines) == (False, 1, 1)
    assert now.last_received_at.startswith("2025-11-20")
    assert of(office, since=date(2025, 11, 21)).missing


def test_what_changed_is_counted_from_the_last_written_receipt(
    machine: Workspace, office: Workspace, stick: Path
) -> None:
    two_machines.pair(machine, office, stick)
    household = two_machines.register(machine, "Nguyễn Văn Một")
    send(machine, office, stick)
    first = of(office)
    assert first.changed_since["household"] == KindCount(new=1)
    assert first.waiting_receipt
    office_receipts.write_receipts(office, stick)
    assert (of(office).changed_since, of(office).waiting_receipt) == ({}, False)
    two_machines.change(machine, household, phone="0912345678")
    send(machine, replace(office, clock=lambda: LATER), stick)
    assert of(office).changed_since == {"household": KindCount(changed=1)}
    assert of(office).waiting_receipt


def test_returns_conflicts_forks_held_files_and_revocation_are_told(
    machine: Workspace, office: Workspace, stick: Path
) -> None:
    two_machines.pair(machine, office, stick)
    household = two_machines.register(machine, "Nguyễn Văn Một")
    send(machine, office, stick)
    returned_records.ask(office, "22828", "household", household, "Thiếu ngày sinh")
    with office.database.write() as connection:
        connection.exec_driver_sql("UPDATE stream SET forked = 1")
        for path in ("note", "phone"):
            connection.exec_driver_sql(
                "INSERT INTO conflict (entity_kind, entity_id, path, commune_code, choices) "
                f"VALUES ('household', '{household}', '{path}', '22828', '[]')"
            )
    two_machines.register(machine, "Lê Thị Ba")
    staging.stage(office, [exchange.export_to(machine, stick).path])
    now = of(office)
    assert (now.open_returns, now.conflicts, now.forks, now.held_files, now.revoked) == (1, 1, 1, 1, False)
    [device] = [one.device for one in office_receipts.receipt_states(office)]
    machines.revoke(office, device)
    assert (of(office).revoked, of(office).waiting_receipt) == (True, False)


def test_a_merged_commune_counts_under_its_new_code(machine: Workspace, office: Workspace, stick: Path) -> None:
    two_machines.pair(machine, office, stick)
    send(machine, office, stick)
    with office.database.write() as connection:
        commune_mergers.keep_merger(connection, CommuneMerger("22828", "22849", "Nghị quyết thử"))
    assert [one.commune_code for one in office_standing.standing(office)] == ["22849"]


def test_a_commune_that_sends_numbers_only_is_not_missing(office: Workspace) -> None:
    office_standing.expect_communes(office, ["22828"])
    with office.database.write() as connection:
        sent = commune_totals.SentAlone("d" * 64, "e" * 32, 1)
        commune_totals.keep_sent(connection, "22828", [], sent, "2025-11-20T03:00:00+00:00")
    assert (of(office).missing, of(office).only_totals) == (False, True)


def test_communes_are_chosen_by_province_and_by_an_old_district(office: Workspace) -> None:
    whole = office_standing.units_of("khánh hòa")
    district = office_standing.units_of("Ninh Thuận", "ninh son")
    assert {"22828"} <= {one.code for one in district} < {one.code for one in whole}
    assert all(any(old.district == "Huyện Ninh Sơn" for old in one.made_from) for one in district)
    assert office_standing.units_of("Tỉnh Không Có") == []


def test_a_commune_paired_for_another_code_is_named_as_it_called_itself(
    machine: Workspace, office: Workspace, stick: Path
) -> None:
    two_machines.pair(machine, office, stick)
    with office.database.write() as connection:
        connection.exec_driver_sql("UPDATE paired_device SET commune_codes = '00001', name = 'Xã Cũ'")
    assert of(office, "00001").name == "Xã Cũ"
