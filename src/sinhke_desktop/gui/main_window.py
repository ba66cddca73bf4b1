"""The frame: one window whose content is the unlock page, the first start, or the pages; remembers its size."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QWidget

from sinhke_desktop.gui.first_paint import after_first_paint
from sinhke_desktop.gui.qt_names import Qt
from sinhke_desktop.paths import resource
from sinhke_desktop.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

GEOMETRY = "window_geometry"
SIZE = (1366, 768)
PROGRAM = "SinhKe Desktop"


class MainWindow(QMainWindow):
    """Asks :attr:`may_close` before it closes."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.may_close: Callable[[], bool] = lambda: True
        self.show_title("")
        after_first_paint(self, self._complete)
        self.setMinimumSize(480, 320)
        remembered = settings.get(GEOMETRY)
        restored = isinstance(remembered, str) and self.restoreGeometry(QByteArray.fromBase64(remembered.encode()))
        if not restored:
            room = QGuiApplication.primaryScreen().availableGeometry()
            self.resize(min(SIZE[0], room.width()), min(SIZE[1], room.height()))

    def _complete(self) -> None:
        """Icon and F1, which nobody misses before the window is seen."""
        from PySide6.QtGui import QIcon

        from sinhke_desktop.gui.help import opening

        opening.remember_in(self._settings)
        opening.listen(self)
        self.setWindowIcon(QIcon(str(resource("icons", "sinhke.svg"))))

    def show_title(self, name: str) -> None:
        """Say in the title whose data are open; empty for none."""
        self.setWindowTitle(f"{name} – {PROGRAM}" if name else PROGRAM)

    def show_content(self, content: QWidget) -> None:
        """Show *content* instead of what was there, which is let go."""
        self.setCentralWidget(content)

    def come_to_front(self) -> None:
        """Be seen and take the keyboard, as a second start of the program asks for."""
        if self.isMinimized():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def help_target(self) -> str:
        """Where F1 leads: what is shown says it itself, or stands in the mapping."""
        from sinhke_desktop.gui.help import targets

        content = self.centralWidget()
        asked = getattr(content, "help_target", None)
        return str(asked()) if callable(asked) else targets.of_screen(content or self)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        with suppress(OSError):  # a full disk must not keep the window open
            self._settings.set(GEOMETRY, bytes(self.saveGeometry().toBase64().data()).decode())
        super().closeEvent(event)
