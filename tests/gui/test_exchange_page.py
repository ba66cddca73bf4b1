"""Pairing, sending and receipting with a real office on a folder as the stick."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from sinhke_desktop.gui.exchange.page import ExchangePage
from sinhke_desktop.paths import folders
from sinhke_desktop.services import hamlets, machines, pairing, place, receiving
from sinhke_desktop.services import workspace as workspaces


@pytest.fixture
def office(tmp_path):
    opened = receiving.office_init(folders(tmp_path / "đơn vị"), "mật-khẩu-đơn-vị", "Phòng Nông nghiệp").workspace
    yield opened
    workspaces.close(opened)


@pytest.fixture
def frame(qtbot, open_page, workspace, stick, monkeypatch):
    place.check(workspace)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    made = open_page(ExchangePage)
    yield made
    qtbot.waitUntil(lambda: not made.runner.busy(), timeout=60_000)


def one(stick, ending):
    (found,) = stick.glob(f"*{ending}")
    return found


def pair(qtbot, frame, office, stick):
    frame.page.key_file.click()
    answer = machines.office_pair(office, one(stick, ".xxk"), True, stick)
    frame.page.presenter.read_certificate(answer)
    frame.page.dialog.same.setChecked(True)
    frame.page.dialog.primary.click()
    qtbot.waitUntil(lambda: frame.page.send.isEnabled())


def test_an_unpaired_machine_shows_its_number_and_cannot_send(frame, workspace):
    shown = frame.page.pairing.own_number.number.split()
    assert shown == pairing.own_number(workspace).split()
    assert frame.page.send.isEnabled() is False


def test_the_answer_is_not_taken_before_the_number_was_read_aloud(frame, office, stick, workspace):
    frame.page.key_file.click()
    answer = machines.office_pair(office, one(stick, ".xxk"), True, stick)
    frame.page.presenter.read_certificate(answer)
    dialog = frame.page.dialog
    assert dialog.primary.isEnabled() is False
    dialog.confirm()
    assert pairing.pairing(workspace) is None
    dialog.reject()


def test_a_bundle_is_written_received_and_receipted(qtbot, frame, office, stick, workspace, monkeypatch):
    pair(qtbot, frame, office, stick)
    hamlets.add(workspace, "Tân Tiến")
    frame.page.send.setFocus()
    QTest.keyClick(frame.page.send, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: [row.tone for row in frame.page.model.rows] == ["warn"])
    assert one(stick, ".xxb").name in frame.page.done.text()
    receipt = receiving.office_receive(office, one(stick, ".xxb"), stick).receipt_path
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(receipt), ""))
    frame.page.receipt.click()
    qtbot.waitUntil(lambda: [row.tone for row in frame.page.model.rows] == ["escaped"])


def test_a_file_that_is_no_receipt_is_refused_in_words(qtbot, frame, office, stick, monkeypatch):
    pair(qtbot, frame, office, stick)
    other = stick / "ảnh.xxr"
    other.write_bytes(b"\x89PNG")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    frame.page.receipt.click()
    qtbot.waitUntil(lambda: "GB-" in frame.page.done.text())
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
