"""Unlock and first start as a person types them."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from sinhke_desktop.domain.commune import Area, CommuneUnit, OldUnit
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.first_start.contract import Begin, FirstStartServices, Role, Step
from sinhke_desktop.gui.first_start.page import FirstStartPage
from sinhke_desktop.gui.tasks import Runner
from sinhke_desktop.gui.unlock.page import UnlockPage
from sinhke_desktop.gui.unlock.presenter import UnlockServices
from sinhke_desktop.settings import Settings

HOA_SON = OldUnit("22819", "Xã Hòa Sơn", "Huyện Ninh Sơn", "Tỉnh Ninh Thuận")
ANH_DUNG = CommuneUnit("22828", "Anh Dũng", "Xã", "56", "Tỉnh Khánh Hòa", "2025", (HOA_SON,))
CODE = "A1B2-C3D4-E5F6"


@dataclass
class Made:
    workspace: object
    recovery_code: str


@pytest.fixture
def runner(qtbot, qapp):
    theme.apply(qapp)
    made = Runner(None)
    yield made
    made.close()


def show(qtbot, page):
    qtbot.addWidget(page)
    page.resize(1000, 700)
    with qtbot.waitExposed(page):
        page.show()
    return page


def open_with(password: str) -> object:
    if password != "mat khau dung":
        raise SinhkeError("Mật khẩu không đúng.", "Gõ lại.", "MK-01")
    return "workspace"


@pytest.fixture
def unlock(qtbot, runner, tmp_path: Path):
    services = UnlockServices(open_with, lambda code, new: ("recovered", code, new))
    return show(qtbot, UnlockPage(services, runner.run, Settings(tmp_path)))


def test_the_password_and_enter_open(qtbot, unlock) -> None:
    qtbot.keyClicks(unlock.password, "mat khau dung")
    with qtbot.waitSignal(unlock.unlocked) as opened:
        qtbot.keyClick(unlock.password, Qt.Key.Key_Return)
    assert opened.args == ["workspace"]
    assert unlock.password.text() == ""


def test_a_wrong_password_is_told_and_stays_selected_to_be_typed_over(qtbot, unlock) -> None:
    qtbot.keyClicks(unlock.password, "sai")
    qtbot.keyClick(unlock.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "MK-01" in unlock.notice.text())
    assert unlock.password.selectedText() != ""


def test_caps_lock_and_vietnamese_typing_are_hinted_at(qtbot, unlock) -> None:
    qtbot.keyClick(unlock.password, "A")
    assert "Caps Lock" in unlock.hint()
    unlock.password.setText("mật")
    assert "Unikey" in unlock.hint()


def test_a_forgotten_password_is_replaced_with_the_recovery_code(qtbot, unlock) -> None:
    qtbot.mouseClick(unlock.forgotten, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(unlock.code, CODE)
    qtbot.keyClicks(unlock.new_password, "mat khau moi")
    qtbot.keyClicks(unlock.again, "mat khau moi")
    with qtbot.waitSignal(unlock.unlocked) as opened:
        qtbot.keyClick(unlock.again, Qt.Key.Key_Return)
    assert opened.args == [("recovered", CODE, "mat khau moi")]


@pytest.fixture
def done() -> list:
    return []


@pytest.fixture
def start(qtbot, runner, done, tmp_path):
    def set_up(*chosen):
        done.append(chosen)
        return "ready"

    services = FirstStartServices(
        find_units=lambda query: [ANH_DUNG],
        unit=lambda code: ANH_DUNG,
        renew_code=lambda store: CODE,
        create=lambda password: Made("store", CODE),
        change_password=lambda store, old, new: None,
        set_up=set_up,
        set_up_office=lambda *chosen: done.append(chosen) or "office",
        build_sample=lambda progress: "sample",
        build_sample_office=lambda progress: "sample office",
    )
    return show(qtbot, FirstStartPage(services, runner, Settings(tmp_path)))


def type_the_code(qtbot, start) -> None:
    qtbot.waitUntil(lambda: start.presenter.step is Step.CODE)
    assert start.code.shown() == CODE
    for field in start.code.groups:
        number = int("".join(filter(str.isdigit, field.accessibleName())))
        qtbot.keyClicks(field, CODE.split("-")[number - 1].lower())


def choose_commune(qtbot, start) -> None:
    qtbot.keyClick(start.role.buttons[Role.COMMUNE], Qt.Key.Key_Return)


def test_the_first_start_is_typed_from_beginning_to_end(qtbot, start, done) -> None:
    choose_commune(qtbot, start)
    qtbot.keyClicks(start.commune.field, "anh dung")
    qtbot.waitUntil(lambda: start.presenter.unit == ANH_DUNG)
    qtbot.keyClick(start.commune.field, Qt.Key.Key_Return)
    assert start.presenter.step is Step.AREA
    qtbot.mouseClick(start.next, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(start.officer.name, "Nguyen Thi Thu")
    qtbot.keyClick(start.officer.name, Qt.Key.Key_Return)
    qtbot.keyClicks(start.password.password, "mot cau that dai")
    qtbot.keyClicks(start.password.again, "mot cau that dai")
    assert start.password.strength.text() != ""
    qtbot.keyClick(start.password.again, Qt.Key.Key_Return)
    type_the_code(qtbot, start)
    qtbot.keyClick(start.code.groups[1], Qt.Key.Key_Return)
    assert start.presenter.step is Step.WHAT_NOW
    qtbot.keyClick(start.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(start.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(start.focusWidget(), "Thon Go")
    with qtbot.waitSignal(start.done) as ended:
        qtbot.keyClick(start.what_now.hamlets, Qt.Key.Key_Return)
    assert ended.args == ["ready", Begin.HOUSEHOLD]
    assert done == [("store", ANH_DUNG, Area.RURAL, start.area.period(), "Nguyen Thi Thu", "Thon Go")]


def test_an_office_is_set_up_by_the_keyboard_alone(qtbot, start, done) -> None:
    assert start.focusWidget() is start.role.buttons[Role.COMMUNE]
    qtbot.keyClick(start.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(start.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClicks(start.focusWidget(), "Phong Nong nghiep")
    qtbot.keyClick(start.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(start.focusWidget(), "Tran Van Nhan")
    qtbot.keyClick(start.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClicks(start.password.password, "mot cau that dai")
    qtbot.keyClicks(start.password.again, "mot cau that dai")
    qtbot.keyClick(start.password.again, Qt.Key.Key_Return)
    type_the_code(qtbot, start)
    with qtbot.waitSignal(start.done) as ended:
        qtbot.keyClick(start.code.groups[1], Qt.Key.Key_Return)
    assert ended.args == ["office", Begin.PAGES]
    assert done == [("store", "Phong Nong nghiep", "Tran Van Nhan")]


def test_after_a_slip_typing_goes_on_in_the_wrong_field_in_the_place_of_what_stands_there(qtbot, start) -> None:
    start.role.buttons[Role.OFFICE].setChecked(True)
    qtbot.mouseClick(start.next, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(start.office.name, "Phong Nong nghiep")
    qtbot.mouseClick(start.next, Qt.MouseButton.LeftButton)
    assert start.focusWidget() is start.office.officer
    qtbot.keyClicks(start.focusWidget(), "Tran Van Nhan")
    qtbot.keyClick(start.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClicks(start.password.password, "mot cau that dai")
    qtbot.keyClicks(start.password.again, "mot cau that")
    qtbot.mouseClick(start.next, Qt.MouseButton.LeftButton)
    assert start.focusWidget() is start.password.again
    qtbot.keyClicks(start.focusWidget(), "mot cau that dai")
    qtbot.keyClick(start.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: start.presenter.step is Step.CODE)


def test_down_goes_from_the_search_to_the_results(qtbot, start) -> None:
    choose_commune(qtbot, start)
    qtbot.keyClicks(start.commune.field, "a")
    qtbot.waitUntil(lambda: start.presenter.unit is not None)
    qtbot.keyClick(start.commune.field, Qt.Key.Key_Down)
    assert start.focusWidget() is start.commune.list


def test_the_old_units_are_named_in_the_results(qtbot, start) -> None:
    choose_commune(qtbot, start)
    qtbot.keyClicks(start.commune.field, "a")
    qtbot.waitUntil(lambda: start.presenter.unit is not None)
    assert "Hòa Sơn" in start.commune.list.model().index(0, 0).data()


@pytest.mark.parametrize(("link", "opened"), [("sample", "sample"), ("sample_office", "sample office")])
def test_a_sample_commune_or_office_can_be_tried_at_once(qtbot, start, link, opened) -> None:
    with qtbot.waitSignal(start.done) as ended:
        qtbot.mouseClick(getattr(start, link), Qt.MouseButton.LeftButton)
    assert ended.args == [opened, Begin.SAMPLE]


def test_every_step_says_why_it_is_asked(start) -> None:
    said = [start.part(step).why.text() for step in Step]
    assert all(text.endswith(".") for text in said)
    assert len(set(said)) == len(Step)


def test_nothing_typed_is_lost_by_going_back(qtbot, start) -> None:
    choose_commune(qtbot, start)
    qtbot.keyClicks(start.commune.field, "anh dung")
    qtbot.waitUntil(lambda: start.presenter.unit == ANH_DUNG)
    start.presenter.leave_commune()
    start.presenter.leave_area(Area.RURAL, "2021-2025")
    qtbot.keyClicks(start.officer.name, "Nguyen Thi")
    for _step in range(3):
        qtbot.mouseClick(start.back, Qt.MouseButton.LeftButton)
    assert start.presenter.step is Step.ROLE
    for _step in range(3):
        qtbot.mouseClick(start.next, Qt.MouseButton.LeftButton)
    assert (start.presenter.step, start.officer.name.text()) == (Step.OFFICER, "Nguyen Thi")
    assert start.commune.field.text() == "anh dung"


def test_caps_lock_is_noticed_while_a_new_password_is_typed(qtbot, start) -> None:
    qtbot.keyClick(start.password.password, "A")
    assert "Caps Lock" in start.password.hint.text()
    qtbot.keyClick(start.password.password, "b")
    assert start.password.hint.text() == ""


def test_an_accented_new_password_is_remarked_on(start) -> None:
    start.password.password.setText("mật khẩu")
    assert "Unikey" in start.password.hint.text()


def test_the_code_is_looked_at_on_paper_before_it_is_printed(qtbot, start) -> None:
    start.code.show_code(CODE, (1, 2))
    qtbot.mouseClick(start.code.print, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: start.dialog.print.isEnabled(), timeout=20_000)
    assert start.dialog.preview.pdf.startswith(b"%PDF")
    start.dialog.reject()


def test_no_part_of_a_step_is_a_window_of_its_own_even_for_a_moment(qtbot, qapp, start) -> None:
    seen = []

    class Shown(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                seen.append(watched)
            return False

    watch = Shown()
    qapp.installEventFilter(watch)
    for step in Step:
        start.part(step)
    qtbot.wait(50)
    qapp.removeEventFilter(watch)
    assert seen == []
