"""Forms that were read from scans come one after the other to be confirmed. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from sinhke_desktop.gui.context import Runs
from sinhke_desktop.services import waiting_scans
from sinhke_desktop.services.waiting_scans import KeptPage, WaitingScan
from sinhke_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ScanServices:
    """What the store does for scans; ``look`` turns kept pages into what the window shows, in the worker."""

    waiting: Callable[[], Sequence[WaitingScan]]
    pictures: Callable[[Sequence[str]], Sequence[KeptPage]]
    put_aside: Callable[[WaitingScan], object]
    bring_back: Callable[[WaitingScan], object]
    delete: Callable[[WaitingScan], Sequence[KeptPage]]
    keep_again: Callable[[Sequence[KeptPage]], object]
    look: Callable[[Sequence[KeptPage]], Any]


def scan_services(workspace: Workspace, look: Callable[[Sequence[KeptPage]], Any]) -> ScanServices:
    """The services bound to one workspace."""
    return ScanServices(
        partial(waiting_scans.waiting, workspace),
        partial(waiting_scans.pictures, workspace),
        partial(waiting_scans.put_aside, workspace),
        partial(waiting_scans.bring_back, workspace),
        partial(waiting_scans.delete, workspace),
        partial(waiting_scans.keep_again, workspace),
        look,
    )


class ScansView(Protocol):
    """What the presenter needs of the window."""

    def show_waiting(self, count: int) -> None:
        """Say how many forms wait to be confirmed."""
        ...

    def show_scan(self, scan: WaitingScan, looked_at: Any, left: int) -> None:
        """Show a form or a page without a code; *left* more wait behind it."""
        ...

    def scans_ended(self) -> None:
        """Nothing waits any more."""
        ...

    def scan_gone(self, words: str, undo: Callable[[], object]) -> None:
        """A form was put aside or its pages deleted (``aside``, ``deleted``); *undo* brings it back."""
        ...


class ScansPresenter:
    """Keeps what waits; ``scan`` is the one that is confirmed now, None while none is."""

    def __init__(self, view: ScansView, services: ScanServices, run: Runs) -> None:
        self._view, self._services, self._run = view, services, run
        self.scan: WaitingScan | None = None
        self._passed: set[tuple[str, ...]] = set()

    def refresh(self) -> None:
        """Count again what waits."""
        self._run(lambda _progress: self._services.waiting(), lambda found: self._view.show_waiting(len(found)))

    def begin(self) -> None:
        """Go through everything that waits from its beginning."""
        self._passed.clear()
        self.go_on()

    def go_on(self) -> None:
        """Show the next one that was not passed over."""
        self._run(lambda _progress: self._next(), self._show)

    def _next(self) -> tuple[WaitingScan | None, Any, int]:
        """The next one with its pictures, and how many there are behind it."""
        left = [one for one in self._services.waiting() if one.page_ids not in self._passed]
        if not left:
            return None, None, 0
        return left[0], self._services.look(self._services.pictures(left[0].page_ids)), len(left) - 1

    def _show(self, found: tuple[WaitingScan | None, Any, int]) -> None:
        scan, looked_at, left = found
        self.scan = scan
        if scan is None:
            self._view.scans_ended()
        else:
            self._view.show_scan(scan, looked_at, left)

    def pass_over(self) -> None:
        """Leave this one for later and show the next."""
        if self.scan is not None:
            self._passed.add(self.scan.page_ids)
            self.go_on()

    def leave(self) -> None:
        """No scan is confirmed any more."""
        self.scan = None

    def put_aside(self) -> None:
        """Put this one aside and show the next."""
        scan = self.scan
        if scan is not None:
            self._take_away(scan, self._services.put_aside, "aside", lambda _done: self._services.bring_back(scan))

    def delete(self) -> None:
        """Delete the pages of this one and show the next."""
        if self.scan is not None:
            self._take_away(self.scan, self._services.delete, "deleted", self._services.keep_again)

    def _take_away(
        self, scan: WaitingScan, act: Callable[[WaitingScan], Any], words: str, back: Callable[[Any], object]
    ) -> None:
        def done(result: Any) -> None:
            def undo() -> None:
                self._run(lambda _progress: back(result), lambda _nothing: self.refresh())

            self._view.scan_gone(words, undo)
            self.go_on()

        self._run(lambda _progress: act(scan), done)
