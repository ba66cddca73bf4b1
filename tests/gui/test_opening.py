"""Files opened with the program find their page."""

from pathlib import Path

import pytest

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.opening import page_of
from sinhke_desktop.gui.program import TOUR_SEEN, Program
from sinhke_desktop.gui.widgets import Dialog
from sinhke_desktop.services import pairing
from sinhke_desktop.services.opened_files import FileKind
from sinhke_desktop.settings import Settings


@pytest.fixture
def program(qtbot, qapp, data_folders):
    theme.apply(qapp)
    settings = Settings(data_folders.config)
    settings.set(TOUR_SEEN, True)
    made = Program(data_folders, settings)
    qtbot.addWidget(made.window)
    yield made
    made.close()


@pytest.fixture
def key_file(workspace, tmp_path) -> Path:
    """The commune's key file on a stick."""
    stick = tmp_path / "usb"
    stick.mkdir()
    return pairing.write_key_file(workspace, stick).path


def went(program) -> list:
    """Where the pages are led to from now on."""
    found = []
    program.shell.navigate = lambda page, **args: found.append((page, args))
    return found


def test_a_file_waits_for_the_password_and_then_opens_its_page(qtbot, program, office_here, key_file) -> None:
    program.files.take([key_file, key_file])
    program.show_unlock()
    assert key_file.name in program.window.centralWidget().notice.text()
    program._opened(office_here)
    assert program.files.waiting == []
    qtbot.waitUntil(lambda: program.shell.current == "machines")


def test_a_second_start_brings_its_file_to_the_open_window(qtbot, program, office_here, key_file) -> None:
    program._opened(office_here)
    program.window.showMinimized()
    found = went(program)
    program.second_start([key_file])
    qtbot.waitUntil(lambda: found == [("machines", {"key_files": [key_file]})])
    assert not program.window.isMinimized()


def test_a_second_start_while_the_data_are_locked_names_its_file(program, workspace, key_file) -> None:
    program.show_unlock()
    program.second_start([key_file])
    assert key_file.name in program.window.centralWidget().notice.text()


def test_a_file_waits_until_a_dialog_is_closed(qtbot, program, office_here, key_file) -> None:
    program._opened(office_here)
    program.window.show()
    found = went(program)
    dialog = Dialog(program.window, "Hỏi")
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    program.files.take([key_file])
    assert program.files.waiting == [key_file]
    dialog.reject()
    qtbot.waitUntil(lambda: bool(found))


def test_a_file_of_no_use_is_told_and_nothing_is_opened(qtbot, program, workspace, tmp_path) -> None:
    program._opened(workspace)
    found = went(program)
    (tmp_path / "thư.xxb").write_text("không phải")
    program.files.take([tmp_path / "thư.xxb"])
    qtbot.waitUntil(lambda: any("MO-07" in one.notice.text() for one in program.window.findChildren(Dialog)))
    assert found == []


@pytest.mark.parametrize(
    ("kind", "role", "page"),
    [
        (FileKind.BUNDLE, "office", ("office", "paths")),
        (FileKind.TOTALS, "office", ("office", "paths")),
        (FileKind.KEY_FILE, "office", ("machines", "key_files")),
        (FileKind.RECEIPT, "commune", ("exchange", "files")),
        (FileKind.KEY_FILE, "commune", ("exchange", "files")),
        (FileKind.UPDATE, "commune", ("settings", "update_pack")),
    ],
)
def test_every_kind_of_file_has_its_page(kind, role, page) -> None:
    assert page_of(kind, role) == page


def test_an_opened_key_file_stands_on_the_commune_s_page_with_its_button(qtbot, open_page, key_file) -> None:
    from sinhke_desktop.gui.exchange.page import ExchangePage

    frame = open_page(ExchangePage)
    frame.page.open(files=[key_file])
    assert [one.accessibleName().endswith(key_file.name) for one in frame.page.stick.buttons] == [True]
    frame.page.show_done("Xong.")
    assert frame.page._opened == []
    frame.settle()


def test_several_files_of_one_page_are_opened_together_and_a_pack_alone(qtbot, program, office_here, tmp_path) -> None:
    program._opened(office_here)
    found = went(program)
    bundles = sorted((Path(__file__).parents[1] / "data" / "bundles-version-0004").glob("*.xxb"))[:2]
    pack = tmp_path / "SinhKe-9.9.9-linux-x86_64.capnhat"
    pack.write_bytes(b"PK\x03\x04")
    program.files.take([*bundles, pack])
    qtbot.waitUntil(lambda: len(found) == 2)
    assert found == [("office", {"paths": bundles}), ("settings", {"update_pack": pack})]
