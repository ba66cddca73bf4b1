"""The USB port of the machine that the window runs on: a folder is plugged in as a stick and pulled out again."""

from __future__ import annotations

import time
from pathlib import Path

from person import Person, Steps

from sinhke_desktop.gui.widgets import drives
from sinhke_desktop.gui.widgets.drives import LOOKS_EVERY_MS, Drive, StickWatch


class Port:
    """To be made before the window, which then sees no other sticks."""

    def __init__(self) -> None:
        self._plugged: list[Drive] = []
        drives.sticks = lambda: list(self._plugged)

    def plug(self, folder: Path) -> None:
        """Put *folder* in as a stick."""
        self._plugged[:] = [Drive(folder, "KINGSTON", 4_000_000_000)]

    def pull(self, person: Person) -> Steps:
        """Pull the stick out; goes on when the program has noticed, as nobody carries a stick away and back quicker."""
        self._plugged.clear()
        looked = time.monotonic() + LOOKS_EVERY_MS / 1000
        yield lambda: time.monotonic() > looked and not any(one.here for one in person.top().findChildren(StickWatch))
