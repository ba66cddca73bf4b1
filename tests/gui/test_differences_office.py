"""The same page at an office: filtered by commune, records and reports returned, answers closed."""

import pytest
import two_machines as two
from PySide6.QtCore import Qt

from sinhke_desktop.domain.return_request import ReturnState
from sinhke_desktop.gui.differences.page import DifferencesPage
from sinhke_desktop.services import conflicts, hamlets, households, returned_records
from sinhke_desktop.services import workspace as workspaces


@pytest.fixture
def workspace(tmp_path):
    """The office's store; the page under test belongs to it."""
    made = two.new_office(tmp_path / "office")
    yield made
    workspaces.close(made)


@pytest.fixture
def machines(workspace, stick, tmp_path):
    """Two machines of the commune whose household differs in its telephone, all of it at the office."""
    main = two.new_machine(tmp_path / "main", "Nguyễn Thị Thử")
    second = two.new_machine(tmp_path / "second", "Trần Văn Hai")
    hamlets.add(main, "Thôn Thử")
    two.pair(second, main, stick)
    two.pair(main, workspace, stick)
    two.exchanged(second, main, stick)
    household_id = two.register(main, "Nguyễn Văn Một")
    two.exchanged(second, main, stick)
    two.change(main, household_id, phone="0901000001")
    two.change(second, household_id, phone="0902000002")
    two.exchanged(second, main, stick)
    two.exchanged(main, workspace, stick)
    yield main, second, household_id
    workspaces.close(main)
    workspaces.close(second)


def test_who_comes_by_a_key_chooses_by_keys_at_once(qtbot, open_page, machines):
    frame = open_page(DifferencesPage)
    page = frame.page
    frame.settle()
    page.hide()
    page.commune.clearFocus()
    page.show()
    page.refresh()
    frame.settle()
    assert page.window().focusWidget() is page.conflicts.table
    qtbot.keyClick(page.conflicts.table, Qt.Key.Key_1)
    assert page.conflicts.decide_button.isEnabled()


def test_an_office_filters_decides_and_the_communes_machines_follow(open_page, workspace, machines, stick):
    main, second, household_id = machines
    frame = open_page(DifferencesPage)
    page = frame.page
    frame.settle()
    assert [page.commune.itemText(at) for at in range(1, page.commune.count())] == ["Xã Anh Dũng"]
    page.open(commune_code="00001")
    frame.settle()
    assert page.conflicts.model.rows == []
    page.open(commune_code=two.CODE)
    frame.settle()
    page.conflicts.presenter.pick("phone", 1)
    wanted = page.conflicts.presenter.current.fields[0].choices[0].value
    page.conflicts.decide()
    frame.settle()
    assert conflicts.count(workspace) == 0
    two.exchanged(main, workspace, stick)
    two.exchanged(second, main, stick)
    assert {households.get(store, household_id).phone for store in (main, second)} == {wanted}


def test_a_record_and_a_report_are_returned_with_a_remembered_reason(open_page, workspace, machines, stick):
    main, _second, household_id = machines
    frame = open_page(DifferencesPage)
    page = frame.page
    frame.settle()
    page.conflicts.return_button.click()
    dialog = page.returned.dialog
    dialog.words.setPlainText("Xem lại số điện thoại")
    dialog.confirm()
    frame.settle()
    page.returned.return_report()
    dialog = page.returned.dialog
    dialog.known.setCurrentIndex(1)
    dialog._take_known()
    dialog.confirm()
    frame.settle()
    found = {one.request.subject_kind: one.request for one in returned_records.requests(workspace)}
    assert found["household"].subject_id == household_id
    assert found["report"].reason == "Xem lại số điện thoại"
    two.exchanged(main, workspace, stick)
    returned_records.answer(main, found["report"].id, "Đã sửa")
    two.exchanged(main, workspace, stick)
    frame.refresh()
    page.open(tab="returned")
    frame.settle()
    rows = [one.request.state for one in page.returned.model.rows]
    page.returned.table.choose(rows.index(ReturnState.ANSWERED))
    assert page.returned.again_button.isEnabled()
    page.returned.close_request()
    frame.settle()
    assert len(returned_records.requests(workspace)) == 1
    page.returned.all.setChecked(True)
    frame.settle()
    rows = [one.request.state for one in page.returned.model.rows]
    page.returned.table.choose(rows.index(ReturnState.CLOSED))
    page.returned.ask_again()
    page.returned.dialog.words.setPlainText("Vẫn chưa khớp")
    page.returned.dialog.confirm()
    frame.settle()
    assert len(returned_records.requests(workspace)) == 2


def test_another_page_can_return_a_record(open_page, workspace, machines):
    _main, _second, household_id = machines
    frame = open_page(DifferencesPage)
    frame.page.open(return_record=(two.CODE, "household", household_id, "Hộ Nguyễn Văn Một"))
    frame.page.returned.dialog.words.setPlainText("Thiếu số CCCD")
    frame.page.returned.dialog.confirm()
    frame.settle()
    assert returned_records.count_open(workspace) == 0
    assert [one.request.reason for one in returned_records.requests(workspace)] == ["Thiếu số CCCD"]
