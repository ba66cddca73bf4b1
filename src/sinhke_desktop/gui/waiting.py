"""The dialog of long work."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from sinhke_desktop.gui.widgets.dialog import Dialog
from sinhke_desktop.gui.widgets.progress import ProgressPanel
from sinhke_desktop.i18n import _

SHOWN_AFTER_MS = 300


class ProgressDialog(Dialog):
    """What is being done, how far it is, and Cancel; appears only when the work takes longer than 300 ms."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent, title, width=420)
        self.panel = ProgressPanel(_("One moment…"))
        self.panel.button.hide()
        self.add(self.panel)
        self.cancel.setText(_("Cancel"))
        self.setModal(True)
        self._over = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._appear)

    def show_soon(self) -> None:
        """Appear after 300 ms unless :meth:`leave` comes first."""
        self._soon.start(SHOWN_AFTER_MS)

    def leave(self) -> None:
        """The work has ended."""
        self._over = True
        self._soon.stop()
        self.hide()
        self.deleteLater()

    def reject(self) -> None:
        """Cancel was pressed: ask the work to stop; the dialog stays until it has."""
        self.cancel.setEnabled(False)
        self.cancel.setText(_("Stopping…"))
        self.rejected.emit()

    def _appear(self) -> None:
        if not self._over:
            self.show()
