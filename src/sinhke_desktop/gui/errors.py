"""The one place that shows errors: those of the world or the user in words, all others as a bug with a report."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.later import later
from sinhke_desktop.gui.qt_names import Qt
from sinhke_desktop.progress import Cancelled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

log = logging.getLogger(__name__)

_report_folder: Path | None = None
_relay: _Relay | None = None
_bug_seen = False


def show(parent: QWidget | None, error: BaseException) -> None:
    """Tell the person about *error*; returns at once, the dialog stays until it is closed."""
    if isinstance(error, (Cancelled, KeyboardInterrupt)):
        return
    from sinhke_desktop import crashes
    from sinhke_desktop.gui import error_dialogs

    if isinstance(error, SinhkeError):
        log.info("told %s", error.code)
        dialog: QDialog = error_dialogs.ErrorDialog(parent, error)
    else:
        _note_bug()
        log.error("bug", exc_info=error)
        report = crashes.crash_report(error)
        if _report_folder is not None:
            crashes.keep_report(_report_folder, report)
        dialog = error_dialogs.BugDialog(parent, report)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _note_bug() -> None:
    global _bug_seen
    _bug_seen = True


def bug_seen() -> bool:
    """True if a fault of the program was shown since it was started."""
    return _bug_seen


class _Relay(QObject):
    """Brings errors of other threads to the window."""

    caught = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._errors: list[BaseException] = []
        self.caught.connect(self._show_soon)

    def take(self, error: BaseException) -> None:
        """Note *error* and show it soon; may be called from any thread."""
        self._errors.append(error)
        self.caught.emit()

    @Slot()
    def _show_soon(self) -> None:
        later(self, self._show)  # never within what failed, which may be painting

    def _show(self) -> None:
        while self._errors:
            show(None, self._errors.pop(0))


def install(report_folder: Path) -> None:
    """From now on every uncaught error is logged and shown as a bug, wherever it happened."""
    global _report_folder, _relay
    _report_folder = report_folder
    relay = _relay = _Relay()

    def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        relay.take(error)

    def uncaught_in_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            relay.take(arguments.exc_value)

    sys.excepthook = uncaught
    threading.excepthook = uncaught_in_thread
