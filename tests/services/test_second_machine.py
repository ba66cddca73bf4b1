"""A commune's main machine and its other ones: paired, received, receipted; never with itself, never in a circle."""

import shutil

import pytest
import two_machines as two

from sinhke_desktop.domain.admission import Verdict
from sinhke_desktop.errors import NotFound
from sinhke_desktop.paths import folders
from sinhke_desktop.services import (
    duplicate_households,
    exchange,
    hamlets,
    households,
    machines,
    other_machines,
    outgoing_preview,
    pairing,
    place,
    stick_use,
    totals_out,
)
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.data_requests import restrict
from sinhke_desktop.services.pairing import NotASecondMachine, NotConfirmed, OwnKeys


@pytest.fixture
def second(workspace, tmp_path):
    made = two.new_machine(tmp_path / "second", "Trần Văn Hai")
    place.check(workspace)
    yield made
    workspaces.close(made)


def test_a_second_machine_gets_all_data_with_its_pairing(workspace, second, stick):
    hamlets.add(workspace, "Thôn Thử")
    household_id = two.register(workspace, "Nguyễn Văn Một")
    key_file = pairing.write_key_file(second, stick)
    with pytest.raises(NotConfirmed):
        other_machines.pair(workspace, key_file.path, confirmed=False)
    made = other_machines.pair(workspace, key_file.path, confirmed=True)
    assert made.receipt.carries >= 2
    assert stick_use.usable(second, stick).certificates == (made.certificate,)
    accepted = pairing.accept_certificate(second, made.certificate, confirmed=True)
    assert accepted.main_machine
    found = stick_use.usable(second, stick)
    assert (found.receipts, found.certificates, found.key_files) == ((made.receipt.path,), (), ())
    read = exchange.read_receipt(second, made.receipt.path)
    assert read.taken_in >= 2
    assert households.get(second, household_id).head.full_name == "Nguyễn Văn Một"
    state = exchange.state(second)
    assert (state.paired, state.main_machine) == (True, True)
    assert stick_use.usable(second, stick).receipts == ()


def test_a_main_machine_looks_into_a_bundle_receives_it_and_writes_the_receipt(workspace, second, stick):
    hamlets.add(workspace, "Thôn Thử")
    two.pair(second, workspace, stick)
    two.exchanged(second, workspace, stick)
    two.register(second, "Trần Thị Hai")
    bundle = exchange.export_to(second, stick).path
    assert stick_use.usable(workspace, stick).bundles == (bundle,)
    planned = other_machines.look(workspace, bundle)
    assert (planned.code, planned.verdict, planned.conflicts) == ("", Verdict.APPLY, 0)
    assert [one.title for one in planned.changes if one.entity_kind == "household"] == ["Hộ Trần Thị Hai, thôn Thử"]
    done = other_machines.receive(workspace, planned, stick)
    assert done.outcome.new_operations >= 1
    assert done.receipt is not None
    assert stick_use.usable(workspace, stick).bundles == ()
    read = exchange.read_receipt(second, done.receipt.path)
    assert (read.waiting, read.same_state) == (0, True)
    again = other_machines.look(workspace, bundle)
    assert again.code == "GB-08"


def test_what_is_no_bundle_of_a_paired_machine_is_told_in_the_plan(workspace, second, stick):
    odd = stick / "XDGN_22828_000001_abcd.xxb"
    odd.write_bytes(b"no bundle")
    assert other_machines.look(workspace, odd).code == "GB-01"


def test_a_machine_is_not_paired_with_itself_or_a_copy_of_itself(workspace, second, stick, tmp_path):
    own = pairing.write_key_file(workspace, stick)
    with pytest.raises(OwnKeys, match="GB-27"):
        other_machines.pair(workspace, own.path, confirmed=True)
    shutil.copytree(workspace.folders.data, tmp_path / "copy", ignore=shutil.ignore_patterns("*.lock"))
    copy = workspaces.open_with_password(folders(tmp_path / "copy"), two.PASSWORD)
    with pytest.raises(OwnKeys):
        other_machines.check(workspace, machines.read_key_file(pairing.write_key_file(copy, stick).path))
    workspaces.close(copy)


def test_machines_do_not_send_to_each_other_in_a_circle_nor_to_another_commune(workspace, second, stick):
    two.pair(second, workspace, stick)
    own = pairing.write_key_file(workspace, stick)
    with pytest.raises(NotASecondMachine, match="GB-28"):
        other_machines.pair(second, own.path, confirmed=True)
    with pytest.raises(NotASecondMachine):
        pairing.check_other(workspace, pairing.own_keys(second).public)
    with pytest.raises(NotASecondMachine):
        pairing.check_other(workspace, pairing.own_keys(second).public, sends="00001")


