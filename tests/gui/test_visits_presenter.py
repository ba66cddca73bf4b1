"""Who is shown and ticked, with what was read written by hand."""

from datetime import date

import pytest

from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.gui.visits.presenter import Empty, Reach, VisitsPresenter, VisitsRead
from sinhke_desktop.services.register import Mark, RegisterRow
from sinhke_desktop.services.visits import DueReason, VisitDue

HAMLETS = (Hamlet("t1", "22828", "Tân Tiến"), Hamlet("t2", "22828", "Tân Lập"))
DUE = (
    VisitDue("h2", "Hồ Thị Lan", "t2", "Tân Lập", DueReason.PLANNED, "Hẹn 14/11", planned_on=date(2025, 11, 14)),
    VisitDue("h1", "Đỗ Đức Dũng", "t1", "Tân Tiến", DueReason.LONG_AGO, "Chưa thăm", date(2025, 3, 1)),
)
CLASSES = {"h1": PovertyClass.POOR, "h2": PovertyClass.NEAR_POOR, "h3": PovertyClass.NONE}
EVERYBODY = tuple(
    RegisterRow(
        key,
        name,
        hamlet,
        {"t1": "Tân Tiến", "t2": "Tân Lập"}[hamlet],
        "Kinh",
        1,
        "",
        "",
        folded,
        "",
        CLASSES[key],
        last_visit="2025-09-02" if key == "h3" else "",
        marks=frozenset({Mark.PARTICIPANT} if key == "h3" else ()),
    )
    for key, name, hamlet, folded in (
        ("h1", "Đỗ Đức Dũng", "t1", "do duc dung"),
        ("h2", "Hồ Thị Lan", "t2", "ho thi lan"),
        ("h3", "Lê Văn Bình", "t1", "le van binh"),
    )
)
OUT = {"h1": date(2025, 11, 17), "h3": date(2025, 11, 20), "gone": date(2025, 1, 1)}
TODAY = date(2025, 11, 20)


class View:
    """Notes what is shown."""

    def __init__(self):
        self.names, self.counts, self.empty, self.hamlets = [], (), None, []

    def show_hamlets(self, everywhere, hamlets, chosen):
        self.hamlets = [everywhere, *hamlets, chosen]

    def show_lines(self, lines):
        self.names, self.empty = [line.name for line in lines], None

    def show_counts(self, due, out, shown, ticked, to_print):
        self.counts, self.out, self.to_print = (due, shown, ticked), out, to_print

    def show_empty(self, why):
        self.empty = why

    def show_ticks(self):
        self.ticks = True


def at_once(work, done, **_other):
    done(work(None))


@pytest.fixture
def view():
    return View()


@pytest.fixture
def presenter(view):
    made = VisitsPresenter(view, lambda _reach: VisitsRead(DUE, EVERYBODY, HAMLETS, OUT, TODAY), at_once)
    made.refresh()
    return made


def test_those_due_are_shown_in_their_order_with_nobody_ticked(view, presenter):
    assert view.names == ["Hồ Thị Lan", "Đỗ Đức Dũng"]
    assert view.counts == (2, 2, 0)
    assert presenter.chosen() == []


def test_everybody_follows_those_who_are_due(view, presenter):
    presenter.show_reach(Reach.EVERYBODY)
    assert view.names == ["Hồ Thị Lan", "Đỗ Đức Dũng", "Lê Văn Bình"]


def test_a_search_without_accents_finds_names_and_hamlets(view, presenter):
    presenter.search("duc tien")
    assert view.names == ["Đỗ Đức Dũng"]
    presenter.search("tan lap")
    assert view.names == ["Hồ Thị Lan"]


def test_only_shown_ticks_are_printed_and_hidden_ones_come_back(view, presenter):
    presenter.tick_all(True)
    presenter.show_hamlet("t1")
    assert presenter.chosen() == ["h1"]
    assert view.counts == (2, 1, 1)
    presenter.show_hamlet("")
    assert presenter.chosen() == ["h2", "h1"]


def test_a_tick_is_taken_away_by_ticking_again(presenter):
    presenter.tick("h1")
    presenter.tick("h2")
    presenter.tick("h1")
    assert presenter.chosen() == ["h2"]
    assert presenter.all_ticked() is False


