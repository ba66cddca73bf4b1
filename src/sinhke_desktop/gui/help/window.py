"""The help in a window of its own, beside what one does: needs no open data; Esc closes it."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.help.view import HelpView
from sinhke_desktop.gui.tasks import Runner
from sinhke_desktop.i18n import _
from sinhke_desktop.settings import Settings

GEOMETRY = "help_geometry"
SIZE = (900, 640)


class HelpWindow(QWidget):
    """Belongs to *parent*, so that it stands before it and can be used while *parent* is a dialog that waits."""

    def __init__(self, parent: QWidget, settings: Settings | None, first: str) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "page")
        self.setWindowTitle(_("Help"))
        self.setWindowIcon(theme.icon("circle-question-mark", "accent", 32))
        self._settings = settings
        self._runner = Runner(self)
        self.view = HelpView(self._runner, settings, first)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.addWidget(self.view)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.view.search)
        QShortcut(QKeySequence("F1"), self).activated.connect(lambda: self.view.open("tim-tro-giup"))
        kept = settings.get(GEOMETRY) if settings is not None else None
        if not (isinstance(kept, str) and self.restoreGeometry(QByteArray.fromBase64(kept.encode()))):
            room = self.screen().availableGeometry()
            self.resize(min(theme.px(SIZE[0]), room.width() - 40), min(theme.px(SIZE[1]), room.height() - 60))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if not self.view.leave_finding():
                self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._settings is not None:
            self._settings.set(GEOMETRY, bytes(self.saveGeometry().toBase64().data()).decode())
        self._runner.close()
        super().closeEvent(event)
