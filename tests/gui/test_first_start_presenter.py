"""The steps with a hand-written view; no Qt."""

import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest

from sinhke_desktop.domain.commune import Area, CommuneUnit
from sinhke_desktop.errors import InvalidInput, Problem, SinhkeError
from sinhke_desktop.gui.first_start.contract import Begin, FirstStartServices, Role, Step, Typed
from sinhke_desktop.gui.first_start.presenter import FirstStartPresenter
from sinhke_desktop.gui.first_start.words import strength_words
from sinhke_desktop.progress import SILENT
from sinhke_desktop.services.data_place import PlaceKind, PlaceOffer

ANH_DUNG = CommuneUnit("22828", "Anh Dũng", "Xã", "56", "Tỉnh Khánh Hòa", "2025")
DUONG_KINH = CommuneUnit("11692", "Dương Kinh", "Phường", "31", "Thành phố Hải Phòng", "2025")
CODE = "AAAA-B0B1-CCCC-DDDD"


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
        self.begin: Begin | None = None
        self.places = self.asked_beside = self.typed = None
        self.anew = 0

    def show_places(self, offer):
        self.places = offer

    def ask_beside(self, text):
        self.asked_beside = text

    def begin_anew(self):
        self.anew += 1

    def show_typed(self, typed):
        self.typed = typed

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

    def finished(self, workspace, begin):
        self.workspace, self.begin = workspace, begin


