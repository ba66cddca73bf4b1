"""The exchange page of a main machine and of a second one: sticks read at one click, bundles looked into, numbers."""

import pytest
import two_machines as two
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from sinhke_desktop.gui.exchange.page import ExchangePage
from sinhke_desktop.gui.widgets.drives import Drive
from sinhke_desktop.services import exchange, hamlets, machines, other_machines, pairing, place, returned_records
from sinhke_desktop.services import workspace as workspaces


@pytest.fixture
def second(workspace, tmp_path):
    made = two.new_machine(tmp_path / "second", "Trần Văn Hai")
    place.check(workspace)
    hamlets.add(workspace, "Thôn Thử")
    yield made
    workspaces.close(made)


@pytest.fixture
def frame(qtbot, open_page, workspace, stick, monkeypatch):
    place.check(workspace)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    made = open_page(lambda context: ExchangePage(context, list))
    made.settle()
    yield made
    made.settle()


def plug_in(frame, stick):
    frame.page.show_sticks([Drive(stick, "KINGSTON", 1 << 30)])
    frame.settle()
    return frame.page.stick


def test_another_machine_is_paired_from_the_stick_once_its_number_was_compared(frame, workspace, second, stick):
    key_file = pairing.write_key_file(second, stick)
    card = plug_in(frame, stick)
    assert card.isVisibleTo(frame.page)
    [button] = card.buttons
    button.click()
    dialog = frame.page.machines.dialog
    dialog.confirm()
    assert machines.machines(workspace) == []
    dialog.compare.heard.setText(key_file.number)
    assert dialog.primary.isEnabled()
    dialog.confirm()
    frame.settle()
    assert [one.number for one in frame.page.machines.model.rows] == [key_file.number]
    assert frame.page.machines._number.number == machines.office_number(workspace)
    certificate = next(stick.glob("*.xxc"))
    assert pairing.accept_certificate(second, certificate, confirmed=True).main_machine
    assert exchange.read_receipt(second, next(stick.glob("*.xxr"))).taken_in > 0


def test_a_bundle_on_the_stick_is_looked_into_received_and_receipted(frame, workspace, second, stick):
    two.pair(second, workspace, stick)
    two.exchanged(second, workspace, stick)
    two.register(second, "Trần Thị Hai")
    exchange.export_to(second, stick)
    card = plug_in(frame, stick)
    [button] = [one for one in card.buttons if ".xxb" in one.accessibleName()]
    button.click()
    frame.settle()
    dialog = frame.page.machines.dialog
    dialog.accept()
    frame.settle()
    assert ".xxr" in frame.page.done.text()
    receipt = sorted(stick.glob("*.xxr"), key=lambda path: path.stat().st_mtime)[-1]
    assert exchange.read_receipt(second, receipt).same_state is True


def test_a_paired_machine_gets_its_receipt_and_is_revoked_from_the_page(frame, workspace, second, stick):
    two.pair(second, workspace, stick)
    two.exchanged(second, workspace, stick)
    two.register(second, "Trần Thị Hai")
    two.exchanged(second, workspace, stick)
    two.register(workspace, "Lê Thị Ba")
    frame.refresh()
    card = frame.page.machines
    [one] = card.model.rows
    assert (card._receipt_words(one), card._receipt_tone(one)) == ("chờ ghi", "warn")
    card.receipt_button.click()
    frame.settle()
    assert ".xxr" in frame.page.done.text()
    [one] = card.model.rows
    assert (card._receipt_words(one), card._receipt_tone(one)) == ("đã ghi ra USB", "escaped")
    card.revoke_button.click()
    assert card.dialog.isVisible()
    first = card.dialog.places[1]
    card.dialog.last.setCurrentIndex(1)
    card.dialog.confirm()
    frame.settle()
    [one] = card.model.rows
    assert (one.revoked, one.revoked_epoch, one.revoked_counter) == (True, first.epoch, first.last_counter)
    assert card._receipt_tone(one) == "poor"
    assert not card.revoke_button.isEnabled()
    assert not card.receipt_button.isEnabled()


