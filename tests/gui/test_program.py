"""One run on real services: first start, lock, unlock, a store whose commune was never chosen."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.first_start.contract import Begin, Role, Step
from sinhke_desktop.gui.first_start.page import FirstStartPage
from sinhke_desktop.gui.pages import places
from sinhke_desktop.gui.program import TOUR_SEEN, Program
from sinhke_desktop.gui.shell import Shell
from sinhke_desktop.gui.unlock.page import UnlockPage
from sinhke_desktop.services import backups, hamlets, machines, place, units
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.settings import Settings

PASSWORD = "mot cau that dai"


@pytest.fixture
def program(qtbot, qapp, data_folders):
    theme.apply(qapp)
    settings = Settings(data_folders.config)
    settings.set(TOUR_SEEN, True)
    made = Program(data_folders, settings)
    qtbot.addWidget(made.window)
    yield made
    made.close()


def content(program: Program):
    return program.window.centralWidget()


def type_code(qtbot, page) -> None:
    qtbot.waitUntil(lambda: page.presenter.step is Step.CODE, timeout=20_000)
    groups = page.code.shown().split("-")
    wanted = [int("".join(filter(str.isdigit, field.accessibleName()))) for field in page.code.groups]
    page.presenter.leave_code(*(groups[number - 1] for number in wanted))


def test_an_empty_folder_begins_with_the_first_start_and_ends_in_the_register(qtbot, program) -> None:
    program.begin()
    page = content(program)
    assert isinstance(page, FirstStartPage)
    page.presenter.leave_role(Role.COMMUNE)
    page.presenter.choose(units.unit("22828"))
    page.presenter.leave_commune()
    page.presenter.leave_area(Area.RURAL, "2021-2025")
    page.presenter.leave_officer("Nguyễn Thị Thử")
    page.presenter.leave_password(PASSWORD, PASSWORD)
    type_code(qtbot, page)
    page.presenter.leave_what_now(Begin.HOUSEHOLD, "Thôn Tân Tiến, Ấp Gòn 1")
    qtbot.waitUntil(lambda: isinstance(content(program), Shell), timeout=20_000)
    assert program.workspace is not None
    assert [(one.kind, one.name) for one in hamlets.all_hamlets(program.workspace)] == [
        ("Thôn", "Tân Tiến"), ("Ấp", "Gòn 1"),
    ]  # fmt: skip
    assert program.workspace.commune_code == "22828"

    program.lock()
    page = content(program)
    assert isinstance(page, UnlockPage)
    assert program.workspace is None
    qtbot.keyClicks(page.password, PASSWORD)
    qtbot.keyClick(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(content(program), Shell), timeout=20_000)


def test_a_store_whose_commune_was_never_chosen_is_asked_for_it(qtbot, program, data_folders) -> None:
    workspaces.close(workspaces.create(data_folders, PASSWORD).workspace)
    program.begin()
    page = content(program)
    assert isinstance(page, UnlockPage)
    page.presenter.submit(PASSWORD)
    qtbot.waitUntil(lambda: isinstance(content(program), FirstStartPage), timeout=20_000)
    page = content(program)
    page.presenter.leave_role(Role.COMMUNE)
    page.presenter.choose(units.unit("22828"))
    page.presenter.leave_commune()
    page.presenter.leave_area(Area.RURAL, "2021-2025")
    page.presenter.leave_officer("Nguyễn Thị Thử")
    type_code(qtbot, page)
    page.presenter.leave_what_now(Begin.PAGES, "")
    qtbot.waitUntil(lambda: isinstance(content(program), Shell), timeout=20_000)


def test_a_second_machine_begins_with_the_page_on_which_it_is_paired(qtbot, program, data_folders) -> None:
    workspaces.close(workspaces.create(data_folders, PASSWORD).workspace)
    program.begin()
    content(program).presenter.submit(PASSWORD)
    qtbot.waitUntil(lambda: isinstance(content(program), FirstStartPage), timeout=20_000)
    page = content(program)
    page.role.buttons[Role.SECOND].setChecked(True)
    page.presenter.leave_role(page.role.role())
    page.presenter.choose(units.unit("22828"))
    page.presenter.leave_commune()
    page.presenter.leave_area(Area.RURAL, "2021-2025")
    page.presenter.leave_officer("Trần Văn Hai")
    type_code(qtbot, page)
    qtbot.waitUntil(lambda: isinstance(content(program), Shell), timeout=20_000)
    assert content(program).current == "exchange"


def test_an_office_is_set_up_locked_and_opened_again_under_its_name(qtbot, program) -> None:
    program.begin()
    page = content(program)
    page.presenter.leave_role(Role.OFFICE)
    page.presenter.leave_office("Phòng Nông nghiệp", "Trần Văn Nhận")
    page.presenter.leave_password(PASSWORD, PASSWORD)
    type_code(qtbot, page)
    qtbot.waitUntil(lambda: isinstance(content(program), Shell), timeout=20_000)
    assert (program.workspace.role, program.workspace.officer) == ("office", "Trần Văn Nhận")
    assert program.window.windowTitle() == "Phòng Nông nghiệp – SinhKe Desktop"
    assert machines.office_number(program.workspace)

    program.lock()
    assert program.window.windowTitle() == "SinhKe Desktop"
    page = content(program)
    assert page._commune.text() == "Phòng Nông nghiệp"
    qtbot.keyClicks(page.password, PASSWORD)
    qtbot.keyClick(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(content(program), Shell), timeout=20_000)
    assert program.workspace.role == "office"


def test_changing_the_look_keeps_the_page(qtbot, program, workspace) -> None:
    program._opened(workspace)
    program.window.show()
    program.shell.navigate("settings")
    before = program.shell
    program.restyle()
    qtbot.waitUntil(lambda: program.shell is not before)
    assert program.shell.current == "settings"
    assert content(program) is program.shell
    program.workspace = None


def test_a_look_chosen_just_before_the_data_were_closed_opens_nothing(qtbot, program, workspace) -> None:
    program._opened(workspace)
    program.restyle()
    program._let_go()
    QCoreApplication.processEvents()
    assert program.shell is None


@pytest.mark.parametrize("role", ["commune", "office"])
def test_styling_anew_and_locking_leave_nothing_of_the_pages_behind(request, qtbot, program, role) -> None:
    workspace = request.getfixturevalue("workspace" if role == "commune" else "office_here")
    program._opened(workspace)
    for one in places(workspace.role):
        program.shell.navigate(one.key)
    qtbot.waitUntil(lambda: not program.runner.busy(), timeout=20_000)
    before = program.shell
    program.restyle()
    qtbot.waitUntil(lambda: program.shell is not before)
    program.workspace = None
    program.lock()
    qtbot.waitUntil(lambda: not program.runner.busy(), timeout=20_000)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = {type(one).__name__ for one in QApplication.topLevelWidgets() if one.parent() is None}
    assert left == {"MainWindow"}


def test_the_window_remembers_its_size(qtbot, program, data_folders) -> None:
    program.begin()
    program.window.resize(700, 600)
    program.window.close()
    again = Program(data_folders, Settings(data_folders.config))
    qtbot.addWidget(again.window)
    assert (again.window.width(), again.window.height()) == (700, 600)
    again.close()


def test_a_backup_is_restored_from_the_page_that_asks_for_the_password(qtbot, program, workspace) -> None:
    hamlets.add(workspace, "Tân Tiến")
    place.check(workspace)
    made = backups.make(workspace)
    hamlets.add(workspace, "Tân Hòa")
    workspaces.close(workspace)
    program.begin()
    page = content(program)
    assert page.restore_link.isVisible()
    page.restore_link.click()
    assert f"SL-{made.number:06d}" in page.backup.currentText()
    page.restore_button.click()
    assert page._backup_password_field.problem()
    page.backup_password.setText("mật-khẩu-thử-1")
    page.restore_button.click()
    qtbot.waitUntil(lambda: program.shell is not None, timeout=20_000)
    assert [one.name for one in hamlets.all_hamlets(program.workspace)] == ["Tân Tiến"]


def test_the_sample_office_opens_on_the_files_of_its_stick(qtbot, program) -> None:
    program.begin()
    content(program).sample_office.click()
    qtbot.waitUntil(lambda: isinstance(content(program), Shell), timeout=60_000)
    shell = content(program)
    assert shell.current == "office"
    qtbot.waitUntil(lambda: len(shell.page().files.model.rows) == 2, timeout=20_000)
    program.lock()
    assert program.folders.data.name != "sample-office"
