"""A picture of the first page as it is on the screen: for papers about the program, and to see that it starts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from sinhke_desktop.gui.later import later


class FirstPicture(QObject):
    """Waits until *window* was painted, saves what the screen shows of it to *path* and ends the program.

    The exit status is 0, or 1 when the file cannot be written.
    """

    def __init__(self, window: QWidget, path: Path) -> None:
        super().__init__(window)
        self._window = window
        self._path = path
        self._painted = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and not self._painted:
            self._painted = True
            later(self, self._take)
        return super().eventFilter(watched, event)

    def _take(self) -> None:
        whole = self._on_screen()
        QApplication.exit(0 if whole.save(str(self._path)) else 1)

    def _on_screen(self) -> QPixmap:
        """The screen's own pixels where the system lets a program read them, else the window drawn once more."""
        seen = self._window.screen().grabWindow(self._window.winId())
        return self._window.grab() if seen.isNull() else seen
