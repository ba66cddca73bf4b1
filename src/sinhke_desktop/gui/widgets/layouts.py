"""Layouts that give way: what does not fit beside stands below, so nothing is cut off at any scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMargins, QPoint, QRect, QSize
from PySide6.QtWidgets import QBoxLayout, QLayout, QLayoutItem, QScrollArea, QSizePolicy, QWidget

from sinhke_desktop.gui.later import later

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

GAP = 12


class FlowLayout(QBoxLayout):
    """Items one after the other, continued on the next line; *right* puts each line to the right edge.

    A box without items of its own: as such it asks for no more room than it needs, as a plain QLayout would.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int = GAP, right: bool = False) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight, parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._right = right
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def minimumHeightForWidth(self, width: int) -> int:
        return self.heightForWidth(width)

    def setGeometry(self, rect: QRect) -> None:
        QLayout.setGeometry(self, rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self._gap * max(len(hints) - 1, 0)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        top = rect.top()
        for line in self._lines(rect.width()):
            height = max(item.sizeHint().height() for item in line)
            used = sum(item.sizeHint().width() for item in line) + self._gap * (len(line) - 1)
            left = rect.left() + (max(rect.width() - used, 0) if self._right else 0)
            for item in line:
                hint = item.sizeHint()
                if place:
                    drop = (height - hint.height()) // 2
                    item.setGeometry(
                        QRect(QPoint(left, top + drop), QSize(min(hint.width(), rect.width()), hint.height()))
                    )
                left += hint.width() + self._gap
            top += height + self._gap
        return max(top - rect.top() - self._gap, 0)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._shown():
            needs = item.sizeHint().width()
            if not lines or used + self._gap + needs > width:
                lines.append([item])
                used = needs
            else:
                lines[-1].append(item)
                used += self._gap + needs
        return lines


class Flow(QWidget):
    """A widget with a :class:`FlowLayout`; for buttons, pills, filters."""

    def __init__(self, *children: QWidget, gap: int = GAP, right: bool = False) -> None:
        super().__init__()
        self._layout = FlowLayout(self, gap=gap, right=right)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for child in children:
            self.add(child)

    def add(self, child: QWidget) -> None:
        """Put *child* at the end."""
        QLayout.addWidget(self._layout, child)


class Columns(QWidget):
    """Children side by side while the widget is at least *side_by_side* wide, one below the other when narrower."""

    def __init__(self, *, side_by_side: int = 720, gap: int = GAP) -> None:
        super().__init__()
        self._threshold = side_by_side
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(gap)

    def add(self, child: QWidget, weight: int = 1) -> None:
        """Put *child* after the others; *weight* is its share of the width."""
        self._box.addWidget(child, weight)

    def minimumSizeHint(self) -> QSize:
        narrowest = QSize(0, self._box.minimumSize().height())
        for index in range(self._box.count()):
            item = self._box.itemAt(index)
            if item is not None:
                narrowest.setWidth(max(narrowest.width(), item.minimumSize().width()))
        return narrowest

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = event.size().width() >= self._threshold and self._fits(event.size().width())
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != direction:
            self._box.setDirection(direction)
            self.updateGeometry()
        super().resizeEvent(event)

    def _fits(self, width: int) -> bool:
        needed = self._box.spacing() * max(self._box.count() - 1, 0)
        for index in range(self._box.count()):
            item = self._box.itemAt(index)
            if item is not None and not item.isEmpty():
                needed += item.minimumSize().width()
        return needed <= width


class Following(QWidget):
    """Keeps *child* in sight while what stands beside it is scrolled; never outside its own room."""

    def __init__(self, child: QWidget) -> None:
        super().__init__()
        self._child = child
        self._area: QScrollArea | None = None
        child.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        child = self._child
        return child.heightForWidth(width) if child.hasHeightForWidth() else child.sizeHint().height()

    def sizeHint(self) -> QSize:
        return self._child.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._child.minimumSizeHint().width(), 0)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self.settle()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        above = self.parentWidget()
        while self._area is None and above is not None:
            if isinstance(above, QScrollArea):
                self._area = above
                above.verticalScrollBar().valueChanged.connect(self.settle)
            above = above.parentWidget()
        self.settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.settle()

    def settle(self) -> None:
        """Put the child where it can be seen, as far as there is room."""
        needed = self.heightForWidth(self.width())
        top = self.mapFrom(self._area.viewport(), QPoint(0, GAP)).y() if self._area is not None else 0
        self._child.setGeometry(0, max(0, min(top, self.height() - needed)), self.width(), needed)


class Scrolled(QWidget):
    """What lies in a scroll area: as high as its words need at the width it has, not at the narrowest it could have."""

    def minimumSizeHint(self) -> QSize:
        narrowest = super().minimumSizeHint()
        inside = self.layout()
        return QSize(narrowest.width(), 0) if inside is not None and inside.hasHeightForWidth() else narrowest


def bring_into_view(widget: QWidget) -> None:
    """Scroll to *widget* in whatever it scrolls in, once everything has found its place."""
    later(widget, lambda: _scroll_to(widget))


def _scroll_to(widget: QWidget) -> None:
    holder = widget.parentWidget()
    while holder is not None and widget.isVisible():
        if isinstance(holder, QScrollArea):
            holder.ensureWidgetVisible(widget)
        holder = holder.parentWidget()


def clear(layout: QLayout) -> None:
    """Take every widget out of *layout* and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        inner = item.layout() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
