"""The communes of an office with hand-written services and view; no Qt."""

from datetime import date
from pathlib import Path

import pytest

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.communes.presenter import CommunesPresenter, CommunesServices
from sinhke_desktop.gui.communes.words import Show, SortKey, standing_lines
from sinhke_desktop.progress import SILENT
from sinhke_desktop.services.machines import Machine
from sinhke_desktop.services.office_receipts import ReceiptOut
from sinhke_desktop.services.office_standing import Standing
from sinhke_desktop.services.receiving_plan import KindCount


def commune(code, name, **more):
    known = {
        "machines": 1, "received_up_to": 3, "last_received_at": f"2026-11-{int(code[-2:]):02}T03:00:00+00:00",
        "changed_since": {}, "missing": False, "waiting_receipt": False, "conflicts": 0, "open_returns": 0, "forks": 0,
        "revoked": False,
    }  # fmt: skip
    return Standing(code, name, **(known | more))


COMMUNES = [
    commune("22801", "Xã Đá Bàn"),
    commune("22802", "Xã Anh Dũng", conflicts=2, changed_since={"household": KindCount(new=5, removed=1)}),
    commune("22803", "Phường Đông Hải", machines=0, received_up_to=0, last_received_at="", missing=True),
    commune("22804", "Xã Mỹ Sơn", received_up_to=0, last_received_at="", missing=True),
    commune("22805", "Xã Lâm Sơn", waiting_receipt=True),
    commune("22806", "Xã Bác Ái", revoked=True),
    commune("22807", "Xã Ninh Sơn", open_returns=1, forks=1),
]


class Services:
    def __init__(self):
        self.communes = COMMUNES
        self.since, self.asked, self.written = [], [], []
        self.refuse = None

    def standing(self, since):
        self.since.append(since)
        return self.communes

    def machines(self, code):
        self.asked.append(code)
        return [Machine(f"d{code}", "12345", (code,), "Xã", 1, "", "", False, "", 0, "", ())]

    def write_receipts(self, folder, devices):
        if self.refuse:
            raise self.refuse
        self.written.append((folder, tuple(devices)))
        return [ReceiptOut(one, "Xã", "a.xxr", folder / "a.xxr", 0) for one in devices if one != "d22804"]


class View:
    def __init__(self):
        self.rows, self.chosen, self.counts, self.shown = [], "", {}, None
        self.count, self.sort, self.nothing = "", None, None
        self.row, self.machines = None, ()
        self.since = ("", "")
        self.done, self.error, self.changes = "", None, 0

    def show_rows(self, rows, chosen):
        self.rows, self.chosen, self.nothing = list(rows), chosen, None

    def show_counts(self, counts, shown):
        self.counts, self.shown = counts, shown

    def show_count(self, text):
        self.count = text

    def show_sort(self, sort, *, descending):
        self.sort = (sort, descending)

    def show_nothing(self, *, at_all):
        self.rows, self.nothing = [], at_all

    def show_commune(self, row, machines):
        self.row, self.machines = row, machines

    def show_since(self, text, problem):
        self.since = (text, problem)

    def show_done(self, text):
        self.done = text

    def show_error(self, error):
        self.error = error

    def changed(self):
        self.changes += 1


class Settings(dict):
    def get(self, key, default=None):
        return super().get(key, default)

    def set(self, key, value):
        self[key] = value


def at_once(work, done, *, failed=None, cancelled=None, progressed=None):
    try:
        result = work(SILENT)
    except Exception as error:
        failed(error)
        return
    done(result)


@pytest.fixture
def view():
    return View()


@pytest.fixture
def services():
    return Services()


@pytest.fixture
def settings():
    return Settings()


def made(view, services, settings, run=at_once):
    bundle = CommunesServices(services.standing, services.machines, services.write_receipts)
    return CommunesPresenter(view, bundle, run, lambda title, *given, **how: at_once(*given, **how), settings)


@pytest.fixture
def presenter(view, services, settings):
    presenter = made(view, services, settings)
    presenter.refresh()
    return presenter


def codes(view):
    return [row.code for row in view.rows]


def test_the_communes_that_need_somebody_come_first(presenter, view):
    assert codes(view) == ["22806", "22807", "22804", "22803", "22802", "22805", "22801"]
    assert [row.tone for row in view.rows] == ["poor", "poor", "poor", "neutral", "warn", "neutral", "escaped"]
    assert "7" in view.count
    assert "2" in view.count


