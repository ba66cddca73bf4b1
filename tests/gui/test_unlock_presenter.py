"""The unlock presenter with a hand-written view; no Qt."""

from pathlib import Path

import pytest

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.unlock.presenter import UnlockPresenter, UnlockServices
from sinhke_desktop.progress import SILENT
from sinhke_desktop.settings import Settings


def at_once(work, done, *, failed=None, cancelled=None, progressed=None):
    try:
        result = work(SILENT)
    except Exception as error:
        failed(error)
        return
    done(result)


class View:
    def __init__(self) -> None:
        self.names = ("", "")
        self.busy: list[bool] = []
        self.problems: dict[str, str] = {}
        self.error: SinhkeError | None = None
        self.bug: BaseException | None = None
        self.workspace: object = None

    def show_names(self, commune, officer):
        self.names = (commune, officer)

    def show_busy(self, busy):
        self.busy.append(busy)

    def show_error(self, error):
        self.error = error

    def show_problem(self, field, text):
        self.problems[field] = text

    def opened(self, workspace):
        self.workspace = workspace

    def failed(self, error):
        self.bug = error


class Store:
    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def with_password(self, password):
        self.asked.append(("password", password))
        if password == "hỏng":
            raise ZeroDivisionError
        if password != "đúng rồi":
            raise SinhkeError("Sai.", "Gõ lại.", "MK-01")
        return "workspace"

    def with_recovery(self, code, new):
        self.asked.append(("recovery", code, new))
        return "workspace"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(tmp_path)
    made.set("commune_name", "Xã Anh Dũng")
    made.set("officer", "Nguyễn Thị Thử")
    return made


@pytest.fixture
def view() -> View:
    return View()


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def presenter(view, store, settings) -> UnlockPresenter:
    return UnlockPresenter(view, UnlockServices(store.with_password, store.with_recovery), at_once, settings)


def test_the_remembered_commune_and_officer_are_shown(presenter, view) -> None:
    assert view.names == ("Xã Anh Dũng", "Nguyễn Thị Thử")


def test_the_right_password_opens(presenter, view) -> None:
    presenter.submit("đúng rồi")
    assert view.workspace == "workspace"
    assert view.busy == [True, False]


def test_an_empty_password_is_not_tried(presenter, view, store) -> None:
    presenter.submit("")
    assert view.problems["password"]
    assert store.asked == []


def test_a_wrong_password_is_told_and_can_be_tried_again(presenter, view) -> None:
    presenter.submit("sai")
    assert view.error is not None
    assert view.error.code == "MK-01"
    assert view.busy[-1] is False
    presenter.submit("đúng rồi")
    assert view.workspace == "workspace"


def test_a_fault_of_the_program_is_not_taken_for_a_wrong_password(presenter, view) -> None:
    presenter.submit("hỏng")
    assert isinstance(view.bug, ZeroDivisionError)
    assert view.error is None


def test_two_different_new_passwords_are_not_accepted(presenter, view, store) -> None:
    presenter.submit_recovery("ABCD-EFGH", "mật khẩu mới", "mật khẩu cũ")
    assert view.problems["again"]
    assert store.asked == []


def test_the_recovery_code_opens_with_a_new_password(presenter, view, store) -> None:
    presenter.submit_recovery("ABCD-EFGH", "mật khẩu mới", "mật khẩu mới")
    assert store.asked == [("recovery", "ABCD-EFGH", "mật khẩu mới")]
    assert view.workspace == "workspace"
