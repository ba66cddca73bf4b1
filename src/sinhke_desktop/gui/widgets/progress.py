"""How far something is: a thin bar with words, and the panel of long work with Cancel."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from sinhke_desktop.gui.widgets.buttons import QuietButton
from sinhke_desktop.gui.widgets.text import label
from sinhke_desktop.i18n import _


class ProgressBar(QProgressBar):
    """A thin bar; :meth:`set_share` takes 0 to 1."""

    def __init__(self, share: float = 0.0) -> None:
        super().__init__()
        self.setTextVisible(False)
        self.setRange(0, 1000)
        self.set_share(share)

    def set_share(self, share: float) -> None:
        """Fill *share* (0 to 1) of the bar."""
        self.setRange(0, 1000)
        self.setValue(round(min(max(share, 0.0), 1.0) * 1000))


class ProgressPanel(QWidget):
    """What is being done, how far it is, and Cancel; for long work inside a page or a dialog."""

    cancelled = Signal()

    def __init__(self, text: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._text = label(text)
        self._bar = ProgressBar()
        self._count = label("", "secondary")
        self.button = QuietButton(_("Cancel"), "x", self.cancelled.emit)
        column.addWidget(self._text)
        column.addWidget(self._bar)
        row = QHBoxLayout()
        row.addWidget(self._count, 1)
        row.addWidget(self.button)
        column.addLayout(row)
        self.begin(text)

    def begin(self, text: str) -> None:
        """Start anew with *text*; the bar moves without end until the first step is told."""
        self._text.setText(text)
        self._count.setText("")
        self._bar.setRange(0, 0)
        self.button.setEnabled(True)

    def step(self, done: int, total: int) -> None:
        """Show *done* of *total*."""
        if total > 0:
            self._bar.set_share(done / total)
            self._count.setText(_("{done} of {total}").format(done=f"{done:,}", total=f"{total:,}").replace(",", "."))
