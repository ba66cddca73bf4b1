"""Something to be done by the window's loop a little later, unless who asked for it is gone by then.

PySide's ``singleShot`` of QTimer with a receiver lets go of its Python function without holding Python's lock when the
receiver goes first; beside a thread that runs Python the program then stops or dies.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def later(owner: QObject, act: Callable[[], object], milliseconds: int = 0) -> None:
    """Call *act* from the loop after *milliseconds*; not if *owner* has been deleted meanwhile."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.timeout.connect(act)
    timer.timeout.connect(timer.deleteLater)
    timer.start(milliseconds)
