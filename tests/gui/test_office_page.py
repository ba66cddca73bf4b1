"""Receiving with a real commune, a real office and a folder as the stick."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.gui.office.contract import Step
from sinhke_desktop.gui.office.page import OfficePage
from sinhke_desktop.gui.office.words import ReceiptRow
from sinhke_desktop.gui.widgets import drives
from sinhke_desktop.gui.widgets.drives import Drive
from sinhke_desktop.services import exchange, hamlets, households, machines, pairing, place, receiving_undo


@pytest.fixture(autouse=True)
def plugged(monkeypatch):
    """The sticks that are plugged in."""
    here: list[Drive] = []
    monkeypatch.setattr(drives, "sticks", lambda: list(here))
    return here


@pytest.fixture
def commune(workspace, office_here, tmp_path):
    """A commune paired with the office, with one household."""
    place.check(workspace)
    asked = pairing.write_key_file(workspace, tmp_path)
    answer = machines.office_pair(office_here, asked.path, True)
    pairing.read_certificate(workspace, answer)
    pairing.accept_certificate(workspace, answer, confirmed=True)
    register(workspace, "Đỗ Đức Dũng")
    return workspace


def register(commune, name):
    hamlet = next(iter(hamlets.all_hamlets(commune)), None) or hamlets.add(commune, "Tân Tiến")
    return households.register(commune, HouseholdInput(hamlet.id, (MemberInput(name, HEAD, "male", "1979", "Kinh"),)))


@pytest.fixture
def frame(qtbot, open_office_page):
    made = open_office_page(OfficePage)
    yield made
    made.page.watch.end()
    qtbot.waitUntil(lambda: not made.runner.busy(), timeout=60_000)


def settled(qtbot, frame):
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=20_000)


def plug(qtbot, frame, plugged, folder):
    plugged[:] = [Drive(folder, "KINGSTON", 1_000_000)]
    frame.page.watch.look()
    qtbot.waitUntil(lambda: frame.page.found.text() != "", timeout=10_000)
    settled(qtbot, frame)


def test_an_empty_inbox_says_what_to_do(frame):
    assert frame.page.empty.isVisible()
    assert not frame.page.files.isVisible()
    assert not frame.page.receive_all.isVisible()


def test_from_the_stick_to_the_receipt(qtbot, frame, commune, office_here, stick, plugged):
    exchange.export_to(commune, stick)
    plug(qtbot, frame, plugged, stick)
    page = frame.page
    assert [row.tone for row in page.files.model.rows] == ["escaped"]
    page.files.table.setFocus()
    QTest.keyClick(page.files.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.presenter.step is Step.PREVIEW)
    assert "Hộ Đỗ Đức Dũng" in " ".join(one.title for one in page.preview.model.rows)
    assert page.preview.fields.model.rows
    assert page.window().focusWidget() is page.preview.table
    page.preview.to_files.click()
    settled(qtbot, frame)
    assert page.window().focusWidget() is page.files.table
    QTest.keyClick(page.files.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.presenter.step is Step.PREVIEW)
    with office_here.database.read() as connection:
        assert not connection.exec_driver_sql("select count(*) from household").scalar()
    page.preview.receive.click()
    qtbot.waitUntil(lambda: page.presenter.step is Step.DONE)
    settled(qtbot, frame)
    assert [row.tone for row in page.outcomes.model.rows] == ["escaped"]
    assert [row.sender for row in page.received.model.rows] == ["Xã Anh Dũng"]
    page.receipts.back.click()
    qtbot.waitUntil(lambda: page.presenter.step is Step.RECEIPTS)
    settled(qtbot, frame)
    [receipt] = stick.glob("*.xxr")
    assert exchange.read_receipt(commune, receipt).waiting == 0
    page.next.click()
    settled(qtbot, frame)
    assert page.empty.isVisible()
    assert page.received.isVisible()


def test_a_stick_that_went_and_came_while_another_page_was_open_is_looked_at_again(
    qtbot, frame, commune, stick, plugged
):
    plug(qtbot, frame, plugged, stick)
    assert not frame.page.files.isVisible()
    frame.page.hide()
    for sticks in ([], [Drive(stick, "KINGSTON", 1_000_000)]):
        plugged[:] = sticks
        qtbot.waitUntil(lambda: not frame.page.watch._looking)
        frame.page.watch.look()
        qtbot.waitUntil(lambda here=sticks: frame.page.watch.here == here)
    exchange.export_to(commune, stick)
    frame.page.show()
    qtbot.waitUntil(frame.page.files.isVisible, timeout=10_000)
    settled(qtbot, frame)


def test_undo_in_the_toast_brings_the_file_back_to_the_list(qtbot, frame, commune, office_here, stick, plugged):
    exchange.export_to(commune, stick)
    plug(qtbot, frame, plugged, stick)
    frame.page.receive_all.click()
    qtbot.waitUntil(lambda: frame.page.presenter.step is Step.DONE)
    settled(qtbot, frame)
    _text, undo = frame.toasts[-1]
    undo()
    qtbot.waitUntil(lambda: frame.page.presenter.step is Step.FILES)
    settled(qtbot, frame)
    assert [row.can_receive for row in frame.page.files.model.rows] == [True]
    assert receiving_undo.last_received(office_here) == []


def test_an_earlier_receiving_is_taken_back_from_the_list(qtbot, frame, commune, office_here, stick, plugged):
    exchange.export_to(commune, stick)
    plug(qtbot, frame, plugged, stick)
    frame.page.receive_all.click()
    qtbot.waitUntil(lambda: len(frame.page.received.model.rows) == 1)
    settled(qtbot, frame)
    frame.page.received.undo.click()
    qtbot.waitUntil(lambda: frame.page.received.model.rows == [])
    settled(qtbot, frame)


def test_a_torn_file_is_refused_with_its_code_and_the_whole_one_received(qtbot, frame, commune, stick, plugged):
    whole = exchange.export_to(commune, stick).path
    (stick / "a.xxb").write_bytes(whole.read_bytes()[:-50])
    (stick / "ảnh.lnk").write_bytes(b"L")
    plug(qtbot, frame, plugged, stick)
    rows = {row.file_name: row for row in frame.page.files.model.rows}
    assert "GB-02" in rows["a.xxb"].why
    assert rows[whole.name].can_receive
    assert frame.page.odd.isVisible()
    frame.page.receive_all.click()
    qtbot.waitUntil(lambda: frame.page.presenter.step is Step.DONE)
    settled(qtbot, frame)
    assert len(frame.page.outcomes.model.rows) == 1


def test_a_key_file_leads_to_the_page_of_machines(qtbot, frame, workspace, stick, plugged):
    asked = pairing.write_key_file(workspace, stick)
    plug(qtbot, frame, plugged, stick)
    assert frame.page.pair.isVisible()
    frame.page.pair.click()
    assert frame.went == [("machines", {"key_files": [str(asked.path)]})]


def test_a_file_is_dropped_from_the_list_after_a_question(qtbot, frame, commune, stick, plugged):
    exchange.export_to(commune, stick)
    plug(qtbot, frame, plugged, stick)
    frame.page.files.forget.click()
    frame.page.dialog.primary.click()
    qtbot.waitUntil(lambda: frame.page.files.model.rows == [])
    settled(qtbot, frame)
    assert list(stick.glob("*.xxb"))


def test_files_are_chosen_or_dropped_on_the_page(qtbot, frame, commune, stick, monkeypatch):
    path = exchange.export_to(commune, stick).path
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_asked: ([str(path)], ""))
    QTest.keyClick(frame.page, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(frame.page.files.model.rows) == 1)
    settled(qtbot, frame)
    frame.page.presenter.forget(frame.page.files.model.rows[0].header_hash)
    qtbot.waitUntil(lambda: frame.page.files.model.rows == [])
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(stick))])
    left, copied = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(frame.page.rect().center(), copied, dropped, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(frame.page, enter)
    assert enter.isAccepted()
    drop = QDropEvent(
        QPointF(frame.page.rect().center()), copied, dropped, left, Qt.KeyboardModifier.NoModifier, QEvent.Type.Drop
    )
    QApplication.sendEvent(frame.page, drop)
    qtbot.waitUntil(lambda: len(frame.page.files.model.rows) == 1)


def test_a_folder_is_looked_into_and_a_web_address_refused(qtbot, frame, commune, stick, monkeypatch):
    exchange.export_to(commune, stick)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(stick))
    frame.page.folder.click()
    qtbot.waitUntil(lambda: len(frame.page.files.model.rows) == 1)
    dropped = QMimeData()
    dropped.setUrls([QUrl("https://example.org/a.xxb")])
    enter = QDragEnterEvent(
        frame.page.rect().center(), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(frame.page, enter)
    assert not enter.isAccepted()


def test_covered_fields_stay_covered_in_the_preview(qtbot, frame, commune, office_here, stick, plugged):
    from sinhke_desktop.gui.privacy import masking

    exchange.export_to(commune, stick)
    plug(qtbot, frame, plugged, stick)
    hidden = masking.Masking(office_here, frame.page.context.settings, frame.page)
    masking.install(hidden)
    hidden.switch(True)
    try:
        frame.page.presenter.look_into(frame.page.files.model.rows[0].header_hash)
        qtbot.waitUntil(lambda: frame.page.presenter.step is Step.PREVIEW)
        at = next(at for at, one in enumerate(frame.page.preview.model.rows) if one.entity_kind == "household")
        frame.page.preview.table.choose(at)
        shown = {row.name: row.after for row in frame.page.preview.fields.model.rows}
        assert masking.DOTS in shown.values()
        assert "Đỗ Đức Dũng" in shown.values()
    finally:
        masking.install(None)


def test_receipts_of_several_communes_go_to_one_stick_only_after_a_question(qtbot, frame, stick, monkeypatch):
    asked = []
    monkeypatch.setattr(frame.page.presenter, "write_receipts", asked.append)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(stick))
    rows = [ReceiptRow(str(at), f"Xã {at}, máy 1", f"2282{at}", "–") for at in range(9)]
    frame.page.receipts.show_rows(rows, here=0)
    frame.page.receipts.all.click()
    assert asked == []
    assert "Xã 7, máy 1; …" in frame.page.dialog.findChildren(QLabel)[1].text()
    frame.page.dialog.accept()
    assert asked == [stick]
    frame.page.receipts.show_rows(rows[:1], here=0)
    frame.page.receipts.all.click()
    assert asked == [stick, stick]