def test_every_filter_counts_and_lists_its_communes(presenter, view, settings):
    expected = {
        Show.MISSING: ["22804", "22803"], Show.CONFLICTS: ["22802"], Show.RETURNS: ["22807"], Show.RECEIPT: ["22805"],
        Show.CHANGED: ["22802"], Show.MACHINES: ["22806", "22807"],
    }  # fmt: skip
    for show, found in expected.items():
        presenter.show(show)
        assert codes(view) == found
        assert view.counts[show] == len(found)
    assert settings["communes_show"] == "machines"


def test_names_are_found_without_accents_and_by_code(presenter, view):
    presenter.search("son my")
    assert codes(view) == ["22804"]
    presenter.search("228 da ban")
    assert codes(view) == ["22801"]
    presenter.search("không có")
    assert view.nothing is False
    assert view.row is None


def test_a_title_sorts_and_turns_the_order_and_is_remembered(presenter, view, services, settings):
    presenter.sort_by(SortKey.NAME)
    assert view.rows[0].name == "Phường Đông Hải"
    assert [row.name for row in view.rows][-2:] == ["Xã Mỹ Sơn", "Xã Ninh Sơn"]
    presenter.sort_by(SortKey.AT)
    presenter.sort_by(SortKey.AT)
    assert view.sort == (SortKey.AT, True)
    assert codes(view)[0] == "22807"
    again = made(View(), services, settings)
    assert (again.sort, again.descending) == (SortKey.AT, True)


def test_every_column_can_be_sorted_by(presenter, view):
    for key in SortKey:
        presenter.sort_by(key)
        assert len(view.rows) == len(COMMUNES)


def test_what_is_remembered_wrongly_is_passed_over(view, services):
    presenter = made(view, services, Settings(communes_show="x", communes_sort=3, communes_since=None))
    assert (presenter.shown, presenter.sort, presenter.since) == (Show.ALL, SortKey.STANDING, "")


def test_only_what_came_since_a_day_counts_as_sent(presenter, view, services, settings):
    presenter.wait_since("01/10/2026")
    assert services.since == [None, date(2026, 10, 1)]
    assert settings["communes_since"] == "01/10/2026"
    presenter.wait_since("tháng mười")
    assert view.since[1]
    assert services.since[-1] == date(2026, 10, 1)
    presenter.wait_since("")
    assert services.since[-1] is None


def test_the_chosen_commune_shows_its_machines_and_bundles(presenter, view, services):
    presenter.choose("22802")
    assert view.row.code == "22802"
    assert [one.device for one in view.machines] == ["d22802"]
    presenter.choose("22803")
    assert (view.row.code, view.machines) == ("22803", ())
    assert services.asked == ["22802"]


def test_of_two_communes_asked_for_only_the_last_is_shown(view, services, settings):
    waiting = []
    presenter = made(view, services, settings, lambda work, done, **how: waiting.append(lambda: done(work(SILENT))))
    presenter.refresh()
    waiting.pop()()
    presenter.choose("22802")
    presenter.choose("22801")
    first, second = waiting
    second()
    first()
    assert view.row.code == "22801"
    assert [one.device for one in view.machines] == ["d22801"]


def test_another_page_can_open_a_commune_whatever_filter_holds(presenter, view):
    presenter.show(Show.CONFLICTS)
    presenter.look_at("22801")
    assert (view.chosen, len(view.rows)) == ("22801", len(COMMUNES))


def test_its_receipts_are_written_and_said(presenter, view, services):
    presenter.write_receipts(Path("/usb"), "22802")
    assert services.written == [(Path("/usb"), ("d22802",))]
    assert "/usb" in view.done
    assert view.changes == 1
    presenter.write_receipts(Path("/usb"), "22804")
    assert "/usb" in view.done


def test_a_stick_that_refuses_is_told(presenter, view, services):
    services.refuse = SinhkeError("USB bị khóa ghi.", "", "GB-21")
    presenter.write_receipts(Path("/usb"), "22802")
    assert view.error.code == "GB-21"


def test_an_office_without_communes_says_what_to_do(view, services, settings):
    services.communes = []
    made(view, services, settings).refresh()
    assert view.nothing is True
    assert view.count == ""


@pytest.mark.parametrize("at", range(len(COMMUNES)))
def test_every_commune_has_something_said_of_it(at):
    lines = standing_lines(COMMUNES[at])
    assert lines
    assert all(lines)
    needs = COMMUNES[at].conflicts or COMMUNES[at].open_returns or COMMUNES[at].revoked
    assert (len(lines) > 1) >= bool(needs)