def test_a_bundle_is_copied_again_with_the_very_same_bytes(workspace, second, stick, tmp_path):
    two.pair(second, workspace, stick)
    done = exchange.export_to(second, stick)
    elsewhere = tmp_path / "other"
    elsewhere.mkdir()
    copied = exchange.copy_again(second, done.epoch, done.number, elsewhere)
    assert copied.read_bytes() == done.path.read_bytes()
    with pytest.raises(NotFound):
        exchange.copy_again(second, done.epoch, 99, elsewhere)


def test_the_same_family_entered_on_two_machines_is_suggested_as_a_pair(workspace, second, stick):
    hamlets.add(workspace, "Thôn Thử")
    two.pair(second, workspace, stick)
    two.exchanged(second, workspace, stick)
    first = two.register(workspace, "Phạm Văn Trùng", birth="12/05/1979")
    other = two.register(second, "Phạm Văn Trùng", birth="12/05/1979")
    two.register(second, "Phạm Văn Trùng", birth="1979")
    assert duplicate_households.pairs(workspace) == []
    two.exchanged(second, workspace, stick)
    [pair] = duplicate_households.pairs(workspace)
    assert {pair.first.id, pair.second.id} == {first, other}
    assert pair.first.members == ("Phạm Văn Trùng, 12/05/1979",)
    assert "Phạm Văn Trùng" in pair.why
    duplicate_households.keep_apart(workspace, other, first)
    duplicate_households.keep_apart(workspace, first, other)
    assert duplicate_households.pairs(workspace) == []


def test_the_preview_names_records_changes_kinds_of_data_and_restricted_households(workspace, second, stick):
    hamlets.add(workspace, "Thôn Thử")
    two.pair(workspace, second, stick)
    kept = two.register(workspace, "Nguyễn Văn Một", phone="0901000001")
    gone = two.register(workspace, "Trần Thị Hai")
    two.exchanged(workspace, second, stick)
    two.change(workspace, kept, phone="0901000002")
    restrict(workspace, kept, "Theo yêu cầu")
    households.remove(workspace, gone, "Ghi nhầm")
    new = two.register(workspace, "Lê Văn Ba")
    shown = outgoing_preview.preview(workspace)
    by_id = {one.entity_id: one for one in shown.records}
    assert by_id[kept].how == "changed"
    assert by_id[kept].changed == ("Điện thoại", "Hạn chế xử lý")
    assert (by_id[gone].how, by_id[gone].changed) == ("removed", ())
    assert (by_id[new].how, by_id[new].title) == ("new", "Hộ Lê Văn Ba, thôn Thử")
    assert (shown.restricted, shown.left_out) == (1, 0)
    assert by_id[kept].restricted
    assert not by_id[new].restricted
    assert {"Họ và tên", "Điện thoại"} <= set(shown.basic)
    assert "Dân tộc" in shown.sensitive
    assert "Số CCCD" not in shown.basic
    households.restore(workspace, gone)
    again = {one.entity_id: one for one in outgoing_preview.preview(workspace).records}
    assert again[gone].how == "changed"


def test_the_numbers_alone_name_nobody_and_reach_the_office(workspace, stick, tmp_path):
    from sinhke_desktop.services import reviews, totals_in
    from sinhke_desktop.services.reviews import ReviewInput

    office = two.new_office(tmp_path / "office")
    place.check(workspace)
    hamlets.add(workspace, "Thôn Thử")
    two.pair(workspace, office, stick)
    household_id = two.register(workspace, "Nguyễn Văn Một")
    reviews.record(workspace, ReviewInput(household_id, "2025", income_points="100"))
    shown = totals_out.preview(workspace)
    assert shown.numbers > 20
    assert 0 < shown.small <= shown.numbers
    first = totals_out.write(workspace, stick)
    second_time = totals_out.write(workspace, stick, totals=shown.totals)
    assert (first.number, second_time.number, second_time.totals) == (1, 2, len(shown.totals))
    received = totals_in.receive(office, second_time.path.read_bytes())
    assert (received.commune_code, received.number) == (two.CODE, 2)
    said = "".join(str(one) for one in shown.totals)
    assert "Nguyễn Văn Một" not in said
    assert household_id not in said
    workspaces.close(office)
