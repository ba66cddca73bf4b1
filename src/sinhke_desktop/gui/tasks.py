"""Long work off the window's thread: one worker, progress without Qt, and a settling always in the window."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from sinhke_desktop.gui import errors
from sinhke_desktop.gui.collecting import collector_waits
from sinhke_desktop.progress import Cancelled, Progress

log = logging.getLogger(__name__)

T = TypeVar("T")
TOLD_EVERY_S = 0.05


class _Watch:
    """The progress a piece of work sees: notes how far it is, tells the window now and then, stops when asked."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell
        self._told = 0.0
        self.cancel = threading.Event()
        self.standing = (0, 0)

    def step(self, done: int, total: int) -> None:
        """See :class:`sinhke_desktop.progress.Progress`."""
        if self.cancel.is_set():
            raise Cancelled
        self.standing = (done, total)
        now = time.monotonic()
        if now - self._told >= TOLD_EVERY_S or done == total:
            self._told = now
            self._tell()


class Task(QObject, Generic[T]):
    """One piece of long work. Its signals are given in the window's thread; connect first, then start."""

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()

    _stepped = Signal()
    _settled = Signal()

    def __init__(self, work: Callable[[Progress], T]) -> None:
        super().__init__()
        self._work = work
        self._watch = _Watch(self._stepped.emit)
        self._result: T | None = None
        self._error: BaseException | None = None
        self._forgotten = False
        self._stepped.connect(self._tell_step)
        self._settled.connect(self._settle)

    def cancel(self) -> None:
        """Ask the work to stop at its next step; it may still finish."""
        self._watch.cancel.set()

    def forget(self) -> None:
        """Nobody waits any more: the work is done to its end, only :attr:`ended` is told."""
        self._forgotten = True

    def run(self) -> None:
        """Do the work; called in the worker."""
        try:
            with collector_waits():
                self._result = self._work(self._watch)
        except BaseException as error:
            self._error = error
        self._settled.emit()

    @Slot()
    def _tell_step(self) -> None:
        if self._forgotten:
            return
        done, total = self._watch.standing
        if total > 2**31 - 1:
            done, total = done // 4096, total // 4096
        self.progressed.emit(done, total)

    @Slot()
    def _settle(self) -> None:
        error, self._error = self._error, None
        result, self._result = self._result, None
        try:
            if self._forgotten:
                if error is not None and not isinstance(error, Cancelled):
                    log.error("forgotten work failed", exc_info=error)
            elif error is None:
                self.finished.emit(result)
            elif isinstance(error, Cancelled):
                self.cancelled.emit()
            else:
                self.failed.emit(error)
        finally:
            self.ended.emit()


class Runner(QObject):
    """Runs tasks one after the other in one worker thread and holds each until it has ended."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._window = parent
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)
        self._running: list[Task[Any]] = []
        self._closed = False

    def start(self, task: Task[T]) -> Task[T]:
        """Start a task whose signals are connected; once the runner is closed nothing starts any more."""
        if self._closed or not isValid(self._pool):
            return task
        self._running.append(task)
        task.ended.connect(lambda: self._let_go(task))
        self._pool.start(task.run)
        return task

    def run(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        *,
        failed: Callable[[BaseException], object] | None = None,
        cancelled: Callable[[], object] | None = None,
        progressed: Callable[[int, int], object] | None = None,
    ) -> Task[T]:
        """Do *work* in the worker, then call *done* with its result in the window's thread.

        Without *failed*, an error is shown to the person; :class:`Cancelled` calls *cancelled*.
        """
        task = Task(work)
        task.finished.connect(lambda result: done(result))
        task.failed.connect(failed if failed is not None else lambda error: errors.show(self._window, error))
        if cancelled is not None:
            task.cancelled.connect(lambda: cancelled())
        if progressed is not None:
            task.progressed.connect(lambda at, of: progressed(at, of))
        return self.start(task)

    def run_shown(
        self,
        parent: QWidget,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        *,
        failed: Callable[[BaseException], object] | None = None,
        cancelled: Callable[[], object] | None = None,
    ) -> Task[T]:
        """Like :meth:`run`, with a dialog (what, how far, Cancel) once it takes longer than 300 ms."""
        from sinhke_desktop.gui.waiting import ProgressDialog

        dialog = ProgressDialog(parent, title)
        task = Task(work)
        task.progressed.connect(dialog.panel.step)
        task.ended.connect(dialog.leave)
        dialog.rejected.connect(task.cancel)
        task.finished.connect(lambda result: done(result))
        task.failed.connect(failed if failed is not None else lambda error: errors.show(parent, error))
        if cancelled is not None:
            task.cancelled.connect(lambda: cancelled())
        dialog.show_soon()
        return self.start(task)

    def busy(self) -> bool:
        """Is anything running or waiting?"""
        return bool(self._running)

    def forget(self) -> None:
        """The pages that asked go away: what was asked is done to its end, but nobody is told."""
        for task in self._running:
            task.forget()

    def close(self) -> None:
        """Ask everything to stop and wait for the worker; for the end of the program, so nobody is told any more."""
        self._closed = True
        self.forget()
        for task in self._running:
            task.cancel()
        self._pool.waitForDone(-1)

    def _let_go(self, task: Task[Any]) -> None:
        self._running.remove(task)
