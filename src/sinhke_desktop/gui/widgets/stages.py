"""The stages of a model as one line: done, now, still to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.qt_names import Qt

WRAP = 0x1000 | 0x0004 | 0x0020
"""TextWordWrap, AlignHCenter, AlignTop: as numbers, see :mod:`sinhke_desktop.gui.qt_names`."""


class StageState(StrEnum):
    """Where a stage stands."""

    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its name, a quiet line under it (a date), and where it stands."""

    name: str
    detail: str = ""
    state: StageState = StageState.LATER


class StageLine(QWidget):
    """Stages from left to right, names wrapped below their dots; on several lines where the width is short."""

    def __init__(self) -> None:
        super().__init__()
        self._stages: tuple[Stage, ...] = ()
        self._measured: tuple[int, int, int] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_stages(self, stages: Sequence[Stage]) -> None:
        """Show *stages*."""
        self._stages = tuple(stages)
        self._measured = None
        self.setAccessibleName(" → ".join(stage.name for stage in self._stages))
        now = next((stage for stage in self._stages if stage.state is StageState.NOW), None)
        self.setAccessibleDescription(f"{now.name} {now.detail}" if now else "")
        self._settle_height()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(90) * max(len(self._stages), 1), self._line_height() * self._lines())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(220), theme.px(60))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle_height()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        per_line = self._per_line()
        width = self._column()
        middle = theme.px(14)
        for at in range(len(self._stages)):
            line, column = divmod(at, per_line)
            top = line * self._line_height()
            centre = QPointF(width * (column + 0.5), top + middle)
            if column + 1 < per_line and at + 1 < len(self._stages):
                done = self._stages[at + 1].state is not StageState.LATER
                painter.setPen(QPen(theme.colour("accent" if done else "line"), 3))
                painter.drawLine(centre, QPointF(width * (column + 1.5), top + middle))
        for at, stage in enumerate(self._stages):
            line, column = divmod(at, per_line)
            top = line * self._line_height()
            self._paint_stage(
                painter, stage, QPointF(width * (column + 0.5), top + middle), QRectF(column * width, top, width, 0)
            )
        painter.end()

    def _paint_stage(self, painter: QPainter, stage: Stage, centre: QPointF, area: QRectF) -> None:
        radius = theme.px(8)
        tone = "line" if stage.state is StageState.LATER else "accent"
        painter.setPen(QPen(theme.colour("scroll" if tone == "line" else tone), 2))
        painter.setBrush(theme.colour("accent" if stage.state is StageState.DONE else "card"))
        painter.drawEllipse(centre, radius, radius)
        if stage.state is StageState.NOW:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(centre, radius / 2.2, radius / 2.2)
        name_font = self._font(stage)
        where = QRect(int(area.left()) + 3, int(area.top()) + theme.px(28), int(area.width()) - 6, 1000)
        painter.setFont(name_font)
        painter.setPen(theme.colour("muted" if stage.state is StageState.LATER else "ink"))
        painter.drawText(where, WRAP, stage.name)
        used = QFontMetrics(name_font).boundingRect(where, WRAP, stage.name).height()
        painter.setFont(theme.font(theme.SECONDARY))
        painter.setPen(theme.colour("muted"))
        painter.drawText(where.translated(0, used), WRAP, stage.detail)

    def _font(self, stage: Stage) -> QFont:
        return theme.font(theme.BODY, QFont.Weight.DemiBold if stage.state is StageState.NOW else QFont.Weight.Normal)

    def _per_line(self) -> int:
        return self._measure()[0]

    def _line_height(self) -> int:
        return self._measure()[1]

    def _lines(self) -> int:
        return -(-max(len(self._stages), 1) // self._per_line())

    def _column(self) -> float:
        return self.width() / self._per_line()

    def _measure(self) -> tuple[int, int]:
        """(stages on a line, height of a line) at the width of now; asked for often, measured once."""
        width = self.width()
        if self._measured is None or self._measured[0] != width:
            per_line = self._measure_per_line(width)
            self._measured = width, per_line, self._measure_height(width / per_line)
        return self._measured[1:]

    def _measure_per_line(self, width: int) -> int:
        count = max(len(self._stages), 1)
        longest = 0
        for stage in self._stages:
            metrics = QFontMetrics(self._font(stage))
            longest = max(
                [longest, *(metrics.horizontalAdvance(word) for word in (stage.name + " " + stage.detail).split())]
            )
        fits = max(width // max(longest + 16, theme.px(84)), 1)
        if fits >= count:
            return count
        lines = -(-count // fits)
        return -(-count // lines)

    def _measure_height(self, column: float) -> int:
        tallest = 0
        across = QRect(0, 0, int(column) - 6, 1000)
        for stage in self._stages:
            height = QFontMetrics(self._font(stage)).boundingRect(across, WRAP, stage.name).height()
            if stage.detail:
                height += QFontMetrics(theme.font(theme.SECONDARY)).boundingRect(across, WRAP, stage.detail).height()
            tallest = max(tallest, height)
        return tallest + theme.px(28) + theme.px(6)

    def _settle_height(self) -> None:
        needed = self._line_height() * self._lines()
        if self.minimumHeight() != needed:
            self.setFixedHeight(needed)
