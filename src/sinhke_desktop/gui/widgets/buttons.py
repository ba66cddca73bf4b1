"""Buttons: one primary button a page, quiet ones beside it. Each shows its key in the tooltip."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from sinhke_desktop.gui import theme

ICON_GAP = 6


class _Button(QPushButton):
    KIND = "quiet"
    INK = "ink"

    def __init__(
        self,
        text: str,
        icon: str = "",
        pressed: Callable[[], object] | None = None,
        *,
        key: str = "",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """*text* and *icon* (a Lucide name); *pressed* is called without arguments; *key* such as ``Ctrl+N``."""
        super().__init__(parent)
        super().setText(text)  # asked for with its words, Python would get to know icons for those that have none
        self.setProperty("kind", self.KIND)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        if icon:
            self.show_icon(icon)
        if pressed is not None:
            self.clicked.connect(lambda: pressed())
        if key:
            sequence = QKeySequence.fromString(key)  # the constructor would translate the names of all keys
            self._listen_to(sequence)
            tip = f"{tip or text.replace('&', '')} ({sequence.toString(QKeySequence.SequenceFormat.NativeText)})"
        if tip:
            self.setToolTip(tip)

    def _listen_to(self, key: QKeySequence) -> None:
        self.setProperty("shortcut", key)  # the method would ask Python for all of Qt's names

    def show_icon(self, icon: str) -> None:
        """The Lucide icon *icon* before the words."""
        gap = ICON_GAP if self.text() else 0
        self.setIcon(theme.icon(icon, self.INK, gap=gap))
        self.setIconSize(theme.icon_size(gap=gap))

    def setText(self, text: str) -> None:
        """Other words; the key stays, which Qt would drop."""
        key = self.shortcut()
        super().setText(text)
        self._listen_to(key)


class PrimaryButton(_Button):
    """The one thing to do next on a page."""

    KIND = "primary"
    INK = "on-accent"


class QuietButton(_Button):
    """Everything else one can do."""


class DangerButton(_Button):
    """What takes something away; prefer undo to a question."""

    KIND = "danger"
    INK = "poor-text"


class LinkButton(_Button):
    """A quiet way to somewhere else, such as a forgotten password."""

    KIND = "link"
    INK = "accent"
