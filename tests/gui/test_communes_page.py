"""The page of an office's communes over its store."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sinhke_desktop.gui.communes.page import CommunesPage
from sinhke_desktop.gui.communes.words import Show, SortKey
from sinhke_desktop.gui.widgets import drives
from sinhke_desktop.services import (
    exchange,
    hamlets,
    lists,
    machines,
    office_standing,
    pairing,
    place,
    receiving_plan,
    staging,
)


@pytest.fixture(autouse=True)
def no_sticks(monkeypatch):
    monkeypatch.setattr(drives, "sticks", list)


@pytest.fixture
def commune(workspace, office_here, tmp_path):
    """Xã Anh Dũng, paired, with one bundle received."""
    place.check(workspace)
    asked = pairing.write_key_file(workspace, tmp_path)
    answer = machines.office_pair(office_here, asked.path, True)
    pairing.read_certificate(workspace, answer)
    pairing.accept_certificate(workspace, answer, confirmed=True)
    hamlets.add(workspace, "Tân Tiến")
    [file] = staging.stage(office_here, [exchange.export_to(workspace, tmp_path).path])
    receiving_plan.apply_staged(office_here, file.header_hash)
    return workspace


@pytest.fixture
def frame(qtbot, open_office_page):
    made = open_office_page(CommunesPage)
    settled(qtbot, made)
    yield made
    settled(qtbot, made)


def settled(qtbot, frame):
    """Wait until the pane beside the table, which waits a moment, has been asked for too."""
    qtbot.waitUntil(lambda: not frame.page._wait.isActive() and not frame.runner.busy(), timeout=20_000)


def test_an_office_without_communes_says_what_to_do(frame):
    assert frame.page.empty.isVisible()
    assert not frame.page.sides.isVisible()


def test_the_communes_that_should_send_are_chosen_by_province_and_old_district(qtbot, frame, office_here):
    frame.page.empty.button.click()
    qtbot.waitUntil(lambda: frame.page.dialog is not None)
    dialog = frame.page.dialog
    dialog.province.setCurrentIndex(dialog.province.findData("Tỉnh Khánh Hòa"))
    whole = dialog.model.rowCount()
    dialog.area.setCurrentIndex(dialog.area.findData("Huyện Ninh Sơn"))
    assert 0 < dialog.model.rowCount() < whole
    dialog.field.setText("anh dung")
    assert dialog.list.model().rowCount() == 1
    dialog.every.click()
    dialog.field.clear()
    dialog.list.setFocus()
    dialog.list.setCurrentIndex(dialog.list.model().index(1, 0))
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    chosen = len(dialog.model.chosen)
    dialog.primary.click()
    settled(qtbot, frame)
    assert "22828" in office_standing.expected_communes(office_here)
    assert len(frame.page.model.rows) == chosen == 2
    assert {row.tone for row in frame.page.model.rows} == {"neutral"}


def test_a_commune_shows_what_was_received_from_it(qtbot, frame, commune):
    frame.page.refresh()
    settled(qtbot, frame)
    settled(qtbot, frame)
    [row] = frame.page.model.rows
    assert (row.code, row.received) == ("22828", "1")
    assert [one.sequence for one in frame.page.card.bundles.rows] == [1]
    assert len(frame.page.card.machines.rows) == 1


def test_its_receipt_is_written_to_the_chosen_folder(qtbot, frame, commune, tmp_path):
    stick = tmp_path / "USB"
    stick.mkdir()
    frame.page.refresh()
    settled(qtbot, frame)
    frame.page.card.where.show_sticks([drives.Drive(stick, "KINGSTON", 1)])
    QTest.keyClick(frame.page, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: str(stick) in frame.page.notice.text(), timeout=10_000)
    settled(qtbot, frame)
    [receipt] = stick.glob("*.xxr")
    assert exchange.read_receipt(commune, receipt).waiting == 0


def test_the_buttons_lead_to_the_other_pages_with_the_commune(qtbot, frame, commune):
    frame.page.refresh()
    settled(qtbot, frame)
    for button in (frame.page.card.households, frame.page.card.differences, frame.page.card.keys):
        button.click()
    assert frame.went == [(key, {"commune_code": "22828"}) for key in ("consolidated", "differences", "machines")]


def test_the_table_is_worked_by_keys_alone(qtbot, frame, commune):
    frame.page.refresh()
    settled(qtbot, frame)
    frame.page.search()
    QTest.keyClicks(frame.page.field, "anh")
    QTest.keyClick(frame.page.field, Qt.Key.Key_Down)
    assert frame.page.table.hasFocus()
    QTest.keyClick(frame.page.table, Qt.Key.Key_Return)
    assert frame.went == [("consolidated", {"commune_code": "22828"})]
    frame.page.field.setText("không có")
    assert frame.page.nothing.isVisible()
    settled(qtbot, frame)
    assert not frame.page.card.isVisible()


def test_every_commune_of_the_country_is_listed_filtered_and_sorted(qtbot, frame, office_here):
    office_standing.expect_communes(office_here, list(lists.units()))
    frame.page.refresh()
    settled(qtbot, frame)
    assert frame.page.model.rowCount() == len(lists.units()) > 3_000
    frame.page.table.horizontalHeader().sectionClicked.emit(frame.page.model.keys.index(SortKey.NAME))
    frame.page.field.setText("anh dung khanh hoa")
    frame.page.field.setText("22828")
    assert [row.code for row in frame.page.model.rows] == ["22828"]
    frame.page.field.clear()
    frame.page.tabs.choose(Show.MISSING.value)
    assert frame.page.model.rowCount() == len(lists.units())


def test_a_day_that_is_none_is_told_beside_its_field(qtbot, frame, commune):
    frame.page.refresh()
    settled(qtbot, frame)
    frame.page.since.setText("tháng mười")
    frame.page.since.editingFinished.emit()
    assert frame.page.since_field.problem()
    frame.page.since.setText("01/01/2100")
    frame.page.since.editingFinished.emit()
    settled(qtbot, frame)
    assert frame.page.model.rows[0].standing.missing
