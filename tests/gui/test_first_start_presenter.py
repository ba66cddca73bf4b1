"""The five steps with a hand-written view; no Qt."""

from dataclasses import dataclass

import pytest

from sinhke_desktop.domain.commune import Area, CommuneUnit
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.first_start.presenter import FirstStartPresenter, FirstStartServices, Role, Step, strength
from sinhke_desktop.progress import SILENT

ANH_DUNG = CommuneUnit("22828", "Anh Dũng", "Xã", "56", "Tỉnh Khánh Hòa", "2025")
DUONG_KINH = CommuneUnit("11692", "Dương Kinh", "Phường", "31", "Thành phố Hải Phòng", "2025")
CODE = "AAAA-BBBB-CCCC-DDDD"


@dataclass
class Made:
    workspace: object
    recovery_code: str


class View:
    def __init__(self) -> None:
        self.step, self.path, self.last = Step.ROLE, (), False
        self.units: list[CommuneUnit] = []
        self.chosen: CommuneUnit | None = None
        self.area: Area | None = None
        self.problems: dict[str, str] = {}
        self.strength = ""
        self.code: tuple[str, tuple[int, int]] = ("", (0, 0))
        self.busy: list[str] = []
        self.error: BaseException | None = None
        self.workspace: object = None

    def show_step(self, step, path, *, last):
        self.step, self.path, self.last = step, path, last

    def show_units(self, units):
        self.units = list(units)

    def show_chosen(self, unit):
        self.chosen = unit

    def show_area(self, area):
        self.area = area

    def show_problem(self, field, text):
        self.problems[field] = text

    def show_strength(self, text):
        self.strength = text

    def show_code(self, code, groups):
        self.code = (code, groups)

    def show_busy(self, text):
        self.busy.append(text)

    def show_error(self, error):
        self.error = error

    def failed(self, error):
        self.error = error

    def finished(self, workspace):
        self.workspace = workspace


class Services:
    def __init__(self) -> None:
        self.done: list[tuple] = []
        self.refuse = False

    def find_units(self, query):
        return [ANH_DUNG, DUONG_KINH] if "dung" in query else []

    def create(self, password):
        if self.refuse:
            raise SinhkeError("Đĩa đầy.", code="DL-09")
        self.done.append(("create", password))
        return Made("store", CODE)

    def change_password(self, store, old, new):
        self.done.append(("password", old, new))

    def set_up(self, store, unit, area, period, officer):
        self.done.append(("set up", store, unit.code, area, period, officer))
        return "ready"

    def set_up_office(self, store, name, officer):
        self.done.append(("set up office", store, name, officer))
        return "office"

    def build_sample(self, progress):
        self.done.append(("sample",))
        return "sample"

    def bundle(self) -> FirstStartServices:
        return FirstStartServices(
            self.find_units, self.create, self.change_password, self.set_up, self.set_up_office, self.build_sample,
            lambda progress: "sample office",
        )  # fmt: skip


def at_once(work, done, *, failed=None, cancelled=None, progressed=None):
    try:
        result = work(SILENT)
    except Exception as error:
        failed(error)
        return
    done(result)


@pytest.fixture
def view() -> View:
    return View()


@pytest.fixture
def services() -> Services:
    return Services()


@pytest.fixture
def presenter(view, services) -> FirstStartPresenter:
    return FirstStartPresenter(view, services.bundle(), at_once, choose_two=lambda count: (2, count))


def to_password(presenter: FirstStartPresenter) -> None:
    presenter.leave_role(Role.COMMUNE)
    presenter.choose(ANH_DUNG)
    presenter.leave_commune()
    presenter.leave_area(Area.RURAL, "2021-2025")
    presenter.leave_officer("Nguyễn  Thị Thử ")


def test_searching_shows_what_was_found_and_nothing_for_nothing(presenter, view) -> None:
    presenter.search("anh dung")
    assert view.units == [ANH_DUNG, DUONG_KINH]
    presenter.search("  ")
    assert view.units == []


def test_of_two_searches_under_way_only_the_latest_is_shown(view, services) -> None:
    waiting = []
    presenter = FirstStartPresenter(view, services.bundle(), lambda work, done, **how: waiting.append((work, done)))
    presenter.search("dung")
    presenter.search("duong kinh")
    (_first_work, first_done), (_second_work, second_done) = waiting
    second_done([DUONG_KINH])
    first_done([ANH_DUNG])
    assert view.units == [DUONG_KINH]


def test_without_a_commune_there_is_no_next_step(presenter, view) -> None:
    presenter.leave_role(Role.COMMUNE)
    presenter.leave_commune()
    assert view.step is Step.COMMUNE
    assert view.problems["commune"]


def test_a_ward_is_urban_until_the_person_says_otherwise(presenter, view) -> None:
    presenter.choose(DUONG_KINH)
    assert view.area is Area.URBAN


def test_every_step_can_go_back(presenter, view) -> None:
    to_password(presenter)
    for expected in (Step.OFFICER, Step.AREA, Step.COMMUNE, Step.ROLE, Step.ROLE):
        presenter.back()
        assert view.step is expected
    assert presenter.unit == ANH_DUNG


