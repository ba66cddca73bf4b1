"""The left side of the help: the chapters with their pages, and the pages found with the sentence that was found."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent, QStandardItem, QStandardItemModel, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from sinhke_desktop.domain.help_book import HelpBook
from sinhke_desktop.domain.help_search import Hit
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.help.markup import Room, marked
from sinhke_desktop.i18n import _

TOPIC = Qt.ItemDataRole.UserRole + 1
PAD = 8
BATCH = 6
"""Hits laid out at once: as many as are seen, the others when the window has time."""
Index = QModelIndex | QPersistentModelIndex


class _TitleDelegate(QStyledItemDelegate):
    """Titles over as many lines as they need, with air around them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        tree = option.widget
        if not isinstance(tree, QTreeView):
            return super().sizeHint(option, index)
        levels = 2 if index.parent().isValid() else 1
        width = max(tree.viewport().width() - levels * tree.indentation() - 2 * theme.px(PAD) - theme.px(10), 60)
        font = index.data(Qt.ItemDataRole.FontRole) or option.font
        words = QFontMetrics(font).boundingRect(0, 0, width, 10_000, Qt.TextFlag.TextWordWrap.value, str(index.data()))
        return QSize(width, words.height() + theme.px(PAD) + 2)


class ContentsTree(QTreeView):
    """Chapters that unfold; :attr:`chosen` tells the topic of the page gone to."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._items: dict[str, QStandardItem] = {}
        self._silent = False
        self.pages = QStandardItemModel()
        self.setModel(self.pages)
        self.setHeaderHidden(True)
        self.setAccessibleName(_("Contents"))
        self.setWordWrap(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIndentation(theme.px(16))
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setUniformRowHeights(False)
        self.setItemDelegate(_TitleDelegate(self))
        self.clicked.connect(self._unfold)
        self.selectionModel().currentChanged.connect(lambda index, _before: self._tell(index))

    def show_book(self, book: HelpBook) -> None:
        """Show the chapters, all folded."""
        self.pages.clear()
        self._items.clear()
        for chapter in book.chapters:
            part = QStandardItem(chapter.title)
            part.setFont(theme.font(weight=QFont.Weight.DemiBold))
            for topic in chapter.topics:
                item = QStandardItem(book.pages[topic].title)
                item.setData(topic, TOPIC)
                item.setToolTip(book.pages[topic].title)
                self._items[topic] = item
                part.appendRow(item)
            self.pages.appendRow(part)

    def go_to(self, topic: str) -> None:
        """Mark the page *topic* without telling of it; other chapters fold."""
        item = self._items.get(topic)
        if item is None:
            return
        self._silent = True
        if item.parent().index() != self.currentIndex().parent():
            self.collapseAll()
        self.setCurrentIndex(item.index())
        self.scrollTo(item.index())
        self._silent = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _unfold(self, index: QModelIndex) -> None:
        if not index.data(TOPIC):
            self.setExpanded(index, not self.isExpanded(index))

    def _tell(self, index: Index) -> None:
        topic = index.data(TOPIC)
        if topic and not self._silent:
            self.chosen.emit(str(topic))


class _Found(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.hits: Sequence[Hit] = ()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return hit.sentence
        return hit if role == TOPIC else None


class _HitDelegate(QStyledItemDelegate):
    """A page's title, below it the sentence with the words found set off."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style = option.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        area = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour("soft"))
        text = self._text(index, area.width())
        painter.save()
        painter.translate(area.left() + theme.px(PAD), area.top() + theme.px(PAD) / 2)
        text.drawContents(painter, QRectF(0, 0, area.width() - 2 * theme.px(PAD), area.height()))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        shown = option.widget
        width = shown.viewport().width() if isinstance(shown, QListView) else option.rect.width()
        return QSize(width, round(self._text(index, width).size().height()) + theme.px(PAD))

    def _text(self, index: Index, width: int) -> QTextDocument:
        hit = index.data(TOPIC)
        room = Room(width, theme.px, theme.current().colours)
        text = QTextDocument()
        text.setDefaultFont(theme.font())
        text.setDocumentMargin(0)
        text.setTextWidth(max(width - 2 * theme.px(PAD), 40))
        title = f"<p style='font-weight: 600; margin: 0; color: {room.colours['ink']};'>{escape(hit.title)}</p>"
        if hit.sentence != hit.title:
            sentence = marked(hit.sentence, hit.marks, room)
            title += f"<p style='margin: 0; color: {room.colours['muted']};'>{sentence}</p>"
        text.setHtml(title)
        return text


class HitsList(QListView):
    """The pages found; :attr:`opened` tells topic and place when one is opened by Enter or a click."""

    opened = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.found = _Found()
        self.setModel(self.found)
        self.setItemDelegate(_HitDelegate(self))
        self.setAccessibleName(_("Pages found"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(BATCH)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.activated.connect(self._open)
        self.clicked.connect(self._open)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show what was found, the first one marked."""
        self.found.beginResetModel()
        self.found.hits = hits
        self.found.endResetModel()
        if hits:
            self.setCurrentIndex(self.found.index(0))

    def open_current(self) -> None:
        """Open the marked one."""
        if self.found.hits:
            self._open(self.currentIndex())

    def _open(self, index: Index) -> None:
        hit = index.data(TOPIC)
        if hit is not None:
            self.opened.emit(hit.topic, hit.place)
