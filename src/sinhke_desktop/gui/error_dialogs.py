"""The two dialogs of errors; shown by :mod:`sinhke_desktop.gui.errors` only."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.help import opening
from sinhke_desktop.gui.widgets.buttons import LinkButton, QuietButton
from sinhke_desktop.gui.widgets.dialog import Dialog
from sinhke_desktop.i18n import _


class ErrorDialog(Dialog):
    """What happened, whether the data are safe, what to do next, and the code to say on the telephone."""

    def __init__(self, parent: QWidget | None, error: SinhkeError) -> None:
        super().__init__(parent, _("This did not work"), cancel=_("Close"))
        self._code = error.code
        self.notice.show_error(error)
        self.about = LinkButton(_("About this code"), pressed=lambda: opening.open_for(self))
        self.buttons.insertWidget(0, self.about)
        self.cancel.setDefault(True)

    def help_target(self) -> str:
        """F1 and the link lead to the code."""
        from sinhke_desktop.services import help_pages

        return help_pages.code_target(self._code)


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
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setMinimumHeight(160)
        self.add(self.report)
        self.copy = QuietButton(_("Copy"), "copy", lambda: QGuiApplication.clipboard().setText(report))
        self.buttons.insertWidget(0, self.copy)
