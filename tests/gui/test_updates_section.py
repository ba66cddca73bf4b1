"""The tab "Cập nhật": found on a stick or chosen, shown, installed, gone back from, verified."""

import pytest
import sealed_versions
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from sinhke_desktop import installation, paths
from sinhke_desktop.gui.settings.page import SettingsPage
from sinhke_desktop.gui.updates import restart
from sinhke_desktop.gui.updates import section as sections
from sinhke_desktop.gui.widgets.drives import Drive
from sinhke_desktop.installation import Kind
from sinhke_desktop.services import backups, update_state, updates


@pytest.fixture
def made(tmp_path):
    (tmp_path / "versions").mkdir()
    return sealed_versions.Maker(tmp_path / "versions")


@pytest.fixture
def here(made, monkeypatch):
    found = made.installed("0.1.0")
    monkeypatch.setattr(updates, "installed", lambda: found)
    return found


@pytest.fixture
def root(here):
    return here.installation.root


@pytest.fixture
def frame(open_page, here):
    return open_page(SettingsPage)


@pytest.fixture
def tab(frame):
    frame.page.open(tab="updates")
    return frame.page.updates


@pytest.fixture
def stick(tab, tmp_path):
    folder = tmp_path / "usb"
    folder.mkdir()
    tab._sticks = lambda: [Drive(folder, "USB", 0)]
    return folder


def press(qtbot, button):
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def test_the_tab_says_which_version_is_in_use(tab):
    assert tab.version.text() == "Bản 0.1.0 · thư mục trên Linux"
    assert ".capnhat" in tab.about.text()
    assert tab.offer.isHidden()
    assert tab.back.isHidden()


def test_a_pack_on_the_stick_is_shown_and_installed_by_the_keyboard(qtbot, tab, frame, made, stick, workspace, root):
    made.pack("0.2.0").rename(stick / "SinhKe-0.2.0.capnhat")
    press(qtbot, tab.look_button)
    frame.settle()
    assert tab.offer.isVisibleTo(tab)
    assert tab.news.text() == sealed_versions.NEWS
    assert "14/11/2023 · chiếm 1 MB" in tab.facts.text()
    assert tab.install.hasFocus()
    qtbot.keyClick(tab.install, Qt.Key.Key_Space)
    frame.settle()
    assert update_state.version_in(root, "current.txt") == "0.2.0"
    assert len(backups.stored(workspace)) == 1
    assert "Bản 0.2.0 đã sẵn sàng" in tab.notice.text()
    assert "SL-000001" in tab.notice.text()
    assert tab._asked.isVisible()
    assert tab.again.isVisibleTo(tab)
    tab._asked.reject()
    assert tab.offer.isHidden()
    assert tab.about.text() == "Bản 0.2.0 đã sẵn sàng, sẽ chạy ở lần mở sau."


def test_a_version_that_waits_is_told_whenever_the_page_is_opened(frame, made, here, tab):
    updates.install(made.pack("0.2.0"), None, here)
    frame.refresh()
    assert "sẽ chạy ở lần mở sau" in tab.notice.text()
    assert tab.again.isVisibleTo(tab)


def test_without_a_stick_or_without_a_pack_on_it_that_is_said(qtbot, tab, frame, stick):
    press(qtbot, tab.look_button)
    frame.settle()
    assert tab.notice.text() == "Trên USB không có tệp cập nhật nào."
    tab._sticks = list
    press(qtbot, tab.look_button)
    assert "Chưa cắm USB" in tab.notice.text()
    tab._sticks = lambda: [Drive(stick / "gone", "USB", 0)]
    tab.look()
    frame.settle()
    assert tab.notice.text() == "Trên USB không có tệp cập nhật nào."


def test_a_pack_that_is_refused_is_told_with_its_code(tab, frame, made, stick):
    made.pack("0.0.1").rename(stick / "cu.capnhat")
    tab.look()
    frame.settle()
    assert tab.notice.text().endswith("(BN-06)")
    assert tab.offer.isHidden()


def test_a_chosen_file_is_shown(qtbot, tab, frame, made, monkeypatch):
    pack = made.pack("0.2.0")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(pack), ""))
    press(qtbot, tab.choose)
    frame.settle()
    assert tab.presenter.offer.path == pack
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: ("", ""))
    press(qtbot, tab.choose)
    assert tab.presenter.offer.path == pack


def test_a_file_that_was_opened_with_the_program_is_shown_in_the_tab(frame, made, tab):
    frame.page.open(update_pack=made.pack("0.2.0"))
    frame.settle()
    assert tab.presenter.offer.version == "0.2.0"
    assert tab.isVisible()


