"""The line of stages, each to be clicked (or chosen with arrows and Enter) for its day."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets import StageLine
from sinhke_desktop.i18n import _


class StagePicker(StageLine):
    """Tells :attr:`chosen` with the number of the stage."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(_("Click a stage to set its day"))

    def stage_at(self, point: QPoint) -> int:
        """The number of the stage at *point*, -1 for none."""
        line = point.y() // max(self._line_height(), 1)
        column = int(point.x() // max(self._column(), 1))
        number = line * self._per_line() + column
        return number if 0 <= number < len(self._stages) and column < self._per_line() else -1

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self.stage_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self._at = number
            self.update()
            self.chosen.emit(number)
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and self._stages:
            self._at = min(max(self._at + steps[Qt.Key(event.key())], 0), len(self._stages) - 1)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._stages:
            self.chosen.emit(self._at)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus() or not self._stages:
            return
        line, column = divmod(self._at, self._per_line())
        where = QRectF(self._column() * column, line * self._line_height(), self._column(), self._line_height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 1))
        painter.drawRoundedRect(where.adjusted(2, 1, -2, -1), 6, 6)
        painter.end()
