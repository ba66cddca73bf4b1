"""What a start says and does about an update: confirmed, failed, gone back from."""

import pytest
import sealed_versions
from PySide6.QtWidgets import QApplication

from sinhke_desktop import installation
from sinhke_desktop.gui import errors, theme
from sinhke_desktop.gui.first_start.contract import Begin
from sinhke_desktop.gui.program import TOUR_SEEN, Program
from sinhke_desktop.gui.shell import Shell
from sinhke_desktop.gui.updates import started
from sinhke_desktop.services import update_state, update_trials, updates
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.settings import Settings

PASSWORD = "mật-khẩu-thử-1"


@pytest.fixture
def made(tmp_path):
    (tmp_path / "versions").mkdir()
    return sealed_versions.Maker(tmp_path / "versions")


@pytest.fixture
def root(made, workspace):
    """An installation of 0.1.0 that was just updated to 0.2.0 with the data open; they are closed again."""
    old = made.installed("0.1.0")
    updates.install(made.pack("0.2.0"), workspace, old)
    workspaces.close(workspace)
    return old.installation.root


@pytest.fixture
def runs_as(made, root, monkeypatch):
    """Called with the version that the program then runs as."""

    def become(number):
        here = made.seen_from(root, number)
        monkeypatch.setattr(installation, "current", lambda executable=None: here.installation)
        monkeypatch.setattr(updates, "installed", lambda: here)

    return become


@pytest.fixture
def program(qtbot, qapp, data_folders):
    theme.apply(qapp)
    settings = Settings(data_folders.config)
    settings.set(TOUR_SEEN, True)
    made = Program(data_folders, settings)
    qtbot.addWidget(made.window)
    yield made
    made.close()


def unlock(qtbot, program) -> None:
    program.begin()
    page = program.window.centralWidget()
    page.password.setText(PASSWORD)
    page.open_button.click()


def settled(qtbot, program) -> None:
    qtbot.waitUntil(lambda: isinstance(program.window.centralWidget(), Shell), timeout=20_000)
    qtbot.waitUntil(lambda: not program.runner.busy(), timeout=20_000)


def roll_back(root) -> None:
    update_state.write_version(root, "current.txt", "0.1.0")
    (root / "trial.json").replace(root / "rolled-back.json")


def test_the_first_opening_of_a_new_version_says_what_is_new(qtbot, program, runs_as, root):
    runs_as("0.2.0")
    assert started.on_trial()
    unlock(qtbot, program)
    settled(qtbot, program)
    assert program.update.dialog.windowTitle() == "Chương trình đã được cập nhật"
    told = [
        one.text() for one in program.update.dialog.findChildren(type(program.window.centralWidget().status._officer))
    ]
    assert any("0.2.0" in text for text in told)
    assert any("Biểu 7" in text for text in told)
    assert not started.on_trial()
    assert not (root / "trial.json").exists()
    assert program.window.centralWidget().isEnabled()


def test_an_ordinary_day_says_nothing(qtbot, program, workspace):
    workspaces.close(workspace)
    unlock(qtbot, program)
    settled(qtbot, program)
    assert program.update.dialog is None
    assert not started.on_trial()


def test_a_version_that_cannot_open_the_data_says_so_and_ends_for_the_launcher(
    qtbot, program, runs_as, root, monkeypatch, data_folders
):
    runs_as("0.2.0")
    ended = []
    monkeypatch.setattr(QApplication, "exit", lambda status=0: ended.append(status))

    def broken(*_given):
        raise RuntimeError("migration")

    monkeypatch.setattr(workspaces, "open_with_password", broken)
    unlock(qtbot, program)
    qtbot.waitUntil(lambda: program.update.dialog is not None, timeout=20_000)
    assert "(BN-13)" in program.window.centralWidget().notice.text()
    program.update.dialog.reject()
    assert ended == [started.FAILED]
    assert list(data_folders.log.glob("*")), "a report was kept"
    assert (root / "trial.json").exists()


def test_a_wrong_password_is_no_failure(qtbot, program, runs_as):
    runs_as("0.2.0")
    program.begin()
    page = program.window.centralWidget()
    page.password.setText("sai mật khẩu rồi")
    page.open_button.click()
    qtbot.waitUntil(lambda: "(MK-01)" in page.notice.text(), timeout=20_000)
    assert program.update.dialog is None
    assert started.on_trial()


def test_after_going_back_the_page_that_asks_for_the_password_and_the_pages_say_so(qtbot, program, runs_as, root):
    roll_back(root)
    runs_as("0.1.0")
    program.begin()
    assert "Bản 0.2.0 không chạy được" in program.window.centralWidget().notice.text()
    unlock(qtbot, program)
    settled(qtbot, program)
    assert program.update.dialog.windowTitle() == "Chương trình đã trở về bản trước"
    assert not (root / "rolled-back.json").exists()
    qtbot.waitUntil(lambda: not (root / "versions" / "0.2.0").exists())


def test_word_of_another_going_back_is_not_shown(qtbot, program, runs_as, root):
    roll_back(root)
    runs_as("0.2.0")
    program.begin()
    assert program.window.centralWidget().notice.text() == ""


def test_a_store_that_was_made_in_the_new_version_ends_the_trial_too(qtbot, program, runs_as, root):
    runs_as("0.2.0")
    workspace = workspaces.open_with_password(program.folders, PASSWORD)
    program._begun(workspace, Begin.HOUSEHOLD)
    settled(qtbot, program)
    assert not (root / "trial.json").exists()
    assert update_trials.tried(updates.installed()) is None


def test_a_fault_that_was_shown_is_remembered(monkeypatch):
    monkeypatch.setattr(errors, "_bug_seen", False)
    assert not errors.bug_seen()
    errors._note_bug()
    assert errors.bug_seen()
