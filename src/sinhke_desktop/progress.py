"""How long work tells how far it is and learns that it should stop. Knows no Qt."""

from __future__ import annotations

from typing import Protocol


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
