"""What is done when nobody is at the keys: looking for garbage, which stops every thread for a moment."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from sinhke_desktop.gui.qt_names import Qt

AWAY_MS = 10_000


class WhileAway(QObject):
    """Calls *act* once the person has been in another program, or has locked this one, for ten seconds."""

    def __init__(self, parent: QObject, act: Callable[[], object]) -> None:
        super().__init__(parent)
        self.act = act
        self.waiting = QTimer(self)
        self.waiting.setSingleShot(True)
        self.waiting.setInterval(AWAY_MS)
        self.waiting.timeout.connect(lambda: self.act())
        self._here: Qt.ApplicationState | None = None

    def begin(self) -> None:
        """Hear of it when the person goes and comes; to be called when the window is painted."""
        self._here = Qt.ApplicationState.ApplicationActive  # before Python knows the name, PySide cannot tell a state
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self.state_changed)

    def state_changed(self, state: Qt.ApplicationState) -> None:
        """The person went to another program, or came back."""
        if state is self._here:
            self.waiting.stop()
        else:
            self.waiting.start()

    def went(self) -> None:
        """The data were locked."""
        self.waiting.start()

    def came(self) -> None:
        """They were opened."""
        self.waiting.stop()