def test_an_installation_that_fails_is_told_and_can_be_tried_again(tab, frame, made, root):
    tab.open_pack(made.pack("0.2.0"))
    frame.settle()
    (root / "current.txt.part").mkdir()
    tab.presenter.install()
    frame.settle()
    assert tab.notice.text().endswith("(BN-09)")
    (root / "current.txt.part").rmdir()
    tab.presenter.install()
    frame.settle()
    assert "đã sẵn sàng" in tab.notice.text()
    tab._asked.reject()
    tab.presenter.install()
    assert not frame.runner.busy()


def test_the_officer_goes_back_to_the_version_before_after_being_asked(qtbot, tab, frame, made, root, here):
    updates.install(made.pack("0.2.0"), None, here)
    (root / "trial.json").unlink()
    update_state.write_version(root, "current.txt", "0.1.0")
    update_state.write_version(root, "previous.txt", "0.2.0")
    frame.refresh()
    assert tab.go_back.text() == "Trở về bản 0.2.0…"
    press(qtbot, tab.go_back)
    assert tab._asked.isVisible()
    qtbot.keyClick(tab._asked, Qt.Key.Key_Return)
    frame.settle()
    assert update_state.version_in(root, "current.txt") == "0.2.0"
    assert update_state.read_trial(root).previous == "0.1.0"
    tab._asked.reject()


def test_the_installed_files_are_verified(qtbot, tab, frame, here):
    press(qtbot, tab.verify)
    frame.settle()
    assert tab.files_notice.text() == "Cả 5 tệp của bản 0.1.0 đều đúng như khi ký."
    folder = here.installation.version_folder
    (folder / "diem-moi.txt").write_text("x")
    (folder / "_internal" / "empty").unlink()
    for number in range(20):
        (folder / f"{number}.txt").write_text("x")
    press(qtbot, tab.verify)
    frame.settle()
    told = tab.files_notice.text()
    assert "thiếu: _internal/empty\nbị đổi: diem-moi.txt\nthừa: 0.txt" in told
    assert "và 10 tệp nữa" in told
    assert "LGPL" in told
    (folder / "manifest.sig").write_bytes(b"{}")
    press(qtbot, tab.verify)
    frame.settle()
    assert tab.files_notice.text().endswith("(BN-03)")


def test_a_checkout_says_that_it_is_not_updated_here(open_page):
    tab = open_page(SettingsPage).page.updates
    assert "(BN-12)" in tab.about.text()
    assert tab.buttons.isHidden()
    assert tab.files.isHidden()


def test_every_kind_of_installation_has_its_words():
    assert len({sections.kind_words(kind) for kind in Kind}) == len(Kind)


def test_a_fault_of_the_program_is_shown_as_one(tab, frame, monkeypatch, made):
    shown = []
    monkeypatch.setattr(sections.errors, "show", lambda parent, error: shown.append(error))

    def broken(*_given, **_named):
        raise RuntimeError("bug")

    monkeypatch.setattr(sections.updates, "check", broken)
    tab.presenter._services = sections._services(frame.page.context)
    tab.open_pack(made.pack("0.2.0"))
    frame.settle()
    monkeypatch.setattr(sections.update_trials, "verify", broken)
    tab.presenter.verify()
    frame.settle()
    assert [str(error) for error in shown] == ["bug", "bug"]


def test_starting_anew_closes_the_window_and_starts_the_launcher_on_the_same_data(
    qtbot, frame, tab, root, here, monkeypatch, tmp_path, data_folders
):
    said = tmp_path / "said"
    (root / "sinhke-desktop").write_text(
        f'#!/bin/sh\nprintf "%s|%s" "$*" "$LD_LIBRARY_PATH" >"{said}.part"\nmv "{said}.part" "{said}"\n'
    )
    monkeypatch.setattr(installation, "current", lambda executable=None: here.installation)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/versions/0.1.0")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/mine")
    assert not restart.wanted()
    tab._restart()
    assert not frame.window.isVisible()
    assert restart.wanted()
    assert not restart.wanted()
    restart.start(data_folders)
    qtbot.waitUntil(said.exists)
    assert said.read_text() == f"--data-dir {data_folders.data}|/mine"


def test_a_frozen_programs_own_variables_are_not_handed_on():
    given = {"_PYI_ARCHIVE_FILE": "x", "_MEIPASS2": "x", "LD_LIBRARY_PATH": "/in", "QT_PLUGIN_PATH": "x", "HOME": "/h"}
    assert restart.environment(given) == {"HOME": "/h"}


def test_a_launcher_that_is_gone_is_only_logged(monkeypatch, here, root, data_folders, caplog):
    monkeypatch.setattr(installation, "current", lambda executable=None: here.installation)
    (root / "sinhke-desktop").unlink()
    restart.start(data_folders)
    assert "launcher" in caplog.text
    monkeypatch.undo()
    restart.start(paths.folders(data_folders.data))
