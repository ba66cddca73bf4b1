"""After an erasure nothing of the person is left in the file, the chain verifies, bundles still reach the office."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from pdf_samples import sample_pdf
from sqlcipher3 import dbapi2 as sqlcipher
from two_machines import pair

from sinhke_desktop.domain.admission import Verdict
from sinhke_desktop.domain.data_request import RequestKind
from sinhke_desktop.domain.form_sheet import FormSheet
from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.request_register import RequestInput
from sinhke_desktop.domain.scan_page import ScanPage, ScanState
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import (
    backups,
    data_requests,
    erasure,
    exchange,
    hamlets,
    households,
    integrity,
    issued_papers,
    place,
    privacy,
    receiving,
    reviews,
)
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.reviews import ReviewInput
from sinhke_desktop.services.workspace import author
from sinhke_desktop.storage import audit, journal, records, scan_pages
from sinhke_desktop.storage.database import FILE_NAME, integrity_problems

PASSWORD = "mật-khẩu-thử-1"
HEAD_NAME, SON, CITIZEN_ID = "Chamaléa Thị Bích Đào", "Katơr Văn Hươu", "058179000011"


def plain_bytes(workspace, tmp_path):
    """Everything in the data file, decrypted: tables, indexes, free pages after the compaction."""
    target = tmp_path / "plain.db"
    target.unlink(missing_ok=True)
    connection = sqlcipher.connect(str(workspace.folders.data / FILE_NAME))
    try:
        connection.execute(f"PRAGMA key = \"x'{workspace.key.hex()}'\"")
        connection.execute(f"ATTACH DATABASE '{target}' AS plain KEY ''")
        connection.execute("SELECT sqlcipher_export('plain')")
        connection.execute("DETACH DATABASE plain")
    finally:
        connection.close()
    return target.read_bytes()


def problems(workspace):
    with workspace.database.read() as connection:
        found = audit.chain_problems(connection) + audit.row_problems(connection)
    return found + integrity_problems(workspace.database)


@pytest.fixture
def people(workspace):
    """Two households; the first has a review and a son, and was removed. (workspace, its record, the other's id)."""
    place.check(workspace)
    hamlet = hamlets.add(workspace, "Tân Tiến")
    typed = HouseholdInput(hamlet.id, (
        MemberInput(HEAD_NAME, HEAD, "female", "1979", "Raglai", CITIZEN_ID, "0901234567"),
        MemberInput(SON, "Con trai", "male", "2006", "Raglai"),
    ), note="Ghi chú riêng tư")  # fmt: skip
    household = households.register(workspace, typed)
    reviews.record(workspace, ReviewInput(household.id, "2025", income_points="95", note="Ốm nặng kéo dài"))
    other = households.register(workspace, HouseholdInput(hamlet.id, (MemberInput("Lê Thị Ứng", HEAD),)))
    return workspace, household, other.id


def asked(workspace, household_id, kind=RequestKind.ERASE):
    typed = RequestInput(kind, "Luật sư Mang Xuân Quỳnh", household_id, "20/11/2025")
    return data_requests.add(workspace, typed)


def erased(workspace, household):
    households.remove(workspace, household.id, "Chuyển đi nơi khác")
    return erasure.erase_household(workspace, asked(workspace, household.id).id)


def test_nothing_of_the_household_is_left_in_the_file(people, tmp_path):
    workspace, household, other = people
    privacy.note_access(workspace, "copied", household.id, detail=f"Bản sao {HEAD_NAME}.pdf")
    before = plain_bytes(workspace, tmp_path)
    words = (HEAD_NAME, SON, CITIZEN_ID, "0901234567", "Ghi chú riêng tư", "Ốm nặng kéo dài")
    assert all(word.encode() in before for word in words)

    done = erased(workspace, household)

    after = plain_bytes(workspace, tmp_path)
    assert not [word for word in words if word.encode() in after]
    assert "Lê Thị Ứng".encode() in after
    assert (done.records, done.backups, done.sent, done.still_said) == (2, (), False, {})
    assert done.operations == 3
    with pytest.raises(NotFound):
        households.get(workspace, household.id)
    assert households.removed(workspace) == []
    assert households.get(workspace, other).head.full_name == "Lê Thị Ứng"


def test_working_papers_and_scans_go_and_official_papers_are_told(people, tmp_path):
    workspace, household, other = people
    forms, report = sample_pdf([f"Phiếu thăm {HEAD_NAME}"]), sample_pdf(["Quyết định"])
    issued_papers.issue(workspace, "visit_forms", "Phiếu thăm hộ", forms, household_ids=[household.id, other])
    issued_papers.issue(workspace, "life_map", "Bản đồ đời hộ", sample_pdf(["khác"]), household_ids=[other])
    official = issued_papers.issue(workspace, "decision", f"Quyết định {SON}", report, household_ids=[household.id])
    sheet = FormSheet(workspace.new_id(), workspace.commune_code, "41290736", "TH2", household.id)
    page = ScanPage("q1", "a.jpg", 1, "TH2", "41290736", "", 1, 1, "{}", "1", "2025-11-20T03:00:00+00:00")
    confirmed = replace(page, id="q2", number="", household_id=household.id, sha256="2", state=ScanState.CONFIRMED)
    with workspace.database.write() as connection:
        journal.save(connection, author(workspace), records.drafts(connection, [sheet]))
        for one in (page, confirmed, replace(page, id="q3", number="11111111", sha256="3")):
            scan_pages.put(connection, one, b"WebP " + HEAD_NAME.encode())
    done = erased(workspace, household)
    assert [one.kind for one in issued_papers.listed(workspace)] == ["decision", "life_map"]
    assert issued_papers.of_household(workspace, household.id) == [official]
    assert done.papers == 1
    assert done.still_said == {"issued_paper": 1}
    with workspace.database.read() as connection:
        kept = [one for one in ("q1", "q2", "q3") if scan_pages.find(connection, one) is not None]
    assert kept == ["q3"]


def test_the_store_is_sound_after_an_erasure_and_work_goes_on(people):
    workspace, household, other = people
    erased(workspace, household)
    assert problems(workspace) == []
    assert integrity.check(workspace).ok
    households.remove(workspace, other, "Nhập nhầm")
    assert problems(workspace) == []


def test_an_emptied_operation_keeps_its_commitment_and_nobody_can_change_it(people):
    workspace, household, _other = people
    erased(workspace, household)
    with workspace.database.write() as connection:
        connection.exec_driver_sql("UPDATE operation SET commitment = lower(hex(randomblob(32))) WHERE payload = ''")
        found = audit.chain_problems(connection)
        connection.rollback()
    assert found


def test_the_request_is_answered_and_the_erasure_noted(people):
    workspace, household, _other = people
    erased(workspace, household)
    (line,) = data_requests.listed(workspace)
    assert line.request.done_on is not None
    assert line.head == ""
    assert [one.action for one in privacy.accesses(workspace)] == ["erased"]
    assert json.loads((workspace.folders.data / erasure.LIST).read_text()) == [household.id]


def test_nothing_is_erased_without_a_request_to_erase_or_while_the_household_is_registered(people):
    workspace, household, _other = people
    with pytest.raises(InvalidInput) as error:
        erasure.erase_household(workspace, asked(workspace, household.id, RequestKind.SEE).id)
    assert error.value.problems[0].code == "CN-06"
    request = asked(workspace, household.id)
    (first, *_rest) = erasure.erasable(workspace)
    assert first.problem
    with pytest.raises(InvalidInput) as error:
        erasure.erase_household(workspace, request.id)
    assert error.value.problems[0].code == "CN-07"
    assert households.get(workspace, household.id).head.full_name == HEAD_NAME


def test_a_member_who_is_gone_is_erased_and_the_household_stays(people, tmp_path):
    workspace, household, _other = people
    request = asked(workspace, household.id)
    with pytest.raises(InvalidInput) as error:
        erasure.erase_member(workspace, request.id, household.members[1].id)
    assert error.value.problems[0].code == "CN-08"
    head = household.members[0]
    typed = MemberInput(HEAD_NAME, HEAD, "female", "1979", "Raglai", CITIZEN_ID, "0901234567", id=head.id)
    households.change(workspace, household.id, HouseholdInput(household.hamlet_id, (typed,), note="Ghi chú riêng tư"))
    before = households.get(workspace, household.id)

    done = erasure.erase_member(workspace, request.id, household.members[1].id)

    assert done.still_said == {}
    assert households.get(workspace, household.id) == before
    assert problems(workspace) == []
    after = plain_bytes(workspace, tmp_path)
    assert SON.encode() not in after
    assert HEAD_NAME.encode() in after


def test_an_old_backup_is_named_and_what_it_brings_back_is_erased_again(people, tmp_path):
    workspace, household, _other = people
    backups.make(workspace)
    done = erased(workspace, household)
    assert done.backups == (1,)
    workspaces.close(workspace)
    backups.restore(workspace.folders, 1, PASSWORD)
    opened = workspaces.open_with_password(workspace.folders, PASSWORD)
    try:
        place.check(opened)
        assert households.get(opened, household.id).head.full_name == HEAD_NAME
        assert erasure.reapply(opened) == 1
        assert erasure.reapply(opened) == 0
        assert HEAD_NAME.encode() not in plain_bytes(opened, tmp_path)
        assert problems(opened) == []
    finally:
        workspaces.close(opened)


@pytest.mark.parametrize("sent_before", [False, True])
def test_bundles_reach_the_office_after_an_erasure(people, office, tmp_path, sent_before):
    workspace, household, other = people
    stick = tmp_path / "usb"
    stick.mkdir()
    pair(workspace, office, stick)
    if sent_before:
        first = receiving.office_receive(office, exchange.export_to(workspace, stick).path)
        exchange.read_receipt(workspace, first.receipt_path)
    done = erased(workspace, household)
    assert done.sent is sent_before

    exported = exchange.export_to(workspace, stick)
    outcome = receiving.office_receive(office, exported.path)

    assert (outcome.verdict, outcome.same_state) == (Verdict.APPLY, True)
    assert problems(office) == []
    exchange.read_receipt(workspace, outcome.receipt_path)
    assert exchange.state(workspace).waiting == 0
    there = replace(office, commune_code="22828")
    assert households.get(there, other).head.full_name == "Lê Thị Ứng"
    assert HEAD_NAME.encode() not in plain_bytes(office, tmp_path)
    with workspace.database.read() as here, office.database.read() as far:
        assert journal.state_hash(here) == journal.state_hash(far)
        assert journal.heads_hash(here) == journal.heads_hash(far)


def test_the_office_erases_a_former_member_with_the_next_bundle(people, office, tmp_path):
    workspace, household, _other = people
    stick = tmp_path / "usb"
    stick.mkdir()
    pair(workspace, office, stick)
    head = household.members[0]
    typed = MemberInput(HEAD_NAME, HEAD, "female", "1979", "Raglai", CITIZEN_ID, "0901234567", id=head.id)
    households.change(workspace, household.id, HouseholdInput(household.hamlet_id, (typed,)))
    receiving.office_receive(office, exchange.export_to(workspace, stick).path)
    assert SON.encode() in plain_bytes(office, tmp_path)
    erasure.erase_member(workspace, asked(workspace, household.id).id, household.members[1].id)
    households.change(workspace, household.id, HouseholdInput(household.hamlet_id, (typed,), note="Sau khi xóa"))

    outcome = receiving.office_receive(office, exchange.export_to(workspace, stick).path)

    assert outcome.same_state
    assert problems(office) == []
    after = plain_bytes(office, tmp_path)
    assert SON.encode() not in after
    there = households.get(replace(office, commune_code="22828"), household.id)
    assert (there.note, [one.full_name for one in there.members]) == ("Sau khi xóa", [HEAD_NAME])


def test_a_new_epoch_carries_emptied_operations_along(people, office, tmp_path):
    workspace, household, _other = people
    stick = tmp_path / "usb"
    stick.mkdir()
    pair(workspace, office, stick)
    erased(workspace, household)
    exchange.send_all_again(workspace)
    assert problems(workspace) == []
    outcome = receiving.office_receive(office, exchange.export_to(workspace, stick).path)
    assert outcome.verdict is Verdict.APPLY
    assert problems(office) == []