def test_a_short_password_or_two_different_ones_make_no_store(presenter, view, services) -> None:
    to_password(presenter)
    presenter.leave_password("ngắn", "ngắn")
    assert view.problems["password"]
    presenter.leave_password("đủ dài rồi", "đủ dài chưa")
    assert view.problems["again"]
    assert services.done == []


def test_the_whole_way_ends_with_the_commune_set_up(presenter, view, services) -> None:
    to_password(presenter)
    presenter.leave_password("mật khẩu dài", "mật khẩu dài")
    assert view.step is Step.CODE
    assert view.last
    assert view.code == (CODE, (2, 4))
    presenter.leave_code("bbbb", " DDDD ")
    assert services.done == [
        ("create", "mật khẩu dài"),
        ("set up", "store", "22828", Area.RURAL, "2021-2025", "Nguyễn Thị Thử"),
    ]
    assert view.workspace == "ready"


def test_wrong_groups_of_the_code_do_not_finish(presenter, view, services) -> None:
    to_password(presenter)
    presenter.leave_password("mật khẩu dài", "mật khẩu dài")
    presenter.leave_code("AAAA", "DDDD")
    assert view.problems["group0"]
    assert not view.problems["group1"]
    assert view.workspace is None


def test_going_back_for_another_password_changes_it_and_makes_no_second_store(presenter, view, services) -> None:
    to_password(presenter)
    presenter.leave_password("mật khẩu dài", "mật khẩu dài")
    presenter.back()
    presenter.leave_password("mật khẩu khác", "mật khẩu khác")
    assert services.done == [("create", "mật khẩu dài"), ("password", "mật khẩu dài", "mật khẩu khác")]
    assert view.step is Step.CODE


def test_a_refused_store_is_told_and_nothing_typed_is_lost(presenter, view, services) -> None:
    services.refuse = True
    to_password(presenter)
    presenter.leave_password("mật khẩu dài", "mật khẩu dài")
    assert isinstance(view.error, SinhkeError)
    assert view.step is Step.PASSWORD
    assert view.busy[-1] == ""


def test_a_store_without_its_commune_is_only_asked_for_the_commune(view, services) -> None:
    presenter = FirstStartPresenter(view, services.bundle(), at_once, workspace="store")
    presenter.leave_role(Role.COMMUNE)
    presenter.choose(ANH_DUNG)
    presenter.leave_commune()
    presenter.leave_area(Area.RURAL, "2021-2025")
    assert view.last
    presenter.leave_officer("Nguyễn Thị Thử")
    assert view.workspace == "ready"
    assert [done[0] for done in services.done] == ["set up"]


def to_code_of_an_office(presenter: FirstStartPresenter) -> None:
    presenter.leave_role(Role.OFFICE)
    presenter.leave_office("  Phòng  Nông nghiệp ", "Trần Văn Nhận")
    presenter.leave_password("mật khẩu dài", "mật khẩu dài")


def test_a_receiving_office_is_asked_for_its_name_and_no_commune(presenter, view, services) -> None:
    to_code_of_an_office(presenter)
    assert view.path == (Step.ROLE, Step.OFFICE, Step.PASSWORD, Step.CODE)
    assert view.last
    presenter.leave_code("bbbb", " DDDD ")
    assert services.done == [
        ("create", "mật khẩu dài"),
        ("set up office", "store", "Phòng Nông nghiệp", "Trần Văn Nhận"),
    ]
    assert view.workspace == "office"


def test_an_office_without_a_name_or_an_officer_goes_no_further(presenter, view) -> None:
    presenter.leave_role(Role.OFFICE)
    presenter.leave_office(" ", "")
    assert view.step is Step.OFFICE
    assert view.problems["office"]
    assert view.problems["office_officer"]


def test_another_use_can_be_chosen_after_the_code_was_shown(presenter, view, services) -> None:
    to_code_of_an_office(presenter)
    for _step in range(3):
        presenter.back()
    to_password(presenter)
    presenter.leave_password("mật khẩu dài", "mật khẩu dài")
    presenter.leave_code("BBBB", "DDDD")
    assert [done[0] for done in services.done] == ["create", "set up"]


def test_a_store_that_is_for_nothing_yet_can_become_an_office(view, services) -> None:
    presenter = FirstStartPresenter(view, services.bundle(), at_once, workspace="store")
    presenter.leave_role(Role.OFFICE)
    assert view.last
    presenter.leave_office("Phòng Nông nghiệp", "Trần Văn Nhận")
    assert view.workspace == "office"


def test_the_sample_commune_opens(presenter, view) -> None:
    presenter.try_sample()
    assert view.workspace == "sample"


def test_the_sample_office_opens(presenter, view) -> None:
    presenter.try_sample_office()
    assert view.workspace == "sample office"


def test_strength_has_three_words_and_grows() -> None:
    words = [strength(text) for text in ("abc", "aaaaaaaa", "matkhau2025", "con bò cái đỏ 2025 ở thôn")]
    assert words[1] != words[0]
    assert len(set(words)) == 4
