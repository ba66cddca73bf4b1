"""Machines that an office believes: listed, replaced, revoked at a bundle, and what is kept of revoked ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from two_machines import exchanged, pair, register, state

from sinhke_desktop.bundles import pairing as papers
from sinhke_desktop.bundles.keys import PublicKeys
from sinhke_desktop.bundles.refusals import Revoked, WrongContents
from sinhke_desktop.domain.commune import Area
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.paths import folders
from sinhke_desktop.services import (
    commune_mergers,
    communes,
    exchange,
    hamlets,
    households,
    machines,
    office_receipts,
    pairing,
    place,
    receiving,
    revoked_bundles,
    units,
)
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace

PASSWORD = "mật-khẩu-thử-1"


@pytest.fixture
def commune(workspace: Workspace, office: Workspace, stick: Path) -> Workspace:
    place.check(workspace)
    hamlets.add(workspace, "Thôn Thử")
    pair(workspace, office, stick)
    exchanged(workspace, office, stick)
    return workspace


@pytest.fixture
def another(workspace: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """A new laptop of the commune with nothing in it."""
    created = workspaces.create(folders(tmp_path / "another"), PASSWORD).workspace
    made = communes.set_up(
        replace(created, clock=workspace.clock), units.unit("22828"), Area.RURAL, "2023-2025", "Trần Văn Hai"
    )
    place.check(made)
    yield made
    workspaces.close(made)


def test_a_machine_is_listed_with_its_number_and_bundles(commune: Workspace, office: Workspace, stick: Path) -> None:
    register(commune, "Nguyễn Văn Một")
    exchanged(commune, office, stick)
    [one] = machines.machines(office)
    assert one.number == pairing.own_number(commune)
    assert (one.name, one.commune_codes, one.revoked) == ("Xã Anh Dũng", ("22828",), False)
    assert [place.sequence for place in one.bundles] == [1, 2]
    assert one.uses_key == pairing.own_keys(office).public.signing
    assert one.last_received_at


def test_the_machines_of_one_commune_are_listed_alone(commune: Workspace, office: Workspace) -> None:
    assert machines.machines(office, "22828") == machines.machines(office)
    assert machines.machines(office, "22810") == []


def test_a_lost_machine_is_replaced_in_one_step_and_the_new_one_gets_everything(
    commune: Workspace, office: Workspace, another: Workspace, stick: Path
) -> None:
    kept = register(commune, "Nguyễn Văn Một")
    exchanged(commune, office, stick)
    lost = pairing.own_keys(commune).public.signing
    new = pair(another, office, stick, replaces=lost)
    assert [(one.device == new, one.revoked) for one in machines.machines(office)] == [(False, True), (True, False)]
    read = exchanged(another, office, stick)
    assert (read.same_state, households.get(another, kept).id) == (True, kept)
    assert exchanged(another, office, stick).waiting == 0
    assert state(another) == state(office)


def test_a_machine_is_believed_up_to_an_earlier_bundle_and_what_came_after_is_named(
    commune: Workspace, office: Workspace, stick: Path
) -> None:
    register(commune, "Nguyễn Văn Một")
    exchanged(commune, office, stick)
    [one] = machines.machines(office)
    first = one.bundles[0]
    done = machines.revoke(office, one.device, epoch=first.epoch, counter=first.last_counter)
    assert (done.last, [place.sequence for place in done.beyond]) == (first, [2])
    [now] = machines.machines(office)
    assert (now.revoked, now.revoked_epoch, now.revoked_counter) == (True, first.epoch, first.last_counter)
    with pytest.raises(NotFound):
        machines.revoke(office, one.device, epoch=first.epoch, counter=first.last_counter + 99)
    with pytest.raises(NotFound):
        machines.revoke(office, "0" * 64)


def test_later_bundles_of_a_revoked_machine_are_kept_and_believed_one_by_one(
    commune: Workspace, office: Workspace, stick: Path, tmp_path: Path
) -> None:
    [one] = machines.machines(office)
    machines.revoke(office, one.device)
    before = state(office)
    for name in ("Nguyễn Văn Một", "Trần Thị Hai"):
        register(commune, name)
        with pytest.raises(Revoked):
            receiving.office_receive(office, exchange.export_to(commune, stick).path)
    assert state(office) == before
    waiting = revoked_bundles.quarantined(office)
    assert [bundle.number for bundle in waiting] == [2, 3]
    done = revoked_bundles.accept(office, waiting[0].header_hash)
    assert (done.code, done.new_operations) == ("", 1)
    assert [bundle.number for bundle in revoked_bundles.quarantined(office)] == [3]
    [now] = machines.machines(office)
    assert (now.revoked, now.revoked_counter) == (True, now.bundles[-1].last_counter)
    revoked_bundles.accept(office, waiting[1].header_hash)
    assert state(office) == state(commune)
    assert revoked_bundles.quarantined(office) == []


def test_a_revoked_machine_is_told_its_place_but_gets_nobodys_data(
    commune: Workspace, office: Workspace, another: Workspace, stick: Path
) -> None:
    pair(another, office, stick)
    exchanged(another, office, stick)
    register(another, "Lê Văn Ba")
    exchanged(another, office, stick)
    machines.revoke(office, pairing.own_keys(commune).public.signing)
    assert office_receipts.write_receipts(office, stick) == []
    [written] = office_receipts.write_receipts(office, stick, [pairing.own_keys(commune).public.signing])
    assert written.carries == 0
    assert exchange.read_receipt(commune, written.path).taken_in == 0


def test_a_certificate_for_another_commune_is_not_taken(commune: Workspace, office: Workspace, stick: Path) -> None:
    keys = pairing.own_keys(office)
    certificate = papers.Certificate(9, pairing.own_keys(commune).public, ("22846",), keys.public, "Phòng")
    (stick / "la.xxc").write_bytes(papers.write_certificate(keys, certificate))
    with pytest.raises(WrongContents):
        pairing.read_certificate(commune, stick / "la.xxc")


@pytest.mark.parametrize("codes", [(), ("22846", "22828"), ("22828", "22828"), ("2282x",), ("228281",)])
def test_communes_off_the_form_are_refused(commune: Workspace, office: Workspace, codes: tuple[str, ...]) -> None:
    keys = pairing.own_keys(office)
    own = pairing.own_keys(commune).public
    certificate = papers.Certificate(9, own, codes, keys.public, "Phòng")
    with pytest.raises(WrongContents):
        papers.read_certificate(papers.write_certificate(keys, certificate), own)


def test_keys_to_which_nothing_can_be_sealed_are_refused(commune: Workspace) -> None:
    keys = pairing.own_keys(commune)
    content = papers.write_request(keys, "22828", "Xã Thử")
    assert papers.read_request(content).keys == keys.public
    keys.public = PublicKeys(keys.public.signing, "age1garbage")
    with pytest.raises(WrongContents):
        papers.read_request(papers.write_request(keys, "22828", "Xã Thử"))


def test_a_merger_gives_the_machines_of_both_communes_all_codes(
    commune: Workspace, office: Workspace, stick: Path, tmp_path: Path
) -> None:
    other = workspaces.create(folders(tmp_path / "other"), PASSWORD).workspace
    other = communes.set_up(other, units.unit("22846"), Area.RURAL, "2023-2025", "Lê Thị Khác")
    place.check(other)
    pair(other, office, stick)
    told = commune_mergers.tell(office, " 22846 ", "22828", "Nghị quyết  thử")
    assert (told.machines, told.merger.basis, told.new_name) == (2, "Nghị quyết thử", "Xã Anh Dũng")
    assert {one.commune_codes for one in machines.machines(office)} == {("22828", "22846")}
    [shown] = commune_mergers.mergers(office)
    assert (shown.old_name, shown.machines) == ("Xã Vĩnh Hải", 2)
    key_file = pairing.write_key_file(other, stick)
    certificate = papers.read_certificate(
        machines.office_pair(office, key_file.path, confirmed=True).read_bytes(), pairing.own_keys(other).public
    )
    assert [(one.old_code, one.new_code) for one in certificate.mergers] == [("22846", "22828")]
    commune_mergers.take_back(office, "22846")
    assert commune_mergers.mergers(office) == []
    with pytest.raises(NotFound):
        commune_mergers.take_back(office, "22846")
    workspaces.close(other)


@pytest.mark.parametrize(
    ("old", "new", "basis", "fields"),
    [
        ("2284", "22828", "NQ", {"old_code"}),
        ("22846", "x", "NQ", {"new_code"}),
        ("22846", "22828", " ", {"basis"}),
        ("22846", "22846", "NQ", {"new_code"}),
        ("22828", "22852", "NQ", {"new_code"}),
    ],
)
def test_a_merger_off_the_form_or_in_a_circle_is_refused(
    office: Workspace, old: str, new: str, basis: str, fields: set[str]
) -> None:
    commune_mergers.tell(office, "22852", "22828", "NQ 0")
    with pytest.raises(InvalidInput) as refused:
        commune_mergers.tell(office, old, new, basis)
    assert {problem.field for problem in refused.value.problems} == fields


def test_a_paired_code_of_no_list_of_today_is_suggested_with_where_it_went(
    office: Workspace, commune: Workspace, stick: Path
) -> None:
    assert commune_mergers.suggestions(office) == []
    keys = pairing.own_keys(commune)
    (stick / "cu.xxk").write_bytes(papers.write_request(keys, "22825", "Xã Hòa Sơn"))
    machines.office_pair(office, stick / "cu.xxk", confirmed=True)
    [one] = commune_mergers.suggestions(office)
    assert (one.old_code, one.old_name) == ("22825", "Xã Hòa Sơn")
    assert ("22828", "Xã Anh Dũng") in one.into
