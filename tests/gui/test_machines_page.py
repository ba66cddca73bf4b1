"""The page of machines and keys over a real office: pairing by number, revoking, keys, mergers."""

import shutil
from dataclasses import replace

import pytest
from two_machines import exchanged

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.gui.machines.page import MachinesPage
from sinhke_desktop.paths import folders
from sinhke_desktop.services import communes, hamlets, machines, office_keys, office_profile, pairing, place, units
from sinhke_desktop.services import workspace as workspaces

PASSWORD = "mật-khẩu-thử-1"


@pytest.fixture
def workspace(data_folders):
    made = workspaces.create(data_folders, PASSWORD).workspace
    opened = office_profile.set_up(made, "Phòng Kinh tế Thử", "Lê Thị Huyện")
    yield opened
    workspaces.close(opened)


@pytest.fixture
def commune(tmp_path):
    made = workspaces.create(folders(tmp_path / "commune"), PASSWORD).workspace
    ready = communes.set_up(made, units.unit("22828"), Area.RURAL, "2023-2025", "Trần Văn Hai")
    place.check(ready)
    hamlets.add(ready, "Thôn Một")
    yield ready
    workspaces.close(ready)


@pytest.fixture
def frame(open_page, workspace, stick):
    made = open_page(MachinesPage)
    made.page.context.settings.set("stick_folder", str(stick))
    yield made
    made.settle()


def paired(frame, commune, stick):
    path = pairing.write_key_file(commune, stick).path
    frame.page.presenter.read_key_file(path)
    dialog = frame.page.dialog
    dialog.compare.heard.setText(pairing.own_number(commune))
    dialog.primary.click()
    frame.settle()
    (answer,) = stick.glob("*.xxc")
    pairing.accept_certificate(commune, answer, confirmed=True)


def test_a_machine_is_paired_only_once_the_number_was_heard(frame, commune, stick):
    assert frame.page.machines.empty.isVisible()
    frame.page.open(key_files=[str(pairing.write_key_file(commune, stick).path)])
    dialog = frame.page.dialog
    number = pairing.own_number(commune)
    assert not dialog.primary.isEnabled()
    dialog.confirm()
    dialog.compare.heard.setText(number[:5])
    assert not dialog.primary.isEnabled()
    wrong = str((int(number[0]) + 1) % 10) + number[1:]
    dialog.compare.heard.setText(wrong)
    assert not dialog.primary.isEnabled()
    assert dialog.compare.shown.groups[0].property("tone") == "poor"
    assert not dialog.compare.same.isEnabled()
    dialog.compare.heard.setText("")
    dialog.compare.same.setChecked(True)
    assert dialog.primary.isEnabled()
    dialog.primary.click()
    frame.settle()
    assert [row.standing for row in frame.page.machines.model.rows] == ["chưa gửi gì"]


def test_a_number_is_read_from_a_picture_or_the_picture_refused(frame, commune, stick, monkeypatch):
    from sinhke_desktop.gui.machines import dialogs

    monkeypatch.setattr(dialogs, "file_to_read", lambda *_: stick / "ảnh.png")
    shutil.copyfile(pairing.write_key_file(commune, stick).path, stick / "ảnh.png")
    frame.page.presenter.read_key_file(pairing.write_key_file(commune, stick).path)
    compare = frame.page.dialog.compare
    compare.picture.click()
    assert compare.verdict.text()
    monkeypatch.setattr(dialogs, "file_to_read", lambda *_: None)
    compare.picture.click()
    assert not compare.is_agreed()
    frame.page.dialog.reject()


def test_a_machine_is_revoked_at_a_chosen_bundle(frame, commune, workspace, stick):
    paired(frame, commune, stick)
    for name in ("Thôn Hai", "Thôn Ba"):
        hamlets.add(commune, name)
        exchanged(commune, workspace, stick)
    frame.refresh()
    frame.page.open(commune_code="22828")
    frame.page.machines.revoke.click()
    dialog = frame.page.dialog
    dialog.last.setCurrentIndex(1)
    assert "1" in dialog.beyond.text()
    dialog.primary.click()
    frame.settle()
    [one] = machines.machines(workspace)
    assert (one.revoked, one.revoked_counter) == (True, one.bundles[0].last_counter)
    assert not frame.page.machines.revoke.isEnabled()
    assert frame.page.done.text()


def test_the_key_is_changed_and_an_earlier_one_retired_with_a_warning(frame, commune, workspace, stick):
    paired(frame, commune, stick)
    frame.page.open(tab="keys")
    frame.page.keys.change.click()
    frame.page.dialog.primary.click()
    frame.settle()
    assert [row.position for row in frame.page.keys.model.rows] == ["2", "1"]
    assert frame.page.keys.number.number == machines.office_number(workspace)
    frame.page.keys.retire.click()
    frame.page.dialog.primary.click()
    frame.settle()
    assert [one.retired for one in office_keys.keys(workspace)] == [False, True]
    frame.page.keys.afresh.click()
    frame.page.dialog.primary.click()
    frame.settle()
    assert len(office_keys.keys(workspace)) == 3


def test_a_merger_is_noted_refused_and_taken_back_with_undo(frame, commune, workspace, stick):
    paired(frame, commune, stick)
    frame.page.open(tab="mergers")
    frame.page.mergers.add.click()
    dialog = frame.page.dialog
    dialog.old.setText("22828")
    dialog.primary.click()
    assert dialog.form.fields["basis"].problem()
    dialog.new.setEditText("22846")
    dialog.basis.setText("Nghị quyết thử")
    dialog.primary.click()
    frame.settle()
    assert [row.machines for row in frame.page.mergers.model.rows] == ["1"]
    frame.page.mergers.back.click()
    frame.settle()
    assert frame.page.mergers.empty.isVisible()
    _text, undo = frame.toasts[-1]
    undo()
    frame.settle()
    assert len(frame.page.mergers.model.rows) == 1


def test_the_sheet_for_the_communes_is_shown(frame, workspace):
    frame.page.keys.sheet.click()
    frame.settle()
    assert frame.page.dialog.paper.pdf.startswith(b"%PDF")
    frame.page.dialog.reject()


def test_a_main_machine_has_only_the_list_of_machines(open_page, commune):
    from sinhke_desktop.gui.machines import page

    read = page._read(replace(commune, officer="Trần Văn Hai"))
    assert (read.keys, read.mergers, read.machines) == ((), (), [])
