"""The word in the status bar about a stick that was there before or came while another page was open."""

import pytest
import sealed_versions
from PySide6.QtWidgets import QApplication

from sinhke_desktop.domain.overview import Standing
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.shell import Shell
from sinhke_desktop.gui.tasks import Runner
from sinhke_desktop.gui.widgets import drives
from sinhke_desktop.gui.widgets.drives import Drive
from sinhke_desktop.services import exchange, machines, pairing, place, receiving, updates
from sinhke_desktop.settings import Settings


@pytest.fixture(autouse=True)
def plugged(monkeypatch):
    """The sticks that are plugged in."""
    here: list[Drive] = []
    monkeypatch.setattr(drives, "sticks", lambda: list(here))
    return here


@pytest.fixture
def open_shell(qtbot, qapp, tmp_path):
    theme.apply(qapp)
    runner = Runner(None)

    def made(workspace, page):
        shell = Shell(workspace, runner, Settings(tmp_path / "config"), workspace.folders, standing=Standing,
                      names=("Nơi thử", ""))  # fmt: skip
        qtbot.addWidget(shell)
        with qtbot.waitExposed(shell):
            shell.show()
        shell.navigate(page)
        qtbot.waitUntil(lambda: shell.sticks.watch._known is not None)
        return shell

    yield made
    runner.close()


@pytest.fixture
def paired(workspace, office_here, stick):
    place.check(workspace)
    asked = pairing.write_key_file(workspace, stick)
    answer = machines.office_pair(office_here, asked.path, True)
    pairing.read_certificate(workspace, answer)
    pairing.accept_certificate(workspace, answer, confirmed=True)
    for path in stick.iterdir():
        path.unlink()
    return workspace


def plug(qtbot, shell, plugged, folder, identity="A"):
    plugged[:] = [Drive(folder, "KINGSTON", 1, identity)]
    looked_at(qtbot, shell)


def looked_at(qtbot, shell):
    qtbot.waitUntil(lambda: not shell.sticks.watch._looking)
    with qtbot.waitSignal(shell.sticks.watch._looked):
        shell.sticks.watch.look()
    qtbot.waitUntil(lambda: not shell.context.runner.busy(), timeout=20_000)


def test_an_office_is_told_of_a_communes_stick_and_led_to_receiving(
    qtbot, open_shell, office_here, paired, stick, plugged
):
    exchange.export_to(paired, stick)
    shell = open_shell(office_here, "communes")
    before = QApplication.focusWidget()
    plug(qtbot, shell, plugged, stick)
    link = shell.status.stick
    assert link.isVisible()
    assert "KINGSTON" in link.text()
    assert QApplication.focusWidget() is before
    link.click()
    assert shell.current == "office"
    assert not link.isVisible()
    qtbot.waitUntil(lambda: bool(shell.page().files.model.rows), timeout=20_000)


def test_key_files_alone_are_told_too(qtbot, open_shell, office_here, workspace, stick, plugged):
    pairing.write_key_file(workspace, stick)
    shell = open_shell(office_here, "communes")
    plug(qtbot, shell, plugged, stick)
    assert shell.status.stick.isVisible()
    assert shell.sticks.page == "office"


def test_a_commune_is_told_only_of_what_is_for_its_machine(qtbot, open_shell, office_here, paired, stick, plugged):
    sent = exchange.export_to(paired, stick)
    shell = open_shell(paired, "help")
    plug(qtbot, shell, plugged, stick)
    assert not shell.status.stick.isVisible()
    receiving.office_receive(office_here, sent.path, stick)
    plug(qtbot, shell, plugged, stick, "B")
    assert shell.status.stick.isVisible()
    shell.status.stick.click()
    assert shell.current == "exchange"


def test_the_word_goes_when_the_stick_is_pulled_out(qtbot, open_shell, office_here, workspace, stick, plugged):
    pairing.write_key_file(workspace, stick)
    shell = open_shell(office_here, "communes")
    plug(qtbot, shell, plugged, stick)
    plugged.clear()
    looked_at(qtbot, shell)
    assert not shell.status.stick.isVisible()


def test_a_stick_that_was_there_before_is_spoken_of_too(qtbot, open_shell, office_here, workspace, stick, plugged):
    pairing.write_key_file(workspace, stick)
    plugged[:] = [Drive(stick, "KINGSTON", 1, "A")]
    shell = open_shell(office_here, "communes")
    looked_at(qtbot, shell)
    assert "KINGSTON" in shell.status.stick.text()


def test_of_several_sticks_the_one_with_something_is_spoken_of(
    qtbot, open_shell, office_here, workspace, stick, plugged, tmp_path
):
    pairing.write_key_file(workspace, stick)
    empty = tmp_path / "empty"
    empty.mkdir()
    plugged[:] = [Drive(empty, "EMPTY", 1, "B"), Drive(stick, "KINGSTON", 1, "A"), Drive(tmp_path / "gone", "C", 1)]
    shell = open_shell(office_here, "communes")
    looked_at(qtbot, shell)
    assert "KINGSTON" in shell.status.stick.text()


def test_a_stick_that_cannot_be_read_is_not_spoken_of(qtbot, open_shell, office_here, plugged, tmp_path):
    shell = open_shell(office_here, "communes")
    plug(qtbot, shell, plugged, tmp_path / "gone", "C")
    assert not shell.status.stick.isVisible()


def test_a_stick_with_a_new_version_of_the_program_leads_to_its_installation(
    qtbot, open_shell, workspace, plugged, stick, tmp_path, monkeypatch
):
    (tmp_path / "versions").mkdir()
    made = sealed_versions.Maker(tmp_path / "versions")
    here = made.installed("0.1.0")
    monkeypatch.setattr(updates, "installed", lambda: here)
    shell = open_shell(workspace, "overview")
    made.pack("0.2.0").rename(stick / "SinhKe-0.2.0.capnhat")
    plugged.append(Drive(stick, "KINGSTON", 1))
    shell.sticks.watch.look()
    qtbot.waitUntil(lambda: bool(shell.status.stick.text()))
    assert shell.status.stick.text() == "KINGSTON: có bản mới 0.2.0 của chương trình. Mở xem"
    shell.status.stick.click()
    assert shell.current == "settings"
    assert shell.status.stick.text() == ""
    section = shell.page().updates
    qtbot.waitUntil(lambda: section.presenter.offer is not None)
    assert section.presenter.offer.version == "0.2.0"
