"""Names that Excel takes for worksheets."""

from __future__ import annotations

import re

from sinhke_desktop.domain.vietnamese import tidy

LONGEST = 31
_NOT_ALLOWED = re.compile(r"[\[\]:*?/\\]")


class SheetNames:
    """Gives each sheet of one workbook a name of its own."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, wanted: str) -> str:
        """*wanted* as Excel takes it: no ``[]:*?/\\``, at most 31 letters, not yet used in this workbook."""
        name = tidy(_NOT_ALLOWED.sub(" ", wanted)).strip("'")[:LONGEST].strip() or "Sheet"
        if name.casefold() == "history":
            name = "History 1"
        free, number = name, 2
        while free.casefold() in self._taken:
            tail = f" ({number})"
            free, number = name[: LONGEST - len(tail)].rstrip() + tail, number + 1
        self._taken.add(free.casefold())
        return free
