"""A household's money by month: incomes up, costs down, and the line of what remains so far."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from sinhke_desktop.domain.economics import CashFlow
from sinhke_desktop.domain.money import format_millions
from sinhke_desktop.gui import theme
from sinhke_desktop.i18n import _

MOST_BARS = 37
HEIGHT = 190


@dataclass(frozen=True, slots=True)
class Span:
    """Some months of a flow together: its first month, what came in, went out, and what remains at its end (đồng)."""

    month: int
    income: int
    cost: int
    running: int


def spans(flow: CashFlow) -> list[Span]:
    """The months of *flow*, by three or twelve where there are too many to see."""
    months = len(flow.costs)
    step = next((one for one in (1, 3, 6, 12) if months <= MOST_BARS * one), 12)
    return [
        Span(
            at, sum(flow.incomes[at : at + step]), sum(flow.costs[at : at + step]),
            flow.running[min(at + step, months) - 1],
        )
        for at in range(0, months, step)
    ]  # fmt: skip


class CashFlowChart(QWidget):
    """Bars by month with the line of the running sum; everything it shows is in its accessible description too."""

    def __init__(self) -> None:
        super().__init__()
        self._spans: list[Span] = []
        self.setAccessibleName(_("Money by month"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_flow(self, flow: CashFlow) -> None:
        """Show *flow*."""
        self._spans = spans(flow)
        text = _("month {month}: in {income}, out {cost}, remaining {running} million đ")
        told = [
            text.format(
                month=one.month, income=format_millions(one.income), cost=format_millions(one.cost),
                running=format_millions(one.running),
            )
            for one in self._spans
        ]  # fmt: skip
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(260), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.SECONDARY))
        if self._spans:
            self._paint(painter)
        painter.end()

    def _paint(self, painter: QPainter) -> None:
        metrics = painter.fontMetrics()
        top = max(1, *(max(one.income, one.running) for one in self._spans))
        bottom = min(0, *(min(-one.cost, one.running) for one in self._spans))
        words = {value: format_millions(value) for value in (top, 0, bottom)}
        left = max(metrics.horizontalAdvance(one) for one in words.values()) + theme.px(12)
        plot = QRectF(
            left, metrics.height() / 2 + 2, self.width() - left - theme.px(8),
            self.height() - metrics.height() * 2 - theme.px(8),
        )  # fmt: skip

        def height_of(value: int) -> float:
            return plot.bottom() - plot.height() * (value - bottom) / (top - bottom)

        for value in sorted(words):
            painter.setPen(QPen(theme.colour("muted" if value == 0 else "line"), 1))
            painter.drawLine(QPointF(plot.left(), height_of(value)), QPointF(plot.right(), height_of(value)))
            painter.setPen(theme.colour("muted"))
            where = QRectF(0, height_of(value) - metrics.height() / 2, left - theme.px(8), metrics.height())
            if value == 0 or abs(height_of(value) - height_of(0)) > metrics.height():
                painter.drawText(where, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words[value])
        room = plot.width() / len(self._spans)
        points = []
        for at, one in enumerate(self._spans):
            x = plot.left() + at * room
            wide = max(room * 0.6, 1.5)
            bar = QRectF(x + (room - wide) / 2, height_of(one.income), wide, height_of(0) - height_of(one.income))
            painter.fillRect(bar, theme.colour("escaped"))
            painter.fillRect(
                QRectF(bar.left(), height_of(0), wide, height_of(-one.cost) - height_of(0)), theme.colour("poor")
            )
            points.append(QPointF(x + room / 2, height_of(one.running)))
        painter.setPen(QPen(theme.colour("ink"), 2))
        painter.drawPolyline(points)
        self._paint_months(painter, metrics, plot, room)

    def _paint_months(self, painter: QPainter, metrics: QFontMetrics, plot: QRectF, room: float) -> None:
        painter.setPen(theme.colour("muted"))
        needed = metrics.horizontalAdvance("0000")
        every = next((one for one in (1, 2, 3, 6, 12, 24, 48) if room * one >= needed), 48)
        for at in range(0, len(self._spans), every):
            middle = plot.left() + (at + 0.5) * room
            where = QRectF(middle - needed, plot.bottom() + theme.px(6), 2 * needed, metrics.height())
            painter.drawText(where, int(Qt.AlignmentFlag.AlignCenter), str(self._spans[at].month))
