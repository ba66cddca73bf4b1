"""The help's way: to a page, back and forward, and what is found."""

from __future__ import annotations

from dataclasses import dataclass, field

from sinhke_desktop.gui.help.presenter import SUGGESTED, HelpPresenter
from sinhke_desktop.services import help_pages


@dataclass
class View:
    """Notes what it was told to show."""

    shown: list = field(default_factory=list)
    way: tuple = ()
    hits: list | None = None
    suggested: list = field(default_factory=list)
    read: int = 0

    def show_book(self, book) -> None:
        self.book = book

    def show_page(self, page, place, scrolled) -> None:
        self.shown.append((page.topic, place, scrolled))

    def show_hits(self, hits, suggested) -> None:
        self.hits, self.suggested = list(hits), list(suggested)

    def show_contents(self) -> None:
        self.hits = None

    def show_way(self, *, back, forward) -> None:
        self.way = (back, forward)

    def scrolled(self) -> int:
        return self.read


class Later:
    """A worker that works when it is told to."""

    def __init__(self) -> None:
        self.waiting = []

    def run(self, work, done, **_more) -> None:
        self.waiting.append((work, done))

    def work(self) -> None:
        while self.waiting:
            work, done = self.waiting.pop(0)
            done(work(None))


def presenter(first: str = "tim-ho") -> tuple[HelpPresenter, View, Later]:
    view, later = View(), Later()
    made = HelpPresenter(view, later.run, first)
    later.work()
    return made, view, later


def test_the_first_page_is_shown_once_the_help_is_read() -> None:
    made, view, _later = presenter()
    assert view.shown == [("tim-ho", "", 0)]
    assert (made.topic, view.way) == ("tim-ho", (False, False))


def test_what_is_asked_before_the_help_is_read_is_shown_then() -> None:
    view, later = View(), Later()
    made = HelpPresenter(view, later.run, "tim-ho")
    made.open("sao-luu")
    made.search("usb")
    later.work()
    assert view.shown == [("sao-luu", "", 0)]


def test_back_and_forward_go_the_way_one_came_to_where_one_had_read() -> None:
    made, view, _later = presenter()
    view.read = 120
    made.open("sao-luu#neu-khong-duoc")
    view.read = 40
    made.step(-1)
    assert (view.shown[-1], view.way) == (("tim-ho", "", 120), (False, True))
    made.step(-1)
    made.step(1)
    assert (view.shown[-1], view.way) == (("sao-luu", "neu-khong-duoc", 40), (True, False))


def test_another_page_from_the_middle_of_the_way_forgets_the_rest() -> None:
    made, view, _later = presenter()
    made.open("sao-luu")
    made.step(-1)
    made.open("usb")
    made.open("usb")
    assert view.way == (True, False)
    made.step(-1)
    assert view.shown[-1][0] == "tim-ho"


def test_a_topic_that_does_not_exist_changes_nothing() -> None:
    made, view, _later = presenter()
    made.open("nowhere")
    assert made.topic == "tim-ho"
    assert len(view.shown) == 1


def test_words_are_looked_for_and_emptied_words_show_the_chapters() -> None:
    made, view, later = presenter()
    made.search("mất mật khẩu")
    later.work()
    assert view.hits[0].topic == "quen-mat-khau"
    made.search(" ")
    assert view.hits is None


def test_where_nothing_is_found_some_pages_are_offered() -> None:
    made, view, later = presenter()
    made.search("xyzzy")
    later.work()
    assert view.hits == []
    assert [page.topic for page in view.suggested] == list(SUGGESTED)


def test_what_is_found_for_words_typed_before_is_not_shown() -> None:
    made, view, later = presenter()
    made.search("usb")
    made.search("")
    later.work()
    assert view.hits is None
    assert made.book is help_pages.book()
