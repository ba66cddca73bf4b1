"""How long work tells how far it is and learns that it should stop. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

ItemT = TypeVar("ItemT")
OFTEN = 500
WHOLE = 1_000


class Cancelled(Exception):
    """The person pressed Cancel; nothing was changed."""


class Progress(Protocol):
    """Handed to long work; :meth:`step` may be called as often as one likes."""

    def step(self, done: int, total: int) -> None:
        """Say that *done* of *total* units are finished; raises :class:`Cancelled` if the person gave up."""
        ...


class NoProgress:
    """For callers who do not watch."""

    def step(self, done: int, total: int) -> None:
        """Ignore the news."""


SILENT: Progress = NoProgress()


class Stretch:
    """The part of a longer way from *begin* to *end*, in thousandths of the whole, which are passed on."""

    def __init__(self, progress: Progress, begin: int, end: int) -> None:
        self._progress, self._begin, self._end = progress, begin, end

    def step(self, done: int, total: int) -> None:
        """Say how much of this part is finished."""
        share = min(done, total) / total if total else 1.0
        self._progress.step(self._begin + int((self._end - self._begin) * share), WHOLE)


def watched(items: Iterable[ItemT], progress: Progress, total: int) -> Iterator[ItemT]:
    """*items* one by one, with a step after some hundreds of the expected *total*; raises :class:`Cancelled`."""
    for number, one in enumerate(items):
        if number % OFTEN == 0:
            progress.step(number, total)
        yield one
