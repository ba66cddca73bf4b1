"""What may wait until the person sees the window: the window is painted first, then the rest begins."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from sinhke_desktop.gui.later import later

UNSEEN_MS = 2_000
"""A window that is not painted by then was started as an icon or is covered; the rest begins all the same."""


class _FirstPaint(QObject):
    """Waits as a child of the window, so that nothing is called once that is gone."""

    def __init__(self, window: QWidget, act: Callable[[], object]) -> None:
        super().__init__(window)
        self._act: Callable[[], object] | None = act
        window.installEventFilter(self)
        later(self, self._go, UNSEEN_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            later(self, self._go)
        return False

    def _go(self) -> None:
        act, self._act = self._act, None
        if act is not None:
            act()
            self.deleteLater()


def after_first_paint(window: QWidget, act: Callable[[], object]) -> None:
    """Call *act* once *window* has been painted for the first time from now on, and has shown it; or never painted."""
    _FirstPaint(window, act)
