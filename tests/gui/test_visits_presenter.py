"""Who is shown and ticked, with what was read written by hand."""

from datetime import date

import pytest

from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.gui.visits.presenter import VisitsPresenter, VisitsRead
from sinhke_desktop.services.register import RegisterRow
from sinhke_desktop.services.visits import DueReason, VisitDue

HAMLETS = (Hamlet("t1", "22828", "Tân Tiến"), Hamlet("t2", "22828", "Tân Lập"))
DUE = (
    VisitDue("h2", "Hồ Thị Lan", "t2", "Tân Lập", DueReason.PLANNED, "Hẹn 14/11", planned_on=date(2025, 11, 14)),
    VisitDue("h1", "Đỗ Đức Dũng", "t1", "Tân Tiến", DueReason.LONG_AGO, "Chưa thăm", date(2025, 3, 1)),
)
EVERYBODY = tuple(
    RegisterRow(key, name, hamlet, "", "Kinh", 1, "", "", folded, "")
    for key, name, hamlet, folded in (
        ("h1", "Đỗ Đức Dũng", "t1", "do duc dung"),
        ("h2", "Hồ Thị Lan", "t2", "ho thi lan"),
        ("h3", "Lê Văn Bình", "t1", "le van binh"),
    )
)


class View:
    """Notes what is shown."""

    def __init__(self):
        self.names, self.counts, self.empty, self.hamlets = [], (), None, []

    def show_hamlets(self, hamlets, chosen):
        self.hamlets = [*hamlets, chosen]

    def show_lines(self, lines):
        self.names, self.empty = [line.name for line in lines], None

    def show_counts(self, due, shown, ticked):
        self.counts = (due, shown, ticked)

    def show_empty(self, *, nobody):
        self.empty = nobody

    def show_ticks(self):
        self.ticks = True


def at_once(work, done, **_other):
    done(work(None))


@pytest.fixture
def view():
    return View()


@pytest.fixture
def presenter(view):
    made = VisitsPresenter(view, lambda: VisitsRead(DUE, EVERYBODY, HAMLETS), at_once)
    made.refresh()
    return made


def test_those_due_are_shown_in_their_order_with_nobody_ticked(view, presenter):
    assert view.names == ["Hồ Thị Lan", "Đỗ Đức Dũng"]
    assert view.counts == (2, 2, 0)
    assert presenter.chosen() == []


def test_everybody_follows_those_who_are_due(view, presenter):
    presenter.show_everybody(True)
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


def test_an_empty_register_and_an_empty_hamlet_are_told_apart(view, presenter):
    presenter.show_hamlet("t2")
    presenter.search("")
    assert view.empty is None
    nobody = VisitsPresenter(view, lambda: VisitsRead((), (), ()), at_once)
    nobody.refresh()
    assert view.empty is True
    none_due = VisitsPresenter(view, lambda: VisitsRead((), EVERYBODY, HAMLETS), at_once)
    none_due.refresh()
    assert view.empty is False


def test_the_last_visit_is_written_as_people_write_days(presenter):
    assert [line.last_visit for line in presenter.lines] == ["", "01/03/2025"]
    assert presenter.file_name(date(2025, 11, 20)) == "phieu-tham-ho-2025-11-20.pdf"
