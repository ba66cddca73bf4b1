"""The help as a book: chapters of pages in their order, and what its links lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sinhke_desktop.domain.help_search import Hit, Indexed, search
from sinhke_desktop.domain.help_text import HelpPage


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the book: *topics* are the pages in it, in their order."""

    key: str
    title: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HelpBook:
    """Every page by its topic; *synonyms* are groups of words that officers say for one thing."""

    chapters: tuple[Chapter, ...]
    pages: Mapping[str, HelpPage]
    index: tuple[Indexed, ...]
    synonyms: Sequence[Sequence[str]]

    def in_order(self) -> Iterator[HelpPage]:
        """The pages from the first to the last."""
        for chapter in self.chapters:
            for topic in chapter.topics:
                yield self.pages[topic]

    def chapter_of(self, topic: str) -> Chapter:
        """The chapter that holds the page; raises KeyError where none does."""
        for chapter in self.chapters:
            if topic in chapter.topics:
                return chapter
        raise KeyError(topic)

    def holds(self, target: str) -> bool:
        """Does ``topic`` or ``topic#place`` lead to a page and a heading of it?"""
        topic, _sharp, place = target.partition("#")
        page = self.pages.get(topic)
        return page is not None and (not place or place in page.places())

    def find(self, query: str) -> list[Hit]:
        """The pages for *query*, see :func:`sinhke_desktop.domain.help_search.search`."""
        return search(self.index, query, self.synonyms)
