"""Two plain charts drawn by the program itself: bars by hamlet and lines by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sinhke_desktop.gui import theme

WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: *key* is told when it is chosen; *segments* are (count, tone); *total* stands at its end."""

    key: str
    name: str
    segments: tuple[tuple[int, str], ...]
    total: str = ""


class BarChart(QWidget):
    """Stacked bars lying down, one a hamlet. Click, or arrows and Enter, choose one."""

    chosen = Signal(str)

    def __init__(self, accessible_name: str = "") -> None:
        super().__init__()
        self._bars: tuple[Bar, ...] = ()
        self._current = 0
        self.setAccessibleName(accessible_name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show *bars* from top to bottom."""
        self._bars = tuple(bars)
        self._current = min(self._current, max(len(self._bars) - 1, 0))
        self.setAccessibleDescription("; ".join(f"{bar.name}: {bar.total}" for bar in self._bars))
        self._settle_height()
        self.update()

    def bar_area(self, row: int) -> QRect:
        """Where the line of bar *row* lies."""
        heights = self._heights(self.width())
        return QRect(0, sum(heights[:row]), self.width(), heights[row])

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), sum(self._heights(self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(36))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle_height()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font(theme.SECONDARY))
        metrics = painter.fontMetrics()
        names = self._name_width(self.width())
        ends = max((metrics.horizontalAdvance(bar.total) for bar in self._bars), default=0) + theme.px(10)
        largest = max((sum(count for count, _tone in bar.segments) for bar in self._bars), default=0) or 1
        room = max(self.width() - names - ends - theme.px(14), 10)
        for row, bar in enumerate(self._bars):
            area = self.bar_area(row)
            if row == self._current and self.hasFocus():
                painter.setPen(QPen(theme.colour("accent"), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            painter.setPen(theme.colour("ink"))
            painter.drawText(QRect(theme.px(4), area.top(), names, area.height()), WRAP, bar.name)
            self._paint_bar(painter, bar, QRectF(names + theme.px(10), area.top(), room, area.height()), largest)
        painter.end()

    def _paint_bar(self, painter: QPainter, bar: Bar, area: QRectF, largest: int) -> None:
        height = theme.px(18)
        left = area.left()
        for count, tone in bar.segments:
            width = area.width() * count / largest
            where = QRectF(left, area.center().y() - height / 2, width, height)
            painter.fillRect(where, theme.colour(tone))
            words = str(count)
            if count and painter.fontMetrics().horizontalAdvance(words) + 6 <= width:
                painter.setPen(theme.colour(f"on-{tone}"))
                painter.drawText(where, int(Qt.AlignmentFlag.AlignCenter), words)
            left += width
        painter.setPen(theme.colour("muted"))
        where = QRectF(
            left + theme.px(7), area.top(), painter.fontMetrics().horizontalAdvance(bar.total) + 4, area.height()
        )
        painter.drawText(where, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), bar.total)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for row, bar in enumerate(self._bars):
            if self.bar_area(row).contains(event.position().toPoint()):
                self._current = row
                self.update()
                self.chosen.emit(bar.key)
                return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps and self._bars:
            self._current = min(max(self._current + steps[Qt.Key(event.key())], 0), len(self._bars) - 1)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._bars:
            self.chosen.emit(self._bars[self._current].key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _settle_height(self) -> None:
        needed = sum(self._heights(self.width())) or theme.px(36)
        if self.minimumHeight() != needed:
            self.setFixedHeight(needed)

    def _name_width(self, width: int) -> int:
        metrics = QFontMetrics(theme.font(theme.SECONDARY))
        widest = max((metrics.horizontalAdvance(bar.name) for bar in self._bars), default=0) + theme.px(10)
        return min(widest, max(int(width * 0.4), theme.px(80)))

    def _heights(self, width: int) -> list[int]:
        metrics = QFontMetrics(theme.font(theme.SECONDARY))
        names = self._name_width(width)
        return [
            max(metrics.boundingRect(QRect(0, 0, names, 10_000), WRAP, bar.name).height() + theme.px(6), theme.px(32))
            for bar in self._bars
        ]


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its name, tone, and a value (or None) for each of the chart's marks."""

    name: str
    tone: str
    values: tuple[float | None, ...]


def decimal(value: float, digits: int = 2) -> str:
    """``6,21``: the comma of Vietnamese decimals."""
    return f"{value:.{digits}f}".replace(".", ",")


class LineChart(QWidget):
    """Lines over years with the last value written at their end."""

    def __init__(self, accessible_name: str = "", unit: str = " %", decimals: int = 2) -> None:
        super().__init__()
        self._decimals = decimals
        self._marks: tuple[str, ...] = ()
        self._series: tuple[Series, ...] = ()
        self._unit = unit
        self.setAccessibleName(accessible_name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_lines(self, marks: Sequence[str], series: Sequence[Series]) -> None:
        """Show *series* over *marks* (years)."""
        self._marks = tuple(marks)
        self._series = tuple(series)
        parts = []
        for line in self._series:
            known = (
                f"{mark}: {decimal(value, self._decimals)}"
                for mark, value in zip(self._marks, line.values, strict=True)
                if value is not None
            )
            parts.append(f"{line.name} – {', '.join(known)}")
        self.setAccessibleDescription("; ".join(parts))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), theme.px(116))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(110))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.SECONDARY))
        metrics = painter.fontMetrics()
        top = _nice_top(
            max((value for line in self._series for value in line.values if value is not None), default=1.0)
        )
        left = metrics.horizontalAdvance(decimal(top, 0)) + theme.px(22)
        ends = [
            f"{decimal(line.values[-1], self._decimals)}{self._unit}"
            for line in self._series
            if line.values and line.values[-1] is not None
        ]
        right = max((metrics.horizontalAdvance(words) for words in ends), default=0) + theme.px(16)
        line_height = metrics.height()
        plot = QRectF(
            left, line_height / 2 + 2, self.width() - left - right, self.height() - line_height * 1.5 - theme.px(12)
        )
        self._paint_grid(painter, plot, top)
        last_points = []
        for line in self._series:
            points = self._points(line, plot, top)
            painter.setPen(QPen(theme.colour(line.tone), 2))
            painter.drawPolyline(points)
            painter.setBrush(theme.colour(line.tone))
            for point in points:
                painter.drawEllipse(point, 3.5, 3.5)
            if points and line.values[-1] is not None:
                last_points.append((points[-1].y(), line))
        self._paint_ends(painter, sorted(last_points, key=lambda pair: pair[0]), plot, line_height)
        painter.end()

    def _points(self, line: Series, plot: QRectF, top: float) -> list[QPointF]:
        found = []
        for at, value in enumerate(line.values):
            if value is not None:
                found.append(QPointF(self._x(at, plot), plot.bottom() - plot.height() * value / top))
        return found

    def _x(self, at: int, plot: QRectF) -> float:
        if len(self._marks) == 1:
            return plot.center().x()
        return plot.left() + plot.width() * at / (len(self._marks) - 1)

    def _paint_grid(self, painter: QPainter, plot: QRectF, top: float) -> None:
        metrics = painter.fontMetrics()
        for part in range(4):
            value = top * part / 3
            y = plot.bottom() - plot.height() * part / 3
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme.colour("muted"))
            words = decimal(value, 0 if top >= 3 else 1)
            width = metrics.horizontalAdvance(words) + 2
            where = QRectF(plot.left() - theme.px(12) - width, y - metrics.height() / 2, width, metrics.height())
            painter.drawText(where, int(Qt.AlignmentFlag.AlignRight), words)
        for at, mark in enumerate(self._marks):
            width = metrics.horizontalAdvance(mark) + 2
            where = QRectF(self._x(at, plot) - width / 2, plot.bottom() + theme.px(8), width, metrics.height())
            painter.drawText(where, int(Qt.AlignmentFlag.AlignCenter), mark)

    def _paint_ends(self, painter: QPainter, ends: list[tuple[float, Series]], plot: QRectF, line_height: int) -> None:
        floor = -1e9
        for y, line in ends:
            middle = max(y, floor + line_height)
            floor = middle
            painter.setPen(theme.colour(line.tone if line.tone != "near-poor" else "near-poor-text"))
            value = line.values[-1]
            words = f"{decimal(value, self._decimals)}{self._unit}" if value is not None else ""
            where = QRectF(
                self._x(len(self._marks) - 1, plot) + theme.px(8), middle - line_height / 2, self.width(), line_height
            )
            painter.drawText(where, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)


def _nice_top(largest: float) -> float:
    for step in (0.3, 0.6, 1.5, 3, 6, 9, 12, 15, 18, 24, 30, 45, 60, 75, 90):
        if largest <= step:
            return step
    return 105.0 if largest <= 105 else largest
