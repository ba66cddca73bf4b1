"""The first page's words, from counted values; no Qt."""

from datetime import UTC, date, datetime

import pytest

from sinhke_desktop.domain.overview import Activity, NextStep, Overview, OverviewNumbers
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.overview.presenter import OverviewPresenter, millions, share_text

NUMBERS = OverviewNumbers(2025, 1110, 464, 69, 6.21, -1.8, 51, 4.59, 0.02, 7, 7, 2, 5, 264_180_000, 440_300_000)
ACTIVITY = Activity(datetime(2025, 11, 20, tzinfo=UTC), "Nhập 120 hộ", "import-1")


class View:
    def __init__(self) -> None:
        self.stats: tuple = ()
        self.overview: Overview | None = None
        self.error: SinhkeError | None = None

    def show_stats(self, *stats):
        self.stats = stats

    def show_overview(self, overview):
        self.overview = overview

    def show_error(self, error):
        self.error = error


class Desk:
    """Notes what the presenter asks for."""

    def __init__(self) -> None:
        self.overview = Overview(date(2025, 11, 20), NUMBERS)
        self.asked: list = []
        self.refuse = False
        self.waiting: list | None = None

    def run(self, work, done, *, failed=None):
        """At once, or when the test says so."""
        if self.waiting is not None:
            self.waiting.append(lambda: done(work(None)))
            return
        try:
            result = work(None)
        except SinhkeError as error:
            failed(error)
        else:
            done(result)

    def read(self):
        self.asked.append("read")
        return self.overview

    def undo(self, import_id):
        if self.refuse:
            raise SinhkeError("Đã sửa sau khi nhập.", code="NK-05")
        self.asked.append(("undo", import_id))

    def navigate(self, key, **args):
        self.asked.append((key, args))

    def toast(self, text, undo=None):
        self.asked.append(text)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def view() -> View:
    return View()


@pytest.fixture
def presenter(view, desk) -> OverviewPresenter:
    return OverviewPresenter(
        view, desk.run, desk.read, desk.undo, desk.navigate, desk.toast, lambda: desk.asked.append("changed")
    )


def test_the_four_numbers_carry_their_change(presenter, view) -> None:
    presenter.refresh()
    poor, near_poor, participants, money = view.stats
    assert poor.number == "69"
    assert "6,21 %" in poor.detail
    assert "1,8" in poor.detail
    assert "0,0" not in near_poor.detail
    assert participants.number == "7 / 7"
    assert "264,2" in money.number
    assert "60 %" in money.detail


def test_without_totals_the_share_says_what_is_missing() -> None:
    assert "%" not in share_text(None, None)
    assert share_text(None, None)


def test_without_a_model_there_is_a_dash(presenter, view, desk) -> None:
    desk.overview = Overview(date(2025, 11, 20))
    presenter.refresh()
    assert view.stats[2].number == "–"
    assert view.stats[3].number == "–"


def test_millions_use_dots_and_a_comma() -> None:
    assert millions(1_234_560_000).startswith("1.234,6")
    assert millions(5_000_000).startswith("5 ")


def test_a_line_leads_where_it_says(presenter, desk) -> None:
    presenter.follow(NextStep("visits-due", "5 hộ", "", "In", "visits", (("hamlet_id", "h1"),)))
    assert desk.asked == [("visits", {"hamlet_id": "h1"})]


def test_bars_and_numbers_open_their_households(presenter, desk) -> None:
    presenter.open_hamlet("h1")
    presenter.open_class("poor")
    assert desk.asked == [("households", {"hamlet_id": "h1"}), ("households", {"poverty_class": "poor"})]


def test_undo_takes_the_import_back_and_tells_the_window(presenter, desk) -> None:
    presenter.undo(ACTIVITY)
    assert desk.asked[0] == ("undo", "import-1")
    assert desk.asked[-1] == "changed"


def test_a_refused_undo_is_told(presenter, view, desk) -> None:
    desk.refuse = True
    presenter.undo(ACTIVITY)
    assert view.error is not None
    assert desk.asked == []


def test_an_answer_to_an_older_question_is_dropped(presenter, view, desk) -> None:
    desk.waiting = []
    presenter.refresh()
    presenter.refresh()
    older, newer = desk.waiting
    newer()
    newest, desk.overview = view.overview, Overview(date(2024, 1, 1))
    older()
    assert view.overview is newest


def test_undo_pressed_twice_is_done_once_and_may_be_tried_again_when_refused(presenter, desk) -> None:
    desk.waiting = []
    presenter.undo(ACTIVITY)
    presenter.undo(ACTIVITY)
    assert len(desk.waiting) == 1
    desk.waiting.pop()()
    assert desk.asked.count(("undo", "import-1")) == 1
    desk.waiting, desk.refuse = None, True
    presenter.undo(ACTIVITY)
    desk.refuse = False
    presenter.undo(ACTIVITY)
    assert desk.asked.count(("undo", "import-1")) == 2
