"""The one place that shows errors: those of the world or the user in words, all others as a bug with a report."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import logs
from sinhke_desktop.gui.widgets.buttons import QuietButton
from sinhke_desktop.gui.widgets.dialog import Dialog
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import Cancelled

log = logging.getLogger(__name__)

_report_folder: Path | None = None
_relay: _Relay | None = None


def show(parent: QWidget | None, error: BaseException) -> None:
    """Tell the person about *error*; returns at once, the dialog stays until it is closed."""
    if isinstance(error, (Cancelled, KeyboardInterrupt)):
        return
    if isinstance(error, SinhkeError):
        log.info("told %s", error.code)
        dialog: Dialog = ErrorDialog(parent, error)
    else:
        log.error("bug", exc_info=error)
        dialog = BugDialog(parent, logs.crash_report(error))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


class ErrorDialog(Dialog):
    """What happened, whether the data are safe, what to do next, and the code to say on the telephone."""

    def __init__(self, parent: QWidget | None, error: SinhkeError) -> None:
        super().__init__(parent, _("This did not work"), cancel=_("Close"))
        self.notice.show_error(error)
        self.cancel.setDefault(True)


class BugDialog(Dialog):
    """A fault of the program: the data are safe, here is a report without personal data to send."""

    def __init__(self, parent: QWidget | None, report: str) -> None:
        super().__init__(
            parent,
            _("A fault in the program"),
            text=_(
                "Something went wrong inside the program. What was saved before is safe. "
                "The report below holds no personal data; send it to the people who support you."
            ),
            width=620,
        )
        if _report_folder is not None:
            logs.keep_report(_report_folder, report)
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setMinimumHeight(160)
        self.add(self.report)
        self.copy = QuietButton(_("Copy"), "copy", lambda: QGuiApplication.clipboard().setText(report))
        self.buttons.insertWidget(0, self.copy)


class _Relay(QObject):
    """Brings errors of other threads to the window."""

    caught = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._errors: list[BaseException] = []
        self.caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def take(self, error: BaseException) -> None:
        """Note *error* and show it soon; may be called from any thread."""
        self._errors.append(error)
        self.caught.emit()

    @Slot()
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
