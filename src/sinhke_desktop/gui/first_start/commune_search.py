"""Looking for communes while one types: of several searches under way only the latest is shown. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sinhke_desktop.domain.commune import CommuneUnit
    from sinhke_desktop.gui.context import Runs


class CommuneSearch:
    """Finds in the worker; nothing typed shows nothing."""

    def __init__(
        self,
        find: Callable[[str], Sequence[CommuneUnit]],
        run: Runs,
        show: Callable[[Sequence[CommuneUnit]], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        self._find, self._run, self._show, self._failed = find, run, show, failed
        self._asked = 0

    def search(self, query: str) -> None:
        """Look for *query*."""
        from sinhke_desktop.domain.vietnamese import tidy

        self._asked += 1
        asked = self._asked
        if not tidy(query):
            self._show(())
            return

        def show(units: Sequence[CommuneUnit]) -> None:
            if asked == self._asked:
                self._show(units)

        self._run(lambda _progress: self._find(query), show, failed=self._failed)
