"""What the help does: goes to a page and back again, searches, keeps the way one came. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sinhke_desktop.domain.help_book import HelpBook
from sinhke_desktop.domain.help_search import Hit
from sinhke_desktop.domain.help_text import HelpPage
from sinhke_desktop.gui.context import Runs
from sinhke_desktop.services import help_pages

SUGGESTED = ("tim-ho", "nhap-excel", "in-phieu", "sao-luu", "quen-mat-khau", "ghi-goi")
"""Offered where nothing was found."""


@dataclass(slots=True)
class Visit:
    """A page that was open, and how far down one had read."""

    topic: str
    place: str = ""
    scrolled: int = 0


class HelpShown(Protocol):
    """What the presenter needs of the view."""

    def show_book(self, book: HelpBook) -> None:
        """The chapters are read."""
        ...

    def show_page(self, page: HelpPage, place: str, scrolled: int) -> None:
        """Show a page from *place*, or where it was left."""
        ...

    def show_hits(self, hits: Sequence[Hit], suggested: Sequence[HelpPage]) -> None:
        """What was found; where nothing was, some pages to begin with."""
        ...

    def show_contents(self) -> None:
        """Show the chapters instead of what was found."""
        ...

    def show_way(self, *, back: bool, forward: bool) -> None:
        """Can one go back, or forward again?"""
        ...

    def scrolled(self) -> int:
        """How far down one has read."""
        ...


class HelpPresenter:
    """Reads the help in the worker; what is asked before it is read is done then."""

    def __init__(self, view: HelpShown, run: Runs, first: str) -> None:
        """*first* is shown until something else is asked for."""
        self._view, self._run = view, run
        self._wanted = first
        self._book: HelpBook | None = None
        self._way: list[Visit] = []
        self._at = -1
        self._turn = 0
        self._run(lambda _progress: help_pages.book(), self._take)

    @property
    def topic(self) -> str:
        """The page that is open."""
        return self._way[self._at].topic if self._way else ""

    @property
    def book(self) -> HelpBook | None:
        """The whole help, once it is read."""
        return self._book

    def _take(self, book: HelpBook) -> None:
        self._book = book
        self._view.show_book(book)
        self.open(self._wanted)

    def open(self, target: str) -> None:
        """Go to ``topic`` or ``topic#place``; a place that is not there shows the page from its top."""
        self._wanted = target
        if self._book is None:
            return
        topic, _sharp, place = target.partition("#")
        if topic not in self._book.pages:
            return
        self._leave()
        del self._way[self._at + 1 :]
        if not self._way or (self._way[-1].topic, self._way[-1].place) != (topic, place):
            self._way.append(Visit(topic, place))
        self._at = len(self._way) - 1
        self._show(0)

    def step(self, by: int) -> None:
        """Go back (-1) or forward again (1) on the way one came."""
        if 0 <= self._at + by < len(self._way):
            self._leave()
            self._at += by
            self._show(self._way[self._at].scrolled)

    def _leave(self) -> None:
        if self._way:
            self._way[self._at].scrolled = self._view.scrolled()

    def _show(self, scrolled: int) -> None:
        if self._book is not None:
            visit = self._way[self._at]
            self._view.show_page(self._book.pages[visit.topic], visit.place, scrolled)
            self._view.show_way(back=self._at > 0, forward=self._at + 1 < len(self._way))

    def search(self, query: str) -> None:
        """Look for *query* in every page; an empty one shows the chapters again."""
        self._turn += 1
        turn, book = self._turn, self._book
        if not query.strip():
            self._view.show_contents()
        elif book is not None:
            self._run(lambda _progress: book.find(query), lambda hits: self._found(turn, hits))

    def _found(self, turn: int, hits: list[Hit]) -> None:
        if turn == self._turn and self._book is not None:
            suggested = [] if hits else [self._book.pages[topic] for topic in SUGGESTED]
            self._view.show_hits(hits, suggested)