def test_a_key_file_of_this_very_machine_is_refused_in_words(frame, workspace, stick):
    own = pairing.write_key_file(workspace, stick)
    frame.page.machines.offer_pairing(own.path)
    assert "GB-27" in frame.page.done.text()


def test_a_refused_bundle_is_told_in_its_dialog(frame, workspace, second, stick, monkeypatch):
    two.pair(second, workspace, stick)
    frame.refresh()
    odd = stick / "lạ.xxb"
    odd.write_bytes(b"nothing")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(odd), ""))
    frame.page.machines.receive_button.click()
    frame.settle()
    dialog = frame.page.machines.dialog
    assert "GB-01" in dialog.notice.text()
    assert not dialog.primary.isVisibleTo(dialog)
    dialog.reject()


def test_a_stick_with_shortcuts_and_programs_is_warned_of(frame, stick):
    for name in ("ảnh.lnk", "gói.xxb.exe"):
        (stick / name).write_bytes(b"x")
    card = plug_in(frame, stick)
    assert card.isVisibleTo(frame.page)
    assert card.buttons == []


def test_a_second_machine_speaks_of_its_main_machine_and_reads_everything_by_one_receipt(
    qtbot, frame, workspace, stick, tmp_path
):
    main = two.new_machine(tmp_path / "main", "Trần Văn Hai")
    hamlets.add(main, "Thôn Thử")
    two.register(main, "Nguyễn Văn Một")
    key_file = pairing.write_key_file(workspace, stick)
    other_machines.pair(main, key_file.path, confirmed=True)
    [button] = plug_in(frame, stick).buttons
    button.click()
    dialog = frame.page.dialog
    dialog.same.setChecked(True)
    dialog.confirm()
    frame.settle()
    assert frame.page.machines.isVisibleTo(frame.page) is False
    assert frame.page.outgoing.totals_button.isVisibleTo(frame.page) is False
    [button] = plug_in(frame, stick).buttons
    button.click()
    frame.settle()
    assert exchange.state(workspace).received_up_to == 0
    assert [one.name for one in hamlets.all_hamlets(workspace)] == ["Thôn Thử"]
    workspaces.close(main)


def test_records_and_numbers_are_looked_at_before_they_leave(qtbot, frame, workspace, stick, tmp_path):
    office = two.new_office(tmp_path / "office")
    two.pair(workspace, office, stick)
    hamlets.add(workspace, "Thôn Thử")
    household_id = two.register(workspace, "Nguyễn Văn Một")
    frame.refresh()
    frame.settle()
    frame.page.outgoing.records_button.click()
    dialog = frame.page.dialog
    QTest.keyClicks(dialog.field, "van mot")
    qtbot.waitUntil(lambda: [one.entity_id for one in dialog.model.rows] == [household_id])
    dialog.reject()
    frame.page.outgoing.totals_button.click()
    frame.settle()
    frame.page.dialog.accept()
    frame.settle()
    assert len(list(stick.glob("*.xxt"))) == 1
    QTest.keyClick(frame.page.send, Qt.Key.Key_Space)
    frame.settle()
    copy = tmp_path / "other"
    copy.mkdir()
    frame.page.presenter.copy_again(frame.page.model.rows[0], copy)
    frame.settle()
    assert len(list(copy.glob("*.xxb"))) == 1
    two.exchanged(workspace, office, stick)
    returned_records.ask(office, two.CODE, "household", household_id, "Thiếu số CCCD")
    two.change(workspace, household_id, note="Sửa")
    two.exchanged(workspace, office, stick)
    frame.refresh()
    frame.settle()
    assert frame.page.returned.isVisibleTo(frame.page)
    frame.page.returned.click()
    assert frame.went == [("differences", {"tab": "returned"})]
    workspaces.close(office)
