"""A list to choose one thing from, whose words wrap and are never cut off, however large the letters are."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from sinhke_desktop.gui import theme

BESIDE, ABOVE = 12, 9
"""Design pixels around the words of an item."""
WRAP = int(Qt.TextFlag.TextWordWrap)


class _Wrapped(QStyledItemDelegate):
    """Draws whole words in rows as high as they need; a style's own way leaves out what finds no room."""

    def __init__(self, owner: QListWidget) -> None:
        super().__init__(owner)
        self._owner = owner

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = self._owner.viewport().width()
        room = QRect(0, 0, max(width - 2 * theme.px(BESIDE), theme.px(60)), 10_000)
        height = self._owner.fontMetrics().boundingRect(room, WRAP, str(index.data() or "")).height()
        return QSize(width, height + 2 * theme.px(ABOVE))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        words, drawn.text = drawn.text, ""
        self._owner.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, self._owner)
        painter.setFont(self._owner.font())
        painter.setPen(drawn.palette.text().color())
        inside = drawn.rect.adjusted(theme.px(BESIDE), 0, -theme.px(BESIDE), 0)
        painter.drawText(inside, WRAP | int(Qt.AlignmentFlag.AlignVCenter), words)


class WordList(QListWidget):
    """Fill it with ``addItems``; it is *width* design pixels wide, and scrolls where it is too high."""

    def __init__(self, width: int, most: int) -> None:
        """*most* is the widest it may be in pixels of the screen."""
        super().__init__()
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Wrapped(self))
        self.setFixedWidth(min(theme.px(width), most))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
