"""The settings with hand-written services; no Qt."""

import pytest

from sinhke_desktop.domain.commune import Area, Commune
from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.errors import InvalidInput, Problem, SinhkeError
from sinhke_desktop.gui.settings.presenter import SettingsPresenter, SettingsServices
from sinhke_desktop.progress import SILENT

TAN_TIEN = Hamlet("h1", "22828", "Tân Tiến")
TAN_HOA = Hamlet("h2", "22828", "Tân Hòa")


def at_once(work, done, *, failed=None, cancelled=None, progressed=None):
    try:
        result = work(SILENT)
    except Exception as error:
        failed(error)
        return
    done(result)


class View:
    def __init__(self) -> None:
        self.commune: Commune | None = None
        self.lines: list = []
        self.total: int | None = None
        self.problems: list[Problem] = []
        self.error: BaseException | None = None
        self.busy: list[bool] = []
        self.cleared = 0

    def show_commune(self, commune):
        self.commune = commune

    def show_hamlets(self, lines, total):
        self.lines, self.total = list(lines), total

    def show_problems(self, problems):
        self.problems = list(problems)

    def show_error(self, error):
        self.error = error

    def show_busy(self, busy):
        self.busy.append(busy)

    def clear_passwords(self):
        self.cleared += 1


class Services:
    def __init__(self) -> None:
        self.stored = Commune("22828", "Xã Anh Dũng", "Tỉnh Khánh Hòa", Area.RURAL, "2025")
        self.known = {2025: {"h1": 240, "h2": 260}, 2026: {"h1": 241}}
        self.done: list[tuple] = []

    def commune(self):
        return self.stored

    def change_commune(self, commune):
        self.stored = commune
        return commune

    def hamlets(self):
        return [TAN_TIEN, TAN_HOA]

    def totals(self, year):
        return self.known.get(year, {})

    def add(self, name, kind):
        if not name:
            raise InvalidInput([Problem("name", "Hãy gõ tên thôn.")])
        self.done.append(("add", name, kind))
        return Hamlet("h3", "22828", name)

    def rename(self, hamlet_id, name, kind):
        self.done.append(("rename", hamlet_id, name, kind))
        return Hamlet(hamlet_id, "22828", name)

    def remove(self, hamlet_id):
        raise SinhkeError("Thôn còn hộ.", code="TH-04")

    def set_total(self, hamlet_id, year, households):
        self.done.append(("total", hamlet_id, year, households))

    def change_password(self, old, new):
        if old != "cũ":
            raise SinhkeError("Sai mật khẩu.", code="MK-01")
        self.done.append(("password", new))

    def make_backup(self):
        self.done.append(("backup",))

    def bundle(self) -> SettingsServices:
        return SettingsServices(
            self.commune,
            self.change_commune,
            self.hamlets,
            self.totals,
            self.add,
            self.rename,
            self.remove,
            self.set_total,
            self.change_password,
            self.make_backup,
        )


@pytest.fixture
def view() -> View:
    return View()


@pytest.fixture
def services() -> Services:
    return Services()


@pytest.fixture
def said() -> list:
    return []


@pytest.fixture
def presenter(view, services, said) -> SettingsPresenter:
    return SettingsPresenter(
        view,
        services.bundle(),
        at_once,
        lambda text, undo=None: said.append(text),
        lambda: said.append("changed"),
        2025,
    )


def test_the_commune_and_its_hamlets_are_shown_with_their_sum(presenter, view) -> None:
    presenter.refresh()
    assert view.commune is not None
    assert [line.households for line in view.lines] == [240, 260]
    assert view.total == 500


def test_a_missing_number_leaves_the_sum_open(presenter, view) -> None:
    presenter.show_year(2026)
    assert view.total is None


def test_the_papers_heading_is_saved_and_the_code_kept(presenter, services, said) -> None:
    presenter.save_commune(Area.URBAN, "2026-2030", {"signer_name": "Trần Văn Thử"})
    assert services.stored.signer_name == "Trần Văn Thử"
    assert services.stored.area is Area.URBAN
    assert services.stored.code == "22828"
    assert said[-1] == "changed"


def test_a_refused_name_stands_beside_its_field(presenter, view) -> None:
    assert presenter.add_hamlet("", "Thôn") is False
    assert view.problems[0].field == "name"
    assert presenter.add_hamlet("Đá Bàn", "Thôn") is True
    assert view.problems == []


@pytest.mark.parametrize(("typed", "kept"), [("1.240", 1240), (" 7 ", 7)])
def test_a_number_with_dots_is_understood(presenter, services, typed: str, kept: int) -> None:
    assert presenter.set_total("h1", typed)
    assert services.done == [("total", "h1", 2025, kept)]


@pytest.mark.parametrize("typed", ["", "abc", "-3", "1,5", "²"])
def test_what_is_no_number_is_not_stored(presenter, services, view, typed: str) -> None:
    assert not presenter.set_total("h1", typed)
    assert services.done == []
    assert view.problems[0].field == "households"


def test_a_hamlet_with_households_is_not_removed(presenter, view, said) -> None:
    presenter.remove_hamlet("h1")
    assert isinstance(view.error, SinhkeError)
    assert said == []


def test_a_password_is_changed_once_both_are_the_same(presenter, view, services) -> None:
    presenter.change_password("cũ", "mật khẩu mới", "mật khẩu khác")
    assert view.problems[0].field == "again"
    presenter.change_password("sai", "mật khẩu mới", "mật khẩu mới")
    assert isinstance(view.error, SinhkeError)
    assert view.busy == [True, False]
    presenter.change_password("cũ", "mật khẩu mới", "mật khẩu mới")
    assert services.done == [("password", "mật khẩu mới")]
    assert view.cleared == 1


def test_a_backup_is_made_and_said(presenter, services, said) -> None:
    presenter.back_up()
    assert services.done == [("backup",)]
    assert "changed" in said