class Services:
    def __init__(self) -> None:
        self.done: list[tuple] = []
        self.refuse = False
        self.kept: list[Typed | None] = []

    def unit(self, code):
        return {"22828": ANH_DUNG, "11692": DUONG_KINH}[code]

    def renew_code(self, store):
        if self.refuse:
            raise SinhkeError("Đĩa đầy.", code="DL-09")
        self.done.append(("renew", store))
        return CODE

    def choose_place(self, beside):
        if self.refuse:
            raise SinhkeError("Không ghi được.", code="MO-10")
        self.done.append(("place", beside))

    def find_units(self, query):
        return [ANH_DUNG, DUONG_KINH] if "dung" in query else []

    def create(self, password):
        if self.refuse:
            raise SinhkeError("Đĩa đầy.", code="DL-09")
        self.done.append(("create", password))
        return Made("store", CODE)

    def change_password(self, store, old, new):
        self.done.append(("password", old, new))

    def set_up(self, store, unit, area, period, officer, hamlets):
        if hamlets == "sai":
            raise InvalidInput([Problem("name", "Tên sai.")])
        self.done.append(("set up", store, unit.code, area, period, officer, hamlets))
        return "ready"

    def set_up_office(self, store, name, officer):
        self.done.append(("set up office", store, name, officer))
        return "office"

    def build_sample(self, progress):
        self.done.append(("sample",))
        return "sample"

    def bundle(self) -> FirstStartServices:
        return FirstStartServices(
            self.find_units, self.unit, self.create, self.change_password, self.renew_code, self.set_up,
            self.set_up_office, self.build_sample, lambda progress: "sample office", self.kept.append,
            self.choose_place,
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
    assert view.code == (CODE, (2, 4))
    presenter.leave_code("b0b1", " DDDD ")
    assert view.step is Step.WHAT_NOW
    assert view.last
    presenter.leave_what_now(Begin.IMPORT, "Thôn Gòn")
    assert services.done == [
        ("create", "mật khẩu dài"),
        ("set up", "store", "22828", Area.RURAL, "2021-2025", "Nguyễn Thị Thử", ""),
    ]
    assert view.begin is Begin.IMPORT
    assert services.kept[-1] is None
    assert view.workspace == "ready"


def test_wrong_groups_of_the_code_do_not_finish(presenter, view, services) -> None:
    to_password(presenter)
    presenter.leave_password("mật khẩu dài", "mật khẩu dài")
    presenter.leave_code("AAAA", "DDDD")
    assert view.problems["group0"]
    assert not view.problems["group1"]
    assert view.workspace is None


@pytest.mark.parametrize("typed", ["BOBI", "bobl", "B 0 B 1"])
def test_letters_that_look_like_the_digits_of_the_code_are_read_as_those(presenter, view, typed) -> None:
    to_password(presenter)
    presenter.leave_password("mật khẩu dài", "mật khẩu dài")
    presenter.leave_code(typed, "DDDD")
    assert view.step is Step.WHAT_NOW


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
    presenter.leave_officer("Nguyễn Thị Thử")
    assert (view.step, view.code[0]) == (Step.CODE, CODE)
    presenter.leave_code(*(CODE.split("-")[number - 1] for number in view.code[1]))
    presenter.leave_what_now(Begin.PAGES, "")
    assert view.workspace == "ready"
    assert [done[0] for done in services.done] == ["renew", "set up"]


def to_code_of_an_office(presenter: FirstStartPresenter) -> None:
    presenter.leave_role(Role.OFFICE)
    presenter.leave_office("  Phòng  Nông nghiệp ", "Trần Văn Nhận")
    presenter.leave_password("mật khẩu dài", "mật khẩu dài")


def test_a_receiving_office_is_asked_for_its_name_and_no_commune(presenter, view, services) -> None:
    to_code_of_an_office(presenter)
    assert view.path == (Step.ROLE, Step.OFFICE, Step.PASSWORD, Step.CODE)
    assert view.last
    presenter.leave_code("b0b1", " DDDD ")
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
    presenter.leave_code("B0B1", "DDDD")
    presenter.leave_what_now(Begin.PAGES, "")
    assert [done[0] for done in services.done] == ["create", "set up"]


def test_a_store_that_is_for_nothing_yet_can_become_an_office(view, services) -> None:
    presenter = FirstStartPresenter(view, services.bundle(), at_once, workspace="store")
    presenter.leave_role(Role.OFFICE)
    presenter.leave_office("Phòng Nông nghiệp", "Trần Văn Nhận")
    assert view.last
    presenter.leave_code(*(CODE.split("-")[number - 1] for number in view.code[1]))
    assert (view.workspace, view.begin) == ("office", Begin.PAGES)


def test_the_sample_commune_opens(presenter, view) -> None:
    presenter.try_sample()
    assert view.workspace == "sample"


def test_the_sample_office_opens(presenter, view) -> None:
    presenter.try_sample_office()
    assert view.workspace == "sample office"


def test_the_strength_of_a_password_is_said_in_other_words_as_it_grows() -> None:
    words = [strength_words(text) for text in ("abc", "aaaaaaaa", "bo cai do so 7", "con bò cái đỏ 2025 ở thôn")]
    assert len(set(words)) == 4


def test_a_password_typed_with_letters_composed_once_and_not_the_other_time_is_the_same(presenter, services) -> None:
    to_password(presenter)
    presenter.leave_password("mật khẩu dài", unicodedata.normalize("NFD", "mật khẩu dài"))
    assert services.done == [("create", "mật khẩu dài")]


def to_what_now(presenter: FirstStartPresenter) -> None:
    to_password(presenter)
    presenter.leave_password("mật khẩu dài", "mật khẩu dài")
    presenter.leave_code("B0B1", "DDDD")


def test_the_first_household_needs_a_hamlet(presenter, view, services) -> None:
    to_what_now(presenter)
    presenter.leave_what_now(Begin.HOUSEHOLD, "  ")
    assert view.problems["hamlets"]
    presenter.leave_what_now(Begin.HOUSEHOLD, "Thôn Gòn")
    assert services.done[-1][-1] == "Thôn Gòn"
    assert view.begin is Begin.HOUSEHOLD


def test_refused_hamlets_are_told_under_their_field_and_the_step_stays(presenter, view) -> None:
    to_what_now(presenter)
    presenter.leave_what_now(Begin.HOUSEHOLD, "sai")
    assert view.problems["hamlets"] == "Tên sai."
    assert (view.step, view.workspace) == (Step.WHAT_NOW, None)


def test_trying_the_sample_at_the_last_step_sets_the_own_commune_up_too(presenter, view, services) -> None:
    to_what_now(presenter)
    presenter.try_sample()
    assert [done[0] for done in services.done] == ["create", "set up", "sample"]
    assert (view.workspace, view.begin) == ("sample", Begin.SAMPLE)
    assert services.kept[-1] is None


def test_a_second_machine_is_not_asked_what_to_begin_with(presenter, view) -> None:
    presenter.leave_role(Role.SECOND)
    presenter.choose(ANH_DUNG)
    presenter.leave_commune()
    presenter.leave_area(Area.RURAL, "2021-2025")
    presenter.leave_officer("Trần Văn Hai")
    presenter.leave_password("mật khẩu dài", "mật khẩu dài")
    presenter.leave_code("B0B1", "DDDD")
    assert view.begin is Begin.PAIRING


def test_what_was_typed_is_kept_but_for_the_secrets_and_put_back_after_a_fault(presenter, services) -> None:
    to_what_now(presenter)
    kept = services.kept[-1]
    assert "mật khẩu" not in str(kept)
    assert CODE not in str(kept)
    again = View()
    resumed = FirstStartPresenter(
        again, services.bundle(), at_once, workspace="store", typed=Typed.from_kept(kept.as_kept())
    )
    assert (again.typed.officer, again.chosen, again.area) == ("Nguyễn Thị Thử", ANH_DUNG, Area.RURAL)
    assert Step.CODE not in resumed.path()


def test_a_commune_that_is_no_longer_listed_is_only_not_put_back(services) -> None:
    view = View()
    services.unit = lambda code: {}[code]
    presenter = FirstStartPresenter(view, services.bundle(), at_once, typed=Typed(commune_code="99999", area="?"))
    assert presenter.unit is None


def test_a_kept_area_that_is_none_leaves_the_usual_one(services) -> None:
    view = View()
    FirstStartPresenter(view, services.bundle(), at_once, typed=Typed(commune_code="11692", area="?"))
    assert view.area is Area.URBAN


def test_settings_that_hold_something_else_put_nothing_back() -> None:
    assert Typed.from_kept(None) is None
    assert Typed.from_kept({"role": "king"}) is None


def test_a_new_code_that_cannot_be_made_keeps_the_step_before(view, services) -> None:
    presenter = FirstStartPresenter(view, services.bundle(), at_once, workspace="store")
    presenter.leave_role(Role.OFFICE)
    services.refuse = True
    presenter.leave_office("Phòng Nông nghiệp", "Trần Văn Nhận")
    assert view.step is Step.OFFICE
    assert view.error.code == "DL-09"


def portable(view, services, kind=PlaceKind.REMOVABLE, *, beside=False, placed=False) -> FirstStartPresenter:
    offer = PlaceOffer(Path("/nhà"), Path("/usb/du-lieu"), kind, beside)
    return FirstStartPresenter(view, services.bundle(), at_once, offer=offer, placed=placed)


def test_a_portable_program_asks_first_where_the_data_lie(view, services) -> None:
    presenter = portable(view, services)
    assert view.step is Step.PLACE
    presenter.leave_place(beside=False)
    assert (view.step, services.done) == (Step.ROLE, [])
    presenter.back()
    assert view.step is Step.PLACE


def test_data_beside_the_program_on_a_stick_are_asked_about_twice(view, services) -> None:
    presenter = portable(view, services)
    presenter.leave_place(beside=True)
    assert view.asked_beside
    assert services.done == []
    presenter.leave_place(beside=True, sure=True)
    assert services.done == [("place", True)]
    assert view.anew == 1


def test_data_beside_the_program_on_a_fixed_drive_need_no_second_answer(view, services) -> None:
    portable(view, services, PlaceKind.FIXED).leave_place(beside=True)
    assert (view.asked_beside, view.anew) == (None, 1)


def test_a_place_that_was_just_chosen_is_not_asked_again_but_can_be_changed_back(view, services) -> None:
    presenter = portable(view, services, beside=True, placed=True)
    assert view.step is Step.ROLE
    presenter.back()
    presenter.leave_place(beside=False)
    assert services.done == [("place", False)]


def test_a_place_that_cannot_be_chosen_is_told_and_the_step_stays(view, services) -> None:
    services.refuse = True
    portable(view, services, PlaceKind.FIXED).leave_place(beside=True)
    assert (view.step, view.error.code, view.anew) == (Step.PLACE, "MO-10", 0)


def test_once_there_is_a_store_its_place_is_not_asked_any_more(view, services) -> None:
    presenter = portable(view, services, placed=True)
    to_password(presenter)
    presenter.leave_password("mật khẩu dài", "mật khẩu dài")
    assert Step.PLACE not in presenter.path()