def test_an_empty_register_an_empty_hamlet_and_a_vain_search_are_told_apart(view, presenter):
    presenter.show_hamlet("t2")
    assert view.empty is None
    presenter.search("dung")
    assert view.empty is Empty.NOT_FOUND
    for read, why in (
        (VisitsRead((), (), ()), Empty.NOBODY),
        (VisitsRead((), EVERYBODY, HAMLETS), Empty.NOT_DUE),
    ):
        made = VisitsPresenter(view, lambda _reach, read=read: read, at_once)
        made.refresh()
        assert view.empty is why
        if why is Empty.NOT_DUE:
            made.show_reach(Reach.OUT)
            assert view.empty is Empty.NONE_OUT


def test_the_last_visit_is_written_as_people_write_days(presenter):
    assert [line.last_visit for line in presenter.lines] == ["", "01/03/2025"]
    presenter.show_reach(Reach.EVERYBODY)
    assert presenter.lines[-1].last_visit == "02/09/2025"


def test_hamlets_say_how_many_are_on_the_list(view, presenter):
    assert view.hamlets == [2, ("t1", "Tân Tiến", 1), ("t2", "Tân Lập", 1), ""]
    presenter.search("dung")
    assert view.hamlets == [1, ("t1", "Tân Tiến", 1), ""]
    presenter.show_hamlet("t2")
    assert view.hamlets == [1, ("t1", "Tân Tiến", 1), ("t2", "Tân Lập", 0), "t2"]
    assert presenter.hamlets() == [("t1", "Thôn Tân Tiến"), ("t2", "Thôn Tân Lập")]
    assert presenter.hamlet_id == "t2"


def test_forms_that_are_out_say_since_when_the_oldest_first(view, presenter):
    assert view.out == 3
    presenter.show_reach(Reach.OUT)
    assert view.names == ["Đỗ Đức Dũng", "Lê Văn Bình"]
    assert "3" in presenter.lines[0].form
    assert presenter.lines[1].form
    presenter.show_reach(Reach.NOW)
    assert [bool(line.form) for line in presenter.lines] == [False, True]


def test_a_class_and_a_part_in_the_model_narrow_the_list(view, presenter):
    presenter.show_reach(Reach.EVERYBODY)
    presenter.show_class("poor")
    assert view.names == ["Đỗ Đức Dũng"]
    assert presenter.lines[0].class_name == "Hộ nghèo"
    presenter.show_class("")
    presenter.show_participants(True)
    assert view.names == ["Lê Văn Bình"]


def test_without_a_tick_all_that_are_shown_are_printed_unless_they_are_many(view, presenter, monkeypatch):
    assert presenter.to_print() == ["h2", "h1"]
    assert view.to_print == 2
    presenter.tick("h1")
    assert presenter.to_print() == ["h1"]
    presenter.tick("h1")
    monkeypatch.setattr("sinhke_desktop.gui.visits.presenter.MOST_UNTICKED", 1)
    assert presenter.to_print() == []


def test_someone_due_who_left_the_register_meanwhile_is_not_listed(view):
    made = VisitsPresenter(view, lambda _reach: VisitsRead(DUE, EVERYBODY[:1], HAMLETS), at_once)
    made.refresh()
    assert view.names == ["Đỗ Đức Dũng"]


def test_a_hamlet_that_is_gone_is_no_longer_chosen(view, presenter):
    presenter.show_hamlet("t9")
    presenter.refresh()
    assert presenter.hamlet_id == ""
    assert view.names == ["Hồ Thị Lan", "Đỗ Đức Dũng"]


def test_a_month_without_follow_up_is_named_on_its_pill(view):
    due = (VisitDue("h3", "Lê Văn Bình", "t1", "Tân Tiến", DueReason.FOLLOW_UP, "Chưa ghi"),)
    made = VisitsPresenter(view, lambda _reach: VisitsRead(due, EVERYBODY, HAMLETS, {}, TODAY), at_once)
    made.refresh()
    assert "11/2025" in made.lines[0].pill
