"""A short word at the foot of the window, with Undo where there is one; it leaves by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets.buttons import QuietButton
from sinhke_desktop.gui.widgets.text import label
from sinhke_desktop.i18n import _

SHOWN_MS = 5_000
SHOWN_WITH_UNDO_MS = 10_000


class Toast(QFrame):
    """Lies over *parent*; :meth:`show_text` replaces what it said before."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("kind", "toast")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        self._text = label(wrap=False)
        row.addWidget(self._text, 1)
        self._undo: Callable[[], object] | None = None
        self.button = QuietButton(_("Undo"), pressed=self._pressed)
        row.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def show_text(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say *text* for some seconds; *undo* gives it a button that takes the last act back."""
        self._text.setWordWrap(False)
        self._text.setText(text)
        self._undo = undo
        self.button.setVisible(undo is not None)
        self._row.setContentsMargins(16, 8, 8 if undo else 16, 8)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(SHOWN_WITH_UNDO_MS if undo else SHOWN_MS)

    def text(self) -> str:
        """What it says or said last."""
        return self._text.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _pressed(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()

    def _place(self) -> None:
        room = self._over.width() - 48
        if self.sizeHint().width() > room:
            self._text.setWordWrap(True)
            self.setFixedWidth(room)
        else:
            self.setFixedWidth(self.sizeHint().width())
        self.adjustSize()
        self.move((self._over.width() - self.width()) // 2, self._over.height() - self.height() - theme.px(48))
