"""Something to be done by the window's loop a little later, unless who asked for it is gone by then.

Qt's own single shots with a receiver are not used: PySide lets go of their Python function without holding Python's
lock when the receiver goes first; beside a thread that runs Python the program then stops or dies.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, QTimerEvent


class _Later(QTimer):
    """A timer that is a child of who asked."""

    def __init__(self, owner: QObject, act: Callable[[], object], milliseconds: int) -> None:
        super().__init__(owner)
        self._act: Callable[[], object] | None = act
        self.start(milliseconds)

    def timerEvent(self, event: QTimerEvent) -> None:
        self.stop()
        act, self._act = self._act, None
        self.deleteLater()
        if act is not None:
            act()


def later(owner: QObject, act: Callable[[], object], milliseconds: int = 0) -> None:
    """Call *act* from the loop after *milliseconds*; not if *owner* has been deleted meanwhile."""
    _Later(owner, act, milliseconds)
