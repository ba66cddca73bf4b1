"""Deciding one record after the other, with a view and services written by hand."""

import pytest

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.differences.presenter import (
    ConflictPresenter,
    ConflictServices,
    field_count,
    side_note,
    spoken,
    who_and_when,
)
from sinhke_desktop.services.conflicts import ConflictChoice, EntityConflict, FieldConflictShown


def choice(uid, shown, *, unaware=False, machine=""):
    return ConflictChoice(uid, shown, shown, "Trần Văn Hai", "2025-11-20T03:00:00+00:00", machine, unaware)


def record(key, *paths):
    fields = tuple(
        FieldConflictShown(path, path, path == "status", (choice(f"{key}{path}1", "a"), choice(f"{key}{path}2", "b")))
        for path in paths
    )
    return EntityConflict("household", key, "Hộ", f"Hộ {key}", "22828", fields)


class View:
    """Notes what is shown."""

    def __init__(self):
        self.at, self.shown, self.picks, self.missing, self.errors = None, None, {}, None, []

    def show_records(self, records, at):
        self.records, self.at = list(records), at

    def show_record(self, shown, picks):
        self.shown, self.picks = shown, dict(picks)

    def show_missing(self, missing):
        self.missing = missing

    def show_error(self, error):
        self.errors.append(error)


class Store:
    """Holds records and takes decisions, or fails."""

    def __init__(self, *records):
        self.records, self.decided, self.reopened, self.fails = list(records), [], [], None

    def read(self, code):
        return [one for one in self.records if code in ("", one.commune_code)]

    def decide(self, kind, key, chosen, reason):
        if self.fails:
            raise self.fails
        self.decided.append((kind, key, chosen, reason))
        self.records = [one for one in self.records if one.entity_id != key]
        return "u1"

    def reopen(self, uid):
        if self.fails:
            raise self.fails
        self.reopened.append(uid)


@pytest.fixture
def view():
    return View()


def presenter_of(view, store, said):
    made = ConflictPresenter(
        view,
        ConflictServices(store.read, store.decide, store.reopen),
        lambda work, done: done(work(None)),
        lambda text, undo=None: said.append(undo),
        lambda: made.refresh(),
    )
    made.refresh()
    return made


def test_the_next_record_follows_and_the_last_one_falls_back(view):
    store, said = Store(record("A", "phone"), record("B", "phone"), record("C", "phone")), []
    presenter = presenter_of(view, store, said)
    presenter.open(1)
    presenter.pick("phone", 2)
    presenter.decide("vì đã gọi")
    assert store.decided == [("household", "B", {"phone": "Bphone2"}, "vì đã gọi")]
    assert view.shown.entity_id == "C"
    presenter.pick("phone", 1)
    presenter.decide()
    assert view.shown.entity_id == "A"
    said[0]()
    assert store.reopened == ["u1"]


def test_a_pick_is_kept_while_the_record_stays_as_it_was_and_forgotten_with_another(view):
    store = Store(record("A", "phone", "status"), record("B", "phone"))
    presenter = presenter_of(view, store, [])
    presenter.pick("phone", 1)
    presenter.refresh()
    assert view.picks == {"phone": "Aphone1"}
    assert view.missing == 1
    presenter.decide()
    assert store.decided == []
    presenter.open(1)
    assert view.picks == {}
    presenter.pick("phone", 3)
    presenter.pick("phone", 0)
    assert view.picks == {}


def test_a_commune_without_differences_shows_none(view):
    presenter = presenter_of(view, Store(record("A", "phone")), [])
    presenter.filter("00001")
    assert (view.at, view.shown, view.missing) == (-1, None, 0)
    presenter.pick("phone", 1)
    presenter.decide()
    assert view.errors == []


def test_what_is_refused_is_told(view):
    store, said = Store(record("A", "phone"), record("B", "phone")), []
    presenter = presenter_of(view, store, said)
    presenter.pick("phone", 1)
    presenter.decide()
    store.fails = SinhkeError("Không được", code="NH-02")
    said[0]()
    presenter.pick("phone", 1)
    presenter.decide()
    assert view.errors == [store.fails, store.fails]


def test_a_side_is_spoken_with_its_number_writer_and_machine():
    one = choice("u", "0901", machine="Máy 2")
    assert who_and_when(one) == "Trần Văn Hai · 20/11/2025 10:00 · Máy 2"
    assert side_note(one) == ""
    assert side_note(choice("u", "", unaware=True))
    field = FieldConflictShown("phone", "Điện thoại", False, (one,))
    assert spoken(2, field, one).startswith("2: Điện thoại: 0901. Trần Văn Hai")
    assert field_count(record("A", "phone", "status")).startswith("2")
