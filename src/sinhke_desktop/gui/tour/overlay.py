"""The tour's veil over the window: one place stays clear, and a card beside it says what it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.later import later
from sinhke_desktop.gui.tour.stops import Stop
from sinhke_desktop.gui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from sinhke_desktop.gui.widgets.cards import Card
from sinhke_desktop.gui.widgets.text import label
from sinhke_desktop.i18n import _

VEIL, AROUND, GAP, RADIUS = 150, 4, 14, 10
"""How dense the veil is (of 255), and in design pixels the room around the clear place, to the card, its corners."""
CARD_WIDTH = 360


class Tour(QWidget):
    """Covers *over*; Enter goes on, Left goes back, Esc ends it. *ended* is called once, however it ended."""

    def __init__(self, over: QWidget, stops: Sequence[Stop], ended: Callable[[], object]) -> None:
        super().__init__(over)
        self._over, self._ended = over, ended
        self._stops = tuple(one for one in stops if (found := one.find()) is not None and found.isVisible())
        self.at = 0
        self._hole = QRect()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._make_card()
        over.installEventFilter(self)

    def _make_card(self) -> None:
        self.card = Card(" ", self)
        self._text = label("", "")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._where = label("", "secondary", wrap=False)
        self.card.add(self._text)
        row = QHBoxLayout()
        self.skip = LinkButton(_("Skip"), pressed=self.end, tip="Esc")
        self.back = QuietButton(_("Back"), pressed=lambda: self.go(-1))
        self.next = PrimaryButton(_("Next"), pressed=lambda: self.go(1))
        row.addWidget(self._where)
        row.addStretch(1)
        for button in (self.skip, self.back, self.next):
            row.addWidget(button)
        self.card.body.addLayout(row)

    def begin(self) -> None:
        """Show the first stop."""
        if not self._stops:
            self.end()
            return
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.go(0)

    def go(self, by: int) -> None:
        """So many stops on; past the last one it ends."""
        self.at = max(self.at + by, 0)
        if self.at >= len(self._stops):
            self.end()
            return
        stop = self._stops[self.at]
        last = self.at == len(self._stops) - 1
        self.card.set_title(stop.title)
        self._text.setText(stop.text)
        self._where.setText(f"{self.at + 1} / {len(self._stops)}")
        self.back.setVisible(self.at > 0)
        self.skip.setVisible(not last)
        self.next.setText(_("Done") if last else _("Next"))
        self.setAccessibleName(stop.title)
        self.setAccessibleDescription(stop.text)
        self.next.setAccessibleName(f"{stop.title}. {stop.text} {self.next.text()}")
        self._place()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Take the veil away; what follows begins once the key or click that ended it is done with."""
        self._over.removeEventFilter(self)
        self._over.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        later(self._over, self._ended)
        self.deleteLater()

    def clear_place(self) -> QRect:
        """What is looked at now, in the veil's own coordinates."""
        return QRect(self._hole)

    def _place(self) -> None:
        """Find the place that is looked at, and put the card beside it where there is most room."""
        widget = self._stops[self.at].find()
        around = theme.px(AROUND)
        self._hole = QRect()
        if widget is not None and widget.isVisible():
            seen = self._seen_of(widget)
            self._hole = seen.adjusted(-around, -around, around, around) & self.rect()
        gap = theme.px(GAP)
        width = min(theme.px(CARD_WIDTH), self.width() - 2 * gap)
        self.card.setFixedWidth(width)
        self.card.show()
        inside = self.card.body
        inside.invalidate()
        self.card.setFixedHeight(inside.totalHeightForWidth(width))
        self.card.adjustSize()
        self.card.move(self._beside(self._hole, gap))
        self.update()

    def _seen_of(self, widget: QWidget) -> QRect:
        """What of *widget* is in sight: it may be scrolled half away."""
        seen, holder = QRect(widget.mapTo(self._over, QPoint(0, 0)), widget.size()), widget.parentWidget()
        while holder is not None and holder is not self._over:
            seen &= QRect(holder.mapTo(self._over, QPoint(0, 0)), holder.size())
            holder = holder.parentWidget()
        return seen

    def _beside(self, hole: QRect, gap: int) -> QPoint:
        """To the right of *hole*, else to its left, above or below; over its foot where all sides are too narrow."""
        card, room = self.card.size(), self.rect()
        x = min(max(hole.left(), gap), room.right() - card.width() - gap)
        y = min(max(hole.center().y() - card.height() // 2, gap), room.bottom() - card.height() - gap)
        if hole.right() + gap + card.width() + gap <= room.right():
            return QPoint(hole.right() + gap, y)
        if hole.left() - gap - card.width() >= gap:
            return QPoint(hole.left() - gap - card.width(), y)
        if hole.top() - gap - card.height() >= gap:
            return QPoint(x, hole.top() - gap - card.height())
        if hole.bottom() + gap + card.height() + gap <= room.bottom():
            return QPoint(x, hole.bottom() + gap)
        foot = max(hole.bottom() - card.height() - gap, gap)
        return QPoint(max((room.width() - card.width()) // 2, gap), foot)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QPainterPath()
        veil.addRect(QRectF(self.rect()))
        radius = theme.px(RADIUS)
        hole = QPainterPath()
        if not self._hole.isEmpty():
            hole.addRoundedRect(QRectF(self._hole), radius, radius)
        colour = theme.colour("ink")
        colour.setAlpha(VEIL)
        painter.fillPath(veil - hole, colour)
        painter.setPen(QPen(theme.colour("accent"), theme.px(2)))
        painter.drawPath(hole)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size, once everything in it has found its place."""
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
            later(self, self._follow)
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        if self.isVisible():
            self._place()

    def event(self, event: QEvent) -> bool:
        """The window's own keys rest while the tour is shown."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.go(1)
        elif event.key() == Qt.Key.Key_Left:
            self.go(-1)

    def focusNextPrevChild(self, next_one: bool) -> bool:
        """Tab stays on the card."""
        shown = [one for one in (self.skip, self.back, self.next) if one.isVisible()]
        if not shown:
            return super().focusNextPrevChild(next_one)
        holder = self.focusWidget()
        at = shown.index(holder) if holder in shown else 0
        shown[(at + (1 if next_one else -1)) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)
        return True
